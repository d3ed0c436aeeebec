"""Raw files from S3 and results to it, on moto's server: docs/evidence/s3.md.

usage: prove_s3.py --server PATH [--report FILE]
Starts the server on 127.0.0.1, runs the toy project with its raw files in the store alone,
compares what is then in the store with a local run, and ends the server. Ends with 1 if any step
fails.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
from cluster import wait_for
from runs import MINI, ROOT, Failed, Run, Step, locally, project, same, table

BUCKET, FOLDER = "proof", "toy"
ANSWERS = "data/raw/1999/answers.csv"
DONE = r"(?m)^\d+ of \d+  (\w+)"  # a line of progress: a job that ended
KEYS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}  # moto takes any
HEAD = """\
# Raw files and results on S3

`make s3` starts moto's S3 server on the machine, does these steps with Snakemake's storage plugin
and the profile of a Kubernetes pod, ends the server and writes this table.
"""


@dataclass
class Proof:
    """The steps, in order. Each says what was found, or raises Failed."""

    work: Path
    address: str

    def __post_init__(self) -> None:
        self.bucket = boto3.resource("s3", endpoint_url=self.address).Bucket(BUCKET)
        self.toy = locally(self.work / "toy-locally")
        self.folder = project(self.work / "toy", parts=["config"])  # no data/

    def run(self, wanted: int = 0) -> str:
        profile = ("--profile", str(ROOT / "profiles" / "kubernetes"))
        store = ("--config", f"storage=s3://{BUCKET}/{FOLDER}")
        server = ("--storage-s3-endpoint-url", self.address)
        return Run(self.folder, (*profile, *server, *store)).end(wanted)

    def stored(self) -> Path:
        """All results in the store, fetched into a new folder."""
        folder = Path(tempfile.mkdtemp(dir=self.work))
        for each in self.bucket.objects.filter(Prefix=f"{FOLDER}/results/"):
            path = folder / each.key.removeprefix(f"{FOLDER}/results/")
            path.parent.mkdir(parents=True, exist_ok=True)
            self.bucket.download_file(each.key, path)
        return folder

    def missing(self) -> str:
        """A delivered file that is not in the store stops the run before any job."""
        said = self.run(wanted=1)
        if f"s3://{BUCKET}/{FOLDER}/{ANSWERS}" not in said or re.search(DONE, said):
            raise Failed(said)
        return "exit code 1, the object named, no job run"

    def whole(self) -> str:
        for path in (MINI / "data" / "raw").rglob("*.*"):
            self.bucket.upload_file(path, f"{FOLDER}/{path.relative_to(MINI).as_posix()}")
        self.run()
        return f"in the store: {same(self.toy, self.stored())}"

    def again(self) -> str:
        said = self.run()
        if "Nothing to be done" not in said:
            raise Failed(said)
        return "nothing to be done"

    def replaced(self) -> str:
        """Another answer in the store gives, there, what it gives locally."""
        local = self.toy.parent
        answers = local / ANSWERS
        answers.write_bytes(answers.read_bytes().replace(b",39,2,1,", b",39,1,1,", 1))
        Run(local, ("--cores", "2")).end()
        self.bucket.upload_file(answers, f"{FOLDER}/{ANSWERS}")
        done = re.findall(DONE, self.run())
        if "fetch" not in done or "synthesise" in done:
            raise Failed(f"jobs: {done}")
        return f"{len(done)} jobs run again; in the store: {same(self.toy, self.stored())}"

    def steps(self) -> Iterator[Step]:
        yield "a delivered file is not in the store", self.missing
        yield "raw files in the store alone; the toy project, from nothing", self.whole
        yield "run again", self.again
        yield "an answer replaced in the store; run again", self.replaced


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prove_s3.py", description=__doc__.splitlines()[0])
    parser.add_argument("--server", type=Path, required=True, help="moto_server of its own venv")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "evidence" / "s3.md")
    given = parser.parse_args(arguments)
    os.environ.update(KEYS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([given.server, "-H", "127.0.0.1", "-p", str(port)], **quiet)
    try:
        wait_for(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, "the server")
        with tempfile.TemporaryDirectory(prefix="s3-") as work:
            proof = Proof(Path(work), f"http://127.0.0.1:{port}")
            proof.bucket.create()
            return table(HEAD, proof.steps(), given.report)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
