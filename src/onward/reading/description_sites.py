"""Metastases in a description: where they are, where they are denied or suspected, and since when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onward.disease import CAME_BACK
from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_forms import denied_by_answer
from onward.reading.description_imaging import read_imaging
from onward.reading.description_site_lists import NOUN, SAYS_IT, NamedSite, site_runs, with_own_noun
from onward.reading.description_stage import (
    BARE,
    DE_NOVO,
    RECURRED,
    is_metastatic_elsewhere,
    other_cancer_follows,
    read_stage,
)
from onward.reading.description_text import Span, Word, names_in
from onward.terms import UNDATED
from onward.timeline import FamilyHistory, Metastasis, ReceptorResult, StageFact, Standing

_BEHIND = re.compile(rf"[\s-]*(?:only\s+)?{NOUN}\b")
_BEFORE = re.compile(
    r"(?:\b(?:metasta(?:tic|ses|sis|sized)|mets?|spread|spreading|secondaries|disease|recurr(?:ed"
    r"|ence|ent)|relapsed?|progress(?:ed|ion|ing)|involving|lesions?|mbc|m?tnbc|(?:breast\s+)?(?:ca"
    r"|cancer|carcinoma)(?=\s+to\s)|it(?:'s|\s+is|\s+has\s+(?:gone|moved|spread))(?=\s+(?:(?:now|also|only)\s+)*(?:in|to)\s))\b"
    r"[\s:,(]*(?:(?:to|in|into|of|at|within|involving|affecting|sites?|including|are|is|the|both|her|my|now|also|only"
    r"|his|multiple|new|disease|breast|cancer|carcinoma|adenocarcinoma|lobular|ductal|ca|bc)[\s:,(]+)*)$"
)
_NOT_DISEASE = re.compile(
    r"[\s-]*(?:effusions?|thickening|plaques?|cysts?|h(?:a)?emangiomas?|function|functions|density|scan|scans|mri|ct|biops\w+|bx|enzymes?|tests?|transplant\w*"
    r"|agents?|health|loss|pain|protect\w+|modifying"
    r"|radiation|radiotherapy|rt\b|srs|metabolism|disease\s+(?:of|clinic)|cirrhosis|lavage|fracture"
    r"|tumou?r\b|cancer|carcinoma|clear|marrow\s+(?:function|reserve|transplant))"
)
_OTHER_FINDING = re.compile(r"[\s-]*(?:effusions?|thickening|plaques?|cysts?|h(?:a)?emangiomas?)\b")


def read_sites(book: Book) -> None:
    """Stage, sites of metastasis, and how the metastatic disease began."""
    _de_novo(book)
    read_stage(book)
    _named_sites(book)
    read_imaging(book)
    _came_back(book)
    _metastatic(book)


# --- sites


def _named_sites(book: Book) -> None:
    """Sites with a word for metastasis beside them, in lists as a whole; a list of sites alone counts as one."""
    for part in book.text.sentences:
        named = [
            (start, end, site)
            for start, end, site in names_in(book.codes.sites.names, _words(book, part))
            if book.is_free(start, end) and site.site and site.name != "place not stated"
        ]
        for run in site_runs(book, named):
            for own in with_own_noun(book, run):
                _claim_run(book, part, own)


def _words(book: Book, span: Span) -> tuple[Word, ...]:
    return tuple(word for word in book.text.words if span.holds(word.start, word.end))


def _without_dates(book: Book, start: int, end: int) -> str:
    """The words between two places with blanks where dates are: "relapse 8/2025: lungs"."""
    signs = list(book.text.low[start:end])
    for one in book.dates:
        if start <= one.start and one.end <= end:
            signs[one.start - start : one.end - start] = " " * (one.end - one.start)
    return "".join(signs)


def _claim_run(book: Book, part: Span, run: Sequence[NamedSite]) -> None:
    low = book.text.low
    start, end = run[0][0], run[-1][1]
    if len(run) > 1 and _OTHER_FINDING.match(low, end) is not None:
        # "Bone mets, pleural effusion": the effusion is named beside the metastases, and may be none.
        _claim_run(book, part, run[:-1])
        return
    if _within_condition(book, start, end):
        return
    behind = _BEHIND.match(low, end, part.end)
    # "liver mets" and "leptomeningeal" are names by themselves.
    itself = any(SAYS_IT.search(low[one[0] : one[1]]) or one[2].site == "leptomeninges" for one in run)
    if (
        behind is not None
        and _TOO_WIDE.fullmatch(behind[0])
        and not {site.site for _, _, site in run} <= _DISEASE_SITES
    ):
        behind = None
    wide = behind is None and _BEHIND.match(low, end, part.end) is not None
    # "Metastases in bone, liver": what opens the list may stand in the part before.
    sentence = book.text.sentence_of(start)
    before = _BEFORE.search(_without_dates(book, max(sentence.start, start - 60), start))
    if before is not None and wide and before[0].startswith("disease"):
        # "No heart disease, lung disease": the lung is not where the disease before it is.
        before = None
    told = itself or behind is not None or before is not None
    list_goes_on = not told and _continues(book, sentence, start)
    alone = not told and (_is_alone(book, book.text.part_of(start), start, end) or _in_brackets(book, start, end))
    if behind is None and not itself and _NOT_DISEASE.match(low, end) is not None:
        _biopsied(book, run)
        return
    named_alone = False
    if not itself and behind is None and before is None and not list_goes_on and not alone:
        if not _are_places_alone(book, start, end):
            return
        named_alone = True
    until = end if behind is None else behind.end()
    opens = start
    names_cancer = before is not None and re.search(r"cancer|carcinoma|tnbc|mbc", before[0]) is not None
    if (
        before is not None
        and not names_cancer
        # "Lung metastases, brain metastases ruled out": the first word belongs to what stands before it.
        and not ("," in before[0] and (itself or behind is not None))
        and before[0]
        .strip()
        .startswith(("metasta", "mets", "met ", "spread", "secondar", "lesion", "involving", "disease"))
    ):
        opens = max(sentence.start, start - 60) + before.start()
    stance = book.stance(start, until)
    if stance is Stance.AFFIRMED and opens < start:
        stance = book.stance(opens, until)
    if stance is Stance.UNTOLD:
        book.leave(min(opens, start), until, UNTOLD)
        return
    benign = _BENIGN.match(low, until)
    if benign is not None:
        book.leave(min(opens, start), benign.end(), BENIGN)
        return
    when = book.when_near(start, until)
    answered = _answered_from(book, start, until) if stance is Stance.DENIED else start
    for at, to, site in run:
        own = when
        standing = stance.standing if at >= answered else Standing.CONFIRMED
        fact = Metastasis(site=site.site, basis="condition", standing=standing, when=own)
        first = at == start
        book.claim(
            fact
            if site.site != "other"
            else Metastasis(site="other", basis="condition", standing=standing, when=own, text=site.name),
            at if not first or not book.is_free(min(opens, at), at) else min(opens, at),
            to,
            assumed=PLACES_ALONE if named_alone else "",
        )
    only = _ONLY.match(low, until)
    book.take(start, until if only is None else only.end())


BENIGN = "said to be benign"
_BENIGN = re.compile(
    r"[\s:,(-]*(?:(?:biops(?:y|ied)|bx'?d?|path(?:ology)?|which|that|showed|shows|showing|was|were|is|are|proved|proven|found|to be|consistent with|a|an|only|likely|favou?red|felt)[\s:,(-]+)*"
    r"(?:benign|h(?:a)?emangiomas?|cysts?|simple cysts?|granulomas?|fibroadenomas?|degenerative|post-?traumatic|reactive)\b"
)
_OR = re.compile(r"\bor\b")


def _answered_from(book: Book, start: int, until: int) -> int:
    """From where on an answer denies places: "bone and liver mets, brain mets: none" denies what its last part names."""
    words = book.text.low[start:until]
    if "," not in words or _OR.search(words) is not None or denied_by_answer(book.text, start, until) is None:
        return start
    return start + words.rindex(",")


_ONLY = re.compile(r"[\s-]*only\b")


_TOO_WIDE = re.compile(r"[\s-]*disease")
# "Liver disease" may be cirrhosis and "lung disease" asthma; of these places "disease" means the cancer.
_DISEASE_SITES = frozenset({"bone", "brain", "leptomeninges", "node_distant", "pleura", "peritoneum", "soft_tissue"})
_BIOPSY = re.compile(r"[\s-]*(?:metasta\w+\s+|lesion\s+)?(?:core\s+|needle\s+)*(?:biops(?:y|ies|ied)|bx|fna)\b")


def _within_condition(book: Book, start: int, end: int) -> bool:
    """ "Interstitial lung disease" is no metastasis."""
    sentence = book.text.sentence_of(start)
    words = tuple(word for word in book.text.words if sentence.holds(word.start, word.end))
    return any(
        at <= start and end <= to and (at, to) != (start, end)
        for at, to, _ in names_in(book.codes.status.conditions.names, words)
    )


def _biopsied(book: Book, run: Sequence[NamedSite]) -> None:
    """A place whose biopsy gave receptors is a metastasis."""
    start, end, site = run[-1]
    found = _BIOPSY.match(book.text.low, end)
    sentence = book.text.sentence_of(start)
    results = [
        claim.fact
        for claim in book.claims
        if isinstance(claim.fact, ReceptorResult) and sentence.holds(claim.start, claim.end)
    ]
    if found is None or not results:
        return
    when = next((result.when for result in results if result.when.start is not None), UNDATED)
    book.claim(Metastasis(site=site.site, basis="biopsy", when=when), start, found.end())


def _continues(book: Book, sentence: Span, start: int) -> bool:
    """Whether a list of sites that began in an earlier part of the sentence goes on here."""
    earlier = [
        claim for claim in book.claims if isinstance(claim.fact, Metastasis) and sentence.holds(claim.start, claim.end)
    ]
    if not earlier:
        return False
    last = max(claim.end for claim in earlier)
    return (
        last <= start
        and re.fullmatch(r"[\s,/+&)]*(?:and|or|plus)?\s*(?:the\s+)?", book.text.low[last:start]) is not None
    )


def _is_alone(book: Book, part: Span, start: int, end: int) -> bool:
    """Whether a part is nothing but sites ("bone + liver"), in a text that speaks of metastatic disease otherwise."""
    rest = book.text.low[part.start : start] + " " + book.text.low[end : part.end]
    return re.fullmatch(
        r"[\s,.;:()+&/-]*(?:and|only|the|sites?|x\s?\d|\s)*[\s,.;:()]*", rest
    ) is not None and _is_metastatic_elsewhere_or_de_novo(book)


PLACES_ALONE = "places that stand alone behind the cancer are taken for places of metastasis"
_EXAMINED = re.compile(
    r"\b(?:exam\w*|normal|unremarkable|clear|soft|auscultation|palpa\w+|palpable|heart|abdomen|abdominal|function"
    r"|pain\w*|scans?|mri|ct|ultrasound|biops\w+|transplant\w*|donor)\b"
)


def _are_places_alone(book: Book, start: int, end: int) -> bool:
    """ "ER+ HER2-low, bone and liver": a part that is nothing but places, where the cancer is told and no early stage is."""
    part, sentence = book.text.part_of(start), book.text.sentence_of(start)
    low = book.text.low
    alone = re.fullmatch(
        r"[\s,.;:()+&/-]*(?:and|only|the|\s)*[\s,.;:()]*", low[part.start : start] + " " + low[end : part.end]
    )
    told_before = any(isinstance(claim.fact, ReceptorResult) and claim.start < start for claim in book.claims)
    early = any(isinstance(claim.fact, StageFact) and claim.fact.value != "IV" for claim in book.claims)
    examined = _EXAMINED.search(low, sentence.start, sentence.end) is not None
    return alone is not None and told_before and not early and not examined


def _in_brackets(book: Book, start: int, end: int) -> bool:
    """ "Metastatic breast cancer (bone, liver)"."""
    sentence = book.text.sentence_of(start)
    words = _without_dates(book, sentence.start, start)
    opened = re.search(
        r"\b(?:cancer|carcinoma|ca|mbc|m?tnbc|disease|mets|idc|ilc|stage\s+(?:iv|4)|de\s+novo)[\s,]*\([^()]*$", words
    )
    inside = "" if opened is None else words[opened.end() :]
    return opened is not None and not inside.strip(" ,") and _is_metastatic_elsewhere_or_de_novo(book)


def _is_metastatic_elsewhere_or_de_novo(book: Book) -> bool:
    return is_metastatic_elsewhere(book) or DE_NOVO.search(book.text.low) is not None


# --- onset and metastatic disease without a place


def is_hers(book: Book, at: int) -> bool:
    """Whether a word that other readers have taken was neither set aside nor said of a relative."""
    return not any(left.start <= at < left.end for left in book.left) and not any(
        claim.start <= at < claim.end and isinstance(claim.fact, FamilyHistory) for claim in book.claims
    )


def _de_novo(book: Book) -> None:
    found = DE_NOVO.search(book.text.low)
    if found is not None and book.is_free(found.start(), found.end()):
        book.claim(
            StageFact(axis="group", kind="", value="IV", text="stage IV at diagnosis (de novo)"),
            found.start(),
            found.end(),
        )


def _came_back(book: Book) -> None:
    low = book.text.low
    early = any(
        isinstance(claim.fact, StageFact)
        and ((claim.fact.axis in ("group", "M") and "at diagnosis" in claim.fact.text) or claim.fact.value == "M1")
        for claim in book.claims
    )
    for found in RECURRED.finditer(low):
        if (
            is_hers(book, found.start())
            and book.stance(found.start(), found.end()) is Stance.AFFIRMED
            and not book.is_in_doubt(found.start(), found.end())
            and is_metastatic_elsewhere(book)
        ):
            if early:
                book.take(found.start(), found.end())
                continue
            early = True
            fact = StageFact(axis="M", kind="", value="M0", text=CAME_BACK)
            book.claim(fact, found.start(), found.end())


_WHOLE_LABEL = re.compile(r"\s*(?:any|known|distant|other|current|evidence|of|\s)*\s*")


def _denied_alone(book: Book, at: int, end: int) -> bool:
    """ "No metastases", "metastases: none"; "no visceral metastases" leaves all other places open."""
    part = book.text.part_of(at)
    if denied_by_answer(book.text, at, end) is not None:
        return _WHOLE_LABEL.fullmatch(book.text.low[part.start : at]) is not None
    words = book.text.low[part.start : at]
    return (
        re.search(
            r"\b(?:no|without|not|negative for|denies)\s+(?:(?:evidence|signs?|known|distant|of|any|other|new)\s+)*$",
            words,
        )
        is not None
    )


def _metastatic(book: Book) -> None:
    """ "MBC", "metastatic": that it has spread, where no more is said; a word beside a named site says nothing new."""
    low = book.text.low
    for found in BARE.finditer(low):
        if not book.is_free(found.start(), found.end()) and not (
            found["word"] in ("mbc", "mtnbc") and is_hers(book, found.start())
        ):
            continue
        if other_cancer_follows(book, found.end()):
            continue
        stance = book.stance(found.start(), found.end())
        word = found["word"]
        if stance is Stance.DENIED and (
            word in ("mbc", "mtnbc") or not _denied_alone(book, found.start(), found.end())
        ):
            continue
        if re.match(r"\s+(?:setting|therapy|treatment)", low[found.end() : found.end() + 12]):
            book.take(found.start(), found.end())
            continue
        when = (
            book.when_near(found.start(), found.end())
            if re.match(r"\s+(?:since|in|from)\b", low[found.end() :])
            else UNDATED
        )
        fact = Metastasis(site="", basis="status", standing=stance.standing, when=when)
        # The word itself still has to say "breast cancer" to the next reader.
        if word in ("mbc", "mtnbc"):
            book.claim(fact, found.start(), found.start() + 1)
        else:
            book.claim(fact, found.start(), found.end())
