"""What sentences of imaging reports say of metastases, read by hand.

Each row is a sentence and what it says of which sites; a sentence followed by nothing says nothing. A sentence that
can be read in two ways is expected to say less: a missed site leaves a question open, a false one is a wrong answer.
"""

from __future__ import annotations

import time

import pytest
from tests.knowledge.extent_records import extent_rules

from onward.disease.imaging_text import Certainty, Statement, read_conclusion
from onward.knowledge import Place

# One negation, hedge or "no new" for a list with commas (site-negated: all places after one negation are negated).
LISTS = [
    ("No bone, liver, or brain metastases.", "denied: bone brain liver"),
    ("No evidence of bone, liver, or brain metastases.", "denied: bone brain liver"),
    ("Negative for bone, liver or lung metastases.", "denied: bone liver lung"),
    ("No pulmonary, hepatic or osseous metastases.", "denied: bone liver lung"),
    ("Free of liver, lung and bone metastases.", "denied: bone liver lung"),
    ("Without liver, bone, or brain metastases.", "denied: bone brain liver"),
    ("There is no focal bone, liver, or brain metastasis.", "denied: bone brain liver"),
    ("No metastases in the liver, lung, or bone.", "denied: bone liver lung"),
    ("No liver metastases, lung metastases, or bone metastases.", "denied: bone liver lung"),
    ("No pleural effusion, pulmonary nodule, or liver metastases.", "denied: liver"),
    ("Neither liver nor bone metastases.", "denied: bone liver"),
    ("No bone, no liver, no brain metastases.", "denied: bone brain liver"),
    ("Liver, lung, and bone metastases are not seen.", "denied: bone liver lung"),
    ("Liver metastases, lung metastases and bone metastases are not identified.", "denied: bone liver lung"),
    ("Metastases to the liver, lung and bone are not identified.", "denied: bone liver lung"),
    ("Possible liver, lung, or bone metastases.", "suspected: bone liver lung"),
    ("Suspicious for lung, liver and bone metastases.", "suspected: bone liver lung"),
    ("Findings concerning for liver, and possibly bone, metastases.", "suspected: bone liver"),
    ("Cannot exclude liver, lung, or bone metastases.", "suspected: bone liver lung"),
    ("No new liver, lung, or bone metastases.", ""),
    ("No new, enlarging, or suspicious liver metastases.", ""),
    ("No new or enlarging brain metastases.", ""),
    ("No liver metastases, new bone metastases.", "affirmed: bone; denied: liver"),
    ("No pleural effusion, liver metastases unchanged.", "affirmed: liver"),
    ("No pleural effusion, multiple liver metastases.", "affirmed: liver"),
    ("No pleural effusion, liver metastases.", ""),
    ("No brain metastases, known liver metastases, lung metastases stable.", "affirmed: liver lung; denied: brain"),
    ("Known liver, lung, and bone metastases.", "affirmed: bone liver lung"),
    ("Metastases in the liver, lung, and bone.", "affirmed: bone liver lung"),
    ("Multiple metastases to the liver and spine.", "affirmed: bone liver"),
    ("Liver metastases stable, no lung or brain metastases.", "affirmed: liver; denied: brain lung"),
]

# A question or the reason for an examination tells nothing.
QUESTIONS = [
    ("Is there evidence of liver metastases?", ""),
    ("Clinical question: liver metastases?", ""),
    ("Liver metastases?", ""),
    ("Lesion in L3 vertebra ?bone metastasis.", "suspected: bone"),
    ("Liver metastasis (?).", "suspected: liver"),
    ("Evaluate for brain metastases.", ""),
    ("Evaluate for liver, lung, or bone metastases.", ""),
    ("Please assess for liver metastases.", ""),
    ("Screening for brain metastases.", ""),
    ("Rule out bone metastases.", ""),
    ("r/o liver mets", ""),
    ("CT to rule out lung metastases.", ""),
    ("Indication: bone metastases staging", ""),
    ("Indication: Breast cancer. Known bone metastases.\n\nFindings: Liver metastases.", "affirmed: liver"),
    ("INDICATION: Breast cancer with bone metastases. FINDINGS: No liver metastases.", "denied: liver"),
    ("Reason for exam: liver metastases", ""),
    ("If bone metastases are suspected, a bone scan may help.", ""),
    ("Bone metastases are stable, MRI recommended to evaluate for brain metastases.", "affirmed: bone"),
    ("Risk of bone metastases is low.", ""),
    ("Denosumab to prevent bone metastases.", ""),
    ("Liver lesion, MRI is recommended to exclude liver metastasis.", "suspected: liver"),
]

