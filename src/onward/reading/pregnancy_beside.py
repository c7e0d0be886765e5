"""Pregnancy and breastfeeding beside words that are not understood, and what is asked of those alone who can bear children.

"Pregnant or breastfeeding, or has given birth within six weeks" keeps out who is pregnant, and asks the rest; "healthy
non-pregnant women" lets in nobody who is pregnant; "surgically sterile, or a negative pregnancy test" asks for the test
of those who are not sterile.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onward.criteria import Criterion, Finding, Not, Pregnancy, When
from onward.reading.kept_out_words import asked_as_kept_out
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of

Reads = Callable[[str], Criterion | None]

_FERTILE = Finding(name="childbearing potential")
_NOUN = r"(?: (?:woman|female|patient|subject|participant|individual|person|mother|wocbp|status|child|infant))*"
_STATE = rf"(?:known to be |currently |presently |actively |to be |who are |is |are |be )*(?:pregnant|pregnancy|lactating|lactation|breast ?feeding|breastfeeding|nursing){_NOUN}"
_LEADS = r"(?:(?:any|all|if|woman|female|patient|subject|participant|individual|person|adult|she|they|he|who|that|is|are|be|was|were|of|with|has|have|currently|presently|a|,|or|:|existing|current|known|evidence|documented) )*"
_OUT = sought(
    rf"^{_LEADS}(?P<states>{_STATE}(?:(?: ,| /| or| and| and/or|, or)+ {_STATE})*)(?P<rest>(?: [.,;:()]| or| and/or| -|$).*)$"
)
_LETS_IN = sought(
    r"\b(?:allowed|permitted|eligible|acceptable|not (?:be )?excluded|may (?:be|enter|participate|enroll)|can be|included)\b"
)
_QUALIFIES = sought(r"^(?: [,:(]| -)* (?:at|for|in|with|during|within|if|when|unless|except|whose|where|until)\b")
# What a test shows anyway, and why it is asked.
_SHOWN = sought(
    r"(?:^| )(?:, |\( )?(?:(?:as )?(?:confirmed|verified|documented|determined|demonstrated|shown|evidenced|defined|according)|ie|with) (?:by|to|as)? ?(?:a )?positive [^,;.()]*(?:test|hcg|gonadotropin)\b(?: result)?(?: \))?|^ (?:, )?or otherwise verified"
)


def kept_out_beside(line: str, read: Reads) -> Criterion | None:
    """Of an exclusion that begins with pregnancy: it, and the rest of the line as a question."""
    found = _OUT.match(_SHOWN.sub(" ", line).replace("  ", " ").strip())
    if found is None or _LETS_IN.search(line.replace("may be pregnant", "")) is not None:
        return None
    states = _states(found["states"])
    shown = _SHOWN.search(line)
    if shown is not None and "positive" in shown[0] and "pregnan" not in found["states"]:
        # "Nursing women, women with a positive test": the test shows something else than what stands first.
        states = (*states, Pregnancy(states=("pregnant",)))
    rest = found["rest"]
    if _QUALIFIES.match(rest) is not None or not states:
        return None
    rest = re.sub(r"^(?: (?:[.,;:)]|or|and/or|-))+", "", rest).strip(" ,.;:()")
    if not rest or rest.isdigit() or _REMARK.match(rest) is not None:
        return any_of(states)
    return any_of((*states, read(rest) or asked_as_kept_out(rest)))


# What only explains.
_REMARK = sought(
    r"^(?:note\b|(?:the )?(?:effect|risk|safety)\b|[a-z0-9-]+ (?:is|are) known to\b|it is (?:not known|unknown)\b|there is\b)(?!.*\b(?:must|should|negative)\b)"
)


def _states(words: str) -> tuple[Criterion, ...]:
    made: list[Criterion] = []
    if "pregnan" in words:
        made.append(Pregnancy(states=("pregnant",)))
    if re.search(r"lactat|breast ?feed|nursing", words) is not None:
        made.append(Pregnancy(states=("breastfeeding",)))
    return tuple(made)


_NOT_SO = sought(
    r"\b(?:non ?|not (?:be |currently )?|neither (?:be )?)(?P<states>(?:pregnant|lactating|nursing|breast ?feeding)(?:(?: ,| /| or| and| nor| and/or)+ (?:non ?|not (?:be )?)?(?:pregnant|lactating|nursing|breast ?feeding))*)\b(?! (?:test|to))"
)
_WEIGHED = sought(r"\b(?:unless|except|not required|if|allowed|eligible if|may|exclud\w+|ineligible|not eligible)\b")


def asked_beside(line: str) -> Criterion | None:
    """Of an inclusion that names those who are not pregnant: that, and the line as a question."""
    found = _NOT_SO.search(line)
    if found is None or _WEIGHED.search(line) is not None:
        return None
    states = _states(found["states"])
    return all_of((Not(of=any_of(states)), asked(line.strip(" .")))) if states else None


_STERILE = r"(?:(?:of )?(?:non|not of|not) ?(?:child ?bearing|reproductive)|surgically steril\w+|sterili[sz]\w+|post ?menopausal|post menopausal|menopause|hysterectom\w+|tubal ligation|oophorectom\w+|ovariectom\w+|non reproductive)"
_STERILE_OR = sought(
    rf"^(?P<who>[^.;]*?\b{_STERILE}\b(?:(?! negative )[^.;])*?)(?: ,| ;)? or (?:if not , |else |otherwise )?(?P<test>(?:[a-z]+ ){{0,6}}?negative [^.;]*\b(?:pregnancy|hcg|gonadotropin)\b[^;]*)$"
)
_TEST_OR = sought(
    rf"^(?P<test>[^.;,]*\bnegative [^.;,]*\b(?:pregnancy test|hcg|pregnancy)\b[^.;,]*?)(?: ,)?(?:(?:(?: ,)? or| ,) (?:have |has |had |be |been |is |are |medical |surgical |documented |confirmed |history of |undergone |\d+ year )*(?:bilateral )?{_STERILE}[^.;,]*)+$"
)


# Of those alone it is asked anyway.
_IF_FERTILE = sought(
    r"^(?:if|for|in) (?:she is |(?:all )?(?:female|woman|patient|subject|participant)s? (?:is |are )?)?(?:of )?child ?bearing potential ,? ?(?:then )?"
)


def tested_or_sterile(line: str, read: Reads) -> Criterion | None:
    """Of an inclusion: a negative test, or that she cannot bear children: asked of those who can."""
    text = _IF_FERTILE.sub("", line.strip(" ."))
    found = _STERILE_OR.match(text) or _TEST_OR.match(text)
    if found is None or _WEIGHED.search(text.replace("if not", "")) is not None:
        return None
    test = read(f"{found['test']} ")
    if test is None:
        return None
    return test if isinstance(test, When) else When(condition=_FERTILE, then=test)
