"""What is wrong in a plan, in words for whoever wrote it: which key, what stands there, what is allowed.

What is allowed is read from the JSON Schema of the plan, so that message, schema and check cannot differ.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

_LONGEST_SHOWN = 60
_LONGEST_LIST = 12
DID_YOU_MEAN = "did you mean "
IT_BELONGS = "it belongs to "
"""How an answer begins that is a question or an advice of its own, and no list of what is allowed."""

_ONE_OF = {"exercises": "the exercise", "activities": "the activity"}
"""What a block below one of these belongs to."""

OTHER_WORDS = {
    "reps": "repetitions", "rep": "repetitions", "seconds": "duration_s", "time": "duration_s",
    "weight": "resistance", "load": "resistance", "band": "resistance", "bands": "resistances",
    "weights": "resistances", "pause": "rest_s", "per_day": "times_a_day", "frequency": "times_a_day",
    "per_week": "days", "days_per_week": "days", "weekdays": "days", "instructions": "cues",
    "patient": "for", "therapist": "from", "author": "from", "name": "title", "begin": "start",
    "exercise": "exercises", "activity": "activities", "goal": "goals", "questionnaire": "questionnaires",
}  # fmt: skip
"""What people call a key before they know its name."""


class Severity(StrEnum):
    """Whether the plan can be used as it is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One remark about a plan file.

    Attributes:
        severity: an error must be mended, a warning is for the therapist to know.
        line, column: where, counted from 1, or `None`.
        key: which key, as a path with counts from 1: `exercises[2].sets`; empty for the whole file.
        what: what is wrong or unusual.
        allowed: what is allowed, or empty.
        basis: where a warning comes from, or empty.
    """

    severity: Severity
    line: int | None = None
    column: int | None = None
    key: str = ""
    what: str
    allowed: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error at a path, before its line is looked up."""

    path: Path
    what: str
    allowed: str = ""


def shown_path(path: Path) -> str:
    """The path as people write it; lists are counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{shortened(part)}" if text else shortened(part)
    return text


def printable(text: str) -> str:
    """The text with everything that a terminal would act on written out."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def shortened(text: str) -> str:
    """The text as it stands in a message: printable, and not too long."""
    kept = printable(text[:_LONGEST_SHOWN])
    return kept if len(text) <= _LONGEST_SHOWN else f"{kept}..."


