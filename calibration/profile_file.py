"""Profiles on disk: JSON, versioned, written atomically, readable by the owner alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from calibration.profile import Profile
from calibration.quality import Grade
from posture.adapters.private_files import write_private_file
from posture.baseline import Baseline
from posture.errors import ProfileError, StorageError, UsageError
from posture.features import Features

FORMAT = "posture-profile"
VERSION = 2

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}")

_Positive = Annotated[FiniteFloat, Field(gt=0)]


class _FeaturesModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    neck: FiniteFloat
    neck_mouth: FiniteFloat
    face: FiniteFloat
    shoulders: FiniteFloat
    face_ratio: FiniteFloat
    shoulder_y: FiniteFloat
    shoulder_x: FiniteFloat
    head_y: FiniteFloat
    head_roll: FiniteFloat
    shoulder_tilt: FiniteFloat
    lateral: FiniteFloat
    pitch: FiniteFloat
    yaw: FiniteFloat
    ear_ahead: FiniteFloat
    trunk: FiniteFloat
    hip_seen: FiniteFloat


class _CentreModel(_FeaturesModel):
    neck: _Positive
    face: _Positive
    shoulders: _Positive
    face_ratio: _Positive


class _BaselineModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    centre: _CentreModel
    spread: _FeaturesModel
    samples: Annotated[int, Field(ge=1)]
    frame_size: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
    relaxed: _CentreModel | None = None
    standing: _CentreModel | None = None


class _ProfileModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["posture-profile"]
    version: Literal[2]
    name: str
    created: datetime | None
    source: str
    grade: Grade
    baseline: _BaselineModel


def profile_path(folder: Path, name_or_path: str) -> Path:
    """The file of a profile: what ends in `.json` is a path and taken as it is, a name lies in `folder`.

    Raises:
        UsageError: the name has characters that a file name should not have.
    """
    if name_or_path.endswith(".json"):
        return Path(name_or_path).expanduser()
    if not _NAME.fullmatch(name_or_path) or ".." in name_or_path:
        msg = (
            f"profile name {name_or_path!r} is not allowed; use letters, digits, spaces, '.', '_' or '-', "
            "or a file that ends in .json"
        )
        raise UsageError(msg)
    return folder / f"{name_or_path}.json"


def stored_profiles(folder: Path) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
    """The profiles in a folder, called as their files are, and a sentence for each file that holds none."""
    profiles, sentences = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            profiles.append(replace(read_profile(path), name=path.stem))
        except ProfileError as error:
            sentences.append(str(error))
    return tuple(profiles), tuple(sentences)


def rename_profile(folder: Path, old: str, new: str) -> None:
    """Give a profile another name.

    Raises:
        UsageError: the new name is not allowed, or another profile has it.
        ProfileError: there is no such profile.
        StorageError: it cannot be written; the old one is untouched.
    """
    target = profile_path(folder, new)
    if new.endswith(".json"):
        raise UsageError(f"a place is called by a plain name, and {new!r} is a file; leave out the .json")
    if target.exists():
        raise UsageError(f"there is a profile called {new!r} already; choose another name")
    source = profile_path(folder, old)
    write_profile(target, replace(read_profile(source), name=new))
    try:
        source.unlink()
    except OSError as error:
        msg = (
            f"{new!r} is there, and the profile {old!r} cannot be removed ({error.strerror}): remove {source}"
        )
        raise StorageError(msg) from error


def write_profile(path: Path, profile: Profile) -> None:
    """Replace the file at once.

    Raises:
        StorageError: it cannot be written; an older profile is untouched.
    """
    baseline = profile.baseline
    model = _ProfileModel(
        format="posture-profile",
        version=2,
        name=profile.name,
        created=profile.created,
        source=profile.source,
        grade=profile.grade,
        baseline=_BaselineModel(
            centre=_CentreModel(**baseline.centre._asdict()),
            spread=_FeaturesModel(**baseline.spread._asdict()),
            samples=baseline.samples,
            frame_size=baseline.frame_size,
            relaxed=None if baseline.relaxed is None else _CentreModel(**baseline.relaxed._asdict()),
            standing=None if baseline.standing is None else _CentreModel(**baseline.standing._asdict()),
        ),
    )
    write_private_file(path, (model.model_dump_json(indent=2) + "\n").encode())


def read_profile(path: Path) -> Profile:
    """The profile in this file.

    Raises:
        ProfileError: it is missing, not a profile, damaged, or of another version; the message says which
            and what to do.
    """
    again = "calibrate again with `posture calibrate`"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        msg = f"there is no profile at {path}; make one with `posture calibrate --profile {path.stem}`"
        raise ProfileError(msg) from error
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the profile {path} ({error}); {again}"
        raise ProfileError(msg) from error
    try:
        payload = json.loads(text)
    # Brackets nested thousands deep end the parser in a way of their own.
    except (ValueError, RecursionError) as error:
        msg = f"the profile {path} is damaged ({error}); {again}"
        raise ProfileError(msg) from error
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        msg = f"{path} is not a posture profile; {again}"
        raise ProfileError(msg)
    if payload.get("version") != VERSION:
        msg = (
            f"the profile {path} has version {payload.get('version')!r} and this program reads version "
            f"{VERSION}; {again}"
        )
        raise ProfileError(msg)
    try:
        model = _ProfileModel.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        msg = f"the profile {path} is damaged at {where} ({first['msg']}); {again}"
        raise ProfileError(msg) from error
    relaxed, standing = model.baseline.relaxed, model.baseline.standing
    return Profile(
        name=model.name,
        created=model.created,
        source=model.source,
        grade=model.grade,
        baseline=Baseline(
            centre=Features(**model.baseline.centre.model_dump()),
            spread=Features(**model.baseline.spread.model_dump()),
            samples=model.baseline.samples,
            frame_size=model.baseline.frame_size,
            relaxed=None if relaxed is None else Features(**relaxed.model_dump()),
            standing=None if standing is None else Features(**standing.model_dump()),
        ),
    )
