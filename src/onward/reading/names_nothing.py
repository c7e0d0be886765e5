"""What stands in a line and names nothing of a person: reasons, moments, examples, what is let in, scales and formulas.

What is looked for afterwards in a reading is looked for in the rest. Words that hold a name and mean none are knowledge
(`reading/unsaid`); turns of speech of any words are here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onward.knowledge.unsaid_words import unsaid_words
from onward.reading.asides import REASON
from onward.reading.sought import Changes, Sought, sought
from onward.reading.tokens import canonical


@lru_cache(maxsize=1)
def _nothing() -> re.Pattern[str]:
    phrases = sorted({canonical(words).strip() for one in unsaid_words().names_nothing for words in one.words}, key=len)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(re.escape, reversed(phrases)))}) ")


def without_what_names_nothing(line: str) -> str:
    """The line without reasons, examples of what it names, and words that name nothing of a person."""
    if "because" in line or "since" in line or " as " in line or "due to" in line or "given" in line:
        line = _BECAUSE.sub("; ", REASON.sub(" ; ", line))
    if ":" in line:
        line = _LABEL.sub("", line)
    if "dose" in line or "initia" in line or "start" in line or "admin" in line:
        line = _MOMENT.sub("; ", line)
    line = _EXAMPLES.sub(f" {EXAMPLES} ", line)
    line = _ASIDES.made_in(line)
    return _nothing().sub("; ", line)


_BECAUSE = sought(
    r"(?<![^ ])(?:because [^.;]*|due to (?:[^ .;,]+ ){0,3}?(?:interaction|risk|concern|lack|absence|possibility|potential) [^.;]*|given (?:their|its|that|potential|risk|high|increased|unknown|possible) [^.;)]*|(?:since|as) (?:these|they|it|such|there) [^.;)]*)"
)
# "Autoimmune diseases: lupus, vasculitis".
_LABEL = sought(r"^(?:[^ :;.,()]+ ){1,6}: ")
# "First dose of pembrolizumab", "prior to starting venetoclax": a moment of the trial.
_MOMENT = sought(
    r"(?<![^ ])(?:(?:first|initial|planned) (?:dose|dosing|administration|infusion|injection|treatment|cycle) (?:of|with)|(?:prior to|before|of|until) (?:start of|starting|initiation of|initiating|administration of|enrollment|receiving first|receipt of|administration of|receiving)|during (?:administration|treatment) (?:of|with)) (?:[^ ,;.()]+ )(?:\( [^()]* \) )?(?:or [^ ]+ )?"
)
_LET_IN = r"\b(?<!not )(?<!not be )(?:allowed|permitted|acceptable|permissible|allowable|may be used|(?:may|can) (?:also |still )?(?:be|have|receive|continue|participate|enroll|be enrolled|be included))\b"


def _left_out(*expressions: Sought) -> Changes:
    """Expressions in whose place a clause ends."""
    return Changes(*((one, " ; ") for one in expressions))


# Where examples of what stands before them stood.
EXAMPLES = "§"
_EXAMPLES = sought(
    r"\( (?:eg|ie|such as|for example|like|example|including|include)(?= )[^()]*(?:\([^()]*\)[^()]*)*(?:\) |$)"
    r"|(?<= )(?:such as|eg|for example|like)(?= )(?: (?!or |and |history |current |prior |any |other )[^ .;()]+)+ (?:(?:or|and|and/or) [^ .;,()]+ (?=[,.;)]|within |in |prior |at |are |is |$))?"
)
_ASIDES = _left_out(
    # What a drug does to an unborn or nursed child.
    sought(
        r"(?<![^ ])[^.;]*\b(?:teratogenic|abortifacient|fetus|foetus|fetal|nursing infant|unborn|milk|not been (?:studied|established))\b[^.;]*"
    ),
    sought(
        r"(?<![^ ])(?:such (?:condition|disease|drug|agent|medication|therapy)|this|these|example(?: of [^.;]{1,60}?)?) (?:may |can |might )?(?:include|are|is)\b[^.]*"
    ),
    # "With or without chemotherapy", "biopsies are not considered major surgery".
    sought(
        r"(?<![^ ])with (?:or|/|and/or) without(?: [^ .;,()]+){1,4}|(?<![^ ])(?:regardless|irrespective) of [^.;,()]*|(?<![^ ])any (?:[^ .;()]+ ){1,7}?status(?= |$)|\( \+ / (?:- )?[^()]*\)"
    ),
    sought(
        r"(?<![^ ])[^.;]*\b(?:(?:is|are) not considered|definition of|discussed with|recommended|encouraged|advised|must undergo (?:ct|mri|pet|bone|brain|imaging|scan))\b[^.;]*"
    ),
    # What comes when the treatment of the trial is over.
    sought(
        r"(?<![^ ])(?:after|following|since) (?:last|final) (?:dose|administration|infusion|injection) of [^ ,;.()]+ (?:(?:or|and) [^ ,;.()]+ )?"
    ),
    # What is let in, on no condition, asks for nothing; whether it is an exception is seen apart.
    sought(
        rf"\( (?:(?! (?:if|only|unless|must|until) )[^()])*(?:{_LET_IN}|\b(?:is|are) eligible\b)(?:(?! (?:if|only|unless|must|until) )[^()])*\) "
    ),
    sought(
        rf"(?:^|(?<= [.;] ))(?!no |not )(?:(?! (?:no|not|must|should|only|unless|if|provided) )[^.;])*{_LET_IN}(?:(?! (?:only|unless|if|provided|but(?! not required| is not required| are not required)|at least|≥|≤|washout|until|stable) )[^.;])*(?=$|[.;])"
    ),
    sought(r"(?<![^ ])[^.;]*\b(?:monitored|measured) (?:closely|prior|before|at least|more|weekly|regularly)\b[^.;]*"),
)
