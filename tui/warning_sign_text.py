"""Warning signs and what follows from answers, as text and as JSON with stable keys."""

from __future__ import annotations

import textwrap
from typing import Any

from posture.therapy.resting import SignRest
from posture.therapy.warning_signs import Advice, SignList

_WIDEST = 80
_NARROWEST = 30

URGENT_WORDS = "a doctor today; where it began suddenly, the emergency number now"
"""Of the signs about neck, arms and head, which have an answer of their own."""
TIER_WORDS = {1: "emergency, now", 2: "a doctor or PT, today or tomorrow", 3: "an appointment with a PT"}


def advice_text(called_for: Advice, columns: int) -> str:
    """What follows, wrapped to a terminal of so many columns."""
    width = max(_NARROWEST, min(columns, _WIDEST))
    paragraphs = [*called_for.paragraphs]
    if called_for.reading:
        commands = " and ".join(f"`posture learn {piece}`" for piece in called_for.reading)
        paragraphs.insert(-1, f"To read: {commands}.")
    return (
        "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)
        + "\n"
    )


def signs_text(signs: SignList) -> str:
    """Every sign with its id, by tier; the footer last."""
    width = max(len(sign.id) for sign in signs.signs)
    lines: list[str] = []
    heading = ""
    for page in signs.pages:
        words = TIER_WORDS[page.tier] if page.message is None else URGENT_WORDS
        if heading != f"Tier {page.tier}: {words}":
            heading = f"Tier {page.tier}: {words}"
            lines += [""] if lines else []
            lines.append(heading)
        lines += [f"  {sign.id:<{width}}  {sign.question}" for sign in page.signs]
    lines.append("")
    return "\n".join([*lines, *textwrap.wrap(signs.footer, _WIDEST)]) + "\n"


def signs_document(signs: SignList) -> dict[str, Any]:
    """Every sign for scripts."""
    return {
        "version": signs.version,
        "signs": [
            {
                "id": sign.id,
                "tier": page.tier,
                "question": sign.question,
                "pauses_exercises": sign.pauses,
                "verified": sign.verified,
            }
            for page in signs.pages
            for sign in page.signs
        ],
        "footer": signs.footer,
    }


def advice_document(called_for: Advice, yes: list[str], rest: SignRest | None) -> dict[str, Any]:
    """What follows, for scripts."""
    return {
        "tier": called_for.tier,
        "yes": yes,
        "message": list(called_for.paragraphs),
        "reading": list(called_for.reading),
        **rest_document(rest),
    }


def rest_document(rest: SignRest | None) -> dict[str, Any]:
    """Whether exercises rest, for scripts."""
    return {
        "exercises_rest": rest is not None,
        "exercises_paused_until": None if rest is None or rest.until is None else rest.until.isoformat(),
    }
