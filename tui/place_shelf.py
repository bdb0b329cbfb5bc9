"""The user's places: the profiles in their folder, listed and renamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlace:
    """One profile, as the list of places shows it.

    Attributes:
        name: chosen by the user.
        created: when its reference was taken, or `None` when it came from a recording.
        source: the camera it was taken with.
        quality: `good`, `fair` or `poor`.
        anchors: the further anchors it has, `relaxed` and `standing`.
    """

    name: str
    created: datetime | None
    source: str
    quality: str
    anchors: tuple[str, ...]


class PlaceShelf:
    """Reads and renames; to be asked in a thread.

    Args:
        folder: of the profiles.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def places(self) -> tuple[tuple[StoredPlace, ...], tuple[str, ...]]:
        """Every place by its name, and a sentence for each file that holds none."""
        from calibration.profile_file import stored_profiles  # noqa: PLC0415 - a slow import

        profiles, sentences = stored_profiles(self._folder)
        places = tuple(
            StoredPlace(
                name=profile.name,
                created=profile.created,
                source=profile.source,
                quality=profile.grade.value,
                anchors=tuple(
                    anchor
                    for anchor, there in (
                        ("relaxed", profile.baseline.relaxed),
                        ("standing", profile.baseline.standing),
                    )
                    if there is not None
                ),
            )
            for profile in profiles
        )
        return places, sentences

    def rename(self, old: str, new: str) -> None:
        """Give a place another name.

        Raises:
            PostureError: the name is not allowed or taken, or the file cannot be changed.
        """
        from calibration.profile_file import rename_profile  # noqa: PLC0415 - a slow import

        rename_profile(self._folder, old, new)

    def complaint(self, name: str) -> str | None:
        """Why a new place cannot be called so, or `None`."""
        from calibration.profile_file import profile_path  # noqa: PLC0415 - a slow import
        from posture.errors import UsageError  # noqa: PLC0415

        try:
            path = profile_path(self._folder, name)
        except UsageError as error:
            return str(error)
        if name.endswith(".json"):
            return "A place is called by a plain name: leave out the .json."
        return f"There is a place called “{name}” already." if path.exists() else None
