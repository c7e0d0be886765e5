"""Numbers of SAS transport files come back as they were written, on the thresholds of response too."""

from __future__ import annotations

from fractions import Fraction

from onward.intake.sdtm.tables import SdtmTable, read_table
from onward.outputs.response import Table
from onward.outputs.response.transport import transport_bytes


def ibm(value: Fraction) -> bytes:
    """IBM floating point of a number from 1 to 15, all 56 bits of it."""
    return bytes([0x41]) + round(value / 16 * (1 << 56)).to_bytes(7, "big")


def read(content: bytes) -> list[str]:
    table = read_table("tr.xpt", content, "")
    assert isinstance(table, SdtmTable)
    return [row["TRSTRESN"] for row in table.rows]


def test_lengths_come_back_as_written() -> None:
    lengths = ("8.54", "11.1", "13.3", "14.64", "59.9", "0.1", "30", "")
    table = Table("tr", ("USUBJID", "TRSTRESN"), tuple(("P1", length) for length in lengths))
    assert read(transport_bytes(table, numbers=("TRSTRESN",), label="TR")) == list(lengths)


def test_a_number_with_more_bits_than_binary_floating_point_holds_is_read_to_15_digits() -> None:
    table = Table("tr", ("USUBJID", "TRSTRESN"), (("P1", "13.3"),))
    content = transport_bytes(table, numbers=("TRSTRESN",), label="TR")
    exact = content.replace(ibm(Fraction(13.3)), ibm(Fraction("13.3")))
    assert exact != content
    assert read(exact) == ["13.3"]
