"""What a treatment is: what it contained, what it leaves out, and the way in which it was given."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import DrugSet, Had
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.things import Happened, Several, Thing, Treated, with_quality, with_settings

WAYS = Stage("what a treatment is")
way = WAYS.rule


@way(
    "<D> {that|which} {include|included|contain|contained|includes|consist of|consisted of} [both|either] <D:named>",
    "<D> ( {which include|which includes|that include|that includes|including|to include|ie|such as} [both|either] <D:named> )",
    "<D> [,] {must|should} {include|have included|contain|consist of|have contained} [both|either|at least] [,] <D:named>",
    gives="D",
)
def containing(found: Found) -> object:
    """ "chemotherapy that included a taxane"."""
    if "(" in found.words:
        return found.any("D")
    named, general = found.any("named"), cast("Thing", found.any("D"))
    settings = general.settings if isinstance(general, Treated) else ()
    if isinstance(general, Treated) and (general.window or general.ended_by or general.qualities):
        return None
    return with_settings(cast("Thing", named), settings) if settings else named


@way(
    "non <D:one> [,|or|and|/|, or|, and] [non] [based] <D:general>",
    "non <D:one> [,|or|and|/|, or|, and] non <D:two> [based|containing] <D:general>",
    "non <D:alone>",
    gives="D",
)
def anything_but(found: Found) -> object:
    """ "non-hormonal anti-cancer therapy"."""
    if found.has("alone"):
        apart = drugs_of(cast("Thing", found.any("alone")))
        if apart is None or not apart.classes or apart != DrugSet(classes=apart.classes):
            return None
        if apart.classes != ("endocrine therapy",):
            return None
        return Treated(drugs=DrugSet(roles=("anticancer",), excluding=apart.classes))
    general = drugs_of(cast("Thing", found.any("general")))
    if found.words.split().count("non") > 1 and not found.has("two"):
        # "Non-taxane, non-anthracycline chemotherapy": the second is a kind of the same, and is left out as well.
        if general is None or not found.draft.spoken(f"D{found.match['general']} ").rstrip().endswith("chemotherapy"):
            return None
        apart = drugs_of(cast("Thing", found.any("one")))
        if apart is None or apart.drugs or general.drugs or "chemotherapy" in (*apart.classes, *general.classes):
            return None
        both = tuple(dict.fromkeys((*apart.classes, *general.classes)))
        return Treated(drugs=DrugSet(classes=("chemotherapy",), excluding=both))
    names: list[str] = []
    for name in ("one", "two"):
        if found.has(name):
            apart = drugs_of(cast("Thing", found.any(name)))
            if apart is None or apart.roles or apart.payloads or apart.targets:
                return None
            names.extend((*apart.classes, *apart.drugs))
    if general is None or general.excluding:
        return None
    return Treated(
        drugs=DrugSet(
            drugs=general.drugs, classes=general.classes, roles=general.roles, payloads=general.payloads,
            targets=general.targets, excluding=tuple(names),
        )
    )  # fmt: skip


@way(
    "<D> , but <D:apart> {is|are} {allowed|permitted}",
    "<D> ( {but|however} <D:apart> {is|are} {allowed|permitted} )",
    "<D> [,] ( <D:apart> {is|are} {allowed|permitted} )",
    gives="D",
)
def but_allowed(found: Found) -> object:
    """ "vitamin K antagonists, but enoxaparin is allowed"."""
    drugs, apart = drugs_of(cast("Thing", found.any("D"))), drugs_of(cast("Thing", found.any("apart")))
    thing = found.any("D")
    if apart is None or apart.roles or apart.payloads or apart.targets:
        return None
    names = (*apart.classes, *apart.drugs)
    if isinstance(thing, Several):
        if all(isinstance(part, Treated) and not part.drugs.excluding for part in thing.parts):
            return Several(joint=thing.joint, parts=tuple(_but(part, names) for part in thing.parts))
        return None
    if drugs is None or drugs.excluding or not isinstance(thing, Treated):
        return None
    return _but(thing, names)


def _but(thing: Thing, names: tuple[str, ...]) -> Thing:
    assert isinstance(thing, Treated)
    return replace(thing, drugs=replace(thing.drugs, excluding=names))


@way("<Q:how> <D>", gives="D")
def by_mouth_or_vein(found: Found) -> object:
    """ "systemic chemotherapy": anti-cancer drugs are; of "systemic steroids" no record tells whether they were inhaled."""
    if found.any("how") != "systemic":
        return None
    thing = cast("Thing", found.any("D"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    if all(isinstance(part, Treated) and not _MAY_BE_LOCAL.isdisjoint(part.drugs.classes) for part in parts):
        return with_quality(thing, "systemic")
    return thing


_MAY_BE_LOCAL = frozenset(
    {
        "corticosteroid",
        "immunosuppressant",
        "antibiotic",
        "antifungal",
        "antiviral",
        "antimicrobial",
        "investigational drug",
        "oestrogen",
        "hormone replacement therapy",
        "retinoid",
        "NSAID",
        "antihistamine",
    }
)


@way("<D:one> {derived|derivative|type|like} <D:kind>", gives="D")
def derived(found: Found) -> object:
    """ "coumarin-derived anticoagulants"; "warfarin or other coumadin derivatives": more of them than the one."""
    one, kind = found.any("one"), drugs_of(cast("Thing", found.any("kind")))
    of_coumarin = DrugSet(classes=("coumarin anticoagulant",))
    if kind is None or "anticoagulant" not in kind.classes:
        return one
    parts = one.parts if isinstance(one, Several) else (one,)
    last = parts[-1]
    if not isinstance(last, Treated) or last.drugs.drugs != ("warfarin",):
        return one
    wider = replace(last, drugs=of_coumarin)
    return replace(one, parts=(*parts[:-1], wider)) if isinstance(one, Several) else wider


_ROUTES = "{sensitive|full dose oral or parenteral|oral|transdermal|small molecule|intravenous|iv|topical|inhaled|low dose|high dose|full dose|prophylactic|intrathecal|intramuscular|subcutaneous|nasal|intranasal|ocular|local|single agent|weekly|standard|curative|palliative|neurotoxic|cardiotoxic|myelosuppressive|definitive|combination|intensive|maintenance|salvage|first line|second line|induction|consolidation|intra articular|inhalational|therapeutic dose of|therapeutic dose|therapeutic use of|therapeutic|chronic|long term|regular|parenteral|systemically active|dose dense|novel|conventional}"


@way(f"{_ROUTES} [{{,|or|and|/|and/or}} {_ROUTES}] <D>", gives="D")
def in_a_way(found: Found) -> object:
    """ "oral cyclophosphamide", "prophylactic antibiotics": the way stays for a human where it narrows."""
    thing = cast("Thing", found.any("D"))
    words = found.words.split()[:-1]
    if not isinstance(thing, (Treated, Several)):
        return None
    told = " ".join(words)
    if set(words) <= {"standard", "conventional", "regular", "novel"}:
        return thing
    if not _OF_A_PLACE.isdisjoint(words) and isinstance(thing, Treated) and thing.drugs.roles == ("anticancer",):
        # "Local treatment" may have been irradiation or an operation, and seldom is a drug.
        others = (Happened(event=Had(event="radiotherapy")), Happened(event=Had(event="procedure")))
        return with_quality(Several(joint="or", parts=(thing, *others)), told)
    if told == "small molecule" and isinstance(thing, Several) and isinstance(thing.parts[0], Treated):
        # "Small molecule kinase inhibitors or drugs against VEGF": of the first alone it is said.
        return replace(thing, parts=(with_quality(thing.parts[0], told), *thing.parts[1:]))
    return with_quality(thing, told)


_OF_A_PLACE = frozenset({"local", "locoregional", "regional", "definitive", "curative", "palliative"})
