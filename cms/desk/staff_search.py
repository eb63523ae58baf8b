"""Finding a colleague by the whole name, which accounts keep in two fields."""

from django.db.models import QuerySet
from django.db.models.functions import Concat
from wagtail.users.views.users import IndexView

from cms.desk.word_search import having_words
from cms.models import User


class StaffIndex(IndexView):
    """The list of accounts. 李明 is found although 李 and 明 are stored apart."""

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """The accounts that have every word of the query in the name, the login name or the address."""
        if not self.is_searching:
            return queryset
        named = queryset.annotate(whole_name=Concat("last_name", "first_name"))
        return having_words(named, self.search_query, ["whole_name", "username", "email"])
