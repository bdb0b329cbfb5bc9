"""A check-in from the first question to the last, on a plain terminal: ask, keep, and say what follows.

Warning signs come first where they are due, and again after a pain rating that is worse; a yes in the first
tier ends everything else. What was answered is kept also when the user stops in the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from posture.adapters.record_store import keep, read_history
from posture.settings import CheckinSettings
from posture.therapy.due import due_under
from posture.therapy.plan import Plan
from posture.therapy.records import Occasion, Record
from posture.therapy.warning_signs import EMERGENCY, Advice, SignList, advice, answered
from tui.asking import LEAVE_OUT, Ask, Say, ask_questions, ask_signs
from tui.checkin_form import Form, records_of
from tui.checkin_questions import Answer
from tui.checkin_round import form_of_round, signs_first, worse_since, worse_words
from tui.record_text import doubt_words, record_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One check-in.

    Attributes:
        database: where records are kept.
        signs: the warning signs.
        settings: how often what is asked, where no plan says so.
        plan: the one in use, or `None`.
        now: the local time.
        ask, say: a question to the user, a line to the user.
        show: what follows from warning signs, to the user.
    """

    database: Path
    signs: SignList
    settings: CheckinSettings
    plan: Plan | None
    now: Callable[[], datetime]
    ask: Ask
    say: Say
    show: Callable[[Advice], None]

    def run(self, *, everything: bool) -> None:
        """Ask what is due, or everything; the pain is asked in any case.

        Raises:
            StorageError: an answer could not be kept.
        """
        due = due_under(self.plan, self._records(), self.now(), self.settings)
        self.say(LEAVE_OUT)
        occasion = signs_first(due, everything=everything)
        if occasion is not None:
            called_for = self.ask_about_signs(occasion)
            if called_for is not None and called_for.tier == EMERGENCY:
                return
        self._ask_form(form_of_round(self.plan, self._records(), due, everything=everything))
        self.ask_if_worse()

    def ask_if_worse(self) -> None:
        """Ask the warning signs where pain was reported worse since they were answered.

        Raises:
            StorageError: an answer could not be kept.
        """
        since = self.worse_since()
        if since is not None:
            self.say(f"\n{worse_words(since, self.now().date())}")
            self.ask_about_signs(Occasion.PAIN_WORSE)

    def worse_since(self) -> date | None:
        """Since when the warning signs are due because pain was reported worse, or `None`."""
        return worse_since(self.plan, self._records(), self.now(), self.settings)

    def ask_about_signs(self, occasion: Occasion) -> Advice | None:
        """Ask the warning signs, say what follows, keep the answers; `None` where nothing was answered."""
        answers: dict[str, bool] = {}
        try:
            ask_signs(self.signs, answers, self.ask, self.say)
        except BaseException:
            self.conclude(answers, occasion)
            raise
        return self.conclude(answers, occasion)

    def conclude(
        self, answers: dict[str, bool], occasion: Occasion, *, replaces: int | None = None
    ) -> Advice | None:
        """Say what these answers call for, and keep them: in this order, because the first cannot fail."""
        record = answered(self.signs, answers, at=self.now(), occasion=occasion, replaces=replaces)
        if record is None:
            self._keep(())
            return None
        called_for = advice(self.signs, answers)
        self.show(called_for)
        self._keep((record,))
        return called_for

    def _ask_form(self, form: Form) -> None:
        answers: dict[str, Answer] = {}
        try:
            ask_questions(form.questions, answers, self.ask, self.say, self.now().date())
        except BaseException:
            self._keep(records_of(form, answers, self.now()))
            raise
        self._keep(records_of(form, answers, self.now()))

    def _keep(self, records: tuple[Record, ...]) -> None:
        numbers = keep(self.database, records) if records else ()
        for number, record in zip(numbers, records, strict=True):
            self.say(f"Kept as record {number}: {record_words(record)}")
            doubt = doubt_words(record, number)
            if doubt is not None:
                self.say(doubt)
        if not records:
            self.say("Nothing was answered, and nothing was kept.")

    def _records(self) -> tuple[Record, ...]:
        return read_history(self.database).records()
