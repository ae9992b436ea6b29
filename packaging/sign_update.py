"""Sign what a group offers its tills as an update. The private key never lies in this repository.

    sign_update.py new-key FILE                       make a key; prints the public one, which builds and settings pin
    sign_update.py sign --key FILE --serial N --version 1.4.0 --minimum 1.2.0 --address https://… \\
        [--note-zh TEXT] [--note-en TEXT] [--days 30] --out FILE PACKAGE...

A package is what build_deb.py or the Windows installer's script made; its address is --address and its name. The serial
must be above every one that was signed before: tills refuse less. Contract: docs/spec/updates.md.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from retail.signed import SigningKey  # noqa: E402 - found by the line above, also without an installation
from retail.update_manifest import PRODUCT, read_manifest, signed_manifest, version_key  # noqa: E402

PLATFORMS = {".deb": "linux-deb", ".exe": "windows"}


def new_key(path: Path) -> int:
    if path.resolve().is_relative_to(ROOT):
        sys.exit("A private key has no place in the repository: name a file outside it.")
    key = SigningKey.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key.raw) + b"\n")
    print(base64.b64encode(key.verifying_key.raw).decode())
    return 0


def sign(options: argparse.Namespace) -> int:
    key = SigningKey(base64.b64decode(options.key.read_bytes()))
    now = datetime.now(UTC)
    version_key(options.version)
    packages = []
    for path in options.package:
        if path.suffix not in PLATFORMS:
            sys.exit(f"{path.name}: a package ends with {' or '.join(PLATFORMS)}")
        data = path.read_bytes()
        packages.append(
            {
                "platform": PLATFORMS[path.suffix],
                "name": path.name,
                "url": f"{options.address.rstrip('/')}/{path.name}",
                "sha256": hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
            }
        )
    document = {
        "product": PRODUCT,
        "serial": options.serial,
        "version": options.version,
        "minimum": options.minimum,
        "issued_at": now.isoformat(timespec="seconds"),
        "expires_at": (now + timedelta(days=options.days)).isoformat(timespec="seconds"),
        "packages": packages,
        "notes": {"zh": options.note_zh, "en": options.note_en},
    }
    data = signed_manifest(document, key)
    read_manifest(data, key.verifying_key)  # as a till reads it
    options.out.write_bytes(data)
    print(f"{options.out}: {options.version}, serial {options.serial}, until {document['expires_at']}")
    return 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("new-key")
    made.add_argument("file", type=Path)
    signed = commands.add_parser("sign")
    signed.add_argument("--key", type=Path, required=True)
    signed.add_argument("--serial", type=int, required=True)
    signed.add_argument("--version", required=True)
    signed.add_argument("--minimum", default="0.0")
    signed.add_argument("--address", required=True)
    signed.add_argument("--note-zh", default="")
    signed.add_argument("--note-en", default="")
    signed.add_argument("--days", type=int, default=30)
    signed.add_argument("--out", type=Path, required=True)
    signed.add_argument("package", type=Path, nargs="+")
    options = parser.parse_args(argv)
    return new_key(options.file) if options.command == "new-key" else sign(options)


if __name__ == "__main__":
    sys.exit(main())
