"""Attachments: files that readers may download. The public gets only those that a public page offers."""

from wagtail.documents.models import AbstractDocument, Document


class Attachment(AbstractDocument):
    """An uploaded file. Readers see its title, kind and size."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"
        permissions = [("choose_document", "可以选用附件")]

    def clean(self) -> None:
        """Raise ValidationError for a kind that is not taken; without a file the form has said so already."""
        if self.file:
            super().clean()
