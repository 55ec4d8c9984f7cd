"""How many requests a second the sandbox answers, and how long a large account takes to load.

usage: python scripts/bench/sandbox.py [--scale K] [--requests N]

Pages of fifty are asked for over one kept connection. What counts is the processor time of both ends together, as one
core would spend it; the time on the wall stands beside it. Ends with status 1 below a hundred requests a second, or
when an account of fifty thousand organizations takes more than a minute.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

LEAST_RATE = 100.0
MOST_SECONDS = 60.0


def addresses(connection: http.client.HTTPConnection, key: str, scale: int) -> dict[str, str]:
    """What is measured, by name."""
    import json

    def first(path: str) -> str:
        connection.request("GET", path, headers={"x-api-key": key})
        return str(json.loads(connection.getresponse().read())["data"][0]["id"])

    type_, organization = first("/flexible_asset_types?page[size]=1"), first("/organizations?page[size]=1")
    return {
        "organizations": "/organizations?page[size]=50",
        "organizations, far behind": f"/organizations?page[size]=50&page[number]={scale * 40 // 50}",
        "configurations": "/configurations?page[size]=50",
        "configurations with interfaces": "/configurations?page[size]=50&include=configuration_interfaces",
        "contacts of one organization": f"/contacts?filter[organization_id]={organization}&page[size]=50",
        "passwords": "/passwords?page[size]=50",
        "flexible assets": f"/flexible_assets?filter[flexible_asset_type_id]={type_}&page[size]=50",
        "expirations": "/expirations?page[size]=50&sort=expiration_date",
    }


def main() -> int:
    """Measures and tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=1250, help="times forty organizations (default: 1250)")
    parser.add_argument("--requests", type=int, default=300, help="of each kind (default: 300)")
    options = parser.parse_args()

    from glueshell.sandbox import Sandbox

    begun, spent = time.perf_counter(), time.process_time()
    with Sandbox(scale=options.scale, requests=0) as sandbox:
        # The account is made when somebody first looks.
        sandbox.store.fact("seed")
        loading = time.perf_counter() - begun
        core = time.process_time() - spent
        print(f"{40 * options.scale} organizations loaded in {loading:.1f} s ({core:.1f} s of one core)")
        server = sandbox.serve()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        slowest = float("inf")
        for name, path in addresses(connection, sandbox.key, options.scale).items():
            begun, spent = time.perf_counter(), time.process_time()
            for _ in range(options.requests):
                connection.request("GET", path, headers={"x-api-key": sandbox.key})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise SystemExit(f"{path} was answered with {answer.status}")
            rate = options.requests / (time.process_time() - spent)
            slowest = min(slowest, rate)
            wall = options.requests / (time.perf_counter() - begun)
            print(f"{name:32} {rate:6.0f} requests a second of one core, {wall:6.0f} on the wall")
        connection.close()
    return 0 if slowest >= LEAST_RATE and loading <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
