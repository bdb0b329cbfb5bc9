"""Figures episode by episode against arithmetic done by hand."""

from __future__ import annotations

import pytest

from posture.episode_scores import (
    EpisodeScores,
    Span,
    Told,
    WatchedRecording,
    labelled_stretches,
    score_episodes,
    together,
)
from posture.labels import Label

UP, SLOUCH, LEFT, TURNED = Label.UPRIGHT, Label.SLOUCHED, Label.LEANING_LEFT, Label.TURNED


def episode(begin: float, end: float, at: float | None = None) -> Told:
    """A detected episode, told after three seconds where nothing else is said."""
    return Told(span=Span(begin=begin, end=end), at=begin + 3.0 if at is None else at)


def counted(
    labels: list[Label | None], told: tuple[Told, ...] = (), prompts: tuple[float, ...] = ()
) -> EpisodeScores:
    """One observation a second; everything without a slouch label is judged."""
    slouches, others = labelled_stretches([(float(t), label) for t, label in enumerate(labels)])
    return score_episodes(
        WatchedRecording(
            slouches=slouches,
            others=others,
            labelled_s=float(sum(label is not None for label in labels)),
            judged_upright_s=float(sum(label is not None and not label.is_slouch for label in labels)),
            told=told,
            prompts=prompts,
        )
    )


def test_stretches_end_where_another_kind_begins() -> None:
    labels = [UP, SLOUCH, LEFT, None, SLOUCH, TURNED, UP]
    slouches, others = labelled_stretches([(float(t), label) for t, label in enumerate(labels)])
    assert slouches == (Span(begin=1.0, end=3.0), Span(begin=4.0, end=5.0))
    assert others == (Span(begin=0.0, end=1.0), Span(begin=5.0, end=6.0))
    assert labelled_stretches([]) == ((), ())


def test_episodes_are_found_missed_or_false() -> None:
    truth: list[Label | None] = [UP] * 10 + [SLOUCH] * 10 + [UP] * 10 + [LEFT] * 5 + [UP] * 5
    told = (episode(12.0, 21.0, at=15.0), episode(18.5, 19.5, at=19.0), episode(24.0, 26.0, at=25.0))
    scores = counted(truth, told)
    assert (scores.true, scores.found, scores.missed, scores.false_alarms) == (2, 1, 1, 1)
    assert scores.delays_s == (5.0,)
    assert (scores.hours, scores.judged_upright_hours) == (40 / 3600, 25 / 3600)
    assert scores.false_alarms_per_hour == pytest.approx(3600 / 25)
    both = together([scores, scores])
    assert (both.true, both.found, both.missed, both.false_alarms) == (4, 2, 2, 2)
    assert (both.median_delay_s, both.hours) == (5.0, pytest.approx(80 / 3600))
    assert both.false_alarms_per_hour == pytest.approx(3600 / 25)


def test_an_alarm_where_nothing_is_labelled_is_neither_right_nor_false() -> None:
    truth: list[Label | None] = [UP] * 10 + [None] * 20 + [UP] * 10
    outside, mostly_outside, mostly_inside = episode(12, 28), episode(20, 33), episode(28, 39)
    assert counted(truth, (outside, mostly_outside)).false_alarms == 0
    assert counted(truth, (outside, mostly_outside, mostly_inside)).false_alarms == 1
    assert counted([None] * 40, (outside,)).false_alarms_per_hour is None


def test_unlabelled_time_parts_two_episodes() -> None:
    scores = counted([SLOUCH] * 10 + [None] * 20 + [SLOUCH] * 10, (episode(2, 9),))
    assert (scores.true, scores.found, scores.missed) == (2, 1, 1)


def test_prompts_are_false_where_no_slouch_is_labelled() -> None:
    truth: list[Label | None] = [UP] * 10 + [SLOUCH] * 10 + [None] * 10 + [UP] * 10
    scores = counted(truth, prompts=(5.0, 10.0, 19.5, 25.0, 30.0))
    assert (scores.prompts, scores.false_prompts) == (4, 2)
    assert scores.false_prompts_per_hour == pytest.approx(2 * 3600 / 20)
    both = together([scores, scores])
    assert (both.prompts, both.false_prompts) == (8, 4)


@pytest.mark.parametrize(
    ("delays", "half", "ninety"),
    [
        ((), None, None),
        ((2.0,), 2.0, 2.0),
        (tuple(float(n) for n in range(10, 0, -1)), 5.5, 9.0),
        (tuple(float(n) for n in range(1, 12)), 6.0, 10.0),
    ],
)
def test_delays(delays: tuple[float, ...], half: float | None, ninety: float | None) -> None:
    truth: list[Label | None] = []
    told = []
    for delay in delays:
        begin = len(truth)
        truth += [SLOUCH] * 15 + [UP] * 5
        told.append(episode(begin + 1.0, begin + 14.0, at=begin + delay))
    scores = counted(truth, tuple(told))
    assert (scores.median_delay_s, scores.p90_delay_s) == (half, ninety)


def test_an_alarm_that_was_on_already_has_no_delay() -> None:
    assert counted([UP] * 5 + [SLOUCH] * 10, (episode(1, 14, at=4.0),)).delays_s == (0.0,)


def test_an_episode_at_the_end_of_the_recording_counts() -> None:
    scores = counted([UP, SLOUCH, SLOUCH])
    assert (scores.true, scores.missed) == (1, 1)
    empty = counted([])
    assert (empty.true, empty.hours, empty.false_alarms_per_hour, empty.median_delay_s) == (0, 0, None, None)
