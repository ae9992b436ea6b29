"""Fetching what a manifest names: a little at a time, checked before it has its name. No Qt."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import requests

from retail.update_manifest import MANIFEST_BYTES_MAX, Package

_CHUNK_BYTES = 256 * 1024
_TIMEOUT_S = (10, 30)


class FetchFailed(Exception):
    """`code`: `unreachable`, `bad` (other bytes than the manifest names), `stopped`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fetch_manifest(address: str) -> bytes:
    """At most as many bytes as a manifest may have. Raises FetchFailed."""
    try:
        with requests.get(address, timeout=_TIMEOUT_S, stream=True) as answer:
            answer.raise_for_status()
            data = b""
            for chunk in answer.iter_content(_CHUNK_BYTES):
                data += chunk
                if len(data) > MANIFEST_BYTES_MAX:
                    raise FetchFailed("bad")
            return data
    except requests.RequestException as error:
        raise FetchFailed("unreachable") from error


def fetch_package(package: Package, folder: Path, *, pause: Callable[[], bool]) -> Path:
    """The package, whole and as its hash says, in this folder; one that is there already is checked and not fetched.

    `pause` is called between pieces and lets whoever sells go first; False: the program ends. Raises FetchFailed,
    OSError.
    """
    path = folder / package.name
    if path.exists() and _hash_of(path) == package.sha256:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / (package.name + ".partial")
    digest, size_bytes = hashlib.sha256(), 0
    try:
        with requests.get(package.url, timeout=_TIMEOUT_S, stream=True) as answer, partial.open("wb") as file:
            answer.raise_for_status()
            for chunk in answer.iter_content(_CHUNK_BYTES):
                size_bytes += len(chunk)
                if size_bytes > package.size_bytes:
                    raise FetchFailed("bad")
                digest.update(chunk)
                file.write(chunk)
                if not pause():
                    raise FetchFailed("stopped")
            file.flush()
            os.fsync(file.fileno())
        if (size_bytes, digest.hexdigest()) != (package.size_bytes, package.sha256):
            raise FetchFailed("bad")
        partial.replace(path)
    except requests.RequestException as error:
        raise FetchFailed("unreachable") from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
