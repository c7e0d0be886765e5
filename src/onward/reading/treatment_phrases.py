"""Phrases of how, when and for what treatment was given that say the same in many words, brought to one.

Works on canonical lines, behind `treatment_spelling`. Each phrase is replaced by one that means no more and no less.
"""

from __future__ import annotations

import re

from onward.reading.sought import Instead, Sought, sought
from onward.reading.word_set import word_set

_MOMENT = r"(?:study|trial|protocol|first dose|randomization|registration|enrollment)"
_SITE = r"(?:study |trial |protocol |clinical |therapeutic |interventional |investigational |treatment |drug )*"

_TAKEN_NOW = sought(r"\b(?:current\w*|concurrent\w*|concomitant\w*|ongoing|receiving|taking|on)\b")


def _said_again(found: re.Match[str]) -> str:
    """ "Current use of hormones. They must be stopped before enrolment": whoever takes them now is kept out already."""
    return "" if _TAKEN_NOW.search(found.string[: found.start()]) is not None else found[0]


def _each_inhibitor(found: re.Match[str]) -> str:
    """ "Inhibitors of PI3K, AKT and/or mTOR": of each of these."""
    names = re.sub(r" inhibitor(?= |$)", "", found["list"]).replace("cdk4 / 6", "cdk4/6")
    return (
        re.sub(
            r"[a-z0-9/]*[a-z]\d?[a-z0-9/]*(?= |$)",
            lambda one: one[0] if one[0] in _JOINTS else f"{one[0]} inhibitor",
            names,
        ).replace("cdk4/6", "cdk4 / 6")
        + " "
    )


_JOINTS = word_set("and or and/or")


