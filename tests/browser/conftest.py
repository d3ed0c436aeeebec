"""Fixtures of the browser tests, and the table of what a run has shown."""

from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from reader import REPORT, Reader, chromium

RESULTS = defaultdict(lambda: {"says": "", "pages": set(), "cases": 0, "failed": 0})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--evidence", type=Path, help="folder to write the table of results to")


@pytest.fixture(scope="session")
def browsers():
    """Gives a browser, and another one where that has died: one test fails then and no more."""
    with sync_playwright() as playwright:
        running = [chromium(playwright)]

        def browser():
            if not running[-1].is_connected():
                running.append(chromium(playwright))
            return running[-1]

        yield browser
        running[-1].close()


@pytest.fixture
def browser(browsers):
    return browsers()


@pytest.fixture
def new_reader(browser, request):
    """Makes readers; none of their pages may have complained when the test is over."""
    made: list[Reader] = []

    def make(**settings) -> Reader:
        made.append(Reader(browser, **settings))
        return made[-1]

    yield make
    for reader in made:
        reader.close()
    kept = RESULTS[request.node.nodeid.partition("[")[0]]
    kept["pages"].update(*(reader.visited for reader in made))
    complaints = [line for reader in made for line in reader.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def reader(new_reader) -> Reader:
    return new_reader()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    kept = RESULTS[report.nodeid.partition("[")[0]]
    kept["cases"] += report.when == "call"
    kept["failed"] += report.failed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        RESULTS[item.nodeid.partition("[")[0]]["says"] = item.function.__doc__.partition("\n")[0]


def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = session.config.getoption("--evidence")
    if folder:
        (folder / "browser.md").write_text(table(), encoding="utf-8")


def table() -> str:
    """What was tested, on how many pages and in how many cases, and how it came out."""
    size = sum(path.stat().st_size for path in REPORT.rglob("*") if path.is_file())
    pages = sum(1 for _ in REPORT.rglob("*.html"))
    rows = [
        f"| {each['says'].rstrip('.')} | {len(each['pages']) or '–'} | {each['cases']} | "
        + (f"**{each['failed']} failed** |" if each["failed"] else "passed |")
        for each in RESULTS.values()
        if each["cases"] or each["failed"]
    ]
    return "\n".join(
        [
            "# The report in a browser",
            "",
            f"Written by `make test-browser`, on the report of {pages} pages and"
            f" {size / 1e6:.1f} MB: Debian's Chromium, no network, pages opened as files. A case"
            " is a page, a language or a table.",
            "",
            "| test | pages | cases | result |",
            "|---|--:|--:|---|",
            *rows,
            "",
        ]
    )
