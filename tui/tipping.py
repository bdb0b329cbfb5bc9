"""The app's side of tips: reads the library in a thread, keeps what was shown, answers the tip's keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App, SystemCommand

from posture.errors import PostureError
from tui import messages
from tui.navigation import HOME, is_destination
from tui.tips import TipDesk

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from posture.adapters.data_dirs import Places
    from posture.education import Shown, Trigger
    from posture.ports import SourceInfo
    from posture.settings import Settings
    from posture.status import Status
    from tui.prompt_state import PromptState

TIP_ACTIONS = frozenset({"read_tip", "close_tip", "tips_off"})
_TIP_STAYS_S = 300.0
"""A tip nobody closes goes by itself after so many seconds of the world: what it answers is past."""


class TippingApp(App[int]):
    """An app that shows tips. What it needs besides is given by `PostureApp`.

    Attributes:
        where: the user's folders, or `None` where nothing of the user's is touched.
        pending_piece: the piece that the Learn screen should open, for it to take and clear.
    """

    where: Places | None
    pending_piece: str | None = None
    _settings: Settings
    _own_settings: Settings
    _status: Status | None
    _prompt: PromptState
    _info: SourceInfo | None
    _tips: TipDesk
    _library_asked: bool
    _over: bool

    def _show(self) -> None:
        raise NotImplementedError

    def _use_settings(self, settings: Settings) -> None:
        raise NotImplementedError

    def action_go(self, place_id: str) -> None:
        """Go to another screen."""
        raise NotImplementedError

    def open_piece(self, piece_id: str) -> None:
        """Read a piece of the education library."""
        self.pending_piece = piece_id
        self.action_go("learn")

    def checked_in(self, triggers: Collection[Trigger]) -> None:
        """What a check-in calls for: a tip, and for warning signs at once, whatever the settings say."""
        if self._status is not None:
            self._tips.checked_in(triggers, self._status.at)
            self._consider_tip()

    # --- choosing ----------------------------------------------------------------------------------

    def _consider_tip(self) -> None:
        status = self._status
        if status is None or self._over:
            return
        if not self._library_asked and self._tips.wants_library(status, self._prompt):
            self._library_asked = True
            self._read_library(self._tips, self._history_file())
        shown = self._tips.consider(status, self._prompt)
        if shown is not None:
            self._shown(shown)

    def _shown(self, shown: Shown) -> None:
        path = self._history_file()
        if path is not None:
            self._keep_history(path, self._tips.history)
        tips, piece = self._tips, self._tips.piece

        def go_by_itself() -> None:
            if tips is self._tips and self._tips.history[-1:] == (shown,) and self._tips.piece is piece:
                self.action_close_tip()

        self.set_timer(_TIP_STAYS_S, go_by_itself)
        self._show()

    def _history_file(self) -> Path | None:
        """Where the history is kept; that of a recording is not the user's."""
        if self.where is None or self._info is None or not self._info.live:
            return None
        return self.where.tips_file

    @work(thread=True, group="tips")
    def _read_library(self, tips: TipDesk, path: Path | None) -> None:
        # Imported here: the first paint need not wait for the texts.
        from posture.adapters.education_files import load_library  # noqa: PLC0415
        from posture.adapters.tip_history import read_tip_history  # noqa: PLC0415

        try:
            library = load_library()
            history = () if path is None else read_tip_history(path)
        except PostureError as error:
            self.post_message(messages.TipsFailed(str(error)))
        else:
            self.post_message(messages.LibraryRead(tips, library, history))

    @work(thread=True, group="tips")
    def _keep_history(self, path: Path, history: Sequence[Shown]) -> None:
        from posture.adapters.tip_history import write_tip_history  # noqa: PLC0415 - its library loads slowly

        try:
            write_tip_history(path, history)
        except PostureError as error:
            self.post_message(messages.TipsFailed(str(error)))

    @on(messages.LibraryRead)
    def _library_read(self, message: messages.LibraryRead) -> None:
        if message.tips is self._tips:
            self._tips.fill(message.library, message.history)
            self._consider_tip()

    @on(messages.TipsFailed)
    def _tips_failed(self, message: messages.TipsFailed) -> None:
        self.notify(message.sentence, title="Tips", severity="warning")

    # --- answering ---------------------------------------------------------------------------------

    def _offers_tip_action(self, action: str) -> bool:
        return self._tips.piece is not None and (action != "read_tip" or is_destination("learn"))

    def action_read_tip(self) -> None:
        """Read the piece behind the tip."""
        if self._tips.piece is not None:
            piece_id = self._tips.piece.id
            self.action_close_tip()
            self.open_piece(piece_id)

    def action_close_tip(self) -> None:
        """Close the tip."""
        self._tips.dismiss()
        self._show()

    def action_tips_off(self) -> None:
        """Show no tips any more, in later sessions neither."""
        self._tips.dismiss()
        self._set_tips(enabled=False)
        self.notify("Tips are off. The command palette (ctrl+p) or tips.enabled turns them on again.")
        self._show()

    def action_tips_on(self) -> None:
        """Show tips again."""
        self._set_tips(enabled=True)
        self.notify("Tips are on.")

    def _set_tips(self, *, enabled: bool) -> None:
        own = self._own_settings
        self._use_settings(replace(own, tips=replace(own.tips, enabled=enabled)))
        self._tips.settings = self._settings.tips
        if self.where is not None:
            self._keep_setting(self.where.settings_file, enabled=enabled)

    @work(thread=True, group="tips")
    def _keep_setting(self, path: Path, *, enabled: bool) -> None:
        from posture.adapters.settings_editor import change_settings  # noqa: PLC0415 - only when it is asked for

        try:
            change_settings(path, {"tips.enabled": enabled})
        except PostureError as error:
            self.post_message(messages.TipsFailed(str(error)))

    def _tip_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What no key does now; the rest is in the palette with its key."""
        if not self._settings.tips.enabled:
            yield SystemCommand("Tips on", "Show tips again", self.action_tips_on)
        elif self._tips.piece is None or screen.id != HOME:
            yield SystemCommand("Tips off", "show no tips any more", self.action_tips_off)
