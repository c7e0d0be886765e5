"""Which drugs a thing is, when it is nothing else; and what only names treatment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onward.criteria import DrugSet
from onward.knowledge import Drug, codes
from onward.reading.sought import sought
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


def with_beyond(general: DrugSet, named: DrugSet) -> DrugSet:
    """The classes, with those of the named drugs and classes that are known to lie outside of them.

    "Antiandrogens (bicalutamide, abiraterone)": abiraterone is an inhibitor of CYP17, and meant all the same; "an
    antioestrogen such as tamoxifen or an aromatase inhibitor": either of these.
    """
    if not general.classes or general.roles or general.payloads or general.targets or general.drugs:
        return general
    if any(_BY_EFFECT.search(name) for name in general.classes):
        # "CYP3A inhibitors (e.g. verapamil)": what a drug does to enzymes a list of its own holds.
        return general
    classes = set(general.classes)
    table = codes().drugs
    known = table.by_name
    drugs = tuple(
        name
        for name in named.drugs
        if (drug := known.get(name)) is not None and classes.isdisjoint((drug.drug_class, *drug.also))
    )
    more = tuple(name for name in named.classes if name not in classes and _lies_outside(name, classes, table.drugs))
    return replace(general, drugs=drugs, classes=(*general.classes, *more))


def _lies_outside(name: str, classes: set[str], drugs: Iterable[Drug]) -> bool:
    """Whether drugs of this class are known, and none of them is of these classes."""
    groups = [{drug.drug_class, *drug.also} for drug in drugs if name in (drug.drug_class, *drug.also)]
    return (bool(groups) or name in _OF_NO_LIST) and all(classes.isdisjoint(group) for group in groups)


# Classes of which no list of drugs is kept, and which belong to no wider one of those against cancer.
_OF_NO_LIST = frozenset({"hormonal contraceptive", "hormone replacement therapy"})


_BY_EFFECT = sought(r"CYP|QT|P-gp|OATP|BCRP|enzyme|induc|prolong|substrate")
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
