"""Treatment in time: in a setting, ever, or now."""

from __future__ import annotations

from typing import cast

from onward.reading.grammar import Found, Stage
from onward.reading.things import AskedSetting, Thing, with_settings, with_status

GIVEN = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|systemic treatment|received|receiving|therapies|usage|systemic therapy}"

TIMES = Stage("treatment in time")
time_rule = TIMES.rule


@time_rule(
    "<D> [,] <S>",
    "<S> <D>",
    gives="D",
)
def in_setting(found: Found) -> object:
    """ "chemotherapy for metastatic disease"."""
    settings = cast("tuple[AskedSetting, ...]", found.any("S"))
    if not settings:
        return found.any("D")
    return with_settings(cast("Thing", found.any("D")), settings)


@time_rule("<O> <S>", gives="O")
def event_in_setting(found: Found) -> object:
    """ "surgery for metastatic disease"."""
    settings = cast("tuple[AskedSetting, ...]", found.any("S"))
    return with_settings(cast("Thing", found.any("O")), settings) if settings else found.any("O")


_EVER = (
    "{prior|previous|previously|past|earlier|any prior|any previous|prior or current|previous or current|history of|history of prior|prior history of|previous history of|prior systemic|prior use of|any history of|preceding|"
    "prior or concurrent|previous or concurrent|prior or concomitant|prior and/or concurrent|current or prior|current or previous|concurrent or prior|any}"
)


@time_rule(
    f"{_EVER} [{GIVEN} {{with|of|to|using|including|on|by|}}] [prior|any|a|one|systemic|other|more] <D> [in past|before|previously|at any time]",
    f"{GIVEN} {{with|to|of|on|using}} [prior|any|previous] <D> {{in past|previously|at any time}}",
    "[patient|have|has|had|having|who have|who has|who had|must have|must|been|be] {received|been treated with|been exposed to|undergone|treated with|received treatment with|had|received therapy with|been previously treated with|previously received|previously treated with|been given|receipt of|received prior treatment with|received prior therapy with|received any|exposure to|exposed to|received previous treatment with|received prior|had prior treatment with|had prior therapy with|had prior exposure to|had prior|had previous|had treatment with|received previous|previously been treated with|been pretreated with|pretreated with|prior received|had any prior|taken} [prior|any|a|one|systemic|other|previous|treatment with|therapy with|any type of] <D> [in past|before|previously|at any time]",
    gives="D",
)
def ever(found: Found) -> object:
    """ "prior treatment with trastuzumab"."""
    return with_status(cast("Thing", found.any("D")), "ever")


_NOW = (
    "{concurrent|concomitant|current|currently|ongoing|simultaneous|receiving|currently receiving|taking|currently taking|currently on|use of|current use of|concurrent use of|concomitant use of|chronic use of|"
    "requirement for|requires|require|requiring|need for|needing|on|patient receiving|is receiving|are receiving|is taking|are taking|be receiving|be taking|being treated with|currently treated with|currently being treated with|"
    "concurrent treatment with|concomitant treatment with|concurrent therapy with|concomitant therapy with|current treatment with|current therapy with|ongoing treatment with|treatment with concomitant|chronic treatment with|"
    "chronic concomitant treatment with|concurrent administration of|concomitant administration of|regular use of|continuous use of|use|using|currently using|chronic|ongoing therapy with|chronic therapy with|daily|require use of|requiring use of|requires use of|"
    "require treatment with|requires treatment with|requiring treatment with|must be receiving|need|need to use|long term use of|long term treatment with|continued use of|currently receiving treatment with|treatment with chronic|undergoing treatment with|undergoing|chronic or concurrent use of|concurrent or planned use of|other concurrent|other concomitant|any other concurrent|any concurrent|any concomitant|"
    "have ongoing requirement for|concurrently receiving|concurrently using|concurrent chronic|chronic daily|chronic daily use of|under treatment with|under|systemic treatment with|current or chronic use of|current chronic|receive concurrent|receive concomitant|receive other|receive any other|be on|is on|are on|maintained on|who are taking|who are receiving|who require|who are on|requires concomitant use of|require concomitant use of|require concurrent use of|requiring concurrent use of|requiring concomitant use of|concurrent systemic|concomitant systemic|planned concurrent}"
)


@time_rule(
    f"{_NOW} [any|other|a|any other|systemic|concurrent|concomitant|chronic|regular|therapeutic|continuous|daily|long term] <D> [at present|currently|at study entry|at same time|at time of study entry]",
    gives="D",
)
def now(found: Found) -> object:
    """ "concurrent use of strong CYP3A inhibitors"."""
    return with_status(cast("Thing", found.any("D")), "now")
