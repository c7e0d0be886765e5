"""A line that looks like one for a human, and asks for something of a record beside it: it is never set aside."""

from __future__ import annotations

from onward.criteria import (
    NODES,
    Age,
    CnsDisease,
    Criterion,
    HasVariant,
    Her2Score,
    LabValue,
    Lines,
    Metastatic,
    MetastaticSites,
    Performance,
    Pregnancy,
    Receptor,
    ReceptorPercent,
    parts_of,
)
from onward.reading.demanded_beside import begins_with_the_disease, demands_beside, is_of_a_record
from onward.reading.eligibility import WhyUnreadable
from onward.reading.grammar import Draft
from onward.reading.human_local import is_local_logistics
from onward.reading.human_treatment import is_in_a_trial_of_it, is_promise, is_treatment_to_come
from onward.reading.rules.disease import is_disease
from onward.reading.sought import sought
from onward.reading.things import CnsSpread, Fixed, Happened, Ill, Several, Treated, Unless

_THINGS = sought(r"[FX](?P<sign>[\ue000-\uf8ff])")
_ONE_OF_THINGS = sought(r"(?:[a-z]+ ){0,4}[FX](?P<sign>[\ue000-\uf8ff])")
_ANY_THING = sought(r"[CDFOX](?P<sign>[\ue000-\uf8ff])")
_HEAD = sought(r"(?:(?:[a-z]+|[PQY][\ue000-\uf8ff]|,|:|\( [a-z ]+ \)) ){0,8}?[COFD](?P<sign>[\ue000-\uf8ff])")
# "History or concurrent condition of lung disease", "conditions that hinder absorption: coeliac disease".
_OF_IT = sought(r" (?:of|:|that required? (?:[a-z]+ ){0,6}?) ?[COFD](?P<sign>[\ue000-\uf8ff])")
_OF_TISSUE = sought(r"\b(?:tissue|sample|specimen|block|slide|biops\w+|archival|caregiver|survivor)\b")
_MAY_ALSO = sought(r"\bmay (?:additionally|also) (?:have|be|receive|continue)\b|\bmay have additionally\b")
_MEASURED = (Age, LabValue, Performance, Receptor, ReceptorPercent, Her2Score, Lines, HasVariant)
# A sentence that lets in, or says what a word means.
_LETS_IN = sought(
    r"(?<!would )(?<!could )\b(?:is|are|be|was|were) (?:also |still )?(?:not )?(?:allowed|permitted|acceptable|eligible|accepted|permissible|allowable|excluded|exclusionary|(?:an? )?(?:exclusion|contraindication)|required|considered|counted|defined|necessary)\b"
    r"|\b(?:allowed|permitted|acceptable)(?: (?:if|provided|as|for|with|at|during|prior|in)\b|$)|\b(?:may|can) (?:participate|enrol\w*|enter|continue|receive|have|be (?:included|enrolled|allowed|considered|eligible|used|given|permitted))\b"
    r"|\b(?:does|do) not (?:include|apply|exclude|count|need)\b|\bnot include\b"
)
_NOT_ELIGIBLE = sought(r"\b(?:is|are|will) (?:not (?:be )?eligible|(?:be )?ineligible)\b[^,;.]*")
_WHICH_IS = sought(r"\b(?:that|which|who|whose) (?:\w+ ){0,2}?(?:is|are|may be|can be|be) ")
_REMARK = sought(
    r"^(?:\( )?(?:note|nb|this|these|such|although|all|for|please|see|any|other)\b(?= :| restriction| include| criterion|.*\bnot\b.*\brequired)|^(?:note|nb|see|refer|although|all female|all woman)\b"
)
# Somebody weighs what it means for the study, or plans it.
_WEIGHED = sought(
    r"\b(?:investigator|physician|opinion|judg\w+|interfer\w+|compromis\w+|jeopardi\w+|preclud\w+|prevent\w*|confound\w*|complian\w+|participat\w+|unsuitable|suitable|appropriate|situation|plan\w*|scheduled|contraindicat\w*|candidate|risk|limit\w*|affect\w*|impair\w*|hinder\w*|indicat\w+|expected|intend\w*|will)\b"
)
# What is to come, or what a treatment would be forbidden by, no record holds.
_TO_COME = sought(
    r"\b(?:contra ?indications?|scheduled|planning|planned|candidate|recommended|appropriate|for whom|will)\b"
)
_CURRENT = sought(r"\b(?:current|prior|previous|received)\b")
_ANY_CONDITION = sought(
    r"(?:[a-z]+ ){0,3}?(?:condition|lab abnormality|laboratory abnormality|nonmalignant disease|disorder)\b|in event\b|(?:(?:patient|subject|participant|woman|who|is|are) )*(?:requiring|require|requires|needing|need)\b"
)
# "Serious cardiac condition": one of an organ, and not whatever condition.
_OF_AN_ORGAN = sought(
    r"\b(?:cardiac|heart|cardiovascular|pulmonary|lung|respiratory|hepatic|liver|renal|kidney|neurologic\w*|autoimmune|bleeding|coagulation|endocrine|thyroid|gastrointestinal|eye|ocular|skin) (?:condition|disorder|disease)$"
)
_BRACKETS = sought(r"\( [^()]* \) ?")
_GENERIC = frozenset({"concurrent illness", "psychiatric illness", "psychiatric disorder", "mental illness"})


