"""One clause of which only parts are understood: an exception or a condition behind it, a denial before it, or a list."""

from __future__ import annotations

import re

from onward.criteria import NODES, Criterion, Not
from onward.reading.grammar import Draft
from onward.reading.next_cancer import goes_on_with_cancers
from onward.reading.other_state import names_another_state
from onward.reading.partial_bracket import freed_members, member_of
from onward.reading.partial_cut import AMOUNT, DEPENDENT, EXCEPTION, PROVIDED, Tokens, cut, first_of, without_last
from onward.reading.partial_lists import TIED, is_question, kept_out_by
from onward.reading.partial_part import TURNING, Part, asked, denial_before, restricts
from onward.reading.sought import sought
from onward.reading.things import (
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Treated,
    all_of,
    any_of,
    negated,
)
from onward.reading.word_set import word_set

_NEW_CRITERION = sought(
    r"(?:, |; |^)(?:or|and|and/or) (?:any |known |other )?(?:history|active|prior|current|currently|presence|patient|have|has|had|who|received|use|uncontrolled|severe|symptomatic|pregnan\w+|P[\ue000-\uf8ff]|D[\ue000-\uf8ff]|O[\ue000-\uf8ff])(?= |$)"
)


def clause_question(tokens: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    """The question of one clause; None where its joints are not certain."""
    at = first_of(tokens, EXCEPTION)
    if at is not None:
        start, words = at
        main, behind = tokens[:start], tokens[start + words :]
        return _excepted(main, behind, draft, denied=denied, unless=tokens[start] == "unless")
    at = first_of(tokens, PROVIDED)
    if at is not None:
        start, words = at
        return _if(tokens[:start], tokens[start:], draft, denied=denied)
    if not denied:
        length = denial_before(tokens)
        if length:
            return _denial(tokens[length:], draft)
        inner = _denied_first(tokens, draft)
        if inner is not None and len(tokens) > 1:
            return _denial_of(inner, tokens, draft)
        return _asked_for(tokens, draft)
    return kept_out_by(tokens, draft)


_DENIES_FIRST = sought(
    r"(?:[a-z]+ ){0,5}?(?:no|not|without|never|neither|absence|free|none|den(?:y|ies)|cannot)\b(?! (?:more|fewer|less|later) than\b)"
)


def _denied_first(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What the first thing of a clause denies ("no stroke"); None where it denies nothing."""
    found = re.match(r"^X([\ue000-\uf8ff])$", tokens[0]) if tokens else None
    value = None if found is None else draft.at(found[1])
    if not isinstance(value, Not) or _DENIES_FIRST.match(draft.spoken(tokens[0] + " ")) is None:
        # "Chemotherapy naive or ...": the denial stands behind what it denies, and does not go on.
        return None
    return value.of


def _denial_of(inner: Criterion, tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "No stroke, sarcoidosis or ...": the denial goes on; "no stroke with ...": of that kind."""
    rest = tokens[1:]
    joint = rest[0] in (",", "or", "and/or")
    behind = rest[1:] if joint else rest
    if behind[:1] == ["or"]:
        behind = behind[1:]
    if not behind or any(re.match(r"^X[\ue000-\uf8ff]$", token) for token in behind):
        return None
    if not joint and re.match(r"^[CFO][\ue000-\uf8ff]$", behind[0]) is not None:
        # "No refractory pain": what was denied is an adjective of what follows.
        return None
    if joint:
        if re.search(r"\bby (?:[a-z]+ ?){1,4}$", draft.spoken(tokens[0] + " ").strip()) is not None:
            # "No metastases by x-ray, ultrasound or scan": the list tells how, and not what.
            return None
        if "or" not in rest and "and/or" not in rest:
            return None
        words = draft.spoken(" ".join(behind) + " ")
        if TIED.search(words) is not None or TURNING.search(" ".join(behind)) is not None or denial_before(behind):
            return None
        others = kept_out_by(behind, draft) if {",", "or", "and/or"}.intersection(behind) else None
        return negated(any_of((inner, others if others is not None else asked(words))))
    if (
        not restricts(rest, draft)
        or TURNING.search(" ".join(rest)) is not None
        or {"or", "and", ","}.intersection(rest)
    ):
        return None
    return negated(all_of((inner, asked(draft.spoken(" ".join(rest) + " ")))))


def _excepted(main: Tokens, behind: Tokens, draft: Draft, *, denied: bool, unless: bool) -> Criterion | None:
    whole = (*main, "other", "than", *behind)
    main = without_last(main, {",", "(", "-", ":"})
    if not main or not behind or main.count("(") != main.count(")"):
        return None
    words = " ".join(behind)
    if (
        _NEW_CRITERION.search(words) is not None
        or first_of(behind, EXCEPTION) is not None
        or first_of(behind, PROVIDED) is not None
    ):
        return None
    if (
        re.search(r"\b(?:or|and) (?:had|has|have|history|is|are|prior|who)\b|\bother than\b", draft.spoken(words + " "))
        is not None
    ):
        return None
    said = draft.spoken(words + " ")
    if (
        ";" in said
        or re.search(
            r"\bor (?:anticipat|plan)|, (?:uncontrolled|unstable|symptomatic|history of|poorly controlled) |, (?:or|and) (?:known|any|prior|history|active|current|radiation|malignancy|chemotherapy|treatment|use|other)\b",
            said,
        )
        is not None
    ):
        # Behind the exception another criterion begins.
        return None
    exception = asked(said)
    found = clause_question(main, draft, denied=denied)
    if found is None:
        return None
    if denied and not unless and _MAY_BE_OF_ALL.search(said) is not None:
        # "Surgery other than biopsy within 4 weeks": the time is that of the surgery, whatever it stands behind.
        return all_of((found, asked(draft.spoken(" ".join(whole) + " "))))
    if denied:
        freed = None if unless else freed_members(found, behind, draft)
        return all_of((found, negated(exception))) if freed is None else any_of(freed(exception))
    if unless or denial_before(main) or _denied_first(main, draft) is not None:
        return any_of((found, exception))
    return None


# What stands behind an exception, and may be said of what it is an exception to.
_MAY_BE_OF_ALL = sought(
    r", (?:whose|which|that|who) |\bfor diagnosis within\b|(?<!treated )(?<!diagnosed )(?<!completed )\bwithin (?:last |past |previous |≤ )*\d"
)


def _if(main: Tokens, behind: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    main = without_last(main, {",", "(", "-", ":"})
    if not main or main.count("(") != main.count(")") or first_of(behind[1:], EXCEPTION) is not None:
        return None
    words = " ".join(behind)
    if _NEW_CRITERION.search(words) is not None or TURNING.search(" ".join(behind[3:])) is not None:
        return None
    found = clause_question(main, draft, denied=denied)
    if found is None:
        return None
    condition = asked(draft.spoken(words + " "))
    if denied:
        return all_of((found, condition))
    # "A negative test if premenopausal" asks for it only of those; "breast cancer if long ago" means both together.
    is_test = re.search(r"Lab(?:Word|Value)\(", repr(found)) is not None and behind[0] in ("if", "in")
    return any_of((found, negated(condition))) if is_test else None


def _denial(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "No A, B or C": none of them."""
    if denial_before(tokens) or not tokens or tokens[0] in ("or", "and", "and/or"):
        return None
    # A bare question behind a comma ("no stroke, and ANC at least 1.5") would be denied wrongly.
    for member in cut(tokens, {",", "or", "and", "and/or"})[1:]:
        if any(len(token) == 2 and token[0] == "X" and token[1] >= "\ue000" for token in member.tokens):
            return None
    found = kept_out_by(tokens, draft)
    return None if found is None else negated(found)


def _asked_for(tokens: Tokens, draft: Draft) -> Criterion | None:
    members = cut(tokens, {",", "and", "or", "and/or"})
    joints = {member.joint for member in members[1:]}
    if len(members) == 1:
        part = member_of(tokens, draft, denied=False)
        return None if part is None or not _is_asked(part, tokens) else part.criterion
    if "or" in joints or "and/or" in joints:
        if _ANOTHER_END.search(" ".join(tokens)) is not None or names_another_state(
            draft.spoken(tokens[0] + " "), " ".join(tokens)
        ):
            return None
        part = member_of(tokens, draft, denied=False)
        return (
            part.criterion
            if part is not None and _is_asked(part, tokens) and isinstance(part.thing, (Fixed, *NODES))
            else None
        )
    if "and" not in joints and not all(DEPENDENT.match(member.tokens[0]) for member in members[1:] if member.tokens):
        return None
    first = member_of(members[0].tokens, draft, denied=False)
    if first is None or not _is_asked(first, members[0].tokens):
        return None
    if goes_on_with_cancers(first.criterion, (draft.spoken(" ".join(one.tokens) + " ") for one in members[1:])):
        return None
    parts: list[Criterion] = [first.criterion]
    understood = first.whole
    for member in members[1:]:
        if AMOUNT.match(member.tokens[0]) and "Age(" not in repr(first.criterion):
            return None
        words = " ".join(member.tokens)
        if TURNING.search(words) is not None:
            return None
        part = (
            member_of(member.tokens, draft, denied=False)
            if understood and not DEPENDENT.match(member.tokens[0])
            else None
        )
        if part is not None and part.whole and is_question(part) and denial_before(member.tokens) == 0:
            parts.append(part.criterion)
        else:
            understood = False
            parts.append(asked(draft.spoken(words + " ")))
    return all_of(tuple(parts))


# "Relapsed on A or, progressive disease on B": another way in.
_ANOTHER_END = sought(
    r"(?:^| )(?:or|and/or) (?:, )?(?:Q[\ue000-\uf8ff] disease|progress(?:ed|ive|ing|ion)|relapsed|recurred|failed|(?:have|has|had|with|must) |X[\ue000-\uf8ff])(?= |$)"
)
_ASKS_FOR = word_set("must has have had received undergone completed treated should required progressed diagnosed")


def _is_asked(part: Part, tokens: Tokens) -> bool:
    """Whether the words ask for what they name: an illness among what is asked for most likely lost its denial."""
    if isinstance(part.thing, (Ill, CnsSpread, SecondCancer, Several)):
        return False
    if isinstance(part.thing, (Treated, Happened)):
        return not _ASKS_FOR.isdisjoint(tokens)
    return True
