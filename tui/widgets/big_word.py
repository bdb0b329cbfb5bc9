"""The state in one word that can be read from two metres, in letters as large as there is room for."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.view_model import Now
from tui.widgets.big_letters import best_fit
from tui.wording import Tone

STYLES = {Tone.CALM: "bold $text-primary", Tone.NOTICE: "bold $text-warning", Tone.QUIET: "bold"}


class BigWord(Widget):
    """Draws the big word of a `Now`, or nothing where it does not fit."""

    def __init__(self) -> None:
        super().__init__(id="big-word")
        self._word, self._tone = "", Tone.QUIET

    def show(self, now: Now) -> None:
        """Show this one's word."""
        if (now.big, now.tone) != (self._word, self._tone):
            self._word, self._tone = now.big, now.tone
            self.refresh()

    def render(self) -> Content:
        """The word in the room there is."""
        rows = best_fit(self._word, *self.content_size) if self._word else ()
        return Content.styled("\n".join(rows), STYLES[self._tone])
