"""What a physical therapist reads back, as frozen values: one report about one patient and one period.

A section that the patient left out is `None` and named in `left_out`. Days are the patient's own; nothing
finer than a day stands in here, except when a warning sign was answered. `report_making.py` makes it, the
adapters `report_*.py` write it (docs/reports.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from posture.events import CountedBy
from posture.therapy.items import Light, Variable
from posture.therapy.measures import Verdict
from posture.therapy.onset import Stage
from posture.therapy.pain_values import USUAL_LIMITS, CheckInPain, PainDay, PlaceLine, RatedPain
from posture.therapy.progression import Action, Rule
from posture.therapy.records import Occasion, YellowFlag


class Section(StrEnum):
    """The parts of a report that a patient may leave out."""

    GOALS = "goals"
    ADHERENCE = "adherence"
    SYMPTOMS = "symptoms"
    FUNCTION = "function"
    SITTING = "sitting"
    POSTURE = "posture"
    NOTES = "notes"
    SAFETY = "safety"
    RULES = "rules"
    QUALITY = "quality"


class Band(StrEnum):
    """How much of what was due was done: 80 % or more, 50 to 79 %, below 50 %. ENG.

    Two trials had 65 to 70 % [S43, S93], so 80 % is a lot.
    """

    MOST = "most"
    SOME = "some"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a plan, and the days on which it was in use; `until` is open for the one in use."""

    id: str
    revision: int
    hash: str
    title: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The newest reference in use in the period: its profile, its quality, and the day."""

    profile: str
    quality: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who, which days, and by what.

    Attributes:
        patient, therapist: as the plan names them; empty without a plan.
        first, last: the period, both included.
        made: when the report was made.
        app_version: of this program.
        data_days: days of the period on which anything was watched, done or answered.
        plan: the version in use on the last day, or `None`.
        versions: every version in use in the period, in order.
        calibration: or `None` where there was none in the period.
    """

    patient: str
    therapist: str
    first: date
    last: date
    made: datetime
    app_version: str
    data_days: int
    plan: PlanVersion | None
    versions: tuple[PlanVersion, ...]
    calibration: Calibration | None

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """Baseline, previous, now of one measure (`measures.Measure`), and the days of these values.

    The baseline may lie before the period. `rule` is what counts as a change; `more_is_better` is the
    direction of the scale, `None` where this program does not know it.
    """

    id: str
    name: str
    baseline: float
    previous: float | None
    now: float
    change: float | None
    times: int
    verdict: Verdict
    rule: str
    baseline_on: date | None = None
    previous_on: date | None = None
    now_on: date | None = None
    more_is_better: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """One goal of the plan: from where, to where, and where it is.

    `withheld` says that its figures belong to a section that was left out; `verdict` is `None` where there is
    no value now.
    """

    text: str
    measure: str
    measured_by: str
    unit: str
    baseline: float | None
    previous: float | None
    now: float | None
    target: float
    reached: bool | None
    verdict: Verdict | None
    rule: str
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShare:
    """What was due in a week of the period, and how much of it was done; `first` is the week's first day."""

    first: date
    due: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseAdherence:
    """One exercise or activity.

    Attributes:
        due: how often it was due; 0 for one that no plan asked for.
        done: how often it was done of that: more than was due on a day does not make up for another day.
        extra: done beyond what was due.
        by_camera, by_self_report: all sessions, by who counted.
        percent, band: `done` of `due`; `None` where nothing was due.
        amount_percent: of the sets and repetitions (or the time) of a session, how much was done on average.
        repetitions_done, repetitions_asked: over the sessions where both are known, or `None`.
        stopped_early: sessions that ended with a reason.
        rested: how often it would have been due on days on which the program asked for rest.
    """

    id: str
    name: str
    due: int
    done: int
    extra: int
    by_camera: int
    by_self_report: int
    percent: float | None
    band: Band | None
    amount_percent: float | None
    repetitions_done: int | None
    repetitions_asked: int | None
    stopped_early: int
    rested: int = 0
    weeks: tuple[WeekShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """What was done of what was due, by exercise and altogether.

    `days_rested` are the days on which something was not due because the program asked for rest.
    """

    exercises: tuple[ExerciseAdherence, ...]
    due: int
    done: int
    percent: float | None
    band: Band | None
    weeks: tuple[WeekShare, ...]
    days_with_exercise: int
    days_rested: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms:
    """Pain as it was rated, and the traffic light of the plan over the sessions of the period.

    Attributes:
        measures: first, before and now; the first of all time.
        days: pain around the exercises, by day.
        check_ins: what was rated at check-ins of the period, in order.
        highest: the highest rating of the period, the latest of equal ones.
        red_ratings: ratings of a moment above the plan's limit, in order.
        places: where it hurts, the newest first; of the period, else what was said last before it.
        green_up_to, amber_up_to: the limits of the plan in use last, or the usual ones without a plan.
        green, amber, red, not_rated: sessions by the pain after them.
        flare_days: days with a flare.
    """

    measures: tuple[MeasureLine, ...]
    days: tuple[PainDay, ...]
    green: int
    amber: int
    red: int
    not_rated: int
    flare_days: tuple[date, ...]
    check_ins: tuple[CheckInPain, ...] = ()
    highest: RatedPain | None = None
    red_ratings: tuple[RatedPain, ...] = ()
    places: tuple[PlaceLine, ...] = ()
    green_up_to: int = USUAL_LIMITS.green_up_to
    amber_up_to: int = USUAL_LIMITS.amber_up_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """The patient's own rating of change."""

    day: date
    score: int
    since: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """How long the trouble has lasted."""

    began: date
    weeks: int
    stage: Stage
    assessed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """Activities, questionnaires, scores, and the change as the patient sees it."""

    measures: tuple[MeasureLine, ...]
    change: ChangeLine | None
    course: CourseLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayLine:
    """The mean of a day of the week (Monday 0) over the days watched."""

    weekday: int
    days: int
    sitting_s: float
    breaks: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingDay:
    """One day that was watched."""

    day: date
    watched_s: float
    sitting_s: float
    standing_s: float
    longest_bout_s: float | None
    breaks: int
    slouch_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Sitting, standing and breaks over the days watched; means are per day watched.

    `slouch_s` of a day is `None` where the section on posture was left out. `enough_watched` says whether so
    much of a day was watched that its breaks can be compared with the plan's.
    """

    days_watched: int
    sitting_s_a_day: float | None
    standing_s_a_day: float | None
    bouts: int
    median_bout_s: float | None
    longest_bout_s: float | None
    over_30_min_percent: float | None
    over_60_min_percent: float | None
    breaks_a_day: float | None
    breaks_seen: int
    breaks_self_reported: int
    breaks_missed: int
    shifts_an_hour: float | None
    asked_break_after_s: float | None
    asked_breaks_a_day: int | None
    weekdays: tuple[WeekdayLine, ...]
    days: tuple[SittingDay, ...]
    watched_s_a_day: float | None = None
    enough_watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureTime:
    """Time away from the patient's own reference, as a webcam can tell it."""

    seconds_a_day: float | None
    sitting_percent: float | None
    episodes: int
    seconds_by_label: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note in the patient's own words; without a topic it is about anything."""

    day: date
    topic: YellowFlag | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLine:
    """Warning signs that were answered with yes, as a patient would say them; when, and the tier.

    `looked_at` is the day the patient said that a doctor or PT has looked at it, or `None`.
    """

    at: datetime
    tier: int
    occasion: Occasion
    signs: tuple[str, ...]
    paused_exercises: bool
    looked_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedLine:
    """A session that ended early."""

    day: date
    exercise: str
    reason: str
    counted_by: CountedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Answers about warning signs in the period, the most urgent first, and sessions that were stopped.

    `unanswered_since` is the day since which, at the end of the period, they were due because of worse pain.
    """

    times_asked: int
    signs: tuple[SignLine, ...]
    stopped: tuple[StoppedLine, ...]
    unanswered_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """What a rule of the plan said after one session, with its numbers (`progression.Suggestion`).

    `flare_pain` lies above `flare_limit`, where it was a flare; `has_rules` says whether the plan has any
    rule for more or for less of this exercise.
    """

    day: date
    revision: int
    exercise: str
    name: str
    rule: Rule
    action: Action
    applied: bool
    variable: Variable | None
    amount_from: float | None
    amount_to: float | None
    amounts: str
    good_sessions: int
    poor_sessions: int
    sessions_needed: int | None
    done_percent: float | None
    light: Light | None
    flare_pain: int | None = None
    flare_limit: int | None = None
    has_rules: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question for the therapist, and which figures let it be asked."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Where each exercise stands by the plan's rules, which rules fired in the period, and open questions."""

    now: tuple[RuleLine, ...]
    fired: tuple[RuleLine, ...]
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How far the figures can be relied on.

    Attributes:
        watched_s, paused_s, asleep_s: of the time the program ran.
        watching_percent: of that time, how much it watched.
        unknown_percent: of the time watched, how much it could not tell who was there.
        not_judged_percent: of the time watched, how much posture could not be judged with somebody there.
        data_days_of_30: days with data among the 30 days up to the last.
        camera_moved: how often the camera moved so far that the reference no longer fitted.
    """

    watched_s: float
    paused_s: float
    asleep_s: float
    watching_percent: float | None
    unknown_percent: float | None
    not_judged_percent: float | None
    data_days_of_30: int
    camera_moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report."""

    header: Header
    left_out: tuple[Section, ...]
    goals: tuple[GoalLine, ...] | None
    adherence: Adherence | None
    symptoms: Symptoms | None
    function: Function | None
    sitting: Sitting | None
    posture: PostureTime | None
    notes: tuple[NoteLine, ...] | None
    safety: Safety | None
    rules: Rules | None
    quality: Quality | None
