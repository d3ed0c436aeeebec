"""A zip whose bytes depend on nothing but names and contents: sorted, and without times."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
PLAIN, RUNNABLE = 0o100644, 0o100755
UNIX = 3
PACKED = (".png", ".pdf", ".parquet", ".ttf", ".woff2", ".zsav")  # smaller they do not get


def write_zip(path: Path, files: Mapping[str, Path | bytes], folder: str) -> None:
    """Write `files` (name -> where it is, or what it holds) below `folder` within the zip."""
    with zipfile.ZipFile(path, "w") as target:
        for name in sorted(files):
            source = files[name]
            content = source if isinstance(source, bytes) else source.read_bytes()
            runnable = content.startswith(b"#!")  # its mode may be lost where it was unzipped
            info = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            info.create_system = UNIX
            info.external_attr = (RUNNABLE if runnable else PLAIN) << 16
            packed = name.endswith(PACKED)
            kind = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            target.writestr(info, content, compress_type=kind, compresslevel=6)
