"""The tumour-board page on A4 paper: the same context as the HTML page, set by typst."""

from __future__ import annotations

from onward.outputs.pdf.document import board_pdf

__all__ = ["board_pdf"]
