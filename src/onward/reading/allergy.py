"""Lines about allergies: "hypersensitivity to docetaxel, other drugs with polysorbate 80, or any excipient"."""

from __future__ import annotations

import re

from onward.criteria import AllergyTo, AskHuman, Criterion, Finding
from onward.reading.drug_sets import drugs_of
from onward.reading.lexicon import Lexicon
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Treated, any_of, negated
from onward.reading.word_set import word_set

_KIND = r"(?:allergy|allergic|hypersensitivity|hypersensitive|anaphylaxis|anaphylactic|anaphylactoid|sensitivity|intolerance|intolerant|infusion reaction|idiosyncrasy|idiosyncratic|severe reaction|unanticipated severe reaction|unexpected reaction)"
_FRAME = (
    r"(?:patient|subject|participant|individual|person|who|with|has|have|had|having|a|any|known|suspected|expected|potential|possible|history|of|prior|previous|past|or|and|and/or|,|/|current|documented|presence|evidence|severe|serious|significant|clinically|"
    r"life threatening|grade|3|4|≥|\(|\)|immediate|delayed|acute|type i|medical|personal|experienced|experience|known to be|are|is|be|clinical|confirmed|unanticipated|there is|to have|previously|identified|exhibited|experience|-|uncontrollable|persistent|other|unmanageable|adverse reaction)"
)
_LINE = sought(
    rf"^(?:(?P<no>no|not|without|absence of|must not have|should not have|may not have|must have no|no known|never had) )?(?:{_FRAME} )*?(?:{_KIND}|severe)(?: (?:{_KIND}|or|and|and/or|/|,|reaction|response|event|effect|to|with|known|severe|suspected|of|history|related|type|immediate|delayed|previous|prior|\(|\)|grade|3|4|≥|other|adverse|drug|clinically significant|that is|infusion|attributable|cross|contraindication|contra|indication))*? "
    r"(?:to|attributed to|against|with|related to|caused by|associated with|from|following|due to|attributable to|of) (?P<what>.+)$"
)
_NEEDED = sought(rf"\b{_KIND}\b")
_BEHIND = sought(
    r"^(?P<no>no )?(?:(?:known|history of|severe|documented|patient with|have|has|a|prior|suspected|any) )*(?P<what>(?:[a-z0-9]+ ){1,4}?)(?:allergy|hypersensitivity|intolerance)(?: reaction)?$"
)
_TAIL = sought(
    r"(?: (?:are|is|will be|should be|will|must) (?:an exclusion criterion|exclusion criterion|excluded|ineligible|not eligible|not be eligible)(?: (?:from|for|to) (?:this |the |study |trial |participation|participate|in |enroll)+)?| at (?:study entry|any time)| in (?:past|history|medical history)| (?:to be )?used in (?:this |the )?(?:study|trial)| in (?:this |the )?(?:study|trial)| excluded)+$"
)
_ALIKE = sought(
    r"\b(?:similar|derivatives?|related (?:compound|agent|drug|substance)s?|(?:compound|agent|drug|substance)s? related to)\b"
)
# "... or other agents used in the study": the drugs of the trial beside those that are named.
_OTHERS_OF_TRIAL = sought(
    r"\b(?:other|any) (?:(?:study|trial|protocol) )?(?:agent|drug|medication|medicine|substance|compound|product)(?: (?:to be )?used)? in (?:this |the )?(?:study|trial|protocol)$"
)
_GENERIC = sought(
    r"\b(?:excipient|component|ingredient|constituent|formulation|agent used|compound|product|study|trial|investigational|substance|analog|analogue|metabolite|drug|agent|material|vehicle|protocol|preservative|class|medication|therapy|treatment|content|adjuvant|derivative|of them|them|its|diluent|solvent|part|capsule|active|inactive|preparation|medicine|regimen|intervention|standard of care|ip|imp|supportive care)\b"
)
_SIMILAR = sought(
    r"(?<![^ ])(?:any |other |a )*(?:compound|agent|drug|substance|product|medication|molecule)? ?(?:of|with|that (?:are|is|have)|having|which (?:are|is|have))? ?(?:(?:chemically|structurally|pharmacologically|biologically|or|and|and/or) )*(?:a )?(?:similar|same|related|comparable)(?: (?:identical|biologically|chemical|biologic|biological|pharmacological|pharmacologic|chemically|structurally|structure|class|composition|structural|or|and|/|and/or|in))* (?:to|as|of) (?:that of |those of )?"
)
_VIA = sought(r"^(?:any |other |another )*(?:drug|agent|medication|compound|product|medicine|substance|medicinal product|pharmaceutical|therapy)s? (?:formulated|solubilized|prepared|produced|formulating|containing|dissolved|that contain|which contain|made)(?: (?:in|with|by|from|using|the vehicle))* ")  # fmt: skip
_OTHER = sought(
    r"\b(?:that|which|who|whom|note|listed|waived|resulted|discontinued|subject|participant|individual|person|received|receiving|asthma|cause|contra|control|sting|immunological|requiring|require|required|within|active|not|no|without|than|grade|unless|except|if|will|would|may|must|should|can|patient|woman|disease|history|lead|led|leading|resulting|infection|cancer|syndrome|disorder|deficiency|infected|illness|intercurrent|uncontrolled|comorbidity|hiv|pregnan\w*|surgery|during|after|before|prior|preclude|prevent|contraindicat\w+|due|test|ml|mg|year|month|week|day|exposure|contraindication to|participation|phase|cohort|run in)\b|[≥≤<>%;]"
)
_SPLIT = sought(
    r" ?(?:,|/|\(|\)|\bor\b|\band\b|\band/or\b|\beg\b|\bsuch as\b|\bincluding\b|\bie\b|\band to\b|\bas well as\b|\bbut not limited to\b|\bother than\b|:|\bnor\b|\bplus\b) ?"
)
_LEAD = sought(r"^(?:(?:any|other|all|one|either|both|the|a|of|to|their|its|known|more|prior|previous|in|any of|similar|humanized|chimeric|similar to|with|for|from|related|use of|treatment with|therapy with|administration of|exposure to|receipt of|intravenous|iv|another|each|these|this|severe|certain|some|formulated with) )+")  # fmt: skip
# "Allergy to A, or previous treatment with B": the second is no allergy.
_TREATED_BEFORE = sought(
    r"(?:,|\bor\b|\band/or\b) (?:(?:any|a) )?(?:prior|previous) (?:treatment|therapy|exposure|use)\b|\b(?:treatment|therapy) related\b|\bsae\b"
)
# A clause is no name ("or is to have hypersensitivity to it"), and what is born with one is no allergy.
NO_NAME = sought(
    r"^(?:is|are|be|been) (?:to have|to be|allergic|hypersensitive)(?= |$)|^(?:hereditary|congenital|inherited|familial)(?= |$)"
)
# "Intolerance (including grade 3 or 4 infusion reactions) or hypersensitivity to": of which kind, not to what.
_KIND_TOLD = sought(
    rf"(?<=[a-z] )\( (?:including|such as|eg|ie) (?:(?:any|a) )?(?:grade (?:[1-4](?: (?:or|-|to|and|/) [1-4])?|≥ [1-4]) )?(?:{_KIND}|anaphylaxis|immediate|delayed|severe|or|and|,|reaction| )+ \) (?=(?:or|and|and/or|to|against|with)\b)"
)
# Active or inactive, it is a part of the drug.
_ACTIVE_OR_NOT = sought(
    r"\b(?:in)?active (?:(?:or|and|and/or|/) (?:in)?active )?(?:pharmaceutical )?(?=(?:excipient|ingredient|component|substance|constituent)\b)"
)
_EXAMPLES_OF = sought(
    r"^(?P<head>[^(]*?\b(?:ingredient|component|excipient|substance)\b[^(]*?) ?(?:,|\()? ?\b(?:including|such as|eg|ie)\b"
)
# "A similar compound, biological agent or formulation": none that has a name.
_ANY_BIOLOGIC = word_set("biological biologic") | {"biological agent", "biologic agent", "biological drug"}
MANY_DRUGS = sought(
    r"^(?:(?:or|to|any|other|known) )*(?:multiple|several|many|numerous|different|various|more than one|two or more|≥ 2) (?:\w+ )?(?:drug|medication|medicine|agent|antibiotic|substance|allergen)$"
)
_PRODUCT = sought(r"\bdrug (?:product|substance)\b")
_FORMULATION = sought(r"^(?:component|ingredient|excipient|constituent) of (?:formulation|product|preparation)$")
_A_KIND = r"(?:(?:fully )?(?:chimeric|humanized|humanised|human|murine|mouse|recombinant|bispecific))"
_KINDS_OF_ANTIBODY = sought(
    rf"(?<![^ ])(?:recombinant )?{_A_KIND}(?: (?:,|or|and|and/or|/|, or|, and) {_A_KIND})+ (?=(?:monoclonal )?antibod)"
)
_LONGEST = 7
# "Allergy to A, or another contraindication to B": a way of its own.
_OR_CONTRAINDICATED = sought(
    r"^(?P<head>[^.;]*?) ?,? (?:or|and/or) (?:any )?(?:other|another|known) contra ?-?indications? (?:to|for|against) (?P<of>[^.;]+)$"
)
_PLAIN = word_set("a an of or other any the based containing like type in for with to inhibitor therapy")


