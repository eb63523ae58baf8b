"""Buttons and attachments."""

from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string

from cms.attachments import without_ending
from cms.rendering import Rendering
from cms.richtext import own_path
from publishing.outbound import leaves


def button_html(value: Any, rendering: Rendering) -> str:
    """A link that asks to be followed; nothing when it would lead nowhere."""
    address, host = _target(value, rendering)
    if not address:
        return ""
    return render_to_string(
        "components/blocks/button.html",
        {
            "label": value["label"],
            "address": address,
            "host": host,
            "outside": leaves(address, rendering.addresses.absolute("")),
        },
    )


def attachment_html(value: Any, rendering: Rendering) -> str:
    """A file to download, with its kind and size; nothing when it was deleted or is not for the public."""
    attachment = value["attachment"]
    if attachment is None:
        rendering.ask("all_rows", "attachment")  # it comes back with a backup
        return ""
    rendering.read("attachment", attachment.pk)
    file = rendering.attachments.file_of(attachment)
    if file is None:
        return ""
    title = attachment_title(value, file.extension)
    return render_to_string(
        "components/blocks/attachment.html",
        {
            "address": file.address,
            "title": title,
            "name": f"{title}.{file.extension}",
            "kind": file.extension.upper(),
            "size": size_text(file.size),
        },
    )


def attachment_title(value: Any, extension: str) -> str:
    """What readers are told: the block's own words, else the attachment's."""
    return without_ending(str(value["title"] or value["attachment"].title), extension)


def size_text(size: int) -> str:
    """Bytes as people read them: `860 字节`, `12 KB`, `1.2 MB`."""
    if size < 1000:
        return f"{size} 字节"
    number, unit = size / 1000, "KB"
    if number >= 999.5:
        number, unit = number / 1000, "MB"
    return f"{number:.1f} {unit}" if number < 9.95 else f"{number:.0f} {unit}"


def _target(value: Any, rendering: Rendering) -> tuple[str, str]:
    """The address, empty where there is none for readers; and the host where it is another's."""
    page, url = value["page"], value["url"]
    if page is not None:
        link = rendering.link_of(page.pk)
        return (rendering.addresses.page(link.path), "") if link else ("", "")
    if not url or urlsplit(url).scheme != "https":
        return "", ""
    ours = own_path(url, rendering)
    return (ours, "") if ours else (url, urlsplit(url).hostname or "")
