"""`posture evaluate` with labels in tables, references from a stretch, and people left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Command, Ran, write_story
from tests.cli.test_evaluate import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "upright 60s; slouch 30s; upright 30s"
ROWS = ("0,60,upright", "60,90,slouched", "90,120,upright")
PAGE = Path(__file__).parents[2] / "docs" / "evaluate.md"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Two minutes with a slouch, without labels."""
    return write_story(tmp_path / "ann__monday.jsonl", SCRIPT)


def table(path: Path, *rows: str, header: str = "begin_s,end_s,label") -> Path:
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def figures(ran: Ran, said: str = "") -> dict[str, Any]:
    assert (ran.code, ran.err) == (0, said)
    read: dict[str, Any] = json.loads(ran.out)
    return read


def refused(ran: Ran, code: int, *says: str) -> None:
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("posture: ")
    assert ran.err.count("\n") == 1, ran.err
    for words in says:
        assert words in ran.err


def test_labels_named_or_beside_the_trace_are_the_same(posture: Command, story: Path, tmp_path: Path) -> None:
    labels = table(tmp_path / "anything.csv", *ROWS)
    named = figures(posture("evaluate", str(story), "--labels", str(labels), "--format", "json"))
    assert named["total"]["binary"]["frames"] == 240 - 10
    assert named["total"]["episodes"]["found"] == named["total"]["episodes"]["true"] == 1
    assert list(named["people"]) == ["ann"]
    labels.rename(tmp_path / "ann__monday.labels.csv")
    assert figures(posture("evaluate", str(tmp_path), "--format", "json")) == named


def test_what_is_in_no_interval_is_not_scored(posture: Command, story: Path, tmp_path: Path) -> None:
    labels = table(tmp_path / "part.csv", "10,20,upright", "100,110,upright")
    ran = posture("evaluate", str(story), "--labels", str(labels), "--calibrate", "0:10", "--format", "json")
    total = figures(ran)["total"]
    assert total["confusion"] == {"upright": {"upright": 40}}
    assert (total["episodes"]["true"], total["episodes"]["false_alarms"]) == (0, 0)
    assert total["episodes"]["hours"] == pytest.approx(20 / 3600)


def test_a_slouch_where_upright_is_labelled_is_a_false_alarm_and_a_false_prompt(
    posture: Command, tmp_path: Path
) -> None:
    story = write_story(tmp_path / "long.jsonl", "upright 60s; slouch 60s; upright 60s; slouch 60s")
    labels = table(tmp_path / "long.labels.csv", "0,180,upright", "180,240,slouched")
    prompt = ("--set", "slouch.nudge_after_s=30", "--set", "slouch.cooldown_s=0")
    ran = posture("evaluate", str(story), "--calibrate", "0:20", "--format", "json", *prompt)
    assert labels.exists()
    episodes = figures(ran)["total"]["episodes"]
    assert (episodes["true"], episodes["found"], episodes["false_alarms"]) == (1, 1, 1)
    # Both minutes of slouch are long enough for a prompt, and only the second is labelled as one.
    assert episodes["prompts"] > episodes["false_prompts"] >= 1
    assert episodes["judged_upright_hours"] == pytest.approx(160 / 3600, rel=0.02)
    assert episodes["false_alarms_per_hour"] == pytest.approx(1 / episodes["judged_upright_hours"])
    assert episodes["false_prompts_per_hour"] == pytest.approx(
        episodes["false_prompts"] / episodes["judged_upright_hours"]
    )


def test_a_table_wins_over_labels_in_the_trace_and_that_is_said(posture: Command, tmp_path: Path) -> None:
    trace = labelled(tmp_path / "bob__odd.jsonl", seed=1, rename={"slouched": "sleepy"})
    labels = table(tmp_path / "one.csv", "0,60,upright", "60,90,slouched")
    ran = posture("evaluate", str(trace), "--labels", str(labels), "--format", "json")
    said = f"posture: {trace} has labels of its own: those in {labels} count.\n"
    assert set(figures(ran, said)["total"]["classes"]) == {"upright", "slouched"}
    beside = table(tmp_path / "bob__odd.labels.csv", "0,60,upright")
    both = posture("evaluate", str(trace), "--labels", str(labels))
    assert f"{trace} has labels in {labels} and {beside}: those in {labels} count." in both.err


