"""Whatever happens: within the therapist's limits, one variable at a time, and back on a flare."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from posture.therapy.items import Apply, Light, PlanDose, PlanItem, Variable
from posture.therapy.outcome import SessionOutcome
from posture.therapy.progression import Action, Rule, current_dose, evaluate
from posture.therapy.traffic_light import is_flare
from tests.therapy.plans import item, less, more, plan, session

CHANGED = (Variable.REPETITIONS, Variable.SETS, Variable.HOLD, Variable.TIMES_A_DAY)
START = PlanDose(sets=3, repetitions=10, hold_s=6.0, times_a_day=3)

applies = st.sampled_from(Apply)
counts = st.integers(1, 3)


@st.composite
def items(draw: st.DrawFn) -> PlanItem:
    chosen = draw(st.permutations(CHANGED))
    ups = [
        more(
            variable,
            by=float(draw(counts)),
            up_to=(START.value(variable) or 0) + draw(st.integers(0, 4)),
            after_good_sessions=draw(counts),
            good_light=draw(st.sampled_from((Light.GREEN, Light.AMBER))),
            apply=draw(applies),
        )
        for variable in chosen[: draw(st.integers(0, 3))]
    ]
    downs = [
        less(
            variable,
            by=float(draw(counts)),
            down_to=max(1.0, (START.value(variable) or 0) - draw(st.integers(0, 4))),
            after_poor_sessions=draw(counts),
            apply=draw(applies),
        )
        for variable in draw(st.permutations(CHANGED))[: draw(st.integers(0, 3))]
    ]
    return item(dose=START, progressions=tuple(ups), regressions=tuple(downs))


pains = st.one_of(st.none(), st.integers(0, 10), st.just(2))
outcomes = st.lists(
    st.fixed_dictionaries(
        {
            "done_repetitions": st.one_of(st.none(), st.sampled_from((5, 25, 30, 40))),
            "pain_after": pains,
            "pain_next_day": st.one_of(st.none(), pains),
        }
    ),
    max_size=25,
).map(lambda rows: [story(number, row) for number, row in enumerate(rows)])


def story(number: int, row: dict[str, Any]) -> SessionOutcome:
    return session(number, prescribed=START, **row)


@settings(max_examples=150)
@given(items(), outcomes)
def test_never_outside_the_therapists_limits_and_one_variable_at_a_time(
    made: PlanItem, sessions: list[SessionOutcome]
) -> None:
    before = made.dose
    for one in evaluate(plan(made), sessions):
        for variable in Variable:
            amount, start = one.dose.value(variable), made.dose.value(variable)
            if amount is None or start is None:
                assert amount is start
                continue
            highest = [rule.up_to for rule in made.progressions if rule.variable is variable]
            lowest = [rule.down_to for rule in made.regressions if rule.variable is variable]
            assert min([start, *lowest]) <= amount <= max([start, *highest])
        changed = [variable for variable in Variable if before.value(variable) != one.dose.value(variable)]
        assert bool(changed) == one.applied
        assert len(changed) <= 1 or one.rule is Rule.FLARE
        before = one.dose


@settings(max_examples=150)
@given(items(), outcomes)
def test_the_app_changes_a_dose_only_where_the_therapist_lets_it(
    made: PlanItem, sessions: list[SessionOutcome]
) -> None:
    before = made.dose
    for one in evaluate(plan(made), sessions):
        if one.applied and one.rule is not Rule.FLARE:
            rules = made.progressions if one.action is Action.PROGRESS else made.regressions
            fired = next(rule for rule in rules if rule.variable is one.variable)
            assert fired.apply is Apply.BY_ITSELF
        if one.action is Action.HOLD:
            assert one.dose == before
        before = one.dose


@settings(max_examples=150)
@given(items(), outcomes)
def test_a_flare_always_leads_to_the_last_green_dose_or_lower(
    made: PlanItem, sessions: list[SessionOutcome]
) -> None:
    made_plan = plan(made)
    last_green = before = made.dose
    for session_, one in zip(sessions, evaluate(made_plan, sessions), strict=True):
        flare = is_flare(made_plan.pain, session_.ratings)
        if one.light is Light.GREEN and not flare:
            last_green = before
        if flare:
            assert one.action is not Action.PROGRESS
            if before != last_green:
                assert (one.rule, one.dose) == (Rule.FLARE, last_green)
            else:
                assert one.dose == last_green or one.rule is Rule.POOR_SESSIONS
        if one.applied and one.action is Action.STEP_BACK:
            last_green = one.dose
        before = one.dose


@settings(max_examples=100)
@given(items(), outcomes, st.randoms(use_true_random=False))
def test_the_same_sessions_in_any_order_give_the_same_dose(
    made: PlanItem, sessions: list[SessionOutcome], chance: Any
) -> None:
    shuffled = list(sessions)
    chance.shuffle(shuffled)
    assert current_dose(plan(made), shuffled) == current_dose(plan(made), sessions)