# Another person, the past, and denial in other words.
WHOSE_AND_WHEN = [
    ("Mother has lung cancer with brain metastases.", ""),
    ("Family history of breast cancer with bone metastases.", ""),
    ("Hepatic metastases were denied.", "denied: liver"),
    ("Patient denies bone metastases.", "denied: bone"),
    ("Bone metastases have not progressed.", ""),
    ("No progression of the bone metastases.", ""),
    ("Brain metastases without progression.", "affirmed: brain"),
    ("Concern for leptomeningeal disease.", "suspected: leptomeninges"),
    ("Status post resection of brain metastasis.", "affirmed, earlier: brain"),
    ("s/p resection of brain metastasis", "affirmed, earlier: brain"),
    ("History of liver metastases.", "affirmed, earlier: liver"),
    ("Liver metastases are smaller compared to prior CT.", "affirmed: liver"),
    ("Previously seen liver metastases are stable.", "affirmed: liver"),
    ("Liver metastases from colon cancer.", ""),
    ("Metastatic melanoma to the lung.", ""),
    ("Non-metastatic breast cancer, lungs are clear.", ""),
]

CT = [
    ("Liver: no focal lesion.", ""),
    ("Liver: metastases in segments 2 and 7.", "affirmed: liver"),
    ("Liver: Metastases: none.", "denied: liver"),
    ("Lungs: clear. Liver: multiple metastases. Bones: degenerative changes, no metastases.", "affirmed: liver"),
    ("Unremarkable bones.", ""),
    ("The bones are unremarkable, hepatic metastases have increased in size.", "affirmed: liver"),
    ("Liver metastases and unremarkable lungs.", "affirmed: liver"),
    ("Liver metastases are seen and the lungs are clear.", "affirmed: liver"),
    ("Metastases in the liver, lungs and bones unremarkable.", "affirmed: liver"),
    ("Hepatic cysts.", ""),
    ("Hepatic cysts and osseous metastases.", "affirmed: bone"),
    ("Hepatic cysts, no metastases.", ""),
    ("Liver lesions typical of cysts rather than metastases.", "denied: liver"),
    ("Hepatic steatosis with bone metastases.", "affirmed: bone"),
    ("Indeterminate lung nodules.", ""),
    ("Indeterminate lung nodules, metastases cannot be excluded.", "suspected: lung"),
    ("Lung nodules and liver metastases.", "affirmed: liver"),
    ("Lung metastases with pleural effusion.", "affirmed: lung"),
    ("Lung metastases and pleural effusion.", "affirmed: lung"),
    ("Lung metastases and pleural fluid.", "affirmed: lung"),
    ("Malignant pleural effusion.", "affirmed: pleura"),
    ("Liver metastases compressing the stomach.", "affirmed: liver"),
    ("Hypodense lesions in the liver, consistent with metastases.", "affirmed: liver"),
    ("Hypodense lesions in the liver, likely metastases.", "suspected: liver"),
    ("Lesions in the liver in keeping with metastases.", "affirmed: liver"),
    ("Liver metastases, likely.", "suspected: liver"),
    ("Liver metastases, not entirely excluded.", "suspected: liver"),
    ("Liver metastases cannot be completely excluded.", "suspected: liver"),
    ("Difficult to exclude liver metastases.", "suspected: liver"),
    ("Presumed pulmonary metastases.", "suspected: lung"),
    ("Liver metastases are no longer seen.", "gone: liver"),
    ("Lung metastases have resolved.", "gone: lung"),
    ("Lung metastases have not resolved.", "affirmed: lung"),
    ("Interval decrease in size of the hepatic metastases.", "affirmed: liver"),
    ("New peritoneal carcinomatosis.", "affirmed: peritoneum"),
    ("Peritoneal carcinomatosis is excluded.", "denied: peritoneum"),
    ("Metastatic disease to the liver and right adrenal gland.", "affirmed: adrenal liver"),
    ("The liver shows rounded hypodense metastases.", "affirmed: liver"),
    ("No CT evidence of metastatic disease in the liver or lungs.", "denied: liver lung"),
    ("Metastatic workup: normal liver.", ""),
    ("Nil liver metastases.", "denied: liver"),
    ("Liver metastases: no. Bone metastases: yes.", "affirmed: bone; denied: liver"),
    ("Liver mets -ve.", "denied: liver"),
    ("We don't see liver metastases.", "denied: liver"),
    ("Bone mets: unknown.", ""),
    ("Liver metastases were considered.", ""),
    ("The liver metastases have not changed.", "affirmed: liver"),
    ("Liver metastases do not take up FDG.", ""),
    ("Brain metastases not seen on prior MRI are now seen.", "affirmed: brain"),
    ("Lung metastases, none in the liver.", "affirmed: lung"),
    ("Bone metastases, possible fracture.", "affirmed: bone"),
    ("Liver metastases, effusion not seen.", "affirmed: liver"),
    ("Susp. liver metastases.", "suspected: liver"),
    ("No evidence of:\n- liver metastases\n- bone metastases", "denied: bone liver"),
    ("No liver; bone; or brain metastases.", "denied: bone brain liver"),
    ("MRI brain: Normal. CT: liver metastases.", "affirmed: liver"),
    ("No pulmonary embolism, stable pulmonary metastases.", "affirmed: lung"),
    ("The liver metastasis has decreased and the lung metastases have resolved.", "affirmed: liver; gone: lung"),
    ("History of metastases to liver, now with brain metastases.", "affirmed: brain; affirmed, earlier: liver"),
    ("No brain metastases were identified, but the skull shows metastases.", "affirmed: bone; denied: brain"),
    ("There are no bone lesions, liver lesions or lung nodules to suggest metastases.", "denied: liver lung"),
]

