"""What there is to choose from, and what fits a break."""

from __future__ import annotations

from posture.exercises import Position, Tier
from posture.labels import Activity
from tests.exercise_stories import exercises
from tui.exercise_choice import BREAK_GROUP, OFFERED, for_break, groups, line

ALL = tuple(exercises().values())


def test_every_exercise_stands_in_the_group_of_its_position_once() -> None:
    listed = groups(ALL)
    assert [group.title for group in listed] == ["Seated", "Seated or standing", "Standing", "On the floor"]
    assert sorted(one.id for group in listed for one in group.exercises) == sorted(exercises())
    assert {one.position for one in listed[3].exercises} == {Position.FLOOR}


def test_a_search_looks_at_names_and_summaries_and_leaves_no_empty_group() -> None:
    found = groups(ALL, search="Shoulder SHRUG")
    assert [(group.title, [one.id for one in group.exercises]) for group in found] == [
        ("Seated or standing", ["shoulder_shrug"])
    ]
    assert groups(ALL, search="juggling") == ()


def test_what_is_offered_for_a_break_comes_first() -> None:
    offer = for_break(ALL, Activity.SITTING, 0)
    first = groups(ALL, offered=offer)[0]
    assert (first.title, first.exercises) == (BREAK_GROUP, offer)


def test_three_are_offered_that_fit_where_the_user_is_and_others_at_the_next_break() -> None:
    seen = set()
    for turn in range(6):
        offer = for_break(ALL, Activity.SITTING, turn)
        assert len({one.id for one in offer}) == OFFERED
        assert all(one.position is not Position.FLOOR and one.tier is not Tier.UNSEEN for one in offer)
        seen |= {one.id for one in offer}
    assert len(seen) > 2 * OFFERED
    standing = for_break(ALL, Activity.STANDING, 0)
    assert all(
        one.position in (Position.EITHER, Position.STANDING) or one.id == "sit_to_stand" for one in standing
    )
    assert for_break((), Activity.SITTING, 3) == ()


def test_a_line_has_the_name_and_what_the_camera_does() -> None:
    assert line(exercises()["squat"]) == f"{'Squat':<24} counted"
    assert max(len(line(one)) for one in ALL) <= 34
