"""What the patient answered, as FHIR questionnaires with their responses; nothing that was left out.

The words of a questionnaire are those of the plan's author, those of an activity the patient's. The program
ships none of somebody else's and gives no code to any.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from posture.therapy.history import of_kind
from posture.therapy.records import ActivityRating, QuestionnaireAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from posture.therapy.plan import Plan, Questionnaire
    from posture.therapy.records import Record
    from posture.therapy.report import Report

Resource = dict[str, Any]


def answer_resources(
    report: Report, plan: Plan | None, records: Sequence[Record]
) -> Iterator[tuple[str, Resource]]:
    """Each with a name of its own; `records` are those of the period. Who answered is added by the bundle."""
    if report.function is not None:
        own = () if plan is None else plan.questionnaires
        for questionnaire in own:
            yield f"questionnaire-{questionnaire.id}", _questionnaire(questionnaire, report)
        yield from _activities(records)
        yield from _answered(records, {one.id: one for one in own}, report)
    yield from _signs(report)


def _url(id_: str, report: Report) -> str:
    """The same words have the same name: a new version of a plan may change them."""
    version = "none" if report.header.plan is None else report.header.plan.hash[:12]
    return f"urn:posture:questionnaire:{version}:{id_}"


def _questionnaire(one: Questionnaire, report: Report) -> Resource:
    ends = f"From {one.scale_from} ({one.from_means}) to {one.scale_to} ({one.to_means})."
    return {
        "resourceType": "Questionnaire",
        "url": _url(one.id, report),
        "status": "active",
        "title": one.title,
        "description": " ".join(part for part in (one.intro, ends) if part),
        "item": [
            {"linkId": str(number), "text": text, "type": "decimal"}
            for number, text in enumerate(one.items, start=1)
        ],
    }


def _activities(records: Sequence[Record]) -> Iterator[tuple[str, Resource]]:
    """One response a day; of two ratings of an activity on a day the later counts."""
    days: dict[date, dict[str, ActivityRating]] = defaultdict(dict)
    for rating in of_kind(records, ActivityRating):
        days[rating.at.date()][rating.activity] = rating
    for day, ratings in days.items():
        yield (
            f"activities-{day}",
            {
                "resourceType": "QuestionnaireResponse",
                "status": "completed",
                "authored": max(rating.at for rating in ratings.values()).isoformat(timespec="seconds"),
                "item": [
                    {
                        "linkId": f"activity-{number}",
                        "text": f"{activity} (0 not able, 10 as before)",
                        "answer": [{"valueInteger": rating.score}],
                    }
                    for number, (activity, rating) in enumerate(ratings.items(), start=1)
                ],
            },
        )


def _answered(
    records: Sequence[Record], known: dict[str, Questionnaire], report: Report
) -> Iterator[tuple[str, Resource]]:
    """One response for each time; one to an earlier version of the plan stands with its own words alone."""
    for number, record in enumerate(of_kind(records, QuestionnaireAnswers)):
        one = known.get(record.questionnaire)
        same = one is not None and {answer.item for answer in record.answers} <= set(one.items)
        items: list[Resource] = [
            {
                "linkId": str(one.items.index(answer.item) + 1 if one is not None and same else place),
                "text": answer.item,
                "answer": [{"valueDecimal": answer.value}],
            }
            for place, answer in enumerate(record.answers, start=1)
        ]
        yield (
            f"answers-{number}",
            {
                "resourceType": "QuestionnaireResponse",
                "status": "completed" if record.score is not None else "in-progress",
                **({"questionnaire": _url(record.questionnaire, report)} if same else {}),
                "authored": record.at.isoformat(timespec="seconds"),
                "item": items,
            },
        )


def _signs(report: Report) -> Iterator[tuple[str, Resource]]:
    """Warning signs answered with yes."""
    for number, line in enumerate(() if report.safety is None else report.safety.signs):
        yield (
            f"signs-{number}",
            {
                "resourceType": "QuestionnaireResponse",
                "status": "completed",
                "authored": line.at.isoformat(timespec="seconds"),
                "item": [
                    {"linkId": f"sign-{place}", "text": sign, "answer": [{"valueBoolean": True}]}
                    for place, sign in enumerate(line.signs, start=1)
                ],
            },
        )
