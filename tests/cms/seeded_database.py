"""The seed is made once in each test process; later tests get its rows back, which takes a hundredth of the time."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Site

from cms.seeding import seed

Rows = dict[str, tuple[str, list[Any]]]

_KEPT: Rows = {}
_OWN = ("sqlite_", "django_migrations", "django_session", "accounts_", "wagtailusers_")
"""Tables that a seed leaves alone: a test may have made its people before it asks for the seed."""


def restore_seed() -> None:
    """Bring the database of this test to the state after `seed()`. Call it inside the test's transaction."""
    if not _KEPT:
        seed()
        _KEPT.update(_rows())
        return
    with connection.cursor() as cursor:
        for table in reversed(_KEPT):
            cursor.execute(f'DELETE FROM "{table}"')
        for insert, rows in _KEPT.values():
            if rows:
                cursor.executemany(insert, rows)
    # Nothing was saved, so nobody was told.
    Site.clear_site_root_paths_cache()
    ContentType.objects.clear_cache()


def _rows() -> Rows:
    """Every row of every table, and how to write it back. Triggers write the tables for searching."""
    kept: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = cursor.fetchall()
        virtual = [name for name, sql in tables if sql.upper().startswith("CREATE VIRTUAL")]
        for name, _ in tables:
            derived = any(name == table or name.startswith(f"{table}_") for table in virtual)
            if derived or name.startswith(_OWN):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')
            columns = [column[0] for column in cursor.description]
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            kept[name] = (f'INSERT INTO "{name}" ({names}) VALUES ({marks})', cursor.fetchall())
    return kept
