"""An account's budget of requests: the server never has to refuse, and nobody waits longer than needed."""

from __future__ import annotations

import json

import pytest

from glueshell.http import Response, Transport
from glueshell.http.budget import Budget, Budgets
from glueshell.itglue.catalog import load
from glueshell.itglue.client import Client
from glueshell.itglue.plans import WriteGrant, create_plan
from glueshell.sandbox.limits import RateLimit
from tests.http.clock import HeldClock

URL = "http://127.0.0.1:1"


class Near(Transport):
    """A transport whose server stands beside it: it keeps the rate limit on the same clock and needs 20 ms."""

    limit: RateLimit
    held: HeldClock

    def _attempt(self, method, url, query, body, headers, write):  # type: ignore[no-untyped-def]
        self.held.now += 0.01
        wait = self.limit.admit("key")
        self.held.now += 0.01
        if wait is not None:
            return Response(429, {"retry-after": str(wait)}, b"{}", 0.02, url)
        document = {"data": {"type": "organization-types", "id": "1", "attributes": {"name": "x"}}}
        return Response(201 if write else 200, {}, json.dumps(document).encode(), 0.02, url)


def near(clock: HeldClock, limit: RateLimit, budget: Budget | None) -> tuple[Near, list[int]]:
    """A transport, and the statuses of its answers."""
    statuses: list[int] = []
    made = Near(
        URL, None, clock=clock, budget=budget, sliced=False,
        recorder=lambda exchange: statuses.append(exchange.answer.status if exchange.answer else 0),
    )  # fmt: skip
    made.limit, made.held = limit, clock
    return made, statuses


def test_ten_thousand_creations_stay_inside_the_limit() -> None:
    clock = HeldClock()
    transport, statuses = near(clock, RateLimit(3000, 300.0, clock.monotonic), Budget())
    waits: list[float] = []
    client, catalog = Client(transport, load()), load()
    client.hear_waits(lambda seconds, kind: waits.append(seconds) if kind == "budget" else None)
    begun = clock.monotonic()
    for number in range(10_000):
        plan = create_plan(catalog, catalog["organization_types"], {"name": f"Type {number}"})
        client.send(plan, WriteGrant(plan, lambda plan: None, lambda plan, outcome: None))
    assert statuses == [201] * 10_000
    # Three windows are waited out, and not a second more than that.
    assert 900 <= clock.monotonic() - begun < 1005
    assert max(waits) <= 300 and waits.count(0.0) == 3 and waits[-1] == 0.0


def test_without_a_budget_the_server_refuses() -> None:
    clock = HeldClock()
    transport, statuses = near(clock, RateLimit(10, 300.0, clock.monotonic), None)
    for _ in range(11):
        transport.request("GET", "/organization_types")
    assert 429 in statuses


def test_what_somebody_else_used_up_is_learned_from_the_first_refusal() -> None:
    clock = HeldClock()
    limit, budget = RateLimit(10, 300.0, clock.monotonic), Budget(10, 300.0)
    ours, seen_here = near(clock, limit, budget)
    also_ours, seen_there = near(clock, limit, budget)
    for _ in range(8):
        limit.admit("key")
    for _ in range(2):
        ours.request("GET", "/a")
    ours.request("GET", "/a")
    also_ours.request("GET", "/a")
    assert seen_here.count(429) == 1 and 429 not in seen_there


def test_a_budget_is_shared_by_the_clients_of_an_account() -> None:
    budgets = Budgets()
    assert budgets.of("a", 5, 10.0) is budgets.of("a") is not budgets.of("b")
    assert (budgets.of("a").requests, budgets.of("a").seconds) == (5, 10.0)


def test_room_comes_back_after_the_answer_and_not_after_the_question() -> None:
    budget = Budget(2, 10.0)
    assert budget.claim(0.0) == 0 and budget.claim(0.0) == 0
    assert budget.claim(1.0) > 0
    budget.settle(4.0)
    budget.settle(6.0)
    assert budget.claim(5.0) == 9.0
    assert budget.left(14.0) == 1
    assert budget.claim(14.0) == 0 and budget.claim(14.0) == 2.0


def test_no_limit_never_waits() -> None:
    budget = Budget(0)
    assert all(budget.claim(0.0) == 0 for _ in range(5000))
    assert budget.left(0.0) is None


def test_a_refusal_closes_a_budget_for_its_time() -> None:
    budget = Budget(0)
    budget.close(0.0, 30.0)
    budget.close(0.0, 10.0)
    assert budget.wait(20.0) == pytest.approx(10.0)
    assert budget.wait(30.0) == 0


def test_a_request_by_other_means_counts_in_the_budget_and_its_key_goes_nowhere_else() -> None:
    clock = HeldClock()
    budget = Budget(2, 300.0)
    transport = Transport(URL, lambda: "ITG.key", clock=clock, budget=budget, sliced=False)
    for left in (1, 0):
        with transport.turn():
            clock.now += 1
        assert budget.left(clock.now) == left
    begun = clock.now
    with transport.turn():
        assert clock.now - begun >= 298
    assert transport.key_for(f"{URL}/contacts?x=1") == "ITG.key"
    assert [transport.key_for(url) for url in (f"{URL}1/contacts", "https://127.0.0.1:1/", "http://127.0.0.1:2/")] == [
        None, None, None,
    ]  # fmt: skip
    transport.close()
