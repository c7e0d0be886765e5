"""Lists of what keeps out: any of their members, with what stands before and behind all of them."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import AskHuman, Criterion, Exposed, Takes
from onward.reading.grammar import Draft
from onward.reading.partial_bracket import member_of
from onward.reading.partial_cut import AMOUNT, DEPENDENT, Member, Tokens, cut, first_of, without_last
from onward.reading.partial_fragment import is_a_fragment
from onward.reading.partial_part import FRAME, TURNING, Part, asked, denial_before
from onward.reading.rules.disease import is_disease
from onward.reading.shared_window import sharing_activity, sharing_adjective
from onward.reading.sought import sought
from onward.reading.things import CnsSpread, Fixed, Happened, Ill, SecondCancer, Several, Treated, all_of, any_of
from onward.reading.things_asked import question_of

# "Prior treatment with" and no more: what it is of stands in another part.
_ENDS_OPEN = sought(r"^(?:with|of|to|for|by|in|from|against|on|at|as|than|any|other|the|no|not)$")


TIED = sought(
    r"(?:^| )(?:for|within|in|since|before|after|during|prior|by|at|due|because|requiring|require|between|until|with|without|that|which|who|of|on|under|despite|treated|last|past|previous|ago|grade|H[\ue000-\uf8ff]|W[\ue000-\uf8ff]|T[\ue000-\uf8ff])(?= |$)"
)


_SEVERITY = sought(
    r"^(?:active|uncontrolled|severe|serious|significant|symptomatic|unstable|clinically|major|poorly|untreated|progressive|acute|chronic|recurrent|ongoing|current|recent|refractory|persistent|unresolved|known|Q[\ue000-\uf8ff])(?= |$)"
)


def is_question(part: Part) -> bool:
    """Whether it is a full question, and not an illness or a drug that is merely named."""
    return part.thing is None or not isinstance(part.thing, (Ill, Treated, Happened, CnsSpread, SecondCancer, Several))


def kept_out_by(tokens: Tokens, draft: Draft) -> Criterion | None:
    at = first_of(tokens, _INCLUDING)
    if at is not None and at[0]:
        return _with_examples(tokens[: at[0]], tokens[at[0] :], draft)
    members = cut(tokens, {",", "or", "and", "and/or"})
    ended = _ENDED.search(" ".join(tokens))
    if ended is not None:
        # "Treatment with A or B, and was discontinued for toxicity": both of it.
        before = kept_out_by(" ".join(tokens)[: ended.start()].split(), draft)
        return None if before is None else all_of((before, asked(draft.spoken(" ".join(tokens) + " "))))
    if {"or", "and/or"} & {member.joint for member in members} and "and" in {member.joint for member in members}:
        # An "and" binds closer than an "or": what it joins stays together.
        members = cut(tokens, {",", "or", "and/or"})
    if any(not member.tokens for member in members):
        return None
    if len(members) == 1:
        part = member_of(tokens, draft, denied=True)
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
    members = _with_another(members, draft)
    under = timed = False
    governor, open_end = "", False
    for member in members:
        words = " ".join(member.tokens)
        if DEPENDENT.match(member.tokens[0]) or denial_before(member.tokens) or AMOUNT.match(member.tokens[0]):
            return None
        if _ENDS_OPEN.match(member.tokens[-1]):
            return None
        part = member_of(member.tokens, draft, denied=True)
        if part is not None and open_end and _OWN_BEGINNING.match(words) is None:
            # "Arrhythmia requiring medicines or a pacemaker": requiring a pacemaker.
            return None
        if (
            member is not members[-1]
            and re.search(r"\bby (?:[a-z]+ ?){1,4}$", draft.spoken(words + " ").strip()) is not None
        ):
            # "Metastases by x-ray, ultrasound or scan": the list tells how, and not what.
            return None
        open_end = open_end or _TAKES_A_LIST.search(draft.spoken(words + " ")) is not None
        if (
            part is not None
            and governor
            and (isinstance(part.thing, (Treated, Happened, Several)) or isinstance(part.criterion, (Exposed, Takes)))
        ):
            # "Allergic reactions to A, or B": to B as well, and never B by itself.
            part = Part(criterion=asked(f"{governor}: {draft.spoken(words + ' ').strip()}"), whole=False)
        found = _GOVERNS.search(draft.spoken(words + " "))
        governor = governor or (found[0] if found is not None else "")
        if part is not None and under and not (part.whole and is_question(part)):
            return None
        if part is not None and timed and not _has_window(part.thing):
            part = replace(
                part, criterion=all_of((part.criterion, asked("what is said at the head of the list"))), whole=False
            )
        if part is None or not part.whole:
            under = under or _SCOPE.search(_FRAMED.sub(" ", words)) is not None
            timed = timed or (part is None and _TIME.search(draft.spoken(words + " ")) is not None)
        if part is None:
            if _ONLY_NUMERALS.match(words) is not None:
                # "Class II, III or IV": the numbers go with what stands before them.
                return None
            if TURNING.search(words) is not None and not _is_plain(member.tokens):
                return None
            said = draft.spoken(words + " ")
            if governor and _ALLERGY.search(governor) is not None and _OWN_BEGINNING.match(words) is None:
                # "Hypersensitivity to A, or B": to B as well.
                said = f"{governor} {said}"
            elif (unable := _UNABLE.match(draft.spoken(" ".join(members[0].tokens) + " "))) and _A_VERB.match(words):
                # "Unable to swallow tablets or receive injections": unable to receive them.
                said = f"{unable[0]}{said}"
            elif _MAY_BE_ABUSED.match(words) is not None and _ABUSE.search(
                draft.spoken(" ".join(members[0].tokens) + " ")
            ):
                # "Abuse of drugs, alcohol or medicines": abuse of them as well.
                said = f"abuse of {said}"
            elif is_a_fragment(member.tokens):
                # "Any psychiatric or other condition": its noun stands in another member.
                return None
            part = Part(criterion=asked(said), whole=False)
        parts.append(part)
    return _any_of_them(members, parts, draft)


# "Treatment with A, or with B": the same word begins each of them.
_GIVEN_WITH = sought(r"\b(?:treatment|treated|therapy|exposure|exposed) (?P<joint>with|to|by)\b")
_OF_THE_KIND = sought(r"^(?:its|their) (?:[a-z-]+ ){0,3}(?:analog|derivative|prodrug|metabolite|biosimilar)s?(?: |$)")


def _with_another(members: list[Member], draft: Draft) -> list[Member]:
    """The members of a list without the "with" that is said again of each, and "its analogs" as "such analogs"."""
    found = _GIVEN_WITH.search(draft.spoken(" ".join(members[0].tokens) + " "))
    made = members[:1]
    for member in members[1:]:
        tokens = member.tokens
        again = found is not None and tokens[0] == found["joint"] and len(tokens) > 1
        kin = _OF_THE_KIND.match(" ".join(tokens)) is not None
        made.append(Member(member.joint, ["any", "of", *tokens] if kin else tokens[1:] if again else tokens))
    return made


def _with_examples(main: Tokens, examples: Tokens, draft: Draft) -> Criterion | None:
    """ "Lung disease, including A and B": any of that. What restricts the examples may restrict all of it."""
    main = without_last(main, {",", "(", "-", ":"})
    words = draft.spoken(" ".join(examples) + " ")
    if (
        not main
        or main.count("(") != main.count(")")
        or _TIME.search(words) is not None
        or _REQUIRING.search(words) is not None
    ):
        return None
    found = kept_out_by(main, draft)
    if found is not None and re.fullmatch(r"Had\(event='procedure'.*", repr(found)):
        # "Surgical procedures such as ...": hardly any procedure at all.
        return None
    return None if found is None else any_of((found, asked(draft.spoken(words + " "))))


# Behind treatment: that it had to be stopped.
_ENDED = sought(
    r" (?:, )?and (?:who |which |treatment |it )?(?:was|were|has been|have been|had to be|had been) (?:subsequently |permanently )?(?:discontinued|stopped|withdrawn|terminated) (?!or )"
)
_INCLUDING = (("including",), ("such", "as"), ("eg",), ("for", "example"), ("including", "but", "not", "limited", "to"))


_REQUIRING = sought(
    r"(?:^| )(?:requir\w+|unless|except|that|which|who|if|must|should|may|allowed|permitted|with|without|treated|not|no|only|in|for|at|under|setting)(?= |$)"
)


_TAKES_A_LIST = sought(
    r"\b(?:requiring|require[sd]?|treated with|due to|related to|secondary to|amenable to|caused by|associated with|resulting (?:in|from)|leading to|receiving|defined (?:as|by)|because of|candidates? for|consisting of|deemed)\b"
)


_OWN_BEGINNING = sought(
    r"^(?:history|known|active|prior|previous|current|currently|concurrent|any|other|presence|evidence|patient|P[\ue000-\uf8ff]|has|have|had|is|are|uncontrolled|severe|symptomatic|significant|clinically|unstable|serious|documented|Q[\ue000-\uf8ff]|X[\ue000-\uf8ff])(?= |$)"
)


_ALLERGY = sought(r"^(?:allerg|hypersensitiv|intoleran|anaphyla)")
_UNABLE = sought(
    r"^(?:(?:patient|subject|participant|is|are|who) )*(?:unable|inability|unwilling|unwillingness|not able|not willing|refusal)(?: (?:or|and/or|and) (?:unable|inability|unwilling|unwillingness|refusal))? to "
)
_A_VERB = sought(
    r"^(?:receive|take|undergo|tolerate|comply|swallow|attend|provide|give|complete|discontinue|stop|use|have)(?= )"
)
_ABUSE = sought(r"\b(?:abuse|misuse|addiction|dependence|dependency)\b")
_MAY_BE_ABUSED = sought(
    r"^(?:(?:prescription|prescribed|illicit|illegal|recreational|other) )?(?:alcohol|drug|medication|medicine|pharmaceutical|substance|narcotic|opioid|opiate|tobacco|solvent)$"
)
_ONLY_NUMERALS = sought(r"^(?:(?:class|grade|stage|phase|type) )?(?:[ivx]+|\d+|N[\ue000-\uf8ff])$")
# These govern whatever is listed behind them.
_GOVERNS = sought(
    r"\b(?:(?:allerg\w+|hypersensitiv\w+|sensitiv\w+|intoleran\w+|contraindicat\w+|reaction|anaphyla\w+|resistan\w+|refractory|toxicity|requirement|candidate|need|antibod\w+)\b[a-z ]*?\b(?:to|for|of|from|against))\b"
)


# What stands behind these words may be meant for all that follows: "allergic reactions to A, B or C".
_SCOPE = sought(
    r"(?:^| )(?:to|for|against|of|in|from|by|about|regarding|with|including|allerg\w+|hypersensitiv\w+|intoleran\w+|contraindicat\w+|risk|planned|planning|candidate|unable|inability|unwilling|refus\w+|lack|need|test|testing|negative|positive|interact\w*)(?= |$)"
)


_FRAMED = sought(
    r"(?:^| )(?:(?:history|evidence|presence|diagnosis|form|type|symptom|sign|use|receipt|case|episode|administration) of|(?:treatment|therapy|treated|exposure|participation|history|patient|P[\ue000-\uf8ff]|person|woman) (?:with|to)|^with)(?= |$)"
)


_TIME = sought(
    r"(?:^| )(?:within|last|past|preceding|previous|during|month|week|day|year|hour|T[\ue000-\uf8ff]|W[\ue000-\uf8ff])(?= |$)"
)


def _is_plain(tokens: Tokens) -> bool:
    return len(tokens) <= 4


def _any_of_them(members: list[Member], parts: list[Part], draft: Draft) -> Criterion | None:
    """Any of the members. What is said before the first, or behind a later one, may be meant for those between."""
    severity = at_present = ""
    made: list[Criterion] = []
    things = [part.thing for part in parts]
    before: Part | None = None
    for n, (member, part) in enumerate(zip(members, parts, strict=True)):
        part = _sharing(before, part)
        criterion = part.criterion
        words = " ".join(member.tokens)
        may_be_stopped = False
        if (
            isinstance(criterion, Takes)
            and any(map(_has_window, things))
            and _GOES_ON.match(draft.spoken(f"{words} ")) is None
        ):
            # A medicine that was stopped within the time of the list may be meant as well.
            may_be_stopped = True
            criterion = Exposed(to=criterion.drugs)
        if (
            part.is_read
            and isinstance(part.thing, (Ill, Several, CnsSpread, SecondCancer))
            and severity
            and not _SEVERITY.match(words)
            and not words.startswith("asymptomatic")
        ):
            criterion = all_of((criterion, asked(f"{severity} (said before the list)")))
        if part.is_read and not part.restricted and not _is_windowed(part.thing) and not _is_placed(part.thing):
            tail = next(
                filter(
                    None,
                    (_behind(one, other, draft) for one, other in zip(members[n + 1 :], parts[n + 1 :], strict=True)),
                ),
                "",
            )
            if tail:
                criterion, may_be_stopped = all_of((criterion, asked(f"{tail} (said behind the list)"))), False
        if not part.is_read and isinstance(criterion, AskHuman) and _TIME.search(words) is None:
            told = next(
                filter(
                    None,
                    (_when(one, other, draft) for one, other in zip(members[n + 1 :], parts[n + 1 :], strict=True)),
                ),
                "",
            )
            if told:
                criterion = asked(f"{draft.spoken(words + ' ').strip()} ({told}: said behind the list)")
        if may_be_stopped or (
            part.is_read
            and isinstance(part.thing, (Treated, Happened))
            and not _is_timed(part.thing)
            and any(map(_is_timed, things))
        ):
            criterion = all_of((criterion, asked("the time that is said in the list")))
        if (
            part.is_read
            and at_present
            and isinstance(part.thing, (Treated, Happened))
            and not _is_timed(part.thing)
            and not isinstance(criterion, Takes)
        ):
            criterion = all_of((criterion, asked(f"{at_present} (said before the list)")))
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
        now = _AT_PRESENT.match(draft.spoken(f"{words} ")) if not part.is_read else None
        at_present = at_present or (now[0] if now is not None else "")
        if not part.is_read or part.adjectives:
            found = _SEVERITY.match(words)
            severity = severity or (draft.spoken(found[0] + " ").strip() if found is not None else part.adjectives)
        elif n == 0 and isinstance(part.thing, Ill) and part.thing.qualities:
            severity = severity or part.thing.qualities[0]
        before = part
    return any_of(tuple(made))


_GOES_ON = sought(r"^(?:no |any |other )*(?:concurrent|concomitant|current|currently|ongoing|simultaneous)\b")
_AT_PRESENT = sought(
    r"^(?:no |any |other )*(?:concurrent|concomitant|current|currently|ongoing|recent|receiving|simultaneous)(?= |$)"
)


def _is_of_disease(part: Part) -> bool:
    return isinstance(part.thing, Fixed) and is_disease(part.thing.criterion)


# "Use of", "history of": what stands behind is what is named, and restricts nothing.
_OPENING = sought(
    r"^(?:(?:use|history|receipt|presence|evidence|diagnosis|administration|treatment|therapy|exposure|prior|previous|current|known|any|other) )+(?:of|with|to) "
)


def _behind(member: Member, part: Part, draft: Draft) -> str:
    """What a later member is restricted by, which may be meant for an earlier one as well."""
    if part.restricted:
        return part.restricted
    if not part.is_read:
        words = _OPENING.sub("", draft.spoken(" ".join(member.tokens) + " "))
        found = TIED.search(words)
        return words[found.start() :].strip() if found is not None else ""
    if _has_window(part.thing):
        return "within the same time"
    placed = _is_placed(part.thing) and _GIVEN_BEFORE.match(draft.spoken(" ".join(member.tokens) + " ")) is None
    return "in the same setting" if placed else ""


# "Trastuzumab, or any previous chemotherapy for metastatic disease": the setting is that of the chemotherapy.
_GIVEN_BEFORE = sought(r"^(?:any |other |more |one )*(?:prior|previous|previously|earlier|past|received|history)\b")


def _when(member: Member, part: Part, draft: Draft) -> str:
    """The window of treatment that stands behind a later member, in its words."""
    if not isinstance(part.thing, (Treated, Happened, Several)) or not _has_window(part.thing):
        return ""
    found = _WINDOW.search(draft.spoken(" ".join(member.tokens) + " ").strip())
    return "" if found is None else found[0]


_WINDOW = sought(r"(?:(?:within|in last|in past|during last|during past|less than)|[<≤]) .+$")


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


def _is_placed(value: object) -> bool:
    return isinstance(value, Treated) and bool(value.settings)


def _has_window(value: object) -> bool:
    match value:
        case Ill() | Treated() | Happened() | SecondCancer():
            return value.window is not None
        case Several():
            return any(_has_window(part) for part in value.parts)
        case _:
            return False
