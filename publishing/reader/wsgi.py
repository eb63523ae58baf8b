"""The reader as a WSGI application: `granian --interface wsgi publishing.reader.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publishing.reader.settings")
views = get_wsgi_application()

from publishing.reader.current import current_edition  # noqa: E402 - needs the settings
from publishing.reader.files import EditionFiles  # noqa: E402

application = EditionFiles(views, current_edition())
