"""The app's part about settings: what is changed on the screen counts at once where that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from tui import messages

if TYPE_CHECKING:
    from posture.settings import Settings
    from tui.monitor_worker import MonitorWorker
    from tui.tips import TipDesk


class SettingsFlow(App[int]):
    """Takes over changed settings. Whoever fills the rest of the app gives the state named here."""

    _settings: Settings
    _tips: TipDesk
    _worker: MonitorWorker

    def _show(self) -> None:
        raise NotImplementedError

    @property
    def settings(self) -> Settings:
        """Those of this run."""
        return self._settings

    def _use_settings(self, settings: Settings) -> None:
        self._settings = settings

    @on(messages.SettingsChanged)
    def _settings_changed(self, message: messages.SettingsChanged) -> None:
        from posture.adapters.settings_file import flat_settings, settings_of  # noqa: PLC0415 - as it is needed

        # Over what is in use rather than what the file says: values given with --set stay.
        self._settings = settings_of({**flat_settings(self._settings), **message.values})
        self._tips.settings = self._settings.tips
        if not self._settings.tips.enabled:
            self._tips.dismiss()
        self._worker.use_settings(self._settings)
        self._show()
