"""Why an exercise of a plan ended early: what can be said, and how it is kept. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.resting import STOP_RULE
from tui.plan_words import GENERAL_STOP

if TYPE_CHECKING:
    from posture.therapy.items import PlanItem
    from posture.therapy.plan import Plan

ENOUGH, PAIN, TIME = "enough for now", "pain", "something came up"
GENERAL = f"{STOP_RULE}new numbness, tingling, weakness, dizziness, chest pain or breathlessness"


def rules_to_stop(item: PlanItem, plan: Plan) -> tuple[str, ...]:
    """The plan's own rules to stop this exercise at, each once."""
    return tuple(dict.fromkeys((*item.stop_rules, *plan.stop_rules)))


def reasons(rules: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What can be chosen: as it is shown, and as it is kept. The first needs no reason."""
    return (
        ("Enough for now", ENOUGH),
        ("It hurt", PAIN),
        ("Something came up", TIME),
        *((rule, STOP_RULE + " ".join(rule.split())) for rule in rules),
        (GENERAL_STOP, GENERAL),
    )
