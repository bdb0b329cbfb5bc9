"""What is asked around an exercise: warning signs, whether somebody saw to them, pain before and after."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from posture.therapy.due import Topic
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.records import Occasion, SignsLookedAt
from tui.checkin_round import worse_since, worse_words
from tui.homework_view import light_words
from tui.resting_words import LOOKED_AT, NOT_LOOKED_AT, held_words, looked_at_question
from tui.screens.ask import AskScreen, Given

if TYPE_CHECKING:
    from posture.therapy.plan import Plan
    from tui.app import PostureApp
    from tui.homework_source import HomeworkNow, HomeworkSource

TOLD_S = 12.0
"""A sentence or two about pain or the plan stays this long. ENG: read twice without hurry."""


class HomeworkQuestions:
    """Asks on screens of the app and keeps the answers.

    Args:
        app: shows the screens.
        source: the homework; `None` in the demo.
    """

    def __init__(self, app: PostureApp, source: HomeworkSource | None) -> None:
        self._app = app
        self._source = source
        self._signs_asked = False

    async def read(self) -> HomeworkNow | None:
        """The homework as it stands; `None` in the demo."""
        return None if self._source is None else await asyncio.to_thread(self._source.read)

    async def before(self, now: HomeworkNow) -> tuple[HomeworkNow, str | None]:
        """What is asked before an exercise: the homework as it stands then, and what holds exercises back."""
        if now.rest is not None and now.rest.until is None:
            now = await self.looked_at(now)
        held = held_words(now)
        if held is None and not self._signs_asked and await self._ask_signs(now):
            now = await self.read() or now
            held = held_words(now)
        if held is None and now.today is not None and now.today.ask_about is not None:
            await self.after_a_day(now)
            now = await self.read() or now
            held = held_words(now)
        return now, held

    async def _ask_signs(self, now: HomeworkNow) -> bool:
        """Ask the warning signs where they are due; whether they were asked."""
        from tui.checkin_desk import due_now, warning_signs_screen  # noqa: PLC0415 - when they are due

        due = due_now(now, self._app.settings)
        signs = next((one for one in due if one.topic is Topic.WARNING_SIGNS), None)
        if signs is None:
            return False
        self._signs_asked = True
        await self._app.push_screen_wait(warning_signs_screen(self._app, signs.occasion))
        return True

    async def looked_at(self, now: HomeworkNow) -> HomeworkNow:
        """Where exercises rest because of a sign, ask if somebody has looked at it; how it stands then."""
        if now.rest is None or not now.rest.asks or self._source is None:
            return now
        from tui.screens.looked_at import LookedAtScreen  # noqa: PLC0415 - where it is needed

        said = await self._app.push_screen_wait(LookedAtScreen(looked_at_question(now)))
        if said is None:
            return now
        await asyncio.to_thread(self._source.keep, [SignsLookedAt(at=self._source.now(), looked_at=said)])
        self._tell(LOOKED_AT if said else NOT_LOOKED_AT)
        self._app.homework_changed()
        return await self.read() or now

    async def after_a_day(self, now: HomeworkNow) -> None:
        """The pain in the days after exercises, where it is due."""
        if now.plan is None or now.today is None or now.today.ask_about is None:
            return
        day = now.today.ask_about
        given = await self.pain(
            now.plan,
            "morning",
            "After your exercises",
            f"How is the pain now, after the exercises of {day:%A}?",
        )
        if given is not None and given.number is not None and self._source is not None:
            record = NextDayPain(at=self._source.now(), of_day=day, pain=given.number)
            await asyncio.to_thread(self._source.keep, [record])
            self._tell(f"Noted. {light_words(now.plan.pain, given.number)}")
            await self.if_worse()

    async def if_worse(self) -> None:
        """Pain on red is pain that got worse: the warning signs are asked."""
        from tui.checkin_desk import warning_signs_screen  # noqa: PLC0415 - where it is needed

        now = await self.read()
        if now is None:
            return
        since = worse_since(now.plan, now.records, now.at, self._app.settings.checkins)
        if since is not None:
            self._tell(worse_words(since, now.at.date()))
            await self._app.push_screen_wait(warning_signs_screen(self._app, Occasion.PAIN_WORSE))

    async def pain(self, plan: Plan, what: str, title: str, question: str) -> Given | None:
        """A number from 0 to 10, told what it means under this plan; `None` where the question was left."""
        return await self._app.push_screen_wait(
            AskScreen(what, title, question, means=lambda pain: light_words(plan.pain, pain))
        )

    def _tell(self, words: str) -> None:
        self._app.notify(words, timeout=TOLD_S)
