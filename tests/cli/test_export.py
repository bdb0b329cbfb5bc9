"""`posture export activitywatch`: a file for its import, or a server on this very computer."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from posture.adapters.activitywatch_server import ActivityWatchServer
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import UsageError
from posture.events import BreakTaken, VerifiedBy
from posture.labels import Label
from tests.session_story import SessionStory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture.instant import Instant
    from tests.cli.conftest import Command

Buckets = dict[str, list[dict[str, Any]]]


@pytest.fixture
def logged(posture: Command) -> Command:
    """A user with one short session in his log, on 2026-11-20."""
    database = posture.home / "data" / "posture.sqlite3"
    database.parent.mkdir(parents=True)
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().sit(100).slouch(Label.SLOUCHED, 20).away(90).sit(30).end().events))
    store.close()
    return posture


class Server(ThreadingHTTPServer):
    """What ActivityWatch answers, as far as we ask it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.buckets: Buckets = {}
        self.asked: list[str] = []
        self.answer: tuple[int, bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def handle_one(self) -> None:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        payload = json.loads(self.rfile.read(length) or b"null")
        parts = url.path.split("/")[4:]
        self.server.asked.append(f"{self.command} {'/'.join(parts[1:]) or 'bucket'}")
        if self.server.answer is not None:
            self.reply(*self.server.answer)
            return
        events = self.server.buckets.setdefault(parts[0], []) if len(parts) > 1 else []
        if len(parts) == 1:
            known = parts[0] in self.server.buckets
            self.server.buckets.setdefault(parts[0], [])
            self.reply(304 if known else 200, b"" if known else b"{}")
        elif self.command == "POST":
            events.extend({**event, "id": len(events) + index} for index, event in enumerate(payload))
            self.reply(200, b"null")
        elif self.command == "DELETE":
            events[:] = [event for event in events if str(event["id"]) != parts[2]]
            self.reply(200, b'{"success": true}')
        else:
            begin, end = (datetime.fromisoformat(parse_qs(url.query)[key][0]) for key in ("start", "end"))
            overlapping = [event for event in events if begin < ends(event) and starts(event) <= end]
            self.reply(200, json.dumps([clipped(event, begin, end) for event in overlapping]).encode())

    do_GET = do_POST = do_DELETE = handle_one  # noqa: N815 - the names of http.server

    def reply(self, code: int, body: bytes) -> None:
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "http://192.0.2.1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


def clipped(event: dict[str, Any], begin: datetime, end: datetime) -> dict[str, Any]:
    """As ActivityWatch gives it: without what lies outside the window."""
    start, until = max(starts(event), begin), min(ends(event), end)
    return {**event, "timestamp": start.isoformat(), "duration": (until - start).total_seconds()}


def starts(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(event["timestamp"])


def ends(event: dict[str, Any]) -> datetime:
    return starts(event) + timedelta(seconds=event["duration"])


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_file_for_the_import(logged: Command, tmp_path: Path) -> None:
    out = tmp_path / "buckets.json"
    ran = logged("export", "activitywatch", "--out", str(out))
    assert (ran.code, ran.out, ran.err) == (0, "", f"posture: 4 events in 2 buckets written to {out}\n")
    assert out.stat().st_mode & 0o777 == 0o600
    made = json.loads(out.read_text())["buckets"]
    assert sorted(bucket["type"] for bucket in made.values()) == ["afkstatus", "posture.episode"]
    assert all(
        set(bucket) == {"id", "type", "client", "hostname", "created", "events"} for bucket in made.values()
    )
    printed = logged("export", "activitywatch", "--out", "-", "--from", "2026-11-20", "--to", "2026-11-20")
    assert json.loads(printed.out)["buckets"] == made


def test_a_server_gets_them_once_however_often_they_are_handed_over(logged: Command, server: Server) -> None:
    words = ("export", "activitywatch", "--server", server.address)
    ran = logged(*words, http_proxy="http://192.0.2.1:9")
    assert (ran.code, ran.err) == (0, f"posture: 4 events in 2 buckets handed to {server.address}\n")
    presence = next(events for name, events in server.buckets.items() if "presence" in name)
    assert [(event["duration"], event["data"]["status"]) for event in presence] == [
        (120.0, "not-afk"),
        (90.0, "afk"),
        (30.0, "not-afk"),
    ]
    before = json.dumps(server.buckets)
    server.asked.clear()
    assert logged(*words).code == 0
    assert json.dumps(server.buckets) == before
    assert server.asked == ["POST bucket", "GET events"] * 2
    other = {"timestamp": presence[0]["timestamp"], "duration": 1.0, "data": {"status": "afk"}, "id": 77}
    presence.append(other)
    assert logged(*words).code == 0
    assert json.dumps(server.buckets) == before


def told_break(at: Instant) -> BreakTaken:
    return BreakTaken(at=at, duration_s=0, verified_by=VerifiedBy.SELF_REPORT, prompted=True)


def test_a_day_alone_leaves_its_neighbours_and_doubles_nothing(posture: Command, server: Server) -> None:
    evening = datetime(2026, 11, 19, 23, 58, tzinfo=UTC)
    story = SessionStory(started=evening).sit(110).away(90).sit(100).say(told_break).sit(30).end()
    database = posture.home / "data" / "posture.sqlite3"
    database.parent.mkdir(parents=True)
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    store.close()
    words = ("export", "activitywatch", "--server", server.address)
    assert posture(*words).code == 0
    before = json.dumps(server.buckets)
    assert [len(events) for events in server.buckets.values()] == [3, 1]
    for day in ("2026-11-19", "2026-11-20"):
        assert posture(*words, "--from", day, "--to", day).code == 0
    assert json.dumps(server.buckets) == before


def test_a_server_that_refuses_sends_elsewhere_or_is_none(logged: Command, server: Server) -> None:
    words = ("export", "activitywatch", "--server", server.address)
    for answer, says in (
        ((500, b""), "failed by itself (500 Internal Server Error); its own log says why"),
        ((401, b""), "wants an API key (401 Unauthorized)"),
        ((404, b""), "refuses (404 Not Found); is it ActivityWatch?"),
        ((302, b""), "refuses (302 Found)"),
        ((200, b"<html>"), "gives no JSON"),
    ):
        server.answer = answer
        ran = logged(*words)
        assert (ran.code, says in ran.err, ran.err.count("\n")) == (1, True, 1), ran
    server.shutdown()
    server.server_close()
    ran = logged(*words)
    assert (ran.code, "no server answers at" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1:5600",
        "http://example.org",
        "https://127.0.0.1:5600",
        "http://127.0.0.1.example.org",
        "http://user@127.0.0.1",
        "http://127.0.0.1/elsewhere",
        "http://[::ffff:192.0.2.1]",
        "http://0.0.0.0:5600",
        "http://127.0.0.1:port",
        "127.0.0.1:5600",
        "",
    ],
)
def test_other_computers_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is not an address of this computer; only loopback"):
        ActivityWatchServer(address)


def test_addresses_of_this_computer(logged: Command) -> None:
    for address in ("http://127.0.0.1", "http://localhost:5600/", "http://127.3.2.1:1", "http://[::1]:5600"):
        ActivityWatchServer(address)
    ran = logged("export", "activitywatch", "--server", "http://192.0.2.1:5600")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_wrong_use_and_an_empty_log(logged: Command, tmp_path: Path) -> None:
    out = tmp_path / "there.json"
    out.write_text("mine")
    for words, code, says in (
        ([], 2, "name a file with --out"),
        (["--out", str(out)], 1, "exists already"),
        (["--out", "-", "--from", "soon"], 2, "--from soon is no date"),
        (["--out", "-", "--to", "0001-01-01"], 2, "is no date"),
        (["--out", "-", "--from", "2026-11-20", "--to", "2026-11-19"], 2, "put the earlier date first"),
        (["--out", "-", "--from", "2026-11-22"], 1, "nothing was recorded in that time"),
    ):
        ran = logged("export", "activitywatch", *words)
        assert (ran.code, says in ran.err, ran.err.count("\n"), ran.out) == (code, True, 1, ""), ran
    assert out.read_text() == "mine"
    assert logged("export", "activitywatch", "--out", str(out), "--force").code == 0
