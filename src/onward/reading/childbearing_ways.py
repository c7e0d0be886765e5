"""Flat lists of the ways in which a woman cannot bear children, or does not: none of them is asked of everybody.

"A female is eligible if she is of non-childbearing potential, including any female who has had:" with "a hysterectomy",
"a bilateral oophorectomy", "is postmenopausal" below it, often without indentation: who is asked for a hysterectomy by
itself would never enter. Where the line above is not read, these lines belong to it and decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onward.criteria import Finding, When
from onward.reading.eligibility import EligibilityLine
from onward.reading.sought import sought

_ANNOUNCES = sought(
    r"\b(?:(?:non-?\s?)?child-?\s?bearing|(?:female|wom[ae]n)\b[^:]{0,80}\bif (?:she|they)\b|(?:post-?\s?menopaus\w+|menopause)\b[^:]{0,60}\b(?:defin\w+|if|as|by)\b|defin\w+[^:]{0,40}menopaus\w+)[^:]{0,160}:\s*$",
    re.IGNORECASE,
)
_OF_IT = sought(
    r"\b(?:hysterectom\w+|oophorectom\w+|ovariectom\w+|ovar(?:y|ies|ian)|tubal|sterili\w+|sterile|infertil\w+|(?:post-?\s?|pre-?\s?)?menopaus\w+|menses|menstrua\w+|amenorr\w+|follicle|FSH|estradiol|contracepti\w+|condoms?|diaphragm|spermicid\w+|"
    r"IUD|IUS|intrauterine|abstinen\w+|abstain\w*|vasectom\w+|salpingectom\w+|partners?|pregnan\w+|child-?\s?bearing|castration|years of age|aged?)\b",
    re.IGNORECASE,
)
# A criterion of its own, that only mentions such words.
_OF_ITS_OWN = sought(
    r"^\W*if\b|\b(?:wom[ae]n|men|patients?|subjects?|participants?)\b[^.]{0,40}\b(?:must|are required|should)\b|^\W*(?:(?:all |female |male )?(?:patients?|subjects?|participants?|wom[ae]n|men|males?)\b[^.]{0,60}\b(?:must|should|agree|willing)\b|histolog|able\b|signed|written|not (?:be )?pregnan|negative\b|no\b)|\b(?:consent|cancer|metasta\w+|ECOG|tumou?r)\b",
    re.IGNORECASE,
)
# "Women of childbearing potential must:" asks for what stands below it, but for a status that only tells who is meant.
_DEMANDS = sought(r"\b(?:must|should|agree\w*|required)\b", re.IGNORECASE)
_STATUS = sought(
    r"\b(?:hysterectom\w+|oophorectom\w+|ovariectom\w+|tubal|menses|amenorr\w+|(?:post-?\s?)?menopaus\w+|FSH|salpingectom\w+)\b",
    re.IGNORECASE,
)
# "A woman of childbearing potential is any woman who meets the following:" tells what a word means, and asks for nothing.
_ONLY_MEANS = sought(
    r"^\W*(?:note:? ?)?(?:an? |all |any |the )?(?:(?:female|wom[ae]n|persons?|individuals?|patients?|participants?) (?:who (?:are|is) )?(?:of|with) (?:non-?\s?)?(?:child-?\s?bearing|reproductive) potential|[WPI]OCBP|FOCBP|WCBP|(?:non-?\s?)?child-?\s?bearing potential|post-?\s?menopaus\w+(?: (?:wom[ae]n|status|state))?)(?: ?\([^()]*\))?,? (?:is|are|will be|was|were) (?:any |those |defined|considered|a (?:wom[ae]n|female))[^.]*:\s*$",
    re.IGNORECASE,
)
# She is asked for nothing that she has not had: the words tell who can bear children.
_STILL_FERTILE = sought(
    r"^\W*(?:who )?(?:has|have|had) not (?:undergone|had) (?:an? )?(?:(?:bilateral |surgical |total )*(?:hysterectomy|oophorectomy|ovariectomy|tubal ligation|salpingectomy|surgical sterili[sz]ation)(?:,? (?:or|and/or|and) |, )?(?:an? )?)+\W*(?:or|and)?\W*$|^\W*(?:who )?(?:has|have) not been (?:naturally )?post-?\s?menopausal\b[^.]*\W*(?:or|and)?\W*$|^\W*(?:who )?(?:has|have) had menses at any time in the (?:preceding|past|last) [^.;:]*$",
    re.IGNORECASE,
)
# "... who are unwilling to use contraception. Highly effective methods include:"
_METHODS_BELOW = sought(
    r"\b(?:contracept\w+|birth control)\b[^.]{0,120}\b(?:includ\w+|following|as follows|are)\b[^.;:]{0,60}:?\s*$|\bcontracept\w+.*\b(?:effective|acceptable|reliable) (?:contraceptive )?(?:methods?|measures?|forms?)\b[^.]{0,60}\b(?:includ\w+|are|following)\b[^.;:]{0,60}:\s*$",
    re.IGNORECASE,
)
_METHOD = sought(
    r"\b(?:IUD|IUS|intra-?\s?uterine|vasectom\w+|condoms?|diaphragm|cervical cap|sponge|spermicid\w+|steril\w+|tubal|abstinence|(?:oral|hormonal|injectable|implant\w*|combined) contracept\w+|hormonal (?:birth|methods?)|birth control pills?|contraceptive (?:implant|patch|ring|injection)\w*)\b",
    re.IGNORECASE,
)
_LONGEST = 14


def with_childbearing_ways(lines: Sequence[EligibilityLine]) -> list[EligibilityLine]:
    """The lines, those of such a list that stand alone as parts of the line that announces them."""
    found = [_without_meaning(line) for line in lines]
    for at, head in enumerate(found):
        able = _who_is_able(found, at)
        if able is not None:
            found[at] = replace(head, reading=None, why_unreadable="note", assumed=())
            asked = found[able].reading
            if asked is not None and not isinstance(asked, When):
                found[able] = replace(found[able], reading=When(condition=_FERTILE, then=asked))
            continue
        if _ONLY_MEANS.search(head.text) is not None and _DEMANDS.search(head.text) is None:
            _tell_nothing(found, at)
            continue
        if _METHODS_BELOW.search(head.text) is not None:
            _count_as_methods(found, at)
        if head.section == "exclusion" or head.part_of is not None or _ANNOUNCES.search(head.text) is None:
            continue
        for n in range(at + 1, min(at + 1 + _LONGEST, len(found))):
            line = found[n]
            if line.section != head.section or line.why_unreadable == "heading" or _OF_IT.search(line.text) is None:
                break
            if _OF_ITS_OWN.search(line.text) is not None:
                break
            if _DEMANDS.search(head.text) is not None and _STATUS.search(line.text) is None:
                continue
            if line.part_of is None:
                found[n] = replace(line, part_of=head.index)
    return found


_FERTILE = Finding(name="childbearing potential")
# "Of non-childbearing potential (...)" above "of childbearing potential (...)": women of either kind may enter.
_NOT_ABLE = sought(
    r"^\W*(?:(?:is|are) )?(?:(?:a )?(?:fe)?(?:male|wom[ae]n)s? )?(?:of )?non-?\s?child-?\s?bearing potential\b(?!.*\bor (?:is )?of child-?\s?bearing)",
    re.IGNORECASE,
)
_ABLE = sought(
    r"^\W*(?:(?:is|are) )?(?:(?:a )?(?:female|wom[ae]n)s? )?(?:of )?child-?\s?bearing potential\b", re.IGNORECASE
)


def _who_is_able(lines: Sequence[EligibilityLine], at: int) -> int | None:
    """Where women who can bear children have a line of their own below that of those who cannot; None elsewhere."""
    line = lines[at]
    if line.section == "exclusion" or line.part_of is not None or _NOT_ABLE.match(line.text) is None:
        return None
    for n in range(at + 1, min(at + 1 + _LONGEST, len(lines))):
        other = lines[n]
        if other.section == line.section and other.depth == line.depth and _ABLE.match(other.text) is not None:
            return n
    return None


def _without_meaning(line: EligibilityLine) -> EligibilityLine:
    """A line that only tells who can bear children is asked of nobody."""
    if line.section == "exclusion" or _STILL_FERTILE.search(line.text) is None:
        return line
    return replace(line, reading=None, why_unreadable="note", assumed=())


def _tell_nothing(found: list[EligibilityLine], at: int) -> None:
    """What a definition says, and what stands below it, asks for nothing."""
    head = found[at]
    found[at] = replace(head, reading=None, why_unreadable="note", assumed=())
    indented = at + 1 < len(found) and (found[at + 1].part_of == head.index or found[at + 1].depth > head.depth)
    for n in range(at + 1, min(at + 1 + _LONGEST, len(found))):
        line = found[n]
        below = line.part_of == head.index or line.depth > head.depth
        if not below and (indented or line.section != head.section or line.part_of is not None):
            break
        if not below and (_STATUS.search(line.text) is None or _OF_ITS_OWN.search(line.text) is not None):
            break
        found[n] = replace(line, reading=None, why_unreadable="note", assumed=(), part_of=head.index)


def _count_as_methods(found: list[EligibilityLine], at: int) -> None:
    """Methods below a line of contraception only say what counts: nobody is kept out by an intrauterine device."""
    head = found[at]
    for n in range(at + 1, min(at + 1 + _LONGEST, len(found))):
        line = found[n]
        if (
            line.section != head.section
            or _METHOD.search(line.text) is None
            or _OF_ITS_OWN.search(line.text) is not None
        ):
            break
        if line.is_open:
            found[n] = replace(line, why_unreadable="consent", part_of=head.index)
