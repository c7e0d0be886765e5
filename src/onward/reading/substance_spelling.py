"""Abuse of alcohol and drugs in one form: "drug/alcohol dependence or abuse" is "alcohol or drug abuse"."""

from __future__ import annotations

import re

from onward.reading.sought import sought

_WHAT = r"(?:alcohol(?:ic substance)?|(?:illicit|illegal|street|recreational|prescription|psychoactive|chemical|narcotic) (?:drug|substance|medication)|drug|substance|medication|narcotic|chemical)"
_SAY = r"(?:abuse|dependence|dependency|misuse|addiction|use disorder|overuse)"
_AND = r"(?: ?(?:,|/|or|and|and/or))+ "
_BEFORE = sought(
    rf"(?<![^ ])(?:dsm (?:iv|v|5) )?(?P<what>{_WHAT}(?:{_AND}{_WHAT})*) {_SAY}(?:{_AND}(?:{_WHAT} )?{_SAY})*(?P<past> history)?(?= |$)"
)
_BEHIND = sought(
    rf"(?<![^ ]){_SAY}(?: of| on| to)?(?:{_AND}{_SAY}(?: of| on| to)?)*(?<= of| on| to) (?:any |other )?(?P<what>{_WHAT}(?:{_AND}{_WHAT})*)(?P<past> history)?(?= |$)"
)
_ABUSING = sought(
    rf"(?<![^ ])(?:abusing|abuse) (?P<what>{_WHAT}(?:{_AND}{_WHAT})*)(?P<past> history)?(?= (?!{_SAY}(?: |$))|$)"
)
_EXCESSIVE = sought(
    rf"(?<![^ ])(?:excessive (?:use|intake|consumption|amount) of (?P<what>alcohol)|excessive (?P<what2>{_WHAT}(?:{_AND}{_WHAT})*) (?:use|consumption|intake))(?= |$)"
)
# What the word holds anyway, and by which book it is told.
_HELD = sought(
    r"(?<=abuse )\( (?:including|ie|eg|except(?: for)?|excluding) (?:(?:active|,|or|and|abuse|for) )*(?:alcohol|alcoholism|nicotine|caffeine|tobacco)(?:(?: ,| or| and)+ (?:alcohol|alcoholism|nicotine|caffeine|tobacco))*(?: (?:abuse|dependence|use))? \) ?"
)
_BY_THE_BOOK = sought(
    r"(?<=abuse )(?:,? ?(?:according to|as defined by|per|by|based on|meeting) (?:the )?dsm (?:iv|v|5)(?: tr)? (?:criterion|diagnostic criterion|definition)|\( dsm (?:iv|v|5) \)) ?"
)
_ANY = sought(r"\b(?:abus\w*|dependenc\w*|misuse|addiction|use disorder|overuse|excessive)\b")
_ALCOHOL, _REST = re.compile(r"\balcohol"), re.compile(r"drug|substance|medication|narcotic|chemical")


def _named(found: re.Match[str]) -> str:
    groups = found.groupdict()
    # All that is named: "alcohol abuse or drug abuse" tells each with its own noun.
    alcohol, rest = _ALCOHOL.search(found[0]) is not None, _REST.search(found[0]) is not None
    name = "alcohol or drug abuse" if alcohol and rest else "alcohol abuse" if alcohol else "drug abuse"
    if groups.get("past") is None:
        return name
    # "Active dependence or abuse history": now or before.
    return f"or history of {name}" if found.string[: found.start()].endswith("active ") else f"history of {name}"


def with_short_abuse(line: str) -> str:
    """A canonical line in which abuse of alcohol and drugs has one form."""
    if _ANY.search(line) is None:
        return line
    for pattern in (_BEFORE, _BEHIND, _ABUSING, _EXCESSIVE):
        line = pattern.sub(_named, line)
    return _BY_THE_BOOK.sub("", _HELD.sub("", line))
