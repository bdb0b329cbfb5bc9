"""How pieces are found, and which tip suits a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.adapters.education_files import load_library
from posture.education import WARNINGS, Library, Moment, Piece, Shown, Topic, Trigger, choose_tip, search
from posture.settings import TipSettings

LIBRARY = load_library()
TIPS = TipSettings(min_gap_s=600.0)


def piece(name: str, *triggers: Trigger, title: str = "", body: str = "") -> Piece:
    return Piece(
        id=name,
        title=title or name,
        topic="all",
        tip=name if triggers else "",
        body=body,
        claims=(),
        sources=(),
        triggers=frozenset(triggers),
    )


def library(*pieces: Piece) -> Library:
    return Library(topics=(Topic(id="all", title="Everything"),), pieces=pieces)


def moment(*happened: Trigger, at_s: float = 0.0, local: time | None = None) -> Moment:
    return Moment(at_s=at_s, happened=happened, local=local)


def test_a_word_in_the_title_comes_before_one_in_the_text_and_a_whole_word_before_a_beginning() -> None:
    found = search(
        library(
            piece("a", body="You sat. Sleeping helps."),
            piece("b", body="Good sleep, much sleep."),
            piece("c", title="Sleeping well"),
            piece("d", title="Sleep"),
            piece("e", body="Walk."),
        ),
        "SLEEP",
    )
    assert [one.id for one in found] == ["d", "c", "b", "a"]


def test_every_word_must_be_met() -> None:
    both, one = piece("a", title="Sitting", body="long"), piece("b", title="Sitting")
    assert search(library(both, one), "long sit") == (both,)
    assert search(library(both, one), "sit") == (both, one)
    assert search(library(both, one), "sit swim") == search(library(both, one), " ?! ") == ()


def test_the_ending_of_a_word_may_differ() -> None:
    ours = library(piece("a", title="Walking"), piece("b", title="As it is"))
    assert [one.id for one in search(ours, "walks")] == ["a"]
    assert [one.id for one in search(ours, "walked walk")] == ["a"]
    assert [one.id for one in search(ours, "as")] == ["b"]


def test_what_people_look_for_is_found_first() -> None:
    found = {
        words: search(LIBRARY, words)[0].id for words in ("sleep", "scan", "surgery", "walking", "weight")
    }
    assert found == {
        "sleep": "sleep",
        "scan": "scans",
        "surgery": "surgery",
        "walking": "walking",
        "weight": "weight-and-load",
    }


def test_topics_are_found_by_id_and_by_title() -> None:
    topic = LIBRARY.topic("Mind and Body")
    assert topic is not None
    assert topic == LIBRARY.topic("mind-body")
    assert [one.topic for one in LIBRARY.pieces_about(topic)] == ["mind-body"] * 3
    assert LIBRARY.topic("mind") is None
    assert LIBRARY.piece("mind") is None


def test_the_tip_fits_what_happened_and_nothing_happening_brings_none() -> None:
    ours = library(piece("walk", Trigger.LONG_BOUT), piece("calm", Trigger.QUIET))
    assert choose_tip(ours, moment(Trigger.LONG_BOUT), (), TIPS) == ours.pieces[0]
    assert choose_tip(ours, moment(Trigger.QUIET), (), TIPS) == ours.pieces[1]
    assert choose_tip(ours, moment(), (), TIPS) is None
    assert choose_tip(ours, moment(Trigger.BREAK_TAKEN), (), TIPS) is None


def test_what_happened_comes_before_a_quiet_moment() -> None:
    ours = library(piece("calm", Trigger.QUIET), piece("walk", Trigger.BREAK_TAKEN))
    quiet_after_a_break = moment(Trigger.QUIET, Trigger.BREAK_TAKEN, at_s=700.0)
    assert choose_tip(ours, quiet_after_a_break, (), TIPS) == ours.pieces[1]
    walked = (Shown(piece_id="walk", at_s=0.0),)
    assert choose_tip(ours, quiet_after_a_break, walked, TIPS) == ours.pieces[0]


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (time(4, 59), None),
        (time(5), "morning"),
        (time(11, 59), "morning"),
        (time(12), "afternoon"),
        (time(16, 59), "afternoon"),
        (time(17), "evening"),
        (time(23, 59), "evening"),
        (None, None),
    ],
)
def test_a_quiet_moment_knows_the_time_of_day(local: time | None, expected: str | None) -> None:
    ours = library(
        piece("morning", Trigger.MORNING),
        piece("afternoon", Trigger.AFTERNOON),
        piece("evening", Trigger.EVENING),
    )
    tip = choose_tip(ours, moment(Trigger.QUIET, local=local), (), TIPS)
    assert (tip and tip.id) == expected


def test_what_was_never_shown_comes_first_then_what_was_shown_longest_ago() -> None:
    ours = library(*(piece(name, Trigger.QUIET) for name in "abc"))
    history: list[Shown] = []
    for turn in range(7):
        tip = choose_tip(ours, moment(Trigger.QUIET, at_s=600.0 * turn), history, TIPS)
        assert tip is not None
        history.append(Shown(piece_id=tip.id, at_s=600.0 * turn))
    assert "".join(one.piece_id for one in history) == "abcabca"


def test_tips_wait_for_their_gap_and_can_be_off() -> None:
    ours = library(piece("a", Trigger.QUIET), piece("b", Trigger.QUIET))
    shown = (Shown(piece_id="a", at_s=1000.0),)
    assert choose_tip(ours, moment(Trigger.QUIET, at_s=1599.0), shown, TIPS) is None
    assert choose_tip(ours, moment(Trigger.QUIET, at_s=1600.0), shown, TIPS) == ours.pieces[1]
    assert choose_tip(ours, moment(Trigger.QUIET, at_s=1600.0), shown, replace(TIPS, enabled=False)) is None


def test_a_warning_sign_waits_for_no_gap_and_comes_with_tips_off_too() -> None:
    shown = (Shown(piece_id="walking", at_s=1000.0),)
    for trigger, first in (
        (Trigger.WARNING_NOW, "signs-of-an-emergency"),
        (Trigger.WARNING_SOON, "signs-to-check-soon"),
    ):
        for settings in (TIPS, replace(TIPS, enabled=False)):
            tip = choose_tip(LIBRARY, moment(trigger, Trigger.PAINFUL_CHECKIN, at_s=1001.0), shown, settings)
            assert tip is not None
            assert tip.id == first
    both = choose_tip(LIBRARY, moment(*WARNINGS), (), TIPS)
    assert both is not None
    assert both.id == "signs-of-an-emergency"


moments = st.builds(
    Moment,
    at_s=st.floats(0.0, 1e5),
    happened=st.frozensets(st.sampled_from(Trigger)),
    local=st.none() | st.times(),
)


@given(
    st.lists(moments, max_size=30),
    st.builds(TipSettings, enabled=st.booleans(), min_gap_s=st.floats(0.0, 1e4)),
)
def test_never_twice_in_a_row_never_too_soon_and_no_warning_that_nobody_called_for(
    later: list[Moment], settings: TipSettings
) -> None:
    history: list[Shown] = []
    for now in sorted(later, key=lambda one: one.at_s):
        tip = choose_tip(LIBRARY, now, history, settings)
        called = WARNINGS & now.happened
        assert not called or tip is not None
        if tip is None:
            continue
        assert tip.tip
        assert not history or tip.id != history[-1].piece_id
        if called:
            assert tip.triggers & called
        else:
            assert settings.enabled
            assert not tip.triggers & WARNINGS
            assert not history or now.at_s - history[-1].at_s >= settings.min_gap_s
            assert Trigger.LASTING_PAIN not in tip.triggers or Trigger.LASTING_PAIN in now.happened
        history.append(Shown(piece_id=tip.id, at_s=now.at_s))
