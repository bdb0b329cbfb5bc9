"""The scenario language: text to a flat list of steps, and back.

    script  = piece (";" piece)*
    piece   = verb duration | change [amount] | input | "(" script ")" "x" count
    input   = "!snooze" minutes | "!" any other input kind, such as "!pause" or "!standing"

A duration is hours, minutes and seconds in this order, each optional: `90s`, `5m`, `1h30m`, `2.5s`.
Verbs, changes and their meanings are in `posture.testing.scenario`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from posture.inputs import InputKind
from posture.testing.verbs import USUAL_AMOUNT, Change, Verb

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
_REPEAT = re.compile(r"\((?P<script>.*)\)\s*x\s*(?P<count>\d+)", re.DOTALL)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_ALLOWED = (
    "expected VERB DURATION such as 'upright 5m', CHANGE [AMOUNT] such as 'lid_up 4', "
    "an input such as '!snooze 5', or '(...) x 3'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A verb and how long it lasts, in seconds."""

    verb: Verb
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The lid or the chair is moved and stays so; degrees or centimetres."""

    change: Change
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The user presses a key; `minutes` only for a snooze."""

    kind: InputKind
    minutes: float | None = None


Step = Span | Move | Press


def parse(script: str) -> tuple[Step, ...]:
    """The steps of `script`, repeats unrolled.

    Raises:
        ValueError: a piece is not in the language; the message names it and what is allowed.
    """
    steps = tuple(step for piece in _pieces(script) for step in _steps_of(piece))
    if not any(isinstance(step, Span) for step in steps):
        msg = f"scenario {script!r} lasts no time: {_ALLOWED}"
        raise ValueError(msg)
    return steps


def render(steps: tuple[Step, ...]) -> str:
    """Text that `parse` reads as the same steps."""
    return "; ".join(_text_of(step) for step in steps)


def _pieces(script: str) -> list[str]:
    """The text between the semicolons that stand outside all brackets."""
    pieces, depth, start = [], 0, 0
    for position, character in enumerate(script):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            break
        if character == ";" and depth == 0:
            pieces.append(script[start:position])
            start = position + 1
    if depth != 0:
        msg = f"scenario {script!r} has brackets that do not match: {_ALLOWED}"
        raise ValueError(msg)
    pieces.append(script[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _steps_of(piece: str) -> tuple[Step, ...]:
    repeat = _REPEAT.fullmatch(piece)
    if repeat is not None:
        inner = tuple(step for part in _pieces(repeat["script"]) for step in _steps_of(part))
        return inner * int(repeat["count"])
    word, *rest = piece.split()
    argument = rest[0] if rest else None
    if len(rest) > 1 or word.startswith("("):
        raise _refusal(piece, _ALLOWED)
    if word.startswith("!"):
        return (_press(piece, word[1:], argument),)
    if word in set(Change):
        return (_move(piece, Change(word), argument),)
    if word in set(Verb):
        return (Span(verb=Verb(word), duration_s=_seconds(piece, argument)),)
    names = ", ".join([*Verb, *Change, *(f"!{kind}" for kind in InputKind)])
    raise _refusal(piece, f"{word!r} is none of {names}")


def _press(piece: str, name: str, argument: str | None) -> Press:
    if name not in set(InputKind):
        raise _refusal(piece, "an input is one of " + ", ".join(f"!{kind}" for kind in InputKind))
    kind = InputKind(name)
    if kind is not InputKind.SNOOZE:
        if argument is not None:
            raise _refusal(piece, f"!{kind} takes nothing after it")
        return Press(kind=kind)
    if argument is None or _AMOUNT.fullmatch(argument) is None:
        raise _refusal(piece, "a snooze needs its minutes, as in '!snooze 5'")
    return Press(kind=kind, minutes=float(argument))


def _move(piece: str, change: Change, argument: str | None) -> Move:
    if argument is None:
        return Move(change=change, amount=USUAL_AMOUNT[change])
    if _AMOUNT.fullmatch(argument) is None:
        raise _refusal(piece, f"{change} takes a plain number, as in '{change} {USUAL_AMOUNT[change]:g}'")
    return Move(change=change, amount=float(argument))


def _seconds(piece: str, argument: str | None) -> float:
    match = None if argument is None else _DURATION.fullmatch(argument)
    if match is None:
        raise _refusal(piece, "a verb needs a duration such as 90s, 5m, 1h30m or 2.5s")
    hours, minutes, seconds = (float(part or 0.0) for part in match.groups())
    total = round(hours * 3600.0 + minutes * 60.0 + seconds, 3)
    if total <= 0.0:
        raise _refusal(piece, "a duration must be at least a millisecond")
    return total


def _text_of(step: Step) -> str:
    match step:
        case Span():
            return f"{step.verb} {step.duration_s:.3f}s"
        case Move():
            return f"{step.change} {step.amount:.3f}"
        case Press(minutes=None):
            return f"!{step.kind}"
        case Press():
            return f"!{step.kind} {step.minutes:.3f}"


def _refusal(piece: str, allowed: str) -> ValueError:
    return ValueError(f"{piece!r} is not a piece of a scenario: {allowed}")
