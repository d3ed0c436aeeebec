"""The section itself, run from nothing; `make protocol` runs it twice in two folders."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from pipeline import ROOT, snakemake, succeeded
from readme import agreement_table, shown_in_readme

pytestmark = pytest.mark.xdist_group("section")

PARTS = ("config", "resources")


def run_in(folder: Path) -> Path:
    """Copy what a project consists of, and run the section there."""
    folder.mkdir(parents=True)
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    succeeded(snakemake(folder))
    return folder


@pytest.fixture(scope="module")
def section(tmp_path_factory) -> Path:
    return run_in(tmp_path_factory.mktemp("section") / "first")


@pytest.fixture(scope="module")
def numbers(section) -> pd.DataFrame:
    return pd.read_csv(section / "results/audit/numbers.csv", dtype={"figure": str})


def test_no_published_number_differs(numbers):
    assert numbers.loc[numbers["verdict"] == "differs", ["figure", "item", "reason_en"]].empty


def test_every_placed_percentage_of_the_section_is_attained(numbers):
    figures = numbers["file"].str.match(r"4-3-\d-\d$") & (numbers["file"] != "4-3-5-3")
    printed = numbers[figures & (numbers["provenance"] == "seed") & numbers["percent"].notna()]
    assert len(printed) == 447
    orphans = printed["placement"] == "orphan"
    assert set(printed.loc[~orphans, "verdict"]) == {"attained"}
    assert set(printed.loc[orphans, "reason_en"].str.split(",").str[0]) == {"orphan"}


def test_what_is_unattainable_is_the_sums_of_rounded_classes_and_one_base(numbers):
    rows = numbers[numbers["verdict"] == "unattainable"].fillna({"category": "n"})
    found = set(rows[["figure", "item", "category"]].itertuples(index=False, name=None))
    assert found == {
        ("4-3-2-3", "bulletin_board", "met"),
        ("4-3-2-3", "twitter", "met"),
        ("4-3-2-4", "trust_change", "n"),
    }
    assert rows["reason_ja"].str.len().min() > 20


def test_the_audit_of_the_source_speaks_of_every_table_and_of_what_contradicts_itself(section):
    checks = pd.read_csv(section / "results/audit/source.csv", dtype=str, keep_default_na=False)
    wrong = checks[checks["verdict"].isin(["inconsistent", "unattainable"])]
    # Titles, sums, counts and bases; then the contradictions that the whole of a wave shows.
    assert set(wrong["figure"]) == {"4-3-2-3", "4-3-2-4", "4-3-2-5"}
    assert (wrong["check"] == "contradiction").sum() == 3
    assert {"unattainable"} == set(wrong.loc[wrong["check"] == "grim", "verdict"])
    counted = pd.read_csv(section / "results/audit/source_summary.csv", dtype={"figure": str})
    tables = {path.stem for path in (section / "resources/published").glob("4-*.csv")}
    assert tables <= set(counted["figure"])
    assert counted.select_dtypes("int").to_numpy().sum() == len(checks)


def test_the_ledger_has_the_slips_that_cleaning_must_find(section):
    ledger = pd.read_csv(section / "results/harmonised/2017.ledger.csv")
    assert (ledger["status"] == "kept").sum() == 4200
    assert set(ledger["reason"].dropna()) == {
        "delivered_twice",
        "outside_age_quota",
        "answered_too_fast",
    }


def test_every_drawable_figure_is_there_in_both_languages(section, project):
    drawn = {number for number, entry in project.figures.items() if "notebook" in entry}
    assert len(drawn) == 19
    models = {f"model_{name}_{kind}" for name in project.models for kind in ("forest", "shares")}
    curves = {f"model_{name}_specifications" for name in project.curves}
    waves = {f"comparison_{name}" for name in project.comparisons["comparisons"]}
    waves |= {f"decomposition_{name}" for name in project.decompositions["decompositions"]}
    waves |= {f"age_curves_{name}" for name in project.decompositions["age_curves"]}
    others = {"availability", *project.indices["figures"]}
    names = {path.name for path in (section / "results/figures").iterdir()}
    assert names == {
        f"{stem}.{language}.{kind}"
        for stem in drawn | models | curves | waves | others
        for language in ("ja", "en")
        for kind in ("svg", "png", "pdf")
    }


def test_no_result_names_a_path_of_this_machine(section):
    place = str(section.parent).encode()
    for path in (section / "results").rglob("*"):
        if path.is_file() and path.suffix != ".parquet":
            content = path.read_bytes()
            assert place not in content, path
            assert os.fsencode(ROOT) not in content, path


def test_the_readme_shows_the_agreement_of_this_run(section):
    assert shown_in_readme() == agreement_table(section)


def test_the_manifest_names_every_result(section):
    manifest = (section / "results/archive/manifest.sha256").read_text(encoding="utf-8")
    named = {line.split("  ", 1)[1] for line in manifest.splitlines()}
    files = (path for path in (section / "results").rglob("*") if path.is_file())
    made = {path.relative_to(section).as_posix() for path in files}
    assert made - named == {"results/archive/manifest.sha256"}
