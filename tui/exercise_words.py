"""A guided exercise in words and bars. Pure: no widget, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import Side
from posture.exercise_view import ExerciseView, Phase
from posture.exercises import Tier
from tui.exercise_text import PART_WORDS, what_to_do, what_was_missing
from tui.view_model import Line
from tui.wording import Tone, duration, stopwatch

if TYPE_CHECKING:
    from posture.counting import RangeMeasured
    from posture.exercise_goal import Goal, TimedPart
    from posture.exercise_range import Reach
    from posture.exercise_view import Missing
    from posture.exercises import Exercise
    from posture.therapy.exercise_records import RangeReached

CUE_EVERY_S = 8.0
"""One cue at a time, each for so long. ENG: read in two seconds, done in the rest."""
_TEMPO_BAND = 0.2
"""A tempo within this share of the one asked for is fine. ENG."""
_FULL, _REST, _MARK = "━", "╌", "┃"
_NARROWEST_BAR = 8
_SIDE_WORDS = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "reach"}
_TIMED_WORDS = {"hold": "Hold", "release": "Let go", "go": "Go on"}

BELIEF_WORDS = {
    Tier.RELIABLE: "The camera counts.",
    Tier.UNSURE: "The camera counts, and asks you whether it is right.",
    Tier.WHOLE_BODY: "The camera counts where it sees all of you, and asks you whether it is right.",
    Tier.UNSEEN: "The camera cannot see this: it is timed, and your word is taken.",
}


def dose_words(goal: Goal) -> str:
    """How much of it: "2 sets of 10 on each side, held for 5 s"."""
    if goal.repetitions is None:
        words = f"for {duration(goal.duration_s or 60.0)}"
    else:
        words = f"{goal.repetitions} times"
        if goal.per_side:
            words += " on each side"
        elif goal.side is not None:
            words += f" with the {goal.side.value} side"
        if goal.hold_s:
            words += f", held for {goal.hold_s:g} s"
    return words if goal.sets == 1 else f"{goal.sets} sets: {words}"


def title(view: ExerciseView) -> str:
    """The name, and which set of how many."""
    if view.goal.sets == 1:
        return view.exercise.name
    return f"{view.exercise.name} - set {view.set_number} of {view.goal.sets}"


def big(view: ExerciseView) -> str:
    """The one number to read from across the room: a count, or seconds that are left."""
    if view.phase is Phase.RESTING or view.exercise.counting is None:
        left = view.seconds_left
        return "" if left is None else stopwatch(left + 0.999)
    if view.phase in (Phase.ASKING, Phase.DONE):
        answer = view.answer
        return str(view.report.repetitions if answer is None else answer)
    goal = view.goal
    if goal.repetitions is None or goal.per_side:
        return str(view.counts.total)
    return f"{view.counts.total}/{goal.repetitions}"


def headline(view: ExerciseView) -> Line:
    """What happens now, in a few words."""
    if view.paused:
        return Line("Paused", Tone.QUIET)
    match view.phase:
        case Phase.READY:
            return Line("Ready when you are", Tone.CALM)
        case Phase.POSITION:
            return Line("Get into position", Tone.CALM)
        case Phase.RESTING:
            return Line(f"Rest, then set {view.set_number} of {view.goal.sets}", Tone.CALM)
        case Phase.ASKING:
            return Line(f"I counted {view.report.repetitions}. Is that right?", Tone.CALM)
        case Phase.DONE:
            return Line("Done", Tone.CALM)
        case Phase.ACTIVE if view.part is not None:
            return Line(part_words(view.part), Tone.CALM)
    return Line("Counting", Tone.CALM)


def part_words(part: TimedPart) -> str:
    """A part of a timed exercise: "Hold 2 of 6, left side"."""
    words = _TIMED_WORDS[part.kind]
    if part.kind == "hold":
        words += f" {part.number} of {part.of}"
    return words if part.side is None else f"{words}, {part.side.value} side"


def hint(view: ExerciseView) -> Line:
    """What to do or to think of: what is missing comes before the cues, and those one at a time."""
    if view.phase in (Phase.POSITION, Phase.ACTIVE) and view.missing.anything and not view.paused:
        return Line(missing_words(view.missing), Tone.NOTICE)
    if view.phase is Phase.ACTIVE:
        return Line(cue(view.exercise, view.active_s), Tone.CALM)
    if view.phase is Phase.POSITION:
        return Line(view.exercise.camera, Tone.CALM)
    if view.phase is Phase.ASKING:
        return Line("Press enter for yes, or type your own number first.", Tone.CALM)
    return Line("", Tone.CALM)


def cue(exercise: Exercise, active_s: float) -> str:
    """The cue for this moment."""
    return exercise.cues[int(active_s / CUE_EVERY_S) % len(exercise.cues)]


def missing_words(missing: Missing) -> str:
    """What the camera cannot see, and what to do about it."""
    if missing.turned:
        return "Turn to the camera: from here I can't tell how far you go."
    if missing.hidden:
        parts = list(dict.fromkeys(PART_WORDS[joint] for joint, _ in missing.hidden))
        low = any(is_low for _, is_low in missing.hidden)
        do = what_to_do(low=low)
        return f"{do[:1].upper()}{do[1:]}: I can't see your {' and '.join(parts)}."
    if missing.nobody:
        return "I can't see you in your place yet: head and shoulders in the picture, and stay there."
    return ""


def measures(view: ExerciseView, width: int) -> list[Line]:
    """Sides, reach, hold, tempo: what the camera knows while it counts.

    Args:
        view: how the exercise stands.
        width: cells there are for a line.
    """
    goal, counts = view.goal, view.counts
    lines = limit_lines(goal) if view.phase in (Phase.POSITION, Phase.ACTIVE) else []
    if goal.per_side and goal.repetitions is not None:
        left, right = counts.left + counts.both, counts.right + counts.both
        lines.append(Line(f"left {left} of {goal.repetitions}, right {right}", Tone.CALM))
    elif counts.left or counts.right:
        lines.append(Line(f"left {counts.left}, right {counts.right}, both {counts.both}", Tone.CALM))
    if view.phase is Phase.ACTIVE:
        if view.exercise.counting is not None and view.seconds_left is not None:
            lines.append(Line(f"{stopwatch(view.seconds_left + 0.999)} left", Tone.CALM))
        lines += [Line(reach_bar(reach, width), Tone.CALM) for reach in view.reaches]
        if goal.hold_s and view.reaches:
            held_s = max(reach.held_s for reach in view.reaches)
            lines.append(Line(f"held {held_s:.0f} of {goal.hold_s:g} s", Tone.CALM))
    if view.tempo_s is not None and view.phase in (Phase.ACTIVE, Phase.RESTING):
        lines.append(Line(tempo_words(view.tempo_s, goal.tempo_s), Tone.QUIET))
    return lines


def limit_lines(goal: Goal) -> list[Line]:
    """How far the plan says to go."""
    return [Line(f"How far: {limit}", Tone.NOTICE) for limit in goal.range_limits]


def reach_bar(reach: Reach, width: int) -> str:
    """How far it goes beside the own reach; a mark where it begins to count."""
    word = f"{_SIDE_WORDS[reach.side]:<6}"
    if reach.share is None:
        return f"{word}not seen"
    percent = f" {round(100 * reach.share):>3} %"
    cells = max(_NARROWEST_BAR, width - len(word) - len(percent))
    filled = round(min(1.0, reach.share) * cells)
    bar = [_FULL if cell < filled else _REST for cell in range(cells)]
    bar[min(cells - 1, round(reach.counts_from * cells))] = _MARK
    return word + "".join(bar) + percent


def tempo_words(tempo_s: float, asked_s: float | None) -> str:
    """Seconds a repetition; a word on it only where somebody asked for a tempo."""
    words = f"{tempo_s:.1f} s a repetition"
    if asked_s is None:
        return words
    if tempo_s < (1.0 - _TEMPO_BAND) * asked_s:
        return f"{words}, slower is fine: {asked_s:g} s"
    if tempo_s > (1.0 + _TEMPO_BAND) * asked_s:
        return f"{words}, quicker is fine: {asked_s:g} s"
    return f"{words}, fine"


def before_lines(exercise: Exercise, goal: Goal) -> list[Line]:
    """What to read before it begins: how, how much, when to leave it out."""
    return [
        Line(exercise.summary, Tone.CALM),
        Line(dose_words(goal), Tone.CALM),
        Line("", Tone.CALM),
        *limit_lines(goal),
        *(Line(f"- {one}", Tone.CALM) for one in exercise.cues),
        Line("", Tone.CALM),
        *(Line(f"! {one}", Tone.NOTICE) for one in exercise.cautions),
        Line("", Tone.CALM),
        Line(f"Camera: {exercise.camera}", Tone.QUIET),
        Line(BELIEF_WORDS[exercise.tier], Tone.QUIET),
    ]


def summary_lines(view: ExerciseView) -> list[Line]:
    """How it went, and who says so."""
    if not view.begun:
        return [Line("Nothing was counted.", Tone.CALM)]
    report, exercise = view.report, view.exercise
    if exercise.counting is None:
        return [
            Line(f"{duration(report.hold_s)}, at your word", Tone.CALM),
            Line(BELIEF_WORDS[Tier.UNSEEN], Tone.QUIET),
        ]
    lines = [Line(f"{_times(report.repetitions)} counted by the camera", Tone.CALM)]
    if report.left or report.right:
        sides = ((report.left, "left"), (report.right, "right"), (report.both, "both sides"))
        lines.append(Line(", ".join(f"{count} {side}" for count, side in sides if count), Tone.CALM))
    if view.answer is not None:
        lines.insert(0, Line(f"{_times(view.answer)} at your word", Tone.CALM))
    elif exercise.tier is not Tier.RELIABLE:
        lines.append(Line("The camera is not reliable for this exercise.", Tone.QUIET))
    if report.hold_s >= 1.0:
        lines.append(Line(f"held for {duration(report.hold_s)} altogether", Tone.CALM))
    if view.tempo_s is not None:
        lines.append(Line(tempo_words(view.tempo_s, view.goal.tempo_s), Tone.CALM))
    if report.reached is not None:
        lines.append(Line(range_words(report.reached), Tone.CALM))
    lines.append(Line(f"{duration(view.active_s)} of exercise", Tone.CALM))
    lines += [Line(words, Tone.QUIET) for words in what_was_missing(report)]
    return lines


def range_words(reached: RangeMeasured | RangeReached) -> str:
    """How far it went: "58 degrees at the farthest, usually 51, as seen in the picture"."""
    digits = 0 if reached.unit == "degrees" else 2
    farthest, usual = (f"{amount:.{digits}f}" for amount in (reached.farthest, reached.usual))
    return f"{farthest} {reached.unit} at the farthest, usually {usual}, as seen in the picture"


def _times(count: int) -> str:
    return "1 repetition" if count == 1 else f"{count} repetitions"
