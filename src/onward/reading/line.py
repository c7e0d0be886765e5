"""One line of an eligibility text: its question, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onward.criteria import (
    AllOf,
    AskHuman,
    Criterion,
    HasSex,
    Not,
)
from onward.knowledge import ReadingLexicon
from onward.reading.accounted import Accounts
from onward.reading.allergy import read_allergy
from onward.reading.asides import without_asides
from onward.reading.assumed import assumed_in
from onward.reading.beside_human import begins_with_what_decides, demands_as_note, holds_a_condition, lets_in
from onward.reading.clean import one_spelling, with_lost_signs
from onward.reading.cns import read_cns
from onward.reading.contraception import read_contraception
from onward.reading.contraception_aside import why_about_pregnancy
from onward.reading.contradiction import contradicts_itself
from onward.reading.dashes import with_dashes_as_joints
from onward.reading.decides import (
    can_decide,
    is_general,
    keeps_out_everybody,
    says_something,
)
from onward.reading.demanded_beside import demands_beside
from onward.reading.devices import with_device_beside
from onward.reading.either_call import without_open_receptors
from onward.reading.eligibility import FOR_A_HUMAN, Section, WhyUnreadable
from onward.reading.foreign import is_foreign
from onward.reading.grammar import Draft, Grammar, named
from onward.reading.human import why_without_permission, without_consent_as_moment
from onward.reading.human_local import is_local_logistics, is_only_to_come
from onward.reading.lab_aside import is_aside_about_tests
from onward.reading.last_weighed import last_weighed
from onward.reading.lexicon import Lexicon, lexicon_of
from onward.reading.line_in_parts import CONDITIONAL, ONE_THING, InParts
from onward.reading.line_shapes import (
    ANNOUNCES,
    DEFINES,
    DEMANDS,
    DEMANDS_TREATMENT,
    DENIES_BY_ITSELF,
    EXCLUDED_IF,
    HAD_OR_PLANNED,
    LETS_ALL_IN,
    LETS_THEM_IN,
    SAYS_MORE,
    in_one_part,
    takes_one_of_two_for_both,
)
from onward.reading.lost_heading import lacks_its_heading
from onward.reading.measured_by_part import read_measured_by_part
from onward.reading.menopause_ways import is_age_of_menopause, read_menopause_way
from onward.reading.now_of_the_past import asks_now_of_the_past
from onward.reading.of_whom import is_of_a_donor
from onward.reading.one_clause import beside_a_clause
from onward.reading.one_window import with_one_window
from onward.reading.operability import narrowed_where_local
from onward.reading.other_cancer import has_exceptions_behind, is_with_exceptions, read_other_cancer
from onward.reading.other_trials import is_of_other_trials
from onward.reading.own_limits import with_own_limits
from onward.reading.partial_cancers import cancers_question
from onward.reading.partial_sentences import sentences_question
from onward.reading.pregnancy import read_pregnancy
from onward.reading.pregnancy_parts import (
    asked_of_the_fertile,
    pregnancy_beside,
    pregnancy_in_parts,
    read_pregnancy_test,
)
from onward.reading.radiation_washout import read_radiation_washout
from onward.reading.recovery import read_recovery, with_recovery_beside
from onward.reading.rules.values import criterion_of
from onward.reading.rules.washouts import is_washed_out
from onward.reading.said_of_some import within_its_way
from onward.reading.sayable import as_it_can_be_said
from onward.reading.sentences import PUNCTUATION, sentences_of, why_alone, why_unread, without_note
from onward.reading.sought import sought
from onward.reading.stages import STAGES
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.tokens import canonical
from onward.reading.turned_limits import asks_for_both_breasts, asks_for_the_wrong_side
from onward.reading.twice_denied import is_twice_denied, turned_once
from onward.reading.urine_protein import read_urine_protein
from onward.reading.where_applicable import where_applicable
from onward.terms import UsageError


@dataclass(frozen=True, slots=True)
class LineReading:
    """What one line says: a question, or why there is none."""

    reading: Criterion | None
    why: WhyUnreadable = ""
    is_partial: bool = False
    assumed: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def reader_of(known: ReadingLexicon) -> Reader:
    """The reader for these words; made once, because its grammar takes half a second to compile."""
    return Reader(lexicon_of(known))


def grammar_of(lexicon: Lexicon) -> Grammar:
    """The reading grammar for a lexicon: a second's work, done once."""
    return Grammar.of(lexicon, STAGES)


# Lines that speak of consent or judgement, and of a condition of the person beside it.
_MAY_HOLD_A_CONDITION = frozenset({"not understood", "consent", "judgement", "logistics"})
_HAS_NUMBER = sought(r"\d")


