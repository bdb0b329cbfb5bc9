"""`posture batch`: the same tables however they are made, whatever is broken, and wherever it was stopped."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture.testing.trace_builder import TraceBuilder
from tests.cli.conftest import LIMIT_S, Command
from tests.cli.crashing_worker import crash_or_answer
from tui import batch_pool
from tui.batch_work import Job

if TYPE_CHECKING:
    from collections.abc import Callable

SLOUCHED = "upright 20s; slouch 20s; upright 5s"
AWAY = "upright 15s; away 70s; upright 5s"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good recordings, one of them twice, and one that is broken."""
    folder = tmp_path_factory.mktemp("collection")
    (folder / "monday").mkdir()
    TraceBuilder(fps=1).story(SLOUCHED).write(folder / "slouched.jsonl")
    TraceBuilder(fps=1).story(SLOUCHED).write(folder / "monday" / "again.jsonl")
    TraceBuilder(fps=1).story(AWAY).write(folder / "away.jsonl.gz")
    (folder / "broken.jsonl").write_text("this is no trace\n")
    (folder / "notes.txt").write_text("no recording\n")
    return folder


@pytest.fixture(scope="module")
def tables(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process made of it."""
    out = tmp_path_factory.mktemp("one") / "out"
    ran = Command(out.parent / "home")(*words(collection, out, 1))
    assert (ran.code, ran.err) == (0, "")
    return out


def words(collection: Path, out: Path, workers: int) -> list[str]:
    where = ["batch", str(collection), "--out", str(out)]
    return [*where, "--calibrate", "0:10", "--workers", str(workers)]


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def written(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
    }


def test_every_recording_has_a_row_and_the_broken_one_its_sentence(tables: Path) -> None:
    figures = {row["recording"]: row for row in rows(tables, "figures")}
    assert list(figures) == ["away.jsonl.gz", "broken.jsonl", "monday/again.jsonl", "slouched.jsonl"]
    assert "bad first line" in figures["broken.jsonl"]["error"]
    assert figures["broken.jsonl"]["length_s"] == ""
    assert figures["away.jsonl.gz"]["away_s"] == "70.0"
    assert [figures["slouched.jsonl"][key] for key in ("error", "length_s", "frames", "slouch_episodes")] == [
        "",
        "44.0",
        "45",
        "1",
    ]
    same = ("recording",)
    assert {key: value for key, value in figures["monday/again.jsonl"].items() if key not in same} == {
        key: value for key, value in figures["slouched.jsonl"].items() if key not in same
    }
    summary = json.loads((tables / "summary.json").read_text())
    assert (summary["recordings"], summary["replayed"], list(summary["failed"])) == (4, 3, ["broken.jsonl"])
    assert summary["totals"]["frames"] == 45 + 45 + 90
    assert "longest_bout_s" not in summary["totals"]


def test_events_are_those_of_replay(posture: Command, collection: Path, tables: Path) -> None:
    ran = posture("replay", str(collection / "slouched.jsonl"), "--calibrate", "0:10", "--events", "-")
    told = [json.loads(line) for line in ran.out.splitlines()][1:]
    listed = [row for row in rows(tables, "events") if row["recording"] == "slouched.jsonl"]
    assert [
        {"t": float(row["t"]), "wall": row["wall"] or None, "type": row["type"], **json.loads(row["details"])}
        for row in listed
    ] == told


def test_two_processes_write_the_same_to_the_last_byte(
    posture: Command, collection: Path, tables: Path, tmp_path: Path
) -> None:
    ran = posture(*words(collection, tmp_path / "out", 2))
    assert (ran.code, ran.err) == (0, "")
    assert written(tmp_path / "out") == written(tables)
    assert ran.out.splitlines()[0] == "3 of 4 recordings replayed"
    assert ran.out.splitlines()[-1].startswith("failed: broken.jsonl: ")


def test_what_was_done_is_not_done_again_unless_the_options_changed(
    posture: Command, collection: Path, tables: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "results").mkdir(parents=True)
    kept = sorted((tables / "results").iterdir())
    assert len(kept) == 2  # two recordings are the same
    (out / "results" / kept[0].name).write_bytes(kept[0].read_bytes())
    (out / "results" / kept[1].name).write_bytes(kept[1].read_bytes()[:-9])  # never so by us, but a disk can
    ran = posture(*words(collection, out, 1))
    assert ran.code == 0
    assert written(out) == written(tables)
    again = posture(*words(collection, out, 1))
    assert again.err == "posture: 3 of 4 recordings were replayed before and not again\n"
    assert written(out) == written(tables)
    other = posture(*words(collection, out, 1), "--set", "slouch.sensitivity=0.5")
    assert (other.code, other.err) == (0, "")


def test_a_list_names_recordings_beside_it(posture: Command, collection: Path, tmp_path: Path) -> None:
    names = collection / "list.txt"
    names.write_text("# two of them\nslouched.jsonl\n\nnone.jsonl\nslouched.jsonl\n")
    ran = posture("batch", str(names), "--out", str(tmp_path / "out"), "--workers", "1")
    names.unlink()
    assert ran.code == 0
    figures = {row["recording"]: row["error"] for row in rows(tmp_path / "out", "figures")}
    assert list(figures) == ["none.jsonl", "slouched.jsonl"]
    assert figures["none.jsonl"].endswith("none.jsonl cannot be read (No such file or directory)")
    strict = posture(
        "batch", str(tables_of(tmp_path)), "--out", str(tmp_path / "two"), "--strict", "--workers", "1"
    )
    assert (strict.code, strict.err) == (
        1,
        "posture: 1 of 2 recordings could not be replayed; summary.json says why\n",
    )


def tables_of(folder: Path) -> Path:
    """A list with one good and one missing recording."""
    good = TraceBuilder(fps=1).story("upright 5s").write(folder / "good.jsonl")
    (folder / "list.txt").write_text(f"{good}\nmissing.mp4\n")
    return folder / "list.txt"


def test_when_everything_fails_the_work_failed(posture: Command, collection: Path, tmp_path: Path) -> None:
    ran = posture("batch", str(collection / "broken.jsonl"), "--out", str(tmp_path / "out"), "--workers", "1")
    assert (ran.code, "1 of 1 recordings could not be replayed" in ran.err) == (1, True)


def test_wrong_use_is_told_before_anything_is_done(
    posture: Command, collection: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").write_text("# nothing\n")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00")
    some, out = str(collection), str(tmp_path / "out")
    for more, code, says in (
        ([str(tmp_path / "empty")], 2, "holds no recording; they end in .jsonl"),
        ([str(tmp_path / "empty.txt")], 2, "names no recording"),
        ([str(tmp_path / "none.txt")], 1, "there is no folder and no list"),
        ([str(tmp_path / "binary.txt")], 1, "it must be a text file with one path a line"),
        ([some, "--calibrate-relaxed", "0:10"], 2, "give the first one with --calibrate"),
        ([some, "--workers", "2", "--dask", "tcp://127.0.0.1:1"], 2, "exclude each other"),
        ([some, "--model", str(tmp_path / "none.task")], 2, "there is no model"),
        ([some, "--profile", "none"], 1, "there is no profile"),
        ([some, "--workers", "0"], 2, "--workers"),
    ):
        ran = posture("batch", *more, "--out", out)
        assert (ran.code, says in ran.err, ran.err.count("\n")) == (code, True, 1), ran
    assert not Path(out).exists()


def test_a_stopped_run_ends_at_once_and_goes_on_where_it_was(
    posture: Command, collection: Path, tables: Path, tmp_path: Path
) -> None:
    header, line, *_ = (collection / "slouched.jsonl").read_text().splitlines()
    slow = tmp_path / "z_slow.jsonl"
    slow.write_text("\n".join([header, *(line.replace("0.0", str(t), 1) for t in range(60_000))]))
    names = tmp_path / "list.txt"
    names.write_text(f"{collection / 'slouched.jsonl'}\n{slow}\n")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *words(names, out, 2)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=posture.environment(),
    )
    ends = time.monotonic() + LIMIT_S
    while not list(out.glob("results/*.json")) and time.monotonic() < ends:
        with pytest.raises(subprocess.TimeoutExpired):  # it has not ended by itself
            process.wait(0.05)
    process.send_signal(signal.SIGINT)
    out_text, err_text = process.communicate(timeout=LIMIT_S)
    told = "posture: stopped with 1 of 2 done; the same command goes on from there\n"
    assert (process.returncode, out_text, err_text) == (130, "", told)
    assert [path.name for path in out.glob("results/*")] == [
        path.name for path in tables.glob("results/*") if b'"slouch_episodes": 1' in path.read_bytes()
    ]
    names.write_text(f"{collection / 'slouched.jsonl'}\n")
    assert "1 of 1 recordings were replayed before" in posture(*words(names, out, 1)).err


KILLED = """
import os, signal, sys
from pathlib import Path
from tui.batch_pool import on_this_computer
from tui.batch_work import Job
jobs = (Job(name=name, path=name, key=name, options=None) for name in "abcd")
done = on_this_computer(jobs, 2, Path(sys.argv[1]))
for _ in range(3):
    next(done)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_is_left_over_when_the_first_one_is_killed(tmp_path: Path) -> None:
    # Every process of the run holds these streams: reading them to their end waits for the last one.
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "log")],
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")


