"""One member of a list, with what its brackets add."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onward.criteria import AnyOf, AskHuman, Condition, Criterion
from onward.reading.grammar import Draft
from onward.reading.partial_cut import EXCEPTION, Tokens, first_of, without_brackets
from onward.reading.partial_part import TURNING, Part, asked, is_adjective, read_part
from onward.reading.sought import sought
from onward.reading.things import (
    Ill,
    Several,
    Treated,
    all_of,
    any_of,
    negated,
)

_EXAMPLES = frozenset({"eg", "including", "includes", "include", "like"})


_LONGEST = 60


def member_of(tokens: Tokens, draft: Draft, *, denied: bool) -> Part | None:
    """A member of a list, or the whole clause: its words outside brackets, and what the brackets add."""
    if len(tokens) > _LONGEST:
        return None
    plain, brackets = without_brackets(tokens)
    if plain is None or not plain:
        return None
    part = read_part(plain, draft, denied=denied)
    if part is None:
        return None
    for inner, before in brackets:
        made = _with_bracket(part, inner, before, draft, denied=denied)
        if made is None:
            return None
        if denied and isinstance(part.thing, Several) and made.restricted != part.restricted:
            # "Stroke, angina or hypertension (systolic > 160)": of the last alone, most likely; the whole is asked.
            made = replace(made, criterion=all_of((part.criterion, asked(draft.spoken(" ".join(tokens) + " ")))))
        part = made
    return part


def _with_bracket(part: Part, inner: Tokens, before: Tokens, draft: Draft, *, denied: bool) -> Part | None:
    if is_abbreviation(inner, before):
        return part
    words = " ".join(inner)
    if re.match(r"(?:see |refer to |per |as in )?(?:appendix|section|table|protocol)(?: |$)", words):
        return part
    if denied and _REASON.match(words) is not None:
        return part  # "warfarin (due to its potential interactions)": why, and no exception
    question = asked(draft.spoken(words + " "))
    if inner[-1] == "only" and (_OF_SOME.match(words) is not None or re.match(r"P[\ue000-\uf8ff] ", words)):
        # "(patients with bone disease only)": it is asked of nobody else.
        told = all_of((part.criterion, question)) if denied else any_of((negated(question), part.criterion))
        return replace(part, criterion=told, whole=False)
    excepted = first_of(inner, EXCEPTION)
    if excepted is not None and excepted[0] > 0:
        # "(A, B, other than C)": the exception is made inside the bracket.
        return None
    if excepted is not None or re.search(
        r"(?:^| )(?:allowed|permitted|eligible|acceptable|may|can|exception)(?= |$)", words
    ):
        if not denied:
            return _with_allowance(part, words, question)
        freed = freed_members(part.criterion, inner, draft)
        if freed is not None:
            # "Surgery, fracture or ulcer (other than ulcers of the tumour)": surgery is not excepted.
            return replace(part, criterion=any_of(freed(question)), whole=False)
        return replace(part, criterion=all_of((part.criterion, negated(question))), whole=False)
    if inner[0] == "or":
        return replace(part, criterion=any_of((part.criterion, question)), whole=False)
    if inner[0] in _EXAMPLES or tuple(inner[:2]) in (("such", "as"), ("for", "example")):
        return replace(part, criterion=any_of((part.criterion, question)), whole=False)
    if TURNING.search(words) is not None or (_defines_receptor(part.criterion) and not _tells_how(words)):
        return None
    if denied and re.search(r"[COD][\ue000-\uf8ff]", words) is not None:
        # "Cardiac impairment (infarction, unstable angina, ...)": perhaps each of them by itself.
        return None
    if (
        not denied
        and re.search(r"[FX][\ue000-\uf8ff]", words) is not None
        and re.search(r"\b(?:or|and/or)\b", draft.spoken(words + " "))
    ):
        # "Advanced (recurrent or metastatic)": a definition, which may be wider than the word.
        return None
    if denied and not _is_beside(inner):
        # "Lung disease (sarcoidosis)": perhaps another name, perhaps another illness.
        return None
    if "Performance(" in repr(part.criterion) and re.search(r"[ERABNX][\ue000-\uf8ff]", words) is not None:
        return None
    if "LabValue(" in repr(part.criterion) and not _IS_OF_A_TEST.fullmatch(words) and not _tells_how(words):
        return None
    return replace(
        part,
        criterion=all_of((part.criterion, question)),
        whole=False,
        restricted=part.restricted or draft.spoken(words + " ").strip(),
    )


_REASON = sought(
    r"^(?:(?:due to|because of|owing to|given|in view of) (?:its |the |their )?(?:potential|possible|risk|unknown|known|increased|theoretical)|because (?:it|they|of the)|since (?:it|they|these)|as (?:it|they|these) )\b"
)
_OF_SOME = sought(r"^(?:(?:for|in) )?(?:patient|participant|subject|woman|individual|those)s? ")


def freed_members(
    criterion: Criterion, inner: Tokens, draft: Draft
) -> Callable[[AskHuman], tuple[Criterion, ...]] | None:
    """The members of a choice with the exception at the one that it names; None where it names none of them."""
    first = next((draft.at(word[1]) for word in inner if re.match(r"[CDO][\ue000-\uf8ff]$", word)), None)
    if not isinstance(criterion, AnyOf) or not isinstance(first, (Ill, Treated)):
        return None
    if isinstance(first, Ill):
        groups = first.groups
        named = [isinstance(one, Condition) and set(one.groups) <= set(groups) for one in criterion.of]
    else:
        # "Coagulopathy, or anticoagulants other than low-dose aspirin": a medicine is no exception to an illness.
        named = [not isinstance(one, Condition) for one in criterion.of]
    if not any(named) or (isinstance(first, Treated) and all(named)):
        return None
    members = criterion.of

    def made(question: AskHuman) -> tuple[Criterion, ...]:
        return tuple(
            all_of((one, negated(question))) if is_named else one for one, is_named in zip(members, named, strict=True)
        )

    return made


def _with_allowance(part: Part, words: str, question: AskHuman) -> Part | None:
    """A limit with an allowance in brackets: "(transfusion allowed)" lets in more, "(no transfusion allowed)" fewer."""
    if re.search(r"LabValue\(|Performance\(", repr(part.criterion)) is None or "excluding" in words:
        return None
    if re.search(
        r"(?:^| )(?:not (?:be )?(?:allowed|permitted|acceptable)|may not|cannot|no [a-z ]* allowed)(?= |$)", words
    ):
        return replace(part, criterion=all_of((part.criterion, question)), whole=False)
    return replace(part, criterion=any_of((part.criterion, question)), whole=False)


_BESIDE = sought(
    r"^(?:with|without|defined|as|ie|requiring|require|grade|class|stage|within|per|by|at|on|in|for|of|from|during|after|before|since|due|that|which|who|not|using|including|based|according|confirmed|documented|measured|greater|less|more|any|all|[A-Z][\ue000-\uf8ff]|[≥≤<>])$"
)


def _is_beside(inner: Tokens) -> bool:
    """Whether a bracket restricts what stands before it: it begins as a restriction does, or holds adjectives only."""
    return _BESIDE.match(inner[0]) is not None or all(
        word in ("or", "and", "and/or", ",", "/") or is_adjective(word) for word in inner
    )


def _defines_receptor(criterion: Criterion) -> bool:
    """Whether a definition in brackets may be wider than what the name alone says."""
    return re.search(r"Receptor|Her2|Menopause|childbearing|PdL1", repr(criterion)) is not None


def _tells_how(words: str) -> bool:
    """Whether a bracket tells how something was found, and defines nothing."""
    return (
        re.match(
            r"(?:as )?(?:confirmed|determined|assessed|documented|measured|tested|evaluated|per|by|using|according|based|reported)(?: |$)",
            words,
        )
        is not None
    )


# The same amount in another unit; when the test was made.
_IS_OF_A_TEST = sought(
    r"(?:[ARBNU][\ue000-\uf8ff]|[≥≤<>/,;-]|si|unit|equivalent|umol|micromol|l|dl)(?: (?:[ARBNU][\ue000-\uf8ff]|[≥≤<>/,;-]|si|unit|equivalent|umol|micromol|l|dl))*|(?:obtained|determined|within|done|drawn|re|W[\ue000-\uf8ff]|T[\ue000-\uf8ff]) [^()]*|[WT][\ue000-\uf8ff]"
)


def is_abbreviation(inner: Tokens, before: Tokens) -> bool:
    """Whether a bracket only gives the letters of what stands before it."""
    if len(inner) != 1 or not inner[0].isalnum() or len(inner[0]) > 7:
        return False
    if len(inner[0]) == 1:
        return True
    letters = iter("".join(word if len(word) < 2 or word[1] < "\ue000" else "" for word in before))
    return inner[0][0] in {word[0] for word in before} and all(letter in letters for letter in inner[0])
