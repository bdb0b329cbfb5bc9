"""The settings of a replay under a plan: defaults, then the plan's week, then what was typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from posture.adapters.data_dirs import places
from posture.therapy.plan import SittingStep
from tests.therapy.plans import plan
from tui.plan_setup import settings_with_plan

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
GRADED = plan(
    sitting=(
        SittingStep(from_week=1, break_after_s=3600.0, break_s=120.0),
        SittingStep(from_week=2, break_after_s=2700.0, break_s=180.0),
    )
)


@pytest.mark.parametrize(
    ("started", "after_s", "break_s"),
    [
        (MONDAY, 3600.0, 120.0),
        (MONDAY + timedelta(days=7), 2700.0, 180.0),
        (None, 3600.0, 120.0),  # a recording that does not know its day
    ],
)
def test_the_week_is_that_of_the_recording(
    tmp_path: Path, started: datetime | None, after_s: float, break_s: float
) -> None:
    where = places({"POSTURE_HOME": str(tmp_path)})
    sitting = settings_with_plan(where, GRADED, started, None).sitting
    assert (sitting.nudge_after_s, sitting.break_target_s) == (after_s, break_s)
    typed = settings_with_plan(where, GRADED, started, ["sitting.nudge_after_s=900"]).sitting
    assert (typed.nudge_after_s, typed.break_target_s) == (900.0, break_s)
    assert settings_with_plan(where, plan(), started, None).sitting.nudge_after_s == 1800.0
