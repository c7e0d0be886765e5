"""Illnesses, allergens and drugs by names that no list holds, known by how they end: "catalase deficiency"."""

from __future__ import annotations

import re

from onward.criteria import AllergyTo, Criterion, DrugSet, Finding
from onward.reading.allergy import MANY_DRUGS, NO_NAME
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.things import Fixed, Ill, Treated, any_of
from onward.reading.word_set import word_set

OPEN = Stage("open classes")

# Words that never belong to the name of an illness: they frame it, join it, or say when.
_NO_NAME = (
    "of|with|without|and|or|and/or|to|for|in|on|at|by|from|as|than|that|which|who|whom|whose|is|are|was|were|be|been|being|has|have|had|having|must|should|may|can|will|would|could|might|not|no|nor|any|other|"
    "known|prior|previous|current|currently|active|ongoing|history|evidence|presence|diagnosis|diagnosed|documented|confirmed|suspected|patient|subject|participant|woman|man|person|within|during|after|before|since|"
    "until|due|because|if|unless|except|including|such|like|eg|ie|etc|this|these|those|their|his|her|its|following|either|both|all|some|more|less|one|two|first|second|under|over|between|per|via|using|requiring|require|requires|"
    "received|receiving|undergoing|undergone|treated|treatment|therapy|related|associated|concurrent|concomitant|also|only|primary|secondary|sign|symptom|clinical|clinically|medical|chronic|acute|severe|serious|uncontrolled|significant|stable|unstable|symptomatic|"
    "risk|increased|family|personal|new|recent|recurrent|progressive|measurable|metastatic|advanced|residual|local|systemic|adequate|normal|abnormal|based|defined|considered|study|trial|protocol|investigator|grade|stage|type|class|level|present|existing|underlying|concern|cause|causing|non|state|measure|develop|developed|experience|experienced|another|same|whether|where|when|while|how|what|it|they|he|she|we|you|about|against|into|through|up|down|out|off|so|too|very|own|each|every|few|many|most|much"
)
_HEADS = (
    "disease|disorder|syndrome|infection|failure|insufficiency|deficiency|dysfunction|abnormality|impairment|injury|defect|malformation|ulceration|hemorrhage|thrombosis|embolism|stenosis|fibrosis|anomaly|aneurysm|palsy|"
    "dystrophy|intoxication|poisoning|paralysis|perforation|rupture|dependence|attack|instability|blindness|psychosis|neuropathy|myopathy|retinopathy|nephropathy|encephalopathy|cardiomyopathy|coagulopathy|enteropathy|arteriopathy|vasculopathy|lymphadenopathy|hepatopathy|"
    "[a-z]{2,24}(?:itis|emia|uria|algia|plegia|paresis|penia|sclerosis|phobia|megaly|rrhea|ataxia|trophy)|[a-z]{4,24}(?:opathy)|(?!diagn|progn|metast|anal|hypoth|dial|mit|apopt|symbi|osm|phagocyt|hypn|gn)[a-z]{3,24}osis"
)
_WORD = rf"(?!(?:{_NO_NAME}) )[a-z][a-z0-9]*"


# "Axillary disease", "oligoprogressive disease": the cancer, and where or how it is.
_OF_THE_TUMOUR = word_set(
    "irresectable positive negative breast malignant cancer target lesion bone visceral nodal node axillary minimal invasive noninvasive oligoprogressive oligometastatic extracranial intracranial regional distant locoregional contralateral ipsilateral multifocal multicentric",
    "unifocal operable inoperable resectable unresectable evaluable bulky limited microscopic macroscopic gross solid tumor her2 luminal triple oligo extrahepatic hepatic extraskeletal dominant index measurable nonmeasurable soft tissue chest wall",
    "clinical pathologic pathological progressing controlled curable incurable lobular ductal responding specified other",
)


@OPEN.raw(
    rf"(?<![^ ])(?P<name>(?:{_WORD} ){{0,4}}?(?:{_HEADS}) )(?!(?:[a-z]+ (?:status|test|testing|score|level)|modifying)\b)",
    gives="C",
    word=_HEADS,
)
def illness(found: Found) -> object:
    """ "catalase deficiency", "primary lymphoedema"."""
    name = found.match["name"].strip()
    words = name.split()
    # A head alone ("disease", "infection") names nothing that a record could hold.
    if len(words) == 1 and re.fullmatch(
        r"disease|disorder|syndrome|failure|insufficiency|deficiency|dysfunction|abnormality|impairment|injury|defect|instability|attack|dependence|rupture|trophy|anomaly",
        words[0],
    ):
        return None
    if words[-1] in ("disease", "disorder") and not _OF_THE_TUMOUR.isdisjoint(words):
        return None
    return Ill(groups=(name,))


