"""A report as a FHIR R4 bundle: what was planned, measured and answered, and who made it of what.

Codes of LOINC stand only where one was verified for this meaning (docs/reports.md); everything else has
a code of this program's own. A bundle is a collection to import or to look at, not a message to a server, and
carries no name but the alias in the plan.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from posture.adapters.report_fhir_answers import answer_resources
from posture.adapters.report_fhir_values import Measured, measured_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.plan import Plan
    from posture.therapy.records import Record
    from posture.therapy.report import GoalLine, Report

LOINC = "http://loinc.org"
OWN = "urn:posture:codes"
_ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
_SYSTEM = "http://unitsofmeasure.org"

Resource = dict[str, Any]


def report_fhir(report: Report, plan: Plan | None, records: Sequence[Record] = ()) -> str:
    """The bundle as JSON; `plan` is the version in use on the last day, `records` are those of the period."""
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": report.header.made.isoformat(timespec="seconds"),
        "entry": _Maker(report, plan, records).entries(),
    }
    return json.dumps(bundle, indent=2, ensure_ascii=False) + "\n"


class _Maker:
    """Makes the resources of one report; the same report gives the same identifiers."""

    def __init__(self, report: Report, plan: Plan | None, records: Sequence[Record]) -> None:
        self._report = report
        self._plan = plan
        self._records = records
        head = report.header
        self._root = f"posture:{head.patient}:{head.first}:{head.last}:{head.made.isoformat()}"
        self._entries: list[Resource] = []

    def entries(self) -> list[Resource]:
        """Patient and device first, the document and where it comes from last."""
        head = self._report.header
        patient = self._add(
            "patient", {"resourceType": "Patient", "name": [{"text": head.patient or "patient"}]}
        )
        device = self._add(
            "device",
            {
                "resourceType": "Device",
                "deviceName": [{"name": "posture", "type": "user-friendly-name"}],
                "version": [{"value": head.app_version}],
            },
        )
        self._patient, self._device = patient, device
        care_plan = None if self._plan is None else self._care_plan(self._plan)
        self._answers()
        results = [self._observation(number, one) for number, one in enumerate(measured_values(self._report))]
        document = self._add(
            "report",
            {
                "resourceType": "DiagnosticReport",
                "status": "final",
                "code": _own("report", "Report for a physical therapist"),
                "subject": patient,
                "effectivePeriod": {"start": str(head.first), "end": str(head.last)},
                "issued": head.made.isoformat(timespec="seconds"),
                "result": results,
                **({"conclusion": self._left_out()} if self._report.left_out else {}),
            },
        )
        self._provenance(document, care_plan)
        return self._entries

    def _answers(self) -> None:
        for name, resource in answer_resources(self._report, self._plan, self._records):
            if resource["resourceType"] == "QuestionnaireResponse":
                resource |= {"subject": self._patient, "author": self._device, "source": self._patient}
            self._add(name, resource)

    def _provenance(self, document: Resource, care_plan: Resource | None) -> None:
        """The program made it, for the patient, who chose what stands in it; of which plan."""
        device = {"type": {"text": "made by this program"}, "who": self._device}
        patient = {"type": {"text": "chosen and handed on by the patient"}, "who": self._patient}
        source = {} if care_plan is None else {"entity": [{"role": "source", "what": care_plan}]}
        self._add(
            "provenance",
            {
                "resourceType": "Provenance",
                "target": [document],
                "recorded": self._report.header.made.isoformat(timespec="seconds"),
                "agent": [{**device, "onBehalfOf": self._patient}, patient],
                **source,
            },
        )

    def _left_out(self) -> str:
        return f"Left out by the patient: {', '.join(self._report.left_out)}."

    def _care_plan(self, plan: Plan) -> Resource:
        goals = [self._goal(number, goal) for number, goal in enumerate(self._report.goals or ())]
        requests = [self._request(plan, number) for number in range(len(plan.items))]
        return self._add(
            "plan",
            {
                "resourceType": "CarePlan",
                "status": "active",
                "intent": "plan",
                "title": plan.title,
                "identifier": [{"system": "urn:posture:plan-hash", "value": plan.hash}],
                "subject": self._patient,
                "period": {"start": str(plan.start), **({"end": str(plan.end)} if plan.end else {})},
                **({"goal": goals} if goals else {}),
                **({"activity": [{"reference": one} for one in requests]} if requests else {}),
            },
        )

    def _goal(self, number: int, goal: GoalLine) -> Resource:
        status = (
            {True: "achieved", False: "in-progress"}.get(goal.reached) if goal.reached is not None else None
        )
        achieved = {"coding": [{"system": _ACHIEVEMENT, "code": status}]}
        return self._add(
            f"goal-{number}",
            {
                "resourceType": "Goal",
                "lifecycleStatus": "active",
                "description": {"text": goal.text},
                "subject": self._patient,
                **({"achievementStatus": achieved} if status else {}),
                "target": [
                    {
                        "measure": _own(f"goal-{goal.measured_by.replace(':', '-')}", goal.measure),
                        "detailQuantity": {"value": goal.target, "unit": goal.unit},
                    }
                ],
            },
        )

    def _request(self, plan: Plan, number: int) -> Resource:
        item = plan.items[number]
        dose = item.dose
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        told = " ".join((*item.cues, *item.range_limits, *item.precautions, *item.stop_rules))
        return self._add(
            f"request-{number}",
            {
                "resourceType": "ServiceRequest",
                "status": "active",
                "intent": "order",
                "subject": self._patient,
                "code": _own(f"exercise-{item.id}", item.name or item.id),
                "quantityQuantity": {"value": dose.repetitions or dose.duration_s or dose.sets},
                "occurrenceTiming": {
                    "repeat": {
                        "frequency": dose.times_a_day,
                        "period": 1,
                        "periodUnit": "d",
                        "dayOfWeek": [days[day] for day in item.days],
                    }
                },
                **({"patientInstruction": told} if told else {}),
            },
        )

    def _observation(self, number: int, one: Measured) -> Resource:
        coding = [{"system": OWN, "code": one.code, "display": one.display}]
        if one.loinc is not None:
            coding.insert(0, {"system": LOINC, "code": one.loinc[0], "display": one.loinc[1]})
        return self._add(
            f"observation-{number}",
            {
                "resourceType": "Observation",
                "status": "final",
                "code": {"coding": coding, "text": one.display},
                "subject": self._patient,
                "device": self._device,
                **_when(one, self._report),
                **_value(one),
                **({} if one.place is None else {"bodySite": {"text": one.place}}),
            },
        )

    def _add(self, name: str, resource: Resource) -> Resource:
        """Put a resource in; a reference to it."""
        url = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self._root}:{name}')}"
        self._entries.append({"fullUrl": url, "resource": resource})
        return {"reference": url}


def _own(code: str, display: str) -> Resource:
    return {"coding": [{"system": OWN, "code": code, "display": display}], "text": display}


def _when(one: Measured, report: Report) -> Resource:
    if one.at is not None:
        return {"effectiveDateTime": one.at}
    return {"effectivePeriod": {"start": str(report.header.first), "end": str(report.header.last)}}


def _value(one: Measured) -> Resource:
    if isinstance(one.value, str):
        return {"valueString": one.value}
    if isinstance(one.value, int):
        return {"valueInteger": one.value}
    return {
        "valueQuantity": {"value": one.value, "unit": one.unit, "system": _SYSTEM, "code": one.unit},
    }
