"""A line of laboratory limits of which some words are not understood: the limits stand, the rest is asked beside them.

"Haemoglobin ≥ 9 g/dL (at least 2 weeks since any transfusion)" asks for the value and for more; "AST ≤ 2.5 x ULN, higher
in Gilbert's" lets more people in. Which of the two the words do decides how they are put beside the limit. Where that is
in doubt the line is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import AllOf, AnyOf, Criterion, LabValue, Not, When
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_last
from onward.reading.partial_labs_people import for_others, has_limit
from onward.reading.partial_labs_pieces import Piece, balanced, is_thing, labs_of, limit_in, pieces_of, said_of
from onward.reading.partial_labs_words import (
    BESIDE,
    BLOOD_GIVEN,
    CONDITION,
    DEMANDS,
    FORBIDS,
    FRAMES,
    LETS_IN,
    NEUTRAL,
    RESTRICTS,
    TURNS,
    UNAIDED,
)
from onward.reading.partial_part import asked
from onward.reading.rules.lab_no_sign import WANTED_HIGH, WANTED_LOW
from onward.reading.rules.limits import Case, last_limits, names_of, numbers_of
from onward.reading.sought import sought
from onward.reading.things import Window, all_of, any_of, negated
from onward.reading.word_set import word_set

# Signs that say nothing by themselves.
_SIGNS = frozenset("(),;.:")


_OTHERWISE = sought(r" unless otherwise (?:stated|specified|indicated|noted|described|directed)(?= )")


def lab_question(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced line of limits and other words; None where it is not told what these do."""
    tokens = balanced(_OTHERWISE.sub(" ", f" {left} ").split())
    if len(tokens) > 170 or tokens == [] or not any(limit_in(token, draft) is not None for token in tokens):
        return None
    if "cohort" in tokens or "arm" in tokens or "respectively" in tokens:
        return None
    pieces = pieces_of(tokens, draft)
    if any(isinstance(piece.value, Not) for piece in pieces):
        # "No LVEF below 50 % or ...": the denial may go on.
        return None
    return _kept_out(pieces, draft) if draft.denied else _asked_for(pieces, draft)


def _asked_for(pieces: list[Piece], draft: Draft) -> Criterion | None:
    parts: list[Criterion] = []
    told: set[int] = set()
    for number, piece in enumerate(pieces):
        if number > 0 and {"or", "and/or"} & piece.joints:
            # An alternative to the one limit before it; behind several it is not told to which of them.
            if len(parts) != number or isinstance(parts[-1], AllOf) or len(pieces) > 2 or piece.value is not None:
                return None
            if piece.head and _tells_how(piece.head, draft):
                continue  # "by echocardiogram or radionuclide scan"
            way = _other_way(piece.head, parts[-1], draft)
            if way is None:
                return None
            parts[-1] = any_of((parts[-1], way))
            continue
        if piece.value is None:
            behind = _afterword(piece, parts, draft)
            if behind is None:
                return None
            parts = behind
            continue
        if parts and piece.head and _again(piece.value, parts[-1]):
            wider = for_others(parts[-1], list(piece.tokens), draft)
            if wider is None:
                return None
            parts[-1] = wider
            told.add(number)
            continue
        if not _frames(piece.head, draft) or not _is_sober(piece.value, denied=False):
            return None
        made = _with_tail(piece.value, piece.tail, draft, piece.words)
        if made is None:
            return None
        parts.append(made)
    if not parts or _limits_twice([piece for number, piece in enumerate(pieces) if number not in told]):
        return None
    return all_of(tuple(parts))


def _tells_how(words: Tokens, draft: Draft) -> bool:
    """Whether words only tell how something is measured: "radionuclide scan"."""
    plain = [word for word in words if not is_thing(word, "N") and word not in _SIGNS]
    return all(word in _METHODS for word in said_of(plain, draft).split())


def _other_way(head: Tokens, limit: Criterion, draft: Draft) -> Criterion | None:
    """What another way asks for: "within 12 weeks, or within 4 weeks of surgery" asks for the limit at another time."""
    way = asked(said_of(head, draft))
    if is_thing(head[0], "WT") or head[0] in _TELLS_WHEN:
        return all_of((replace(limit, within_days=None), way)) if isinstance(limit, LabValue) else None
    # "... on echocardiogram or scan before treatment, or, for those treated, ...": the first "or" is another.
    return None if "or" in head or not _MEASURES.isdisjoint(head) else way