_ALLERGY = (
    r"(?:severe |serious |acute |known |life threatening |immediate |delayed |or |grade |history of )*"
    r"(?:allerg(?:y|ic|ies)|hypersensitiv(?:ity|e)|anaphyla(?:xis|ctic)|sensitivity|intolerance|infusion reaction|idiosyncrasy)"
    r"(?:(?: |,|/)+(?:or|and|and/or|to|reaction|allergy|allergic|hypersensitivity|anaphylactic|intolerance|severe|sensitivity|anaphylaxis|response|infusion|other|adverse|event|contraindication|known|suspected|delayed|immediate|idiosyncratic|serious))*? "
    r"(?:to|attributed to|against|with|related to|caused by|associated with|from|following) "
)


@OPEN.raw(
    rf"(?<![^ ]){_ALLERGY}(?P<what>(?:[^ ]+ )+?)(?=$|; |\. |(?:, )?(?:except|unless|excluding) )",
    gives="C",
    hint="allerg|hypersens|anaphyl|sensitivity|intoleran|infusion reaction|idiosyn",
)
def allergy(found: Found) -> object:
    """ "hypersensitivity to compounds of similar composition to paclitaxel"."""
    return allergens(found)


_GENERIC = re.compile(
    r"\b(?:excipient|component|ingredient|constituent|formulation|other agent used|agent used in|compound|product|study|trial|investigational|substance|analog|similar|any of|metabolite|standard of care|ingredient|drug|agent|material|vehicle|protocol|preservative)\b"
)
_SIMILAR = re.compile(
    r"^(?:any |other |a )*(?:compound|agent|drug|substance|product|medication)s? (?:of|with|that (?:are|is|have)|having) (?:a )?(?:similar|same|related) (?:chemical|biologic|biological|chemical and|chemically|structure|class|composition|or|and|/|,| )*"
    r"(?:D[\ue000-\uf8ff] )?(?:composition|structure|property|class)?s? ?(?:to|as|of) "
)
_OTHER = re.compile(
    r"[CJXWRBTASOYFLGKM][\ue000-\uf8ff]|\b(?:that|which|who|requiring|within|history|active|known|not|no|without|than|grade)\b"
)


_EARLIER = re.compile(r"(?:any )?(?:prior|previous) (?:[a-z]+ ){0,2}(?:treatment|therapy|exposure|use)\b")


def allergens(found: Found) -> object:
    """The question of an allergy to what is named."""
    said = found.match["what"]
    text = _SIMILAR.sub("", said)
    names: list[str] = []
    generic = text != said
    for piece in re.split(
        r" ?(?:,|;|/|\(|\)|\bor\b|\band\b|\band/or\b|\beg\b|\bsuch as\b|\bincluding\b|\bie\b) ?", text
    ):
        part = piece.strip()
        if not part:
            continue
        things = re.findall(r"D([\ue000-\uf8ff])", part)
        if things:
            for sign in things:
                thing = found.draft.at(sign)
                if (
                    part != text.strip()
                    and isinstance(thing, Treated)
                    and thing.when == "ever"
                    and _EARLIER.match(found.draft.spoken(f"D{sign} "))
                ):
                    # "Allergy to A, or previous therapy with B": the second is no allergy.
                    return None
                drugs = drugs_of(thing) if isinstance(thing, Treated) else None  # a list is read piece by piece
                if drugs is None:
                    drugs = _any_drugs(thing)
                if drugs is None:
                    return None
                names.extend((*drugs.drugs, *drugs.classes))
            rest = re.sub(r"D[\ue000-\uf8ff] ?", "", part).strip()
            if rest and _OTHER.search(rest):
                return None
        elif _OTHER.search(part) or MANY_DRUGS.match(part) or NO_NAME.search(part):
            return None
        elif _GENERIC.search(part):
            generic = True
        elif len(part.split()) <= 6:
            names.append(found.draft.spoken(part))
        else:
            return None
    parts: list[Criterion] = []
    if names:
        parts.append(AllergyTo(drugs=tuple(dict.fromkeys(names))))
    elif generic:
        parts.append(Finding(name="allergy to a trial drug"))
    return Fixed(criterion=any_of(tuple(parts))) if parts else None


def _any_drugs(thing: object) -> DrugSet | None:
    from onward.reading.drug_sets import joined_drugs
    from onward.reading.things import Several

    if isinstance(thing, Several):
        sets = [_any_drugs(part) for part in thing.parts]
        known = [one for one in sets if one is not None]
        return joined_drugs(known) if known and len(known) == len(sets) else None
    return thing.drugs if isinstance(thing, Treated) else None
