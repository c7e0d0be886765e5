"""Headings: where inclusion and exclusion begin in their many shapes, and labels that ask for nothing themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onward.reading.cohort_names import cohorts_named, kind_of
from onward.reading.eligibility import Section
from onward.reading.sought import sought

_BEFORE = (
    r"(?:\W*(?:the|main|key|major|minor|general|patients?|subjects?|participants?|specific|principal|primary|selected|core|additional|other|"
    r"common|overall|study|trial|protocol|clinical|first|second|abbreviated|summary of|part \w+|phase \w+|cohort \w+|arm \w+|step \w+|and|for|"
    r"healthy|eligibility|volunteers?|cancer|breast|women|controls?)\b[\s:,-]*)*"
)
_INCLUSION = sought(
    rf"^\W*{_BEFORE}(?:inclusions?(?:\s*/\s*eligibility)?\s*(?:criteri(?:a|on|um)s?|requirements?|factors?)?|(?:eligibility|selection|entry|enrol+ment|recruitment)\s*(?:criteri(?:a|on|um)s?|requirements?))\b",
    re.IGNORECASE,
)
_EXCLUSION = sought(
    rf"^\W*{_BEFORE}(?:exclusions?|ineligibility|non[\s-]*inclusion|non[\s-]*eligibility|contra-?indications?)\s*(?:criteri(?:a|on|um)s?|factors?|conditions?)?\b",
    re.IGNORECASE,
)
_BOTH = sought(r"inclusions?\s*(?:/|and|&|or)\s*exclusions?", re.IGNORECASE)
# One list for both: which of its lines let in, and which keep out, the text does not say.
_BOTH_ALONE = sought(
    r"^\W*(?:(?:key|main|major|general)\s+)?inclusions?\s*(?:/|and|&|or)\s*exclusions?(?:\s+criteri(?:a|on))?\W*$",
    re.IGNORECASE,
)
# What may follow the words of a heading without making it a criterion.
_TAIL = sought(
    r"^\s*(?:(?:for|of|in|at|to|include|includes|are|is|as follows|the following|following|criteria|\([^)]*\)|phases?|parts?|cohorts?|arms?|stages?|steps?|all|both|only|and|or|"
    r"patients?|subjects?|participants?|groups?|stud(?:y|ies)|trials?|cancers?|breast|healthy|controls?|volunteers?|women|enrol+ment|registration|randomi[sz]ation|screening|participation|inclusion|"
    r"main|treatment|pre|[-–]|[ivxab\d]+|expansion|dose|escalation|dog|caregivers?|general|population|tumou?rs?|specific|cases?|if|any|the|this|each|module|sub-?stud(?:y|ies)|below|this|entire|major|key|other|additional)\b[\s,/&()-]*|[\s,/&()-]+)*(?P<end>[:.;-]*)\s*$",
    re.IGNORECASE,
)
_EXCLUDING_SENTENCE = sought(
    r"^\W*(?:(?:an? |any |all )?(?:patients?|subjects?|participants?|women|individuals?|persons?|candidates|a woman|you|those|volunteers|people|men)\b[^.:]{0,60}?"
    r"(?:(?:cannot|can not|may not|will not|must not|should not|shall not) (?:participate|be (?:eligible|included|enrol+ed|entered|recruited)|enter|enrol+|take part)[^.:]{0,40}"
    r"|(?:(?:are|is|will be|shall be|must be|should be)\s+)?(?:excluded|ineligible|not eligible|disqualified)[^.:]{0,40})"
    r"(?:if|when|who|with|for|meeting|based on)[^.:]{0,60}(?:any(?:\s+one|\s+1)?\s+of|any\W*$|any(?:\s+\w+)?\s+(?:criteria|criterion|conditions?)|one of|following|criteria|apply|these|either|one or more|more of)[^.:]{0,50}"
    r"|(?:an? |any |all )?(?:patients?|subjects?|participants?|individuals?|persons?|women) (?:who|that|with|meeting)\b[^.:]{0,40}\b(?:any|one|either)(?: or more)? of (?:the )?following[^.:]{0,40} (?:will|is|are|must|may|should|shall) (?:be )?(?:not be (?:permitted|allowed|eligible|enrol+ed|included)|not (?:eligible|permitted|allowed)|excluded|ineligible)[^.:]{0,50}"
    r"|(?:the )?(?:presence of )?any (?:one )?of the following (?:(?:conditions|criteria|reasons|circumstances) )?(?:will|would|is|are|shall)[^.:]{0,40}(?:exclu|ineligib|prohibit|disqualif)[^.:]{0,60}"
    r"|(?:reasons|grounds|criteria) for (?:exclusion|ineligibility)[^.:]{0,40}|(?:criteria|factors) (?:that|which) (?:exclude|would exclude)[^.:]{0,60})[:.]?\s*$",
    re.IGNORECASE,
)
_INCLUDING_SENTENCE = sought(
    r"^\W*(?:(?:to be (?:eligible|included|enrol+ed)[^.:]{0,60}|in order to (?:be eligible|participate|enter|enrol+)[^.:]{0,60}|for (?:inclusion|enrol+ment|entry)[^.:]{0,40}),?\s*)?"
    r"(?:(?:the |all |each |study |potential |eligible |adult |female |male )*(?:patients?|subjects?|participants?|women|individuals|persons?|a woman|a patient|a subject|you|those|people|candidates)\b[^.:]{0,60}?)?"
    r"(?:must|should|shall|will|have to|are eligible|is eligible|be eligible|may be (?:eligible|included|entered|enrol+ed)|need to)?[^.:]{0,50}?"
    r"(?:meet|meets|meeting|satisfy|satisfies|satisfying|fulfil+|fulfil+s|fulfil+ing|have met|comply with)\s+(?:all|each|every)?(?:\s+of)?\s*(?:the|these)?\s*(?:following|below|inclusion|eligibility|listed|entry)?[^.:]{0,80}[:.]?\s*$",
    re.IGNORECASE,
)
# It ends with what is to be met: found out first, because the whole sentence takes long to try.
_MEETING = sought(
    r"(?:meet|meets|meeting|satisfy|satisfies|satisfying|fulfil+|fulfil+s|fulfil+ing|have met|comply with)\s[^.:]*[:.]?\s*$",
    re.IGNORECASE,
)
# What is met is what stands below, or what the protocol asks; "meets the DSM-5 criteria for depression" asks for that.
_MEETS_WHAT = sought(
    r"(?:meet|meets|meeting|satisf\w+|fulfil\w*|have met|comply with)\b[^.:]*?\b(?:following|below|above|inclusion|exclusion|eligibility|entry|listed|these|those|all|each|every|any|either|one|both|additional|other|protocol|study|screening|specified|defined|required|laboratory|lab|\d+ of)\b|:\s*$"
    r"|(?:meet|meets|meeting|satisf\w+|fulfil\w*|have met|comply with)\s+(?:the\s+)?(?:criteria|requirements|conditions)\W*$",
    re.IGNORECASE,
)
# "Be within a year of it and meet 3 of the following": what stands before is asked for as well.
_ASKS_BEFORE = sought(
    r"\b(?:within|at least|more than|less than|after|had|received|diagnosed)\b[^.:]*\band (?:must |should )?(?:also )?(?:meet|satisf|fulfil)",
    re.IGNORECASE,
)
_PDQ = sought(
    r"^\W*(?:disease|patient|participant)\s+characteristics\W*$|^\W*prior(?:\s*/\s*|\s+(?:and\s+)?)concurrent\s+therapy\W*$|^\W*prior therapy\s*/?\s*concurrent\W*$",
    re.IGNORECASE,
)
# Labels of the older registry style and of tables: what follows belongs to them, they ask for nothing.
_LABEL = sought(
    r"^\W*(?:age|sex|gender|menopausal status|performance status|life expectancy|ha?ematopoietic|ha?ematologic(?:al)?|hepatic|renal|cardiovascular|cardiac|pulmonary|"
    r"neurologic(?:al)?|other|hormone receptor status|biologic(?:al)? therapy|chemotherapy|endocrine therapy|radiotherapy|radiation therapy|surgery|immunologic|metabolic|"
    r"gastrointestinal|ophthalmic|disease|tumou?r|patient|(?:laboratory|lab) (?:values|tests|parameters)|coagulation|ha?ematology|chemistry|pregnancy|nutrition|"
    r"prior therapy|concomitant (?:medications?|therapy)|medical history|general|demographics?|diagnosis|note|notes|or|and|and/or|either|consent)\s*:?\s*$",
    re.IGNORECASE,
)
# A part of the trial to which alone the lines below belong.
_COHORT = sought(
    r"^\W*(?P<name>(?:(?:for\s+)?(?:the\s+)?(?:[\w+/-]+\s+){0,4}?(?:cohorts?|arms?|groups?|parts?|phases?|strat(?:um|a)|modules?|(?:steps?|stages?)(?=\s+\d))\b\s*(?:[A-Z]\b|\d+\w?|[ivxIVX]+\b)?[\w\s+/,().-]{0,60}))\s*(?:only)?\s*:\s*$|^\W*(?P<alone>(?:for\s+)?(?:cohorts?|arms?|parts?|phases?|modules?)\s+(?:\d{1,2}[a-z]?|[A-H]|[IV]{1,3}[ab]?)(?:\s*(?:,|and|&)\s*(?:\d{1,2}[a-z]?|[A-H]|[IV]{1,3}[ab]?))*(?:\s+(?:only|patients|participants|subjects))*)\s*$",
    re.IGNORECASE,
)


_NAMES_INCLUSION = sought(r"\binclusion", re.IGNORECASE)
_OLD_FORM = re.compile(r"^\s*DISEASE CHARACTERISTICS", re.MULTILINE | re.IGNORECASE)


def is_old_form(text: str) -> bool:
    """Whether the whole text has the headings of the older registry style, all of whose lines say what is asked for."""
    return _OLD_FORM.search(text) is not None


def opens_inclusion(line: str, within: Section, *, old_form: bool) -> bool:
    """Whether a heading that opens inclusion does so here: in an exclusion list only one that names inclusion."""
    return within != "exclusion" or _NAMES_INCLUSION.search(line) is not None or (old_form and bool(_PDQ.match(line)))


# "Patients must meet all of the following inclusion criteria:"
_ANNOUNCED = sought(r"\bfollowing\s+(?:key\s+|main\s+)?(inclusion|exclusion)\s+criteria\s*:?\s*$", re.IGNORECASE)
# "Treatment Exclusion Criteria:", "Exclusion Criteria for PBMC donors:".
_NAMED = sought(
    r"^\W*(?P<before>(?:[\w/&-]+\s+){1,4})(?P<which>inclusion|exclusion)\s+criteri(?:a|on)(?:\s+for\s+(?:[\w-]+\s*){1,5})?\s*:?\W*$"
    r"|^\W*(?P<first>inclusion|exclusion)\s+criteri(?:a|on)\s+for\s+(?:[\w-]+\s*){1,6}:?\W*$",
    re.IGNORECASE,
)
_NOT_NAMED = sought(
    r"\b(?:meets?|met|defined|other|any|all|no|not|the following|protocol|fulfil\w*|see|per|additional|has|have|above|below|these)\b",
    re.IGNORECASE,
)


def section_of(line: str) -> tuple[Section, str] | None:
    """The section that a heading opens, with the words that follow on the same line ("Inclusion: women" gives
    "women"); None where the line is no such heading.
    """
    if len(line) > 400 and ":" not in line[:80]:
        return None
    if _BOTH_ALONE.match(line):
        return "unknown", ""
    announced = _ANNOUNCED.search(line) if len(line) <= 160 else None
    if announced is not None and re.search(r"\b(?:not|no|none|never)\b", line, re.IGNORECASE) is None:
        return _as_section(announced[1].lower()), ""
    named = _NAMED.match(line) if len(line) <= 90 else None
    if named is not None and _NOT_NAMED.search(line) is None:
        return _as_section((named["which"] or named["first"]).lower()), ""
    head, colon, rest = line.partition(":")
    for pattern, section in ((_EXCLUSION, "exclusion"), (_INCLUSION, "inclusion")):
        found = pattern.match(line)
        if found is None or _BOTH.search(line[:80]):
            continue
        if _TAIL.match(line[found.end() :]) is not None and len(line) <= 160:
            return _as_section(section), ""
        inside = pattern.match(head)
        if colon and inside is not None and _TAIL.match(head[inside.end() :]) is not None and len(head) <= 80:
            return _as_section(section), rest.strip()
    if len(line) <= 260:
        if _EXCLUDING_SENTENCE.match(line):
            return "exclusion", ""
        if _PDQ.match(line):
            return "inclusion", ""
    return None


def _as_section(word: str) -> Section:
    return "exclusion" if word == "exclusion" else "inclusion"


_COMPLIES = sought(r"\bcompl(?:y|ying|iant|iance)\b", re.IGNORECASE)
_CRITERIA = sought(r"\b(?:following|criteria|below)\b", re.IGNORECASE)


_HAS_LIMIT = sought(r"[≥≤]\s*\d+\s*years|\b\d\d\s*years (?:of age|old|or older)|\bage[ds]? (?:of )?\d\d", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_heading(line: str) -> bool:
    """Whether the line asks for nothing itself: a label, or a sentence that announces the criteria to come."""
    if _COMPLIES.search(line) is not None and _CRITERIA.search(line) is None:
        # "Able to comply with study procedures" asks for compliance.
        return False
    if _HAS_LIMIT.search(line) is not None:
        # "Must be at least 18 years old and must meet all of the following" asks for an age.
        return False
    return len(line) <= 260 and bool(
        _LABEL.match(line)
        or (
            _MEETING.search(line)
            and _INCLUDING_SENTENCE.match(line)
            and _MEETS_WHAT.search(line)
            and not _ASKS_BEFORE.search(line)
        )
        or _EXCLUDING_SENTENCE.match(line)
    )


_COHORT_BEFORE = sought(
    r"^\W*(?P<name>(?:for\s+)?(?:the\s+)?(?:patients?\s+in\s+|participants?\s+in\s+|subjects?\s+in\s+)?(?:cohorts?|arms?|groups?|parts?|phases?|strat(?:um|a)|steps?|stages?)\s+"
    r"(?:[0-9][0-9a-z]?|[A-H]\b|I{1,3}[ab]?\b|IV\b)(?:\s*(?:,|/|and|or|&|-)\s*(?:[0-9][0-9a-z]?|[A-H]\b|I{1,3}[ab]?\b))*(?:\s+(?:only|patients?(?:\s+only)?|participants?|subjects?|expansion|dose[ -]escalation))?)\s*(?:\)|:|only\s*:|-\s)\s*(?=\S)",
    re.IGNORECASE,
)


# "For Module 2 only, ...", "Registration cohort 1 only: ...", "For the treated cohort: ...".
_OTHER_COHORT_BEFORE = sought(
    r"^\W*(?P<name>(?:for\s+|in\s+)?(?:the\s+)?(?:patients?\s+in\s+|participants?\s+in\s+|subjects?\s+in\s+)?(?:(?:pre-?\s?)?registration\s+)?(?:cohorts?|arms?|groups?|parts?|phases?|modules?|steps?|segments?)\s+"
    r"(?:[0-9][0-9a-z]{0,2}|[A-H][0-9]?\b|I{1,3}[ab]?\b|IV\b)(?:\s*(?:,|/|and|or|&|-)\s*(?:[0-9][0-9a-z]?|[A-H][0-9]?\b|I{1,3}[ab]?\b))*(?:\s+(?:only|portion|cohorts?|part|expansion|escalation|of the study|patients|participants|subjects|dose))*)\s*(?P<end>\)|:|,)\s*(?=\S)"
    r"|^\W*(?P<named>(?:for\s+)?(?:the\s+)?(?:(?!age\b|risk\b|blood\b|control\b|ethnic\b|following\b|all\b|both\b|any\b|each\b)[\w/+-]+\s+){1,3}(?:cohorts?|expansion)(?:\s+(?:only|patients|participants|subjects))?)\s*:\s*(?=\S)",
    re.IGNORECASE,
)


def cohort_before(line: str) -> tuple[str, str]:
    """The parts of the trial for which alone a line is said to hold ("Cohort 1 only: ..."), and the rest; ("", line).

    Several parts are separated by commas; "all parts" are the whole trial.
    """
    found = _COHORT_BEFORE.match(line)
    if found is None:
        return _other_cohort_before(line)
    if len(line) - found.end() < 4 or re.match(r"^\W*stage\s+(?:[0-9]|I)", line, re.IGNORECASE):
        return "", line
    return ", ".join(cohorts_named(found["name"].strip())), line[found.end() :]


def _other_cohort_before(line: str) -> tuple[str, str]:
    found = _OTHER_COHORT_BEFORE.match(line)
    if found is None or len(line) - found.end() < 4:
        return "", line
    if found["end"] == "," and not re.match(r"\W*(?:for|in)\b", line, re.IGNORECASE):
        return "", line
    name = (found["name"] or found["named"]).strip()
    return ", ".join(cohorts_named(name)) or name, line[found.end() :]


# "To be enrolled in the expansion cohort, participants must have:" above what is asked of those alone.
_COHORT_ABOVE = sought(
    r"^\W*(?:to be (?:enrol+ed|eligible|included)|for (?:enrol+ment|inclusion|participation|eligibility)) (?:in|into|for) (?:the )?(?P<name>(?!(?:the|this|study|trial|main|entire|whole|protocol|participation)\b)[^,:]{2,60}?\b(?:cohort|part|phase|arm|group)s?\b[^,:]{0,20}?),?(?: [^:]*)?:\s*$"
    r"|^\W*for (?:the )?(?P<named>[^,:]{2,40}\b(?:cohort|expansion|escalation)s?\b[^:]{0,80}):\s*$",
    re.IGNORECASE,
)


def cohort_above(line: str) -> str:
    """The part of the trial for which alone the lines below a line hold; "" for none."""
    found = _COHORT_ABOVE.match(line)
    if found is None:
        return ""
    name = (found["name"] or found["named"]).strip()
    return ", ".join(cohorts_named(name)) or name


def cohort_of(line: str) -> str | None:
    """The parts of the trial that a line announces ("Cohort A (triple negative):"), separated by commas; "" where it
    announces the whole trial ("All cohorts:"), None for other lines.
    """
    found = _COHORT.match(line) if len(line) <= 90 else None
    if found is None:
        return None
    name = (found["name"] or found["alone"]).strip()
    return None if _ASKS.search(name) is not None else ", ".join(cohorts_named(name))


# Parts that follow each other are gone through by everybody, and are no ways of their own.
_ONE_AFTER_ANOTHER = frozenset({"", "Step", "Stage"})
_OF_THAT_PART_ONLY = sought(r"\b(?:additional|specific|only)\b", re.IGNORECASE)


def parts_of_headings(lines: Sequence[str]) -> dict[str, str]:
    """The parts of the trial that section headings name ("Exclusion Criteria for Cohort 3:"), by heading.

    Where all headings name the same parts, these are the whole trial, and none is given.
    """
    named: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if len(line) > 160 or _PART_WORD.search(line) is None:
            continue
        heading = section_of(line)
        if heading is not None and not heading[1]:
            codes = tuple(code for code in cohorts_named(line) if kind_of(code) not in _ONE_AFTER_ANOTHER)
            if codes:
                named[line] = codes
    if len(set(named.values())) > 1 or any(map(_OF_THAT_PART_ONLY.search, named)):
        return {line: ", ".join(codes) for line, codes in named.items()}
    return {}


_PART_WORD = sought(r"\b(?:cohort|arm|group|part|phase|strat(?:um|a)|module|sub-?\s?stud(?:y|ies))", re.IGNORECASE)


# "Group of patients who must have ..." is a criterion.
_ASKS = sought(r"\b(?:must|should|may not|has|have had|stage [IV]+)\b(?!.*\b(?:following|criteria)\b)", re.IGNORECASE)
