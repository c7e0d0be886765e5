"""Small words that only dress a value, taken off, and plain spellings of others: "( calculated )", "( oken , 1982 )"."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_CHANGES = Changes(
    # Who described a scale, and where the protocol prints it.
    (sought(r"\( oken(?: et al)? ?(?:, )?(?:\d{4} )?\) ?|\( (?:zubrod|karnofsky) (?:et al ?(?:, )?(?:\d{4} )?|, ?\d{4} |\d{4} )\) ?|(?<!\d )(?<!% )\( zubrod \) ?"), ""),
    (sought(r"\( ?(?:see )?appendix [a-z0-9]{1,3} ?\) ?"), ""),
    (sought(r"\( (?:ajc|ajcc|uicc|tnm) (?:classification|staging) ?\) ?"), ""),
    # How a value came about, where any way counts.
    (sought(r"(?<=clearance )\( (?:calculated|estimated|measured or calculated|calculated or measured) \) "), ""),
    (sought(r"\( (?:centralized|central|centrally) (?:confirmation|confirmed|review|testing) ?\) ?"), ""),
    (sought(r"\bcentrally confirmed (?=as |to be )"), ""),
    (sought(r"\btotal \( t \. \) "), "total "),
    (sought(r"\bperformance value (?=of )"), "performance status "),
    # Numbers of footnotes that stick to the name of a value, and numbers that stick to a small word.
    (sought(r"\b(clearance|bilirubin|creatinine|hemoglobin|platelet|neutrophil)[1-9] (?=[(<>≤≥])"), r"\1 "),
    (sought(r"\b(equal to|less than|greater than|more than|at least)(?=\d)"), r"\1 "),
    # Both kinds of a thing that knows no third.
    (sought(r"(?<=neuropathy )\( (?:motor or sensory|sensory or motor|sensory and motor|motor and sensory) \) "), ""),
    (sought(r"\b(?:motor or sensorial|sensorial or motor|motor or sensory|sensory or motor|motor and/or sensory|sensory and/or motor) (?:neurotoxicity|neuropathy)\b"), "peripheral neuropathy"),
    (sought(r"(?<=neuropathy )of (?:a )?severity (?=[>≥<≤]|grade|greater)"), ""),
    (sought(r"\( (?:acute or chronic|chronic or acute|acute and chronic) \) (?=(?:or |and |and/or )?[a-z]+ )"), ""),
    (sought(r"\b(severe|serious|significant|other|chronic) underlying (?=[a-z])"), r"\1 "),
    (sought(r"\billness or disease(?= |$)"), "illness"),
    (sought(r"\b(?:unilateral (?:or|and/or) bilateral|bilateral (?:or|and/or) unilateral) (?=[a-z])"), ""),
    # The criteria of toxicity, by whichever of their names.
    (sought(r"\b(?:(?:national cancer institute|nci) )?(?:\( nci \) )?common (?:toxicity|terminology) criterion(?: for adverse (?:event|effect))?(?: \( (?:nci )?(?:ctcae|ctc|ncictc|nci ctc) ?\))?(?= |$)"), "ctcae"),
    (sought(r"\bclinically serious\b"), "serious"),
    (sought(r"^score (?=[0-3] ?\+)"), ""),
    # Signs and words that a list leaves over; nucleic acids by their letters; by which book an illness was told.
    (sought(r"including (?:, )?\( but not limited to \)"), "including but not limited to"),
    (sought(r"(?:, |; )?(?:and )?etc (?:\. )?(?:, )?(?=\) |$)"), ""),
    (sought(r"(?:, |; )?(?:and )?et al (?:\. )?(?=\) |$)"), ""),
    (sought(r", (?=\))"), ""),
    (sought(r"(?<=\( ), "), ""),
    (sought(r", (?=, )"), ""),
    (sought(r"\( \) "), ""),
    (sought(r"\bdeoxyribonucleic acid(?: \( dna \))?(?= |$)"), "dna"),
    (sought(r"\bribonucleic acid(?: \( rna \))?(?= |$)"), "rna"),
    (sought(r"\bdiagnostic and statistical manual of mental disorder(?:,? ?(?:, )?(?:\d+(?: ?th)?|fourth|fifth|iv|v) edition)?(?:,? (?:text )?revision)?(?: \( dsm[a-z0-9 ]* \))?(?= |$)"), "dsm"),
    # Spellings.
    (sought(r"\bmeasureable\b"), "measurable"),
    (sought(r"\bhln\b"), "uln"),
    (sought(r"\( ex \. "), "( eg "),
    (sought(r"(?<![^ ])(eg|ie) \. (?=[a-z0-9])"), r"\1 "),
    (sought(r"within(?<![0-9] within)(?<!x within)(?<!time within)(?<!\wwithin) (?:institutional )?(?:uln|upper limit of normal)(?= |$)(?! range)"), "≤ uln"),
)  # fmt: skip


def in_plain_words(line: str) -> str:
    """A canonical line without small words that change nothing."""
    return _CHANGES.made_in(line)
