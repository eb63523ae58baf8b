"""What every public snippet has: drafts, revisions, locking, preview and workflow."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.models.codes import validate_code
from cms.models.revised import Revised
from cms.snippet_form import RegisterForm


class RegisterSnippet(
    Revised, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel
):
    """A published record with a code that never changes once the public has seen it."""

    base_form_class = RegisterForm
    name_field: ClassVar[str] = "name"
    """The field that a blank code is made from."""

    public_type: ClassVar[str]
    """The page type in the public contract, such as `organisation`."""
    public_folder: ClassVar[str]
    """Where its pages are: `/organisations/`."""
    shown_relations: ClassVar[tuple[str, ...]] = ()
    """Foreign keys that its view reads."""
    shown_parts: ClassVar[tuple[str, ...]] = ()
    """Relations of many that its view reads."""

    code = models.CharField(
        "代码",
        max_length=80,
        unique=True,
        validators=[validate_code],
        help_text="公开地址和数据里用的名字；首次发布后不能再改。",
        error_messages={"unique": "这个代码已经有了，请换一个。"},
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="+")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="+",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    def code_prefix(self, parent: Any) -> str:
        """What a code that is made from the name begins with."""
        return ""

    def public_path(self) -> str:
        """The public path of the record's page."""
        return f"{self.public_folder}{self.code}/"

    @property
    def revisions(self) -> Any:
        """The revisions, newest last."""
        return self._revisions

    def clean(self) -> None:
        """Raise ValidationError beside the code when it differs from the published one."""
        super().clean()
        if self.pk is None:
            return
        stored = type(self)._default_manager.filter(pk=self.pk).values("code", "first_published_at").first()
        if stored and stored["first_published_at"] and stored["code"] != self.code:
            raise ValidationError(
                {"code": f"代码已随首次发布公开，不能改动；请改回 {stored['code']}，或另建一条。"}
            )
