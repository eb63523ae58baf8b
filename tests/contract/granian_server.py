"""The reader as `manage.py up` runs it: granian in processes of its own, asked over HTTP."""

from pathlib import Path

from config.serving import granian
from tests.contract.http_server import HttpServer, free_port


class GranianServer(HttpServer):
    """The reader on one DATA folder."""

    def __init__(self, data: Path, log: Path, *, workers: int = 1, public_key: str = "") -> None:
        """Serves the DATA folder; raises RuntimeError with the log when nothing answers.

        `public_key` pins the key that editions must be signed with.
        """
        port = free_port()
        command = granian(port, "publishing.reader.wsgi:application", workers)
        super().__init__(port, command, log, {"DATA_DIR": str(data), "PUBLIC_KEY": public_key})
