"""What `./run package` asks of a system before it builds: the real script in a folder of its own; who the user is, what
dpkg knows and the environment's Python are planted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Python as it would be where its program lies in `{prefix}`; nothing is compiled or built with it.
PYTHON = """#!/bin/sh
[ "$1" = -c ] || exit 0
exec {real} -c "import sys; sys.base_prefix = '{prefix}'
$2"
"""
DPKG_QUERY = """#!/bin/sh
for last; do :; done
case " $LACKING " in *" $last "*) echo 'unknown ok not-installed' ;; *) echo 'install ok installed' ;; esac
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="a script of bash")


def packed(folder: Path, *arguments: str, prefix: str = "/usr", lacking: str) -> subprocess.CompletedProcess[str]:
    """`./run package` by a user who is not root."""
    for name in ("run", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    wanted = subprocess.run(
        "cat requirements.lock pyproject.toml | sha256sum", shell=True, cwd=folder, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    planted = {
        ".venv/bin/python": PYTHON.format(real=sys.executable, prefix=prefix),
        "bin/dpkg-query": DPKG_QUERY,
        "bin/id": "#!/bin/sh\necho 1000\n",
    }
    for name, text in planted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    (folder / ".venv/.installed").write_text(wanted.stdout)
    environment = os.environ | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "LACKING": lacking}
    return subprocess.run(
        [folder / "run", "package", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_packing_names_what_it_needs_of_the_system_before_it_begins(tmp_path: Path) -> None:
    library = f"libpython3.{sys.version_info.minor}"
    done = packed(tmp_path, lacking=f"{library} binutils")
    assert done.returncode == 3
    assert f"sudo apt-get install {library} binutils" in done.stderr
    assert not (tmp_path / "build").exists(), "it began all the same"


def test_a_python_of_one_s_own_brings_its_library(tmp_path: Path) -> None:
    done = packed(tmp_path, prefix="/opt/python", lacking=f"libpython3.{sys.version_info.minor} binutils")
    assert done.returncode == 3
    assert "lacks: binutils" in done.stderr


def test_a_trial_by_somebody_who_is_not_root_ends_before_the_building(tmp_path: Path) -> None:
    done = packed(tmp_path, "--try", lacking="")
    assert done.returncode == 3
    assert "root alone" in done.stderr
    assert not (tmp_path / "build").exists()
