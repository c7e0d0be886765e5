"""Short additions inside a list: "syncope of cardiovascular origin, ...", and what may be there or not."""

from __future__ import annotations

from typing import cast

from onward.reading.grammar import Found, Stage
from onward.reading.things import Ill, Several, Thing, with_quality

ADJUNCTS = Stage("additions to one member of a list")
_BAD = (
    "or|and|and/or|nor|unless|except|other|than|not|no|without|if|may|must|should|can|within|before|after|since|prior|during|with|who|which|that|allowed|permitted|eligible|"
    "excluded|including|such|eg|ie|but|however|each|any|either|both|lostsign|treatment|therapy|following|least|most|more|less"
)


@ADJUNCTS.raw(
    rf"C(?P<thing>[\ue000-\uf8ff]) (?P<words>(?:of|due to|related to|secondary to|caused by|from|on|at|in) (?:(?!(?:{_BAD}) )[a-z0-9]+ ){{1,5}})(?=(?:, |; )?(?:or |and/or )?[CX][\ue000-\uf8ff] )",
    gives="C",
    one_of="C",
)
def of_a_kind(found: Found) -> object:
    """ "syncope of cardiovascular origin, ventricular tachycardia or ...": said of the syncope alone."""
    thing = found.any("thing")
    string = found.match.string
    behind = string[found.match.end() :]
    if not found.draft.denied or isinstance(thing, Several) or not isinstance(thing, Ill):
        return None
    if not behind.startswith((", ", "; ", "or ", "and/or ")):
        return None
    return with_quality(cast("Thing", thing), found.match["words"].strip())


@ADJUNCTS.raw(
    r"C(?P<thing>[\ue000-\uf8ff]) (?P<words>(?:that|which) (?:has |have |had )?required? (?:use of |treatment with |systemic |oral |intravenous |iv |high dose )*D(?P<needs>[\ue000-\uf8ff]) )(?=(?:, )?(?:or|and/or) (?:has |have |with )?(?:any )?(?:current |active |history of |a )*C[\ue000-\uf8ff] )",
    gives="C",
)
def that_required(found: Found) -> object:
    """ "pneumonitis that required steroids or current pneumonitis": the steroids belong to the first."""
    thing = found.any("thing")
    if not isinstance(thing, Ill):
        return None
    return with_quality(cast("Thing", thing), found.draft.spoken(found.match["words"]).strip())


WHATEVER = Stage("there or not")


@WHATEVER.rule(
    "[,|(] {with or without|with / without|with and without|regardless of|irrespective of|with or w / o} [prior|any|concurrent|evidence of|additional|other|concomitant|presence of|previous] <CDFOX> [)]",
    gives="",
)
def with_or_without(found: Found) -> object:
    """ "with or without chemotherapy" asks for nothing."""
    return "" if found.words.count("(") == found.words.count(")") else None
