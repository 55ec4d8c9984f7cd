"""Lists: lazy, stable, whole."""

from __future__ import annotations

import pytest

from glueshell.http import TransportError
from glueshell.itglue.errors import ApiError
from glueshell.itglue.queries import Query
from tests.itglue.account import CATALOG, Rows, answer, client_of

ORGANIZATIONS = CATALOG["organizations"]


def ids(*numbers: int) -> list[str]:
    return [str(number) for number in numbers]


def test_every_record_comes_once_over_all_pages() -> None:
    client, transport = client_of(Rows(2500))
    listing = client.list(Query(ORGANIZATIONS))
    assert [record.id for record in listing] == ids(*range(1, 2501))
    assert (listing.total, listing.read, listing.complete) == (2500, 2500, True)
    assert [request.query["page[number]"] for request in transport.requests] == ["1", "2", "3"]
    assert {request.query["page[size]"] for request in transport.requests} == {"1000"}
    assert {request.query["sort"] for request in transport.requests} == {"id"}


def test_nothing_is_asked_before_the_first_record_is_wanted_nor_beyond_the_last_wanted() -> None:
    client, transport = client_of(Rows(2500))
    listing = client.list(Query(ORGANIZATIONS))
    assert transport.requests == []
    for _ in range(1000):
        next(listing)
    assert len(transport.requests) == 1
    assert not listing.complete
    listing.close()
    assert list(listing) == [] and len(transport.requests) == 1


@pytest.mark.parametrize(
    "first, skip, sizes, expected",
    [
        (5, 0, ["5"], range(1, 6)),
        (5, 10, ["5"], range(11, 16)),
        (10, 5, ["15"], range(6, 16)),
        (1500, 0, ["1000", "1000"], range(1, 1501)),
        (20, 990, ["1000", "1000"], range(991, 1011)),
        (0, 0, [], range(0)),
        (10, 2499, ["1000"], range(2500, 2501)),
    ],
)
def test_first_and_skip_take_a_page_that_fits(first: int, skip: int, sizes: list[str], expected: range) -> None:
    client, transport = client_of(Rows(2500))
    listing = client.list(Query(ORGANIZATIONS, first=first, skip=skip))
    assert [record.id for record in listing] == ids(*expected)
    assert [request.query["page[size]"] for request in transport.requests] == sizes


def test_a_page_that_is_too_slow_is_asked_for_in_halves() -> None:
    client, transport = client_of(Rows(900, slow_above=300))
    assert [record.id for record in client.list(Query(ORGANIZATIONS))] == ids(*range(1, 901))
    assert [request.query["page[size]"] for request in transport.requests] == [
        "1000",
        "500",
        "250",
        "250",
        "250",
        "250",
    ]


def test_a_page_in_the_middle_that_is_too_slow_loses_and_repeats_nothing() -> None:
    rows = Rows(2500)
    client, transport = client_of(rows)
    listing = client.list(Query(ORGANIZATIONS))
    first = [next(listing).id for _ in range(1000)]
    rows.slow_above = 334
    assert first + [record.id for record in listing] == ids(*range(1, 2501))
    assert len({request.query["page[size]"] for request in transport.requests}) == 3


def test_a_list_that_is_too_slow_in_the_smallest_pages_fails() -> None:
    client, transport = client_of(Rows(50, slow_above=1))
    with pytest.raises(TransportError):
        list(client.list(Query(ORGANIZATIONS)))
    assert transport.requests[-1].query["page[size]"] == "10"


def test_the_servers_own_timeout_is_answered_with_smaller_pages_too() -> None:
    slow = answer(504, "")
    client, transport = client_of(slow, Rows(3))
    assert len(list(client.list(Query(ORGANIZATIONS)))) == 3
    assert [request.query["page[size]"] for request in transport.requests] == ["1000", "500"]


def test_a_record_seen_twice_is_dropped() -> None:
    rows = Rows(25)
    rows.grow = [{"id": "99", "type": "organizations", "attributes": {}}]
    client, _ = client_of(rows)
    found = [record.id for record in client.list(Query(ORGANIZATIONS, page_size=10))]
    assert found == ids(*range(1, 26))


@pytest.mark.parametrize(
    "meta", [{}, {"total-pages": 2}, {"total-count": 4}, {"next-page": 2, "total-pages": 2}, None],
)  # fmt: skip
def test_paging_ends_whatever_the_answer_says_about_itself(meta: dict[str, object] | None) -> None:
    def page(*numbers: int, last: bool = False) -> object:
        said = None if meta is None else {**meta, **({"next-page": None} if last and "next-page" in meta else {})}
        data = [{"id": str(n), "type": "organizations"} for n in numbers]
        return answer(200, {"data": data} if said is None else {"data": data, "meta": said})

    client, _ = client_of(page(1, 2), page(3, 4, last=True), page())  # type: ignore[arg-type]
    found = [record.id for record in client.list(Query(ORGANIZATIONS, page_size=2))]
    assert found == ids(1, 2, 3, 4)


def test_a_refusal_in_the_middle_is_raised_where_it_happens() -> None:
    first = answer(200, {"data": [{"id": "1", "type": "organizations"}], "meta": {"next-page": 2}})
    client, _ = client_of(first, answer(403, {"message": "Forbidden"}))
    listing = client.list(Query(ORGANIZATIONS, page_size=1))
    assert next(listing).id == "1"
    with pytest.raises(ApiError) as caught:
        next(listing)
    assert caught.value.exit_status == 3
    assert not listing.complete


def test_links_of_an_answer_are_never_followed() -> None:
    evil = {"next": "https://evil.example/organizations?page[number]=2"}
    page = answer(200, {"data": [{"id": "1", "type": "organizations"}], "links": evil, "meta": {"next-page": 2}})
    client, transport = client_of(page, answer(200, {"data": [], "links": evil}))
    assert len(list(client.list(Query(ORGANIZATIONS, page_size=1)))) == 1
    assert {request.path for request in transport.requests} == {"/organizations"}


def test_a_count_costs_one_small_page() -> None:
    client, transport = client_of(Rows(2500))
    assert client.count(Query(ORGANIZATIONS)) == 2500
    assert [request.query["page[size]"] for request in transport.requests] == ["1"]


def test_after_some_pages_in_time_they_are_larger_again() -> None:
    rows = Rows(6000, slow_above=300)
    client, transport = client_of(rows)
    listing = client.list(Query(ORGANIZATIONS))
    first = [next(listing).id for _ in range(500)]
    rows.slow_above = None
    assert first + [record.id for record in listing] == ids(*range(1, 6001))
    sizes = [request.query["page[size]"] for request in transport.requests]
    assert sizes[:3] == ["1000", "500", "250"] and sizes[-1] == "1000"
    assert sizes[2:].count("250") == 4 and sizes[2:].count("500") == 4


def test_a_record_that_is_twice_on_one_page_comes_once_and_one_without_an_id_each_time() -> None:
    data = [{"id": id, "type": "organizations"} for id in ("1", "1", "", "")]
    client, _ = client_of(answer(200, {"data": data}))
    assert [record.id for record in client.list(Query(ORGANIZATIONS))] == ["1", "", ""]


def test_a_closed_list_gives_nothing_more_of_its_page() -> None:
    client, _ = client_of(Rows(50))
    listing = client.list(Query(ORGANIZATIONS))
    next(listing)
    listing.close()
    assert list(listing) == []
