"""What stands behind a drug: whether it goes on about it, or names another way."""

from __future__ import annotations

import re

from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens
from onward.reading.sought import sought
from onward.reading.treatment_given import THING
from onward.reading.word_set import word_set

_REQUIRED_BEHIND = sought(r"(?:is|are) (?:required|mandatory)")
# Behind the drug an "or" before these words gives no other way: it goes on about where, when and how.
STAYS = word_set(
    "adjuvant neoadjuvant neo metastatic advanced locally recurrent unresectable inoperable palliative curative combination alone monotherapy single more greater longer after during following within in as for later relapsed primary early sequence sequentially concurrent concurrently intravenous oral local"
)
ONLY_NARROWS = word_set(
    "within during in for on at by with as of from prior before who which that whichever whose given used administered either including eg such followed then where due to until since under per according because but"
)
# "Immunoglobulin deficiency": of the drug these words say that it is lacking, measured or studied.
NOT_THE_DRUG = word_set(
    "inhibitor antagonist agonist analog analogue releasing deficiency level levels trial trials study studies test tests testing resistance sensitivity allergy intolerance toxicity status receptor receptors antibody antibodies production secretion free naive eligible ineligible contraindication"
)
_AS_WELL = sought(r"\bas well as\b|\bplus\b|\bor with\b|\balong with\b")
# "... and must have been off treatment": one demand more.
_AND_MUST = sought(r"\band (?:they |he |she )?(?:must|should)\b")
_TURNS_IT = sought(r"\b(?:allowed|permitted|acceptable|eligible|must|should|needs?|may|can|could)\b")


_USE = word_set("use treatment therapy administration receipt intake")


def is_tied(tail: Tokens, draft: Draft, *, denied: bool) -> bool:
    """Whether what stands behind the drug goes on about it, and names no other way."""
    said = draft.spoken(" ".join(tail) + " ")
    if (tail and tail[0] in NOT_THE_DRUG) or (denied and _AS_WELL.search(said) is not None):
        return False
    if _TURNS_IT.search(said if denied else _AND_MUST.sub(" ", said)) is not None:
        return False
    if (
        not denied
        and re.search(r"\b(?:if|unless|except|only|requires?|required)\b", _REQUIRED_BEHIND.sub(" ", said)) is not None
    ):
        return False
    for n, word in enumerate(tail):
        behind = tail[n + 1] if n + 1 < len(tail) else ""
        found = THING.match(behind)
        if word == "/" and (behind in ("m2", "kg", "day") or (found is not None and found["letter"] in "U")):
            continue
        if word in ("or", "and/or", "/", "nor"):
            if behind in ("concurrent", "concurrently") and not _USE.isdisjoint(tail[n + 2 : n + 3]):
                return False  # "... or concurrent use of B": another way
            if behind in STAYS or (found is not None and found["letter"] in "WTSN"):
                if denied and _names_a_drug(tail[n + 1 :]):
                    return False
                continue
            if (
                found is not None
                and found["letter"] in "BR"
                and any(one.startswith("T") for one in tail[n + 2 : n + 3])
            ):
                continue
            if found is not None and found["letter"] == "F" and _of_setting(tail[: n + 1], draft):
                continue
            return False
        if denied and word == "and":
            if behind in ("within", "during", "cannot", "for", "in", "who", "which", "that"):
                continue
            return False
        if denied and word == ",":
            if (
                behind in ONLY_NARROWS
                or behind in ("or", "and/or", "adjuvant", "metastatic")
                or (found is not None and found["letter"] in "WTS")
            ):
                continue
            return False
        if word in ("+", "&"):
            return False
    return True


def _names_a_drug(tail: Tokens) -> bool:
    return any(word[0] in "DCXO" and THING.match(word) is not None for word in tail)


def _of_setting(before: Tokens, draft: Draft) -> bool:
    """Whether an "or" stands in a list of settings: "in adjuvant or metastatic disease"."""
    return not {"adjuvant", "neoadjuvant", "neo", "advanced", "in", "for"}.isdisjoint(before[-5:])
