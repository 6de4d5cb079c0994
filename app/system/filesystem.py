"""Whether a directory lies on a network file system, where SQLite can't keep a file safe (sqlite.org/wal.html)."""

import re
import sys
from pathlib import Path

_DRIVE_REMOTE = 4  # of GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")
_NETWORK = frozenset({
    "afpfs", "afs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    "fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.rclone",
    "fuse.s3fs", "fuse.sshfs", "webdav",
})  # fmt: skip


def network_file_system(directory: Path) -> str | None:
    """The name of the network file system the directory lies on, or None where it is a local one."""
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(directory.resolve().anchor)
        return "a network drive" if drive == _DRIVE_REMOTE else None
    path = directory.resolve()
    if sys.platform == "darwin":
        import subprocess

        mounts = _darwin_mounts(subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout)
    else:
        try:
            mounts = _linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8", errors="replace"))
        except OSError:
            return None
    kind = kind_at(path, mounts)
    return kind if kind in _NETWORK else None


def kind_at(path: Path, mounts: dict[str, str]) -> str:
    """The kind of the file system mounted nearest above `path`; empty where none is known."""
    for folder in (path, *path.parents):
        if kind := mounts.get(str(folder)):
            return kind
    return ""


def _linux_mounts(text: str) -> dict[str, str]:
    """Mount point to kind. Format: proc(5), mountinfo: the kind stands behind ` - `; spaces are octal."""
    mounts = {}
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) > 4 and kind:
            mounts[_OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[4])] = kind[0]
    return mounts


def _darwin_mounts(text: str) -> dict[str, str]:
    """Lines of mount(8): `//user@host/share on /Volumes/share (smbfs, nodev)`."""
    mounts = {}
    for line in text.splitlines():
        place, _, options = line.partition(" on ")[2].rpartition(" (")
        mounts[place] = options.partition(",")[0].rstrip(")")
    return mounts
