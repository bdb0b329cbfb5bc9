"""`posture run`: the terminal app on any source."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.options import (
    CalibrateOption,
    FpsOption,
    ModelOption,
    OptionalSourceArgument,
    ProfileOption,
    RelaxedOption,
    SetOption,
    SourceOption,
    StandingOption,
    one_source,
)
from tui.start import start_watching


def run(
    src: OptionalSourceArgument = None,
    *,
    source: SourceOption = None,
    fps: FpsOption = None,
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    calibrate_standing: StandingOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
    compact: Annotated[
        bool,
        typer.Option("--compact", help="Three to five lines only, for a small pane; v shows everything."),
    ] = False,
) -> None:
    """Open the terminal app on any source. Without a reference it begins with the guided calibration.

    A camera or a stream is written to your log; a recording is only shown.

    Example: posture run clip.mp4 --calibrate 0:10
    """
    code = start_watching(
        source=one_source(src, source),
        fps=fps,
        profile=profile,
        calibrate=calibrate,
        calibrate_relaxed=calibrate_relaxed,
        calibrate_standing=calibrate_standing,
        set_=set_,
        model=model,
        compact=compact,
    )
    raise typer.Exit(code)
