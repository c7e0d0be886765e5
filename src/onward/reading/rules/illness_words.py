"""What is said around an illness in words of an open class: what it needed, where it sits, a risk of it, examples of it."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import NODES, AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.illness import joined
from onward.reading.rules.values import thing_of
from onward.reading.shared_window import MOMENTS, sharing_head
from onward.reading.things import JUDGED, Fixed, Ill, Several, Thing, with_quality, with_status

AROUND = Stage("words around illnesses")
rule = AROUND.rule

# Words with which a restriction ends, turns, or lets another thing begin.
_TURN = (
    "or|and|and/or|nor|unless|except|other|than|not|no|without|if|may|must|should|can|cannot|who|which|that|allowed|permitted|eligible|"
    "excluded|including|such|eg|ie|but|however|each|either|both|lostsign|note|only|patient|subject|participant"
)
_WORD = rf"(?:(?!(?:{_TURN}) )[a-z0-9%]+ |[DOWTRBNQY][\ue000-\uf8ff] )"
_NEEDS = rf"(?P<words>(?:, )?(?:that |which )?(?:require|requires|requiring|required|needing|necessitating) {_WORD}{{1,10}}?)"
# A member of its own behind a restriction: "..., or <illness>".
_NEXT = r"(?:, |; )?(?:or |and/or |and )?(?:(?:any|known|other|active|current|prior|history of|presence of|Q[\ue000-\uf8ff]) )*"


@rule(
    "[at] [high|increased|significant|known|elevated|potential|higher|substantial|recognized|considerable] {risk|risk factor|predisposition|propensity|tendency} {of|for|to} [developing|having|develop|experiencing] <C:what>",
    "[at] <Q:high> {of|for} [developing|having|develop|experiencing] <C:what>",
    gives="C",
)
def at_risk(found: Found) -> object:
    """ "high risk of bleeding": no illness yet, so a human judges."""
    if found.has("high") and str(found.any("high")) != "high risk":
        return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("no", "not", "without", "low", "increase", "increases"):
        return None
    if found.match.string[found.match.end() :].startswith((", ", "or ", "and ", "/ ", "and/or ")):
        # "Predisposition to bleeding or thrombosis": to either of them.
        return None
    words = found.draft.spoken(found.match[0]).strip()
    return Fixed(criterion=AskHuman(question=f"Is it so: {words}?", because=JUDGED))


@rule("<F:again> <C>", gives="C")
def recurring(found: Found) -> object:
    """ "recurrent syncope": what comes back is the illness, not the cancer."""
    sign = found.match["again"]
    words = found.draft.said[ord(sign) - FIRST_THING]
    if words not in ("recurrent", "relapsed", "relapsing"):
        return None
    return with_quality(cast("Thing", found.any("C")), words)


_PUGH = "{child pugh|child pugh turcotte|child turcotte pugh|childs pugh|child pughs}"
_PUGH_CLASS = "{b {or|and|/|-|, or} {c|<U:v>}|b {or|and} {worse|higher|greater|more|above}|b|<U:u>|<N>|<R>}"


@rule(
    f"<C> [,|(] [of|with|ie|that is|defined as|graded as|by|as|defined by] [moderate or severe|moderate to severe] {_PUGH} [class|classification|grade|stage|level|score|category] [of|:|is|>|≥] {_PUGH_CLASS} [cirrhosis|liver disease|hepatic impairment|or worse|or higher|or greater] [)]",
    f"<C> [,|(] [{{class|grade|stage}}] {_PUGH_CLASS} {{by|according to|on|per}} {_PUGH} [class|classification|grade|score|system] [)]",
    gives="C",
)
def with_child_pugh(found: Found) -> object:
    """ "cirrhosis (Child-Pugh B or worse)"."""
    thing = found.any("C")
    if not isinstance(thing, Ill) or ("(" in found.words) != (")" in found.words):
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,()")
    return with_quality(thing, said)


@rule(
    f"{_PUGH} [class|classification|grade|stage|level|score|category] [of|:|is|>|≥] {_PUGH_CLASS} [cirrhosis|liver disease|hepatic impairment]",
    gives="C",
)
def child_pugh(found: Found) -> object:
    """ "Child-Pugh class B or C": of a liver that is ill."""
    return Ill(groups=("liver disease",), qualities=(found.draft.spoken(found.match[0]).strip(),))


@rule("<Q> , [and] {concurrent|intercurrent|concomitant|ongoing|active|current|existing} <C>", gives="C")
def serious_and_there(found: Found) -> object:
    """ "serious, uncontrolled, concurrent infection": all of it of one illness, which is there now."""
    return with_quality(with_status(cast("Thing", found.any("C")), "now"), str(found.any("Q")))


@rule("<C> <Z:how>", gives="C")
def seen_on(found: Found) -> object:
    """ "ischaemia on electrocardiogram": how it was seen changes nothing."""
    thing = found.any("C")
    return thing if isinstance(thing, Ill) else None


@rule(
    "[meeting|meets|meet|fulfilling|fulfil|satisfying] [dsm|dsm iv|dsm v|dsm 5|dsm <N>|dsm iv tr|icd 10|full|current|formal] [diagnostic] criterion {for|of} [a] [current|active|lifetime|past] <C>",
    gives="C",
)
def by_criteria(found: Found) -> object:
    """ "meeting DSM-5 criteria for bipolar disorder"."""
    return found.any("C")


_SIDES = "{either|both|one or both|any|left|right|at least one|affected|ipsilateral|contralateral|study|same|opposite|treated}"
_PARTS = "{<Y>|eye|arm|leg|hand|foot|limb|ear|joint|extremity|upper extremity|lower extremity|mouth|chest|abdomen|oral cavity|index limb|heart|site of injection|radiation field|treatment area}"


@rule(
    f"<C> {{in|of|at|on|involving|affecting|within}} [{_SIDES}] {_PARTS}",
    gives="C",
)
def in_a_place(found: Found) -> object:
    """ "uveitis in either eye", "oedema of the arm"."""
    thing = found.any("C")
    if not isinstance(thing, Ill):
        return None
    words = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip()
    if re.fullmatch(r"in (?:either|any|one or both|at least one) eye", words) and _OF_THE_EYE.issuperset(thing.groups):
        return thing
    return with_quality(thing, words)


_OF_THE_EYE = frozenset(
    {"uveitis", "uveitis or iritis", "retinal disease", "keratitis", "keratopathy", "corneal disease", "conjunctivitis", "glaucoma", "cataract", "macular degeneration", "macular oedema", "eye disease", "retinal vein occlusion", "retinal detachment"}
)  # fmt: skip

# Conditions that are a treatment: behind "requiring ... or" they are one more thing that is required.
_GIVEN = frozenset(
    {"metal implant or pacemaker", "implantable defibrillator", "oxygen therapy", "dialysis", "transplant"}
)
# Illnesses of one kind: what stands behind the last of them is said of all.
_FAMILIES = (
    frozenset({"pleural effusion", "pericardial effusion", "ascites", "effusion", "peritoneal effusion"}),
    frozenset(
        {"infection", "bacterial infection", "viral infection", "fungal infection", "mycobacterial infection", "parasitic infection", "opportunistic infection", "systemic infection", "systemic viral infection", "systemic bacterial infection", "systemic fungal infection"}
    ),
    frozenset({"nausea", "vomiting", "diarrhoea"}),
    frozenset({"interstitial lung disease", "pneumonitis", "radiation pneumonitis", "pulmonary fibrosis"}),
    frozenset({"deep vein thrombosis", "pulmonary embolism", "venous thromboembolism", "thromboembolism", "arterial thromboembolism"}),
)  # fmt: skip
_BEFORE = re.compile(
    r"C([\ue000-\uf8ff]) (?:, |; |or |and |/ |and/or |, or |, and )(?:(?:any|known|other|Q[\ue000-\uf8ff]) )*$"
)


@AROUND.raw(
    rf"C(?P<thing>[\ue000-\uf8ff]) {_NEEDS}(?=$|; |\) |\. |{_NEXT}[CXF](?P<next>[\ue000-\uf8ff]) )",
    gives="C",
    one_of="require requires requiring required needing necessitating",
)
def requiring(found: Found) -> object:
    """ "arrhythmia requiring medication, or angina": needed by the first alone; in its own words, for a human."""
    thing = found.any("thing")
    if not isinstance(thing, Ill) or not (found.draft.denied or _is_denied(found)):
        return None
    sign = found.match.groupdict().get("next")
    following = None if sign is None else found.draft.at(sign)
    behind = found.match.string[found.match.end() :]
    if sign is not None and not _begins_another(following):
        return None
    if sign is not None and not behind.startswith((",", ";", "or ", "and/or ")):
        return None
    before = _BEFORE.search(found.match.string[: found.match.start()])
    if before is not None:
        earlier = found.draft.at(before[1])
        if not isinstance(earlier, Ill) or one_family(earlier, thing):
            return None
        if not (earlier.qualities or earlier.window or MOMENTS.issuperset(earlier.groups)):
            # Whether it is meant for the one before as well, the words do not tell.
            return None
    return with_quality(thing, found.draft.spoken(found.match["words"]).strip(" ,"))


def _begins_another(following: object) -> bool:
    """Whether it is a thing of its own, and not one more treatment that is required."""
    match following:
        case Ill():
            return _GIVEN.isdisjoint(following.groups)
        case Several():
            return _begins_another(following.parts[0])
        case Fixed():
            return True
        case _:
            return isinstance(following, NODES)


def _is_denied(found: Found) -> bool:
    before = found.match.string[: found.match.start()].split()
    return not {"no", "not", "without"}.isdisjoint(before)


def one_family(one: Ill, other: Ill) -> bool:
    """Whether two illnesses are of one kind."""
    return any(family.issuperset((*one.groups, *other.groups)) for family in _FAMILIES)


BEHIND_LISTS = Stage("what is said behind a list of illnesses")


@BEHIND_LISTS.raw(
    rf"C(?P<thing>[\ue000-\uf8ff]) {_NEEDS}(?=$|; |\) |\. )",
    gives="C",
    one_of="require requires requiring required needing necessitating",
)
def all_requiring(found: Found) -> object:
    """ "pleural effusion or ascites requiring drainage": either of them."""
    thing = found.any("thing")
    if not isinstance(thing, Several) or not (found.draft.denied or _is_denied(found)):
        return None
    parts = [part for part in thing.parts if isinstance(part, Ill)]
    if len(parts) != len(thing.parts) or not all(one_family(parts[0], part) for part in parts):
        return None
    return with_quality(thing, found.draft.spoken(found.match["words"]).strip(" ,"))


_NO_HEAD = (
    rf"{_TURN}|to|for|with|due|from|by|as|in|on|at|risk|factor|treatment|therapy|drug|medication|agent|surgery|procedure|use|using|taking|receiving|cause|causing|associated|related|test|"
    "following|criterion|within|prior|less|more|history|allergy|hypersensitivity|inhibitor|inducer|product|any|all|known|presence|evidence"
)


@BEHIND_LISTS.raw(
    rf"(?:(?<=^)|(?<=^any )|(?<=^any other )|(?<=^other )|(?<=^known )|(?<=^presence of )|(?<=^history of )|(?<=^evidence of ))(?P<head>(?:Q[\ue000-\uf8ff] |, (?=Q|[a-z]+ (?:, |or |and ))|(?:or|and|and/or) |(?!(?:{_NO_HEAD}) )[a-z]+ ){{1,9}})(?:, )?(?:\( )?(?:including|such as|eg|for example|especially|particularly)(?: (?:, )?but not limited to)?(?: ,| :)? C(?P<example>[\ue000-\uf8ff]) (?P<close>\) )?$",
    gives="C",
    one_of="including such eg example especially particularly",
)
def unknown_with_examples(found: Found) -> object:
    """ "thrombolic events such as stroke": what is named counts; the head that is not understood, a human judges."""
    example = thing_of(found.any("example"))
    if not found.draft.denied or ("(" in found.words) != (")" in found.words) or not _are_illnesses(example):
        return None
    head = found.match["head"]
    adjectives = [str(found.draft.at(sign)) for sign in re.findall(r"Q([\ue000-\uf8ff])", head)]
    said = found.draft.spoken(head).strip(" ,")
    plain = [word for word in re.sub(r"Q[\ue000-\uf8ff]", "", head).split() if word not in (",", "or", "and")]
    if not plain or plain[-1] in ("active", "current", "severe", "other"):
        return None
    general = Ill(groups=("concurrent illness",), qualities=tuple(adjectives))
    asked = Fixed(criterion=AskHuman(question=f"Is there {said}?", because=JUDGED))
    return joined(sharing_head(general, example) if adjectives else example, asked, "or")


def _are_illnesses(thing: Thing) -> bool:
    if isinstance(thing, Several):
        return all(isinstance(part, (Ill, Fixed)) for part in thing.parts) and any(
            isinstance(part, Ill) for part in thing.parts
        )
    return isinstance(thing, Ill)
