"""What can be known on Linux about the Windows build: `check_windows.py`, exit code 1 when something is amiss.

* every library of the product's lock has a wheel for Windows (CPython 3.11, 64 bit): nothing is compiled there;
* pyzbar's wheel carries the DLLs that it loads by name;
* the paths that the installer's script names are made by the build, and its languages are those of the till.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "packaging" / "windows" / "onetill.iss"
PLATFORM = ["--platform", "win_amd64", "--python-version", "3.11", "--only-binary", ":all:"]
#: What pyzbar.zbar_library loads on 64-bit Windows.
ZBAR_DLLS = ("libzbar-64.dll", "libiconv.dll")


def wanted() -> list[str]:
    """The product's own requirements, at the locked versions."""
    locked = dict(re.findall(r"^([A-Za-z0-9_.\-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = [re.match(r"[A-Za-z0-9_.\-]+", requirement)[0].lower() for requirement in named]  # type: ignore[index]
    return [f"{name}=={locked[name]}" for name in names if name in locked]


def wheels_are_there() -> list[str]:
    """Libraries without a wheel for Windows, each as pip says it."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed", "--target", "unused",
         *PLATFORM, "--report", "-", *wanted()],
        capture_output=True, text=True, check=False, cwd=tempfile.gettempdir(),
    )  # fmt: skip
    if done.returncode:
        return done.stderr.strip().splitlines()[-3:]
    print(f"wheels for Windows: {len(json.loads(done.stdout)['install'])} libraries")
    return []


def zbar_is_there() -> list[str]:
    pyzbar = next(requirement for requirement in wanted() if requirement.startswith("pyzbar"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *PLATFORM, pyzbar],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    return [f"{pyzbar} for Windows has no {dll}" for dll in ZBAR_DLLS if dll not in names]


def script_fits() -> list[str]:
    text = SCRIPT.read_text("utf-8")
    spec = (ROOT / "packaging" / "till.spec").read_text("utf-8")
    problems = [
        f"the script names {program}.exe, which the spec does not make"
        for program in set(re.findall(r"\{app\}\\([\w-]+)\.exe", text))
        if f'name="{program}"' not in spec
    ]
    folders = set(re.findall(r"\{#Dist\}\\(\w+)\\", text))
    dist = ROOT / "build" / "package" / "dist"
    problems += [
        f"the build makes no {folder}/" for folder in folders if dist.exists() and not (dist / folder).is_dir()
    ]
    languages = set(re.findall(r'^Name: "([\w]+)"; MessagesFile', text, re.M))
    shipped = {path.stem.removeprefix("onetill_") for path in (ROOT / "assets" / "translations").glob("*.ts")}
    if languages != shipped:
        problems.append(f"the installer speaks {sorted(languages)}, the till {sorted(shipped)}")
    unsaid = [
        f"{language}.{word} is not said"
        for word in set(re.findall(r"\{cm:(\w+)\}", text))
        for language in languages
        if f"{language}.{word}=" not in text
    ]
    return problems + unsaid


def main() -> int:
    problems = [*script_fits(), *wheels_are_there(), *zbar_is_there()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
