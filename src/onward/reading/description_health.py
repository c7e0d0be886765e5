"""Other conditions, allergies, and how the disease does now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_text import names_in
from onward.timeline import (
    Allergy,
    AnyFact,
    CancerDiagnosis,
    Comorbidity,
    DiseaseStatus,
    DrugTreatment,
    Metastasis,
    ReceptorResult,
    Standing,
)

_NOT_ONE = frozenset({"dcis", "ductal carcinoma in situ"})
_CANCERS = frozenset({"other cancer", "ductal carcinoma in situ"})
_RESOLVED = re.compile(
    r"[\s,(]*(?:(?:grade|gr|g)\s*[1-5][\s,;]*)?(?:(?:has|have|now|is|was|since|which|fully)\s+)*"
    r"(?:resolved|recovered|in remission|cured)\b"
)
# "Past history: hypertension, asthma" heads a list of what she has.
_HISTORY_LIST = re.compile(r"(?:past|previous)\s+(?:(?:medical|surgical|relevant|other)\s+)*(?:history|hx)\b")
_GRADE = re.compile(r"\b(?:ctcae\s+)?(?:grade|gr\.?|g)\s*(?P<grade>[1-5])[\s-]*$")
_PAST_KINDS = frozenset({"prior", "previous", "previously", "past", "remote", "former", "resolved", "old", "recovered"})


# "SpO2 95 % RA": room air.
_BREATHES = re.compile(r"(?:\bsat\w*|spo2|\bo2|\boxygen)\b[^.;]{0,20}$")
TESTED = "a test, which does not tell by itself whether there is an infection"
# "HBV core antibody positive", "HCV Ab+": met once, or cured, or vaccinated.
_TESTED = re.compile(
    r"\s*(?:virus\s+)?(?:(?:core|surface|total|anti|s|c|e|igg|igm)[\s-]*)*(?:ab|abs|antibod(?:y|ies)|ag|antigen|dna|rna|pcr|viral load|serolog(?:y|ies)|vaccin\w+|immun\w+|titers?|testing|tests?|screen(?:ing)?)"
    r"(?![a-z])(?:\s*(?:is|was|were|status|:)*\s*(?:\+|-(?!\w)|positive|negative|pos|neg|reactive|non-?reactive|undetectable|not detected|detected|done|up to date))?"
)


_NEGATIVE_TEST = re.compile(r"\b(?:negative|neg|non-?reactive|not detected)$")


def _tested(book: Book, group: str, start: int, tested: re.Match[str]) -> None:
    """A negative test for HIV says that there is none; of hepatitis a test may speak of what is over."""
    if group == "HIV" and _NEGATIVE_TEST.search(tested[0]) is not None:
        text = book.text.written[start : tested.end()]
        fact = Comorbidity(group=group, standing=Standing.REFUTED, text=text, when=book.when_near(start, tested.end()))
        book.claim(fact, start, tested.end())
    else:
        book.leave(start, tested.end(), TESTED)


def read_conditions(book: Book) -> None:
    """Every condition that the tables know, with whether it is denied or over."""
    low = book.text.low
    for start, end, group in _named_conditions(book):
        if not book.is_free(start, end) or low[start:end] in _NOT_ONE or group in _CANCERS:
            continue
        if low[start:end] == "ra" and _BREATHES.search(low[:start]) is not None:
            book.take(start, end)
            continue
        tested = _TESTED.match(low, end)
        if tested is not None:
            _tested(book, group, start, tested)
            continue
        stance = book.stance(start, end)
        if stance is Stance.UNTOLD:
            book.leave(start, end, UNTOLD)
            continue
        part = book.text.part_of(start)
        status = ""
        past = [
            one
            for one in book.cue("past").finditer(low, part.start, start)
            if _HISTORY_LIST.match(low, one.start()) is None
        ]
        if past and stance is Stance.AFFIRMED:
            if any(one[0] in _PAST_KINDS for one in past):
                status = "inactive"
            book.take(past[-1].start(), past[-1].end())
        elif past:
            book.take(past[-1].start(), past[-1].end())
        over = _RESOLVED.match(low, end, part.end)
        if over is not None:
            status = "resolved"
        grade = _GRADE.search(low[part.start : start])
        begin = start if grade is None else part.start + grade.start()
        text = f"{'' if grade is None else 'grade ' + grade['grade'] + ' '}{book.text.written[start:end]}"
        fact = Comorbidity(
            group=group, clinical_status=status, standing=stance.standing, text=text, when=book.when_near(start, end)
        )
        book.claim(fact, begin, end if over is None else over.end())


def _named_conditions(book: Book) -> list[tuple[int, int, str]]:
    """Every condition with its group; "" for one that the tables do not hold, which has its own name alone.

    The longer name wins: type 2 diabetes is diabetes, pulmonary hypertension is no hypertension.
    """
    known = [*names_in(book.words.conditions, book.text.words)]
    found: list[tuple[int, int, str]] = []
    for start, end, illness in names_in(book.words.illnesses, book.text.words):
        beside = [one for one in known if one[0] < end and start < one[1]]
        if not _is_a_name(book, start, end) or any(at <= start and end <= to for at, to, _ in beside):
            continue
        found.append((start, end, next((group for _, _, group in beside if group in illness), "")))
    kept = [one for one in known if not any(start < one[1] and one[0] < end for start, end, _ in found)]
    return sorted((*kept, *found))


_LONGEST_ABBREVIATION = 4


def _is_a_name(book: Book, start: int, end: int) -> bool:
    """Whether a word is written as a name: short ones in capitals alone ("PAD" is a disease, a pad is none)."""
    return end - start > _LONGEST_ABBREVIATION or book.text.plain[start:end].isupper()


_ALLERGY = re.compile(r"\b(?:allerg(?:y|ies|ic)|anaphylaxis|hypersensitivity)\s*(?:to|:|reactions? to)\s*")


def read_allergies(book: Book) -> None:
    """What comes right behind "allergic to"; set aside before by the reader of drugs."""
    # Drugs behind an allergy were claimed by `claim_allergies`; what is left here are other things.
    low = book.text.low
    for found in _ALLERGY.finditer(low):
        if not book.is_free(found.start(), found.end()):
            continue
        what = re.compile(r"[a-z][\w -]{2,30}?(?=[,.;)]|\s+and\b|$)").match(low, found.end())
        if (
            what is not None
            and what[0].strip() not in _NO_ALLERGY
            and book.is_free(what.start(), what.end())
            and book.stance(found.start(), found.end()) is Stance.AFFIRMED
        ):
            book.claim(Allergy(text=book.text.written[what.start() : what.end()]), found.start(), what.end())


# "Penicillin allergy", "carboplatin allergy": what stands before the word.
_NAMED_ALLERGY = re.compile(r"\b(?P<what>[a-z][\w-]{3,25})\s+allerg(?:y|ies)\b(?!\s+to\b)")
_NO_NAME = frozenset(
    {
        "known",
        "drug",
        "drugs",
        "food",
        "seasonal",
        "other",
        "with",
        "have",
        "severe",
        "multiple",
        "prior",
        "significant",
        "documented",
        "medication",
        "denies",
        "without",
    }
)


def _named_allergies(book: Book) -> None:
    for found in _NAMED_ALLERGY.finditer(book.text.low):
        start, end = found.span()
        if found["what"] in _NO_NAME or not book.is_free(start, end):
            continue
        if book.stance(start, end) is not Stance.AFFIRMED or book.is_in_doubt(start, end):
            book.leave(start, end, UNTOLD)
            continue
        words = tuple(word for word in book.text.words if found.start("what") <= word.start < found.end("what"))
        drugs = next((meaning for _, _, meaning in names_in(book.words.drugs, words)), ())
        for drug in drugs:
            book.claim(Allergy(drug=drug.name, text=drug.name), start, end)
        if not drugs:
            book.claim(Allergy(text=book.text.written[found.start("what") : found.end("what")]), start, end)


def claim_allergies(book: Book) -> None:
    """Drugs behind "allergic to" or before "allergy": no treatment."""
    _named_allergies(book)
    low = book.text.low
    for found in _ALLERGY.finditer(low):
        # "Allergies: penicillin (rash), paclitaxel" is a list to the end of the sentence.
        listed = found[0].rstrip().endswith(":")
        span = (book.text.sentence_of if listed else book.text.part_of)(found.start())
        words = tuple(word for word in book.text.words if found.end() <= word.start and word.end <= span.end)
        for start, end, drugs in names_in(book.words.drugs, words):
            between = low[found.end() : start]
            if book.is_free(start, end) and re.fullmatch(r"[\w\s,/&()+-]*" if listed else r"[\w\s,/&]*", between):
                for drug in drugs:
                    book.claim(Allergy(drug=drug.name, text=drug.name), start, end)
                book.take(found.start(), found.end())
        if listed:
            _other_allergies(book, found.end(), span.end)


_ITEM = re.compile(
    r"(?:^|[,;&]|\band\b)\s*(?P<what>[a-z][\w -]{2,30}?)\s*(?P<how>\([^()]*\))?(?=\s*(?:[,;.&]|$|\band\b))"
)


def _other_allergies(book: Book, start: int, end: int) -> None:
    """What else a list of allergies names, with what it does in brackets."""
    for item in _ITEM.finditer(book.text.low[start:end]):
        at, until = start + item.start("what"), start + item.end("what")
        if item["what"] not in _NO_ALLERGY and book.is_free(at, until):
            book.claim(Allergy(text=book.text.written[at:until]), at, start + item.end())
        elif item["how"]:
            book.take(start + item.start("how"), start + item.end("how"))


_NO_ALLERGY = frozenset(
    {
        "none",
        "nil",
        "no",
        "unknown",
        "none known",
        "nkda",
        "not known",
        "denies",
        "absent",
        "negative",
        "excluded",
        "ruled out",
    }
)
_STATES = (
    (
        re.compile(r"\bno evidence of (?:disease|recurrence|malignancy)\b|\bned\b|\bdisease[ -]free\b"),
        "no_evidence_of_disease",
    ),
    (
        re.compile(r"\bcomplete (?:remission|response)\b|(?<!\w)cr(?=\s*(?:,|\.|$|on\b|to\b|after))"),
        "complete_remission",
    ),
    (re.compile(r"\bpartial (?:remission|response)\b|(?<!\w)pr(?=\s+(?:on|to|after)\b)"), "partial_remission"),
    (re.compile(r"\bstable disease\b|\bdisease (?:is |remains |remained )?stable\b|\b(?:currently|clinically"
        r"|radiologically)\s+stable\b|(?<!\w)sd(?=\s*(?:,|\.|$|on\b|for\b|x\b))"), "stable"),
    (re.compile(r"\b(?:mets?|metastases|lesions?|tumou?rs?|disease|cancer)\s+(?:is|are|was|were)?\s*(?:now\s+)?"
        r"(?P<word>growing|enlarging|worsening|progressing|larger|bigger)\b|\b(?:growing|enlarging"
        r"|progressing)\s+(?:[a-z]+\s+){0,2}(?:mets?|metastases|lesions?)\b"), "progression"),
    (re.compile(r"\b(?:now|currently|today)\s+(?:with\s+)?(?:progressing|progression|progressive disease|pd)\b"
        r"|\bprogressive disease\b|\bdisease (?:is\s+)?progress(?:ion|ing)\b"), "progression"),
)  # fmt: skip


def read_status(book: Book) -> None:
    """The state of the disease as it is said last, unless a treatment has said it."""
    low = book.text.low
    said: list[tuple[int, int, str]] = []
    for pattern, value in _STATES:
        said.extend(
            (*found.span("word" if "word" in pattern.groupindex and found["word"] else 0), value)
            for found in pattern.finditer(low)
        )
    for start, end, value in sorted(said):
        if not book.is_free(start, end):
            continue
        if value != "no_evidence_of_disease" and book.stance(start, end) is not Stance.AFFIRMED:
            continue
        book.claim(DiseaseStatus(value=value, when=book.when_near(start, end)), start, end)
    for value, found in _said_shortly(book):
        book.claim(DiseaseStatus(value=value, when=book.when_near(*found.span())), *found.span())
    for found in _REMISSION.finditer(low):
        if book.is_free(*found.span()):
            book.leave(*found.span(), "which remission, complete or partial, is not said")


def _is_of_the_cancer(fact: AnyFact) -> bool:
    if isinstance(fact, DrugTreatment):
        # Only what is given against the cancer is told with its line and setting.
        return fact.told is not None
    return isinstance(fact, CancerDiagnosis | Metastasis | ReceptorResult)


def _follows_illness(book: Book, at: int) -> bool:
    """ "Depression, stable on sertraline": the last that was named in the sentence is another illness."""
    sentence = book.text.sentence_of(at)
    before = [claim for claim in book.claims if sentence.holds(claim.start, claim.end) and claim.end <= at]
    return bool(before) and isinstance(max(before, key=lambda claim: claim.end).fact, Comorbidity)


_SHORT_STATES = (
    (re.compile(r"(?<!\w)stable(?!\w)"), "stable"),
    (re.compile(r"(?<!\w)(?:responding|improving)(?!\w)"), "improved"),
)
_REMISSION = re.compile(r"(?<!\w)remission(?!\w)")


def _said_shortly(book: Book) -> Iterator[tuple[str, re.Match[str]]]:
    """ "..., stable": a word for the state that stands alone in its part, or beside facts only; not "weight stable"."""
    if not any(isinstance(claim.fact, CancerDiagnosis | Metastasis | DrugTreatment) for claim in book.claims):
        return
    for pattern, value in _SHORT_STATES:
        for found in pattern.finditer(book.text.low):
            part = book.text.part_of(found.start())
            others = [
                word
                for word in book.text.words
                if part.holds(word.start, word.end)
                and not found.start() <= word.start < found.end()
                and book.is_free(word.start, word.end)
                and word.text not in book.words.cues["empty"]
            ]
            about_else = any(
                part.holds(claim.start, claim.end) and not _is_of_the_cancer(claim.fact) for claim in book.claims
            ) or _follows_illness(book, found.start())
            free = not others and not about_else and book.is_free(*found.span())
            if free and book.stance(*found.span()) is Stance.AFFIRMED:
                yield value, found
