"""Warning signs and what follows from answers, as text and as JSON with stable keys."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import Any

from posture.therapy.warning_signs import Advice, SignList

_WIDEST = 80
_NARROWEST = 30

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
    for tier, words in TIER_WORDS.items():
        lines.append(f"Tier {tier}: {words}")
        lines += [
            f"  {sign.id:<{width}}  {sign.question}"
            for page in signs.pages
            if page.tier == tier
            for sign in page.signs
        ]
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


def advice_document(called_for: Advice, yes: list[str], paused_until: datetime | None) -> dict[str, Any]:
    """What follows, for scripts."""
    return {
        "tier": called_for.tier,
        "yes": yes,
        "message": list(called_for.paragraphs),
        "reading": list(called_for.reading),
        "exercises_paused_until": None if paused_until is None else paused_until.isoformat(),
    }
