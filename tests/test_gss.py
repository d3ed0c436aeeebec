"""Six surveys of the US General Social Survey, added by config alone, as R's survey gave them.

The project is tests/waves/gss; it runs on the same Snakefile, with the files that NORC delivers.
"""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from gss_data import gss_file
from pipeline import ROOT, snakemake, succeeded

from tsunagari.project import load_project

PROJECT = ROOT / "tests" / "waves" / "gss"
EXPECTED = pd.read_csv(PROJECT / "expected.csv", keep_default_na=False)
WAVES = sorted(path.stem for path in (PROJECT / "config" / "waves").glob("*.yaml"))
ROUNDED = 1e-4  # the reference that came with the data is printed to four decimals

pytestmark = pytest.mark.xdist_group("gss")


def with_data(folder: Path) -> Path:
    """A copy of the project with the delivered files."""
    folder = Path(shutil.copytree(PROJECT, folder))
    for wave in WAVES:
        entry = yaml.safe_load((PROJECT / f"config/waves/{wave}.yaml").read_text("utf-8"))
        path = folder / "data" / "raw" / wave / entry["files"][0]["path"]
        path.parent.mkdir(parents=True)
        path.symlink_to(gss_file(path.name))
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    folder = with_data(tmp_path_factory.mktemp("first") / "gss")
    succeeded(snakemake(folder))
    return folder


def people(finished: Path, wave: str) -> pd.DataFrame:
    return pd.read_parquet(finished / f"results/harmonised/{wave}.parquet")


# --- the numbers ------------------------------------------------------------------
def computed(finished: Path, row: pd.Series) -> dict:
    """The pipeline's number for a row of expected.csv: value, std_error, n (blank of a change)."""
    kind = row["table"].split("/")[0]
    table = pd.read_csv(finished / f"results/{row['table']}.csv", dtype=str, keep_default_na=False)
    if kind == "models":
        found = table[(table["term"] == row["item"]) & (table["level"] == row["category"])]
        value = found["estimate"]
    else:
        found = table[(table["item"] == row["item"]) & (table["category"] == row["category"])]
        if kind == "comparisons":
            assert row["wave"] == f"{found['earlier'].item()} to {found['later'].item()}"
            value = found["change"]
        else:
            found = found[found["wave"] == row["wave"]]
            value = found["percent"]
    n = found["n"].item() if "n" in found else ""
    return {"value": value.item(), "std_error": found["std_error"].item(), "n": n}


@pytest.mark.parametrize("provenance", EXPECTED["provenance"].unique())
def test_every_number_is_that_of_r(finished, provenance):
    rows = EXPECTED[EXPECTED["provenance"] == provenance]
    for _, row in rows.iterrows():
        found = computed(finished, row)
        shown = row.to_dict()
        assert float(found["value"]) == pytest.approx(float(row["value"]), abs=ROUNDED), shown
        assert float(found["std_error"]) == pytest.approx(float(row["std_error"]), abs=ROUNDED), (
            shown
        )
        assert found["n"] == row["n"], shown


def test_the_reference_covers_what_is_shown():
    """Every wave but the panel has its trust, and every item of the two lists its share."""
    codebook = yaml.safe_load((PROJECT / "config/codebook.yaml").read_text("utf-8"))
    for table, column, shown in (
        ("estimates/1-1", "wave", [wave for wave in WAVES if wave != "2010_panel"]),
        ("estimates/1-2", "item", codebook["lists"]["media"]["items"]),
        ("estimates/1-3", "item", codebook["lists"]["organisations"]["items"]),
    ):
        assert set(EXPECTED.loc[EXPECTED["table"] == table, column]) == set(shown)


def test_a_comparison_a_model_and_a_bar_chart_come_out_as_pictures(finished):
    for stem, said in (
        ("comparison_trust_2008_2018", {"ja": "信頼などの変化", "en": "Change of trust"}),
        ("model_trust_2016_forest", {"ja": "就学年数", "en": "Years of schooling"}),
        ("1-3", {"ja": "団体への加入", "en": "Membership of organisations"}),
    ):
        for language, words in said.items():
            picture = finished / f"results/figures/{stem}.{language}.svg"
            assert words in picture.read_text("utf-8")


# --- the traps --------------------------------------------------------------------
def test_the_configuration_holds_without_the_data():
    project = load_project(PROJECT / "config", ROOT / "workflow" / "schemas")
    assert project.wanted_waves == WAVES


def test_the_guide_quotes_a_wave_as_it_stands():
    guide = (ROOT / "config" / "README.md").read_text("utf-8")
    section = guide.split("### A worked example: the General Social Survey\n")[1].split("\n## ")[0]
    quoted = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    wave = (PROJECT / "config" / "waves" / "2018.yaml").read_text("utf-8")
    assert len(quoted) == 5
    assert all(block in wave for block in quoted)


def test_a_wave_takes_few_lines():
    for wave in WAVES:
        lines = (PROJECT / f"config/waves/{wave}.yaml").read_text("utf-8").splitlines()
        assert len(lines) <= 60, wave


