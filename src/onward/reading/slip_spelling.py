"""Slips of writing and words that change nothing, brought to one: "1.5 times UL", "even when given for another reason".

Whatever something is denied or asked for regardless of ("even if ...") adds nothing to it.
"""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_ORGAN = r"(?:liver|kidney|heart|lung|pancreas|bone marrow|hepatic|renal)"
_ABOUT = sought(
    r"\beven (?:if|when|though|for|in)\b|\bof (?:liver|kidney|heart|lung)\b|electrolyte|prescribed and|\babsorb\b|\bul\b|\bd l\b|mamma print|\brs\b|base line|\bcells?(?= ?[.;]?$)|[.;] (?:this is )?defined as|\bmodifying\b|\bteaspoons?\b|\bin (?:medical|patient) (?:chart|record)"
)
_CHANGES = Changes(
    # regardless of what follows
    (sought(r" ?(?:, |\( )even (?:if|when|though|for|in case of|when used for) [^,.;():]*?(?: \))?(?= ?(?:[.;]|$))"), " "),
    # an organ behind its trouble
    (sought(rf"\b(?P<what>dysfunction|insufficiency|failure|impairment|disease|problem|disorder)s? of (?P<one>{_ORGAN}) (?P<joint>or|and/or|and|/) (?P<two>{_ORGAN})\b"), r"\g<one> \g<what> \g<joint> \g<two> \g<what>"),
    # which electrolytes there are
    (sought(r"(?<=electrolyte abnormality) \( (?:eg |ie |including )?(?:(?:k|ca|mg|na|pho|phos|po4|\+|,|or|and|potassium|calcium|magnesium|phosphate|phosphorus|sodium) )+\)"), ""),
    (sought(r"\b(?:currently )?prescribed and (?=taking|receiving|using|on )"), "currently "),
    (sought(r"(?<=\d )(?:times|time|x) (?:the )?ul(?= ?(?:[.;,)]|$))"), "x uln"),
    (sought(r"(?<=mg / )d l(?= |$)"), "dl"),
    (sought(r"\bmamma print\b"), "mammaprint"),
    (sought(r"(?<=\boncotype dx rs )(?P<is>(?:must be|is|of|score|:) )?rs "), r"\g<is>"),
    (sought(r"\bbase line\b"), "baseline"),
    (sought(r"\b(?P<un>inability|unable) to take (?:and/or|or|and) absorb (?P<what>oral [a-z]+)"), r"\g<un> to take \g<what> or malabsorption"),
    # a count goes by volume, whatever is counted
    (sought(r"(?<=[0-9]{4} )cells?(?= ?[.;]?$)"), ""),
    (sought(r"(?P<ill>[a-z]+) ?[.;] (?:this is )?defined as (?=hba1c|fasting|blood|systolic|bmi|lvef|qtc)"), r"\g<ill> , defined as "),
    (sought(r"\b(?:as )?(?:indicated|documented|noted|recorded|reported) in (?:medical|patient) (?:chart|record)(?: or (?:during|by|at|on) [a-z ]{4,60})?(?= ?[.;]?$)"), ""),
)  # fmt: skip


def without_slips(line: str) -> str:
    """A canonical line without slips of writing, and without what something is regardless of."""
    return _CHANGES.made_in(line).replace("  ", " ") if _ABOUT.search(line) is not None else line
