"""A due break that is not asked for yet: the screen says why, its keys work. A prompt is what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.events import (
    Away,
    BreakStarted,
    BreakTaken,
    SessionEnded,
    SlouchProlonged,
    SlouchStarted,
    VerifiedBy,
)
from posture.inputs import InputKind, UserInput
from posture.labels import Activity, Label, Presence
from posture.reminders import Waiting, WaitReason
from posture.settings import Settings
from posture.status import BreakState
from tests.tui.scripted_feed import ScriptedFeed, at, text_of, told, upright
from tests.tui.test_app_prompts import DUE, app_on, due, out
from tui.app import PostureApp
from tui.break_view import break_panel, notice
from tui.prompt_state import PromptState
from tui.sitting_view import next_break
from tui.widgets.prompt_panels import BreakPanel

OFTEN = Waiting(reason=WaitReason.OFTEN, until=at(2400))
TAKEN = BreakTaken(at=at(1900), duration_s=100, verified_by=VerifiedBy.ABSENCE, prompted=True)


async def test_a_break_that_is_held_back_says_until_when_and_its_keys_answer_it() -> None:
    script = ScriptedFeed(waiting=OFTEN)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE)
        assert text_of(pilot, "#sitting")[2] == "A break is due; it will be asked for at 09:40"
        await pilot.press("s")
        assert pilot.app.screen.id == "main"
        await script.play(pilot, due(1802))
        await pilot.press("k")
        await script.play(pilot, due(1803))
        assert script.inputs == [
            UserInput(at=at(1802), kind=InputKind.SNOOZE, minutes=15.0),
            UserInput(at=at(1803), kind=InputKind.SKIP_BREAK),
        ]
        script.waiting = None
        await script.play(pilot, due(2400), said=["break"])
        assert pilot.app.screen.query_one(BreakPanel).display
        assert text_of(pilot, "#sitting")[2] == "A break is due"


@pytest.mark.parametrize("reason", [one for one in WaitReason if one is not WaitReason.OFTEN])
def test_every_reason_to_wait_has_words_that_fit_the_panel(reason: WaitReason) -> None:
    until = at(2400) if reason is WaitReason.QUIET_HOURS else None
    prompt = PromptState().after_waiting(Waiting(reason=reason, until=until))
    words = next_break(due(1801), prompt).text
    assert words.startswith("A break is due; ")
    assert len(words) <= 46


async def test_recent_calls_a_prompt_only_what_was_said() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(100, 40)) as pilot:
        await script.begin(pilot)
        lower = replace(upright(310), posture=Label.SLOUCHED, since_t=10.0)
        began = SlouchStarted(at=at(10), label=Label.SLOUCHED, since_t=10.0)
        said = SlouchProlonged(at=at(310), label=Label.SLOUCHED, duration_s=300.0)
        await script.play(pilot, lower, began, said, said=["slouch"])
        held = SlouchProlonged(at=at(670), label=Label.SLOUCHED, duration_s=660.0)
        await script.play(pilot, replace(lower, at=at(670)), held)
        assert text_of(pilot, "#recent") == [
            "09:11  Lower for 11 min",
            "09:05  Prompt: lower for 5 min",
            "09:00  Lower than your reference",
        ]
        line = "▼ You have been lower than your reference for 11 min - time for a change."
        assert text_of(pilot, "#slouch-notice") == [line]
        await script.play(pilot, upright(680), SessionEnded(at=at(680), reason="ended"))
        assert "09:05  Prompt: lower for 5 min" in text_of(pilot, "#recent")


def test_a_posture_that_is_pointed_out_counts_on_while_it_is_seen() -> None:
    prolonged = SlouchProlonged(at=at(10), label=Label.SLOUCHED, duration_s=10.0)
    lower = replace(upright(70), posture=Label.SLOUCHED)
    state = PromptState().after_event(prolonged).after_slouch_prompt()
    seen = [notice(state := state.after_status(status), status) for status in (lower, upright(200))]
    assert seen == ["▼ You have been lower than your reference for 1 min - time for a change."] * 2


def test_a_later_prompt_does_not_set_the_line_back() -> None:
    first = SlouchProlonged(at=at(360), label=Label.SLOUCHED, duration_s=300.0)
    again = SlouchProlonged(at=at(960), label=Label.SLOUCHED, duration_s=600.0)
    lower = replace(upright(960), posture=Label.SLOUCHED, since_t=60.0)
    state = PromptState().after_event(first).after_slouch_prompt()
    state = state.after_event(again).after_slouch_prompt().after_status(lower)
    assert notice(state, lower) == "▼ You have been lower than your reference for 15 min - time for a change."


async def test_nobody_is_welcomed_who_is_not_there_and_the_day_stays_in_view() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        panel, strip = pilot.app.screen.query_one(BreakPanel), pilot.app.screen.query_one("#day-strip")
        await script.begin(pilot)
        await script.play(pilot, out(1852, 42), BreakStarted(at=at(1815), since_t=1810))
        assert (panel.display, strip.display) == (False, False)
        await script.play(pilot, upright(1900), TAKEN)
        assert text_of(pilot, "#break-panel") == [
            "● Break confirmed: 1 min away. Welcome back.   escape closes"
        ]
        assert (panel.region.height, strip.display) == (1, True)
        gone = replace(out(1930, 0), break_state=BreakState.NOT_DUE)
        await script.play(pilot, gone, Away(at=at(1930), since_t=1925))
        assert not panel.display


def test_a_whole_break_on_ones_feet_is_confirmed_while_it_goes_on() -> None:
    state = PromptState().after_event(replace(TAKEN, verified_by=VerifiedBy.STANDING))
    up = replace(upright(1900), activity=Activity.STANDING, presence=Presence.PRESENT)
    panel = break_panel(state, up, Settings().sitting)
    assert panel is not None
    assert panel.sentence == "● Break confirmed: 1 min standing. Enjoy it.   escape closes"


async def test_keys_that_have_nothing_to_do_say_so_and_are_not_offered() -> None:
    script = ScriptedFeed(demo=True)
    app = PostureApp(script.feed(), Settings(), show_every_s=0)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(10))
        offered = {
            active.binding.action for active in app.screen.active_bindings.values() if active.binding.show
        }
        assert not offered & {"app.skip_break", "app.calibrate"}
        await pilot.press("k")
        assert told(pilot)[-1:] == ["No break is due, so there is nothing to skip."]
        await pilot.press("c")
        assert told(pilot)[-1:] == ["The demo plays a recording: a reference needs you in front of a camera."]
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert ("Help" in titles, "Keys" in titles) == (True, False)
