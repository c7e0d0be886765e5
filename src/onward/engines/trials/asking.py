"""The questions of a catalogue asked of one person, each at most once."""

from __future__ import annotations

from onward.criteria import Answer, Subject
from onward.criteria import answer as answer_to
from onward.engines.trials.prepared import Catalogue


class Asking:
    """Answers about one person to the questions of one catalogue; what was asked before is not asked again.

    The memory is all that it holds: the same catalogue and person always give the same answers.
    """

    __slots__ = ("_answers", "_catalogue", "_kept", "subject")

    def __init__(self, catalogue: Catalogue, subject: Subject) -> None:
        self._catalogue = catalogue
        self._answers: list[Answer | None] = [None] * len(catalogue.questions)
        # Answers to parts of questions, which a catalogue keeps as one object each.
        self._kept: dict[int, Answer] = {}
        self.subject = subject

    def answer(self, question: int) -> Answer:
        """The answer to a question of the catalogue, by its number."""
        found = self._answers[question]
        if found is None:
            asked = self._catalogue.questions[question]
            found = self._answers[question] = answer_to(asked, self.subject, kept=self._kept)
        return found
