"""Drugs and classes: by target, in lists, with examples and exceptions, adjuvant; and the nouns behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import DrugSet
from onward.reading.drug_sets import drugs_of, is_cytotoxic
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.settings import early
from onward.reading.things import Joint, Several, Thing, Treated, with_quality, with_settings

DRUGS = Stage("drugs")
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
    made = found.draft.put("D", Treated(drugs=DrugSet(classes=(f"{target} inhibitor",))), target)
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


@rule(f"<D> {_AND} [other|any|any other|prior] <D:other>", "<D> <D:other>", gives="D", again=True)
def several_drugs(found: Found) -> object:
    """ "anthracyclines and taxanes"."""
    one, other = cast("Thing", found.any("D")), cast("Thing", found.any("other"))
    if not isinstance(one, (Treated, Several)) or not isinstance(other, (Treated, Several)):
        return None
    words = found.words.split()
    if len(words) == 2:
        first, second = drugs_of(one), drugs_of(other)
        # "taxane chemotherapy", "letrozole (an aromatase inhibitor)": the first names it, the second its kind.
        if first is None or second is None or (not second.classes and not second.roles):
            return None
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


@rule(
    "<D> ( [{eg|ie|such as|including|for example|like}] [,] [:] <D:example> [etc|, etc|, ...] )",
    "<D> [,] {such as|eg|for example|like} [,] <D:example> [etc|, etc]",
    "<D> ( {eg|such as|for example|including} ... )",
    "<D> ( <D:example> )",
    "<D> [,] including <D:example>",
    "<D> : <D:example>",
    "<D> , including but not limited to [,|:] <D:example>",
    "<D> including but not limited to [,|:] <D:example>",
    gives="D",
)
def with_examples(found: Found) -> object:
    """ "CDK4/6 inhibitors (e.g. palbociclib)"."""
    thing = cast("Thing", found.any("D"))
    if " ie " in found.words or found.words.startswith("ie "):
        example = drugs_of(cast("Thing", found.any("example")))
        return None if example is None else Treated(drugs=example)
    if " : " in found.words and "including" not in found.words:
        general = drugs_of(thing)
        if general is None or not general.classes:
            return None
        return thing if found.draft.denied else found.any("example")
    return _with_other_kinds(thing, found.any("example")) if found.draft.denied else thing


def _with_other_kinds(thing: Thing, example: object) -> Thing:
    """ "Targeted therapy including MEK inhibitors, chemotherapy or immunotherapy": the last two are no examples of it."""
    if (
        not isinstance(thing, Treated)
        or thing.drugs.classes != ("targeted therapy",)
        or not isinstance(example, Several)
    ):
        return thing
    others = tuple(
        part
        for part in example.parts
        if isinstance(part, Treated)
        and part.drugs.classes
        and set(part.drugs.classes) <= _GENERAL - {"targeted therapy", "biologic therapy"}
    )
    return Several(joint="or", parts=(thing, *others)) if others else thing


@rule(
    "<D> [,] [(] {other than|except [for]|excluding|with exception of|apart from|not including} {adjuvant|neoadjuvant|neo adjuvant|( neo ) adjuvant} [{or|/|and|and/or} [neo] {adjuvant|neoadjuvant}] [{therapy|treatment|setting|chemotherapy|<D:same>}] [)]",
    gives="D",
)
def but_for_early(found: Found) -> object:
    """ "chemotherapy (except for adjuvant chemotherapy)": that for metastatic disease."""
    thing = found.any("D")
    if (
        not isinstance(thing, Treated)
        or thing.settings
        or found.words.count("(") - found.words.count("( neo )")
        != found.words.count(")") - found.words.count("( neo )")
    ):
        return None
    return replace(thing, settings=("metastatic",)) if len(early(found.words)) == _BOTH else None


@rule(
    "<D> ( {except [for]|excluding|other than|not including} <D:early> )",
    "<D> [,] {except [for]|excluding|other than|not including} <D:early>",
    gives="D",
)
def but_for_early_treatment(found: Found) -> object:
    """ "chemotherapy (except for neoadjuvant/adjuvant chemotherapy)"."""
    thing, early_one = found.any("D"), found.any("early")
    if not isinstance(thing, Treated) or not isinstance(early_one, Treated) or thing.settings or thing.drugs.excluding:
        return None
    if set(early_one.settings) != {"neoadjuvant", "adjuvant"} or early_one.drugs not in (
        thing.drugs,
        DrugSet(roles=("anticancer",)),
    ):
        return None
    return replace(thing, settings=("metastatic",))


_BOTH = 2


@rule(
    "<D> {other than|except [for]|excluding|with exception of|apart from|besides|not including|but not} <D:apart>",
    "<D> ( {other than|except [for]|excluding|with exception of|not including} <D:apart> )",
    "<D> , {except [for]|excluding|with exception of|other than|not including} <D:apart>",
    gives="D",
)
def except_for(found: Found) -> object:
    """ "systemic therapy other than endocrine therapy"."""
    drugs, apart = drugs_of(cast("Thing", found.any("D"))), drugs_of(cast("Thing", found.any("apart")))
    if drugs is None or apart is None or drugs.excluding or apart.roles or apart.payloads or apart.targets:
        return None
    names = (*apart.classes, *apart.drugs)
    return Treated(
        drugs=DrugSet(
            drugs=drugs.drugs,
            classes=drugs.classes,
            roles=drugs.roles,
            payloads=drugs.payloads,
            targets=drugs.targets,
            excluding=names,
        )
    )


@rule("<D> {with|using|consisting of|comprising|containing|by} [a|an|any|either] <D:named>", gives="D")
def therapy_with(found: Found) -> object:
    """ "hormonal therapy with fulvestrant"; "chemotherapy with trastuzumab" is two treatments, and not this."""
    thing, named = found.any("D"), cast("Thing", found.any("named"))
    if not isinstance(thing, Treated) or thing.window is not None or thing.ended_by or thing.qualities:
        return None
    general, what = thing.drugs, drugs_of(named)
    if general.excluding or what is None or not (set(general.classes) <= _GENERAL and not general.drugs):
        return None
    if general.classes == ("chemotherapy",) and not is_cytotoxic(what):
        return None
    return with_settings(named, thing.settings) if thing.settings else named


_GENERAL = frozenset({"chemotherapy", "endocrine therapy", "immunotherapy", "targeted therapy", "biologic therapy"})


@rule(
    "{investigational|experimental|commercial|marketed|licensed} <D>",
    gives="D",
)
def on_trial(found: Found) -> object:
    """ "investigational SERDs": of the class those that are on trial."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or thing.drugs.classes == ("investigational drug",):
        return thing
    return with_quality(thing, found.words.split()[0])


