"""What a check-in asks, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.due import Due, Topic
from posture.therapy.records import Occasion

if TYPE_CHECKING:
    from collections.abc import Sequence

TOPIC_WORDS = {
    Topic.WARNING_SIGNS: "warning signs",
    Topic.ONSET: "when it began",
    Topic.PAIN: "pain",
    Topic.ACTIVITIES: "what you can do",
    Topic.CHANGE: "how much has changed",
    Topic.QUESTIONNAIRE: "the questions of your therapist",
}
OCCASION_WORDS = {
    Occasion.FIRST_USE: " (a first time)",
    Occasion.MONTHLY: " (once a month)",
    Occasion.PAIN_WORSE: " (your pain was worse)",
    Occasion.ON_DEMAND: "",
}
NOTHING_DUE = "Nothing is due. Enter lets you say how the pain is all the same."


def due_words(due: Sequence[Due]) -> str:
    """What is due, in the order it is asked; how long it has been due is no matter."""
    if not due:
        return NOTHING_DUE
    parts = [
        TOPIC_WORDS[one.topic] + ("" if one.occasion is None else OCCASION_WORDS[one.occasion]) for one in due
    ]
    listed = "; ".join(dict.fromkeys(parts))
    return f"{listed[:1].upper()}{listed[1:]}."
