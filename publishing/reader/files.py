"""The outermost layer of the reader: WhiteNoise, answering from the signed list of the edition in force."""

import logging
from collections.abc import Iterable
from typing import Any

from whitenoise import WhiteNoise

from publishing.reader import errors, paths
from publishing.reader.current import CurrentEdition
from publishing.reader.served_edition import ServedEdition

EDITION = "huanan.edition"
"""The environ key that hands one request's edition to the views."""

logger = logging.getLogger(__name__)


class EditionFiles(WhiteNoise):
    """WhiteNoise whose files are an edition's: strong ETags per coding, conditions, ranges, headers by path.

    The stock class knows one ETag for all codings and scans a folder at its start; this one takes over a new
    edition between two requests. One request sees one edition, in Django too.
    """

    def __init__(self, application: Any, current: CurrentEdition) -> None:
        """`application` answers the dynamic paths."""
        super().__init__(application)
        self._current = current

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers files, redirects and errors; hands dynamic paths on."""
        edition = self._current.get()
        path = environ.get("PATH_INFO") or "/"
        try:
            if edition is not None:
                prefix = edition.prefix
                # A proxy may have taken the prefix away already, so a path without it is as good.
                if prefix and (path == prefix or path.startswith(f"{prefix}/")):
                    path = path[len(prefix) :]
                if not is_dynamic(path):
                    return paths.answer(edition, path, environ).as_wsgi(start_response)
            elif path != "/healthz":
                return errors.no_edition(path, environ).as_wsgi(start_response)
        except Exception:
            logger.exception("no answer to %r", path)
            return errors.failed(edition, path, environ).as_wsgi(start_response)
        return self._dynamic(edition, path, environ, start_response)

    def _dynamic(
        self, edition: ServedEdition | None, path: str, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        """Django's answer, with the prefix where Django expects it."""
        environ[EDITION] = edition
        environ["PATH_INFO"] = path
        environ["SCRIPT_NAME"] = edition.prefix if edition else ""
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer


def is_dynamic(path: str) -> bool:
    """Whether the path is computed and never a file."""
    if path.startswith("/data/"):
        return path.endswith(("/rows.json", "/rows.csv"))
    return path.startswith(("/id/", "/report/")) or path in {"/healthz", "/report", "/search/"}