def holds_a_condition(line: str, left: str, draft: Draft, why: WhyUnreadable) -> bool:
    """Whether a line that is for a human asks for something that a record may hold beside it.

    line  the canonical line;  left  what the grammar leaves of it
    """
    if why == "permission" and _MAY_ALSO.search(line) is not None:
        return False
    if (
        (why == "judgement" and is_treatment_to_come(line))
        or (why == "consent" and is_promise(line))
        or (why == "logistics" and is_in_a_trial_of_it(line))
    ):
        return False
    if why == "note" and (demands_as_note(line) or (not draft.denied and begins_with_the_disease(line, left, draft))):
        return True
    if not draft.denied and why in ("judgement", "logistics", "permission") and _asks_for_what_was(line, left, draft):
        return True
    if not draft.denied and why != "note" and demands_beside(line, left, draft):
        return True
    if draft.denied and why == "consent" and _COMPLIANCE.search(line) is not None:
        # "Dementia, or poor compliance": the illness keeps out by itself.
        return _keeps_out(line, left, draft) and _WEIGHED.search(_COMPLIANCE.sub(" ", line)) is None
    if why == "judgement" and _ONE_ILLNESS.fullmatch(left.strip()) is not None and _is_an_illness(left, draft):
        return True
    if not draft.denied and why == "note" and not _EXPLAINS.search(line) and demands_beside(line, left, draft):
        return True
    if draft.denied and why == "permission" and _keeps_out_first(line, left, draft):
        return True
    if draft.denied and why in ("logistics", "judgement") and _keeps_out_beside(left, draft):
        return True
    if draft.denied and why in ("consent", "judgement") and _KEPT_OUT_AND_MORE.search(line) is not None:
        return True
    let_in = why != "judgement" and _EVEN_SO.search(line) is not None
    if draft.denied and why not in ("consent", "logistics") and not let_in and _ANOTHER_CANCER.match(line) is not None:
        return True
    if not draft.denied and why == "consent" and _TEST_OF_PREGNANCY.search(line) is not None:
        return True
    if draft.denied and (_KEEPS_OUT_IN_WORDS.search(line) is not None or _PREGNANCY.match(line) is not None):
        return True
    if draft.denied and why == "consent" and len(_ILLNESSES.findall(left)) > 1 and _SOCIAL.search(line) is not None:
        # "An infection, heart failure, or a social situation that would limit compliance": each keeps out by itself.
        return True
    if draft.denied and why == "consent" and _keeps_out_before_consent(line, left, draft):
        return True
    if (
        not draft.denied
        and why == "permission"
        and _LIMITED.search(line) is not None
        and (_ANY_THING.search(left) or " prior " in line)
    ):
        return True
    if not draft.denied and why == "consent" and _OR_HAD.search(line) is not None and _ANY_THING.search(left):
        return True
    if why == "consent" and draft.denied and _IS_PREGNANT.search(line) is not None:
        # "Pregnant, or unwilling to stop breast-feeding": the pregnancy keeps out by itself.
        return True
    if why in ("consent", "judgement") and not draft.denied and _NOT_PREGNANT.search(line) is not None:
        return True
    for found in _THINGS.finditer(left):
        value = draft.at(found["sign"])
        criterion = value.criterion if isinstance(value, Fixed) else value
        if isinstance(criterion, NODES) and _is_measured(criterion):
            return True
    if why in ("permission", "logistics") and "G" in _LETTER.findall(left):
        return True
    # What local treatment is planned no record holds, whatever it is called.
    planned = why == "logistics" and is_local_logistics(line.strip()) and "undergoing" not in line.split()[:4]
    if draft.denied and why in ("permission", "note", "logistics") and not planned and _keeps_out(line, left, draft):
        return True
    if draft.denied and why == "judgement" and not _is_weighed(line, left, draft) and _keeps_out(line, left, draft):
        return True
    first = _ONE_OF_THINGS.match(left)
    if first is None or why not in ("logistics", "judgement", "consent"):
        return False
    value = draft.at(first["sign"])
    # "Breast cancer tissue must be sent" asks for tissue.
    return isinstance(value, Fixed) and is_disease(value.criterion) and _OF_TISSUE.search(line) is None