# How a limit is measured is no other way of meeting it: "by MUGA or 2-dimensional echocardiogram".
_MEASURES = word_set(
    "scan scans echocardiogram echocardiography echo muga ventriculography ventriculogram angiography ultrasound mri"
)
_METHODS = _MEASURES | word_set(
    "ie eg nuclear radionuclide multigated multi gated acquisition cardiac dimensional transthoracic by on a an"
)
_TELLS_WHEN = word_set("within before after at during prior on from since obtained performed done measured")


def _kept_out(pieces: list[Piece], draft: Draft) -> Criterion | None:
    parts: list[Criterion] = []
    for number, piece in enumerate(pieces):
        if (number > 0 and {"and", "plus"} & piece.joints) or piece.value is None:
            return None
        words = set(piece.head)
        good = words & {"adequate", "normal", "acceptable", "must", "should", "have"}
        if good or not _frames([word for word in piece.head if word not in _BAD], draft):
            return None
        made = _with_tail_denied(piece.value, piece.tail, draft) if _is_sober(piece.value, denied=True) else None
        if made is None:
            return None
        parts.append(made)
    return any_of(tuple(parts)) if parts and not _limits_twice(pieces) else None


def _again(value: Criterion, before: Criterion) -> bool:
    """Whether a limit is one more of tests that have one already; direct bilirubin stands for bilirubin."""
    names = {one.analyte.removesuffix(" direct") for one in labs_of(value)}
    return not names.isdisjoint({one.analyte for one in labs_of(before)})


_BAD = word_set(
    "abnormal inadequate impaired insufficient poor elevated known significantly severely significant any of renal"
)


def _is_sober(value: Criterion, *, denied: bool) -> bool:
    """Whether each limit is on the side on which a trial sets one: "AST above normal" tells for whom something holds."""
    for one in labs_of(value):
        low, high = numbers_of(one.limits)
        floor, ceiling = (high, low) if denied else (low, high)
        if (one.analyte in WANTED_HIGH and floor is None) or (one.analyte in WANTED_LOW and ceiling is None):
            return False
    return True


def _limits_twice(pieces: list[Piece]) -> bool:
    """Whether two pieces limit one test on one side: then one of them holds for some people only."""
    seen: dict[tuple[str, bool], int] = {}
    for number, piece in enumerate(pieces):
        for one in labs_of(piece.value) if piece.value is not None else ():
            for side, bound in enumerate(numbers_of(one.limits)):
                if bound is not None and seen.setdefault((one.analyte, bool(side)), number) != number:
                    return True
    return False


# --- what words do


def _text(tokens: Tokens, draft: Draft) -> str:
    """The words as a question shows them: without brackets that lack their other half."""
    return said_of(balanced(without_last(tokens, set(_EDGE))), draft).strip("(), ")


_EDGE = ",;:("


def _frames(head: Tokens, draft: Draft) -> bool:
    """Whether the words before a limit only introduce it: "adequate renal function, defined as"."""
    if not head:
        return True
    said = said_of(head, draft)
    if TURNS.search(said) is not None or "or" in head[-3:]:
        return False
    if head[-1] == ":":
        return not any(is_thing(token, "CDOXRA") for token in head)
    plain = [token for token in head if not is_thing(token, "PYWTNQ")]
    return all(token in FRAMES for token in plain) and not (
        "with" in head and "must" not in head and is_thing(head[0], "P")
    )


_NOT_KEPT_OUT = sought(r"\bnot (?:be )?(?:excluded|ineligible|prohibited)\b|\b(?:unless|except)\b")


