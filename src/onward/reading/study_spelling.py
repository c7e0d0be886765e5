"""Phrases of other studies and of half-lives, brought to one: "participated in a study of an investigational agent"."""

from __future__ import annotations

import re

from onward.reading.sought import Instead, Sought, sought


def _in_any_setting(found: re.Match[str]) -> str:
    """ "(either adjuvant or metastatic setting)": in any."""
    if (found["open"] is None) != (found["close"] is None):
        return found[0]
    return "in any setting "


def _left_out(found: re.Match[str]) -> str:
    """ "... are not suitable for this trial": they are kept out, unless somebody judges whether they are."""
    return found[0] if _JUDGES.search(found.string) is not None else "are excluded "


_JUDGES = sought(r"\b(?:investigator|physician|opinion|judg\w+|clinician|doctor|deem\w*|consider\w*|or|and)\b")


# What must stand in a line for the phrase to be looked for; the phrase; what it says.
_PLAIN: tuple[tuple[str, Sought, Instead], ...] = (
    ("exempted ", sought(r"(?<![^ ])exempted (?=from|$|[.;,])"), "exempt "),
    ("appropriate stage ", sought(r"^appropriate stage for (?:protocol |study |trial )?(?:entry|enrollment|participation)(?: ,)? including (?=no )"), ""),
    ("currently not ", sought(r"(?<![^ ])(?:(?P<be>is|are) )?currently not (?=(?:participating|enrolled|receiving|taking|using|undergoing|on)\b)"), lambda found: f"{found['be']} not currently " if found["be"] else "not currently "),
    ("participating ", sought(r"(?<![^ ])(?:is |are )?(?:currently )?participating(?: in)?(?: ,)?(?:(?: and)? (?:first dose|receiving (?:study|trial) (?:therapy|treatment|drug)))?(?: ,)? or (?:(?:has|have) )?participated in (?:clinical )?(?:study|trial) (?:of|with|involving|using) investigational (?:agent|drug|product|compound|therapy)(?: and (?:received (?:study|trial) (?:therapy|treatment|drug)|first dose))?(?: or (?:(?:has|have) )?(?:used|using) investigational device)? "), "have received investigational drug or device "),
    ("be have received ", sought(r"(?<![^ ])(?P<not>must not|should not|may not|cannot|not) be (?:currently )?have received "), r"\g<not> have received "),
    ("suitable", sought(r"(?<![^ ])(?:are|is|will be) (?:not suitable|unsuitable) (?:(?:for|to) )?(?:(?:this |study |trial |clinical |participation |enrollment |inclusion |in |protocol ))*(?=$|[.;])"), _left_out),
    ("or planned ", sought(r"^(?P<what>(?:[a-z]+ ){1,4})(?P<when>current|concurrent|concomitant) or planned (?=\(|$|\.|;)"), r"\g<when> or planned \g<what>"),
    ("x ray therapy ", sought(r"(?<![^ ])x ray therapy "), "radiotherapy "),
    ("medically compatible", sought(r"(?: that (?:is|are))?(?: judged| considered)?(?: by (?:sponsor|investigator))?(?: to)? not(?: to)? be scientifically or medically compatible with (?:this )?study "), " "),
    ("biosimilar", sought(r"(?<![^ ])(?:\( )?or (?:(?:an |its |approved |any |other )*)biosimilar(?: \))? "), ""),
    ("commercial ", sought(r"(?<![^ ])(?:investigational or commercial|commercial or investigational) (?:anti ?cancer |anticancer |antineoplastic )?(?:agent|drug|therapy)(?: or (?:therapy|agent|drug|treatment))?(?: (?:may be |can be )?(?:administered|given|used))?(?: with (?:intent|intention) to treat (?:patient |their |participant )?(?:malignancy|cancer))? "), "anticancer agent "),
    ("device ", sought(r"(?<![^ ])participa\w+ in (?:(?:another|any|other|any other) )?(?:investigational|experimental) drug (?:or|and/or) device (?:study|trial) "), "treatment with investigational drug or device "),
    ("initiated on ", sought(r"(?<![^ ])(?:are |is )?(?:currently |already )?on or (?:are |is )?(?:being )?(?:initiated|started|starting) on "), "current or planned use of "),
    ("which do", sought(r" ?, which (?:does|do|need) not (?:have to|need to)? ?be [^.;]*(?=$|[.;])"), " "),
    ("regardless of ", sought(r"\( (?:regardless|irrespective) of [^()]* \) "), ""),
    ("disease free ", sought(r"(?<![^ ])disease free (?:interval|period|survival)(?: \( dfi \))? (?:from|since|after) (?:completion|end|time of completion) of (?P<what>[^.;()]{5,90}?) (?:to|until) (?:recurrence|relapse|metastasis|first recurrence|disease recurrence|recurrent disease)(?: (?:of|must be|is|was|occurring))* (?P<long>within|≥|≤|<|>|less than or equal to(?: \( ≤ \))?|less than|more than|at least|greater than) (?P<time>(?:\d+|six|twelve) (?:month|year)) "), r"dfi \g<long> \g<time> after \g<what> "),
    ("in clinical trial ", sought(r"(?<![^ ])(?P<what>(?:experimental|investigational) (?:treatment|drug|therapy|agent)) in clinical trial "), r"\g<what> "),
    ("study drug from ", sought(r"(?<![^ ])(?P<what>investigational (?:drug|agent)) or study drug from previous (?:clinical )?study "), r"\g<what> "),
    ("other such ", sought(r"(?<![^ ])any other such (?=experimental|investigational)"), "other "),
    (" setting ", sought(r"(?<![^ ])(?P<open>\( )?(?:either )?(?:in )?(?:either )?(?:\( neo \) adjuvant|neo adjuvant|neoadjuvant|adjuvant)(?: (?:, or|,|or|and/or|/|and) (?:in )?(?:neo adjuvant|neoadjuvant|adjuvant|locally advanced|advanced|metastatic|recurrent|palliative))* (?:, or|,|or|and/or|/) (?:in )?(?:locally advanced (?:or|/|and/or) metastatic|advanced (?:or|/) metastatic|metastatic|advanced) (?:disease )?setting (?P<close>\) )?"), _in_any_setting),
    ("regiment", sought(r"(?<![^ ])regiment (?!of)"), "regimen "),
    ("( from ", sought(r"(?<![^ ])\( from (?:screening|baseline|study entry|registration|enrollment)(?: visit)? \) "), ""),
    ("pi3k akt mtor ", sought(r"(?<![^ ])(?:any )?agent whose mechanism of action is to inhibit pi3k(?: /)? akt(?: /)? mtor pathway "), "pi3k/akt/mtor inhibitor "),
    ("pi3k / akt / mtor ", sought(r"(?<![^ ])(?:any )?agent whose mechanism of action is to inhibit pi3k / akt / mtor pathway "), "pi3k / akt / mtor inhibitor "),
    ("requir", sought(r"(?<![^ ])(?:(?:any|a|medical|other) )*(?:condition|patient|subject|participant) (?:that |who )?requir(?:ing|e|es|ed) (?:long term |chronic |continuous |ongoing )*(?:systemic )?(?:treatment|therapy) with (?:either )?(?=(?:systemic )?(?:cortico|steroid|gluco|immunosup|other immunosup))"), "treatment with "),
    ("( or any ", sought(r"(?<![^ ])\( (?:or|and/or) (?:any|other) \) "), ""),
    ("including ; ", sought(r"(?<![^ ])including [;:] (?=[a-z])"), "including "),
    ("dosing ", sought(r"\( in (?:dosing|dose|dosage) (?=exceeding|>|greater|≥|more|of)"), "( "),
    (" th line ", sought(r"(?<![^ ])1 th line "), "first line "),
    (" th line ", sought(r"(?<![^ ])2 th line "), "second line "),
    ("at any time prior to ", sought(r"(?<![^ ])at any time prior to (?:current |present |this )?(?:study|trial) (?=$|[.,;)])"), "at any time "),
    ("planned participation", sought(r"(?<![^ ])current , recent \( (?P<when>within \d+ (?:day|week|month)) [^()]*\) ?(?:, )?or planned participation in (?:an? )?experimental (?:drug|agent) (?:study|trial)(?= ?[.;]? ?$)"), r"treatment with experimental drug \g<when> before first dose or planned participation in another study"),
    ("participation ", sought(r"(?<![^ ])participation (?P<when>(?:within|in|during) (?:(?:previous|last|past) )?\d+ (?:day|week|month)) in (?:clinical )?(?:study|trial) (?:with|of) (?:experimental|investigational) (?:drug|agent|product) "), r"treatment with investigational drug \g<when> "),
    ("all ", sought(r"^(?:for )?all (?:cohort|part|arm|patient|participant|subject|phase) : (?=.)"), ""),
    ("or any other ", sought(r"(?<![^ ])in this or any other (?:clinical )?(?:study|trial) "), ""),
    ("compound", sought(r"(?<![^ ])investigational compound or drug "), "investigational drug "),
    (" agent", sought(r"(?<![^ ])(?P<what>investigational|experimental) (?:drug or agent|agent or drug|drug and agent|agent and/or drug) "), "investigational drug "),
    ("device ", sought(r"(?<![^ ])investigational (?:drug|agent) and/or device "), "investigational drug or device "),
    ("dos", sought(r"(?<![^ ])(?P<long>day|week|month) (?:of|prior to|before) (?:(?:planned|anticipated) )?(?:first day of|initial|initiation of|start of|receiving|receipt of|anticipated) (?:study |treatment )?(?:dosing|dose)(?: administration)?(?: (?:on|in|with|of) (?:this )?(?:study|trial)(?: (?:drug|treatment|medication))?)?(?= |$)"), r"\g<long> prior to first dose"),
)  # fmt: skip


