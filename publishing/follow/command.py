"""`python -m publishing.follow`: looks at the source again and again, and says in one line what became of it."""

import argparse
import logging
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import sleep

from publishing import minisign
from publishing.folder import DataFolder
from publishing.follow.faults import Fault
from publishing.follow.follower import Follower
from publishing.follow.http_source import HttpSource
from publishing.follow.rsync_source import RsyncSource
from publishing.follow.source import Source
from publishing.follow.switch import LEAST_KEPT

EVERY = 30.0
SLOWEST = 600.0
"""Seconds between two looks at most, however often the source has failed."""

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until it is stopped, or once. 0 where the last look went well, 1 otherwise, 2 for a wrong command."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    try:
        key = read_key(options.key)
        source = open_source(options.source)
    except (ValueError, OSError) as error:
        logger.error("%s", error)
        return 2
    follower = Follower(source, DataFolder(options.data), key, options.keep, logger.info)
    failures = 0
    while True:
        failures = 0 if _look(follower) else failures + 1
        if options.once:
            return int(failures > 0)
        # Backs off from a source in trouble; spread out, so that many hosts do not ask at one moment.
        wait = min(options.every * 2 ** min(failures, 10), max(SLOWEST, options.every))
        sleep(wait * random.uniform(0.9, 1.1))  # noqa: S311 - no secret


def open_source(address: str) -> Source:
    """The source at an address: http and https are fetched, all else is rsync's. Raises ValueError."""
    if address.lower().startswith(("http:", "https:")):
        return HttpSource(address)
    return RsyncSource(address)


def read_key(text: str) -> str:
    """The public key, given as its one line or as a `minisign.pub` file. Raises ValueError or OSError."""
    path = Path(text)
    line = path.read_text().strip().splitlines()[-1].strip() if path.is_file() else text.strip()
    nothing = minisign.Signature("", bytes(8), bytes(64), "", bytes(64)).as_bytes()
    try:
        minisign.verify(b"", nothing, line)
    except minisign.BadKey as error:
        raise ValueError(f"公钥不可用（{error}）：请给 minisign.pub 文件，或其中第二行。") from error
    except minisign.BadSignature:
        pass  # of course: the key was read, and that is all that was asked
    return line


def _look(follower: Follower) -> bool:
    try:
        follower.look()
    except Fault as fault:
        logger.warning("没有换版：%s", fault)
        return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m publishing.follow", description="跟随一个来源，取来新的一版并公开。"
    )
    parser.add_argument(
        "source", help="editions 目录的地址：https://…、主机::模块/…、用户@主机:/… 或本机目录"
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("DATA_DIR"), help="数据目录")
    parser.add_argument("--key", required=True, help="公钥：minisign.pub 文件，或其中第二行")
    parser.add_argument("--every", type=_seconds, default=EVERY, metavar="秒", help="隔多久看一次，默认 30")
    parser.add_argument("--once", action="store_true", help="只看一次")
    parser.add_argument("--keep", type=_kept, default=LEAST_KEPT, metavar="个", help="本机留几版，至少 3")
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.1 <= seconds <= 86400:
        raise argparse.ArgumentTypeError("要在 0.1 到 86400 之间")
    return seconds


def _kept(text: str) -> int:
    if int(text) < LEAST_KEPT:
        raise argparse.ArgumentTypeError(f"至少 {LEAST_KEPT}")
    return int(text)
