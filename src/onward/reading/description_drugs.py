"""Treatment in a description: drugs, the regimens that they make, and what is said of each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onward.knowledge import Drug
from onward.reading.description_aside import DECLINED
from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_health import claim_allergies
from onward.reading.description_lines import tell_lines
from onward.reading.description_procedures import read_procedures
from onward.reading.description_text import Span, names_in
from onward.timeline import DrugTreatment, Standing, Told, TreatmentBasis


@dataclass(frozen=True, slots=True)
class Mention:
    """A drug, a regimen in letters, or a class, where it stands in the text."""

    drugs: tuple[Drug, ...]
    start: int
    end: int

    @property
    def is_class(self) -> bool:
        """Whether it names a class and no drug."""
        return all(drug.name.endswith(NOT_NAMED) for drug in self.drugs)


@dataclass(slots=True)
class Regimen:
    """Drugs that are named together, with the words before and behind that speak of them.

    before, behind   stretches of the text
    joined           whether its drugs are joined as one treatment ("A + B"), not only listed
    stretch          which stretch of its sentence holds it; "then" and the like stand between stretches
    """

    mentions: list[Mention]
    sentence: Span
    joined: bool = False
    stretch: int = 0
    before: Span = field(default_factory=lambda: Span(0, 0))
    behind: Span = field(default_factory=lambda: Span(0, 0))

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end

    @property
    def drugs(self) -> list[Drug]:
        """Each drug once; a class only where no drug of it is named ("THP (docetaxel)")."""
        named = {drug.name: drug for mention in self.mentions for drug in mention.drugs}
        classes = {drug.drug_class for drug in named.values() if not drug.name.endswith(NOT_NAMED)}
        return [drug for drug in named.values() if not drug.name.endswith(NOT_NAMED) or drug.drug_class not in classes]


NOT_NAMED = "not named"
ANTICANCER = "anticancer"

_DOSE = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)?\s*(?:mg|mcg|g)(?:/m2|/m\^2|/kg)?(?![\w/])(?:\s*(?:po|iv|sc|im|bid|tid"
    r"|qd|od|daily|once daily|twice daily|weekly|monthly|q\d+w))*"
    r"|(?<!\w)(?:x\s?\d{1,2}(?:\s*cycles?)?|\d{1,2}\s+(?:cycles?|doses?)(?:\s+of)?|q\d+w|bid|po|daily"
    r"|weekly|monthly)(?!\w)(?!\s*(?:mo|month|year|yr|week))"
)
# "Inj. Fulvestrant + Tab. Palbociclib"
_FORM = re.compile(r"(?<!\w)(?:tabs?|tablets?|inj|injection|caps?|capsules?)(?!\w)\.?")
_CONNECTS = re.compile(r"\s*(?:\+|/|&|and|with|plus|in combination with|combined with|-)\s*")
_LISTS = re.compile(r"\s*,\s*(?:and\s+|&\s+)?|\s+and\s+")
# Two- and three-letter classes are words in small letters ("et al.", "ai").
_CAPITALS = frozenset({"ai", "ais", "et", "io", "ici", "adc", "adcs", "ofs", "exe", "tam", "gem"})
_NAIVE = re.compile(
    r"(?<!\w)(?P<what>chemo(?:therapy)?|endocrine(?:[ -]therapy)?|cdk\s?4/6(?:\s?i(?:nhibitor)?)?"
    r"|her2[- ](?:directed[- ])?therapy|taxane|anthracycline|parp(?:\s?i"
    r"(?:nhibitor)?)?)[\s-]*na[iï]ve\b"
)
_NAIVE_CLASS = (
    ("chemo", "chemotherapy"),
    ("endocrine", "endocrine therapy"),
    ("cdk", "CDK4/6 inhibitor"),
    ("her2", "anti-HER2 therapy"),
    ("taxane", "taxane"),
    ("anthra", "anthracycline"),
    ("parp", "PARP inhibitor"),
)
_IN_METASTATIC = re.compile(r"\s*(?:in|for)\s+(?:the\s+)?(?:metastatic|advanced)\s*(?:setting|disease)?")


def read_treatment(book: Book) -> None:
    """Drugs, operations, radiotherapy."""
    read_procedures(book)
    claim_allergies(book)
    for found in _DOSE.finditer(book.text.low):
        if book.is_free(found.start(), found.end()):
            book.take(found.start(), found.end())
    _naive(book)
    mentions = [mention for mention in _mentions(book) if not _denied(book, mention)]
    mentions = _without_repeated_classes(book, mentions)
    regimens = _regimens(book, mentions)
    tell_lines(book, regimens)


def _naive(book: Book) -> None:
    for found in _NAIVE.finditer(book.text.low):
        if not book.is_free(found.start(), found.end()):
            continue
        name = next(name for begins, name in _NAIVE_CLASS if found["what"].startswith(begins))
        setting = _IN_METASTATIC.match(book.text.low, found.end())
        _deny(
            book,
            f"{name} {NOT_NAMED}",
            found.start(),
            found.end() if setting is None else setting.end(),
            setting is not None,
        )


def _deny(book: Book, drug: str, start: int, end: int, metastatic: bool) -> None:
    fact = DrugTreatment(
        drug=drug,
        drug_text=drug.removesuffix(f" {NOT_NAMED}"),
        basis=TreatmentBasis.STATED,
        standing=Standing.REFUTED,
        told=Told(setting="metastatic") if metastatic else None,
    )
    book.claim(fact, start, end)


NOT_NOW = "not taken now; whether it was given before is not said"
_NOT_GIVEN = re.compile(
    r"\s+(?:(?:was|were|is|has|had|have|could|been|be|therapy|treatment)\s+)*(?:(?:not|never)\s+(?:be\s+|been\s+)?(?:given|started|used|tried"
    r"|initiated|commenced|offered|administered|available|approved|reimbursed)|omitted|withheld|deferred|declined|refused)\b"
)
_NOT_NOW = re.compile(
    r"\b(?:(?:not|isn't)\s+(?:(?:currently|now|presently|yet|any\s+more)\s+)?(?:on|taking|receiving|using)"
    r"|(?:no|not)\s+(?:current|currently|concurrent|present|ongoing))\s+(?:(?:any|a|an|the|her|his|treatment|with|therapy)\s+)*$"
)


def _denied(book: Book, mention: Mention) -> bool:
    """ "Never received trastuzumab", "no prior chemotherapy": a fact of its own, and no treatment."""
    not_given = _NOT_GIVEN.match(book.text.low, mention.end)
    if not_given is not None:
        book.leave(mention.start, not_given.end(), DECLINED)
        return True
    stance = book.stance(mention.start, mention.end)
    if stance is Stance.UNTOLD or (stance is not Stance.DENIED and book.is_in_doubt(mention.start, mention.end)):
        book.leave(mention.start, mention.end, UNTOLD)
        return True
    if stance is not Stance.DENIED:
        return False
    if _NOT_NOW.search(book.text.low[: mention.start]) is not None:
        book.leave(mention.start, mention.end, NOT_NOW)
        return True
    setting = _IN_METASTATIC.match(book.text.low, mention.end)
    for drug in mention.drugs:
        _deny(book, drug.name, mention.start, mention.end if setting is None else setting.end(), setting is not None)
    return True


def _mentions(book: Book) -> Iterator[Mention]:
    """Every drug, class and regimen that is free, from left to right."""
    taken = bytearray(book.taken)
    found: list[Mention] = []
    for word, drugs in book.words.regimens:
        for one in re.finditer(rf"(?<![\w+-])(?<!(?<![a-z]{{3}})/){re.escape(word)}(?![\w/-])", book.text.plain):
            if not any(taken[one.start() : one.end()]):
                taken[one.start() : one.end()] = b"\1" * (one.end() - one.start())
                found.append(Mention(drugs, one.start(), one.end()))
    for start, end, drugs in names_in(book.words.drugs, book.text.words):
        written = book.text.plain[start:end]
        if any(taken[start:end]) or (
            written.lower() in _CAPITALS and not written.isupper() and written not in ("AIs", "ADCs")
        ):
            continue
        found.append(Mention(drugs, start, end))
    yield from sorted(found, key=lambda one: one.start)


def _without_repeated_classes(book: Book, mentions: list[Mention]) -> list[Mention]:
    """A class beside a drug of that class says nothing new ("an oral SERD (camizestrant)")."""
    named = {
        name
        for mention in mentions
        if not mention.is_class
        for drug in mention.drugs
        for name in (drug.drug_class, *drug.also)
    }
    kept: list[Mention] = []
    for mention in mentions:
        classes = {
            name
            for drug in mention.drugs
            for name in ((drug.drug_class,) if drug.drug_class != "other anticancer" else drug.also)
        }
        if mention.is_class and len(mention.drugs) == 1 and classes & named and not _is_of_before(book, mention):
            book.take(mention.start, mention.end)
            continue
        kept.append(mention)
    return kept


_BEFORE_NOW = re.compile(r"\b(?:previous(?:ly)?|prior|past|earlier)\b")
_NOW = re.compile(r"\b(?:current(?:ly)?|now|presently)\b")


def _is_of_before(book: Book, mention: Mention) -> bool:
    """ "Previous: AI + CDK4/6i. Current: exemestane": the class was given before, the drug of it is another treatment."""
    low, own = book.text.low, book.text.sentence_of(mention.start)
    return _BEFORE_NOW.search(low, own.start, mention.start) is not None and _NOW.search(low, own.end) is not None


# --- regimens


def _regimens(book: Book, mentions: Sequence[Mention]) -> list[Regimen]:
    """Mentions of one sentence put together where they are joined, with the words that belong to each."""
    found: list[Regimen] = []
    for sentence in book.text.sentences:
        own = [mention for mention in mentions if sentence.holds(mention.start, mention.end)]
        if own:
            found.extend(_of_sentence(book, sentence, own))
    return found


def _of_sentence(book: Book, sentence: Span, mentions: Sequence[Mention]) -> list[Regimen]:
    low = book.text.low
    regimens: list[Regimen] = []
    for mention in mentions:
        if regimens and _is_joined(book, regimens[-1], mention):
            regimens[-1].mentions.append(mention)
            regimens[-1].joined = True
        else:
            regimens.append(Regimen([mention], sentence, joined=len(mention.drugs) > 1))
    regimens = _one_treatment_each(low, sentence, regimens)
    bounds = [sentence.start]
    for one, following in itertools.pairwise(regimens):
        bounds.append(_boundary(low, one.end, following.start))
    bounds.append(sentence.end)
    for number, one in enumerate(regimens):
        one.before = Span(bounds[number], one.start)
        one.behind = Span(one.end, bounds[number + 1])
    return regimens


def _is_joined(book: Book, regimen: Regimen, mention: Mention) -> bool:
    if _tells_the_class(book, regimen, mention):
        return True
    between = _FORM.sub(" ", _DOSE.sub(" ", book.text.low[regimen.end : mention.start]))
    between = re.sub(r"\([^)]*\)", " ", between)
    if _CONNECTS.fullmatch(between) is None and not (between.isspace() and _are_written_out(book, regimen, mention)):
        return False
    # Companions (bone agents, ovarian suppression) share its words and dates, though they are no part of its line.
    both = (*regimen.drugs, *mention.drugs)
    # Chemotherapy and endocrine therapy follow one another: "TC and anastrozole" is two treatments.
    kinds = [{"chemotherapy", "endocrine therapy"} & set(drug.also) for drug in both]
    return not ({"chemotherapy"} in kinds and {"endocrine therapy"} in kinds)


def _tells_the_class(book: Book, regimen: Regimen, mention: Mention) -> bool:
    """ "THP (docetaxel x 6)": the bracket names the taxane that the letters leave open."""
    open_classes = {drug.drug_class for drug in regimen.drugs if drug.name.endswith(NOT_NAMED)}
    between = book.text.low[regimen.end : mention.start]
    return (
        re.fullmatch(r"\s*\(\s*(?:with\s+)?", between) is not None
        and bool(open_classes)
        and ({drug.drug_class for drug in mention.drugs} <= open_classes)
    )


def _are_written_out(book: Book, regimen: Regimen, mention: Mention) -> bool:
    """ "docetaxel trastuzumab pertuzumab" is one treatment; "T-DM1 T-DXd" hardly is."""
    words = (book.text.low[one.start : one.end] for one in (regimen.mentions[-1], mention))
    return all(word.isalpha() and len(word) > len("THP-AC") for word in words)


_LINE_WORD = re.compile(
    r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th|[1-9]l)[\s-]*(?:line)?\s*(?:treatment"
    r"|therapy)?\s*(?:with|of|was|:)?\s*$|\bcycles?\s+of\s*$"
)
_ONE_TREATMENT = re.compile(r"\s*(?:were|was)\s+(?:given|started|used|administered)")
_TAKEN_NOW = re.compile(r"(?<!progressed )(?<!progressing )(?<!progression )(?<!pd )\b(?:on|taking|receiving)\s*$")


def _one_treatment_each(low: str, sentence: Span, regimens: list[Regimen]) -> list[Regimen]:
    """Comma lists put together where they are one treatment, stretch by stretch between "then" and the like."""
    stretches: list[list[Regimen]] = []
    for one in regimens:
        cut = not stretches or _STRONG.search(low, stretches[-1][-1].end, one.start) is not None
        if cut:
            stretches.append([])
        stretches[-1].append(one)
    found: list[Regimen] = []
    for number, stretch in enumerate(stretches):
        among_others = len(stretches) > 1
        for run in _listed_runs(low, stretch):
            joined = _one_list(low, sentence, run, among_others=among_others)
            for one in joined:
                one.stretch = number
            found.extend(joined)
    return found


def _anticancer_runs(stretch: Sequence[Regimen]) -> list[list[Regimen]]:
    """Neighbours that are all against the cancer; each companion alone."""
    runs: list[list[Regimen]] = []
    for one in stretch:
        against = any(drug.role == ANTICANCER for drug in one.drugs)
        if against and runs and any(drug.role == ANTICANCER for drug in runs[-1][-1].drugs):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _listed_runs(low: str, stretch: Sequence[Regimen]) -> Iterator[list[Regimen]]:
    """The same, cut where more than a comma or "and" stands between two of them."""
    for run in _anticancer_runs(stretch):
        own = [run[0]]
        for one, following in itertools.pairwise(run):
            if _LISTS.fullmatch(low[one.end : following.start]) is None:
                yield own
                own = []
            own.append(following)
        yield own


def _one_list(low: str, sentence: Span, run: list[Regimen], *, among_others: bool) -> list[Regimen]:
    """ "First-line A, B and C", "A, B and C followed by D", "on A, B and C": one treatment, when it can be one."""
    if len(run) < 2:
        return run
    between = [low[one.end : following.start] for one, following in itertools.pairwise(run)]
    if not all(_LISTS.fullmatch(text) for text in between) or any(one.joined for one in run[:-1]):
        return run
    # The last two of "A, B and C" were joined by their "and" before.
    ends_in_and = "and" in between[-1] or "&" in between[-1] or (run[-1].joined and len(run[-1].mentions) == 2)
    before = low[sentence.start : run[0].start]
    told_as_one = _LINE_WORD.search(before) is not None or _ONE_TREATMENT.match(low, run[-1].end) is not None
    now = _TAKEN_NOW.search(before) is not None
    if not (now or (ends_in_and and (told_as_one or among_others))) or not _can_be_one(run):
        return run
    return [Regimen([mention for one in run for mention in one.mentions], sentence, joined=True)]


def _can_be_one(run: Sequence[Regimen]) -> bool:
    """Not chemotherapy with endocrine therapy, and no two drugs of a class but antibodies."""
    drugs = [drug for one in run for drug in one.drugs]
    groups = {group for drug in drugs for group in drug.also}
    classes = [drug.drug_class for drug in drugs if drug.drug_class not in ("anti-HER2 antibody", "other anticancer")]
    return not {"chemotherapy", "endocrine therapy"} <= groups and len(set(classes)) == len(classes)


_STRONG = re.compile(
    r"\b(?:and\s+)?(?:then|followed by|switched to|changed to|transitioned to|subsequently|next|later"
    r"|before switching to)\b|->|→|;|=>|\bwas\s+switched\b"
)


def _boundary(low: str, start: int, end: int) -> int:
    """Where the words behind one regimen end and those before the next begin."""
    strong = [
        found
        for found in _STRONG.finditer(low, start, end)
        if not re.match(r"\s*(?:pd|progress|pod|sd|pr\b|cr\b)", low[found.end() : end])
    ]
    if strong:
        return strong[-1].start()
    comma = low.rfind(",", start, end)
    if comma >= 0:
        return comma
    joined = low.rfind(" and ", start, end)
    if joined >= 0:
        return joined
    lead = _LEADS.search(low[start:end])
    return end if lead is None else start + lead.start()


# Words that lead to the drug behind them: "... adjuvant", "... after progression on".
_LEADS = re.compile(
    r"(?:\b(?:adjuvant|neo-?adjuvant|(?:first|second|third|fourth)[ -]line|[1-9]l|prior|previous"
    r"(?:ly)?|progress\w*|on|after"
    r"|following|maintenance|started|received|currently|now)\b[\s:-]*)+$"
)
