"""Phrases of how, when and for what treatment was given that say the same in many words, brought to one.

Works on canonical lines, behind `treatment_spelling`. Each phrase is replaced by one that means no more and no less.
"""

from __future__ import annotations

from onward.reading.sought import Instead, Sought, sought

_MOMENT = r"(?:study|trial|protocol|first dose|randomization|registration|enrollment)"
_SITE = r"(?:study |trial |protocol |clinical |therapeutic |interventional |investigational |treatment |drug )*"

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
