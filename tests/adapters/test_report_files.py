"""Reports as files: nothing that somebody wrote becomes markup, and every format holds what it promises."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from fhir.resources.R4B.bundle import Bundle
from markdown_it import MarkdownIt
from markdown_it.token import Token

import build_report_schema
from posture.adapters.reader_place import Paper, on_paper, place_of, reader_place
from posture.adapters.report_csv import TABLE_NAMES, report_tables, zipped
from posture.adapters.report_fhir import LOINC, report_fhir
from posture.adapters.report_files import write_file, write_folder
from posture.adapters.report_html import report_html
from posture.adapters.report_json import read_report, report_document, report_json
from posture.adapters.report_text import report_markdown, report_text
from posture.errors import ReportError
from posture.therapy import report as rep
from posture.therapy.plan import Direction, Questionnaire, Scoring
from posture.therapy.records import ActivityRating, ItemAnswer, QuestionnaireAnswers
from tests.therapy.full_report import HOSTILE, LAST, MADE, full_report, words
from tests.therapy.plans import plan

GERMANY = place_of("de_DE")
FULL = full_report(8)
PLAN = plan(
    questionnaires=(
        Questionnaire(
            id="back", title="My back", intro="", items=("Bend", "Lift"), scale_from=0, scale_to=4,
            from_means="no", to_means="yes", scoring=Scoring.SUM, meaningful_change=None,
            direction=Direction.LOWER_IS_BETTER, every_days=7,
        ),
    )
)  # fmt: skip
ANSWERS = (
    ActivityRating(at=MADE, activity="typing", score=4),
    ActivityRating(at=MADE, activity="typing", score=6),
    QuestionnaireAnswers(
        at=MADE,
        questionnaire="back",
        answers=(ItemAnswer(item="Lift", value=3), ItemAnswer(item="Bend", value=2)),
        score=5,
    ),
    QuestionnaireAnswers(
        at=MADE,
        questionnaire="back",
        answers=(ItemAnswer(item="A question of an earlier plan", value=1),),
        score=None,
    ),
)
PAGE = report_html(FULL, GERMANY)


class Elements(HTMLParser):
    """The elements of a page, their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def elements(page: str) -> Elements:
    found = Elements()
    found.feed(page)
    return found


def test_the_page_has_only_its_own_elements_and_nothing_from_elsewhere() -> None:
    found = elements(PAGE)
    assert found.names == {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "main", "div",
        "section", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "line",
        "polyline", "circle", "rect", "text", "ul", "li", "footer",
    }  # fmt: skip
    assert not {name for name in found.attributes if name.startswith("on")} | (
        found.attributes & {"src", "href", "srcset", "style"}
    )
    assert "default-src 'none'" in PAGE
    assert "{{ 7 * 7 }}" in elements(report_html(full_report(4), GERMANY)).text


@pytest.mark.parametrize("hostile", HOSTILE[:3])
def test_hostile_words_stand_on_the_page_as_words(hostile: str) -> None:
    assert hostile not in PAGE
    assert hostile[:20] in elements(report_html(full_report(3), GERMANY)).text


def test_paper_and_dates_are_those_of_the_readers_place() -> None:
    assert (GERMANY.first_weekday, GERMANY.paper, GERMANY.day(LAST)) == (0, Paper.A4, "29 Nov 2026")
    america = place_of("en_US")
    assert (america.first_weekday, america.paper, america.day(LAST)) == (6, Paper.LETTER, "Nov 29, 2026")
    for nowhere in (None, "en_US_POSIX", "zz_ZZ", "de"):
        place = place_of(nowhere)
        assert (place.first_weekday, place.paper, place.day(LAST)) == (0, Paper.A4, "2026-11-29")
    assert reader_place({"LANG": "de_DE.UTF-8", "LC_TIME": "en_US.UTF-8", "LC_ALL": ""}) == america
    assert reader_place({"LANG": "de_AT@euro", "LANGUAGE": "en_US"}).day(LAST) == "29 Nov 2026"
    assert reader_place({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}) == reader_place({}) == place_of(None)
    assert place_of("fr_FR").day(LAST) == "29 Nov 2026"
    assert "size: Letter portrait" in report_html(FULL, on_paper(GERMANY, "letter"))
    assert "size: A4 portrait" in PAGE


def test_markdown_reads_no_words_as_markup() -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(report_markdown(FULL, GERMANY))
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline == {"text"}
    assert "html_block" not in {token.type for token in tokens}
    assert "javascript:alert(1)" in "".join(
        child.content for token in tokens for child in token.children or ()
    )


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_preview_fits_the_terminal(columns: int) -> None:
    assert max(map(len, report_text(FULL, GERMANY, columns).splitlines())) <= columns


