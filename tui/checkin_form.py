"""Which questions a check-in asks, in which order, and the records that the answers become."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from posture.therapy.due import Topic
from posture.therapy.measures import activity_key, activity_measures
from posture.therapy.record_base import LARGEST_CHANGE
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    ItemAnswer,
    Note,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    YellowFlag,
    YellowFlagNote,
)
from tui.checkin_questions import FLAG_WORDS, Answer, AnswerKind, Question

MOST_ACTIVITIES = 5
"""Three to five are usual for this scale."""

NO_PAIN, WORST_PAIN = "no pain", "the worst you can imagine"
_NOT_ABLE, _ABLE = "cannot do it", "as able as before"

_ONSET = (
    Question(key="onset", kind=AnswerKind.DAY, text="When did the present trouble begin?"),
    Question(
        key="onset.assessed",
        kind=AnswerKind.YES_NO,
        text="Has a doctor or PT looked at it since?",
        needs=("onset",),
    ),
)
_PAIN = (
    Question(
        key="pain.now",
        kind=AnswerKind.SCALE,
        text="How strong is your pain right now?",
        low_means=NO_PAIN,
        high_means=WORST_PAIN,
    ),
    Question(
        key="pain.average",
        kind=AnswerKind.SCALE,
        text="How strong was it on average, over the last 7 days?",
        low_means=NO_PAIN,
        high_means=WORST_PAIN,
    ),
    Question(
        key="pain.worst",
        kind=AnswerKind.SCALE,
        text="How strong was it at its worst, over the last 7 days?",
        low_means=NO_PAIN,
        high_means=WORST_PAIN,
        not_below="pain.average",
    ),
    Question(
        key="pain.place",
        kind=AnswerKind.NAME,
        text="Where is it?",
        needs=("pain.now", "pain.average", "pain.worst"),
    ),
)
_NOTES = (
    Question(
        key="flag",
        kind=AnswerKind.FLAG,
        text="Does one of these weigh on you? "
        + ", ".join(f"{number} {words}" for number, words in enumerate(FLAG_WORDS.values(), start=1)),
    ),
    Question(key="flag.words", kind=AnswerKind.NOTE, text="In your words:", needs=("flag",)),
    Question(key="note", kind=AnswerKind.NOTE, text="Anything else your PT should know?"),
)


class Questionnaire(Protocol):
    """A questionnaire of the PT's own, as a plan holds it."""

    @property
    def id(self) -> str:
        """Stable; it stands in the records."""
        ...

    @property
    def intro(self) -> str:
        """Said before the first item; may be empty."""
        ...

    @property
    def items(self) -> Sequence[str]:
        """What is asked."""
        ...

    @property
    def scale_from(self) -> int:
        """The lowest answer."""
        ...

    @property
    def scale_to(self) -> int:
        """The highest answer."""
        ...

    @property
    def from_means(self) -> str:
        """What the lowest answer says."""
        ...

    @property
    def to_means(self) -> str:
        """What the highest answer says."""
        ...

    def score(self, answers: tuple[int, ...]) -> float:
        """The score of a whole set of answers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The questions of one check-in.

    Attributes:
        questions: in the order to ask them.
        since: the day a change is compared with, or `None` at the start.
        questionnaires: those whose items are among the questions.
    """

    questions: tuple[Question, ...]
    since: date | None
    questionnaires: tuple[Questionnaire, ...] = ()


def form_for(
    topics: Collection[Topic],
    records: Sequence[Record],
    *,
    started: date | None = None,
    planned_activities: Sequence[str] = (),
    questionnaires: Sequence[Questionnaire] = (),
) -> Form:
    """The questions about these topics.

    `started` is the day a plan began (else that of the first record); `planned_activities` is what it names.
    """
    since = started or (records[0].at.date() if records else None)
    asked: list[Question] = []
    if Topic.ONSET in topics:
        asked += _ONSET
    if Topic.PAIN in topics:
        asked += _PAIN
    if Topic.ACTIVITIES in topics:
        asked += _activities(records, planned_activities)
    if Topic.CHANGE in topics:
        asked.append(_change(since))
    chosen = tuple(questionnaires) if Topic.QUESTIONNAIRE in topics else ()
    for one in chosen:
        asked += _items(one)
    if asked:
        asked += _NOTES
    return Form(questions=tuple(asked), since=since, questionnaires=chosen)


