"""`posture data`: the user's own data, and where it is."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from posture.adapters.data_dirs import HOME_VARIABLE, places

app = typer.Typer(no_args_is_help=True, help="Your own data: where it is.")


class Format(StrEnum):
    """How places are printed."""

    TABLE = "table"
    JSON = "json"


@app.callback()
def data() -> None:
    """Your own data: where it is."""


@app.command()
def where(
    output_format: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
) -> None:
    """Print where log, profiles, plans, reading marks, tips shown, settings, exercises and the rest are.

    Example: posture data where --format json
    """
    paths = asdict(places(os.environ))
    if output_format is Format.JSON:
        document = {name: {"path": str(path), "exists": path.exists()} for name, path in paths.items()}
        typer.echo(json.dumps(document, indent=2))
        return
    for name, path in paths.items():
        state = "" if path.exists() else "   (not there yet)"
        typer.echo(f"{name.replace('_', ' '):<15}{path}{state}")
    typer.echo(f"Set {HOME_VARIABLE} to keep everything below one folder of your choice.", err=True)
