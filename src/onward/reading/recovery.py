"""Recovery from the effects of earlier treatment: "toxicity resolved to grade 1 or less, except alopecia"."""

from __future__ import annotations

import re

from onward.criteria import AskHuman, Condition, Criterion, Finding, Not
from onward.reading.things import JUDGED, all_of, any_of

_TOXICITY = "toxicity of earlier treatment"
_RECOVERED = re.compile(
    r"\b(?:recover\w*|resol\w+|subsided|returned|improved|reversed|unresolved|persist\w+|residual|ongoing)\b"
)
_EFFECT = re.compile(r"\b(?:toxicity|toxic|adverse|side effect|effect|complication|ae|sequelae|symptom)\b")
_NOT_RECOVERED = re.compile(
    r"\b(?:not|failure to|failed to|incomplete\w*|inadequate\w*|without|lack of|persist\w*|unresolved|ongoing|never|unless)\b"
)
_EXCEPT = re.compile(
    r" [(,;]?\s*\(?(?:except(?: for| that)?|with (?:the )?exception(?:s)? of|excluding|other than|not including|apart from|aside from|exception :|exception)\b:? (?P<apart>.*)$"
)
_WORDS = frozenset(
    [
        "patient",
        "subject",
        "participant",
        "woman",
        "must",
        "should",
        "have",
        "has",
        "had",
        "been",
        "be",
        "is",
        "are",
        "was",
        "were",
        "who",
        "all",
        "any",
        "each",
        "acute",
        "reversible",
        "toxic",
        "toxicity",
        "effect",
        "side",
        "adverse",
        "event",
        "ae",
        "of",
        "related",
        "relate",
        "associated",
        "attributed",
        "attributable",
        "secondary",
        "to",
        "due",
        "prior",
        "previous",
        "previously",
        "earlier",
        "preceding",
        "recent",
        "last",
        "most",
        "latest",
        "anti",
        "cancer",
        "anticancer",
        "antineoplastic",
        "therapy",
        "treatment",
        "treatments",
        "systemic",
        "chemotherapy",
        "chemotherapeutic",
        "radiotherapy",
        "radiation",
        "surgery",
        "surgical",
        "procedure",
        "operation",
        "major",
        "minor",
        "immunotherapy",
        "hormonal",
        "endocrine",
        "biologic",
        "biological",
        "targeted",
        "agent",
        "drug",
        "cytotoxic",
        "investigational",
        "regimen",
        "line",
        "complication",
        "sequelae",
        "symptom",
        "nci",
        "ctcae",
        "ctc",
        "cancer",
        "institute",
        "national",
        "common",
        "terminology",
        "criterion",
        "version",
        "v",
        "grade",
        "g",
        "or",
        "and",
        "and/or",
        "less",
        "lower",
        "better",
        "below",
        "equal",
        "than",
        "baseline",
        "level",
        "pre",
        "pretreatment",
        "at",
        "time",
        "before",
        "prior",
        "starting",
        "start",
        "of",
        "enrollment",
        "registration",
        "randomization",
        "study",
        "entry",
        "treatment",
        "trial",
        "day",
        "first",
        "dose",
        "c1d1",
        "screening",
        "initiation",
        "recover",
        "recovered",
        "recovery",
        "resolve",
        "resolved",
        "resolution",
        "subsided",
        "returned",
        "improved",
        "adequately",
        "fully",
        "sufficiently",
        "clinically",
        "significant",
        "relevant",
        "the",
        "from",
        "their",
        "its",
        "on",
        "with",
        "such",
        "as",
        "in",
        "(",
        ")",
        ",",
        "/",
        ".",
        ":",
        ";",
        "-",
        "≤",
        "<",
        "=",
        "≥",
        ">",
        "0",
        "1",
        "2",
        "zero",
        "one",
        "i",
        "ii",
        "within",
        "normal",
        "limit",
        "status",
        "value",
        "persistent",
        "persisting",
        "unresolved",
        "ongoing",
        "not",
        "failed",
        "failure",
        "lack",
        "complete",
        "completely",
        "full",
        "demonstrate",
        "resolving",
        "adequate",
        "must",
        "to",
        "a",
        "an",
        "for",
        "this",
        "per",
        "according",
        "by",
        "nonhematologic",
        "hematologic",
        "non",
        "by",
        "known",
        "other",
        "those",
        "these",
        "received",
        "receiving",
        "administered",
        "given",
        "more",
        "than",
        "eligible",
        "ie",
        "eg",
        "residual",
        "currently",
        "still",
        "which",
        "that",
        "no",
        "longer",
        "weeks",
        "months",
        "anti",
        "tumor",
        "tumour",
        "drug",
        "related",
        "immune",
        "mediated",
    ]
)
_GRADE = (
    (re.compile(r"(?:≤|< =|less than or equal to|not more than|no greater than|not greater than|at most|up to|no more than) (?:nci )?(?:ctcae )?(?:version )?grade (\d|i{1,3})\b"), 0),
    (re.compile(r"grade (?:of )?(?:≤|less than or equal to|at most|no more than|not more than) (\d|i{1,3})\b"), 0),
    (re.compile(r"(?:<|less than|below|lower than) grade (\d|i{1,3})\b"), -1),
    (re.compile(r"grade (?:<|less than|below) (\d|i{1,3})\b"), -1),
    (re.compile(r"grade (\d|i{1,3}) (?:or|and) (?:less|lower|better|below)"), 0),
    (re.compile(r"grade (?:0|zero) (?:or|-|to|/|and) (?:grade )?(\d|i{1,3})\b"), 0),
    (re.compile(r"(?:to|at) (?:a |ctcae |nci |nci ctcae |ctcae version )?(?:level of |baseline or |baseline (?:level )?(?:or|and) )?grade (\d|i{1,3})\b(?! or (?:more|higher|greater|above))"), 0),
)  # fmt: skip
# What is left over where somebody has not recovered.
_LEFT_OVER = (
    (re.compile(r"(?:>|greater than|above|more than|higher than|exceeding) (?:nci )?(?:ctcae )?(?:version )?grade (\d|i{1,3})\b"), 0),
    (re.compile(r"grade (?:>|greater than|above) (\d|i{1,3})\b"), 0),
    (re.compile(r"(?:≥|greater than or equal to|at least|> =) (?:nci )?(?:ctcae )?grade (\d|i{1,3})\b"), -1),
    (re.compile(r"grade (?:≥|greater than or equal to) (\d|i{1,3})\b"), -1),
    (re.compile(r"grade (\d|i{1,3}) (?:or|and) (?:more|higher|greater|above|worse)"), -1),
)  # fmt: skip
_NUMBERS = {"i": 1, "ii": 2, "iii": 3}
# What an exception may be made of, as groups of conditions.
_APART = {"alopecia": "alopecia", "hair loss": "alopecia", "fatigue": "fatigue", "neuropathy": "peripheral neuropathy", "peripheral neuropathy": "peripheral neuropathy", "anemia": "anaemia", "vitiligo": "vitiligo"}  # fmt: skip


