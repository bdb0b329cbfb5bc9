"""What the running monitor can be told: `posture pause`, `resume`, `snooze`, `break` and so on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from posture.adapters.control_client import ask
from posture.errors import ControlError, UsageError
from posture.inputs import InputKind
from tui.control_desk import LONGEST_SNOOZE_MIN
from tui.core_setup import our_places
from tui.status_line import text
from tui.status_snapshot import snapshot_from

_TOMORROW = "tomorrow"


class Switch(StrEnum):
    """Whether something begins or ends."""

    ON = "on"
    OFF = "off"


SwitchArgument = Annotated[Switch, typer.Argument(help="Whether it begins or ends.")]


def pause() -> None:
    """Let the running monitor look away until `posture resume`.

    Example: posture pause
    """
    _tell(InputKind.PAUSE)


def resume() -> None:
    """Let the running monitor go on.

    Example: posture resume
    """
    _tell(InputKind.RESUME)


def snooze(
    minutes: Annotated[
        str, typer.Argument(metavar="[MINUTES|tomorrow]", help="For how long, or until midnight.")
    ] = "15",
) -> None:
    """Put breaks off for a while: 15 minutes, or as many as you say, or until tomorrow.

    Example: posture snooze 30
    """
    _tell(InputKind.SNOOZE, minutes=_minutes(minutes))


def take_break() -> None:
    """Tell the running monitor that you took a break. It is kept apart from breaks the camera saw.

    Example: posture break
    """
    _tell(InputKind.TOOK_BREAK)


def standing(switch: SwitchArgument = Switch.ON) -> None:
    """Tell the running monitor that you stand now, or with `off` that you sit again.

    Example: posture standing off
    """
    _tell(InputKind.STANDING if switch is Switch.ON else InputKind.SITTING)


def meeting(switch: SwitchArgument = Switch.ON) -> None:
    """Tell the running monitor that a meeting begins, or with `off` that it is over.

    Example: posture meeting on
    """
    _tell(InputKind.MEETING_STARTED if switch is Switch.ON else InputKind.MEETING_ENDED)


def _minutes(words: str) -> float | str:
    if words == _TOMORROW:
        return words
    try:
        minutes = float(words)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= LONGEST_SNOOZE_MIN:
        msg = f"a snooze of {words!r} is not possible; use minutes up to {LONGEST_SNOOZE_MIN:g}, or tomorrow"
        raise UsageError(msg)
    return minutes


def _tell(kind: InputKind, minutes: float | str | None = None) -> None:
    """Tell it, and print how things stand after it."""
    answer = ask(our_places().runtime, {"request": kind.value, "minutes": minutes})
    if answer.get("taken") is not True:
        typer.echo("The monitor has it and takes it with its next picture.")
        return
    try:
        typer.echo(text(snapshot_from(answer)))
    except ValueError as error:
        msg = f"the running monitor is of another version ({error}); stop it and start it again"
        raise ControlError(msg) from error
