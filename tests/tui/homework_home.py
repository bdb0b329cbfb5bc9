"""A patient with a plan in use, in a folder of his own, on a clock of the test's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from textual.pilot import Pilot

from posture.adapters.data_dirs import Places, places
from posture.adapters.plan_file import Knowledge, check_plan
from posture.adapters.plan_shelf import PlanShelf
from posture.adapters.record_store import keep, read_history
from posture.therapy.exercise_records import ExerciseSession
from posture.therapy.history import of_kind
from posture.therapy.records import Occasion, Record, SignAnswer, WarningSignAnswers
from tests.exercise_stories import exercises
from tests.tui.scripted_feed import told, until

PLAN = """
format = "posture-plan"
version = 1
id = "arms"
revision = 1
title = "Arms and a walk"
for = "A."
from = "B."
start = 2026-11-16
review = 2026-12-14
stop_rules = ["Stop if the elbow swells."]

[[exercises]]
id = "elbow_flexion"
why = "To carry the shopping again."
sets = 1
repetitions = 3
rest_s = 0
times_a_day = 2
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
cues = ["Slowly down."]
precautions = ["Not with a wrist that hurts."]

[[exercises.progression]]
variable = "repetitions"
by = 1
up_to = 5
after_good_sessions = 2
good_done_percent = 100
good_light = "green"
apply = "by_itself"

[[activities]]
id = "walk_outside"
name = "Walk outside"
minutes = 15
times_a_day = 1
days = ["mon", "wed", "fri"]

[pain]
green_up_to = 3
amber_up_to = 5
settles_within_h = 24

[check_ins]
pain_every_days = 7

[reminders]
times = ["11:00"]
patient_may_change = true
"""
ZONE = timezone(timedelta(hours=1))
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)


@dataclass
class Home:
    """One patient's folders.

    Attributes:
        folder: below which everything stands.
        now: the local time; a test sets it.
        signs_answered: whether the warning signs were answered when the plan began.
    """

    folder: Path
    now: datetime = MONDAY
    plan: str = PLAN
    signs_answered: bool = True
    where: Places = field(init=False)

    def __post_init__(self) -> None:
        self.where = places({"POSTURE_HOME": str(self.folder)})
        if self.plan:
            self.hash = self.use(self.plan, self.now)
        if self.signs_answered:
            self.keep(no_signs(self.now - timedelta(hours=1)))

    def use(self, text: str, at: datetime) -> str:
        """Put a plan in use; its hash."""
        content = text.encode()
        plan = check_plan(content, Knowledge(exercises=exercises(), education=frozenset())).plan
        assert plan is not None
        PlanShelf(self.where.plans).use(plan, content, at)
        return plan.hash

    def clock(self) -> datetime:
        """The local time; each look takes a second, so no two records share one."""
        self.now += timedelta(seconds=1)
        return self.now

    def keep(self, *records: Record) -> None:
        """What was done and said before."""
        keep(self.where.database, records)

    def records(self) -> tuple[Record, ...]:
        """What is kept."""
        return read_history(self.where.database).records()

    def sessions(self) -> list[ExerciseSession]:
        """The exercises that are kept."""
        return list(of_kind(self.records(), ExerciseSession))


def no_signs(at: datetime, *, yes: bool = False) -> WarningSignAnswers:
    """The warning signs with a no to all, or a yes that pauses exercises."""
    return WarningSignAnswers(
        at=at,
        list_version=1,
        occasion=Occasion.FIRST_USE,
        answers=(SignAnswer(sign="some_sign", yes=yes),),
        tier=1 if yes else None,
        complete=True,
        pauses_exercises=yes,
    )


async def screen(pilot: Pilot[int], wanted: str) -> None:
    """Wait until the screen whose id begins so is shown."""
    await until(pilot, lambda: (pilot.app.screen.id or "").startswith(wanted) and pilot.app.screen.is_mounted)


async def homework(pilot: Pilot[int]) -> None:
    """Go to the homework and wait until it is read."""
    await pilot.press("2")
    await screen(pilot, "homework")
    await read(pilot)


async def read(pilot: Pilot[int]) -> None:
    """Wait until what is read in threads is shown."""
    await pilot.pause()
    workers = [worker for worker in pilot.app.workers if worker.group == "homework-read"]
    if workers:
        await pilot.app.workers.wait_for_complete(workers)
    await pilot.pause()


def said(pilot: Pilot[int]) -> str:
    """What the app tells in its line, the newest last."""
    return " | ".join(told(pilot))