def test_cross_sections_are_told_from_the_interviews_beside_them(finished):
    kept = {wave: len(people(finished, wave)) for wave in WAVES}
    assert kept == {
        "2006": 2000,
        "2008": 2023,
        "2010": 2044,
        "2010_panel": 1276,
        "2016": 2867,
        "2018": 2348,
    }
    ledger = pd.read_csv(finished / "results/harmonised/2008.ledger.csv", keep_default_na=False)
    assert len(ledger) == 14610  # every row of the file has its reason


def test_a_wrong_label_is_overruled_and_entered(finished):
    for wave, column in (("2016", "trust_1a"), ("2018", "trust_1b")):
        labels = pd.read_csv(finished / f"results/harmonised/{wave}.labels.csv", dtype=str)
        overruled = labels[labels["verdict"] == "overruled"]
        shown = overruled[["column", "code", "label", "mapped", "resembles"]].to_numpy().tolist()
        assert shown == [[column, "1", "can't trust", "can_trust", "cannot_be_too_careful"]]


def test_zero_is_not_asked_and_a_blank_is_what_the_ballot_says(finished):
    first = people(finished, "2006")
    memberships = first.filter(like="membership.")
    assert memberships.shape[1] == 16
    assert set(memberships.to_numpy().ravel()) == {"_not_asked"}
    trust = people(finished, "2008")["trust"].value_counts()
    # Ballot a (658 people) did not have it; the other blanks are people without an answer.
    assert (trust["_not_asked"], trust["_no_answer"]) == (658, 0)
    assert people(finished, "2008")["fair"].value_counts()["_no_answer"] == 664 - 658


def test_fair_runs_against_trust_in_the_file_and_not_in_the_results(finished):
    for wave in ("2008", "2016", "2018"):
        answers = people(finished, wave)
        told = answers[["trust", "fair"]].isin(["can_trust", "fair", "depends"])
        both = answers["trust"].isin(["can_trust", "cannot_be_too_careful"])
        both &= answers["fair"].isin(["fair", "take_advantage"])
        assert told[both].corr().loc["trust", "fair"] > 0.3, wave


def test_the_oldest_are_89_and_ages_are_numbers(finished):
    for wave in WAVES:
        ages = people(finished, wave)["age"]
        assert ages.max() == 89
        assert ages.isna().sum() < 30  # few have no age


SPOILT = {  # wave: what is taken out of its file, what takes its place, what the run says
    "2006": (
        "    missing: {not_asked: [0]}\n",
        "",
        "gss_2006_2014.csv: row 1, column memchurh: unknown code [0].",
    ),
    "2008": (
        '    codes: {"89 or older": 89}\n'
        "    reason: {ja: 89歳以上は一つにまとめられているため89とする, "
        "en: Ages are top-coded at 89; the least age that it can mean is taken}\n",
        "",
        "column age: not a whole number [89 or Older].",
    ),
    "2010": (
        "case: ignore",
        "case: exact",
        "unknown code [can Trust]. Did you mean 'can trust'?",
    ),
    "2010_panel": (
        ", lonely: adjust",
        "",
        None,  # a later stage refuses: see below
    ),
    "2016": (
        '    overrule: {1: "can\'t trust"}\n',
        "",
        "gss_2016_2020_wide.dta: column trust_1a, label of code 1: trust: mapped to can_trust, "
        "but it reads like cannot_be_too_careful [can't trust]. Mend the mapping; if the file is "
        'wrong, overrule it there: `overrule: {1: "can\'t trust"}`.',
    ),
    "2018": (
        "codes: {1: take_advantage, 2: fair, 3: depends}",
        "codes: {1: fair, 2: take_advantage, 3: depends}",
        "gss_2016_2020_wide.dta: column fair_1b, label of code 1: fair: mapped to fair, "
        "but it reads like take_advantage",
    ),
}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> Path:
    """The project with one trap left open in every wave, run as far as it goes."""
    folder = with_data(tmp_path_factory.mktemp("spoilt") / "gss")
    for wave, (old, new, _) in SPOILT.items():
        path = folder / f"config/waves/{wave}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    wanted = [f"results/harmonised/{wave}.parquet" for wave in WAVES]
    run = snakemake(folder, "--keep-going", *wanted, "results/estimates/1-3.csv")
    assert run.returncode == 1
    return folder


@pytest.mark.parametrize("wave", [wave for wave in SPOILT if SPOILT[wave][2]])
def test_a_trap_left_open_stops_the_run(spoilt, wave):
    said = (spoilt / f"logs/harmonise/{wave}.log").read_text("utf-8")
    assert SPOILT[wave][2] in said
    assert "Traceback" not in said
    assert not (spoilt / f"results/harmonised/{wave}.parquet").exists()


def test_strata_with_one_cluster_stop_the_estimates(spoilt):
    said = (spoilt / "logs/estimate/1-3.log").read_text("utf-8")
    assert "only one cluster of the stratum was sampled" in said
    assert "[1957, 1959, " in said  # as the file calls them
