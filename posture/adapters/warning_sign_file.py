"""The warning signs from their file, checked."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from posture.errors import WarningSignError
from posture.therapy.warning_signs import BOOK, EMERGENCY, TIERS, Page, Sign, SignList

_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_Text = Annotated[str, Field(min_length=1)]
_Question = Annotated[str, Field(min_length=1, max_length=70)]
"""Fits on one line of a small terminal."""
_Message = Annotated[str, Field(pattern=r"\{signs\}")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sign(_Model):
    id: _Id
    question: _Question
    told: _Text


class _Page(_Model):
    tier: Annotated[int, Field(ge=EMERGENCY, le=BOOK)]
    title: _Text
    pauses: bool = False
    verified: bool = True
    message: _Message | None = None
    signs: Annotated[list[_Sign], Field(min_length=1)]


class _Tier(_Model):
    message: _Message
    reading: list[str]


class _File(_Model):
    format: Literal["posture-warning-signs"]
    version: Annotated[int, Field(ge=1)]
    introduction: _Text
    nothing: _Text
    nothing_so_far: _Text
    paused: _Text
    footer: _Text
    tiers: dict[Literal["1", "2", "3"], _Tier]
    pages: list[_Page]


def embedded_file() -> Path:
    """Where the warning signs of this program stand."""
    return Path(str(files("posture"))) / "data" / "warning_signs.toml"


def load_warning_signs(path: Path | None = None) -> SignList:
    """The warning signs in `path`, by default the embedded ones.

    Raises:
        WarningSignError: the file cannot be read, or does not hold what it should; the message names it.
    """
    path = embedded_file() if path is None else path
    try:
        model = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _wrong(path, f"{where}: {first['msg']}") from error
    except UnicodeDecodeError as error:
        raise _wrong(path, f"it is not text in UTF-8 ({error.reason})") from error
    except ValueError as error:
        raise _wrong(path, f"it is not valid TOML ({error})") from error
    except OSError as error:
        raise _wrong(path, f"it cannot be read ({error.strerror or error})") from error
    _check(path, model)
    return _sign_list(model)


def _check(path: Path, model: _File) -> None:
    """What no single key tells."""
    twice = [sign for sign, times in Counter(s.id for p in model.pages for s in p.signs).items() if times > 1]
    tiers = [page.tier for page in model.pages]
    if twice:
        raise _wrong(path, f"there are two signs with the id {twice[0]!r}")
    if {int(tier) for tier in model.tiers} != set(TIERS) or set(tiers) != set(TIERS):
        raise _wrong(path, "it must have a message and a page for each of the tiers 1, 2 and 3")
    if tiers != sorted(tiers):
        raise _wrong(path, "its pages must begin with tier 1 and end with tier 3")
    if not all(page.pauses for page in model.pages if page.tier == EMERGENCY):
        raise _wrong(path, "every page of tier 1 must pause exercises")


def _sign_list(model: _File) -> SignList:
    return SignList(
        version=model.version,
        introduction=model.introduction,
        pages=tuple(_page(page) for page in model.pages),
        messages={int(tier): entry.message for tier, entry in model.tiers.items()},
        nothing=model.nothing,
        nothing_so_far=model.nothing_so_far,
        paused=model.paused,
        footer=model.footer,
        reading={int(tier): tuple(entry.reading) for tier, entry in model.tiers.items()},
    )


def _page(page: _Page) -> Page:
    signs = tuple(
        Sign(id=sign.id, question=sign.question, told=sign.told, pauses=page.pauses, verified=page.verified)
        for sign in page.signs
    )
    return Page(tier=page.tier, title=page.title, signs=signs, message=page.message)


def _wrong(path: Path, what: str) -> WarningSignError:
    return WarningSignError(
        f"the warning signs in {path} are not as they should be: {what}; install the program again"
    )