@rule(
    "{other|any other|another|additional} <D>",
    gives="D",
)
def other_drugs(found: Found) -> object:
    """ "other investigational agents"."""
    return found.any("D")


@rule(
    "[neo|( neo )] {adjuvant|neoadjuvant|preoperative|postoperative} [{and/or|or|/|and} [neo] {adjuvant|neoadjuvant}] <DO:what>",
    gives="",
)
def adjuvant(found: Found) -> object:
    """ "adjuvant chemotherapy"."""
    letter = found.match.string[found.match.start("what") - 1]
    thing = with_settings(cast("Thing", found.any("what")), early(found.words.split(found.match["what"])[0]))
    return None if thing is None else found.draft.put(letter, thing)


@rule(
    "<D:payload> {based|containing|bearing} <D:general>",
    gives="D",
)
def based_on(found: Found) -> object:
    """ "topoisomerase-1 inhibitor-based ADC", "taxane-containing chemotherapy"."""
    one, general = found.any("payload"), found.any("general")
    if not isinstance(one, Treated) or not isinstance(general, Treated):
        return None
    if general.drugs == DrugSet(classes=("antibody-drug conjugate",)):
        if one.drugs.classes and set(one.drugs.classes) <= {"topoisomerase I inhibitor", "topoisomerase inhibitor"}:
            return replace(general, drugs=DrugSet(payloads=("topoisomerase-1 inhibitor",)))
        return None
    if general.drugs.drugs or not (
        set(general.drugs.classes) <= {"chemotherapy"} or general.drugs.roles == ("anticancer",)
    ):
        return None
    return replace(one, settings=one.settings or general.settings, also_for=one.also_for or general.also_for)


_NOUN = "[therapy|treatment|based therapy|based treatment|based regimen|containing regimen|regimen|agent|drug|medication|based chemotherapy|containing therapy|administration|use|product|class|compound|based|of any kind|or treatment|of any type|containing treatment|or agent|exposure|derivative|treatment regimen|supplement|dose|for breast cancer|for this disease|for current breast cancer|for their breast cancer|for their cancer|for cancer|for this cancer]"


@rule(f"<D> {_NOUN[1:-1].join('{}')}", gives="D", again=True)
def noun(found: Found) -> object:
    """ "trastuzumab therapy"."""
    if found.words.endswith("or treatment ") and found.match.string[found.match.end() :].startswith(("with ", "of ")):
        return None
    return found.any("D")
