"""A plan file for a command that runs the monitor: read, and laid over the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.targets import target_settings
from tui.core_setup import settings_for

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from posture.adapters.data_dirs import Places
    from posture.settings import Settings
    from posture.therapy.plan import Plan


def read_plan_file(where: Places, file: Path) -> Plan:
    """The plan in this file.

    Raises:
        PlanError: it cannot be read, or is not as it should be.
    """
    # Imported here: what checks a plan takes a while to load.
    from posture.adapters.plan_file import read_plan  # noqa: PLC0415
    from posture.adapters.plan_knowledge import load_knowledge  # noqa: PLC0415

    return read_plan(file, load_knowledge(where.exercises))


def settings_with_plan(
    where: Places, plan: Plan, started: datetime | None, overrides: list[str] | None
) -> Settings:
    """The settings of a replay under a plan: defaults, then the plan's targets, then `--set`.

    `started` says which week of the plan it is; a recording that does not know is taken for week 1.
    """
    targets = target_settings(plan, plan.start if started is None else started.date())
    words = [f"{key}={value}" for key, value in targets.items()]
    return settings_for(where, [*words, *(overrides or [])], own_file=False)