def begins_with_what_decides(line: str, left: str, draft: Draft) -> bool:
    """Whether a line of judgement begins with something that a record may deny: then it is no mere judgement."""
    first = _HEAD.match(left) if draft.denied else None
    begin = line if first is None else draft.spoken(first[0]).split(" or ")[0]
    if _SUSPICION.search(line) is not None or (_TO_COME.search(begin) is not None and _CURRENT.search(line) is None):
        return False
    if draft.denied:
        if _EXCLUDED.search(line) is not None and _keeps_out_in_words(left, draft):
            return True
        any_condition = _ANY_CONDITION.match(line)
        named = any_condition is None or _OF_AN_ORGAN.search(any_condition[0]) or "absorption" in line.split()
        if any_condition is not None and line.startswith((" of ", " that require"), any_condition.end()):
            named = True
        return bool(named) and _keeps_out(line.split(" . ")[0], left, draft)
    return _asks_for_what_was(line, left, draft)


def _keeps_out_before_consent(line: str, left: str, draft: Draft) -> bool:
    """ "Uncontrolled illness such as an infection, a stroke, or a social situation that limits compliance": the last alone is of consent."""
    of_consent = _CONSENTS.search(line)
    before = (
        "" if of_consent is None else line[: of_consent.start()].rpartition(" or ")[0].replace("not limited to", "")
    )
    first = _HEAD.match(left)
    if before.count("(") > before.count(")"):
        # "Illness (an infection or a stroke) that would limit compliance": all of it is weighed.
        return False
    if first is None or "," not in before or draft.spoken(first[0]).split()[0] not in before.split():
        return False
    if _ANY_CONDITION.match(line) is not None:
        return False
    return _keeps_out(line, left, draft) and _WEIGHED.search(before) is None


_CONSENTS = sought(
    r"\b(?:compl(?:y|iance|iant)\w*|consent\w*|\w*willing\w*|refus\w+|understand\w*|cannot|inability|unable)\b"
)
# "Any disease, finding or result giving reasonable suspicion of a disease that contraindicates the drug": weighed.
_SUSPICION = sought(r"\breasonable suspicion of (?:disease|condition)\b")
# "Patients with another cancer are excluded": a sentence that keeps out whatever else is weighed.
_EXCLUDED = sought(r"\b(?:is|are|will be|must be|should be) (?:excluded|ineligible|not eligible)\b")


def _keeps_out_in_words(left: str, draft: Draft) -> bool:
    return any(
        _EXCLUDED.search(draft.spoken(f"{found[0]} ")) is not None and is_of_a_record(draft.at(found["sign"]))
        for found in _ANY_THING.finditer(left)
    )


# "Unstable heart disease", whose heading was lost: an illness by itself is no matter of judgement.
_ONE_ILLNESS = sought(r"(?:Q[\ue000-\uf8ff] )?C(?P<sign>[\ue000-\uf8ff])")
_EXPLAINS = sought(r"^(?:note|definition|see)\b|\b(?:defined|considered|counted|definition|means|refers)\b")


