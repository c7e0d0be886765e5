"""Lines that tell by what a woman is taken to be postmenopausal: age, amenorrhoea, hormones, operations.

Such a line is one of several ways of one demand ("postmenopausal, defined as one of the following"). By itself it asks
for her status, and whether it is reached in this way.
"""

from __future__ import annotations

from onward.criteria import Criterion, Finding, Menopause, Not
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of
from onward.reading.word_set import word_set

_HORMONE = sought(r"\b(?:fsh|follicle stimulating|estradiol|oestradiol|gonadotropin|luteinizing|lh|hormone level|e2)\b")
_PERIODS = sought(
    r"\b(?:amenorrh\w+|menses|menstru\w+|period|menopaus\w+|postmenopaus\w+|premenopaus\w+|oophorectom\w+|ovariectom\w+|castration|menostasis)\b"
)
_AGE = sought(r"\b(?:uterus|ovar\w+|age|aged|year old|year of age|older|younger|\d+ year|≥ \d+|< \d+|≤ \d+|> \d+)\b")
_STATED = sought(
    r"^(?:(?:all )?(?:patient|subject|participant|woman|female)s? )?(?:who )?(?:must be |should be |is |are |be |has to be )?(?:currently )?(?:post ?menopausal|post menopausal)\b"
)
_PRE = sought(
    r"\bpre ?menopausal\b|\bpre menopausal\b|\b(?:spontaneous|regular)(?: and regular)? (?:menses|menstrua\w+) within\b|\bregular(?: \w+)? (?:menses|menstrua\w+)"
)
_NOT_FERTILE = sought(
    r"(?:healthy )?(?:(?:man|male|men) (?:and|or|and/or) )?(?:female|woman) (?:subject |patient |participant )?(?:is eligible to (?:participate|enter)(?: in this study)? if she is )?\(? ?of (?:non|not) ?child ?bearing potential ?\)? ?[.,]*$|(?:female|woman) (?:subject |patient |participant )?(?:must be|should be|are|who are) (?:either )?(?:post ?menopausal|post menopausal|surgically sterile|surgically sterilized|hysterectomized)(?: \([^()]*\))? ?,? or (?:be )?(?:post ?menopausal|post menopausal|surgically sterile|surgically sterilized|hysterectomized)(?: \([^()]*\))? ?[.,]*$|(?:(?:woman|female|patient|subject|participant)s? )?(?:must be |is |are |be )?(?:of )?(?:non|not of|not) ?child ?bearing potential (?:\( (?:ie|eg|defined|which|that|physiologically|post)\b[^()]*\) )?(?:, )?(?:including any (?:woman|female) who (?:has had|has|had)|, ?or|defined as(?: follow)?|as defined by)?[ :.,]*$|non child bearing potential \( ie [^()]*\) ?$"
)
# A year without periods, or menopause by an operation, is a way by itself.
_LONG_WITHOUT = sought(
    r"^(?:(?:a |history of |self reported |has |have |had )*)(?:(?:at least |≥ |> |more than |greater than )*(?:12|18|24|1|2|one|two) (?:consecutive )?(?:month|year) without (?:any )?(?:spontaneous )?(?:menstrual|menses|menstruation|period)|(?:not had (?:any )?(?:menses|menstruation|menstrual)|no spontaneous (?:menstrual bleeding|menses|menstruation)|last menstrual period)\b.*\b(?:12|18|24|1|2|one|two) (?:consecutive )?(?:month|year))"
)
_SURGICAL = sought(
    r"^(?:history of )?(?:surgical|surgically induced|radiation|radiation induced|radiological) (?:menopause|castration)\b"
)
# Nothing but these words, or the line asks for something else as well.
_WORDS = word_set(
    "age aged year old of or older younger over under than more less greater equal to at least between and/or and , . ( ) ; : / - ≥ ≤ < > = with without no not a an in intact uterus ovary prior history bilateral unilateral oophorectomy ovariectomy salpingo hysterectomy surgical surgically natural naturally spontaneous spontaneously secondary due",
    "amenorrhea amenorrhoea amenorrheic amenorrhoeic menses menstrual menstruation period cessation complete total for month consecutive past last previous within previous prior preceding lasting duration day week absence chemotherapy tamoxifen toremifene ovarian suppression radiation induced castration alternative medical pathological physiological other cause following exogenous hormonal hormone treatment therapy replacement",
    "fsh follicle stimulating lh luteinizing estradiol e2 gonadotropin level levels value concentration range ranges serum plasma in post postmenopausal menopausal menopause pre premenopausal peri status by per according institutional standard local laboratory lab reference normal limit both elevated confirm confirmed confirmatory documented demonstrated demonstrating assay iu l ml pg miu mui ng dl u unknown whom status ovaries taking registration",
    "bleeding self reported preceding any evaluation screening value upon estrogen undergone as prestudy pre study greater",
    "lostsign 20pg all time informed consent oestradiol practice through menostasis elevation menstruating reached reach would they ago underwent sterilization salpingectomy more mg evidence functioning women taking tubal ligation if not before after plus during until ability also most recent latest last still documented medically confirmed negative positive result examination uterus cervix period periods including hrt using experienced questionable case patient study entry randomization screening enrollment step 1 is are be has have had been who received women woman patient subject participant female must should if on from c1d1 first dose start which that this pre one year two defined as either include including evidenced evidence based history documentation considered will their her currently upon also the any laparoscopic ablation clinical appropriate profile spontaneous without either any when because radiological ie eg such since institution available case age years age consistent another uterine endometrial",
)


