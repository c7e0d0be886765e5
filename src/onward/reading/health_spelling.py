"""Illnesses by one wording however the registry tells them: kinds in a bracket, how it was found out, boilerplate.

"Active infection (bacterial, viral or fungal)" becomes "active infection", "new onset angina (began within the last 3
months)" becomes "new onset angina within 3 months".
"""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_ABOUT_INFECTION = sought(r"infect|hepat|hiv\b|human immunodef|pneumonitis|tubercul")
_INFECTIONS = Changes(
    # all the kinds there are
    (sought(r"(?<=infection) \( (?=[^()]*bacterial)(?=[^()]*viral)(?=[^()]*fungal)(?:(?:bacterial|viral|fungal|parasitic|protozoal|mycobacterial|eg|ie|including|whether|any|of|,|or|and|and/or|/) )+\)"), ""),
    # ever, however it is now
    (sought(r" \( active , (?:previously|formerly) treated ,? ?(?:or|and|and/or) both \)"), ""),
    # what severe infections are, told with each of them
    (sought(r"(?: ,)? including (?:, )?but not limited to (?:, )?(?:hospitali[sz]ation for (?:complications? of )?infection|hospitali[sz]ation due to (?:complications? of )?infection) , bacteremia (?:, )?or severe pneumonia"), ""),
    # how tuberculosis is found
    (sought(r" \( clinical evaluation (?:that|which) includes? [^()]*(?:\( tb \) [^()]*)?in line with local practice \)"), ""),
    (sought(r"(?<=hepatitis b) \( (?:known )?hbsag positive(?: result)? \)"), ""),
    (sought(r"\bfor which (?P<with>(?:[a-z]+ ){1,4}?)(?:is|are) (?:required|needed|necessary|indicated)\b"), r"requiring \g<with>"),
    (sought(r"\b(?P<what>antibiotic|antimicrobial|antiviral|antifungal|anti infective) management\b"), r"\g<what> therapy"),
    (sought(r"\bhepatitis a , b ,? ?(?P<joint>or|and|and/or) c\b"), r"hepatitis a , hepatitis b \g<joint> hepatitis c"),
    (sought(r"\b(?:viral or non ?viral|viral and non ?viral|non ?viral or viral) (?=hepatitis)"), ""),
    (sought(r"\bknown or tested to be (?:serologically )?(?=h)"), "known "),
    (sought(r"\b(?:testing|tested|test|tests) (?=(?:human immunodeficiency|hiv|hepatitis [bc]|hbsag|hcv|hbv|anti h)[^.;]*? positive)"), ""),
    (sought(r"\bhepatitis b positive (?P<joint>or|and|and/or) c\b"), r"hepatitis b positive \g<joint> hepatitis c positive"),
    (sought(r"\b(?P<one>pneumonitis|ild|interstitial lung disease) (?P<more>(?:/ (?:pneumonitis|ild|interstitial lung disease) )?)(?:that|which) requires?d? (?=(?:systemic |oral |intravenous |iv )?steroid ,? ?(?:or )?(?:has |have )?(?:current|active|suspected)[^.;]* suspected )"), r"\g<one> \g<more>requiring "),
    (sought(r" , has current (?=(?:ild|pneumonitis|interstitial))"), " , current "),
    (sought(r"\bor where (?=suspected (?:ild|pneumonitis|interstitial))"), "or "),
    (sought(r"\b(?:clinically )?suspected (?:ild|pneumonitis|interstitial lung disease)(?: / (?:ild|pneumonitis|interstitial lung disease))? (?:that )?(?:cannot|can not) be ruled out(?: by imaging| based on imaging)?(?: at screening)?"), "suspected ild that cannot be ruled out"),
    (sought(r"\bpositive for (?P<what>hiv|human immunodeficiency virus) (?:test|serology)\b"), r"positive for \g<what>"),
    (sought(r"\b(?:hepatitis b )?surface \( hbsag \)"), "hbsag"),
    (sought(r" by serum tests?(?= |$)"), ""),
    (sought(r"\bhepatitis infection , including b and c\b"), "hepatitis infection , including hepatitis b and hepatitis c"),
    (sought(r"\bcurrently (?=requiring )"), ""),
    (sought(r"\banti (?P<what>fungal|viral|bacterial|microbial) (?=drug|agent|therap|treatment|medication|,|or|and|$)"), r"anti\g<what> "),
    (sought(r"(?<=, )or (?:where )?(?:clinically )?suspected (?:ild|pneumonitis|interstitial lung disease)(?: / (?:pneumonitis|ild|interstitial lung disease))?(?= *(?:\.|;|$))"), "or suspected ild that cannot be ruled out"),
    (sought(r"\b(?P<virus>hepatitis [bc](?: virus)?|hiv|human immunodeficiency virus) (?P<told>\( (?:defined as|as defined by|ie) [^()]*\)) infection\b"), r"\g<virus> infection \g<told>"),
    (sought(r"\bhiv / (?=hepatitis)"), "hiv or "),
    (sought(r"\b(?:positive screening tests? for or|positive (?:screening )?tests? or) (?=(?:any )?(?:prior |known )?history of (?:hiv|hepat|human))"), ""),
)  # fmt: skip

