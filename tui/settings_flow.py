"""The app's part about settings: what is changed on the screen, or by the plan in use, counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App

from tui import messages

if TYPE_CHECKING:
    from posture.settings import Settings
    from tui.monitor_worker import MonitorWorker
    from tui.plan_targets import PlanTargets
    from tui.tips import TipDesk

_LOOK_EVERY_S = 5.0
"""`plan use` in another terminal, and midnight, change the targets no later than this. ENG."""


class SettingsFlow(App[int]):
    """Takes over changed settings. Whoever fills the rest of the app gives the state named here."""

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

        # Over what is in use rather than what the file says: values given with --set stay.
        self._use_settings(settings_of({**flat_settings(self._own_settings), **message.values}))
        self._tips.settings = self._settings.tips
        if not self._settings.tips.enabled:
            self._tips.dismiss()
        self._worker.use_settings(self._settings)
        self._show()