def _afterword(piece: Piece, parts: list[Criterion], draft: Draft) -> list[Criterion] | None:
    """The questions so far with a part behind them that holds no limit that is understood."""
    said = said_of(piece.head, draft).strip()
    tokens = piece.head
    if not said.strip(" .,;:()") or all(token in NEUTRAL or _is_method(token, draft) for token in tokens):
        return parts
    if "=" in tokens and re.search(r"\d", said) is not None:
        # A formula, which may stand behind a limit that is not understood: "BMI within 19 to 32, where BMI = ...".
        before = tokens[: tokens.index("where")] if "where" in tokens[: tokens.index("=")] else []
        limit = said_of(before, draft).strip(" .,;:()")
        return [*parts, asked(limit)] if re.search(r"\d", limit) is not None else parts
    limited = any(is_thing(token, "RA") for token in tokens)
    named = [draft.at(token[1]) for token in tokens if is_thing(token, "L")]
    if (named or not parts) and not limited and not {".", ";"} & piece.joints:
        # A test whose limit stands with the next one.
        return None
    again = {name for value in named if (one := names_of(value)) is not None for name in one.names} & {
        one.analyte for part in parts for one in labs_of(part)
    }
    if again and LETS_IN.search(said) is None:
        # For some people another limit of the same test.
        return None
    if limited and not any(is_thing(token, "L") for token in tokens) and FORBIDS.search(said) is None:
        # Another limit of what stands before it, for some people or for others.
        return None
    if BLOOD_GIVEN.search(said) is not None and not limited:
        if UNAIDED.search(said) is not None:
            return [*parts, asked(said)]
        if LETS_IN.search(said) is not None:
            return parts
    if FORBIDS.search(said) is not None and CONDITION.match(said) is None:
        return [*parts, asked(said)]
    kept_out = FORBIDS.sub(" ", said)
    if FORBIDS.search(said) is not None and _NOT_KEPT_OUT.search(said) is None and LETS_IN.search(kept_out) is None:
        # "Patients with angina are not eligible": one demand more.
        return None if CONDITION.match(kept_out) is None or not parts else [*parts, negated(asked(kept_out.strip()))]
    if LETS_IN.search(said) is not None:
        return [any_of((all_of(tuple(parts)), asked(said)))] if parts else None
    if TURNS.search(said) is not None or CONDITION.match(said) is not None:
        return None
    return [*parts, asked(said)]


def _is_method(token: str, draft: Draft) -> bool:
    if len(token) != 2 or token[1] < "\ue000":
        return False
    return (token[0] == "Z" and not isinstance(draft.at(token[1]), Case)) or token[0] in "TN"


def _split_tail(tail: Tokens, draft: Draft) -> tuple[Tokens, Window | None]:
    """The words behind a limit without a window in which it is measured."""
    window: Window | None = None
    kept: Tokens = []
    for token in tail:
        if len(token) == 2 and token[0] == "W" and token[1] >= "\ue000" and window is None:
            value = draft.at(token[1])
            if isinstance(value, Window) and not value.at_least and value.days is not None and value.half_lives is None:
                window = value
                continue
        kept.append(token)
    return kept, window


def _dated(criterion: Criterion, days: int | None) -> Criterion:
    match criterion:
        case LabValue() if criterion.within_days is None and days is not None:
            return replace(criterion, within_days=days)
        case AllOf() | AnyOf():
            return replace(criterion, of=tuple(_dated(part, days) for part in criterion.of))
        case _:
            return criterion


