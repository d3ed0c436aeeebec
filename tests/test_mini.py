"""The toy project on the same Snakefile: counted by hand, and run again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pipeline import ROOT, digests, jobs_done, snakemake, succeeded
from report_pages import broken_links, steps_to

pytestmark = pytest.mark.xdist_group("mini")


def estimates(folder: Path, figure: str) -> pd.DataFrame:
    keys = ["wave", "group", "item", "category"]
    table = pd.read_csv(folder / f"results/estimates/{figure}.csv", dtype=dict.fromkeys(keys, str))
    return table.set_index(keys)


# --- what comes out -------------------------------------------------------------
def test_percentages_counted_by_hand(finished_mini):
    trust = estimates(finished_mini, "1-1")[["n", "percent"]]
    # answers.csv: a01, a04, a07, a10 of the twelve kept; of a01 to a05, the young, two.
    assert list(trust.loc[("1999", "all", "trust", "agree")]) == pytest.approx([12, 400 / 12])
    assert list(trust.loc[("1999", "young", "trust", "agree")]) == pytest.approx([5, 40])
    reasons = estimates(finished_mini, "1-2")[["n", "percent"]]
    # Letters are used by a01, a02, a05, a07, a08, a10, a11: cheap for a01, a02, a07, a11.
    assert list(reasons.loc[("1999", "all", "letter", "cheap")]) == pytest.approx([7, 400 / 7])


def test_the_report_leads_from_a_number_to_its_code_and_raw_column_in_three_clicks(finished_mini):
    report = finished_mini / "results" / "report"
    assert broken_links(report) == []
    for start in ("audit/numbers.html", "figures/1-1.html", "index.html"):
        for wanted in (
            "source/config/waves/1999.yaml.html",
            "source/src/tsunagari/estimate/figures.py.html",
        ):
            assert steps_to(report, start, wanted) <= 3


def test_the_ledger_accounts_for_every_row(finished_mini):
    ledger = pd.read_csv(
        finished_mini / "results/harmonised/1999.ledger.csv", keep_default_na=False
    )
    assert len(ledger) == 14
    left_out = ledger[ledger["status"] == "excluded"].set_index("row")["reason"].to_dict()
    assert left_out == {13: "outside_ages", 14: "sent_twice"}


def test_kinds_of_missing_stay_apart(finished_mini):
    first = pd.read_parquet(finished_mini / "results/harmonised/1999.parquet").set_index(
        "respondent"
    )
    assert first.loc["a03", "reasons.letter.cheap"] == "_not_applicable"
    second = pd.read_parquet(finished_mini / "results/harmonised/2031.parquet")
    assert set(second["reasons.letter.cheap"]) == {"_not_asked"}


def test_the_audit_tells_apart_what_agrees_what_differs_and_what_cannot_be(finished_mini):
    numbers = pd.read_csv(finished_mini / "results/audit/numbers.csv", dtype={"wave": str})
    verdicts = numbers["verdict"].to_list()
    # Delivered responses reproduce a number; synthetic respondents only attain it.
    agree = numbers["wave"].map({"1999": "reproduced", "2031": "attained"}).to_list()
    assert verdicts == [*agree[:2], "differs", *agree[3:7], "unattainable"]
    assert set(agree[:2]) == {"reproduced"} and "attained" in agree[3:7]
    assert numbers["reason_en"].to_list()[2] == "40.0 instead of 60.0"
    # 33.3% of 40 contradicts nothing but its own base.
    reason = numbers["reason_en"].to_list()[-1]
    assert reason.startswith("no respondents can give it, whatever the other numbers are")


def test_the_source_contradicts_itself_where_no_count_gives_a_share(finished_mini):
    checks = pd.read_csv(finished_mini / "results/audit/source.csv")
    wrong = checks[checks["verdict"].isin(["inconsistent", "unattainable"])]
    assert set(wrong["printed"]) == {"33.3"}
    assert set(wrong["figure"]) == {"1-4"}
    # What is wrong on purpose differs from the responses, not from other printed numbers.
    purpose = checks[checks["printed"] == "60.0"]
    assert not purpose["verdict"].isin(["inconsistent", "unattainable"]).any()
    assert checks.loc[checks["check"] == "caption", "verdict"].value_counts().to_dict() == {
        "consistent": 3,
        "noted": 1,  # 1-3 stands after 1-4
    }


def test_basis_travels_with_every_number(finished_mini):
    trust = estimates(finished_mini, "1-1")["basis"]
    assert set(trust["1999"]) == {"delivered"}
    # 17 of 40 and 11 of 20 young are printed; who disagrees follows from them.
    assert set(trust["2031"]) == {"published"}
    use = estimates(finished_mini, "1-4")["basis"]
    assert use[("2031", "all", "phone", "rarely")] == "published"  # the rest of a full row
    assert use[("2031", "all", "letter", "daily")] == "assumed"


def test_bonds_of_two_communities_are_one_apart_from_their_mean(finished_mini):
    bonds = pd.read_csv(finished_mini / "results/indices/bonds_2031.csv").set_index("community")
    assert sorted(bonds["bond"]) == pytest.approx([-1, 1])
    people = pd.read_parquet(finished_mini / "results/harmonised/2031.parquet")
    for channel in ("letter", "phone"):
        users = people[f"use.{channel}"].isin(["daily", "rarely"]).sum()
        assert bonds.loc[channel, "participants"] == users
    words = (finished_mini / "results/indices/counting.ja.txt").read_text(encoding="utf-8")
    assert words.startswith("合計である。2031年調査：「20～39歳」と「40～79歳」の差は")


def test_pictures_say_their_number_in_both_languages(finished_mini):
    for language, title in (("ja", "信頼の推移"), ("en", "Trust over time")):
        picture = (finished_mini / f"results/figures/1-1.{language}.svg").read_text(
            encoding="utf-8"
        )
        assert title in picture  # the description; glyphs are paths
    notebook = json.loads(
        (finished_mini / "results/notebooks/1-1.ipynb").read_text(encoding="utf-8")
    )
    assert any(cell.get("outputs") for cell in notebook["cells"])


def test_every_picture_is_there(finished_mini):
    # That another folder gives the same bytes is shown by its archive: test_archive.py.
    pictures = [path.suffix for path in (finished_mini / "results/figures").iterdir()]
    assert [pictures.count(kind) for kind in (".svg", ".png", ".pdf")] == [20, 20, 0]


# --- running again --------------------------------------------------------------
def test_nothing_to_be_done(finished_mini):
    assert "Nothing to be done" in succeeded(snakemake(finished_mini))


def test_one_figure_runs_only_what_it_needs(copy):
    picture = copy / "results/figures/1-2.en.svg"
    picture.unlink()
    done = jobs_done(succeeded(snakemake(copy, "results/figures/1-2.en.svg")))
    assert done == ["figure"]
    assert picture.stat().st_size > 1000


def one_figure(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "workflow" / "scripts" / "one_figure.py", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_one_figure_of_ones_own_lies_beside_the_results(copy):
    before = digests(copy / "results")
    style = copy / "mine.mplstyle"
    style.write_text("savefig.facecolor: 123456\n")
    chosen = ["--language", "en", "--wave", "1999", "--format", "svg", "--style", str(style)]
    run = one_figure(copy, "1-1", *chosen)
    assert run.stdout.split() == ["own/1-1/1-1.en.svg", "own/1-1/1-1.ipynb"], run.stderr
    picture = (copy / "own/1-1/1-1.en.svg").read_text(encoding="utf-8")
    assert "#123456" in picture
    notebook = (copy / "own/1-1/1-1.ipynb").read_text(encoding="utf-8")
    assert "1999" in notebook and "2031" not in notebook
    assert digests(copy / "results") == before


def test_one_figure_that_cannot_be_drawn_is_named(copy):
    (copy / "bad.mplstyle").write_text("savefig.facecolor: #123456\n")
    for arguments, said in (
        (["1-9"], "no figure that can be drawn [1-9]. Did you mean"),
        (["1-1", "--wave", "1998"], "1-1: no wave of it [1998]. Did you mean '1999'?"),
        (["1-1", "--style", "none.mplstyle"], "none.mplstyle: there is no such file."),
        (["1-1", "--style", "bad.mplstyle"], "bad.mplstyle: Bad value in file"),
    ):
        run = one_figure(copy, "--exists", *arguments)
        assert run.returncode == 1
        assert said in run.stderr and "Traceback" not in run.stderr


def test_a_changed_title_redraws_one_figure(copy):
    path = copy / "config/figures.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Trust over time", "Trust in two waves")
    )
    done = sorted(jobs_done(succeeded(snakemake(copy))))
    # The source audit reads titles too, the report shows them, the archive lists both.
    assert done.count("figure") == 1
    assert set(done) <= {"all", "archive", "audit_source", "explorer", "figure", "report"}
    assert "Trust in two waves" in (copy / "results/figures/1-1.en.svg").read_text(encoding="utf-8")


def test_a_changed_wave_leaves_the_other_alone(copy):
    path = copy / "config/waves/1999.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("keep: [20, 79], leaves_out: 1", "keep: [25, 79]")
    )
    done = jobs_done(succeeded(snakemake(copy)))
    assert done.count("harmonise") == 1
    assert "synthesise" not in done
    assert done.count("estimate") == 2  # figure 1-4 shows the other wave only


def test_one_wave_alone(narrowed_mini):
    assert {path.name for path in (narrowed_mini / "results/harmonised").iterdir()} == {
        "2031.parquet",
        "2031.ledger.csv",
        "2031.labels.csv",
    }
    page = (narrowed_mini / "results/report/index.html").read_text(encoding="utf-8")
    assert "figures/1-4.html" in page
    assert "figures/1-1.html" not in page  # asked for, and it compares two waves


def test_a_run_narrowed_to_figures_without_estimates_judges_no_number(copy):
    shutil.rmtree(copy / "results")
    asked = ('waves=["1999"]', 'figures=["1-4"]', 'formats=["svg"]')  # 1-4 is of 2031 alone
    succeeded(snakemake(copy, "--config", *asked))
    numbers = pd.read_csv(copy / "results/audit/numbers.csv")
    assert set(numbers["verdict"]) == {"not computable"}


# --- a new wave by its file alone -------------------------------------------------
NEW_WAVE = """
title: {ja: 2040年調査, en: 2040 survey}
citation: {ja: 架空の調査, en: An invented survey}
source: delivered
sampling: probability
design: {}
year: 2040
mode: web
asked: {wording: same, scale: same, base: same}
files:
  - {path: new.csv, reader: csv, encoding: utf-8, constants: {country: here}, not_asked: [reasons, trust]}
