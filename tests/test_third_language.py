"""A language more is YAML: the toy project in Japanese, English and one that nobody speaks."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
import yaml
from pipeline import MINI, ROOT, snakemake, succeeded

pytestmark = pytest.mark.xdist_group("mini")

LANGUAGE, MARK = "xx", "Xx "  # its words are the English ones behind a mark


def marked(words: object) -> object:
    """English words, or several by their keys, as those of the language."""
    if isinstance(words, Mapping):
        return {key: marked(each) for key, each in words.items()}
    return words if not isinstance(words, str) or words.isdigit() else MARK + words


def with_language(entry: object) -> object:
    """An entry of a YAML file with words in the language wherever it has English ones."""
    if isinstance(entry, Mapping):
        more = {LANGUAGE: marked(entry["en"])} if "en" in entry else {}
        return {**{key: with_language(value) for key, value in entry.items()}, **more}
    return [with_language(each) for each in entry] if isinstance(entry, list) else entry


def rewritten(source: Path, target: Path) -> None:
    entries = with_language(yaml.safe_load(source.read_text(encoding="utf-8")))
    target.parent.mkdir(exist_ok=True)
    target.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The toy project with its configuration, and the words of every room, in three languages."""
    folder = shutil.copytree(MINI, tmp_path_factory.mktemp("three") / "mini")
    for path in (folder / "config").rglob("*.yaml"):
        rewritten(path, path)
    for path in (ROOT / "resources" / "words").glob("*.yaml"):
        rewritten(path, folder / "config" / "words" / path.name)
    settings = folder / "config" / "config.yaml"
    entries = yaml.safe_load(settings.read_text())
    settings.write_text(yaml.safe_dump({**entries, "languages": ["ja", "en", LANGUAGE]}))
    return folder


def test_a_third_language_reaches_pictures_tables_and_pages(project):
    succeeded(snakemake(project, "--config", 'formats=["svg"]'))
    results = project / "results"
    pictures = sorted(results.glob("figures/*.en.svg"))
    assert pictures
    for english in pictures:
        picture = english.with_name(english.name.replace(".en.", f".{LANGUAGE}."))
        assert MARK.strip() in picture.read_text(encoding="utf-8"), picture
    claims = pd.read_csv(results / "audit/claims.csv")
    assert claims[f"says_{LANGUAGE}"].equals(MARK + claims["says_en"])
    assert (
        pd.read_csv(results / "audit/source.csv")[f"explanation_{LANGUAGE}"]
        .str.startswith(MARK)
        .all()
    )
    front = (results / "report/index.html").read_text(encoding="utf-8")
    assert f'data-languages="ja en {LANGUAGE}"' in front and f"<i lang={LANGUAGE}>{MARK}" in front


def test_a_text_without_the_language_stops_the_run_by_name(project, tmp_path):
    folder = shutil.copytree(project, tmp_path / "mini")
    figures = folder / "config" / "figures.yaml"
    entries = yaml.safe_load(figures.read_text())
    del entries["figures"]["1-1"]["title"][LANGUAGE]
    figures.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False))
    run = snakemake(folder, "--dry-run")
    said = run.stdout + run.stderr
    assert run.returncode and f"figures.1-1.title: missing key [{LANGUAGE}]" in said
