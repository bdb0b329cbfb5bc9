"""The therapist's own rules over what was done: progress, hold or step back, with the rule and its numbers.

How it works. Each item has a dose now, a dose to fall back to, and a streak for each rule. Sessions are taken
in the order of their times, and each gives exactly one suggestion:

1. A flare (red, or raised and not settled within the plan's hours) leads back to the last dose with a green
   session. This is the plan's pain rule, so the app does it without being asked.
2. Where there is nothing to go back to, and at each poor session: a poor streak that is long enough fires the
   first regression that has room left.
3. A good streak that is long enough fires the first progression that has room left.
4. Else hold.

A rule changes one variable, by the therapist's step, within the therapist's limit, and the dose itself only
where the therapist wrote `apply = "by_itself"`. Every change begins all streaks anew. A session about which
something is not known (no rating, no numbers) neither lengthens a streak nor breaks it. What falls back is
never raised: a rule that steps back takes the dose to fall back to with it.

Another version of the plan goes on where the one before led to, where the therapist left the dose as it was;
the streaks too, where the rules are the same. A dose that the therapist changed holds.

Three sessions in a row and one variable at a time follow a published home programme [S88]; nothing here is
built in except through the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.therapy.items import Apply, Light, PlanDose, Variable
from posture.therapy.outcome import SessionOutcome, done_percent
from posture.therapy.traffic_light import Flare, flare_of, light_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture.therapy.items import PlanItem, Progression, Regression
    from posture.therapy.plan import Plan

_ORDER = (Light.GREEN, Light.AMBER, Light.RED)


class Action(StrEnum):
    """What a suggestion says."""

    PROGRESS = "progress"
    HOLD = "hold"
    STEP_BACK = "step_back"


class Rule(StrEnum):
    """Which rule of the plan it comes from."""

    FLARE = "flare"
    GOOD_SESSIONS = "good_sessions"
    POOR_SESSIONS = "poor_sessions"
    NEW_VERSION = "new_version"
    """The therapist wrote another dose into a new version of the plan."""
    NONE = "none"
    """No rule fired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What follows from one session.

    Attributes:
        when, exercise: which session.
        rule: what fired.
        action: what it says.
        applied: whether the dose changed; else it waits for the therapist.
        variable: the one thing that changes, or `None`; of a flare, the first that does.
        amount_from, amount_to: of that variable, or `None`.
        dose: the dose after this session.
        good_sessions, poor_sessions: the streaks that the rules saw, this session included.
        sessions_needed: how many the rule asks for, or `None`.
        done_percent: how much of the prescribed was done, or `None` if not known.
        light: the colour of the pain after it, or `None` if not rated.
        flare: the rating that makes a flare, or `None`.
    """

    when: datetime
    exercise: str
    rule: Rule
    action: Action
    applied: bool
    variable: Variable | None = None
    amount_from: float | None = None
    amount_to: float | None = None
    dose: PlanDose
    good_sessions: int
    poor_sessions: int
    sessions_needed: int | None = None
    done_percent: float | None
    light: Light | None
    flare: Flare | None = None


def evaluate(plan: Plan, outcomes: Iterable[SessionOutcome]) -> tuple[Suggestion, ...]:
    """One suggestion for each session of an item of the plan, in the order of their times.

    `outcomes` are those under this version of the plan; what belongs to no item is left out.
    """
    followed = {item.id: Follower(item, plan) for item in plan.items}
    return tuple(
        followed[outcome.exercise].take(outcome)
        for outcome in sorted(outcomes, key=lambda outcome: outcome.when)
        if outcome.exercise in followed
    )


def current_dose(plan: Plan, outcomes: Iterable[SessionOutcome]) -> dict[str, PlanDose]:
    """The dose of every item after these sessions: the plan's own, changed by what its rules did."""
    doses = {item.id: item.dose for item in plan.items}
    doses.update({suggestion.exercise: suggestion.dose for suggestion in evaluate(plan, outcomes)})
    return doses


def at_review(plan: Plan, outcomes: Iterable[SessionOutcome]) -> tuple[Suggestion, ...]:
    """The latest suggestion for each item that was done, in the plan's order."""
    latest = {suggestion.exercise: suggestion for suggestion in evaluate(plan, outcomes)}
    return tuple(latest[item.id] for item in plan.items if item.id in latest)