_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve|fourteen)"
_UP_TO = r"(?: (?:prior to|before|of|from|preceding) (?:planned |scheduled )?[^,;.()]{1,45}?)?"
_HALF = r"(?:\* )?(?:x |time )?(?:their |its |known )?(?:published |drug |elimination |drug elimination |terminal elimination |terminal |plasma )*half (?:life|live)(?: \( t1 / 2 \))?"
_WHICH = r"(?: \( if known \))? ?(?:, |\( )?(?:whichever|which ever)(?: (?:one|period))?(?: (?:is|come|occur))? (?P<which>longer|shorter|longest|shortest|less|greater|later|first)"
_IN = r"(?<![^ ])(?P<within>within|in|during|over|at least|≥|>|more than|less than|<|≤|for)(?: (?:last|past|previous|either))?"
_TIME = rf"(?P<time>{_NUMBER} (?:day|week|month|year))"
_OR = r" ?(?:, |\( )?or (?:, )?(?:if known , )?(?:within |≤ |< |less than |at least )?(?:last )?"
# "Within 30 days before enrolment, or within 5 half-lives of the drug, whichever is longer": one window.
_HALF_LIVES = (
    sought(rf"{_IN} {_TIME}{_UP_TO}{_OR}(?P<half>{_NUMBER}) {_HALF}{_UP_TO}{_WHICH}(?P<close> \))?"),
    sought(rf"{_IN} (?P<half>{_NUMBER}) {_HALF}{_UP_TO}{_OR}{_TIME}{_UP_TO}{_WHICH}(?P<close> \))?"),
)


