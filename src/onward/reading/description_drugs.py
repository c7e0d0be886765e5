"""Treatment in a description: drugs, the regimens that they make, and what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onward.knowledge import Drug
from onward.reading.description_book import Book, Stance
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
    """

    mentions: list[Mention]
    sentence: Span
    joined: bool = False
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
        """Each drug once."""
        return list({drug.name: drug for mention in self.mentions for drug in mention.drugs}.values())


NOT_NAMED = "not named"
ANTICANCER = "anticancer"

_DOSE = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)?\s*(?:mg|mcg|g)(?:/m2|/m\^2|/kg)?(?![\w/])(?:\s*(?:po|iv|sc|im|bid|tid|qd|od|daily|once daily|twice daily|weekly|monthly|q\d+w))*"
    r"|(?<!\w)(?:x\s?\d{1,2}(?:\s*cycles?)?|\d{1,2}\s+(?:cycles?|doses?)(?:\s+of)?|q\d+w|bid|po|daily|weekly|monthly)(?!\w)(?!\s*(?:mo|month|year|yr|week))"
)
_CONNECTS = re.compile(r"\s*(?:\+|/|&|and|with|plus|in combination with|combined with|-)\s*")
_LISTS = re.compile(r"\s*,\s*(?:and\s+|&\s+)?|\s+and\s+")
# Two- and three-letter classes are words in small letters ("et al.", "ai").
_CAPITALS = frozenset({"ai", "ais", "et", "io", "ici", "adc", "adcs", "ofs", "exe", "tam", "gem"})
_NAIVE = re.compile(
    r"(?<!\w)(?P<what>chemo(?:therapy)?|endocrine(?:[ -]therapy)?|cdk\s?4/6(?:\s?i(?:nhibitor)?)?|her2[- ](?:directed[- ])?therapy|taxane|anthracycline|parp(?:\s?i(?:nhibitor)?)?)[\s-]*na[iï]ve\b"
)
_NAIVE_CLASS = (("chemo", "chemotherapy"), ("endocrine", "endocrine therapy"), ("cdk", "CDK4/6 inhibitor"), ("her2", "anti-HER2 therapy"),
                ("taxane", "taxane"), ("anthra", "anthracycline"), ("parp", "PARP inhibitor"))  # fmt: skip
_IN_METASTATIC = re.compile(r"\s*(?:in|for)\s+(?:the\s+)?(?:metastatic|advanced)\s*(?:setting|disease)?")


def read_treatment(book: Book) -> None:
    """Drugs, operations, radiotherapy."""
    read_procedures(book)
    claim_allergies(book)
    for found in _DOSE.finditer(book.text.low):
        if book.is_free(found.start(), found.end()):
            book.take(found.start(), found.end())
    _naive(book)
    mentions = _without_repeated_classes(book, list(_mentions(book)))
    mentions = [mention for mention in mentions if not _denied(book, mention)]
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


def _denied(book: Book, mention: Mention) -> bool:
    """ "Never received trastuzumab", "no prior chemotherapy": a fact of its own, and no treatment."""
    if book.stance(mention.start, mention.end) is not Stance.DENIED:
        return False
    setting = _IN_METASTATIC.match(book.text.low, mention.end)
    for drug in mention.drugs:
        _deny(book, drug.name, mention.start, mention.end if setting is None else setting.end(), setting is not None)
    return True


def _mentions(book: Book) -> Iterator[Mention]:
    """Every drug, class and regimen that is free, from left to right."""
    taken = bytearray(book.taken)
    found: list[Mention] = []
    for word, drugs in book.words.regimens:
        for one in re.finditer(rf"(?<![\w/+-]){re.escape(word)}(?![\w/-])", book.text.plain):
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
        if mention.is_class and len(mention.drugs) == 1 and classes & named:
            book.take(mention.start, mention.end)
            continue
        kept.append(mention)
    return kept


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
    regimens = _one_list(low, sentence, regimens)
    bounds = [sentence.start]
    for one, following in zip(regimens, regimens[1:], strict=False):
        bounds.append(_boundary(low, one.end, following.start))
    bounds.append(sentence.end)
    for number, one in enumerate(regimens):
        one.before = Span(bounds[number], one.start)
        one.behind = Span(one.end, bounds[number + 1])
    return regimens


def _is_joined(book: Book, regimen: Regimen, mention: Mention) -> bool:
    between = _DOSE.sub(" ", book.text.low[regimen.end : mention.start])
    between = re.sub(r"\([^)]*\)", " ", between)
    if _CONNECTS.fullmatch(between) is None:
        return False
    # Companions (bone agents, ovarian suppression) and medicines are listed beside a regimen, not part of it.
    both = (*regimen.drugs, *mention.drugs)
    if len({drug.role == ANTICANCER for drug in both}) > 1:
        return False
    # Chemotherapy and endocrine therapy follow one another: "TC and anastrozole" is two treatments.
    kinds = [{"chemotherapy", "endocrine therapy"} & set(drug.also) for drug in both]
    return not ({"chemotherapy"} in kinds and {"endocrine therapy"} in kinds)


_LINE_WORD = re.compile(
    r"\b(?:first|second|third|1st|2nd|3rd|[1-9]l)[\s-]*(?:line)?\s*(?:treatment|therapy)?\s*(?:with|of|was|:)?\s*$"
)
_ONE_TREATMENT = re.compile(r"\s*(?:were|was)\s+(?:given|started|used|administered)")


def _one_list(low: str, sentence: Span, regimens: list[Regimen]) -> list[Regimen]:
    """ "First-line A, B and C": one treatment, where a line is named before a list that ends in "and"."""
    anticancer = [one for one in regimens if any(drug.role == ANTICANCER for drug in one.drugs)]
    if len(anticancer) < 2 or anticancer != regimens:
        return regimens
    between = [low[one.end : following.start] for one, following in zip(regimens, regimens[1:], strict=False)]
    # The last two of "A, B and C" were joined by their "and" before.
    lists = all(_LISTS.fullmatch(text) for text in between) and regimens[-1].joined and len(regimens[-1].mentions) == 2
    opened = _LINE_WORD.search(low[sentence.start : regimens[0].start]) is not None
    closed = _ONE_TREATMENT.match(low, regimens[-1].end) is not None
    if not lists or not (opened or closed) or any(one.joined for one in regimens[:-1]):
        return regimens
    return [Regimen([mention for one in regimens for mention in one.mentions], sentence, joined=True)]


_STRONG = re.compile(
    r"\b(?:and\s+)?(?:then|followed by|switched to|changed to|transitioned to|subsequently|next|later|before switching to)\b|->|→|;|=>|\bwas\s+switched\b"
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
    return joined if joined >= 0 else end
