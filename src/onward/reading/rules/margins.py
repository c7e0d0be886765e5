"""Margins of an operation: free of tumour, by how much, not free, not known."""

from __future__ import annotations

import re

from onward.criteria import AskHuman, Condition, Criterion, Finding
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed, Happened, Several, all_of, any_of

MARGINS = Stage("margins")

_CLEAR = Finding(name="clear resection margins")
_POSITIVE = Finding(name="positive resection margins")
_UNKNOWN = Finding(name="unknown resection margins")
_IN_SITU = frozenset({"ductal carcinoma in situ", "breast carcinoma in situ"})

# What margins are free of: any of it is tumour.
_TUMOUR = r"(?:(?:both|any|all|residual|gross|grossly|or|and|and/or|microscopic|microscopically|invasive|in|situ|non|noninvasive|ductal|tumor|cancer|carcinoma|disease|malignancy|cell|component|on|ink|no|of|breast|for|ie|,|\( ie ,|[JF][\ue000-\uf8ff]|\(|\)) )+"
_WHOSE = r"(?:(?:surgical|resection|lumpectomy|mastectomy|final|pathologic|pathological|histologic|histological|microscopic|inked|specimen|all|O[\ue000-\uf8ff]) )*"
_OF = r"(?:(?:of (?:resected |surgical |excised )?(?:specimen|resection|excision)|of O[\ue000-\uf8ff]|at time of (?:O[\ue000-\uf8ff]|[a-z]+)|from O[\ue000-\uf8ff]|or re ?excision) )*"
_MUST = r"(?:(?:must|should|have to|need to|to) be|must have been|(?:are|is|was|were|be|being))"
_HOW = r"(?:(?:histologically|microscopically|pathologically|macroscopically|confirmed|rendered|clinically|grossly|either|completely) )*"
_END = r"(?=$|, |; |\. |and |plus |with |\( |prior |before |as |noted |in final |are required|is required|with )"


@MARGINS.raw(
    rf"(?<![^ ]){_WHOSE}margin {_OF}(?:{_MUST} )?{_HOW}(?:(?:free|clear|clean|negative|uninvolved)(?: (?:of|from|for) {_TUMOUR}(?<!and )(?<!or )| )|F(?P<none>[\ue000-\uf8ff]) (?:{_TUMOUR}(?<!and )(?<!or ))?){_END}(?:(?:are|is) required )?",
    gives="F",
    hint="margin ",
)
def free_margins(found: Found) -> object:
    """ "margins of the specimen must be histologically free of invasive tumour and DCIS"."""
    none = found.match["none"]
    if none is not None and "no evidence of disease" not in repr(found.draft.at(none)):
        return None
    return _clear(found)


@MARGINS.raw(
    rf"(?<![^ ])(?:no|without|absence of) (?:evidence of |residual )*{_TUMOUR}(?:at|on|in|within|involving|present at) {_WHOSE}margin (?=$|, |; |\. |noted |in final )(?:noted )?(?:in (?:final )?(?:surgery|surgical|O[\ue000-\uf8ff])?(?: or| and)?(?: pathology)? ?report )?",
    gives="F",
    hint="margin ",
)
def none_at_the_margins(found: Found) -> object:
    """ "no evidence of invasive cancer or DCIS at the surgical margins"."""
    return _clear(found)


_FREE = r"(?:negative|clear|free|clean|uninvolved|adequate)"
_KIND = r"(?:tumor|disease|cancer|surgical|resection|microscopic|macroscopic|microscopically|histologically|pathologically|histologic|pathologic|pathological|ink|inked|final|lumpectomy|mastectomy|complete)"


@MARGINS.raw(rf"(?<![^ ])(?:{_KIND} )*{_FREE} (?:{_KIND} )*margin {_OF}", gives="F", hint="margin ")
def clear_margins(found: Found) -> object:
    """ "negative microscopic surgical margins"."""
    return _clear(found)


def _clear(found: Found) -> object:
    if found.draft.denied or not _only_of_tumour(found):
        return None
    return Fixed(criterion=_CLEAR)


