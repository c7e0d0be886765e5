"""Medicines that keep out only whoever cannot go without them: "QT-prolonging drugs that cannot be discontinued"."""

from __future__ import annotations

import re

from onward.reading.grammar import Found, Stage
from onward.reading.rules.values import thing_of
from onward.reading.things import Treated, with_quality, with_status

CANNOT_STOP = Stage("medicines that cannot be stopped")
rule = CANNOT_STOP.rule

_STOPPED = (
    "{discontinued|stopped|withheld|held|interrupted|suspended|switched|changed|replaced|substituted|withdrawn|avoided|"
    "ceased|safely discontinued|temporarily discontinued|safely stopped|safely held|temporarily held|omitted}"
)
_STOP = "{discontinue|stop|interrupt|withhold|hold|switch|change|replace|substitute|suspend|avoid}"
_IT = "[such|this|that|these|those|the] [treatment|drug|medication|therapy|agent|medicine|use|they|it|<D:again>]"
_WHOSE = "{that|which|where|, where|and|, and|, that|, which|and where|and if|if|for which|( that|( which|in whom|and in whom}"
_NOT = "{cannot|can not|could not|cannot safely|are not able to|is not able to}"


@rule(
    f"<D> {_WHOSE} {_IT} {_NOT} [safely] be {_STOPPED} [$rest]",
    f"<D> {_WHOSE} [<P:they>] {{is|are}} {{unable|unwilling|not able|not willing|unable or unwilling}} to [safely] {_STOP} [$rest]",
    gives="D",
)
def cannot_be_stopped(found: Found) -> object:
    """ "QT-prolonging drugs that cannot be discontinued or switched to another": taken now, and a human says whether."""
    value = thing_of(found.any("D"))
    if not isinstance(value, Treated) or not found.draft.denied or value.window is not None or value.when == "ever":
        return None
    words = found.match[0].split(" ", 1)[1]
    if _THING.search(words) is not None or (words.count("(") != words.count(")") and not words.startswith("( ")):
        return None
    said = found.draft.spoken(words).strip(" ,.()")
    return with_quality(with_status(value, "now"), said)


# Nothing else is named behind it, which might keep out by itself.
_THING = re.compile(r"(?:^| )[CXOJFS][\ue000-\uf8ff]")
