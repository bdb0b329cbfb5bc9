"""The app's keys that go to the monitor: pausing, breaks, standing, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from posture.inputs import InputKind, minutes_until_tomorrow
from posture.labels import Activity, Presence
from tui.prompt_state import PromptState, is_due

if TYPE_CHECKING:
    from posture.status import Status
    from tui.monitor_worker import MonitorWorker


class MonitorKeys(App[int]):
    """What the user says to the monitor; `PostureApp` has the state named here."""

    _status: Status | None
    _prompt: PromptState
    _worker: MonitorWorker

    def _show(self) -> None:
        raise NotImplementedError

    def action_go(self, place_id: str) -> None:
        """Go to another screen."""
        raise NotImplementedError

    def action_toggle_pause(self) -> None:
        """Pause, or go on."""
        paused = self._status is not None and self._status.paused
        self._worker.send(InputKind.RESUME if paused else InputKind.PAUSE)

    def action_snooze(self) -> None:
        """Put off the break that is due by the usual time; without one, ask for how long."""
        from tui.break_view import USUAL_SNOOZE_MIN  # noqa: PLC0415 - not before the first paint

        if is_due(self._prompt, self._status):
            self._worker.send(InputKind.SNOOZE, float(USUAL_SNOOZE_MIN))
        else:
            self.action_snooze_menu()

    def action_snooze_menu(self) -> None:
        """Ask for how long."""
        from tui.screens.snooze import SnoozeScreen  # noqa: PLC0415 - not before it is needed

        wall = None if self._status is None else self._status.at.wall
        until_tomorrow = None if wall is None else minutes_until_tomorrow(wall)
        self.push_screen(SnoozeScreen(until_tomorrow), self._snooze_chosen)

    def _snooze_chosen(self, minutes: float | None) -> None:
        if minutes is not None:
            self._worker.send(InputKind.SNOOZE, minutes)

    def action_took_break(self) -> None:
        """A break at the user's word."""
        self._worker.send(InputKind.TOOK_BREAK)

    def action_skip_break(self) -> None:
        """Let this break go."""
        self._worker.send(InputKind.SKIP_BREAK)

    def action_nothing_to_skip(self) -> None:
        """Say why the key does nothing."""
        self.notify("No break is due, so there is nothing to skip.")

    def action_why_no_reference(self) -> None:
        """Say why the key does nothing."""
        self.notify("The demo plays a recording: a reference needs you in front of a camera.")

    def action_exercise_break(self) -> None:
        """Choose an exercise for the break that is due."""
        self.action_go("exercises")

    def action_toggle_standing(self) -> None:
        """Say that the user stands, or sits again."""
        if self._status is None or self._status.presence is not Presence.PRESENT:
            self.notify("Nobody is in view, so there is nothing to mark.")
            return
        stands = self._status.activity is Activity.STANDING
        self._worker.send(InputKind.SITTING if stands else InputKind.STANDING)

    def action_toggle_meeting(self) -> None:
        """Let prompts wait, or go on."""
        meeting = self._status is not None and self._status.meeting
        self._worker.send(InputKind.MEETING_ENDED if meeting else InputKind.MEETING_STARTED)

    def action_dismiss_panel(self) -> None:
        """Close the confirmation."""
        self._prompt = self._prompt.dismissed()
        self._show()
