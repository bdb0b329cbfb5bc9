"""What one check-in asks and in which order: the same in the app and at the command line. Pure.

Warning signs come first where they are due; then the questions that are due, and the pain in any case.
After the answers the signs come once more where pain was reported worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.due import Topic, due_under
from posture.therapy.records import Occasion
from tui.checkin_form import form_for
from tui.plan_words import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from posture.settings import CheckinSettings
    from posture.therapy.due import Due
    from posture.therapy.plan import Plan
    from posture.therapy.records import Record
    from tui.checkin_form import Form


def signs_first(due: Sequence[Due], *, everything: bool) -> Occasion | None:
    """Why the warning signs are asked before anything else, or `None` where they are not."""
    why = next((one.occasion for one in due if one.topic is Topic.WARNING_SIGNS), None)
    return Occasion.ON_DEMAND if why is None and everything else why


def form_of_round(
    plan: Plan | None, records: Sequence[Record], due: Sequence[Due], *, everything: bool
) -> Form:
    """The questions: those that are due, or all there are."""
    topics = set(Topic) if everything else {Topic.PAIN, *(one.topic for one in due)}
    topics.discard(Topic.WARNING_SIGNS)
    if plan is None:
        return form_for(topics, records)
    ids = {one.questionnaire for one in due}
    return form_for(
        topics,
        records,
        started=plan.start,
        planned_activities=plan.check_ins.activities,
        questionnaires=[one for one in plan.questionnaires if everything or one.id in ids],
    )


def worse_since(
    plan: Plan | None, records: Sequence[Record], at: datetime, settings: CheckinSettings
) -> date | None:
    """Since when the warning signs are due because pain was reported worse; `None` where they are not."""
    due = due_under(plan, records, at, settings)
    return next((one.since for one in due if one.occasion is Occasion.PAIN_WORSE), None)


def worse_words(since: date, today: date) -> str:
    """Why worse pain brings the warning signs; said before them."""
    if since == today:
        return "Your pain was worse, or on red in your plan: the warning signs are due."
    return (
        f"The warning signs are still due since {day_words(since)}, "
        "when your pain was worse, or on red in your plan."
    )
