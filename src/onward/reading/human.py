"""Lines that no record answers: consent, logistics, judgement; and those that ask for nothing: permissions and notes."""

from __future__ import annotations

import re

from onward.reading.eligibility import WhyUnreadable
from onward.reading.fit_for_study import is_of_fitness
from onward.reading.human_local import is_local_logistics
from onward.reading.human_treatment import (
    is_heading_of_treatment,
    is_in_a_trial_of_it,
    is_promise,
    is_treatment_to_come,
)
from onward.reading.other_trials import is_of_other_trials
from onward.reading.sought import AnyOf, sought
from onward.reading.study_steps import is_label, is_remark, is_step, without_times
from onward.reading.trial_lists import is_of_a_list_of_the_trial


def _any(*patterns: str) -> AnyOf:
    return AnyOf(*patterns)


# All over canonical words: lower case, singular, without articles.
_CONSENT = _any(
    r"\binformed consent\b|\b(?:granted|grants|gave|gives) (?:\w+ ){0,2}consent\b",
    r"\b(?:written|signed|sign|give|giving|provide|provided|providing|voluntary|oral|verbal|obtain|obtained|verbally|able to|ability to|capable of|willing to|giving|legally) (?:\w+ ){0,4}consent(?:ing)?\b",
    r"\bconsent (?:form|document|must|to (?:participate|study|be|take|provide|undergo|biopsy|use|the))",
    r"\bwilling(?:ness)? (?:and (?:able|ability|capable)|(?:or|and/or) able)?\b",
    r"\b(?:unwilling(?:ness)?|not willing|refus(?:al|e|es|ing)|declin(?:e|es|ing))\b",
    r"\b(?:agree|agrees|agreeing|agreement|commit|commits|consents?) (?:to\b|not to (?!become|father|get pregnant))|^denial of (?:participation|consent)\b|\black(?:s|ing)?(?: of)? compliance\b",
    r"\b(?:able|ability|capable|unable|inability|unlikely|likely|capacity)(?: and willing)? (?:to|of) (?:\w+ ){0,3}(?:comply|complying|adhere|cooperate|follow|understand|participate|complete|read|consent|give|attend|commit|communicate|answer)",
    r"\bcompl(?:y|iance|iant) with\b|\bnon ?compliance\b|\bnoncompliant\b|\bnon compliant\b|\bpoor compliance\b|\bhistory of non ?compliance\b",
    r"\bhipaa\b|\bauthorization for (?:use|release)\b|\bpatient authorization\b|\bassent\b|\blegally authorized representative\b|\bconsenting\b|\bconsented\b",
    r"\bunderstand(?:s|ing)? (?:and|nature|purpose|study|investigational|risk|of investigational|content|requirement)",
)
_LOGISTICS = _any(
    r"\b(?:speak|speaking|read|write|fluent|fluency|literate|literacy|understand|proficien\w*|communicate|spoken|language)\b.*\b(?:english|spanish|chinese|french|german|korean|japanese|dutch|danish|language|swedish|mandarin|portuguese|hindi|arabic|italian|hebrew|norwegian|cantonese)\b",
    r"\b(?:non )?english (?:speaking|speaker|proficien|language|fluent)|\benglish or spanish\b|\bspanish (?:speaking|or english)\b",
    r"\b(?:smart ?phone|telephone|internet|computer|email|mobile phone|cell phone|ipad|tablet computer|wifi|wi fi|mailing address|android|iphone)\b",
    r"\b(?:insurance|insured|health care coverage|reimburse\w*|affiliated to|social security|covered by)\b",
    r"^(?!.*\b(?:metasta\w+|lesion|tumor|mass|recurrence|disease|node|skin)\b).*\b(?:live(?! (?:attenuated|vaccine|virus|viral|bacterial|, |or |and |donor))|living|reside|residing|resident|located|travel|transportation|geographic\w*|distance|geographical|relocate|moving|lives) (?:\w+ ){0,6}(?:within|in|to|near|area|mile|km|from|away|reason|proximity|accessibility|limitation|outside|factor)\b|\bgeographically accessible\b|\bdomicile\b|\btravel (?:to|plan)",
    r"\b(?:must|should|will|has to|have to|needs? to|are required to|shall) (?!not )(?:\w+ ){0,4}(?:be )?(?:registered|randomi[sz]ed|enrolled|entered) (?!(?:\w+ ){0,5}?within [^ ]+ (?:day|week|month|year) (?:of|after|from|following) (?!consent|signing|screening|registration|enrollment|randomi))(?:\w+ ){0,5}(?:within|before|prior|after|on|no later|in)",
    r"\b(?:tumor|tissue|blood|specimen|biopsy|sample|slide|block|ffpe|paraffin|stool|saliva|urine sample)\b.*\b(?:available|availability|submit\w*|provide\w*|sent|collect\w*|obtain\w*|required|send|ship\w*|for (?:central|research|correlative|analysis|testing|biomarker|study))\b",
    r"\b(?:available|availability of|submi(?:t|ssion of)|provide|provision of|collection of|access to|sufficient|adequate|representative|archival|archived|fresh|mandatory|donate|donation of)\b (?:[\w,/()]+ ){0,12}(?:tumor (?:tissue|sample|specimen|block|material|biops)|tissue|specimen|biopsy|block|slide|blood sample|sample|ffpe)\b",
    r"\b(?:follow ?up|visit|schedule|appointment|questionnaire|diary|survey|interview|hospital stay|clinic visit|assessment|procedure)\b.*\b(?:available|accessible|complete|attend|able|willing|ability|return|comply|adhere)\b",
    r"\b(?:available|accessible) for (?:\w+ ){0,3}(?:treatment|follow ?up|visit|study)\b|\breturn (?:to|for) (?:\w+ ){0,4}(?:follow ?up|visit|institution|clinic)\b|\blost to follow ?up\b",
    r"\b(?:scan|imaging|ct|mri|mammogram|x ray|bone scan|echocardiogram|ecg|laborator\w+|baseline (?:test|assessment|evaluation|measurement)|tumor assessment|staging|work ?up|physical examination|h and p|history and physical)\b.*\b(?:must be|should be|must have been|performed|done|obtained|within W|required|completed|conducted)\b.*(?:W|prior to|before|within)",
    r"\b(?:caregiver|spouse|partner|support person|family member|companion)\b.*\b(?:available|willing|participate|able|live|identified|designate)",
    r"\b(?:employee|staff|relative|family member|investigator|sponsor|site personnel|study personnel|dependent)\b.*\b(?:of|involved|sponsor|investigator|site|directly|study)\b.*\b(?:study|sponsor|site|investigator|conduct|center|personnel|trial)\b",
    r"\bprevious(?:ly)? (?:enrolled|randomized|enrollment|participated|treated|participation|assignment|randomization) (?:\w+ ){0,3}(?:in|into|to|on) (?:this|present|current|same)\b",
    r"\b(?:access to|have) (?:an? )?(?:phone|internet|device)\b|\btreated at\b.*\b(?:hospital|center|clinic|institution)\b|\bpatient (?:at|of|in) (?:\w+ ){0,4}(?:hospital|center|clinic|medical)\b",
    r"\b(?:prisoner|inmate|incarcerat\w*|detained|ward of|under (?:guardianship|tutelage|legal protection|curatorship)|deprived of (?:liberty|freedom)|legal incapacity|legally incapacitated|institutionali[sz]ed|vulnerable (?:subject|population|person|adult)|guardianship|trusteeship|judicial)\b",
    r"\bother (?:protocol )?(?:defined |specified )?(?:inclusion|exclusion|inclusion/exclusion|inclusion / exclusion|eligibility) criterion\b|\bprotocol (?:defined|specified) (?:inclusion|exclusion|criterion)|\badditional (?:inclusion|exclusion|criterion|protocol)",
    r"\b(?:leav|relocat|mov)\w+ (?:from |out of |away from )?(?:study |catchment |geographic |same |this )*(?:area|country|state|city|region|county|town|province)\b",
    r"\b(?:irb|institutional review board|ethic committee) approv\w+|\bdate of (?:institutional review board|irb)\b|\bmust be offered (?:the )?opportunity to participate\b",
    r"\bcomplet\w+ (?:all |any )?(?:required |applicable |necessary |protocol )*(?:screening|baseline|study|protocol|eligibility)(?: screening| evaluation)? (?:assessment|procedure|evaluation|visit|questionnaire|form|test)s?\b",
    r"^(?:also )?confirmed (?:verbally|by (?:self report|review|combination|completion|medical record|chart|participant|telephone))\b|^attending (?:clinic|outpatient|follow ?up) visit\b|^(?:live|living) in (?:[a-z]{2,3}|\w+ county|\w+ state)$|^in (?:the )?united states$",
    r"\b(?:accessible|available|availability of|access to) (?:\w+ ){0,2}(?:medical )?record\b|\bable to (?:visit|come to|travel to) (?:\w+ ){0,2}(?:doctor|clinic|hospital|center|site|office)\b",
    r"\b(?:person|personnel|people|staff|individual|employee)s? (?:who (?:is|are) )?(?:directly )?involved (?:in|with) (?:\w+ ){0,5}(?:study|protocol|trial)\b|\b(?:incomplete|missing) (?:staging|baseline|screening) (?:information|data|assessment)\b|\bcomprehend (?:\w+ ){0,4}questionnaire\b|\brefrain from (?:donating|cryopreserving)\b",
    r"\bblood donation\b|\bdonat(?:e|ing|ion) (?:of )?(?:blood|ova|egg|sperm)\b",
)
# Taking part in other studies, and nothing else: no drug of theirs is named.
_OTHER_STUDIES = sought(
    r"^(?:(?:patient|subject|participant|woman|currently|concurrent|concurrently|simultaneous|simultaneously|previous|prior|previously|current|is|are|be|has|have|having|who|active|actively|recent|any|must|not|no|should|may|will|prior or concurrent|or|concomitant) )*"
    r"(?:participat\w+|enrol\w+|involvement|inclusion|involved|included) (?:in|on|into) (?:(?:any|another|other|prior|previous|different|same|this|clinical|interventional|therapeutic|treatment|research|concurrent|additional|oncology|cancer|present|similar|competing|one) )*"
    r"(?:study|trial|protocol|research|clinical trial)(?: (?:within|in last|in past|during|for|at same time|while|concurrently|simultaneously|less than|<|≤|prior|ongoing)\b[^,;:]{0,70})?$"
)
_THIS_STUDY = sought(
    r"^(?:previous|prior) (?:participation|enrollment)(?: (?:in|into) (?:this|present|same|current) (?:study|trial|protocol))?(?: \.)?$"
)
_OF_A_DRUG = sought(
    r"chemo|drug|agent|surg|radi|vaccin|biops|hormon|endocrine|inhibitor|antibod|[a-z]+(?:mab|nib|lib)\b|steroid|device|compound|product|medication|investigational|experimental"
)
_JUDGED = _any(
    r"\b(?:in|per|by|at|upon|to|on|based on|according to|following|is|under|with) (?:\w+ ){0,4}(?:investigator|physician|clinician|oncologist|doctor|pi|principal investigator|sub investigator|medical monitor|sponsor|provider|surgeon|radiologist|research team|study team|treating team|cardiologist|study doctor)(?:s)? (?:\w+ ){0,3}(?:opinion|judgement|discretion|assessment|decision|evaluation|view|discussion|choice|determination|discretion|approval)\b",
    r"\b(?:opinion|judgement|discretion|assessment|decision|evaluation|view|belief|approval|estimation|evaluated|judged|deemed|considered|determined|assessed|discretion|felt|believed|choice|thought|opinion) (?:\w+ ){0,3}(?:of|by) (?:\w+ ){0,5}(?:investigator|physician|clinician|oncologist|doctor|pi|medical monitor|sponsor|provider|surgeon|enrolling|team|monitor|cardiologist|specialist|radiologist)\b",
    r"\b(?:investigator|physician|clinician|oncologist|doctor|pi|medical monitor|provider|surgeon|who|sponsor)s? (?:\w+ ){0,2}(?:believes?|feels?|considers?|deems?|judges?|judged|thinks?|determines?|decides?|deemed|felt|considered|believe|judgement|discretion|opinion|consider)\b",
    r"\b(?:would|could|may|might|will|likely to|can|that|which|potentially) (?:\w+ ){0,4}(?:interfere|interfering|compromise|jeopardi[sz]e|preclude|prevent|limit|confound|impair|hamper|contraindicate|endanger|prohibit|affect|interferes|make it (?:unsafe|undesirable|inappropriate)|place (?:\w+ )?at|put (?:\w+ )?at|increase (?:\w+ )?risk|pose|render|complicate|hinder|impede|influence|adversely|impact|restrict|obscure)\b",
    r"\b(?:interfering with|compromising|precluding|jeopardi[sz]ing|limiting|preventing|interferes with|incompatible with|contraindicating|confounding|interfere with|limits|impairing) (?:\w+ ){0,8}(?:study|trial|protocol|participation|compliance|treatment|result|safety|consent|objective|therapy|assessment|outcome|evaluation|interpretation)\b",
    r"\b(?:adequate|inadequate|sufficient|acceptable|normal|good|satisfactory|insufficient|abnormal|impaired|poor|preserved|proper|appropriate) (?:\w+ ){0,6}(?:function|reserve|condition|general health|health|organ|laboratory|lab|blood count|hematolog\w+|performance|renal|hepatic|marrow|coagulation|bone marrow|value|parameter)\b",
    r"\badequate (?:[\w,/]+ ){1,8}(?:function|reserve)(?= |$)",
    r"^(?:(?:any|other|another|additional|serious|severe|significant|uncontrolled|concurrent|concomitant|intercurrent|medical|clinically|clinical|unstable|underlying|debilitating|relevant|important|systemic|general|major|pre existing|existing|current|acute|chronic|non malignant|nonmalignant|has|have|had|with|history|of|evidence|presence|and|or|and/or|/|,|illness|condition|disease|disorder) )*(?:illness|condition|disease|disorder|comorbidity|co morbidity|problem)[ .]*$",
    r"\b(?:good|poor|adequate|overall) (?:general |overall |clinical |medical |physical )*(?:health|condition|state|nutritional status|mental|performance)\b",
    r"\b(?:any|other|serious|severe|significant|uncontrolled|concurrent|intercurrent|medical|clinically|unstable|underlying|debilitating|concomitant) (?!(?:[\w/,]+ )*(?:inflammatory|eye|ocular|skin|lung|pulmonary|obstructive|restrictive|heart|cardiac|cardiovascular|hepatic|liver|renal|kidney|neurologic\w*|endocrine|autoimmune|coronary|ischemic|joint|bone|muscle|neuromuscular|vascular|valvular|peptic|bowel|genetic|hereditary|congenital) )(?:\w+ ){0,8}(?:illness|condition|disease|disorder|abnormality|comorbidity|circumstance|situation|reason|factor|finding|co morbidity|problem)\b$",
    r"\b(?:unsuitable|inappropriate|unfit|not suitable|unlikely to|unsafe|not appropriate|suitable|appropriate|fit for|medically fit|medically unfit|medically stable|clinically stable)\b",
    r"\b(?:psychological|familial|sociological|geographical|social|psychosocial|psychiatric) (?:\w+ ){0,4}(?:situation|circumstance|condition|factor|reason)\b",
    r"\bplan for\b|\bcandidable\b|\bconsidered for (?!this|study|trial|inclusion|enrollment|participation|eligibility)\b|\brandomized to receive\b|\bintending to (?!continue)|\bhas to start\b|\bmust start\b|\b(?:is|are) (?:not )?(?:indicated|recommended)\b|\bfor whom\b.*\b(?:recommended|indicated|appropriate|planned)\b",
    r"^(?:medically unstable|poor (?:medical|surgical|operative|anesthetic|anesthesia) (?:risk|candidate))(?=[ .;]*$| as | in opinion)|^(?!.*\b(?:healed|recovered|resolved)\b).*\b(?:oncologist|physician|doctor|surgeon|cardiologist|clinician|provider) (?:approval|clearance|permission)\b|^(?!.*\b(?:healed|recovered|resolved)\b).*\b(?:approval|clearance|permission|cleared) (?:from|of|by) (?:\w+ ){0,4}(?:oncologist|physician|doctor|surgeon|cardiologist|clinician|provider)\b",
    r"\b(?:judged|deemed|determined|considered|assessed) (?:[\w,/-]+ ){0,12}by (?:\w+ ){0,4}(?:investigator|sub investigator|physician|clinician|oncologist|doctor)\b|\boutside (?:of )?(?:specified|protocol|required|acceptable) (?:\w+ )?(?:limit|range)\b|\bwithin (?:study|protocol) (?:requirement|limit)\b",
    r"^(?:[\w,/-]+ ){0,4}?(?:laboratory|lab|organ|blood)(?: (?:test|value|result|parameter|function|finding|examination|study))* (?:(?:is|are|must be|should be) )?(?:within )?normal(?: (?:range|limit|value))?[ .;]*$",
    r"^(?!.*\()(?:\w+ ){0,4}?clinically (?:significant|relevant|important) (?:[\w,/]+ ){0,3}?abnormal\w* (?:[\w,/-]+ ){0,8}?(?:laborator\w+|physical exam\w*|vital sign|biochemistry|haematology|hematology|urinalysis|examination|screening test|clinical chemistry)\b",
    r"\bthat (?:may|might|could) have (?:[a-z]+ )?(?:effect|impact|influence)\b|\b(?:may|might|could|would) be (?:complicated|aggravated|exacerbated|worsened) by (?:study|trial|protocol|participation|therapy|treatment)\b",
    r"\bcandidate to (?:receive|undergo)\b|\bclear candidate\b|\bdecision has been made to\b|\bwill be (?:subject to|given)\b",
    r"\bcandidate for\b|\beligible (?:for|to receive|to undergo) (?!this|study|trial|participation|enrol|inclusion|entry)|\bsuitable for\b|\bnot candidate\b|\bcontraindication (?:to|for)\b|^(?:(?:any|known|no|medical|absolute) )*contra indication (?:to|for)\b(?!.*:)|^(?:no )?surgical contra ?indication\b|\bindication for\b|\bcontraindicated\b|\bmedical contraindication\b|\bplanned\b|\bplanning\b|\bplan to\b|\bscheduled (?:to|for)\b|\bplans? to (?:undergo|receive)|\bexpected to (?:receive|require|undergo|need)|\bintend(?:s|ed)? to\b|\bwill (?:receive|undergo|be treated|be receiving|have|start|initiate|begin)\b",
)
# Treatment that is to come, whatever its doses are.
_TO_COME = sought(
    r"^(?:(?:patient|subject|participant|woman|who|is|are|be|must|should|currently|also) )*(?:scheduled|planned|planning|candidate|considered|expected|intending|decision has been made) (?:to|for)\b"
)
_PERMISSION = _any(
    r"^(?:any|either|all|both|male or female|female or male|man or woman|male and female)(?: \w+){0,2} (?:sex|gender|race|ethnicity|nodal status|menopausal status)\b[ .]*$|^any (?:age|status|sex|gender|race|ethnicity|menopausal status|performance status)(?: at \w+)?[ .]*$|^male or female sex\b",
    r"\b(?:is|are|be|will be|was|were)? ?(?:also )?(?:allowed|permitted|acceptable|permissible|eligible(?! for (?!this|study|trial|participation|enrol|inclusion|entry|arm|cohort|phase|randomi|registration|part |both|either|stud))|accepted|allowable|(?<!maximally )tolerated|admissible)\b(?! (?:immune|organ|renal|hepatic|liver|marrow|laboratory|lab|haematolog\w+|hematolog\w+|method|form|contracept\w+|birth|candidate|level|limit|cardiac|lung|pulmonary|baseline|medical|history|coagulation|stud(?:y|ies)|treatment option))",
    r"\bmay do so\b|\bmay also be (?:initiated|started|given|used|continued)\b",
    r"(?<!\bthat )(?<!\bwhich )(?<!\bwho )\bmay (?:additionally |previously |also |optionally )?(?:have|be|receive|remain|start|continue|participate|enroll|also|still|enter|use|take|include|not have|initiate)\b",
    r"(?<!\bthat )(?<!\bwhich )(?<!\bwho )\b(?:can|could) (?:have|be|participate|continue|receive|still|enroll|enter|also|use)\b",
    r"\b(?:is|are|will) not (?:be )?(?:excluded|exclusionary|required|mandatory|necessary|considered|an exclusion|ineligible|restricted|specified)\b|\bnot required\b|\bnot exclusion\b|\bany number of\b|\bno limit\b|\bno restriction\b|\bnot excluded\b|\bno upper\b|\bnot necessary\b|\bregardless of\b|\birrespective of\b|\bdo(?:es)? not (?:exclude|apply|need|preclude|include|require|have to)\b|\bwill not exclude\b|\bnot mandatory\b|\bnot counted\b|\bdo(?:es)? not count\b|\bneed not\b",
)
_NOT_ALLOWED = _any(
    r"\bnot (?:be )?(?:allowed|permitted|acceptable|eligible|permissible|accepted)\b",
    r"\bno (?:[\w/,]+ ){0,12}(?:allowed|permitted)\b",
    r"\bmay not\b|\bcan not\b|\bcannot\b|(?<!not )\b(?:is|are|be) (?:excluded|ineligible|prohibited)\b",
    r"\b(?:if|provided|as long as|only|unless|must|should|when|but|however|until|after)\b",
)
# "Is permitted (but not required)": it asks for nothing either way.
_NOT_REQUIRED = sought(r"\bbut (?:is |are )?not (?:required|mandatory|necessary)\b")
_NOTE = _any(
    r"^(?:\( )?(?:note|nb|n b|notice|remark|comment|definition|please note|\* note|important note)\b",
    r"^(?:[a-z]+ ){1,4}: see (?:\w+ ){0,3}(?:disease|patient) characteristic$",
    r"^(?:see|refer to|as (?:described|defined|specified|listed) in|according to) (?:\w+ ){0,4}(?:disease characteristic|protocol|appendix|section|above|below|patient characteristic|chemotherapy|biologic therapy|radiotherapy|endocrine therapy|surgery)",
    r"^(?:none|none specified|any|not specified|not applicable) \.$|^not specified$|\bnot specified$|\bnot otherwise specified$|^unspecified$|^no specified$|^not applicable$|^none$|^n / a$|^any$|\bunspecified$|^not stated$",
    r"\b(?:can|may|will|should) be (?:considered|counted|classified|regarded) (?:as |to be )?(?:measurable|evaluable|target|non measurable|n0|n1|node|positive|negative|one|single|metastatic)\b|\bstaging (?:will be|is) (?:done|performed)\b|\b(?:is|are) (?:strongly )?(?:recommended|encouraged)\b",
    r"\b(?:is|are|will be) defined as\b|^\W*(?:[a-z]+ ){0,2}definition of\b|\brefers to\b|\b(?:is|are) considered\b(?! (?:to be )?(?:at (?:\w+ )?risk|in |un\w+|inappropriate|ineligible|potentially|likely|not |able\b|suitable|medically|poor|appropriate))",
    r"\bmust be discussed with\b|\bshould be discussed with\b|\bcontact (?:\w+ ){0,3}(?:investigator|pi|medical monitor|study chair)\b|(?<!unless )\bdiscuss(?:ed|ion)? with (?:\w+ ){0,3}(?:pi|medical monitor|sponsor|principal investigator|study chair)",
    r"^(?:this|these|such) (?:\w+ ){0,4}(?:include|includes|restriction|criterion|exclusion|requirement|apply|applies|patient|does|is|are)",
)
_HEADING = _any(
    r"^(?:[\w/]+ ){1,9}:$",
    r"\b(?:following|below|as follow|listed|these) ?(?:criterion|condition|requirement|parameter|value|characteristic|laboratory|finding)? ?:? ?$|\b(?:following|below|listed|these) (?:therapy|treatment) ?: ?$",
    r"^(?:and|or|and/or|either|note|eg|ie|plus|unless|except|if|then)\W*$",
)


