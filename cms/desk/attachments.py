"""附件 at the desk: an attachment that a page offers cannot be deleted."""

from wagtail.documents.views.documents import DeleteView
from wagtail.documents.views.multiple import DeleteView as UploadedDeleteView

from cms.desk.upload_delete import KeptAmongUploads, KeptWhileUsed
from cms.models import Attachment


class AttachmentDelete(KeptWhileUsed, DeleteView):
    """Wagtail's screen for one."""

    edit_name = "wagtaildocs:edit"


class UploadedAttachmentDelete(KeptAmongUploads, UploadedDeleteView):
    """The button beside one just uploaded."""

    kept_type = Attachment
