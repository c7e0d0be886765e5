"""Numbers in a description: laboratory values with their unit as written, heart function, performance status, scores.

A number without a unit keeps none: "platelets 90" is 90 of something, and no limit is compared with it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from onward.knowledge import Analyte
from onward.reading.description_book import Book, Stance
from onward.reading.description_text import names_in
from onward.terms import Comparator, Quantity, at, on_day, ucum_of_spelling
from onward.timeline import BiomarkerScore, LabResult, PerformanceStatus


def read_measures(book: Book) -> None:
    """Performance status, biomarker scores, laboratory values."""
    _performance(book)
    _scores(book)
    _laboratory(book)


# --- performance status

_ECOG = re.compile(
    r"(?<!\w)(?:ecog(?:[\s/-]*(?:who|zubrod))?(?:\s*(?:ps|performance(?:\s+status)?|score|status))*"
    r"|who\s+ps|ps|performance\s+status|zubrod)"
    r"[\s:=]*(?:(?:is|of|was|score|now|currently|at)[\s:=]*)*(?P<low>\d)(?:\s*(?:-|to|or|/)\s*"
    r"(?P<high>[0-5]))?(?!\d|\.\d|%)"
)
EARLIER = "an earlier value, which a newer one follows"
_ECOG_NOW = re.compile(
    r"[^.;\d]{0,25}(?:\d{1,4}[^.;\d]{0,10})?[\s,(]\s*(?:but\s+|and\s+|has\s+)*(?:is\s+)?(?:now|currently|today|improved to|down to)\s+(?:at\s+|ecog\s+)?(?P<now>[0-4])(?![\w%/]|\.\d)"
)
_KARNOFSKY = re.compile(
    r"(?<!\w)(?:kps|karnofsky(?:\s*(?:performance)?\s*(?:status|score|index)?)?)[\s:=]*(?:(?:is|of"
    r"|was)[\s:=]*)*(?P<value>\d{2,3})\s*%?(?!\d)"
)


def _performance(book: Book) -> None:
    for found in _KARNOFSKY.finditer(book.text.low):
        value = int(found["value"])
        if book.is_free(found.start(), found.end()) and value <= 100 and value % 10 == 0:
            book.claim(PerformanceStatus(scale="Karnofsky", value=value), found.start(), found.end())
    for found in _ECOG.finditer(book.text.low):
        values = {int(found[name]) for name in ("low", "high") if found[name] is not None}
        if not book.is_free(found.start(), found.end()) or max(values) > 5:
            continue
        now = _ECOG_NOW.match(book.text.low, found.end())
        if now is not None:
            # "ECOG was 3 in June, now 1": the newer one counts, the older one has no day of its own.
            book.claim(PerformanceStatus(scale="ECOG", value=int(now["now"])), now.start("now"), now.end("now"))
            book.leave(found.start(), found.end(), EARLIER)
            continue
        for value in sorted(values):
            # "0-1" is one of the two: both stand, and a limit between them stays open.
            book.claim(PerformanceStatus(scale="ECOG", value=value), found.start(), found.end())


# --- scores of the tumour

_KI67 = re.compile(
    r"(?<!\w)ki-?\s?67\s*(?:index|score|li)?[\s:=(]*(?:is|of|was)?\s*(?P<sign>[<>~])?\s*(?P<value>\d{1,3})\s*%"
)
_PDL1_NUMBER = re.compile(
    r"(?<!\w)pd-?l1\b(?P<between>[^.;]{0,40}?)\b(?P<measure>cps|tps|ic)[\s:=]*(?:score|of|is|was"
    r"|:)?\s*(?P<sign>>=|<=|[<>≥≤])?\s*(?P<value>\d{1,3})\s*%?"
)
# The combined positive score is one of PD-L1 alone.
_CPS_ALONE = re.compile(
    r"(?<!\w)(?P<measure>cps)[\s:=]*(?:score|of|is|was|:)?\s*(?P<sign>>=|<=|[<>≥≤])?\s*(?P<value>\d{1,3})(?![\w%/-]|\.\d)"
)
_PDL1_WORD = re.compile(
    r"(?<!\w)pd-?l1[\s:-]*(?:\(?(?P<assay>22c3|sp142|sp263|28-8)\)?)?[\s:-]*(?:is|was|status)?\s*"
    r"(?P<word>positive|negative|pos|neg|\+|-(?!\w))"
)
_ASSAY = re.compile(r"(?<!\w)(?P<assay>22c3|sp142|sp263|28-8)(?!\w)")
_MSI = re.compile(
    r"(?<!\w)(?:(?P<high>msi-?\s?h(?:igh)?|microsatellite[- ]instab\w*[- ]high)|(?P<stable>mss"
    r"|ms-?stable|msi-?\s?stable|microsatellite[- ]stable|msi\s+negative))(?!\w)"
)
_MMR = re.compile(
    r"(?<!\w)(?:(?P<deficient>dmmr|mmr[- ]deficient)|(?P<proficient>pmmr|mmr[- ](?:proficient|intact)))(?!\w)"
)
_TMB_NUMBER = re.compile(
    r"(?<!\w)(?:tmb|tumou?r mutation(?:al)? burden)[\s:=]*(?:of|is|was)?\s*(?P<value>\d{1,3}"
    r"(?:\.\d+)?)\s*(?P<unit>mut(?:ation)?s?\s*/\s*mb|mutations per megabase|m/mb)?"
)
_TMB_WORD = re.compile(r"(?<!\w)tmb[\s-]*(?P<word>high|low|h|l)(?!\w)")
_HRD = re.compile(r"(?<!\w)hrd[\s:-]*(?:is|was|status)?\s*(?P<word>positive|negative|pos|neg|\+|-(?!\w))")
_PLAIN = {"pos": "positive", "neg": "negative", "+": "positive", "-": "negative", "h": "high", "l": "low"}
_SIGNS = {
    "<": Comparator.LESS, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    ">": Comparator.MORE, ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST,
}  # fmt: skip
_MEGABASE = "1/1000000{Base}"


def _scores(book: Book) -> None:
    low = book.text.low
    for found in _KI67.finditer(low):
        if book.is_free(found.start(), found.end()) and int(found["value"]) <= 100:
            value = Quantity(Decimal(found["value"]), "%", _SIGNS.get(found["sign"] or "", Comparator.EXACTLY))
            book.claim(BiomarkerScore(name="Ki-67", measure="percent", value=value), found.start(), found.end())
    for found in (*_PDL1_NUMBER.finditer(low), *_CPS_ALONE.finditer(low)):
        if not book.is_free(found.start(), found.end()):
            continue
        part = book.text.part_of(found.start())
        assay = _ASSAY.search(low, found.start(), part.end)
        measure = found["measure"].upper()
        value = Quantity(
            Decimal(found["value"]),
            "1" if measure == "CPS" else "%",
            _SIGNS.get(found["sign"] or "", Comparator.EXACTLY),
        )
        name = "" if assay is None else assay["assay"].upper()
        book.claim(BiomarkerScore(name="PD-L1", measure=measure, assay=name, value=value), found.start(), found.end())
        if assay is not None:
            book.take(assay.start(), assay.end())
    for pattern, name in ((_PDL1_WORD, "PD-L1"), (_HRD, "HRD"), (_TMB_WORD, "TMB")):
        for found in pattern.finditer(low):
            if not book.is_free(found.start(), found.end()):
                continue
            assay = (found.groupdict().get("assay") or "").upper()
            status = _PLAIN.get(found["word"], found["word"])
            book.claim(BiomarkerScore(name=name, status=status, assay=assay), found.start(), found.end())
    for pattern, name in ((_MSI, "MSI"), (_MMR, "MMR")):
        for found in pattern.finditer(low):
            word = found.lastgroup
            if word is None or not book.is_free(found.start(), found.end()):
                continue
            if book.stance(found.start(), found.end()) is Stance.AFFIRMED:
                book.claim(BiomarkerScore(name=name, status=word), found.start(), found.end())
    for found in _TMB_NUMBER.finditer(low):
        if book.is_free(found.start(), found.end()):
            unit = _MEGABASE if found["unit"] else None
            measure = "mutations per megabase" if unit else ""
            book.claim(
                BiomarkerScore(name="TMB", measure=measure, value=Quantity(Decimal(found["value"]), unit)),
                found.start(),
                found.end(),
            )


# --- laboratory

# Names that mean too much else in small letters.
_TOO_SHORT = frozenset({"na", "k", "cl", "mg", "pt", "ca", "alb", "bands", "segs"})
_VALUE = re.compile(
    r"[\s:=]*(?:(?:is|of|was|at|level|count|today|now|currently)[\s:=]*)*(?P<sign>>=|<=|[<>≥≤~])?\s*"
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)(?!\d|/\s?\d|-\s?\d)"
)
_ULN = re.compile(r"\s*(?:x|times|\*)?\s*(?:the\s+)?(?:uln|upper limit of normal|upper normal)")
_UNIT = re.compile(
    r"\s*\(?\s*(?P<unit>%|(?:x\s*)?10\s*[\^*e]\s*\d{1,2}\s*/\s*[a-z]+\d?|[a-z]*/\s?[a-z]+\d?\^?\d?"
    r"(?:/1\.73\s?m\^?2)?|ms(?:ec)?|mmhg|kg|cm|sec(?:onds)?)(?![\w])"
)
_COUNTS = "10*9/L"


def _laboratory(book: Book) -> None:
    low = book.text.low
    for start, end, analyte in names_in(book.words.analytes, book.text.words):
        if low[start:end] not in _TOO_SHORT and book.is_free(start, end):
            _value(book, start, end, analyte)


def _value(book: Book, start: int, end: int, analyte: Analyte) -> None:
    low = book.text.low
    found = _VALUE.match(low, end)
    if found is None or not book.is_free(found.start("value"), found.end("value")):
        return
    number = Decimal(found["value"].replace(",", ""))
    comparator = _SIGNS.get(found["sign"] or "", Comparator.EXACTLY)
    limit = _ULN.match(low, found.end())
    if limit is not None:
        when = book.when_near(start, limit.end())
        one = Quantity(Decimal(1), "1")
        fact = LabResult(
            analyte=analyte.name, kind=analyte.kind, value=Quantity(number, "1", comparator), high=one, when=when
        )
        book.claim(fact, start, limit.end())
        return
    unit, until = _unit(book, analyte, found.end())
    high = _UPPER.match(low, until)
    if high is not None:
        until = high.end()
    when = book.when_near(start, until)
    fact = LabResult(
        analyte=analyte.name,
        kind=analyte.kind,
        value=Quantity(number, unit, comparator),
        high=None if high is None else Quantity(Decimal(high["value"]), unit),
        when=when,
    )
    book.claim(fact, start, until)
    _now(book, fact, until)


_NOW = re.compile(
    r"[^.;\n\d]{0,12}?(?:\b(?:in|on)\s+[^.;,\n]{2,16})?[\s,]*(?:and\s+|but\s+|then\s+)?(?:now|currently|today|most recently|latest)\b"
    r"\s*(?:is|at|of|:)?\s*(?P<value>\d{1,6}(?:\.\d+)?)\s*(?P<unit>%)?(?![\d/.-]\d)"
)


def _now(book: Book, earlier: LabResult, until: int) -> None:
    """ "LVEF 45 % in 2024, now 58 %": the value of today, in the unit of the one before it."""
    found = _NOW.match(book.text.low, until)
    if found is None or earlier.value is None or not book.is_free(found.start("value"), found.end("value")):
        return
    if found["unit"] and earlier.value.unit != "%":
        return
    today = replace(
        earlier,
        value=Quantity(Decimal(found["value"]), earlier.value.unit),
        when=at(on_day(book.as_of)),
        text="",
    )
    book.claim(today, found.start("value"), found.end())


# The laboratory's own limit, in the unit of the value: "2.1 mg/dL (ULN 1.2)".
_UPPER = re.compile(
    r"\s*[,(]?\s*(?:uln|upper limit(?: of normal)?|normal\s*(?:up to|<=?|≤))\s*(?:of|is|:|=)?\s*"
    r"(?P<value>\d+(?:\.\d+)?)(?:\s*[a-z/]+)?\s*\)?"
)


def _unit(book: Book, analyte: Analyte, at: int) -> tuple[str | None, int]:
    """The unit as written, in UCUM; None when none is written. A pure number needs none."""
    written = _UNIT.match(book.text.low, at)
    if written is not None:
        spelled = re.sub(r"\s+", "", book.text.plain[slice(*written.span("unit"))])
        if spelled.lower() == "g/l" and analyte.unit == _COUNTS:
            return _COUNTS, written.end()  # giga per litre: cells are not weighed
        unit = ucum_of_spelling(spelled.replace("^", "^"))
        if unit is not None:
            return unit, written.end()
    return ("1" if analyte.unit == "1" else None), at
