"""Another cancer, or spread to the brain, in words that are not understood as a whole.

"No other malignancy within 5 years unless it was ... and the sponsor agrees": whoever has no other cancer meets it, whatever
the rest says. That holds where the whole line speaks of that one thing, so each of its words has to be one of those such
lines are made of; a word that may bring in something else leaves the line unread. Who has it is for a human.
"""

from __future__ import annotations

import re

from onward.criteria import AskHuman, CnsDisease, Condition, Criterion, MetastaticSites, Not, OtherCancer
from onward.reading.partial_cancer_words import CANCER_WORDS, CNS_WORDS, LEAD_WORDS, TREATMENTS
from onward.reading.partial_part import asked
from onward.reading.partial_people import THIS_ONE_TOO
from onward.reading.sought import Sought, sought
from onward.reading.things import JUDGED, all_of, any_of

_CANCER = sought(
    r"\b(?P<noun>malignancy|malignant disease|malignant tumor|malignant neoplasm|cancer|carcinoma|neoplasm|neoplasia|tumor) (?=$|[,.;:()/]|within|in|that|which|whose|who|requiring|requires|require|with|without|unless|except|excluding|excepting|other|besides|than|not|and|or|is|are|was|were|has|have|had|diagnosed|treated|from|of|for|at|prior|before|during|over|must|should|will|may|can|considered|active|≤|<|apart|aside|currently|if|undergoing|under|receiving|unrelated|elsewhere|present|considered|deemed|on|history|like|likely|will|any|dis)"
)
_OTHER = sought(
    r"\b(?:other|another|second|secondary|prior|previous|previously|history|additional|different|concurrent|concurrently|concomitant|synchronous|distinct|coexisting|coexistent|third|separate|past|unrelated|multiple|double)\b"
)
# Without "other" it is one where the words say which cancer is not meant, or when it was.
_NOT_THIS = sought(
    r"^(?:other than|besides|apart from|aside from|not|different from|unrelated to|distinct from|within|in (?:last|past|previous)|during (?:last|past)|in \d|≤|<)"
)
_NEGATIVE = sought(
    r"^(?:(?:patient|subject|participant|individual|woman|who|there|all|any|is|are|be|has|have|had|must|should|may|known|study|the|exclusion|:) )*(?:no|not|without|free|never|absence|none)\b"
)
_CONDITIONAL = sought(
    r"\b(?:if|provided|as long as|unless|when|who|must|should|only|with|and have|free|without|but|at least|≥|>|after|for)\b"
)
_LET_IN = sought(
    r"\b(?:eligible|allowed|permitted|acceptable|exempt|(?:may|can) (?:participate|enroll|enter|have|be (?:enrolled|included|eligible))|not (?:be )?excluded|considered for|will be considered|must|should)\b"
)
# What stands behind "or" and "and" is a treatment of that cancer only where another treatment stands before it.
_JOINT = sought(
    r"(?P<before>\S+) (?:, )?(?:or|and|and/or|;|\.|,|/) (?:(?:prior|previous|concurrent|concomitant|any|other|current|currently|recent|history of|received|receive|receiving|undergone|who have received|have received|has received|had|active|systemic|use of|treatment with|therapy with|patient|to|with|the|whole brain|cranial|local|definitive|further|additional|specific|no|not|without) )*(?P<what>\S+)(?= |$)"
)
_RISKS = frozenset({"recurrence", "relapse", "death", "progression", "progressing", "recurrent"})
# What may come, or has begun above, is none of it.
_NOT_THERE = sought(
    r"\bnon (?:cns|central nervous|brain)\b|\bat (?:high |increased |higher )?risk (?:for|of) (?!recurrence|relapse|metast|death|progress)|\b(?:impending|potential need|suspicion|under (?:active )?evaluation|suspected (?:other |another )?(?:cancer|malignancy))\b|\bseizure(?! (?:medication|drug|prophyla\w+|agent|therapy))"
)
_FRAGMENT = sought(
    r"^(?:are|is|was|were|completed|must be|off|exception|who|they|the|has been|have been(?! diagnosed)|having|if|stable|note|control|asymptomatic|all|not (?:receiving|requiring|on|treated|require)|no (?:longer|ongoing|requirement|evidence|increase)|exceptions?|unless|except|with|without|and|or)\b(?!.*\b(?:eligible|allowed|permitted)\b)"
)
_IN_NO_HURRY = sought(
    r"\b(?:not (?:needing|requiring|require|need|in need of) immediate|(?:as long as|if) they (?:do|have|are))\b"
)
_DEMANDED = sought(
    r"^(?:(?:patient|subject|participant|individual) )?(?:must|should) have (?!no )|^(?:currently )?(?:have|has) |^(?:presence of )?(?:at least|≥) \d|^measurable|^(?:clinically |pathologically )?(?:radiologic|radiological|radiologically|radiographic|radiographically|histologically|cytologically|mri|imaging|biopsy)(?: or \w+)? (?:evidence|confirmed|documented|proven|confirmation|documentation) "
)


