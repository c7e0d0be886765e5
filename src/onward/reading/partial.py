"""A sentence of which only parts are understood: cut at its joints, and put together again so that nothing is decided
that the whole would not decide.

What is not understood stays in its own words as a question for a human, and three-valued logic does the rest: whatever
the human would answer, a YES or NO that is given stands. That holds only where the joints are certain, so a sentence is
left alone whenever its "and" and "or" are mixed, when a word that turns or widens stands inside a part, when an "or" may
belong to a restriction, or when what is behind the last of a list may be meant for all of it.
"""

from __future__ import annotations

from onward.criteria import AskHuman, Criterion, HasSex, parts_of
from onward.reading.decides import can_decide
from onward.reading.feared import speaks_of_risk
from onward.reading.forbids_or_allows import IS_FREE
from onward.reading.grammar import Draft
from onward.reading.kept_out_words import asked_as_kept_out
from onward.reading.partial_clause import clause_question
from onward.reading.partial_cut import AMOUNT, Member, Tokens, cut, without_brackets, without_last
from onward.reading.partial_part import asked
from onward.reading.partial_timed import timed_behind
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of, any_of
from onward.reading.treatment_given import is_of_another_illness
from onward.reading.word_set import word_set

# Nothing is cut where these stand: who is spoken of, or for whom it holds, changes inside the sentence.
_REFUSED = sought(
    r"(?:^| )(?:relative|sister|mother|daughter|sibling|family|familial|partner|spouse|donor|caregiver|survivor|provider|healthy|volunteer|regardless|irrespective|whichever|whether|alternatively|otherwise|respectively|eligible|neither|excluded|ineligible|exclusion|with or without|"
    r"allowed|permitted|permissible|allowable|acceptable|optional|question|survey|questionnaire|cohort|arm|stratum|group|phase|module|aim|step|lostsign)(?= |$)"
)


