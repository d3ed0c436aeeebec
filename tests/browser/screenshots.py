"""Keep a few pictures of the report: python tests/browser/screenshots.py FOLDER (run.py calls it).

Palette pictures of less than 200 kB each.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from reader import Reader, chromium

LIMIT = 200_000
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# name -> page, language, what is brought to the top, settings of the browser
SHOTS = {
    "index_ja": ("index.html", "ja", "body", {}),
    "figure_ja": ("figures/4-3-2-4.html", "ja", "h1", {}),
    "figure_en": ("figures/4-3-5-1.html", "en", "h1", {}),
    "provenance_en": ("figures/4-3-2-2.html", "en", "#provenance", {}),
    "audit_en": ("audit/numbers.html", "en", "h1", {}),
    "claims_ja": ("audit/claims.html", "ja", "h1", {}),
    "interactive_ja": ("waves.html", "ja", "h1", {}),
    "phone_ja": ("figures/4-3-2-4.html", "ja", "body", PHONE),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, (address, language, top, settings) in SHOTS.items():
            reader = Reader(browser, **settings)
            page = reader.open(address, language)
            page.locator(top).first.evaluate("(element) => element.scrollIntoView()")
            page.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(64)
            path = folder / f"{name}.png"
            picture.save(path, optimize=True)
            reader.close()
            if path.stat().st_size >= LIMIT:
                sys.exit(f"{path}: {path.stat().st_size} bytes; {LIMIT} are the limit")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
