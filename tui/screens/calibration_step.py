"""Calibration as a step of the first run: it can be skipped, and escape goes back to the step before."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.calibration_commands import Cancel
from tui.screens.calibration import CalibrationScreen, Stage


class CalibrationStep(CalibrationScreen):
    """Returns `None` to go back, otherwise the first run goes on."""

    WAYS = "escape back   s skip"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "Skip", tooltip="go on without a reference; c sets it later"),
        Binding("s", "anchor('standing')", "Standing", tooltip="teach it how you stand to work"),
        Binding("escape", "back", "Back", tooltip="the step before"),
        Binding("escape", "later", "Go on", tooltip="the next step"),
        Binding("escape", "done", "Go on", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The ways on and back in place of cancelling."""
        if action == "skip":
            return self.stage is Stage.INTRODUCTION
        if action == "back":
            return not self.has_kept
        return action != "cancel" and super().check_action(action, parameters)

    def action_skip(self) -> None:
        """Go on without a reference."""
        self.action_later()

    def action_back(self) -> None:
        """To the step before."""
        self._ask(Cancel())
        self.dismiss(None)
