"""Deviation, labels and presence over time as a picture (SVG) for a page or a talk; the same as the text.

Nothing in it needs anything else: no font, script, style sheet or address. Labels differ in colour, in Okabe
and Ito's palette, which people with colour-blindness can tell apart; each has its words as a tooltip, too.
"""

from __future__ import annotations

from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from tui.trace_plot import GLYPHS, HIGHEST, NO_REFERENCE, NOBODY, STANDING, clock, commonest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.trace_plot import Bucket, Strip

_WIDTH, _HEIGHT = 960, 340
_LEFT, _RIGHT = 50, 20
_TOP, _FLOOR = 40, 200
"""Between them lies the deviation: `HIGHEST` above, 0 below."""
_STRIP_TOP, _STRIP_HEIGHT = 212, 30
_COLUMNS = _WIDTH - _LEFT - _RIGHT
"""One for each unit across."""
_KEY_TOP, _KEYS_IN_A_ROW = 280, 6
_MOST_TICKS = 9
_MINUTE_S, _HOUR_S = 60, 3600
_TICKS_S = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE_S * count for count in (1, 2, 5, 10, 15, 30)),
    *(_HOUR_S * count for count in (1, 2, 3, 6, 12, 24)),
)

_COLOURS = {
    "upright": "#009E73",
    "slouched": "#D55E00",
    "leaning_forward": "#E69F00",
    "leaning_back": "#F0E442",
    "leaning_left": "#56B4E9",
    "leaning_right": "#0072B2",
    "turned": "#CC79A7",
    "unknown": "#BBBBBB",
}
_KINDS = {glyph: (label.value.replace("_", " "), _COLOURS[label.value]) for label, glyph in GLYPHS.items()}
_NOTHING = ""
_KINDS |= {
    STANDING: ("standing", "#333333"),
    NOBODY: ("nobody in view", "#E4E4E4"),
    _NOTHING: ("nothing recorded", "#FFFFFF"),
}


def plot_svg(strip: Strip, name: str) -> str:
    """The drawing, with its scale, its key and the recording's name."""
    columns = strip.columns(_COLUMNS)
    shown = "".join(one if one.isprintable() else "?" for one in name)  # what XML cannot hold
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">',
        f'<rect {size} fill="white"/>',
        _text(_LEFT, 22, f"{shown}: deviation, 0 at the reference, 1 (dashed) where it counts"),
        *_scale(),
        *(_deviation(run, columns) for run in _runs(columns)),
        *_labels(columns),
        *_ticks(strip.end_s),
        *_key(),
        *([] if strip.calibrated else [_text(_LEFT, _HEIGHT - 8, NO_REFERENCE)]),
        "</svg>\n",
    ))  # fmt: skip


def _scale() -> Iterator[str]:
    right = _WIDTH - _RIGHT
    for value, dashes in ((0.0, ""), (1.0, ' stroke-dasharray="4 3"'), (HIGHEST, "")):
        y = _y(value)
        yield f'<path d="M{_LEFT} {y:g}H{right}" stroke="#888888" stroke-width="1"{dashes}/>'
        yield _text(_LEFT - 8, y + 4, f"{value:g}", anchor="end")


def _usual_distance(places: Sequence[int]) -> int:
    """As many columns may lie between two observations: a short recording leaves some empty."""
    steps = sorted(later - earlier for earlier, later in pairwise(places))
    return 2 * steps[len(steps) // 2] if steps else 1


def _runs(columns: Sequence[Bucket]) -> Iterator[list[int]]:
    """The columns in which posture was judged, in stretches without a gap."""
    judged = [x for x, column in enumerate(columns) if column.judged]
    usual = _usual_distance(judged)
    run: list[int] = []
    for x in judged:
        if run and x - run[-1] > usual:
            yield run
            run = []
        run.append(x)
    if run:
        yield run


def _deviation(run: Sequence[int], columns: Sequence[Bucket]) -> str:
    points = " ".join(f"{_LEFT + x},{_y(columns[x].deviation):g}" for x in run)
    return (
        f'<polyline points="{points}" fill="none" stroke="black" stroke-width="1.2" stroke-linecap="round"/>'
    )


def _labels(columns: Sequence[Bucket]) -> Iterator[str]:
    """A rectangle for each stretch of one label."""
    usual = _usual_distance([x for x, column in enumerate(columns) if column.glyphs])
    shown: list[str] = []
    seen, seen_at = _NOTHING, 0
    for x, column in enumerate(columns):
        if column.glyphs:
            seen, seen_at = commonest(column), x
        shown.append(seen if x - seen_at <= usual else _NOTHING)
    x = _LEFT
    for glyph, some in groupby(shown):
        width = len(list(some))
        words, colour = _KINDS[glyph]
        yield (
            f'<rect x="{x}" y="{_STRIP_TOP}" width="{width}" height="{_STRIP_HEIGHT}" fill="{colour}">'
            f"<title>{words}</title></rect>"
        )
        x += width


def _ticks(end_s: float) -> Iterator[str]:
    step = next((one for one in _TICKS_S if end_s <= one * _MOST_TICKS), 24 * _HOUR_S)
    while end_s > step * _MOST_TICKS:
        step *= 2
    below = _STRIP_TOP + _STRIP_HEIGHT
    for number in range(int(end_s // step) + 1):
        at_s = number * step
        x = _LEFT + (at_s / end_s * _COLUMNS if end_s else 0)
        yield f'<path d="M{x:.1f} {below}v5" stroke="#888888"/>'
        yield _text(x, below + 18, clock(at_s), anchor="middle")


def _key() -> Iterator[str]:
    for number, (words, colour) in enumerate(_KINDS.values()):
        row, column = divmod(number, _KEYS_IN_A_ROW)
        x, y = _LEFT + column * (_COLUMNS // _KEYS_IN_A_ROW), _KEY_TOP + 18 * row
        yield f'<rect x="{x}" y="{y}" width="11" height="11" fill="{colour}" stroke="#888888"/>'
        yield _text(x + 16, y + 10, words)


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _y(deviation: float) -> float:
    return round(_FLOOR - min(deviation, HIGHEST) / HIGHEST * (_FLOOR - _TOP), 1)
