"""`posture trace`: look at landmark traces, cut them, join them, thin them out, draw them."""

from __future__ import annotations

import json
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from posture.adapters.private_files import check_replaceable, write_private_file
from posture.adapters.source_kind import is_trace
from posture.adapters.trace import TraceReader
from posture.adapters.trace_edit import anonymise as write_anonymous
from posture.adapters.trace_edit import cut as write_cut
from posture.adapters.trace_edit import merge as write_merged
from posture.errors import StorageError, UsageError
from posture.runner import run as run_core
from posture.settings import CameraSettings
from posture.trace_facts import TraceFacts
from tui.core_setup import build_core, load_profile, open_configured, our_places, settings_for, warn
from tui.options import CalibrateOption, ProfileOption, RelaxedOption, SetOption
from tui.parser_words import needs_command
from tui.stretch import parse_stretch
from tui.trace_plot import Strip, plot_text
from tui.trace_svg import plot_svg
from tui.trace_text import facts_dict, facts_text

app = typer.Typer()

_NARROWEST, _WIDEST = 20, 400

TraceArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A landmark trace (.jsonl, .jsonl.gz).", show_default=False, readable=False
    ),
]
"""`readable=False`: the reader says what to do about a file without rights, the parser does not."""
OutArgument = Annotated[
    Path, typer.Argument(metavar="OUT", help="The new trace (.jsonl, .jsonl.gz).", show_default=False)
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]


class Format(StrEnum):
    """How facts are printed."""

    TEXT = "text"
    JSON = "json"


@app.callback(invoke_without_command=True)
def trace(context: typer.Context) -> None:
    """Landmark traces: look at them, cut, join, thin out, draw. They are read line by line, never whole.

    Example: posture trace info clip.jsonl.gz
    """
    needs_command(context)


@app.command()
def info(
    file: TraceArgument,
    *,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Say what a trace holds: length, rate, people, gaps, labels, keys, and what is in it about somebody.

    Example: posture trace info clip.jsonl.gz --format json
    """
    name = _named(file)
    facts = TraceFacts(gap_s=CameraSettings().gap_s)
    with closing(TraceReader(name, warn=warn)) as reader:
        for item in reader.items():
            facts.take(item.value, item.label)
        header = reader.header
    told = facts_dict(name, header.frame_size, header.started, facts)
    if output_format is Format.JSON:
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        typer.echo(facts_text(told), nl=False)


@app.command()
def cut(
    file: TraceArgument,
    stretch: Annotated[str, typer.Argument(metavar="A:B", help="Seconds, such as 60:90; B is not in it.")],
    out: OutArgument,
    *,
    force: ForceOption = False,
) -> None:
    """Write a stretch of a trace as a trace of its own, with times from 0 on.

    Labels and keys inside stay. A pause that began before the stretch is not known to the new trace.

    Example: posture trace cut day.jsonl.gz 3600:3900 slump.jsonl.gz
    """
    begin_s, end_s = parse_stretch(stretch, "A:B")
    _say(write_cut(_named(file), out, begin_s, end_s, force=force, warn=warn), out)


@app.command()
def merge(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Landmark traces, in order.", readable=False)
    ],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The new trace (.jsonl, .jsonl.gz).")],
    gap: Annotated[
        float | None,
        typer.Option("--gap", metavar="S", min=0.0, help="Seconds between two; default: one usual interval."),
    ] = None,
    by_clock: Annotated[
        bool, typer.Option("--by-clock", help="Place each by the time at which it was started.")
    ] = False,
    force: ForceOption = False,
) -> None:
    """Join traces into one; labels and keys stay. All must be of pictures of one size.

    Example: posture trace merge morning.jsonl.gz evening.jsonl.gz --out day.jsonl.gz --by-clock
    """
    if gap is not None and by_clock:
        raise UsageError("--gap and --by-clock exclude each other: leave one out")
    names = [_named(file) for file in files]
    _say(write_merged(names, out, gap_s=gap, by_clock=by_clock, force=force, warn=warn), out)


@app.command()
def anonymise(file: TraceArgument, out: OutArgument, *, force: ForceOption = False) -> None:
    """Write a trace without what a replay does not need.

    Gone: the date and time, depth, the points of hands, heels and the corners of the eyes, digits beyond a
    thousandth of the picture, and unknown fields. Still in it: the proportions of face, shoulders and limbs,
    and how somebody moves and when. Who knows the person may recognise him by these, and labels and keys
    stay as they are. Give it only to people you trust with that.

    Example: posture trace anonymise clip.jsonl.gz shared.jsonl.gz
    """
    _say(write_anonymous(_named(file), out, force=force, warn=warn), out)


@app.command()
def plot(
    file: TraceArgument,
    *,
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    set_: SetOption = None,
    width: Annotated[
        int, typer.Option("--width", min=_NARROWEST, max=_WIDEST, help="Characters across, of the text.")
    ] = 80,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.svg", help="Write a picture instead, readable by you alone."),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Draw deviation, labels and presence of a trace over its time, as text or as a picture (SVG).

    Example: posture trace plot clip.jsonl.gz --calibrate 0:10 --out clip.svg
    """
    if out is not None:
        _check_picture(out, force=force)
    where = our_places()
    settings = settings_for(where, set_, own_file=False)
    core = build_core(settings, load_profile(where, profile, default=False), calibrate, calibrate_relaxed)
    strip = Strip()
    with open_configured(settings, _named(file), fps=None, model=None) as opened:
        for step in run_core(opened, core):
            strip.take(step)
    if out is None:
        typer.echo(plot_text(strip, width), nl=False)
    else:
        write_private_file(out, plot_svg(strip, file.name).encode())
        warn(f"picture written to {out}")


def _check_picture(out: Path, *, force: bool) -> None:
    """Find out before the replay whether the picture can be written."""
    if out.suffix.lower() != ".svg":
        raise UsageError(f"{out} is no name for a picture; let it end in .svg")
    if out.exists() and not force:
        raise StorageError(f"{out} exists already: choose another name, or replace it with --force.")
    check_replaceable(out)


def _named(file: Path) -> str:
    if not is_trace(str(file)):
        raise UsageError(
            f"{file} is no landmark trace, which ends in .jsonl or .jsonl.gz; make one with `posture record`"
        )
    return str(file)


def _say(written: int, out: Path) -> None:
    warn(f"{written} lines written to {out}")
