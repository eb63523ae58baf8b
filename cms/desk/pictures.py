"""图片 at the desk: a picture that a page uses cannot be deleted."""

from wagtail.images.views.images import DeleteView
from wagtail.images.views.multiple import DeleteView as UploadedDeleteView

from cms.desk.upload_delete import KeptAmongUploads, KeptWhileUsed
from cms.models import Picture


class PictureDelete(KeptWhileUsed, DeleteView):
    """Wagtail's screen for one."""

    edit_name = "wagtailimages:edit"


class UploadedPictureDelete(KeptAmongUploads, UploadedDeleteView):
    """The button beside one just uploaded."""

    kept_type = Picture
