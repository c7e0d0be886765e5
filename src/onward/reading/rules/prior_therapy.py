"""Earlier treatment without its name, and naming what it contained: "prior treatment for metastatic disease", "chemotherapy-naive"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, DrugSet, Exposed, Had, Not
from onward.reading.grammar import Found, Stage
from onward.reading.rules.treatment import is_plain
from onward.reading.things import (
    JUDGED,
    Fixed,
    Several,
    Thing,
    Treated,
    Where,
    any_of,
    negated,
    with_quality,
    with_settings,
    with_status,
)
from onward.reading.things_asked import question_of

PRIOR = Stage("earlier treatment")
rule = PRIOR.rule

# "No more than one prior regimen": a count, and not whether there was one.
_COUNTED = re.compile(r"[RNB][\ue000-\uf8ff] (?:(?:line|course|regimen) of )?$")
_SINCE = re.compile(
    r"B[\ue000-\uf8ff] T[\ue000-\uf8ff] (?:since|after|from) (?:(?:completion of|end of|last|any|all) )*$"
)
_MORE_CANCERS = re.compile(r"(?:or|and|and/or|,) (?:(?:any |for |an )*(?:other|another|others)\b|for C[\ue000-\uf8ff])")
_EVER = "{prior|previous|any prior|any previous|earlier|received any prior|received prior|received previous|received any|previously received|prior or concurrent|prior or concomitant|any|received}"
_UNNAMED = "{treatment|therapy|regimen|treatment regimen|line of therapy|line of treatment|anti cancer regimen|therapeutic regimen}"


@rule(
    f"{_EVER} {_UNNAMED} <S> {{with|using|containing|consisting of|including|that included}} [any|both|either|one or more] <D>",
    "{treatment|therapy|treated} <S> {with|using} [any|both|either] <D>",
    gives="D",
)
def named_behind(found: Found) -> object:
    """ "prior treatment for metastatic disease with cytotoxic agents"."""
    if "including" in found.words.split() or _COUNTED.search(found.match.string[: found.match.start()]) is not None:
        return None
    where = found.take("S", Where)
    thing = with_status(cast("Thing", found.any("D")), "ever")
    return with_settings(thing, where.settings, where.also_for) if where.settings else thing


@rule(
    f"{_EVER} {_UNNAMED} <S> [,] {{such as|eg|for example}} <D>",
    f"{_EVER} {_UNNAMED} <S> ( {{such as|eg|for example}} <D> )",
    gives="D",
)
def of_these_kinds(found: Found) -> object:
    """ "prior therapy for breast cancer, such as chemotherapy or hormones": drugs are meant, of any kind."""
    where = found.take("S", Where)
    drugs = found.any("D")
    parts = drugs.parts if isinstance(drugs, Several) else (drugs,)
    if not all(isinstance(part, Treated) and is_plain(part) for part in parts):
        return None
    if _COUNTED.search(found.match.string[: found.match.start()]) is not None:
        return None
    return Treated(drugs=DrugSet(roles=("anticancer",)), when="ever", settings=where.settings, also_for=where.also_for)


@rule(
    f"{_EVER} {_UNNAMED} <S>",
    "treatment {naive|free} <S>",
    "{no|without} [any] [prior|previous] {treatment|therapy} <S>",
    gives="",
)
def unnamed(found: Found) -> object:
    """ "prior treatment for metastatic disease": drugs, or something else that a human knows of."""
    where = found.take("S", Where)
    words = found.words
    if _MORE_CANCERS.match(found.match.string, found.match.end()) is not None:
        # "For breast cancer or any other cancer": for which it was asks a human.
        return None
    if _SINCE.search(found.match.string[: found.match.start()]) is not None and not where.settings:
        # How long ago it was is asked.
        return None
    if _COUNTED.search(found.match.string[: found.match.start()]) is not None:
        return None
    given = Exposed(to=DrugSet(roles=("anticancer",)), settings=where.settings)
    said = found.draft.spoken(words)
    asked = AskHuman(question=f"Was there other treatment, such as surgery or radiotherapy: {said}?", because=JUDGED)
    parts = [Fixed(criterion=given), Fixed(criterion=asked)]
    if not where.settings:
        parts.insert(1, Fixed(criterion=Had(event="radiotherapy")))
    made = Several(joint="or", parts=tuple(parts))
    if words.startswith(("no ", "without ", "treatment ")):
        if found.draft.denied and not words.startswith("treatment "):
            return None
        return found.draft.put("X", negated(any_of(tuple(part.criterion for part in parts))))
    return found.draft.put("C", made)


@rule(
    "{previous|prior} {therapy|treatment|regimen|chemotherapy} {should|must|may} not have {included|contained} <D>",
    gives="X",
)
def not_included(found: Found) -> object:
    """ "previous therapy must not have included G-CSF"."""
    question = question_of(with_status(cast("Thing", found.any("D")), "ever"), denied=True)
    return question if found.draft.denied else Not(of=question)


@rule(
    "<D> naive [patient|subject|to] [<S>]",
    "naive {to|for|with respect to} [prior] <D>",
    gives="X",
)
def naive(found: Found) -> object:
    """ "chemotherapy-naive in the metastatic setting"."""
    thing = with_status(cast("Thing", found.any("D")), "ever")
    if found.has("S"):
        where = found.take("S", Where)
        placed = with_settings(thing, where.settings, where.also_for) if where.settings else thing
        if placed is None:
            return None
        thing = placed
    if isinstance(thing, Treated) and (thing.window is not None or thing.ended_by):
        return None
    return Not(of=question_of(thing, denied=True))


@rule(
    "{prior|previous|most recent} {treatment|therapy|regimen|chemotherapy|systemic therapy|treatment regimen} [<S>] {must include|must have included|should have included|which included|that included|which include|that include|including|included|which must have included|must contain|must have contained|consisting of} [both|either|at least|treatment with] <D>",
    "{regimen|treatment regimen|chemotherapy regimen} [<S>] {must include|must have included|should have included|must have contained} [both|either] <D>",
    gives="D",
)
def included(found: Found) -> object:
    """ "prior treatment must have included an anthracycline and a taxane"."""
    if " including " in found.words and found.draft.denied:
        return None
    thing = with_status(cast("Thing", found.any("D")), "ever")
    if not found.has("S"):
        return thing
    where = found.take("S", Where)
    return with_settings(thing, where.settings, where.also_for) if where.settings else thing


@rule(
    "<D:one> [given|received|used|administered] {as part of|as component of} [prior|any|a|their|previous] <D:general>",
    "<D:one> [given|received|used|administered] as <D:general>",
    gives="D",
)
def as_part_of(found: Found) -> object:
    """ "an anthracycline as part of adjuvant chemotherapy"."""
    general = found.any("general")
    if not isinstance(general, Treated) or general.drugs.drugs or general.ended_by or general.qualities:
        return None
    one = cast("Thing", found.any("one"))
    if general.window is not None and isinstance(one, Treated) and one.window is None:
        one = replace(one, window=general.window)
    elif general.window is not None:
        return None
    if general.settings:
        return with_settings(with_status(one, "ever"), general.settings, general.also_for)
    return with_status(one, "ever")


@rule("{targeting|selectively targeting|directed against|directed at|that target|which target|against} <D>", gives="D")
def targeting(found: Found) -> object:
    """ "therapy targeting CDK2 inhibition"."""
    return found.any("D")


@rule("{therapy|treatment|agent|drug|inhibitor} [selectively] <D>", gives="D")
def therapy_targeting(found: Found) -> object:
    """ "agents targeting mTOR"."""
    said = found.draft.said[ord(found.match["D"]) - 0xE000]
    if not said.startswith(("targeting", "selectively targeting", "directed", "that target", "which target")):
        return None
    return found.any("D")


@rule(
    "<D> {prescribed|given|used|administered|taken} for [management of|treatment of|symptom of|control of|symptom associated with|symptom related to] [their|known] <C>",
    gives="D",
)
def given_for(found: Found) -> object:
    """ "corticosteroids prescribed for brain metastases": for what stays for a human."""
    if found.match.start() == 0 and found.match.end() == len(found.match.string):
        # A whole line of this kind is one of a list, most often of exceptions.
        return None
    words = found.draft.spoken(found.match[0].split(" ", 1)[1])
    return with_quality(cast("Thing", found.any("D")), words)
