"""A sentence of which only parts are understood: cut at its joints, and put together again so that nothing is decided
that the whole would not decide.

What is not understood stays in its own words as a question for a human, and three-valued logic does the rest: whatever
the human would answer, a YES or NO that is given stands. That holds only where the joints are certain, so a sentence is
left alone whenever its "and" and "or" are mixed, when a word that turns or widens stands inside a part, when an "or" may
belong to a restriction, or when what is behind the last of a list may be meant for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onward.criteria import NODES, AskHuman, Criterion, HasSex, Not, parts_of
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_part import FRAME, TURNING, Part, asked, denial_before, is_adjective, read_part, restricts
from onward.reading.rules.disease import is_disease
from onward.reading.shared_window import sharing_activity, sharing_adjective
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
    question_of,
)
from onward.reading.word_set import word_set

Tokens = list[str]
Joint = Literal["", "and", "or", "and/or", ",", ";"]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list; `joint` is what stands before it."""

    joint: str
    tokens: Tokens


# Nothing is cut where these stand: who is spoken of, or for whom it holds, changes inside the sentence.
_REFUSED = re.compile(
    r"(?:^| )(?:relative|sister|mother|daughter|sibling|family|familial|partner|spouse|donor|caregiver|survivor|provider|healthy|volunteer|regardless|irrespective|whichever|whether|alternatively|otherwise|respectively|eligible|neither|excluded|ineligible|exclusion|with or without|"
    r"allowed|permitted|permissible|allowable|acceptable|optional|question|survey|questionnaire|cohort|arm|stratum|group|phase|module|aim|step|lostsign)(?= |$)"
)
_EXCEPTION = (
    ("unless",), ("except", "for"), ("except",), ("excepting",), ("other", "than"), ("with", "exception", "of"), ("excluding",), ("apart", "from"), ("aside", "from"), ("but", "not"),
    ("not", "including"), ("with", "exception", "for"), ("with", "following", "exception"),
)  # fmt: skip
_PROVIDED = (("provided",), ("provided", "that"), ("as", "long", "as"), ("so", "long", "as"), ("providing",), ("only", "if"), ("if",), ("in", "case", "of"))  # fmt: skip
_EXAMPLES = frozenset({"eg", "including", "includes", "include", "like"})
_NEW_CRITERION = re.compile(
    r"(?:, |; |^)(?:or|and|and/or) (?:any |known |other )?(?:history|active|prior|current|currently|presence|patient|have|has|had|who|received|use|uncontrolled|severe|symptomatic|pregnan\w+|P[\ue000-\uf8ff]|D[\ue000-\uf8ff]|O[\ue000-\uf8ff])(?= |$)"
)
# A part that begins so belongs to what stands before it.
_DEPENDENT = re.compile(
    r"^(?:with|who|which|that|requiring|require|requires|within|for|in|to|on|when|due|by|of|from|after|before|during|as|than|at|while|where|whose|whom|under|per|via|using|because|until|since|based|defined|despite|following|treated|related|"
    r"associated|demonstrated|measured|showing|confirmed|documented|determined|assessed|evidenced|diagnosed|histologically|leading|resulting|caused|is|are|was|were|be|been|it|they|this|these|those|their|its|same|respectively|not|no|without)$"
)
# "Prior treatment with" and no more: what it is of stands in another part.
_ENDS_OPEN = re.compile(r"^(?:with|of|to|for|by|in|from|against|on|at|as|than|any|other|the|no|not)$")
# An amount at the beginning shares what is measured with the part before it.
_AMOUNT = re.compile(r"^(?:[RABN][\ue000-\uf8ff]|[≥≤<>])$")
_TIED = re.compile(
    r"(?:^| )(?:for|within|in|since|before|after|during|prior|by|at|due|because|requiring|require|between|until|with|without|that|which|who|of|on|under|despite|treated|last|past|previous|ago|W[\ue000-\uf8ff]|T[\ue000-\uf8ff])(?= |$)"
)
_SEVERITY = re.compile(
    r"^(?:active|uncontrolled|severe|serious|significant|symptomatic|unstable|clinically|major|poorly|untreated|progressive|acute|chronic|recurrent|ongoing|current|recent|refractory|persistent|unresolved|known|Q[\ue000-\uf8ff])(?= |$)"
)
_LONGEST = 60


