"""Operations and radiotherapy narrowed by words before or behind them: "bowel irradiation", "surgery of the inner ear".

What narrows them is no question of a record: it stays beside the event, for a human. Whoever had no such event at all had
none of that kind.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, MetastaticSites
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, CnsSpread, Fixed, Happened, Ill, Several, with_quality

PLACES = Stage("where an event was, and what for")
rule = PLACES.rule

# Organs and ways of operating that are no names of a place of their own in the lexicon.
_ORGAN = (
    "gastric|stomach|gastrointestinal|gi|intestinal|bowel|colonic|colon|colorectal|rectal|esophageal|gastroesophageal|bladder|urologic|urological|urinary|prostate|prostatic|renal|kidney|adrenal|hepatobiliary|biliary|gallbladder|pancreatic|pancrea|splenic|spleen|"
    "pulmonary|tracheal|airway|laryngeal|pharyngeal|throat|tonsil|sinonasal|sinus|nasal|nose|intranasal|facial|maxillofacial|periodontal|gum|tooth|implant|ocular|intraocular|cataract|refractive|retinal|vitreoretinal|corneal|glaucoma|eyelid|orbital|ear|otologic|"
    "cranial|skull base|transsphenoidal|pituitary|spine|lumbar|cervical spine|joint|knee|hip|shoulder|elbow|hand|wrist|foot|ankle|tendon|ligament|limb|extremity|arterial|carotid|aortic|valve|valvular|valve replacement|bypass|coronary bypass|coronary|peripheral vascular|venous|vein|varicose vein|"
    "hernia|weight loss|weight reduction|anti reflux|antireflux|transurethral|vaginal|cervical|tubal|fallopian|obstetric|perineal|anal|hemorrhoid|groin|inguinal|scrotal|penile|testicular|cutaneous|dermatologic|wound|scalp|node basin|nodal basin|lymph node|nodal|lymphatic|retroperitoneal|peritoneal|mesenteric|"
    "debulking|cytoreductive|cytoreduction|interval debulking|interval|volume reduction|robotic|keyhole|microscopic|exploratory|emergency|urgent|extensive|wide field|full field|extended field|involved field|involved site|field|small port|focal|hypofractionated|fractionated|craniospinal|consolidative|consolidation|"
    "whole abdominal|whole abdomen|whole pelvic|whole pelvis|para aortic|paraaortic|subtotal|partial|complete|radical|total|ablative|curative|non curative|high dose|low dose|proton|proton beam|photon|electron beam|intraoperative|endovascular|endoscopic|interventional|catheter|non oncologic|oncologic|non cancer|lower|upper|small|large|recent major|sleeve|banding|neurologic|neurological|brainstem|intrathoracic|intraperitoneal|soft tissue|skin graft|major non cardiac|non cardiac|noncardiac|fertility|gender|reassignment|transplant|amputation|limb salvage|reduction|reconstruction|reconstructive|revision|repeat"
)
_ADJECTIVE = (
    "pelvic|abdominal|thoracic|axillary|mediastinal|ovarian|uterine|breast|chest wall|chest|head and neck|neck|hepatic|liver|lung|brain|bone|thyroid|cardiac|dental|oral|spinal|orthopedic|vascular|minor|major|elective|palliative|ipsilateral|contralateral|bilateral|unilateral|double|local|regional|locoregional|"
    "plastic|cosmetic|laparoscopic|diagnostic|therapeutic|prophylactic|open|cutaneous|ocular|eye|gynecologic|gynecological|jaw|bariatric"
)


@PLACES.raw(
    rf"(?<![^ ])(?P<words>(?:(?:{_ORGAN}|{_ADJECTIVE}|Q[\ue000-\uf8ff]|Y[\ue000-\uf8ff]) (?:(?:, |/ )?(?:or|and|and/or|and or) (?:other )?|, |/ |- )?)*(?:{_ORGAN}|{_ADJECTIVE}) )O(?P<O>[\ue000-\uf8ff]) ",
    gives="O",
    hint=rf"(?<![^ ])(?:{_ORGAN}|{_ADJECTIVE}) O",
)
def of_an_organ(found: Found) -> object:
    """ "gastric or small intestinal surgery", "bowel irradiation"."""
    event = found.any("O")
    if not _is_plain(event):
        return None
    return with_quality(cast("Happened", event), found.draft.spoken(found.match["words"]))


@PLACES.raw(
    rf"(?<![^ ])(?P<words>(?:(?:{_ORGAN}|{_ADJECTIVE}) (?:(?:, |/ )?(?:or|and|and/or) (?:other )?|, |/ ))+)O(?P<O>[\ue000-\uf8ff]) ",
    gives="O",
    hint=rf"(?<![^ ])(?:{_ORGAN}|{_ADJECTIVE}) (?:, |/ )?(?:or|and|and/or|other|,|/) (?:other )?O",
)
def of_either_organ(found: Found) -> object:
    """ "inguinal or pelvic radiotherapy": the second has its noun, the first shares it."""
    event = found.any("O")
    if not _is_plain(event):
        return None
    qualities = cast("Happened", event).qualities
    if not qualities or _ONE_PLACE.fullmatch(f"{qualities[0]} ") is None:
        return None
    both = f"{found.draft.spoken(found.match['words'])} {qualities[0]}"
    return replace(cast("Happened", event), qualities=(both, *qualities[1:]))


_ONE_PLACE = re.compile(rf"(?:{_ORGAN}|{_ADJECTIVE}) ")


def _is_plain(event: object) -> bool:
    return (
        isinstance(event, Happened)
        and event.window is None
        and event.event.event in ("procedure", "major surgery", "radiotherapy")
    )


# A word here may bring in something else, or turn it.
_TURNS = (
    "or|and|and/or|but|no|not|nor|never|without|unless|except|excluding|other|than|if|when|while|during|within|in last|since|before|after|prior|following|until|must|should|may|can|will|would|could|is|are|was|were|be|been|being|has|have|had|allowed|permitted|eligible|planned|scheduled|"
    "exception|exceptions|exempt|required|needed|including|include|includes|such|like|eg|ie|patient|subject|participant|who|whom|least|more|less|week|day|month|year|ago|first|last|any time|either|both|also|with or|neoadjuvant|adjuvant|metastatic|enrollment|study|trial|protocol|treatment|therapy|only|all|plus|lostsign|progression|relapse|progressed|progressing"
)
_BEHIND = "to|of|in|on|at|involving|affecting|for|with|under|requiring|using|via|through"


@PLACES.raw(
    rf"O(?P<O>[\ue000-\uf8ff]) (?P<place>(?:(?:\( )?(?:{_BEHIND})) (?:(?!(?:{_TURNS}) )(?:[a-z]+|Y[\ue000-\uf8ff]) ){{1,7}}(?:\) )?)(?=$|W[\ue000-\uf8ff]|[,;.] |\) |(?:or|and) [A-Z][\ue000-\uf8ff])",
    gives="O",
    hint=rf"O[\ue000-\uf8ff] (?:\( )?(?:{_BEHIND}) ",
)
def of_somewhere(found: Found) -> object:
    """ "surgery of the inner ear", "irradiation of a study lesion": where, how or what for a human knows."""
    event = found.any("O")
    place = found.match["place"]
    if not _is_plain(event) or place.count("( ") != place.count(") "):
        return None
    if cast("Happened", event).event.kinds:
        # "Biopsy of the liver": whether that is its kind no record says either, but its own rules know more.
        return None
    return with_quality(cast("Happened", event), found.draft.spoken(place).strip(" ()"))


@PLACES.raw(
    rf"O(?P<O>[\ue000-\uf8ff]) \( (?P<words>(?!(?:{_TURNS}|defined) )(?:(?!(?:{_TURNS}) )(?:[a-z]+|,|/) ){{1,12}})\) ",
    gives="O",
    hint=r"O[\ue000-\uf8ff] \( [a-z]",
)
def in_brackets(found: Found) -> object:
    """ "surgery (with general anaesthetic) within 3 months"."""
    event = found.any("O")
    words = found.match["words"].strip()
    if not _is_plain(event) or not found.draft.denied or len(words) < 5:
        return None
    return with_quality(cast("Happened", event), f"({words})")


@rule(
    "<O> {for|due to|because of|to treat|to relieve|for relief of|for treatment of|for control of|for management of} [painful|symptomatic|any|a] <CF:illness> [control|relief|palliation]",
    gives="O",
)
def for_an_illness(found: Found) -> object:
    """ "radiotherapy for bone metastases": what it was for stays with it."""
    event, illness = found.any("O"), found.any("illness")
    spread = isinstance(illness, Fixed) and isinstance(illness.criterion, MetastaticSites)
    if not _is_plain(event) or not (spread or isinstance(illness, (Ill, CnsSpread))):
        return None
    if isinstance(illness, Ill) and illness.window is not None:
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1])
    if re.search(r" (?:or|and) ", f" {said} "):
        return None
    return with_quality(cast("Happened", event), said)


@rule(
    "{previous|prior|past|recent|history of|current} {or|and/or|,} {planned|scheduled|future|anticipated|upcoming|intended|pending} <CO:event>",
    gives="C",
)
def once_or_to_come(found: Found) -> object:
    """ "previous or planned transplantation": what is planned no record holds."""
    event = found.any("event")
    if not found.draft.denied or not isinstance(event, (Happened, Ill)) or event.window is not None:
        return None
    if found.words.startswith(("recent", "current")):
        event = with_quality(event, found.words.split()[0])
    asked = AskHuman(question=f"Is it planned: {found.draft.spoken(found.match[0])}?", because=JUDGED)
    return Several(joint="or", parts=(event, Fixed(criterion=asked)))


@rule(
    "<O> {planned|scheduled|anticipated|expected|foreseen|intended} [to occur|to be performed|to take place] [at any point|at any time] {during|in|within|throughout|for|while on|prior to completion of|over course of|through} [course of|period of|duration of|time of] {study|trial|treatment|study period|study participation|<T>|participation|next <T>}",
    "{plan|plans|plan for|plans for|planned|scheduled|anticipated|need for} <O> [W] {through|throughout|over} [course of|period of|duration of] {study|trial|treatment|study period|participation}",
    "{plan|plans|plan for|plans for|planned|scheduled|anticipated} <O> {<W>|within <T>} after {first dose|screening|randomization|enrollment|$anchor}",
    gives="F",
)
def planned_behind(found: Found) -> object:
    """ "surgery planned at any point during the study"."""
    if not isinstance(found.any("O"), Happened) or not found.draft.denied:
        return None
    if found.has("T"):
        found.take("T", Stretch)
    return Fixed(criterion=AskHuman(question=f"Is it planned: {found.draft.spoken(found.match[0])}?", because=JUDGED))


@PLACES.raw(
    r"(?<![^ ])(?P<words>(?:(?:multiorgan|multi organ|multivisceral|islet cell|islet|pancreatic islet cell|pancrea|pancreatic|corneal|cornea|hair|skin|bowel|intestinal|kidney|renal|liver|hepatic|heart|cardiac|lung|face|limb|uterine|myeloablative|non myeloablative|reduced intensity|matched|unrelated|related|haploidentical|cord blood|fecal microbiota|stool|tissue|organ|solid organ|vascularized) (?:(?:, |/ )?(?:or|and|and/or) |, |/ )?)+)C(?P<C>[\ue000-\uf8ff]) ",
    gives="C",
    hint=r" C[\ue000-\uf8ff]",
)
def transplant_of(found: Found) -> object:
    """ "multi-organ transplant", "myeloablative transplant": of what stays with it."""
    ill = found.any("C")
    if not isinstance(ill, Ill) or ill.groups != ("transplant",) or ill.qualities or ill.window is not None:
        return None
    return with_quality(ill, found.draft.spoken(found.match["words"]))


@rule(
    "{packed|<L:cell>|packed <L:cell>|thrombocyte|red blood cell|packed red blood cell|packed red cell|red cell|rbc|prbc|erythrocyte|plasma} <O>",
    gives="O",
)
def of_what(found: Found) -> object:
    """ "platelet transfusion": of what it was, a record of a transfusion need not say."""
    given = found.any("O")
    if not isinstance(given, Happened) or given.event.event != "transfusion" or given.qualities:
        return None
    return with_quality(given, found.draft.spoken(found.match[0]).removesuffix(" transfusion"))
