"""`posture report` and `posture cohort` as typed: previews, files, refusals."""

from __future__ import annotations

import json
import stat
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture.adapters.data_dirs import places
from posture.adapters.record_store import keep
from posture.adapters.report_json import report_json
from posture.therapy.records import Note, PainRating
from tests.cli.test_wrong_input import refused
from tests.therapy.full_report import full_report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command


@pytest.fixture
def told(posture: Command) -> Command:
    """A patient who rated pain and wrote a note this week."""
    now = datetime.now().astimezone()
    keep(
        places(posture.environment()).database,
        [PainRating(at=now - timedelta(hours=1), now=4), Note(at=now, text="Felt <b>stiff</b>")],
    )
    return posture


def test_without_a_file_the_patient_reads_first_and_nothing_is_written(told: Command) -> None:
    ran = told("report")
    assert ran.code == 0
    assert "Felt <b>stiff</b>" in ran.out
    assert "Pain now" in ran.out
    assert (
        ran.err == "Nothing was written or sent. --html FILE writes the page; --without leaves parts out.\n"
    )


def test_several_files_at_once_for_the_owner_alone(told: Command, tmp_path: Path) -> None:
    names = (
        "--html",
        "r.html",
        "--md",
        "r.md",
        "--json",
        "r.json",
        "--csv",
        "r.zip",
        "--fhir",
        "r.fhir.json",
    )
    ran = told("report", "--paper", "letter", *names, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    files = [tmp_path / name for name in names[1::2]]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    page = files[0].read_text(encoding="utf-8")
    assert "Felt &lt;b&gt;stiff&lt;/b&gt;" in page
    assert "size: Letter portrait" in page
    assert ran.err.count("nothing was sent") == 5


def test_sections_left_out_are_named_and_gone(told: Command) -> None:
    ran = told("report", "--without", "notes,sitting", "--without", "posture", "--json", "-")
    document = json.loads(ran.out)
    assert document["left_out"] == ["sitting", "posture", "notes"]
    assert document["notes"] is document["sitting"] is document["posture"] is None
    assert "stiff" not in ran.out
    assert document["symptoms"]["measures"][0]["now"] == 4


def test_a_hostile_plan_stays_words(told: Command, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    file = tmp_path / "plan.toml"
    file.write_text(
        'format = "posture-plan"\nversion = 1\nid = "p"\nrevision = 1\nstart = 2026-01-05\n'
        f'title = "{hostile}"\nfor = "{hostile}"\nfrom = "{hostile}"\n'
        f'[[goals]]\ntext = "{hostile}"\nmeasure = "{hostile}"\nunit = "{hostile}"\ntarget = 3\n'
        f'[[activities]]\nid = "walk"\nname = "{hostile}"\nminutes = 10\n'
    )
    used = told("plan", "use", str(file))
    assert used.code == 0, used.err
    assert told("report", "--html", "r.html", "--fhir", "r.json", cwd=tmp_path).code == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}") >= 5


def test_a_file_that_is_there_stays_unless_force_is_said(told: Command, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("mine")
    words = ("report", "--md", str(file), "--json", str(tmp_path / "new.json"))
    refused(told, *words, code=1, says="is there already; name another place, or say --force")
    assert file.read_text() == "mine"
    assert not (tmp_path / "new.json").exists()
    assert told("report", "--md", str(file), "--force").code == 0
    assert file.read_text().startswith("# Report")


def test_a_period_without_data_says_so(posture: Command) -> None:
    ran = posture("report", "--from", "2020-01-01", "--to", "2020-01-07", "--md", "-")
    assert ran.code == 0
    assert "- 2020-01-01 to 2020-01-07: nothing was recorded, on none of the 7 days." in ran.out
    assert "##" not in ran.out
    assert ran.err == "posture: there is no data in this period; the report says so\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--from", "yesterday"], "--from"),
        (["--from", "2026-01-02", "--to", "2026-01-01"], "begins on"),
        (["--to", "2999-01-01"], "future"),
        (["--last", "4 weeks"], "4w"),
        (["--last", "900d"], "366"),
        (["--last", "4w", "--from", "2026-01-01"], "not both"),
        (["--without", "everything"], "symptoms"),
        (["--paper", "a3", "--md", "-"], "letter"),
        (["--html", "-"], "--html"),
        (["--md", "-", "--json", "-"], "only one"),
        (["--md", "x", "--json", "x"], "same file"),
    ],
)
def test_wrong_words_are_refused_with_what_is_allowed(posture: Command, words: list[str], told: str) -> None:
    refused(posture, "report", *words, code=2, says=told)


def test_a_folder_that_is_not_there_is_named(posture: Command, tmp_path: Path) -> None:
    refused(posture, "report", "--html", str(tmp_path / "no" / "r.html"), code=1, says="make it first")
    refused(posture, "report", "--html", str(tmp_path), code=1, says="name a file")


def test_a_cohort_isolates_what_is_no_report(posture: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(report_json(full_report(2)), encoding="utf-8")
    (tmp_path / "b.json").write_text("{}")
    ran = posture("cohort", "a.json", "b.json", "none.json", cwd=tmp_path)
    assert ran.code == 1
    assert "call today" in ran.out
    assert ran.err.splitlines() == [
        "posture: b.json is no report of this program; ask for the file of `posture report --json`",
        "posture: cannot read none.json: there is no such file; name a report file",
        "posture: 2 of 3 files could not be read as a report",
    ]


@pytest.mark.parametrize(
    ("kind", "start"), [("table", "Patient "), ("csv", "patient,attention,"), ("html", "<!")]
)
def test_a_cohort_in_every_format(posture: Command, tmp_path: Path, kind: str, start: str) -> None:
    (tmp_path / "a.json").write_text(report_json(full_report(2)), encoding="utf-8")
    ran = posture("cohort", "a.json", "--format", kind, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(start)
    if kind != "csv":
        assert "average pain 10 to 8.5" in " ".join(ran.out.split())
    assert ("<img src=x" in ran.out) is (kind != "html")


def test_a_cohort_of_hostile_and_doubled_reports(posture: Command, tmp_path: Path) -> None:
    document = json.loads(report_json(full_report(1)))
    document["header"]["patient"] = "\x1b[31mred\u202e<script>"
    document["rules"]["now"][0]["name"] = "\x1b]0;title\x07 <img src=x onerror=alert(1)>"
    document["rules"]["now"][0]["amounts"] = "=1+1"
    for name in ("a.json", "copy.json"):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    document["header"]["first"] = "2030-01-01"
    (tmp_path / "backwards.json").write_text(json.dumps(document), encoding="utf-8")
    for kind in ("table", "csv", "html"):
        ran = posture("cohort", "a.json", "copy.json", "backwards.json", "--format", kind, cwd=tmp_path)
        assert ran.code == 1
        assert ran.err.splitlines() == [
            "posture: backwards.json is no whole report: its period begins after its last day",
            "posture: copy.json is left out: a.json is about the same patient and plan, and not older",
            "posture: 1 of 3 files could not be read as a report",
        ]
        assert not set("\x1b\x07\u202e") & set(ran.out)
        assert ("<script>" in ran.out) is (kind != "html")
        assert ran.out.count("[31mred") == 1


def test_a_format_that_there_is_not_is_refused(posture: Command) -> None:
    refused(posture, "cohort", "a.json", "--format", "pdf", code=2, says="table, csv, html")
