"""How often the program is right about public sets of labelled people: figures for docs/accuracy.md."""

from __future__ import annotations

from random import Random
from statistics import fmean
from typing import TYPE_CHECKING

from calibration.collector import MIN_SAMPLES
from calibration.labelled import own_reference, score_recording, score_stills
from multiposture_check import CLASSES, COLUMNS, REFERENCE_FRAMES, LeftOutScore, leave_one_out, read_people
from posture.errors import CalibrationError
from posture.evaluation import FrameScores, score_frames
from posture.settings import Settings
from public_sets import POSTUREMAX_SIZE, posturemax, side_view, side_view_pictures, via_posenet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from calibration.labelled import LabelledObservation
    from posture.evaluation import ScoredFrame

OWN_FRAMES = 10
DRAWS = 50
DRAWN = (5, 10)
_COLUMN_LIST = "\n".join(f"- `{column}`: {meaning}" for column, meaning in COLUMNS.items())

TEXT = f"""\
## Public sets

The sets are not in this repository: they show people, and their licences are their own.

| set | origin | licence |
|---|---|---|
| via-posenet: 65 webcam pictures of one man, two sessions | github.com/SlouchingOrNot/via-posenet at 291a0507 | MIT |
| PostureMax: 366 frames of one person | github.com/aravindpasupathi/PostureMax at 7244ad8a | MIT |
| side_view: 655 versions of desk pictures from the side | Roboflow "sitting posture" v4, ikornproject | CC BY 4.0 |
| MultiPosture: 13 people, 4794 frames, features only | Zenodo, DOI 10.5281/zenodo.14230872 | CC BY 4.0 |

`--data DIR` reads them from

    DIR/via_posenet_webcam/mediapipe_pose_c1.npz    MediaPipe's landmarks of its pictures
    DIR/posturemax/posturemax_posture_dataset.csv   the set's own table
    DIR/side_view/landmarks.npz                     MediaPipe's landmarks of its pictures
    DIR/multiposture/multiposture_features.csv      the set's features, a row for each frame

An `.npz` holds `files` (the pictures' paths in their set), `lm` (for each picture 33 x [x, y, z, visibility],
normalised as MediaPipe gives them, NaN where nobody was found) and `size` (its width and height in pixels). The
features of MultiPosture have a column `subject`, a column `label` ({", ".join(CLASSES)}) and those named below.

Balanced accuracy is the mean of the share of slouches seen as a slouch and the share of upright frames not seen as
one. Over all frames, what was not judged (`turned`, `unknown`) counts as not slouched; the same over judged frames
alone stands beside it, with the share of frames that was judged. Frames that a reference is made of are not
scored. "-" stands where there is nothing to score.

### via-posenet

The limits were chosen on simulated bodies and checked on this set, so this man is not unseen. Each session has a
reference of its own. Each picture is judged by itself. "Spread evenly" takes {OWN_FRAMES} of the session's upright
pictures, evenly over all that can be used; "at random" draws as many as it says, {DRAWS} times: the mean of all draws,
and the lowest in each column. The session "middle" is dim, and the man turns his head in it.

{{via_posenet}}
### PostureMax

The limits were chosen on simulated bodies and checked on this set too, so this person is not unseen either.
References as above; each frame judged by itself, and once as the program does it, in time. The set tells neither
the rate (taken as two frames a second) nor the size of the pictures (taken as
{POSTUREMAX_SIZE[0]} x {POSTUREMAX_SIZE[1]}) nor visibility (taken as 1). Its labels alternate in 15 segments, of which some of one to four
frames look mislabelled; they were left as they are.

{{posturemax}}
### side_view

For each dated day the reference comes from {OWN_FRAMES} good pictures of that day, spread evenly; each picture is judged
by itself. The set holds up to three noisy versions of a picture: of a picture in the reference no version is
scored. Undated pictures, and those in which nobody was found, are left out. "-" where fewer than {MIN_SAMPLES} frames of
the day can be used for a reference. Limits were chosen on simulated bodies; what the program knows about cameras at
the side was written with these pictures at hand, so they are not unseen.

{{side_view}}
### MultiPosture

Features without landmarks, so the program cannot run on them and no limit was chosen on them. What is checked is
the idea: do measures like the program's tell the five positions of the upper body of somebody who was never seen? A
plain multinomial logistic regression (`scripts/multiposture_check.py`) learns from all people but one and is asked
about that one. Its columns are all that are there for everybody and give nothing away (what they measure is read from
their names and from how they move):

{_COLUMN_LIST}

Left out are `head_y_ratio`, `head_neck_vertical_angle` and `trunk_forward_backward_angle`, which the set normalised with
all upright frames of each subject, and the columns `ergoia_*`, which are empty exactly where somebody leans back.
{REFERENCE_FRAMES} upright frames of each person, spread evenly, are neither learned from nor scored. With the own
reference everything else is taken relative to their median, without it as it is. On this set such a
regression does no better with the own reference than without: it shows that the measures tell positions apart,
not that a reference is needed. Macro F1 is over the positions
that the person shows; "good or bad" is upright or not, F1 of "not".

{{multiposture}}"""
"""What stands on the page, with a place for each table of figures."""