def _with_tail(value: Criterion, tail: Tokens, draft: Draft, words: str) -> Criterion | None:
    """The limit with the words behind it, where it is asked for."""
    tail = without_last(tail, {",", ";", ":", "-", "and", "or", "."})
    if not tail:
        return value
    bare, window = _split_tail(tail, draft)
    inner = [token for token in bare if token not in _SIGNS]
    if not inner or (inner[0] != "or" and all(token in NEUTRAL or _is_method(token, draft) for token in inner)):
        return _dated(value, None if window is None else window.days)
    said = _text(tail, draft)
    if "=" in inner:
        return value
    if DEMANDS.search(_outside(tail, draft)) is not None:
        return None
    if BLOOD_GIVEN.search(said) is not None and not has_limit(tail, draft):
        if UNAIDED.search(said) is not None:
            return all_of((value, asked(said)))
        return value if LETS_IN.search(said) is not None else None
    cases = [case for token in tail if is_thing(token, "Z") and isinstance(case := draft.at(token[1]), Case)]
    if len(cases) == 1 and len(inner) == 1 and not cases[0].apart:
        before, last = last_limits(value)
        return all_of((*before, When(condition=cases[0].who, then=last)))
    if len(inner) == 1 and tail[0] == "(" and (also := limit_in(inner[0], draft)) is not None:
        before, usual = last_limits(value)
        names = ({one.analyte for one in labs_of(usual)}, {one.analyte for one in labs_of(also)})
        if names == ({"creatinine"}, {"creatinine clearance"}):
            # "Creatinine < 1.8 mg/dL (creatinine clearance > 60 mL/min)": the one or the other.
            return all_of((*before, any_of((usual, also))))
    if has_limit(tail, draft):
        if inner[0] in BESIDE and _names_a_test(inner[1:]) and not _is_list(value):
            return any_of((value, asked(_text(inner[1:], draft))))
        return for_others(value, tail, draft)
    question = asked(said)
    beginning = said_of(inner, draft)
    if inner[0] in BESIDE:
        words_behind = [token for token in tail if token not in _SIGNS][1:]
        if _tells_how(words_behind, draft):
            return value  # "LVEF normal by echocardiogram or nuclear scan"
        way = _other_way(words_behind, value, draft) if words_behind and not _is_list(value) else None
        return None if way is None else any_of((value, way))
    if re.match(r"(?:unless|except\w*|excluding|with (?:the )?exception)\b", beginning) is not None:
        before, last = last_limits(value)
        if before and (tail[0] == "(" or ";" in words):
            return all_of((*before, any_of((last, question))))
        return any_of((value, question))
    if CONDITION.match(beginning) is not None and isinstance(value, AnyOf):
        # "At most 2.5 x ULN, or 5 x ULN in those with metastases": the looser limit is theirs alone.
        return any_of((*value.of[:-1], all_of((value.of[-1], question)))) if LETS_IN.search(said) is None else None
    if CONDITION.match(beginning) is not None:
        return any_of((value, negated(question))) if LETS_IN.search(said) is None and not _is_list(value) else None
    if FORBIDS.search(said) is not None:
        return all_of((value, question))
    if LETS_IN.search(said) is not None:
        return any_of((value, question))
    if beginning.split(" ")[0] in RESTRICTS:
        return all_of((value, question)) if TURNS.search(said.partition(" ")[2]) is None else None
    if TURNS.search(said) is not None:
        return None
    return all_of((value, question)) if tail[0] == "(" else None


def _names_a_test(words: Tokens) -> bool:
    """Whether a limit behind an "or" has the name of a test of its own before it, which is not known."""
    at = next((n for n, word in enumerate(words) if is_thing(word, "RAXZ")), 0)
    return at > 0 and all(re.fullmatch(r"[a-z]{3,}", word) and word not in _NO_TEST for word in words[:at])


_NO_TEST = word_set("up may must should can for with within when the if less more greater than value level limit not")


def _outside(tokens: Tokens, draft: Draft) -> str:
    """The words outside brackets."""
    depth = 0
    kept: Tokens = []
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth == 0:
            kept.append(token)
    return said_of(kept, draft)


def _is_list(value: Criterion) -> bool:
    return isinstance(value, AllOf) and len({one.analyte for one in labs_of(value)} - {"AST", "ALT"}) > 0


_NOT_LET_IN = word_set("is are will be not eligible excluded ineligible from this study allowed to participate")


def _with_tail_denied(value: Criterion, tail: Tokens, draft: Draft) -> Criterion | None:
    """The limit with the words behind it, where it keeps a person out."""
    tail = without_last(tail, {",", ";", ":", "-", ".", "or"})
    if not tail:
        return value
    bare, window = _split_tail(tail, draft)
    if all(token in NEUTRAL or _is_method(token, draft) for token in bare):
        return _dated(value, None if window is None else window.days)
    said = _text(tail, draft)
    inner = [token for token in bare if token not in _SIGNS]
    if inner and all(token in _NOT_LET_IN for token in inner):
        return value
    if has_limit(tail, draft):
        return for_others(value, tail, draft)
    if not inner:
        return None
    question = asked(said.strip("(), "))
    if re.match(r"(?:unless|except\w*|excluding|with (?:the )?exception)\b", said_of(inner, draft)) is not None:
        # Of a list: of the last or of all. Whoever it may be about is not kept out before it is answered.
        return all_of((value, Not(of=question)))
    if TURNS.search(said) is not None or LETS_IN.search(said) is not None:
        return None
    if said_of(inner[:1], draft).split(" ")[0] in RESTRICTS:
        return all_of((value, question))
    return None
