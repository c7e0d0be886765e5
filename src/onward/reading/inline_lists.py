"""A line that announces a list and holds it: "No concurrent use of the following drugs: A, B or C", "Any of: (1) A; (2) B".

The list is read as lines below the announcement would be; and a label before a line ("Kidney function: ...") is only that.
"""

from __future__ import annotations

import re

from onward.criteria import Criterion
from onward.reading.announced import kind_of, lets_in_only_if, names_what_follows
from onward.reading.below import reading_below
from onward.reading.cancer_names import names_cancer
from onward.reading.composed import said_together
from onward.reading.decides import can_decide, says_something
from onward.reading.eligibility import Section
from onward.reading.line import LineReading, Reader
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of

_ANNOUNCES = sought(
    r"\b(?:following|these|those|including|includes?|such as|as follows|below|either|any of|one of|criteria|namely|defined (?:as|by)|i\.?e\.?|specifically|conditions?|drugs|medications|agents|therapies|treatments|diseases?|disorders?|types?|cancers?)\b[^:]{0,40}:\s",
    re.IGNORECASE,
)
_ITEM = sought(r"(?:^|(?<=[;,.])\s|\s(?:and|or|and/or)\s)\s*\(?(?:[1-9]|[a-h]|i{1,3}|iv|v)[.)]\s+")
_SEMICOLON = sought(r";\s*(?:(?:and|or|and/or)\s+)?")
_PERSONS = sought(
    r"\b(?:for|if|in|wom[ae]n|m[ae]n|males?|females?|patients?|subjects?|participants?|adults?|children|cohorts?|arms?|parts?|phases?|groups?|stages?|steps?|modules?|exceptions?|except|note|nb|unless|not|no|or|and|only|when|dose|controls?|volunteers?|partners?|donors?|caregivers?|spouses?|siblings?|relatives?|infants?|exploratory|optional|expansion|escalation|additional|mild|moderate|severe|impairment|impaired|failure|insufficiency|healthy|post-?menopaus\w*|pre-?menopaus\w*)\b|\d",
    re.IGNORECASE,
)
# Another sentence, or another way.
_MORE = sought(r"[:;]|[a-z)]\. |\bexcept\w*\b", re.IGNORECASE)
_CANCER = sought(r"CancerType\(|BreastCancer\(")
_LONGEST_LABEL = 5
_LONGEST = 900


def read_inline(text: str, section: Section, reader: Reader) -> LineReading | None:
    """The question of a line that holds its own list, or a label and its line; None where it is neither, or not understood."""
    if ": " not in text or len(text) > _LONGEST or lets_in_only_if(text.split(": ", 1)[0] + ":"):
        return None
    found = _ANNOUNCES.search(text)
    if found is not None:
        return _list(text[: found.end()].rstrip(), text[found.end() :].strip(), section, reader)
    label, rest = text.split(": ", 1)
    if len(label.split()) > _LONGEST_LABEL or _PERSONS.search(label) is not None or names_cancer(label):
        return None
    read = reader.read(rest, section)
    return read if read.reading is not None and _MORE.search(rest) is None else None


def _list(head: str, listed: str, section: Section, reader: Reader) -> LineReading | None:
    items = _items(listed)
    if len(items) < 2:
        for sentence in said_together(head, listed):
            read = reader.read(sentence, section)
            if read.reading is not None and not read.is_partial and "AskHuman(" not in repr(read.reading):
                return read
        return None
    kind = kind_of(head)
    if (
        kind in ("except", "provided")
        or (section != "exclusion" and kind == "all of")
        or _MORE.search(f"{head[:-1]} ") is not None
    ):
        return None
    if any(_MORE.search(item) is not None for item in items) or _ends_in_a_time(items):
        return None
    above = None if names_what_follows(head) else reader.read(head, section).reading
    parts: list[Criterion] = []
    understood = 0
    for item in items:
        own = reader.read(item, section).reading
        told = reading_below(item, own, head, above, kind, section, reader)
        if told is not None and names_cancer(item) and _CANCER.search(repr(told)) is None:
            told = None  # the stage alone would say it of any cancer
        understood += told is not None and says_something(told)
        parts.append(told if told is not None else asked(item))
    if not understood:
        return None
    either = section == "exclusion" or kind == "any of"
    whole = any_of(tuple(parts)) if either else all_of(tuple(parts))
    if not can_decide(whole):
        return None
    return LineReading(whole, "", is_partial=understood < len(items))


_TIME = sought(
    r"\b(?:within|in|during|over|for)\b (?:the )?(?:last |past |previous |preceding )?(?:\d+|one|two|three|four|six|twelve)\b",
    re.IGNORECASE,
)


def _ends_in_a_time(items: list[str]) -> bool:
    """Whether a time stands at the last member alone: it may be meant for all."""
    return _TIME.search(items[-1]) is not None and not any(_TIME.search(item) for item in items[:-1])


def _items(listed: str) -> list[str]:
    """The members of a list that counts them, or parts them with semicolons."""
    counted = [part.strip(" ;,") for part in _ITEM.split(listed)]
    counted = [part for part in counted if part]
    if len(counted) > 1:
        return counted
    return [part.strip(" ;,.") for part in _SEMICOLON.split(listed) if part.strip(" ;,.")]
