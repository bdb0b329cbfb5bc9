"""Four weeks of a patient: simulated days through the real engine, and everything she did and said.

The tables here are the truth; `test_four_weeks.py` counts in them what the report must say. No clock is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from posture.adapters.data_dirs import Places, places
from posture.adapters.plan_file import check_plan
from posture.adapters.plan_knowledge import load_knowledge
from posture.adapters.plan_shelf import PlanShelf
from posture.adapters.record_store import keep
from posture.adapters.sqlite_store import SqliteEventStore
from posture.adapters.warning_sign_file import load_warning_signs
from posture.events import CountedBy
from posture.therapy import records as rec
from posture.therapy.exercise_records import DoneSet, ExerciseSession, NextDayPain, PrescribedDose
from posture.therapy.warning_signs import answered
from tests.stories import steps_of

if TYPE_CHECKING:
    from pathlib import Path

ZONE = timezone(timedelta(hours=1))
FIRST = date(2026, 11, 2)
"""A Monday."""
LAST = date(2026, 11, 29)
MADE = datetime(2026, 11, 30, 8, 0, tzinfo=ZONE)
SECOND_VERSION = 14
"""The day of the new version: the Monday of week three."""

WATCHED = [week * 7 + weekday for week in range(4) for weekday in (0, 2, 4)]
LONG_DAY = "upright 42m; away 3m; upright 20m"
SHORT_DAY = "upright 25m; away 3m; slouch 8m; upright 12m; away 3m; upright 25m"

PLAN = """\
format = "posture-plan"
version = 1
id = "knees"
revision = {revision}
title = "Knees & desk"
for = "A. B."
from = "C. D."
start = {start}
breaks_a_day = 2

[[sitting]]
break_after_min = 30

[[goals]]
text = "Work with less pain"
measure = "Average pain"
measured_by = "pain_average"
unit = "0-10"
baseline = 5
target = 3

[[goals]]
text = "More breaks"
measure = "Breaks"
measured_by = "breaks_a_day"
unit = "breaks"
target = 3

[[exercises]]
id = "squat"
sets = {sets}
repetitions = {repetitions}
side = "both"
days = ["mon", "wed", "fri"]

[[exercises.progression]]
variable = "repetitions"
by = 2
up_to = 14
after_good_sessions = 3
good_done_percent = 100
good_light = "green"
apply = "{apply}"

[[activities]]
id = "walking"
name = "A walk"
minutes = 10
days = ["tue", "thu"]

