"""The search backend for `WAGTAILSEARCH_BACKENDS`, for the database that there is.

Imported when the first search or save asks for it, since Wagtail's parts look at the database as they load.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

if connection.vendor == "sqlite":
    from cms.chinese_search.sqlite import Backend
elif connection.vendor == "postgresql":
    from cms.chinese_search.postgres import Backend
else:
    raise ImproperlyConfigured(f"编辑台的查找不支持 {connection.vendor}，请用 SQLite 或 PostgreSQL。")

SearchBackend = Backend
