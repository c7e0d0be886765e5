"""Another limit for some people: "bilirubin ≤ 1.5 x ULN. Participants with Gilbert's syndrome and bilirubin ≤ 3 x ULN may enter".

Up to the usual limit everybody is let in, beyond the wider one nobody; between the two it is asked who they are.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, LabValue, Not, When
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens
from onward.reading.partial_labs_pieces import is_thing, labs_of, limit_in, said_of
from onward.reading.partial_labs_words import CONDITION, FORBIDS, NEUTRAL
from onward.reading.partial_part import asked
from onward.reading.rules.limits import GILBERT, LIVER_TESTS, Analytes, Case, lab, last_limits, numbers_of, side_of
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of
from onward.reading.word_set import word_set


def has_limit(tokens: Tokens, draft: Draft) -> bool:
    """Whether a limit stands among the tokens, with its test or without."""
    return any(is_thing(token, "RA") or limit_in(token, draft) is not None for token in tokens)


def for_others(value: Criterion, words: Tokens, draft: Draft) -> Criterion | None:
    """The question of a limit with the words that give another one to some people; None where they may say more."""
    before, usual = _meant(value, words, draft)
    labs = labs_of(usual)
    said = said_of(words, draft)
    if not labs or not all(isinstance(one, LabValue) for one in _flat(usual)) or _KEEPS_OUT.search(said) is not None:
        return None
    if FORBIDS.search(said) is not None or not _speaks_of_some(words, said, draft):
        return None
    guard = _guard(labs, words, draft)
    if guard is None:
        return None
    cases = [case for token in words if is_thing(token, "Z") and isinstance(case := draft.at(token[1]), Case)]
    if cases and not {one.analyte for one in labs} <= LIVER_TESTS:
        # Liver metastases have nothing to do with platelets: most likely a slip.
        return None
    typed = len(cases) == 1 and not isinstance(cases[0].who, Not) and _is_only_case(words)
    who = cases[0].who if typed else asked(said.strip("(), :;."))
    if draft.denied:
        return all_of((*before, usual, any_of((guard, Not(of=who))))) if not before else None
    return all_of((*before, any_of((usual, all_of((who, guard))))))


def _meant(value: Criterion, words: Tokens, draft: Draft) -> tuple[tuple[Criterion, ...], Criterion]:
    """The limits of a list that the words speak of, apart from the others: those they name, else the last."""
    named = {one.analyte for token in words if (found := limit_in(token, draft)) is not None for one in labs_of(found)}
    if isinstance(value, AllOf) and named:
        meant = tuple(p for p in value.of if isinstance(p, LabValue) and p.analyte in named)
        rest = tuple(part for part in value.of if part not in meant)
        if meant and not any(one.analyte in named for part in rest for one in labs_of(part)):
            return rest, all_of(meant)
    return last_limits(value)


_KEEPS_OUT = sought(
    r"\b(?:must not|may not|cannot|can not|not allowed|not permitted|whichever|respectively|males?|females?|man|woman)\b"
)
_SOME = sought(
    r"^\W*(?:note ?: |exception ?: |and |or |but |however ,? ?|up to )*(?:unless|except\w*|if|when|where|in |for |with |provided|due to|patient|subject|participant|individual|those|a? ?higher)\b"
)


def _speaks_of_some(words: Tokens, said: str, draft: Draft) -> bool:
    """Whether the words name people for whom they hold."""
    if _SOME.match(said) is not None or CONDITION.match(said) is not None:
        return True
    if any(is_thing(token, "Z") and isinstance(draft.at(token[1]), Case) for token in words):
        return True
    inner = [token for token in words if token not in _SIGNS]
    return bool(inner) and is_thing(inner[0], "RAX") and _BEHIND.search(said) is not None


# Signs that say nothing by themselves.
_SIGNS = frozenset("(),;:.")
_BEHIND = sought(r"\b(?:if|for|in case|when|due to|with|in (?:the )?presence|unless)\b")


def _guard(labs: tuple[LabValue, ...], words: Tokens, draft: Draft) -> Criterion | None:
    """The limits for those people: on the same side as the usual ones and further out."""
    names = {one.analyte for one in labs}
    found: list[Criterion] = []
    places: list[int] = []
    for at, token in enumerate(words):
        if is_thing(token, "RA"):
            named = at > 0 and is_thing(words[at - 1], "L")
            bound = draft.at(token[1])
            if isinstance(bound, Amount):
                bound = bound_of(side_of(labs[-1]), bound)
            if named or not isinstance(bound, Bound) or (not bound.unit and not bound.times):
                return None
            made = lab(Analytes(tuple(one.analyte for one in labs), "or" if draft.denied else "and"), bound)
            if made is None:
                return None
            found.append(made)
            places.append(at)
        elif (value := limit_in(token, draft)) is not None:
            if not _is_plain(value):
                return None
            found.append(value)
            places.append(at)
    if len(found) == 2 and {one.analyte for one in labs_of(found[1])} == {"bilirubin direct"}:
        # "≤ 3 x ULN with a direct bilirubin ≤ ULN": both, or either where the words say so.
        found = [(any_of if "or" in words[places[0] : places[1]] else all_of)(tuple(found))]
    if len(found) != 1:
        return None
    others = labs_of(found[0])
    again = [one for one in others if one.analyte in names]
    more = {one.analyte for one in others} - names
    if more and not (names == {"bilirubin"} and more <= {"bilirubin direct", "AST", "ALT"}):
        return None
    gilbert = any(is_thing(t, "Z") and isinstance(c := draft.at(t[1]), Case) and c.who == GILBERT for t in words)
    for one in again:
        usual = next(two for two in labs if two.analyte == one.analyte)
        if (one.unit, one.times) != (usual.unit, usual.times):
            if not gilbert or not _same_side(usual, one):
                return None
        elif not is_wider(usual, one, denied=draft.denied):
            return None
    return found[0] if again or more else None


def _is_plain(value: Criterion) -> bool:
    return isinstance(value, LabValue) or (
        isinstance(value, (AllOf, AnyOf)) and all(isinstance(part, LabValue) for part in value.of)
    )


def _flat(value: Criterion) -> tuple[Criterion, ...]:
    return value.of if isinstance(value, (AllOf, AnyOf)) else (value,)


def _same_side(one: LabValue, other: LabValue) -> bool:
    return [n is None for n in numbers_of(one.limits)] == [n is None for n in numbers_of(other.limits)]


def is_wider(one: LabValue, other: LabValue, *, denied: bool = False) -> bool:
    """Whether the other limit lets in more, on the same side and in the same unit."""
    if (one.analyte, one.unit, one.times) != (other.analyte, other.unit, other.times):
        return False
    low, high = numbers_of(one.limits)
    other_low, other_high = numbers_of(other.limits)
    if low is not None and other_low is not None and high is None and other_high is None:
        return other_low > low if denied else other_low < low
    if high is None or other_high is None or low is not None or other_low is not None:
        return False
    return other_high < high if denied else other_high > high


def _is_only_case(words: Tokens) -> bool:
    """Whether the words beside a limit and for whom it holds say nothing more."""
    rest = [token for token in words if not is_thing(token, "ZRAXP")]
    return all(token in NEUTRAL or token in _SAY_SO for token in rest)


_SAY_SO = word_set(
    "( ) , : . ; then is are allowed acceptable permitted or up may be upper limit normal in with and provided if total a have having who must level "
    "enrolled higher exception note included enroll enter eligible also value serum only however but which case they it"
)


def instead_of(limits: Criterion, theirs: When) -> Criterion | None:
    """Limits of all, of which some people have others by a sentence of their own; None where these are other tests."""
    tests = {one.analyte for one in labs_of(theirs.then)}
    parts = limits.of if isinstance(limits, AllOf) else (limits,)
    replaced = [part for part in parts if not tests.isdisjoint({one.analyte for one in labs_of(part)})]
    if not replaced or theirs.otherwise is not None:
        return None
    kept = [part for part in parts if part not in replaced]
    return all_of((*kept, When(condition=theirs.condition, then=theirs.then, otherwise=all_of(tuple(replaced)))))
