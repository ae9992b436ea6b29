"""Compile the hot rules of the trade with mypyc: the same source, the same answers, about twice as fast.

    compile_rules.py          compile, unless what is there is of this very source
    compile_rules.py --check  remove what was compiled of another source: nobody runs rules that he does not see

Without a C compiler or Python's headers the till runs the source as it is. The compiled files lie beside their sources
and are not under version control. See docs/decisions/the-rules-are-compiled-where-they-can-be.md.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
STAMP = ROOT / "build" / "compiled-rules"
PARTS = ("bounds", "candidates", "chain", "compiled_lines", "mechanisms", "outcome", "outsides", "ranking", "result")
MODULES = (
    *(ROOT / "retail" / f"{name}.py" for name in ("case_reading", "contract", "money", "offer_reading")),
    *(ROOT / "retail" / "pricing" / f"{name}.py" for name in PARTS),
    *(ROOT / "retail" / "pricing" / f"{name}.py" for name in ("search", "search_nodes", "standing", "unit_effects")),
)
GROUP = "retail.compiled"


def fingerprint() -> str:
    """Of the sources, of this script and of the Python that they are compiled for."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (*MODULES, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled_files() -> list[Path]:
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    beside = [path.with_name(path.stem + suffix) for path in MODULES]
    return [path for path in (*beside, ROOT / "retail" / f"compiled__mypyc{suffix}") if path.exists()]


def is_fresh() -> bool:
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def drop() -> None:
    for path in compiled_files():
        path.unlink()
    STAMP.unlink(missing_ok=True)


def why_not() -> str | None:
    """What is lacking, or None."""
    if shutil.which("cc") is None and shutil.which("gcc") is None:
        return "there is no C compiler"
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return "Python's headers are not there"
    return None


def build() -> None:
    # Only here: neither is there where the rules run as they are.
    from mypyc.build import mypycify
    from setuptools import setup

    names = [str(path.relative_to(ROOT)) for path in MODULES]
    extensions = mypycify(names, opt_level="2", group_name=GROUP, target_dir=str(ROOT / "build" / "mypyc"))
    setup(
        name="onetill-rules",
        ext_modules=extensions,
        packages=[],
        script_args=["-q", "build_ext", "--inplace", "--build-temp", str(ROOT / "build" / "temp")],
    )
    STAMP.write_text(fingerprint())


def main() -> int:
    if "--build" in sys.argv:
        build()
        return 0
    if is_fresh():
        return 0
    drop()
    if "--check" in sys.argv:
        return 0
    reason = why_not()
    if reason is not None:
        print(f"note: {reason}, so the benefit engine runs uncompiled: the same answers, half as fast", file=sys.stderr)
        return 0
    print("compiling the benefit engine (a minute)", file=sys.stderr)
    STAMP.parent.mkdir(exist_ok=True)
    # The compilers say much that nobody needs unless they fail.
    done = subprocess.run([sys.executable, __file__, "--build"], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        drop()
        print(done.stdout[-2000:] + done.stderr[-2000:], file=sys.stderr)
        print(
            "note: that failed, so the benefit engine runs uncompiled: the same answers, half as fast", file=sys.stderr
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
