"""What a line says beside its criterion and nobody has to check: for which step it is meant, why, and where to read more."""

from __future__ import annotations

import re

from onward.reading.cancer_spelling import with_own_nouns
from onward.reading.disease_spelling import with_short_disease
from onward.reading.ejection_spelling import with_short_ejection
from onward.reading.enzyme_spelling import with_short_enzymes
from onward.reading.gene_spelling import with_short_genes
from onward.reading.health_spelling import with_short_health
from onward.reading.heart_spelling import with_short_heart
from onward.reading.lab_spelling import with_short_tests
from onward.reading.measuring_spelling import with_short_measuring
from onward.reading.own_letters import without_own_letters
from onward.reading.person_spelling import with_short_person
from onward.reading.plain_words import in_plain_words
from onward.reading.receptor_spelling import with_short_results
from onward.reading.sought import sought
from onward.reading.substance_spelling import with_short_abuse
from onward.reading.tails import without_tails
from onward.reading.toxicity_scale import without_scale
from onward.reading.treatment_phrases import phrased_treatment
from onward.reading.treatment_spelling import spelled_treatment
from onward.reading.virus_spelling import with_short_viruses

# "REGISTRATION: ...", "For the Phase I: ...".
_STEP = sought(
    r"^(?:(?:pre |re )?registration|randomization|screening|enrollment|(?:for )?(?:phase|part) (?:i|ii|1|2|ib|1b|a|b)(?: (?:portion|part))?|step \d+(?: (?:screening |pre )?(?:registration|randomization))?|medical history|general) : (?=.)"
)
# Why somebody is kept out. "Dyspnea because of advanced cancer" is no such reason: there the cause belongs to the illness.
_WHY = (
    r"(?:because|since|as) (?:there|these|this|it|they|effect|safety|such|of (?:potential|possible|possibility|risk|increased|unknown|theoretical|lack|concern|known|its|their|teratogenic|unpredictable|absence|likelihood|insufficient|inability|poor)|"
    r"[a-z0-9 ]{1,60}? (?:is|are|may|might|can|could|has|have|would|will)\b)|(?:due to|given|owing to|in view of) (?:potential|possible|possibility|risk|increased|unknown|theoretical|lack|concern|known|its|teratogenic|absence)"
)
# Behind the reason somebody is told what to do: "because ... is teratogenic, women must ...".
_THEN = r", (?:woman|man|female|male|all|both|patient|participant|subject|fertile|person|individual|wocbp|sexually)\b"
REASON = sought(rf"(?:, | )(?:{_WHY})(?:(?!{_THEN})[^.;])*(?=$|; |\. |{_THEN})")
_KEPT_OUT = sought(
    r"(?P<out>\b(?:excluded|ineligible|not (?:be )?(?:eligible|allowed|permitted|included|enrolled))(?: (?:from|for|to|in|on|this|clinical|study|trial|participation|enroll|enter|entry|participate|treatment|protocol))* )(?:, )?(?:due to|because|since|as|given|owing to|in view of) [^.;]*"
)
_BESIDE = sought(
    r"\bpregnan|\blactat|\bbreast ?feed|\bnursing|\bhiv\b|\bhuman immunodeficiency|\bimmune deficien|\bantiretroviral"
)
# "(see Appendix B)", "; see section 5.1 for details".
_SEEN = r"(?:please )?(?:see|refer to|cf|as (?:listed|described|outlined|specified|defined) in) (?:also |study |protocol |following )*(?:section|appendix|table|attachment|annex|exclusion|inclusion|criterion|guideline|protocol)\b[^.;()]*(?:\. ?\d[^.;()]*)*"
_SEE = sought(rf"\( {_SEEN}\) |(?:; |, |\. ){_SEEN}(?=$|; |\. |\) )")
# "... listed in Section 6 and Appendix 4, Table 2": where more of it is written.
_WRITTEN = r"(?:section|appendix|table|attachment|annex|protocol|study protocol)"
_LISTED = sought(
    rf",? (?:\( )?(?:(?:including )?(?:but )?(?:not )?limited to (?:those |drug |medication |agent )?)?(?:as |that are |which are |those )*(?:listed|outlined|described|provided|specified|detailed) in (?:list in |study |protocol |trial )*{_WRITTEN}(?:(?: ,| and| or| and/or)? (?:{_WRITTEN}|[a-z]|\d+(?: ?\.\d+)*))*(?: \))?(?=$| \.| ;| ,| or | and | which | that | within |\)| \( )"
)
_DROPPED = sought(r"(?:\( )?(?:non infectious|noninfectious) (?:\) )?(?=(?:interstitial|ild|pneumonitis))")


