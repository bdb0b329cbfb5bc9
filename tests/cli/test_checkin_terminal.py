"""A check-in at a real terminal, stopped in the middle."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from posture.adapters.record_store import read_history
from posture.therapy.records import PainRating

if TYPE_CHECKING:
    from tests.cli.conftest import Command

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from tests.cli.test_control import AtTerminal


def test_ctrl_c_keeps_what_was_answered_and_says_so(posture: Command) -> None:
    terminal = AtTerminal(posture, "checkin")
    for _ in range(4):
        terminal.until("n for none")
        terminal.screen = ""
        terminal.type("n\n")
    terminal.until("When did the present trouble begin?")
    terminal.type("\n")
    terminal.until("right now?")
    terminal.type("4\n")
    terminal.until("on average")
    terminal.process.send_signal(signal.SIGINT)
    terminal.until("Kept as record 2: pain: 4 now")
    assert terminal.ends() == 130
    kept = read_history(posture.home / "data" / "posture.sqlite3").stored
    (rating,) = (one.record for one in kept if isinstance(one.record, PainRating))
    assert (rating.now, rating.average) == (4, None)
