"""Prompts ask gently, wait for the camera or for an answer, cover nothing and go away by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from posture.events import (
    Away,
    BreakDue,
    BreakMissed,
    BreakSnoozed,
    BreakStarted,
    BreakTaken,
    Event,
    MeetingEnded,
    MeetingStarted,
    PostureShift,
    SlouchEnded,
    SlouchProlonged,
    StandingEnded,
    StandingProlonged,
    StillnessProlonged,
    VerifiedBy,
)
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.settings import Settings
from posture.status import BreakState, Status
from tests.tui.scripted_feed import ScriptedFeed, app_on, at, text_of, until, upright
from tui.app import PostureApp
from tui.widgets.figure import Figure
from tui.widgets.prompt_panels import BreakPanel, SlouchNotice

DUE = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)


def due(t: float) -> Status:
    """Sitting on while a break is due."""
    return replace(upright(t), break_state=BreakState.DUE, break_due_in_s=None)


def out(t: float, away_s: float) -> Status:
    """Away, on the break that was due."""
    return replace(
        upright(t),
        presence=Presence.AWAY,
        activity=Activity.AWAY,
        pose=None,
        bout_s=0.0,
        break_state=BreakState.RUNNING,
        break_due_in_s=None,
        break_away_s=away_s,
    )


async def test_a_break_is_asked_for_seen_counted_and_confirmed() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        panel = pilot.app.screen.query_one(BreakPanel)
        await script.begin(pilot)
        await script.play(pilot, upright(1799))
        assert not panel.display
        await script.play(pilot, due(1801), DUE, said=["break"])
        assert panel.display
        assert text_of(pilot, "#break-panel") == [
            "You have been sitting for 30 min - time for a change of position.",
            "Any change will do: stand up, fetch some water, look out of a window.",
            "○ waiting to see you get up",
        ]
        assert str(panel.border_subtitle) == "e exercise   b took one   s snooze 15 min   S longer   k skip"
        await script.play(pilot, out(1852, 42), BreakStarted(at=at(1815), since_t=1810))
        await until(pilot, lambda: bool(pilot.app.screen.query("#break-progress")))
        assert not panel.display
        assert text_of(pilot, "#break-progress") == ["away 0:42 of 1:00"]
        assert text_of(pilot, "#break-enjoy") == [
            "Enjoy the break: there is no hurry.",
            "Coming back is seen by itself.",
        ]
        await script.play(pilot, out(1960, 150))
        assert text_of(pilot, "#break-progress") == ["away 2:30 - this counts", "a whole break is 5:00"]
        await script.play(
            pilot,
            upright(2112),
            BreakTaken(at=at(2111), duration_s=300, verified_by=VerifiedBy.ABSENCE, prompted=True),
        )
        assert text_of(pilot, "#break-panel") == [
            "● Break confirmed: 5 min away. Welcome back.   escape closes"
        ]
        assert text_of(pilot, "#recent") == [
            "09:35  Break confirmed: 5 min away",
            "09:30  Break due after 30 min",
        ]
        await pilot.press("escape")
        assert not panel.display


async def test_the_confirmation_goes_away_by_itself() -> None:
    script = ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), confirmation_s=0.01, show_every_s=0)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        await script.play(
            pilot,
            upright(900),
            BreakTaken(at=at(899), duration_s=360, verified_by=VerifiedBy.ABSENCE, prompted=False),
        )
        await until(pilot, lambda: not app.screen.query_one(BreakPanel).display)


async def test_coming_back_too_soon_asks_again_and_says_how_long_it_was() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        await script.play(pilot, out(1850, 40), BreakStarted(at=at(1815), since_t=1810))
        await script.play(pilot, due(1860))
        assert text_of(pilot, "#break-panel")[2] == "○ back after 0:40 - a break counts from 1:00"


async def test_an_answer_reaches_the_monitor_with_the_time_of_the_next_observation() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        await pilot.press("b")
        await script.play(pilot, due(1802))
        await pilot.press("k", "p")
        await script.play(pilot, replace(due(1803), paused=True))
        await pilot.press("p")
        await script.play(pilot, due(1804))
        assert script.inputs == [
            UserInput(at=at(1802), kind=InputKind.TOOK_BREAK),
            UserInput(at=at(1803), kind=InputKind.SKIP_BREAK),
            UserInput(at=at(1803), kind=InputKind.PAUSE),
            UserInput(at=at(1804), kind=InputKind.RESUME),
        ]


async def test_nothing_is_asked_while_paused_and_a_break_can_be_skipped_only_when_there_is_one() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("k")
        await script.play(pilot, upright(10))
        assert script.inputs == []
        await script.play(pilot, due(1801), DUE, said=["break"])
        await script.play(pilot, replace(due(1802), paused=True))
        assert not pilot.app.screen.query_one(BreakPanel).display
        assert text_of(pilot, "#now") == ["= Paused", "nothing is watched: press p to go on"]
        await script.play(pilot, due(1803))
        assert pilot.app.screen.query_one(BreakPanel).display


async def test_an_answer_closes_the_panel_once_the_monitor_has_taken_it() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        panel = pilot.app.screen.query_one(BreakPanel)
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        await script.play(pilot, upright(1802), BreakMissed(at=at(1802), reason="skipped"))
        assert not panel.display
        await script.play(pilot, due(1900), DUE, said=["break"])
        told = BreakTaken(at=at(1901), duration_s=0, verified_by=VerifiedBy.SELF_REPORT, prompted=True)
        await script.play(pilot, upright(1901), told)
        assert text_of(pilot, "#break-panel") == [
            "Noted: a break at your word. Welcome back.   escape closes"
        ]


async def test_a_break_that_is_due_while_prompts_are_held_back_opens_no_panel() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE)
        assert not pilot.app.screen.query_one(BreakPanel).display
        assert text_of(pilot, "#sitting")[2] == "A break is due"


async def test_snoozing_is_one_key_or_two_for_another_time_and_says_until_when() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        choices = (
            (("s",), 15.0, "09:45"),
            (("S", "5"), 5.0, "09:35"),
            (("S", "3"), 30.0, "10:00"),
            (("S", "enter"), 15.0, "09:45"),
            (("S", "t"), 870.0, "tomorrow"),
        )
        for keys, minutes, clock in choices:
            await script.play(pilot, due(1800), DUE, said=["break"])
            assert pilot.app.screen.query_one(BreakPanel).display
            await pilot.press(*keys)
            snoozed = replace(due(1800), break_state=BreakState.SNOOZED)
            await script.play(pilot, snoozed, BreakSnoozed(at=at(1800), until_t=1800 + 60 * minutes))
            assert script.inputs == [UserInput(at=at(1800), kind=InputKind.SNOOZE, minutes=minutes)]
            script.inputs.clear()
            assert not pilot.app.screen.query_one(BreakPanel).display
            assert text_of(pilot, "#sitting")[2] == f"Break snoozed until {clock}"


async def test_a_snooze_until_tomorrow_ends_at_midnight() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        for keys in (("S", "t"), ("S", "end", "enter")):
            await script.play(pilot, due(1800), DUE, said=["break"])
            await pilot.press(*keys)
            snoozed = replace(due(1800), break_state=BreakState.SNOOZED)
            midnight_t = 15 * 3600.0  # the story begins at nine
            await script.play(pilot, snoozed, BreakSnoozed(at=at(1800), until_t=midnight_t))
            wanted = UserInput(at=at(1800), kind=InputKind.SNOOZE, minutes=(midnight_t - 1800) / 60)
            assert script.inputs == [wanted]
            script.inputs.clear()
            assert text_of(pilot, "#sitting")[2] == "Break snoozed until tomorrow"


async def test_a_recording_without_a_time_of_day_has_no_tomorrow() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, replace(upright(10), at=Instant(mono_s=10.0)))
        await pilot.press("s", "t")
        assert pilot.app.screen.query_one("#snooze", OptionList).option_count == 4
        await pilot.press("5")
        await script.play(pilot, upright(11))
        assert [given.minutes for given in script.inputs] == [5.0]


async def test_thinking_better_of_a_snooze_sends_nothing() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("s", "escape")
        await script.play(pilot, upright(10))
        assert script.inputs == []
        assert pilot.app.screen.id == "main"


async def test_a_prolonged_posture_is_pointed_out_once_and_goes_away_with_it() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        notice = pilot.app.screen.query_one(SlouchNotice)
        await script.begin(pilot)
        lower = replace(upright(600), posture=Label.SLOUCHED, since_t=300.0)
        prolonged = SlouchProlonged(at=at(600), label=Label.SLOUCHED, duration_s=300.0)
        await script.play(pilot, lower, prolonged, said=["slouch"])
        assert text_of(pilot, "#slouch-notice") == [
            "▼ You have been lower than your reference for 5 min - time for a change."
        ]
        ended = SlouchEnded(at=at(612), label=Label.SLOUCHED, since_t=300.0, until_t=610.0, duration_s=310.0)
        await script.play(pilot, upright(612), ended)
        assert not notice.display


@pytest.mark.parametrize(
    ("event", "words", "over"),
    [
        (
            StillnessProlonged(at=at(1200), duration_s=1200.0),
            "- You have been in one position for 20 min - time for another one.",
            PostureShift(at=at(1260), since_t=1257.0),
        ),
        (
            StandingProlonged(at=at(1200), duration_s=2400.0),
            "| You have been standing for 40 min - time for a change.",
            StandingEnded(at=at(1260), since_t=0.0, until_t=1255.0, duration_s=1255.0),
        ),
    ],
    ids=["stillness", "standing"],
)
async def test_what_has_lasted_is_pointed_out_until_it_changes(event: Event, words: str, over: Event) -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        notice = pilot.app.screen.query_one(SlouchNotice)
        await script.begin(pilot)
        await script.play(pilot, upright(1200), event)
        assert not notice.display
        kind = "stillness" if isinstance(event, StillnessProlonged) else "standing"
        await script.play(pilot, upright(1201), event, said=[kind])
        assert text_of(pilot, "#slouch-notice") == [words]
        await script.play(pilot, upright(1260), over)
        assert not notice.display


async def test_standing_and_sitting_are_one_key_and_nobody_cannot_be_marked() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(10))
        await pilot.press("t")
        standing = replace(
            upright(11),
            activity=Activity.STANDING,
            posture=Label.UNKNOWN,
            reasons=("standing",),
            standing_s=1.0,
            break_due_in_s=None,
        )
        await script.play(pilot, standing)
        assert text_of(pilot, "#now") == ["| Standing", "nothing is compared while you stand; t if you sit"]
        assert text_of(pilot, "#sitting")[1] == f"Standing  1 s        {'╌' * 15} 40 min"
        await pilot.press("t")
        await script.play(pilot, out(12, 1))
        await pilot.press("t")
        await script.play(pilot, out(13, 2))
        assert script.inputs == [
            UserInput(at=at(11), kind=InputKind.STANDING),
            UserInput(at=at(12), kind=InputKind.SITTING),
        ]


async def test_a_meeting_is_one_key_and_is_said() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        await pilot.press("m")
        held = replace(due(1802), break_state=BreakState.HELD, meeting=True)
        await script.play(pilot, held, MeetingStarted(at=at(1802), by="user"))
        assert not pilot.app.screen.query_one(BreakPanel).display
        assert text_of(pilot, "#sitting")[2] == "In a meeting: prompts wait"
        await pilot.press("m")
        await script.play(pilot, due(1803), MeetingEnded(at=at(1803)))
        assert script.inputs == [
            UserInput(at=at(1802), kind=InputKind.MEETING_STARTED),
            UserInput(at=at(1803), kind=InputKind.MEETING_ENDED),
        ]


async def test_a_break_on_ones_feet_is_counted_as_that() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        announced = replace(due(1800), break_state=BreakState.ANNOUNCED)
        await script.play(pilot, announced, DUE)
        assert text_of(pilot, "#sitting")[2] == "A break comes at the next pause"
        assert not pilot.app.screen.query_one(BreakPanel).display
        await script.play(pilot, due(1801), said=["break"])
        up = replace(
            upright(1850), activity=Activity.STANDING, break_state=BreakState.RUNNING, break_away_s=40.0
        )
        await script.play(pilot, up, BreakStarted(at=at(1815), since_t=1810))
        await until(pilot, lambda: bool(pilot.app.screen.query("#break-progress")))
        await until(pilot, lambda: text_of(pilot, "#break-progress") == ["standing 0:40 of 1:00"])
        assert text_of(pilot, "#sitting")[2] == "On a break: standing 0:40"


@pytest.mark.parametrize("said", [[], ["slouch"]])
async def test_a_posture_is_pointed_out_only_if_the_reminders_say_so_and_not_to_an_empty_chair(
    said: list[str],
) -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        notice = pilot.app.screen.query_one(SlouchNotice)
        await script.begin(pilot)
        prolonged = SlouchProlonged(at=at(600), label=Label.LEANING_LEFT, duration_s=300.0)
        await script.play(pilot, upright(600), prolonged, said=said)
        assert notice.display == bool(said)
        await script.play(pilot, upright(640), Away(at=at(640), since_t=635))
        assert not notice.display


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_break_panel_covers_neither_the_figure_nor_the_words(size: tuple[int, int]) -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=size) as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        panel = pilot.app.screen.query_one(BreakPanel).region
        assert panel.bottom == size[1] - 1
        for selector in ("#now", "#sitting"):
            assert not panel.overlaps(pilot.app.screen.query_one(selector).region)
        figure = pilot.app.screen.query_one(Figure).region
        assert not panel.overlaps(figure)
        assert figure.height >= 11
