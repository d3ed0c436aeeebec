"""Reads the pages of a report: what they link to, and whether it is there."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """The addresses that a page names, and the ids that it can be entered at."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"])
        self.links += [given[key] for key in ("href", "src") if given.get(key)]


read = cache(Page)


def broken_links(report: Path) -> list[str]:
    """`page -> address` of every address that no file, or no id in it, answers to."""
    broken = []
    for path in sorted(report.rglob("*.html")):
        for link in read(path).links:
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            inside = target.suffix != ".html" or not fragment or fragment in read(target).ids
            if not target.is_file() or not inside:
                broken.append(f"{path.relative_to(report)} -> {link}")
    return broken


def steps_to(report: Path, start: str, wanted: str) -> int:
    """The fewest clicks from one page to an address that begins with `wanted`."""
    seen, now, steps = set(), {report / start}, 0
    while now:
        steps += 1
        following = set()
        for path in now - seen:
            for link in read(path).links:
                target = (path.parent / link.partition("#")[0]).resolve()
                if target.suffix == ".html" and target.is_file():
                    if str(target.relative_to(report.resolve())).startswith(wanted):
                        return steps
                    following.add(target)
        seen |= now
        now = following - seen
    raise AssertionError(f"no way from {start} to {wanted}")
