"""The braille bitmap, the figure drawn with it, and the outline of the reference."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posture.labels import Label
from posture.landmarks import Joint, Landmark
from tests.tui.scripted_feed import FRAME_SIZE, UPRIGHT, at, pose, upright
from tui.widgets.braille import BrailleGrid, Ink
from tui.widgets.figure_drawing import draw_person, viewport_for
from tui.widgets.ghost import Ghost


def picture(grid: BrailleGrid) -> list[str]:
    return ["".join(text for text, _ in grid.row(number)) for number in range(grid.rows)]


def dots(grid: BrailleGrid) -> set[tuple[int, int]]:
    """Every dot that is set, as (across, down)."""
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    found = set()
    for down, line in enumerate(picture(grid)):
        for across, character in enumerate(line):
            code = 0 if character == " " else ord(character) - 0x2800
            found |= {(2 * across + x, 4 * down + y) for y in range(4) for x in range(2) if code & bits[y][x]}
    return found


def test_each_dot_of_a_cell_has_its_own_bit() -> None:
    grid = BrailleGrid(1, 1)
    for y, x, drawn in [(0, 0, "⠁"), (1, 0, "⠃"), (2, 0, "⠇"), (0, 1, "⠏"), (3, 0, "⡏"), (3, 1, "⣏")]:
        grid.dot(x, y, Ink.LIVE)
        assert picture(grid) == [drawn]


def test_a_line_is_whole_and_the_reference_is_dotted() -> None:
    live, reference = BrailleGrid(6, 1), BrailleGrid(6, 1)
    live.line((0, 0), (11, 0), Ink.LIVE)
    reference.line((0, 0), (11, 0), Ink.REFERENCE)
    assert dots(live) == {(x, 0) for x in range(12)}
    assert dots(reference) == {(0, 0), (3, 0), (7, 0), (11, 0)}


def test_an_ellipse_stays_within_its_axes() -> None:
    grid = BrailleGrid(10, 5)
    grid.ellipse((10, 10), (4, 8), 0.0, Ink.LIVE)
    found = dots(grid)
    assert min(x for x, _ in found) == 6
    assert max(y for _, y in found) in (17, 18)
    assert all(abs(math.hypot((x + 0.5 - 10) / 4, (y + 0.5 - 10) / 8) - 1) < 0.3 for x, y in found)


@pytest.mark.parametrize("far", [(-1e6, 0.0), (0.0, 1e6), (-50.0, -50.0)])
def test_what_lies_outside_is_left_out_and_costs_nothing(far: tuple[float, float]) -> None:
    grid = BrailleGrid(4, 2)
    grid.dot(*far, Ink.LIVE)
    grid.line(far, (far[0] - 1e6, far[1] - 1e6), Ink.LIVE)
    grid.ellipse(far, (1e6, 1e6), 0.3, Ink.LIVE)
    assert dots(grid) == set()


def test_live_ink_wins_over_the_reference_in_a_shared_cell() -> None:
    grid = BrailleGrid(3, 1)
    grid.dot(0, 0, Ink.REFERENCE)
    grid.dot(2, 0, Ink.REFERENCE)
    grid.dot(3, 3, Ink.LIVE)
    assert grid.row(0) == [("⠁", Ink.REFERENCE), ("⢁", Ink.LIVE), (" ", Ink.NONE)]


def drawn(**change: float) -> set[tuple[int, int]]:
    """The dots of a person who moved like this, in the view of the one at rest."""
    grid = BrailleGrid(40, 20)
    viewport = viewport_for(pose(), FRAME_SIZE, None)
    draw_person(grid, pose(**change), FRAME_SIZE, viewport, Ink.LIVE)
    return dots(grid)


def test_the_figure_is_mirrored_so_that_the_own_left_is_at_the_left() -> None:
    moved = drawn(aside=0.15)
    rest = drawn()
    assert min(x for x, y in moved if y < 30) < min(x for x, y in rest if y < 30)


def test_a_lower_head_is_drawn_lower_while_the_shoulders_stay() -> None:
    assert min(y for _, y in drawn(lower=0.1)) > min(y for _, y in drawn())
    assert {dot for dot in drawn() if dot[1] > 60} == {dot for dot in drawn(lower=0.1) if dot[1] > 60}


def test_the_view_stays_for_a_lean_and_follows_a_moved_chair() -> None:
    rest = viewport_for(pose(), FRAME_SIZE, None)
    assert viewport_for(pose(lower=0.1, aside=0.1), FRAME_SIZE, rest) is rest
    moved = tuple(Landmark(mark.x + 0.3, *mark[1:]) for mark in pose())
    followed = viewport_for(moved, FRAME_SIZE, rest)
    assert followed.shoulder_x == pytest.approx(rest.shoulder_x + 0.3 * FRAME_SIZE[0])


def test_hidden_arms_are_not_guessed() -> None:
    seen = pose()
    hidden = tuple(
        mark._replace(visibility=0.1) if index in (Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW) else mark
        for index, mark in enumerate(seen)
    )
    viewport = viewport_for(seen, FRAME_SIZE, None)
    with_arms, without = BrailleGrid(40, 20), BrailleGrid(40, 20)
    draw_person(with_arms, seen, FRAME_SIZE, viewport, Ink.LIVE)
    draw_person(without, hidden, FRAME_SIZE, viewport, Ink.LIVE)
    assert dots(without) < dots(with_arms)


def test_a_face_edge_on_or_all_in_one_point_is_still_drawn() -> None:
    flat = tuple(Landmark(0.5, 0.5, 0.0, 1.0, 1.0) for _ in pose())
    grid = BrailleGrid(20, 10)
    draw_person(grid, flat, FRAME_SIZE, viewport_for(flat, FRAME_SIZE, None), Ink.LIVE)
    assert dots(grid)


def test_the_outline_is_learned_near_the_reference_only() -> None:
    lower = replace(upright(1), posture=Label.SLOUCHED, deviation=1.5, pose=pose(lower=0.1))
    edge = replace(upright(1), deviation=0.9)
    assert Ghost().after(lower).after(edge).pose is None
    learned = Ghost().after(UPRIGHT)
    assert learned.pose == UPRIGHT.pose
    assert learned.after(lower) == learned


def test_the_outline_follows_slowly_and_at_the_same_pace_at_any_rate() -> None:
    learned = Ghost().after(UPRIGHT)
    moved = replace(UPRIGHT, at=at(10), pose=pose(lower=0.1))
    nose = learned.after(moved).pose
    assert nose is not None
    assert nose[Joint.NOSE].y == pytest.approx(0.36 + 0.1 * 10 / 20)
    back_in_time = replace(moved, at=at(-5))
    assert learned.after(back_in_time).pose == learned.pose
