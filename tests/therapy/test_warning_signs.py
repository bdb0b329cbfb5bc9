"""Warning signs: what is said to which answer, how long exercises rest, and when pain is worse."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from posture.adapters.education_files import load_library
from posture.adapters.warning_sign_file import embedded_file, load_warning_signs
from posture.errors import WarningSignError
from posture.therapy.records import Occasion, SignAnswer, WarningSignAnswers
from posture.therapy.warning_signs import advice, answered, pain_got_worse
from tests.therapy.builders import MONDAY, day, pain

if TYPE_CHECKING:
    from pathlib import Path

SIGNS = load_warning_signs()
NO = dict.fromkeys((sign.id for sign in SIGNS.signs), False)
IN_TIER = {
    tier: [sign.id for page in SIGNS.pages if page.tier == tier for sign in page.signs] for tier in (1, 2, 3)
}


def test_every_sign_of_the_evidence_is_asked() -> None:
    assert IN_TIER == {
        1: [
            "saddle_numbness", "bladder_bowel", "sexual_function", "both_legs", "legs_weaker",
            "serious_accident", "chest_pain",
        ],
        2: [
            "fever_unwell", "weight_loss", "cancer_history", "fragile_bones", "small_fall", "weak_defences",
            "recent_infection", "numbness_growing", "new_lump", "constant_pain", "belly_throbbing",
            "age_first_pain", "arm_weakness", "clumsy_hands", "double_vision", "dizziness", "slurred_speech",
            "swallowing", "drop_attacks",
        ],
        3: [
            "not_easing", "lasting", "limiting", "never_assessed", "comes_back", "pills_only", "intensifying",
        ],
    }  # fmt: skip
    assert [sign.id for sign in SIGNS.signs if not sign.verified] == IN_TIER[2][12:]


@pytest.mark.parametrize("sign", IN_TIER[1])
def test_each_yes_in_tier_one_is_an_emergency_that_pauses_exercises(sign: str) -> None:
    found = advice(SIGNS, {**NO, sign: True, "fever_unwell": True, "lasting": True})
    assert (found.tier, found.pauses_exercises) == (1, True)
    told = next(one.told for one in SIGNS.signs if one.id == sign)
    assert found.paragraphs == (
        (
            "This needs emergency medical assessment now, and this program cannot assess you. Please call "
            f'your emergency number or go to an emergency department, and tell them: "{told}". '
            "Prompts to move rest until midnight."
        ),
        SIGNS.paused,
        SIGNS.footer,
    )


@pytest.mark.parametrize("sign", IN_TIER[2])
def test_each_yes_in_tier_two_is_for_a_doctor_soon(sign: str) -> None:
    found = advice(SIGNS, {**NO, sign: True, "lasting": True})
    about_neck = sign in IN_TIER[2][12:]
    assert (found.tier, found.pauses_exercises) == (2, True)
    assert ("call your emergency number now" in found.paragraphs[0]) is about_neck
    assert ("today or tomorrow" in found.paragraphs[0]) is not about_neck
    assert SIGNS.paused in found.paragraphs
    assert found.paragraphs[-1] == SIGNS.footer


@pytest.mark.parametrize("sign", IN_TIER[3])
def test_each_yes_in_tier_three_is_a_reason_to_book(sign: str) -> None:
    found = advice(SIGNS, {**NO, sign: True})
    assert (found.tier, found.pauses_exercises) == (3, False)
    assert "an assessment by a physical therapist" in " ".join(found.paragraphs[0].split()).lower()


def test_a_no_to_everything_still_has_the_footer_and_says_what_was_left_out() -> None:
    assert advice(SIGNS, NO).paragraphs == (SIGNS.nothing, SIGNS.footer)
    assert advice(SIGNS, {"chest_pain": False}).paragraphs == (SIGNS.nothing_so_far, SIGNS.footer)
    assert "does not rule out a problem" in SIGNS.footer


def test_nothing_that_is_said_names_a_cause_or_a_chance() -> None:
    said = [*SIGNS.messages.values(), SIGNS.nothing, SIGNS.footer]
    said += [page.message for page in SIGNS.pages if page.message is not None]
    assert [text for text in said if re.search(r"\d|%|cauda|you (may|might|could) have", text)] == []


def test_what_to_read_is_in_the_library() -> None:
    pieces = {piece.id for piece in load_library().pieces}
    assert {piece for tier in (1, 2, 3) for piece in SIGNS.reading[tier]} <= pieces


def test_the_record_holds_what_was_answered_and_what_it_called_for() -> None:
    some = {"chest_pain": True, "both_legs": False}
    assert answered(SIGNS, some, at=MONDAY, occasion=Occasion.MONTHLY) == WarningSignAnswers(
        at=MONDAY,
        list_version=SIGNS.version,
        occasion=Occasion.MONTHLY,
        answers=(SignAnswer(sign="both_legs", yes=False), SignAnswer(sign="chest_pain", yes=True)),
        tier=1,
        complete=True,
        pauses_exercises=True,
    )
    whole = answered(SIGNS, NO, at=MONDAY, occasion=Occasion.MONTHLY)
    part = answered(SIGNS, {"lasting": True}, at=MONDAY, occasion=Occasion.MONTHLY)
    assert whole is not None
    assert (whole.tier, whole.complete) == (None, True)
    assert part is not None
    assert (part.tier, part.complete, part.pauses_exercises) == (3, False, False)
    assert answered(SIGNS, {}, at=MONDAY, occasion=Occasion.MONTHLY) is None


@pytest.mark.parametrize(
    ("ratings", "worse_on"),
    [
        ([], None),
        ([pain(0, 4)], None),
        ([pain(0, 4), pain(1, 5)], None),
        ([pain(0, 4), pain(1, 6)], 1),
        ([pain(0, 4), pain(1, 6), pain(2, 6)], 1),
        ([pain(0, 4), pain(1, 6), pain(2, 2), pain(3, 4)], 3),
        ([pain(0, 4), pain(1, average=6)], None),
        ([pain(0, 4, average=3), pain(1, 1), pain(2, average=5)], 2),
        ([pain(0, worst=5), pain(1, worst=8)], 1),
    ],
)
def test_worse_is_two_points_above_the_last_of_the_same_figure(
    ratings: list[Any], worse_on: int | None
) -> None:
    assert pain_got_worse(ratings) == (None if worse_on is None else day(worse_on))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version = 1", "version = 1\ncolour = 3", "colour: Extra inputs are not permitted"),
        ('id = "chest_pain"', 'id = "both_legs"', "there are two signs with the id 'both_legs'"),
        ('id = "chest_pain"', 'id = "Chest pain"', "pages.0.signs.6.id"),
        ('question = "Pain in the chest"', f'question = "{"x" * 71}"', "pages.0.signs.6.question"),
        ("pauses = true", "pauses = false", "every page of tier 1 must pause exercises"),
        ("tier = 3", "tier = 2", "it must have a message and a page for each of the tiers 1, 2 and 3"),
        ("tier = 2", "tier = 3", "its pages must begin with tier 1 and end with tier 3"),
        ("[tiers.1]", "[tiers.4]", "tiers.4"),
        ('"{signs}"', '"this"', "tiers.1.message"),
        ('format = "posture-warning-signs"', "format = [", "it is not valid TOML"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = embedded_file().read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "warning_signs.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WarningSignError, match="install the program again") as refusal:
        load_warning_signs(file)
    assert says in str(refusal.value)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "warning_signs.toml"
    with pytest.raises(WarningSignError, match="it cannot be read"):
        load_warning_signs(file)
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(WarningSignError, match="not text in UTF-8"):
        load_warning_signs(file)


def test_the_file_is_as_the_loader_reads_it() -> None:
    raw = tomllib.loads(embedded_file().read_text(encoding="utf-8"))
    assert [page["title"] for page in raw["pages"]] == [page.title for page in SIGNS.pages]
    assert len(SIGNS.signs) == sum(len(page["signs"]) for page in raw["pages"])
