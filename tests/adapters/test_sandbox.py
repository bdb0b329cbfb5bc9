"""What a process gave up is gone: asked in a process of its own, for it cannot be taken back."""

from __future__ import annotations

import errno
import json
import struct
import subprocess
import sys

import pytest

from posture.adapters import sandbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux offers these")

ASK = """
import errno, json, os, resource, socket, subprocess, sys, tempfile, threading
from posture.adapters import sandbox

def tried(family, kind):
    try:
        socket.socket(family, kind).close()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "open"

def asked(answers):
    answers["inet"] = tried(socket.AF_INET, socket.SOCK_STREAM)
    answers["inet6"] = tried(socket.AF_INET6, socket.SOCK_DGRAM)
    answers["netlink"] = tried(socket.AF_NETLINK, socket.SOCK_RAW)
    answers["unix"] = tried(socket.AF_UNIX, socket.SOCK_STREAM)

go, elsewhere = threading.Event(), {}
older = threading.Thread(target=lambda: (go.wait(), asked(elsewhere)))
older.start()
confined = sandbox.confine(network=sys.argv[1] == "network")
here = {}
asked(here)
go.set()
older.join()
child = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], capture_output=True)
a, b = socket.socketpair()
with tempfile.TemporaryDirectory() as folder:
    server = socket.socket(socket.AF_UNIX)
    server.bind(folder + "/s")
    server.listen()
    client = socket.socket(socket.AF_UNIX)
    client.connect(folder + "/s")
print(json.dumps({
    "here": here, "older thread": elsewhere, "child": child.stderr.decode().splitlines()[-1:],
    "told": [confined.privileges, confined.core_dumps, confined.network],
    "asked": [sandbox.privileges_are_fixed(), sandbox.core_dumps_are_off(), sandbox.network_is_refused()],
    "cores": resource.getrlimit(resource.RLIMIT_CORE),
}))
"""


def answers(which: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, which], capture_output=True, text=True, check=True, timeout=60
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_without_a_stream_every_socket_but_a_local_one_is_refused_in_every_thread_and_child() -> None:
    refused = {"inet": "EPERM", "inet6": "EPERM", "netlink": "EPERM", "unix": "open"}
    assert answers("none") == {
        "here": refused,
        "older thread": refused,
        "child": ["PermissionError: [Errno 1] Operation not permitted"],
        "told": [True, True, True],
        "asked": [True, True, True],
        "cores": [0, 0],
    }


def test_with_a_stream_the_network_stays_and_the_rest_is_given_up() -> None:
    found = answers("network")
    assert found["here"] == dict.fromkeys(("inet", "inet6", "netlink", "unix"), "open")
    assert found["told"] == [True, True, False]
    assert found["asked"] == [True, True, False]


def told_by(code: bytes, architecture: int, number: int, first_argument: int = 0) -> int:
    """What the kernel would read in the filter: the answer to one system call (linux/filter.h)."""
    instructions = list(struct.iter_unpack("<HBBI", code))
    data = struct.pack("<IIQQ", number, architecture, 0, first_argument)
    value = at = 0
    while True:
        operation, if_true, if_false, operand = instructions[at]
        at += 1
        match operation:
            case 0x20:
                (value,) = struct.unpack_from("<I", data, operand)
            case 0x15:
                at += if_true if value == operand else if_false
            case 0x35:
                at += if_true if value >= operand else if_false
            case 0x06:
                return int(operand)
            case _:
                raise AssertionError(operation)


@pytest.mark.parametrize(
    ("machine", "architecture", "socket_call"), [("x86_64", 0xC000003E, 41), ("aarch64", 0xC00000B7, 198)]
)
def test_the_filter_of_each_processor_refuses_sockets_and_io_uring_and_nothing_else(
    machine: str, architecture: int, socket_call: int
) -> None:
    code = sandbox._filter(sandbox._MACHINES[machine])
    allowed, refused = 0x7FFF0000, 0x00050000 | errno.EPERM
    calls = {number: told_by(code, architecture, number) for number in range(600)}
    assert {number for number, answer in calls.items() if answer != allowed} == {socket_call, 425}
    families = {family: told_by(code, architecture, socket_call, family) for family in range(50)}
    assert {family for family, answer in families.items() if answer == allowed} == {1}
    assert set(calls.values()) | set(families.values()) == {allowed, refused}
    assert told_by(code, 0x40000028, 1) == refused  # 32 bits on the same kernel
    assert told_by(code, architecture, 0x40000000) == refused  # x32, and no call at all elsewhere
