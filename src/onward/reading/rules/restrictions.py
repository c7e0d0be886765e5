"""What restricts an illness or a treatment in words that no record answers: "requiring intravenous antibiotics"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onward.criteria import Finding, HasSex, Menopause, When
from onward.knowledge import reading_words
from onward.reading.grammar import Found, Stage
from onward.reading.other_state import names_another_state
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.disease import is_disease
from onward.reading.rules.values import same_letter, thing_of
from onward.reading.sought import sought
from onward.reading.things import (
    Fixed,
    Happened,
    Ill,
    Several,
    Thing,
    Treated,
    with_quality,
)
from onward.reading.word_set import word_set

RESTRICTIONS = Stage("restrictions")
restricting = RESTRICTIONS.rule

_RESTRICTING = (
    "{requiring|that requires|that require|which requires|which require|requires|require|needing|that required|which required|that would|which would|that could|which could|that may|which may|that might|which might|that will|"
    "interfering|that interferes|that interfere|which interferes|affecting|that affects|that affect|leading|resulting|that results|that resulted|caused by|due to|associated with|secondary to|related to|that is|which is|that are|which are|"
    "likely to|defined as|defined by|as defined by|causing|that causes|not responding|despite|not controlled|that has|that have|treated|under|in need of|that precludes|precluding|that preclude|which precludes|that limits|that limit|which limits|"
    "limiting|compromising|that compromise|that significantly|which significantly|significantly|that cannot|not adequately controlled|currently requiring|necessitating|in which|for which|as evidenced by|documented by|as determined by|"
    "as assessed by|that was|that were|during|contraindicating|that contraindicate|prohibiting|that prohibit|preventing|that prevent|judged|to be treated|considered|incompatible|where|who require|who need|contributing|manifested by|"
    "involving|detected|confirmed by|placing|posing|impairing|altering|that alter|predisposing|assessed by|per|according to|by|on|with|for|of|in|to|at|from|as determined|as assessed|as measured|requiring treatment|within area|that had|which has|which have|that did|while|when|who had|who have|whose|as documented|using|based on|after|following|before|prior to|such that|so that|thought to|as indicated by|as shown by|beyond|since|between|that must|which must|at least|despite of}"
)
# Words that turn or widen what stands before them: a restriction with one of these is not understood.
_TURNING = word_set(
    "unless except other than not no without if may allow allowed permitted eligible acceptable however but nor never excluding excluded exclude exception "
    "exempt ineligible note provided must should can cannot either waived instead regardless "
    "relative mother father sister brother sibling parent grandparent family household partner spouse donor son daughter familial caregiver"
)
_NEW_PART = re.compile(
    r"(?:(?:^| )(?:or|and|,|;|/|and/or) (?:(?:history|known|any|active|prior|evidence|current|other|presence|have|has|had|be|is|are|received|previous|concurrent|a|with|uncontrolled|severe) (?:of )?)?[CXJOF][\ue000-\uf8ff])"
    r"|(?:(?:^| )(?:or|and|,|;|/) (?:history|known|any|active|prior|evidence|current|presence|previous|concurrent) )|[;.:] "
    # "relapsed while on A, or progressive disease on B": another way
    r"|(?:^| )(?:or|and/or) (?:, )?(?:(?:Q[\ue000-\uf8ff] disease|progress(?:ed|ive|ing)|relapsed|recurred|failed) )"
    # "dyspnoea because of A or requiring oxygen": two ways, and the second may hold without the first.
    r"|(?:^| )(?:or|and/or) (?:requir\w+|due|because|with|who|that|which|associated|related|needing|causing|resulting|leading|under|treated|receiving|has|have|had|is|are|not) "
)
_ANOTHER_DRUG = re.compile(
    r"(?:^| )(?:,|or|and/or|, or|, and/or) (?:(?:any|prior|other|previous|another) )*D[\ue000-\uf8ff]"
)
# "Biopsy of the tumour, dissection, or sentinel node biopsy": further procedures, that were made into one list.
_MORE_DONE = re.compile(r"(?:^| )(?:,|or|and/or|, or|, and/or) D[\ue000-\uf8ff] ")
# "HIV with a CD4 count above 500 is considered controlled": it lets in.
_LETS_IN_AS = sought(
    r"\b(?:is|are) considered (?:to be )?(?:well |adequately )?(?:controlled|stable|eligible|acceptable|cured|evaluable)\b"
)
_APART = re.compile(r"(?:^| )(?:, (?:or|and/or)|;) ")


@restricting("<CO:thing> [,|(] <D:needs> [)]", "<C:thing> <C:needs>", gives="")
def needing(found: Found) -> object:
    """ "infection requiring intravenous antibiotics", "lung disease requiring oxygen"."""
    words = found.draft.said[ord(found.match["needs"]) - FIRST_THING]
    if not words.startswith(("requiring", "require", "treated with", "under", "on ", "needing")):
        return None
    thing = thing_of(found.any("thing"))
    if isinstance(thing, Several) and _needs_the_last(thing, words):
        return same_letter(
            found, "thing", replace(thing, parts=(*thing.parts[:-1], with_quality(thing.parts[-1], words)))
        )
    return same_letter(found, "thing", with_quality(thing, words))


def _names_procedures(found: Found, words: str) -> bool:
    """Whether behind an event further events are listed."""
    for one in _MORE_DONE.finditer(words):
        listed = found.draft.at(one[0].strip()[-1])
        if isinstance(listed, Several) and any(isinstance(part, Happened) for part in listed.parts):
            return True
    return False


_STILL_TO_COME = re.compile(r"\b(?:planned|scheduled|anticipated|foreseen|intended|proposed)\b")
_TO_BE_GIVEN = re.compile(
    r"^(?:[,(] )?to be (?:\w+ly )?(?:given|started|initiated|administered|received|begun|commenced|performed|done|used|taken|added|delivered)\b"
)


# "Stroke or any other disease of the brain considered significant": nobody weighs the stroke.
_WEIGHED = sought(r"(?:[,(] )?(?:(?:that|which) (?:is|are) )?(?:considered|judged|deemed|thought|felt)\b")
_ANY_OTHER = sought(r"^(?!.*\b(?:such as|including|eg)\b).*(?:,|\bor\b|\band/or) (?:or )?any other [^,]*$")
_IS_DEMANDED = sought(r"\b(?:is|are) (?:required|mandatory|necessary)(?: |$)")
# "Trastuzumab is required for patients with HER2-positive tumours": of nobody else.
_DEMANDED_OF_SOME = sought(
    r"\b(?:is|are) (?:required|mandatory|necessary) (?:for|in|of) (?!all\b|the\b|this\b|every\b|study\b|entry\b|enrollment\b)"
)
# "Bleeding within 30 days or on vitamin K antagonists": the second is a way of its own.
_ANOTHER_WAY = sought(r"\bor (?:on|taking|receiving|who|has|have|is|are|history|presence)\b")
# "A stable regimen for patients on anticoagulants": asked of them alone.
_OF_THOSE = sought(r"^(?:[,(] )?(?:for|in|among) (?:those|P.) ?(?:who|with|[DC]|on|receiving|taking)")


# "Measurable disease for the phase 2 part": whoever enters another part need not have it.
_OF_A_PART = sought(
    r"^(?:[,(] )?(?:for|in|during|within) (?:[a-z]+ ){0,3}?(?:phase|part|cohort|arm|stratum|escalation|expansion|optimization|substudy|sub study)\b"
)


@restricting(f"<CODFX:thing> [,|(] {_RESTRICTING} $rest", gives="")
def restricted(found: Found) -> object:
    """ "infection requiring intravenous antibiotics": the words stay beside the illness, for a human to judge."""
    value = found.any("thing")
    start = found.match.end("thing") + 1
    words = found.match.string[start : found.match.end()]
    if "lostsign" in words:
        return None
    opened, closed = words.count("("), words.count(")")
    if opened != closed and (not words.startswith("( ") or opened != closed + 1):
        return None
    tokens = words.split()
    if _TURNING.intersection(tokens[1:] if tokens[0] not in ("(", ",") else tokens[2:]) - _meant(words):
        return None
    if _NEW_PART.search(f" {words}"[1:]) is not None or _holds_a_list_of_its_own(found, words):
        return None
    if found.draft.denied and _APART.search(words) is not None and _is_pair(words):
        return None
    if isinstance(thing_of(value), Treated) and _ANOTHER_DRUG.search(words) is not None:
        # "Doxorubicin per ... above 360 or any prior anthracycline": another way.
        return None
    if _LETS_IN_AS.search(words) is not None:
        return None
    if names_another_state(found.draft.spoken(found.match.string[found.match.start("thing") - 1 : start]), words):
        return None
    if found.match.string[found.match.start("thing") - 1] == "O" and _names_procedures(found, words):
        return None
    of_those = not found.draft.denied and (_OF_THOSE.match(words) or _OF_A_PART.match(words)) is not None
    if of_those or _ANOTHER_WAY.search(found.draft.spoken(words)) is not None:
        return None
    thing = thing_of(value)
    if found.draft.denied and isinstance(thing, (Treated, Happened)) and _IS_DEMANDED.search(words) is not None:
        # "Prior trastuzumab is required", among what keeps out: it is asked for.
        return None
    if not found.draft.denied and _DEMANDED_OF_SOME.search(found.draft.spoken(words)) is not None:
        return None
    if isinstance(thing, Fixed) and is_disease(thing.criterion) and words.strip() in ("of breast", "in breast"):
        return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "
    if (
        isinstance(thing, (Happened, Treated))
        and thing.window is not None
        and thing.window.at_least
        and " and " in words
    ):
        # "At least 7 days since radiotherapy to ... and recovered": a demand of its own.
        return None
    if isinstance(thing, Happened) and _STILL_TO_COME.search(words) is not None:
        # "Resection of the pancreas planned": none that was done.
        return None
    if isinstance(thing, (Happened, Treated, Several)) and _TO_BE_GIVEN.match(words) is not None:
        # "Paclitaxel to be given after surgery": none that was given.
        return None
    if found.draft.denied and isinstance(thing, Happened) and " or " in f" {words}":
        # "Biopsy of the tumour or the tumour excised": perhaps two ways.
        return None
    last_alone = found.draft.said[ord(found.match["thing"]) - FIRST_THING]
    if isinstance(thing, Several) and (
        is_other_illness(thing.parts[-1])
        or _needs_the_last(thing, words)
        or (_WEIGHED.match(words) is not None and _ANY_OTHER.search(last_alone) is not None)
    ):
        # "..., or other disease significantly affecting ...": the words restrict the last of the list alone.
        quality = found.draft.spoken(words).strip(" ,()")
        parts = (*thing.parts[:-1], with_quality(thing.parts[-1], quality))
        return found.draft.put("C", replace(thing, parts=parts), found.draft.spoken(found.match[0]))
    if isinstance(thing, Fixed) and thing.criterion.__class__.__name__ in ("Not", "When", "AnyOf", "HasSex", "Age"):
        return None
    if (
        isinstance(thing, Fixed)
        and "LabValue(" in repr(thing.criterion)
        and re.match(r"(?:in|for|with|where|when) ", words)
    ):
        # "Bilirubin at most 2 in patients with ...": a limit for them alone.
        return None
    if isinstance(thing, Fixed) and "LabValue(" in repr(thing.criterion) and _OF_SOME.search(words) is not None:
        # "LVEF normal by echocardiogram (patients who had an anthracycline)": asked of them alone.
        return None
    if isinstance(thing, Fixed) and "AllergyTo(" in repr(thing.criterion) and not {",", "or", "and"}.isdisjoint(tokens):
        # "Allergy to particles in suspension, to paclitaxel or to albumin": what follows is one more allergen each.
        return None
    if isinstance(thing, Fixed) and isinstance(thing.criterion, Finding) and thing.criterion.name.startswith("no "):
        # "Free of disease in the axilla" asks for less than to be free of disease.
        return None
    if isinstance(thing, Fixed) and isinstance(thing.criterion, Menopause) and not found.draft.denied:
        said = found.draft.spoken(words).strip(" ,()")
        if _OF_WOMEN.fullmatch(said) is not None:
            # "Postmenopausal status for women": men are not asked.
            asked = Fixed(criterion=When(condition=HasSex(sex="female"), then=thing.criterion))
            return found.draft.put("F", asked, found.draft.spoken(found.match[0]))
    if "Receptor(" in repr(thing) and _OTHER_CALL.match(words) is not None:
        # "HER2 negative of positive": most likely "or".
        return None
    letter = found.match.string[found.match.start("thing") - 1]
    if letter == "X" and found.draft.denied:
        return None
    quality = found.draft.spoken(words).strip(" ,()")
    if not quality:
        return None
    made = with_quality(thing, quality)
    return found.draft.put("C" if letter == "X" else letter, made, found.draft.spoken(found.match[0]))


_NEEDS = re.compile(
    r"(?:, |\( )?(?:(?:currently |that |which |who )?(?:requir|need|necessitat)\w* |treated |on |under )"
)


def _needs_the_last(thing: Several, words: str) -> bool:
    """ "Infarction within 6 months, or heart failure requiring diuretics": members told apart; the last needs them."""
    last = thing.parts[-1]
    if _OF_A_CAUSE.match(words) is not None and isinstance(last, Ill) and _is_wider(last, thing.parts[:-1]):
        # "Type 1 diabetes, or diabetes resulting from an operation": the first results from nothing.
        return True
    if _NEEDS.match(words) is not None and isinstance(last, Ill) and _ARRHYTHMIAS.issuperset(last.groups):
        # "Heart failure, coronary disease, arrhythmia requiring digoxin": no more than the arrhythmia requires it.
        others = [part for part in thing.parts[:-1] if isinstance(part, Ill)]
        if any(_ARRHYTHMIAS.isdisjoint(part.groups) for part in others):
            return True
    if _NEEDS.match(words) is None or not isinstance(last, Ill) or len(thing.parts) < 2:
        return False
    others = [part for part in thing.parts[:-1] if isinstance(part, Ill)]
    if any(part.groups == last.groups for part in others):
        return True
    if any(part.window is not None for part in others) and last.window is None:
        return True
    return bool(last.qualities) and any(not part.qualities for part in others)


_ARRHYTHMIAS = frozenset(
    {"arrhythmia or long QT", "ventricular arrhythmia", "supraventricular arrhythmia", "atrial fibrillation", "ventricular tachycardia"}
)  # fmt: skip
_OF_A_CAUSE = sought(
    r"(?:, |\( )?(?:resulting from|due to|secondary to|caused by|because of|related to|associated with)\b"
)


def _is_wider(last: Ill, others: Sequence[Thing]) -> bool:
    """Whether the last of a list is the general name of one before it."""
    held = reading_words().held_groups
    kinds = {kind for group in last.groups for kind in held.get(group, ())}
    return any(isinstance(part, Ill) and kinds.issuperset(part.groups) for part in others)


def _is_pair(words: str) -> bool:
    """Whether a comma with an "or" sets a second thing apart, and closes no list of the restriction itself."""
    at = _APART.search(words)
    return at is not None and " , " not in words[: at.start()]


_OF_SOME = re.compile(r"\( (?:only |for |in |if )*(?:P[\ue000-\uf8ff]|patient|subject|participant|those|woman)")
_OF_WOMEN = re.compile(r"(?:for|in|if) (?:woman|female)(?: patient| participant| subject)?(?: only)?")
_OTHER_CALL = re.compile(r"of (?:positive|negative|unknown|equivocal)\b")
_INTRODUCING = frozenset({"including", "as", "eg", "ie", "absence", "between", "like", ":"})


def _holds_a_list_of_its_own(found: Found, words: str) -> bool:
    """Whether a list was made among the words: "dyspnoea due to malignancy, or oxygen therapy" begins another part."""
    for place in re.finditer(r"[CDFOX]([\ue000-\uf8ff])", words):
        value = found.draft.at(place[1])
        before = words[: place.start()].split()
        in_brackets = before.count("(") > before.count(")")
        if not isinstance(value, Several) or in_brackets or (before and before[-1] in _INTRODUCING):
            continue
        if all(isinstance(part, (Treated, Happened)) for part in value.parts):
            continue
        said = found.draft.said[ord(place[1]) - FIRST_THING]
        if re.search(r"(?:,|;) (?:or|and|and/or)\b|;", said) or len({type(part) for part in value.parts}) > 1:
            return True
    return False


def is_other_illness(thing: Thing) -> bool:
    return isinstance(thing, Ill) and thing.groups == ("concurrent illness",)


def _meant(words: str) -> frozenset[str]:
    """Turning words that belong to the restriction itself."""
    allowed: set[str] = set()
    if words.startswith(("that may ", "which may ", "that can ", "which can ", ", that may ", ", which may ")):
        allowed.update(("may", "can"))
    if "not controlled" in words or "not adequately" in words or "not responding" in words or "not respond" in words:
        allowed.add("not")
    return frozenset(allowed)