def shown_value(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    """A value as it stands in a message, kept short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    try:
        return shortened(str(value))
    except ValueError:  # a number of thousands of digits, as 0x... can have
        return "(a number too long to show)"


def fault_of(error: ErrorDetails, schema: dict[str, Any]) -> Fault:
    """What pydantic says about one value, in our words."""
    path = error["loc"]
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, schema)
    node = _node(schema, path)
    allowed = _allowed(schema, node, _block(path))
    if kind == "missing":
        return Fault(path=path, what="it is missing", allowed=allowed)
    if kind == "value_error":
        return Fault(path=path, what=str(error["ctx"]["error"]))
    if kind == "string_pattern_mismatch" and (short := _short_name(error["input"])):
        allowed = f'small letters, digits, - and _, without spaces, such as "{short}"'
    return Fault(path=path, what=_what(error), allowed=allowed)


def _what(error: ErrorDetails) -> str:
    """What stands there; of what is too long, how long it is."""
    stands = error["input"]
    is_text = isinstance(stands, str)
    match error["type"].removeprefix("string_"):
        case "too_short":
            return "it may not be empty" if is_text else "it is empty: it needs at least one"
        case "too_long":
            return f"it has {len(stands)} {'characters' if is_text else 'entries'}"
        case _:
            return f"it is {shown_value(stands)}"


def _block(path: Path) -> str:
    """What stands in the brackets above a block: "exercises.progression"."""
    return ".".join(part for part in path if isinstance(part, str))


def _short_name(text: str) -> str:
    """The text as the short name it could be, or nothing."""
    letters = unicodedata.normalize("NFKD", text[:_LONGEST_SHOWN]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_-]+", "_", letters.casefold()).strip("_-0123456789")


def _unknown_key(path: Path, schema: dict[str, Any]) -> Fault:
    known = _keys(schema, path[:-1])
    word = str(path[-1])
    for length in reversed(range(len(path) - 1)):
        if word in _keys(schema, path[:length]):
            return _misplaced(path, path[:length])
    begin = [key for key in known if key == OTHER_WORDS.get(word) or (word and key.startswith(word))]
    near = begin or difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        allowed = f"{DID_YOU_MEAN}{near[0]}?"
    else:
        allowed = f"here {', '.join(sorted(known))}"
    return Fault(path=path, what="there is no such key", allowed=allowed)


def _misplaced(path: Path, owner: Path) -> Fault:
    """A key that belongs to something around the block in which it stands."""
    block = path[-2]
    if not owner:
        allowed = f"{IT_BELONGS}the plan itself: move it above the first line that begins with ["
    elif isinstance(block, int):
        allowed = f"{IT_BELONGS}{_ONE_OF[str(owner[0])]}: move it above its first [[{_block(path[:-1])}]]"
    else:
        allowed = f"{IT_BELONGS}{_ONE_OF[str(owner[0])]}: move it out of {block}"
    return Fault(path=path, what="it is no key of the block in which it stands", allowed=allowed)


def _keys(schema: dict[str, Any], path: Path) -> list[str]:
    """The keys there are at this path."""
    return list((_node(schema, path) or {}).get("properties", {}))


def _node(schema: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """The part of the schema for this path, references followed."""
    node: dict[str, Any] | None = schema
    for part in path:
        node = _resolved(schema, node or {})
        node = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
        if node is None:
            return None
    return _resolved(schema, node or {})


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The node itself behind a reference, or behind "this or nothing"."""
    if "$ref" in node:
        return _resolved(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    kinds = [kind for kind in node.get("anyOf", ()) if kind.get("type") != "null"]
    return _resolved(schema, kinds[0]) if len(kinds) == 1 else node


def _allowed(schema: dict[str, Any], node: dict[str, Any] | None, name: str) -> str:
    """What may stand there: "a whole number from 1 to 20"."""
    if node is None:
        return ""
    node = _resolved(schema, node)
    if "anyOf" in node:
        return " or ".join(_allowed(schema, kind, name) for kind in node["anyOf"])
    if "const" in node:
        return shown_value(node["const"])
    if "enum" in node:
        return f"one of {', '.join(map(shown_value, node['enum']))}"
    kind = node.get("type")
    if kind in ("integer", "number"):
        return f"a {'whole ' if kind == 'integer' else ''}number{_bounds(node)}"
    if kind == "string":
        return _allowed_text(node)
    if kind == "array":
        items = _resolved(schema, node["items"])
        if items.get("type") == "object":
            most = node.get("maxItems", _LONGEST_LIST)
            return f"tables that begin with [[{name}]] (two brackets), at most {most}"
        most = f", at most {node['maxItems']}" if "maxItems" in node else ""
        return f"a list in [ ]{most}, each {_allowed(schema, items, name)}"
    return {
        "boolean": "true or false, without quotation marks",
        "object": f"a table that begins with [{name}]",
    }.get(str(kind), "")


def _allowed_text(node: dict[str, Any]) -> str:
    if node.get("format") == "date":
        return "a date such as 2026-11-23"
    if "pattern" in node:
        return 'a short name of small letters, digits, - and _ in quotation marks, such as "first_week"'
    most = f" of at most {node['maxLength']} characters" if "maxLength" in node else ""
    return f'a text{most} in quotation marks ("...")'


def _bounds(node: dict[str, Any]) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if "exclusiveMinimum" in node:
        return f" above {node['exclusiveMinimum']:g}" + (f", at most {high:g}" if high is not None else "")
    return ""
