"""`posture settings`: every key, its value now, what it does and what is allowed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from posture.adapters.settings_file import allowed_values, known_keys
from posture.settings import DESCRIPTIONS, Settings
from tui.core_setup import our_places, settings_for
from tui.options import SetOption


def settings(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    set_: SetOption = None,
) -> None:
    """List every setting: its value as your settings file and --set leave it, what it does, what is allowed.

    Example: posture settings --set slouch.sensitivity=1.2
    """
    where = our_places()
    now = _flat(settings_for(where, set_, own_file=True))
    default = _flat(Settings())
    if as_json:
        typer.echo(json.dumps(now, indent=2))
        return
    width = max(map(len, now))
    for key, value in now.items():
        mark = "" if value == default[key] else f"   (default {json.dumps(default[key])})"
        typer.echo(f"{key:<{width}}  {json.dumps(value)}{mark}")
        typer.echo(f"    {DESCRIPTIONS[key]}.")
        typer.echo(f"    Allowed: {allowed_values(key)}.")
    typer.echo(f"Change them in {where.settings_file}", err=True)


def _flat(values: Settings) -> dict[str, Any]:
    tables = asdict(values)
    flat = {}
    for key in known_keys():
        section, _, name = key.partition(".")
        flat[key] = tables[section][name]
    return flat
