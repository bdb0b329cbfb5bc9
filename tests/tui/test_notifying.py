"""Prompts told outside the screen: when the screen says them, in plain words, and only what is asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from posture.adapters.notify import Bell, DesktopNotifications
from posture.reminders import Reminders
from tests.stories import settings_with, steps_of
from tests.tui.scripted_feed import ScriptedFeed, app_on, upright
from tui.app import PostureApp
from tui.break_view import notice
from tui.notifying import NotifySink, notify_sink
from tui.prompt_state import PromptState

if TYPE_CHECKING:
    from pathlib import Path

    from posture.status import Step

STORY = "upright 2m; slouch 6m; upright 25m"
SITTING = {"nudge_after_s": 1200.0}
BREAK = ("A break is due", "After 20 min of sitting: time for a change of position.")
SLOUCH = ("Time for a change", "You have been lower than your reference for 5 min.")


class Remembered:
    """A notifier that remembers."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.closed = False

    def notify(self, title: str, body: str) -> None:
        self.told.append((title, body))

    def close(self) -> None:
        self.closed = True


@cache
def story() -> list[Step]:
    """What the core makes of it, whatever is told to whom."""
    return steps_of(STORY, settings=settings_with(sitting=SITTING))


def told(**notify: Any) -> list[tuple[str, str]]:
    settings = settings_with(sitting=SITTING, notify=notify)
    notifier = Remembered()
    sink = NotifySink(settings, {"desktop": notifier})
    reminders = Reminders(settings.reminders)
    shown = 0
    for step in story():
        before = len(notifier.told)
        sink.accept(step)
        prompts = reminders.prompts(step)
        shown += len(prompts)
        assert len(notifier.told) - before <= len(prompts)  # never without the screen
    sink.close()
    assert (shown, notifier.closed) == (2, True)
    return notifier.told


def test_each_prompt_is_told_once_in_plain_words() -> None:
    assert told() == [SLOUCH, BREAK]


def test_a_later_prompt_says_how_long_it_has_been_in_all_as_the_screen_does() -> None:
    steps = steps_of("upright 2m; slouch 22m", settings=settings_with())
    reminders, notifier = Reminders(settings_with().reminders), Remembered()
    sink = NotifySink(settings_with(), {"desktop": notifier})
    prompt, lines = PromptState(), []
    for step in steps:
        sink.accept(step)
        for event in step.events:
            prompt = prompt.after_event(event)
        asked = reminders.prompts(step)
        prompt = prompt.after_slouch_prompt().after_status(step.status) if asked else prompt
        lines += [notice(prompt, step.status) for _ in asked]
    been = "You have been lower than your reference for"
    assert [body for _, body in notifier.told] == [f"{been} {whole} min." for whole in (5, 15)]
    assert lines == [f"▼ {been} {whole} min - time for a change." for whole in (5, 15)]


def test_each_kind_can_be_switched_off() -> None:
    assert told(slouch=False) == [BREAK]
    assert told(break_due=False) == [SLOUCH]
    assert told(slouch=False, break_due=False) == []


def test_notifications_of_the_desktop_begin_and_end_when_they_are_chosen() -> None:
    settings = settings_with(sitting={"nudge_after_s": 1200.0}, notify={"method": "silent"})
    desktop, bell = Remembered(), Remembered()
    sink = NotifySink(settings, {"desktop": desktop, "bell": bell})
    for step in story():
        if step.status.at.mono_s == 10 * 60:
            assert (desktop.told, bell.told) == ([], [])
            sink.use(settings_with(sitting={"nudge_after_s": 1200.0}, notify={"method": "bell"}))
        sink.accept(step)
    assert (desktop.told, [title for title, _ in bell.told]) == ([], ["A break is due"])


def test_the_settings_choose_the_means(tmp_path: Path) -> None:
    def notifier(method: str, *, bell: bool) -> object:
        sink = notify_sink(settings_with(notify={"method": method}), tmp_path / "log", bell=bell)
        found = sink._notifiers.get(method)
        return None if found is None else type(found)

    assert notifier("desktop", bell=True) is notifier("desktop", bell=False) is DesktopNotifications
    assert notifier("bell", bell=True) is Bell
    assert notifier("bell", bell=False) is notifier("silent", bell=True) is None


@pytest.mark.parametrize(("method", "rings"), [("desktop", 0), ("bell", 1), ("silent", 0)])
async def test_the_app_rings_the_terminal_where_that_is_wanted(
    method: str, rings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[PostureApp] = []

    def ring(app: PostureApp) -> None:
        rung.append(app)

    monkeypatch.setattr(PostureApp, "bell", ring)
    script = ScriptedFeed()
    settings = settings_with(notify={"method": method, "slouch": False})
    async with app_on(script, settings=settings).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1), said=["break"])
        await script.play(pilot, upright(2), said=["slouch"])
        assert len(rung) == rings