def records_of(form: Form, answers: Mapping[str, Answer], at: datetime) -> tuple[Record, ...]:
    """What these answers are, as records made at `at`."""
    made: list[Record] = []
    began = answers.get("onset")
    if isinstance(began, date):
        assessed = _number(answers, "onset.assessed")
        made.append(Onset(at=at, began=began, assessed=None if assessed is None else bool(assessed)))
    now, average, worst = (_number(answers, f"pain.{name}") for name in ("now", "average", "worst"))
    if (now, average, worst) != (None, None, None):
        place = _text(answers, "pain.place")
        made.append(PainRating(at=at, now=now, average=average, worst=worst, place=place))
    made += _rated_activities(form, answers, at)
    change = _number(answers, "change")
    if change is not None:
        made.append(GlobalChange(at=at, score=change, since=form.since))
    made += [answered for one in form.questionnaires if (answered := _answered(one, answers, at)) is not None]
    flag, words, note = answers.get("flag"), _text(answers, "flag.words"), _text(answers, "note")
    if isinstance(flag, YellowFlag) and words is not None:
        made.append(YellowFlagNote(at=at, topic=flag, text=words))
    if note is not None:
        made.append(Note(at=at, text=note))
    return tuple(made)


def _activities(records: Iterable[Record], planned: Sequence[str]) -> list[Question]:
    """The activities that were rated before or stand in the plan; where there are none, some to name."""
    rated = [line.name for line in activity_measures(records)]
    known = {activity_key(name): name for name in (*planned, *rated)}
    named = [
        Question(
            key=f"activity.{number}",
            kind=AnswerKind.SCALE,
            text=f"How able are you now: {name}?",
            about=name,
            low_means=_NOT_ABLE,
            high_means=_ABLE,
        )
        for number, name in enumerate(known.values())
    ]
    if named:
        return named
    new: list[Question] = []
    for number in range(MOST_ACTIVITIES):
        first = "Name something that is hard for you because of it (such as: an hour at the desk)."
        new += [
            Question(
                key=f"activity.{number}.name",
                kind=AnswerKind.NAME,
                text=first if number == 0 else "And something else?",
                needs=(f"activity.{number - 1}.name",) if number else (),
            ),
            Question(
                key=f"activity.{number}",
                kind=AnswerKind.SCALE,
                text="How able are you now: {...}?",
                needs=(f"activity.{number}.name",),
                low_means=_NOT_ABLE,
                high_means=_ABLE,
            ),
        ]
    return new


def _change(since: date | None) -> Question:
    told = "you began" if since is None else f"{since}, when you began"
    return Question(
        key="change",
        kind=AnswerKind.SCALE,
        text=f"How have you changed since {told}?",
        low=-LARGEST_CHANGE,
        high=LARGEST_CHANGE,
        low_means="very much worse",
        high_means="very much better; 0 is the same",
    )


def _items(questionnaire: Questionnaire) -> list[Question]:
    return [
        Question(
            key=_item_key(questionnaire, number),
            kind=AnswerKind.SCALE,
            text=f"{questionnaire.intro} {item}".strip() if number == 0 else item,
            about=item,
            low=questionnaire.scale_from,
            high=questionnaire.scale_to,
            low_means=questionnaire.from_means,
            high_means=questionnaire.to_means,
        )
        for number, item in enumerate(questionnaire.items)
    ]


def _item_key(questionnaire: Questionnaire, number: int) -> str:
    return f"questionnaire.{questionnaire.id}.{number}"


def _rated_activities(form: Form, answers: Mapping[str, Answer], at: datetime) -> list[Record]:
    made: list[Record] = []
    for question in form.questions:
        score = _number(answers, question.key)
        name = question.about or _text(answers, f"{question.key}.name")
        if question.key.startswith("activity.") and score is not None and name is not None:
            made.append(ActivityRating(at=at, activity=name, score=score))
    return made


def answers_given(
    questionnaire: Questionnaire, given: Sequence[int | None], at: datetime
) -> QuestionnaireAnswers:
    """The answers to one questionnaire, in its order; it has a score once every item is answered."""
    values = [value for value in given if value is not None]
    return QuestionnaireAnswers(
        at=at,
        questionnaire=questionnaire.id,
        answers=tuple(
            ItemAnswer(item=item, value=value)
            for item, value in zip(questionnaire.items, given, strict=True)
            if value is not None
        ),
        score=questionnaire.score(tuple(values)) if len(values) == len(given) else None,
    )


def _answered(questionnaire: Questionnaire, answers: Mapping[str, Answer], at: datetime) -> Record | None:
    given = [_number(answers, _item_key(questionnaire, number)) for number in range(len(questionnaire.items))]
    return None if all(value is None for value in given) else answers_given(questionnaire, given, at)


def _number(answers: Mapping[str, Answer], key: str) -> int | None:
    value = answers.get(key)
    return value if isinstance(value, int) else None


def _text(answers: Mapping[str, Answer], key: str) -> str | None:
    """A text; the words of a yellow flag are none of the user's."""
    value = answers.get(key)
    return value if isinstance(value, str) and not isinstance(value, YellowFlag) else None