BONE_SCAN_AND_PET = [
    ("Bone scan: no metastases.", ""),
    ("Sclerotic healing of known bone metastases.", "affirmed: bone"),
    ("Degenerative changes, no metastases.", ""),
    ("Degenerative changes of the spine and liver metastases.", "affirmed: liver"),
    ("Degenerative uptake in the lumbar spine mimicking bone metastases.", "denied: bone"),
    ("Multiple foci of uptake in the skeleton compatible with osseous metastases.", "affirmed: bone"),
    ("Uptake in rib 4 equivocal for metastasis versus fracture.", "suspected: bone"),
    ("FDG-avid lesions in the liver consistent with metastases.", "affirmed: liver"),
    ("FDG-avid mediastinal adenopathy suspicious for metastases.", "suspected: node_distant"),
    ("No FDG-avid liver, lung, or bone metastases.", "denied: bone liver lung"),
    ("Complete metabolic response of the liver metastases.", "affirmed: liver"),
    ("Bone metastases in the spine with compression of the spinal cord.", "affirmed: bone"),
    ("Widespread osseous metastatic disease.", "affirmed: bone"),
    ("Bone metastases, stable; liver metastases, new.", "affirmed: bone liver"),
]

BRAIN_MRI = [
    ("No brain metastases.", "denied: brain"),
    ("No evidence of intracranial metastasis.", "denied: brain"),
    ("Enhancing lesion in the left cerebellum suspicious for metastasis.", "suspected: brain"),
    ("Left frontal lobe metastasis, unchanged.", "affirmed: brain"),
    ("No abnormal leptomeningeal enhancement.", ""),
    ("No leptomeningeal disease.", "denied: leptomeninges"),
    ("Brain metastasis vs. radiation necrosis.", "suspected: brain"),
    ("Possible progression of brain metastasis.", "suspected: brain"),
    ("Calvarial changes, no skull metastases.", "denied: bone"),
]


