"""Lines about metastases in the brain: active or treated, "unless stable for 4 weeks", off steroids.

They are long, and differ in a hundred small words. Who has no such metastasis is always decided; for who has one, what the
record cannot tell stays with a human.
"""

from __future__ import annotations

import re

from onward.criteria import AllOf, AskHuman, CnsDisease, Condition, Criterion, MetastaticSites, When
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of, negated
from onward.reading.word_set import word_set

_BRAIN = sought(r"\b(?:brain|cns|central nervous system|cerebral|intracranial|cranial|subdural|parenchymal)\b")
_MENINGES = sought(r"\b(?:leptomeningeal|meningeal|carcinomatous meningitis|meningitis carcinomatosa|meningeosis carcinomatosa|leptomeninges|lmd|leptomeningitis)\b")  # fmt: skip
_SPREAD = sought(
    r"\b(?:metastasis|metastatic|met|involvement|disease|lesion|spread|secondary|tumor|progression|malignancy|carcinomatosis)\b"
)
_CORD = sought(
    r"\b(?:(?P<how>uncontrolled|symptomatic|untreated|active|acute|impending|unstable|progressive|new|ongoing|current) )?spinal cord compression\b"
)
_OF_THE_CORD = sought(r"\bspinal cord (?:metastasis|lesion|involvement|tumor|disease)\b")
_OF_BOTH = sought(
    r"\b(?:untreated|symptomatic|uncontrolled|progressive|unstable)(?: (?:or|and|and/or|,) (?:untreated|symptomatic|uncontrolled|progressive|unstable|active))* (?:brain|cns|central nervous system|leptomeningeal|meningeal) (?:or|and|and/or|/) (?:brain|cns|central nervous system|leptomeningeal|meningeal) (?:metastasis|met|disease|involvement|lesion)\b"
)
# Named first and with nothing said of them: whatever follows, they keep out by themselves.
_BARE_FIRST = sought(
    r"^(?:(?:patient|subject|participant|with|who|has|have|known|history|of|evidence|any|documented|presence|a|the) )*(?:brain|cns|central nervous system|cerebral)(?: \( cns \))? (?:metastasis|met|involvement) (?:, |or |and/or |, or )(?:[a-z]+ )?(?:spinal cord|leptomeningeal|carcinomatous meningitis|meningeal|meningeosis)\b"
)
# How it is treated, or for how long: more than that it is active.
_IN_TIME = sought(
    r"\d|\bcontrol symptom|\b(?:steroid|corticosteroid|glucocorticoid|dexamethasone|prednisone|anticonvulsant)\b"
)
# All words that such a line may be made of: one that is not here speaks of something else.
_WORDS = word_set(
    "brain cns central nervous system cerebral intracranial cranial subdural parenchymal leptomeningeal meningeal carcinomatous meningitis carcinomatosa meningeosis leptomeninges lmd leptomeningitis metastasis metastatic met involvement disease lesion spread secondary tumor carcinomatosis malignancy",
    "spinal cord compression patient subject participant individual person woman with without have has had having been be is are was were must should may can cannot will would not no nor neither and or and/or of the any a in on at by to from for as if unless except than other those who whose that which this these",
    "known history current currently active actively untreated treated treatment previously previous prior symptomatic asymptomatic uncontrolled unstable progressive progressing progression progressed controlled control well adequately inadequately poorly newly diagnosed new documented evidence clinical clinically radiographic radiographically radiologic radiological radiologically",
    "suspected confirmed presence signs sign symptom symptoms neurologic neurological neurologically stable stability requiring require required requires need needing ongoing continued continue continuous concurrent steroid corticosteroid glucocorticoid dexamethasone anticonvulsant anti seizure medication antiepileptic drug decadron dose doses high low decreasing increasing stable taper tapered",
    "off receiving received receive taking take use used discontinued discontinue completed complete completion completing finished after before prior since within during least at more less over up minimum of period last past preceding day week month year N ≥ > ≤ < = , ( ) / : - therapy local definitive radiation radiotherapy radiosurgery surgery surgical surgically resected resection resect irradiated irradiation stereotactic whole gamma knife wbrt srs",
    "excluded ineligible eligible eligibility allowed permitted acceptable provided only study trial enrollment enrolled entry entering start starting first registration randomization screening baseline treatment initiation enter participate participation inclusion included include including consent informed signing time however they he she it their his her its due exception criterion following meet all both either even there also but so long when where such like defined considered remain remained returned return recovered show shown showing demonstrated demonstrate associated related unrelated deemed absence free rule out exclude",
    "imaging mri ct scan magnetic resonance tomography computed contrast enhanced post repeat follow up image verified confirmed response responded respond deficit edema residual dexa manifestation form type kind consist solely site extra parenchyma based per investigator opinion mass effect status one two three do does did under least ie eg example ; requirement concomitant directed prescribed systemic note ago meeting documentation end state antiseizure obtaining beginning significant small inactive detectable date investigational product undergo increase therapeutic prophylactic cyp3a4 modifier oral enzyme inducing routine scanned evaluated undergoing above protocol determined pre radiologically presenting suggestive chronic remains anticancer successful",
    "untreatedand nonsymptomatic non permissible considered candidate candidates immediate indicated management manage cause causing caused intention intent another additional measurable medical given adequate inadequate cancer breast general condition general performed obtained required least must least maintained maintain reduce reduced daily equivalent prednisone mg less 10 administered least every indication",
)
_UNTREATED = sought(r"\b(?:active|untreated|progressive|progressing|uncontrolled|unstable|newly diagnosed|new|progression|not (?:been )?(?:adequately |previously |well )?(?:treated|controlled|stable)|not been treated previously|inadequately (?:treated|controlled)|poorly controlled|require (?:any )?(?:type of )?(?:therapy|treatment) (?:to control|for)|requiring (?:immediate )?(?:local )?(?:therapy|treatment))\b")  # fmt: skip
_SYMPTOMS = sought(r"\b(?:symptomatic|symptom|steroid|corticosteroid|glucocorticoid|dexamethasone|anticonvulsant|seizure|antiepileptic|prednisone|edema|deficit|neurologic\w*)\b")  # fmt: skip
_EXCEPT = sought(
    r"(?:, |\( |; )?\b(?:unless|except(?:ion)?(?: (?:for|if|that|of|in))*|with exception of|other than|excluding|exception :|but not)\b|"
    r"\b(?:is|are|will be|may be) (?:also )?(?:only )?(?:eligible|allowed|permitted|acceptable|included|enrolled|considered eligible)\b|\bmay (?:participate|enroll|be|enter)\b|\beligible\b|\bmust (?:be|have)\b|\bshould (?:be stable|have)\b|\ballowed\b|\bif they have not\b|\beligible patient\b"
)
_OUT = sought(
    r"\b(?:not (?:be )?(?:eligible|allowed|permitted|acceptable)|excluded|ineligible|no longer|not permitted|must not)\b"
)
_IMAGED = sought(
    r"^(?=.*\b(?:scan|imaging|mri|ct|screening)\b)(?=.*\b(?:undergo|required|indicated|rule out|exclude|repeat|performed|will not|obtained|suspected|must be (?:done|assessed)|be scanned|determined by)\b)"
)
_STABLE_FOR = sought(r"\b(?P<number>\d+) (?P<unit>day|week|month)\b")
_DAYS = {"day": 1, "week": 7, "month": 30}
_ELSE = sought(r"\b(?:only site|sole site|sole|only manifestation|cm|mm|primary|number of|fewer|lesion (?:≥|>)|hemorrhage|stroke|infarct|injury)\b")  # fmt: skip
# Seizures beside the metastases are an illness of their own.
_SEIZURES = sought(
    r"(?:^|, |; |/ |\b(?:or|and|and/or) )(?:(?:active|uncontrolled|recurrent|history of|with) )*seizure(?! (?:medication|drug|prophylaxis|agent|therapy))"
)
# A line that goes on what the line above began ("unless they ..."): it says nothing by itself.
_FRAGMENT = sought(
    r"^(?:are|is|was|were|completed|must be|must have|off|at least|exception|who|they|the|has been|have been|having|if|stable|note|control|asymptomatic|treated|previously treated|prior|all|any (?:brain|radiation))\b(?!.*\b(?:eligible|allowed|permitted)\b)"
)
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "eight": "8", "twelve": "12"}


