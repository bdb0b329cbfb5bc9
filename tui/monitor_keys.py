"""The app's keys that go to the monitor: pausing, breaks, standing, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import App

from posture.inputs import InputKind, minutes_until_tomorrow
from posture.labels import Activity, Presence
from tui.prompt_state import PromptState, can_skip, is_due

if TYPE_CHECKING:
    from posture.status import Status
    from tui.monitor_worker import MonitorWorker


class Offered(NamedTuple):
    """What decides which of the keys mean something now.

    Attributes:
        skip: whether there is a break to skip.
        use: whether it is asked if the reference still fits.
        paused, standing, meeting: what a key can end, because it is so.
    """

    skip: bool = False
    use: bool = False
    paused: bool = False
    standing: bool = False
    meeting: bool = False

    def allows(self, action: str) -> bool | None:
        """Whether an action can be done now; `None` for one that this does not decide."""
        return {
            "skip_break": self.skip,
            "exercise_break": self.skip,
            "nothing_to_skip": not self.skip,
            "use_anyway": self.use,
            "pause": not self.paused,
            "resume": self.paused,
            "stand": not self.standing,
            "sit": self.standing,
            "begin_meeting": not self.meeting,
            "end_meeting": self.meeting,
        }.get(action)


def offered(prompt: PromptState, status: Status | None, *, asks_for_place: bool) -> Offered:
    """What can be done now; `asks_for_place` while the user is asked whether the reference still fits."""
    if status is None:
        return Offered(skip=can_skip(prompt, status), use=asks_for_place)
    return Offered(
        skip=can_skip(prompt, status),
        use=asks_for_place,
        paused=status.paused,
        standing=status.activity is Activity.STANDING,
        meeting=status.meeting,
    )


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

    def action_pause(self) -> None:
        """Pause."""
        self._worker.send(InputKind.PAUSE)

    def action_resume(self) -> None:
        """Go on."""
        self._worker.send(InputKind.RESUME)

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

    def action_stand(self) -> None:
        """Say that the user stands."""
        self._mark(InputKind.STANDING)

    def action_sit(self) -> None:
        """Say that the user sits again."""
        self._mark(InputKind.SITTING)

    def _mark(self, kind: InputKind) -> None:
        if self._status is None or self._status.presence is not Presence.PRESENT:
            self.notify("Nobody is in view, so there is nothing to mark.")
            return
        self._worker.send(kind)

    def action_begin_meeting(self) -> None:
        """Let prompts wait."""
        self._worker.send(InputKind.MEETING_STARTED)

    def action_end_meeting(self) -> None:
        """Let prompts come again."""
        self._worker.send(InputKind.MEETING_ENDED)

    def action_dismiss_panel(self) -> None:
        """Close the confirmation."""
        self._prompt = self._prompt.dismissed()
        self._show()
