"""The education library from its files: Markdown pieces with TOML before them, topics and sources beside.

A piece begins with its keys between two lines of `+++`. In the text below, `{A1 B4}` after a sentence (or
an item of a list) says which facts it carries; readers never see these marks.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from posture.education import FACTS, WARNINGS, Claim, Library, Piece, Topic, Trigger
from posture.errors import EducationError

_FENCE = "+++\n"
_MARK = re.compile(r"\s*\{([^{}]*)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"']?\s+")

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
_Text = Annotated[str, Field(min_length=1)]


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Name
    title: _Text
    topic: _Name
    facts: list[str]
    sources: Annotated[list[_Name], Field(min_length=1)]
    triggers: list[Trigger]
    tip: str = ""


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Name
    title: _Text
    pieces: Annotated[list[_Name], Field(min_length=1)]


class _Contents(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    topics: list[_Topic]
    sources: dict[_Name, _Text]


def embedded_folder() -> Path:
    """Where the library of this program stands."""
    return Path(str(files("posture"))) / "data" / "education"


def load_library(folder: Path | None = None) -> Library:
    """The library in `folder`, by default the embedded one.

    Raises:
        EducationError: a file cannot be read, or does not hold what it should; the message names it.
    """
    folder = embedded_folder() if folder is None else folder
    listing = folder / "library.toml"
    contents = _contents(listing)
    pieces = {path.stem: _piece(path, contents) for path in sorted(folder.glob("*.md"))}
    places = [(piece, topic.id) for topic in contents.topics for piece in topic.pieces]
    if sorted(places) != sorted((piece.id, piece.topic) for piece in pieces.values()):
        raise _wrong(listing, "its topics must list every piece once, each under the topic it names")
    return Library(
        topics=tuple(Topic(id=topic.id, title=topic.title) for topic in contents.topics),
        pieces=tuple(pieces[piece] for piece, _ in places),
    )


def _contents(path: Path) -> _Contents:
    try:
        return _Contents.model_validate(tomllib.loads(_read(path)))
    except ValidationError as error:
        raise _wrong(path, _first(error)) from error
    except ValueError as error:
        raise _wrong(path, f"it is not valid TOML ({error})") from error


def _piece(path: Path, contents: _Contents) -> Piece:
    before, fence, text = _read(path).removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not fence:
        raise _wrong(path, "it must begin with its keys between two lines of +++")
    try:
        front = _FrontMatter.model_validate(tomllib.loads(before))
    except ValidationError as error:
        raise _wrong(path, _first(error)) from error
    except ValueError as error:
        raise _wrong(path, f"its keys are not valid TOML ({error})") from error
    body, claims = _read_text(text)
    if "{" in body or "}" in body:
        raise _wrong(path, "a mark like {A1} in its text is not closed")
    _check(path, front, contents, claims)
    return Piece(
        id=front.id,
        title=front.title,
        topic=front.topic,
        tip=front.tip,
        body=body,
        claims=claims,
        sources=tuple(contents.sources[key] for key in front.sources),
        triggers=frozenset(front.triggers),
    )


def _read_text(text: str) -> tuple[str, tuple[Claim, ...]]:
    """The text without marks, each paragraph or item on one line; and the sentences that had marks."""
    blocks, claims = [], []
    for block in re.split(r"\n{2,}|\n(?=- )", text.strip()):
        marked = " ".join(block.split())
        claims += _claims(marked)
        blocks.append(_MARK.sub("", marked))
    body = ""
    for block in blocks:
        # Items of a list stand on neighbouring lines, everything else between empty ones.
        inside = block.startswith("- ") and body.rpartition("\n")[2].startswith("- ")
        body += ("\n" if inside else "\n\n") * bool(body) + block
    return body, tuple(claims)


def _claims(block: str) -> list[Claim]:
    claims = []
    *marked, _ = re.split(_MARK, block)
    for before, facts in zip(marked[::2], marked[1::2], strict=True):
        sentence = _SENTENCE_END.split(before.strip())[-1].removeprefix("- ")
        claims.append(Claim(sentence=sentence, facts=tuple(facts.split())))
    return claims


def _check(path: Path, front: _FrontMatter, contents: _Contents, claims: tuple[Claim, ...]) -> None:
    """What no single key tells.

    Raises:
        EducationError: keys and text, or keys among each other, do not agree.
    """
    marked = {fact for claim in claims for fact in claim.facts}
    triggers = frozenset(front.triggers)
    unknown = [key for key in front.sources if key not in contents.sources]
    if front.id != path.stem:
        raise _wrong(path, f"its id {front.id!r} must be the name of the file")
    if front.id in {topic.id for topic in contents.topics}:
        raise _wrong(path, f"its id {front.id!r} is the name of a topic too")
    if unknown:
        raise _wrong(path, f"its source {unknown[0]!r} is not in library.toml")
    if marked - set(FACTS):
        raise _wrong(path, f"there is no fact {min(marked - set(FACTS))!r}")
    if marked != set(front.facts):
        raise _wrong(path, f"its facts {front.facts} are not those its text marks, {sorted(marked)}")
    if bool(front.tip) != bool(triggers):
        raise _wrong(path, "it must have both a tip and triggers, or neither")
    if triggers & WARNINGS and triggers - WARNINGS:
        raise _wrong(path, "a piece about warning signs may have no other trigger")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the education library's {path} ({error}); install the program again"
        raise EducationError(msg) from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _wrong(path: Path, what: str) -> EducationError:
    return EducationError(f"the education library's {path.name} is not as it should be: {what}")
