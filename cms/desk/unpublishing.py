"""Unpublishing a register entry that public pages name: what will happen is said before."""

from typing import Any

from wagtail.snippets.views.snippets import UnpublishView

from cms.desk.usage import usage
from cms.models import Area, Dataset, Indicator


class UnpublishWithWarning(UnpublishView):
    """Wagtail's confirmation, with what readers will see afterwards."""

    template_name = "desk/confirm_unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the consequences."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # Wagtail counts uses in texts and live records only, which would contradict the sentences.
        return context | {
            "consequences": consequences(self.object),
            "uses_url": context.get("usage_url"),
            "usage_url": None,
        }


def consequences(record: Any) -> list[str]:
    """What unpublishing does to the public site, in sentences."""
    told = [f"“{record}”自己的公开页会撤下，打开它的地址会看到已撤下的说明。"]
    used = usage(record)
    if used:
        told.append(f"正在用它的有{used}。那里照常公开，名称还写着，但不再有链接。")
    if isinstance(record, Area):
        told.append("按区域分的列表里不再有它；它的数值在下次数据发布时撤下。")
    if isinstance(record, Dataset):
        told = ["数据目录里不再列出它，它自己的公开页会撤下，也不再发布新数据。"]
    if isinstance(record, Indicator):
        told.append("首页和正文里的这个数字会撤下；它的数值在下次数据发布时撤下。")
    return told
