"""What the app tells of itself stands in a line that covers nothing, for as long as it takes to read."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets._toast import Toast

from posture.settings import Settings
from tests.tui.screens_app import press, screen_text, screens_app
from tests.tui.scripted_feed import ScriptedFeed, app_on, told, until, upright
from tests.tui.test_app_prompts import DUE, due
from tui.compact_view import Compact, compact_lines
from tui.prompt_state import PromptState
from tui.screens.main import MainScreen
from tui.told import TOGETHER_S, Told, ends_s, with_new
from tui.told import told as new_told
from tui.view_model import now
from tui.widgets.message_line import MessageLine

SET = "Your reference is set. Postures are compared with it from now on."
FULL = (
    "The log /home/anna/.local/share/posture/posture.db cannot be written: the disk is full. Free some room; "
    "what happens meanwhile is kept in memory and written when it can be."
)


def one(text: str, at_s: float) -> Told:
    return new_told(text, at_s=at_s, least_s=5.0)


def test_the_next_message_takes_the_place_of_one_that_was_read_and_stands_beside_one_that_was_not() -> None:
    first, later = one("a", 0.0), one("b", TOGETHER_S)
    assert with_new((), first) == (first,)
    assert with_new((first,), later) == (later,)
    soon = one("b", TOGETHER_S - 0.1)
    assert with_new((first,), soon) == (first, soon)
    again = one("a", 1.0)
    assert with_new((first,), again) == (again,)
    many = [one(text, 0.1) for text in "abcd"]
    assert [each.text for each in with_new(tuple(many[:3]), many[3])] == ["b", "c", "d"]


def test_a_long_message_stays_for_as_long_as_it_takes_to_read() -> None:
    short, long = one("Kept.", 100.0), new_told("x" * 240, at_s=101.0, least_s=5.0)
    assert (short.until_s, long.until_s) == (105.0, 121.0)
    assert ends_s((long, short)) == 121.0


def test_what_did_not_work_is_told_by_a_sign_and_not_by_a_colour_alone() -> None:
    problem = new_told("the disk is full", at_s=0.0, least_s=5.0, title="Not saved", is_problem=True)
    assert (problem.line, one("Kept.", 0.0).line) == ("! Not saved: the disk is full", "» Kept.")


async def shown(pilot: Pilot[int]) -> MessageLine:
    """The line of the screen, once it says something."""
    await until(pilot, lambda: any(line.region.height for line in pilot.app.screen.query(MessageLine)))
    return pilot.app.screen.query_one(MessageLine)


def others(app: App[int], *but: str) -> dict[Widget, object]:
    """Where everything else stands that is seen."""
    return {
        widget: widget.region
        for widget in app.screen.walk_children(Widget)
        if widget.region and not isinstance(widget, MessageLine) and widget.id not in but
    }


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("asked", [False, True])
async def test_on_the_dashboard_nothing_moves_and_nothing_is_covered(
    size: tuple[int, int], *, asked: bool
) -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=size) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        if asked:
            await script.play(pilot, due(1801), DUE, said=["break"])
        gives = {"break-panel"} if asked and size == (80, 24) else {"day-strip"}
        before = others(pilot.app, *gives)
        pilot.app.notify(SET, timeout=60)
        line = await shown(pilot)
        assert others(pilot.app, *gives) == before
        assert not any(line.region.overlaps(region) for region in others(pilot.app, "main", "full").values())
        await pilot.press("escape")
        await pilot.pause()
        assert not line.display
        assert others(pilot.app, *gives) == before


@pytest.mark.parametrize("place", ["2", "3", "4", "5", "6", "7", "8", "question_mark", "S"])
async def test_every_screen_has_room_for_a_message_beside_its_work(place: str) -> None:
    async with screens_app().run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, place)
        pilot.app.notify(FULL, severity="warning", timeout=60)
        line = await shown(pilot)
        assert line.region.height == 3
        seen = " ".join(screen_text(pilot).split())
        assert f"! {FULL}" in seen
        frame = {line, *line.ancestors}
        drawn = pilot.app.screen._compositor.visible_widgets.items()
        over = [one for one, (at, clip) in drawn if line.region.overlaps(at.intersection(clip))]
        assert set(over) <= frame
        assert not pilot.app.screen.query(Toast)


async def test_a_message_goes_along_where_the_user_goes_and_ends_by_itself() -> None:
    async with screens_app().run_test(size=(120, 40)) as pilot:
        pilot.app.notify(SET, timeout=60)
        await shown(pilot)
        await press(pilot, "7")
        assert (await shown(pilot)).screen.id == "settings"
        main = next(screen for screen in pilot.app.screen_stack if isinstance(screen, MainScreen))
        assert [line.display for line in main.query(MessageLine)] == [False]
        await press(pilot, "1")
        line = await shown(pilot)
        assert line.screen is main
        await pilot.press("escape")
        pilot.app.notify("Kept.", timeout=0.01)
        await until(pilot, lambda: told(pilot) == ["Kept."])
        await until(pilot, lambda: not told(pilot))
        assert not line.display


async def test_names_of_files_are_told_as_they_are() -> None:
    async with screens_app().run_test(size=(80, 24)) as pilot:
        pilot.app.notify("Written to notes[1].md.")
        await shown(pilot)
        assert "» Written to notes[1].md." in screen_text(pilot)


def test_in_a_few_lines_a_message_comes_before_what_can_wait() -> None:
    shown = Compact(
        clock="09:30",
        now=now(due(1801)),
        status=due(1801),
        prompt=PromptState().after_break_prompt(),
        settings=Settings(),
        told=("» " + SET,),
        forced=True,
    )
    assert [line.text for line in compact_lines(shown, 40, 4)] == [
        "● Near your reference 30 min       09:30",
        "» Your reference is set. Postures are",
        "compared with it from now on.",
        "b took one  s 15 min  k skip",
    ]