def _one_window(found: re.Match[str]) -> str:
    close = " )" if found[0].count("( ") < found[0].count(" )") else ""
    return f"{found['within']} {found['time']} or {found['half']} half life , whichever is {found['which']}{close}"


_TARGET = r"(?:anti )?(?:pd ?1|pd ?l ?1|pd ?l ?2|ctla ?4|lag ?3|tigit|tim ?3|pd \( l \) ?1)"
# "Anti-PD-1, PD-L1 or CTLA-4 antibody": the noun goes for each.
_CHECKPOINTS = sought(
    rf"(?<![^ ])(?P<list>{_TARGET}(?: (?:, or|, and|,|/|or|and/or|and) {_TARGET})+) (?:targeted |directed |blocking |therapeutic |monoclonal |immune |checkpoint )*(?:inhibitor|antibody|agent|blockade|therapy)(?: (?:therapy|treatment))? "
)
_ONE_TARGET = sought(rf"{_TARGET}(?= |$)")


def _each_checkpoint(found: re.Match[str]) -> str:
    def inhibitor(one: re.Match[str]) -> str:
        name = one[0].removeprefix("anti ")
        return f"anti {name}" if "(" in name else f"{name} inhibitor"

    return f"{_ONE_TARGET.sub(inhibitor, found['list'])} "


def spelled_study(line: str) -> str:
    """The canonical line with phrases of other studies and of half-lives in one spelling."""
    for word, pattern, plain in _PLAIN:
        if word in line:
            line = pattern.sub(plain, line)
    if "pd " in line or "pd1" in line or "ctla" in line:
        line = _CHECKPOINTS.sub(_each_checkpoint, line)
    if "half li" in line and "ever" in line:
        for pattern in _HALF_LIVES:
            line = pattern.sub(_one_window, line)
    return line
