"""docs/accuracy.md comes from one command, which keeps what it was given no data for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

import build_accuracy
import public_figures
import simulated_people
from multiposture_check import leave_one_out, read_people
from posture.labels import Label
from posture.testing.scenario import scenario
from public_sets import side_view, side_view_pictures
from tests.accuracy_sets import DAYS, SESSIONS, write_sets

if TYPE_CHECKING:
    from collections.abc import Callable

COMMITTED = Path(__file__).parents[1] / "docs" / "accuracy.md"


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sets")
    write_sets(folder)
    return folder


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run the command for one simulated person, with few noises and rates; returns the page."""
    out = tmp_path / "accuracy.md"
    monkeypatch.setattr(build_accuracy, "OUT", out)
    one_person = partial(simulated_people.simulated_part, people=1, fewer_people=1)
    monkeypatch.setattr(build_accuracy, "simulated_part", one_person)
    monkeypatch.setattr(simulated_people, "NOISE", (1, 2))
    monkeypatch.setattr(simulated_people, "RATES", (1.0, 2.0))

    def run(*arguments: str, before: str | None = None) -> str:
        if before is not None:
            out.write_text(before, encoding="utf-8")
        build_accuracy.main(list(arguments))
        return out.read_text(encoding="utf-8")

    return run


def table_heads(text: str) -> list[str]:
    """The line above each table's rule."""
    lines = text.splitlines()
    return [lines[k - 1] for k, line in enumerate(lines) if re.fullmatch(r"\|(-+\|)+", line)]


def test_without_data_the_simulated_part_is_made_anew_and_the_public_part_stays(
    build: Callable[..., str], sets: Path
) -> None:
    whole = build("--data", str(sets))
    simulated, begin, public = whole.partition(build_accuracy.BEGIN)
    assert begin
    assert "| first | 10 spread evenly |" in public
    kept = public.replace("| first |", "| as it stood |")
    again = build(before=f"something old\n{begin}{kept}")
    assert again == simulated + begin + kept


def test_with_data_an_old_public_part_is_replaced(build: Callable[..., str], sets: Path) -> None:
    old = build_accuracy.page("old figures\n", "old public figures\n")
    new = build("--data", str(sets), before=old)
    assert "old figures" not in new
    assert "old public figures" not in new
    assert f"| {SESSIONS[1]} | 10 spread evenly |" in new


@pytest.mark.parametrize("before", [None, "# Accuracy\n", f"{build_accuracy.BEGIN}\ncut off\n"])
def test_with_nothing_to_keep_the_command_says_what_it_needs(
    build: Callable[..., str], before: str | None
) -> None:
    with pytest.raises(SystemExit, match=r"no part on public sets to keep: .* --data DIR"):
        build(before=before)
    assert not build_accuracy.OUT.exists() or build_accuracy.OUT.read_text(encoding="utf-8") == before


def test_a_set_that_is_not_there_is_named(build: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"mediapipe_pose_c1\.npz is not there"):
        build("--data", str(tmp_path))


def test_the_committed_page_is_the_templates_with_tables_in_their_places() -> None:
    template = build_accuracy.page(simulated_people.TEXT, public_figures.TEXT)
    text_and_places = re.split(r"\{(\w+)\}", template)
    pattern = "(.*?)".join(re.escape(text) for text in text_and_places[::2])
    places = re.fullmatch(pattern, COMMITTED.read_text(encoding="utf-8"), re.DOTALL)
    assert places is not None, (
        "the page was edited by hand, or its text in scripts/ was and it was not remade"
    )
    assert len(places.groups()) == 8
    for place in places.groups():
        assert re.fullmatch(r"(\|.*\|\n)+|```\n[^`]*```\n", place), place


def test_the_committed_tables_have_the_columns_the_command_makes(
    build: Callable[..., str], sets: Path
) -> None:
    assert table_heads(COMMITTED.read_text(encoding="utf-8")) == table_heads(build("--data", str(sets)))


