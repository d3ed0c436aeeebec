"""The archive of the toy project: true to the run, the same elsewhere, and no edit unnoticed."""

import csv
import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from pipeline import ROOT, jobs_done, snakemake, succeeded

MANIFEST = "results/archive/manifest.sha256"
# Where no git is, an archive has to know by itself what belongs to it.
NO_GIT = {**os.environ, "GIT_DIR": "/nonexistent"}

pytestmark = pytest.mark.xdist_group("mini")


def script(root: Path, name: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(root / "workflow" / "scripts" / name), *arguments]
    environment = None if root == ROOT else NO_GIT
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600
    )


def unpacked(project: Path, folder: Path) -> Path:
    """The project's archive, made and unzipped in a folder."""
    succeeded(script(ROOT, "pack.py", project))
    with zipfile.ZipFile(next((project / "dist").glob("*.zip"))) as packed:
        packed.extractall(folder)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def elsewhere(finished_mini, tmp_path_factory) -> Path:
    """Its archive, unzipped in another place."""
    return unpacked(finished_mini, tmp_path_factory.mktemp("elsewhere"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line_of(place: str, project: Path) -> str:
    """The line that a place `file:line` leads to."""
    file, number = place.rsplit(":", 1)
    root = project if file.startswith("config/") else ROOT
    return (root / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]


# --- what it says is so ---------------------------------------------------------
def test_every_place_of_an_exhibit_holds_what_it_says(finished_mini):
    exhibits = rows(finished_mini / "results/archive/exhibits.csv")
    assert [row["exhibit"] for row in exhibits[:4]] == ["1-1", "1-2", "1-3", "1-4"]
    for row in exhibits:
        key = row["exhibit"] if row["kind"] == "figure" else row["exhibit"].split("_", 1)[-1]
        declared = line_of(row["config"], finished_mini)
        assert key.removeprefix("curves_") in declared or row["kind"] == "availability"
        for name, place in re.findall(r"(\w+) \((\S+)\)(?:; |$)", row["rules"]):
            assert line_of(place, finished_mini).strip() == f"rule {name}:"
        for name, place in re.findall(r"([\w.]+) \((src/\S+)\)", row["functions"]):
            assert re.match(rf"(def|class) {name.split('.')[-1]}\b", line_of(place, finished_mini))
        for file in filter(None, f"{row['scripts']}; {row['notebook']}".split("; ")):
            assert (ROOT / file).is_file()
        for file in filter(None, f"{row['inputs']}; {row['outputs']}".split("; ")):
            assert (finished_mini / file).is_file(), file


def test_every_picture_and_table_of_estimates_is_an_exhibits(finished_mini):
    named = {file for row in rows(finished_mini / "results/archive/exhibits.csv")
             for file in row["outputs"].split("; ")}  # fmt: skip
    made = {
        f"results/figures/{path.name}" for path in (finished_mini / "results/figures").iterdir()
    }
    assert made - named == set()
    assert "results/estimates/1-1.csv" in named


def test_what_cannot_be_drawn_is_there_with_its_reason(finished_mini):
    photograph = rows(finished_mini / "results/archive/exhibits.csv")[2]
    assert (photograph["outputs"], photograph["remark_en"]) == ("", "A photograph.")


def test_the_statement_counts_what_the_audit_and_the_estimates_hold(finished_mini):
    counted = rows(finished_mini / "results/archive/reproducible.csv")
    whole = counted[-1]
    numbers = rows(finished_mini / "results/audit/numbers.csv")
    assert int(whole["published_numbers"]) == len(numbers)
    assert int(whole["attained"]) == sum(row["verdict"] == "attained" for row in numbers)
    estimates = [row for figure in ("1-1", "1-2", "1-4")
                 for row in rows(finished_mini / f"results/estimates/{figure}.csv")]  # fmt: skip
    for basis in ("delivered", "published", "assumed"):
        assert int(whole[f"estimates_{basis}"]) == sum(row["basis"] == basis for row in estimates)
    statement = (finished_mini / "results/archive/data_statement.md").read_text(encoding="utf-8")
    assert (
        f"公表値{len(numbers)}件のうち、合成回答者で両立{whole['attained']}件、"
        f"回答データで一致{whole['reproduced']}件" in statement
    )
    assert statement.index("データについて") < statement.index("# Data statement")


def test_the_readme_has_the_sections_that_editors_ask_for_after_a_japanese_summary(finished_mini):
    readme = (finished_mini / "results/archive/README_AEA.md").read_text(encoding="utf-8")
    heads = [line.lstrip("# ") for line in readme.splitlines() if line.startswith("#")]
    assert heads[0] == "再現パッケージの概要"
    wanted = [
        "Data availability and provenance statements", "Statement about rights",
        "Summary of availability", "Computational requirements", "Controlled randomness",
        "Description of programs", "Instructions to replicators", "List of tables and programs",
    ]  # fmt: skip
    assert [head for head in heads if head in wanted] == wanted
    assert "`seed`: 1" in readme


def test_the_crate_and_codecheck_speak_of_files_that_are_there(elsewhere):
    crate = json.loads((elsewhere / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    files = [entity for entity in crate["@graph"] if "File" in entity["@type"]]
    assert len(files) > 100
    assert all((elsewhere / file["@id"]).stat().st_size >= 0 for file in files)
    sized = [file for file in files if "contentSize" in file]
    assert all(
        (elsewhere / file["@id"]).stat().st_size == int(file["contentSize"]) for file in sized
    )
    check = yaml.safe_load((elsewhere / "codecheck.yml").read_text(encoding="utf-8"))
    assert all((elsewhere / item["file"]).is_file() for item in check["manifest"])


def test_the_manifest_names_every_result_and_sha256sum_agrees(elsewhere):
    made = {path.relative_to(elsewhere).as_posix()
            for path in (elsewhere / "results").rglob("*") if path.is_file()}  # fmt: skip
    named = {line[66:] for line in (elsewhere / MANIFEST).read_text(encoding="utf-8").splitlines()}
    assert made - named == {MANIFEST}
    for manifest in (MANIFEST, "FILES.sha256"):
        subprocess.run(["sha256sum", "--quiet", "--check", manifest], cwd=elsewhere, check=True)


def test_times_stay_out_and_are_told_beside(finished_mini):
    record = json.loads((finished_mini / "logs/run.json").read_text(encoding="utf-8"))
    assert {"harmonise", "estimate", "figure", "report"} <= {
        rule["rule"] for rule in record["rules"]
    }
    assert all(rule["memory_mb"] > 1 for rule in record["rules"])
    assert record["seeds"] == {"seed": 1, "seeds": 1}
    assert "run.json" not in (finished_mini / MANIFEST).read_text(encoding="utf-8")


def test_no_path_and_no_host_stands_in_it(finished_mini):
    for path in (finished_mini / "results/archive").iterdir():
        content = path.read_bytes()
        for word in (str(finished_mini), str(ROOT), socket.gethostname()):
            assert word.encode() not in content, path


# --- the same elsewhere ---------------------------------------------------------
def test_run_again_elsewhere_it_gives_the_same_bytes(elsewhere):
    shown = succeeded(script(elsewhere, "verify.py", elsewhere, "--again", "--cores", "2"))
    assert "the same to the byte" in shown


def test_a_run_with_other_settings_is_run_again_with_them(narrowed_mini):
    shown = succeeded(script(ROOT, "verify.py", narrowed_mini, "--again"))
    assert "the same to the byte" in shown


def test_an_archive_of_the_archive_is_the_same(finished_mini, elsewhere):
    succeeded(script(elsewhere, "pack.py", elsewhere))
    one, other = (next((place / "dist").glob("*.zip")) for place in (finished_mini, elsewhere))
    assert one.read_bytes() == other.read_bytes()


# --- edits ----------------------------------------------------------------------
def test_an_edited_output_is_named_by_verify_and_by_the_next_run(copy):
    succeeded(script(ROOT, "verify.py", copy))
    edited = copy / "results/audit/numbers.csv"
    edited.write_text(
        edited.read_text(encoding="utf-8").replace("33.3", "38.3", 1), encoding="utf-8"
    )
    found = script(ROOT, "verify.py", copy)
    assert found.returncode == 1
    assert "results/audit/numbers.csv: the file is not what the manifest says" in found.stderr
    before = (copy / MANIFEST).read_bytes()
    for _ in range(2):  # nor is it accepted by running twice
        run = snakemake(copy)
        assert run.returncode == 1
        assert "results/audit/numbers.csv: changed by hand" in run.stdout + run.stderr
        assert (copy / MANIFEST).read_bytes() == before
    edited.unlink()
    assert "audit_numbers" in jobs_done(succeeded(snakemake(copy)))
    assert (copy / MANIFEST).read_bytes() == before
    succeeded(script(ROOT, "verify.py", copy))


def test_what_was_edited_is_not_archived(copy):
    (copy / "results/figures/1-1.ja.svg").write_text("drawn by hand", encoding="utf-8")
    run = script(ROOT, "pack.py", copy)
    assert run.returncode == 1
    assert "results/figures/1-1.ja.svg" in run.stderr


@pytest.mark.parametrize(
    "file", ["config/figures.yaml", "src/tsunagari/estimate/figures.py", "docs/sources.md"]
)
def test_an_edited_input_or_document_of_an_archive_is_named(elsewhere, file):
    path = elsewhere / file
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    found = script(elsewhere, "verify.py", elsewhere)
    path.write_bytes(before)
    assert found.returncode == 1
    assert f"{file}: the file is not what the manifest says" in found.stderr


# --- closed responses -----------------------------------------------------------
def test_closed_responses_never_enter_an_archive(copy, tmp_path):
    path = copy / "config/archive.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("responses: open", "responses: closed"), encoding="utf-8")
    succeeded(snakemake(copy))
    place = unpacked(copy, tmp_path / "unzipped")
    closed = {"data/raw/1999/answers.csv", "results/harmonised/1999.parquet",
              "results/harmonised/1999.ledger.csv"}  # fmt: skip
    assert not [name for name in closed if (place / name).exists()]
    held = b"".join(
        path.read_bytes()
        for folder in ("data", "results")
        for path in (place / folder).rglob("*")
        if path.is_file()
    )
    assert "番号".encode("cp932") not in held  # a column of the responses
    shown = succeeded(script(place, "verify.py", place))
    assert all(f"closed: {name}" in shown for name in closed)
    again = script(place, "verify.py", place, "--again")
    assert again.returncode == 1
    assert "data/raw/1999/answers.csv: the delivered file is missing" in again.stderr