def read_menopause_way(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that tells by what a woman counts as post- or premenopausal."""
    if not denied and _NOT_FERTILE.match(line) is not None:
        return Not(of=Finding(name="childbearing potential"))
    if denied or len(line) > 900 or (_PERIODS.search(line) is None and _HORMONE.search(line) is None):
        return None
    words = line.split()
    defined = "defined" in words and words[words.index("defined") - 1] in ("is", "are")
    if (
        "considered" in words
        or (defined and _STATED.match(line) is None)
        or (words[:3] == ["post", "menopausal", ":"] or words[:2] == ["postmenopausal", ":"])
    ):
        # What the word means: asked of nobody.
        return None
    if any(word not in _WORDS and not _is_number(word) for word in words):
        return None
    if (
        _STATED.search(line) is not None
        and not _is_only_status(words)
        and "premenopausal" not in words
        and "pre" not in words
        and "peri" not in words
    ):
        return Menopause(status=("post",)) if len(words) > 4 and "not" not in words[:6] else None
    told = sum(pattern.search(line) is not None for pattern in (_HORMONE, _PERIODS, _AGE))
    alone = _LONG_WITHOUT.match(line) is not None or _SURGICAL.match(line) is not None
    if (told < 2 and not alone) or (_is_only_status(words) and not alone):
        return None
    if _PRE.search(line) is not None:
        return (
            all_of((Menopause(status=("pre",)), asked(line.replace("lostsign ", "").strip())))
            if "post" not in line
            else None
        )
    if words[0] in ("no", "not") and _HORMONE.search(line) is None and "menses" not in words[:4]:
        return None
    return all_of((Menopause(status=("post",)), asked(line.replace("lostsign ", "").strip())))


def is_age_of_menopause(line: str, found: Criterion) -> bool:
    """Whether a reading asks for the age that belongs to one way of being postmenopausal."""
    return "Age(" in repr(found) and _AMENORRHOEA.search(line) is not None


_AMENORRHOEA = sought(r"\b(?:amenorrh\w+|menses|menstru\w+|fsh|follicle stimulating|estradiol)\b")


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit() or word in ("12months", "%")


def _is_only_status(words: list[str]) -> bool:
    """Whether age and status alone are told: "postmenopausal women aged 18 or older" asks for both."""
    return not {
        "amenorrhea",
        "amenorrhoea",
        "amenorrheic",
        "amenorrhoeic",
        "menses",
        "menstrual",
        "menstruation",
        "period",
        "fsh",
        "follicle",
        "estradiol",
        "gonadotropin",
        "hysterectomy",
        "lh",
    } & set(words)
