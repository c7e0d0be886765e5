"""Words that only say that something is asked for: "patients must have ...", "... is required"."""

from __future__ import annotations

import re

from onward.reading.grammar import Found, Stage

# --- requirements

FRAMES = Stage("frames")
frame = FRAMES.rule

_MUST = "{must|should|shall|will|need to|have to|has to|are required to|is required to|required to|must also|should also|needs to}"
_HAVE = "{have|be|has|present with|have had|be known to have|meet|have documented|be documented to have|have evidence of|have confirmed|have known|have histologically confirmed|be confirmed to have|have diagnosis of|be able to|demonstrate|have been diagnosed with|be diagnosed with|also have|have either|have at least|have adequate|currently have|be considered|show|exhibit|currently be|have received|have one|be documented|also be|have undergone|be female with|have biopsy proven|present|be found to have|be adult|be woman with|be men or women with|undergo|have following :|maintain|have a|have :}"


@frame(
    f"[all|eligible|the] <P> {_MUST} {_HAVE} [:|a|known|documented|evidence of|diagnosis of|confirmed|either] <CDFOX:thing>",
    f"{_MUST} {_HAVE} [:|a|known|documented|evidence of|diagnosis of|confirmed|either] <CDFOX:thing>",
    "[all|any|eligible] <P> [:] <CDFOX:thing>",
    "[<P>] {has|have|had|must have|who have|who has|should have} {received|undergone|been treated with|completed|experienced|developed|suffered|suffered from} <CDFOX:thing>",
    "{received|treated with|completed|undergone|experienced|developed} <CDFOX:thing>",
    gives="",
    again=True,
)
def required(found: Found) -> object:
    """ "patients must have ..."."""
    letter = found.match.string[found.match.start("thing") - 1]
    if found.match.string[: found.match.start()].strip() not in ("", ",", ";", "and", "-", ":"):
        return None
    if letter in "DO" and re.search(r"\bwill (?:undergo|receive|be treated|be given|have)\b", found.words) is not None:
        return None  # "will undergo surgery": it is still to come
    return f"{letter}{found.match['thing']} "


@frame(
    "<CDFOX:thing> {is required|are required|is mandatory|required|is necessary|must be present|must be documented|is needed|are needed|must be confirmed|is documented|must have been documented|must be available|at study entry|at baseline|at screening|at enrollment|at time of enrollment|at registration|at time of screening|at time of study entry|at randomization|at time of randomization|at time of registration|at entry|at present|prior to study entry|prior to enrollment|prior to randomization|prior to registration|before study entry|before enrollment|before randomization|before registration|at time of consent|at time of informed consent|at time of signing informed consent|at time of signing informed consent form|at consent|on study entry|at start of study|for inclusion|on day of signing informed consent|at time of diagnosis|as determined by investigator|as assessed by investigator|by investigator|at time of study enrollment|at study enrollment|during screening|at time of signing of informed consent|at time of inclusion|at inclusion|on day of consent|at time of initial diagnosis|at time of first dose|at time of providing informed consent|at time of enrolment|when signing informed consent|at study start|at time of informed consent signature|at initiation of study treatment|at day of consent|on day of enrollment|at visit 1|at time of recruitment|prior to start of treatment|prior to treatment|prior to starting treatment|prior to start of study treatment|before treatment|before starting treatment|prior to initiation of study treatment|prior to start of therapy|at diagnosis|at screening visit|at enrolment|on day of screening|on date of consent|at signing of informed consent|inclusive|at time of study|in screening|prior to therapy|prior to starting therapy|before start of treatment|before therapy|prior to initiation of therapy|prior to first dose|on study|at time of enrollment in study|at time of signing consent|at time of signing consent form|at time of obtaining informed consent} [<W>]",
    gives="",
    again=True,
)
def required_behind(found: Found) -> object:
    """ "... is required", "... at study entry"."""
    if found.has("W"):
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


# Words that may stand before what a line asks for, in any order, and only say that it is asked for.
_FRAMING = (
    "who|that|which|whose|must|should|shall|have|has|had|having|be|is|are|was|were|being|been|with|of|all|any|each|every|eligible|present|presenting|found|known|documented|confirmed|diagnosed|diagnosis|evidence|presence|"
    "previously|already|received|receive|undergone|undergo|underwent|treated|completed|developed|develop|experienced|experience|experiencing|suffering|suffer|from|either|also|tumor|disease|cancer|demonstrate|demonstrated|exhibit|"
    "show|showing|new|newly|adult|to|status|post|case|subject|individual|histologically|cytologically|pathologically|both|following|at|least|one|or|more|documentation|proof|confirmation|clinical|considered|determined|primary|currently|"
    "person|used|use|using|actively|documentation|ongoing|in|whom|belong|meet|verified|proven|established|there|exist|exists|case|type|form|breast|considered|her|their|his"
)


@FRAMES.raw(
    rf"(?:(?<=^)|(?<=, )|(?<=; )|(?<=and )|(?<=: ))(?P<frame>(?:(?:P[\ue000-\uf8ff]|{_FRAMING}) )+)(?P<letter>[CDFOX])(?P<thing>[\ue000-\uf8ff]) ",
    gives="",
    beside=("P " + _FRAMING.replace("|", " "), "C D F O X"),
)
def framed(found: Found) -> object:
    """ "patients who have been diagnosed with ..."."""
    words = found.match["frame"].split()
    if (
        words[-1] in ("or", "in", "at", "from", "of", "to", "least", "more")
        and len(words) > 1
        and words[-2] in ("not", "no")
    ):
        return None
    if words[-3:-1] == ["eligible", "to"]:
        # "Eligible to receive letrozole": it was not given yet.
        return None
    if (
        "or" in (words[0], words[-1])
        or words == ["in"]
        or (words[-1] in ("least", "more", "primary") and len(words) == 1)
    ):
        # "Breast or colorectal cancer", "..., or patients with ...": the "or" is not a word that frames the other.
        return None
    return f"{found.match['letter']}{found.match['thing']} "


@FRAMES.rule("<CDFOX:thing> <P> [only]", gives="")
def patients_behind(found: Found) -> object:
    """ "melanoma patients"."""
    if found.match.end() != len(found.match.string):
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@FRAMES.rule("<F> ( <F:again> )", gives="F")
def said_again(found: Found) -> object:
    """ "pregnancy (positive serum pregnancy test)"."""
    return found.any("F") if found.any("F") == found.any("again") else None
