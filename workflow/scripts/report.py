"""All pages of the report, from the results, the configuration and the code."""

import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from tsunagari.project import Project, load_project
from tsunagari.read.tables import read_filled
from tsunagari.report.build import (
    build_site,
    colour_sheet,
    replace_folder,
    styled,
    write_assets,
)
from tsunagari.report.exhibits import exhibits
from tsunagari.report.front import (
    about_page,
    downloads,
    everywhere,
    front_page,
    other_pages,
)
from tsunagari.report.load import read_code, read_lines, read_pictures
from tsunagari.report.provenance import Tracer
from tsunagari.report.site import Site, SitePage
from tsunagari.report.words import language_sheet, script_words
from tsunagari.run.job import job

PACKAGES = ("snakemake", "pandas", "numpy", "scipy", "matplotlib", "papermill", "sphinx")


def read_site(
    project: Project,
    tracer: Tracer,
    audits: Mapping[str, str],
    languages: Sequence[str],
    formats: Sequence[str],
) -> Site:
    """All that the pages show, read from the results.

    ASSUME: the section's own figures stand in their pages, others are shown from their files,
    so that all pages stay below five megabytes.
    """
    shown = exhibits(project)
    figures = [each for each in shown if each.kind == "figure"]
    executed = {each.notebook for each in figures if each.notebook}
    pictures = read_pictures(
        Path("results/figures"),
        [stem for each in shown for stem in each.pictures],
        [stem for each in figures for stem in each.pictures],
        languages,
        formats,
    )
    return Site(
        project=project,
        tracer=tracer,
        tables={path: read_filled(path) for each in shown for path in each.main_tables},
        audits={name: read_filled(path) for name, path in audits.items()},
        pictures=pictures,
        notebooks={n: Path(f"results/notebooks/{n}.ipynb").read_text("utf-8") for n in executed},
    )


def pages_of(site: Site, explorer: pd.DataFrame | None, root: Path) -> list[SitePage]:
    """Every page of the report; root is the folder of the code."""
    return [
        *site.exhibit_pages(),
        *site.chapter_pages(),
        *site.notebook_pages(),
        *other_pages(site, explorer),
        about_page({name: version(name) for name in PACKAGES}),
        site.columns_page(),
        *site.source_pages(read_code(site.files_linked(), root)),
    ]


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        root, params = Path(snakemake.params.root), snakemake.params
        project = load_project(overrides=params.narrowed)
        tracer = Tracer(project, root, params.makers, read_lines(Path("config")))
        site = read_site(project, tracer, params.audits, params.languages, params.formats)
        sheet = colour_sheet() + styled(site.pictures) + language_sheet()
        explorer = read_filled(snakemake.input.explorer[0]) if snakemake.input.explorer else None
        pages = pages_of(site, explorer, root)
        report, settings = Path("results/report"), root / "workflow" / "report"
        brought, font = root / "resources" / "report", Path(snakemake.input.font)
        with tempfile.TemporaryDirectory(dir=report.parent, prefix=".report.") as scratch:
            new, known = Path(scratch, "pages"), Path(scratch, "known")
            general = everywhere(site, params.formats)
            build_site(pages, front_page(site), general, new, known, settings)
            texts = {"pictures.css": sheet, "search.js": site.search(), "words.js": script_words()}
            write_assets(new, brought, font, texts, downloads(site))
            replace_folder(new, report)
