"""What Textual does otherwise for this app: quiet text stays readable, the terminal is left as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tui.contrast import readable
from tui.terminal_driver import steady

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.driver import Driver


class TerminalApp(App[int]):
    """An app whose faults end in a sentence.

    Attributes:
        defect: the fault that ended the app, for the command line to tell.
    """

    defect: Exception | None = None

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme, with quiet text that can still be read."""
        self.theme_variables = readable(super().get_css_variables())
        return self.theme_variables

    def get_key_display(self, binding: Binding) -> str:
        """The key for enter by its name, as the texts have it; not every font has its sign."""
        plain = binding.key == "enter" and binding.key_display is None
        return "enter" if plain else super().get_key_display(binding)

    def get_driver_class(self) -> type[Driver]:
        """The usual one, which survives being stopped and a terminal that takes nothing."""
        return steady(super().get_driver_class())

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours in a handler: Textual ends the app; the command line tells it in one sentence."""
        super()._handle_exception(error)
        self.defect = error
        self._exit_renderables.clear()