def _is_an_illness(left: str, draft: Draft) -> bool:
    found = _ONE_ILLNESS.fullmatch(left.strip())
    return found is not None and isinstance(value := draft.at(found["sign"]), Ill) and _is_concrete(value)


# "Surgery within 30 days, minor procedures are allowed": what stands first keeps out.
_FIRST_CLAUSE = sought(
    r"(?P<first>.*?) (?:, (?:although|but|however)?|although|but|however|-|;|with exception of|except) ?(?=.*\b(?:allowed|permitted|acceptable|is not|are not|do not|does not)\b)"
)
_IS_HAD = sought(
    r"^(?:(?:patient|subject|participant|any|the) )*(?:who )?(?:has|have|had|receipt of|evidence of|history of|diagnosis of|received|receiving|presence of|requires?|requiring|prior|previous|known)\b"
)


def _keeps_out_first(line: str, left: str, draft: Draft) -> bool:
    begin = _FIRST_CLAUSE.match(line)
    if begin is None or _IS_HAD.match(line) is None or _LETS_IN.search(begin["first"]) is not None:
        return False
    first = _HEAD.match(left)
    return first is not None and _is_concrete(draft.at(first["sign"])) and len(begin["first"].split()) > 2


# An allergy beside a contraindication, a drug of a trial beside the trial, a washout that lets in later.
_KEEPS_OUT_IN_WORDS = sought(
    r"^(?:(?:known|any|history of|severe|serious|suspected|immediate|delayed|or) )*(?:allergy|hypersensitivity|allergic reaction)\b|^(?:unresolved|persistent|residual) (?:[a-z]+ )?toxicity\b|\b(?:or|,) (?:known )?(?:allergy|hypersensitivity|allergic reaction) to\b|\brequire\w* (?:[a-z]+ ){0,2}washout\b|\btreatment [^.;]*\bwith another investigational drug\b"
)
_PREGNANCY = sought(r"^pregnancy (?:,|or|and|/) ")
# A pregnancy or a smoker beside what is promised or planned; who cannot swallow, or is unwilling to comply.
_KEPT_OUT_AND_MORE = sought(
    r"\b(?:is|are|be) (?:[a-z]+ ){0,2}?(?:pregnant|lactating|breast ?feeding|nursing)\b|^(?:inability|unable) to swallow\b"
    r"|^(?:current )?smokers?\b[^;]*\bwho (?:is|are) (?:not able|not willing|unable|unwilling)\b"
)
# "Prior cancer whose course may interfere with the study": whoever had no other cancer is not meant.
_ANOTHER_CANCER = sought(
    r"^(?:(?:patient|subject|participant|with|any|known|has|have|had|history of|who|a|an) )*(?:(?:prior|concurrent|concomitant|previous|active|other|another|second|or|and|/) )+(?:(?:invasive|primary) )*(?:malignancy|cancer)\b"
)
_EVEN_SO = sought(r"\b(?:is|are) (?:also )?(?:eligible|allowed|permitted|acceptable)\b|\bmay\b|\bwill not\b")
_TEST_OF_PREGNANCY = sought(r"\bnegative (?:[a-z]+ ){0,3}?pregnancy test\b")
# "Other trials, or known allergy to the drug": one of several keeps out by itself.
_APART = sought(r" (?:;|, (?:or|and)|,|or) ")
_NAMED = sought(
    r"(?:known|history of|active|prior|previous|presence of|diagnosis of) (?:[CDO])(?P<sign>[\ue000-\uf8ff])|[CDO](?P<told>[\ue000-\uf8ff])"
)
_SAID_KNOWN = sought(r"^(?:known|history of|active|prior|previous|presence of|diagnosis of) ")
_EXAMPLE = sought(r"\b(?:such as|including|includes?|eg|ie|like|because|due to|than)\b")


def _keeps_out_beside(left: str, draft: Draft) -> bool:
    at = 0
    for end in (*(found.start() for found in _APART.finditer(left)), len(left)):
        clause = left[at:end].strip(" ,;").removeprefix("or ").removeprefix("and ")
        before, at = left[:at], end
        found = _NAMED.match(clause)
        if found is None or _EXAMPLE.search(before) is not None:
            continue
        said = draft.spoken(clause)
        if _SAID_KNOWN.match(said) is None or _WEIGHED.search(said) is not None or _LETS_IN.search(said) is not None:
            continue
        if _is_concrete(draft.at(found["sign"] or found["told"])):
            return True
    return False


