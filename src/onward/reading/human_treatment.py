"""Lines of treatment that no record answers: treatment that is to come, promises about sperm and ova, headings of medicines."""

from __future__ import annotations

from onward.reading.sought import sought

_WHO = r"(?:(?:patient|subject|participant|woman|who|that|is|are|be|must|should|will) )*"
_KIND = r"(?:(?:immediate|urgent|further|any|other|additional|emergency|neo ?adjuvant|adjuvant|\( neo \) adjuvant|systemic|palliative|cytotoxic|hormonal|hormone|endocrine|anti ?cancer|targeted|combination|primary|local|radiation|with|of|first line|chemo) )*"
# "Requiring hormonal treatment", "candidate to treatment with X", "must start X on day 1": whatever it is, it is to come.
_TO_COME = sought(
    rf"^{_WHO}(?:requiring|requires?|in need of|needs?|needing) {_KIND}(?:chemotherapy|treatment|therapy|radiotherapy|immunotherapy)(?: \.)?$"
    rf"|^{_WHO}candidable (?:to|for) |^{_WHO}(?:intention|intent|planned|planning|decision) to (?:initiate|start|begin|treat|receive|undergo|be treated)\b(?!.*\b(?:must|prior|previous\w*|at least|no|not)\b)"
    rf"|^(?:[a-z-]+ ){{1,4}}(?:is|are) (?:anticipated|expected|scheduled|planned) to (?:continue|start|begin|be given)\b"
    rf"|^{_WHO}must start (?:[a-z0-9-]+ ){{1,14}}(?:on|at) c1d1\b|^{_WHO}must have (?:an? )?(?:sufficient|adequate|reasonable) life expectancy to (?:be treated|receive|complete|undergo|tolerate)\b"
)
# What somebody promises not to do.
_PROMISE = sought(
    r"\b(?:must|should|will|may|shall) not (?:freeze or donate|donate or freeze|donate|bank|freeze)\b.*\b(?:sperm|ova|egg|oocyte)\b|\brefrain\w* from (?:[a-z]+ ){0,3}(?:sperm|egg|ova|oocyte) donation\b|\brefrain\w* from donating (?:sperm|egg|ova|oocyte)\b"
)
_HEADING = sought(
    r"^\W*(?:prohibited|excluded|disallowed|permitted|allowed|restricted) (?:concomitant |concurrent |prior )?(?:treatment|therapy|medication|drug)(?: (?:and/or|and|or|/) (?:concomitant )?(?:treatment|therapy|medication|drug))?\W*$"
    r"|^(?:exclusion|inclusion) criterion (?:patient|subject|participant) who meet any of following criterion will be (?:excluded|included)\b[^;.]*$"
    r"|^(?:exclusion|inclusion) criterion (?:: |- )?(?:for )?(?:combination|monotherapy|arm|cohort|part|phase|dose|expansion|escalation|stage)\b(?!.*\b(?:must|year|no|not|have|has)\b)[^;.]*$"
)


# Having been in a trial of a drug, whichever arm it was: no record tells.
_IN_A_TRIAL_OF = sought(
    r"^(?:(?:any|patient|subject|participant|with|who|had|have|has|been) )*(?:previous|prior|previously) (?:participation|enrollment|participated|enrolled|treated|participating|randomization|randomized) (?:in|into) (?:an? |any |prior )*(?!investigational|experimental|another|other|clinical|different|interventional|therapeutic)[a-z][a-z0-9-]*(?: [a-z0-9-]+)?(?: containing)? (?:clinical )?(?:study|trial)(?: , (?:even if|regardless)[^;.]*)?(?: \.)?$"
    r"|^(?:(?:any|patient|subject|participant|with|who|had|have|has|been) )*(?:previous|prior|previously) (?:participation|participated|randomization|randomized|enrolled|enrollment) in (?:an? |any )?(?:clinical )?(?:study|trial) (?:with|of|involving) (?!investigational|experimental|another|other|any)[a-z][a-z0-9-]*(?: \.)?$"
)


def is_in_a_trial_of_it(line: str) -> bool:
    """Whether a canonical line only asks whether somebody was in a trial of a named drug."""
    return _IN_A_TRIAL_OF.match(line.strip()) is not None


def is_treatment_to_come(line: str) -> bool:
    """Whether a canonical line speaks of nothing but treatment that is to come."""
    return _TO_COME.search(line.strip()) is not None


def is_promise(line: str) -> bool:
    """Whether a canonical line asks for a promise about sperm or ova."""
    return _PROMISE.search(line) is not None


def is_heading_of_treatment(line: str) -> bool:
    """Whether a canonical line only names what the lines below hold."""
    return _HEADING.search(line) is not None
