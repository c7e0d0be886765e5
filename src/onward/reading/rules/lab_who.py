"""For whom a limit holds: "if liver metastases are present", "unless due to Gilbert's syndrome", "in patients without"."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import MetastaticSites, Not
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    SITES,
    Case,
    limits_of,
    who_of,
)
from onward.reading.things import any_of

LAB_WHO = Stage("for whom a limit holds")
rule = LAB_WHO.rule


_WHO = "[<P:who>|those|person|<P:who>|woman|man]"
_WITH = "[with|who have|who has|have|has|having|with known|presenting with|suffering from|diagnosed with]"
_KNOWN = "[known|documented|presence of|presence of known|history of|evidence of|proven|confirmed|diagnosis of|known history of|demonstrated|existing|underlying|radiographic|established|diagnosed|any|known presence of|documented history of|clinically|with|metastatic disease to|suspected|radiographically confirmed|baseline]"
_CAUSED = "{due to|related to|attributable to|attributed to|caused by|secondary to|resulting from|explained by|result of|because of|consequence of|associated with|directly attributable to|clearly attributable to|solely due to}"
_BEHIND = "[are present|is present|present|involvement|exist|at baseline|is documented|are documented]"
_RISE = "[elevation|elevated|increase|increased|abnormality|it|they|value|this|abnormal|level|bilirubin elevation|<L:rise>|elevated <L:rise2>|increase in <L:rise3>|elevation of <L:rise4>|hyperbilirubinemia|transaminase elevation|<Y:organ> function test elevation|<Y:organ> function test ( lft ) elevation|lft elevation|<Y:organ> enzyme elevation]"
_ISDUE = "[is|are|known to be|is known to be|are known to be|is considered|considered|is considered to be|is believed to be|is thought to be|can be|can be clearly|is clearly|is felt to be|is solely|are considered|may be|directly|clearly]"


_ABSENT = "{in absence of|if no|without|when no|if there are no|if there is no|if not due to|if without|{in|for|among|if} {<P:who>|those|woman|man|female|male} {without|with no|who do not have|has no|have no|does not have|do not have|free of}|no}"


@LAB_WHO.rule(
    f"{_ABSENT} [known|documented|evidence of|demonstrable|any|evidence of known|presence of|clinical|radiographic] <C> [are present|present|involvement]",
    gives="Z",
)
def absent(found: Found) -> object:
    """ "in patients without liver metastases"."""

    who = who_of(found.any("C"))
    return None if who is None else Case(Not(of=who), apart=False)


@rule(
    f"{{unless|except|except for|except in|except if|other than|with exception of|excluding|not including|except when|exception :|exception for|exception is|except in case of|unless in|except with|apart from}} [in|for|those] {_WHO} {_WITH} {_KNOWN} <C> {_BEHIND}",
    f"{{unless|except if|except|except when|except where|unless there is|except in case where}} {_RISE} {_ISDUE} {_CAUSED} {_KNOWN} <C>",
    "{unless|except if|except when|except} {there is|there are|<P:who> has|<P:who> have|it is} "
    f"{_KNOWN} <C> {_BEHIND}",
    "<C> {excepted|excluded|is an exception|are exempt|exempt|exempted}",
    gives="Z",
)
def apart(found: Found) -> object:
    """ "unless due to Gilbert's syndrome", "except in patients with liver metastases"."""
    who = who_of(found.any("C")) if _has_a_limit(found) else None
    return None if who is None else Case(who, apart=True)


@rule(
    f"{{if|in case of|in presence of|in setting of|in event of|when|where|among|for|in|with|in case where|only if|but only in|for those|in those}} {_WHO} {_WITH} {_KNOWN} <C> {_BEHIND}",
    f"{{if|when|where|in case of|in case where|in case when}} {_RISE} {_ISDUE} {_CAUSED} {_KNOWN} <C>",
    f"{_CAUSED} {_KNOWN} <C>",
    f"{{if|in case of|in presence of|for|in|with|when}} {_WHO} {_WITH} {_KNOWN} <Y> {{involvement|lesion|metastatic disease|disease|tumor|tumor involvement}} {_BEHIND}",
    "{if|when|where} {there is|there are|<P:who> has|<P:who> have} " + f"{_KNOWN} <C> {_BEHIND}",
    gives="Z",
)
def case(found: Found) -> object:
    """ "if liver metastases are present", "for patients with documented liver metastases"."""
    if not _has_a_limit(found):
        return None
    sites = found.any("Y") if found.has("Y") else None
    if isinstance(sites, tuple):
        sites = cast("tuple[str, ...]", sites)
        return Case(MetastaticSites(sites=sites), apart=False) if set(sites) <= SITES else None
    who = who_of(found.any("C"))
    return None if who is None else Case(who, apart=False)


@rule(
    "{if|due to|if due to|if clearly due to|if believed to be due to|in case of|for|secondary to|because of|with|in presence of|if there is|when due to|if related to|related to|if caused by} [<P>] [with] [known|documented] {<J:what>|disease|malignant|metastatic|neoplastic|cancer} {involvement|infiltration} {of|in|to} <Y>",
    "{if|when|where} <Y> {has|have} {<J:what>|disease|malignant|metastatic} involvement",
    gives="Z",
)
def involved(found: Found) -> object:
    """ "if due to tumour involvement of the liver"."""
    sites = found.any("Y")
    if not _has_a_limit(found) or not isinstance(sites, tuple):
        return None
    sites = cast("tuple[str, ...]", sites)
    return Case(MetastaticSites(sites=sites), apart=False) if set(sites) <= SITES else None


@rule(
    "<Z> {by|from|due to|of|with} [their|underlying|primary] <FJ:cancer>",
    "<Z> ( <C> )",
    "<Z> [to liver|at entry|on imaging]",
    gives="Z",
)
def told_more(found: Found) -> object:
    """ "liver involvement by breast cancer", "Gilbert's syndrome (unconjugated hyperbilirubinaemia)": nothing more."""
    case_ = found.maybe("Z", Case)
    if case_ is None:
        return None
    if found.has("cancer"):
        return case_ if isinstance(case_.who, MetastaticSites) else None
    if found.has("C"):
        return case_ if "hyperbilirubin" in found.words or "hyperbilirubin" in found.draft.spoken(found.words) else None
    return case_ if found.words.count(" ") > 1 else None


@rule("<Z> {or|and/or} [with] [documented|known] <C> [syndrome]", "<Z> {or|and/or} <Z:other>", gives="Z")
def either_case(found: Found) -> object:
    """ "with liver metastases or Gilbert's syndrome"."""
    one, other = found.maybe("Z", Case), found.maybe("other", Case)
    who = other.who if other is not None else who_of(found.any("C"))
    if one is None or who is None or isinstance(one.who, Not) or isinstance(who, Not):
        return None
    if other is not None and other.apart != one.apart:
        return None
    return Case(any_of((one.who, who)), apart=one.apart)


def _has_a_limit(found: Found) -> bool:
    """Whether a limit stands before it, of which it can be the case."""
    before = found.match.string[: found.match.start()]
    return any(limits_of(found.draft.at(sign)) for sign in re.findall(r"X([\ue000-\uf8ff])", before))
