"""Which drugs a thing is, when it is nothing else; and what only names treatment."""

from __future__ import annotations

from onward.criteria import DrugSet
from onward.reading.things import Happened, Several, Thing, Treated, Unless
from onward.reading.word_set import word_set


def is_bare_window(thing: object) -> bool:
    """Whether it is treatment, or an event, so lately, and nothing else; or a medicine alone."""
    match thing:
        case Treated(supportive=True, when="", window=None, settings=(), at_least_days=None):
            return True
        case Treated() | Happened():
            return thing.window is not None and not thing.window.at_least
        case Several():
            bare = [is_bare_window(part) for part in thing.parts]
            alone = [isinstance(part, Treated) and drugs_of(part) is not None and not part.when for part in thing.parts]
            return any(bare) and all(map(any, zip(bare, alone, strict=True)))
        case Unless():
            return is_bare_window(thing.thing)
        case _:
            return False


def drugs_of(thing: Thing) -> DrugSet | None:
    """The drugs that a thing is, when it is nothing else; a list of treatments becomes one set."""
    match thing:
        case Treated():
            more = thing.settings or thing.window or thing.ended_by or thing.qualities or thing.including
            return None if more else thing.drugs
        case Several():
            sets = [drugs_of(part) for part in thing.parts]
            known = [one for one in sets if one is not None]
            return joined_drugs(known) if known and len(known) == len(sets) else None
        case _:
            return None


def joined_drugs(sets: list[DrugSet]) -> DrugSet | None:
    """One set that means any of them; None where exceptions would then apply to all."""
    if len(sets) == 1:
        return sets[0]
    if any(one.excluding for one in sets):
        return None

    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for one in sets for value in getattr(one, name)))

    return DrugSet(
        drugs=every("drugs"),
        classes=every("classes"),
        roles=every("roles"),
        payloads=every("payloads"),
        targets=every("targets"),
    )


_OF_CANCER = frozenset(
    {
        "chemotherapy",
        "endocrine therapy",
        "targeted therapy",
        "anti-HER2",
        "antibody-drug conjugate",
        "CDK4/6 inhibitor",
        "taxane",
        "anthracycline",
    }
)


def is_of_cancer(thing: Thing) -> bool:
    """Whether it is treatment of the cancer: of that, "requiring" says that it is still to come."""
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    return any(
        isinstance(part, Treated) and (bool(part.settings) or not _OF_CANCER.isdisjoint(part.drugs.classes))
        for part in parts
    )


_CYTOTOXIC = word_set(
    "capecitabine docetaxel paclitaxel nab-paclitaxel doxorubicin epirubicin cyclophosphamide carboplatin cisplatin oxaliplatin gemcitabine vinorelbine vincristine vinblastine eribulin ixabepilone methotrexate fluorouracil mitomycin",
    "mitoxantrone etoposide irinotecan topotecan temozolomide utidelone daunorubicin ifosfamide melphalan pemetrexed",
)
_CYTOTOXIC_CLASSES = frozenset(
    {"taxane", "anthracycline", "platinum", "vinca alkaloid", "fluoropyrimidine", "alkylating agent", "chemotherapy", "antimetabolite", "topoisomerase inhibitor", "topoisomerase I inhibitor", "mitomycin or nitrosourea"}
)  # fmt: skip


def is_cytotoxic(drugs: DrugSet) -> bool:
    """Whether all of these are chemotherapy by name or class."""
    if drugs.roles or drugs.payloads or drugs.targets:
        return False
    names = {word for name in drugs.drugs for word in name.split()[-1:]}
    return names <= _CYTOTOXIC and set(drugs.classes) <= _CYTOTOXIC_CLASSES