def why_for_human(canonical_line: str, raw: str, *, has_children: bool) -> WhyUnreadable:
    """Why a line that the grammar did not read is for a human, or asks for nothing; "not understood" for the rest."""
    line = canonical_line.strip()
    if not line:
        return "heading"
    if _ASKS_BESIDE.search(line) is not None:
        return "not understood"
    if has_children and _HEADING.search(line) and _OF_A_VALUE.search(line) is None:
        return "heading"
    if is_label(line) or is_heading_of_treatment(line):
        return "heading"
    if is_promise(line):
        return "consent"
    if is_treatment_to_come(line):
        return "judgement"
    if is_in_a_trial_of_it(line):
        return "logistics"
    if _NOTE.search(_outside_brackets(line).strip() or line) or is_remark(line):
        return "note"
    if is_of_a_list_of_the_trial(line):
        return "judgement"
    if _CONSENT.search(without_consent_as_moment(line)) and not _has_numbers(
        without_times(line) if _PROMISES.match(line) else line
    ):
        return "consent"
    if _ELIGIBLE_TO_RECEIVE.match(line) is not None and not _has_numbers(line):
        return "judgement"
    if (
        _PERMISSION.search(
            _outside_brackets(_WHATEVER.sub("", line) if _DENIES.match(line) else _ELIGIBLE.sub("", line))
        )
        and _NOT_ALLOWED.search(_asks_not(line)) is None
    ):
        return "permission"
    if _OF_PREGNANCY.search(line) is not None and _JUDGED.search(line) is not None and _LOGISTICS.search(line) is None:
        return "not understood"
    if (
        _OF_A_VALUE.search(line) is None
        and _MUST_SHOW.search(line) is None
        and (
            _LOGISTICS.search(line)
            or _THIS_STUDY.match(line)
            or (_OTHER_STUDIES.match(line) and not _OF_A_DRUG.search(line))
            or is_of_other_trials(line)
            or is_local_logistics(line)
            or is_step(line)
        )
    ):
        return "logistics"
    if _NOW_OR_TO_COME.search(line) is not None:
        return "not understood"
    if is_of_fitness(line):
        return "judgement"
    timeless = without_times(line) if _OF_FUNCTION.match(line) else line
    if _JUDGED.search(line) and (not _has_numbers(timeless) or _TO_COME.match(line)):
        return "judgement"
    if raw.rstrip().endswith(":") and len(line.split()) <= 14 and not _has_numbers(without_times(line)):
        return "heading"
    return "not understood"


