"""The coded concepts of a response report (DICOM PS3.16, scheme DCM: a test looks each of them up).

DICOM has codes for RECIST 1.1 and for the response of targets and of other lesions by themselves, none for the response
of a person as a whole, for other criteria (CID 6147 has RANO of gliomas, which is another criterion than RANO-BM) and
for what stands around a category. These are of the private scheme 99ONWARD, and each object says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydicom.sr.coding import Code as DicomCode

from onward.outputs.dicom.concepts import PRIVATE_SCHEME

TITLE = DicomCode("112020", "DCM", "Response Evaluation")
METHOD = DicomCode("112021", "DCM", "Response Evaluation Method")
CURRENT = DicomCode("112048", "DCM", "Current Response")
BEST = DicomCode("112049", "DCM", "Best Overall Response")
MEASURED = DicomCode("112051", "DCM", "Measurement of Response")
TRACKING_ID = DicomCode("112039", "DCM", "Tracking Identifier")
TRACKING_UID = DicomCode("112040", "DCM", "Tracking Unique Identifier")
TARGET = DicomCode("112074", "DCM", "Target Lesion at Baseline")
LONG_AXIS = DicomCode("103339001", "SCT", "Long axis")
SHORT_AXIS = DicomCode("103340004", "SCT", "Short axis")

_RECIST_1_1 = DicomCode("126081", "DCM", "RECIST 1.1")
_TARGETS = {
    "CR": DicomCode("112041", "DCM", "Target Lesion Complete Response"),
    "PR": DicomCode("112042", "DCM", "Target Lesion Partial Response"),
    "PD": DicomCode("112043", "DCM", "Target Lesion Progressive Disease"),
    "SD": DicomCode("112044", "DCM", "Target Lesion Stable Disease"),
}
_INCOMPLETE = DicomCode("112046", "DCM", "Non-Target Lesion Incomplete Response or Stable Disease")
_OTHERS = {
    "CR": DicomCode("112045", "DCM", "Non-Target Lesion Complete Response"),
    "NON-CR/NON-PD": _INCOMPLETE,
    "SD": _INCOMPLETE,
    "PD": DicomCode("112047", "DCM", "Non-Target Lesion Progressive Disease"),
}


def own(value: str, meaning: str) -> DicomCode:
    """A concept of the private scheme; a code value holds 16 signs at most, a meaning 64."""
    return DicomCode(value[:16], PRIVATE_SCHEME, meaning[:64])


PERSON = own("PERSONRESPONSE", "Response of the person as a whole, by the criterion named")
CONFIRMED = own("BESTCONFIRMED", "Best overall response, confirmed")
BECAUSE = own("BECAUSE", "Reason of the category, with its section of the criterion")
BEST_BECAUSE = own("BESTBECAUSE", "Reason of the best overall response")
WOULD_CHANGE = own("WOULDCHANGE", "What would have changed the category")
DOUBT = own("DOUBT", "Why the category is less sure than it looks")
DOES_NOT_FIT = own("DOESNOTFIT", "What in the measurements does not fit, and what was done")
RULE = own("RULE", "Rules that gave the category: file, version, review")
ROLE = own("READERROLE", "Role of the reader")
ON = own("VISITDAY", "Day of the visit, as precise as it is known")
SUM = own("SUMDIAMETERS", "Sum of diameters of target lesions")
NADIR = own("NADIR", "Smallest sum of diameters before this visit, baseline included")
FROM_NADIR = own("CHANGENADIR", "Change from the smallest value before this visit")
NEW_SUM = own("NEWSUM", "Sum of diameters of new lesions measured apart")
COUNTED = own("COUNTED", "Diameter as it counts in the sum")
NEW = own("NEWLESION", "New lesion")
NEW_NAMED = own("NEWNAMED", "New lesion, its name")
NOT_MADE = own("NOTMADE", "Made by a program from measurements; no medical device")


def method_of(criterion: str, called: str) -> DicomCode:
    """The criterion: DICOM's code for RECIST 1.1, else one of the private scheme."""
    return _RECIST_1_1 if criterion == "recist-1.1" else own(_key(criterion), called)


def target_code(category: str) -> DicomCode:
    """The response of the targets together."""
    return _TARGETS.get(category) or own(f"TARGET-{_key(category)}", f"Targets: {category}")


def other_code(category: str) -> DicomCode:
    """The response of the other known lesions together."""
    return _OTHERS.get(category) or own(f"OTHER-{_key(category)}", f"Other lesions: {category}")


def person_code(category: str) -> DicomCode:
    """The response of the person as a whole."""
    return own(_key(category), _MEANINGS.get(category, category))


def new_code(answer: str) -> DicomCode:
    """ "yes", "equivocal" or "no"."""
    return own(f"NEW-{_key(answer)}", f"New lesion: {answer}")


_MEANINGS: Mapping[str, str] = {
    "CR": "Complete response",
    "PR": "Partial response",
    "SD": "Stable disease",
    "PD": "Progressive disease",
    "NON-CR/NON-PD": "Neither complete response nor progressive disease",
    "NE": "Not evaluable",
    "iCR": "Complete response (iRECIST)",
    "iPR": "Partial response (iRECIST)",
    "iSD": "Stable disease (iRECIST)",
    "iUPD": "Unconfirmed progressive disease (iRECIST)",
    "iCPD": "Confirmed progressive disease (iRECIST)",
    "NON-iCR/NON-iUPD": "Neither complete response nor progression (iRECIST)",
    "CMR": "Complete metabolic response",
    "PMR": "Partial metabolic response",
    "SMD": "Stable metabolic disease",
    "PMD": "Progressive metabolic disease",
}


def _key(word: str) -> str:
    """A code value: RECIST's and iRECIST's codes differ in the case of one letter, which is kept."""
    return "".join(sign for sign in word if sign.isalnum() or sign in ".-")[:16] or "NONE"