def cancers_question(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that speaks of another cancer, or of spread to the brain, and of nothing else."""
    if len(line) > 1500:
        return None
    text = re.sub(r"\( (?:s|cns|bcc|scc|dcis|lcis|nmsc|ct|mri|lmd) \) ", "", f"{line} ").replace(
        "non breast ", "nonbreast "
    )
    words = text.split()
    if _NOT_THERE.search(text) is not None or _FRAGMENT.match(text) is not None:
        return None
    named = _other_cancer(text, words)
    if named is None:
        named = _spread(text, words)
    elif THIS_ONE_TOO.search(text) is not None:
        # "Earlier cancers (including breast cancer)": whoever had no other one may have had this one.
        return None
    if named is None:
        return None
    said = line.strip(" .,;:")
    if denied:
        kept_out = all_of((named, AskHuman(question=f"Does it keep out: {said}?", because=JUDGED)))
        # A sentence of treatment alone may keep out by itself.
        apart = _sentences_apart(text, _A_CANCER if isinstance(named, OtherCancer) else _OF_THE_BRAIN)
        return any_of((kept_out, *map(asked, apart)))
    if _sentences_apart(text, _A_CANCER if isinstance(named, OtherCancer) else _OF_THE_BRAIN):
        return None
    if _DEMANDED.match(text) is not None:
        # An illness alone among what is asked for has most likely lost its heading; these words ask for it.
        return None if isinstance(named, OtherCancer) else all_of((named, asked(line)))
    if (
        _IN_NO_HURRY.search(text) is not None
        or _NEGATIVE.match(text) is not None
        or (_LET_IN.search(text) is not None and _CONDITIONAL.search(text) is not None)
    ):
        return any_of((Not(of=named), AskHuman(question=f"Is it met: {said}?", because=JUDGED)))
    return None


def _other_cancer(text: str, words: list[str]) -> Criterion | None:
    found = _CANCER.search(text)
    if found is None or not all(_known(word, CANCER_WORDS) for word in words):
        return None
    lead = text[: found.start()]
    if not all(_known(word, LEAD_WORDS) for word in lead.split()):
        return None
    if _OTHER.search(lead) is None and _NOT_THIS.match(text[found.end() :]) is None:
        return None
    return None if _adds_something(text) else OtherCancer()


_BRAIN = sought(
    r"\b(?:brain|cns|cerebral|intracranial)(?: or| and| and/or|/) (?:cns|central nervous system|spinal|leptomeningeal|meningeal) (?:metastasis|met|lesion|involvement|tumor|malignancy|disease)\b|\bmetastatic(?: to)? (?:brain|cns|central nervous system)\b"
    r"|\b(?:brain|cns|central nervous system|cerebral|intracranial|cranial|cerebellar|brainstem)\b(?: (?:or|and|and/or|/|,|parenchymal|subdural|dural|leptomeningeal|meningeal|spinal|epidural|spine|cord) ?)*(?: \S+)?(?: \S+)? (?:metastasis|met|lesion|involvement|tumor|malignancy|disease|spread|cancer|progression)\b"
    r"|\b(?:metastasis|met|metastatic (?:disease|lesion|tumor|cancer)|spread|involvement|lesion|disease|tumor|malignancy)(?: \S+){0,3} (?:brain|cns|central nervous system|cerebral|cerebrum)\b"
)
_MENINGES = sought(
    r"\b(?:leptomeningeal|meningeal|carcinomatous meningitis|meningeosis carcinomatosa|leptomeninges|lmd|meningitis carcinomatosa)\b"
)
_CORD = sought(r"\b(?:spinal cord|cord) compression\b")
_PRIMARY = sought(r"\bprimary\b|\b(?:cns|central nervous system|brain) (?:malignancy|cancer)\b")
# A cancer of another place beside the brain's.
_ANOTHER_CANCER = sought(
    r"\b(?:another|other|second) (?:(?:primary|solid|hematologic|active|invasive|or|prior|known|type|of) )*(?:malignancy|cancer|neoplasm)\b(?! of (?:brain|cns|central))"
)
_EPIDURAL = sought(r"\bepidural\b")
_OF_THE_CORD = sought(r"\bspinal cord metastas")
_TUMOR = sought(r"\b(?:tumor|lesion|lymphoma|leukemia|glioma)\b")
# Spread that is not of the brain may be meant as well.
_ELSEWHERE = sought(
    r"\b(?:or|and|,|and/or) (?:other |any |distant |known |visceral |extracranial |systemic )*(?:distant|other|visceral|systemic (?!steroid|corticosteroid|treatment|therapy)|extracranial|spinal (?!cord (?:compression|metastasis)))"
)
_SPREADING = frozenset({"metastasis", "metastatic", "met", "mets"})
_CNS_SPREAD = sought(r"\b(?:metast\w+|met|mets|involvement|spread|carcinomat\w+|leptomeningeal|cancer|malignan\w+)\b")


def _spread(text: str, words: list[str]) -> Criterion | None:
    brain, meninges = _BRAIN.search(text) is not None, _MENINGES.search(text) is not None
    if not (brain or meninges) or not all(_known(word, CNS_WORDS) for word in words):
        return None
    tumor = _TUMOR.search(text) is not None
    if (_CNS_SPREAD.search(text) is None and not tumor) or _adds_something(text, TREATMENTS - _SPREADING):
        # "CNS disease" alone may be any illness of the brain.
        return None
    if _ELSEWHERE.search(text) is not None or _ANOTHER_CANCER.search(text) is not None:
        return None
    named: list[Criterion] = []
    if brain:
        named.append(MetastaticSites(sites=("brain", "leptomeninges")))
    if meninges:
        named.append(CnsDisease(states=("leptomeningeal",)))
    if _CORD.search(text) is not None:
        named.append(Condition(groups=("spinal cord compression",)))
    if _EPIDURAL.search(text) is not None:
        named.append(Condition(groups=("epidural disease",)))
    if _OF_THE_CORD.search(text) is not None:
        named.append(Condition(groups=("spinal cord metastasis",)))
    if tumor or _PRIMARY.search(text) is not None:
        named.append(Condition(groups=("primary central nervous system tumour",)))
    return any_of(tuple(named))


def _known(word: str, words: frozenset[str]) -> bool:
    return word in words or word[0].isdigit() or not word[0].isalnum()


_A_CANCER = sought(r"\b(?:cancer|carcinoma|malignan\w+|tumor|neoplasm|melanoma|lymphoma|leukemia|situ|dcis)\b")
_OF_THE_BRAIN = sought(
    r"\b(?:brain|cns|central nervous system|cerebral|intracranial|cranial|leptomening\w+|mening\w+|lmd|cord compression|lesion)\b"
)
_BESIDE = TREATMENTS - frozenset({"steroid", "corticosteroid", "dexamethasone", "anticonvulsant"})


# What goes on with those of whom the sentence before spoke, lets something be, or only explains.
_GOES_ON = sought(
    r"^ ?(?:\( )?(?:they|it|these|those|such|this)\b|^(?:.* )?(?:is|are|will be) (?:allowed|permitted|acceptable|not required)\b|\b(?:may|can) (?:continue|receive|be on|remain|have)\b|^(?:note|treatment of) "
)


def _sentences_apart(text: str, topic: Sought) -> tuple[str, ...]:
    """Sentences that speak of treatment or spread, and not of what the line is about."""
    return tuple(
        sentence
        for sentence in re.split(r" \. |; ", text)
        if topic.search(sentence) is None
        and not _BESIDE.isdisjoint(sentence.split())
        and _GOES_ON.search(sentence) is None
    )


# "Another cancer, or prior pelvic radiotherapy".
_OR_EARLIER = sought(r", or (?:prior|previous) ((?:[^ ,.;]+ ){1,3})")
_OF_A_CANCER = sought(r" (?:\( [^()]* \) )?(?:for|of) (?:\S+ ){0,4}?(?:cancer|malignancy|tumor|neoplasm|carcinoma)\b")


def _adds_something(text: str, treatments: frozenset[str] = TREATMENTS) -> bool:
    """Whether behind a joint a treatment begins that may be a way of its own: "another cancer, or chemotherapy"."""
    if any(not treatments.isdisjoint(found[1].split()) for found in _OR_EARLIER.finditer(text)):
        return True
    for found in _JOINT.finditer(text):
        what = found["what"].strip(".,;()")
        before = found["before"].strip(".,;()")
        if " and " in found[0] and (" no " in found[0] or " not " in found[0] or " without " in found[0]):
            # "... and not on steroids" narrows what stands before it.
            continue
        if what not in treatments or before in TREATMENTS or (what.startswith("metast") and before in _RISKS):
            continue
        if _OF_A_CANCER.match(text, found.end()) is None:
            return True
    return False
