"""Hands buckets to an ActivityWatch server on this computer, and to nothing else."""

from __future__ import annotations

import ipaddress
import json
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from posture.errors import PostureError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.activitywatch import Bucket

TIMEOUT_S = 10.0
MARGIN = timedelta(minutes=1)
"""A server rounds when it looks for a window's events, and cuts off what lies over the window's edges: what
is ours is asked for well inside them."""


class ActivityWatchServer:
    """The server at an address such as `http://127.0.0.1:5600`.

    Raises:
        UsageError: the address is not one of this computer.
    """

    def __init__(self, address: str) -> None:
        self._address = _loopback(address)
        # A proxy of the environment, or a redirection, would carry the data off this computer.
        self._opener = build_opener(ProxyHandler({}), _NoRedirect())

    def put(self, buckets: Mapping[str, Bucket]) -> None:
        """Make the server's buckets of ours hold these events in their time, and no others.

        Doing it twice changes nothing; what began before the first or after the last of a bucket stays.

        Raises:
            PostureError: the server does not answer, or refuses.
        """
        for bucket_id, bucket in buckets.items():
            path = f"buckets/{quote(bucket_id, safe='')}"
            about = {key: bucket[key] for key in ("client", "type", "hostname")}
            # It is there already: what the server answers then is no failure.
            self._ask("POST", path, about, fine=HTTPStatus.NOT_MODIFIED)
            wanted = {_identity(event): event for event in bucket["events"]}
            starts = [_start(event) for event in bucket["events"]]
            ends = [_start(event) + timedelta(seconds=event["duration"]) for event in bucket["events"]]
            window = {"start": min(starts) - MARGIN, "end": max(ends) + MARGIN}
            query = urlencode({name: at.isoformat() for name, at in window.items()})
            for event in self._ask("GET", f"{path}/events?{query}") or []:
                known = wanted.pop(_identity(event), None) is not None
                if not known and min(starts) <= _start(event) <= max(starts):
                    self._ask("DELETE", f"{path}/events/{event['id']}")
            if wanted:
                self._ask("POST", f"{path}/events", list(wanted.values()))

    def _ask(self, method: str, path: str, payload: object = None, *, fine: int | None = None) -> Any:  # noqa: ANN401 - JSON
        request = Request(  # noqa: S310 - http on the loopback address, as `_loopback` makes sure
            f"{self._address}/api/0/{path}",
            data=None if payload is None else json.dumps(payload).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            error.close()
            if error.code == fine:
                return None
            raise PostureError(f"the server at {self._address} {_refusal(error)}") from error
        except (URLError, OSError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            msg = f"no server answers at {self._address} ({reason}); start ActivityWatch, or use --out"
            raise PostureError(msg) from error
        except ValueError as error:
            msg = f"the server at {self._address} gives no JSON; is it ActivityWatch?"
            raise PostureError(msg) from error


def _refusal(error: HTTPError) -> str:
    answer = f"({error.code} {error.reason})"
    if error.code == HTTPStatus.UNAUTHORIZED:
        return f"wants an API key {answer}, which this program does not have; use --out and import the file"
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"failed by itself {answer}; its own log says why, or use --out and import the file"
    return f"refuses {answer}; is it ActivityWatch?"


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_request: object) -> None:
        """Follow none: the answer that would send elsewhere is then an error like any other."""


def _loopback(address: str) -> str:
    """The address, if it is `http` on this computer; `localhost` as the number it stands for."""
    refusal = UsageError(
        f"{address} is not an address of this computer; only loopback addresses are used, such as "
        "http://127.0.0.1:5600"
    )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or 5600
        number = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise refusal from error
    if parts.scheme != "http" or not number.is_loopback or parts.path not in ("", "/") or parts.username:
        raise refusal
    return f"http://[{number}]:{port}" if number.version == 6 else f"http://{number}:{port}"


def _identity(event: Mapping[str, Any]) -> tuple[datetime, int, str]:
    """What makes two events the same, whatever number the server gave them."""
    duration_ms = round(1000 * float(event["duration"]))
    return _start(event), duration_ms, json.dumps(event["data"], sort_keys=True)


def _start(event: Mapping[str, Any]) -> datetime:
    at = datetime.fromisoformat(str(event["timestamp"]))
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
