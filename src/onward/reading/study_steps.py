"""Lines of the study itself: tests that have to be done, other studies, places, who works there; and labels of its parts.

They hold nothing of the person's body. What a test has to show, or a treatment that must lie back, is no such line.
"""

from __future__ import annotations

import re

from onward.reading.sought import AnyOf, sought

# All over canonical words: lower case, singular, without articles.
_TEST = (
    r"(?:mammogra\w+|ecg|ekg|electrocardiogra\w+|echocardiogra\w+|muga|x ray|chest x ray|radiograph|bone scan|bone scintigraphy|scintigraphy|ct|ct scan|pet|pet/ct|pet / ct|mri|ultrasound|ultrasonography|scan|imaging|"
    r"pelvic exam\w*|physical exam\w*|breast exam\w*|clinical exam\w*|examination|history and physical|history/physical|dexa|dxa|stag(?:e|ing)|work ?up|laborator\w+|lab|blood test|blood work|blood sample|pap smear|complete blood count|cbc|blood count|metabolic panel|photography|colonoscopy|"
    r"bone density scan|baseline test|baseline studies|baseline study|baseline assessment|tumor assessment|tumor measurement|radiological tumor measurement|evaluation|questionnaire|biopsy)"
)
_DONE = sought(
    rf"^(?:(?:your|patient|subject|participant|woman|all patient) )?(?:(?:must|should|will|has to|have to) )?(?:(?:have|has|had|be|been|undergo|undergone|complete|completed|obtain|obtained|perform|performed) )*"
    rf"(?:(?:complete|completed|baseline|bilateral|unilateral|ipsilateral|recent|screening|pretreatment|pre treatment|routine|standard|diagnostic|chest|abdominal|breast|liver|whole body|pre study|required|clinical|radiological|other|digital|normal or nonspecific|12 lead|2 d|abdomen|pelvis|of|and|or|and/or|,|/) )*{_TEST}\b"
    r"(?! (?:must|should|to) (?:show|be normal|be negative|demonstrate)).{0,160}?\b(?:within|in|at least|no more than|less than|during|up to|prior to|before|at|≤|<|performed|completed|done|obtained|required|taken|repeated)\b"
)
# What it must show makes it more than a step.
_RESULT = sought(
    r"[≥≤<>] ?\d+(?:\.\d+)? ?(?:cm|mm)\b|\b(?:show\w*|demonstrat\w+|reveal\w*|normal|abnormal\w*|negative|positive|no evidence|without evidence|indicat\w+|confirm\w*|free of|lvef|ejection|lesion|suspicious|result|value|confirming|prove\w*|not metast\w+|≥ \d+ %|> \d+ %|function|elevated|uln|normal limit|documenting)\b"
)
_TAKES_PART = (
    r"(?:participat\w+|enrol\w+|entered|involved|involvement|registered|taking part|take part|takes part|accrued)"
)
_STUDIES = r"(?:stud(?:y|ies)|trial|protocol|research|program|registry)"
_OTHER_STUDY = sought(
    rf"\b{_TAKES_PART} (?:\w+ ){{0,3}}(?:in|into|on|to|of|with) (?:\w+ |, |/ |- ){{0,3}}?(?:another|other|different|same|any|interventional|noninterventional|behavioral|observational|parent|rehabilitation|structured|immuno|pharma|weight|exercise|diet\w*|yoga|lifestyle|physical activity|smoking|pain|nutrition\w*|cognitive|psychosocial|survey|registry|cohort)\b(?: \w+| ,| /| -){{0,8}} {_STUDIES}\b"
    rf"|\b(?:concurrent\w*|concomitant|simultaneous\w*|current\w*|previous\w*|prior|active|already) (?:\w+ ){{0,2}}{_TAKES_PART} (?:\w+ ){{0,2}}(?:in|into|on|to|of|with) (?:\w+ |, |/ |- ){{0,7}}{_STUDIES}\b"
    rf"|^(?:(?:patient|subject|participant) )?(?:who )?(?:is|are|has|have|having|had)? ?(?:been )?(?:participat\w+|enrolled|involved) (?:in|into|on|to) (?:\w+ ){{0,4}}{_STUDIES}\b"
)
# Taking part in a trial of a drug within a time is a treatment that must lie back.
_OF_A_DRUG = sought(
    r"\b(?:drug|agent|medication|medicinal|product|vaccine|device|treatment|therapy|therapeutic intervention|dose|investigational|experimental|chemotherapy|radiotherapy)\b"
)
_A_TIME = sought(r"\b(?:within|last|past|previous|prior to|before|preceding|since|less than|month|week|day|half)\b")
_STUDY_NAMED = sought(
    r"\b(?:enrolled|enrollment|participat\w+|completed|randomi[sz]ed|treated) (?:in|on|into|of|to)? ?(?:the )?(?:\w+ ){0,2}(?:study|trial|protocol) (?:[a-z]+ )*[a-z]*\d[\w-]*|\bnct ?\d{5,}|\bparent (?:study|trial|protocol)\b"
)
_SURROUNDINGS = (
    # who works there, who lives with her, where it is
    r"^(?:care ?partner|caregiver|care ?giver|provider|physician|clinician|nurse|staff|oncologist|administrator|family physician|spouse|partner|health care provider|clinic staff|stakeholder|key informant|parent|support person|employee)s? ?:",
    r"(?<!\bby )(?<!\bby a )\b(?:family )?(?:physician|nurse|oncologist|clinician|provider|administrator|navigator|stakeholder|director)s?(?: \w+){0,3} (?:who|working|work|practicing|employed|from|at|involved|responsible)\b",
    r"\b(?:direct relationship|involvement|involved) (?:to|with|of|in) (?:or \w+ \w+ )?(?:\w+ ){0,3}(?:investigator|sponsor|site|astrazeneca|pfizer|novartis|roche|company|conduct|employee|planning)\b|\b(?:site|sponsor|company) (?:employee|staff|personnel)\b|\bemployee(?: |s )(?:of|or)\b",
    r"\b(?:residence|resident|resides?|lives?|residing|living) (?:in|of|at|within|near|outside)\b(?! (?:long term|nursing|assisted))",
    r"\b(?:receiving|receive|received|seeking|obtaining) (?:\w+ )?(?:care|treatment|follow ?up|medical care|cancer care|services?) (?:at|from|in|through) (?:\w+ ){0,5}(?:clinic|hospital|center|institution|practice|network|site|university|institute|incan|health system)\b",
    r"\b(?:evaluated|treated|seen|followed|diagnosed)(?: and/?(?:or)? \w+)? (?:at|in|by) (?:\w+ ){0,4}(?:clinic|hospital|center|institution|practice|unit|section|institute|incan|department)\b",
    r"\baccess to (?:\w+ ){0,3}(?:player|phone|device|web|television|tv|dvd|cd|vehicle|transportation|treadmill|exercise equipment|scale|gym|facilit\w+)\b",
    r"\b(?:review|reviewed|approved|verified|registered|signed) by (?:\w+ ){0,6}(?:board|committee|irb|laboratory|team|office|pathologist|coordinator|qa)\b",
    r"\b(?:randomi[sz]ation|registration|enrollment|treatment) (?:will|must|should|is) (?:be )?(?:done|performed|take|begin|start|occur|completed)\b",
    r"^(?:provision|submission|collection|access|availability) (?:of|to) (?:\w+ ){0,6}(?:sample|tissue|specimen|block|slide|biops\w+)",
    r"\b(?:sample|tissue|specimen|block|slide|material)\b (?:\w+ ){0,6}(?:must|should|will|is|are|be)\b (?:\w+ ){0,5}(?:submitted|sent|reviewed|tested|provided|collected|shipped|available|obtained|used|required|needed)\b",
    r"\bre ?enter (?:study|trial)\b|\bpermanently withdrawn\b|\bwithdrawn from study\b",
    r"\b(?:study|trial|protocol) (?:specific )?(?:procedure|assessment|questionnaire|visit)s? (?:must|should|will|can)\b",
    r"\bcompleted (?:\w+ ){0,5}(?:questionnaire|survey|interview|run in|diary|baseline assessment)\b|\blandmark blood sample\b",
    r"\b(?:hearing|vision) (?:and \w+ )?that allow\w*\b|\btelehealth\b",
)
_SURROUND = AnyOf(*_SURROUNDINGS)