def _table(*parts: list[tuple[str, str]]) -> list[object]:
    return [pytest.param(text, expected, id=text) for rows in parts for text, expected in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"), _table(LISTS, QUESTIONS, WHOSE_AND_WHEN, CT, BONE_SCAN_AND_PET, BRAIN_MRI)
)
def test_what_a_sentence_says(sentence: str, expected: str) -> None:
    """Affirmed, suspected, denied and gone sites of one sentence; the past is told apart from the day of the report."""
    assert _said(_read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Two metastases.", "affirmed: brain", id="a metastasis of what was examined"),
        pytest.param("No metastases.", "denied: brain", id="none of what was examined"),
        pytest.param("History of metastatic disease.", "", id="metastatic, not said where"),
        pytest.param("Known metastatic breast cancer.", "", id="the name of the disease"),
        pytest.param("Metastatic disease, no intracranial lesion.", "", id="metastatic elsewhere"),
        pytest.param("Lesions in the liver, suspicious for metastases.", "suspected: liver", id="a place is named"),
    ],
)
def test_a_sentence_without_a_place_on_an_mri_of_the_brain(sentence: str, expected: str) -> None:
    """Metastases without a place are of what was examined, when nothing speaks for another place."""
    assert _said(_read(sentence, Place("brain", "brain"))) == expected


@pytest.mark.parametrize(
    ("sentence", "calm", "growing"),
    [
        ("Brain metastases have not progressed.", True, False),
        ("No new or enlarging brain metastases.", False, False),
        ("Brain metastasis has enlarged and effusion has resolved.", False, True),
        ("Brain metastases have not resolved.", False, False),
        ("No response of the brain metastases.", False, False),
        ("Brain metastases larger.", False, True),
        ("Brain metastases, smaller.", True, False),
        ("No residual brain metastasis.", True, False),
    ],
)
def test_stable_and_growing(sentence: str, calm: bool, growing: bool) -> None:
    """cns-treated-stable and cns-active-progression rest on these words."""
    said = _read(sentence)
    assert [(one.calm, one.growing) for one in said] == [(calm, growing)]


def test_sixty_long_reports_are_read_quickly() -> None:
    """A record with sixty long reports is read in a blink: sentences that cannot matter are not taken apart."""
    quiet = "The heart is of normal size. No pleural effusion is seen. The gallbladder is unremarkable. "
    report = quiet * 10 + "Bone metastases unchanged. " + quiet * 10
    _read(report)
    begin = time.process_time()
    for _ in range(60):
        assert _said(_read(report)) == "affirmed: bone"
    assert time.process_time() - begin < 0.5


def _read(text: str, body_part: Place | None = None) -> list[Statement]:
    rules = extent_rules()
    return read_conclusion(text, rules.words, rules.places, body_part)


def _said(statements: list[Statement]) -> str:
    """ "affirmed: bone; denied: liver", without what says nothing; affirmed first."""
    told: dict[str, set[str]] = {}
    for one in statements:
        if one.certainty is not Certainty.NOTHING:
            past = ", earlier" if one.earlier and one.certainty is Certainty.AFFIRMED else ""
            told.setdefault(one.certainty.value + past, set()).add(one.place.site)
    return "; ".join(f"{certainty}: {' '.join(sorted(sites))}" for certainty, sites in sorted(told.items()))
