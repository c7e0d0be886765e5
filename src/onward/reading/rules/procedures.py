"""Surgery, biopsies and radiotherapy by what kind and where: "minor surgery", "radiotherapy to the chest wall"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, Had, Not
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed, Happened, Several, Unless, Window, all_of, with_quality, with_window

PROCEDURES = Stage("events by kind and place")
rule = PROCEDURES.rule

_ADJECTIVE = (
    "{minor|elective|palliative|unrelated|ipsilateral|contralateral|bilateral|extracranial|intracranial|thoracic|intrathoracic|intra thoracic|abdominal|intraabdominal|intra abdominal|pelvic|intrapelvic|intra pelvic|ovarian|mantle|axillary|"
    "craniospinal|curative|curative intent|definitive|primary|regional|regional nodal|locoregional|loco regional|local|localized|adjuvant|plastic|cosmetic|dental|jaw|orthopedic|oral|gastric|gastrointestinal|bariatric|cardiac|vascular|"
    "laparoscopic|diagnostic|open|excisional|incisional|excision|risk reducing|prophylactic|breast augmentation|breast reduction|reconstructive|oncologic|therapeutic|partial breast|whole breast|accelerated partial breast|post mastectomy|postmastectomy|"
    "breast|chest wall|ipsilateral breast|internal|stereotactic|stereotactic body|external|wide field|limited field|limited|small field|hepatic|spinal|neck|head and neck|thyroid|uterine|gynecologic|gynecological|eye|ocular|abdomen|chest|"
    "ipsilateral chest wall|systemic|total body|hemibody|concurrent|concomitant|major unrelated|intra operative|intraoperative|preoperative|pre operative|postoperative|salvage|surgical|standard|conventional|external beam|invasive|non invasive|"
    "percutaneous|organ|oncoplastic|neck or chest|mediastinal|breast or chest wall|bone|other|non cns|cns|brain|liver|lung|previous|prior|non diagnostic|therapeutic or palliative|curative or palliative|palliative or curative|small|nipple sparing}"
)


@rule(
    f"{_ADJECTIVE} [{{,|or|and|/|and/or}} {_ADJECTIVE}] <O>",
    f"{_ADJECTIVE} , {_ADJECTIVE} [,] {{or|and|and/or}} {_ADJECTIVE} <O>",
    gives="O",
    again=True,
)
def of_a_kind(found: Found) -> object:
    """ "minor surgery", "ipsilateral breast irradiation": what narrows it stays for a human."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.window is not None:
        return None
    words = " ".join(found.words.split()[:-1])
    if words in ("prior", "previous", "other"):
        return None
    if words in ("surgical", "standard", "conventional", "external beam", "external", "invasive"):
        return event
    if event.event.event == "vaccine" or event.event.event == "live vaccine":
        return None
    return with_quality(event, words)


@rule("<Q:how> [unrelated] <O>", gives="O")
def major(found: Found) -> object:
    """ "major unrelated surgery"."""
    event = found.any("O")
    if not isinstance(event, Happened) or found.any("how") != "major":
        return None
    made = event
    if event.event == Had(event="procedure"):
        made = replace(event, event=Had(event="major surgery"))
    return with_quality(made, "unrelated") if "unrelated" in found.words else made


@rule("<Y:where> <O>", gives="O")
def somewhere(found: Found) -> object:
    """ "brain irradiation", "bone marrow biopsy": where stays for a human, or is the site of radiotherapy."""
    event, sites = found.any("O"), cast("tuple[str, ...]", found.any("where"))
    if not isinstance(event, Happened) or event.window is not None:
        return None
    if event.event == Had(event="radiotherapy") and set(sites) <= _IRRADIATED:
        return replace(event, event=Had(event="radiotherapy", sites=sites))
    if event.event.event not in ("radiotherapy", "procedure"):
        return None
    return with_quality(event, " ".join(found.draft.spoken(found.match[0]).split()[:-1]) or "there")


_IRRADIATED = frozenset({"brain", "liver", "lung", "bone"})


@rule(
    "<O> ( {including|eg|such as|ie} [,] [:] <O:example> )",
    "<O> ( <O:example> )",
    gives="O",
)
def with_examples(found: Found) -> object:
    """ "breast surgery (e.g. lumpectomy)"."""
    one, example = found.any("O"), found.any("example")
    if not isinstance(one, Happened) or not isinstance(example, Happened):
        return None
    if one.event.event != example.event.event and not (
        one.event.event == "major surgery" and example.event.event == "procedure"
    ):
        return None
    return None if " ie " in found.words and not found.draft.denied else one


