"""`posture evaluate`: labelled traces in, accuracy figures out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from calibration.labelled import (
    LabelledObservation,
    own_reference,
    score_recording,
    score_stills,
)
from posture.adapters.trace import TRACE_SUFFIXES, read_labelled
from posture.errors import TraceError, UsageError
from posture.evaluation import EpisodeScores, ScoredFrame, score_episodes, score_frames, together
from posture.inputs import UserInput
from posture.labels import Label
from tui.core_setup import load_profile, our_places, settings_for, warn
from tui.evaluation_format import Format, evaluation_dict, evaluation_table
from tui.options import ProfileOption, SetOption

_SYNONYMS = {
    "good": Label.UPRIGHT,
    "not_slouching": Label.UPRIGHT,
    "bad": Label.SLOUCHED,
    "slouching": Label.SLOUCHED,
}


def evaluate(
    dataset: Annotated[
        list[Path],
        typer.Argument(metavar="DATASET...", help="Labelled landmark traces, or folders of them."),
    ],
    *,
    calibrate_labelled: Annotated[
        int,
        typer.Option(
            "--calibrate-labelled",
            min=5,
            help="Make each recording's reference from this many of its upright frames, spread over all of "
            "them; they are not scored.",
        ),
    ] = 10,
    profile: ProfileOption = None,
    stills: Annotated[
        bool, typer.Option("--stills", help="Judge every frame by itself: for sets of unrelated pictures.")
    ] = False,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print the figures.")
    ] = Format.TABLE,
    set_: SetOption = None,
) -> None:
    """Compare what the monitor sees with labels that stand beside `t` in landmark traces.

    Labels are those of the frame lines; good and not_slouching mean upright, bad and slouching mean slouched.
    A person is the part of the file name before "__". Nothing is trained across people, so each person's
    figures are figures on somebody the program has not seen, but for the frames of his own reference.

    Example: posture evaluate recordings/ --calibrate-labelled 10 --format json
    """
    where = our_places()
    settings = settings_for(where, set_, own_file=False)
    given = load_profile(where, profile, default=False)
    frames: dict[str, list[ScoredFrame]] = {}
    episodes: dict[str, list[EpisodeScores]] = {}
    for path in _traces(dataset):
        items = _items(path)
        left_out: frozenset[int] = frozenset()
        if given is None:
            baseline, left_out = own_reference(items, settings, calibrate_labelled)
        else:
            baseline = given.baseline
        person = path.name.split(".", 1)[0].split("__", 1)[0]
        if stills:
            scored = score_stills(items, settings, baseline, left_out)
        else:
            scored, told = score_recording(items, settings, baseline, left_out)
            episodes.setdefault(person, []).append(score_episodes(scored, told))
        frames.setdefault(person, []).extend(scored)
    people = {name: score_frames(scored) for name, scored in frames.items()}
    total = score_frames([frame for scored in frames.values() for frame in scored])
    summed = {name: together(parts) for name, parts in episodes.items()}
    whole = together([part for parts in episodes.values() for part in parts]) if episodes else None
    if output_format is Format.JSON:
        typer.echo(json.dumps(evaluation_dict(total, whole, people, summed), indent=2))
    else:
        typer.echo(evaluation_table(total, whole, people, summed), nl=False)


def _traces(dataset: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in dataset:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.name.endswith(TRACE_SUFFIXES))
            if not inside:
                raise UsageError(f"{path} holds no landmark trace (.jsonl, .jsonl.gz)")
            found.extend(inside)
        else:
            found.append(path)
    return found


def _items(path: Path) -> list[LabelledObservation]:
    items = []
    for number, item in enumerate(read_labelled(str(path), warn=warn), start=2):
        label = None
        if item.label is not None and not isinstance(item.value, UserInput):
            label = _label(item.label, path, number)
        items.append(LabelledObservation(value=item.value, label=label))
    if not any(item.label is not None for item in items):
        raise TraceError(f'{path} has no labels: put "label": "upright" or another label beside "t"')
    return items


def _label(text: str, path: Path, number: int) -> Label:
    if text in _SYNONYMS:
        return _SYNONYMS[text]
    try:
        return Label(text)
    except ValueError as error:
        allowed = ", ".join([*Label, *_SYNONYMS])
        raise TraceError(f"{path}, line {number}: {text!r} is no label; use one of {allowed}") from error
