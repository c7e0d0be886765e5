"""A public breast DCE-MRI (UCSF-BR-06, TCIA Breast-MRI-NACT-Pilot) against what its own site reckoned of it.

The site's SER series says in its header: FTVpe (early PE above 70 %) 40.64 mL, FTVser (SER above 0.9) 30.17 mL, after a
clean-up that takes out voxels with fewer than four neighbours; Onward does not clean up.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from onward.app.imaging import index_folder
from onward.app.imaging_bone_scan import read_bone_scans
from onward.app.imaging_resonance import read_diffusion, read_enhancement
from onward.imaging import PhaseChoice
from onward.intake.dicom import read_voxels
from onward.terms import Issue

pytestmark = [pytest.mark.real]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = os.environ.get("ONWARD_DATA", "")
    if not data or not (Path(data) / "unpack.sh").is_file():
        pytest.skip("ONWARD_DATA names no folder with unpack.sh")
    folder = tmp_path_factory.mktemp("images")
    subprocess.run([str(Path(data) / "unpack.sh"), str(folder), "imaging"], check=True, capture_output=True)
    return folder / "imaging"


def test_enhancement_agrees_with_the_site_s_own_volumes_and_map(images: Path) -> None:
    indexed = index_folder([images / "breast_dce_mr"])
    found, issues = read_enhancement(indexed)
    assert not issues
    (one,) = found
    assert isinstance(one.choice, PhaseChoice) and one.maps is not None
    assert (one.choice.before, one.choice.early, one.choice.late) == (0, 1, 2)
    # 10:25:51, 10:32:38 and 10:38:32.
    assert one.dynamic.times_s == (0, 407, 761) and one.dynamic.times_from == "ContentTime"
    ((region, enhanced),) = one.regions
    assert region.label == "Breast"
    assert enhanced.enhancing_ml == pytest.approx(40.64, rel=0.02)
    assert enhanced.above_ratio_ml == pytest.approx(30.17, rel=0.02)
    (own,) = [stack for stack in indexed.stacks if stack.phases == 1]
    theirs = read_voxels(own)
    assert not isinstance(theirs, Issue)
    both = (theirs > 0) & np.isfinite(one.maps.ratio)
    assert both.sum() > 10_000
    # Theirs is stored in thousandths.
    assert float(np.median(np.abs(theirs[both] - one.maps.ratio[both]))) < 0.001


def test_no_diffusion_is_found_where_there_is_none(images: Path) -> None:
    found, issues = read_diffusion(index_folder([images / "breast_dce_mr"]))
    assert found == () and any("b values" in one.what for one in issues)


def test_a_bone_scan_that_does_not_name_its_view_is_refused_until_a_reader_does(images: Path) -> None:
    planar = index_folder([images / "bone_scan_nm"]).planar
    refused = read_bone_scans(planar)
    assert refused.scans == () and "which view" in refused.issues[0].what
    (scan,) = read_bone_scans(planar, named=("anterior",)).scans
    (view,) = scan.views
    # The middle of the trunk in a view of 256 columns, by eye.
    assert view.midline_column == pytest.approx(129, abs=4)
    assert 0 < len(view.candidates) < 30
    assert any("posterior view is missing" in note for note in scan.notes)
