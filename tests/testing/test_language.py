"""The scenario language says what it means, and says what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.inputs import InputKind
from posture.testing.language import Move, Press, Span, parse, render
from posture.testing.verbs import Change, Verb

thousandths = st.integers(min_value=1, max_value=36_000_000).map(lambda value: value / 1000.0)
spans = st.builds(Span, verb=st.sampled_from(Verb), duration_s=thousandths)
moves = st.builds(Move, change=st.sampled_from(Change), amount=thousandths)
snoozes = st.builds(Press, kind=st.just(InputKind.SNOOZE), minutes=thousandths)
presses = st.builds(Press, kind=st.sampled_from([kind for kind in InputKind if kind is not InputKind.SNOOZE]))
scripts = st.lists(st.one_of(spans, moves, snoozes, presses), max_size=8).flatmap(
    lambda steps: spans.map(lambda last: (*steps, last))
)


@settings(deadline=None)
@given(scripts)
def test_what_is_written_is_what_is_read(steps: tuple[Span | Move | Press, ...]) -> None:
    assert parse(render(steps)) == steps


@settings(deadline=None)
@given(scripts, st.integers(min_value=1, max_value=4))
def test_a_repeat_is_the_same_as_writing_it_out(steps: tuple[Span | Move | Press, ...], count: int) -> None:
    text = render(steps)

    assert parse(f"({text}) x {count}") == parse("; ".join([text] * count))


def test_a_sentence_becomes_steps() -> None:
    assert parse(
        "upright 1h30m; lid_up; chair_closer 7.5; !snooze 5; (slouch 3s; upright 2.5s)x2;\n!pause"
    ) == (
        Span(verb=Verb.UPRIGHT, duration_s=5400.0),
        Move(change=Change.LID_UP, amount=4.0),
        Move(change=Change.CHAIR_CLOSER, amount=7.5),
        Press(kind=InputKind.SNOOZE, minutes=5.0),
        Span(verb=Verb.SLOUCH, duration_s=3.0),
        Span(verb=Verb.UPRIGHT, duration_s=2.5),
        Span(verb=Verb.SLOUCH, duration_s=3.0),
        Span(verb=Verb.UPRIGHT, duration_s=2.5),
        Press(kind=InputKind.PAUSE),
    )


def test_repeats_nest() -> None:
    steps = parse("((slouch 1s) x 2; upright 1s) x 2")

    assert [step.verb.value for step in steps if isinstance(step, Span)] == [
        *("slouch", "slouch", "upright"),
        *("slouch", "slouch", "upright"),
    ]


@pytest.mark.parametrize(
    ("script", "named", "allowed"),
    [
        ("slump 5s", "'slump 5s'", "half_slouch"),
        ("upright", "'upright'", "90s, 5m, 1h30m or 2.5s"),
        ("upright 5", "'upright 5'", "90s, 5m, 1h30m or 2.5s"),
        ("upright 5m later", "'upright 5m later'", "VERB DURATION"),
        ("upright 0s", "'upright 0s'", "at least a millisecond"),
        ("upright 5s; lid_up 4s", "'lid_up 4s'", "'lid_up 4'"),
        ("upright 5s; !snooze", "'!snooze'", "'!snooze 5'"),
        ("upright 5s; !sleep", "'!sleep'", "!took_break"),
        ("upright 5s; !pause 3", "'!pause 3'", "nothing after it"),
        ("(upright 5s", "'(upright 5s'", "(...) x 3"),
        ("upright 5s)", "'upright 5s)'", "(...) x 3"),
        ("(upright 5s)", "'(upright 5s)'", "(...) x 3"),
        ("(upright 5s) x 2 (upright 5s) x 2", "upright 5s) x 2 (upright 5s", "(...) x 3"),
        ("", "''", "VERB DURATION"),
        ("!pause; lid_up", "'!pause; lid_up'", "lasts no time"),
        ("(upright 5s) x 0", "'(upright 5s) x 0'", "lasts no time"),
    ],
)
def test_a_mistake_is_named_with_what_is_allowed(script: str, named: str, allowed: str) -> None:
    with pytest.raises(ValueError, match="scenario") as caught:
        parse(script)

    assert named in str(caught.value)
    assert allowed in str(caught.value)
