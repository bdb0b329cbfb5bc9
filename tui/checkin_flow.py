"""A check-in from the first question to the last, on a plain terminal: ask, keep, and say what follows.

Warning signs come first where they are due, and again after a pain rating that is worse; a yes in the first
tier ends everything else. What was answered is kept also when the user stops in the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from posture.adapters.record_store import keep, read_history
from posture.therapy.due import Cadence, Topic, what_is_due
from posture.therapy.records import Occasion, Record
from posture.therapy.warning_signs import EMERGENCY, Advice, SignList, advice, answered
from tui.asking import LEAVE_OUT, Ask, Say, ask_questions, ask_signs
from tui.checkin_form import form_for, records_of
from tui.checkin_questions import Answer
from tui.record_text import record_words

ALL_TOPICS = frozenset({Topic.ONSET, Topic.PAIN, Topic.ACTIVITIES, Topic.CHANGE, Topic.QUESTIONNAIRE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One check-in.

    Attributes:
        database: where records are kept.
        signs: the warning signs.
        cadence: how often what is asked.
        now: the local time.
        ask, say: a question to the user, a line to the user.
        show: what follows from warning signs, to the user.
    """

    database: Path
    signs: SignList
    cadence: Cadence
    now: Callable[[], datetime]
    ask: Ask
    say: Say
    show: Callable[[Advice], None]

    def run(self, *, everything: bool) -> None:
        """Ask what is due, or everything; the pain is asked in any case.

        Raises:
            StorageError: an answer could not be kept.
        """
        due = {one.topic: one for one in what_is_due(self._records(), self.now(), self.cadence)}
        self.say(LEAVE_OUT)
        signs = due.get(Topic.WARNING_SIGNS)
        if signs is not None or everything:
            occasion = signs.occasion if signs is not None and signs.occasion else Occasion.ON_DEMAND
            called_for = self.ask_about_signs(occasion)
            if called_for is not None and called_for.tier == EMERGENCY:
                return
        self._ask_form(ALL_TOPICS if everything else {*due, Topic.PAIN})
        again = {one.topic: one for one in what_is_due(self._records(), self.now(), self.cadence)}
        worse = again.get(Topic.WARNING_SIGNS)
        if worse is not None and worse.occasion is Occasion.PAIN_WORSE:
            self.say("\nYour pain is worse than the last time, so these are asked as well.")
            self.ask_about_signs(Occasion.PAIN_WORSE)

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

    def _ask_form(self, topics: frozenset[Topic] | set[Topic]) -> None:
        form = form_for(topics, self._records())
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
        if not records:
            self.say("Nothing was answered, and nothing was kept.")

    def _records(self) -> tuple[Record, ...]:
        return read_history(self.database).records()
