"""Which reference a session begins with, before anything was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from calibration.profile import DEFAULT_NAME
from tui.core_setup import warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from calibration.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReference:
    """The references of a session that begins.

    Attributes:
        name: name or file of the profile that a calibration goes into.
        current: the one to begin with, or `None`.
        choice: those that the first seconds choose from; empty where there is nothing to find out.
    """

    name: str = DEFAULT_NAME
    current: Profile | None = None
    choice: tuple[Profile, ...] = ()


def first_reference(
    folder: Path,
    named: str | None,
    source: str,
    *,
    calibrates: bool,
    tell: Callable[[str], None] = warn,
) -> FirstReference:
    """The profile named, which is only checked; else all there are, beginning with the likeliest.

    Args:
        folder: of the profiles.
        named: name or file that the user gave, or `None`.
        source: what will be watched, as the user names it.
        calibrates: whether the reference comes from the source itself.
        tell: takes a sentence about each profile that is left out because it cannot be read.

    Raises:
        ProfileError: the profile named, or the default one, cannot be read.
    """
    if named is None and (calibrates or not any(folder.glob("*.json"))):
        return FirstReference()
    # Imported here: reading a profile needs a library that takes a while to load.
    from calibration.profile_file import profile_path, read_profile, stored_profiles  # noqa: PLC0415

    if named is not None:
        path = profile_path(folder, named)
        profile = replace(read_profile(path), name=path.stem)
        return FirstReference(name=named, current=profile, choice=() if calibrates else (profile,))
    default = profile_path(folder, DEFAULT_NAME)
    if default.exists():
        read_profile(default)
    profiles, sentences = stored_profiles(folder)
    for sentence in sentences:
        tell(sentence)
    if not profiles:
        return FirstReference()
    first = max(profiles, key=lambda profile: _likely(profile, source))
    return FirstReference(name=first.name, current=first, choice=profiles)


def _likely(profile: Profile, source: str) -> tuple[bool, bool, float]:
    """What decides before anything was seen: this camera, then the default, then the newest."""
    made = 0.0 if profile.created is None else profile.created.timestamp()
    return profile.source == source, profile.name == DEFAULT_NAME, made
