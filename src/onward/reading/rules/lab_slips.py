"""Limits in a unit that cannot be, or in none: of a list that member alone is asked of a human, and none is mended.

"Neutrophils ≥ 1500/mL, platelets ≥ 100,000/µL": the platelets are asked of the record, the neutrophils are a slip.
"""

from __future__ import annotations

import re

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import limits_of, names_of
from onward.reading.things import JUDGED

_IS = "[must|should|shall|will] [be|is|are|of|:|=|was|have]"

LAB_SLIPS = Stage("limits in a unit that cannot be")
# Cells are told per microlitre or per litre, in powers of ten there.
_COUNTED = frozenset({"neutrophils", "platelets", "leukocytes", "lymphocytes"})


@LAB_SLIPS.rule(f"<L> [count|level|value] {_IS} <R> / {{ml|l|dl|mm2|m3|cm3}} [<W>]", gives="X")
def count_per_millilitre(found: Found) -> object:
    """ "ANC ≥ 1500/mL": nobody lives with so few."""
    analytes = names_of(found.any("L"))
    if analytes is None or not set(analytes.names) <= _COUNTED:
        return None
    return AskHuman(question=f"Is it so: {found.draft.spoken(found.words).strip(' ,;')}?", because=JUDGED)


LAB_UNREAD = Stage("limits that are not understood")


@LAB_UNREAD.rule(f"<L> [count|level|value] {_IS} <R>", gives="X")
def limit_not_understood(found: Found) -> object:
    """ "creatinine ≤ 1.5" beside limits that are read: its unit is asked of a human with it."""
    analytes = names_of(found.any("L"))
    if analytes is None or len(analytes.names) > 1:
        # "Haemoglobin, leukocytes ≥ 3": the first has its limit elsewhere.
        return None
    text = found.match.string
    before, behind = text[: found.match.start()], text[found.match.end() :]
    if _BEHIND.match(behind) is None or _BEFORE.search(before) is None:
        return None
    if not any(limits_of(found.draft.at(sign)) for sign in _LIMIT.findall(before + behind)):
        return None
    return AskHuman(question=f"Is it so: {found.draft.spoken(found.words).strip(' ,;')}?", because=JUDGED)


_LIMIT = re.compile(r"X([\ue000-\uf8ff])")
_BEHIND = re.compile(r"$|\) |[,;.)] (?:and |or )?(?:X|$|\w+ ?:? X|[a-z ]*function )|(?:and|or) X")
_BEFORE = re.compile(r"(?:X. \( or |^|[,;:.(] |X. (?:and|or) |, (?:and|or) )$")