def test_markdown_escapes_only_what_it_would_obey() -> None:
    report = replace(
        FULL,
        notes=(rep.NoteLine(day=LAST, topic=None, text="2026-11-16: 5 > 3 (left_knee), -1! {a} <1 %"),),
    )
    place = place_of(None)
    written = report_markdown(report, place)
    assert "| 2026-11-29 |  | 2026-11-16: 5 > 3 (left_knee), -1! {a} <1 % |" in written
    assert "- 2026-11-02 to 2026-11-29: data on 28 of 28 days." in written


@pytest.mark.parametrize(
    "said",
    [
        "# a", "> a", "- a", "+ a", "* a", "1. a", "12) a", "---", "===", "_a_", "__a__", "*a*", "`a`",
        "~~a~~", "[a](b)", "![a](b)", "<b>", "<!-- a", "&amp; &#38;", "a\\*b", "[a]: b", "2026. a", "a | b",
    ],
)  # fmt: skip
def test_markdown_shows_words_as_they_are(said: str) -> None:
    header = replace(FULL.header, patient=said, therapist="")
    notes = (rep.NoteLine(day=LAST, topic=None, text=said),)
    written = report_markdown(replace(FULL, header=header, notes=notes), GERMANY)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shown = [token.content for token in in_lines(reader.parse(written))]
    assert shown.count(said) == 2


def in_lines(tokens: list[Token]) -> list[Token]:
    """The words of a document, those of one line in one."""
    found = []
    for token in tokens:
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text"}
            token.content = "".join(child.content for child in token.children or ())
            found.append(token)
        assert token.type not in ("html_block", "code_block", "hr", "blockquote_open")
    return found


def test_json_follows_the_published_schema_and_comes_back_as_it_was(tmp_path: Path) -> None:
    schema = json.loads(build_report_schema.TARGET.read_text(encoding="utf-8"))
    assert build_report_schema.TARGET.read_text(encoding="utf-8") == build_report_schema.text()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(report_json(FULL)), schema)
    file = tmp_path / "report.json"
    file.write_text(report_json(FULL), encoding="utf-8")
    assert read_report(file) == FULL


