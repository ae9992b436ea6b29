"""What a group offers its tills as an update: a small text that its release key has signed.

Two lines: the manifest as JSON, and base64 of the Ed25519 signature over `update-manifest\\n` and the first line's
bytes. Contract: docs/spec/updates.md. No clock, no file, no network here.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from retail.signed import SIGNATURE_BYTES, SigningKey, VerifyingKey

MANIFEST_BYTES_MAX = 64_000
PACKAGE_BYTES_MAX = 2_000_000_000
PRODUCT = "onetill-till"
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,120}")

Problem = Literal["forged", "expired", "replayed", "older", "no_package"]


class BadUpdate(Exception):
    """A manifest of which nothing is used. `code`: `forged` (or cut short, or no manifest), `expired`, `replayed`
    (older than one that was seen), `older` (than the program that runs), `no_package` (for this kind of machine).
    """

    def __init__(self, code: Problem) -> None:
        super().__init__(code)
        self.code: Problem = code


@dataclass(frozen=True, slots=True)
class Package:
    """One file to install. `name` is no path; `sha256` lower-case hex."""

    platform: str
    name: str
    url: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`serial` counts up with every manifest that is signed. `minimum`: the oldest version that may take this
    update.
    """

    serial: int
    version: str
    minimum: str
    issued_at: str
    expires_at: datetime
    packages: tuple[Package, ...]
    notes: Mapping[str, str]

    def package_for(self, platform: str) -> Package:
        """Raises BadUpdate `no_package`."""
        found = next((package for package in self.packages if package.platform == platform), None)
        if found is None:
            raise BadUpdate("no_package")
        return found


def version_key(version: str) -> tuple[int, ...]:
    """`1.10.2` as numbers, to be compared. Raises ValueError."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"no version: {version!r}")
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (4 - len(parts)))


def signed_manifest(document: Mapping[str, object], key: SigningKey) -> bytes:
    """The two lines."""
    line = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return line + b"\n" + base64.b64encode(key.signature(_signed_text(line))) + b"\n"


def read_manifest(data: bytes, key: VerifyingKey) -> Manifest:
    """Raises BadUpdate `forged`: nothing is believed before the signature fits, and nothing that is not as it should
    be.
    """
    lines = data.split(b"\n")
    if len(data) > MANIFEST_BYTES_MAX or len(lines) != 3 or lines[2]:
        raise BadUpdate("forged")
    try:
        signature = base64.b64decode(lines[1], validate=True)
        if len(signature) != SIGNATURE_BYTES or not key.is_signature(signature, _signed_text(lines[0])):
            raise BadUpdate("forged")
        said = json.loads(lines[0])
        if said["product"] != PRODUCT:
            raise BadUpdate("forged")
        expires_at = datetime.fromisoformat(said["expires_at"])
        manifest = Manifest(
            serial=_whole(said["serial"]),
            version=str(said["version"]),
            minimum=str(said["minimum"]),
            issued_at=str(said["issued_at"]),
            expires_at=expires_at,
            packages=tuple(_package(package) for package in said["packages"]),
            notes={str(language): str(text) for language, text in said["notes"].items()},
        )
        version_key(manifest.version)
        version_key(manifest.minimum)
        if expires_at.tzinfo is None:
            raise ValueError("a time without an offset")
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadUpdate("forged") from error
    return manifest


def judge(
    manifest: Manifest, *, current: str, serial_seen: int, now: datetime
) -> Literal["current", "newer", "blocked"]:
    """What this manifest means to a program of version `current`; `blocked`: an update in between comes first.

    Raises BadUpdate `expired`, `replayed` or `older`.
    """
    if manifest.expires_at <= now:
        raise BadUpdate("expired")
    if manifest.serial < serial_seen:
        raise BadUpdate("replayed")
    if version_key(manifest.version) < version_key(current):
        raise BadUpdate("older")
    if version_key(manifest.version) == version_key(current):
        return "current"
    return "blocked" if version_key(current) < version_key(manifest.minimum) else "newer"


def _package(said: Mapping[str, object]) -> Package:
    package = Package(
        str(said["platform"]), str(said["name"]), str(said["url"]), str(said["sha256"]), _whole(said["bytes"])
    )
    if not _NAME.fullmatch(package.name) or not _SHA256.fullmatch(package.sha256):
        raise ValueError("a package that is none")
    if not 0 < package.size_bytes <= PACKAGE_BYTES_MAX or not package.url.startswith(("https://", "http://")):
        raise ValueError("a package that is none")
    return package


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a whole number")
    return value


def _signed_text(line: bytes) -> bytes:
    # Nothing else that a group signs begins like this.
    return b"update-manifest\n" + line
