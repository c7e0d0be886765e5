"""A risk as the trial defines it, and who is under treatment for cancer today."""

from __future__ import annotations

import re

from onward.criteria import AskHuman, DrugSet, Takes
from onward.reading.grammar import Found
from onward.reading.rules.conditions import CONDITIONS
from onward.reading.rules.disease import is_disease
from onward.reading.things import JUDGED, Fixed, any_of

condition = CONDITIONS.rule
__all__ = ["CONDITIONS"]


@condition("[<Q>] [breast] {disease|cancer|tumor} [,|(] {defined as|meaning|ie} <F:meant> [)]", gives="F", whole=True)
def risk_as_defined(found: Found) -> object:
    """ "high-risk disease, defined as node-positive disease": what it means is what is asked for."""
    meant = found.any("meant")
    risk = found.any("Q") if found.has("Q") else None
    if risk not in _RISKS or not isinstance(meant, Fixed) or not is_disease(meant.criterion):
        return None
    return meant if found.words.count("(") == found.words.count(")") else None


@condition(
    "[<P>] [is|are] {currently|actively|presently} [being] treated <S:where>",
    "[<P>] [is|are] {currently|actively|presently} [being] treated for <FJ:cancer>",
    gives="X",
    whole=True,
)
def under_treatment(found: Found) -> object:
    """ "Currently being treated for breast cancer": with drugs of today, or in a way that a human knows."""
    words = found.draft.spoken(found.words).strip(" .;,")
    if re.search(r"treated for (?:their |this |her )?(?:breast )?cancer$", words) is None:
        return None
    drugs = Takes(drugs=DrugSet(roles=("anticancer",)))
    return any_of((drugs, AskHuman(question=f"Is it so: {words}?", because=JUDGED)))


_RISKS = frozenset({"high risk", "low risk", "intermediate risk", "very high risk"})
