"""Whose report it is, of which sample, by which test, of which days: lines of the form "Label: value"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from onward.terms import PartialDate, on_day, parse_date

_LABEL = re.compile(r"^\W*(?P<label>[A-Za-z][A-Za-z ()/#.'-]{1,40}?)\s*[:=]\s*(?P<value>\S.*?)\s*$")
# Numbers that call a person. Names never do: two people share one, and one person spells hers two ways.
_PERSON = re.compile(
    r"(?:patient|person|subject)\s*(?:id|identifier|number|no\.?)|mrn|medical record (?:number|no\.?)|pid|usubjid", re.I
)
_SAMPLE = re.compile(
    r"(?:specimen|sample|block|accession|case)\s*(?:id|identifier|number|no\.?)|accession", re.IGNORECASE
)
_MATERIAL = re.compile(
    r"(?:specimen|sample|tissue|material)(?:\s*(?:type|source|site|collected))?|source|"
    r"site of (?:biopsy|specimen)|tumou?r site",
    re.I,
)
_TEST = re.compile(r"(?:test|assay|panel)(?:\s*(?:name|type|performed|ordered))?", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?:date of )?report(?:ed)?(?:\s*(?:date|on))?|date (?:reported|issued|signed)|issued(?:\s*on)?|"
    r"sign(?:ed)?(?:[ -]?out)?(?:\s*(?:date|on))?",
    re.IGNORECASE,
)
_COLLECTED = re.compile(
    r"(?:date )?(?:of )?(?:collect(?:ed|ion)|drawn|biops(?:y|ied))(?:\s*(?:date|on))?|"
    r"(?:specimen|sample|biopsy) (?:collection )?date|(?:specimen|sample) collected",
    re.IGNORECASE,
)

_PLASMA = re.compile(r"ct-?dna|cf-?dna|plasma|\bliquid\b|cell[- ]free|circulating tumou?r|guardant", re.IGNORECASE)
_GERMLINE = re.compile(r"germline|hereditary|saliva|buccal", re.IGNORECASE)
_TISSUE = re.compile(
    r"ffpe|paraffin|tissue|biops|resection|tumou?r|metasta|lymph node|liver|breast|bone|lung|pleura|skin|brain|ovary|"
    r"chest wall",
    re.I,
)
_BLOOD = re.compile(r"\bblood\b", re.IGNORECASE)

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_DAY_MONTH = re.compile(r"\b(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<year>\d{4})\b")
_MONTH_DAY = re.compile(r"\b(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})\b")
_NUMBERS = re.compile(r"\b(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?P<year>\d{4})\b")


@dataclass(slots=True)
class AboutReport:
    """What the head of a report says. people: every different id; unread: lines whose day could not be read."""

    people: dict[str, int] = field(default_factory=dict[str, int])
    sample: str = ""
    material: str = ""
    test: str = ""
    reported: PartialDate | None = None
    collected: PartialDate | None = None
    unread: list[int] = field(default_factory=list[int])

    def take(self, number: int, line: str) -> bool:
        """Read a line; whether it was one of these."""
        found = _LABEL.match(line)
        if found is None:
            return False
        label, value = found["label"].strip(), found["value"]
        if _PERSON.fullmatch(label):
            self.people.setdefault(value, number)
        elif _SAMPLE.fullmatch(label):
            self.sample = self.sample or value
        elif _COLLECTED.fullmatch(label):
            self.collected = self.collected or self._day(number, value)
        elif _REPORTED.fullmatch(label) and re.search(r"\d{4}", value):
            self.reported = self.reported or self._day(number, value)
        elif _MATERIAL.fullmatch(label):
            self.material = f"{self.material} {value}".strip()
        elif _TEST.fullmatch(label):
            self.test = self.test or value
        else:
            return False
        return True

    def _day(self, number: int, text: str) -> PartialDate | None:
        day = day_in(text)
        if day is None:
            self.unread.append(number)
        return day

    @property
    def tissue(self) -> str:
        """ "ctDNA", "tissue", "germline sample", or "" where the head does not say it."""
        words = f"{self.material} {self.test}"
        if _PLASMA.search(words):
            return "ctDNA"
        if _GERMLINE.search(words) and not _TISSUE.search(self.material):
            return "germline sample"
        # Blood alone may have been taken for either.
        if _TISSUE.search(self.material) and not _BLOOD.search(self.material):
            return "tissue"
        return ""


def day_in(text: str) -> PartialDate | None:
    """The day that a text names; None when it names none, or one that may be read two ways (03/04/2026)."""
    iso = _ISO.search(text)
    if iso is not None:
        return parse_date(iso[0])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        found = pattern.search(text)
        if found is not None:
            month = _MONTHS.get(found["month"][:3].lower())
            return None if month is None else _day(int(found["year"]), month, int(found["day"]))
    numbers = _NUMBERS.search(text)
    if numbers is None:
        return None
    first, second, year = int(numbers["first"]), int(numbers["second"]), int(numbers["year"])
    if first > 12 >= second:
        return _day(year, second, first)
    if second > 12 >= first:
        return _day(year, first, second)
    return _day(year, first, second) if first == second else None


def _day(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return on_day(date(year, month, day))
    except ValueError:
        return None
