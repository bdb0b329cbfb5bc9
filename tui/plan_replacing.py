"""What `posture plan use` says about the version that another one takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.errors import PlanError
from tui.plan_changes import change_lines
from tui.plan_words import day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.adapters.plan_shelf import UsedPlan
    from posture.exercises import Exercise
    from posture.therapy.plan import Plan


def replacing_lines(
    before: UsedPlan,
    old: Plan | PlanError,
    fresh: Plan,
    exercises: Mapping[str, Exercise],
) -> list[str]:
    """What is different from the version in use; one that cannot be read any more has nothing to compare."""
    if before.id != fresh.id:
        since = f"since {day_words(before.started.date())}"
        return [f"It takes the place of {before.title} ({since}), which is kept."]
    if isinstance(old, PlanError):
        return [f"What changed cannot be told: {old}"]
    lines = change_lines(old, fresh, exercises)
    if lines:
        return ["What changed:", *(f"- {one}" for one in lines)]
    only = "but the revision number" if before.revision != fresh.revision else "in what is asked of you"
    return [f"What changed: nothing {only}."]


def called_off_words(waiting: UsedPlan) -> str:
    """That the version that waited for its day will not have it."""
    begins = day_words(waiting.started.date())
    return f"{waiting.title} (version {waiting.revision}), which was to begin on {begins}, is called off."


def revision_words(before: UsedPlan, fresh: Plan) -> str:
    """What is odd about the revision number, or nothing."""
    if before.id != fresh.id or before.revision < fresh.revision:
        return ""
    if before.revision > fresh.revision:
        return (
            f"this is an older version than the one you had: version {fresh.revision} after version "
            f"{before.revision}; ask your therapist if that is not what you meant"
        )
    return (
        f"the plan has changed and is still version {fresh.revision}: your therapist may want to count its "
        "revision up"
    )
