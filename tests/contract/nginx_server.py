"""The nginx that a county runs: our file as it is shipped, with its five values changed, in a folder of its own."""

import os
from pathlib import Path

from tests.conftest import program
from tests.contract.http_server import ROOT, HttpServer, free_port

CONFIGURATION = ROOT / "site/deploy/nginx.conf"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
NOBODY = 9
"""A port where nothing answers (discard)."""

_AROUND = """
{modules}
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    sendfile on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class NginxServer(HttpServer):
    """nginx on the folder of editions below DATA, with a reader behind it or alone."""

    def __init__(
        self,
        data: Path,
        folder: Path,
        *,
        reader: int | None,
        base_url: str = "http://127.0.0.1:8000",
        brotli: bool = True,
    ) -> None:
        """`folder` is for its own files; `reader` is the reader's port, None for the folder alone."""
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        text = configured(data, port, reader, base_url)
        if not brotli:
            text = _replaced(text, "    brotli_static on;\n", "")
        (folder / "site.conf").write_text(text)
        around = _AROUND.format(
            folder=folder,
            modules=f"load_module {MODULE};" if brotli else "",
            # Started by root it would serve as nobody, who may not read a test's folder.
            user="user root;" if os.geteuid() == 0 else "",
        )
        (folder / "nginx.conf").write_text(around)
        log = folder / "nginx.log"
        command = [program("nginx"), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        super().__init__(port, command, log, {})


def configured(data: Path, port: int, reader: int | None, base_url: str) -> str:
    """Our file with the values that its head tells an operator to change."""
    text = CONFIGURATION.read_text()
    for there, wanted in (
        ('"http://127.0.0.1:8000"', f'"{base_url}"'),
        ('"/srv/huanan/data/editions"', f'"{data}/editions"'),
        ('"on"', '"off"' if reader is None else '"on"'),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{reader or NOBODY};"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
    ):
        text = _replaced(text, there, wanted)
    return text


def _replaced(text: str, there: str, wanted: str) -> str:
    assert text.count(there) == 1, f"{there} is in the file {text.count(there)} times"
    return text.replace(there, wanted)
