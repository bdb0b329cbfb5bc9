"""The check-in at the keyboard: a figure and enter, nothing lost on leaving early."""

from __future__ import annotations

from datetime import date

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from posture.therapy.due import Topic
from posture.therapy.records import YellowFlag
from tui.checkin_form import form_for
from tui.checkin_questions import Answer
from tui.screens.checkin import CheckinScreen

TODAY = date(2026, 11, 20)


class Asking(App[None]):
    """Only the screen."""

    def __init__(self, *topics: Topic) -> None:
        super().__init__()
        self.returned: list[dict[str, Answer] | None] = []
        self._form = form_for(topics, ())

    def on_mount(self) -> None:
        self.push_screen(CheckinScreen(self._form, TODAY), self.returned.append)


def shown(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


async def test_a_pain_is_two_keys() -> None:
    app = Asking(Topic.PAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        assert shown(pilot, "#checkin-question") == "How strong is your pain right now?"
        await pilot.press("4", "enter")
        assert "on average" in shown(pilot, "#checkin-question")
        await pilot.press("t", "enter")
        await pilot.press("1", "0", "enter")
        await pilot.press(*"neck", "enter")
        await pilot.press("enter", "enter")
        assert app.returned == [
            {"pain.now": 4, "pain.average": 10, "pain.worst": 10, "pain.place": "neck"},
        ]


async def test_escape_keeps_what_was_answered_and_enter_leaves_out() -> None:
    app = Asking(Topic.PAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "3", "enter", "7", "escape")
        assert app.returned == [{"pain.average": 3}]


async def test_a_place_is_asked_only_of_a_pain() -> None:
    app = Asking(Topic.PAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "enter", "enter", "enter")
        assert shown(pilot, "#checkin-question").startswith("Does one of these weigh on you?")
        await pilot.press("4", "enter", *"five hours", "enter", "enter")
        assert app.returned == [{"pain.now": 0, "flag": YellowFlag.SLEEP, "flag.words": "five hours"}]


async def test_what_cannot_be_is_said_and_asked_again() -> None:
    app = Asking(Topic.PAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter", "5", "enter", "3", "enter")
        assert shown(pilot, "#checkin-hint") == (
            "the worst cannot lie below the average, which was 5: give 5 to 10"
        )
        await pilot.press("backspace", "9", "9", "enter")
        assert shown(pilot, "#checkin-hint") == ("'99' is no answer here: give a whole number from 0 to 10")
        await pilot.press("backspace", "x", "enter", "escape")
        assert app.returned == [{"pain.now": 5, "pain.average": 5, "pain.worst": 9}]


async def test_up_goes_back_and_what_lost_its_ground_is_gone() -> None:
    app = Asking(Topic.ONSET)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"6w", "enter", "n", "enter")
        await pilot.press("up", "up")
        typed = pilot.app.screen.query_one(Input)
        assert typed.value == "6w"
        typed.value = ""
        await pilot.press("enter", "escape")
        assert app.returned == [{}]


async def test_a_change_has_a_sign() -> None:
    app = Asking(Topic.CHANGE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("-", "3", "enter", "escape")
        assert app.returned == [{"change": -3}]
