"""Exceptions of a line about another cancer that only a human can weigh: "a cancer with a negligible risk of metastasis"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TIME = r"(?:[≥>] |at least |more than |over |greater than |minimum of |longer than |[<≤] |less than |fewer than |up to )*(?P<number>\d+) (?:full )?(?P<unit>year|yr|yrs|month|mo|week)\b"
_YEARS = {12: 365, 24: 730, 36: 1095, 60: 1825}  # months that are years
DAYS = {"year": 365, "yr": 365, "yrs": 365, "month": 30, "mo": 30, "week": 7}


def days_of(number: int, unit: str) -> int:
    if unit in ("month", "mo") and number in _YEARS:
        return _YEARS[number]
    return number * DAYS[unit]


@dataclass(slots=True)
class Read:
    """What has been read of the line so far."""

    window: int | None = None
    free: int | None = None
    groups: list[str] = field(default_factory=list[str])
    in_situ: bool = False
    words: list[str] = field(default_factory=list[str])
    qualities: list[str] = field(default_factory=list[str])

    def days(self) -> int | None:
        known = [days for days in (self.window, self.free) if days is not None]
        return min(known) if known else None


_CANCER = re.compile(
    r"\b(?:cancer|carcinoma|tumor|melanoma|lymphoma|leukemia|sarcoma|neoplasm|neoplasia|dysplasia|malignanc\w+|situ|dcis|lcis|hodgkin|bcc|scc)\b"
)
_MENDED = re.compile(r"\b(?:free|remission|cured|curative|curatively|treated|treatment|recurrence|relapse|completed|evidence of disease)\b")  # fmt: skip
# An exception goes no further than its cancers: behind these another criterion begins.
_ELSE = re.compile(
    r"\b(?:infection|hiv|hepatitis|pregnan\w+|illness|cardiac|heart|brain|metastas\w+|chemotherapy (?:within|for)|exception|does not include|who|whom|history of (?!(?:prior )?(?:invasive )?(?:cancer|malignanc))|unless|except|excluded|not eligible|ineligible|excluding|must not|study drug|allergy)\b|(?<!which )\b(?:patient|subject|participant)\b"
)
# A verb or a preposition at its beginning narrows what stands before it, or begins another criterion.
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|be|under|require|requires|requiring|currently|receiving|in|of|with|without|not|for|to) "
)
_ELSE_WITHIN = re.compile(
    r"\b(?:infection|hiv|hepatitis|pregnan\w+|illness|cardiac|heart|brain|metastas\w+|must not|study drug|allergy|unless|eligible|ineligible)\b"
)
_BEHIND = re.compile(
    rf" (?:diagnosed )?(?:within|in|during) (?:last |past |previous |prior |preceding )*{TIME}(?: (?:prior to|before|of|preceding) (?:[a-z0-9]+ ){{0,4}}[a-z0-9]+| prior)?$"
)


# "In situ (excluding that of the bladder)": what is said of it stays with it.
SITU_BUT = re.compile(
    r"(?:carcinoma|cancer) in situ (?:\( (?:eg|such as|including|for example) [^()]*\) )?(?:\( |, )?(?:excluding|except|other than|with exception)"
)


def is_weighed(rest: str, read: Read, *, within: bool = False) -> bool:
    """Whether the rest of a line is exceptions and no more: they stay in their words, for a human to weigh.

    within   exceptions of exceptions, and patients, may be named in it
    """
    words = re.sub(r"\blostsign ", "", rest.strip(" ,;:.-")).removeprefix("circumstance : ").strip()
    words = re.sub(r"^(?:[a-d] (?=or |any ))?(?:(?:or|and|other|any) )+", "", words)
    behind = _BEHIND.search(words)
    if behind is not None and _MENDED.search(words.rsplit(",", 1)[-1]) is None:
        if read.window is not None or re.search(r"[≥>]|\b(?:at least|more than|over|greater)\b", behind[0]):
            return False
        read.window = days_of(int(behind["number"]), behind["unit"])
        words = words[: behind.start()].strip(" ,;")
    elif re.search(r"\b(?:year|month)\b", words) is not None and _MENDED.search(words) is None:
        return False
    if words.count("(") != words.count(")"):
        words = words.strip("() ")
    if not words or len(words.split()) > 60 or (_ELSE_WITHIN if within else _ELSE).search(words) is not None:
        return False
    if " from which " in words and _CANCER.search(words.split(" from which ")[0]) is None:
        return False
    if not within and _VERB.match(words) is not None:
        return False
    if words in ("cancer", "malignancy") or words.startswith(("treatment for ", "therapy for ")):
        return False
    if _CANCER.search(words) is None and not (within and _MENDED.search(words)) and re.match(r"(?:as )?(?:per|specified|defined|listed|described|noted) ", words) is None:  # fmt: skip
        return False
    read.words.append(words)
    return True
