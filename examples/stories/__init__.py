"""Three invented people, one module each: tables that a clinician can read and correct."""
