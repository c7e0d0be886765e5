"""Panel reports as plain text: what is certain line by line, and every other line that names a gene as an issue.

`recognise` tells a report from any other text, `heading` says what a section is about, `findings` reads the genes of a
line, `scores` TMB, MSI, PD-L1 and HRD, `about` whose report it is, of which sample and day, `reader` puts it together.
"""

from __future__ import annotations

from onward.intake.panel_text.reader import read_panel_text

__all__ = ["read_panel_text"]
