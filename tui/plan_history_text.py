"""Every version of a plan that was in use, as a table and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.plan_text import SHORT_HASH
from tui.plan_words import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from posture.adapters.plan_shelf import UsedPlan


def history_text(used: Sequence[UsedPlan], today: date) -> str:
    """Two lines for each version, the latest last."""
    lines = []
    for one in used:
        lines.append(f"{day_words(one.started.date())}, {_until(one, today)}: {one.title}")
        lines.append(f"    {one.id}, version {one.revision}, {one.hash[:SHORT_HASH]}, {one.file}")
    return "\n".join(lines) + "\n"


def _until(one: UsedPlan, today: date) -> str:
    if one.never_began:
        return "never in use"
    if one.started.date() > today:
        return "waits"
    if one.stopped is None or one.last_day is None:
        return "in use"
    until = f"until {day_words(one.last_day)}"
    return f"in use {until}" if one.stopped.date() > today else until


def history_json(used: Sequence[UsedPlan]) -> str:
    """The versions as one JSON object with stable keys."""
    plans = [
        {
            "id": one.id,
            "revision": one.revision,
            "title": one.title,
            "hash": one.hash,
            "started": one.started.isoformat(),
            "stopped": None if one.stopped is None else one.stopped.isoformat(),
            "file": str(one.file),
        }
        for one in used
    ]
    return json.dumps({"plans": plans}, indent=2) + "\n"
