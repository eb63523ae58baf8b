"""A source reached by rsync: a daemon's module, a folder over ssh, or a folder on this host.

rsync only carries bytes: what to fetch, every check and the switch are the same as for a bucket.
"""

import os
import re
import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from publishing.edition.listing import FileEntry
from publishing.follow.draft import Draft
from publishing.follow.faults import Fault, Missing, Refused, Unreachable, disk

# Ignoring times makes rsync compare contents; no link of the source's is ever made here, and no folder is entered that
# stands where a file should be.
_ALWAYS = ("-tI", "--no-links", "--no-implied-dirs", "--timeout=60")
_DAEMON = re.compile(r"(rsync://[^/]+/[^/]+/|[^/]*::[^/]+/)(.*)")
_ABSENT = {23, 24}
"""Exit codes that say that some files were not there."""
_DISK_FULL = {11}


class RsyncSource:
    """Reads below `host::module/folder`, `rsync://…`, `user@host:/folder` or a folder."""

    def __init__(self, address: str) -> None:
        """Raises ValueError, in Chinese, for an address that rsync would take for something else."""
        if not address or address.startswith("-") or not address.isprintable():
            raise ValueError(f"来源不可用：{address!r}")
        remote = ":" in address.split("/")[0]
        self._base = (address if remote else str(Path(address).absolute())).rstrip("/") + "/"
        self._root, self._below = _module(self._base)

    def read(self, name: str, limit: int) -> bytes:
        """See Source."""
        with disk(), TemporaryDirectory(prefix="huanan-follow-") as home:
            self._run([f"--max-size={limit}", "--", self._base + name, f"{home}/"], limit)
            found = Path(home) / Path(name).name
            if found.is_symlink() or not found.is_file():
                raise Refused(f"{name} 大得不像话，没有采用。")
            return found.read_bytes()

    def fetch(self, number: int, files: Sequence[FileEntry], draft: Draft) -> None:
        """See Source. What an earlier edition has at the same path saves bytes on the way."""
        if not files:
            return
        largest = max(entry["size"] for entry in files)
        command = [f"--max-size={largest}", "--files-from=-", "--from0"]
        current = draft.root.parent / "current"
        if current.is_dir():
            command.append(f"--copy-dest={current.resolve()}")
        # What stands before `/./` is where to look, and is not repeated here.
        home = f"{self._below}{number}/./"
        names = "\0".join(home + entry["path"] for entry in files).encode()
        try:
            self._run([*command, "--", self._root, f"{draft.root}/"], largest, names)
        finally:
            # What came is checked even where the rest did not come: the next attempt starts from there.
            faults = [fault for entry in files if (fault := _fault(draft, entry)) is not None]
        if faults:
            raise faults[0]

    def close(self) -> None:
        """See Source. Each rsync ends by itself."""

    def _run(self, arguments: list[str], largest: int, names: bytes = b"") -> None:
        environment = {"RSYNC_RSH": "ssh -o BatchMode=yes -o ConnectTimeout=20", **os.environ, "LC_ALL": "C"}
        # rsync keeps two copies of a file at most, and no file grows beyond the largest that is listed.
        limit = max(largest, 2**20)
        try:
            # Descriptors stay open on purpose: an rsync that outlives a killed follower still holds its lock.
            done = subprocess.run(  # noqa: S603 - no shell, and the address is behind `--`
                ["rsync", *_ALWAYS, *arguments],  # noqa: S607 - Debian's
                input=names,
                capture_output=True,
                check=False,
                env=environment,
                close_fds=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            )
        except FileNotFoundError as error:
            raise Fault("没有 rsync，请安装：apt-get install rsync。") from error
        if done.returncode == 0:
            return
        said = next(iter(done.stderr.decode(errors="replace").strip().splitlines()), "")[:160]
        if "No space left" in done.stderr.decode(errors="replace") or done.returncode in _DISK_FULL:
            raise Fault(f"磁盘写不进去：{said}")
        if done.returncode in _ABSENT:
            raise Missing(f"来源缺文件，可能正在换版：{said}")
        raise Unreachable(f"rsync 没有完成（{done.returncode}）：{said}")


def _module(base: str) -> tuple[str, str]:
    """An address as rsync's module and the folder below it; no folder where it is not a daemon's.

    rsync 3.5 finds no listed file below a folder of a module that is not in a chroot: it is asked from the module down.
    """
    daemon = _DAEMON.fullmatch(base)
    return (daemon[1], daemon[2]) if daemon else (base, "")


def _fault(draft: Draft, entry: FileEntry) -> Fault | None:
    try:
        draft.accept(entry)
    except (Unreachable, Refused) as fault:
        return fault
    return None
