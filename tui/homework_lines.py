"""An exercise without a screen: what holds it back, pain before and after, why it ended, the record of it.

It asks and keeps what the app does (`tui.homework_desk`). Without a terminal nothing is asked: what a script
gives is taken, and what nobody said stays unknown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.errors import PostureError
from posture.therapy.done import guided_session, light_of_pain, not_begun
from posture.therapy.due import Topic, due_under
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.items import Light
from posture.therapy.records import Occasion, SignsLookedAt
from posture.therapy.resting import STOP_RULE
from posture.therapy.targets import as_planned, goal_for
from tui.asking import Ask, Say, ask_number, ask_reason
from tui.homework_view import GENTLY, conclusion, light_words
from tui.resting_words import LOOKED_AT, NOT_LOOKED_AT, held_words, looked_at_question, rest_words
from tui.stop_reasons import ENOUGH, reasons, rules_to_stop

if TYPE_CHECKING:
    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.therapy.exercise_records import ExerciseSession
    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.plan import Plan
    from tui.checkin_flow import CheckIn
    from tui.homework_source import HomeworkNow, HomeworkSource

SIGNS_DUE = "The warning signs are due: `posture redflags` asks them."


def refuse_while_resting(source: HomeworkSource, ask: Ask | None, say: Say) -> None:
    """Say so where an answer about warning signs lets exercises rest; ask first if somebody has looked at it.

    Raises:
        PostureError: they rest.
    """
    now = looked_at(source, source.read(), ask, say)
    resting = rest_words(now)
    if resting is not None:
        raise PostureError(resting)


def looked_at(source: HomeworkSource, now: HomeworkNow, ask: Ask | None, say: Say) -> HomeworkNow:
    """Where somebody is there to ask: whether a sign has been looked at, kept; how it stands then."""
    if now.rest is None or not now.rest.asks or now.rest.until is not None or ask is None:
        return now
    while True:
        typed = ask(f"{looked_at_question(now)} (y or n, Enter leaves it out)").strip().casefold()
        if not typed:
            return now
        if typed in ("y", "yes", "n", "no"):
            break
        say(f"{typed!r} is no answer here: give y or n")
    said = typed.startswith("y")
    source.keep([SignsLookedAt(at=source.now(), looked_at=said)])
    say(LOOKED_AT if said else NOT_LOOKED_AT)
    return source.read()


class HomeworkInLines:
    """One exercise from the first question to the last word.

    Args:
        source: reads and keeps.
        flow: asks, tells, and goes through the warning signs.
        asks: whether somebody is there to answer.
        pain_before, pain_after: what was given with the command and is not asked any more.
    """

    def __init__(
        self,
        source: HomeworkSource,
        flow: CheckIn,
        *,
        asks: bool,
        pain_before: int | None = None,
        pain_after: int | None = None,
    ) -> None:
        self._source = source
        self._flow = flow
        self._asks = asks
        self._pain_before = pain_before
        self._pain_after = pain_after
        self._planned: tuple[Plan, PlanItem, PlanDose] | None = None

    def begin(self, exercise: Exercise, goal: Goal, *, own_dose: bool) -> tuple[Exercise, Goal]:
        """What is to be done: as the plan in use says, unless the user asks for a dose of his own.

        Raises:
            PostureError: something says to leave it for today.
        """
        now = self._source.read()
        item = None if own_dose or now.plan is None else now.plan.item(exercise.id)
        if now.plan is None or item is None or now.today is None or not now.today.is_running:
            return exercise, goal
        now = self._ready(now)
        assert now.plan is not None
        assert now.today is not None
        plan, dose = now.plan, now.today.doses[item.id]
        self._planned = (plan, item, dose)
        if self._pain_before is None and self._asks:
            question = f"{exercise.name}, before: how strong is your pain right now?"
            self._pain_before = ask_number(question, self._flow.ask, self._flow.say)
        pain = self._pain_before
        light = None if pain is None else plan.pain.light(pain)
        if pain is not None and light is Light.RED:
            self._source.keep([not_begun(item.id, now.at, plan=plan, dose=dose, pain=pain)])
            self._tell_or_ask_signs()
            raise PostureError(light_words(plan.pain, pain))
        if light is Light.AMBER:
            self._flow.say(GENTLY)
        return as_planned(exercise, item, dose, plan), goal_for(item, dose)

    def keep(self, view: ExerciseView, *, may_ask: bool = True) -> None:
        """Keep what was done, with what there is to say about it; `may_ask` unless nobody is there any more.

        Raises:
            StorageError: it could not be kept.
        """
        plan, item, dose = self._planned or (None, None, None)
        record = guided_session(
            view,
            self._source.now(),
            plan=plan,
            dose=dose,
            pain_before=self._pain_before,
            pain_after=self._pain_after,
        )
        if record is None:
            return
        if plan is None or item is None:
            self._source.keep([record])
            return
        asks = self._asks and may_ask
        try:
            if asks and not view.whole:
                reason = ask_reason(reasons(rules_to_stop(item, plan)), self._flow.ask, self._flow.say)
                record = replace(record, stopped_reason=reason)
            if asks and _is_worth_keeping(record) and record.pain_after is None:
                question = f"{view.exercise.name}, after: and how strong is your pain now?"
                pain = ask_number(question, self._flow.ask, self._flow.say)
                light = light_of_pain(plan, record.pain_before, pain)
                record = replace(record, pain_after=pain, light=light)
        finally:
            if _is_worth_keeping(record):
                self._source.keep([record])  # also where the user stops among the questions
        if not _is_worth_keeping(record):
            return
        self._conclude(record, plan, view.exercise.name, asks=asks)

    def _conclude(self, record: ExerciseSession, plan: Plan, name: str, *, asks: bool) -> None:
        """What the light and the plan's own rules say; then the warning signs, where they are called for."""
        self._flow.say(conclusion(name, record, plan, self._source.read()))
        if asks and (record.stopped_reason or "").startswith(STOP_RULE):
            self._flow.ask_about_signs(Occasion.ON_DEMAND)
        else:
            self._tell_or_ask_signs(asks=asks)

    def _ready(self, now: HomeworkNow) -> HomeworkNow:
        """What is asked before an exercise; the homework as it stands then."""
        self._refuse_if_held(now)
        assert now.today is not None
        due = due_under(now.plan, now.records, now.at, self._flow.settings)
        signs = next((one for one in due if one.topic is Topic.WARNING_SIGNS), None)
        if signs is not None and not self._asks:
            self._flow.say(SIGNS_DUE)
        if signs is not None and self._asks:
            self._flow.ask_about_signs(signs.occasion or Occasion.ON_DEMAND)
            self._refuse_if_held(self._source.read())
        if now.today.ask_about is not None and self._asks:
            self._ask_about(now)
            self._refuse_if_held(self._source.read())
        return self._source.read()

    def _ask_about(self, now: HomeworkNow) -> None:
        """The pain after the exercises of an earlier day."""
        assert now.plan is not None
        assert now.today is not None
        assert now.today.ask_about is not None
        day = now.today.ask_about
        question = f"How is the pain now, after the exercises of {day:%A}?"
        pain = ask_number(question, self._flow.ask, self._flow.say)
        if pain is not None:
            self._source.keep([NextDayPain(at=self._source.now(), of_day=day, pain=pain)])
            self._flow.say(f"Noted. {light_words(now.plan.pain, pain)}")
            self._flow.ask_if_worse()

    def _refuse_if_held(self, now: HomeworkNow) -> None:
        held = held_words(now)
        if held is not None:
            raise PostureError(held)

    def _tell_or_ask_signs(self, *, asks: bool | None = None) -> None:
        """Pain on red is pain that got worse: the warning signs are asked, or said to be due."""
        if self._asks if asks is None else asks:
            self._flow.ask_if_worse()
        elif self._flow.worse_since() is not None:
            self._flow.say(SIGNS_DUE)


def _is_worth_keeping(record: ExerciseSession) -> bool:
    """Whether anything was done, or a reason was given why nothing was."""
    told = record.stopped_reason not in (None, ENOUGH) or record.pain_after is not None
    return bool(record.sets) or told
