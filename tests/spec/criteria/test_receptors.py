"""Questions about receptors.

A call that leaves several possibilities open still answers every question on which they agree. Which specimen counts is
part of the question.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import number, receptor

from onward.criteria import Her2Score, Limits, Receptor, ReceptorPercent, hormone_receptor_positive, triple_negative
from onward.timeline import Standing


def test_her2_low(ask: Ask) -> None:
    """HER2-low as asked for by trials of conjugates."""
    ask(
        Receptor(marker="HER2", calls=("low",)),
        row("YES for good", receptor("HER2", "low", score="1+")),
        row("NO for good", receptor("HER2", "ultralow", score="0")),
        row("NO for good", receptor("HER2", "positive", score="3+")),
        row("UNKNOWN: imprecise", receptor("HER2", "negative")),
        row("UNKNOWN: imprecise", receptor("HER2", "zero-to-low", score="0-1+")),
        row("NO for good", receptor("HER2", "zero-or-ultralow", score="0")),
        row("UNKNOWN: imprecise", receptor("HER2", "positive-or-low", score="2+", settle="ISH of this specimen")),
        row("UNKNOWN: imprecise", receptor("HER2", "cannot be told", score="2+")),
        row("UNKNOWN: needs a human", receptor("HER2", "low", score="1+", standing=Standing.PROVISIONAL)),
        row("UNKNOWN: not recorded"),
    )


def test_her2_negative(ask: Ask) -> None:
    """ "Negative" means not positive: low, ultralow or zero. An "0-1+" that is neither is negative all the same."""
    ask(
        Receptor(marker="HER2", calls=("negative",)),
        row("YES for good", receptor("HER2", "low", score="1+")),
        row("YES for good", receptor("HER2", "negative")),
        row("YES for good", receptor("HER2", "zero-to-low", score="0-1+")),
        row("NO for good", receptor("HER2", "positive", score="3+")),
        row("UNKNOWN: imprecise", receptor("HER2", "positive-or-low", score="2+")),
    )


def test_her2_ultralow_or_low(ask: Ask) -> None:
    """A bare IHC 0 may have faint staining: it is neither YES nor NO."""
    ask(
        Receptor(marker="HER2", calls=("low", "ultralow")),
        row("YES for good", receptor("HER2", "ultralow", score="0")),
        row("UNKNOWN: imprecise", receptor("HER2", "zero-or-ultralow", score="0")),
        row("NO for good", receptor("HER2", "zero", score="0")),
    )


def test_oestrogen_receptor(ask: Ask) -> None:
    """ "Positive" leaves out low positive; a bare "positive" without a percentage may be low."""
    ask(
        Receptor(marker="ER", calls=("positive",)),
        row("YES for good", receptor("ER", "positive", percent="90")),
        row("NO for good", receptor("ER", "low positive", percent="5")),
        row("UNKNOWN: imprecise", receptor("ER", "positive")),
        row("NO for good", receptor("ER", "negative", percent="0")),
    )
    ask(
        Receptor(marker="ER", calls=("positive", "low positive")),
        row("YES for good", receptor("ER", "positive")),
        row("YES for good", receptor("ER", "low positive", percent="5")),
    )


def test_which_specimen_counts(ask: Ask) -> None:
    """Primary HER2 low in 2019, metastasis zero in 2026: five questions, five answers."""
    primary = receptor("HER2", "low", "2019-04-01", kind="primary", score="1+")
    metastasis = receptor("HER2", "zero", "2026-03-01", score="0")
    low = Receptor(marker="HER2", calls=("low",))
    assert low.sample == "current"
    ask(low, row("NO for good", primary, metastasis))
    ask(Receptor(marker="HER2", calls=("low",), sample="latest"), row("NO for good", primary, metastasis))
    ask(Receptor(marker="HER2", calls=("low",), sample="any"), row("YES for good", primary, metastasis))
    ask(Receptor(marker="HER2", calls=("low",), sample="every"), row("NO for good", primary, metastasis))
    ask(
        Receptor(marker="HER2", calls=("low",), sample="primary"),
        row("YES for good", primary, metastasis),
        row("UNKNOWN: not recorded", metastasis),
    )
    ask(Receptor(marker="HER2", calls=("low",), sample="metastasis"), row("UNKNOWN: not recorded", primary))


def test_specimens_of_which_any_may_be_the_latest(ask: Ask) -> None:
    """Two specimens of one day, or of one year, that differ: which one counts has to be found out."""
    ask(
        Receptor(marker="HER2", calls=("low",), sample="latest"),
        row(
            "UNKNOWN: conflicting",
            receptor("HER2", "low", "2026", score="1+"),
            receptor("HER2", "zero", "2026-03-01", score="0"),
        ),
        row(
            "YES for good",
            receptor("HER2", "low", "2026", score="1+"),
            receptor("HER2", "low", "2026-03-01", score="2+"),
        ),
    )


def test_percentage(ask: Ask) -> None:
    """Stained nuclei: "at least 10 %" lets 10 in, and an interval that straddles the limit is imprecise."""
    ask(
        ReceptorPercent(marker="ER", limits=Limits(at_least=number("10"))),
        row("YES for good", receptor("ER", "low positive", percent="10")),
        row("NO for good", receptor("ER", "low positive", percent="9")),
        row("YES for good", receptor("ER", "positive", percent="90-100")),
        row("UNKNOWN: imprecise", receptor("ER", "low positive", percent="1-10")),
        row("UNKNOWN: not recorded", receptor("ER", "positive")),
    )


def test_her2_score(ask: Ask) -> None:
    """Where a rule asks for the staining itself. "0-1+" is 0 or 1+, which no score of 3+ is; "0+" is 0."""
    ask(
        Her2Score(scores=("3+",)),
        row("YES for good", receptor("HER2", "positive", score="3+")),
        row("NO for good", receptor("HER2", "positive", score="2+")),
        row("NO for good", receptor("HER2", "zero-to-low", score="0-1+")),
        row("UNKNOWN: imprecise", receptor("HER2", "positive-or-low", score="2-3+")),
        row("UNKNOWN: not recorded", receptor("HER2", "positive")),
    )
    ask(
        Her2Score(scores=("0",)),
        row("YES for good", receptor("HER2", "zero-or-ultralow", score="0+")),
        row("UNKNOWN: imprecise", receptor("HER2", "zero-to-low", score="0-1+")),
    )


def test_hormone_receptor_positive(ask: Ask) -> None:
    """ER or PR positive; one of them positive decides, however silent the record is on the other."""
    ask(
        hormone_receptor_positive(),
        row("YES for good", receptor("ER", "positive", percent="80")),
        row("YES for good", receptor("ER", "negative", percent="0"), receptor("PR", "positive", percent="20")),
        row("UNKNOWN: not recorded", receptor("ER", "negative", percent="0")),
        row("NO for good", receptor("ER", "negative", percent="0"), receptor("PR", "negative", percent="0")),
    )


def test_triple_negative(ask: Ask) -> None:
    """ER, PR and HER2 negative; ER of 1 to 10 % only where the trial says so."""
    er_low = (
        receptor("ER", "low positive", percent="5"),
        receptor("PR", "negative", percent="0"),
        receptor("HER2", "low", score="1+"),
    )
    ask(triple_negative(), row("NO for good", *er_low), row("UNKNOWN: not recorded", *er_low[1:]))
    ask(triple_negative(with_low_positive=True), row("YES for good", *er_low))
