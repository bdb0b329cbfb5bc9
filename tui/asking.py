"""Questions on a plain terminal, one after the other: those of a check-in and the warning signs.

`Ask` prints a question and gives the line that was typed; it raises when the user wants to stop (Ctrl-C).
What was answered until then stands in the mapping that was handed in, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from datetime import date

from posture.therapy.warning_signs import EMERGENCY, Page, SignList
from tui.checkin_form import NO_PAIN, WORST_PAIN
from tui.checkin_questions import Answer, AnswerKind, Question, allowed, is_asked, read_answer, wording

Ask = Callable[[str], str]
Say = Callable[[str], None]

LEAVE_OUT = "Enter leaves a question out; Ctrl-C stops and keeps what you answered."


def ask_questions(
    questions: Iterable[Question], answers: MutableMapping[str, Answer], ask: Ask, say: Say, today: date
) -> None:
    """Ask each question that makes sense, until its answer is one or it is left out."""
    for question in questions:
        while is_asked(question, answers):
            typed = ask(prompt(question, answers))
            if not typed.strip():
                break
            try:
                answers[question.key] = read_answer(question, typed, answers, today)
            except ValueError as error:
                say(str(error))
            else:
                break


def prompt(question: Question, answers: MutableMapping[str, Answer]) -> str:
    """The question with what may be answered."""
    text = wording(question, answers)
    if question.kind is AnswerKind.SCALE:
        low, high = f"{question.low}", f"{question.high:+d}" if question.low < 0 else f"{question.high}"
        ends = [
            f"{end} {means}"
            for end, means in ((low, question.low_means), (high, question.high_means))
            if means
        ]
        return f"{text} ({', '.join(ends) or allowed(question)})"
    return f"{text} ({allowed(question)})" if question.kind in {AnswerKind.DAY, AnswerKind.YES_NO} else text


def ask_number(text: str, ask: Ask, say: Say) -> int | None:
    """One rating of pain from 0 to 10, or `None` where it is left out."""
    question = Question(
        key="pain", kind=AnswerKind.SCALE, text=text, low_means=NO_PAIN, high_means=WORST_PAIN
    )
    answers: dict[str, Answer] = {}
    ask_questions([question], answers, ask, say, date.min)
    answer = answers.get("pain")
    return answer if isinstance(answer, int) else None


def ask_reason(reasons: Sequence[tuple[str, str]], ask: Ask, say: Say) -> str:
    """Why an exercise ended early: each reason as it is shown and as it is kept; Enter takes the first."""
    say("Why did you stop? Any of these is fine.")
    for number, (shown, _) in enumerate(reasons, start=1):
        say(f"{number:>3}  {shown}")
    while True:
        typed = ask(f"Which? (a number; Enter is {reasons[0][0].casefold()})").strip()
        if not typed:
            return reasons[0][1]
        if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(reasons):
            return reasons[int(typed) - 1][1]
        say(f"{typed!r} is no answer here: give a number from 1 to {len(reasons)}")


def ask_signs(signs: SignList, answers: MutableMapping[str, bool], ask: Ask, say: Say) -> None:
    """Ask the warning signs page by page; a yes in the first tier ends it: then something else counts."""
    say(signs.introduction)
    for page in signs.pages:
        marked = _marked(page, ask, say)
        if marked is not None:
            answers.update({sign.id: number in marked for number, sign in enumerate(page.signs, start=1)})
            if marked and page.tier == EMERGENCY:
                return


def read_marks(typed: str, highest: int) -> set[int] | None:
    """Numbers from a line such as "1 3"; an empty set for "n"; `None` where it is left out.

    Raises:
        ValueError: something else was typed.
    """
    words = typed.replace(",", " ").casefold().split()
    if not words:
        return None
    if words in (["n"], ["no"], ["none"], ["0"]):
        return set()
    numbers = [int(word) if word.isascii() and word.isdigit() and len(word) < 4 else 0 for word in words]
    if not all(1 <= number <= highest for number in numbers):
        msg = f"{typed.strip()!r} is no answer here: give numbers from 1 to {highest}, or n for none of them"
        raise ValueError(msg)
    return set(numbers)


def _marked(page: Page, ask: Ask, say: Say) -> set[int] | None:
    say("\n" + page.title)
    for number, sign in enumerate(page.signs, start=1):
        say(f"{number:>3}  {sign.question}")
    while True:
        try:
            return read_marks(
                ask("Which? (numbers such as 1 3, n for none, Enter leaves it out)"), len(page.signs)
            )
        except ValueError as error:
            say(str(error))