# What is denied is asked without its denial.
_WITHOUT = sought(
    r"^(?:(?:patient|subject|participant) )?(?:must not have|should not have|may not have|must be free of|must be free from|no|without|absence of|free of|free from|with no|not) "
)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# "Life-threatening metastases, defined as extensive hepatic involvement, any brain or leptomeningeal involvement, ...".
_LIFE_THREATENING = sought(
    r"^(?:(?:patient|subject|with|presence|of|rapidly|progressive|,) )*life threatening (?:metastatic )?(?:visceral )?(?:metastasis|disease) (?:, )?(?:; )?(?:defined as|this include) "
)
_OF_THE_BRAIN = sought(r"\b(?:or|,) (?:any degree of |past or present )?brain or leptomeningeal involvement\b")


def _life_threatening(line: str) -> Criterion | None:
    """Spread that counts as threatening life: to the brain or the meninges always; to liver and lung by its extent."""
    if _LIFE_THREATENING.search(line) is None or _OF_THE_BRAIN.search(line) is None:
        return None
    brain: Criterion = MetastaticSites(sites=("brain",))
    return any_of((brain, CnsDisease(states=("leptomeningeal",)), _ask(line)))


def read_cns(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that is about spread to the brain and nothing else; None for others."""
    if denied and (threatening := _life_threatening(line)) is not None:
        return threatening
    meninges = _MENINGES.search(line)
    if meninges is None and (_BRAIN.search(line) is None or _SPREAD.search(line) is None):
        return None
    if len(line) > 1200 or _ELSE.search(line) is not None or _SEIZURES.search(line) is not None:
        return None
    text = " ".join(_NUMBER_WORDS.get(word, word) for word in line.split()) + " "
    text = re.sub(r"(\d+) \( \1 \) ", r"\1 ", text)
    if any(word not in _WORDS and _NUMBER.fullmatch(word) is None and word != "." for word in text.split()):
        return None
    sentences = [part.strip() + " " for part in re.split(r" \. |; (?!or )", f"{text} ") if part.strip(" .;")]
    sentences = [part for n, part in enumerate(sentences) if n == 0 or _IMAGED.search(part) is None]
    first = sentences[0].strip()
    if _FRAGMENT.match(first) or re.search(r"\bnot (?:be )?(?:excluded|ineligible)\b", first):
        return None
    if denied or re.match(
        r"(?:no|without|not|absence|free|(?:patient|subject|participant) (?:must|should|may not have|with no|without)(?: not)?|must not|may not have)\b",
        first,
    ):
        kept_out = _kept_out(sentences, line if denied else _WITHOUT.sub("", line))
        if kept_out is None:
            return None
        if denied:
            return kept_out
        negative = re.match(
            r"(?:(?:patient|subject|participant) )?(?:no|without|absence|free|with no|must not|should not|may not have|must be free|not)\b",
            first,
        )
        return negated(kept_out) if negative is not None else None
    return _let_in(sentences, line)


def _spread(text: str) -> Criterion | None:
    """The spread itself, by the words of its place; meninges apart."""
    if _BRAIN.search(text) is None:
        return None
    brain_alone = re.search(r"\b(?:cns|central nervous system)\b", text) is None
    return MetastaticSites(sites=("brain",) if brain_alone else ("brain", "leptomeninges"))


def _ask(line: str) -> Criterion:
    return AskHuman(question=f"Is it so: {line.strip(' .;')}?", because=JUDGED)


def _kept_out(sentences: list[str], line: str) -> Criterion | None:
    """What keeps a person out."""
    first = sentences[0]
    if _IS_STABLE.match(first) is not None:
        # "The CNS tumour is stable", "the patient is not on steroids": one of the conditions under which a line above lets in.
        return None
    apart = _EXCEPT.search(first)
    out = _OUT.search(first)
    if apart is not None and out is not None and out.start() < apart.end() and apart.start() < out.end():
        apart = _EXCEPT.search(first, out.end())
    cut = None if apart is None else _whole_bracket(first, apart.start())
    base = first if cut is None else first[:cut]
    # "Patients with known brain metastases should be excluded": it says once more that they keep out.
    again = [one for one in sentences[1:] if _OUT.search(one) is None or re.search(r"\b(?:unless|except)\b", one)]
    if any(re.search(r"\b(?:unless|except|if)\b", one) for one in sentences[1:] if _OUT.search(one)):
        return None
    clauses = ([] if cut is None else [first[cut:]]) + again
    allowed = " ".join(clause for clause in clauses)
    if any(_EXCEPT.search(clause) is None for clause in again):
        return None
    if not re.sub(r"\b(?:patient|subject|participant|with|known|,|\()\b", " ", base).strip():
        return None
    parts: list[Criterion] = []
    spread = _spread(base)
    # "Brain metastases or leptomeningeal disease that require steroids": either of them.
    of_all = not allowed and _OF_ALL.search(base) is not None
    if _MENINGES.search(base) is not None:
        meninges: Criterion = CnsDisease(states=("leptomeningeal",))
        # "Symptomatic brain or leptomeningeal metastases": of both.
        parts.append(all_of((meninges, _ask(line))) if of_all or _OF_BOTH.search(base) is not None else meninges)
    cord = _CORD.search(base)
    if cord is not None:
        behind = of_all or (
            re.match(r" (?:that|which|requiring|requires|require|with|not|if|unless)\b", base[cord.end() :]) is not None
        )
        compressed = _cord(cord["how"] or "")
        parts.append(all_of((compressed, _ask(line))) if behind and not allowed else compressed)
    if _OF_THE_CORD.search(base) is not None:
        if allowed or re.search(r"\b(?:untreated|symptomatic|active|treated|requir\w+)\b", base) is not None:
            return None
        parts.append(Condition(groups=("spinal cord metastasis",)))
    if spread is not None:
        bare = not allowed and not of_all and _BARE_FIRST.match(base) is not None
        parts.append(spread if bare else _brain(spread, _CORD.sub("", base), allowed, line))
    if not parts:
        return None
    if allowed and spread is None:
        return None
    if _IF_NOT.match(allowed) is not None:
        # "... if they have not been stable and need steroids": both together keep out.
        named = [one for one in (spread, None if cord is None else _cord(cord["how"] or "")) if one is not None]
        return AllOf(of=(any_of(tuple(named)), _ask(line)))
    if allowed and cord is not None and spread is not None:
        at = 1 if _MENINGES.search(base) is not None else 0
        parts[at] = AllOf(of=(parts[at], negated(_ask(allowed))))
    return any_of(tuple(parts))


_IS_STABLE = sought(
    r"^(?:patient |the |any |their )*(?:cns|brain|intracranial) (?:tumor|metastasis|disease|lesion|involvement)s? (?:is|are|must be|has been|have been|should be) (?:\w+ ){0,2}stable\b"
    r"|^(?:(?:the|patient|subject|participant|they|and) )*(?:is|are) not (?:currently )?(?:receiving|taking|on|using|requiring)\b"
)
# Behind the last of a list: what may be said of all that it names. Cord compression always wants treatment.
_OF_ALL = sought(
    r"(?:,|\bor\b|\band\b|\band/or\b) (?:[a-z]+ ){0,3}?(?:(?:leptomeningeal|meningeal) (?:disease|metastasis|involvement|carcinomatosis|spread)|carcinomatous meningitis|(?:brain|cns) (?:metastasis|involvement|lesion))s? (?:\( [a-z]+ \) )?(?:that|which) (?:are|have|require|need|were)\b"
)
_IF_NOT = sought(
    r"^(?:\( |, )?if (?:they|it|these|patient|subject|participant)?(?: |$)(?:have|has|are|is|were|was)? ?not\b"
)


def _cord(how: str) -> Criterion:
    if how in ("ongoing", "active", "current"):
        return Condition(groups=("spinal cord compression",), status="now")
    return Condition(groups=("spinal cord compression",), qualities=(how,) if how else ())


def _whole_bracket(first: str, at: int) -> int:
    """Where an exception begins: with the bracket in which it stands, "(controlled metastases are acceptable)"."""
    before = first[:at]
    return before.rfind("(") if before.count("(") > before.count(")") else at


def _brain(spread: Criterion, base: str, allowed: str, line: str) -> Criterion:
    untreated = _UNTREATED.search(base) is not None
    if not allowed:
        if (
            untreated
            and _IN_TIME.search(base) is None
            and re.search(
                r"\b(?:treated|history)\b(?! previously)", re.sub(r"not (?:been )?(?:\w+ )?treated", "", base)
            )
            is None
        ):
            return CnsDisease(states=("active",))
        if untreated or _SYMPTOMS.search(base) is not None or re.search(r"\d|\btreat|\bstable|\bif\b|\brequir", base):
            return AllOf(of=(spread, _ask(line)))
        return spread
    stable = _stable(allowed)
    if untreated and isinstance(stable, CnsDisease) and stable.for_at_least_days is None:
        return CnsDisease(states=("active",))
    # What lets a person in all the same: whom it does not fit is kept out.
    kept = (spread, negated(stable if stable is not None else _ask(allowed)))
    if not untreated and re.search(r"\bsymptomatic\b", base):
        return AllOf(of=(*kept, _ask(base)))
    return AllOf(of=kept)


def _stable(words: str) -> Criterion | None:
    """Treated and stable, for so long; None where the words do not say so."""
    if (
        re.search(
            r"\b(?:stable|controlled|no evidence of progression|progression|treated|resected|progressed|asymptomatic|responded)\b",
            words,
        )
        is None
    ):
        return None
    if re.search(r"\btreat|\bradi|\birradi|\bsurg|\bresect|\bcontrolled|\blocal therapy|\btherapy\b", words) is None:
        return None
    numbers = list(_STABLE_FOR.finditer(words))
    if re.search(r"[<≤]|\bless than\b|\bup to\b", words):
        return None
    days = max((int(one["number"]) * _DAYS[one["unit"]] for one in numbers), default=None)
    stable: Criterion = CnsDisease(states=("treated stable",), for_at_least_days=days)
    if _SYMPTOMS.search(words) is not None or len(numbers) > 1:
        return all_of((stable, AskHuman(question=f"Is it so: {words.strip(' .,;()')}?", because=JUDGED)))
    return stable


def _let_in(sentences: list[str], line: str) -> Criterion | None:
    """ "Patients with brain metastases are eligible if treated and stable for 4 weeks"."""
    text = " ".join(sentences)
    allowed = re.search(
        r"\b(?:is|are|will be|may be)? ?(?:eligible|allowed|permitted|acceptable)(?: only)?,? (?:if|provided|as long as|when|unless)|\bmay (?:participate|enroll|be enrolled|be included) (?:if|provided)|\bmust (?:be|have)\b",
        text,
    )
    if allowed is None or _OUT.search(text) is not None or _MENINGES.search(text) is not None:
        return None
    spread = _spread(text[: allowed.start()])
    if spread is None:
        return None
    stable = _stable(text)
    return When(condition=spread, then=stable if stable is not None else _ask(line))
