"""A family is known in one place, and the schema offers just those that there are."""

import subprocess
import sys
from pathlib import Path

import yaml

from tsunagari.models.families import FAMILIES

ROOT = Path(__file__).parents[3]


def test_the_schema_offers_the_families_that_there_are():
    schema = yaml.safe_load((ROOT / "workflow/schemas/models.schema.yaml").read_text("utf-8"))
    assert schema["$defs"]["model"]["properties"]["family"]["enum"] == list(FAMILIES)


def test_looking_up_a_family_computes_nothing():
    code = "import sys, tsunagari.models.families; sys.exit('scipy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT / "src")


def test_nobody_else_tells_families_apart_by_name():
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "workflow").rglob("*.py")]
    named = [path.name for path in sources if "family ==" in path.read_text("utf-8")]
    assert named == []
