"""Which cancers a description names: breast cancer with histology, side, grade and date, and others."""

from __future__ import annotations

import re

from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_sites import is_hers
from onward.reading.description_text import names_in
from onward.terms import UNDATED, Period
from onward.timeline import CancerDiagnosis, Laterality, ReceptorResult

_BREAST = re.compile(
    r"(?<!\w)(?P<word>(?:invasive\s+)?(?:breast\s+(?:cancers?|ca\b|carcinomas?|adenocarcinomas?"
    r"|tumou?rs?|malignancy)|cancer of (?:the )?(?:left |right )?breast|(?:carcinoma|idc|ilc) of "
    r"(?:the )?(?:left |right )?breast"
    r"|mammary carcinoma|m?tnbc|mbc|abc(?=\s)|idc|ilc|bc(?=\W)))(?!\w)"
)
_HISTOLOGY = re.compile(
    r"\b(?P<name>invasive\s+(?:ductal|lobular)|ductal|lobular|metaplastic|mucinous|inflammatory"
    r"|medullary|tubular|micropapillary|idc|ilc|nst|no special type)(?:\s+(?:breast\s+)?(?:carcinoma"
    r"|cancer|ca))?\b"
)
_NAMES = {
    "idc": "ductal",
    "ilc": "lobular",
    "nst": "ductal",
    "no special type": "ductal",
    "invasive ductal": "ductal",
    "invasive lobular": "lobular",
}
_IN_SITU = re.compile(r"\b(?:dcis|lcis|(?:ductal|lobular)?\s*carcinoma in situ)\b")
_SIDE = re.compile(
    r"\b(?P<side>left|right|bilateral)\b(?=[\s-]+(?:sided\s+)?(?:breast|idc|ilc|invasive|ductal|lobular|mastectomy))"
)
_GRADE = re.compile(
    r"(?<!\w)(?:(?:nottingham\s+|histologic(?:al)?\s+)?grade\s*(?P<grade>[1-3]|i{1,3})|g(?P<g>[1-3]))(?![\w])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3}
_OTHER = re.compile(
    r"\b(?:(?P<organ>lung|ovarian|colorectal|colon|rectal|pancreatic|prostate|gastric|endometrial"
    r"|uterine|cervical|thyroid|bladder|kidney|renal cell|oesophageal|esophageal)\s+(?:cancer"
    r"|carcinoma|ca|adenocarcinoma)"
    r"|(?P<name>melanoma|lymphoma|leuk(?:a)?emia|multiple myeloma|sarcoma|nsclc|glioblastoma))\b"
)
_SKIN = re.compile(r"\b(?:basal cell|squamous cell|non-?melanoma)\b")
_OTHER_IN_SITU = re.compile(r"[\s-]+in[\s-]+situ\b")
_OLD = re.compile(r"\b(?:history of|h/o|hx of|prior|previous|remote|past)\b")


def read_cancers(book: Book) -> None:
    """Breast cancer, once, and every other cancer."""
    _others(book)
    _breast(book)


def _breast(book: Book) -> None:
    low = book.text.low
    named = [found for found in _BREAST.finditer(low) if _is_hers(book, found)]
    histology = next(
        (
            found
            for found in _HISTOLOGY.finditer(low)
            if (book.is_free(found.start(), found.end()) and book.stance(*found.span()) is Stance.AFFIRMED)
            or _in_named(found, named)
        ),
        None,
    )
    side = next(
        (found for found in _SIDE.finditer(low) if book.is_free(found.start(), found.end()) or _in_named(found, named)),
        None,
    )
    grade = next(
        (
            found
            for found in _GRADE.finditer(low)
            if book.is_free(found.start(), found.end()) and _is_of_tumour(book, found)
        ),
        None,
    )
    if _IN_SITU.search(low) is not None and not named:
        return
    tnbc = re.search(r"(?<!\w)m?tnbc(?!\w)", low)
    if not named and histology is None and tnbc is None:
        return
    anchor = named[0] if named else histology if histology is not None else tnbc
    assert anchor is not None, "something names the cancer"
    start, end = anchor.start(), anchor.end()
    fact = CancerDiagnosis(
        is_breast=True,
        histology=""
        if histology is None
        else _NAMES.get(" ".join(histology["name"].split()), " ".join(histology["name"].split())),
        grade=None
        if grade is None
        else _ROMAN.get(grade["grade"] or grade["g"], 0) or int(grade["grade"] or grade["g"]),
        laterality=None if side is None else Laterality(side["side"]),
        when=_diagnosed(book, [found.span() for found in named] or [(start, end)]),
        text="breast cancer",
    )
    book.claim(fact, start, end)
    for found in (*named, histology, side, grade):
        if found is not None:
            book.take(found.start(), found.end())
    for found in re.finditer(r"\b(?:the\s+)?(?:left|right)\s+breast\b", low):
        if side is not None and found.start() <= side.start() < found.end():
            book.take(found.start(), found.end())


def _in_named(found: re.Match[str], named: list[re.Match[str]]) -> bool:
    return any(one.start() <= found.start() and found.end() <= one.end() for one in named)


def _is_hers(book: Book, found: re.Match[str]) -> bool:
    """Not taken by a relative or a plan, and not denied."""
    if found["word"] in ("mbc", "mtnbc", "tnbc"):
        # Their letters were taken for "metastatic" and "triple negative" before.
        return is_hers(book, found.start())
    return (
        book.is_free(found.start(), found.end())
        and book.stance(found.start(), found.end()) is Stance.AFFIRMED
        and not book.is_in_doubt(found.start(), found.end())
    )


def _is_of_tumour(book: Book, found: re.Match[str]) -> bool:
    """ "Grade 2 pneumonitis" is a side effect."""
    behind = book.text.low[found.end() : found.end() + 25]
    for start, end, _ in names_in(book.words.conditions, book.text.words):
        beside = (found.end(), start) if start >= found.end() else (end, found.start())
        if beside[0] <= beside[1] and re.fullmatch(r"[\s(-]{0,3}", book.text.low[beside[0] : beside[1]]) is not None:
            # "Grade 3 ILD", "neuropathy grade 1".
            return False
    part = book.text.part_of(found.start())
    if book.cue("toxicities").search(book.text.low, part.start, part.end) is not None:
        # "Stopped because of hand-foot syndrome grade 3".
        return False
    return (
        re.match(
            r"\s*(?:[\w-]+\s+)?(?:neuropathy|pneumonitis|toxicity|diarrh\w+|neutropenia|rash|colitis|fatigue"
            r"|nausea|hepatitis|mucositis|hyperglyc\w+)",
            behind,
        )
        is None
    )


_DIAGNOSED = re.compile(r"\b(?:diagnos\w+|dx'?d?|dx)\b")


def _diagnosed(book: Book, spans: list[tuple[int, int]]) -> Period:
    """The date beside a word for the diagnosis, else right behind the name of the cancer."""
    for found in _DIAGNOSED.finditer(book.text.low):
        sentence = book.text.sentence_of(found.start())
        dated = [one for one in book.dates if sentence.holds(one.start, one.end) and 0 <= one.start - found.end() < 25]
        if dated and book.is_free(dated[0].start, dated[0].end):
            book.take(dated[0].start, dated[0].end)
            return Period(dated[0].when, dated[0].when)
    for _, end in spans:
        behind = [
            one
            for one in book.dates
            if one.start >= end
            and re.fullmatch(r"[\s,(]*(?:in|since|from|dx|diagnosed)?[\s,(]*", book.text.low[end : one.start])
        ]
        if behind and book.is_free(behind[0].start, behind[0].end):
            book.take(behind[0].start, behind[0].end)
            return Period(behind[0].when, behind[0].when)
    return UNDATED


def _others(book: Book) -> None:
    low = book.text.low
    for found in _OTHER.finditer(low):
        if not book.is_free(found.start(), found.end()) or _SKIN.search(low[max(0, found.start() - 20) : found.end()]):
            continue
        stance = book.stance(found.start(), found.end())
        if stance is Stance.DENIED:
            continue
        if stance is Stance.UNTOLD:
            book.leave(found.start(), found.end(), UNTOLD)
            continue
        name = f"{found['organ']} cancer" if found["organ"] else found["name"]
        in_situ = _OTHER_IN_SITU.match(low, found.end())
        end = found.end() if in_situ is None else in_situ.end()
        sentence = book.text.sentence_of(found.start())
        old = _OLD.search(low, sentence.start, found.start())
        fact = CancerDiagnosis(
            is_breast=False,
            standing=stance.standing,
            clinical_status="inactive" if old is not None else "",
            when=book.when_near(found.start(), end),
            in_situ=in_situ is not None,
            text=name if in_situ is None else f"{name} in situ",
        )
        if old is not None:
            book.take(old.start(), old.end())
        book.claim(fact, found.start(), end)


def read_what_is_implied(book: Book) -> None:
    """Breast cancer, where receptors are told and no cancer is named; said as taken for granted."""
    facts = [claim.fact for claim in book.claims]
    if any(isinstance(fact, CancerDiagnosis) for fact in facts):
        return
    if any(left.why.startswith("not English") for left in book.left):
        return
    receptors = [claim for claim in book.claims if isinstance(claim.fact, ReceptorResult)]
    if not receptors:
        return
    first = min(receptors, key=lambda claim: claim.start)
    book.claim(
        CancerDiagnosis(is_breast=True, text="breast cancer", when=UNDATED),
        first.start,
        first.end,
        assumed="receptors are told and no other cancer is named, so the cancer is taken to be of the breast",
    )
