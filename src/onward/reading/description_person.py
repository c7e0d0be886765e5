"""Who she or he is: age, sex, year of birth, menopause, pregnancy."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from onward.reading.description_book import UNTOLD, Book, Stance
from onward.terms import PartialDate, add_months
from onward.timeline import Demographics, MenopausalStatus, PregnancyFact, Sex

_AGE_SEX = re.compile(
    r"(?<![\w./])(?P<age>1?\d{1,2})\s*-?\s*(?:(?:y(?:ea)?rs?|y\.?)[\s-]*(?:/?o(?:ld)?\.?)?|yo|y/o|y\.o\.?)?[\s,/-]*"
    r"(?P<sex>f|m|female|male|woman|man|lady|gentleman|pmw|wf|bf|w)(?![\w/+-])"
)
_AGE = (
    re.compile(r"(?<![\w./-])(?P<age>1?\d{1,2})[\s-]*(?:years?|yrs?|y)[\s./-]*(?:old|o\b\.?)(?!\w)"),
    re.compile(r"(?<![\w./-])(?P<age>1?\d{1,2})\s*(?:yo|y/o|y\.o\.?)(?!\w)"),
    re.compile(r"\baged?\s*:?\s*(?:is\s+|of\s+)?(?P<age>1?\d{1,2})(?![\w%/]|\.\d)"),
    re.compile(r"(?<!\w)(?:f|m|female|male)\s*/\s*(?P<age>1?\d{1,2})(?!\w)"),
    re.compile(r"\bnow\s+(?P<age>1?\d{1,2})(?=\s*(?:$|[.,;)]))"),
    re.compile(r"^\s*(?:ms|mrs|mr|miss)\.?\s+[\w'-]+(?:\s+[\w'-]+)?,\s*(?P<age>1?\d{1,2})(?=\s*,)"),
    re.compile(
        r"\b(?:(?:she|he|patient)\s+is|i\s+am|i'm|she's|he's)\s+(?P<age>1?\d{1,2})(?=\s*(?:$|[.,;)]|and\b"
        r"|years?\b|with\b))"
    ),
)
_AT_DIAGNOSIS = re.compile(
    r"\b(?<!oncotype )(?:diagnos(?:ed|is)|dx(?:'?d)?)\s*(?:,|\(|at|was|when)*\s*(?:the\s+)?(?:at\s+)?(?:age"
    r"|aged)?\s*(?:of\s+)?(?P<age>1?\d{1,2})(?![\w/%]|\.\d|\s*(?:mo\b|months?\b|weeks?\b|wks?\b|/))"
    r"(?:\s*(?:years?(?:\s+old)?|yrs?|y))?"
)
_BORN = re.compile(r"\b(?:born|dob|date of birth|yob)\b[\s:]*(?:in|on)?\s*")
_SEX_WORD = re.compile(r"\b(?P<female>woman|female|lady|girl|pmw)\b|\b(?P<male>man|male|gentleman)\b")
_SEX_LETTER = re.compile(
    r"(?<![\w/+-])(?P<letter>[FM])\s*[/,]?\s*(?=\d\d)"
    r"|(?<![\w./])1?\d\d[\s,]*(?:y/o|yo|y\.o\.?|yrs?|y|years?[ -]old|-year-old)?[\s,]*(?P<after>[FM])(?![\w+-])"
)
_FEMALE = re.compile(r"\b(?:[Ss]he|SHE|[Hh]er|[Hh]ers|[Hh]erself|Ms|Mrs|Miss)\b(?!-?2)")
_MALE = re.compile(r"\b(?:[Hh]e|HE|[Hh]is|[Hh]im|[Hh]imself|Mr)\b")
_ODD = re.compile(r"\b(?:male|female)\s+(?:relative|doctor|partner)|\bwomen\b|\bmen\b")
_PREMENOPAUSAL = {
    "pre": re.compile(r"\bpre\s*-?\s*menop(?:aus\w*)?\b"),
    "peri": re.compile(r"\bperi\s*-?\s*menop(?:aus\w*)?\b"),
}
_POST = re.compile(r"\bpost\s*-?\s*menop(?:aus\w*)?\b|\bpmw\b|\bpmp\b")


def read_person(book: Book) -> None:
    """Age, sex, menopause, pregnancy."""
    _at_diagnosis(book)
    _age(book)
    _born(book)
    _sex(book)
    _menopause(book)
    _pregnancy(book)


def born_between(age: int, as_of: date, words: str) -> PartialDate:
    """The days on which somebody may have been born who is `age` completed years old on `as_of`."""
    latest = add_months(as_of, -12 * age)
    earliest = add_months(as_of, -12 * (age + 1)) + timedelta(days=1)
    return PartialDate(earliest, latest, words)


def _at_diagnosis(book: Book) -> None:
    for found in _AT_DIAGNOSIS.finditer(book.text.low):
        if book.is_free(*found.span("age")) and 10 <= int(found["age"]) <= 110:
            fact = Demographics(age_years_at_diagnosis=Decimal(found["age"]))
            book.claim(fact, found.start("age"), found.end("age"))
            book.take(found.start(), found.end())
            return


def _age(book: Book) -> None:
    for pattern in (_AGE_SEX, *_AGE):
        for found in pattern.finditer(book.text.low):
            if pattern is _AGE_SEX and not _is_person(book, found):
                continue
            if not book.is_free(*found.span("age")) or not 10 <= int(found["age"]) <= 110:
                continue
            end = found.start("sex") if pattern is _AGE_SEX else found.end()
            birth = born_between(int(found["age"]), book.as_of, f"{found['age']} years old on {book.as_of.isoformat()}")
            book.claim(Demographics(birth=birth), found.start("age"), end)
            return


def _is_person(book: Book, found: re.Match[str]) -> bool:
    """Whether "64F" is an age and a sex: at the beginning of a sentence or part, or with words for years between."""
    if len(found["sex"]) > 1 and found["sex"] != "pmw":
        return True
    before = book.text.low[: found.start()].rstrip()
    return (
        not before
        or before[-1] in ".,;:(\n"
        or before.endswith(
            (" a", " an", " is", "pt", "patient", "this", " see", " seeing", " saw", " for", " of", " with")
        )
    )


def _born(book: Book) -> None:
    for found in _BORN.finditer(book.text.low):
        for dated in book.dates:
            if dated.start == found.end() and book.is_free(dated.start, dated.end):
                book.claim(Demographics(birth=dated.when), dated.start, dated.end)
                book.take(found.start(), found.end())
                return


def _sex(book: Book) -> None:
    low, plain = book.text.low, book.text.plain
    said: dict[Sex, tuple[int, int]] = {}
    for found in _SEX_WORD.finditer(low):
        if book.is_free(found.start(), found.end()) and not _ODD.match(low, found.start()):
            said.setdefault(Sex.FEMALE if found["female"] else Sex.MALE, found.span())
    for found in _SEX_LETTER.finditer(plain):
        group = "letter" if found["letter"] else "after"
        if book.is_free(*found.span(group)):
            said.setdefault(Sex.FEMALE if found[group] == "F" else Sex.MALE, found.span(group))
    if not said:
        # Pronouns speak last: in a letter they may be somebody else's.
        for sex, pattern in ((Sex.FEMALE, _FEMALE), (Sex.MALE, _MALE)):
            found = pattern.search(plain)
            if found is not None:
                said[sex] = found.span()
    if len(said) == 1:
        sex, (start, end) = next(iter(said.items()))
        book.claim(Demographics(sex=sex), start, end)
    elif len(said) == 2:
        for start, end in said.values():
            book.leave(start, end, "both sexes are named")


def _menopause(book: Book) -> None:
    for status, pattern in (*_PREMENOPAUSAL.items(), ("post", _POST)):
        for found in pattern.finditer(book.text.low):
            pmw = found[0] == "pmw"
            if pmw or book.is_free(found.start(), found.end()):
                book.claim(MenopausalStatus(status=status), found.start(), found.end())
                return


_NOT_PREGNANT = re.compile(
    r"\b(?:not|never)\s+(?:currently\s+)?pregnant\b|\bnegative pregnancy test\b|\bpregnancy test\s*"
    r"(?:is|was|:)?\s*neg(?:ative)?\b|\bpregnan(?:cy|t)\s*[:?]\s*no(?:ne)?\b"
)
_PREGNANT = re.compile(r"\bpregnant\b")
_BREASTFEEDING = re.compile(r"\bbreast-?\s?feeding\b|\blactating\b")


def _pregnancy(book: Book) -> None:
    for state, pattern in (("not pregnant", _NOT_PREGNANT), ("pregnant", _PREGNANT), ("breastfeeding", _BREASTFEEDING)):
        found = pattern.search(book.text.low)
        if found is not None and book.is_free(found.start(), found.end()):
            stance = Stance.AFFIRMED if state == "not pregnant" else book.stance(found.start(), found.end())
            match stance:
                case Stance.AFFIRMED:
                    book.claim(PregnancyFact(state=state), found.start(), found.end())
                case Stance.DENIED if state == "pregnant":
                    book.claim(PregnancyFact(state="not pregnant"), found.start(), found.end())
                case Stance.DENIED:
                    book.take(found.start(), found.end())
                case Stance.SUSPECTED | Stance.UNTOLD:
                    book.leave(found.start(), found.end(), UNTOLD)
                case _:
                    assert_never(stance)