_ABOUT_HEART = sought(
    r"angina|infra|arrhythm|nyha|nhya|new york|effusion|ecg\b|ekg\b|electrocardiogr|cardiac|qtc?\b|fibrillation|hypertens|blood pressure|sudden|visceral spread"
)
_ECG = r"(?:ecg|ekg|electrocardiograms?)"
_OF_ECG = r"(?:\( as assessed by [^()]* \) )?(?:in|of) (?:cardiac )?(?:(?:rate|rhythm|conduction|morphology|,|or|and|/|and/or) )+"
_HEART = Changes(
    (sought(r"\bmyocardial infraction\b"), "myocardial infarction"),
    (sought(r"\bnhya\b|\bnew york he?arth? asso[a-z]* \( nyha \)|\bnew york heart associate\b|\bnew york hearth association\b"), "nyha"),
    (sought(r"\bnyha (?:stadium|stage|level) "), "nyha class "),
    (sought(r"\bunstable angina(?: pectoris)? \( angina(?:l)? symptoms? at rest \)"), "unstable angina"),
    (sought(r"\bnew onset angina(?: pectoris)? \( (?:ie |that |which )?(?:began|begun|beginning|started|onset) (?P<when>within [^()]*) \)"), r"new onset angina \g<when>"),
    # the electrocardiogram as a whole
    (sought(rf"\b{_ECG}(?: recordings?| tracings?)? (?:that |which )?(?:demonstrat\w+|show\w*|with|reveal\w*) (?P<how>(?:clinically |any )?(?:significant |important |relevant )?)abnormalit(?:y|ies) (?:in|of) (?:cardiac )?(?:(?:rate|rhythm|conduction|morphology|,|or|and|/|and/or)(?: |$))+"), r"\g<how>ecg abnormality "),
    (sought(rf"\babnormalit(?:y|ies) {_OF_ECG}(?:of|on|in|from) (?:(?:a|the|resting|baseline|screening|12 lead|any) )*{_ECG}(?= |$)"), "ecg abnormality"),
    (sought(r"\bfactors? (?:that|which) (?:may )?increases? (?:the )?risk (?:of|for) (?=(?:qt|corrected qt))"), "risk factor for "),
    (sought(r"\b(?P<first>risk factors? for (?:qtc?[fb]?|corrected qt)(?: interval)? prolongation) or (?:the )?(?:risk )?(?:(?:of|for) )?arrhythmic events?\b"), r"\g<first>"),
    # how it was found out adds nothing
    (sought(r" by clinical diagnosis , [a-z ]{2,30} test ,? or any other relevant test\b"), ""),
    (sought(r"\brequiring (?:recurrent|repeated|frequent) drainage(?: procedures?)?(?P<often> \( (?:once )?(?:monthly|per month|a month) or more (?:frequently|often) \))?"), r"requiring repeated drainage"),
    (sought(r"\b(?:which|that) (?:is|are) symptomatic or requires? treatment(?: \( (?:nci |national cancer institute |ctcae |\( ctcae \) |common terminology criterion for adverse events |version |v |according to |[0-9.]+ )*grade 3 \))?"), "that is symptomatic or in need of treatment"),
    (sought(r"\b(?P<how>uncontrolled|poorly controlled|inadequately controlled|not controlled) blood pressure\b"), r"\g<how> hypertension"),
    (sought(r"\b(?:despite|in spite of) (?:(?:optimal|adequate|maximal|appropriate|standard|best|medical|antihypertensive|anti hypertensive) )+(?:support|management|therapy|treatment|medication)s?\b"), "despite optimal medical therapy"),
    (sought(r"\bpersonal history of any of following(?: [a-z]+)? : "), "personal history of "),
    (sought(r"\bsudden(?P<what> cardiac)? death (?:under|at|before|below|<|at age|before age|younger than|in)+ ?(?:< )?(?:the )?(?:age (?:of )?)?40(?: years?)?(?: of age| old)?"), r"sudden\g<what> death in youth"),
    (sought(r"\bknown history or current symptoms? of cardiac disease\b"), "history of cardiac disease"),
    (sought(r"\b(?:clinical )?risk assessment (?=of cardiac|using)"), "assessment "),
    (sought(r"\bsevere / unstable (?=angina)"), "severe or unstable "),
    (sought(r"^(?:on screening , )?(?:any of following )?(?:cardiac|cardiovascular) (?:parameters?|function|diseases?|symptoms?|conditions?|criterion|status|history) : (?=[a-z])"), ""),
    (sought(rf"\b{_ECG} (?:showing|with|shows) no (?=acute |ischemic)"), "no "),
    # Among events of the heart it is the heart's.
    (sought(r"\b(?P<heart>(?:cardiac|heart|coronary) (?:event|disease|condition|disorder|problem)s? (?:\( )?(?:(?:such as|including|eg|ie) (?:, )?)?(?:[a-z]+ ){1,6}(?:(?:,|or|, or) (?:[a-z]+ ){1,4}){0,4}(?:,|or|, or) )ischemia(?= (?:\)|,|or|and|within|in)|$)"), r"\g<heart>myocardial ischemia"),
    (sought(r"\bincluding massive uncontrolled effusions? (?:\( [^()]* \) )?(?:, )?pulmonary lymphangitis(?: ,)?(?: or liver involvement (?:>|of more than|more than|greater than) 50 ?%)?"), ""),
)  # fmt: skip

