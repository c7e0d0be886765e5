"""Reading: lines for a human.

Some lines hold no condition of the person that a record could answer: consent, logistics, the investigator's judgement,
permissions, notes, headings. They are listed with the reason, and decide nothing. A line is set aside only when nothing
in it could be asked of a record; else it is read, or stays *not understood* and leaves the verdict open.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import EXCLUSION, INCLUSION, leaves, lines_of


def test_consent(manual: Section) -> None:
    """Agreement and willingness are the person's own."""
    leaves(
        manual,
        INCLUSION,
        ("Signed written informed consent", "consent", "hers to give"),
        ("Willing to return for follow-up visits", "consent", "a promise"),
    )


def test_logistics(manual: Section) -> None:
    """Tissue to be sent, language, travel, insurance."""
    leaves(
        manual,
        INCLUSION,
        ("Archival tumor tissue available for central testing", "logistics", "tissue for the trial"),
    )


def test_judgement(manual: Section) -> None:
    """Somebody has to weigh it."""
    leaves(
        manual,
        EXCLUSION,
        ("Unsuitable for participation in the opinion of the investigator", "judgement", "an opinion"),
    )
    leaves(manual, INCLUSION, ("Adequate organ function", "judgement", "without a number"))


def test_permission(manual: Section) -> None:
    """What is allowed keeps nobody out and lets nobody in."""
    leaves(
        manual,
        INCLUSION,
        ("Concurrent bisphosphonates are allowed", "permission", "asks nothing"),
        ("Prior adjuvant chemotherapy is permitted", "permission", "neither demanded nor forbidden"),
    )


def test_headings(manual: Section) -> None:
    """A heading only says what follows; the line below it is read by itself."""
    found = lines_of("Inclusion Criteria:\n\nDisease characteristics:\n\n* Metastatic breast cancer\n")
    assert [line.why_unreadable for line in found] == ["heading", "heading", ""]
    manual.table(("line", "left as"), [(line.text, line.why_unreadable or "read") for line in found])


def test_other_languages(manual: Section) -> None:
    """Lines that are not English are said to be so, and never guessed at; English lines beside them are read."""
    leaves(
        manual,
        INCLUSION,
        ("Pacientes con cáncer de mama metastásico confirmado por histología", "not English", "Spanish"),
        ("Mujeres mayores de 18 años con función hepática adecuada", "not English", "Spanish"),
        ("经组织学证实的转移性乳腺癌", "not English", "Chinese"),
        ("年龄≥18岁", "not English", "Chinese, with a number that could be guessed: it is not"),
    )


def test_not_understood(manual: Section) -> None:
    """What nobody taught the reader stays open: the verdict on the trial says that a line could not be read."""
    leaves(
        manual,
        INCLUSION,
        ("Zorblax index below the institutional frobnication limit", "not understood", "no such thing is known"),
    )