[pain]
green_up_to = 3
amber_up_to = 5
settles_within_h = 24
"""


@dataclass(frozen=True)
class Done:
    """A session: its day, what was asked, what was done (repetitions, or seconds of a walk), pain."""

    day: int
    exercise: str
    asked: int
    done: int
    pain: tuple[int, int] | None = None
    camera: bool = True
    stopped: str | None = None


SESSIONS = (
    Done(0, "squat", 10, 10, (2, 2)),
    Done(1, "walking", 600, 600, camera=False),
    Done(2, "squat", 10, 10, (2, 3)),
    Done(3, "walking", 600, 300, camera=False, stopped="The knee hurt"),
    Done(4, "squat", 10, 10, (2, 2)),  # the third good one: 12 from here
    Done(7, "squat", 12, 12, (3, 6)),  # a flare: back to 10
    Done(10, "walking", 600, 600, camera=False),
    Done(11, "squat", 10, 10, (2, 2), camera=False),
    Done(14, "squat", 16, 16, (1, 1)),
    Done(15, "walking", 600, 600, camera=False),
    Done(16, "squat", 16, 16, (1, 1)),
    Done(21, "squat", 16, 16, (1, 5)),  # amber: the streak begins anew
    Done(22, "walking", 600, 600, camera=False),
    Done(23, "squat", 16, 16, (1, 1)),
    Done(24, "squat", 16, 16, (1, 1)),  # on a Thursday: beyond what was due
    Done(25, "squat", 16, 16, (1, 1)),  # the third good one in a row: waits for the therapist
)
SETS = {1: 1, 2: 2}
NEXT_MORNINGS = {7: 4}
"""Pain on the morning after these days."""

PAIN = {0: (4, 5, 7), 7: (5, 5, 7), 14: (3, 4, 5), 26: (2, 3, 4)}
"""Now, average, worst."""
ABLE = {0: {"typing": 4, "driving": 5}, 14: {"typing": 5, "driving": 6}, 26: {"typing": 7, "driving": 6}}
NOTES = {5: (rec.YellowFlag.SLEEP, "Slept badly"), 20: (rec.YellowFlag.WORK, "Deadline on Friday")}
SIGN_DAY = 9
SIGN = "fever_unwell"
LOOKED_AT_DAY = 10
RESTED = (9,)
"""Days without exercises because of the sign: somebody looked at it the next morning."""


def moment(day: int, hour: int = 18) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, hour, tzinfo=ZONE) + timedelta(days=day)


def version_of(day: int) -> int:
    return 1 if day < SECOND_VERSION else 2


def plan_text(revision: int) -> str:
    return PLAN.format(
        revision=revision,
        start=FIRST + timedelta(days=SECOND_VERSION if revision == 2 else 0),
        sets=SETS[revision],
        repetitions=10 if revision == 1 else 8,
        apply="by_itself" if revision == 1 else "suggest",
    )


def live(home: Path) -> Places:
    """Live the four weeks below this folder."""
    where = places({"POSTURE_HOME": str(home)})
    hashes = _use_plans(where)
    store = SqliteEventStore(where.database)
    for number, day in enumerate(WATCHED):
        script = LONG_DAY if number < len(WATCHED) // 2 else SHORT_DAY
        for step in steps_of(script, fps=0.25, calibrate_s=30.0, started=moment(day, 9)):
            store.append(step.events)
    store.close()
    keep(where.database, sorted(_records(hashes), key=lambda record: record.at))
    return where


def _use_plans(where: Places) -> dict[int, str]:
    known = load_knowledge(None)
    shelf = PlanShelf(where.plans)
    hashes = {}
    for revision, day in ((1, 0), (2, SECOND_VERSION)):
        content = plan_text(revision).encode()
        checked = check_plan(content, known)
        assert checked.plan is not None, checked.problems
        shelf.use(checked.plan, content, moment(day, 7))
        hashes[revision] = checked.plan.hash
    return hashes


def _records(hashes: dict[int, str]) -> list[rec.Record]:
    found: list[rec.Record] = [_session(one, hashes) for one in SESSIONS]
    found += [
        NextDayPain(at=moment(day + 1, 8), of_day=moment(day).date(), pain=pain)
        for day, pain in NEXT_MORNINGS.items()
    ]
    for day, (now, average, worst) in PAIN.items():
        found.append(rec.PainRating(at=moment(day, 20), now=now, average=average, worst=worst))
    for day, scores in ABLE.items():
        found += [
            rec.ActivityRating(at=moment(day, 20), activity=name, score=score)
            for name, score in scores.items()
        ]
    found += [
        rec.YellowFlagNote(at=moment(day, 21), topic=topic, text=text) for day, (topic, text) in NOTES.items()
    ]
    found += [
        rec.Onset(at=moment(0, 8), began=date(2026, 8, 10)),
        rec.GlobalChange(at=moment(26, 20), score=4, since=FIRST),
        _signs(moment(0, 8), rec.Occasion.FIRST_USE),
        _signs(moment(SIGN_DAY, 12), rec.Occasion.PAIN_WORSE, yes=SIGN),
        rec.SignsLookedAt(at=moment(LOOKED_AT_DAY, 10), looked_at=True),
    ]
    return found


def _signs(at: datetime, occasion: rec.Occasion, yes: str | None = None) -> rec.WarningSignAnswers:
    """The answers with what the program makes of them."""
    signs = load_warning_signs()
    made = answered(signs, {sign.id: sign.id == yes for sign in signs.signs}, at=at, occasion=occasion)
    assert made is not None
    return made


def _session(one: Done, hashes: dict[int, str]) -> ExerciseSession:
    revision = version_of(one.day)
    squat = one.exercise == "squat"
    sets = SETS[revision] if squat else 1
    each = one.asked // sets
    return ExerciseSession(
        at=moment(one.day),
        exercise=one.exercise,
        plan_hash=hashes[revision],
        prescribed=PrescribedDose(
            sets=sets, repetitions=each if squat else None, duration_s=None if squat else float(each)
        ),
        sets=tuple(
            DoneSet(repetitions=one.done // sets if squat else None, duration_s=60.0 if squat else one.done)
            for _ in range(sets)
        ),
        counted_by=CountedBy.CAMERA if one.camera else CountedBy.SELF_REPORT,
        pain_before=None if one.pain is None else one.pain[0],
        pain_after=None if one.pain is None else one.pain[1],
        stopped_reason=one.stopped,
        duration_s=60.0 * sets if squat else float(one.done),
    )
