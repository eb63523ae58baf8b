"""Settings of the reader: templates and views, nothing else. No database, no session, no secret."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
PUBLIC_KEY = os.environ.get("PUBLIC_KEY") or None
"""Pins the key that editions must be signed with; otherwise each edition's own key is used."""

DEBUG = False
# Addresses are made from BASE_URL in the edition; the Host header is never read.
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["publishing"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "publishing.reader.urls"
DATABASES: dict[str, object] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["publishing.templatetags.addresses"]},
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Django would mail the administrators and print nothing.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "publishing": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
