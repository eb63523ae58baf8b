"""Numbers of related rows, for lists."""

from django.db.models import Count, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def number_of(model: type[Model], relation: str, condition: Q | None = None) -> Coalesce:
    """How many rows of a model name a record by a foreign key. Two of them in one query do not multiply."""
    rows = model._default_manager.filter(condition or Q(), **{relation: OuterRef("pk")})
    counted = rows.order_by().values(relation).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
