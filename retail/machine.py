"""What both doctors ask of the machine that a program runs on: one place for till and ledger. Only looks."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import stat
import sys
from pathlib import Path

#: File systems of other machines: their locks and shared memory are not to be trusted.
NETWORK_FILESYSTEMS = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone", "davfs")
)
_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB", re.MULTILINE)


class Machine:
    """The real one; tests plant others."""

    def disk_free_bytes(self, folder: Path) -> int | None:
        """Room for this user on the folder's disk; None: nobody can say."""
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return None

    def memory_free_bytes(self) -> int | None:
        """What programs can still have without swapping; None where the system does not say."""
        try:
            found = _AVAILABLE.search(Path("/proc/meminfo").read_text("ascii"))
        except (OSError, ValueError):
            return None
        return None if found is None else int(found.group(1)) * 1024

    def filesystem(self, folder: Path) -> str:
        """The name of the folder's file system; empty where the system does not say."""
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
        except OSError:
            return ""
        best = ("", "")
        path = str(folder.resolve())
        for line in mounts:
            _, place, kind, *_ = line.split(" ")
            place = place.replace("\\040", " ")
            inside = path == place or path.startswith(place.rstrip("/") + "/")
            if inside and len(place) >= len(best[0]):
                best = (place, kind)
        return best[1]

    def user(self) -> tuple[str, str]:
        """Name and home folder; empty where the system knows none."""
        try:
            return getpass.getuser(), str(Path.home())
        except (KeyError, OSError, ImportError, RuntimeError):
            return "", ""

    def file_sizes(self, folder: Path) -> dict[str, int]:
        """Every file under a folder and its bytes, by its path in there."""
        found = {}
        for path in sorted(folder.rglob("*")):
            try:
                if path.is_file() and not path.is_symlink():
                    found[path.relative_to(folder).as_posix()] = path.stat().st_size
            except OSError:
                continue  # gone meanwhile
        return found

    def is_writable(self, folder: Path) -> bool:
        return os.access(folder, os.W_OK)

    def is_open_to_others(self, path: Path) -> bool:
        """Whether other users may read a file; Windows says that by lists that are not looked at here."""
        try:
            return sys.platform != "win32" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
        except OSError:
            return False

    def lives(self, pid: int) -> bool:
        """Whether there is such a process on this machine."""
        if sys.platform == "win32":
            return True  # to ask there would end it
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def holds(self, pid: int, path: Path) -> bool:
        """Whether a process of this machine has a file locked. Asked of the system: to try the lock would keep a
        program that starts at that moment from having it. Always false where the system does not say.
        """
        if sys.platform == "win32" or not path.exists():
            return False
        inode = str(path.stat().st_ino)
        try:
            locks = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines()]
        except (OSError, ValueError):
            return False
        return any(str(pid) in words and words[-3].rpartition(":")[2] == inode for words in locks if len(words) > 5)
