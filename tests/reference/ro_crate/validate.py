"""Validate an archive's RO-Crate with roc-validator, without the network.

usage: validate.py ARCHIVE.zip REPORT.txt
The validator wants the context from the web; this hands it the copy that stands beside.
"""

import io
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from email.message import Message
from importlib.metadata import version
from pathlib import Path
from urllib.response import addinfourl

import requests
from requests.adapters import HTTPAdapter
from rocrate_validator import services
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILES = ("ro-crate-1.1", "workflow-ro-crate-1.0")
SEVERITIES = ("REQUIRED", "RECOMMENDED")


def context() -> bytes:
    return Path(__file__).with_name("context.jsonld").read_bytes()


class FromFile(urllib.request.BaseHandler):
    """Answers for the context's address, and refuses all others."""

    handler_order = 100  # before the handler that asks the web

    def https_open(self, request: urllib.request.Request) -> addinfourl:
        if request.full_url != CONTEXT:
            raise urllib.error.URLError(f"not at hand: {request.full_url}")
        headers = Message()
        headers["Content-Type"] = "application/ld+json"
        answer = addinfourl(io.BytesIO(context()), headers, request.full_url, 200)
        answer.msg = "OK"
        return answer


def from_file(adapter: HTTPAdapter, request: requests.PreparedRequest, **_) -> requests.Response:
    """The same for the library that other checks of the validator ask with."""
    if request.url != CONTEXT:
        raise requests.ConnectionError(f"not at hand: {request.url}")
    answer = requests.Response()
    answer.status_code, answer.url, answer.request = 200, CONTEXT, request
    answer.headers["Content-Type"] = "application/ld+json"
    answer.raw = HTTPResponse(io.BytesIO(context()), status=200, preload_content=False)
    return answer


def report_of(crate: Path) -> tuple[list[str], bool]:
    """A line for each profile, severity and issue, and whether all that is required holds."""
    lines, valid = [f"roc-validator {version('roc-validator')}, {CONTEXT}"], True
    for profile in PROFILES:
        result = services.validate(
            {
                "rocrate_uri": str(crate),
                "profile_identifier": profile,
                "requirement_severity": SEVERITIES[-1],
                "skip_availability_check": True,  # of addresses in the web
                "no_cache": True,
            }
        )
        for severity in SEVERITIES:
            found = [each for each in result.get_issues() if each.severity.name == severity]
            lines.append(f"{profile}, {severity.lower()}: {len(found)} issues")
            said = Counter(f"{each.check.identifier}: {each.message}" for each in found)
            lines += [f"  {count} x {words}" for words, count in sorted(said.items())]
            valid = valid and (severity != "REQUIRED" or not found)
    return lines, valid


def main(archive: Path, report: Path) -> int:
    urllib.request.install_opener(urllib.request.build_opener(FromFile))
    HTTPAdapter.send = from_file
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        lines, valid = report_of(next(Path(folder).iterdir()))
    report.write_text("\n".join(lines).replace(folder, "") + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0 if valid else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
