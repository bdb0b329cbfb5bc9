"""Guided exercises as stories: what somebody does in front of the camera goes through the real session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.events import CountedBy, Event, ExerciseFinished, ExerciseRepetition, Side
from posture.exercise_goal import Goal, goal_of
from posture.exercise_session import GET_READY_S, ExerciseAction, ExerciseSession
from posture.exercise_view import ExerciseView, Phase
from posture.instant import Instant
from posture.landmarks import Joint, PoseObservation
from posture.testing.exercising import (
    BOTH_CURL,
    HEAD_LEFT,
    HEAD_RIGHT,
    LEFT_CURL,
    RIGHT_CURL,
    Repetition,
    performance,
    walking_in,
)
from posture.testing.view import Camera
from tests.exercise_stories import exercises

CURL = Repetition(out=BOTH_CURL)
TURNS = [Repetition(out=out) for out in (HEAD_LEFT, HEAD_RIGHT)]


class Story:
    """A session that is begun at its first picture, and what came of it."""

    def __init__(self, name: str, observations: list[PoseObservation], goal: Goal | None = None) -> None:
        exercise = exercises()[name]
        self.session = ExerciseSession(exercise, goal or goal_of(exercise))
        self.events: list[Event] = []
        self.views: list[ExerciseView] = []
        self._left = list(observations)
        self._last = observations[-1].at
        self.act(ExerciseAction.BEGIN)

    @property
    def now(self) -> Instant:
        """The time of the next picture, or of the last."""
        return self._left[0].at if self._left else self._last

    def act(self, action: ExerciseAction, number: int | None = None) -> None:
        """The user does something before the next picture."""
        self.events += self.session.act(self.now, action, number)

    def until(self, t: float = 1e9) -> ExerciseView:
        """Look at every picture before `t`."""
        while self._left and self._left[0].at.mono_s < t:
            self.events += self.session.observe(self._left.pop(0))
            self.views.append(self.session.view())
        return self.session.view()

    def phases(self) -> list[Phase]:
        """Every phase, in order, once."""
        phases = [view.phase for view in self.views]
        return [phase for index, phase in enumerate(phases) if index == 0 or phases[index - 1] is not phase]

    def counts(self) -> list[tuple[int, Side]]:
        """The repetitions that were told."""
        return [(event.count, event.side) for event in self.events if isinstance(event, ExerciseRepetition)]

    def finished(self) -> ExerciseFinished:
        """The one end that was told."""
        (end,) = [event for event in self.events if isinstance(event, ExerciseFinished)]
        return end


def with_goal(name: str, **changes: object) -> Goal:
    """The usual dose with changes."""
    return replace(goal_of(exercises()[name]), **changes)  # type: ignore[arg-type]


def test_the_count_that_is_shown_is_the_count_that_was_done() -> None:
    story = Story("elbow_flexion", performance([CURL] * 10, lead_s=2.0).observations())
    view = story.until()
    assert story.phases() == [Phase.POSITION, Phase.ACTIVE, Phase.DONE]
    assert [count for count, _ in story.counts()] == list(range(1, 11))
    shown = [view.counts.total for view in story.views]
    assert sorted(set(shown)) == list(range(11))
    assert view.report.repetitions == 10
    end = story.finished()
    assert (end.repetitions, end.counted_by, end.counted) == (10, CountedBy.CAMERA, None)
    assert view.tempo_s == pytest.approx(CURL.duration_s, abs=0.1)


def test_nothing_counts_while_getting_into_position() -> None:
    moves = [walking_in(), *[CURL] * 2]
    hidden = performance([CURL] * 3, camera=Camera(), lead_s=0.5).observations()
    last_s = hidden[-1].at.mono_s + 0.2
    later = [
        replace(one, at=Instant(mono_s=one.at.mono_s + last_s))
        for one in performance(moves, lead_s=1.5).observations()
    ]
    story = Story("elbow_flexion", [*hidden, *later])
    assert story.until(last_s).phase is Phase.POSITION
    assert story.counts() == []
    story.until()
    assert len(story.counts()) == 2


def test_hidden_elbows_are_told_at_once_and_only_on_the_side_that_matters() -> None:
    close = performance([CURL] * 2, camera=Camera()).observations()
    view = Story("elbow_flexion", close).until(3.0)
    assert view.phase is Phase.POSITION
    assert {joint for joint, _ in view.missing.hidden} >= {Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW}
    assert all(low for joint, low in view.missing.hidden if joint in (Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW))
    one_side = Story("elbow_flexion", close, with_goal("elbow_flexion", side=Side.LEFT)).until(3.0)
    assert {joint.name.split("_")[0] for joint, _ in one_side.missing.hidden} == {"LEFT"}


def test_an_empty_chair_is_told_and_begins_nothing() -> None:
    size = (640, 480)
    empty = [PoseObservation(at=Instant(mono_s=n / 10), poses=(), frame_size=size) for n in range(40)]
    view = Story("neck_rotation", empty).until()
    assert (view.phase, view.missing.nobody, view.begun) == (Phase.POSITION, True, False)


def test_who_cannot_be_seen_wholly_begins_with_a_key() -> None:
    story = Story("elbow_flexion", performance([CURL] * 2, camera=Camera()).observations())
    story.until(1.0)
    story.act(ExerciseAction.SKIP)
    assert story.until(1.5).phase is Phase.ACTIVE


def test_both_sides_make_a_set_and_sets_have_a_rest_that_counts_down() -> None:
    goal = with_goal("neck_rotation", repetitions=1, sets=2, rest_s=3.0)
    story = Story(
        "neck_rotation", performance([*TURNS, Repetition(out=HEAD_LEFT, share=0.0)] * 2).observations(), goal
    )
    story.until()
    assert story.phases() == [
        Phase.POSITION, Phase.ACTIVE, Phase.RESTING, Phase.POSITION, Phase.ACTIVE, Phase.DONE,
    ]  # fmt: skip
    rest = [view.seconds_left for view in story.views if view.phase is Phase.RESTING]
    assert rest[0] == 3.0
    assert rest == sorted(rest, key=lambda left: -(left or 0.0))
    assert [side for _, side in story.counts()] == [Side.LEFT, Side.RIGHT] * 2
    assert story.finished().repetitions == 4


def test_with_one_side_asked_for_only_that_one_ends_the_set() -> None:
    moves = [Repetition(out=out) for out in (RIGHT_CURL, LEFT_CURL, RIGHT_CURL, LEFT_CURL)]
    goal = with_goal("elbow_flexion", repetitions=2, side=Side.LEFT)
    story = Story("elbow_flexion", performance(moves, lead_s=1.5).observations(), goal)
    story.until()
    assert [side for _, side in story.counts()] == [Side.RIGHT, Side.LEFT] * 2
    assert story.phases()[-1] is Phase.DONE


def test_a_pause_counts_nothing_and_goes_on() -> None:
    story = Story("elbow_flexion", performance([CURL] * 5, lead_s=2.0).observations())
    story.until(6.0)
    story.act(ExerciseAction.PAUSE)
    view = story.until(11.0)
    assert (view.paused, story.session.under_way, view.counts.total) == (True, False, 1)
    story.act(ExerciseAction.RESUME)
    view = story.until()
    assert (view.paused, view.report.repetitions) == (False, 3)


def test_stopped_early_what_was_counted_is_kept_and_before_the_start_there_is_nothing() -> None:
    story = Story("elbow_flexion", performance([CURL] * 5, lead_s=2.0).observations())
    story.until(9.0)
    story.act(ExerciseAction.STOP)
    assert story.finished().repetitions == 2
    assert story.until().phase is Phase.DONE
    assert story.finished().repetitions == 2
    early = Story("elbow_flexion", performance([CURL]).observations())
    early.act(ExerciseAction.STOP)
    assert early.events == []
    assert not early.until().begun


@pytest.mark.parametrize(("answer", "kept"), [(None, 0), (8, 8)])
def test_where_the_camera_is_unsure_it_asks_and_keeps_both_numbers(answer: int | None, kept: int) -> None:
    story = Story("chin_tuck", performance([], lead_s=3.0).observations())
    story.until(4.0)
    story.act(ExerciseAction.STOP)
    assert story.until(4.5).phase is Phase.ASKING
    assert story.events == []
    story.act(ExerciseAction.ANSWER, answer)
    end = story.finished()
    assert (end.repetitions, end.counted_by, end.counted) == (kept, CountedBy.SELF_REPORT, 0)


def test_without_an_answer_the_cameras_number_stands() -> None:
    story = Story("chin_tuck", performance([], lead_s=3.0).observations())
    story.until(4.0)
    story.act(ExerciseAction.STOP)
    story.events += story.session.finish(Instant(mono_s=5.0))
    assert (story.finished().counted_by, story.finished().counted) == (CountedBy.CAMERA, None)


def test_what_the_camera_cannot_see_is_timed_hold_by_hold_on_each_side() -> None:
    goal = with_goal("bird_dog", repetitions=1, hold_s=4.0)
    story = Story("bird_dog", performance([], lead_s=15.0, fps=4).observations(), goal)
    view = story.until(GET_READY_S + 0.1)
    assert (view.phase, view.part) == (Phase.ACTIVE, view.part)
    story.until()
    parts = [view.part for view in story.views if view.part is not None]
    told = [
        (part.kind, part.side) for index, part in enumerate(parts) if not index or parts[index - 1] != part
    ]
    assert told == [
        ("hold", Side.LEFT), ("release", Side.LEFT), ("hold", Side.RIGHT), ("release", Side.RIGHT),
    ]  # fmt: skip
    end = story.finished()
    assert (end.repetitions, end.counted_by) == (0, CountedBy.SELF_REPORT)
    assert end.hold_s == pytest.approx(2 * 4.0 + 2 * 3.0, abs=0.6)


def test_a_computer_that_slept_is_no_time_of_exercise() -> None:
    observations = performance([], lead_s=15.0, fps=4).observations()
    jumped = [
        replace(one, at=Instant(mono_s=one.at.mono_s + (600.0 if one.at.mono_s > 12.0 else 0.0)))
        for one in observations
    ]
    story = Story("bird_dog", jumped, with_goal("bird_dog", repetitions=4, hold_s=8.0))
    view = story.until()
    assert view.phase is Phase.ACTIVE
    assert view.active_s < 20.0


def test_the_reach_is_measured_beside_the_own_one_and_a_hold_is_timed() -> None:
    moves = [Repetition(out=HEAD_LEFT, hold_s=4.0), Repetition(out=HEAD_LEFT, share=0.6)]
    story = Story("neck_rotation", performance(moves, lead_s=2.0).observations())
    story.until()
    left = [(view.reaches[0].share or 0.0, view.reaches[0].held_s) for view in story.views]
    right = [view.reaches[1].share or 0.0 for view in story.views]
    first, second = left[: len(left) * 6 // 10], left[len(left) * 6 // 10 :]
    assert max(held for _, held in first) == pytest.approx(4.6, abs=0.7)
    assert max(share for share, _ in second) == pytest.approx(0.6, abs=0.12)
    assert max(right) < 0.2
