"""Plans that are hostile, torn or absurd: a clear refusal or a plan, and never anything else."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posture.adapters.plan_file import Checked, check_plan, json_schema
from posture.adapters.plan_templates import FOLDER
from posture.therapy.progression import current_dose
from tests.adapters.test_plan_file import KNOWN
from tui.plan_changes import change_lines
from tui.plan_check_text import check_json, check_text
from tui.plan_text import plan_text

TEMPLATES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
TABLES = [tomllib.loads(text) for text in TEMPLATES.values()]
TODAY = date(2026, 1, 7)
BASE = check_plan(TEMPLATES["first_week"].encode(), KNOWN).plan

KEYS = sorted(
    {
        key
        for table in (json_schema(), *json_schema()["$defs"].values())
        for key in table.get("properties", {})
    }
)
ODD = st.one_of(
    st.none(),  # leave it out
    st.integers(),
    st.integers(-3, 400),
    st.floats(),
    st.booleans(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "\x1b[2J",
            "<script>alert(1)</script>",
            "[red]x[/red]",
            "\u202e",
            "x" * 5000,
            "",
            " ",
            "squat",
            "mon",
        ]
    ),
    st.sampled_from(
        [date.min, date.max, datetime(2026, 1, 1, 9, tzinfo=UTC), time(9), 2**70, -(2**70), 1e308]
    ),
    st.lists(st.one_of(st.integers(), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.sampled_from(KEYS), st.integers(0, 20), max_size=3),
    st.just([[[[[[]]]]]]),
)


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in places(value[key])]


@st.composite
def changed_plans(draw: st.DrawFn) -> bytes:
    """One of our templates with a few values replaced, left out or added."""
    tables = copied(draw(st.sampled_from(TABLES)))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(places(tables)))
        value = draw(ODD)
        if isinstance(container, dict) and draw(st.booleans()):
            key = draw(st.sampled_from(KEYS))
        if value is None:
            if isinstance(container, dict):
                container.pop(key, None)
        else:
            container[key] = copied(value)
    return tomlkit.dumps(tables).encode("utf-8", "surrogatepass")


def told(checked: Checked) -> None:
    """Whatever came of it can be shown, holds nothing that a terminal acts on, and names what it is about."""
    for text in (check_text("plan.toml", checked, 80), check_json("plan.toml", checked)):
        assert text.replace("\n", "").isprintable()
    for one in checked.problems:
        assert one.what
    if checked.plan is None:
        assert checked.errors
        return
    text = plan_text(checked.plan, KNOWN.exercises, {}, TODAY, 80)
    assert "\x1b" not in text
    assert BASE is not None
    change_lines(BASE, checked.plan, KNOWN.exercises)
    assert current_dose(checked.plan, []) == {item.id: item.dose for item in checked.plan.items}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(changed_plans())
def test_changed_values_are_refused_or_used(content: bytes) -> None:
    told(check_plan(content, KNOWN))


@settings(max_examples=100)
@given(st.sampled_from(sorted(TEMPLATES)), st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=6))
def test_torn_files_are_refused_or_used(name: str, at: int, length: int, put: bytes) -> None:
    content = TEMPLATES[name].encode()
    told(check_plan(content[:at] + put + content[at + length :], KNOWN))


@settings(max_examples=100)
@given(st.binary(max_size=60))
def test_anything_else_is_refused(content: bytes) -> None:
    checked = check_plan(content, KNOWN)
    assert checked.plan is None
    told(checked)


@pytest.mark.parametrize("depth", [20, 300, 5000])
@pytest.mark.parametrize("brackets", ["[]", "{a=}"])
def test_deep_nesting(brackets: str, depth: int) -> None:
    left, right = ("[", "]") if brackets == "[]" else ("{a=", "}")
    text = TEMPLATES["first_week"].replace(
        "precautions = []", "precautions = " + left * depth + "1" + right * depth
    )
    told(check_plan(text.encode(), KNOWN))


@pytest.mark.parametrize(
    "one", ["[[exercises]]\nid = 3\n", '[[exercises]]\nid = "zz"\nzz{} = 1\n', "zz{} = 1\n"]
)
def test_very_many_of_everything_is_a_short_refusal(one: str) -> None:
    many = "".join(one.replace("{}", str(number)) for number in range(900_000 // len(one) // 4))
    checked = check_plan((TEMPLATES["first_week"] + many).encode(), KNOWN)
    told(checked)
    assert len(checked.problems) <= 50
