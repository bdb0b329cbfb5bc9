"""Templates: filled in with a few answers, their comments kept, and plans in every case."""

from __future__ import annotations

from datetime import date

import pytest

from posture.adapters import plan_templates
from posture.adapters.plan_templates import (
    FOLDER,
    Answers,
    filled,
    template_named,
    template_names,
    weeks_to_review,
)
from posture.errors import UsageError
from tests.adapters.test_plan_file import usable

ANSWERS = Answers(
    patient='K. "Kay" \\ B.', therapist="J. Müller, PT", start=date(2026, 11, 23), weeks_to_review=3
)


def test_there_are_five_and_the_first_week_comes_first() -> None:
    names = template_names()
    assert list(names) == ["first_week", "band_raise", "mcgill_three", "sitting_breaks", "walking_build_up"]
    assert all(names.values())


@pytest.mark.parametrize("name", list(template_names()))
def test_a_filled_template_is_a_plan_with_the_answers(name: str) -> None:
    plan = usable(filled(name, ANSWERS))
    assert (plan.patient, plan.therapist) == ('K. "Kay" \\ B.', "J. Müller, PT")
    assert (plan.start, plan.review) == (date(2026, 11, 23), date(2026, 12, 14))
    assert plan.end is not None
    assert plan.end >= date(2026, 12, 14)


@pytest.mark.parametrize("name", list(template_names()))
def test_its_comments_are_kept(name: str) -> None:
    before = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    after = filled(name, ANSWERS)
    changed = {"for", "from", "start", "review", "end"}
    kept = [line for line in before.splitlines() if line.partition(" ")[0] not in changed]
    assert [line for line in kept if line not in after.splitlines()] == []
    assert "# an alias or initials, not the full name" in after


def test_weeks_until_the_review_are_those_of_the_template() -> None:
    assert weeks_to_review("first_week") == 1
    assert weeks_to_review("walking_build_up") == 4


def test_a_name_that_is_none_lists_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"there is no template 'x'; there are first_week, band_raise, "):
        template_named("x")
    with pytest.raises(UsageError, match="there is no template ''; there are first_week"):
        template_named("")


def test_a_beginning_will_do_where_only_one_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [template_named(one) for one in ("walk", "band_raise", "m")] == [
        "walking_build_up", "band_raise", "mcgill_three",
    ]  # fmt: skip
    monkeypatch.setattr(plan_templates, "template_names", lambda: {"band": "", "band_raise": "", "bands": ""})
    assert template_named("band") == "band"
    with pytest.raises(
        UsageError, match="'ba' begins more than one template: band, band_raise, bands; write"
    ):
        template_named("ba")
