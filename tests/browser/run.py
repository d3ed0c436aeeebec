"""Test the report in Debian's Chromium: fetch what that needs once, then test without a network.

    python tests/browser/run.py [--report results/report] [--evidence docs/evidence] [pytest's own]

What is fetched: the packages of requirements.lock into .venv-browser, axe-core into its folder
`axe`, and Chromium from Debian where it is missing. The pages are opened as files; the tests fail
if one of them asks for anything else.
"""

import argparse
import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
VENV = ROOT / ".venv-browser"
PYTHON = VENV / "bin" / "python"
LOCK = HERE / "requirements.lock"
AXE = VENV / "axe" / "axe.min.js"
AXE_PACKAGE = "axe-core@4.14.1"
AXE_SHA512 = (
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)


def packages() -> None:
    """The locked packages in a venv of their own, so that the pipeline's lock stays lean."""
    made = VENV / ".complete"
    if made.is_file() and made.read_bytes() == LOCK.read_bytes():
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([PYTHON, *install, "--require-hashes", "-r", LOCK], check=True)
    shutil.copyfile(LOCK, made)


def axe() -> None:
    """axe-core from its npm package, of which the digest is known."""
    if AXE.is_file():
        return
    if shutil.which("npm") is None:
        sys.exit("npm is needed, to fetch axe-core: apt-get install npm")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", AXE_PACKAGE],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (file,) = Path(folder).iterdir()
        packed = file.read_bytes()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != AXE_SHA512:
        sys.exit(f"{AXE_PACKAGE} is not the package whose digest run.py knows: do not use it")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        script = archive.extractfile("package/axe.min.js")
        AXE.parent.mkdir(exist_ok=True)
        AXE.write_bytes(script.read())


def chromium() -> str:
    """Where Chromium is; Debian's is installed if there is none and apt may be used."""
    found = shutil.which("chromium")
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        subprocess.run(["apt-get", "update", "--quiet"], check=True)
        subprocess.run(install, check=True)
        found = shutil.which("chromium")
    if found is None:
        sys.exit("Chromium is needed and cannot be installed from here: apt-get install chromium")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--report", type=Path, default=ROOT / "results" / "report")
    parser.add_argument("--evidence", type=Path, help="write a table and screenshots there")
    given, rest = parser.parse_known_args()
    if not (given.report / "index.html").is_file():
        sys.exit(f"{given.report}/index.html is not there: run make first")
    packages()
    axe()
    settings = {"REPORT": given.report.resolve(), "CHROMIUM": chromium(), "AXE": AXE}
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    command = [PYTHON, "-m", "pytest", "-c", HERE / "pytest.ini", *(rest or [HERE])]
    if given.evidence:
        command.append(f"--evidence={given.evidence.resolve()}")
    failed = subprocess.run(command, env=environment).returncode
    if given.evidence and not failed:
        script = HERE / "screenshots.py"
        failed = subprocess.run(
            [PYTHON, script, given.evidence / "screenshots"], env=environment
        ).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