_NOTES = (
    r"\bas (?:detailed|defined|described|specified|outlined|listed|mentioned|noted) above$",
    r"^(?:patient|subject|participant)s? (?:are|is) eligible to be included in (?:this |the )?study only if (?:all of )?(?:following|these)\b|^for (?:cohort|arm|part|phase) \w+ (?:of (?:this )?study )?, eligible (?:patient|subject|participant)s? (?:must meet|met)\b",
    r"^(?:study|trial) (?:center|centre|site|staff) will (?:determine if|tell|explain)\b|^if you (?:do|does) (?:not )?qualify\b",
    r"^for (?:more|further|additional) (?:information|detail)\b|\bplease visit\b|\bwww \.|\bwww\b",
    r"^(?:please note|there (?:are|may be|is)|certain|additional|further|some|other|for) ?:? ?(?:\w+ ){0,5}(?:additional|other|further|certain|more)? ?(?:inclusion|exclusion|restriction|eligibility|protocol|criterion)s?(?:[ /]+(?:and|or|/)? ?(?:inclusion|exclusion))?(?: criterion)?(?: on \w+ \w+)? (?:apply|applies|may apply|exist)\b",
    r"\badditional (?:inclusion|exclusion|inclusion / exclusion|eligibility) criterion\b|\bother inclusion (?:and|or|/) exclusion criterion\b|\bother criterion as defined\b",
    r"\blist of (?:[\w,]+ ){0,25}(?:is|are|can be|may be) (?:provided|given|found|available|listed)\b",
    r"\beffect of (?:[\w/]+ |\( |\) |, |/ )*on (?:developing )?(?:human )?(?:fetus|fetal)\b.*\bunknown\b",
    r"^(?:all )?experimental protocol\b.*\bapproved\b",
    r"\bsee (?:study )?protocol for\b|\b(?:normal|adequate|acceptable) .*\bas (?:defined|outlined|specified|described|listed|detailed) (?:in|by|per) (?:study |trial )?protocol$",
    r"^see (?:\w+ ){1,3}(?:status|characteristic|criterion|therapy|section)s?$|^calculated (?:by|using|with|according to)\b",
    r"^(?:more|other|additional|further) (?:\w+ )?criterion (?:may )?apply\b|\bcriterion detail may apply\b|^if in question\b|\b(?:only )?approved consent is (?:appended|attached)\b",
    r"^any deviation from\b|^meets? all (?:other )?(?:inclusion )?criterion\b",
    r"\binvestigator must (?:use|consider|review|document)\b|\bformula :|\bcalculated (?:by|using|with|according to) (?:\w+ )*(?:cockcroft|formula|equation)\w*$",
)
_NOTED = AnyOf(*_NOTES)

