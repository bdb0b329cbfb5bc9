"""`posture settings`: every key, its value now, what it does and what is allowed; and two presets."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.settings_file import allowed_values, flat_settings
from posture.errors import UsageError
from posture.presets import PRESETS, Preset
from posture.settings import DESCRIPTIONS, Settings
from tui.core_setup import our_places, settings_for
from tui.options import SetOption

if TYPE_CHECKING:
    from pathlib import Path


_WIDTH = 100


def settings(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    preset: Annotated[
        Preset | None,
        typer.Option(
            "--preset",
            help="Write a rhythm into your settings file: a break of 5 min every 30 min of sitting, or "
            "every 55 with fewer interruptions. Everything else in the file stays, comments too.",
        ),
    ] = None,
    set_: SetOption = None,
) -> None:
    """List every setting: its value as your settings file and --set leave it, what it does, what is allowed.

    Example: posture settings --set slouch.sensitivity=1.2
    """
    where = our_places()
    if preset is not None:
        _write_preset(where.settings_file, preset, as_json=as_json, overrides=set_)
        return
    now = flat_settings(settings_for(where, set_, own_file=True))
    default = flat_settings(Settings())
    if as_json:
        typer.echo(json.dumps(now, indent=2))
        return
    width = max(map(len, now))
    for key, value in now.items():
        mark = "" if value == default[key] else f"   (default {json.dumps(default[key])})"
        typer.echo(f"{key:<{width}}  {json.dumps(value)}{mark}")
        typer.echo(f"    {DESCRIPTIONS[key]}.")
        for line in wrap(f"Allowed: {allowed_values(key)}.", _WIDTH - 4, break_on_hyphens=False):
            typer.echo(f"    {line}")
    typer.echo(f"Change them in {where.settings_file}", err=True)


def _write_preset(path: Path, preset: Preset, *, as_json: bool, overrides: list[str] | None) -> None:
    """Write the preset and say what was written."""
    if overrides:
        raise UsageError("--preset writes your settings file and --set changes nothing in it: leave one out")
    from posture.adapters.settings_editor import change_settings  # noqa: PLC0415 - where it is asked for

    values = PRESETS[preset]
    change_settings(path, values)
    if as_json:
        typer.echo(json.dumps(values, indent=2))
        return
    width = max(map(len, values))
    for key, value in values.items():
        typer.echo(f"{key:<{width}}  {json.dumps(value)}")
    typer.echo(f"Written to {path}", err=True)
