"""The roles that a chart gives the keys of its table."""

import pandas as pd
import pytest
from charts_tables import estimates

from tsunagari.codebook.labels import figure_labels
from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.arrange import arrange
from tsunagari.read.tables import read_table


@pytest.fixture
def participation(project):
    spec = project.figures["4-3-5-2"]
    labels = figure_labels(project.codebook_config, "4-3-5-2", spec, project.waves)
    return estimates(project, "4-3-5-2", 1), spec["chart"], labels


def test_cells_are_found_by_panel_row_and_column(participation):
    table, chart, labels = participation
    grid = arrange(table, chart, labels, "segment")
    assert grid.panels == ["all", "60_and_over"]
    assert grid.rows["all"] == [("2008",), ("2017",)]
    row = table[(table.wave == "2017") & (table.group == "all") & (table.category == "both")].iloc[
        0
    ]
    assert grid.cell("all", ("2017",), "both").percent == row.percent


def test_rows_follow_the_configuration_not_the_table(participation):
    table, chart, labels = participation
    shuffled = table.sample(frac=1, random_state=3)
    assert arrange(shuffled, chart, labels, "segment") == arrange(table, chart, labels, "segment")


def test_a_key_without_role_and_with_several_values_is_refused(participation):
    table, _, labels = participation
    with pytest.raises(
        ProblemsFound, match=r"no role, yet it has several values \[60_and_over, all\]"
    ):
        arrange(table, {"row": "wave", "segment": "category"}, labels, "segment")


def test_a_misspelt_role_names_the_nearest(participation):
    table, chart, labels = participation
    with pytest.raises(ProblemsFound, match="Did you mean 'group'"):
        arrange(table, chart | {"panel": "gruop"}, labels, "segment")


def test_several_waves_without_role_become_panels(project):
    spec = project.figures["4-3-2-2"]
    labels = figure_labels(project.codebook_config, "4-3-2-2", spec, project.waves)
    table = estimates(project, "4-3-2-2", 1)
    both = pd.concat([table, table.assign(wave="2008")])
    assert arrange(both, spec["chart"], labels, "column").panels == ["2008", "2017"]


def test_a_group_that_nobody_is_in_is_left_out(project):
    spec = project.figures["4-3-4-3"]
    labels = figure_labels(project.codebook_config, "4-3-4-3", spec, project.waves)
    table = estimates(project, "4-3-4-3", 1)
    grid = arrange(table, spec["chart"], labels, "segment")
    assert "would_not_help" in set(table["group"])
    assert {group for _, group in grid.rows[None]} == {"free", "paid"}


def test_a_row_that_one_wave_did_not_ask_stays(participation):
    table, chart, labels = participation
    table.loc[table.wave == "2008", ["n", "percent", "basis"]] = [0, float("nan"), "not_asked"]
    grid = arrange(table, chart, labels, "segment")
    assert grid.rows["all"] == [("2008",), ("2017",)]
    assert grid.base("all", ("2008",)) == 0
    assert grid.cell("all", ("2008",), "both") is None


def test_loading_keeps_words_words(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        "wave,group,n,percent,basis\n2008,none,0,,not_asked\n2017,none,5,20.0,published\n"
    )
    table = read_table(path)
    assert table["wave"].tolist() == ["2008", "2017"]
    assert table["group"].tolist() == ["none", "none"]
    assert table["percent"].isna().tolist() == [True, False]
    assert read_table(path, waves=["2017"])["n"].tolist() == [5]


def test_loading_refuses_a_wave_that_is_not_there(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("wave,percent\n2017,20.0\n")
    with pytest.raises(ProblemsFound, match="Did you mean '2017'"):
        read_table(path, waves=["2071"])
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_table(tmp_path / "other.csv")