@dataclass(slots=True)
class Follower:
    """Follows one item through its sessions.

    Attributes:
        item, plan: the item, and the version of the plan that it stands in.
        dose: that of now.
        fall_back: where a flare leads to.
        good, poor: the streak of each rule.
    """

    item: PlanItem
    plan: Plan
    dose: PlanDose = field(init=False)
    fall_back: PlanDose = field(init=False)
    good: list[int] = field(init=False)
    poor: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.fall_back = self.item.dose
        self._change(self.item.dose)

    def under(self, item: PlanItem, plan: Plan) -> bool:
        """Go on under another version of the plan; false where the therapist changed the dose."""
        before = self.item
        if _prescription(before) != _prescription(item):
            return False
        self.item, self.plan = item, plan
        if (before.progressions, before.regressions) != (item.progressions, item.regressions):
            self._change(self.dose)
        return True

    def take(self, outcome: SessionOutcome) -> Suggestion:
        """The next session."""
        found = flare_of(self.plan.pain, outcome.ratings)
        flare = found is not None
        light = light_of(self.plan.pain, outcome.ratings)
        percent = done_percent(outcome, self.item.side)
        self._count(outcome, percent, light, flare=flare)
        if light is Light.GREEN and not flare:
            self.fall_back = self.dose
        before = self.dose
        streaks = (max(self.good, default=0), max(self.poor, default=0))
        rule, action, after, needed = self._decide(flare=flare)
        changed = next((one for one in Variable if before.value(one) != after.value(one)), None)
        applied = after != before and (rule is Rule.FLARE or self._may(rule))
        if applied:
            if action is Action.STEP_BACK:
                self.fall_back = after
            self._change(after)
        return Suggestion(
            when=outcome.when,
            exercise=self.item.id,
            rule=rule,
            action=action,
            applied=applied,
            variable=changed,
            amount_from=None if changed is None else before.value(changed),
            amount_to=None if changed is None else after.value(changed),
            dose=self.dose,
            good_sessions=streaks[0],
            poor_sessions=streaks[1],
            sessions_needed=needed,
            done_percent=percent,
            light=light,
            flare=found,
        )

    def _decide(self, *, flare: bool) -> tuple[Rule, Action, PlanDose, int | None]:
        """What fires, and the dose that it asks for."""
        if flare and self.fall_back != self.dose:
            return Rule.FLARE, Action.STEP_BACK, self.fall_back, None
        back = self._regression()
        if back is not None:
            number, rule = back
            if self.poor[number] >= rule.after_poor_sessions:
                lower = self.dose.with_value(rule.variable, _less(self.dose, rule))
                return Rule.POOR_SESSIONS, Action.STEP_BACK, lower, rule.after_poor_sessions
        if flare:
            return Rule.FLARE, Action.HOLD, self.dose, None
        forward = self._progression()
        if forward is None:
            return Rule.NONE, Action.HOLD, self.dose, None
        number, more = forward
        if self.good[number] >= more.after_good_sessions:
            higher = self.dose.with_value(more.variable, _more(self.dose, more))
            return Rule.GOOD_SESSIONS, Action.PROGRESS, higher, more.after_good_sessions
        return Rule.NONE, Action.HOLD, self.dose, more.after_good_sessions

    def _may(self, rule: Rule) -> bool:
        """Whether the therapist lets the app do what this rule asks for."""
        found = self._regression() if rule is Rule.POOR_SESSIONS else self._progression()
        return found is not None and found[1].apply is Apply.BY_ITSELF

    def _progression(self) -> tuple[int, Progression] | None:
        """The first rule for more that has room left, and its place."""
        return next(
            (
                (n, rule)
                for n, rule in enumerate(self.item.progressions)
                if _more(self.dose, rule) != _now(self.dose, rule)
            ),
            None,
        )

    def _regression(self) -> tuple[int, Regression] | None:
        return next(
            (
                (n, rule)
                for n, rule in enumerate(self.item.regressions)
                if _less(self.dose, rule) != _now(self.dose, rule)
            ),
            None,
        )

    def _count(
        self, outcome: SessionOutcome, percent: float | None, light: Light | None, *, flare: bool
    ) -> None:
        """Lengthen or break the streaks by this session."""
        for number, back in enumerate(self.item.regressions):
            if flare or (percent is not None and percent < back.poor_done_percent):
                self.poor[number] += 1
            elif percent is not None:
                self.poor[number] = 0
        for number, rule in enumerate(self.item.progressions):
            too_little = percent is not None and percent < rule.good_done_percent
            too_sore = light is not None and _ORDER.index(light) > _ORDER.index(rule.good_light)
            if flare or too_little or too_sore or outcome.stopped_reason is not None:
                self.good[number] = 0
            elif percent is not None and light is not None:
                self.good[number] += 1

    def _change(self, dose: PlanDose) -> None:
        self.dose = dose
        self.good = [0] * len(self.item.progressions)
        self.poor = [0] * len(self.item.regressions)


def _prescription(item: PlanItem) -> tuple[object, ...]:
    """What the therapist asks for, without the words about it."""
    return item.kind, item.dose, item.side, item.resistances


def _now(dose: PlanDose, rule: Progression | Regression) -> float:
    return dose.value(rule.variable) or 0.0


def _more(dose: PlanDose, rule: Progression) -> float:
    """The amount after one step up: never above the limit, never below what it is."""
    now = _now(dose, rule)
    return max(now, min(now + rule.by, rule.up_to))


def _less(dose: PlanDose, rule: Regression) -> float:
    now = _now(dose, rule)
    return min(now, max(now - rule.by, rule.down_to))