def lets_in(line: str) -> bool:
    """Whether an exclusion lets somebody in: "who may be pregnant" does not."""
    return _IS_LET_IN.search(line) is not None


def demands_as_note(line: str) -> bool:
    """Whether a canonical line that calls itself a note asks for something of the body."""
    return _DEMANDING_NOTE.search(line) is not None and _NOT_OF_THE_BODY.search(line) is None


# What lets somebody in among what keeps out; "regardless of the interval", "who may be pregnant" do not.
_IS_LET_IN = sought(
    r"\b(?:allowed|permitted|acceptable|permissible|eligible|accepted|allowable|tolerated|admissible|exempt\w*)\b"
    r"|\b(?:may|can|could) (?:\w+ )?(?:have (?!ha[dv])|receive|remain|start|continue|participate|enroll|enter|use|take|still|apply|not enroll|be (?:\w+ )?(?:included|enrolled|eligible|considered for|entered|used|given|requested|re screened))"
    r"|\b(?:is|are|will|do|does|need|was|were) not (?:be |considered )*(?:excluded?|exclusionary|exclusion|an exclusion|required|require|mandatory|necessary|apply|count\w*|considered|contraindication|ineligible|restricted|preclude|needed|include)\b|\bnot (?:required|excluded|exclusionary|an? exclusion|counted|count)\b"
    r"|\bno (?:limit|restriction)\b|\bmay (?:have )?appl(?:y|ied)\b|\bmay include\b.*\bradio"
)
# A note that asks for something of the body is no note.
_DEMANDING_NOTE = sought(
    r"^(?:(?:please|important|\*) )?(?:note|nb|notice|remark)\b.*(?:\bmust (?:not )?(?:have|be|not)\b|\b(?:is|are) (?:required|not allowed|not permitted|not eligible|excluded|prohibited|ineligible)\b|\b(?:be|are|is) excluded\b|\bshould (?:not )?(?:have|be (?:at least|off|on|free|receiving|stopped|discontinued|completed))\b)"
)
_NOT_OF_THE_BODY = sought(
    r"\bto be considered\b|\b(?:protocol|criterion|criteria|appendix|dose reduction|discuss\w*|approv\w+|consent\w*|sample|tissue|specimen|submit\w*|test(?:ing|s|ed)?|assess\w*|measur\w+|scan|imaging|screening|confirm\w*|document\w*|sponsor|monitor|considered|defined|counted|contracept\w+|method|not required|not mandatory|(?<!not )(?:eligible|allowed|permitted|acceptable|enrolled)|may|can|during study|throughout|while on|until)\b(?! within| prior| before)"
)
# "Earlier hormones up to 12 weeks are allowed": more of them keep out.
_LIMITED = sought(
    r"(?:[>≥≤<]|\b(?:more than|greater than|at least|less than|no more than|up to|lostsign)\b) ?\d+ (?:hour|day|week|month|year|%)(?= |$)"
    r"|\b(?:up to|no more than|at most|maximum of) [^ ]+ (?:prior|previous|line|regimen)\b"
)
# "Willing to receive a taxane, or has had one": the second is asked of the record.
_OR_HAD = sought(r"\bor (?:have|has|had) (?:already |previously )?(?:received|had|undergone|completed)\b")
_COMPLIANCE = sought(r"(?:,|/|\bor\b|\band\b) (?:history of )?(?:poor |non )?(?:compliance|noncompliance)\b[^,;.)]*")
_ILLNESSES = sought(r"C[\ue000-\uf8ff]")
_SOCIAL = sought(
    r"\b(?:ongoing|active|symptomatic|unstable|uncontrolled|history of)\b.*\bor (?:psychiatric|social|psychological|other)\b[^.;]*\b(?:limit|compromise|interfere with|preclude)\b"
)
_ASKED_BEFORE = sought(
    r"(?:(?:patient|subject|participant|woman|all|must|have|has|with|who|received|had|prior|previous|been|treated|histologically|cytologically|pathologically|or|and|and/or|/|,|proven|confirmed|documented|diagnosis|of|that|is|be|disease|known|at|least|one) |[PQ][\ue000-\uf8ff] )*(?P<letter>[DFX])(?P<sign>[\ue000-\uf8ff])(?P<behind>.*)"
)
_WAS_GIVEN = sought(
    r"\b(?:must have|must have been|should have) (?:received|had|been|completed|failed|progressed|prior|previous)\b"
)
_PRIOR_REQUIRED = sought(r"(?:prior|previous) [^.;]{3,80}? (?:is|are) required\b")
_ELIGIBLE_FOR = sought(r"\b(?:is|are|be)? ?eligible (?:for|to)\b")


