"""`posture record`: a source as a landmark trace, without a single picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.source_kind import TRACE_SUFFIXES
from posture.errors import UsageError
from posture.landmarks import PoseObservation
from tui.camera_taken import refuse_if_watched
from tui.core_setup import open_configured, our_places, settings_for, warn
from tui.options import FpsOption, ModelOption, SetOption, SourceArgument


def record(
    source: SourceArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The trace to write: .jsonl or .jsonl.gz.")],
    *,
    fps: FpsOption = None,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0.0, help="Stop after this much of the source's time.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Write what the pose estimator sees as a landmark trace. It holds coordinates and never a picture.

    Replaying the trace gives the same events as replaying the source. Stop a camera with Ctrl-C; what
    was recorded until then is kept.

    Example: posture record clip.mp4 clip.jsonl.gz
    """
    if not out.name.lower().endswith(TRACE_SUFFIXES):
        msg = f"{out} is no name for a landmark trace; let it end in {' or '.join(TRACE_SUFFIXES)}"
        raise UsageError(msg)
    where = our_places()
    settings = settings_for(where, set_, own_file=True)
    refuse_if_watched(where.runtime, source, "end it first, or record another camera")
    redirect_native_stderr(where.log_file)
    from posture.adapters.trace_writer import TraceWriter  # noqa: PLC0415

    opened = open_configured(settings, source, fps=fps, model=model)
    written = 0
    try:
        with opened, TraceWriter(out, opened.info, overwrite=force) as trace:
            for item in opened.observations():
                if seconds is not None and item.at.mono_s > seconds:
                    break
                trace.write(item)
                written += isinstance(item, PoseObservation)
    finally:
        if written:
            warn(f"{written} observations written to {out}")
