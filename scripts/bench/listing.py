"""What it costs to list a hundred thousand records, beside two other clients and a bare loop, in the same run.

usage: python scripts/bench/listing.py [--records N] [--itglue PYTHON] [--py-itglue PYTHON] [--rounds N]

The pages are made beforehand and served by a process of its own, a thousand configurations each. Every client runs in
a process of its own and reads each record's name; what counts is the processor time of that process from the first
request to the last record (the best of the rounds, which go through the clients forwards and backwards in turn). What
else the machine does weighs most on the clients that wait least: measure on an idle one. `--itglue` and `--py-itglue`
name the interpreters of environments that have these packages (0.2.0 and 0.2.6); a client that is not named is left
out.

Ends with status 1 when the shell takes more than 1.5 times the bare loop, or more than half of either client's time,
when its first row takes more than one page, or when its memory grows with the number of records.
"""

from __future__ import annotations

import argparse
import http.server
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PAGE = 1000
MOST_OF_BARE = 1.5
MOST_OF_CLIENTS = 0.5
# Two thousand records and the whole of it may not lie further apart than this.
MOST_GROWTH = 8 * 2**20

# Each tells `records seconds` of its own process.
MEASURED = """
import json, os, sys, time
url, records = sys.argv[1], int(sys.argv[2])
{prepare}
begun = time.process_time()
count = 0
{loop}
print(json.dumps([count, time.process_time() - begun]))
"""
BARE = MEASURED.format(
    prepare="import requests\nsession = requests.Session()\nsession.headers['x-api-key'] = 'ITG.bench'",
    loop="""
page = 1
while page:
    query = {"page[number]": page, "page[size]": 1000}
    document = session.get(url + "/configurations", params=query).json()
    for record in document["data"]:
        count += record["attributes"]["name"] != ""
    page = document["meta"]["next-page"]
""",
)
ITGLUE = MEASURED.format(
    prepare="import itglue\nfrom itglue import Configuration",
    loop="""
for record in Configuration.get():
    count += record.get_attr("name") != ""
""",
)
PY_ITGLUE = MEASURED.format(
    prepare="""
import logging, structlog
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
from itglue.client import ITGlueClient
from itglue.config import ITGlueConfig
client = ITGlueClient(ITGlueConfig(api_key="ITG.bench", base_url=url))
""",
    loop="""
page = 1
while page:
    answer = client.configurations.list(page=page, per_page=1000)
    for record in answer.data:
        count += record.name != ""
    page = answer.meta.get("next-page")
""",
)
PY_ITGLUE_RAW = (
    PY_ITGLUE[: PY_ITGLUE.index("page = 1")]
    + """
for record in client.iterate_resources("/configurations", page_size=1000):
    count += record["attributes"]["name"] != ""
print(json.dumps([count, time.process_time() - begun]))
"""
)
SHELL = """
import gc, io, json, os, sys, time
url, records, script = sys.argv[1], int(sys.argv[2]), sys.argv[3]
# As the program itself does at its start.
gc.set_threshold(20_000, 20, 50)
from glueshell.cli import World, run

def told(text):
    out, err = io.StringIO(), io.StringIO()
    environ = {**os.environ, "ITGLUE_API_KEY": "ITG.bench", "ITGLUE_BASE_URL": url}
    status = run(["-c", text], World(environ, io.StringIO(), out, err))
    if status:
        raise SystemExit(err.getvalue())
    return out.getvalue().strip()

told("Get-Configuration -First 1 | ForEach-Object { $_.Name }")
begun = time.process_time()
count = told(script)
print(json.dumps([int(count), time.process_time() - begun]))
"""
EVERY = "$n = 0; Get-Configuration | ForEach-Object { if ($_.Name -ne '') { $n++ } }; $n"
# Peak memory that Python itself asked for, after so many records.
MEMORY = SHELL.replace("begun = time.process_time()", "import tracemalloc\ntracemalloc.start()\nbegun = 0").replace(
    "time.process_time() - begun", "tracemalloc.get_traced_memory()[1]"
)


# -- the pages --------------------------------------------------------------------------------------------------------


def rendered(records: int) -> tuple[str, list[bytes]]:
    """The path, and the data of each page, made from the sandbox's own configurations."""
    from glueshell.sandbox import Sandbox

    with Sandbox() as sandbox:
        answered: dict[str, str] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            answered["status"] = status

        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/configurations", "QUERY_STRING": "page[size]=600",
            "HTTP_X_API_KEY": sandbox.key, "SERVER_NAME": "here", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
            "wsgi.input": __import__("io").BytesIO(), "REMOTE_ADDR": "127.0.0.1",
        }  # fmt: skip
        body = b"".join(sandbox.app(environ, start))
    samples = json.loads(body)["data"]
    pages = []
    for first in range(0, records, PAGE):
        several = []
        for number in range(first, min(records, first + PAGE)):
            sample = samples[number % len(samples)]
            attributes = {**sample["attributes"], "name": f"Server {number}", "hostname": f"server-{number}"}
            several.append({**sample, "id": str(1_000_000 + number), "attributes": attributes})
        pages.append(json.dumps(several, separators=(",", ":")).encode())
    return "/configurations", pages


