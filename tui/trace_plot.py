"""Deviation, labels and presence over time, drawn with characters.

The length of a recording is not known before its end and must not matter for the memory: times are gathered
in a fixed number of buckets, each of which grows to twice its length whenever they do not suffice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture.labels import Activity, Label, Presence
from tui.widgets.braille import DOTS_ACROSS, DOTS_DOWN, BrailleGrid, Ink

if TYPE_CHECKING:
    from posture.status import Step

_BUCKETS = 8192
"""Ten for each dot of the widest drawing: what is gathered may be shared out again without being seen."""
_FIRST_LENGTH_S = 0.05

_ROWS = 9
"""Odd, so that what counts lies in the row that is named 1."""
HIGHEST = 2.0
"""Deviations beyond twice what counts are drawn at the upper edge."""
_MARGIN = 6

GLYPHS = {
    Label.UPRIGHT: ".",
    Label.SLOUCHED: "S",
    Label.LEANING_FORWARD: "F",
    Label.LEANING_BACK: "B",
    Label.LEANING_LEFT: "L",
    Label.LEANING_RIGHT: "R",
    Label.TURNED: "t",
    Label.UNKNOWN: "?",
}
NOBODY = " "
STANDING = "^"
_NOT_JUDGED = {NOBODY, GLYPHS[Label.UNKNOWN], GLYPHS[Label.TURNED]}


@dataclass(slots=True)
class Bucket:
    """A stretch of time: the largest deviation in it, and how often each letter was seen."""

    deviation: float = 0.0
    glyphs: Counter[str] = field(default_factory=Counter)

    @property
    def judged(self) -> bool:
        """Whether posture was compared with the reference at all; where not, its deviation says nothing."""
        return not self.glyphs.keys() <= _NOT_JUDGED

    def add(self, other: Bucket) -> None:
        """Take in another stretch."""
        self.deviation = max(self.deviation, other.deviation)
        self.glyphs.update(other.glyphs)


class Strip:
    """The frames of a replay over its time, whatever its length."""

    def __init__(self) -> None:
        self._buckets: dict[int, Bucket] = {}
        self._length_s = _FIRST_LENGTH_S
        self.end_s = 0.0
        self.calibrated = False

    def take(self, step: Step) -> None:
        """Draw one more analysed frame."""
        status = step.status
        self.calibrated |= status.calibrated
        if not step.observed:
            return
        self.end_s = status.at.mono_s
        while self.end_s >= _BUCKETS * self._length_s:
            self._double()
        glyph = GLYPHS[status.seen]
        if status.activity is Activity.STANDING:
            glyph = STANDING
        elif status.presence is Presence.AWAY:
            glyph = NOBODY
        frame = Bucket(deviation=status.deviation, glyphs=Counter(glyph))
        self._buckets.setdefault(int(self.end_s / self._length_s), Bucket()).add(frame)

    def columns(self, count: int) -> list[Bucket]:
        """The whole time as so many columns of equal length."""
        columns = [Bucket() for _ in range(count)]
        whole_s = self.end_s + self._length_s
        for index, bucket in sorted(self._buckets.items()):
            columns[min(count - 1, int(index * self._length_s / whole_s * count))].add(bucket)
        return columns

    def _double(self) -> None:
        gathered: dict[int, Bucket] = {}
        for index, bucket in self._buckets.items():
            gathered.setdefault(index // 2, Bucket()).add(bucket)
        self._buckets, self._length_s = gathered, 2 * self._length_s


def plot_text(strip: Strip, width: int) -> str:
    """The drawing, `width` characters across, with its scale and what its letters mean."""
    across = width - _MARGIN
    grid = BrailleGrid(across, _ROWS)
    limit = _height(1.0)
    grid.line((0, limit), (grid.width - 1, limit), Ink.REFERENCE)
    for x, column in enumerate(strip.columns(across * DOTS_ACROSS)):
        if column.judged:
            grid.dot(x, _height(column.deviation), Ink.LIVE)
    lines = ["deviation: 0 at the reference, 1 (dotted) where it counts"]
    for row in range(_ROWS):
        scale = {0: f"{HIGHEST:g}", _ROWS // 2: "1", _ROWS - 1: "0"}.get(row, "")
        drawn = "".join(text for text, _ in grid.row(row))
        lines.append(f"{scale:>{_MARGIN - 1}} {drawn}")
    lines.append(" " * _MARGIN + "".join(commonest(column) for column in strip.columns(across)))
    end = clock(strip.end_s)
    lines.append(" " * _MARGIN + "0:00" + end.rjust(across - 4))
    lines.append("")
    lines.extend(_LEGEND)
    if not strip.calibrated:
        lines.append(NO_REFERENCE)
    return "".join(f"{line.rstrip()}\n" for line in lines)


NO_REFERENCE = "There is no reference, so posture is unknown: give one with --calibrate A:B or --profile."

_LEGEND = (
    ". upright  S slouched  F leaning forward  B back  L left  R right  t turned",
    "? unknown  ^ standing  (blank) nobody in view, or nothing recorded",
)


def _height(deviation: float) -> float:
    share = min(deviation, HIGHEST) / HIGHEST
    return (1.0 - share) * (_ROWS * DOTS_DOWN - 1)


def commonest(column: Bucket) -> str:
    """The letter of what was most of the time; of equals the one in the order of the labels."""
    return max(column.glyphs, key=lambda glyph: column.glyphs[glyph], default=NOBODY)


def clock(seconds: float) -> str:
    """A time of a recording, such as `12:05` or `1:12:05`."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
