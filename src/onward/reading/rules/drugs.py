"""Drugs and classes: by target, and in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import DrugSet
from onward.reading.drug_sets import drugs_of, is_of_cancer
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.settings import early
from onward.reading.things import Joint, Several, Thing, Treated, with_quality

DRUGS = Stage("drugs")
LISTED = Stage("lists of drugs")
rule = DRUGS.rule


@rule(
    "[neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|/|and} [neo] {adjuvant|neoadjuvant}] {systemic therapy|treatment|therapy|systemic treatment}",
    gives="D",
)
def adjuvant_therapy(found: Found) -> object:
    """ "adjuvant therapy"."""
    return Treated(drugs=DrugSet(roles=("anticancer",)), settings=early(found.words))


# A class that the lexicon does not know, named by its target: "MDM2 inhibitor", "anti-CD47 antibody".
@rule(
    "<G> [targeted|directed] {inhibitor|antagonist|agonist|degrader|antibody|targeted therapy|targeting agent|directed therapy|therapy|agent|inhibition}",
    "<GK> {inhibitor|antagonist|degrader|targeted therapy|targeting agent|directed therapy}",
    "anti <G> [antibody|therapy|agent]",
    gives="D",
)
def by_target(found: Found) -> object:
    """ "AURKA inhibitor"."""
    target = found.any("G") if found.has("G") else found.any("GK")
    if not isinstance(target, str):
        return None
    if target == "HER2":
        return Treated(drugs=DrugSet(classes=("anti-HER2",)))
    if target == "EGFR" and "antibody" in found.words.split():
        return Treated(drugs=DrugSet(classes=("EGFR antibody",)))
    return Treated(drugs=DrugSet(classes=(f"{target} inhibitor",)))


@rule(
    "<K> {directed|targeted|targeting|blocking|based} [anti cancer|systemic|adjuvant] {therapy|treatment|agent|drug|antibody|regimen|adc|tki}",
    gives="D",
)
def against_receptor(found: Found) -> object:
    """ "HER2-directed treatment"."""
    if found.any("K") == "HER2":
        return Treated(drugs=DrugSet(classes=("anti-HER2",)))
    return None


@rule(
    "<GK:one> {or|and|/|and/or} <GK:two> {inhibiting|targeted|directed|targeting} {drug|agent|therapy|treatment|inhibitor|small molecule|small molecule or antibody|antibody|antibody or small molecule|tki}",
    gives="D",
)
def against_either(found: Found) -> object:
    """ "EGFR- or HER2-inhibiting drugs"."""
    names = [found.any("one"), found.any("two")]
    if not all(isinstance(name, str) for name in names):
        return None
    kinds = tuple(
        {"HER2": "anti-HER2", "erbb1": "EGFR inhibitor", "ERBB1": "EGFR inhibitor", "EGFR": "EGFR inhibitor"}.get(
            cast("str", name), ""
        )
        for name in names
    )
    if "" in kinds:
        return None
    return Several(joint="or", parts=tuple(Treated(drugs=DrugSet(classes=(kind,))) for kind in kinds))


@rule("<K> <D>", gives="D")
def receptor_targeted(found: Found) -> object:
    """ "HER-2 targeted agents": the general name narrowed by the receptor."""
    thing = found.any("D")
    said = found.draft.said[ord(found.match["D"]) - FIRST_THING]
    if found.any("K") != "HER2" or not isinstance(thing, Treated) or not said.startswith(("targeted", "directed")):
        return None
    if thing.drugs.classes != ("targeted therapy",):
        return None
    return replace(thing, drugs=replace(thing.drugs, classes=("anti-HER2",)))


@rule("<D> {inhibitor|antibody|monoclonal antibody|antagonist|agent}", gives="D")
def anti_something(found: Found) -> object:
    """ "anti-PD-1/PD-L1 inhibitor": the noun behind a name that needs none."""
    said = found.draft.said[ord(found.match["D"]) - FIRST_THING]
    return found.any("D") if said.startswith("anti ") else None


@DRUGS.raw(
    r"(?<![^ ])(?P<target>(?!(?:ca|cd|ki|il|grade|her)\d)[a-z]{2,5}\d[a-z]? )(?P<joint>or|and|and/or|/|,) D(?P<next>[\ue000-\uf8ff]) ",
    gives="",
    one_of="D",
)
def target_beside(found: Found) -> object:
    """ "CHK1 or WEE1 inhibitors": the noun goes for both."""
    sign = found.match["next"]
    said = found.draft.said[ord(sign) - FIRST_THING]
    if re.match(r"^[a-z0-9/ ]{2,12} inhibitor\b", said) is None:
        return None
    target = found.match["target"].strip()
    made = found.draft.put(
        "D", Treated(drugs=DrugSet(classes=(_ADJECTIVES.get(target, f"{target} inhibitor"),))), target
    )
    return f"{made}{found.match['joint']} D{sign} "


_NO_NAME = (
    "targeted|biologic|biological|hormonal|endocrine|cytotoxic|experimental|investigational|immunologic|immune|surgery|surgical|radiation|herbal|other|natural|alternative|systemic|topical|inhaled|oral|intravenous|local|nasal|ocular|vitamin|"
    "supplement|antibiotic|radiotherapy|however|including|excluding|except|adjuvant|neoadjuvant|metastatic|either|single|combination|prophylactic|patient|subject|disease|cancer|tumor|current|prior|previous|ongoing|chronic|known|alone"
)


@DRUGS.raw(
    rf"(?P<before>D[\ue000-\uf8ff] , (?:or |and )?)(?P<name>(?!(?:{_NO_NAME}) )[a-z]{{6,}}) (?=, (?:or |and )?D[\ue000-\uf8ff] )",
    gives="",
    one_of="D",
)
def name_in_a_list(found: Found) -> object:
    """ "ketoconazole, zandolapine, ritonavir": a word between names of drugs is one."""
    known = found.draft.at(found.match["before"][1])
    last = known.parts[-1] if isinstance(known, Several) else known
    if not isinstance(last, Treated) or not last.drugs.drugs:
        return None
    name = found.match["name"]
    made = found.draft.put("D", replace(last, drugs=DrugSet(drugs=(name,))), name)
    return f"{found.match['before']}{made}"


_TARGET = r"(?!(?:prior|other|any|molecularly|her2|cancer|tumor|bone|systemic|hormone|previous|specific|treatment|with|of|anti|immune|guideline|and|or|to|protocol|bioinformatic|selectively|therapy|agent|drug) )[a-z][a-z0-9]*"


@DRUGS.raw(
    rf"(?<![^ ])(?P<target>{_TARGET}(?: (?:N[\ue000-\uf8ff]|[a-z]?\d\w*))?) (?:directed|targeted|targeting) (?:therapy|treatment|agent|drug|antibody|adc|inhibitor|antibody D[\ue000-\uf8ff]|D[\ue000-\uf8ff]) ",
    gives="D",
    one_of="directed targeted targeting",
)
def against_target(found: Found) -> object:
    """ "TROP2-directed therapy": a target that the lexicon does not know."""
    target = found.draft.spoken(found.match["target"])
    known = _TARGETS.get(target.replace(" ", ""))
    if known is not None:
        return Treated(drugs=DrugSet(targets=(known,)))
    return Treated(drugs=DrugSet(classes=(f"{target} directed therapy",)))


_TARGETS = {"trop2": "TROP2", "her3": "HER3", "pd1": "PD-1", "pdl1": "PD-L1", "ctla4": "CTLA-4", "nectin4": "nectin-4"}
_TARGETED = ("akt", "mtor", "pi3k", "parp", "vegf", "hdac", "dac", "mek", "fgfr")
# "HDAC, DAC, HSP90 inhibitors or valproic acid": the first of the list has the noun.
_LEADS_TO_INHIBITOR = re.compile(r"^[a-z0-9/, ]{2,40} inhibitor\b")
_ADJECTIVES = {
    "hormonal": "endocrine therapy", "endocrine": "endocrine therapy", "hormone": "endocrine therapy", "biologic": "biologic therapy", "biological": "biologic therapy",
    "targeted": "targeted therapy", "cytotoxic": "chemotherapy", "immunologic": "immunotherapy", "immune": "immunotherapy", "immunological": "immunotherapy",
    "akt": "AKT inhibitor", "mtor": "mTOR inhibitor", "pi3k": "PI3K inhibitor", "parp": "PARP inhibitor", "vegf": "anti-VEGF", "cdk4": "CDK4/6 inhibitor", "hdac": "HDAC inhibitor", "dac": "HDAC inhibitor", "mek": "MEK inhibitor", "fgfr": "FGFR inhibitor",
}  # fmt: skip


@rule(
    "{hormonal|endocrine|hormone|biologic|biological|targeted|cytotoxic|immunologic|immune|immunological|akt|mtor|pi3k|parp|vegf|hdac|dac|mek|fgfr} {,|or|and|/|, or|and/or|, and|, and/or} [other] <DO:next>",
    "<G:gene> {,|or|and|/|, or|and/or|, and} [other] <D:next>",
    gives="",
    again=True,
)
def shared_noun(found: Found) -> object:
    """ "hormonal or targeted therapy", "AKT or mTOR inhibitor": the noun goes for both."""
    first, *joint = found.words.split()[:-1]
    if found.has("gene"):
        sign = found.sign("next")
        said = found.draft.said[ord(sign) - FIRST_THING] if sign else ""
        if not said.split() or said.split()[-1] != "inhibitor":
            return None
        made = found.draft.put("D", Treated(drugs=DrugSet(classes=(f"{found.any('gene')} inhibitor",))), first)
        return f"{made}{' '.join(word for word in joint if word != 'other')} D{sign} "
    said = found.draft.said[ord(found.match["next"]) - FIRST_THING]
    head = said.split()[-1] if said else ""
    if first in _TARGETED and head != "inhibitor" and said not in _TARGETED and not _LEADS_TO_INHIBITOR.search(said):
        return None
    if first not in _TARGETED and head not in (
        "therapy",
        "treatment",
        "agent",
        "chemotherapy",
        "radiotherapy",
        "immunotherapy",
    ):
        return None
    letter = found.match.string[found.match.start("next") - 1]
    made = found.draft.put("D", Treated(drugs=DrugSet(classes=(_ADJECTIVES[first],))), first)
    return f"{made}{' '.join(word for word in joint if word != 'other')} {letter}{found.match['next']} "


_AND = "{,|and|or|/|and/or|, and|, or|, and/or|;|or any|as well as|; or|and any}"


# Names behind a drug that only say what it is.
_KINDS = frozenset(
    {"antibiotic", "chemotherapy", "endocrine therapy", "immunotherapy", "biologic therapy", "targeted therapy"}
)


@LISTED.rule(
    f"<D> {_AND} [other|any|any other|prior] <D:other>",
    "<D> ( {or|and/or} [other|any] <D:other> )",
    "<D> {or|and/or|, or} {use of|treatment with|therapy with|exposure to|receipt of} [other|any|any other|prior] <D:other>",
    "<D> <D:other>",
    gives="D",
    again=True,
)
def several_drugs(found: Found) -> object:
    """ "anthracyclines and taxanes"."""
    one, other = cast("Thing", found.any("D")), cast("Thing", found.any("other"))
    if not isinstance(one, (Treated, Several)) or not isinstance(other, (Treated, Several)):
        return None
    words = found.words.replace("( ", "").replace(") ", "").split()
    if words[-2] in ("of", "with", "to") and not (is_of_cancer(one) and is_of_cancer(other)):
        # "Chemotherapy or use of steroids": the one ever, the other now.
        return None
    if len(words) == 2:
        first, second = drugs_of(one), drugs_of(other)
        # "taxane chemotherapy", "letrozole (an aromatase inhibitor)": the first names it, the second its kind.
        if first is None or second is None or (not second.classes and not second.roles):
            return None
        said = found.draft.said[ord(found.match["other"]) - FIRST_THING]
        if isinstance(one, Treated) and said.startswith(("targeting ", "directed ", "that target ", "which target ")):
            # "Monoclonal antibodies targeting HER2": not every antibody, and not every drug against HER2.
            return with_quality(other, found.draft.said[ord(found.match["D"]) - FIRST_THING])
        if isinstance(other, Several) and isinstance(one, Treated):
            # "Taxane chemotherapy and letrozole": the kind of the first alone.
            kind = drugs_of(other.parts[0])
            if kind is not None and _KINDS.issuperset(kind.classes):
                return replace(other, parts=(one, *other.parts[1:]))
        return one if first.classes or first.drugs else None
    joint = joint_of(found, one, other)
    mixed = any(isinstance(thing, Several) and thing.joint != joint for thing in (one, other))
    if mixed:
        if not found.draft.denied:
            # "A or B and C" leaves open what is meant.
            return None
        joint = "or"
    return Several(joint=joint, parts=(*_parts(one), *_parts(other)))


_BEHIND = re.compile(
    r"(?:(?:,|/) (?:(?:other|any|another|prior) )*[DO][\ue000-\uf8ff] )*(?:, )?(?P<joint>and/or|and|or) (?:(?:other|any|another|prior) )*[DO][\ue000-\uf8ff] "
)


def joint_of(found: Found, one: Thing, other: Thing) -> Joint:
    """What joins a list; between commas the word before its last member tells."""
    words = found.words.split()[1:-1]
    if "or" in words or "and/or" in words or "/" in words or "nor" in words:
        return "or"
    if "and" in words or "well" in words:
        return "and"
    behind = _BEHIND.match(found.match.string, found.match.end())
    if behind is not None:
        return "and" if behind["joint"] == "and" else "or"
    for thing in (one, other):
        if isinstance(thing, Several):
            return thing.joint
    return "or"


def _parts(thing: Thing) -> tuple[Thing, ...]:
    return thing.parts if isinstance(thing, Several) else (thing,)