class Reader:
    """Reads lines with one grammar, and remembers what it has read: trials repeat each other's lines."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.grammar = grammar_of(lexicon)
        self.accounts = Accounts(lexicon)
        self._remembered = lru_cache(maxsize=20_000)(self._read)
        # A line is asked for as a whole, then as a list, and may stand as a sentence: its last few are kept.
        self._reduced_once = lru_cache(maxsize=64)(self._reduced_with_draft)
        self.parts = InParts(reduced=self._reduced_once, sentence=self._sentence)

    def read(self, text: str, section: Section, *, has_children: bool = False) -> LineReading:
        """The question of a line, or why there is none; a defect of a rule on one line loses no other."""
        try:
            found = self._remembered(text, section == "exclusion", has_children)
            aside = found.why in FOR_A_HUMAN
            if section == "unknown" and aside and self._remembered(text, True, has_children).why not in FOR_A_HUMAN:
                return LineReading(None, "not understood")  # it may stand among what keeps out
            return found
        except Exception:  # whatever a rule did not foresee: the line is left open and said to be a defect
            return LineReading(None, "defect")

    def _read(self, text: str, denied: bool, has_children: bool) -> LineReading:
        words = with_dashes_as_joints(text) if denied else text
        spelled = canonical(one_spelling(with_lost_signs(words)))
        found = self._understood(text, without_asides(spelled), denied, has_children)
        if found.reading is not None and self.accounts.misses(spelled, found.reading):
            return LineReading(None, "not understood")
        return found

    def _understood(self, text: str, line: str, denied: bool, has_children: bool) -> LineReading:
        if is_foreign(text):
            return LineReading(None, "not English")
        if "donor" in line and is_of_a_donor(line):
            return LineReading(None, why_unread(line, text, has_children=has_children))
        if denied and "excluded if" in line:
            line = EXCLUDED_IF.sub("", line)
        if denied and "required" in line and DEMANDS_TREATMENT.match(line) is not None:
            return LineReading(None, "not understood")
        if demands_as_note(line):
            line = without_note(line)
        if (LETS_THEM_IN if denied else LETS_ALL_IN).fullmatch(line) is not None:
            return LineReading(None, "permission")
        if DEFINES.match(line) is not None and len(sentences_of(line)) == 1:
            # "HER2-positive is defined as IHC 3+": it tells what a word means, and asks for nothing by itself.
            return LineReading(None, "note")
        part = None if has_children else in_one_part(line, denied=denied)
        if part is not None:
            return self._of_one_part(*part, denied=denied)
        if "of following" in line and ANNOUNCES.match(line.strip(PUNCTUATION)) is not None:
            return LineReading(None, "heading")
        if not has_children:
            reading = self.question(line, denied=denied)
            if reading is not None:
                reading = with_device_beside(reading if denied else with_own_limits(reading), line, denied=denied)
            if reading is not None and self._says_otherwise(reading, line, denied=denied):
                return LineReading(None, "not understood")
            if denied and (reading is None or is_general(reading)):
                weighed = last_weighed(line, read=self._question_or_parts)
                if weighed is not None:
                    return LineReading(weighed, is_partial=True)
            if reading is not None and (can_decide(reading) or is_general(reading)):
                if is_general(reading) or (
                    _CONSENTING.search(without_consent_as_moment(line)) and "condition" in str(type(reading)).lower()
                ):
                    return LineReading(None, "judgement")
                reading = as_it_can_be_said(with_one_window(reading, line), line)
                return LineReading(reading, assumed=self._assumed(line, reading, denied=denied))
            told: WhyUnreadable = "note" if is_aside_about_tests(line) else why_about_pregnancy(line, denied=denied)
            why = told or why_unread(line, text, has_children=False)
            if denied and why == "permission" and not lets_in(line):
                why = why_without_permission(line)
            of_a_human = why in FOR_A_HUMAN and why != "heading" and told != "note"
            if of_a_human and not is_of_other_trials(line) and self._holds_a_condition(line, why, denied=denied):
                why = "not understood"
            if denied and HAD_OR_PLANNED.match(line) is not None:
                why = "not understood"  # what is planned is a matter of judgement, what goes on is not
            # What is planned of local treatment names it, and asks for none that was given.
            in_parts = why in _MAY_HOLD_A_CONDITION and not (why == "logistics" and is_local_logistics(line.strip()))
            found = self.parts.of_nobody_else(line) if in_parts and not denied else None
            if found is None and in_parts:
                found = self.parts.in_parts(line, denied=denied)
            if found is None and in_parts:
                found = beside_a_clause(line, denied=denied, read=lambda one: self._sentence(one, denied=denied))
            if found is None and in_parts:
                found = self.parts.clauses_apart(line, denied=denied)
            if found is None and in_parts and not denied:
                found = where_applicable(line, read=lambda one: self._sentence(one, denied=False))
            if found is None and not denied and why == "not understood":
                found = self.parts.demands_apart(line) or self.parts.any_given(line)
            if found is not None and not denied and is_age_of_menopause(line, found):
                found = None
            if found is None and why == "not understood":
                found = cancers_question(line, denied=denied)
            if found is None and (why == "not understood" or (denied and why == "logistics")):
                found = pregnancy_beside(line, denied=denied)
            if found is None and denied and why == "not understood":
                found = self.parts.presence(line)
            if found is not None:
                beside = with_device_beside(found, line, denied=denied)
                found = found if beside is found else beside if can_decide(beside) else None
            if found is not None and denied and is_only_to_come(line, found):
                return LineReading(None, "logistics")
            if found is not None and not self._says_otherwise(found, line, denied=denied):
                kept = found if denied else asked_of_the_fertile(with_own_limits(found), line)
                kept = as_it_can_be_said(with_one_window(kept, line), line)
                return LineReading(kept, "", is_partial=True, assumed=self._assumed(line, kept, denied=denied))
            if why == "judgement" and begins_with_what_decides(line, *self._reduced_once(line, denied)):
                why = "not understood"
            return LineReading(None, why)
        why = why_unread(line, text, has_children=True)
        if not denied and why in ("judgement", "logistics", "note"):
            why = "not understood" if demands_beside(line, *self._reduced_once(line, False)) else why
        return LineReading(None, why)

    @staticmethod
    def _says_otherwise(reading: Criterion, line: str, *, denied: bool) -> bool:
        """Whether nobody can mean such a reading: it excludes itself, keeps out everybody, or asks now of the past."""
        if contradicts_itself(reading) or asks_now_of_the_past(reading, line, denied=denied):
            return True
        if denied:
            return keeps_out_everybody(reading) or takes_one_of_two_for_both(reading, line)
        return asks_for_the_wrong_side(reading) or asks_for_both_breasts(reading)

    def _of_one_part(self, line: str, part: str, *, denied: bool) -> LineReading:
        """What is asked in one part of a trial only: "measurable disease (phase 2 only)"."""
        reading = self.question(line, denied=denied)
        if reading is None or not can_decide(reading) or contradicts_itself(reading):
            return LineReading(None, "not understood")
        meant = AskHuman(question=f"Is it this part of the trial: {part.strip()}?", because=JUDGED)
        if denied:
            return LineReading(all_of((reading, meant)), "", is_partial=True)
        return LineReading(any_of((Not(of=meant), reading)), "", is_partial=True)

    def _assumed(self, line: str, reading: Criterion, *, denied: bool) -> tuple[str, ...]:
        """What was taken where the text lacks a sign or a unit."""
        return assumed_in(self._reduced_once(line, denied)[1], reading) if _HAS_NUMBER.search(line) else ()

    def _holds_a_condition(self, line: str, why: WhyUnreadable, *, denied: bool) -> bool:
        """Whether a line that is for a human asks for something that a record may hold beside it."""
        left, draft = self._reduced_once(line, denied)
        return holds_a_condition(line, left, draft, why)

    def is_bare(self, text: str, section: Section) -> bool:
        """Whether a line only names a thing (a drug, an illness, an event) and says nothing of it."""
        draft = Draft(denied=True)
        line = canonical(one_spelling(with_lost_signs(text))).strip(PUNCTUATION + "\n")
        line = re.sub(r"(?: |,|;)+(?:and|or|and/or)$", "", line).strip(PUNCTUATION)
        if not line or len(line.split()) > 14 or SAYS_MORE.search(line) is not None:
            return False
        try:
            left = self.reduced(line, draft)
        except UsageError:
            return False
        found = ONE_THING.fullmatch(left)
        if found is None:
            return len(line.split()) <= 5
        return found["letter"] in "CDO" and section != "unknown"

    def thing(self, text: str) -> object | None:
        """The thing that a line names, when it names one and no more; None for any other line."""
        left, draft = self._reduced_once(canonical(one_spelling(text)).strip(PUNCTUATION + "\n"), True)
        found = ONE_THING.fullmatch(left)
        return None if found is None else draft.at(found["sign"])

    def reduced_line(self, text: str, *, denied: bool) -> tuple[str, Draft]:
        """What the grammar leaves of a line as it is written, and the values of its things."""
        line = without_asides(canonical(one_spelling(with_lost_signs(text))))
        return self._reduced_once(line, denied)

    def _question_or_parts(self, line: str) -> Criterion | None:
        return self.question(line, denied=True) or self.parts.in_parts(line, denied=True)

    def question(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a canonical line of one or more sentences; None where it is not understood."""
        found = narrowed_where_local(self._question(line, denied=denied), line)
        return found if found is None or denied else without_open_receptors(within_its_way(found))

    def _question(self, line: str, *, denied: bool) -> Criterion | None:
        known = read_other_cancer(line, denied=denied) or read_allergy(line, self.grammar.lexicon, denied=denied)
        if known is not None:
            return known
        apart = (
            read_cns(line, denied=denied) or read_pregnancy(line, denied=denied) or read_recovery(line, denied=denied)
        )
        apart = apart or read_contraception(line, denied=denied) or read_pregnancy_test(line, denied=denied)
        apart = (
            apart
            or read_menopause_way(line, denied=denied)
            or read_urine_protein(line, denied=denied)
            or read_measured_by_part(line, denied=denied)
        )
        apart = apart or read_radiation_washout(
            line, denied=denied, read=lambda one: self._sentence(one, denied=denied)
        )
        if apart is not None:
            return apart
        whole = None if is_with_exceptions(line) else self.parse(line, denied=denied)
        if whole is not None:
            return whole
        if len(sentences_of(line)) > 1 and (several := pregnancy_in_parts(line, denied=denied)) is not None:
            return several
        beside = with_recovery_beside(
            line, denied=denied, asked=False, read=lambda head: self.question(head, denied=denied)
        )
        if beside is not None:
            return beside
        sentences = sentences_of(line)
        if CONDITIONAL.match(line) is not None or has_exceptions_behind(line):
            return None
        if len(sentences) > 1:
            return sentences_question(
                sentences,
                denied=denied,
                read=lambda one: (self._sentence(one, denied=denied), True),
                why=why_alone,
                those=self.parts.those,
                demanded=self.parts.demanded,
            )
        return None

    def _sentence(self, sentence: str, *, denied: bool) -> Criterion | None:
        found = read_other_cancer(sentence, denied=denied) or read_allergy(
            sentence, self.grammar.lexicon, denied=denied
        )
        found = found or read_pregnancy(sentence, denied=denied) or read_pregnancy_test(sentence, denied=denied)
        if found is not None:
            return found
        found = self.parse(sentence, denied=denied)
        if found is None:
            found = read_contraception(sentence, denied=denied) or read_recovery(sentence, denied=denied)
        return found

    def parse(self, line: str, *, denied: bool) -> Criterion | None:
        """The question of a canonical line; None unless every word of it is accounted for."""
        left, draft = self._reduced_once(line, denied)
        found = ONE_THING.fullmatch(left)
        if found is None:
            return None
        value = draft.at(found["sign"])
        if not denied and lacks_its_heading(value, line):
            return None
        criterion = criterion_of(value, denied=denied)
        if denied and isinstance(criterion, AllOf) and _FEMALE in criterion.of:
            # "Women with a stroke", among what keeps out: nobody means that a man with a stroke may enter.
            criterion = all_of(tuple(part for part in criterion.of if part != _FEMALE) or (_FEMALE,))
        if denied and is_twice_denied(criterion):
            # "No history of ..." among what keeps out: whoever has it is kept out, under whichever heading it stands.
            demanded = DENIES_BY_ITSELF.match(line) is not None
            demanded = demanded or (DEMANDS.search(line) is not None and is_washed_out(criterion))
            turned = turned_once(criterion) if demanded else None
            if turned is None:
                return None
            criterion = turned
        return criterion if says_something(criterion) else None

    def _reduced_with_draft(self, line: str, denied: bool) -> tuple[str, Draft]:
        """What the grammar leaves of a line, and the values of its things; "" for a line that contradicts itself."""
        draft = Draft(denied=denied)
        try:
            return self.reduced(line, draft), draft
        except UsageError:
            # A question that cannot exist (an age above its own limit).
            return "", draft

    def reduced(self, line: str, draft: Draft) -> str:
        """What the grammar leaves of a line, without punctuation around it."""
        string = named(line.strip(PUNCTUATION + "\n") + " ", self.grammar.lexicon, draft)
        return self.grammar.reduce(string, draft).strip(PUNCTUATION)


_FEMALE = HasSex(sex="female")


_CONSENTING = sought(r"\b(?:inform\w* consent|compliance|comply|understanding)\b")
