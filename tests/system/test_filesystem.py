"""Whether a directory lies on a network file system."""

from pathlib import Path

import pytest

from app.system import filesystem

MOUNTINFO = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:30 / /home/anna/My\040share\011and\134more rw shared:2 master:3 - nfs4 host:/x rw
23 21 0:31 / /home/anna/phone rw - fuse.sshfs host:/y rw
24 23 8:2 / /home/anna/phone/card rw - ext4 /dev/sdb1 rw
25 21 0:32 / /mnt/twice rw - cifs //host/share rw
26 21 8:3 / /mnt/twice rw - ext4 /dev/sdc1 rw
broken line
27 21 0:33 / /short
"""
MOUNTS = filesystem._linux_mounts(MOUNTINFO)


def test_mountinfo_gives_the_kind_of_each_mount_point() -> None:
    assert MOUNTS == {
        "/": "ext4",
        "/home/anna/My share\tand\\more": "nfs4",
        "/home/anna/phone": "fuse.sshfs",
        "/home/anna/phone/card": "ext4",
        "/mnt/twice": "ext4",
    }


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/home/anna", "ext4"),
        ("/home/anna/phonebook", "ext4"),
        ("/home/anna/phone", "fuse.sshfs"),
        ("/home/anna/phone/data/sessile", "fuse.sshfs"),
        ("/home/anna/phone/card/data", "ext4"),
        ("/home/anna/My share\tand\\more/x", "nfs4"),
    ],
)
def test_the_nearest_mount_above_a_path_counts(path: str, kind: str) -> None:
    assert filesystem.kind_at(Path(path), MOUNTS) == kind


def test_a_path_under_no_known_mount_has_no_kind() -> None:
    assert filesystem.kind_at(Path("/x"), {}) == ""


def test_the_mounts_of_a_mac_are_read() -> None:
    told = "/dev/disk1s1 on / (apfs, local)\n//a@h/s on /Volumes/My (x) share (smbfs, nodev)\nmap on /net (autofs)\n"
    assert filesystem._darwin_mounts(told) == {"/": "apfs", "/Volumes/My (x) share": "smbfs", "/net": "autofs"}


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse", "ceph", "davfs"])
def test_network_file_systems_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(filesystem, "_linux_mounts", lambda _text: {"/": "ext4", str(tmp_path): kind})
    assert filesystem.network_file_system(tmp_path) == kind


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuseblk", "apfs"])
def test_local_file_systems_are_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(filesystem, "_linux_mounts", lambda _text: {"/": "nfs", str(tmp_path): kind})
    assert filesystem.network_file_system(tmp_path) is None


def test_a_link_counts_where_it_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far, link = tmp_path / "far", tmp_path / "link"
    far.mkdir()
    link.symlink_to(far)
    monkeypatch.setattr(filesystem, "_linux_mounts", lambda _text: {"/": "ext4", str(far): "nfs"})
    assert filesystem.network_file_system(link) == "nfs"
