"""The options that several commands share, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posture.errors import UsageError
from tui.completions import exercise_ids, reference_names, setting_keys

SOURCE_HELP = (
    "A camera number, a device path, a video file, an http(s) or rtsp stream, or a landmark trace "
    "(.jsonl, .jsonl.gz)."
)

SourceArgument = Annotated[str, typer.Argument(metavar="SRC", help=SOURCE_HELP)]

OptionalSourceArgument = Annotated[
    str | None,
    typer.Argument(metavar="SRC", show_default=False, help="What to watch, as with --source."),
]

RecordedSourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="SRC", help="A recorded source: a video file or a landmark trace (.jsonl, .jsonl.gz)."
    ),
]

SourceOption = Annotated[
    str | None,
    typer.Option("--source", metavar="SRC", help=f"{SOURCE_HELP} Default: the setting camera.source."),
]

FpsOption = Annotated[
    float | None,
    typer.Option(
        "--fps",
        min=0.1,
        max=30.0,
        help="Analyses per second of source time. Default: camera.fps (2) for pictures, every "
        "observation for a trace.",
    ),
]

ModelOption = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FILE", help="Another pose landmarker bundle (.task) than the embedded one."
    ),
]

ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME|FILE",
        help="The reference to compare with.",
        autocompletion=reference_names,
    ),
]

ExerciseOption = Annotated[
    str | None,
    typer.Option(
        "--exercise",
        metavar="ID",
        autocompletion=exercise_ids,
        help="Count this exercise from the start of the source, at up to 15 analyses a second for pictures. "
        "`posture exercise --list` lists them. Counting needs no reference.",
    ),
]

PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        help="A physical therapist's plan: its targets for sitting and breaks take the place of the settings "
        "(--set still wins), and its dose is that of --exercise.",
    ),
]

CalibrateOption = Annotated[
    str | None,
    typer.Option(
        "--calibrate",
        metavar="A:B",
        help="Take the reference from seconds A to B of this source, for example 0:10.",
    ),
]

RelaxedOption = Annotated[
    str | None,
    typer.Option(
        "--calibrate-relaxed",
        metavar="A:B",
        help="Take a second anchor, your relaxed slouch, from seconds A to B; needs --calibrate too.",
    ),
]

StandingOption = Annotated[
    str | None,
    typer.Option(
        "--calibrate-standing",
        metavar="A:B",
        help="Take a standing anchor, you standing at your desk, from seconds A to B; needs --calibrate too.",
    ),
]

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Any setting; may be repeated. `posture settings` lists them.",
        autocompletion=setting_keys,
    ),
]

EventsOption = Annotated[
    str | None,
    typer.Option("--events", metavar="FILE|-", help="Write events as JSON Lines; - is standard output."),
]

FramesOption = Annotated[
    str | None,
    typer.Option(
        "--frames", metavar="FILE|-", help="Write one JSON line per analysed frame; - is standard output."
    ),
]


def one_source(argument: str | None, option: str | None) -> str | None:
    """The source, which may be given in two ways, though not both with different words.

    Raises:
        UsageError: two sources are named.
    """
    if argument is not None and option is not None and argument != option:
        msg = f"two sources are named, {argument} and {option}: one monitor watches one; leave one out"
        raise UsageError(msg)
    return option if argument is None else argument
