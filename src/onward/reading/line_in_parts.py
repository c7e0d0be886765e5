"""A line of which only parts are understood: its sentences and clauses, what it names, what it demands by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onward.criteria import Criterion
from onward.reading.bracket_beside import without_its_brackets
from onward.reading.demands_apart import demands_apart
from onward.reading.grammar import Draft
from onward.reading.labelled import labelled_question
from onward.reading.of_whom import whom
from onward.reading.other_cancer import has_exceptions_behind
from onward.reading.partial import asks_of_a_group, partial_question
from onward.reading.partial_asides import behind_asides
from onward.reading.partial_demand import demanded_head
from onward.reading.partial_given import any_given, is_asked_of_some, of_nobody_else
from onward.reading.partial_illness import partial_illness
from onward.reading.partial_labs import lab_question
from onward.reading.partial_people import conditional_sentences
from onward.reading.partial_presence import presence_question
from onward.reading.partial_sentences import sentences_question
from onward.reading.partial_timed import timed_behind
from onward.reading.partial_treatment import partial_treatment
from onward.reading.pregnancy_parts import (
    pregnancy_in_parts,
)
from onward.reading.presence_sentences import naming_sentences
from onward.reading.recovery import with_recovery_beside
from onward.reading.sentences import PUNCTUATION, clauses_of, sentences_of, why_alone
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct


@dataclass(frozen=True, slots=True, kw_only=True)
class InParts:
    """Reads what can be read of a line that is not understood as a whole.

    reduced    a canonical line, and whether it is denied -> what the grammar leaves of it, and its values
    sentence   a sentence -> its question where every word of it is understood
    """

    reduced: Callable[[str, bool], tuple[str, Draft]]
    sentence: Callable[..., Criterion | None]

    def in_parts(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a line of which only parts are understood; None where no part of it is certain."""
        found = self._unlabelled(line, denied=denied)
        if found is None and " : " in line:
            found = labelled_question(
                line,
                denied=denied,
                read=lambda rest: self.sentence(rest, denied=denied) or self._unlabelled(rest, denied=denied),
            )
        return found

    def _unlabelled(self, line: str, *, denied: bool) -> Criterion | None:
        if has_exceptions_behind(line):
            return None
        if CONDITIONAL.match(line) is not None:
            one = len(sentences_of(line)) < 2
            left, draft = self.reduced(line, denied)
            return (partial_treatment(left, draft) or partial_illness(left, draft)) if one else None
        known = pregnancy_in_parts(line, denied=denied) or lab_question(*self.reduced(line, denied))
        if known is not None:
            return known
        sentences = sentences_of(line)
        if len(sentences) < 2:
            return self.part(line, denied=denied)
        of_the_ill = conditional_sentences([self.reduced(one, denied) for one in sentences])
        if of_the_ill is not None:
            return of_the_ill

        def read(sentence: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(sentence, denied=denied)
            return (whole, True) if whole is not None else (self.part(sentence, denied=denied), False)

        return sentences_question(
            sentences, denied=denied, read=read, why=why_alone, those=self.those, demanded=self.demanded
        )

    def demanded(self, sentence: str) -> Criterion | None:
        """What a sentence asks for among what is asked for, where every word of it is understood."""
        return self.sentence(sentence, denied=False)

    def those(self, sentence: str) -> Criterion | None:
        """What somebody has of whom alone a sentence speaks."""
        what = whom(sentence)
        return self.sentence(f"with {what} ", denied=True) if what else None

    def demands_apart(self, line: str) -> Criterion | None:
        """What some sentences or clauses of an inclusion ask for, where the others are not understood."""
        clauses = [one for sentence in sentences_of(line) for one in clauses_of(sentence)]
        if len(clauses) < 2 or CONDITIONAL.match(line) is not None:
            return None

        def read(clause: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(clause, denied=False)
            return (whole, True) if whole is not None else (self.part(clause, denied=False), False)

        sentences = sentences_of(line)
        behind = behind_asides(sentences, read=read, why=why_alone)
        if behind is None and len(clauses) > len(sentences):
            behind = behind_asides(clauses, read=read, why=why_alone)
        return behind or demands_apart(clauses, read=read)

    def any_given(self, line: str) -> Criterion | None:
        """Of an inclusion that is not understood: the drugs of which each of its ways names one."""
        alone = len(sentences_of(line)) == 1 and not is_asked_of_some(line)
        return any_given(*self.reduced(line, False)) if alone else None

    def of_nobody_else(self, line: str) -> Criterion | None:
        """Of an inclusion that is not understood: that it asks nothing of who had none of what it names."""
        return of_nobody_else([self.reduced(one, False) for one in sentences_of(line)])

    def presence(self, line: str) -> Criterion | None:
        """Of an exclusion that is not understood: that nobody is meant who has nothing of what it names."""
        sentences = sentences_of(line)
        told = [one for one in sentences if why_alone(one) not in ("permission", "note")]
        told = [one for n, one in enumerate(told) if not n or not tells_conduct(one)]
        naming = naming_sentences(told)
        # Who is let in all the same is for the human to see.
        let_in = [one for one in sentences if one not in told and why_alone(one) == "permission"]
        beside = [one.strip(PUNCTUATION) for one in (*told, *let_in) if one not in naming]
        return presence_question([self.reduced(one, True) for one in naming], beside)

    def clauses_apart(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a line whose clauses between semicolons say something of each other, as sentences do."""
        if " ; " not in line or _LETS_IN_OR_OUT.search(line) is None:
            return None
        clauses = [one for sentence in sentences_of(line) for one in clauses_of(sentence)]
        if len(clauses) < 2 or (denied and any(_FORBIDS_IT.search(clause) is not None for clause in clauses)):
            return None

        def read(clause: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(clause, denied=denied)
            return (whole, True) if whole is not None else (self.part(clause, denied=denied), False)

        if denied and timed_behind(*zip(*((read(one)[0], one) for one in clauses), strict=True)):
            return None
        return sentences_question(clauses, denied=denied, read=read, why=why_alone, those=self.those)

    def part(self, sentence: str, *, denied: bool) -> Criterion | None:
        left, draft = self.reduced(sentence, denied)
        if denied and _DEMANDED.match(sentence) is not None:
            # "The patient must be asymptomatic from the aneurysm": whoever is not is kept out.
            return None
        if not denied and HINDERS.search(sentence) and not is_required(sentence) and ONE_THING.fullmatch(left):
            return None
        of_some = not denied and asks_of_a_group(sentence)
        found = None if of_some else partial_question(left, draft)
        if found is None:
            found = partial_treatment(left, draft)
        if found is None:
            found = partial_illness(left, draft)
        if found is None and not of_some:
            found = demanded_head(left, draft)
        found = found or with_recovery_beside(
            sentence, denied=denied, asked=True, read=lambda head: self.whole_or_part(head, denied=denied)
        )
        if found is None and "( " in sentence and not of_some:
            found = without_its_brackets(
                sentence, denied=denied, read=lambda plain: self.whole_or_part(plain, denied=denied)
            )
        return found

    def whole_or_part(self, sentence: str, *, denied: bool) -> Criterion | None:
        found = self.sentence(sentence, denied=denied)
        return found if found is not None else self.part(sentence, denied=denied)


# What such a line asks for holds for some only: never its pieces by themselves.
CONDITIONAL = sought(
    r"(?:in case|if|when|where|whenever|in (?:the )?event|for those|they|it|these|this|such|should (?:patient|subject|participant))\b"
)
_LETS_IN_OR_OUT = sought(r"\b(?:allowed|permitted|eligible|ineligible|acceptable|excluded|may)\b")
_FORBIDS_IT = sought(r"\b(?:may|must|should|can|will) not\b|\bcannot\b|\bno\b")
# What somebody judges of an illness: that it hinders something.
HINDERS = sought(r"\b(?:affect|interfer|impair|hinder|preclud|compromis|limit)\w*")
_DEMANDED = sought(
    r"(?:(?:all|any|patient|subject|participant|individual|woman|man|they|he|she|it) )*(?:must|should|shall|has to|have to) (?!not\b|never\b|have had\b|be (?:excluded|ineligible)\b)"
)
# One thing, and nothing beside it.
ONE_THING = sought(r"(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])")
_REQUIRED = sought(r"\b(?:must|should|require|required|has|have|presence)\b")


def is_required(line: str) -> bool:
    """Whether the words themselves ask for what they name."""
    return _REQUIRED.search(line) is not None
