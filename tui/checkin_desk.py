"""The app's side of check-ins and warning signs: asks what is due, keeps the answers, says what follows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from posture.education import Trigger
from posture.errors import PostureError
from posture.therapy.due import due_under
from posture.therapy.records import Occasion, PainRating
from posture.therapy.warning_signs import EMERGENCY, SOON, advice, answered
from tui.checkin_form import records_of
from tui.checkin_round import form_of_round, signs_first, worse_since, worse_words
from tui.record_text import doubt_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.settings import Settings
    from posture.therapy.due import Due
    from posture.therapy.records import Record
    from tui.app import PostureApp
    from tui.checkin_form import Form
    from tui.checkin_questions import Answer
    from tui.homework_source import HomeworkNow
    from tui.screens.warning_signs import WarningSignsScreen

PAINFUL_FROM = 4
"""Pain now from here on lets a tip about pain be shown. ENG: above the usual green limit."""


def due_now(now: HomeworkNow, settings: Settings) -> tuple[Due, ...]:
    """Everything that should be asked now."""
    return due_under(now.plan, now.records, now.at, settings.checkins)


def warning_signs_screen(app: PostureApp, occasion: Occasion | None = None) -> WarningSignsScreen:
    """The warning signs, ready to be pushed: it asks, says what follows, and keeps the answers.

    Args:
        app: whose user answers; in the demo nothing is kept.
        occasion: why they are asked; by default why they are due, and on demand where they are not.
    """
    from posture.adapters.warning_sign_file import load_warning_signs  # noqa: PLC0415 - its library loads slowly
    from tui.screens.warning_signs import WarningSignsScreen  # noqa: PLC0415 - not before it is needed

    signs = load_warning_signs()

    def keep(answers: Mapping[str, bool]) -> str | None:
        called_for = advice(signs, answers)
        trigger = {EMERGENCY: Trigger.WARNING_NOW, SOON: Trigger.WARNING_SOON}.get(called_for.tier or 0)
        if trigger is not None:
            app.checked_in([trigger])
        source = app.homework_source
        if source is None:
            return None
        if called_for.tier == EMERGENCY:
            app.suspend_prompts(suspended=True)
        try:
            why = occasion or _occasion(source.read(), app.settings)
            record = answered(signs, answers, at=source.now(), occasion=why)
            if record is None:
                return None
            source.keep([record])
        except PostureError as error:
            return str(error)
        app.homework_changed()
        return None

    return WarningSignsScreen(signs, keep)


def _occasion(now: HomeworkNow, settings: Settings) -> Occasion:
    due = (one.occasion for one in due_now(now, settings) if one.occasion is not None)
    return next(due, Occasion.ON_DEMAND)


class CheckinDesk:
    """One check-in after the other; belongs to the app and its thread."""

    def __init__(self, app: PostureApp) -> None:
        self._app = app
        self._busy = False

    def begin(self, *, everything: bool = False) -> None:
        """Ask what is due, or everything; pain is asked in any case."""
        if not self._busy and self._app.homework_source is not None:
            self._busy = True
            self._app.run_worker(self._check_in(everything=everything), group="checkin", exit_on_error=True)

    def signs(self) -> None:
        """Ask the warning signs."""
        if not self._busy:
            self._app.push_screen(warning_signs_screen(self._app))

    async def _check_in(self, *, everything: bool) -> None:
        try:
            await self._ask(everything=everything)
        except PostureError as error:
            self._app.notify(str(error), severity="warning")
        finally:
            self._busy = False
        self._app.homework_changed()

    async def _ask(self, *, everything: bool) -> None:
        from tui.screens.checkin import CheckinScreen  # noqa: PLC0415 - not before it is needed

        now = await self._read()
        due = due_now(now, self._app.settings)
        occasion = signs_first(due, everything=everything)
        if occasion is not None:
            signs = warning_signs_screen(self._app, occasion)
            answers = await self._app.push_screen_wait(signs)
            if signs.was_left or self._is_emergency(answers):
                return
        form = form_of_round(now.plan, now.records, due, everything=everything)
        given = await self._app.push_screen_wait(CheckinScreen(form, now.at.date()))
        await self._keep(form, given)
        then = await self._read()
        since = worse_since(then.plan, then.records, then.at, self._app.settings.checkins)
        if since is not None:
            self._app.notify(worse_words(since, then.at.date()))
            await self._app.push_screen_wait(warning_signs_screen(self._app, Occasion.PAIN_WORSE))

    async def _keep(self, form: Form, given: Mapping[str, Answer] | None) -> None:
        source = self._app.homework_source
        assert source is not None
        records = records_of(form, given or {}, source.now())
        if not records:
            self._app.notify("Nothing was answered, and nothing was kept.")
            return
        await asyncio.to_thread(source.keep, records)
        self._app.notify("Kept on this computer." if len(records) == 1 else f"Kept: {len(records)} answers.")
        for doubt in (doubt_words(one) for one in records):
            if doubt is not None:
                self._app.notify(doubt, severity="warning")
        if _hurts(records):
            self._app.checked_in([Trigger.PAINFUL_CHECKIN])

    async def _read(self) -> HomeworkNow:
        source = self._app.homework_source
        assert source is not None
        return await asyncio.to_thread(source.read)

    def _is_emergency(self, answers: Mapping[str, bool] | None) -> bool:
        from posture.adapters.warning_sign_file import load_warning_signs  # noqa: PLC0415 - loads slowly

        return advice(load_warning_signs(), answers or {}).tier == EMERGENCY


def _hurts(records: Sequence[Record]) -> bool:
    return any(
        isinstance(one, PainRating) and one.now is not None and one.now >= PAINFUL_FROM for one in records
    )
