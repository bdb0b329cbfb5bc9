"""What a monitor would cost here: ten seconds of one, without a log and without prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters.process_cost import processor_s
from posture.ports import Usage, UsageTelling
from posture.runner import run
from posture.thinned_source import at_a_pace
from tui.core_setup import build_core, open_configured
from tui.own_cost import Cost, cost_of

if TYPE_CHECKING:
    from pathlib import Path

    from calibration.profile import Profile
    from posture.settings import Settings

TRIAL_S = 10.0


def trial(settings: Settings, source: str, model: Path | None, profile: Profile | None) -> Cost:
    """Watch `source` for ten seconds of its time; loading the model is not counted.

    Raises:
        SourceError: it cannot be opened.
    """
    core = build_core(settings, profile, None)
    with open_configured(settings, source, fps=None, model=model) as opened:
        paced, sink = at_a_pace(opened, settings)
        before_s = processor_s()
        began_s = ended_s = None
        looks = 0
        for step in run(paced, core, [] if sink is None else [sink]):
            ended_s = step.status.at.mono_s
            began_s = ended_s if began_s is None else began_s
            looks += step.observed
            if ended_s - began_s >= TRIAL_S:
                break
        lasted_s = 0.0 if began_s is None or ended_s is None else ended_s - began_s
        plain = Usage(camera_on_s=None, looks=looks, analysed=0)
        usage = paced.usage() if isinstance(paced, UsageTelling) else plain
        return cost_of(lasted_s, usage, processor_before_s=before_s)