# "Be within a year of it and meet 3 of the following": what stands before is asked for as well.
_ASKS_BESIDE = sought(
    r"\b(?:within|at least|more than|less than|after|had|received|diagnosed)\b[^.:]*\band (?:must |should )?(?:also )?(?:meet|satisfy|fulfil\w*) (?=.*:$)"
)


def why_without_permission(line: str) -> WhyUnreadable:
    """Why an exclusion is not read that looks like a permission, and lets nobody in."""
    judged = _JUDGED.search(line) is not None or _JEOPARDY.search(line) is not None
    return "judgement" if judged and not _has_numbers(line) else "not understood"


_JEOPARDY = sought(
    r"\b(?:may|might|could|would) be (?:jeopardi[sz]ed|compromised|expected to (?:interfere|limit|confound|compromise))\b"
)
# "No earlier cancer of that breast, regardless of how long ago": whatever it is regardless of, it is denied.
_DENIES = sought(r"^(?:no|not|never|absence of|must have no|without)\b")
_WHATEVER = sought(r"\b(?:regardless|irrespective) of\b")

# "Eligible patients had taken no oestrogen": the word lets in nobody.
_ELIGIBLE = sought(r"^(?:all )?eligible (?=(?:[a-z]+ )?(?:patient|participant|subject|woman|man|person|individual)\b)")
# "Eligible to receive trastuzumab": somebody judges whether it may be given.
_ELIGIBLE_TO_RECEIVE = sought(
    r"^(?:(?:patient|subject|participant|woman|must|should|is|are|be|who|medically|clinically|considered|deemed) )*eligible (?:to (?:receive|undergo|be treated)|for (?:[a-z-]+ ){0,3}?(?:chemotherapy|therapy|treatment|surgery|radiotherapy|radiation|resection|mastectomy|lumpectomy|transplant\w*))\b"
)
_LONG_BRACKET = sought(r"\( (?:[^() ]+ ){2,}(?:\) |$)")


