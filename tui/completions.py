"""What a shell offers at TAB where a word is no file: exercises, templates, references, settings, pieces.

A shell puts what is printed into the line that is being typed, so nothing is said about a file that cannot
be read: what it holds is only not offered. The parser leaves out what does not begin with what was typed.
"""

from __future__ import annotations

from posture.errors import PostureError
from tui.core_setup import our_places

Offer = tuple[str, str]
"""A word, and a few words about it, which zsh and fish show."""


def exercise_ids(incomplete: str) -> list[Offer]:
    """Ours and the user's own."""
    from posture.adapters.exercise_files import load_exercises  # noqa: PLC0415 - only at TAB

    del incomplete
    try:
        return [(one.id, one.name) for one in load_exercises(our_places().exercises).values()]
    except PostureError:
        return [(one.id, one.name) for one in load_exercises(None).values()]


def plan_templates(incomplete: str) -> list[Offer]:
    """What a plan can begin with."""
    from posture.adapters.plan_templates import template_names  # noqa: PLC0415 - only at TAB

    del incomplete
    return list(template_names().items())


def reference_names(incomplete: str) -> list[str]:
    """The references in the user's own folder; a file is completed by the shell itself."""
    del incomplete
    return sorted(path.stem for path in our_places().profiles.glob("*.json"))


def setting_keys(incomplete: str) -> list[Offer]:
    """Every key with its equals sign; what may stand behind it is told when it does not fit."""
    from posture.settings import DESCRIPTIONS  # noqa: PLC0415 - only at TAB

    del incomplete
    return [(f"{key}=", about) for key, about in DESCRIPTIONS.items()]


def library_ids(incomplete: str) -> list[Offer]:
    """Topics, then pieces."""
    from posture.adapters.education_files import load_library  # noqa: PLC0415 - only at TAB

    del incomplete
    library = load_library()
    topics = [(one.id, one.title) for one in library.topics]
    return topics + [(one.id, one.title) for one in library.pieces]


def piece_ids(incomplete: str) -> list[Offer]:
    """Pieces only."""
    from posture.adapters.education_files import load_library  # noqa: PLC0415 - only at TAB

    del incomplete
    return [(one.id, one.title) for one in load_library().pieces]
