"""Sends a form over HTTP as a browser does."""

import http.client
from collections.abc import Mapping
from urllib.parse import urlencode

from tests.contract.http_server import HttpServer
from tests.publishing.reader.wsgi_client import Reply

FORM = "application/x-www-form-urlencoded"


def post_form(
    server: HttpServer,
    target: str,
    fields: Mapping[str, str] | bytes,
    *,
    chunked: bool = False,
    **headers: str,
) -> Reply:
    """The answer to a POST; `sec_fetch_site="…"` becomes the header Sec-Fetch-Site."""
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    sent = {"Content-Type": FORM} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        if chunked:
            connection.request("POST", target, iter([body]), sent, encode_chunked=True)
        else:
            connection.request("POST", target, body, sent)
        response = connection.getresponse()
        pairs = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, pairs, response.read())
    finally:
        connection.close()
