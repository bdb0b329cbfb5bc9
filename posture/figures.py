"""The figures of a stretch of time, whatever its length: a session, a day, a month.

Times are seconds, exact to the millisecond. `watched_s` is by definition the sum of what it consists
of, so the figures add up; pauses and sleep were not watched and stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SLOUCH_LABELS: tuple[Label, ...] = tuple(label for label in Label if label.is_slouch)
"""The labels that make slouch episodes, in the order in which figures list them."""

BOUT_CLASS_BOUNDS_S = (1800.0, 3600.0, 7200.0)
"""Upper bounds of the classes of bouts: under 30, 30 to 60, 60 to 120 minutes; the rest is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakFigures:
    """Counts of breaks. Seen by the camera and told by the user are kept apart.

    Attributes:
        due, missed, snoozed: reminders, and what became of them.
        prompted_seen, prompted_told: taken when asked for; confirmed by the camera, or by the user.
        natural_seen, natural_told: taken without being asked.
        micro: absences inside a bout that are long enough to notice and too short for a break.
        worth: the breaks the camera saw, in whole ones: a minute is a fifth of five minutes, and no break is
            more than a whole one.
    """

    due: int = 0
    missed: int = 0
    snoozed: int = 0
    prompted_seen: int = 0
    prompted_told: int = 0
    natural_seen: int = 0
    natural_told: int = 0
    micro: int = 0
    worth: float = 0.0

    @property
    def taken(self) -> int:
        """All breaks taken; micro-breaks are not among them."""
        return self.prompted + self.natural

    @property
    def prompted(self) -> int:
        """Breaks taken when asked for."""
        return self.prompted_seen + self.prompted_told

    @property
    def natural(self) -> int:
        """Breaks taken without being asked."""
        return self.natural_seen + self.natural_told

    @property
    def seen(self) -> int:
        """Breaks that the camera confirmed."""
        return self.prompted_seen + self.natural_seen

    @property
    def told(self) -> int:
        """Breaks that only the user's word confirms."""
        return self.prompted_told + self.natural_told


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFigures:
    """How often one exercise was done. Seen by the camera and told by the user are kept apart.

    Attributes:
        seen, told: times it was done.
        repetitions_seen, repetitions_told: repetitions in them, all together.
    """

    seen: int = 0
    told: int = 0
    repetitions_seen: int = 0
    repetitions_told: int = 0

    def plus(self, other: ExerciseFigures) -> ExerciseFigures:
        """Both together."""
        return ExerciseFigures(
            seen=self.seen + other.seen,
            told=self.told + other.told,
            repetitions_seen=self.repetitions_seen + other.repetitions_seen,
            repetitions_told=self.repetitions_told + other.repetitions_told,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of a stretch of time.

    Attributes:
        sitting_s, standing_s, away_s, unknown_s: the parts of the time watched.
        paused_s, suspended_s: time not watched.
        bouts_s: sitting time of each bout that began in the stretch, in order.
        breaks: the counts of breaks.
        slouch_s_by_label: time in slouch episodes, for every slouch label.
        slouch_episodes: episodes that began in the stretch.
        posture_shifts: changes of position that were kept, while sitting.
        exercises: what was done, by the id of the exercise.
    """

    sitting_s: float = 0.0
    standing_s: float = 0.0
    away_s: float = 0.0
    unknown_s: float = 0.0
    paused_s: float = 0.0
    suspended_s: float = 0.0
    bouts_s: tuple[float, ...] = ()
    breaks: BreakFigures = BreakFigures()
    slouch_s_by_label: Mapping[Label, float] = field(
        default_factory=lambda: dict.fromkeys(SLOUCH_LABELS, 0.0)
    )
    slouch_episodes: int = 0
    posture_shifts: int = 0
    exercises: Mapping[str, ExerciseFigures] = field(default_factory=dict)

    @property
    def watched_s(self) -> float:
        """Time in which the monitor was watching."""
        return exact(self.sitting_s + self.standing_s + self.away_s + self.unknown_s)

    @property
    def slouch_s(self) -> float:
        """Time in slouch episodes of any label."""
        return exact(sum(self.slouch_s_by_label.values()))

    @property
    def longest_bout_s(self) -> float | None:
        """The longest bout, or `None` without any."""
        return max(self.bouts_s, default=None)

    @property
    def median_bout_s(self) -> float | None:
        """The median bout, or `None` without any."""
        return exact(median(self.bouts_s)) if self.bouts_s else None

    @property
    def bouts_by_class(self) -> tuple[int, int, int, int]:
        """How many bouts lasted under 30 min, 30 to 60, 60 to 120, and 120 min or longer."""
        counts = [0, 0, 0, 0]
        for bout_s in self.bouts_s:
            counts[sum(bout_s >= bound for bound in BOUT_CLASS_BOUNDS_S)] += 1
        return counts[0], counts[1], counts[2], counts[3]


def combined(parts: Sequence[Figures]) -> Figures:
    """The figures of all parts together."""
    exercises: dict[str, ExerciseFigures] = {}
    for part in parts:
        for name, done in part.exercises.items():
            exercises[name] = exercises.get(name, ExerciseFigures()).plus(done)
    return Figures(
        sitting_s=exact(sum(part.sitting_s for part in parts)),
        standing_s=exact(sum(part.standing_s for part in parts)),
        away_s=exact(sum(part.away_s for part in parts)),
        unknown_s=exact(sum(part.unknown_s for part in parts)),
        paused_s=exact(sum(part.paused_s for part in parts)),
        suspended_s=exact(sum(part.suspended_s for part in parts)),
        bouts_s=tuple(bout_s for part in parts for bout_s in part.bouts_s),
        breaks=BreakFigures(
            due=sum(part.breaks.due for part in parts),
            missed=sum(part.breaks.missed for part in parts),
            snoozed=sum(part.breaks.snoozed for part in parts),
            prompted_seen=sum(part.breaks.prompted_seen for part in parts),
            prompted_told=sum(part.breaks.prompted_told for part in parts),
            natural_seen=sum(part.breaks.natural_seen for part in parts),
            natural_told=sum(part.breaks.natural_told for part in parts),
            micro=sum(part.breaks.micro for part in parts),
            worth=exact(sum(part.breaks.worth for part in parts)),
        ),
        slouch_s_by_label={
            label: exact(sum(part.slouch_s_by_label[label] for part in parts)) for label in SLOUCH_LABELS
        },
        slouch_episodes=sum(part.slouch_episodes for part in parts),
        posture_shifts=sum(part.posture_shifts for part in parts),
        exercises=exercises,
    )


def exact(seconds: float) -> float:
    """Seconds to the millisecond: removes what adding floats leaves behind."""
    return round(seconds, 3)
