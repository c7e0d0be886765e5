"""Of whom a sentence speaks: "patients with Gilbert's syndrome may enter if ..." concerns nobody else."""

from __future__ import annotations

from onward.reading.sought import sought

_PEOPLE = r"(?:patient|participant|subject|individual|those|woman|person|case|anyone)"
_WHOSE = r"(?:(?:with|on (?=treatment with )|who (?:have|has|had)|in case of|in event of|having|that have)(?: (?:a|known|documented|prior|previous|past|medical|established|confirmed|diagnosed|history of|diagnosis of))*)"
_ENDS = (
    r"(?= (?:who|that|which|whose|is|are|was|were|may|can|could|will|must|should|need|needs|has to|have to|"
    r"might|if|provided|unless|at|on|in whom|;|\.))"
)
_OF = sought(
    rf"^(?:(?:note|nb|however|exception|but|also|in addition|only|all|any) (?:[:,] )?)*(?:(?:for|in) )?{_PEOPLE} {_WHOSE} (?P<what>[^,;:().]{{3,90}}?){_ENDS}"
    r"|^(?:(?:note|nb|however|exception) (?:[:,] )?)*in (?:the )?(?:case|event|presence) of (?:(?:known|documented|a|history of) )*(?P<those>[^,;:().]{3,60}?)(?= ,| \(| may| is| are| must| should)"
    rf"|^if (?:{_PEOPLE} )?(?:has|have|had) (?:(?:known|a|history of) )*(?P<such>[^,;:().]{{3,60}}?)(?= ,| they| may| is| are| must| should)"
)
# What is denied of them, and more than one thing, is not asked of a record so.
_NO = sought(r"\b(?:no|not|without|or|and|and/or|only|other|than|less|more|except|any)\b|/")


# "In case of vomiting, diarrhoea or fever ...": of several.
_LISTS = sought(r"^ ,(?:(?! (?:may|is|are|must|should|can|will) )[^.])* (?:or|and|and/or) ")


def whom(sentence: str) -> str:
    """What somebody has of whom a canonical sentence speaks, and of nobody else; "" where it may mean everybody."""
    found = _OF.match(sentence)
    if found is not None and _LISTS.match(sentence[found.end() :]) is not None:
        return ""
    what = "" if found is None else found["what"] or found["those"] or found["such"]
    return "" if _NO.search(what) is not None else what


_SOME = sought(
    rf"^(?:(?:note|nb|however|exception|but|also|only) (?:[:,] )?)*(?:(?:for|in) )?{_PEOPLE} (?:{_WHOSE}|who|whose|on|receiving|taking|treated|undergoing|requiring|needing) "
)


def speaks_of_some(sentence: str) -> bool:
    """Whether a canonical sentence speaks of those who have something."""
    return _SOME.match(sentence) is not None


# "Donor: HIV positive" is asked of who gives, and not of who is treated.
_OF_A_DONOR = sought(
    r"\W*(?:(?:for|all|potential|related|eligible|healthy) )*donors?(?: (?:inclusion|exclusion|eligibility|selection|criterion|criteria))* ?:"
)


def is_of_a_donor(line: str) -> bool:
    """Whether a line in small letters names a donor in front, of whom it asks."""
    return _OF_A_DONOR.match(line) is not None
