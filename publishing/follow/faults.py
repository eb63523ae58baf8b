"""Why an attempt to follow ended. Messages are one line of Chinese; the edition in force stays in force."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class Fault(Exception):
    """The attempt is over; another one may succeed."""


class Unreachable(Fault):
    """The source did not answer, or not to the end."""


class Missing(Unreachable):
    """The source has no such file (any more)."""


class Refused(Fault):
    """What the source gave is not to be trusted."""


_DISK = {
    errno.ENOSPC: "磁盘已满，请腾出空间；已取到的文件会接着用",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间；已取到的文件会接着用",
    errno.EROFS: "磁盘只读，请检查磁盘",
    errno.EACCES: "没有写数据目录的权限，请检查目录属主",
    errno.EIO: "磁盘读写出错，请检查磁盘",
}


@contextmanager
def disk() -> Iterator[None]:
    """Turns a fault of this host's disk into a Fault, so that it is not taken for one of the network."""
    try:
        yield
    except OSError as error:
        known = _DISK.get(error.errno or 0)
        raise Fault(f"{known}。" if known else f"写不进数据目录：{error.strerror}。") from error
