"""Dates as registries write them: "2024-12-16", "2024-12", "July 24, 2020", "December 2021", "Jul 24, 2020"."""

from __future__ import annotations

import re

from onward.terms import PartialDate, parse_date

_MONTHS = "january february march april may june july august september october november december"
_NUMBER = {name: number for number, name in enumerate(_MONTHS.split(), start=1)} | {
    name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)
}
_IN_WORDS = re.compile(r"([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})")


def registry_date(text: str) -> PartialDate | None:
    """Read a date of a registry; None when it is none. The text stays as written."""
    plain = text.strip()
    found = parse_date(plain)
    if found is not None:
        return found
    if len(plain) > 10 and plain[10] in " T":  # an instant in another notation ("2024-12-16 09:30:00")
        found = parse_date(plain[:10])
        return None if found is None else PartialDate(found.earliest, found.latest, plain)
    words = _IN_WORDS.fullmatch(plain)
    month = _NUMBER.get(words[1].lower()) if words else None
    if words is None or month is None:
        return None
    day = f"-{int(words[2]):02d}" if words[2] else ""
    found = parse_date(f"{words[3]}-{month:02d}{day}")
    return None if found is None else PartialDate(found.earliest, found.latest, plain)
