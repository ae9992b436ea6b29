"""Large stores that benches share: filled once, kept in build/bench, copied for each bench that sells on them.

What is kept is worth what filled it: a store that other code filled is not given out, and the next one takes its place.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

from offline_cache.keys import secrets_folder

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
#: What decides on how a filled store looks.
_FILLED_BY = ("bench/catalogue.py", "offline_cache/*.py", "retail/*.py")


def restore(name: str, path: Path) -> bool:
    """Put a kept store and its secrets where the folder `path` has them; whether there is one."""
    kept = FOLDER / name
    mark = kept / "filled-by"
    if not mark.exists() or mark.read_text() != _source():
        return False
    shutil.copytree(kept / "store", path, dirs_exist_ok=True)
    shutil.copytree(kept / "secrets", secrets_folder(path), dirs_exist_ok=True)
    return True


def keep(name: str, path: Path) -> None:
    """A copy of the closed store in `path`, and of its secrets, in place of an older one of this name."""
    kept = FOLDER / name
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(path, kept / "store")
    shutil.copytree(secrets_folder(path), kept / "secrets")
    # The last thing: what was cut in the middle is not given out.
    (kept / "filled-by").write_text(_source())


@cache
def _source() -> str:
    digest = hashlib.sha256()
    for pattern in _FILLED_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