def test_recordings_and_people_of_a_table(posture: Command, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b__2.jsonl.gz"):
        write_story(tmp_path / name, SCRIPT)
    rows = [f"{row},{name}" for row in ROWS for name in ("a,cem", "b__2.jsonl.gz,")]
    labels = table(tmp_path / "all.csv", *rows, header="begin_s,end_s,label,recording,person")
    told = figures(posture("evaluate", str(tmp_path), "--labels", str(labels), "--format", "json"))
    assert list(told["people"]) == ["cem", "b"]
    shown = posture("evaluate", str(tmp_path), "--labels", str(labels)).out
    for person in ("cem", "b"):
        assert len(re.findall(rf"(?m)^{person} +upright +170 ", shown)) == 1
        assert len(re.findall(rf"(?m)^{person} +1 +1 +0 ", shown)) == 1


def test_tables_that_do_not_fit_are_refused(posture: Command, story: Path, tmp_path: Path) -> None:
    more = write_story(tmp_path / "more.jsonl", "upright 20s")
    four = "begin_s,end_s,label,recording"
    five = f"{four},person"
    for rows, header, words in (
        (("0,10,upright",), "begin_s,end_s,label", ("line 2", "in the column recording")),
        (("0,10,upright,nobody",), four, ("line 2", "'nobody'", "use one of ann__monday, more")),
        (("0,10,upright,more", "5,20,upright,more"), four, ("line 3", "overlaps line 2")),
        (("0,10,upright,more,a", "10,20,upright,more,b"), five, ("line 3", "'a' and 'b'")),
        (("100,110,upright,more", "0,60,upright,ann__monday"), four, ("labels no frame of", "more.jsonl")),
        (("0,60,upright,ann__monday",), four, ("more.jsonl has no labels",)),
    ):
        labels = table(tmp_path / "t.csv", *rows, header=header)
        refused(posture("evaluate", str(story), str(more), "--labels", str(labels)), 1, *words)


def test_intervals_without_a_frame_and_a_trace_named_twice_are_told(
    posture: Command, story: Path, tmp_path: Path
) -> None:
    labels = table(tmp_path / "l.csv", *ROWS, "500,600,slouched", "700,800,upright")
    ran = posture("evaluate", str(story), str(tmp_path), "--labels", str(labels), "--format", "json")
    assert ran.code == 0
    assert "ann__monday.jsonl is named 2 times: it counts once." in ran.err
    assert "lies in the interval of line 5, 6." in ran.err
    assert json.loads(ran.out)["total"]["binary"]["frames"] == 230


def test_the_reference_comes_from_one_place(posture: Command, story: Path, tmp_path: Path) -> None:
    labels = table(tmp_path / "ann__monday.labels.csv", *ROWS)
    ran = posture("evaluate", str(story), "--calibrate", "0:20", "--format", "json")
    assert figures(ran)["total"]["classes"]["upright"]["support"] == 2 * (40 + 30)
    stills = posture("evaluate", str(story), "--calibrate", "0:20", "--stills", "--format", "json")
    assert figures(stills)["total"]["classes"]["upright"]["support"] == 2 * (40 + 30)
    for words in (
        ("--calibrate", "0:20", "--calibrate-labelled", "10"),
        ("--calibrate", "0:20", "--profile", "me"),
        ("--profile", "me", "--calibrate-labelled", "10"),
    ):
        refused(posture("evaluate", str(story), *words), 2, "exclude each other")
    refused(posture("evaluate", str(story), "--calibrate", "20:0"), 2, "A before B")
    refused(posture("evaluate", str(story), "--calibrate", "200:210"), 1, str(story), "no reference could be")
    table(labels, "0,20,upright")
    refused(
        posture("evaluate", str(story), "--calibrate", "0:60"), 1, str(story), "no labelled frame to score"
    )


def test_a_poor_stretch_is_told(posture: Command, tmp_path: Path) -> None:
    story = write_story(tmp_path / "s.jsonl", "(slouch 1s; upright 1s) x 10; upright 20s")
    labels = table(tmp_path / "s.labels.csv", "20,40,upright")
    ran = posture("evaluate", str(story), "--calibrate", "0:20")
    assert labels.exists()
    assert (ran.code, f"{story}: the reference is poor: You moved" in ran.err) == (0, True)


def test_each_person_left_out_is_scored_with_what_suits_the_others(posture: Command, tmp_path: Path) -> None:
    # What is a slouch for ann and bob is too little to be one for cem, so he wants another sensitivity.
    for person, label in (("ann", "slouched"), ("bob", "slouched"), ("cem", "upright")):
        write_story(tmp_path / f"{person}__1.jsonl", "upright 40s; half_slouch 40s; upright 20s; slouch 20s")
        rows = ("0,40,upright", f"40,80,{label}", "80,100,upright", "100,120,slouched")
        table(tmp_path / f"{person}__1.labels.csv", *rows)
    words = ("evaluate", str(tmp_path), "--leave-one-person-out")
    told = figures(posture(*words, "--format", "json"))
    out = told["leave_one_person_out"]
    assert out["grid"] == [0.7, 0.85, 1.0, 1.2, 1.4]
    assert list(out["people"]) == list(told["people"]) == ["ann", "bob", "cem"]
    for person in ("ann", "bob", "cem"):
        chosen = out["people"][person]
        again = figures(
            posture(
                "evaluate", str(tmp_path), "--format", "json",
                "--set", f"slouch.sensitivity={chosen['sensitivity']}",
            )
        )["people"][person]  # fmt: skip
        assert chosen["balanced_accuracy"] == again["balanced_accuracy"]
        assert chosen["macro_f1"] == again["macro_f1"]
    assert out["worst"]["person"] == "cem"
    assert out["mean"]["balanced_accuracy"] == pytest.approx(
        sum(one["balanced_accuracy"] for one in out["people"].values()) / 3
    )
    shown = posture(*words).out
    assert re.search(r"(?m)^cem +[\d.]+ +0\.\d\d +0\.\d\d$", shown)
    assert "worst: cem, balanced 0." in shown
    refused(posture(*words, "--set", "slouch.sensitivity=1.2"), 2, "leave it out of --set")
    refused(
        posture("evaluate", str(tmp_path / "ann__1.jsonl"), "--leave-one-person-out"), 2, "needs two people"
    )


def broken_files(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    whole = (folder / "a.jsonl").read_bytes()
    yield "empty.jsonl", b"", "is empty"
    yield "empty.jsonl.gz", b"", "is empty"
    yield "noise.jsonl", bytes(range(256)) * 20, "bad first line"
    yield "noise.jsonl.gz", bytes(range(256)) * 20, "damaged"
    yield "header.jsonl", whole.splitlines(keepends=True)[0], "has no labels"
    yield "middle.jsonl", whole.replace(b'"t": 10.0', b'"t": "ten"'), "bad line 22"
    yield "label.jsonl", whole.replace(b'"upright"', b'["upright"]'), "bad line 2"
    yield "few.jsonl", whole.replace(b'"upright"', b'"slouched"'), "only 0 frames labelled upright"


def test_a_folder_with_one_broken_file_is_refused_with_its_name(posture: Command, tmp_path: Path) -> None:
    labelled(tmp_path / "a.jsonl", seed=1)
    for name, content, says in broken_files(tmp_path):
        broken = tmp_path / name
        broken.write_bytes(content)
        refused(posture("evaluate", str(tmp_path)), 1, str(broken), says)
        broken.unlink()


def test_what_is_no_trace_is_refused_with_what_to_do(posture: Command, tmp_path: Path) -> None:
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"\0\0\0\x18ftypmp42")
    refused(
        posture("evaluate", str(video)), 1, str(video), f"`posture record {video} {tmp_path}/clip.jsonl.gz`"
    )
    labels = table(tmp_path / "l.csv", *ROWS)
    refused(posture("evaluate", str(labels)), 1, f"--labels {labels}")
    refused(posture("evaluate", str(tmp_path / "none.mp4")), 1, "There is no recording")
    refused(posture("evaluate", str(tmp_path / "none.jsonl")), 1, "There is no landmark trace")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


def keys(value: object, above: str = "") -> set[str]:
    """Every key of the figures that is no label, person or name of a file."""
    if not isinstance(value, dict):
        return set()
    own = set() if above in {"confusion", "classes", "people"} else set(value)
    return own.union(*(keys(inner, "" if above == "classes" else key) for key, inner in value.items()))


def test_the_example_of_the_page_runs_and_the_page_explains_every_figure(
    posture: Command, tmp_path: Path
) -> None:
    (tmp_path / "recordings").mkdir()
    write_story(tmp_path / "recordings" / "monday.jsonl", SCRIPT)
    write_story(tmp_path / "recordings" / "tuesday.jsonl", SCRIPT.replace("slouch", "lean_left"))
    [labels] = blocks("csv")
    (tmp_path / "labels.csv").write_text(labels)
    [commands] = blocks("sh")
    shown, told = (posture(*line.split()[1:], cwd=tmp_path) for line in commands.splitlines())
    assert (shown.code, shown.err) == (0, "")
    assert "Episodes: 2 of 2 found, 0 missed" in shown.out
    read = figures(told)
    assert list(read["people"]) == ["ann", "bob"]
    explained = set(re.findall(r"`([a-z0-9_]+)`", PAGE.read_text(encoding="utf-8")))
    assert keys(read) - {"total", "classes", "person"} <= explained
