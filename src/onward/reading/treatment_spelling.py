"""Phrases of treatment that say the same in many words, brought to one: which moment, now or ever, whose transplant.

Works on canonical lines, before the words are looked up. Each phrase is replaced by one that means no more and no less.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onward.reading.sought import Sought, sought
from onward.reading.study_spelling import spelled_study

_STUDY = r"(?:(?:study|trial|protocol|assigned|planned|randomized|specified|directed|based|on) )"
_WHAT = r"(?:treatment|drug|medication|medicine|therapy|agent|intervention|product|infusion|regimen|imp|ip)"
_DOING = r"(?:start|starting|initiation|initiating|beginning|commencement|commencing|administration|receipt|receiving|first administration|first day|day 1|c1d1|begin|first infusion|first injection|dosing|starting of|start date|treatment start|initial administration|planned start|anticipated start|scheduled start|first use|first intake|first treatment|first planned dose|date of first dose)"
_BEFORE = (
    r"(?P<before>(?<![^ ])(?:prior to|before|of|preceding|from|until|and|to|previous to|within|prior|between|or) )"
)
_FIRST_DOSE = (
    # "the first dose date", "the first dose of the first cycle", "first dose administration"
    sought(
        rf"(?<![^ ])(?:date of )?(?:first|initial) (?:study |trial |protocol )?(?:drug |treatment |medication )?(?:dose|dosing|administration|infusion|injection) (?:date|day|administration|dose)(?: of (?:{_STUDY}{_WHAT}))? (?!limiting)"
    ),
    sought(rf"{_BEFORE}c1d1 (?:of|for) (?:{_STUDY})*(?:{_WHAT}|study|trial|protocol) "),
    sought(rf"{_BEFORE}(?:{_STUDY})+{_WHAT} (?:initiation|start|administration|commencement|dosing|c1d1|day 1) "),
    sought(rf"{_BEFORE}treatment c1d1 "),
    sought(r"(?P<before>(?<![^ ])(?:prior to|before|of|preceding|from) )(?:study )?day (?:0|1|one) (?!of cycle|of each)"),
    sought(rf"{_BEFORE}(?:{_DOING}) (?:of |with |on |for )?(?:{_STUDY})+(?:{_WHAT}|dose) "),
    sought(rf"{_BEFORE}(?:starting|beginning|initiating|entering|start of|beginning of) (?:treatment|therapy|study|trial|protocol|this study|on study|study) (?=$|[.,;)]|and |or |\()"),
)  # fmt: skip
# "The first dose of ABC-123": whatever the drug is, it is the trial's own. Not behind "since", where an earlier drug may be meant.
_OF_THE_DRUG = sought(
    r"(?P<before>(?<![^ ])(?:prior to|before|preceding|within \d+ (?:day|week|month|hour) of) (?:first|initial) (?:dose|administration|infusion|treatment|injection) )(?:of|with) (?:[a-z]{2,24}(?: \d{1,6}(?: [a-z])?)?|[a-z]{2,8}\d{2,6}[a-z]?)(?: (?:and|or|/) (?:[a-z]{2,24}(?: \d{1,6})?|[a-z]{2,8}\d{2,6}[a-z]?))? (?:(?:treatment|therapy|administration) )?(?=$|[.,;)]|(?:and|or) (?:during|throughout|while)\b)"
)
# "The start of ABC-123 treatment", "the first scheduled day of dosing with ABC-123": a name with a number is the trial's own.
_CODE = r"(?:[a-z]{1,8}[- ]?\d{2,6}[a-z]?(?: [a-z])?|[a-z]{1,4}(?:-[a-z])?-\d{1,6}[a-z]?)"
_OF_THE_CODE = sought(
    rf"(?P<before>(?<![^ ])(?:prior to|before|preceding|(?:day|week|month|hour) of) )(?:receiving |receipt of )?(?:(?:planned|scheduled|anticipated) )?(?:start|initiation|beginning|commencement|administration|first (?:scheduled )?(?:dose|day|day of dosing|dosing|administration|infusion)) (?:of|with) {_CODE} (?:(?:treatment|therapy|administration|dosing) )?(?=$|[.,;)]|(?:and|or) (?:during|throughout|while)\b)"
)
_ABOUT = sought(
    r"(?<![^ ])(?P<within>within|in|during|over)(?P<last> last| past| previous| prior)? (?:at least|approximately|about|approx|roughly|less than or equal to|less than|≤|<|up to) (?=\d|one|two|three|four|five|six|seven|eight|twelve)"
)
# "Currently being treated with": at present.
_BEING_TREATED = sought(
    r"(?<!before )(?<!after )(?<!to )(?<!without )(?<!while )(?<!of )(?<!from )(?<!despite )(?<!not )(?<![^ ])(?:(?:are|is|be) )?(?:currently |presently |now |actively )*being (?:actively )?treated with "
)
_NOW_OR_EVER = sought(
    r"(?<![^ ])(?:(?:are|is|be) )?(?:currently |presently |now )?(?:receiving|taking|using|on|being treated with|undergoing) or (?:who )?(?:(?:have|has|had) )?(?:previously |ever |recently )?(?:received|taken|used|been treated with|undergone|completed) "
)
_EVER_OR_NOW = sought(
    r"(?<![^ ])(?P<ever>(?:(?:have|has|had) )?(?:previously |ever )?(?:received|taken|used|been treated with|undergone)) or (?:are |is |be )?(?:currently |presently |now )?(?:receiving|taking|using|on|being treated with|undergoing) "
)


def _approved(found: re.Match[str]) -> str:
    """ "Approved or investigational anticancer agents": any anticancer agent."""
    return f"{found['kind'] or found['what'] or 'investigational '}{found['noun']}"


# What must stand in a line for the phrase to be looked for; the phrase; what it says.
_PLAIN: tuple[tuple[str, Sought, str | Callable[[re.Match[str]], str]], ...] = (
    # "CNS disease (stroke, seizures)": of the nerves, and no metastasis.
    ("disease", sought(r"(?<![^ ])(?:cns|central nervous system) disease (?=[^.;]*\b(?:seizure|stroke|epilepsy|dementia|parkinson\w*|psychiatric|vasculitis)\b)(?![^.;]*\bmetasta)"), "neurological disease "),
    # Whoever had none for so long has none now.
    ("and no concurrent ", sought(r"(?<=since )prior and no concurrent (?!or planned)"), "prior "),
    ("history of", sought(r"(?<![^ ])(?:an? )?(?:prior |previous |past )?history of (?:prior |previous |any )?(?:treatment|therapy|exposure|use|receiving|receipt|administration) (?:with|to|of) "), "prior treatment with "),
    ("history of receiving", sought(r"(?<![^ ])history of receiving "), "prior treatment with "),
    ("ongoing ", sought(r"(?<![^ ])(?:current ,|current and|current or|currently and|currently ,) ongoing (?=treatment|therapy|use)"), "current "),
    ("co administration", sought(r"(?<![^ ])co administration (?:of|with) "), "concomitant use of "),
    ("intake of", sought(r"(?<![^ ])(?:long term|prolonged|chronic|regular|continuous) (?:oral )?(?:intake|ingestion) of "), "chronic use of "),
    ("intake of", sought(r"(?<![^ ])intake of "), "use of "),
    ("ingestion of", sought(r"(?<![^ ])ingestion of "), "use of "),
    ("immunosuppression", sought(r"(?<![^ ])(?P<need>(?:requir\w+|need|needing|receiving|taking|on|under)(?: (?:for|of))? (?:(?:chronic|systemic|ongoing|long term|concurrent|continuous|active) )*)immunosuppression (?!therapy|treatment|medication)"), r"\g<need>immunosuppressive therapy "),
    ("requirement", sought(r"(?<![^ ])requirement (?:of|to) (?:receive|take|use) "), "requirement for "),
    ("requirement of", sought(r"(?<![^ ])requirement of "), "requirement for "),
    ("require", sought(r"(?<![^ ])(?:need|needs|require|requires) to (?:receive|take|use|be treated with|undergo) "), "requires "),
    ("need to receive", sought(r"(?<![^ ])need to receive "), "requires "),
    ("known ", sought(r"(?<![^ ])(?:a |any )?known (?=(?:parp|pi3k|akt|mtor|cdk|histone|hdac|strong|moderate|poly)[ /])"), ""),
    ("participa", sought(r"(?<![^ ])participa\w+ in (?:any |another |other |an? |different |prior |clinical )*(?:study|trial) (?:of|with|using|involving|evaluating|testing|that use|which use) (?:an? |any |other |another )*(?=investigational|experimental)"), "treatment with "),
    ("participa", sought(r"(?<![^ ])participa\w+ in (?:any |another |other |an? |different |concurrent )*(?P<drug>(?:investigational|experimental) (?:drug|agent|therapeutic|treatment|product|medicinal product|medication|therapy)) (?:clinical |research )?(?:study|trial) "), r"treatment with \g<drug> "),
    (" study ", sought(r"(?<![^ ])(?:any |another |other )?(?P<drug>(?:investigational|experimental) (?:drug|agent|treatment|product)) (?:clinical )?(?:study|trial) (?=within|in last|in past|less|<|≤)"), r"treatment with \g<drug> "),
    (" or ", sought(r"(?<![^ ])(?P<first>investigational|experimental|unapproved|non approved|nonapproved)(?: ,)? (?:or|and/or|/) (?:non approved|nonapproved|unapproved|investigational|experimental) (?=drug|agent|treatment|therapy|product|medication|compound)"), "investigational "),
    ("prior", sought(r"(?<![^ ])(?P<when>(?:within|in|during) (?:last |past )?(?:\d+|two|three|four|six|seven|fourteen|thirty) (?:day|week|month|year)) prior (?=$|[,;.)]|or |and )"), r"\g<when> "),
    ("assessment", sought(r"(?<![^ ])screening assessment "), "screening "),
    ("study ", sought(r"(?<![^ ])(?P<what>enrollment|randomization|inclusion|registration|entry|participation) (?:in|into|onto|on|to|for) (?:this |present )?(?:study|trial|protocol) (?!drug|treatment|medication|therapy)"), r"\g<what> "),
    ("egfr ", sought(r"(?<![^ ])egfr (?:targeting|targeted|directed|blocking) (?=therapy|agent|drug|treatment)"), "anti egfr "),
    ("egfr ", sought(r"(?<![^ ])egfr (?P<joint>/|or|and|and/or) (?=(?:erbb2|her2) inhibitor)"), r"egfr inhibitor \g<joint> "),
    ("her2 / erbb2 ", sought(r"(?<![^ ])her2 / erbb2 "), "her2 "),
    ("treatment of ", sought(r"(?<![^ ])(?P<when>prior|previous|current|concurrent) (?P<what>treatment|therapy) (?:of|for) (?:(?:their|her|this|the|known|primary|invasive|current) )*breast (?:cancer|carcinoma) with "), r"\g<when> \g<what> with "),
    ("investigational", sought(r"(?<![^ ])(?P<what>investigational (?:agent|drug|product|medication)) or (?:therapy|treatment) (?!with|of|for|to|using)"), r"\g<what> "),
    ("lhrha ", sought(r"(?<![^ ])lhrha "), "lhrh agonist "),
    ("bone marrow stem cell", sought(r"(?<![^ ])bone marrow stem cell "), "stem cell "),
    ("anti vegf antibody", sought(r"(?<![^ ])anti vegf antibody "), "anti vegf "),
    ("vegf / vegf r ", sought(r"(?<![^ ])vegf / vegf r "), "vegf "),
    ("( ", sought(r"(?<![^ ])\( (?:mab|nac|nact|ctx|rt|pd|ai|et|ici|icis|tki|wbrt|srs|hrt|asa|bc|mbc|tnbc|gcsf|imp|ip|chemo) \) "), ""),
    ("for any ", sought(r"(?<![^ ])for any (?:malignancy|cancer|indication|reason|purpose|condition|disease|neoplasm|neoplasia|other reason) (?=$|[.,;)])"), ""),
    ("approved ", sought(r"(?<![^ ])(?P<kind>anticancer |anti cancer |antineoplastic )?approved (?:or|and/or|,) investigational (?P<what>anticancer |anti cancer |antineoplastic |cytotoxic |systemic )?(?P<noun>agent|drug|therapy|treatment|medication)"), _approved),
    ("( on or off ", sought(r"(?<![^ ])(?:, )?\( on or off (?:study|clinical trial|trial)(?: protocol)? \) "), ""),
    ("inhibitor", sought(r"(?<![^ ])(?P<what>cdk4 / 6|pi3k|pik3ca|akt|mtor|parp|cdk2|fgfr|mek|braf|hedgehog) (?P<joint>or|and/or|and|/|,|, or|, and) (?=(?:cdk4 / 6|cdk2|pi3k|pik3ca|akt|mtor|parp|hdac|mek|fgfr|braf|hedgehog) (?:inhibitor|,|or|and|/))"), r"\g<what> inhibitor \g<joint> "),
    ("curative ", sought(r"(?<![^ ])curative (?:surgery|resection|surgical resection) (?:or|and/or) (?:curative )?(?:radiation therapy|radiotherapy|radiation treatment|radiation) "), "curative surgery or radiotherapy "),
    ("antineoplastic ", sought(r"(?<![^ ])(?:antineoplastic|anti neoplastic|anticancer|anti cancer) (?:or|and|and/or|/) (?=(?:antitumor|anti tumor|anticancer|anti cancer|antineoplastic) (?:agent|drug|therapy|treatment|medication))"), ""),
    ("in any setting of disease", sought(r"in any setting of disease "), "in any setting "),
    ("regardless of ", sought(r"(?:, )?regardless of (?:duration|length|number|dose|line|type|indication|setting|schedule|timing|intent|outcome|response|reason)(?: (?:of|or|and|for) (?:treatment|therapy|use|exposure|indication|duration|dose|discontinuation|cycle|prior treatment|prior therapy|line))* (?=$|[,;.)])"), ""),
    ("for any duration", sought(r"(?:, )?(?:for|of) any (?:duration|length|period)(?: or indication)?(?: of time)? (?=$|[,;.)])"), ""),
    ("criteri", sought(r"(?:, |; |and |\. )(?:other|further|additional) (?:protocol )?(?:defined |specified )?(?:inclusion|exclusion|inclusion / exclusion|eligibility) criteri(?:a|on) (?:may |will )?apply (?=$|[.;])"), ""),
    ("with , ", sought(r"(?<![^ ])(?P<word>with|including|eg|following) , (?!and |or )(?=[a-z])"), r"\g<word> "),
    ("standard of care ", sought(r"(?<![^ ])standard of care (?=(?:systemic|treatment|therapy|regimen|chemotherapy|anti|anticancer|line|first|endocrine|hormon|frontline|medical))"), "standard "),
    ("approved ", sought(r"(?<![^ ])(?:fda )?approved (?:or|and/or|/) (?:investigational|investigative|experimental) (?!agent|drug|therapy|treatment|medication|compound|product|anticancer|anti|antineoplastic|cytotoxic|systemic)"), ""),
    (" or both ", sought(r"(?P<list>(?:[a-z0-9-]+ ){1,3}), (?P<last>(?:[a-z0-9-]+ ){1,3}), or both "), r"\g<list>or \g<last>"),
    (" or both ", sought(r"(?<= or )(?P<last>(?:[a-z0-9-]+ ){1,3})(?:, )?or both (?=$|[,;.)(]|in |for |as )"), r"\g<last>"),
    ("either in combination or", sought(r"(?:, )?either in combination or (?:in )?(?:separate regimen|separately|sequence|sequentially|in sequence|as single agent|alone) (?=$|[,;.)])"), ""),
    ("in any combination", sought(r"(?:, )?in any combination(?: or (?:order|sequence))? (?=$|[,;.)])"), ""),
    # "Who received chemotherapy, or underwent surgery, within 4 weeks": one list of what was had.
    ("under", sought(r"(?<![^ ])(?P<had>(?:received|treated with) (?:(?!(?:not|no|without|who|within|during|in|after|before|since|prior|last|past|[<≤>≥]) )[a-z0-9/,-]+ ){1,12}?(?:, )?or )(?:(?:have|has|had) )?(?:undergone|underwent) (?=(?:any |a |prior |previous |other )*(?:major |minor |open )?(?:surgery|surgical|radiotherapy|radiation|irradiation)\b)"), r"\g<had>"),
    # A verb said twice by a slip.
    ("may have not ", sought(r"(?<![^ ])may have not (?:have )?(?=(?:had|received|been|undergone|taken) )"), "may not have "),
    ("anyprior ", sought(r"(?<![^ ])anyprior "), "any prior "),
    ("whichever is ", sought(r"(?P<first>within \d+ (?:day|week|month)) (?P<where>(?:prior to|before|of) [a-z0-9 ]{4,40} )or (?:within )?(?P<half>\d+|five|two|three|four) half (?:life|lives|live)(?: of (?:the |their |its )?(?:investigational |study |last |prior |previous )*(?:drug|agent|product|compound|treatment|therapy|medication))? ,? ?whichever is (?P<which>longer|shorter|greater|less|later) "), r"\g<first> or \g<half> half life , whichever is \g<which> \g<where>"),
    ("half live", sought(r"(?<![^ ])half live "), "half life "),
    ("regulatory approval", sought(r"(?<=with )(?:an? |any )?(?:drug|agent|investigational (?:drug|agent|product)|medication|therapy|compound) (?:or device )?that (?:has|have) not (?:yet )?(?:received|gained|obtained) regulatory approval (?:for any indication )?"), "investigational drug "),
    ("regulatory approval", sought(r"(?<![^ ])(?:treatment with )?(?:an? |any )?(?:drug|agent|investigational (?:drug|agent|product)|medication|therapy|compound) (?:or device )?that (?:has|have) not (?:yet )?(?:received|gained|obtained) regulatory approval (?:for any indication )?"), "treatment with investigational drug "),
    ("participa", sought(r"(?<![^ ])(?:(?:has|have|had) )?participated in (?:any |another |other |an? |different |prior |previous |clinical )*(?:investigational|interventional|experimental|therapeutic) (?:clinical |drug |treatment |therapy )?(?:study|trial) (?=within|in last|in past|less|<|≤)"), "prior treatment with investigational drug "),
    ("participa", sought(r"(?<![^ ])participation in (?:any |another |other |an? |different |prior |previous |clinical )*(?:investigational|experimental) (?:anti cancer |anticancer |clinical |drug |treatment |therapy )?(?:study|trial) (?=within|in last|in past|less|<|≤)"), "treatment with investigational drug "),
    ("+ / ", sought(r"(?<![^ ])(?P<before>(?!receptor |positive |negative |status )[a-z]{4,} |\( )\+ / (?=[a-z])"), r"\g<before>with or without "),
    ("anti aromatase", sought(r"(?<![^ ])anti aromatase(?: agent| drug| therapy| treatment)? "), "aromatase inhibitor "),
    ("hormonal ", sought(r"(?<![^ ])hormonal (?:treatment|therapy|method|agent|medication)s? \( (?=[^()]*(?:iud|intrauterine|implant|injectable|patch))(?:(?:eg|such as|ie|oral|injectable|injection|implantable|implant|implanted|medicated|iud|intrauterine device|patch|vaginal|ring|pill|transdermal|contraceptive|or|and|,) )+\) "), "hormonal contraceptive "),
    ("half life ", sought(r"half life for each (?:individual )?(?:investigational )?(?:product|drug|agent|compound) "), "half life "),
    ("milligram", sought(r"(?<![^ ])milligram (?:per|/) (?:square meter|meter squared|meter square|m2|sq meter)(?: \( mg / m2 \))? "), "mg / m2 "),
    ("greater than ( > ) ", sought(r"greater than \( > \) "), "greater than "),
    ("cytotoxic t ", sought(r"(?<![^ ])(?:anti )?cytotoxic t (?:lymphocyte|cell)(?: associated)?(?: protein| antigen| molecule)?(?: 4)?(?: \( (?:anti )?ctla (?:- )?4 \))? (?=antibody|agent|inhibitor|therapy|drug|treatment|blocking|antagonist)"), "anti ctla 4 "),
    ("abc ", sought(r"(?<![^ ])abc (?=$|[.,;)])"), "advanced breast cancer "),
    ("enzyme inducing", sought(r"(?<![^ ])(?:enzyme inducing) (?:anti epileptic|antiepileptic|anticonvulsant|antiseizure|anti seizure) (?:medication|drug|agent|anticonvulsant)"), "enzyme inducing antiepileptic drug"),
    ("line treatment", sought(r"(?<![^ ])(?P<one>(?:first|second|third) ?line) treatment "), r"\g<one> therapy "),
    ("last ", sought(r"(?<![^ ])last (?:dose|administration|infusion|injection|fraction|day) of (?P<what>[^.;]{3,80}?) (?:was |has been |must be |must have been |should be |should have been |is |given |administered |received |taken |discontinued |occurred )*(?=within|in last|<|≤|less than|at least|≥|>|more than|greater than)"), r"\g<what> "),
)  # fmt: skip


_PROGRESSION = sought(
    r"(?<![^ ])(?:(?:documented|documentation of|radiographic|radiographical|radiographically|radiological|radiologic|objective|clinical|confirmed|evidence of|experienced|unequivocal|or|and/or|and|/) )*"
    r"(?:disease progression|progression of disease|progression of disease|progression of cancer|progressive disease|tumor progression|cancer progression|disease has progressed|disease progressed|progression of breast cancer|progression of their disease|progression)(?: \( pd \))? "
    r"(?P<when>while on or after|while on or within|on or after|on or within|during or after|during or following|during or within|during and after|while or after|whilst on or after|on/after|while on|while receiving|while taking|whilst receiving|whilst on|whilst taking|while undergoing|during|following|after|despite|upon|on|through) "
)
_ON = frozenset({"on or within", "while on or within", "during or within"})


def _progression(found: re.Match[str]) -> str:
    first = found[0].split()[0]
    lead = f"{first} " if first in ("or", "and", "and/or", "/") else ""
    return f"{lead}progression {'on or within' if found['when'] in _ON else 'on'} "


def spelled_treatment(line: str) -> str:
    """The canonical line with phrases of treatment in one spelling."""
    if (
        "first" in line
        or "study" in line
        or " day " in line
        or "trial" in line
        or "protocol" in line
        or "start" in line
        or "c1d1" in line
    ):
        for pattern in _FIRST_DOSE:
            line = pattern.sub(lambda found: f"{found.groupdict().get('before') or ''}first dose ", line)
        line = _OF_THE_DRUG.sub(lambda found: found["before"], line)
        if any(sign.isdigit() for sign in line):
            line = _OF_THE_CODE.sub(lambda found: f"{found['before']}first dose ", line)
    if "within" in line or " last " in line or " past " in line:
        line = _ABOUT.sub(lambda found: f"{found['within']}{found['last'] or ''} ", line)
    if " or " in line:
        line = _EVER_OR_NOW.sub(lambda found: f"{found['ever']} ", _NOW_OR_EVER.sub("have received ", line))
    if "being" in line:
        line = _BEING_TREATED.sub("currently receiving ", line)
    line = spelled_study(line)
    for word, pattern, plain in _PLAIN:
        if word in line:
            line = pattern.sub(plain, line)
    if "progress" in line:
        line = _PROGRESSION.sub(_progression, line)
    if "transplant" in line:
        line = line.replace("allogenic ", "allogeneic ")
        line = _TRANSPLANTS.sub(_transplants_apart, line)
    return line


_WHOSE = r"(?:allogeneic|allogenic|autologous|syngeneic|hematopoietic|haematopoietic|peripheral blood|peripheral|prior|solid|major|human)"
_GRAFT = r"(?:stem cell|progenitor cell|hematopoietic cell|bone marrow|marrow|organ|tissue|double|cord blood)"
_JOIN = r" (?:,|/|or|and|and/or|, or|, and) "
_ONE = rf"(?:{_WHOSE} )*(?:{_WHOSE}|{_GRAFT})"
_TRANSPLANTS = sought(rf"(?<![^ ])(?P<list>{_ONE}(?:{_JOIN}{_ONE})+) transplant(?:ation)? ")
_FOREIGN = {"allogeneic", "allogenic", "autologous", "syngeneic"}


def _transplants_apart(found: re.Match[str]) -> str:
    """ "Autologous or allogeneic stem cell transplant": the noun and what it is of go for each.

    "Allogeneic stem cell or organ transplant": whose it is goes for all that follow, up to another such word.
    """
    parts = re.split(rf"({_JOIN})", found["list"])
    names = [part.split() for part in parts[::2]]
    whose = ""
    made: list[str] = []
    for number, one in enumerate(names):
        own = next((word for word in one if word in _FOREIGN), "")
        whose = own.replace("allogenic", "allogeneic") or whose
        graft = next((_graft(other) for other in names[number:] if _graft(other)), "")
        if not graft:
            return found[0]
        made.append(f"{whose} {graft} transplant" if whose else f"{graft} transplant")
    joints = parts[1::2]
    line = made[0]
    for joint, one in zip(joints, made[1:], strict=True):
        line += f"{joint}{one}"
    return f"{line} "


def _graft(words: list[str]) -> str:
    text = " ".join(words)
    if "organ" in words:
        return "organ"
    if "tissue" in words:
        return "tissue"
    if "marrow" in words:
        return "bone marrow"
    return "stem cell" if "cell" in text else ""
