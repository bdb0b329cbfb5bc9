"""What one check-in asks and in which order: the same in the app and at the command line. Pure.

Warning signs come first where they are due; then the questions that are due, and the pain in any case.
After the answers the signs come once more where pain was reported worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.due import Topic, due_under
from posture.therapy.records import Occasion
from tui.checkin_form import form_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from posture.settings import CheckinSettings
    from posture.therapy.due import Due
    from posture.therapy.plan import Plan
    from posture.therapy.records import Record
    from tui.checkin_form import Form

WORSE_WORDS = "Your pain was worse, or on red in your plan"
WORSE = f"{WORSE_WORDS}, so these are asked as well."
"""Said before the warning signs that worse pain brings."""


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


def is_worse(plan: Plan | None, records: Sequence[Record], at: datetime, settings: CheckinSettings) -> bool:
    """Whether the warning signs are due because pain was reported worse."""
    due = due_under(plan, records, at, settings)
    return any(one.occasion is Occasion.PAIN_WORSE for one in due)
