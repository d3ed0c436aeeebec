"""Waves that have ids in common are no independent samples until somebody says so."""

import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.independent import independent


def designs(folder, ids, said=None, design=None, **columns):
    """The waves as independent samples, each in a file whose columns are those given."""
    waves = {"2019": {"design": design or {}}, "2020": {"design": design or {}, **(said or {})}}
    frames = {
        wave: pd.DataFrame({"respondent": ids[wave], **{k: v[wave] for k, v in columns.items()}})
        for wave in waves
    }
    paths = {wave: folder / f"{wave}.parquet" for wave in waves}
    for wave, frame in frames.items():
        frame.to_parquet(paths[wave])
    return independent(waves, paths)


@pytest.mark.parametrize("ids", [["1", "2"], ["b", "a"], ["2", "9"]])
def test_ids_in_common_stop_until_it_is_said_what_they_mean(ids, tmp_path):
    both = {"2019": ["1", "2", "a"], "2020": [*ids, "x"]}
    with pytest.raises(ProblemsFound) as found:
        designs(tmp_path, both)
    assert "config/waves/2020.yaml: same_ids: wave 2019 has respondents of the same ids" in str(
        found.value
    )
    assert len(designs(tmp_path, both, {"same_ids": "chance"})) == 2
    with pytest.raises(ProblemsFound, match="covariance is not counted yet"):
        designs(tmp_path, both, {"same_ids": "panel"})


def test_ids_of_their_own_say_nothing(tmp_path):
    assert len(designs(tmp_path, {"2019": ["1", "2"], "2020": ["3", "4"]})) == 2


def test_ids_between_each_other_are_no_ids_in_common(tmp_path):
    ids = {"2019": ["1", "3", "5"], "2020": ["2", "4", "6"]}
    assert len(designs(tmp_path, ids)) == 2


def test_clusters_are_told_apart_within_their_strata(tmp_path):
    ids = {"2019": ["1", "2"], "2020": ["3", "4"]}
    clusters = {"design.clusters.1": {"2019": ["1", "2"], "2020": ["1", "2"]}}
    with pytest.raises(ProblemsFound, match="has clusters of the same ids"):
        designs(tmp_path, ids, None, {"clusters": ["psu"]}, **clusters)
    strata = {"design.strata.1": {"2019": ["10", "11"], "2020": ["20", "21"]}}
    declared = {"clusters": ["psu"], "strata": ["s"]}
    assert len(designs(tmp_path, ids, None, declared, **clusters, **strata)) == 2
