"""IHC and ISH of HER2 together: what each pair of readings leaves possible (disease/receptors, her2-ihc-*-ish-*,
her2-ish-*, her2-ratio-*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.disease.her2_ihc import LOW, NOT_POSITIVE, POSITIVE, Ihc
from onward.disease.her2_ish import Ish, IshKind, as_called
from onward.disease.her2_told import ANYTHING, LAB_STATUS, POSITIVE_OR_LOW, Told

_CONTRADICT = "her2-ihc-ish-contradict"
_ISH_WORD = "her2-ish-word-contradicts"


def read_pairs(ihc: Sequence[Ihc], ish: Sequence[Ish]) -> list[Told]:
    """Every reading by IHC with every reading by ISH; ISH that is only called equivocal adds nothing to IHC."""
    useful = [one for one in ish if one.kind is not IshKind.EQUIVOCAL]
    if not ihc:
        return [_ish_alone(one) for one in useful or ish]
    if not useful:
        return [_combined(one, None) for one in ihc]
    return [_combined(one, other) for one in ihc for other in useful]


def _combined(ihc: Ihc, ish: Ish | None) -> Told:
    """One IHC reading, of one score or between two, with one ISH result or none."""
    each = [_score_with_ish(score, ihc, ish) for score in ihc.scores]
    possible = frozenset(call for told in each for call in told.possible)
    shown = ihc.words if ish is None else f"{ihc.words}, {ish.words}"
    # It is no contradiction when only one of two scores would contradict ISH.
    at_odds = all(told.at_odds for told in each)
    clash: list[str] = [ihc.clash] if ihc.clash else []
    word_clash = [told for told in each if told.rule == _ISH_WORD or (told.clash and not told.at_odds)]
    if at_odds or len(word_clash) == len(each):
        clash.append(f"{shown}: IHC and ISH, or the word and numbers of ISH, contradict each other.")
    return Told(
        possible=possible,
        rule=_rule_of(ihc, ish, each, at_odds=at_odds),
        because=f"{shown}.",
        only_negative=ihc.from_word and ihc.scores == (0, 1),
        clash=tuple(clash),
        at_odds=at_odds,
    )


def _rule_of(ihc: Ihc, ish: Ish | None, each: Sequence[Told], *, at_odds: bool) -> str:
    rules = list(dict.fromkeys(told.rule for told in each))
    if len(rules) == 1 and not ihc.rule:
        return rules[0]
    if at_odds:
        return _CONTRADICT
    named_by_ish = ish is not None and any(rule.startswith(("her2-ihc-0-1-ish-group", "her2-ratio")) for rule in rules)
    if ihc.rule == "her2-ihc-0-to-1" and named_by_ish:
        return rules[0]
    if len(rules) == 1 and ish is not None and ihc.rule in ("her2-ihc-status", "her2-ihc-word-contradicts"):
        # With ISH the pair has a rule of its own; the word only stands for the score.
        return ihc.rule if rules[0] in _PLAIN_SCORE_RULES else rules[0]
    return ihc.rule or rules[0]


_PLAIN_SCORE_RULES = frozenset(
    {
        "her2-ihc-0", "her2-ihc-0-membrane-staining", "her2-ihc-0-no-staining", "her2-ihc-1", "her2-ihc-3",
        "her2-ihc-2-no-ish",
    }
)  # fmt: skip


def _score_alone(score: int, ihc: Ihc) -> Told:
    match score:
        case 0:
            rule = {None: "her2-ihc-0", True: "her2-ihc-0-membrane-staining", False: "her2-ihc-0-no-staining"}
            return Told(possible=ihc.as_zero(), rule=rule[ihc.staining], because="")
        case 1:
            return Told(possible=frozenset({LOW}), rule="her2-ihc-1", because="")
        case 2:
            return Told(possible=POSITIVE_OR_LOW, rule="her2-ihc-2-no-ish", because="")
        case _:
            return Told(possible=frozenset({POSITIVE}), rule="her2-ihc-3", because="")


def _score_with_ish(score: int, ihc: Ihc, ish: Ish | None) -> Told:
    alone = _score_alone(score, ihc)
    if ish is None:
        return alone
    clashing = _word_against_numbers(score, alone, ish)
    if clashing is not None:
        return clashing
    told = _by_kind(score, alone, _heeding_word(ish).kind)
    if _is_possible_word(ish):
        # Possible, but only in a group that the record does not name: the word stands and the contradiction is shown.
        return replace(told, clash=("word",))
    return told


def _by_kind(score: int, alone: Told, kind: IshKind) -> Told:
    """One score with an ISH result whose word and numbers agree."""
    if kind.is_positive:
        if score == 2:
            return replace(alone, possible=frozenset({POSITIVE}), rule="her2-ihc-2-ish-positive")
        return alone if score == 3 else _at_odds(alone)
    if kind.is_negative:
        if score == 2:
            return replace(alone, possible=frozenset({LOW}), rule="her2-ihc-2-ish-negative")
        return _at_odds(alone) if score == 3 else alone
    if kind.group is not None:
        return _by_group(score, alone, kind.group)
    match kind:
        case IshKind.SINGLE_MIDDLE:
            return replace(alone, rule="her2-ihc-2-single-probe-middle") if score == 2 else alone
        case IshKind.RATIO_BELOW:
            if score == 3:
                return _at_odds(alone)
            return replace(alone, rule="her2-ratio-below-2-no-copies") if score == 2 else alone
        case IshKind.RATIO_ABOVE:
            if score == 3:
                return alone
            return replace(alone, possible=alone.possible | {POSITIVE}, rule="her2-ratio-2-or-more-no-copies")
        case _:
            return alone


def _at_odds(alone: Told) -> Told:
    return replace(alone, possible=frozenset({POSITIVE}), rule=_CONTRADICT, at_odds=True)


def _by_group(score: int, alone: Told, group: int) -> Told:
    if score <= 1:
        return replace(alone, rule=f"her2-ihc-0-1-ish-group-{group}")
    if score == 3:
        return replace(alone, rule=f"her2-ihc-3-ish-group-{group}")
    call = POSITIVE if group == _POSITIVE_GROUP else LOW
    return replace(alone, possible=frozenset({call}), rule=f"her2-ihc-2-ish-group-{group}")


# Of the groups that IHC decides, 2+ makes group 3 positive and groups 2 and 4 negative (ASCO/CAP 2018).
_POSITIVE_GROUP = 3


# --- word and numbers of ISH


def _heeding_word(ish: Ish) -> Ish:
    """A bare ratio, or a single probe in between, counts as what the laboratory called it."""
    if ish.kind in (IshKind.RATIO_BELOW, IshKind.RATIO_ABOVE, IshKind.SINGLE_MIDDLE) and ish.word in (
        "positive",
        "negative",
    ):
        return as_called(ish)
    return ish


def _is_possible_word(ish: Ish) -> bool:
    """A bare ratio called other than it looks: right in group 3 or group 2."""
    return (ish.kind is IshKind.RATIO_BELOW and ish.word == "positive") or (
        ish.kind is IshKind.RATIO_ABOVE and ish.word == "negative"
    )


def _word_against_numbers(score: int, alone: Told, ish: Ish) -> Told | None:
    """Word and numbers of ISH that contradict each other leave both sides possible (her2-ish-word-contradicts)."""
    if ish.word not in ("positive", "negative"):
        return None
    if ish.kind is IshKind.RATIO_BELOW:
        contradicts = ish.word == "positive" and score <= 1
    elif ish.kind.group is not None:
        decided = _by_group(score, alone, ish.kind.group)
        contradicts = (POSITIVE in decided.possible) != (ish.word == "positive")
    else:
        contradicts = (ish.kind.is_positive and ish.word == "negative") or (
            ish.kind.is_negative and ish.word == "positive"
        )
    if not contradicts:
        return None
    match score:
        case 3:
            possible = frozenset({POSITIVE})
        case 1 | 2:
            possible = POSITIVE_OR_LOW
        case _:
            possible = alone.possible | {POSITIVE}
    return Told(possible=possible, rule=_ISH_WORD, because="", clash=("word",))


def _ish_alone(ish: Ish) -> Told:
    """ISH without IHC."""
    because = f"{ish.words}, no IHC."
    contradicts = (ish.kind.is_positive and ish.word == "negative") or (ish.kind.is_negative and ish.word == "positive")
    if contradicts:
        clash = f"{ish.words}: word and numbers contradict each other."
        return Told(possible=ANYTHING, rule=_ISH_WORD, because=because, clash=(clash,))
    told = _kind_alone(ish, because)
    if _is_possible_word(ish):
        clash = f"{ish.words}: the word fits the ratio only with copies that are not stated."
        return replace(told, because=f"{because} The number of copies would settle it.", clash=(clash,))
    return told


def _kind_alone(ish: Ish, because: str) -> Told:
    positive, negative = frozenset({POSITIVE}), NOT_POSITIVE
    kind = ish.kind
    named = {"positive": positive, "negative": negative}.get(ish.word)
    undecided = kind.group is not None or kind in (IshKind.RATIO_BELOW, IshKind.RATIO_ABOVE, IshKind.SINGLE_MIDDLE)
    if undecided and named is not None:
        return Told(possible=named, rule=LAB_STATUS, because=because, only_negative=named is negative)
    match kind:
        case IshKind.GROUP_1:
            return Told(possible=positive, rule="her2-ish-group-1", because=because)
        case IshKind.GROUP_5:
            return Told(possible=negative, rule="her2-ish-group-5", because=because, only_negative=True)
        case IshKind.GROUP_2 | IshKind.GROUP_3 | IshKind.GROUP_4:
            return Told(possible=ANYTHING, rule="her2-ish-group-2-3-4-no-ihc", because=because, undecided_ish=True)
        case IshKind.SINGLE_HIGH:
            return Told(possible=positive, rule="her2-ish-single-probe", because=because)
        case IshKind.SINGLE_LOW:
            return Told(possible=negative, rule="her2-ish-single-probe", because=because, only_negative=True)
        case IshKind.SINGLE_MIDDLE:
            return Told(possible=ANYTHING, rule="her2-ish-single-probe", because=because, undecided_ish=True)
        case IshKind.RATIO_BELOW:
            rule = "her2-ratio-below-2-no-copies"
            return Told(possible=ANYTHING, rule=rule, because=because, undecided_ish=True)
        case IshKind.RATIO_ABOVE:
            rule = "her2-ratio-2-or-more-no-copies"
            return Told(possible=ANYTHING, rule=rule, because=because, undecided_ish=True)
        case IshKind.CALLED_POSITIVE:
            return Told(possible=positive, rule=LAB_STATUS, because=because)
        case IshKind.CALLED_NEGATIVE:
            return Told(possible=negative, rule=LAB_STATUS, because=because, only_negative=True)
        case IshKind.EQUIVOCAL:
            return Told(possible=ANYTHING, rule=LAB_STATUS, because=because, undecided_ish=True)