respondent: id
missing: {}
exclude: []
columns:
  sex: {column: sex, codes: {m: man, w: woman}}
  age: {column: age}
  use: {column: "{item}", items: {letter: letter}, codes: {D: daily, R: rarely, N: never}}
"""


def test_a_new_wave_that_lacks_questions_is_in_all_figures_and_says_so(copy):
    (copy / "config/waves/2040.yaml").write_text(NEW_WAVE, encoding="utf-8")
    (copy / "data/raw/2040").mkdir()
    answers = "id,sex,age,letter\n1,m,25,D\n2,w,50,R\n3,m,61,N\n4,w,33,D\n"
    (copy / "data/raw/2040/new.csv").write_text(answers, encoding="utf-8")
    succeeded(snakemake(copy, "--config", 'formats=["svg"]'))
    trust = estimates(copy, "1-1").loc["2040"]
    assert set(trust["n"]) == {0}
    assert set(trust["basis"]) == {"not_asked"}
    asked = pd.read_csv(copy / "results/audit/availability.csv", dtype={"wave": str})
    letters = asked[(asked["wave"] == "2040") & (asked["variable"] == "use")].set_index("item")
    assert letters["state"].to_dict() == {"letter": "asked", "phone": "not_asked"}
    assert letters.loc["letter", ["n_asked", "grade_with_earlier"]].to_list() == [4, "B"]
    changes = pd.read_csv(copy / "results/comparisons/trust.csv", dtype={"later": str})
    assert set(changes.loc[changes["later"] == "2040", "basis"]) == {"not_asked"}


def test_the_cause_of_each_rerun_is_a_file_by_name(copy):
    def why() -> dict[str, str]:
        command = [sys.executable, "-m", "snakemake", "--cores", "1", "--dry-run", "--snakefile"]
        run = subprocess.run(
            [*command, ROOT / "Snakefile"],
            cwd=copy, capture_output=True, text=True, env={**os.environ, "TSUNAGARI_WHY": "yes"},
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return dict(line.split(": ", 1) for line in run.stdout.splitlines() if ": " in line)

    assert "Nothing to be done" in why()
    figures = copy / "config/figures.yaml"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace("Trust over time", "Trust in two waves"), encoding="utf-8")
    (copy / "results/estimates/1-2.csv").unlink()
    causes = why()
    assert causes["figure 1-1"] == "config changed: config/figures.yaml"
    assert causes["estimate 1-2"] == "not there yet: results/estimates/1-2.csv"
    assert causes["figure 1-2"] == "input is made anew: results/estimates/1-2.csv"
    assert "estimate 1-1" not in causes
    assert not (copy / "results/estimates/1-2.csv").exists()  # nothing was run
