"""A build as a command asks for it: a refusal is one Chinese line, and the outcome is told in words."""

from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from cms.publish import Progress, ReviewsMissing, publish
from cms.tasks import register_editions
from publishing.minisign import BadKey
from publishing.releases import BadRelease
from publishing.resource import BadSubmission
from publishing.static_files import BadStaticFile

if TYPE_CHECKING:
    from publishing.edition.build import EditionSummary


def build_for_command(progress: Progress | None = None) -> "EditionSummary":
    """Publish what is live. Raises CommandError, in Chinese, for everything that somebody here can put right."""
    try:
        summary = publish(progress=progress)
    except ReviewsMissing as error:
        raise CommandError(str(error)) from error
    except BadSubmission as error:  # StaleSubmission is one
        raise CommandError(f"没有生成新版：{error}") from error
    except BadStaticFile as error:
        raise CommandError(f"没有生成新版，静态文件有问题：{error}") from error
    except BadRelease as error:
        raise CommandError(f"没有生成新版，数据发布有问题：{error}") from error
    except BadKey as error:
        raise CommandError(f"没有生成新版，签名用的密钥有问题：{error}") from error
    register_editions()
    return summary


def told(summary: "EditionSummary") -> str:
    """The outcome in one line, and a line for each note."""
    what = f"第 {summary.number} 版：{summary.files} 个文件，{summary.bytes / 1_048_576:.1f} MB"
    if not summary.changed:
        what = f"内容没有变化，仍是{what}"
    return "\n".join([f"{what}，用时 {summary.seconds:.2f} 秒", *(f"注意：{note}" for note in summary.notes)])
