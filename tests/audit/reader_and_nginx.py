"""CPU time per request of the reader and of nginx, on the same bytes, in one run."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.audit.process_time import cpu_seconds
from tests.audit.seeded import seeded
from tests.conftest import program
from tests.contract.granian_server import GranianServer
from tests.contract.http_server import HttpServer
from tests.contract.nginx_server import NginxServer

MOST_TIMES = 4.0
"""How many times nginx's CPU time the reader may take for a small file and for a 304."""
CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of request."""

    name: str
    path: str
    headers: dict[str, str]
    again: bool = False
    """Whether the client has the bytes already and sends their ETag."""
    bound: bool = True


QUESTIONS = (
    Question("small file", "/robots.txt", {}),
    Question("304", "/", {"accept_encoding": "gzip"}, again=True),
    Question("page in gzip", "/", {"accept_encoding": "gzip"}, bound=False),
)


def reader_and_nginx(data: Path, quick: bool) -> str:
    """The reader may cost at most four times nginx, as we ship it, for a small file and for a 304."""
    seeded(data)
    rounds, seconds = (2, 1) if quick else (3, 5)
    figures, over = [], []
    with tempfile.TemporaryDirectory(prefix="servers-") as folder:
        place = Path(folder)
        reader = GranianServer(data, place / "granian.log")
        nginx = NginxServer(data, place / "nginx", reader=reader.port)
        try:
            for question in QUESTIONS:
                # The best of several rounds by turns: what else the machine does only ever adds.
                costs = [
                    [cost(server, question, seconds) for server in (reader, nginx)] for _ in range(rounds)
                ]
                ours, theirs = (min(column) for column in zip(*costs, strict=True))
                said = (
                    f"{question.name} {ours * 1e6:.0f} µs to {theirs * 1e6:.0f} µs, {ours / theirs:.1f} times"
                )
                figures.append(said)
                if question.bound and ours > MOST_TIMES * theirs:
                    over.append(said)
        finally:
            nginx.stop()
            reader.stop()
    assert not over, f"more than {MOST_TIMES:g} times: {'; '.join(over)}"
    return "; ".join(figures)


def cost(server: HttpServer, question: Question, seconds: int) -> float:
    """CPU seconds of the server for one request, over as many as one client gets answered."""
    first = server.get(question.path, **question.headers)
    assert first.status == 200
    sent = dict(question.headers)
    if question.again:
        sent["if_none_match"] = first.headers["etag"]
        assert server.get(question.path, **sent).status == 304
    ask(server, question.path, sent, 1)  # so that both have prepared what they keep
    before = cpu_seconds(server.process.pid)
    answered = ask(server, question.path, sent, seconds)
    return (cpu_seconds(server.process.pid) - before) / answered


def ask(server: HttpServer, path: str, headers: dict[str, str], seconds: int) -> int:
    """How many answers wrk got. Fails when one of them was an error."""
    written = [
        word for name, value in headers.items() for word in ("-H", f"{name.replace('_', '-')}: {value}")
    ]
    options = ["-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", *written]
    command = [program("wrk"), *options, f"http://127.0.0.1:{server.port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    found = re.search(r"(\d+) requests in", said)
    assert found and int(found[1]) > 0, said
    return int(found[1])