def test_only_the_recording_that_ends_its_process_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_options: Callable[[str], Job]
) -> None:
    monkeypatch.setattr(batch_pool, "replay_one", crash_or_answer)
    jobs = [no_options(name) for name in ("crash", "good")]
    done = {job.name: result for job, result in batch_pool.on_this_computer(jobs, 2, tmp_path / "log")}
    assert sorted(done) == ["crash", "good"]
    assert [name for name, result in done.items() if result["error"] is not None] == ["crash"]
    assert "was ended by the system" in done["crash"]["error"]


@pytest.fixture
def no_options() -> Callable[[str], Job]:
    return lambda name: Job(name=name, path=name, key=name, options=None)  # type: ignore[arg-type]


def test_the_extras_are_asked_for_by_name(
    posture: Command, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "distributed", None)
    parquet = posture("batch", str(collection), "--out", str(tmp_path / "out"), "--parquet")
    assert (parquet.code, '"posture[parquet]"' in parquet.err) == (2, True)
    dask = posture("batch", str(collection), "--out", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:1")
    assert (dask.code, '"posture[dask]"' in dask.err) == (2, True)


def test_parquet_holds_the_same_tables(
    posture: Command, collection: Path, tables: Path, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert posture(*words(collection, tmp_path / "out", 1), "--parquet").code == 0
    for table in ("figures", "events"):
        read = parquet.read_table(tmp_path / "out" / f"{table}.parquet").to_pylist()
        as_text = [{name: "" if value is None else str(value) for name, value in row.items()} for row in read]
        assert as_text == rows(tables, table)


@pytest.mark.filterwarnings("default")
def test_a_local_cluster_gives_the_same(
    posture: Command, collection: Path, tables: Path, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        out = tmp_path / "out"
        ran = posture(*words(collection, out, 1)[:-2], "--dask", cluster.scheduler_address)
    assert (ran.code, written(out)) == (0, written(tables)), ran
