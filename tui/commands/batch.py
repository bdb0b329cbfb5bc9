"""`posture batch`: a whole collection of recordings, on all cores or on a cluster."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from posture.adapters.private_files import make_private_folder, write_private_file
from posture.errors import PostureError, UsageError
from tui.batch_pool import on_a_cluster, on_this_computer
from tui.batch_recordings import SUFFIXES, find_recordings
from tui.batch_tables import check_parquet, summary_text, write_tables
from tui.batch_work import Job, Options, failed, key_of
from tui.core_setup import load_profile, our_places, settings_for, warn
from tui.options import (
    CalibrateOption,
    FpsOption,
    ModelOption,
    ProfileOption,
    RelaxedOption,
    SetOption,
    StandingOption,
)
from tui.stretch import parse_stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.batch_recordings import Recording
    from tui.batch_work import Result


def batch(
    recordings: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|LIST",
            help="A folder of recordings, with all folders below it, or a text file with one path a line. "
            f"Recordings end in {', '.join(SUFFIXES)}.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where tables and results go.")],
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    calibrate_standing: StandingOption = None,
    fps: FpsOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes; default: all cores.")
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Work on the Dask cluster there instead, such as tcp://10.0.0.5:8786. Its workers need this "
            "program and must see the recordings under the same paths.",
        ),
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write the tables as Parquet, too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when any recording failed.")] = False,
) -> None:
    """Replay a collection of recordings and write figures.csv, events.csv and summary.json.

    A recording that cannot be replayed is told in the tables and stops no other. Stop it when you like: what
    is done is kept, and the same command goes on from there. The tables are the same for any number of
    workers. Your settings file is not read.

    Example: posture batch recordings/ --out results/ --calibrate 0:10
    """
    if dask is not None and workers is not None:
        raise UsageError("--workers and --dask exclude each other: a cluster has workers of its own")
    if parquet:
        check_parquet()
    where = our_places()
    reference = load_profile(where, profile, default=False)
    options = Options(
        settings=settings_for(where, set_, own_file=False),
        baseline=None if reference is None else reference.baseline,
        calibrate=_seconds(calibrate, "--calibrate"),
        calibrate_relaxed=_seconds(calibrate_relaxed, "--calibrate-relaxed"),
        calibrate_standing=_seconds(calibrate_standing, "--calibrate-standing"),
        fps=fps,
        model=None if model is None else str(model.resolve()),
    )
    _refuse_contradictions(options)
    found = find_recordings(recordings, out)
    make_private_folder(out / "results")
    kept = _Kept(out / "results", found, options)
    jobs = kept.jobs()
    with _progress() as progress:
        task = progress.add_task("replaying", total=len(found))
        count = workers or _cores()
        done = on_a_cluster(jobs, dask) if dask else on_this_computer(jobs, count, where.log_file)
        try:
            for job, result in done:
                kept.keep(job, result)
                progress.update(task, completed=len(kept.results))
        except KeyboardInterrupt:
            progress.stop()
            warn(
                f"stopped with {len(kept.results)} of {len(found)} done; the same command goes on from there"
            )
            raise
        progress.update(task, completed=len(kept.results))
    results = {recording.name: kept.results[recording.name] for recording in found}
    summary = write_tables(out, results, parquet=parquet)
    if kept.before:
        warn(f"{kept.before} of {len(found)} recordings were replayed before and not again")
    typer.echo(summary_text(summary), nl=False)
    failures = len(summary["failed"])
    if failures == len(found) or (strict and failures):
        raise PostureError(
            f"{failures} of {len(found)} recordings could not be replayed; summary.json says why"
        )


class _Kept:
    """The results there are: of before, from their files, and of now."""

    def __init__(self, folder: Path, recordings: list[Recording], options: Options) -> None:
        self._folder = folder
        self._recordings = recordings
        self._options = options
        self._there = {path.stem for path in folder.glob("*.json")}
        self.results: dict[str, Result] = {}
        self.before = 0

    def jobs(self) -> Iterator[Job]:
        """What is left to do."""
        for recording in self._recordings:
            try:
                key = key_of(recording.path, self._options)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self.results[recording.name] = failed(f"{recording.path} cannot be read ({reason})")
                continue
            result = self._read(key)
            if result is None:
                path = str(recording.path.resolve())
                yield Job(name=recording.name, path=path, key=key, options=self._options)
            else:
                self.before += key in self._there  # else it is the twin of one done now
                self.results[recording.name] = result

    def keep(self, job: Job, result: Result) -> None:
        """Keep a result of now. A failure is not kept on disk: it is tried again next time."""
        self.results[job.name] = result
        if result["error"] is None:
            write_private_file(self._folder / f"{job.key}.json", json.dumps(result).encode())

    def _read(self, key: str) -> Result | None:
        try:
            result: Result = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return result


def _refuse_contradictions(options: Options) -> None:
    """What would fail for every recording is said once, before any is looked at."""
    from calibration.from_source import Stretch  # noqa: PLC0415 - where it is asked for
    from calibration.replaying import reference_core  # noqa: PLC0415

    def stretch(seconds: tuple[float, float] | None) -> Stretch | None:
        return None if seconds is None else Stretch(begin_s=seconds[0], end_s=seconds[1])

    reference_core(
        options.settings,
        options.baseline,
        upright=stretch(options.calibrate),
        relaxed=stretch(options.calibrate_relaxed),
        standing=stretch(options.calibrate_standing),
        warn=warn,
    )
    if options.model is not None and not Path(options.model).exists():
        raise UsageError(f"there is no model {options.model}; check --model")


def _seconds(text: str | None, option: str) -> tuple[float, float] | None:
    return None if text is None else parse_stretch(text, option)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _progress() -> Progress:
    """A bar on standard error where that is a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
