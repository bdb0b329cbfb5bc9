"""Accuracy figures as a table for people or a dict for JSON. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.evaluation import BinaryScore, EpisodeScores, FrameScores


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"


def evaluation_dict(
    total: FrameScores,
    episodes: EpisodeScores | None,
    people: Mapping[str, FrameScores],
    people_episodes: Mapping[str, EpisodeScores],
) -> dict[str, Any]:
    """Stable keys; shares from 0 to 1, `null` where nothing is there to divide by."""
    return {
        "total": _scores(total, episodes),
        "people": {name: _scores(scores, people_episodes.get(name)) for name, scores in people.items()},
    }


def evaluation_table(
    total: FrameScores,
    episodes: EpisodeScores | None,
    people: Mapping[str, FrameScores],
    people_episodes: Mapping[str, EpisodeScores],
) -> str:
    """Confusion matrix, classes, binary figures, episodes and people."""
    lines = ["Frames, true label by row, seen label by column", ""]
    seen = [label for label in Label if any(found is label for _, found in total.confusion)]
    lines.append(" " * 16 + "".join(f"{label:>16}" for label in seen))
    for score in total.classes:
        counts = "".join(f"{total.confusion.get((score.label, label), 0):>16}" for label in seen)
        lines.append(f"{score.label:<16}{counts}")
    lines += ["", f"{'label':<16}{'frames':>8}{'precision':>11}{'recall':>9}{'F1':>7}"]
    lines += [
        f"{score.label:<16}{score.support:>8}{_two(score.precision):>11}"
        f"{_two(score.recall):>9}{_two(score.f1):>7}"
        for score in total.classes
    ]
    lines += ["", f"macro F1 {_two(total.macro_f1)}, judged {_two(total.judged_share)} of the frames", ""]
    lines += [f"{'slouched or not':<28}{'frames':>8}{'found':>8}{'quiet':>8}{'balanced':>10}"]
    lines += [
        _binary_line("all, abstained is quiet", total.binary),
        _binary_line("judged", total.binary_judged),
    ]
    lines += [_binary_line(f"  {name}", scores.binary) for name, scores in people.items() if len(people) > 1]
    if episodes is not None:
        found = f"{episodes.found} of {episodes.true} found, {episodes.missed} missed"
        rate = f"{_two(episodes.false_alarms_per_hour)} an hour"
        false = f"{episodes.false_alarms} false in {episodes.hours:.2f} h ({rate})"
        delay = f"median delay {_two(episodes.median_delay_s)} s"
        lines += ["", f"Episodes: {found}, {false}, {delay}"]
        lines += [
            f"  {name}: {part.found} of {part.true} found, {part.false_alarms} false"
            for name, part in people_episodes.items()
            if len(people_episodes) > 1
        ]
    return "\n".join(lines) + "\n"


def _scores(scores: FrameScores, episodes: EpisodeScores | None) -> dict[str, Any]:
    confusion: dict[str, dict[str, int]] = {}
    for (truth, seen), count in scores.confusion.items():
        confusion.setdefault(truth.value, {})[seen.value] = count
    told: dict[str, Any] = {
        "confusion": confusion,
        "classes": {
            score.label.value: {
                "support": score.support,
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
            }
            for score in scores.classes
        },
        "macro_f1": scores.macro_f1,
        "judged_share": scores.judged_share,
        "binary": _binary(scores.binary),
        "binary_judged": _binary(scores.binary_judged),
    }
    if episodes is not None:
        told["episodes"] = {
            "true": episodes.true,
            "found": episodes.found,
            "missed": episodes.missed,
            "false_alarms": episodes.false_alarms,
            "hours": episodes.hours,
            "false_alarms_per_hour": episodes.false_alarms_per_hour,
            "median_delay_s": episodes.median_delay_s,
            "longest_delay_s": max(episodes.delays_s, default=None),
        }
    return told


def _binary(score: BinaryScore) -> dict[str, float | int | None]:
    return {
        "frames": score.frames,
        "sensitivity": score.sensitivity,
        "specificity": score.specificity,
        "balanced_accuracy": score.balanced_accuracy,
    }


def _binary_line(name: str, score: BinaryScore) -> str:
    shares = f"{_two(score.sensitivity):>8}{_two(score.specificity):>8}{_two(score.balanced_accuracy):>10}"
    return f"{name:<28}{score.frames:>8}{shares}"


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