# "Prior to the first dose of trial therapy" is one moment, however the drug is called.
_MOMENT = sought(
    r"(?P<first>first (?:dose|administration|infusion|injection|day|treatment)|start|initiation|beginning|commencement|day 1|(?:(?<=prior to )|(?<=before )|(?<=preceding ))(?:receipt|administration)) (?:of|with) (?:assigned |planned |any )?"
    r"(?:(?:study|trial|protocol|investigational|experimental)(?: specified)? )(?:drug|treatment|medication|therapy|agent|product|intervention|regimen|medicine|compound)(?: treatment| therapy| administration)?(?= |$)"
)
# "The first dose of ABC-1234", "of IMP": a drug that has no name yet is the trial's own.
_ITS_OWN = r"(?:imps?|[a-z]{2,6}[- ]?\d{3,6}[a-z]?)"
_OWN_DRUG = sought(
    rf"(?<![^ ])(?P<first>first (?:dose|administration|infusion|injection|day)) of {_ITS_OWN}(?: in this study)?(?= |$)"
    rf"|(?<![^ ])(?P<before>prior to|before) (?:any )?{_ITS_OWN} (?:dose|dosing|administration|treatment|infusion)(?= |$)"
)
_STARTING = sought(
    r"(?:(?<=prior to )|(?<=before ))(?:starting|initiating|beginning|receiving|commencing|starting of) (?:study|trial|protocol|investigational) (?:drug|treatment|medication|therapy|agent|product|intervention)(?= |$)"
)
_AND_DURING = sought(
    r",? (?:and|or) (?:during|throughout|while (?:on|in)) (?:study|trial|protocol|treatment)(?: (?:treatment|participation|period|therapy|drug|duration|phase))*(?= \.|$| ;)"
)


# "... with any duration of therapy permitted".
_HOWEVER_LONG = sought(
    r" (?:with|for|of) any (?:prior )?duration(?: of (?:therapy|treatment))?(?: (?:is )?(?:permitted|allowed))?(?= ?$| \.| ;)"
)


def _left_out(found: re.Match[str]) -> str:
    """Nothing, where the brackets close that it opens; the words themselves elsewhere."""
    return found[0] if found[0].count("(") != found[0].count(")") else ""


def without_asides(line: str) -> str:
    """A canonical line without what asks for nothing."""
    if "study" in line or "trial" in line or "protocol" in line or "investigational" in line:
        line = _MOMENT.sub("first dose", line)
        line = _STARTING.sub("study start", line)
        line = _AND_DURING.sub("", line)
    if "first" in line or "prior to" in line or "before" in line:
        line = _OWN_DRUG.sub(lambda found: found["first"] or f"{found['before']} first dose", line)
    if ":" in line:
        line = _STEP.sub("", line)
    if "excluded" in line or "ineligible" in line or " not " in line:
        line = _KEPT_OUT.sub(lambda found: found["out"], line)
    if _BESIDE.search(line) is not None:
        line = REASON.sub(" ", line).replace("  ", " ")
    if "see" in line or "refer" in line or " in " in line:
        line = _SEE.sub(" ", line).replace("  ", " ")
    if " in " in line and (
        "listed" in line
        or "outlined" in line
        or "described" in line
        or "detailed" in line
        or "specified" in line
        or "provided" in line
    ):
        line = _LISTED.sub(_left_out, line)
    if "any duration" in line:
        line = _HOWEVER_LONG.sub("", line)
    if "live" in line:
        line = line.replace("live , attenuated ", "live attenuated ").replace("attenuated live ", "live attenuated ")
    if "infectious" in line:
        line = _DROPPED.sub("", line)
    line = with_short_health(with_short_viruses(with_short_enzymes(line)))
    line = with_short_heart(with_short_ejection(line))
    line = with_short_person(
        with_own_nouns(
            with_short_genes(
                with_short_disease(
                    phrased_treatment(
                        spelled_treatment(with_short_abuse(with_short_tests(in_plain_words(without_own_letters(line)))))
                    )
                )
            )
        )
    )
    return without_scale(with_short_measuring(without_tails(with_short_results(line))))
