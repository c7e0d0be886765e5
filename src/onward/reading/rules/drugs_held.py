"""What a name of drugs holds and what not: examples, exceptions, the drugs of a regimen, and the nouns behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, DrugSet
from onward.reading.drug_sets import drugs_of, is_cytotoxic, with_beyond
from onward.reading.grammar import Found, Stage
from onward.reading.rules.settings import early
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Fixed, Several, Thing, Treated, with_quality, with_settings

HELD = Stage("what a name of drugs holds")
rule = HELD.rule


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
    if not _TURNED.isdisjoint(found.words.split()):
        return None
    if isinstance(thing, Treated) and thing.drugs.roles == ("anticancer",) and _EVENT.search(found.words) is not None:
        # "Cancer therapy (chemotherapy, radiotherapy, surgery)": the last two are no drugs, and kept by a later rule.
        return None
    if " ie " in found.words or found.words.startswith("ie "):
        example = drugs_of(cast("Thing", found.any("example")))
        if example is not None and isinstance(thing, Several):
            # "Epothilones or capecitabine (ie, Xeloda)": the bracket tells of the last.
            last = drugs_of(thing.parts[-1])
            return None if last is None else replace(thing, parts=(*thing.parts[:-1], Treated(drugs=example)))
        return None if example is None else Treated(drugs=example)
    if " : " in found.words and "including" not in found.words:
        general = drugs_of(thing)
        if general is None or not general.classes:
            return None
        # "CYP3A inhibitors: ketoconazole, itraconazole": those named, and no other of the class.
        return found.any("example")
    if _is_on_trial(thing) and found.has("example") and _NAMES_ONLY.match(found.words) is not None:
        # "Experimental drugs (an A inhibitor or a B inhibitor)": these, and no others.
        return with_quality(cast("Thing", found.any("example")), "experimental")
    denied = found.draft.denied or _NO.search(found.draft.spoken(found.match.string[: found.match.start()])) is not None
    if denied and found.has("example"):
        other = _with_other_kinds(thing, found.any("example"))
        if other is not thing:
            return other
    among = "including" in found.words.split() and not denied
    if isinstance(thing, Treated) and found.has("example") and not among:
        wider = _with_its_names(thing, cast("Thing", found.any("example")))
        if _PILL.search(found.draft.spoken(found.match[0])) is not None and "hormonal contraceptive" in set(
            wider.drugs.classes
        ) - set(thing.drugs.classes):
            # "Endocrine therapy (tamoxifen, oral contraceptives)": of contraceptives, those by mouth alone.
            classes = tuple(name for name in wider.drugs.classes if name != "hormonal contraceptive")
            pill = Treated(drugs=DrugSet(classes=("hormonal contraceptive",)), supportive=True, qualities=("oral",))
            return Several(joint="or", parts=(replace(wider, drugs=replace(wider.drugs, classes=classes)), pill))
        thing = wider
    if among and _is_asked_for(found):
        return _with_included(thing, found)
    return thing


_PILL = sought(r"\b(?:oral|pill)\b")
_NO = sought(r"\b(?:no|not|never|without)\b")


def _with_its_names(thing: Treated, example: Thing) -> Treated:
    """The class, and what the words count among it though the lists do not."""
    named = drugs_of(example)
    if named is None or named.roles or named.payloads or named.targets or named.excluding:
        return thing
    return replace(thing, drugs=with_beyond(thing.drugs, named))


_NAMES_ONLY = re.compile(r"D[\ue000-\uf8ff] \( D[\ue000-\uf8ff] \) ")


def _is_on_trial(thing: Thing) -> bool:
    return isinstance(thing, Treated) and thing.drugs == DrugSet(classes=("investigational drug",))


_EVENT = re.compile(r"O[\ue000-\uf8ff]")


def _is_asked_for(found: Found) -> bool:
    """Whether it may be asked for: nothing before it denies it or lets it in, and nothing behind it does."""
    before = found.draft.spoken(found.match.string[: found.match.start()])
    behind = found.draft.spoken(found.match.string[found.match.end() :])
    return _DENIES.search(before) is None and _LETS_IN.search(behind) is None


# Denied, it is meant with all that belongs to it.
def _another(found: Found) -> Fixed:
    """Any of these, or, where they only illustrate it, another one that a human sees."""
    said = found.draft.spoken(found.match[0]).split("including ")[-1]
    return Fixed(criterion=AskHuman(question=f"Is what was given one of those that are meant: {said}?", because=JUDGED))


_TURNED = frozenset(
    {"except", "excepting", "excluding", "unless", "if", "without", "exception", "than", "allowed", "permitted", "not"}
)
_DENIES = sought(
    r"\b(?:no|not|never|without|none|nor|neither|free|absence|naive|may|off|discontinu\w+|stop\w*|other than|exclud\w+|since|(?:day|week|month|year) (?:after|from|of|beyond|off)|current\w*|concurrent\w*|concomitant\w*|taking|receiving|within)\b"
)
_LETS_IN = sought(
    r"\b(?:allowed|permitted|acceptable|naive|within|(?:must|should) (?:stop|(?:be|have been) (?:stopped|discontinued|completed|off)))\b"
)


def _with_included(thing: Thing, found: Found) -> object:
    """ "Chemotherapy including an anthracycline and a taxane": it, and these two among it."""
    if "limited" in found.words.split():
        return thing
    if not found.has("example"):
        return None
    example = cast("Thing", found.any("example"))
    if not isinstance(thing, Treated) or thing.including is not None or not isinstance(example, (Treated, Several)):
        return None
    if isinstance(example, Several) and example.joint == "or":
        return replace(thing, including=Several(joint="or", parts=(*example.parts, _another(found))))
    if isinstance(example, Treated) and len((*example.drugs.drugs, *example.drugs.classes)) > 1:
        return replace(thing, including=Several(joint="or", parts=(example, _another(found))))
    return replace(thing, including=example)


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
    "{investigational|experimental|commercial|marketed|licensed|full dose|therapeutic dose of|therapeutic dose|therapeutic} <D>",
    gives="D",
)
def on_trial(found: Found) -> object:
    """ "investigational SERDs": of the class those that are on trial; "full dose anticoagulants": those so given."""
    thing, how = found.any("D"), found.words.rsplit(" ", 2)[0]
    if isinstance(thing, Several) and isinstance(thing.parts[0], Treated) and not _is_on_trial(thing.parts[0]):
        # "Investigational SERDs or fulvestrant": of the first alone it is certain.
        return replace(thing, parts=(with_quality(thing.parts[0], how), *thing.parts[1:]))
    if not isinstance(thing, Treated) or thing.drugs.classes == ("investigational drug",):
        return thing
    return with_quality(thing, how)


@rule("<K> {targeted|directed} <D>", gives="D")
def aimed_at_receptor(found: Found) -> object:
    """ "HER2-targeted tyrosine kinase inhibitors": of the class those with this target."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not thing.drugs.classes:
        return None
    return with_quality(thing, " ".join(found.draft.spoken(found.match[0]).split()[:2]))


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
