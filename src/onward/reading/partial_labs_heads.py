"""What stands before limits: of whom they are asked, what is not to have raised them; and whether they are limits at all."""

from __future__ import annotations

from onward.criteria import AllOf, Criterion
from onward.reading.grammar import Draft
from onward.reading.partial_cut import DEPENDENT, Tokens
from onward.reading.partial_labs_pieces import Piece, is_thing, labs_of, said_of
from onward.reading.partial_labs_words import BLOOD_GIVEN, FORBIDS, LETS_IN
from onward.reading.partial_part import asked
from onward.reading.rules.lab_no_sign import WANTED_HIGH, WANTED_LOW
from onward.reading.rules.limits import numbers_of
from onward.reading.sought import sought
from onward.reading.things import any_of, negated
from onward.reading.word_set import word_set


def is_sober(value: Criterion, *, denied: bool) -> bool:
    """Whether each limit is on the side on which a trial sets one: "AST above normal" tells for whom something holds."""
    for one in labs_of(value):
        low, high = numbers_of(one.limits)
        floor, ceiling = (high, low) if denied else (low, high)
        if (one.analyte in WANTED_HIGH and floor is None) or (one.analyte in WANTED_LOW and ceiling is None):
            return False
    return True


def of_whom_it_is_asked(piece: Piece, draft: Draft) -> Criterion | None:
    """ "Patients with AST > ULN must have negative hepatitis studies": of nobody else is anything asked."""
    said = said_of(list(piece.tokens), draft)
    behind = _TO_ENTER.sub("", said_of(piece.tail, draft))
    if piece.value is None or not all(is_thing(word, "P") or word in _WHO for word in piece.head):
        return None
    if is_sober(piece.value, denied=False) or not is_sober(piece.value, denied=True):
        return None
    if _MUST_HAVE.match(behind) is None or FORBIDS.search(behind) is not None or LETS_IN.search(behind) is not None:
        return None
    raised = any_of(piece.value.of) if isinstance(piece.value, AllOf) else piece.value
    return any_of((negated(raised), asked(said)))


_TO_ENTER = sought(r" (?:in order )?to be eligible\b.*$")
_WHO = word_set("patient subject participant those individual with who whose have has had a an either any")
_MUST_HAVE = sought(
    r"^(?:must|should|need to|will need to|are required to|is required to) (?:also )?(?:have|undergo|show|be)\b"
)


def without_what_raised_them(head: Tokens, draft: Draft) -> tuple[Tokens, list[Criterion]]:
    """ "Adequate counts without ongoing transfusions (haemoglobin ...)": what is not to have raised them, apart."""
    at = next((n for n, word in enumerate(head) if word in ("without", "unsupported")), None)
    if at is None:
        return head, []
    said = said_of(head[at:], draft).strip(" ,;:(")
    if BLOOD_GIVEN.search(said) is None or any(is_thing(word, "CXLRA") for word in head[at:]):
        return head, []
    return head[:at], [asked(said)]


def names_another_way(piece: Piece, draft: Draft) -> bool:
    """ "LVEF < 50 % or abnormalities on the ECG": what no limit tells, beside a limit that keeps out."""
    if not {"or", "and/or"} & piece.joints or len(piece.head) < 2 or piece.tail:
        return False
    if any(is_thing(word, "LRABNIWTZUH") for word in piece.head):
        return False
    first = piece.head[0]
    said = said_of(piece.head, draft)
    return _A_NAME.match(first) is not None and DEPENDENT.match(first) is None and not _HOW.search(said)


_A_NAME = sought(r"^(?:[a-z]{5,}|any|[COF][\ue000-\uf8ff])$")
_HOW = sought(
    r"\b(?:lower|upper|limit|normal|scan|echocardiogram that|if|unless|except\w*|allowed|permitted|acceptable|eligible|may|can|must|should|who|whose|for patient|in patient|not|no|without|above|below|greater|less|range|within)\b"
)
