"""Today's figures go on with what is seen, and by no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.figures import Figures
from posture.labels import Activity, Label
from posture.status import Status
from tests.tui.scripted_feed import upright
from tui.today_now import up_to_now

KNOWN = Figures(sitting_s=1.0, away_s=6.0, standing_s=2.0, bouts_s=(1.0,))
SITTING = upright(15)
LOWER = replace(SITTING, posture=Label.SLOUCHED, since_t=12.0)
AWAY = replace(SITTING, activity=Activity.AWAY, bout_s=0.0)
STANDING = replace(SITTING, activity=Activity.STANDING, bout_s=0.0, standing_s=4.0)


@pytest.mark.parametrize(
    ("status", "sitting_s", "away_s", "standing_s", "slouch_s"),
    [
        (SITTING, 15.0, 6.0, 2.0, 0.0),
        (replace(SITTING, bout_s=3.0), 4.0, 6.0, 2.0, 0.0),
        (LOWER, 15.0, 6.0, 2.0, 3.0),
        (AWAY, 1.0, 20.0, 2.0, 0.0),
        (STANDING, 1.0, 6.0, 6.0, 0.0),
        (replace(SITTING, paused=True), 1.0, 6.0, 2.0, 0.0),
        (replace(AWAY, camera_lost=True), 1.0, 6.0, 2.0, 0.0),
        (replace(SITTING, activity=Activity.UNKNOWN), 1.0, 6.0, 2.0, 0.0),
        (upright(0.5), 1.0, 6.0, 2.0, 0.0),
    ],
    ids=["sitting", "sat down", "lower", "away", "standing", "paused", "no picture", "unknown", "earlier"],
)
def test_what_has_passed_since_is_added_where_it_belongs(
    status: Status, sitting_s: float, away_s: float, standing_s: float, slouch_s: float
) -> None:
    now = up_to_now(KNOWN, 1.0, status)
    assert (now.sitting_s, now.away_s, now.standing_s, now.slouch_s) == (
        sitting_s,
        away_s,
        standing_s,
        slouch_s,
    )


def test_the_running_bout_is_the_longest_once_it_is() -> None:
    assert up_to_now(KNOWN, 1.0, SITTING).longest_bout_s == 15.0
    assert up_to_now(replace(KNOWN, bouts_s=(60.0,)), 1.0, SITTING).longest_bout_s == 60.0
    after_midnight = replace(SITTING, bout_s=3600.0)
    assert up_to_now(Figures(sitting_s=4.0), 1.0, after_midnight).longest_bout_s == 18.0