def _asks_for_what_was(line: str, left: str, draft: Draft) -> bool:
    """Whether an inclusion begins with a disease, or with treatment that must have been given."""
    found = _ASKED_BEFORE.match(left)
    plain = _ELIGIBLE_FOR.sub(" ", left.split(" unless ")[0])
    if found is None or _OF_TISSUE.search(left) is not None or _LETS_IN.search(plain) is not None:
        return False
    value = draft.at(found["sign"])
    if isinstance(value, Fixed):
        return is_disease(value.criterion) and len(left.split()) > 1
    said = draft.spoken(left[: found.end("sign")] + " ")
    treated = isinstance(value, Treated) or (
        isinstance(value, Several) and all(isinstance(part, Treated) for part in value.parts)
    )
    return treated and (_WAS_GIVEN.search(said) is not None or _PRIOR_REQUIRED.match(line) is not None)


# "Sterile, or not pregnant and willing to use contraception": a pregnancy keeps out, whatever she agrees to.
_NOT_PREGNANT = sought(
    r"(?<!agree )(?<!agree to )\b(?:not|cannot) (?:currently )?(?:be )?(?:pregnant|breast ?feeding|lactating|nursing)\b"
)
_IS_PREGNANT = sought(
    r"^(?:(?:patient|subject|participant|woman|female|known|found|to|be|is|are|who|currently|or|and|lactating|breast ?feeding|nursing|that) )*pregnant (?:or|and|and/or|,|woman|female|patient)"
)
_LETTER = sought(r"([A-Z])[\ue000-\uf8ff]")


def _is_weighed(line: str, left: str, draft: Draft) -> bool:
    """Whether somebody weighs what keeps out; "impaired lung function" is the name of an illness."""
    first = _HEAD.match(left)
    named = "" if first is None else draft.spoken(first[0]).strip()
    return _WEIGHED.search(line.replace(named, " ", 1) if named.startswith("impaired") else line) is not None


def _keeps_out(line: str, left: str, draft: Draft) -> bool:
    """Whether an exclusion begins with an illness, a treatment or an event, and does not let it in."""
    first = _HEAD.match(left)
    if first is not None and not _is_concrete(draft.at(first["sign"])):
        first = _OF_IT.match(left, first.end())
    if (
        first is None
        or not _is_concrete(draft.at(first["sign"]))
        or _OF_TISSUE.search(draft.spoken(left[: first.end()]))
    ):
        return False
    plain = _NOT_ELIGIBLE.sub(" ", _WHICH_IS.sub(" ", _BRACKETS.sub("", line))).strip()
    return _REMARK.search(plain) is None and _LETS_IN.search(plain) is None


def _is_concrete(value: object) -> bool:
    match value:
        case Ill():
            return _GENERIC.isdisjoint(value.groups)
        case Treated() | Happened() | CnsSpread():
            return True
        case Fixed():
            return isinstance(value.criterion, (Pregnancy, Metastatic, MetastaticSites, CnsDisease, Receptor))
        case Unless():
            return _is_concrete(value.thing)
        case Several():
            # "A serious stroke or another medical condition": the stroke keeps out by itself.
            return any(_is_concrete(part) for part in value.parts)
        case _:
            return False


def _is_measured(criterion: Criterion) -> bool:
    """Whether there is a number, a receptor or a line of treatment in it."""
    parts = parts_of(criterion)
    return any(map(_is_measured, parts)) if parts else isinstance(criterion, _MEASURED)
