"""T, N and M: what the staging reports say of the tumour, the nodes and distant spread. No stage group is made of them."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Finding, Metastatic, Not, TnmCategory
from onward.criteria.disease_nodes import TNM_CATEGORIES, StagedHow, TnmAxis
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed, all_of, any_of
from onward.reading.tnm_signs import ANY, GOES_ON, JOINS, PLUS, SIGN, Way, open_span, ways_of

TNM = Stage("T, N and M")

_THING = r"[A-Z][\ue000-\uf8ff]"
_STAGED = r"(?:clinical|pathologic|pathological|clinically|pathologically)"
_BEFORE = (
    rf"(?:(?:{_STAGED}(?: (?:or|and/or|/|and) {_STAGED})?|tnm|ajcc|uicc|anatomic|stage|staging|nodal|node|lymph|axillary|regional|ipsilateral|primary|status|"
    rf"classification|category|tumor|any(?! [tn] )|must be|should be|has to be|is|are|be|:|J[\ue000-\uf8ff]) )*"
)
_SIDE = r"(?:(?P<side>B[\ue000-\uf8ff]|at least|minimum|minimum of|up to|>|<|≥|≤) )?"
_BEHIND = r"(?P<behind>(?:tumor |disease |lesion |J[\ue000-\uf8ff] )?)"
_HIGHER = r"(?:\(? ?or (?:greater|higher|more|above|larger|worse|beyond|over) )"
# "T1c, nodal stage N1": what a letter means is told before it.
_FILLER = r"(?:nodal|node|stage|status|lymph|axillary|regional|clinical|category)"
_RUN = rf"(?:(?:{ANY} (?:, )?)?(?:{SIGN}|{PLUS})|{ANY}) (?:(?:{JOINS} )?(?:{_FILLER} )*(?:{SIGN}|{PLUS}|{ANY}|N[\ue000-\uf8ff]|{GOES_ON}|\+) )*"
# Of a hormone, a sequence of an MRI or a nerve T3, T2 and T1 say nothing of a stage.
_OTHER = re.compile(
    r"(?<![^ ])(?:thyroid|tsh|free|serum|weighted|mri|hormone|vertebra|spine|spinal|diabetes|thoracic|euthyroid|thyroxine|triiodothyronine) "
)


@TNM.raw(
    rf"(?<![^ ])(?P<before>{_BEFORE}){_SIDE}(?P<tnm>{_RUN})(?:\( (?P<kinds>{_RUN})\) )?(?P<more>{_HIGHER}?){_BEHIND}",
    gives="F",
    word=rf"{SIGN}|{PLUS.split(' ')[0]}",
)
def tnm(found: Found) -> object:
    """ "T2-3, N0-3, M0": each letter asks for its own category; "node status N0 or N1" for one of two."""
    run, before = found.match["tnm"], found.match["before"]
    words = _in_words(found, run)
    if words is None or _OTHER.search(found.match.string) is not None:
        return None
    behind = found.match["behind"].strip()
    if any(found.draft.at(sign[1]) not in ("cancer", "breast") for sign in re.findall(r"J.", f"{before}{behind}")):
        return None
    if not _is_tied(found, words):
        return None
    staged = _staged(before)
    if staged is None:
        return None
    ways = ways_of(words)
    if found.match["kinds"] is not None:
        ways = _narrowed(ways, ways_of(_in_words(found, found.match["kinds"]) or ""))
        if not ways:
            return None
    if found.match["side"] or found.match["more"]:
        asked = _on_one_side(found, ways, staged)
    else:
        asked = _asked(ways, staged, denied=found.draft.denied)
    if asked is not None:
        return Fixed(criterion=asked)
    return None if found.match["side"] or found.match["more"] or found.draft.denied else _for_a_human(found, run)


def _in_words(found: Found, run: str) -> str | None:
    """The run with its numbers written out; None where a thing in it is no small number."""
    words = run
    for thing in re.findall(r"N[\ue000-\uf8ff]", run):
        number = str(found.draft.at(thing[1]))
        if number not in ("0", "1", "2", "3", "4"):
            return None
        words = words.replace(thing, number)
    return None if re.search(_THING, words) else re.sub(rf"(?<![^ ]){_FILLER} ", "", words)


def _is_tied(found: Found, words: str) -> bool:
    """Whether the signs can be nothing but a stage: two of them, one as it is only written of a stage, or one that
    words tie to a tumour.
    """
    signs = re.findall(rf"(?<![^ ])(?:{SIGN}|{PLUS}|{ANY}) ", words)
    alone = found.match[0].strip() == found.match.string.strip(" .;,")
    as_of_a_stage = re.search(
        r"(?<![^ ])(?:y?[cp][tn](?:[0-4x]|is|\b)|y?[cp]?[tn][0-4](?:mi|[a-d])|tis|[cpy]*t[0-4x]\w*n[0-3x]|n \+)", words
    )
    tied = found.match["before"].strip(" :/") not in ("", "or", "and/or", "is", "are", "must be", "be", "should be")
    return len(signs) >= 2 or alone or tied or bool(found.match["behind"].strip()) or as_of_a_stage is not None


def _staged(before: str) -> StagedHow | None:
    kinds = {word[:4] for word in before.split() if word.startswith(("clinic", "patho"))}
    if len(kinds) == 2:
        return "before treatment" if re.search(r"(?:or|and/or|/) (?:clin|patho)", before) else None
    if not kinds:
        return "before treatment"
    return "clinical" if kinds == {"clin"} else "pathologic"


def _narrowed(ways: tuple[Way, ...], kinds: tuple[Way, ...]) -> tuple[Way, ...]:
    """ "N0 or N1 (N1mi, N1a)": of N1 those in the bracket; () where the bracket says something else."""
    if (
        len(ways) != 1
        or len(kinds) != 1
        or len(ways[0].categories) != 1
        or ways[0].categories.keys() != kinds[0].categories.keys()
    ):
        return ()
    ((axis, wide),) = ways[0].categories.items()
    narrow = kinds[0].categories[axis]
    if not narrow or any(one in wide or one[:2] not in wide for one in narrow):
        return ()
    kept = tuple(one for one in wide if not any(other.startswith(one) for other in narrow))
    return (Way(categories={axis: (*kept, *narrow)}, staged=ways[0].staged),)


_PREFIXES: dict[str, StagedHow] = {
    "c": "clinical", "p": "pathologic", "yp": "after neoadjuvant treatment", "yc": "after neoadjuvant treatment", "y": "after neoadjuvant treatment",
}  # fmt: skip


def _asked(ways: tuple[Way, ...], staged: StagedHow, *, denied: bool) -> Criterion | None:
    asked: list[Criterion] = []
    for way in ways:
        if denied and not way.plain and way.categories.get("m") != ("0",):
            return None  # "T4, N3": both together, or either of them?
        one = _one_way(way, staged)
        if one is None:
            return None
        asked.append(one)
    return any_of(tuple(asked)) if asked else None


def _one_way(way: Way, staged: StagedHow) -> Criterion | None:
    parts: list[Criterion] = []
    for axis, categories in way.categories.items():
        if axis == "m":
            if categories not in (("0",), ("1",)):
                return None
            parts.append(Metastatic() if categories == ("1",) else Not(of=Metastatic()))
        elif categories:
            letter = cast("TnmAxis", axis.upper())
            # "TXNXM1" hardly asks for a tumour that could not be told: X alone stands for any.
            if not set(categories) <= set(TNM_CATEGORIES[letter]) or categories in (("TX",), ("NX",)):
                return None
            how = _PREFIXES.get(way.staged.get(axis, ""), staged)
            parts.append(TnmCategory(axis=letter, categories=categories, staged=how))
    return all_of(tuple(parts)) if parts else None


def _on_one_side(found: Found, ways: tuple[Way, ...], staged: StagedHow) -> Criterion | None:
    """ "T1c or higher", "at least T2": one category, and all beyond it."""
    if not ways or bool(found.match["side"]) is bool(found.match["more"]):
        return None
    way, others = ways[0], ways[1:]
    (axis, categories), *rest = way.categories.items()
    if axis == "m" or len(categories) != 1:
        return None
    if (rest or others) and not _side_ends(found, ways, rest):
        return None
    said = (found.match["side"] or "at least").strip()
    side = str(found.draft.at(said[1])) if said[0] == "B" and len(said) == 2 else said
    sides = {
        "at_least": (True, True), "at least": (True, True), "minimum": (True, True), "minimum of": (True, True), "≥": (True, True),
        "above": (True, False), ">": (True, False), "at_most": (False, True), "up to": (False, True), "≤": (False, True), "below": (False, False), "<": (False, False),
    }  # fmt: skip
    if side not in sides:
        return None
    upwards, itself = sides[side]
    span = open_span(axis, categories[0][1:], upwards=upwards, itself=itself)
    if span is None:
        return None
    how = _PREFIXES.get(way.staged.get(axis, ""), staged)
    first = TnmCategory(axis=cast("TnmAxis", axis.upper()), categories=span, staged=how)
    if rest:
        behind = _one_way(Way(categories=dict(rest), staged=way.staged), staged)
        return None if behind is None else all_of((first, behind))
    if not others:
        return first
    either = _asked(others, staged, denied=found.draft.denied)
    return None if either is None else any_of((first, either))


def _side_ends(found: Found, ways: tuple[Way, ...], rest: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether "at least" is said of the first sign only: what follows is no single category (">= T2 or N+, M0")."""
    if found.match["more"] or (rest and len(ways) > 1):
        return False
    following = [*rest, *(item for way in ways[1:] for item in way.categories.items())]
    return all(axis == "m" or len(categories) != 1 or categories == ("N0",) for axis, categories in following)


def _for_a_human(found: Found, run: str) -> Fixed:
    said = found.draft.spoken(run).strip(" ,()/")
    return Fixed(criterion=AskHuman(question=f"Is it stage {said.upper()}?", because=JUDGED))


def is_tnm(value: object) -> bool:
    """Whether a fixed question asks for T, N or M and no more."""
    if not isinstance(value, Fixed) or value.qualities:
        return False
    return any(isinstance(part, TnmCategory) for part in _leaves(value.criterion)) or (
        isinstance(value.criterion, AskHuman) and value.criterion.question.startswith("Is it stage ")
    )


def _leaves(criterion: Criterion) -> tuple[Criterion, ...]:
    if isinstance(criterion, (AllOf, AnyOf)):
        return tuple(leaf for part in criterion.of for leaf in _leaves(part))
    return (criterion,)


# What one sign says, and the words before its bracket say as well.
SAID_TWICE: dict[Criterion, frozenset[str]] = {
    Finding(name="inflammatory breast cancer"): frozenset({"T4d"}),
    Finding(name="node-negative disease"): frozenset({"N0"}),
    Finding(name="clinically node-negative"): frozenset({"N0"}),
}