@rule(
    "<O> {to|of|involving|encompassing|affecting|including|that encompassed|covering|that involved|in} <R> of [his|her|their|total|entire|whole] {bone marrow reserve|bone marrow|marrow bearing <Y>|marrow bearing area|marrow bearing skeleton|marrow space|marrow volume|<Y> marrow|marrow|hematopoietic marrow|<Y> containing marrow|skeleton|pelvis}",
    "<O> ( <R> of {bone marrow|marrow bearing <Y>|marrow|<Y>} )",
    gives="O",
)
def share_of_marrow(found: Found) -> object:
    """ "radiotherapy to more than 25 % of the bone marrow": how much of it a human knows."""
    event, share = found.any("O"), found.take("R", Bound)
    if not isinstance(event, Happened) or share.unit != "%" or share.low is None or share.high is not None:
        return None
    return with_quality(event, found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ()"))


@rule(
    "<R> of [his|her|their|total] {bone marrow|marrow bearing <Y>|marrow bearing area|<Y> marrow|marrow} [has|have|had|was|were] [been] irradiated",
    gives="",
)
def marrow_irradiated(found: Found) -> object:
    """ "more than 25 % of marrow-bearing bone has been irradiated"."""
    share = found.take("R", Bound)
    if share.unit != "%":
        return None
    said = found.draft.spoken(found.match[0])
    event = Happened(event=Had(event="radiotherapy"))
    if share.low is not None and share.high is None:
        return found.draft.put("O", with_quality(event, said))
    if share.low is not None or found.draft.denied:
        return None
    asked = AskHuman(question=f"Was it more than that: {said}?", because=JUDGED)
    return found.draft.put("X", Not(of=all_of((event.event, asked))))


@rule(
    "<Q:when> ( <W> ) or {planned|scheduled|anticipated} <O>",
    "<O> [( ] <W> [) ] or {planned|scheduled} [<O:again>]",
    gives="C",
)
def lately_or_planned(found: Found) -> object:
    """ "recent (within 6 weeks) or planned dental surgery"."""
    event, window = found.any("O"), found.take("W", Window)
    if not found.draft.denied or window.at_least or (found.has("when") and found.any("when") != "recent"):
        return None
    made = with_window(cast("Happened", event), window)
    if made is None or found.words.count("(") != found.words.count(")"):
        return None
    said = found.draft.spoken(found.match[0])
    asked = Fixed(criterion=AskHuman(question=f"Is it planned: {said}?", because=JUDGED))
    return Several(joint="or", parts=(made, asked))


@rule("<O> ( {excluding|except|except for|other than|not including|with exception of} ... )", gives="O")
def but_for_words(found: Found) -> object:
    """ "major surgery (excluding placement of vascular access)": an exception in words stays for a human."""
    event = found.any("O")
    if not isinstance(event, Happened) or re.search(r"[CDFXWTN][\ue000-\uf8ff]", found.words.split("( ", 1)[1]):
        return None
    words = found.draft.spoken(found.match[0].split("( ", 1)[1]).strip(" ()")
    words = re.sub(r"^(?:excluding|except for|except|other than|not including|with exception of) ", "", words)
    return Unless(thing=event, exception=AskHuman(question=f"Was it only: {words}?", because=JUDGED))


@rule("<O> ( {including|includes} ... )", gives="O")
def included_words(found: Found) -> object:
    """ "radiotherapy (including that of the brain)": what is named is part of it."""
    event = found.any("O")
    inside = found.words.split("( ", 1)[1]
    if not found.draft.denied and not (isinstance(event, Happened) and event.event.kinds):
        return None
    return None if re.search(r"[CDFSWXBTR][\ue000-\uf8ff]", inside) else event


@rule("<O> [,] {such as|like|eg} $rest", "<O> ( {such as|like|eg|ie} ... )", gives="O")
def of_these_kinds(found: Found) -> object:
    """ "surgical procedures such as implants or a reduction": the examples narrow a name that holds every operation."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.event != Had(event="procedure") or event.qualities:
        return None
    return with_quality(event, found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,()"))


@rule(
    "<O> [,] {unrelated to|not related to|for reason other than|other than for} [treatment of|diagnosis of] {<F>|breast cancer|study disease|cancer|<J>}",
    gives="O",
)
def unrelated(found: Found) -> object:
    """ "major surgery unrelated to breast cancer"."""
    event = found.any("O")
    if not isinstance(event, Happened):
        return None
    return with_quality(event, found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,"))
