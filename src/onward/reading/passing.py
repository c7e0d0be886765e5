"""Illnesses that pass: named without "history of" or a time, they are meant to be there now.

"Neuropathy of grade 2 or more", "pleural effusion", "infection requiring antibiotics" among what keeps out speak of the
day on which somebody would enter; who had an infection ten years ago is not meant. A lasting illness, or one that leaves
something behind (a stroke, hepatitis), is asked for at any time.
"""

from __future__ import annotations

from collections.abc import Iterable

from onward.reading.sought import sought

# "Infection requiring antibiotics within 7 days": the words tell a time of their own, and "now" would not hold it.
TELLS_TIME = sought(r"\b(?:within|last|past|previous|preceding|prior|before|ago)\b")

_PASSING = frozenset(
    {
        "infection", "bacterial infection", "viral infection", "fungal infection", "parasitic infection", "mycobacterial infection", "opportunistic infection", "sepsis", "pneumonia", "urinary tract infection", "skin infection",
        "respiratory infection", "wound infection", "breast infection", "eye infection", "vaginal infection", "catheter infection", "cellulitis", "abscess", "fever",
        "wound", "wound healing disorder", "ulcer", "skin ulcer", "diarrhoea", "nausea", "vomiting", "constipation", "mucositis", "stomatitis", "rash", "fatigue", "pain", "dysphagia", "jaundice",
        "pleural effusion", "pericardial effusion", "ascites", "effusion", "oedema", "oxygen therapy", "dyspnoea", "dyspnoea at rest", "parenteral nutrition", "dehydration", "cachexia", "malnutrition", "bleeding",
        "peripheral neuropathy", "peripheral sensory neuropathy", "peripheral motor neuropathy", "neutropenia", "thrombocytopenia", "cytopenia", "anaemia", "hypokalaemia", "hyperkalaemia", "hyponatraemia", "hypomagnesaemia", "hypercalcaemia", "hypocalcaemia",
    }
)  # fmt: skip


def is_passing(groups: Iterable[str]) -> bool:
    """Whether all of these illnesses pass."""
    return _PASSING.issuperset(groups)
