"""Quiet text can be read in every theme that can be chosen."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.contrast import READABLE, contrast, readable

THEMES = sorted(name for name in BUILTIN_THEMES if not name.startswith("ansi"))


def variables_of(name: str) -> dict[str, str]:
    theme = BUILTIN_THEMES[name]
    return {**theme.to_color_system().generate(), **theme.variables}


def seen_on(ground: Color, text: str) -> Color:
    """Text that is black or white by itself, whichever stands out, and lets some of the ground through."""
    if not text.startswith("auto "):
        return Color.parse(text)
    share = float(text.removeprefix("auto ").rstrip("%")) / 100
    return ground.blend(ground.get_contrast_text(1.0), share)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color(255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(theme: str) -> None:
    made = readable(variables_of(theme))
    for text in ("foreground-muted", "text-muted", "text-primary", "text-warning"):
        for ground in ("background", "surface", "panel"):
            assert contrast(Color.parse(made[text]), Color.parse(made[ground])) >= READABLE, (text, ground)
    bar = Color.parse(made["block-cursor-background"])
    assert contrast(seen_on(bar, made["block-cursor-foreground"]), bar) >= READABLE - 0.05
    footer = Color.parse(made["footer-background"])
    assert contrast(Color.parse(made["footer-key-foreground"]), footer) >= READABLE


def test_what_can_be_read_already_stays_as_the_theme_has_it() -> None:
    before = variables_of("textual-dark")
    made = readable(before)
    assert {name for name, value in before.items() if made[name] != value} == {
        "foreground-muted",
        "text-muted",
        "block-cursor-background",
    }


def test_the_colours_of_a_terminal_of_its_own_are_left_to_it() -> None:
    theme = BUILTIN_THEMES["ansi-dark"]
    before = {**theme.to_color_system().generate(), **theme.variables}
    assert readable(before) == before
