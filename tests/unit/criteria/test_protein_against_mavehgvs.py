"""Our reading of protein changes against an independent reader, mavehgvs (three-letter HGVS of protein variants)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mavehgvs import Variant

from onward.criteria import ProteinChange, read_protein
from onward.criteria.protein_sequence import in_one_form
from onward.knowledge import gene_facts

_THREE = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu", "G": "Gly", "H": "His",
    "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe", "P": "Pro", "S": "Ser", "T": "Thr", "W": "Trp",
    "Y": "Tyr", "V": "Val", "*": "Ter",
}  # fmt: skip
_ONE = {three: one for one, three in _THREE.items()}

residues = st.sampled_from([one for one in _THREE if one != "*"])
codons = st.integers(2, 3000)


def _long(text: str) -> str:
    return "".join(_THREE[one] for one in text)


def _short(text: str) -> str:
    return "".join(_ONE[text[at : at + 3]] for at in range(0, len(text), 3))


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    """(one-letter, three-letter) form of one change."""
    first, last, to = draw(residues), draw(residues), draw(residues)
    codon = draw(codons)
    end = codon + draw(st.integers(1, 40))
    new = "".join(draw(st.lists(residues, min_size=1, max_size=5)))
    kind = draw(st.sampled_from(["sub", "stop", "same", "fs", "del", "span", "dup", "ins", "delins"]))
    match kind:
        case "sub":
            to = to if to != first else ("A" if first != "A" else "V")
            return f"{first}{codon}{to}", f"{_long(first)}{codon}{_long(to)}"
        case "stop":
            return f"{first}{codon}*", f"{_long(first)}{codon}Ter"
        case "same":
            return f"{first}{codon}=", f"{_long(first)}{codon}="
        case "fs":
            return f"{first}{codon}fs", f"{_long(first)}{codon}fs"
        case "del":
            return f"{first}{codon}del", f"{_long(first)}{codon}del"
        case "span":
            return f"{first}{codon}_{last}{end}del", f"{_long(first)}{codon}_{_long(last)}{end}del"
        case "dup":
            return f"{first}{codon}_{last}{end}dup", f"{_long(first)}{codon}_{_long(last)}{end}dup"
        case "ins":
            return (
                f"{first}{codon}_{last}{codon + 1}ins{new}",
                f"{_long(first)}{codon}_{_long(last)}{codon + 1}ins{_long(new)}",
            )
        case _:
            return (
                f"{first}{codon}_{last}{end}delins{new}",
                f"{_long(first)}{codon}_{_long(last)}{end}delins{_long(new)}",
            )


@given(changes())
def test_both_readers_find_the_same_change(both: tuple[str, str]) -> None:
    """One- and three-letter forms, with and without "p." and brackets, mean what mavehgvs reads."""
    short, long = both
    theirs = Variant(f"p.{long}")
    forms = [short, f"p.{short}", f"p.({short})", long, f"p.{long}", f"p.({long})", f"NP_000000.1:p.{long}"]
    ours = {read_protein(form) for form in forms}
    (change,) = ours
    assert change is not None
    positions = theirs.positions if isinstance(theirs.positions, tuple) else (theirs.positions, theirs.positions)
    assert (change.first_codon, change.last_codon) == (positions[0].position, positions[1].position)
    assert (change.first, change.last) == (_ONE[positions[0].amino_acid], _ONE[positions[1].amino_acid])
    assert _kind_of(theirs) == change.kind
    if theirs.variant_type in ("ins", "delins"):
        assert change.text.endswith(f"{theirs.variant_type}{_short(theirs.sequence)}")


def _kind_of(theirs: Variant) -> str:
    match theirs.variant_type:
        case "sub":
            return "nonsense" if theirs.sequence[1] == "Ter" else "missense"
        case "equal":
            return "synonymous"
        case "fs":
            return "frameshift"
        case _:
            return "inframe"


@pytest.mark.parametrize("gene", sorted(gene_facts().proteins))
@given(data=st.data())
def test_one_form_makes_the_same_protein(gene: str, data: st.DataObject) -> None:
    """Whatever is shifted or renamed, the protein that results is the same; and one form stays as it is."""
    sequence = gene_facts().proteins[gene]
    first = data.draw(st.integers(2, len(sequence) - 12))
    last = first + data.draw(st.integers(0, 8))
    new = "".join(data.draw(st.lists(residues, min_size=1, max_size=4)))
    span = f"{sequence[first - 1]}{first}" + (f"_{sequence[last - 1]}{last}" if last > first else "")
    written = data.draw(
        st.sampled_from(
            [
                f"{span}del",
                f"{span}dup",
                f"{span}delins{new}",
                f"{sequence[first - 1]}{first}_{sequence[first]}{first + 1}ins{new}",
                f"{sequence[first - 1]}{first}_{sequence[first]}{first + 1}ins{sequence[first - 1 : last]}",
            ]
        )
    )
    change = read_protein(written)
    assert change is not None
    one = in_one_form(change, sequence)
    assert mutated(one, sequence) == mutated(change, sequence), (written, one.text)
    assert in_one_form(one, sequence) == one


def mutated(change: ProteinChange, sequence: str) -> str:
    """The protein with the change made, straight from the words of the change."""
    text, first, last = change.text, change.first_codon, change.last_codon
    before, inside, after = sequence[: first - 1], sequence[first - 1 : last], sequence[last:]
    if text.endswith("="):
        return sequence
    if "delins" in text:
        return before + text.split("delins")[1] + after
    if text.endswith("del"):
        return before + after
    if text.endswith("dup"):
        return before + inside + inside + after
    if "ins" in text:
        return sequence[:first] + text.split("ins")[1] + sequence[first:]
    return before + text[-1] + after
