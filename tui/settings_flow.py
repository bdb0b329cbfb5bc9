"""The app's part about settings: what is changed on the screen, or by the plan in use, counts at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import constants, on, work
from textual.app import App

from posture.errors import PostureError
from tui import messages

if TYPE_CHECKING:
    from pathlib import Path

    from textual.theme import Theme

    from posture.adapters.data_dirs import Places
    from posture.settings import Settings
    from tui.monitor_worker import MonitorWorker
    from tui.plan_targets import PlanTargets
    from tui.tips import TipDesk

_LOOK_EVERY_S = 5.0
"""`plan use` in another terminal, and midnight, change the targets no later than this. ENG."""


class SettingsFlow(App[int]):
    """Takes over changed settings. Whoever fills the rest of the app gives the state named here."""

    where: Places | None
    _settings: Settings
    _own_settings: Settings
    _targets: PlanTargets | None
    _tips: TipDesk
    _worker: MonitorWorker

    def _show(self) -> None:
        raise NotImplementedError

    @property
    def settings(self) -> Settings:
        """Those of this run: the user's own, with the targets of the plan in use over them."""
        return self._settings

    @property
    def targets(self) -> PlanTargets | None:
        """What the plan in use lays over the user's settings; `None` in the demo."""
        return self._targets

    def _use_settings(self, settings: Settings) -> None:
        self._own_settings = settings
        self._settings = settings if self._targets is None else self._targets.over(settings)

    def on_mount(self) -> None:
        """The colours of the last time; those that are chosen now are kept for the next."""
        if self._settings.screen.theme != "auto":
            self._colour()
        self.theme_changed_signal.subscribe(self, self._theme_chosen)

    @property
    def _wanted_theme(self) -> str:
        wanted = self._settings.screen.theme
        return constants.DEFAULT_THEME if wanted == "auto" else wanted

    def _colour(self) -> None:
        if self._wanted_theme in self.available_themes:
            self.theme = self._wanted_theme

    def _theme_chosen(self, theme: Theme) -> None:
        """The commands offer all themes: the one that was chosen there is a setting, too."""
        if theme.name == self._wanted_theme:
            return
        own = self._own_settings
        self._use_settings(replace(own, screen=replace(own.screen, theme=theme.name)))
        if self.where is not None and not self.where.is_new:
            self._keep_theme(self.where.settings_file, theme.name)

    @work(thread=True, group="theme", exit_on_error=False)
    def _keep_theme(self, path: Path, theme: str) -> None:
        from posture.adapters.settings_editor import change_settings  # noqa: PLC0415 - only when it is asked for

        try:
            change_settings(path, {"screen.theme": theme})
        except PostureError as error:
            self.notify(str(error), title="The theme cannot be kept", severity="warning")

    def _follow_plan(self) -> None:
        """From now on the targets of the plan in use hold, also when it or the week changes."""
        if self._targets is not None:
            self.look_at_plan()
            self.set_interval(_LOOK_EVERY_S, self.look_at_plan)

    @work(thread=True, exclusive=True, group="plan-targets", exit_on_error=False)
    def look_at_plan(self) -> None:
        """In a thread: what checks a plan takes a while to load."""
        if self._targets is not None and self._targets.look():
            self.post_message(messages.TargetsChanged())

    @on(messages.TargetsChanged)
    def _targets_changed(self) -> None:
        self._use_settings(self._own_settings)
        self._worker.use_settings(self._settings)
        self._show()

    @on(messages.SettingsChanged)
    def _settings_changed(self, message: messages.SettingsChanged) -> None:
        from posture.adapters.settings_file import flat_settings, settings_of  # noqa: PLC0415 - as it is needed

        before = self._wanted_theme
        # Over what is in use rather than what the file says: values given with --set stay.
        self._use_settings(settings_of({**flat_settings(self._own_settings), **message.values}))
        if self._wanted_theme != before:
            self._colour()
        self._tips.settings = self._settings.tips
        if not self._settings.tips.enabled:
            self._tips.dismiss()
        self._worker.use_settings(self._settings)
        self._show()