def test_a_report_of_before_newer_figures_is_read_without_them(tmp_path: Path) -> None:
    document = report_document(FULL)
    newer = {
        "symptoms": ["check_ins", "highest", "red_ratings", "places", "green_up_to", "amber_up_to"],
        "sitting": ["watched_s_a_day", "enough_watched"],
    }
    for section, names in newer.items():
        for name in names:
            del document[section][name]
    for line in document["symptoms"]["measures"]:
        for name in ("baseline_on", "previous_on", "now_on", "more_is_better"):
            del line[name]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    read = read_report(file)
    assert read.symptoms is not None
    assert (read.symptoms.highest, read.symptoms.amber_up_to, read.symptoms.red) == (None, 5, 40)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b'{"format": 1e999}', "is not JSON"),
        (b'{"format": NaN}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "is no report of this program"),
        (b'{"format": "posture-plan", "version": 1}', "is no report of this program"),
        (b'{"format": "posture-report", "version": 2}', "is a report of version 2"),
        (b'{"format": "posture-report", "version": 1}', "is no whole report, at header"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "some.json"
    file.write_bytes(content)
    with pytest.raises(ReportError, match=told):
        read_report(file)


def test_tables_hold_every_row_and_no_formula() -> None:
    tables = report_tables(FULL)
    assert set(tables) == set(TABLE_NAMES)
    rows = {name: list(csv.reader(io.StringIO(text))) for name, text in tables.items()}
    assert not [
        cell for table in rows.values() for row in table for cell in row if cell[:1] in "=+@" and cell
    ]
    assert [len(rows[name]) - 1 for name in ("goals.csv", "exercises.csv", "notes.csv")] == [8, 8, 8]
    assert rows["pain_check_ins.csv"][1] == ["2026-11-02", "10", "9", "10", words(0, 80)]
    assert rows["pain_red.csv"][1][:3] == ["2026-11-02", "10", "after"]
    assert ["symptoms.highest.pain", "10"] in rows["report.csv"]
    assert rows["pain_days.csv"][1] == ["2026-11-02", "3", "8", "2"]
    assert ["header.app_version", "0.1.0"] in rows["report.csv"]
    assert rows["exercise_weeks.csv"][:2] == [
        ["id", "first", "due", "done"],
        ["exercise_0", "2026-11-02", "9", "7"],
    ]
    assert "weeks" not in rows["exercises.csv"][0]
    with zipfile.ZipFile(io.BytesIO(zipped(tables))) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == tables
    assert zipped(tables) == zipped(tables)


def test_fhir_is_a_bundle_that_validates_and_refers_to_nothing_that_is_missing() -> None:
    text = report_fhir(FULL, PLAN, ANSWERS)
    bundle = Bundle.model_validate_json(text)
    document = json.loads(text)
    urls = {entry["fullUrl"] for entry in document["entry"]}
    assert len(urls) == len(document["entry"]) == len(bundle.entry)
    assert set(references(document)) <= urls
    kinds = {entry["resource"]["resourceType"] for entry in document["entry"]}
    assert kinds == {
        "Patient", "Device", "Goal", "ServiceRequest", "CarePlan", "Observation", "DiagnosticReport",
        "Questionnaire", "QuestionnaireResponse", "Provenance",
    }  # fmt: skip
    codes = {one["code"] for one in codings(document) if one["system"] == LOINC}
    assert codes == {"38208-5", "73985-4"}
    assert text == report_fhir(FULL, PLAN, ANSWERS)


def test_fhir_answers_are_those_given_under_the_words_they_were_asked_with() -> None:
    document = json.loads(report_fhir(replace(FULL, safety=None), PLAN, ANSWERS))
    made = [entry["resource"] for entry in document["entry"]]
    asked = next(one for one in made if one["resourceType"] == "Questionnaire")
    assert [item["text"] for item in asked["item"]] == ["Bend", "Lift"]
    given = [one for one in made if one["resourceType"] == "QuestionnaireResponse"]
    told = [
        (
            one["authored"],
            one["status"],
            one.get("questionnaire"),
            [(item["linkId"], item["text"], item["answer"]) for item in one["item"]],
        )
        for one in given
    ]
    assert told == [
        (
            "2026-11-30T08:00:00+00:00",
            "completed",
            None,
            [("activity-1", "typing (0 not able, 10 as before)", [{"valueInteger": 6}])],
        ),
        (
            "2026-11-30T08:00:00+00:00",
            "completed",
            asked["url"],
            [("2", "Lift", [{"valueDecimal": 3.0}]), ("1", "Bend", [{"valueDecimal": 2.0}])],
        ),
        (
            "2026-11-30T08:00:00+00:00",
            "in-progress",
            None,
            [("1", "A question of an earlier plan", [{"valueDecimal": 1.0}])],
        ),
    ]
    made_by = made[-1]
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in document["entry"]}
    assert [kinds[one["reference"]] for one in made_by["target"]] == ["DiagnosticReport"]
    assert [kinds[one["who"]["reference"]] for one in made_by["agent"]] == ["Device", "Patient"]
    assert [kinds[one["what"]["reference"]] for one in made_by["entity"]] == ["CarePlan"]


def test_fhir_has_every_check_in_with_its_day_and_place_and_the_stage() -> None:
    document = json.loads(report_fhir(FULL, PLAN, ANSWERS))
    made = [entry["resource"] for entry in document["entry"]]
    named: dict[str, list[dict[str, object]]] = {}
    for one in made:
        if one["resourceType"] == "Observation":
            named.setdefault(one["code"]["coding"][-1]["code"], []).append(one)
    first = named["check-in-pain-now"][0]
    assert len(named["check-in-pain-now"]) == 28
    assert (first["valueInteger"], first["effectiveDateTime"]) == (10, "2026-11-02")
    assert first["bodySite"] == {"text": words(0, 80)}
    highest = named["pain-highest"][0]
    assert (highest["valueInteger"], highest["effectiveDateTime"]) == (10, "2026-11-29")
    assert named["pain-now"][0]["effectiveDateTime"] == "2026-11-29"
    assert [named[name][0].get("valueString") for name in ("stage", "weeks-since-onset")] == ["chronic", None]
    assert named["weeks-since-onset"][0]["valueInteger"] == 100


def test_fhir_has_no_answer_of_a_section_that_was_left_out() -> None:
    document = json.loads(report_fhir(replace(FULL, function=None, safety=None), PLAN, ANSWERS))
    kinds = {entry["resource"]["resourceType"] for entry in document["entry"]}
    assert not kinds & {"Questionnaire", "QuestionnaireResponse"}


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["reference"]] if isinstance(value.get("reference"), str) else []
        return own + [one for inner in value.values() for one in references(inner)]
    return [one for inner in value for one in references(inner)] if isinstance(value, list) else []


def codings(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        return list(value.get("coding", [])) + [one for inner in value.values() for one in codings(inner)]
    return [one for inner in value for one in codings(inner)] if isinstance(value, list) else []


def test_files_are_the_owners_alone_and_never_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    write_file(file, b"one", force=False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ReportError, match="is there already"):
        write_file(file, b"two", force=False)
    assert file.read_bytes() == b"one"
    write_file(file, b"two", force=True)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"two", 0o600)


def test_a_table_that_was_left_out_does_not_stay_behind(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_folder(folder, report_tables(FULL), force=False)
    assert {path.name for path in folder.iterdir()} == set(TABLE_NAMES)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    write_folder(folder, {"report.csv": "figure,value\n"}, force=True)
    assert [path.name for path in folder.iterdir()] == ["report.csv"]


def test_no_figure_of_the_document_is_lost_on_the_way_to_json() -> None:
    assert list(report_document(FULL)) == [
        "format", "version", "header", "left_out", "goals", "adherence", "symptoms", "function", "sitting",
        "posture", "notes", "safety", "rules", "quality",
    ]  # fmt: skip
