"""What the program may say: no blame, no fear, no promise, no diagnosis, no grade.

Every text a user can see is read: the pieces of the education library, the messages and help texts in the
code, the README and the pages of docs. Posture is never good or bad here; it is near the user's own
reference or away from it, and changes.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from posture.adapters.education_files import load_library
from posture.adapters.warning_sign_file import load_warning_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
HELP = {
    "tui/command_line.py",
    *(f"tui/commands/{path.name}" for path in (ROOT / "tui/commands").glob("*.py")),
}
"""Where the docstring of a function is a help text."""

FORBIDDEN = {
    "a judgement of posture": (
        r"\b(bad|poor|wrong|incorrect|improper|terrible|sloppy|faulty|good|correct|proper|perfect|ideal)"
        r" (posture|sitting|alignment)s?\b"
        r"|\b(correct|fix|improve|mend|straighten) your (posture|back|spine|neck)\b"
        r"|\byour posture (is|was|has been) (bad|poor|wrong|good|perfect)"
        r"|\bsit(ting)? (up )?straight|\bstraighten up\b|\bstop slouching\b"
    ),
    "fear": (
        r"\bdamag\w*|\bharm\w*|\bruin\w*|\bprotect(s|ing)? your (back|spine|neck|joints)"
        r"|\b(crumbling|worn out|degenerat\w+ spine)\b|\bdangerous posture\b"
        r"|\bmortality\b|\bdie (early|sooner)\b|\brisk of (death|dying)\b"
    ),
    "a promise": (
        r"\bcur(e|es|ed|ing)\b|\bguarantee\w*|\bpain[- ]free\b"
        r"|\b(eliminate|banish|end|get rid of)s? (your |back |neck )*pain\b"
        r"|\b(prevent|avoid|stop)s?(ing)? (back |neck |lasting |your )*(pain|injur\w+|strain)"
        r"|\bke(ep|eps|pt) (back |neck )*pain away\b|\b(scientifically|clinically) proven\b"
        r"|\bwill (heal|relieve|improve)\b|\bthe safe limit\b|\bis safe up to\b"
    ),
    "a diagnosis": (
        r"\bdiagnos\w*|\byou (probably |may |might |could )?(have|suffer from) (a |an )?(disc|slipped"
        r"|hernia\w*|stenosis|fracture|arthritis|scoliosis|forward head|kyphosis|tumou?r|infection)"
        r"|\bmay be serious\b|\bmedical device\b|\bclinical measure\w*"
    ),
    "a grade": (
        r"\b(posture|health|spine|your|daily) (score|grade|rating|points)\b|\bscore of the day\b"
        r"|\b(well done|good job|great job|shame|lazy|cheat\w*|failed (the|your) (day|goal))\b|\bstreak\b"
    ),
}

ALLOWED = (
    (r"\bhurt-and-harm\b", "the id of the piece with that reassurance"),
    (r"\bno single trick ends back pain\b", "denies the promise"),
    (r"hurt does not (always )?mean harm\b", "the reassurance itself"),
    (r"\b(pose model|log|trace|profile) \.\.\. is damaged\b", "a file, not a body"),
    (r"\bnot a diagnosis\b|\bno diagnosis\b", "says what this is not"),
    (r"\bnot a clinical measurement\b", "says what this is not"),
    (r"\bnot a medical device\b", "says what this is not"),
    (r"\bDiagnosticReport\b", "the name of a FHIR resource"),
    (r"\bdoes not tell you that breaks keep pain away\b", "says what is not promised"),
    (r"\bidea that one way of sitting keeps pain away\b", "an idea that the piece turns down"),
    (r"\bwalking kept back pain away for longer\b", "the result of one trial, named as such"),
)
"""What would be caught and may stand, and why. Each is in use, or the last test here fails."""


class Text(NamedTuple):
    """One text and where it stands."""

    where: str
    said: str


def in_pieces() -> Iterator[Text]:
    library = load_library()
    for topic in library.topics:
        yield Text(f"topic {topic.id}", topic.title)
    for piece in library.pieces:
        for said in (piece.title, piece.tip, *piece.body.split("\n")):
            yield Text(f"piece {piece.id}", said)


def in_warning_signs() -> Iterator[Text]:
    signs = load_warning_signs()
    said = [signs.introduction, signs.nothing, signs.nothing_so_far, signs.paused, signs.footer]
    said += signs.messages.values()
    for page in signs.pages:
        said += [page.title, page.message or ""]
        said += [text for sign in page.signs for text in (sign.question, sign.told)]
    for text in said:
        yield Text("warning signs", text)


def in_pages() -> Iterator[Text]:
    """Paragraph by paragraph, because a phrase may go over the end of a line."""
    for page in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for paragraph in re.split(r"\n\s*\n|\n(?=[-|#])", page.read_text(encoding="utf-8")):
            yield Text(str(page.relative_to(ROOT)), " ".join(paragraph.split()))


def in_code() -> Iterator[Text]:
    for package in ("posture", "calibration", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for line, said in strings(ast.parse(path.read_text(encoding="utf-8")), helps=name in HELP):
                yield Text(f"{name}:{line}", said)


def strings(tree: ast.Module, *, helps: bool) -> Iterator[tuple[int, str]]:
    """Every string a module could show, with its line; what an f-string fills in stands as "...".

    Docstrings and other strings that stand alone are for programmers; those of functions are help texts
    where `helps` says so.
    """
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_text(node.value)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if helps and isinstance(node, ast.FunctionDef):
            yield node.lineno, " ".join((ast.get_docstring(node) or "").split())
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "..." for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif is_text(node) and id(node) not in alone | inside:
            yield node.lineno, node.value


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def faults(said: str) -> list[str]:
    """What is wrong with a text."""
    for phrase, _ in ALLOWED:
        said = re.sub(phrase, "", said, flags=re.IGNORECASE)
    return [
        f"{name}: {found[0]!r}"
        for name, pattern in FORBIDDEN.items()
        for found in re.finditer(pattern, said, re.IGNORECASE)
    ]


EVERYTHING = [*in_pieces(), *in_warning_signs(), *in_code(), *in_pages()]


def test_every_word_a_user_sees_keeps_the_principles() -> None:
    assert [f"{text.where}: {fault}" for text in EVERYTHING for fault in faults(text.said)] == []


def test_all_kinds_of_texts_are_read() -> None:
    where = {text.where.partition(":")[0] for text in EVERYTHING}
    assert {
        "piece sleep",
        "warning signs",
        "tui/wording.py",
        "calibration/quality.py",
        "posture/settings.py",
    } <= where
    assert {"README.md", "docs/education.md", "docs/decisions/0001-events-and-time.md"} <= where
    said = {text.said for text in EVERYTHING}
    assert "Further forward than your reference" in said
    assert any(
        text.where.startswith("tui/commands/learn.py") and "Example: " in text.said for text in EVERYTHING
    )
    assert "an empty chair" not in said


@pytest.mark.parametrize(
    "said",
    [
        "You sit in a bad posture",
        "Correct your posture now",
        "Sit up straight!",
        "This damages your discs",
        "Your spine is damaged",
        "Slouching harms you",
        "Protect your spine",
        "Breaks prevent back pain",
        "A cure for backs",
        "You may have a herniated disc",
        "Our diagnosis: stenosis",
        "Your posture score: 71",
        "Well done, keep your streak",
    ],
)
def test_what_must_not_be_said_is_caught(said: str) -> None:
    assert faults(said) != []


@pytest.mark.parametrize(
    "said",
    [
        "You have been in one position for 30 min: time for a change",
        "Lower than your reference for 5 min",
        "Hurt does not mean harm.",
        "This is not a diagnosis.",
        "Active breaks may reduce discomfort.",
    ],
)
def test_what_may_be_said_is_not(said: str) -> None:
    assert faults(said) == []


@pytest.mark.parametrize("allowed", [phrase for phrase, _ in ALLOWED])
def test_no_exception_outlives_its_use(allowed: str) -> None:
    assert any(re.search(allowed, text.said, re.IGNORECASE) for text in EVERYTHING)
