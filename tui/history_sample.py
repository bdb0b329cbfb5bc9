"""Five made-up weeks for the demo, which touches nothing of the user's: what weeks look like here.

The same weeks every time, by rule and not by chance; they end with the present one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from posture.figures import SLOUCH_LABELS, BreakFigures, Figures, combined
from posture.labels import Label
from posture.summary import DaySummary, summary_of
from posture.trends import usual_weeks
from tui.history_period import Period, Unit, around
from tui.history_source import History

_WEEKS = 5
_WORKING_DAYS = 5
_HOURS = tuple(range(9, 18))
_LUNCH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleHistory:
    """Made-up weeks up to today."""

    today_is: Callable[[], date]
    note: str = "Made-up sample: this is what weeks look like."

    def today(self) -> date:
        """The local date now."""
        return self.today_is()

    def read(self, period: Period) -> History:
        """The period, as far as it lies in the sample."""
        days = _days(self.today_is())
        return History(
            period=period,
            summary=summary_of(
                [DaySummary(day=day, figures=combined(list(hours))) for day, hours in days.items()],
                period.first,
                period.last,
            ),
            weeks=tuple(
                usual_weeks(
                    [DaySummary(day=day, figures=combined(list(hours))) for day, hours in days.items()],
                    period.first,
                )
            ),
            hours=tuple(zip(_HOURS, days.get(period.first, ()), strict=False))
            if period.unit is Unit.DAY
            else (),
            pain=tuple(
                (day, float(3 + day.toordinal() % 2))
                for day in days
                if day.weekday() in (0, 3) and period.first <= day <= period.last
            ),
        )


def _days(today: date) -> dict[date, tuple[Figures, ...]]:
    """The working days of the sample, hour by hour."""
    monday = around(today, Unit.WEEK).first - timedelta(weeks=_WEEKS - 1)
    days = [
        monday + timedelta(weeks=week, days=day) for week in range(_WEEKS) for day in range(_WORKING_DAYS)
    ]
    return {
        day: tuple(_hour(number, hour) for hour in _HOURS) for number, day in enumerate(days) if day <= today
    }


def _hour(day: int, hour: int) -> Figures:
    """One made-up hour: a bout or two, a break mostly taken, some standing, lunch at noon."""
    turn = (day * 7 + hour * 5) % 11
    standing = 600.0 * (turn % 3 == 0)
    away = 2400.0 if hour == _LUNCH else 240.0 + 30 * turn
    slouch = 40.0 * turn if hour > _LUNCH else 15.0 * turn
    sitting = 3600.0 - standing - away
    bouts = (sitting,) if turn in (4, 9) else (sitting / 2, sitting / 2)
    return Figures(
        sitting_s=sitting,
        standing_s=standing,
        away_s=away,
        bouts_s=bouts,
        breaks=BreakFigures(due=1, prompted_seen=int(turn > 2), missed=int(turn <= 2), natural_seen=turn % 2),
        slouch_s_by_label={label: slouch if label is Label.SLOUCHED else 0.0 for label in SLOUCH_LABELS},
        slouch_episodes=int(slouch > 0),
        posture_shifts=6 + turn // 2,
    )
