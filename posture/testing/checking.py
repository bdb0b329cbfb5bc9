"""What should have happened against what did: a missing and an extra event both fail, with a diff to read.

assert_events(timeline, '''
    0     session_started
    1800  break_due  sitting_s=1800
    ...
''', within_s=1)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture import event_json
from posture.events import EVENT_TYPES
from posture.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from posture.events import Event

_EXACT_S = 0.0005
"""Times and lengths are told to the millisecond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An event that should happen.

    Attributes:
        t: when, seconds.
        type: one of `posture.events.EVENT_TYPES`.
        fields: what it must say; fields that are not named may be anything.
    """

    t: float
    type: str
    fields: dict[str, Any]

    def __str__(self) -> str:
        said = "".join(f" {name}={_text(value)}" for name, value in self.fields.items())
        return f"{self.t:10.3f}  {self.type}{said}"


def parse_expected(text: str) -> list[Expected]:
    """One event a line: seconds, type, then what it must say, such as `1800 break_due sitting_s=1800`.

    Empty lines and what stands behind a `#` do not count.

    Raises:
        ValueError: a line is not that; the message names it.
    """
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return [_parse_words(words) for words in lines if words]


def assert_events(
    timeline: Timeline | Iterable[Event],
    expected: str,
    *,
    within_s: float = 0.0,
    only: Collection[str] = (),
) -> None:
    """Fail unless exactly the expected events happened.

    Args:
        timeline: what `posture.replay` gave, or events.
        expected: the events, as `parse_expected` reads them.
        within_s: times, and lengths in seconds (`..._s`, `..._t`), may be off by this much either way.
        only: types to look at; all without any. Whatever else happened is then left alone.

    Raises:
        AssertionError: an event is missing or extra; the message shows all, `-` for missing, `+` for extra.
        ValueError: `expected` or `only` names what is no event.
    """
    __tracebackhide__ = True  # pytest shows the line of the test, not this function with all it says
    unknown = set(only) - set(EVENT_TYPES)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: no such event; there are {', '.join(EVENT_TYPES)}")
    wanted = parse_expected(expected)
    events = timeline.events if isinstance(timeline, Timeline) else timeline
    happened = [event_json.to_dict(event) for event in events if not only or event.type in only]
    lines = _compared(wanted, happened, max(within_s, _EXACT_S))
    if any(not line.startswith(" ") for line in lines):
        missing = sum(line.startswith("-") for line in lines)
        extra = sum(line.startswith("+") for line in lines)
        told = f"{missing} missing (-), {extra} extra (+), within {within_s:g} s:"
        raise AssertionError("\n".join(["the events are not the expected ones: " + told, *lines]))


def _compared(wanted: list[Expected], happened: list[dict[str, Any]], within_s: float) -> list[str]:
    """Every event as a line in the order of time, behind a space, a `-` or a `+`."""
    left = list(happened)
    lines: list[tuple[float, str]] = []
    for expected in wanted:
        match = next((one for one in left if _is(one, expected, within_s)), None)
        if match is None:
            lines.append((expected.t, f"- {expected}"))
        else:
            left.remove(match)
            lines.append((match["t"], f"  {_told(match)}"))
    lines.extend((one["t"], f"+ {_told(one, fields=True)}") for one in left)
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def _is(happened: dict[str, Any], expected: Expected, within_s: float) -> bool:
    return (
        happened["type"] == expected.type
        and abs(happened["t"] - expected.t) <= within_s
        and all(_same(happened.get(name), value, within_s) for name, value in expected.fields.items())
    )


def _same(value: Any, expected: Any, within_s: float) -> bool:  # noqa: ANN401 - whatever JSON has
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected  # 0 is no false
    if isinstance(value, int | float) and isinstance(expected, int | float):
        return bool(abs(value - expected) <= within_s)
    return bool(value == expected)


def _told(event: dict[str, Any], *, fields: bool = False) -> str:
    said = {name: value for name, value in event.items() if fields and name not in ("t", "wall", "type")}
    return str(Expected(t=event["t"], type=event["type"], fields=said))


def _parse_words(words: list[str]) -> Expected:
    line = " ".join(words)
    try:
        t = float(words[0])
    except ValueError:
        raise ValueError(f"{line!r} must begin with the seconds, as in '1800 break_due'") from None
    if len(words) < 2 or words[1] not in EVENT_TYPES:
        raise ValueError(f"{line!r} needs the type of an event after its time: {', '.join(EVENT_TYPES)}")
    known = set(EVENT_TYPES[words[1]].__dataclass_fields__) - {"at"}
    fields: dict[str, Any] = {}
    for word in words[2:]:
        name, equals, value = word.partition("=")
        if not equals or name not in known:
            raise ValueError(
                f"{word!r} in {line!r} must be one of {', '.join(sorted(known))}, then '=' and a value"
            )
        fields[name] = _value(value)
    return Expected(t=t, type=words[1], fields=fields)


def _value(text: str) -> Any:  # noqa: ANN401 - whatever JSON has
    try:
        return json.loads(text)
    except ValueError:
        return text  # a bare word, such as a label


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    return str(value) if isinstance(value, str) else json.dumps(value)
