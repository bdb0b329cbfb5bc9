"""The warning signs at the keyboard: what follows is said at once, and always with the footer."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from posture.adapters.warning_sign_file import load_warning_signs
from tui.screens.warning_signs import WarningSignsScreen

SIGNS = load_warning_signs()
IDS = [sign.id for sign in SIGNS.signs]


class Asking(App[None]):
    """Only the screen, and what it kept and returned."""

    def __init__(self, failure: str | None = None) -> None:
        super().__init__()
        self.kept: list[dict[str, bool]] = []
        self.returned: list[dict[str, bool] | None] = []
        self._failure = failure

    def on_mount(self) -> None:
        self.push_screen(WarningSignsScreen(SIGNS, self._keep), self.returned.append)

    def _keep(self, answers: Mapping[str, bool]) -> str | None:
        self.kept.append(dict(answers))
        return self._failure


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#signs-said", Static).render())


async def test_nothing_that_fits_is_enter_on_every_page() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["enter"] * len(SIGNS.pages))
        assert said(pilot) == SIGNS.nothing
        assert app.kept == [dict.fromkeys(IDS, False)]
        await pilot.press("enter")
        assert app.returned == app.kept


async def test_a_yes_in_the_first_tier_says_so_at_once() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "space", "enter")
        assert "emergency number" in said(pilot)
        assert SIGNS.signs[1].told in said(pilot)
        assert SIGNS.signs[0].told not in said(pilot)
        assert SIGNS.paused in said(pilot)
        first_page = [sign.id for sign in SIGNS.pages[0].signs]
        assert app.kept == [{one: one == IDS[1] for one in first_page}]
        await pilot.press("escape")
        assert app.returned == app.kept


async def test_what_cannot_be_kept_is_said_below_the_message() -> None:
    app = Asking(failure="the disk is full")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "enter")
        assert "emergency number" in said(pilot)
        assert said(pilot).endswith("Your answers could not be kept: the disk is full.")


async def test_leaving_early_keeps_what_was_answered() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "escape")
        assert said(pilot) == SIGNS.nothing_so_far
        assert app.kept == [{sign.id: False for sign in SIGNS.pages[0].signs}]


async def test_a_mark_is_an_answer_also_of_who_leaves_the_page() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "escape")
        assert "emergency number" in said(pilot)
        assert app.kept == [{IDS[0]: True}]


async def test_leaving_at_once_keeps_nothing() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        assert (app.kept, app.returned) == ([], [{}])


async def test_every_question_of_every_page_is_on_a_small_screen() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        for page in SIGNS.pages:
            choices = pilot.app.screen.query_one(OptionList)
            assert choices.option_count == len(page.signs)
            assert choices.max_scroll_y == 0
            assert pilot.app.screen.query_one("#signs-footer").region.height == 2
            await pilot.press("enter")
