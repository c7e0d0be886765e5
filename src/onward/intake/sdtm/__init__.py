"""CDISC SDTM tumour tables: TU (which lesions) and TR (what was measured of them), as CSV or SAS transport files."""

from __future__ import annotations

from onward.intake.sdtm.folder import SdtmRead, read_sdtm, read_sdtm_bytes

__all__ = ["SdtmRead", "read_sdtm", "read_sdtm_bytes"]
