"""Small words that only dress a value, taken off, and plain spellings of others: "( calculated )", "( oken , 1982 )"."""

from __future__ import annotations

import re

_CHANGES = (
    # Who described a scale, and where the protocol prints it.
    (re.compile(r"\( (?:oken|zubrod|karnofsky)(?: et al)? ?(?:, )?(?:\d{4} )?\) ?"), ""),
    (re.compile(r"\( ?(?:see )?appendix [a-z0-9]{1,3} ?\) ?"), ""),
    (re.compile(r"\( (?:ajc|ajcc|uicc|tnm) (?:classification|staging) ?\) ?"), ""),
    # How a value came about, where any way counts.
    (re.compile(r"(?<=clearance )\( (?:calculated|estimated|measured or calculated|calculated or measured) \) "), ""),
    (re.compile(r"\( (?:centralized|central|centrally) (?:confirmation|confirmed|review|testing) ?\) ?"), ""),
    (re.compile(r"\bcentrally confirmed (?=as |to be )"), ""),
    (re.compile(r"\btotal \( t \. \) "), "total "),
    (re.compile(r"\bperformance value (?=of )"), "performance status "),
    # Numbers of footnotes that stick to the name of a value, and numbers that stick to a small word.
    (re.compile(r"\b(clearance|bilirubin|creatinine|hemoglobin|platelet|neutrophil)[1-9] (?=[(<>≤≥])"), r"\1 "),
    (re.compile(r"\b(equal to|less than|greater than|more than|at least)(?=\d)"), r"\1 "),
    # Both kinds of a thing that knows no third.
    (re.compile(r"(?<=neuropathy )\( (?:motor or sensory|sensory or motor|sensory and motor|motor and sensory) \) "), ""),
    (re.compile(r"\b(?:motor or sensorial|sensorial or motor|motor or sensory|sensory or motor) neurotoxicity\b"), "motor or sensory neuropathy"),
    (re.compile(r"\( (?:acute or chronic|chronic or acute|acute and chronic) \) (?=(?:or |and |and/or )?[a-z]+ )"), ""),
    (re.compile(r"\b(severe|serious|significant|other|chronic) underlying (?=[a-z])"), r"\1 "),
    (re.compile(r"\billness or disease(?= |$)"), "illness"),
    # The criteria of toxicity, by whichever of their names.
    (re.compile(r"\b(?:(?:national cancer institute|nci) )?(?:\( nci \) )?common (?:toxicity|terminology) criterion(?: for adverse (?:event|effect))?(?: \( (?:nci )?(?:ctcae|ctc|ncictc|nci ctc) ?\))?(?= |$)"), "ctcae"),
    (re.compile(r"\bclinically serious\b"), "serious"),
    (re.compile(r"^score (?=[0-3] ?\+)"), ""),
    # Spellings.
    (re.compile(r"\bmeasureable\b"), "measurable"),
    (re.compile(r"\bhln\b"), "uln"),
    (re.compile(r"\( ex \. "), "( eg "),
    (re.compile(r"(?<![0-9] )(?<!x )(?<!time )\bwithin (?:institutional )?(?:uln|upper limit of normal)(?= |$)(?! range)"), "≤ uln"),
)  # fmt: skip


def in_plain_words(line: str) -> str:
    """A canonical line without small words that change nothing."""
    for pattern, instead in _CHANGES:
        line = pattern.sub(instead, line)
    return line