def partial_question(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence of which some parts are understood; None where no part of it is certain."""
    tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    tokens = _OTHERWISE.sub("", " ".join(_without_label(tokens))).split()
    plain, _ = without_brackets(tokens)
    if not tokens or len(tokens) > 160 or plain is None or _REFUSED.search(" ".join(plain)) is not None:
        return None
    if left.count("(") != left.count(")") or ":" in tokens:
        return None
    if tokens[0] in _POINTING or speaks_of_risk(tokens, draft) or "untreated with " in draft.spoken(left):
        return None
    if tokens[0] in _WHEN and tokens[1:2] and draft.spoken(" ".join(tokens[2:3]) + " ").startswith(_TO_COME):
        # "Concurrent or planned radiotherapy, chemotherapy or ...": when holds for all of the list.
        return None
    spoken = draft.spoken(" ".join(plain) + " ")
    if _PERMITTED.search(spoken) is not None or (not draft.denied and _KEPT_OUT.search(spoken) is not None):
        return None
    found = _sentence(tokens, draft, denied=draft.denied)
    if found is None or not can_decide(found) or _only_of_sex(found):
        return None
    if is_of_another_illness(found, draft.spoken(left)):
        return None
    if _OF_MENOPAUSE.search(draft.spoken(left)) is not None and "Age(" in repr(found):
        # One of several ways of being postmenopausal.
        return None
    return found


def asks_of_a_group(sentence: str) -> bool:
    """ "Patients with lung cancer or myeloma must have measurable disease" asks for it of them, and for no myeloma."""
    return _OF_A_GROUP.match(sentence) is not None


_LABEL = sought(r"^(?:[a-z]{3,}|[YLK][\ue000-\uf8ff]|/|,|and)$")


_NO_LABEL = word_set(
    "if cohort dose part phase arm group stage step module optimization expansion escalation for note exception unless only when in no not without must stratum run lead except any all following either allowed eligible including defined specific partner"
)


_OTHERWISE = sought(r"(?:^| )unless otherwise (?:stated|specified|noted|indicated)(?= |$)")


def _without_label(tokens: Tokens) -> Tokens:
    """ "Renal function: creatinine ..." without the name in front of it."""
    if ":" not in tokens[:6]:
        return tokens
    at = tokens.index(":")
    label = tokens[:at]
    if not label or not all(map(_LABEL.match, label)) or not _NO_LABEL.isdisjoint(label):
        return tokens
    return tokens[at + 1 :]


def _only_of_sex(criterion: Criterion) -> bool:
    """Whether nothing but the sex is understood: that tells nobody anything."""
    parts = parts_of(criterion)
    return all(map(_only_of_sex, parts)) if parts else isinstance(criterion, (AskHuman, HasSex))


_WHEN = frozenset({"concurrent", "current", "concomitant", "ongoing", "prior", "previous", "recent"})
_TO_COME = ("planned", "anticipated", "scheduled")


_POINTING = frozenset(
    {"they", "it", "these", "this", "such", "and", "or", "then", "but", "who", "that", "which", "in", "if"}
)


# What is let in, or to come, was not given.
_PERMITTED = sought(
    r"\b(?:permitted|allowed|permissible|acceptable)\b|\bto be (?:given|started|initiated|administered|received|performed)\b"
)


# "Cancers that are ... are not eligible", of which a part is understood, asks for no cancer.
_KEPT_OUT = sought(r"\b(?:ineligible|excluded|not (?:be )?(?:eligible|allowed|permitted|included|enrolled))\b")
_OF_A_GROUP = sought(
    r"(?:all |any )?(?:patient|subject|participant|individual|those|person) (?:(?:with|who have|who had|having|whose)\b)(?!.*\b(?:breast|mbc|metastatic disease)\b.*\b(?:must|should|shall|are required|is required|need|needs|has to|have to)\b).*? (?:must|should|shall|are required|is required|need|needs|has to|have to)\b"
)
_OF_MENOPAUSE = sought(r"menopaus|amenorrh|menses|menstru|ovar|hysterectom")


def _sentence(tokens: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    clauses = cut(tokens, {";"})
    if len(clauses) > 1:
        return _clauses(clauses, draft, denied=denied)
    return clause_question(tokens, draft, denied=denied)


_MAY_ENTER = sought(
    r"\b(?:may|can|will) (?:still |also )?(?:be (?:enrolled|included|considered|eligible)|enroll|enter|participate)\b"
)


def _clauses(clauses: list[Member], draft: Draft, *, denied: bool) -> Criterion | None:
    """Parts between semicolons: each a criterion of its own."""
    starts = [clause.tokens[0] for clause in clauses]
    if any(AMOUNT.match(start) for start in starts) or any(
        start
        in (
            "unless",
            "except",
            "if",
            "provided",
            "however",
            "but",
            "then",
            "otherwise",
            "this",
            "these",
            "such",
            "they",
        )
        for start in starts[1:]
    ):
        return None
    if denied and any(_MAY_ENTER.search(draft.spoken(" ".join(clause.tokens) + " ")) for clause in clauses):
        return None  # who may enter is no way of being kept out
    if not denied and any({"only", "if"} <= set(one.tokens) or "exempt" in one.tokens for one in clauses):
        return None  # "HER2-negative; (HER2-positive only if ...)": another way in; who is exempt need not meet it
    either = [start in ("or", "and/or") for start in starts[1:]]
    both = [start in ("and", "plus") for start in starts[1:]]
    parts: list[Criterion] = []
    saids: list[str] = []
    for n, clause in enumerate(clauses):
        if n and (
            tells_conduct(told := draft.spoken(" ".join(clause.tokens) + " ")) or IS_FREE.search(told) is not None
        ):
            continue  # "; testing is not required for this protocol"
        words = clause.tokens[1:] if clause.tokens[0] in ("or", "and", "and/or", "plus") else clause.tokens
        if not words:
            return None
        found = clause_question(words, draft, denied=denied)
        said = draft.spoken(" ".join(words) + " ")
        parts.append(found if found is not None else asked_as_kept_out(said) if denied else asked(said))
        saids.append(said)
    if denied:
        return None if any(both[:-1]) or timed_behind(parts, saids) else any_of(tuple(parts))
    if any(either):
        return any_of(tuple(parts)) if all(either) or (either[-1] and not any(both) and _are_short(clauses)) else None
    return all_of(tuple(parts))


def _are_short(clauses: list[Member]) -> bool:
    return all(len(clause.tokens) <= 8 for clause in clauses)
