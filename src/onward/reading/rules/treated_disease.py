"""A disease and the treatment it had: "advanced breast cancer previously treated with a taxane", "HER2-positive patients must have received trastuzumab"."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    BreastCancer,
    Condition,
    Criterion,
    Exposed,
    Finding,
    HasSex,
    Lines,
    Metastatic,
    Not,
    Relapse,
    Spread,
    When,
)
from onward.criteria import Stage as StageGroup
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.values import criterion_of
from onward.reading.things import JUDGED, Fixed, Ill, Several, Treated, Where, all_of, any_of
from onward.reading.word_set import word_set

PLACED = Stage("counts that were read without their setting")
TREATED = Stage("a disease and its treatment")

_HAD = word_set(
    "previously treated pretreated received who prior with without not no untreated naive progressed progression progressing failed refractory resistant relapsed having after following despite have has whose never recurred"
)


@TREATED.rule(
    "<FX:who> [,|;] [<P>] [they] [who|that|which|must|should|need to|needs to|are required to|and|with] [have|has|had|be] [also] [been] <DX:given>",
    gives="X",
    whole=True,
)
def treated_disease(found: Found) -> object:
    """ "breast cancer previously treated with a taxane": both; "HER2-positive patients must have had ...": those, where they are."""
    if found.draft.denied:
        return None
    who, given = criterion_of(found.any("who"), denied=False), found.any("given")
    if not _tells_who(who) or not is_treatment(given):
        return None
    sign = found.sign("given")
    words = found.words.split()[1:-1] + (found.draft.said[ord(sign) - FIRST_THING].split()[:4] if sign else [])
    then = criterion_of(given, denied=False)
    if {"must", "should", "need", "required"}.isdisjoint(words):
        return all_of((who, then)) if not _HAD.isdisjoint(words) else None
    return all_of((who, then)) if _is_for_all(who) else When(condition=who, then=then)


@TREATED.rule(
    "{for|in|if} [<P>] [is|are|has|have] <FX:who> [<P:more>] {:|,} [<P:again>] [they|he|she] [must|should] [have|has] <DX:given>",
    gives="X",
    whole=True,
)
def treated_if(found: Found) -> object:
    """ "for patients with hormone-receptor-positive disease: progression on hormonal therapy"."""
    if found.draft.denied:
        return None
    who, given = criterion_of(found.any("who"), denied=False), found.any("given")
    if not _tells_who(who) or not is_treatment(given):
        return None
    then = criterion_of(given, denied=False)
    return all_of((who, then)) if _is_for_all(who) else When(condition=who, then=then)


def is_treatment(value: object) -> bool:
    """Whether it is treatment that was given, or was not, or a count of its lines; and nothing that lies so far back."""
    match value:
        case Treated():
            return value.window is None and not value.supportive and value.when != "now"
        case Several():
            return all(map(is_treatment, value.parts))
        case Exposed() | Lines() | Relapse():
            return True
        case Not():
            return is_treatment(value.of)
        case AllOf() | AnyOf():
            return all(is_treatment(part) or isinstance(part, AskHuman) for part in value.of)
        case _:
            return False


_DISEASE = (BreastCancer, Metastatic, StageGroup)


def _tells_who(criterion: Criterion) -> bool:
    """Whether it tells of which disease, receptor, gene or sex somebody is, and denies nothing of the record."""
    match criterion:
        case AllOf() | AnyOf():
            return all(map(_tells_who, criterion.of))
        case Not():
            return type(criterion.of).__name__ in ("Receptor", "HasVariant")
        case Finding():
            return not criterion.name.startswith("no ")
        case _:
            return type(criterion).__name__ in _WHO


_WHO = frozenset(
    {
        "BreastCancer", "Metastatic", "Stage", "Onset", "MetastaticSites", "Spread", "Receptor", "ReceptorPercent", "Her2Score", "Her2Ish", "HasVariant", "Score", "CancerType", "HasSex", "Menopause", "Age",
    }
)  # fmt: skip


def _is_for_all(criterion: Criterion) -> bool:
    """Whether it only says that somebody has the cancer of the trial: then all of them are meant."""
    match criterion:
        case AllOf() | AnyOf():
            return all(map(_is_for_all, criterion.of))
        case Finding():
            return True
        case _:
            return isinstance(criterion, (*_DISEASE, HasSex))


@TREATED.rule(
    "<DX:one> [,] {or|and} [have|has|had|be|must have|who have] [also] <DCX:other>",
    gives="X",
    whole=True,
)
def two_treatments(found: Found) -> object:
    """ "anthracyclines in the adjuvant setting or failed anthracyclines for metastatic disease"."""
    if found.draft.denied:
        return None
    one, other = found.any("one"), found.any("other")
    either = "or" in found.words.split()
    lately = isinstance(other, Treated) and other.window is not None
    if not is_treatment(one) or not (is_treatment(other) or (either and lately)):
        return None
    if any(isinstance(thing, Several) and (thing.joint == "or") != either for thing in (one, other)):
        # "A or B and C" leaves open what is meant.
        return None
    parts = (criterion_of(one, denied=False), criterion_of(other, denied=False))
    if not either:
        return all_of(parts)
    # "No chemotherapy or progression on it" denies both.
    denies = isinstance(parts[0], Not) and not found.draft.said[ord(found.sign("one") or " ") - FIRST_THING].endswith(
        "naive"
    )
    return None if denies or isinstance(parts[1], Not) else any_of(parts)


@TREATED.rule("<X> [,|(] {as judged|as determined|as assessed|as deemed} [by <P>|by investigator] [)]", gives="X")
def as_judged(found: Found) -> object:
    """ "... , as judged by the investigator": what a human judges in it stays as it is, else he is asked."""
    value = cast("Criterion", found.any("X"))
    if found.draft.denied or found.match.end() != len(found.match.string):
        return None
    if "AskHuman(" in repr(value):
        return value
    return all_of((value, AskHuman(question=f"Is it so: {found.draft.spoken(found.words)}?", because=JUDGED)))


@PLACED.rule("<X> [allowed|permitted|of any kind|given] [(] <S> [)]", gives="X")
def counted_in(found: Found) -> object:
    """ "up to 3 prior regimens allowed for metastatic disease": a count that was read without its setting."""
    where = found.take("S", Where)
    if found.words.count("(") != found.words.count(")") or where.also_for:
        return None
    return _placed(cast("Criterion", found.any("X")), where) if where.settings else found.any("X")


def _placed(criterion: Criterion, where: Where) -> Criterion | None:
    match criterion:
        case Lines() if len(criterion.settings) == _ANY:
            return replace(criterion, settings=where.settings)
        case Exposed() if not criterion.settings:
            return replace(criterion, settings=where.settings)
        case Not():
            inner = _placed(criterion.of, where)
            return None if inner is None else Not(of=inner)
        case AllOf():
            parts = tuple(_placed(part, where) for part in criterion.of)
            known = tuple(part for part in parts if part is not None)
            return AllOf(of=known) if len(known) == len(parts) else None
        case _:
            return None


_ANY = 3


@TREATED.rule("[<P>] <F:spread> <C:lesion>", gives="X", whole=True)
def bone_only_must_be_lytic(found: Found) -> object:
    """ "patients with bone-only disease must have at least one lytic lesion": asked of them only."""
    spread, lesion = found.any("spread"), found.any("lesion")
    if found.draft.denied or not isinstance(spread, Fixed) or spread.criterion != Spread(pattern="bone only"):
        return None
    said = found.draft.spoken(found.match[0])
    if not isinstance(lesion, Ill) or lesion.groups != ("lytic bone lesion",) or " must have " not in f" {said}":
        return None
    return When(condition=spread.criterion, then=Condition(groups=lesion.groups))