_HEADS = "balanced accuracy, all | balanced accuracy, judged | judged |"


def public_part(folder: Path) -> str:
    """The part of the page on public sets."""
    sessions, recordings = via_posenet(folder), posturemax(folder)
    return TEXT.format(
        via_posenet=own_frames_table(sessions, in_time=False),
        posturemax=own_frames_table(recordings, in_time=True),
        side_view=side_view_table(side_view(folder), side_view_pictures(folder)),
        multiposture=multiposture_table(folder),
    )


def own_frames_table(recordings: Mapping[str, Sequence[LabelledObservation]], *, in_time: bool) -> str:
    """How good a reference from a few own frames is, evenly spread and drawn at random."""
    settings = Settings()
    lines = [f"| recording | reference | scored | {_HEADS}", "|---|---|---|---|---|---|"]
    for name, items in recordings.items():
        baseline, left_out = own_reference(items, settings, OWN_FRAMES)
        alone = score_frames(score_stills(items, settings, baseline, left_out))
        lines.append(_row(name, f"{OWN_FRAMES} spread evenly", alone))
        if in_time:
            frames, _ = score_recording(items, settings, baseline, left_out)
            lines.append(_row(name, f"{OWN_FRAMES} spread evenly, in time", score_frames(frames)))
        for count in DRAWN:
            drawn = random_references(items, settings, count)
            lines.append(_row(name, f"{count} at random, mean", *drawn))
            lines.append(_row(name, f"{count} at random, worst", *drawn, worst=True))
    return "\n".join(lines) + "\n"


def random_references(
    items: Sequence[LabelledObservation], settings: Settings, count: int
) -> list[FrameScores]:
    """The figures for each of `DRAWS` references from `count` of the usable upright frames."""
    # As many as there are, spread evenly, are all of them.
    _, usable = own_reference(items, settings, len(items))
    random = Random(count)
    scores = []
    for _ in range(DRAWS):
        drawn = random.sample(sorted(usable), min(count, len(usable)))
        baseline, _ = own_reference([items[index] for index in drawn], settings, count)
        scores.append(score_frames(score_stills(items, settings, baseline, frozenset(drawn))))
    return scores


def side_view_table(
    days: Mapping[str, Sequence[LabelledObservation]], pictures: Mapping[str, Sequence[str]]
) -> str:
    """One row a day, and one for the frames of all days."""
    lines = [f"| day | scored | {_HEADS}", "|---|---|---|---|---|"]
    everything: list[ScoredFrame] = []
    for day, items in days.items():
        frames = day_frames(items, pictures[day])
        everything += frames
        lines.append(_row(day, None, score_frames(frames)))
    lines.append(_row("all days", None, score_frames(everything)))
    return "\n".join(lines) + "\n"


def day_frames(items: Sequence[LabelledObservation], pictures: Sequence[str]) -> list[ScoredFrame]:
    """A day judged with its own reference; no picture is on both sides in any of its versions."""
    settings = Settings()
    try:
        _, usable = own_reference(items, settings, len(items))
        version_of = {pictures[index]: index for index in sorted(usable)}
        one_each = sorted(version_of.values())
        baseline, chosen = own_reference([items[index] for index in one_each], settings, OWN_FRAMES)
    except CalibrationError:
        return []
    taken = {pictures[one_each[index]] for index in chosen}
    left_out = frozenset(index for index, picture in enumerate(pictures) if picture in taken)
    return score_stills(items, settings, baseline, left_out)


def multiposture_table(folder: Path) -> str:
    """Mean and worst of the people left out, with and without a reference of their own."""
    people = read_people(folder)
    with_own = leave_one_out(people, own_reference=True)
    without = leave_one_out(people, own_reference=False)
    lines = [
        "| | own: macro F1 | accuracy | good or bad F1 | none: macro F1 | accuracy | good or bad F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, of in (("mean of the people", fmean), ("worst", min)):
        cells = [f"{of(column):.2f}" for scores in (with_own, without) for column in _columns(scores)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for one, other in zip(with_own, without, strict=True):
        cells = [f"{column[0]:.2f}" for scores in ([one], [other]) for column in _columns(scores)]
        lines.append(f"| person {one.name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _columns(scores: Iterable[LeftOutScore]) -> list[list[float]]:
    rows = [(score.macro_f1, score.accuracy, score.bad_f1) for score in scores]
    return [list(column) for column in zip(*rows, strict=True)]


def _row(name: str, reference: str | None, *scores: FrameScores, worst: bool = False) -> str:
    """A row of a table: the mean of `scores`, or the lowest in each column."""
    of = min if worst else fmean
    cells = [name] if reference is None else [name, reference]
    cells.append(str(scores[0].binary.frames))
    for column in (
        [one.binary.balanced_accuracy for one in scores],
        [one.binary_judged.balanced_accuracy for one in scores],
        [one.judged_share for one in scores],
    ):
        known = [value for value in column if value is not None]
        cells.append(f"{of(known):.2f}" if known else "-")
    return f"| {' | '.join(cells)} |"
