"""A line of which only parts are understood: its sentences and clauses, what it names, what it demands by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onward.criteria import Criterion, Exposed
from onward.reading.borne_badly import drug_borne_badly
from onward.reading.both_of_one import both_of_one
from onward.reading.bracket_beside import without_its_brackets
from onward.reading.demands_apart import demands_apart
from onward.reading.forbids_or_allows import OTHER_WAY
from onward.reading.grammar import Draft
from onward.reading.her2_told import her2_told
from onward.reading.labelled import labelled_question
from onward.reading.let_in_if_over import let_in_if_over
from onward.reading.listed_exceptions import with_listed_exceptions
from onward.reading.of_whom import speaks_of_some, whom
from onward.reading.one_clause import beside_a_clause
from onward.reading.other_cancer import has_exceptions_behind
from onward.reading.part_by_part import names_parts, part_by_part
from onward.reading.partial import asks_of_a_group, partial_question
from onward.reading.partial_asides import behind_asides
from onward.reading.partial_demand import demanded_head
from onward.reading.partial_given import any_given, is_asked_of_some, of_nobody_else
from onward.reading.partial_if import asked_of_those, excepted_behind
from onward.reading.partial_illness import partial_illness
from onward.reading.partial_labs import lab_question
from onward.reading.partial_of_some import asked_of_some
from onward.reading.partial_part import asked
from onward.reading.partial_people import conditional_sentences
from onward.reading.partial_presence import presence_question
from onward.reading.partial_sentences import sentences_question
from onward.reading.partial_timed import timed_behind
from onward.reading.partial_treatment import partial_treatment
from onward.reading.pregnancy_parts import (
    pregnancy_in_parts,
)
from onward.reading.presence_sentences import apart_from_leave, naming_sentences
from onward.reading.recovery import with_recovery_beside
from onward.reading.sentences import PUNCTUATION, clauses_of, sentences_of, why_alone
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of, any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class InParts:
    """Reads what can be read of a line that is not understood as a whole.

    reduced    a canonical line, and whether it is denied -> what the grammar leaves of it, and its values
    sentence   a sentence -> its question where every word of it is understood
    """

    reduced: Callable[[str, bool], tuple[str, Draft]]
    sentence: Callable[..., Criterion | None]

    def by_part(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a line that asks something of each part of a trial."""
        return part_by_part(
            line,
            denied=denied,
            read=lambda words: self.sentence(words, denied=denied) or self._unlabelled(words, denied=denied),
        )

    def in_parts(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a line of which only parts are understood; None where no part of it is certain."""
        if names_parts(line):
            return None
        found = self._unlabelled(line, denied=denied)
        if found is None and ("her2" in line or "her 2" in line or "erbb2" in line):
            found = her2_told(*self.reduced(line, denied))
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
        both = both_of_one(line, read=lambda one: self.whole_or_part(one, denied=True)) if denied else None
        if both is not None:
            return both
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
            sentences, denied=denied, read=read, why=why_alone, those=self.those, demanded=self.demanded, last=True
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
        if CONDITIONAL.match(line) is not None:
            return None
        clauses = [one for sentence in sentences_of(line) for one in clauses_of(sentence)]

        def read(clause: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(clause, denied=False)
            return (whole, True) if whole is not None else (self.part(clause, denied=False), False)

        found = None
        if len(clauses) > 1:
            sentences = sentences_of(line)
            found = behind_asides(sentences, read=read, why=why_alone)
            if found is None and len(clauses) > len(sentences):
                found = behind_asides(clauses, read=read, why=why_alone)
            found = found or demands_apart(clauses, read=read)
        if found is None:
            turns = _turns_of(clauses)
            found = let_in_if_over([self.reduced(one, False) for one in turns], turns)
        return found

    def by_its_ways(self, line: str, *, open_wholly: bool) -> Criterion | None:
        """Of an inclusion of which no more is certain: the diseases of which each way names one, or of whom it speaks."""
        apart = self.demands_apart(line) if open_wholly else None
        if apart is not None:
            return apart

        def read(sentence: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(sentence, denied=False)
            return (whole, True) if whole is not None else (self._part_or_ways(sentence), False)

        sentences = sentences_of(line)
        given = self.any_given(line) if open_wholly else None
        if given is not None or len(sentences) < 2:
            return given or self._ways(line)
        if CONDITIONAL.match(line) is not None:
            return None
        return sentences_question(
            sentences, denied=False, read=read, why=why_alone, those=self.those, demanded=self.demanded
        )

    def _part_or_ways(self, sentence: str) -> Criterion | None:
        return self.part(sentence, denied=False) or self._ways(sentence)

    def _ways(self, sentence: str) -> Criterion | None:
        left, draft = self.reduced(sentence, False)
        if asks_of_a_group(sentence):
            return asked_of_some(left, draft) or asked_of_those(left, draft)
        found = asked_of_some(left, draft) or asked_of_those(left, draft)
        return found or excepted_behind(left, draft)

    def beside_a_clause(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a line whose last clause is for a human."""
        return beside_a_clause(
            line,
            denied=denied,
            read=lambda one: self.sentence(one, denied=denied),
            part=lambda one: self.part(one, denied=denied),
        )

    def any_given(self, line: str) -> Criterion | None:
        """Of an inclusion that is not understood: the drugs of which each of its ways names one."""
        if is_asked_of_some(line):
            return None
        sentences = sentences_of(line)
        if len(sentences) == 1:
            return any_given(*self.reduced(line, False))
        # "Progression on a taxane. Steroids are allowed. Or relapse after a taxane": each way names one.
        ways = [one for n, one in enumerate(sentences) if n == 0 or OTHER_WAY.match(one)]
        rest = [one for one in sentences if one not in ways]
        if len(ways) < 2 or any(why_alone(one) != "permission" or speaks_of_some(one) for one in rest):
            return None
        found = [any_given(*self.reduced(OTHER_WAY.sub("", one).strip(" -:") + " ", False)) for one in ways]
        known = [one for one in found if one is not None]
        return any_of(tuple(known)) if len(known) == len(ways) else None

    def of_nobody_else(self, line: str) -> Criterion | None:
        """Of an inclusion that is not understood: that it asks nothing of who had none of what it names."""
        told = [one for n, one in enumerate(sentences_of(line)) if not n or not tells_conduct(one)]
        return of_nobody_else([self.reduced(one, False) for one in told])

    def presence(self, line: str) -> Criterion | None:
        """Of an exclusion that is not understood: that nobody is meant who has nothing of what it names."""
        apart = [apart_from_leave(one) for one in sentences_of(line)]
        sentences = [one for one, _ in apart]
        told = [one for one in sentences if why_alone(one) not in ("permission", "note")]
        told = [one for n, one in enumerate(told) if not n or not tells_conduct(one)]
        naming = naming_sentences(told)
        # Who is let in all the same is for the human to see.
        let_in = [one for one in sentences if one not in told and why_alone(one) == "permission"]
        beside = [one.strip(PUNCTUATION) for one in (*told, *let_in) if one not in naming]
        beside = [*beside, *(words for _, left_out in apart for words in left_out)]
        naming = [f"{_KEPT_OUT.sub('', one).strip()} " for one in naming]
        return presence_question([self.reduced(one, True) for one in naming], beside)

    def borne_badly(self, line: str) -> Criterion | None:
        """Of an exclusion of who bore a drug badly: nobody is meant who was never given it."""
        drug = drug_borne_badly(line) if len(sentences_of(line)) == 1 else ""
        given = self.sentence(f"prior treatment with {drug} ", denied=True) if drug else None
        return all_of((given, asked(line))) if isinstance(given, Exposed) else None

    def clauses_apart(self, line: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
        """The question of a line whose clauses say something of each other: a list of exceptions, between semicolons what
        sentences say.

        read   what stands before exceptions -> its question
        """
        if denied:
            found = with_listed_exceptions(line, read=read)
            if found is not None:
                return found
        if " ; " not in line or _LETS_IN_OR_OUT.search(line) is None:
            return None
        clauses = [one for sentence in sentences_of(line) for one in clauses_of(sentence)]
        if len(clauses) < 2 or (denied and any(_FORBIDS_IT.search(clause) is not None for clause in clauses)):
            return None

        def told(clause: str) -> tuple[Criterion | None, bool]:
            whole = self.sentence(clause, denied=denied)
            return (whole, True) if whole is not None else (self.part(clause, denied=denied), False)

        if denied and timed_behind(*zip(*((told(one)[0], one) for one in clauses), strict=True)):
            return None
        return sentences_question(clauses, denied=denied, read=told, why=why_alone, those=self.those)

    def part(self, sentence: str, *, denied: bool) -> Criterion | None:
        left, draft = self.reduced(sentence, denied)
        if denied and (_DEMANDED.match(sentence) is not None or _ONLY_ALLOWED.search(sentence) is not None):
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


def _turns_of(clauses: list[str]) -> list[str]:
    """The clauses, cut also where what is let in turns into what is asked: "... is allowed, but must have ended"."""
    return [f"{one.strip()} " for clause in clauses for one in _TURNS_TO.split(clause) if one.strip()]


# "... is allowed , however , subjects must": another clause begins.
_TURNS_TO = sought(
    r" (?:, )?(?:however|but|and)(?: ,)? (?=(?:all |the |any )?(?:patient|subject|participant|they) (?:must|should|need))"
)

# What such a line asks for holds for some only: never its pieces by themselves.
CONDITIONAL = sought(
    r"(?:in case|if|when|where|whenever|in (?:the )?event|for those|they|it|these|this|such|should (?:patient|subject|participant))\b"
)
# "... are not eligible": among what keeps out, it adds nothing.
_KEPT_OUT = sought(
    r" (?:are|is|will be) (?:not eligible|ineligible|excluded)(?: (?:for|from) (?:(?:this|study|trial|participation|enrollment) ?)+)?(?= ?[.;]? ?$)"
)
_LETS_IN_OR_OUT = sought(r"\b(?:allowed|permitted|eligible|ineligible|acceptable|excluded|may)\b")
_FORBIDS_IT = sought(r"\b(?:may|must|should|can|will) not\b|\bcannot\b|\bno\b")
# What somebody judges of an illness: that it hinders something.
HINDERS = sought(r"\b(?:affect|interfer|impair|hinder|preclud|compromis|limit)\w*")
# "Palliative radiotherapy only allowed to localized areas": who keeps to that is let in.
_ONLY_ALLOWED = sought(r"\bonly (?:be )?(?:allowed|permitted)\b|\b(?:allowed|permitted) only\b")
_DEMANDED = sought(
    r"(?:(?:all|any|patient|subject|participant|individual|woman|man|they|he|she|it) )*(?:must|should|shall|has to|have to) (?!not\b|never\b|have had\b|be (?:excluded|ineligible)\b)"
)
# One thing, and nothing beside it.
ONE_THING = sought(r"(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])")
_REQUIRED = sought(r"\b(?:must|should|require|required|has|have|presence)\b")


def is_required(line: str) -> bool:
    """Whether the words themselves ask for what they name."""
    return _REQUIRED.search(line) is not None