def serve(records: int, pipe: Connection) -> None:
    """Serve the pages until the pipe closes; every message on it is answered with the pages asked for so far."""
    path, pages = rendered(records)
    asked = [0]

    class Pages(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = parse_qs(parts.query)
            if parts.path != path:
                self.send_error(404)
                return
            asked[0] += 1
            number = int(query.get("page[number]", ["1"])[0])
            size = int(query.get("page[size]", [str(PAGE)])[0])
            following = number + 1 if number < len(pages) and size == PAGE else None
            address = f"http://127.0.0.1:{server.server_port}{path}?page%5Bnumber%5D={following}&page%5Bsize%5D={size}"
            meta = {
                "current-page": number, "next-page": following, "prev-page": number - 1 or None,
                "total-pages": len(pages), "total-count": records,
            }  # fmt: skip
            links = {"next": address} if following else {}
            data = pages[number - 1] if size == PAGE else _cut(pages[number - 1], size)
            tail = json.dumps({"meta": meta, "links": links})[1:].encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/vnd.api+json; charset=utf-8")
            self.send_header("Content-Length", str(len(data) + len(tail) + 9))
            self.end_headers()
            self.wfile.write(b'{"data":' + data + b"," + tail)

        def log_message(self, *arguments: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send((server.server_port, sum(map(len, pages))))
    try:
        while True:
            pipe.recv()
            pipe.send(asked[0])
            asked[0] = 0
    except EOFError:
        server.shutdown()


def _cut(data: bytes, size: int) -> bytes:
    return json.dumps(json.loads(data)[:size]).encode()


# -- measuring --------------------------------------------------------------------------------------------------------


def measured(python: str, program: str, url: str, records: int, *more: str, path: str = "") -> tuple[int, float]:
    """How many records a program counted, and its figure."""
    with tempfile.TemporaryDirectory() as home:
        environ = {
            **os.environ, "GLUESHELL_HOME": home, "ITGLUE_API_KEY": "ITG.bench", "ITGLUE_API_URL": url,
            "ITGLUE_BASE_URL": url, "NO_PROXY": "127.0.0.1", "PYTHONPATH": path,
        }  # fmt: skip
        ran = subprocess.run(
            [python, "-c", program, url, str(records), *more],
            capture_output=True, text=True, encoding="utf-8", check=False, env=environ, cwd=home,
        )  # fmt: skip
    if ran.returncode:
        raise SystemExit(ran.stdout + ran.stderr)
    count, figure = json.loads(ran.stdout.splitlines()[-1])
    return count, figure


def main() -> int:
    """Measures and tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000, help="in whole thousands (default: 100000)")
    parser.add_argument("--itglue", help="the interpreter that has itglue 0.2.0")
    parser.add_argument("--py-itglue", help="the interpreter that has py-itglue 0.2.6")
    parser.add_argument("--rounds", type=int, default=4, help="of each client; the best counts (default: 4)")
    options = parser.parse_args()
    records = options.records // PAGE * PAGE

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(records, theirs), daemon=True)
    server.start()
    theirs.close()
    port, size = ours.recv()
    url = f"http://127.0.0.1:{port}"
    print(f"{records} records, {size / 2**20:.0f} MiB of JSON, {records // PAGE} pages")

    def asked() -> int:
        ours.send(None)
        return int(ours.recv())

    def shell(program: str, script: str, wanted: int = records) -> Callable[[], tuple[int, float]]:
        return lambda: measured(sys.executable, program, url, wanted, script, path=str(ROOT))

    clients: dict[str, Callable[[], tuple[int, float]]] = {
        "bare requests": lambda: measured(sys.executable, BARE, url, records),
        "glueshell": shell(SHELL, EVERY),
    }
    if options.itglue:
        clients["itglue"] = lambda: measured(options.itglue, ITGLUE, url, records)
    if options.py_itglue:
        clients["py-itglue"] = lambda: measured(options.py_itglue, PY_ITGLUE, url, records)
        clients["py-itglue, its JSON"] = lambda: measured(options.py_itglue, PY_ITGLUE_RAW, url, records)
    try:
        best: dict[str, float] = {}
        for number in range(options.rounds):
            order = list(clients.items())
            for name, measure in reversed(order) if number % 2 else order:
                count, seconds = measure()
                if count != records:
                    raise SystemExit(f"{name} counted {count} records")
                best[name] = min(seconds, best.get(name, seconds))
        asked()
        shell(SHELL, "$n = 0; Get-Configuration | Select-Object -First 1 | ForEach-Object { $n++ }; $n")()
        pages = asked() - 1
        few = shell(MEMORY, EVERY.replace("Get-Configuration", "Get-Configuration -First 2000"))()[1]
        many = shell(MEMORY, EVERY)()[1]
    finally:
        ours.close()
        server.join(5)
    return verdict(best, pages, many - few)


def verdict(best: Mapping[str, float], pages: int, growth: float) -> int:
    """Tells the figures; 1 where one is out of its bounds."""
    bare, shell = best["bare requests"], best["glueshell"]
    for name, seconds in best.items():
        print(f"{name:22} {seconds:6.2f} s of processor time, {seconds / bare:5.2f} times the bare loop")
    print(f"pages asked for before the first row: {pages}")
    print(f"memory: {growth / 2**20:+.1f} MiB between 2,000 records and all of them")
    wrong = [f"over {MOST_OF_BARE} times the bare loop"] if shell > MOST_OF_BARE * bare else []
    wrong += [
        f"over half of {name}"
        for name in ("itglue", "py-itglue")
        if name in best and shell > MOST_OF_CLIENTS * best[name]
    ]
    wrong += ["more than a page before the first row"] if pages > 1 else []
    wrong += ["memory grows"] if growth > MOST_GROWTH else []
    for sentence in wrong:
        print(f"out of bounds: {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
