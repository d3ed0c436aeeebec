"""Pack code, configuration, resources and results of the project in this folder into a zip.

usage: pack.py [FOLDER]     where to put it; default dist
Beside the zip stands what the run took (run.json): times are not the same from run to run, the
zip's bytes are. Responses that config/archive.yaml does not say are open stay out.
"""

import csv
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

import yaml

from tsunagari.archive.citation import FILE
from tsunagari.archive.contents import (
    ARCHIVE,
    LISTING,
    MANIFEST,
    closed_files,
    code_files,
    place,
    write_zip,
)
from tsunagari.archive.manifest import check, manifest_text, read_manifest
from tsunagari.config.problems import ProblemsFound
from tsunagari.read.checksums import sha256_of

AT_THE_TOP = ("codecheck.yml", "ro-crate-metadata.json")  # where their specifications want them
ALONG = ("data/raw/README.md",)


def main(target: Path) -> None:
    project = Path.cwd()
    hashes = read_manifest(project / MANIFEST)
    with (project / ARCHIVE / "data_files.csv").open(encoding="utf-8", newline="") as file:
        closed = closed_files(csv.DictReader(file))
    if problems := check(hashes, project, ROOT, closed):
        raise ProblemsFound(problems)
    along = [name for name in ALONG if (project / name).is_file()]
    names = {*code_files(ROOT), *hashes, *along, MANIFEST} - closed
    files = {name: place(name, project, ROOT) for name in names}
    files |= {name: project / ARCHIVE / name for name in AT_THE_TOP}
    listing = manifest_text({name: sha256_of(path) for name, path in files.items()})
    version = yaml.safe_load((ROOT / FILE).read_text(encoding="utf-8"))["version"]
    stem = f"tsunagari-{version}"
    target.mkdir(parents=True, exist_ok=True)
    write_zip(target / f"{stem}.zip", {**files, LISTING: listing.encode()}, stem)
    if (project / "logs" / "run.json").is_file():
        shutil.copy(project / "logs" / "run.json", target / f"{stem}.run.json")
    left_out = f"; {len(closed)} with closed responses stay out" if closed else ""
    print(f"{target / stem}.zip: {len(files) + 1} files{left_out}")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
    except ProblemsFound as found:
        sys.exit(str(found))