def read_allergy(line: str, lexicon: Lexicon, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that is about allergies and nothing else; None for others."""
    if _NEEDED.search(line) is None or len(line) > 700:
        return None
    beside = _OR_CONTRAINDICATED.match(line.strip(" .,;:")) if denied else None
    known = None if beside is None else read_allergy(beside["head"], lexicon, denied=True)
    if beside is not None and known is not None:
        judged = AskHuman(question=f"Is there a contraindication to it: {beside['of']}?", because=JUDGED)
        return any_of((known, judged))
    of_trial = _OTHERS_OF_TRIAL.search(line.strip(" .,;:")) is not None
    text = _KIND_TOLD.sub("", _ACTIVE_OR_NOT.sub("", _TAIL.sub("", line.strip(" .,;:"))))
    found = _LINE.match(text) or _BEHIND.match(text)
    if found is None:
        return None
    if "adverse event" in text:
        # "Intolerance and/or adverse events related to trastuzumab": not every adverse event is an allergy.
        return None
    judged = re.search(r"\bcontra ?-?indications?\b", text[: found.start("what")]) is not None
    question = _question(found["what"].strip(), lexicon, of_trial=of_trial)
    if question is None:
        return None
    if "AllergyTo(" in repr(question) and _ALIKE.search(found["what"]) is not None:
        # "Compounds of similar composition to lapatinib": who reacts to those may never have had lapatinib.
        told = f"Is there an allergy to something like it: {found['what'].strip(' .,;')}?"
        question = any_of((question, AskHuman(question=told, because=JUDGED)))
    if judged:
        asked = AskHuman(question=f"Is there a contraindication to it: {found['what'].strip(' .,;')}?", because=JUDGED)
        question = any_of((question, asked))
    if denied and _OR_ADVERSE.search(text[: found.start("what")]) is not None:
        # "Allergic or other adverse reactions to it": not every adverse reaction is an allergy.
        asked = AskHuman(
            question=f"Was there an adverse reaction to it: {found['what'].strip(' .,;')}?", because=JUDGED
        )
        return any_of((question, asked))
    if denied:
        return question
    return negated(question) if found["no"] else None


_OR_ADVERSE = sought(
    r"\b(?:or|and/or|and|,|/) (?:other )?(?:adverse|unanticipated|unexpected) (?:drug )?reaction\b|\badverse reaction (?:or|and/or|/) "
)


def _question(what: str, lexicon: Lexicon, *, of_trial: bool) -> Criterion | None:
    names: list[str] = []
    generic = False
    unlike = " other than " in f" {what} "
    if unlike:
        return None
    what = re.sub(r"compound of (?:chemical |biologic |or )+composition similar to (?:those of |that of )?", "", what)
    # "Chimeric or humanized antibodies": of whatever kind.
    what = _KINDS_OF_ANTIBODY.sub("", _SIMILAR.sub("", what.replace("e . coli", "e coli")))
    if " . " in what:
        return None
    if _TREATED_BEFORE.search(what) is not None:
        return None
    for piece in _SPLIT.split(what):
        part = piece.strip(" .-")
        if not part:
            continue
        if MANY_DRUGS.match(part) is not None:
            # "Allergy to multiple drugs" is none to the drug of the trial.
            return None
        if re.fullmatch(rf"(?:{_FRAME}|{_KIND}|reaction|to|response|[ ])+", part):
            continue
        plain = _LEAD.sub("", f"{part} ").strip()
        if plain.isdigit() or len(plain) < 3:
            continue
        via = _VIA.sub("", plain)
        if via != plain:
            plain = via.strip()
        plain = re.sub(
            r"^(?:who (?:have|has) had )?(?:(?:severe|serious|history of|known|prior) )*(?:allergy|hypersensitivity|allergic|sensitivity|anaphylaxis|infusion)(?: reaction| response)? to ",
            "",
            plain,
        ).strip()
        if not plain:
            generic = generic or _GENERIC.search(part) is not None
            continue
        if _OTHER.search(plain) is not None or NO_NAME.search(plain) is not None:
            return None
        if plain in _ANY_BIOLOGIC:
            generic = True
            continue
        known = _drugs(plain, lexicon)
        if known is None:
            return None
        if known:
            trial = {"drug of the trial", "investigational drug"}
            names.extend(name for name in known if name not in trial)
            generic = generic or not trial.isdisjoint(known)
            of_trial = of_trial or not trial.isdisjoint(known)
        elif (
            _GENERIC.search(plain) is not None and re.search(r"\b(?:product|protein|derived)\b", plain) is None
        ) or re.search(
            r"\b(?:investigational|study|trial|drug|finished|medicinal) (?:product|protein)\b|^(?:excipient|ingredient|component|constituent)\b",
            plain,
        ):
            generic = True
            # "any component of ME-344": a drug by its number is the trial's own, as is "the drug product".
            of_trial = (
                of_trial
                or _PRODUCT.search(plain) is not None
                or (not names and _FORMULATION.search(plain) is not None)
                or re.search(r"\b[a-z]{1,5} ?\d{2,}\b", plain) is not None
                or re.search(r"\b(?:study|trial|investigational|protocol)\b", plain) is not None
            )
        elif plain in ("reaction", "similar", "same", "related", "chemical", "biologic", "biological", "composition"):
            continue
        elif plain in ("product", "substance", "compound", "agent", "drug", "medication"):
            generic = True
        elif len(plain.split()) <= _LONGEST:
            names.append(plain)
        else:
            return None
    told = _EXAMPLES_OF.match(what)
    if told is not None and names and generic and not _drugs(told["head"].strip(), lexicon):
        # "Any component, including A": A is one of them, and the others count as well.
        of_trial = True
    to_trial = Finding(name="allergy to a trial drug")
    if names:
        named = AllergyTo(drugs=tuple(dict.fromkeys(names)))
        return any_of((named, to_trial)) if of_trial else named
    return to_trial if generic else None


def _drugs(words: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The drugs and classes that a piece names; empty when it names none, None when they are no plain drugs."""
    tokens = words.split()
    at = 0
    names: list[str] = []
    while at < len(tokens):
        found = lexicon.longest(tokens, at)
        if found is None:
            at += 1
            continue
        end, (letter, value) = found
        if letter == "D":
            drugs = drugs_of(value) if isinstance(value, Treated) else None
            if drugs is None:
                return None
            if not (drugs.drugs or drugs.classes):
                at = end
                continue
            # A class as wide as "biologic therapy" would say more than "monoclonal antibodies".
            named = tokens[at:end]
            rest = [word for n, word in enumerate(tokens) if not at <= n < end and _GENERIC.search(word) is None]
            if not drugs.drugs and rest and not set(rest) <= _PLAIN:
                # "Macrolide antibiotics" are not all antibiotics.
                names.append(words)
                break
            wide = {"biologic therapy", "immunostimulant", "immunotherapy"}.intersection(drugs.classes)
            names.extend((*drugs.drugs, *((" ".join(named),) if wide else drugs.classes)))
        at = end
    return tuple(dict.fromkeys(names))