def test_own_frames_are_left_out_and_every_draw_is_judged(sets: Path) -> None:
    rows = public_figures.public_part(sets).splitlines()
    for session in SESSIONS:
        assert f"| {session} | 10 spread evenly | 20 | 1.00 | 1.00 | 1.00 |" in rows
        assert f"| {session} | 5 at random, mean | 25 | 1.00 | 1.00 | 1.00 |" in rows
        assert f"| {session} | 10 at random, worst | 20 | 1.00 | 1.00 | 1.00 |" in rows
    assert "| posturemax | 10 spread evenly | 20 | 1.00 | 1.00 | 1.00 |" in rows
    assert any(row.startswith("| posturemax | 10 spread evenly, in time | 20 |") for row in rows)


def test_the_worst_is_the_lowest_and_the_mean_lies_above_it() -> None:
    body, camera = simulated_people.person(7, below=False)
    items = simulated_people.recording(7, body, camera, script="upright 15s; slouch 12s")
    upright = [item for item in items if item.label is Label.UPRIGHT]
    slouched = [item for item in items if item.label is Label.SLOUCHED]
    # Wrong labels: a draw that takes many of them makes a poor reference, others a good one.
    mislabelled = [replace(item, label=Label.UPRIGHT) for item in slouched[:10]]
    table = public_figures.own_frames_table({"x": upright + mislabelled + slouched[10:]}, in_time=False)
    cells = {row.split(" | ")[1]: float(row.split(" | ")[3]) for row in table.splitlines()[2:]}
    assert cells["5 at random, worst"] < cells["5 at random, mean"] < 1.0


def test_no_version_of_a_picture_in_the_reference_is_scored(sets: Path) -> None:
    items, pictures = side_view(sets)[DAYS[0]], side_view_pictures(sets)[DAYS[0]]
    scored_at = {frame.t for frame in public_figures.day_frames(items, pictures)}
    sides: dict[str, set[bool]] = {}
    for item, picture in zip(items, pictures, strict=True):
        sides.setdefault(picture, set()).add(item.value.at.mono_s in scored_at)
    # Twelve good and three bad pictures, each in two versions; ten of the good ones make the reference.
    assert all(len(side) == 1 for side in sides.values())
    assert (len(sides), len(scored_at)) == (15, 10)


def test_a_day_without_enough_good_pictures_has_no_figures(sets: Path) -> None:
    rows = public_figures.side_view_table(side_view(sets), side_view_pictures(sets)).splitlines()
    assert f"| {DAYS[1]} | 0 | - | - | - |" in rows
    assert "| all days | 10 | 1.00 | 1.00 | 1.00 |" in rows


def test_people_who_differ_in_where_upright_is_are_told_by_their_own_reference(sets: Path) -> None:
    people = read_people(sets)
    with_own = leave_one_out(people, own_reference=True)
    without = leave_one_out(people, own_reference=False)
    assert [(one.name, one.macro_f1, one.accuracy, one.bad_f1) for one in with_own] == [
        (name, 1.0, 1.0, 1.0) for name in "0123"
    ]
    assert max(one.macro_f1 for one in without) < 0.9


def test_more_noise_moves_the_landmarks_more() -> None:
    seen = next(scenario("upright 1s").stream())
    assert seen == simulated_people.noisier(seen, 1, Random(1))

    def moved(noise: int) -> float:
        noisy = simulated_people.noisier(seen, noise, Random(1))
        pairs = zip(seen.poses[0][:13], noisy.poses[0][:13], strict=True)
        return sum((one.x - other.x) ** 2 + (one.y - other.y) ** 2 for one, other in pairs)

    # n times the jitter is n * n - 1 times its variance on top of what is there: 15 against 3.
    assert 2.0 < moved(4) / moved(2) < 12.0


def test_a_second_anchor_is_the_persons_own_slouch() -> None:
    setup = simulated_people.Setup(below=True, people=1, anchored=True)
    assert simulated_people.outcome(setup).anchored == 1
    assert simulated_people.outcome(simulated_people.Setup(below=True, people=1)).anchored == 0
