"""A build as a command asks for it: a refusal is one Chinese line, and the outcome is told in words."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from cms.build_check import check_build
from cms.publish import Progress, ReviewsMissing, publish
from cms.tasks import register_editions
from publishing.edition.store import LostObject
from publishing.minisign import BadKey
from publishing.releases import BadRelease
from publishing.resource import BadSubmission
from publishing.static_files import BadStaticFile

if TYPE_CHECKING:
    from publishing.edition.build import EditionSummary


def build_for_command(progress: Progress | None = None, *, full: bool = False) -> "EditionSummary":
    """Publish what is live. Raises CommandError, in Chinese, for everything that somebody here can put right."""
    with refusals_told():
        summary = publish(progress=progress, full=full)
    register_editions()
    return summary


def check_for_command(progress: Progress | None = None) -> str:
    """Compare an incremental build with a full one; the outcome in words. Raises CommandError where they differ."""
    with refusals_told():
        found = check_build(progress)
    if found.different:
        names = "\n".join(found.different[:MOST_TOLD])
        raise CommandError(f"增量生成和全部重做不一致，有 {len(found.different)} 处：\n{names}")
    return f"增量生成和全部重做一致：{found.paths} 个地址和文件，其中增量只重做了 {found.rendered} 页。"


@contextmanager
def refusals_told() -> Iterator[None]:
    """Tell a refusal of a build as a CommandError."""
    try:
        yield
    except ReviewsMissing as error:
        raise CommandError(str(error)) from error
    except LostObject as error:
        raise CommandError("存储里缺了文件，请运行 manage.py edition build --full 重新生成。") from error
    except BadSubmission as error:  # StaleSubmission is one
        raise CommandError(f"没有生成新版：{error}") from error
    except BadStaticFile as error:
        raise CommandError(f"没有生成新版，静态文件有问题：{error}") from error
    except BadRelease as error:
        raise CommandError(f"没有生成新版，数据发布有问题：{error}") from error
    except BadKey as error:
        raise CommandError(f"没有生成新版，签名用的密钥有问题：{error}") from error


MOST_TOLD = 50
"""Addresses that a difference names."""


def memory_told() -> str:
    """The most memory that this process and those that it started have held, in words."""
    own, others = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"内存最多 {own:.0f} MB" + (f"，另起的进程每个最多 {others:.0f} MB" if others else "")


def told(summary: "EditionSummary") -> str:
    """The outcome in one line, and a line for each note."""
    what = f"第 {summary.number} 版：{summary.files} 个文件，{summary.bytes / 1_048_576:.1f} MB"
    if not summary.changed:
        what = f"内容没有变化，仍是{what}"
    return "\n".join([f"{what}，用时 {summary.seconds:.2f} 秒", *(f"注意：{note}" for note in summary.notes)])