def read_recovery(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line about recovery; None for any other line."""
    if _RECOVERED.search(line) is None or _EFFECT.search(line) is None:
        return None
    found = _EXCEPT.search(f" {line}")
    main = line if found is None else f" {line}"[: found.start()].strip()
    apart = "" if found is None else found["apart"].strip(" ().,;")
    if any(word not in _WORDS for word in main.split()):
        return None
    negative = _NOT_RECOVERED.search(main) is not None
    if negative != denied:
        return None
    grade = _grade(main, _LEFT_OVER if negative else ())
    if grade is None:
        if apart or re.search(r"grade|\d", main):
            return None
        recovered = Finding(name="recovered from earlier treatment")
        return Not(of=recovered) if denied else recovered
    groups, asked = _exceptions(apart)
    left = Condition(groups=(_TOXICITY,), except_groups=groups, at_least_grade=grade + 1)
    if asked or "baseline" in main:
        words = asked or "as it was before that treatment"
        judged = AskHuman(question=f"Is the toxicity that is left over one that is accepted: {words}?", because=JUDGED)
        return all_of((left, Not(of=judged))) if denied else any_of((Not(of=left), judged))
    return left if denied else Not(of=left)


def _grade(main: str, left_over: tuple[tuple[re.Pattern[str], int], ...]) -> int | None:
    for pattern, more in (*left_over, *_GRADE):
        found = pattern.search(main)
        if found is not None:
            told = _NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else None)
            if told is None or not 0 <= told + more <= 3:
                return None
            return told + more
    return None


def _exceptions(apart: str) -> tuple[tuple[str, ...], str]:
    """Groups that are excepted as a whole; and the words of other exceptions."""
    if not apart:
        return (), ""
    groups: list[str] = []
    rest: list[str] = []
    for part in re.split(r" (?:,|and|or|and/or|, and|, or|/) ", apart):
        name = re.sub(
            r"^(?:any grade |any |grade \d )+(?:of )?|(?: of)? any grade$|^(?:the |for )", "", part.strip(" ,()")
        )
        known = _APART.get(name)
        if known is not None and "grade" not in part.replace("any grade", ""):
            groups.append(known)
        elif part.strip(" ,()"):
            rest.append(part.strip(" ,()"))
    return tuple(dict.fromkeys(groups)), ", ".join(rest)
