"""On which line a key stands, in whatever way TOML lets people write it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.adapters.plan_templates import FOLDER
from posture.adapters.toml_lines import Path, key_lines, line_of

TEXT = '''\
# a comment with [brackets] and = signs
top = 1
"quoted key" = "# no comment"
dotted.inside.deep = 2

[table]  # [[not this]]
list = [
  1,  # one
  [2, 3],
  { a = 4, b = "]" },
]
long = """
text = 1
[no.table]
"""
raw = \'\'\'it's "raw"
x\'\'\'
after = 5

[[rows]]
id = 'a'
[[rows.parts]]
n = 1
[rows.parts.more]
n = 2
[[rows.parts]]
n = 3
[[rows]]
inline = { x = 1, y = { z = [1, 2] } }
[[rows.parts]]
n = 4
'''


def paths(value: Any, at: Path = ()) -> set[Path]:
    """Every path there is in what the parser reads."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = {at} if at else set()
    for key, inner in parts:
        found |= paths(inner, (*at, key))
    return found


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("dotted", "inside", "deep"), 4),
        (("table",), 6),
        (("table", "list", 0), 8),
        (("table", "list", 1, 1), 9),
        (("table", "list", 2, "b"), 10),
        (("table", "long"), 12),
        (("table", "raw"), 16),
        (("table", "after"), 18),
        (("rows", 0, "id"), 21),
        (("rows", 0, "parts", 0, "n"), 23),
        (("rows", 0, "parts", 0, "more", "n"), 25),
        (("rows", 0, "parts", 1, "n"), 27),
        (("rows", 1, "inline", "y", "z", 1), 29),
        (("rows", 1, "parts", 0, "n"), 31),
    ],
)
def test_each_key_has_its_line(path: Path, line: int) -> None:
    lines = key_lines(TEXT)
    assert lines[path] == line
    assert key_lines(TEXT.replace("\n", "\r\n"))[path] == line


def test_every_key_that_the_parser_reads_is_found_and_no_other() -> None:
    assert set(key_lines(TEXT)) == paths(tomllib.loads(TEXT))


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.toml")))
def test_also_in_our_templates(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert set(key_lines(text)) == paths(tomllib.loads(text))


def test_what_is_missing_has_the_line_of_what_it_is_missing_in() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, ("rows", 1, "nowhere", 3)) == 28
    assert line_of(lines, ("nowhere",)) is None


TEXTS = st.text(st.sampled_from("ab=[]{}\"'#,.\n\\é "), max_size=8)
VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), TEXTS, st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=12,
)


@settings(max_examples=100)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_whatever_a_file_holds_every_key_is_found_and_no_other(tables: dict[str, Any]) -> None:
    text = tomlkit.dumps(tables)
    assert set(key_lines(text)) == paths(tomllib.loads(text))