_ABOUT_OTHERS = sought(
    r"lupus|paget|gastrointestinal|dental|neuropath|metabolism|cytopenia|statistical manual|\bdsm\b|\bno know\b|\bsever\b|liver|hepat|not been|parathyroid|unless shown|clinically significant and active|subject reported"
)
_DSM = r"(?:the )?(?:diagnostic and statistical manual of mental disorders?|dsm)(?: \( ?dsm[^()]*\))?(?:(?: ,)? (?:iv|v|5|4|tr|iii|r|4th|5th|4 th|5 th|fourth|fifth|edition|text|revision|axis|i|ii|tm|\( ?dsm[^()]*\)))*"
_OTHERS = Changes(
    (sought(r"\bsystemic lupus , erythematosus\b"), "systemic lupus erythematosus"),
    (sought(r"\bno know (?=allerg|history|hypersens|[a-z])"), "no known "),
    (sought(r"\bsever (?=[a-z])"), "severe "),
    (sought(r"^subject reported (?=symptom)"), ""),
    (sought(rf"\b(?:meets?|meeting|fulfil\w*|fulfills?) (?:current |full |the )*{_DSM} (?:diagnostic )?(?:criterion|criteria|diagnosis) (?:for|of) (?:a )?(?P<now>current )?"), r"have diagnosis of \g<now>"),
    (sought(rf"\b(?:primary |current |a )*{_DSM} diagnosis of "), "diagnosis of "),
    (sought(rf" (?:\( )?(?:as )?(?:according to|diagnosed according to|defined (?:by|in|according to)|in accordance with|based on|per|by|diagnosed by|using) {_DSM}(?: diagnostic)?(?: criterion| criteria)?(?: \))?(?= |$)"), ""),
    (sought(rf" \( {_DSM}(?: criterion| criteria)? \)"), ""),
    (sought(r" \( (?:the )?(?:safety|effectiveness|efficacy|effect)[^()]* (?:have|has) not been (?:studied|established|evaluated|determined)[^()]* \)"), ""),
    (sought(r"\b(?:disease|condition|disorder) with influence on bone metabolism\b"), "disease affecting bone metabolism"),
    (sought(r"\b(?:primary )?overactive parathyroid(?: gland)?\b"), "hyperparathyroidism"),
    # beside other illnesses of the bone it is the one of the bone, and not that of the nipple
    (sought(r"(?P<bone>\b(?:bone metabolism|metabolic bone|bone disease|osteo[a-z]+|hyperparathyroidism)\b[^.;]*)\bpagets? disease\b(?! of)"), r"\g<bone>paget disease of bone"),
    (sought(r"\bpagets? disease\b(?! of)(?=[^.;]*\b(?:bone metabolism|metabolic bone|bone disease|osteo[a-z]+|hyperparathyroidism)\b)"), "paget disease of bone"),
    (sought(r"\bpersist\w+ \( (?P<time>[^()]+) \) (?P<what>(?:severe )?(?:pan)?cytopenia)(?: due to any cause)?"), r"\g<what> that is persisting \g<time> "),
    (sought(r"\bclinically significant and active (?=(?:liver|hepatic|eye|ocular|lung|infection))"), "active , clinically significant "),
    (sought(r"\bviral or other hepatitis\b"), "hepatitis"),
    (sought(r"\bchild hugh\b"), "child pugh"),
    (sought(r"(?<=child pugh) stage\b"), " class"),
    (sought(r"\( unless shown (?:to )?(?:be )?(?=hbsag|hepatitis|negative)"), "( unless "),
    (sought(r"(?<=neuropathy) : must be (?=<|≤|grade)"), " "),
    (sought(r"(?<=neuropathy) grade 0 ?(?:-|to|or|/) ?1\b"), " grade ≤ 1"),
    (sought(r"\bimpairment of (?:gastrointestinal|gi) function / disease\b"), "impairment of gastrointestinal function or gastrointestinal disease"),
    (sought(r"\bcurrent / active (?=dental)"), "current "),
    (sought(r"(?<=jawbone) \( maxill(?:a|ary|ae) (?:or|and|/|and/or) mandib(?:le|ular|ula) \)"), ""),
    (sought(r"\bgrade (?:iii|3) (?:/|-|or|and|to)? ?(?:iv|4) (?=(?:[a-z]+ )?neuropathy)"), "grade ≥ 3 "),
    (sought(r"\b(?:motor / sensory|sensory / motor) (?=(?:peripheral )?neuropathy)"), "sensory or motor "),
)  # fmt: skip


def with_short_health(line: str) -> str:
    """A canonical line with one wording for what registries tell of infections, the heart and some other illnesses."""
    if _ABOUT_INFECTION.search(line) is not None:
        line = _INFECTIONS.made_in(line)
    if _ABOUT_HEART.search(line) is not None:
        line = _HEART.made_in(line)
    if _ABOUT_OTHERS.search(line) is not None:
        line = _OTHERS.made_in(line)
    return re.sub("  +", " ", line)
