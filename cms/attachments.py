"""Attachments for readers: only those that a public page offers, named by content and title."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.urls import reverse

from cms.rendering import AttachmentFile
from cms.slugs import slug_of

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""By extension. Nothing else goes out, whatever the database holds."""
TEXTS = {"csv", "txt"}


@dataclass(frozen=True, slots=True)
class UsedFile:
    """An attachment as readers get it."""

    body: bytes
    media_type: str


@dataclass(slots=True)
class EditionAttachments:
    """Attachments of one build. Keeps what was used, so that only that is handed over."""

    prefix: str
    used: dict[str, UsedFile] = field(default_factory=dict)
    """By path: `/files/{hash8}/{ascii-name}`."""
    private: dict[int, bool] = field(default_factory=dict)
    """Collections that were looked at, by key: many attachments are in few."""

    def file_of(self, attachment: Any) -> AttachmentFile | None:
        """See `cms.rendering.Attachments`."""
        extension = media_extension(attachment)
        if extension is None or self._is_private(attachment):
            return None
        body = public_body(attachment, extension)
        name = slug_of(without_ending(attachment.title, extension))
        path = f"/files/{hashlib.sha256(body).hexdigest()[:8]}/{name}.{extension}"
        self.used[path] = UsedFile(body, MEDIA_TYPES[extension])
        return AttachmentFile(self.prefix + path, extension, len(body))

    def _is_private(self, attachment: Any) -> bool:
        key = attachment.collection_id
        if key not in self.private:
            self.private[key] = is_private(attachment)
        return self.private[key]


class DeskAttachments:
    """Attachments as the desk shows them: the upload behind the login, with the size that readers are told."""

    def file_of(self, attachment: Any) -> AttachmentFile | None:
        """See `cms.rendering.Attachments`."""
        extension = public_extension(attachment)
        if extension is None:
            return None
        size = len(public_body(attachment, extension)) if extension in TEXTS else attachment.file.size
        return AttachmentFile(reverse("desk_upload", args=[attachment.file.name]), extension, size)


def public_extension(attachment: Any) -> str | None:
    """The extension in lower case; None for a kind that never goes out, and for a collection kept from the public."""
    return None if is_private(attachment) else media_extension(attachment)


def media_extension(attachment: Any) -> str | None:
    """The extension in lower case; None for a kind that never goes out."""
    extension = PurePath(attachment.file.name).suffix.lower().lstrip(".")
    return extension if extension in MEDIA_TYPES else None


def is_private(attachment: Any) -> bool:
    """True for an attachment of a collection kept from the public."""
    return bool(attachment.collection.get_view_restrictions().exists())


def without_ending(title: str, extension: str) -> str:
    """A title without the ending that is said beside it: staff upload 名单.csv under just this name."""
    ending = f".{extension}"
    return title[: -len(ending)] if title.lower().endswith(ending) and len(title) > len(ending) else title


def public_body(attachment: Any, extension: str) -> bytes:
    """What readers get. Raises OSError when the upload cannot be read."""
    with attachment.file.storage.open(attachment.file.name) as upload:
        body: bytes = upload.read()
    return utf8(body) if extension in TEXTS else body


def utf8(body: bytes) -> bytes:
    """Text in UTF-8, as our media types promise. What Excel wrote in GB18030 gets the mark that Excel looks for."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace").encode("utf-8-sig")
    return body
