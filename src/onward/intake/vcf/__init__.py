"""Variants in VCF 4 (samtools.github.io/hts-specs), annotated by VEP (CSQ) or SnpEff (ANN).

`header` what stands above the table, `samples` which column is the tumour's, `annotation` which gene and change a line
is about, `reader` the lines.
"""

from __future__ import annotations

from onward.intake.vcf.reader import read_vcf

__all__ = ["read_vcf"]
