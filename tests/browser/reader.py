"""A reader of the report: a browser without a network, and what its pages complain of."""

import os
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Route

REPORT = Path(os.environ["REPORT"])
LANGUAGES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}


def names(folder: str) -> list[str]:
    """The pages of a folder of the report, as names below it."""
    return sorted(str(path.relative_to(REPORT)) for path in (REPORT / folder).rglob("*.html"))


def kinds() -> list[str]:
    """One page of each kind: those at the top, and the first of each sort of exhibit."""
    top = [name for name in names(".") if "/" not in name]
    sorts = {name.split("_")[0]: name for name in reversed(names("figures"))}
    figures = {name for name in names("figures") if "/4-" in name}
    others = [name for name in sorts.values() if name not in figures]
    drawn = [name for name in sorted(figures) if "<svg" in (REPORT / name).read_text("utf-8")]
    plain = sorted(figures.difference(drawn))
    folders = [name for folder in ("audit", "chapters") for name in names(folder)]
    code = [names("notebooks")[0], "source/config/figures.yaml.html"]
    return [*top, *folders, *drawn[:2], *plain[:2], *sorted(others), *code]


def chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium; its sandbox is off where root runs it, which it would refuse."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)


class Reader:
    """One reader's tab. `settings` are those of a browser context (viewport, JavaScript ...)."""

    def __init__(self, browser: Browser, **settings: object) -> None:
        size = {"width": 1280, "height": 900}
        self.context = browser.new_context(**{"viewport": size, **settings})
        self.context.set_offline(True)
        self.context.route("**/*", self._only_files)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.visited: set[str] = set()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._missed)

    def _only_files(self, route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self.complaints.append(f"asks the network: {route.request.url}")
            route.abort()

    def _missed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a picture still to come when the page was left
            self.complaints.append(f"{self.page.url}: {request.url}: {request.failure}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def open(self, name: str, language: str | None = None) -> Page:
        """Open a page of the report, in a language or in the one that is kept."""
        file, _, fragment = name.partition("#")
        address = (REPORT / file).as_uri() + (f"?lang={language}" if language else "")
        self.page.goto(address + (f"#{fragment}" if fragment else ""))
        self.visited.add(file)
        return self.page

    def close(self) -> None:
        self.context.close()


def place(page: Page) -> str:
    """Where a page is: its name below the report, with the fragment but not the language."""
    path, hash_ = page.evaluate("[decodeURIComponent(location.pathname), location.hash]")
    return str(Path(path).resolve().relative_to(REPORT.resolve())) + hash_
