"""The app's side of doing exercises: what holds them back, pain before and after, what is kept of them.

One exercise is one coroutine from the first question to the last word; the screens only ask and show. An
exercise of the plan in use is done as the plan says, wherever it is chosen. What was done is kept also when
the user leaves in the middle.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from posture.errors import PostureError
from posture.exercise_goal import goal_of
from posture.therapy.done import guided_session, light_of_pain, not_begun, reported_session
from posture.therapy.items import Kind, Light
from posture.therapy.resting import STOP_RULE
from posture.therapy.targets import as_planned, goal_for
from tui.homework_questions import TOLD_S, HomeworkQuestions
from tui.homework_view import GENTLY, conclusion, light_words
from tui.plan_words import item_name
from tui.resting_words import rest_words
from tui.screens.ask import AskScreen
from tui.screens.why_stopped import WhyStoppedScreen
from tui.stop_reasons import ENOUGH, rules_to_stop

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.therapy.exercise_records import ExerciseSession
    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.plan import Plan
    from tui.app import PostureApp
    from tui.exercise_desk import ExerciseDesk
    from tui.homework_source import HomeworkNow, HomeworkSource

LEFT_EARLY = "the app was left"
_MOST_MINUTES = 600
_MOST_REPETITIONS = 9999


class HomeworkDesk:
    """Belongs to the app and its thread.

    Args:
        app: shows the screens.
        guiding: shows the guided exercise.
        source: the homework; `None` in the demo.
    """

    def __init__(self, app: PostureApp, guiding: ExerciseDesk, source: HomeworkSource | None) -> None:
        self._app = app
        self._guiding = guiding
        self.source = source
        self._busy = False
        self._ask = HomeworkQuestions(app, source)
        self._under_way: tuple[HomeworkNow | None, PlanItem | None, int | None] | None = None
        self._done: ExerciseSession | None = None

    # --- ways in ----------------------------------------------------------------------------------

    def exercise(self, exercise: Exercise, goal: Goal, *, alone: bool = False) -> None:
        """Do this exercise: as the plan says where it is in the plan, else with this goal."""
        self._run(self._exercise(exercise, goal, alone=alone))

    def homework(self, item_id: str) -> None:
        """Do this item of the plan: guided, or noted where the patient times it."""
        self._run(self._homework(item_id, guided=True))

    def note(self, item_id: str) -> None:
        """Note that this item was done without the camera."""
        self._run(self._homework(item_id, guided=False))

    def answer(self) -> None:
        """Ask what waits for an answer: whether a sign was looked at, or the pain after an earlier day."""
        self._run(self._answer())

    def keep_unfinished(self) -> None:
        """The app is left: keep what was done until now.

        Raises:
            StorageError: it could not be kept.
        """
        record, self._done = self._done, None
        if record is None and self._under_way is not None and self.source is not None and self._app.is_live:
            now, item, pain = self._under_way
            view = self._guiding.view
            record = None if view is None else self._record(view, now, item, pain, LEFT_EARLY)
        self._under_way = None
        if record is not None and record.sets and self.source is not None:
            self.source.keep([record])

    def _run(self, what: Coroutine[None, None, None]) -> None:
        if self._busy:
            what.close()
            return
        self._busy = True
        self._app.run_worker(self._guarded(what), group="homework", exit_on_error=True)

    async def _guarded(self, what: Coroutine[None, None, None]) -> None:
        try:
            await what
        except PostureError as error:
            self._tell(str(error), is_problem=True)
        finally:
            self._busy = False
        self._app.homework_changed()

    # --- one exercise -----------------------------------------------------------------------------

    async def _exercise(self, exercise: Exercise, goal: Goal, *, alone: bool) -> None:
        try:
            now = await self._ask.read()
            if now is not None and now.rest is not None:
                now = now if now.rest.until is not None else await self._ask.looked_at(now)
                resting = rest_words(now)
                if resting is not None:
                    self._refuse(resting, alone=alone)
                    return
            own_dose = goal != goal_of(exercise)
            item = None if own_dose or now is None or now.plan is None else now.plan.item(exercise.id)
            if now is not None and item is not None and now.today is not None and now.today.is_running:
                await self._planned(now, item, exercise, alone=alone)
            else:
                await self._free(exercise, goal)
        finally:
            if alone:
                self._app.exit(self._app.return_code or 0, return_code=self._app.return_code or 0)

    async def _free(self, exercise: Exercise, goal: Goal) -> None:
        """Outside of a plan: nothing is asked, and what was done is kept."""
        self._under_way = (None, None, None)
        view = await self._guided(exercise, goal)
        self._under_way = None
        record = None if view is None else self._record(view, None, None, None, None)
        if record is not None and self.source is not None and self._app.is_live:
            await self._keep(record)

    async def _homework(self, item_id: str, *, guided: bool) -> None:
        now = await self._ask.read()
        item = None if now is None or now.plan is None else now.plan.item(item_id)
        if now is None or item is None:
            return
        exercise = now.exercises.get(item_id) if item.kind is Kind.EXERCISE else None
        if guided and exercise is not None:
            why_not = self._app.why_no_exercise()
            if why_not is not None:
                self._tell(why_not)
                return
            await self._planned(now, item, exercise)
        else:
            await self._noted(now, item)

    async def _planned(
        self, now: HomeworkNow, item: PlanItem, exercise: Exercise, *, alone: bool = False
    ) -> None:
        fresh, held = await self._ask.before(now)
        if held is not None:
            self._refuse(held, alone=alone)
        if held is not None or fresh.plan is None or fresh.today is None:
            return
        plan, dose = fresh.plan, fresh.today.doses[item.id]
        before = await self._ask.pain(
            plan, "before", f"{exercise.name} · before", "How strong is your pain right now?"
        )
        if before is None:
            return
        if before.number is not None and plan.pain.light(before.number) is Light.RED:
            await self._keep(not_begun(item.id, fresh.at, plan=plan, dose=dose, pain=before.number))
            await self._ask.if_worse()
            self._refuse(light_words(plan.pain, before.number), alone=alone)
            return
        if before.number is not None and plan.pain.light(before.number) is Light.AMBER:
            self._tell(GENTLY)
        self._under_way = (fresh, item, before.number)
        view = await self._guided(as_planned(exercise, item, dose, plan), goal_for(item, dose))
        self._under_way = None
        record = None if view is None else self._record(view, fresh, item, before.number, None)
        if record is None or view is None or not self._app.is_live:
            return
        self._done = record
        if not view.whole:
            reason = await self._app.push_screen_wait(WhyStoppedScreen(rules_to_stop(item, plan)))
            record = self._done = replace(record, stopped_reason=reason)
        if not record.sets and record.stopped_reason in (None, ENOUGH):
            self._done = None  # nothing was done, and there is nothing to say about it
            return
        after = await self._ask.pain(
            plan, "after", f"{exercise.name} · after", "And how strong is your pain now?"
        )
        pain = None if after is None else after.number
        light = light_of_pain(plan, record.pain_before, pain)
        record = replace(record, pain_after=pain, light=light)
        await self._conclude(record, plan, exercise.name)

    async def _noted(self, now: HomeworkNow, item: PlanItem) -> None:
        """What was done without the camera, at the patient's word."""
        fresh, held = await self._ask.before(now)
        if held is not None:
            self._tell(held)
        if held is not None or fresh.plan is None or fresh.today is None:
            return
        plan, dose = fresh.plan, fresh.today.doses[item.id]
        name = item_name(item, fresh.exercises)
        if dose.repetitions is None:
            screen = AskScreen("amount", name, "For how many minutes?", highest=_MOST_MINUTES, needed=True)
        else:
            screen = AskScreen(
                "amount",
                name,
                "How many repetitions, all sets together?",
                highest=_MOST_REPETITIONS,
                needed=True,
            )
        given = await self._app.push_screen_wait(screen)
        if given is None or not given.number:
            return
        timed = dose.repetitions is None
        record = self._done = reported_session(
            item.id,
            self.source.now() if self.source is not None else fresh.at,
            plan=plan,
            dose=dose,
            repetitions=None if timed else given.number,
            duration_s=60.0 * given.number if timed else None,
        )
        after = await self._ask.pain(plan, "after", f"{name} · after", "How strong is your pain now?")
        pain = None if after is None else after.number
        await self._conclude(
            replace(record, pain_after=pain, light=light_of_pain(plan, None, pain)), plan, name
        )

    # --- parts of it ------------------------------------------------------------------------------

    async def _answer(self) -> None:
        now = await self._ask.read()
        if now is not None and now.rest is not None:
            await self._ask.looked_at(now)
        elif now is not None:
            await self._ask.after_a_day(now)

    async def _guided(self, exercise: Exercise, goal: Goal) -> ExerciseView | None:
        ended: asyncio.Future[ExerciseView | None] = asyncio.get_running_loop().create_future()
        self._guiding.begin(exercise, goal, ended.set_result)
        return await ended

    def _record(
        self,
        view: ExerciseView,
        now: HomeworkNow | None,
        item: PlanItem | None,
        pain_before: int | None,
        reason: str | None,
    ) -> ExerciseSession | None:
        if self.source is None:
            return None
        plan: Plan | None = None
        dose: PlanDose | None = None
        if now is not None and now.today is not None and item is not None:
            plan, dose = now.plan, now.today.doses[item.id]
        at = self.source.now()
        return guided_session(view, at, plan=plan, dose=dose, pain_before=pain_before, stopped_reason=reason)

    async def _conclude(self, record: ExerciseSession, plan: Plan, name: str) -> None:
        """Keep it, and say what the light and the plan's own rules say."""
        await self._keep(record)
        self._done = None
        now = await self._ask.read()
        if now is not None:
            self._tell(conclusion(name, record, plan, now))
        if (record.stopped_reason or "").startswith(STOP_RULE):
            from tui.checkin_desk import warning_signs_screen  # noqa: PLC0415 - where it is needed

            await self._app.push_screen_wait(warning_signs_screen(self._app))
        else:
            await self._ask.if_worse()

    async def _keep(self, record: ExerciseSession) -> None:
        if self.source is not None:
            await asyncio.to_thread(self.source.keep, [record])

    def _refuse(self, words: str, *, alone: bool) -> None:
        if alone:
            self._app.sentence = words
        else:
            self._tell(words)

    def _tell(self, words: str, *, is_problem: bool = False) -> None:
        self._app.notify(words, severity="warning" if is_problem else "information", timeout=TOLD_S)