# What must stand in a line for the phrase to be looked for; the phrase; what it says.
_PLAIN: tuple[tuple[str, Sought, Instead], ...] = (
    # the moment: a visit of the study, a step of its registration
    ("visit", sought(r"(?<![^ ])(?P<before>prior to|before|preceding|of|until|from|to) (?:screening )?(?:visit|v|sv) ?\d{1,3}(?: \( (?:screening|baseline|day \d)[^()]*\))? "), r"\g<before> screening "),
    ("visit1", sought(r"(?<![^ ])(?P<before>prior to|before|preceding|of) visit\d{1,3} "), r"\g<before> screening "),
    ("step ", sought(r"(?<![^ ])(?P<before>prior to|before|preceding|of|to) (?:pre entry )?(?:/ )?step [0-4] (?P<what>registration|randomization|enrollment)? ?(?=$|[.,;)]|and |or |\()"), r"\g<before> registration "),
    ("pre entry / step", sought(r"(?<![^ ])pre entry / step [0-4] "), "registration "),
    ("prior first dose", sought(r"(?<![^ ])prior first dose "), "prior to first dose "),
    # a device used, or another study, beside the drug of a study
    ("investigational device", sought(r"(?<![^ ])(?P<drug>investigational (?:drug|agent|product|therapy|treatment)) (?:or|and|and/or|, or) (?:(?:has|have|had) )?(?:used|using|use of) (?:an? )?investigational device "), r"\g<drug> or investigational device "),
    (" or participation ", sought(rf"(?<![^ ])(?:concurrent |concomitant |current )?(?:treatment with |use of |receipt of |administration of )(?:an? |any |another |other )*(?P<drug>investigational (?:drug|agent|product|therapy|treatment|compound|medication)) (?:, )?or participation in (?:an? |any |another |other )*{_SITE}(?:study|trial)(?: (?:of|with|involving|using) (?:an? |any )?investigational (?:drug|agent|product|therapy))? (?=within|in last|in past|<|≤|during last|during past)"), r"treatment with \g<drug> "),
    ("progress", sought(r"(?<![^ ])(?:(?:documented|radiographic|radiological|objective|clinical) )?(?:disease progression|progression of disease|progressive disease|progression|disease has progressed|progressed)(?: (?:based on|per|by|according to) (?:recist|imaging|radiograph\w*)(?: (?:version |v )?[0-9.]+)?(?: criterion)?)? while (?:the )?(?:patient|subject|participant|she|they) (?:(?:has|have) been|was|were|is|are) (?:taking|receiving|on|treated with) "), "progression on "),
    # how long, and for what: neither narrows what was given at any time
    ("for any ", sought(r"(?:, )?for any (?:duration|length of time|period)(?: of time)? (?:or|and|and/or) (?:for any )?(?:indication|reason|purpose) (?=$|[.,;)])"), ""),
    ("therapy that ", sought(r"(?<![^ ])(?:any |a |an )*(?:therapy|treatment|drug|agent|regimen|product|medication)s? (?:that|which) (?:contain|contains|contained|containing|is based on|are based on|include) (?:an? |any )?(?=[a-z])"), "any "),
    ("local ", sought(r"(?<![^ ])(?P<how>local|loco ?regional|regional) (?P<noun>therapy|treatment) for (?:their |her |this |the )?breast cancer "), r"\g<how> anticancer \g<noun> "),
    ("approved ", sought(r"(?<=bisphosphonate or )approved (?=rank|receptor activator|denosumab)"), ""),
    # how often, and together with what
    (" or up to ", sought(r"(?<![^ ])(?P<low>one|1|two|2) or up to (?P<high>two|three|four|five|[2-9]) "), r"\g<low> to \g<high> "),
    ("( not including ", sought(r"(?<![^ ])(?P<where>(?:metastatic|advanced) (?:disease|breast cancer|setting) )\( (?:not including|excluding|exclusive of) (?:neo ?/ ?|\( neo \) |neo)?adjuvant (?:(?:and|or|/|and/or) (?:neo)?adjuvant )?(?:chemotherapy |therapy |treatment |regimen )?\) "), r"\g<where>"),
    ("treatment naive for", sought(r"(?<=treatment naive for )(?P<where>(?:locally advanced|advanced|metastatic|unresectable|recurrent)(?: (?:or|/|and/or|,) (?:locally advanced|advanced|metastatic|unresectable|recurrent))*) systemic therapy "), r"\g<where> disease "),
    (" interval of ", sought(r"(?<![^ ])interval of (?P<how>(?:<|≤|>|≥|less than|at least|more than) \d+ (?:month|year|week|day)) (?:from|between|since|after) (?:(?:completion|end|last dose|discontinuation) of )?(?P<what>[^.;()]{5,110}?) (?:until|to|and) (?:(?:time|date) of )?(?:metastatic diagnosis|diagnosis of metastatic (?:disease|breast cancer)|first metastasis|development of metastatic disease|metastatic disease diagnosis) "), r"dfi \g<how> after \g<what> "),
    ("interval of ", sought(r"^interval of (?P<how>(?:<|≤|>|≥|less than|at least|more than) \d+ (?:month|year|week|day)) (?:from|between|since|after) (?:(?:completion|end|last dose|discontinuation) of )?(?P<what>[^.;()]{5,110}?) (?:until|to|and) (?:(?:time|date) of )?(?:metastatic diagnosis|diagnosis of metastatic (?:disease|breast cancer)|first metastasis|development of metastatic disease|metastatic disease diagnosis) "), r"dfi \g<how> after \g<what> "),
    ("rt treatment", sought(r"(?<![^ ])rt (?:treatment|therapy) "), "radiotherapy "),
    ("receiving first dose", sought(r"(?<![^ ])(?P<when>prior to|before|(?:day|week|month) of) receiving first dose "), r"\g<when> first dose "),
    ("first dosing ", sought(r"(?<![^ ])(?P<when>prior to|before|(?:day|week|month) of) first dosing (?:of (?:study |trial |protocol )?(?:agent|drug|treatment|medication|therapy|product) )?(?=$|[.,;)])"), r"\g<when> first dose "),
    ("half life o", sought(r"(?<=half life )(?:of (?:the |that |each )?(?:drug|agent|medication|product|compound|treatment|therapy) (?=$|[.,;)]|prior|before|whichever|or ))"), ""),
    ("half life on ", sought(r"(?<=half life )on (?=first dose )"), "before "),
    ("whichever is ", sought(r"(?<=whichever is )(?P<which>longer|shorter) of (?:the )?(?:two|both) "), r"\g<which> "),
    ("first dose of randomized", sought(r"(?<=first dose )of randomized (?:therapy|treatment|study treatment) "), ""),
    ("cumulative ", sought(r"(?<![^ ])(?:maximum )?(?:(?:total )?life ?time )?cumulative (?P<drug>doxorubicin|epirubicin|anthracycline|mitoxantrone|daunorubicin) (?:exposure|dose|dosage)(?: of)? (?=[>≥<≤]|greater|more|above|at least)"), r"cumulative dose of \g<drug> "),
    ("maximum cumulative ", sought(r"(?<![^ ])(?:prior )?maximum cumulative dose of (?=doxorubicin|epirubicin|anthracycline)(?=.*(?:>|greater than|more than|above|exceed))"), "cumulative dose of "),
    ("treatment in ", sought(r"(?<![^ ])(?:(?:is|are) )?currently receiving treatment in (?:another|different|other) (?:clinical )?(?:study|trial) in which investigational (?:therapy|treatment|drug|agent) (?:are|is) (?:administered|given)"), "current treatment with investigational drug"),
    ("on medication for ", sought(r"(?<![^ ])(?:currently )?on (?:any )?medication for (?:treatment of )?diabetes(?: mellitus)?(?: treatment)? "), "taking antidiabetic medication "),
    # said again of what is taken now
    ("such ", sought(r"(?<=[a-z)] )\. (?:patient |subject |participant |they )?(?:must|should) (?:have )?(?:discontinued?|stop(?:ped)?) (?:the )?(?:use of |taking )?(?:such|these|those) (?:agent|drug|treatment|therapy|medication) (?:prior to|before) (?:study start|first dose|(?:study )?enrollment|randomization|registration|study entry|enrolling)(?= \.| ?$)"), _said_again),
    ("these ", sought(r"(?<=[a-z)] )\. (?:these|such|those|all such|all these) (?:agent|drug|treatment|therapy|medication) (?:must|should) (?:be (?:discontinued|stopped)|have been (?:discontinued|stopped)|stop) (?:prior to|before) (?:study start|first dose|(?:study )?enrollment|randomization|registration|study entry|enrolling)(?= \.| ?$)"), _said_again),
    ("progressi", sought(r"(?<![^ ])(?:disease )?(?:progression|progressive) or (?:disease )?(?P<again>recurrence|relapse|recurrent disease)(?: of (?:their |the )?(?:disease|breast cancer|cancer))? (?P<when>while on or after|on or after|during or after|during|while on|on) "), r"\g<again> or progression \g<when> "),
    ("targeting enzyme", sought(r"(?<![^ ])cyclin dependent kinase targeting enzyme (?=cdk)"), ""),
    ("not including ", sought(r"(?P<before>not including [^()]*?)single agent (?=biologic|targeted|endocrine|hormon|antibody)"), r"\g<before>"),
    # of which pathway the inhibitors are: the noun goes for each
    ("inhibitor of ", sought(r"(?<![^ ])(?:selective )?inhibitor of (?P<list>(?:pi3k|akt|mtor|mek|parp|cdk4|cdk6|cdk4 / 6|egfr|her2|vegf|fgfr|hdac)(?: inhibitor)?(?: (?:,|or|and|and/or|/|, or|, and|, and/or) (?:pi3k|akt|mtor|mek|parp|cdk4|cdk6|cdk4 / 6|egfr|her2|vegf|fgfr|hdac)(?: inhibitor)?)+) (?=$|[.,;)]|within|in |for |at )"), _each_inhibitor),
    # whose aim it is
    ("intent to treat ", sought(r"(?<![^ ])(?:commercial agent or other agent|commercial or other agent|other agent|other drug|commercial agent) with (?:the )?intent to treat (?:the )?(?:patient |participant |subject |their )?(?:malignancy|cancer|disease) "), "anticancer agent "),
    ("intended for ", sought(r"(?<![^ ])other (?:medication|drug|agent|therapy) (?:that are )?intended for (?:the )?treatment of (?:their |the )?(?:malignancy|cancer|disease|breast cancer) "), "other anticancer medication "),
    (" other imp", sought(r"(?<![^ ])(?P<any>any |an )?other imp(?= |$)"), r"\g<any>other investigational product"),
    ("ips ", sought(r"(?<=received )ips (?=within)"), "investigational product "),
    ("has received ", sought(r"(?<=since )(?:the )?(?:patient|subject|participant|she) (?:has |have )?(?:last )?received "), "receiving "),
    ("non live vaccine", sought(r"(?<![^ ])(?:live , )?(?:live )?(?:live attenuated , )?or non live vaccine "), "any vaccine "),
    ("free interval of ", sought(r"(?<![^ ])(?P<drug>chemotherapy|treatment|taxane|anthracycline|platinum|trastuzumab) free interval of (?P<how>(?:>|≥|at least|more than) \d+ (?:month|week|year|day)) "), r"\g<how> since last \g<drug> "),
    ("prior treatment : ", sought(r"^(?:prior|previous) (?:treatment|therapy) : (?=last|at least|must|patient|≥|>|more than)"), ""),
    ("( if treated with ", sought(r"(?P<since>(?:≥|>|at least|more than) \d+ (?:day|week|month) (?:prior to|before) [a-z0-9 ]{3,30} )\( if (?:previously )?(?:treated with|received|given) [a-z ]+ \) "), r"\g<since>"),
    ("not eligible", sought(r"^woman (?=(?:undergoing|currently|who|receiving|taking|on|with) .*\bnot eligible(?: for [a-z ]+)?(?: \.)? ?$)"), "patient "),
    ("corticosteroid pill", sought(r"(?<=corticosteroid )(?:pill|tablet) "), ""),
    ("half life of ", sought(r"(?<=half life )of (?:the |that |this )?(?:inhibitor|inducer|agent|respective (?:drug|agent)) "), ""),
    ("or have used ", sought(r"(?<![^ ])or (?:have|has) (?:used|received|taken) (?=strong|moderate|any |a |an |other )"), "or "),
    ("first scheduled ", sought(r"(?<![^ ])first scheduled (?:day of (?:study |protocol )?(?:dosing|treatment|therapy)|dose|dosing)(?: of (?:study|protocol|trial) (?:treatment|drug|therapy|medication))?(?: of [a-z]{2,8} ?\d{2,6})? (?=$|[.,;)(])"), "first dose "),
    ("received treatment , ", sought(r"(?<![^ ])received treatment , (?=within)"), "received "),
    ("or disease state", sought(r"(?<=investigational drug )or disease state "), ""),
    ("not tolerate ", sought(r"(?<![^ ])(?:could|did|can) not tolerate (?:(?:the )?(?:prescribed |full |standard |recommended |approved )*dose of )?"), "intolerant to "),
    ("clinically attributed", sought(r"(?<![^ ])clinically attributed to "), "attributed to "),
    ("comedication", sought(r"(?<![^ ])co ?medication with "), "concomitant use of "),
    ("former ", sought(r"(?<![^ ])former (?=treatment|therapy|use|exposure)"), "prior "),
    (" ever ", sought(r"(?<![^ ])(?:has|have|had) ever (?:used|taken|received|been treated with|been given) "), "have previously received "),
    ("for diabete", sought(r"^(?:any |all )?(?:drug therapy|drug treatment|medication) for (?:treatment of )?(?:type (?:1|2|i|ii) )?diabetes(?: mellitus)?(?: treatment)? (?=must|within|in |at |during|$|[.,;])"), "antidiabetic medication "),
    (" discontinuation ", sought(r"(?<![^ ])(?:concurrent|concomitant|current) (?:administration|use|treatment) or recent discontinuation \( within (?P<time>\d+ (?:day|week|month)) \) of (?P<what>[^.;()]{3,60}?) (?=$|\.)"), r"\g<what> within \g<time> "),
    # children
    ("child ", sought(r"^because no (?:dosing|dosage|safety)[^.]{0,60}? data (?:are|is) (?:currently )?available (?:on|for|regarding) (?:the )?use of [^.;]{3,90}? in (?:patient|participant|subject|child) (?P<age>< 18 year of age|less than 18 year of age|under 18 year of age|younger than 18 year of age|under age of 18) , child (?:are|is|will be) excluded(?: from (?:this )?(?:study|trial))?(?:(?: ,)? but will be eligible for [^.;]*)?(?= \.| ?$)"), r"patient \g<age> are excluded"),
    # vaccines
    (" or less of ", sought(r"(?<=\d )(?P<unit>day|week|month) or less (?P<of>of|prior to|before) "), r"\g<unit> \g<of> "),
    ("live ", sought(r"(?<![^ ])live (?:virus|viral) (?=vaccin)"), "live "),
    ("live ", sought(r"(?<![^ ])live virus (?:and|or|and/or) live bacteri(?:al|a) (?=vaccin)"), "live "),
    ("live ", sought(r"(?<![^ ])live (?:, )?(?:or |and/or |, )?live attenuated (?=vaccin)"), "live "),
    ("vaccin", sought(rf"(?:, |; )(?:or )?(?:during|throughout|while on) (?:study |trial )?(?:treatment|{_MOMENT})?(?: with [a-z]+)? ?(?:, )?(?:and|or|and/or) (?:for |within |up to )?(?:at least )?\d+ (?:day|week|month) (?:after|following|from|beyond) (?:the )?(?:last|final) (?:dose|administration)(?: of [a-z]+(?: / [a-z]+)?)? (?=$|[.;])"), " "),
)  # fmt: skip


def phrased_treatment(line: str) -> str:
    """The canonical line with these phrases in one spelling."""
    for word, pattern, plain in _PLAIN:
        if word in line:
            line = pattern.sub(plain, line)
    return line
