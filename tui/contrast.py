"""Words that can be read in every theme.

Textual's themes mix some of their text colours so that they look quiet, and in light ones they become hard to
read. Each is moved away from what lies behind it until the contrast is 4.5, which WCAG 2.2 asks of text.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color, ColorParseError

READABLE = 4.5
"""The least contrast of text, as WCAG 2.2 measures it (success criterion 1.4.3, level AA)."""
_STEPS = 40
_TEXTS = {
    "foreground-muted": ("background", "surface", "panel"),
    "text-muted": ("background", "surface", "panel"),
    "text-primary": ("background", "surface", "panel"),
    "text-warning": ("background", "surface", "panel"),
    "footer-key-foreground": ("footer-background",),
}
"""A text colour of a theme, and everything that it may stand on."""

_BAR = "block-cursor-background"
"""The bar of the line that is chosen; it moves itself, as words in it are to stay light in a dark theme."""

_ROUNDS = 3
"""Words that let the bar shine through change with it."""


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme with text colours that can be read; those of the terminal itself stay."""
    found = dict(variables)
    for name, grounds in _TEXTS.items():
        behind = [colour for ground in grounds if (colour := _colour(found, ground)) is not None]
        text = _text(found, name, behind)
        if text is not None:
            found[name] = _moved(text, behind).hex
    for _ in range(_ROUNDS):
        bar = _colour(found, _BAR)
        chosen = None if bar is None else _text(found, "block-cursor-foreground", [bar])
        if bar is not None and chosen is not None:
            found[_BAR] = _moved(bar, [chosen]).hex
    return found


def contrast(one: Color, other: Color) -> float:
    """How far two colours lie apart, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _moved(text: Color, behind: list[Color]) -> Color:
    """Towards black or white, whichever of the two stands out more, no further than needed."""
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    end = max((black, white), key=lambda colour: min(contrast(colour, ground) for ground in behind))
    steps = (text.blend(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in steps if _is_readable(one, behind)), end)


def _is_readable(text: Color, behind: list[Color]) -> bool:
    return all(contrast(text, ground) >= READABLE for ground in behind)


def _text(variables: Mapping[str, str], name: str, behind: list[Color]) -> Color | None:
    """The colour as it is seen: on the first ground where it lets that shine through."""
    if not behind:
        return None
    value = variables.get(name, "")
    if value.startswith("auto "):
        share = float(value.removeprefix("auto ").rstrip("%")) / 100
        return behind[0].blend(behind[0].get_contrast_text(1.0), share)
    colour = _colour(variables, name)
    return None if colour is None else behind[0].blend(colour.with_alpha(1.0), colour.a)


def _colour(variables: Mapping[str, str], name: str) -> Color | None:
    """A colour of the theme; `None` for one of the terminal's own, whose looks nobody knows."""
    try:
        colour = Color.parse(variables.get(name, ""))
    except ColorParseError:
        return None
    return None if colour.ansi is not None else colour


def _luminance(colour: Color) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
