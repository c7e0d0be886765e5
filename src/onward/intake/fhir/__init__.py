"""FHIR R4 and mCODE: from bytes to facts."""
