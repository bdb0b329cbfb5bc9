"""`posture` and `posture run`: the terminal app."""

from __future__ import annotations

import sys

from posture.adapters.native_log import redirect_native_stderr
from posture.errors import PostureError
from tui.core_setup import our_places, settings_for
from tui.feeds import Watching, demo_feed, watching_feed
from tui.options import CalibrateOption, FpsOption, ModelOption, ProfileOption, RelaxedOption, SetOption, SourceOption


def run(
    *,
    source: SourceOption = None,
    fps: FpsOption = None,
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Open the terminal app on any source. Without a reference it begins with the guided calibration.

    A camera or a stream is written to your log; a recording is only shown.

    Example: posture run --source clip.mp4 --calibrate 0:10
    """
    need_terminal("`posture watch` needs none")
    where = our_places()
    settings = settings_for(where, set_, own_file=True)
    watching = Watching(
        settings=settings,
        source=source,
        fps=fps,
        model=model,
        profile=profile,
        calibrate=calibrate,
        calibrate_relaxed=calibrate_relaxed,
    )
    feed = watching_feed(watching)
    redirect_native_stderr(where.log_file)
    from tui.app import PostureApp  # noqa: PLC0415 - Textual must see the screen's new descriptor

    app = PostureApp(feed, settings, demo=lambda: demo_feed(settings))
    app.run()
    if app.defect is not None:
        raise app.defect


def need_terminal(instead: str) -> None:
    """Refuse to draw where there is no terminal.

    Raises:
        PostureError: standard input or output is not a terminal; `instead` says what to do.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        msg = f"the terminal app needs a terminal, and this is none; {instead}"
        raise PostureError(msg)