_PART = r"(?:phase|part|cohort|arm|step|stage|module|aim|stratum|group|study|segment)s?"
_NUMBER = r"(?:\d{1,2}[a-z]?\d?|[ivx]{1,4}[ab]?|[a-h]\d?)"
_LABEL = sought(
    rf"^\W*(?:(?:for|exploratory|pre|main|optional|dose|safety|combination|monotherapy|randomized|expansion|escalation|treatment|feasibility|lead in|run in) )*{_PART}(?: {_NUMBER})?(?:(?: |, |/ |\( |\) |- |& |and |or )*(?:{_NUMBER}|{_PART}|only|monotherapy|combination|expansion|escalation|dose|randomi[sz]ation|registration|screening|portion|of study|women|men|safety|lead in|run in|treatment|enrollment))*\W*$"
    r"|^\W*(?:biochemistry|haematology|hematology|hematologic|serology|virology|vital sign|organ function|bone marrow function|prior treatment|prior therapy|previous therapy|disease characteristic|disease indication|cancer related|self report criterion|self report|general|allergy|allergy and adverse drug reaction|(?:hematologic|system) \( (?:minimal|laboratory) value \)|emr criterion|(?:\w+ )?(?:specific|medical|general|organ function|laboratory) (?:exclusion|inclusion|criterion)|prior ?/ ?concomitant therapy|organ function criterion|panel \d|main condition|\( main condition \)|primary study cohort|eligibility criterion (?:physician|patient|provider|caregiver)|(?:if )?(?:a )?(?:female|woman|male|man|subject|patient) (?:is|are) eligible to (?:enter|participate|enroll)(?: and participate)?(?: in)?(?: this)?(?: study)? if (?:she|he|they) (?:is|are)(?: of)?|washout period|target disease exception|exit criterion|table \d.*|system laboratory value|laboratory test value required|implementation inclusion|implementation exclusion|\W)*\W*$"
)
_HEADS = sought(
    r"^in other word\b.*\b(?:condition|criterion)\b.*\bexcluded$|^(?:intervention|implementation|survivor|partner|provider|patient|stakeholder)s? .{0,40}\b(?:inclusion|exclusion)$|^(?:inclusion|exclusion) criterion self report criterion$"
)


_OF_HARM = sought(r"\b(?:toxicity|adverse|ae|grade|resolved|recovered|illness|disease|condition|dysfunction)\b")
_KEEPS_OUT = sought(r"\b(?:ineligible|not eligible|excluded) (?:to|for|from)\b")


def is_step(line: str) -> bool:
    """Whether a canonical line only says what is done for the study, where, or by whom."""
    if _KEEPS_OUT.search(line) is not None:
        return False
    if _SURROUND.search(line) is not None:
        return True
    if _OF_HARM.search(line) is not None:
        return False
    if _STUDY_NAMED.search(line) is not None and _OF_A_DRUG.search(line) is None:
        return True
    if _OTHER_STUDY.search(line) is not None:
        return _OF_A_DRUG.search(line) is None or (_A_TIME.search(line) is None and "investigational" not in line)
    return _DONE.search(line) is not None and _RESULT.search(line) is None


def is_remark(line: str) -> bool:
    """Whether a canonical line only tells where more is written, or what is not known."""
    return _NOTED.search(line) is not None


def is_label(line: str) -> bool:
    """Whether a canonical line only names a part of the study, or a group of criteria."""
    line = line.rstrip(" .;")
    return bool(line) and (_LABEL.search(line) is not None or _HEADS.search(line) is not None)


# A time says when, and is no number that a record holds.
_TIMES = re.compile(
    r"\b(?:within|in|for|during|at least|≤|<|no more than|up to|every|previous|last|past|first|over)?(?: the)?(?: (?:next|first|last|previous|past|≤|<))? ?\d+(?: ?- ?\d+| to \d+)? (?:hour|day|week|month|year|minute)\b"
)


def without_times(line: str) -> str:
    """A canonical line without the times it gives."""
    return _TIMES.sub(" ", line)
