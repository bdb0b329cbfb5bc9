"""Accuracy figures as a table for people or a dict for JSON. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture.labels import Label
from posture.leave_one_out import SENSITIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from posture.episode_scores import EpisodeScores
    from posture.evaluation import BinaryScore, ClassScore, FrameScores
    from posture.leave_one_out import LeaveOneOut

_CLASS_HEADER = f"{'frames':>8}{'precision':>11}{'recall':>9}{'F1':>7}"


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"


def evaluation_dict(
    total: FrameScores,
    episodes: EpisodeScores | None,
    people: Mapping[str, FrameScores],
    people_episodes: Mapping[str, EpisodeScores],
    left_out: LeaveOneOut | None = None,
) -> dict[str, Any]:
    """Stable keys; shares from 0 to 1, `null` where nothing is there to divide by."""
    told: dict[str, Any] = {
        "total": _scores(total, episodes),
        "people": {name: _scores(scores, people_episodes.get(name)) for name, scores in people.items()},
    }
    if left_out is not None:
        told["leave_one_person_out"] = _left_out(left_out)
    return told


def evaluation_table(
    total: FrameScores,
    episodes: EpisodeScores | None,
    people: Mapping[str, FrameScores],
    people_episodes: Mapping[str, EpisodeScores],
    left_out: LeaveOneOut | None = None,
) -> str:
    """Confusion matrix, classes, binary figures, episodes and, where there are several, people."""
    lines = ["Frames, true label by row, seen label by column", ""]
    seen = [label for label in Label if any(found is label for _, found in total.confusion)]
    lines.append(" " * 16 + "".join(f"{label:>16}" for label in seen))
    for score in total.classes:
        counts = "".join(f"{total.confusion.get((score.label, label), 0):>16}" for label in seen)
        lines.append(f"{score.label:<16}{counts}")
    lines += ["", f"{'label':<16}{_CLASS_HEADER}"]
    lines += [f"{score.label:<16}{_class_columns(score)}" for score in total.classes]
    balanced = f"balanced accuracy {_two(total.balanced_accuracy)}"
    lines += [
        "",
        f"macro F1 {_two(total.macro_f1)}, {balanced}, judged {_two(total.judged_share)} of the frames",
    ]
    lines += ["", f"{'slouched or not':<28}{'frames':>8}{'found':>8}{'quiet':>8}{'balanced':>10}"]
    lines += [
        _binary_line("all, abstained is quiet", total.binary),
        _binary_line("judged", total.binary_judged),
    ]
    if episodes is not None:
        lines += ["", *_episode_lines(episodes)]
    if len(people) > 1:
        lines += ["", *_people_lines(people, people_episodes)]
    if left_out is not None:
        lines += ["", *_left_out_lines(left_out)]
    return "\n".join(lines) + "\n"


def _episode_lines(episodes: EpisodeScores) -> list[str]:
    delay = f"delay median {_two(episodes.median_delay_s)} s, 90th percentile {_two(episodes.p90_delay_s)} s"
    upright = f"{episodes.judged_upright_hours:.2f} h judged upright"
    alarms = f"{_two(episodes.false_alarms_per_hour)} an hour"
    prompts = f"{_two(episodes.false_prompts_per_hour)} an hour"
    return [
        f"Episodes: {episodes.found} of {episodes.true} found, {episodes.missed} missed; {delay}",
        f"False alarms: {episodes.false_alarms} in {upright} ({alarms})",
        f"Prompts: {episodes.prompts}, of them {episodes.false_prompts} false ({prompts})",
    ]


def _people_lines(people: Mapping[str, FrameScores], episodes: Mapping[str, EpisodeScores]) -> list[str]:
    wide = _width(people)
    figures = f"{'frames':>8}{'judged':>8}{'macro F1':>10}{'balanced':>10}"
    lines = [f"{'person':<{wide}}{figures}{'found':>8}{'quiet':>8}{'mean':>8}"]
    for name, scores in people.items():
        binary = scores.binary
        lines.append(
            f"{name:<{wide}}{binary.frames:>8}{_two(scores.judged_share):>8}{_two(scores.macro_f1):>10}"
            f"{_two(scores.balanced_accuracy):>10}{_two(binary.sensitivity):>8}{_two(binary.specificity):>8}"
            f"{_two(binary.balanced_accuracy):>8}"
        )
    lines += ["", f"{'person':<{wide}}{'label':<16}{_CLASS_HEADER}"]
    lines += [
        f"{name:<{wide}}{score.label:<16}{_class_columns(score)}"
        for name, scores in people.items()
        for score in scores.classes
    ]
    if episodes:
        found = f"{'episodes':>9}{'found':>7}{'missed':>8}{'median s':>10}{'90% s':>8}"
        alarms = f"{'false alarms':>14}{'an hour':>9}{'prompts':>9}{'false prompts':>15}{'an hour':>9}"
        lines += ["", f"{'person':<{wide}}{found}{alarms}"]
    lines += [
        f"{name:<{wide}}{part.true:>9}{part.found:>7}{part.missed:>8}{_two(part.median_delay_s):>10}"
        f"{_two(part.p90_delay_s):>8}{part.false_alarms:>14}{_two(part.false_alarms_per_hour):>9}"
        f"{part.prompts:>9}{part.false_prompts:>15}{_two(part.false_prompts_per_hour):>9}"
        for name, part in episodes.items()
    ]
    return lines


def _left_out_lines(left_out: LeaveOneOut) -> list[str]:
    wide = max(_width(one.person for one in left_out.people), 20)
    lines = [f"{'left out':<{wide}}{'sensitivity':>12}{'balanced':>10}{'macro F1':>10}"]
    lines += [
        f"{one.person:<{wide}}{one.sensitivity:>12g}{_two(one.balanced_accuracy):>10}{_two(one.macro_f1):>10}"
        for one in left_out.people
    ]
    mean = f"{_two(left_out.mean_balanced_accuracy):>10}{_two(left_out.mean_macro_f1):>10}"
    lines.append(f"{'mean':<{wide}}{'':>12}{mean}")
    worst = left_out.worst
    if worst is not None:
        lines.append(f"worst: {worst.person}, balanced {_two(worst.balanced_accuracy)}")
    return lines


def _left_out(left_out: LeaveOneOut) -> dict[str, Any]:
    worst = left_out.worst
    return {
        "grid": list(SENSITIVITIES),
        "people": {
            one.person: {
                "sensitivity": one.sensitivity,
                "balanced_accuracy": one.balanced_accuracy,
                "macro_f1": one.macro_f1,
            }
            for one in left_out.people
        },
        "mean": {"balanced_accuracy": left_out.mean_balanced_accuracy, "macro_f1": left_out.mean_macro_f1},
        "worst": None
        if worst is None
        else {
            "person": worst.person,
            "balanced_accuracy": worst.balanced_accuracy,
            "macro_f1": worst.macro_f1,
        },
    }


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
        "balanced_accuracy": scores.balanced_accuracy,
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
            "p90_delay_s": episodes.p90_delay_s,
            "longest_delay_s": max(episodes.delays_s, default=None),
            "judged_upright_hours": episodes.judged_upright_hours,
            "prompts": episodes.prompts,
            "false_prompts": episodes.false_prompts,
            "false_prompts_per_hour": episodes.false_prompts_per_hour,
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


def _class_columns(score: ClassScore) -> str:
    return f"{score.support:>8}{_two(score.precision):>11}{_two(score.recall):>9}{_two(score.f1):>7}"


def _width(names: Iterable[str]) -> int:
    return max(len("person"), *map(len, names)) + 2


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
