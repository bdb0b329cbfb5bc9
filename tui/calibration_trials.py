"""What `posture calibrate` does besides making a reference: measure the view, and try a new reference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from calibration.collector import COLLECT_S, Phase
from calibration.reliability import StillCheck
from calibration.validation import PART_S, Validation
from calibration.validation_verdict import Part
from posture.errors import CalibrationError, PostureError
from posture.landmarks import PoseObservation
from tui.calibration_words import PART_WORDS
from tui.core_setup import warn
from tui.live_line import LiveLine
from tui.wording import LABEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from calibration.collector import Progress
    from calibration.reliability import Reliability
    from calibration.validation import ValidationProgress
    from posture.baseline import Baseline
    from posture.inputs import UserInput
    from posture.settings import Settings

_BEFORE_CHECK = """\
Sit comfortably upright and still, hands on the desk, and look at the screen. Nothing is saved.
"""

_BEFORE_TRIAL = """\
Now half a minute to see whether it works. Ctrl-C skips it; the reference is saved already.
"""


def show_collecting(line: LiveLine, progress: Progress) -> None:
    """The countdown of sitting still, and what is in the way."""
    if progress.phase is Phase.DONE:
        return
    ready = progress.phase is Phase.GET_READY
    done = 0.0 if ready else 1.0 - progress.seconds_left / max(progress.seconds_wanted, 0.1)
    hint = progress.advice[0] if progress.advice else "Good, I can see you."
    line.show("Get ready" if ready else "Hold still", progress.seconds_left, done, hint)


def measure_view(observations: Iterable[PoseObservation | UserInput], settings: Settings) -> Reliability:
    """Let the user sit still and measure what can be seen.

    Raises:
        CalibrationError: too few pictures were usable.
    """
    sys.stderr.write(_BEFORE_CHECK)
    check: StillCheck | None = None
    line = LiveLine()
    for item in observations:
        if not isinstance(item, PoseObservation):
            continue
        if check is None:
            check = StillCheck(settings, item.at, collect_s=COLLECT_S)
        progress = check.observe(item)
        show_collecting(line, progress)
        if progress.phase is Phase.DONE:
            break
    line.clear()
    if check is None:
        msg = "nothing was measured: the source has no pictures; use a longer one or a camera"
        raise CalibrationError(msg)
    return check.result()


def try_reference(
    observations: Iterable[PoseObservation | UserInput], settings: Settings, baseline: Baseline
) -> None:
    """Lead the user through the half minute and say what came of it; whatever comes, the reference stays."""
    sys.stderr.write(_BEFORE_TRIAL)
    validation: Validation | None = None
    line = LiveLine()
    try:
        for item in observations:
            if not isinstance(item, PoseObservation):
                continue
            if validation is None:
                validation = Validation(settings, baseline, item.at)
            progress = validation.observe(item)
            if progress.part is Part.DONE:
                break
            _show_trial(line, progress)
    except KeyboardInterrupt:
        line.clear()
        warn("skipped; the reference is saved and was not tried")
        return
    except PostureError as error:
        line.clear()
        warn(f"the reference is saved and was not tried: {error}")
        return
    line.clear()
    if validation is None:
        warn("the reference is saved and was not tried: the source ended with the calibration")
        return
    for sentence in validation.result().sentences:
        warn(sentence)


def _show_trial(line: LiveLine, progress: ValidationProgress) -> None:
    hint = progress.advice[0] if progress.advice else f"seen: {LABEL_WORDS[progress.label].been}"
    line.show(PART_WORDS[progress.part], progress.seconds_left, 1.0 - progress.seconds_left / PART_S, hint)