def _only_of_tumour(found: Found) -> bool:
    """Whether all that is named is tumour: the breast cancer, or what is in situ."""
    for sign in re.findall(r"F([\ue000-\uf8ff])", found.words):
        thing = found.draft.at(sign)
        if not isinstance(thing, Fixed) or not _is_tumour(thing.criterion):
            return False
    return found.words.count("( ") == found.words.count(") ")


def _is_tumour(criterion: Criterion) -> bool:
    if isinstance(criterion, Condition):
        return _IN_SITU.issuperset(criterion.groups)
    told = repr(criterion)
    return "BreastCancer(" in told or "no evidence of disease" in told or criterion == _CLEAR


@MARGINS.raw(
    rf"(?<![^ ]){_WHOSE}margin (?:that |which )?(?:can ?not be|not|could not be) (?:\w+ )?assessed or (?:that |which )?(?:are|is|were) positive (?:at (?:pathologic|pathological|histological) (?:evaluation|examination) )?",
    gives="F",
    hint="margin ",
)
def not_clear(found: Found) -> object:
    """ "margins that cannot be assessed or are positive"."""
    return Fixed(criterion=any_of((_POSITIVE, _UNKNOWN))) if found.draft.denied else None


@MARGINS.raw(
    r"(?<![^ ])F(?P<margin>[\ue000-\uf8ff]) (?P<width>(?:(?:of |by |with )?(?:\( )?(?:at least |minimum (?:of )?)?R[\ue000-\uf8ff] (?:\) )?|\( [≥>] [^()]*\) |[≥>] [^ ]+ ))(?P<where>(?:(?:in all direction|on all side|for|invasive|both|non|and|[JF][\ue000-\uf8ff]|R[\ue000-\uf8ff]|of|resection|excision|carcinoma) )*)",
    gives="F",
    one_of="F",
    hint="(?:of|by|with|\\(|[≥>]|R[\ue000-\uf8ff]) ",
)
def so_wide(found: Found) -> object:
    """ "clear margins of at least 2 mm": how wide they are no record says."""
    thing = found.draft.at(found.match["margin"])
    if found.draft.denied or not isinstance(thing, Fixed) or thing.criterion != _CLEAR:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(found.match[0]).strip()}?", because=JUDGED)
    return Fixed(criterion=all_of((_CLEAR, asked)))


@MARGINS.rule(
    "<F:margin> [{obtained|achieved}] {on|at|in|by} [final|surgical|postoperative] {pathology|histology|pathologic examination|histopathology|pathology report} [{are|is} required]",
    "<F:margin> {are|is} {required|mandatory|necessary}",
    gives="F",
)
def by_the_report(found: Found) -> object:
    """ "negative margins on final pathology are required"."""
    thing = found.any("margin")
    return thing if _is_clear(thing) and not found.draft.denied else None


@MARGINS.rule("no <F:margin>", gives="F")
def no_positive_margin(found: Found) -> object:
    """ "and no positive margins"."""
    thing = found.any("margin")
    return Fixed(criterion=_CLEAR) if isinstance(thing, Fixed) and thing.criterion == _POSITIVE else None


@MARGINS.rule("{excised|resected|removed|surgically removed|operated} {with|by} <O>", gives="O")
def removed_by(found: Found) -> object:
    """ "must have been excised with breast conserving resection"."""
    event = found.any("O")
    kinds = event.event.kinds if isinstance(event, Happened) else ()
    return event if kinds and _BREAST.issuperset(kinds) else None


@MARGINS.rule("<O> [,] {with|and|achieving|with achievement of} <F:margin>", gives="C")
def operated_with(found: Found) -> object:
    """ "mastectomy with clear margins": both are asked for."""
    operated, margin = found.any("O"), found.any("margin")
    if found.draft.denied or not isinstance(operated, Happened) or operated.event.event != "procedure":
        return None
    return Several(joint="and", parts=(operated, margin)) if isinstance(margin, Fixed) and _is_clear(margin) else None


def _is_clear(thing: object) -> bool:
    return isinstance(thing, Fixed) and (
        thing.criterion == _CLEAR or "clear resection margins" in repr(thing.criterion)
    )


_BREAST = frozenset({"mastectomy", "breast conserving surgery"})