def partial_question(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence of which some parts are understood; None where no part of it is certain."""
    tokens = _without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    tokens = _OTHERWISE.sub("", " ".join(_without_label(tokens))).split()
    plain, _ = _without_brackets(tokens)
    if not tokens or len(tokens) > 160 or plain is None or _REFUSED.search(" ".join(plain)) is not None:
        return None
    if left.count("(") != left.count(")") or ":" in tokens:
        return None
    if tokens[0] in _POINTING:
        return None
    if _PERMITTED.search(draft.spoken(" ".join(plain) + " ")) is not None:
        return None
    found = _sentence(tokens, draft, denied=draft.denied)
    if found is None or not can_decide(found) or _only_of_sex(found):
        return None
    if _OF_MENOPAUSE.search(draft.spoken(left)) is not None and "Age(" in repr(found):
        # One of several ways of being postmenopausal.
        return None
    return found


_LABEL = re.compile(r"^(?:[a-z]{3,}|[YLK][\ue000-\uf8ff]|/|,|and)$")
_NO_LABEL = word_set(
    "if cohort dose part phase arm group stage step module optimization expansion escalation for note exception unless only when in no not without must stratum run lead except any all following either allowed eligible including defined"
)


_OTHERWISE = re.compile(r"(?:^| )unless otherwise (?:stated|specified|noted|indicated)(?= |$)")


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


_POINTING = frozenset(
    {"they", "it", "these", "this", "such", "and", "or", "then", "but", "who", "that", "which", "in", "if"}
)
_PERMITTED = re.compile(r"\b(?:permitted|allowed|permissible|acceptable)\b")
_OF_MENOPAUSE = re.compile(r"menopaus|amenorrh|menses|menstru|ovar|hysterectom")


def _sentence(tokens: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    clauses = _cut(tokens, {";"})
    if len(clauses) > 1:
        return _clauses(clauses, draft, denied=denied)
    return _clause(tokens, draft, denied=denied)


def _clauses(clauses: list[Member], draft: Draft, *, denied: bool) -> Criterion | None:
    """Parts between semicolons: each a criterion of its own."""
    starts = [clause.tokens[0] for clause in clauses]
    if any(_AMOUNT.match(start) for start in starts) or any(
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
    either = [start in ("or", "and/or") for start in starts[1:]]
    both = [start in ("and", "plus") for start in starts[1:]]
    parts: list[Criterion] = []
    for clause in clauses:
        words = clause.tokens[1:] if clause.tokens[0] in ("or", "and", "and/or", "plus") else clause.tokens
        if not words:
            return None
        found = _clause(words, draft, denied=denied)
        parts.append(found if found is not None else asked(draft.spoken(" ".join(words) + " ")))
    if denied:
        return any_of(tuple(parts)) if not any(both[:-1]) else None
    if any(either):
        return any_of(tuple(parts)) if all(either) or (either[-1] and not any(both) and _are_short(clauses)) else None
    return all_of(tuple(parts))


def _are_short(clauses: list[Member]) -> bool:
    return all(len(clause.tokens) <= 8 for clause in clauses)


def _clause(tokens: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    """One clause: an exception behind it, a denial before it, or a list."""
    at = _first(tokens, _EXCEPTION)
    if at is not None:
        start, words = at
        main, behind = tokens[:start], tokens[start + words :]
        return _excepted(main, behind, draft, denied=denied, unless=tokens[start] == "unless")
    at = _first(tokens, _PROVIDED)
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
    return _kept_out(tokens, draft)


def _denied_first(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What the first thing of a clause denies ("no stroke"); None where it denies nothing."""
    found = re.match(r"^X([\ue000-\uf8ff])$", tokens[0]) if tokens else None
    value = None if found is None else draft.at(found[1])
    return value.of if isinstance(value, Not) else None


def _denial_of(inner: Criterion, tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "No stroke, sarcoidosis or ...": the denial goes on; "no stroke with ...": of that kind."""
    rest = tokens[1:]
    joint = rest[0] in (",", "or", "and/or")
    behind = rest[1:] if joint else rest
    if behind[:1] == ["or"]:
        behind = behind[1:]
    if not behind or any(re.match(r"^X[\ue000-\uf8ff]$", token) for token in behind):
        return None
    if joint:
        if "or" not in rest and "and/or" not in rest:
            return None
        words = draft.spoken(" ".join(behind) + " ")
        if _TIED.search(words) is not None or TURNING.search(" ".join(behind)) is not None or denial_before(behind):
            return None
        others = _kept_out(behind, draft) if {",", "or", "and/or"}.intersection(behind) else None
        return negated(any_of((inner, others if others is not None else asked(words))))
    if (
        not restricts(rest, draft)
        or TURNING.search(" ".join(rest)) is not None
        or {"or", "and", ","}.intersection(rest)
    ):
        return None
    return negated(all_of((inner, asked(draft.spoken(" ".join(rest) + " ")))))


def _excepted(main: Tokens, behind: Tokens, draft: Draft, *, denied: bool, unless: bool) -> Criterion | None:
    main = _without_last(main, {",", "(", "-", ":"})
    if not main or not behind or main.count("(") != main.count(")"):
        return None
    words = " ".join(behind)
    if (
        _NEW_CRITERION.search(words) is not None
        or _first(behind, _EXCEPTION) is not None
        or _first(behind, _PROVIDED) is not None
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
            r", (?:or|and) (?:known|any|prior|history|active|current|radiation|malignancy|chemotherapy|treatment|use|other)\b",
            said,
        )
        is not None
    ):
        # Behind the exception another criterion begins.
        return None
    exception = asked(said)
    found = _clause(main, draft, denied=denied)
    if found is None:
        return None
    if denied:
        return all_of((found, negated(exception)))
    if unless or denial_before(main) or _denied_first(main, draft) is not None:
        return any_of((found, exception))
    return None


def _if(main: Tokens, behind: Tokens, draft: Draft, *, denied: bool) -> Criterion | None:
    main = _without_last(main, {",", "(", "-", ":"})
    if not main or main.count("(") != main.count(")") or _first(behind[1:], _EXCEPTION) is not None:
        return None
    words = " ".join(behind)
    if _NEW_CRITERION.search(words) is not None or TURNING.search(" ".join(behind[3:])) is not None:
        return None
    found = _clause(main, draft, denied=denied)
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
    for member in _cut(tokens, {",", "or", "and", "and/or"})[1:]:
        if any(len(token) == 2 and token[0] == "X" and token[1] >= "\ue000" for token in member.tokens):
            return None
    found = _kept_out(tokens, draft)
    return None if found is None else negated(found)


# --- what is asked for


def _asked_for(tokens: Tokens, draft: Draft) -> Criterion | None:
    members = _cut(tokens, {",", "and", "or", "and/or"})
    joints = {member.joint for member in members[1:]}
    if len(members) == 1:
        part = _member(tokens, draft, denied=False)
        return None if part is None or not _is_asked(part, tokens) else part.criterion
    if "or" in joints or "and/or" in joints:
        part = _member(tokens, draft, denied=False)
        return (
            part.criterion
            if part is not None and _is_asked(part, tokens) and isinstance(part.thing, (Fixed, *NODES))
            else None
        )
    if "and" not in joints and not all(_DEPENDENT.match(member.tokens[0]) for member in members[1:] if member.tokens):
        return None
    first = _member(members[0].tokens, draft, denied=False)
    if first is None or not _is_asked(first, members[0].tokens):
        return None
    parts: list[Criterion] = [first.criterion]
    understood = first.whole
    for member in members[1:]:
        if _AMOUNT.match(member.tokens[0]) and "Age(" not in repr(first.criterion):
            return None
        words = " ".join(member.tokens)
        if TURNING.search(words) is not None:
            return None
        part = (
            _member(member.tokens, draft, denied=False)
            if understood and not _DEPENDENT.match(member.tokens[0])
            else None
        )
        if part is not None and part.whole and _is_question(part) and denial_before(member.tokens) == 0:
            parts.append(part.criterion)
        else:
            understood = False
            parts.append(asked(draft.spoken(words + " ")))
    return all_of(tuple(parts))


def _is_question(part: Part) -> bool:
    """Whether it is a full question, and not an illness or a drug that is merely named."""
    return part.thing is None or not isinstance(part.thing, (Ill, Treated, Happened, CnsSpread, SecondCancer, Several))


_ASKS_FOR = word_set("must has have had received undergone completed treated should required progressed diagnosed")


def _is_asked(part: Part, tokens: Tokens) -> bool:
    """Whether the words ask for what they name: an illness among what is asked for most likely lost its denial."""
    if isinstance(part.thing, (Ill, CnsSpread, SecondCancer, Several)):
        return False
    if isinstance(part.thing, (Treated, Happened)):
        return not _ASKS_FOR.isdisjoint(tokens)
    return True


# --- what keeps out


def _kept_out(tokens: Tokens, draft: Draft) -> Criterion | None:
    at = _first(tokens, _INCLUDING)
    if at is not None and at[0]:
        return _with_examples(tokens[: at[0]], tokens[at[0] :], draft)
    members = _cut(tokens, {",", "or", "and", "and/or"})
    if {"or", "and/or"} & {member.joint for member in members} and "and" in {member.joint for member in members}:
        # An "and" binds closer than an "or": what it joins stays together.
        members = _cut(tokens, {",", "or", "and/or"})
    if any(not member.tokens for member in members):
        return None
    if len(members) == 1:
        part = _member(tokens, draft, denied=True)
        return None if part is None else part.criterion
    joints = [member.joint for member in members[1:]]
    either = [joint for joint in joints if joint in ("or", "and/or")]
    both = [joint for joint in joints if joint == "and"]
    if both and (len(members) < 3 or joints[-1] != "and"):
        return None
    if not either and not both:
        return None
    parts: list[Part] = []
    members = [member for member in members if not FRAME.issuperset(member.tokens)]
    if members and members[0].tokens[0] in ("with", "who", "that"):
        members[0] = Member(members[0].joint, members[0].tokens[1:])
    if not members or not members[0].tokens:
        return None
    under = timed = False
    governor, open_end = "", False
    for member in members:
        words = " ".join(member.tokens)
        if _DEPENDENT.match(member.tokens[0]) or denial_before(member.tokens) or _AMOUNT.match(member.tokens[0]):
            return None
        if _ENDS_OPEN.match(member.tokens[-1]):
            return None
        part = _member(member.tokens, draft, denied=True)
        if part is not None and open_end and _OWN_BEGINNING.match(words) is None:
            # "Arrhythmia requiring medicines or a pacemaker": requiring a pacemaker.
            return None
        open_end = open_end or _TAKES_A_LIST.search(draft.spoken(words + " ")) is not None
        if part is not None and governor and isinstance(part.thing, (Treated, Happened, Several)):
            # "Allergic reactions to A, or B": to B as well, and never B by itself.
            part = Part(criterion=asked(f"{governor}: {draft.spoken(words + ' ').strip()}"), whole=False)
        found = _GOVERNS.search(draft.spoken(words + " "))
        governor = governor or (found[0] if found is not None else "")
        if part is not None and under and not (part.whole and _is_question(part)):
            return None
        if part is not None and timed and not _has_window(part.thing):
            part = replace(
                part, criterion=all_of((part.criterion, asked("what is said at the head of the list"))), whole=False
            )
        if part is None or not part.whole:
            under = under or _SCOPE.search(_FRAMED.sub(" ", words)) is not None
            timed = timed or (part is None and _TIME.search(draft.spoken(words + " ")) is not None)
        if part is None:
            if TURNING.search(words) is not None and not _is_plain(member.tokens):
                return None
            part = Part(criterion=asked(draft.spoken(words + " ")), whole=False)
        parts.append(part)
    return _any_of_them(members, parts, draft)


def _with_examples(main: Tokens, examples: Tokens, draft: Draft) -> Criterion | None:
    """ "Lung disease, including A and B": any of that. What restricts the examples may restrict all of it."""
    main = _without_last(main, {",", "(", "-", ":"})
    words = draft.spoken(" ".join(examples) + " ")
    if (
        not main
        or main.count("(") != main.count(")")
        or _TIME.search(words) is not None
        or _REQUIRING.search(words) is not None
    ):
        return None
    found = _kept_out(main, draft)
    if found is not None and re.fullmatch(r"Had\(event='procedure'.*", repr(found)):
        # "Surgical procedures such as ...": hardly any procedure at all.
        return None
    return None if found is None else any_of((found, asked(draft.spoken(words + " "))))


_INCLUDING = (("including",), ("such", "as"), ("eg",), ("for", "example"), ("including", "but", "not", "limited", "to"))
_REQUIRING = re.compile(
    r"(?:^| )(?:requir\w+|unless|except|that|which|who|if|must|should|may|allowed|permitted|with|without|treated|not|no|only|in|for|at|under|setting)(?= |$)"
)
_TAKES_A_LIST = re.compile(
    r"\b(?:requiring|require[sd]?|treated with|due to|related to|secondary to|amenable to|caused by|associated with|resulting (?:in|from)|leading to|receiving|defined (?:as|by)|because of|candidates? for|consisting of|deemed)\b"
)
_OWN_BEGINNING = re.compile(
    r"^(?:history|known|active|prior|previous|current|currently|concurrent|any|other|presence|evidence|patient|P[\ue000-\uf8ff]|has|have|had|is|are|uncontrolled|severe|symptomatic|significant|clinically|unstable|serious|documented|Q[\ue000-\uf8ff]|X[\ue000-\uf8ff])(?= |$)"
)
# These govern whatever is listed behind them.
_GOVERNS = re.compile(
    r"\b(?:(?:allerg\w+|hypersensitiv\w+|sensitiv\w+|intoleran\w+|contraindicat\w+|reaction|anaphyla\w+|resistan\w+|refractory|toxicity|requirement|candidate|need)\b[a-z ]*?\b(?:to|for|of|from))\b"
)
# What stands behind these words may be meant for all that follows: "allergic reactions to A, B or C".
_SCOPE = re.compile(
    r"(?:^| )(?:to|for|against|of|in|from|by|about|regarding|with|including|allerg\w+|hypersensitiv\w+|intoleran\w+|contraindicat\w+|risk|planned|planning|candidate|unable|inability|unwilling|refus\w+|lack|need|test|testing|negative|positive|interact\w*)(?= |$)"
)
_FRAMED = re.compile(
    r"(?:^| )(?:(?:history|evidence|presence|diagnosis|form|type|symptom|sign|use|receipt|case|episode|administration) of|(?:treatment|therapy|treated|exposure|participation|history|patient|P[\ue000-\uf8ff]|person|woman) (?:with|to)|^with)(?= |$)"
)
_TIME = re.compile(
    r"(?:^| )(?:within|last|past|preceding|previous|during|month|week|day|year|hour|T[\ue000-\uf8ff]|W[\ue000-\uf8ff])(?= |$)"
)


def _is_plain(tokens: Tokens) -> bool:
    return len(tokens) <= 4


def _any_of_them(members: list[Member], parts: list[Part], draft: Draft) -> Criterion | None:
    """Any of the members. What is said before the first, or behind a later one, may be meant for those between."""
    severity = ""
    made: list[Criterion] = []
    before: Part | None = None
    for n, (member, part) in enumerate(zip(members, parts, strict=True)):
        part = _sharing(before, part)
        criterion = part.criterion
        words = " ".join(member.tokens)
        if (
            part.is_read
            and isinstance(part.thing, (Ill, Several, CnsSpread, SecondCancer))
            and severity
            and not _SEVERITY.match(words)
        ):
            criterion = all_of((criterion, asked(f"{severity} (said before the list)")))
        if part.is_read and not part.restricted and not _is_windowed(part.thing):
            tail = next(
                filter(
                    None,
                    (_behind(one, other, draft) for one, other in zip(members[n + 1 :], parts[n + 1 :], strict=True)),
                ),
                "",
            )
            if tail:
                criterion = all_of((criterion, asked(f"{tail} (said behind the list)")))
        if (
            part.is_read
            and isinstance(part.thing, (Treated, Happened))
            and not _is_timed(part.thing)
            and any(_is_timed(other.thing) for other in parts)
        ):
            criterion = all_of((criterion, asked("the time that is said in the list")))
        if (
            n
            and part.is_read
            and isinstance(part.thing, Fixed)
            and is_disease(part.thing.criterion)
            and not all(map(_is_of_disease, parts[:n]))
        ):
            # "Primary tumours of the brain or metastases": of the brain as well.
            return None
        if (
            isinstance(part.thing, SecondCancer)
            and n < len(members) - 1
            and (part.thing.except_groups or part.thing.except_words or part.thing.except_in_situ)
        ):
            return None
        made.append(criterion)
        if not part.is_read or part.adjectives:
            found = _SEVERITY.match(words)
            severity = severity or (draft.spoken(found[0] + " ").strip() if found is not None else part.adjectives)
        elif n == 0 and isinstance(part.thing, Ill) and part.thing.qualities:
            severity = severity or part.thing.qualities[0]
        before = part
    return any_of(tuple(made))


def _is_of_disease(part: Part) -> bool:
    return isinstance(part.thing, Fixed) and is_disease(part.thing.criterion)


def _behind(member: Member, part: Part, draft: Draft) -> str:
    """What a later member is restricted by, which may be meant for an earlier one as well."""
    if part.restricted:
        return part.restricted
    if not part.is_read:
        words = draft.spoken(" ".join(member.tokens) + " ")
        found = _TIED.search(words)
        return words[found.start() :].strip() if found is not None else ""
    return "within the same time" if _has_window(part.thing) else ""


def _sharing(before: Part | None, part: Part) -> Part:
    """ "Active bacterial or fungal infection": both active."""
    if before is None or not isinstance(before.thing, Ill) or not isinstance(part.thing, Ill) or not part.whole:
        return part
    thing = sharing_adjective(before.thing, sharing_activity(before.thing, part.thing))
    return part if thing is part.thing else replace(part, thing=thing, criterion=question_of(thing, denied=True))


def _is_windowed(value: object) -> bool:
    """Whether a window stands at it already, in a list at each of its parts."""
    return all(map(_is_windowed, value.parts)) if isinstance(value, Several) else _has_window(value)


def _is_timed(value: object) -> bool:
    match value:
        case Treated():
            return value.window is not None or value.when == "now"
        case Happened():
            return value.window is not None
        case Several():
            return any(map(_is_timed, value.parts))
        case _:
            return False


def _has_window(value: object) -> bool:
    match value:
        case Ill() | Treated() | Happened() | SecondCancer():
            return value.window is not None
        case Several():
            return any(_has_window(part) for part in value.parts)
        case _:
            return False


# --- one member, with its brackets


def _member(tokens: Tokens, draft: Draft, *, denied: bool) -> Part | None:
    """A member of a list, or the whole clause: its words outside brackets, and what the brackets add."""
    if len(tokens) > _LONGEST:
        return None
    plain, brackets = _without_brackets(tokens)
    if plain is None or not plain:
        return None
    part = read_part(plain, draft, denied=denied)
    if part is None:
        return None
    for inner, before in brackets:
        made = _with_bracket(part, inner, before, draft, denied=denied)
        if made is None:
            return None
        part = made
    return part


def _with_bracket(part: Part, inner: Tokens, before: Tokens, draft: Draft, *, denied: bool) -> Part | None:
    if _is_abbreviation(inner, before):
        return part
    words = " ".join(inner)
    if re.match(r"(?:see |refer to |per |as in )?(?:appendix|section|table|protocol)(?: |$)", words):
        return part
    question = asked(draft.spoken(words + " "))
    excepted = _first(inner, _EXCEPTION)
    if excepted is not None and excepted[0] > 0:
        # "(A, B, other than C)": the exception is made inside the bracket.
        return None
    if excepted is not None or re.search(
        r"(?:^| )(?:allowed|permitted|eligible|acceptable|may|can|exception)(?= |$)", words
    ):
        if not denied:
            return _with_allowance(part, words, question)
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


def _with_allowance(part: Part, words: str, question: AskHuman) -> Part | None:
    """A limit with an allowance in brackets: "(transfusion allowed)" lets in more, "(no transfusion allowed)" fewer."""
    if re.search(r"LabValue\(|Performance\(", repr(part.criterion)) is None or "excluding" in words:
        return None
    if re.search(
        r"(?:^| )(?:not (?:be )?(?:allowed|permitted|acceptable)|may not|cannot|no [a-z ]* allowed)(?= |$)", words
    ):
        return replace(part, criterion=all_of((part.criterion, question)), whole=False)
    return replace(part, criterion=any_of((part.criterion, question)), whole=False)


_BESIDE = re.compile(
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
_IS_OF_A_TEST = re.compile(
    r"(?:[ARBNU][\ue000-\uf8ff]|[≥≤<>/,;-]|si|unit|equivalent|umol|micromol|l|dl)(?: (?:[ARBNU][\ue000-\uf8ff]|[≥≤<>/,;-]|si|unit|equivalent|umol|micromol|l|dl))*|(?:obtained|determined|within|done|drawn|re|W[\ue000-\uf8ff]|T[\ue000-\uf8ff]) [^()]*|[WT][\ue000-\uf8ff]"
)


def _is_abbreviation(inner: Tokens, before: Tokens) -> bool:
    """Whether a bracket only gives the letters of what stands before it."""
    if len(inner) != 1 or not inner[0].isalnum() or len(inner[0]) > 7:
        return False
    if len(inner[0]) == 1:
        return True
    letters = iter("".join(word if len(word) < 2 or word[1] < "\ue000" else "" for word in before))
    return inner[0][0] in {word[0] for word in before} and all(letter in letters for letter in inner[0])


# --- cutting


_OPENED, _CLOSED = "()"


def _cut(tokens: Tokens, at: set[str]) -> list[Member]:
    """The tokens cut at these words outside brackets; ", or" is one joint."""
    members: list[Member] = []
    now: Tokens = []
    joint = ""
    depth = 0
    for token in tokens:
        if token == _OPENED:
            depth += 1
        elif token == _CLOSED:
            depth = max(depth - 1, 0)
        if token in at and depth == 0:
            if now:
                members.append(Member(joint, now))
                joint, now = token, []
            elif joint in ("", ",", ";") or token in ("or", "and", "and/or"):
                joint = token if joint != "or" or token == "or" else joint
            continue
        now.append(token)
    if now:
        members.append(Member(joint, now))
    return members


def _first(tokens: Tokens, phrases: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    """Where outside brackets the first of these phrases stands, and how many words it has."""
    firsts = {phrase[0] for phrase in phrases}
    if firsts.isdisjoint(tokens):
        return None
    depth = 0
    for n, token in enumerate(tokens):
        if token == _OPENED:
            depth += 1
        elif token == _CLOSED:
            depth -= 1
        if depth:
            continue
        if token not in firsts:
            continue
        fitting = [phrase for phrase in phrases if tuple(tokens[n : n + len(phrase)]) == phrase]
        if fitting:
            return n, max(len(phrase) for phrase in fitting)
    return None


def _without_brackets(tokens: Tokens) -> tuple[Tokens | None, list[tuple[Tokens, Tokens]]]:
    """The tokens outside brackets; and each bracket with the words before it."""
    plain: Tokens = []
    brackets: list[tuple[Tokens, Tokens]] = []
    inner: Tokens | None = None
    depth = 0
    for token in tokens:
        if token == _OPENED:
            depth += 1
            if depth == 1:
                inner = []
                continue
        elif token == _CLOSED:
            depth -= 1
            if depth < 0:
                return None, []
            if depth == 0 and inner is not None:
                if inner:
                    brackets.append((inner, list(plain)))
                inner = None
                continue
        (inner if inner is not None else plain).append(token)
    return (plain, brackets) if inner is None else (None, [])


def _without_last(tokens: Tokens, signs: set[str]) -> Tokens:
    end = len(tokens)
    while end and tokens[end - 1] in signs:
        end -= 1
    return tokens[:end]


def is_asked_only(criterion: Criterion) -> bool:
    """Whether a human alone can answer it."""
    return isinstance(criterion, AskHuman)