def _outside_brackets(line: str) -> str:
    """The line without what longer brackets hold: "(prednisone at most 10 mg/day is acceptable)" excepts, and lets in nobody."""
    return _LONG_BRACKET.sub("", f"{line} ")


_IF_NEEDED = sought(
    r"\b(?:if|as|when) (?:needed|necessary|indicated|clinically indicated|medically indicated|applicable|appropriate)\b|\bwhen determining eligibility(?: for (?:this )?(?:study|trial))?\b"
)
_ASKS_STILL = sought(r"\brequired\b|\bfollowing\b|[≥≤<>]|\bat least\b")


def _asks_not(line: str) -> str:
    """The line without "but not required", where nothing else in it is required."""
    plain = _NOT_REQUIRED.sub(" ", line)
    line = _IF_NEEDED.sub(" ", line)
    return line if _ASKS_STILL.search(plain) is not None else plain


# What goes on already, or is to come.
_NOW_OR_TO_COME = _any(
    r"\b(?:receiving|taking|undergoing|using|currently on) or (?:\w+ )?(?:plan\w*|scheduled|intend\w*|expect\w*|will)\b"
)
# What a test must show, and whether somebody may be pregnant, is no step of the study and no matter of judgement.
_OF_A_VALUE = _any(
    r"(?:[≥≤<>]|\b(?:at least|greater than|less than|more than|above|below)\b(?: or equal to)?) ?\d+(?:\.\d+)? ?(?:%|mg|g / |uln|x uln|/ ul|ml /|(?:/ \d+ )?mm ?hg|bpm|msec)"
)
_OF_PREGNANCY = _any(r"\bnot pregnant\b|\bbirth control\b|\bcontracepti")
_MUST_SHOW = sought(
    r"\b(?:must|should|to|that|which|has to) (?:be able to )?(?:demonstrat\w*|show\w*|document\w*|confirm\w*|reveal\w*)\b.*(?:[≥≤<>]|\b(?:no|absence|negative|normal|less than|at least|equal to|free of)\b)"
)
# Of a promise, or of a function that is adequate, a time only says for how long or when.
_PROMISES = _any(
    r"(?:(?:for|all|female|male|eligible|both|either|adult|pre registration|registration|phase \d cohort only) ?:? )*(?:(?:patient|subject|participant|woman|man|individual|of|childbearing|child bearing|potential|reproductive|sex|both|and|or|with|female|male|partner|,) )*"
    r"(?:must |should |will |is |are |be |have to )*(?:(?:able|unable) (?:and|or|and/or|/) )?(?:willing|agree|agreement|agreeable|consent|unwilling|not willing|commit|refus)"
)
_OF_FUNCTION = _any(
    r"(?:\w+ ){0,6}?(?:adequate|inadequate|normal|acceptable|sufficient|satisfactory) (?:(?:\w+|,|/|and) ){0,6}?(?:function|reserve|laboratory|organ|value)\b",
    r"(?:\w+ ){0,3}?(?:planned|planning|scheduled|plan) (?:to|use)\b(?!.*\b(?:began|begun|started|receiving|received|able)\b)",
)


# "... before signing the consent form" only says when.
_CONSENT_AS_MOMENT = sought(
    r"\b(?:prior to|before|at time of|at|after|since|from|(?:day|week|month|year) of) (?:(?:patient|subject|participant|signing|giving|date|signature|of|written|providing|study|main) )*(?:informed )?consent(?: form)?(?: \( ?\w+ ?\))?(?: signature| signing| date)?(?= |$)"
)


def without_consent_as_moment(line: str) -> str:
    """A canonical line without "before signing the consent form"."""
    return _CONSENT_AS_MOMENT.sub(" ", line)


def _has_numbers(line: str) -> bool:
    """Whether the line asks for a number that a record may hold: then it is more than a matter of judgement."""
    return re.search(r"[≥≤<>]|\d (?:x|time|mg|g /|ml|%|week|month|day|year)", line) is not None
