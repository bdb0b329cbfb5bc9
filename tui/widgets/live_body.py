"""The user in the picture, as lines: all that the camera sees of him, where it sees him, mirrored."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from posture.landmarks import Joint
from tui.widgets.braille import BrailleGrid, Ink

if TYPE_CHECKING:
    from posture.landmarks import Pose

_SEEN = 0.5
_LINES = (
    (Joint.LEFT_WRIST, Joint.LEFT_ELBOW, Joint.LEFT_SHOULDER),
    (Joint.RIGHT_WRIST, Joint.RIGHT_ELBOW, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_HIP, Joint.LEFT_KNEE, Joint.LEFT_ANKLE, Joint.LEFT_FOOT),
    (Joint.RIGHT_HIP, Joint.RIGHT_KNEE, Joint.RIGHT_ANKLE, Joint.RIGHT_FOOT),
)  # fmt: skip


class LiveBody(Widget):
    """Draws the newest pose inside the edges of the picture."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"live-body--body", "live-body--edge"}
    DEFAULT_CSS = """
    LiveBody { height: 1fr; }
    .live-body--body { color: $text-warning; }
    .live-body--edge { color: $foreground-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._pose: Pose | None = None
        self._frame_size = (640, 480)
        self._grid: BrailleGrid | None = None

    def show(self, pose: Pose | None, frame_size: tuple[int, int] | None) -> None:
        """Draw this pose, or an empty picture."""
        self._pose = pose
        if frame_size is not None:
            self._frame_size = frame_size
        self._grid = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, height = self.size
        if self._grid is None or (self._grid.columns, self._grid.rows) != (width, height):
            self._grid = drawn(self._pose, self._frame_size, width, height)
        base = self.rich_style
        styles = {
            Ink.NONE: base,
            Ink.REFERENCE: base + self.get_component_rich_style("live-body--edge"),
            Ink.LIVE: base + self.get_component_rich_style("live-body--body"),
        }
        return Strip([Segment(text, styles[ink]) for text, ink in self._grid.row(y)], width)


def drawn(pose: Pose | None, frame_size: tuple[int, int], columns: int, rows: int) -> BrailleGrid:
    """The picture's edges with the body in them."""
    grid = BrailleGrid(columns, rows)
    if columns < 2 or rows < 2:
        return grid
    scale = min((grid.width - 1) / frame_size[0], (grid.height - 1) / frame_size[1])
    wide, high = scale * frame_size[0], scale * frame_size[1]
    left, top = (grid.width - 1 - wide) / 2, (grid.height - 1 - high) / 2
    corners = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high), (left, top)]
    for start, end in pairwise(corners):
        grid.line(start, end, Ink.REFERENCE)
    if pose is None:
        return grid

    def place(joint: Joint) -> tuple[float, float]:
        return left + (1.0 - pose[joint].x) * wide, top + pose[joint].y * high

    def seen(joint: Joint) -> bool:
        point = pose[joint]
        return point.visibility >= _SEEN and 0.0 <= point.x <= 1.0 and 0.0 <= point.y <= 1.0

    for line in _LINES:
        for one, other in pairwise(line):
            if seen(one) and seen(other):
                grid.line(place(one), place(other), Ink.LIVE)
    _draw_head(
        grid, place(Joint.LEFT_EAR), place(Joint.RIGHT_EAR), place(Joint.NOSE), place(Joint.MOUTH_LEFT)
    )
    return grid


def _draw_head(
    grid: BrailleGrid,
    left_ear: tuple[float, float],
    right_ear: tuple[float, float],
    nose: tuple[float, float],
    mouth: tuple[float, float],
) -> None:
    middle = ((left_ear[0] + right_ear[0]) / 2, (left_ear[1] + right_ear[1]) / 2)
    radius = max(0.55 * dist(left_ear, right_ear), dist(middle, mouth), 1.5)
    grid.ellipse(middle, (0.85 * radius, 1.1 * radius), 0.0, Ink.LIVE)
    grid.dot(*nose, Ink.LIVE)
