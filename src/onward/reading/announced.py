"""What the words of a line make of the lines below it: a choice, a denial, exceptions, conditions, a definition."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from onward.reading.sought import sought

# What a line makes of those below it: "except" its exceptions, "provided" the conditions under which it lets in.
Kind = Literal["any of", "none of", "all of", "except", "provided"]

_ONE_OF = sought(
    r"\b(?:(?:at least|any)?\s*(?:one|1|any|either)\s+(?:\(1\)\s+)?(?:or more\s+)?of\s+(?:the\s+)?(?:following|these|below)|one of the following|"
    r"(?:either|any) of (?:the )?following|one or more of (?:the )?following|any one of|meets? (?:1|one)(?: of)?|as (?:one|any) of|by (?:one|any|either) of|(?:defined|evidenced) (?:as|by) (?:any|one|either))\b"
    # "..., either:", "either (I) OR (II):"
    r"|\beither\s*[:-]|\beither\b[^:;.]{0,60}\bor\b[^:;.]{0,60}:\s*$"
    # "Patients may be:"
    r"|^\W*(?:(?:the |all )?(?:patients?|subjects?|participants?|women|they)|tumou?rs?|disease) may (?:be|have)\s*:\s*$",
    re.IGNORECASE,
)
_NOT = sought(
    r"^\W*(?:(?:the\s+)?(?:patients?|subjects?|participants?|women)\s+)?(?:no\b(?!\s+more than|\s+less than|\s+fewer|\s+later)|not\b(?!\s+more than|\s+less than)|none\b|without\b|absence of\b|must not\b|should not\b|may not\b|cannot\b|"
    r"(?:must|should|with|have|has)\s+(?:have\s+)?no\b|(?:do|does|is|are|has|have)\s+not\b|no\s+(?:prior|history|evidence|known|concurrent|other|clinically)|free of\b)",
    re.IGNORECASE,
)
# "Neutropenia following this drug" announces nothing.
_OPENS = sought(
    r"(?::|\b(?:the|of|as|any|one|all|these|meets?|meeting|ha[sd]|have|with|or|and)\s+following(?:\s+\w+){0,2}|\bfollowing(?:\s+\w+)?\s+(?:criteria|criterion|conditions?|requirements?|characteristics|parameters|values?|exceptions?|illness(?:es)?|diseases?|diagnos[ei]s|drugs?|agents?|medications?|events?|tests?|cancers?|disorders?|groups?|categories|reasons?|findings)|\bfollowing|\bas follows|\bbelow)\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def opens(text: str) -> bool:
    """Whether a line announces others; each line below it asks."""
    return _OPENS.search(text) is not None


_EXCEPT_ENDS = sought(
    r"[\s,;(]*\b(?:(?:with )?(?:the )?(?:following )?exceptions?(?: (?:of|for|is|are|to this|include[sd]?|made for))*|except(?:ing)?(?: for| in| that| when| those)*|excluding|other than|apart from|but not"
    r"|unless(?: (?:the |an? )?(?:patients?|participants?|subjects?|individuals?|they|she|he|it)(?: (?:has|have|is|are|meets?|met|fulfil\w*|satisf\w+))?)?"
    r"|(?:please )?note that (?=(?:the )?following (?:\w+ )?(?:are|is) (?:permitted|allowed|eligible|acceptable|not excluded|exempt)))\b"
    r"[\s,]*(?:(?:any|one|either|all|each)?\s*(?:\(?1\)?|one)?\s*(?:or more )?(?:of )?(?:the )?(?:following|those)(?: (?:permitted|allowed|acceptable|cases?|conditions?|circumstances|cancers?|malignancies|criteria|situations?|exceptions?|agents?|drugs|steroids?|medications?|uses?|diseases?|infections?|illnesses|applies|apply|is met|are met|meeting the following criteria))*|as follows|below|are)?\s*(?:(?:patients|participants|subjects|those) (?:with|who(?: have| are| had)?))?\s*(?:are (?:allowed|permitted|acceptable|eligible))?[\s:;.)*-]*$",
    re.IGNORECASE,
)
# "HIV infection. The following participants may be enrolled (as the sponsor sees fit):" is followed by exceptions.
_WHO_MAY_ENTER = sought(
    r"[,;.]\s*(?:however|but),?\s+(?:the )?following (?:\w+ )?(?:is|are|will be|may be) (?:allowed|permitted|acceptable|eligible)\b[^.:;()]{0,40}:\W*$|(?<=[.;])\s*(?:the )?following (?:\w+ )?(?:patients|subjects|participants|individuals) (?:may (?:still |also )?(?:be (?:enrol+ed|included|eligible)|enrol+|enter|participate)|(?:are|will be) (?:allowed|eligible|permitted|not excluded))\b[^.:;()]{0,40}(?:\([^()]*\))?\s*:\W*$",
    re.IGNORECASE,
)
_IF_ENDS = sought(
    r"\b(?:may|can|could|will|(?:is|are)(?: also)?|eligible|allowed|permitted|acceptable|enrolled|included)\b[^.:]{0,90}?\b(?:if|provided|providing|as long as|so long as|only when|when|under|on condition|after)\b"
    r"(?![^.:]*\bunless\b)[^.:]{0,80}:?\W*$"
    # "HIV-positive patients are allowed, but they must have:"
    r"|\b(?:eligible|allowed|permitted|acceptable|enrolled)\b[^.:]{0,50},? but [^.:]{0,60}\b(?:must|should|have to|need to)(?: \w+){0,5}\s*:\W*$",
    re.IGNORECASE,
)
_LETS_IN = sought(
    r"\b(?:may (?:also )?(?:participate|be (?:included|eligible|enrol+ed|entered|allowed|considered|used|given)|enrol+|enter|take part|have|receive|continue)|can (?:participate|be (?:included|enrol+ed|eligible))|(?:(?:is|are|will be) )?(?:eligible|allowed|permitted|acceptable)|(?:are|is|will be) included)\b",
    re.IGNORECASE,
)
_NOT_LET_IN = sought(
    r"\b(?:not|no|never|cannot)\b(?: \w+){0,3} (?:eligible|allowed|permitted|acceptable|included|participate|enrol+)|\b(?:study|trial) if\b|\b(?:inclusion|exclusion) criteria\b|\b(?:patients?|subjects?|participants?|women|wom[ae]n|individuals|you|females?|persons?) (?:will be|are|is|may be|may|can) (?:eligible|included|enrol+ed|participate|enrol+|considered)\b[^.:]*$",
    re.IGNORECASE,
)
_BEGINS_EXCEPTION = sought(
    r"^\W*(?:exceptions?(?: (?:is|are|include\w*|to this|for))*\b|(?:the )?(?:following|these) (?:is|are) (?:the )?exceptions?\b|(?:except|with the exceptions? of|unless)\b(?!.*\b(?:must|should|agree|no|not)\b))",
    re.IGNORECASE,
)


def is_exception(text: str) -> bool:
    """Whether a line says of itself that it is an exception to another: "Exception: ..."."""
    return _BEGINS_EXCEPTION.match(text) is not None


def without_exception(text: str) -> str:
    """A line before "except the following:"; "" where it is nothing but that."""
    found = _EXCEPT_ENDS.search(text) or _WHO_MAY_ENTER.search(text)
    return (
        "" if found is None else re.sub(r"\.\s+the$", ".", text[: found.start()].strip(" ,;:(-"), flags=re.IGNORECASE)
    )


def denies(text: str) -> bool:
    """Whether a line denies what it names."""
    return _NOT.match(text) is not None


def lets_in_only_if(text: str) -> bool:
    """Whether a line lets somebody in under the conditions below it: "Stable brain metastases are allowed if:"."""
    last = _last_sentence(text)
    return (
        opens(text)
        and _IF_ENDS.search(last) is not None
        and _LETS_IN.search(last) is not None
        and (_NOT_LET_IN.search(last) is None or last != text)
        and (last != text or bool(without_permission(text)[1]))
    )


def without_permission(text: str) -> tuple[str, str]:
    """What stands before the sentence that lets in, and whom it lets in."""
    last = _last_sentence(text)
    found = _LETS_IN.search(last)
    who = "" if found is None else last[: found.start()].strip(" ,;:-")
    who = re.sub(r"\s+(?:who|that|which|is|are|will|may|also|be)$", "", who)
    if len(who.split()) < 2 or re.fullmatch(_ANYBODY, who, re.IGNORECASE):
        who = ""
    return text[: len(text) - len(last)].strip(), who


_ANYBODY = r"(?:the |a |an |each |all |any |eligible |adult |female |male |both |such |these |those )*(?:patients?|subjects?|participants?|women|men|individuals|persons?|candidates?|volunteers?|people|and|/| )+(?: who)?"


def _last_sentence(text: str) -> str:
    at = max(text.rfind(". ", 0, len(text) - 2), text.rfind("; ", 0, len(text) - 2))
    return text if at < 0 else text[at + 2 :]


def without_last_sentence(text: str) -> str:
    """What stands before the last sentence; "" for one sentence."""
    return text[: len(text) - len(_last_sentence(text))].strip()


_POSTMENOPAUSAL = sought(
    r"\bpost-?\s?menopaus\w+\b[^.:]{0,60}\b(?:defined|definition|documented|verified|evidenced|confirmed|criteri\w+|means|if|meets?|includ\w+)\b|\bdefin\w+ (?:of|for) (?:the )?(?:post-?)?menopaus",
    re.IGNORECASE,
)


def kind_of(text: str) -> Kind:
    """What a line makes of those that it announces."""
    if (
        opens(text)
        and (_EXCEPT_ENDS.search(text) or _WHO_MAY_ENTER.search(text))
        and (is_exception(text) or denies(text) or len(without_exception(text).split()) > 1)
    ):
        return "except"
    if lets_in_only_if(text):
        return "provided"
    if opens(text) and _POSTMENOPAUSAL.search(text):
        # However it is put, there are several ways of being it.
        return "any of"
    if _NOT.match(text):
        return "none of"
    if _ONE_OF.search(text) and _EACH.search(text) is None:
        return "any of"
    return "all of"


# "At least 4 weeks since any of the following": since each of them.
_EACH = sought(
    r"\b(?:since|wash-?\s?out|elapsed|discontinu\w+|stop(?:ped)?|recovered from|(?:days?|weeks?|months?|years?|half-li\w+) (?:after|from|off|prior|before|must)|free (?:of|from))\b",
    re.IGNORECASE,
)


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_SO_MANY = sought(
    r"\b(?P<many>[2-5]|two|three|four|five)\b(?:\s*\(\d\))?(?:\s+or\s+more)?(?:\s+out)?\s+of\s+(?:the\s+|these\s+)?(?:following|below|\d)[^:]{0,60}:?\W*$",
    re.IGNORECASE,
)


def how_many_of(text: str) -> tuple[int, str]:
    """How many of the lines below must be so ("at least two of the following:"), and what is asked before; 0 for none."""
    found = _SO_MANY.search(text) if opens(text) else None
    if found is None:
        return 0, ""
    own = re.sub(
        r"[\s,(;-]*(?:at least|any|≥|>=|and|meets?|with|by)?[\s≥]*$", "", text[: found.start()], flags=re.IGNORECASE
    )
    many = found["many"].lower()
    return _NUMBERS.get(many) or int(many), "" if _FRAME.match(own) else own.strip(" ,;:-")


_THE_FOLLOWING = sought(
    r"(?:,?\s*(?:including|such as|e\.g\.,?|eg,?)?,?\s*(?:but\s+(?:is\s+|are\s+)?not\s+limited\s+to,?\s*)?)?(?:any|one|either|all|each)?\s*(?:\(?1\)?)?\s*(?:or\s+more|one)?\s*(?:of\s+)?(?:the\s+)?following(?:\s+(?:conditions?|criteria|diseases?|illnesses|events?|treatments?|"
    r"medications?|drugs?|agents?|therap(?:y|ies)|procedures?|disorders?|cardiac conditions?|cardiovascular conditions?|diagnos[ei]s|prior therapies|classes|findings?|infections?|cancer types?|tumou?r types?|comorbidities|medical conditions))?",
    re.IGNORECASE,
)


_LISTING = sought(r"including|such as|e\.g|\beg\b", re.IGNORECASE)


_FOLLOWING = sought(
    r"^\W*(?:[\w'-]+\s+){0,6}?(?:(?:any|one|either)\s+(?:\w+\s+)?(?:of\s+)?)?(?:the\s+)?following\b(?:\s+[\w-]+){0,4}\s*:\s*$",
    re.IGNORECASE,
)


_ONLY_IF = sought(
    r"^\W*(?:if|when|in case|where)\b|\b(?:required|needed|necessary|performed|mandatory|recommended|done|repeated)(?: only)? (?:if|when|in case|for)\b",
    re.IGNORECASE,
)


def is_asked_only_if(text: str) -> bool:
    """Whether a choice says when something is done, and asks for none of its lines: "A scan is required if one of:"."""
    return _ONLY_IF.search(text) is not None


_EITHER_STATUS = sought(
    r"\bmay be\b[^.]*menopausal\b.*\b(?:post|pre)[- ]?menopausal (?:status )?(?:is|are) defined (?:as|by)\b",
    re.IGNORECASE | re.DOTALL,
)


# "A female of childbearing potential is any woman who meets the following criteria:"
_IS_ANY_WOMAN = sought(
    r"^\W*(?:note\W+)?(?:an? |the )?[^.:]{0,40}\bpotential\b[^.:]{0,30}? (?:is|are|includes?|means) (?:defined as )?(?:any|an?|all|every) (?:sexually mature )?(?:wom[ae]n|females?|persons?)\b",
    re.IGNORECASE,
)


# "A female is considered to have childbearing potential unless she meets one of the following:"
_CONSIDERED_FERTILE = sought(r"\bconsidered\b[^.:]{0,30}\bchild-?\s?bearing potential,? unless\b", re.IGNORECASE)


def is_definition(text: str) -> bool:
    """Whether a line says what a word means: "Postmenopausal status is defined as:"."""
    if _CONSIDERED_FERTILE.search(text) is not None:
        return True
    if _EITHER_STATUS.search(text) is not None:
        # "Patients may be pre- or postmenopausal. Postmenopausal is defined as:" asks for neither.
        return True
    if _IS_ANY_WOMAN.search(text) is not None:
        return True
    return (
        re.search(r"\b(?:is|are|will be) defined (?:as|by)\b|^\W*definition of\b", text, re.IGNORECASE) is not None
        and re.search(r"\b(?:must|should|patients?|subjects?|participants?|women|have|has)\b", text, re.IGNORECASE)
        is None
    )


_ONE_STATUS_OF_SEVERAL = sought(
    r"\b(?:pre-?\s?menopausal|male|men|man)\b[^.:]{0,30}\bor\s+post-?\s?menopausal\b", re.IGNORECASE
)


def defines_one_of_several(text: str) -> bool:
    """Whether a line lets in others beside whom it defines: "Male or postmenopausal. Postmenopausal is defined as:"."""
    return _ONE_STATUS_OF_SEVERAL.search(text) is not None and is_definition(_last_sentence(text))


_DEFINED_BELOW = sought(
    r"[\s,;(*-]*\b(?:which (?:is|are) |that (?:is|are) )?(?:as )?(?:defined|determined|evidenced|demonstrated|indicated|shown)\s+(?:as|by|in)?\s*(?:(?:all |each )?(?:of )?the following(?: \w+){0,3}|follows|below)?[\s*]*:\s*$",
    re.IGNORECASE,
)


def before_its_definition(text: str) -> str:
    """What a line names before it says "defined as:" above the lines that tell what it means; "" for any other line."""
    found = _DEFINED_BELOW.search(text)
    return "" if found is None or found.start() == 0 else text[: found.start()].strip()


# "Stage IV breast cancer meeting the following criteria:"; a heading of other people, as of one cancer of several, is left.
_CRITERIA_BELOW = sought(
    r"^(?P<head>\W*(?:histologically|cytologically|pathologically|biopsy|clinical|confirmed|diagnosis|newly diagnosed)\b[^:]*\bbreast\b[^:]*?)[\s,;]*(?:\b(?:and|who|that|which)\s+)?\b(?:meets?|meeting|with|fulfil\w*|satisf\w+)\s+(?:all\s+(?:of\s+)?)?the\s+following(?:\s+(?:inclusion\s+|eligibility\s+)?(?:criteria|conditions|characteristics|requirements))?\s*:?\s*$",
    re.IGNORECASE,
)


def before_its_criteria(text: str) -> str:
    """What a line asks for before it says "meeting the following criteria:"; "" for any other line."""
    found = _CRITERIA_BELOW.match(text)
    return "" if found is None else found["head"]


def names_what_follows(text: str) -> bool:
    """Whether a line only says of which kind the lines below it are: "Any of the following cardiac abnormalities:"."""
    return (
        _FOLLOWING.match(text) is not None
        and re.search(r"includ|such as|e\.g|defined|within|months?|weeks?|days?", text) is None
    )


def only_announces(text: str) -> bool:
    """Whether a line with lines below it asks for nothing by itself: it ends with a colon, names the lines, is short."""
    if _LIMIT.search(text) is not None:
        return False
    return opens(text) or _LISTED.search(text[-80:]) is not None or len(text.split()) <= 6


# "Creatinine clearance ≥ 50 mL/min by this equation:" asks for that, whatever it announces.
_LIMIT = sought(r"[≥≤<>]=?\s*\d+(?:\.\d+)?\s*(?:x|×|\*|%|m[gL]|µ|u?mol|g/|/mm|ULN|/µ)", re.IGNORECASE)


_LISTED = sought(
    r"\b(?:following|below|these|listed|as defined by|includ(?:e|es|ing)|defined as|criteria)\b", re.IGNORECASE
)


def in_its_place(parent: str, child: str) -> str | None:
    """The child in the place of "the following" of its parent: "any of the following within 6 months:" with "stroke"
    gives "stroke within 6 months". None where the parent says nothing of the kind.
    """
    head = re.sub(r"[\s:;,.*-]+$", "", parent)
    told = child.rstrip(" .;,")
    told = re.sub(r"[,;]?\s+(?:and|or|and/or)$", "", told)
    found = _THE_FOLLOWING.search(head)
    if found is not None and found[0].strip():
        if _LISTING.search(found[0]) is not None:
            return None
        return f"{head[: found.start()].rstrip(' ,:')} {told} {head[found.end() :].lstrip(' ,:')}".strip()
    if re.search(r"(?:including|such as|e\.g\.?|i\.e\.?)\W*$", head, re.IGNORECASE):
        return None
    return f"{head} {told}" if parent.rstrip().endswith(":") else None


_FRAME = sought(
    r"^\W*(?:(?:all\s+)?(?:patients?|subjects?|participants?|women|they|disease|tumou?rs?)?\s*(?:must|should|will|has to|have to|shall|may|who|with|to|that|which)?\s*(?:also\s+)?(?:have|has|meet|meets|fulfil+|be|satisfy|belong to|fit|had|meeting|satisfying)?"
    r"\s*(?:as\s+)?(?:defined|evidenced|documented|demonstrated|indicated|confirmed|shown|determined)?\s*(?:as|by)?\s*(?:having)?)\W*$",
    re.IGNORECASE,
)


def before_the_choice(text: str) -> str:
    """What a line asks for before it says "one of the following"; "" when that is only a frame."""
    found = _ONE_OF.search(text)
    if found is None:
        return ""
    own = re.sub(
        r"[\s,(;-]*(?:(?:which is|is|are|as)\s+)?(?:defined|evidenced|documented|demonstrated|indicated|shown|confirmed|determined|meeting|meets?|including|with|by|as|must meet|and)?\s*(?:as|by|either)?\s*$",
        "",
        text[: found.start()],
        flags=re.IGNORECASE,
    )
    return "" if _FRAME.match(own) else own.strip()
