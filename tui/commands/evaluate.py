"""`posture evaluate`: labelled traces in, accuracy figures out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from calibration.from_source import Stretch
from calibration.labelled import own_reference, score_recording, score_stills, stretch_reference
from posture.episode_scores import EpisodeScores, score_episodes, together
from posture.errors import CalibrationError, TraceError, UsageError
from posture.evaluation import ScoredFrame, score_frames
from posture.leave_one_out import SENSITIVITIES, leave_one_out
from tui.core_setup import load_profile, our_places, settings_for, warn
from tui.evaluation_format import Format, evaluation_dict, evaluation_table
from tui.labelled_dataset import find_recordings, read_recording
from tui.options import ProfileOption, SetOption
from tui.stretch import parse_stretch

if TYPE_CHECKING:
    from calibration.labelled import LabelledObservation
    from calibration.profile import Profile
    from posture.baseline import Baseline
    from posture.settings import Settings

_REFERENCE_FRAMES = 10


@dataclass(frozen=True, slots=True)
class _Person:
    """What was counted of one person: frames, episodes, and frames at each sensitivity tried."""

    frames: list[ScoredFrame] = field(default_factory=list)
    episodes: list[EpisodeScores] = field(default_factory=list)
    tried: dict[float, list[ScoredFrame]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    """Where each recording's reference comes from: a profile, a stretch of it, or its upright frames."""

    profile: Profile | None
    stretch: Stretch | None
    frames: int


def evaluate(
    dataset: Annotated[
        list[Path],
        typer.Argument(metavar="DATASET...", help="Labelled landmark traces, or folders of them."),
    ],
    *,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            metavar="FILE.csv",
            help="Labels as intervals: begin_s,end_s,label and, if wanted, recording and person. "
            "X.labels.csv beside the trace X.jsonl is found by itself.",
        ),
    ] = None,
    calibrate_labelled: Annotated[
        int | None,
        typer.Option(
            "--calibrate-labelled",
            metavar="N",
            min=5,
            help="Make each recording's reference from this many of its upright frames, spread over all of "
            f"them; they are not scored. This is the default, with {_REFERENCE_FRAMES}.",
        ),
    ] = None,
    calibrate: Annotated[
        str | None,
        typer.Option(
            "--calibrate",
            metavar="A:B",
            help="Make each recording's reference from its seconds A to B; those are not scored.",
        ),
    ] = None,
    profile: ProfileOption = None,
    leave_one_person_out: Annotated[
        bool,
        typer.Option(
            "--leave-one-person-out",
            help="Choose slouch.sensitivity for each person on all the others, and score him with it.",
        ),
    ] = False,
    stills: Annotated[
        bool, typer.Option("--stills", help="Judge every frame by itself: for sets of unrelated pictures.")
    ] = False,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print the figures.")
    ] = Format.TABLE,
    set_: SetOption = None,
) -> None:
    """Compare what the monitor sees with labels somebody gave to landmark traces.

    A label stands beside `t` in a trace, or in a table of intervals; a table wins. good and not_slouching
    mean upright, bad and slouching mean slouched. A person is the part of the file name before "__", or
    what the table says. Nothing is trained across people, so each person's figures are figures on somebody
    the program has not seen, but for the frames of his own reference.

    Example: posture evaluate recordings/ --labels labels.csv --calibrate 0:20 --format json
    """
    where = our_places()
    settings = settings_for(where, set_, own_file=False)
    if leave_one_person_out and any(
        key.partition("=")[0].strip() == "slouch.sensitivity" for key in set_ or ()
    ):
        raise UsageError("--leave-one-person-out chooses slouch.sensitivity: leave it out of --set")
    if sum(way is not None for way in (calibrate_labelled, calibrate, profile)) > 1:
        msg = "--calibrate-labelled, --calibrate and --profile exclude each other: name one reference"
        raise UsageError(msg)
    reference = _Reference(
        profile=load_profile(where, profile, default=False),
        stretch=None if calibrate is None else _stretch(calibrate),
        frames=_REFERENCE_FRAMES if calibrate_labelled is None else calibrate_labelled,
    )
    recordings = find_recordings(dataset, labels)
    counted = {recording.person: _Person() for recording in recordings}
    if leave_one_person_out and len(counted) < 2:
        raise UsageError(
            f"--leave-one-person-out needs two people, and all recordings are of {next(iter(counted))!r}: "
            'name files PERSON__anything, or give the table of labels a column "person"'
        )
    for recording in recordings:
        items = read_recording(recording)
        person = counted[recording.person]
        baseline, items, left_out = _baseline(recording.path, items, settings, reference)
        if not any(item.label is not None and k not in left_out for k, item in enumerate(items)):
            raise TraceError(
                f"{recording.path} has no labelled frame to score besides those of its reference"
            )
        frames, episodes = _score(items, settings, baseline, left_out, stills=stills)
        person.frames.extend(frames)
        person.episodes.extend(episodes)
        for value in SENSITIVITIES if leave_one_person_out else ():
            tuned = replace(settings, slouch=replace(settings.slouch, sensitivity=value))
            frames, _ = _score(items, tuned, baseline, left_out, stills=stills)
            person.tried.setdefault(value, []).extend(frames)
    people = {name: score_frames(person.frames) for name, person in counted.items()}
    total = score_frames([frame for person in counted.values() for frame in person.frames])
    summed = {} if stills else {name: together(person.episodes) for name, person in counted.items()}
    whole = None if stills else together(list(summed.values()))
    out = None
    if leave_one_person_out:
        tried = {
            name: {value: score_frames(frames) for value, frames in person.tried.items()}
            for name, person in counted.items()
        }
        out = leave_one_out(tried)
    if output_format is Format.JSON:
        typer.echo(json.dumps(evaluation_dict(total, whole, people, summed, out), indent=2))
    else:
        typer.echo(evaluation_table(total, whole, people, summed, out), nl=False)


def _stretch(text: str) -> Stretch:
    begin_s, end_s = parse_stretch(text, "--calibrate")
    return Stretch(begin_s=begin_s, end_s=end_s)


def _baseline(
    path: Path, items: list[LabelledObservation], settings: Settings, reference: _Reference
) -> tuple[Baseline, list[LabelledObservation], frozenset[int]]:
    """The reference for a recording, what of it has labels to score, and which frames are not scored."""
    if reference.profile is not None:
        return reference.profile.baseline, items, frozenset()
    try:
        if reference.stretch is None:
            baseline, left_out = own_reference(items, settings, reference.frames)
            return baseline, items, left_out
        result, items = stretch_reference(items, settings, reference.stretch)
    except CalibrationError as error:
        raise CalibrationError(f"{path}: {error}") from error
    if result.verdict.advice and result.verdict.grade != "good":
        warn(f"{path}: the reference is {result.verdict.grade}: {' '.join(result.verdict.advice)}")
    return result.baseline, items, frozenset()


def _score(
    items: list[LabelledObservation],
    settings: Settings,
    baseline: Baseline,
    left_out: frozenset[int],
    *,
    stills: bool,
) -> tuple[list[ScoredFrame], list[EpisodeScores]]:
    """The frames of a recording, and its episodes where frames follow each other."""
    if stills:
        return score_stills(items, settings, baseline, left_out), []
    frames, watched = score_recording(items, settings, baseline, left_out)
    return frames, [score_episodes(watched)]
