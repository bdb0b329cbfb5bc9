"""What this process gives up for good, where the system lets it: the network, new privileges, core dumps.

On Linux a seccomp filter refuses every new socket but those of the family AF_UNIX (the control socket, the
desktop's notifications), with EPERM, for this process, its threads and everything it starts. Sockets are also
made by io_uring, past that call, so that is refused too. What was given up cannot be taken back: call
`confine` only in a process of our own, never in one that somebody else's program shares.

Numbers: linux/seccomp.h, linux/bpf_common.h, linux/audit.h, linux/prctl.h and the system call tables.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_FILTER_ALL_THREADS = 1  # SECCOMP_FILTER_FLAG_TSYNC
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000  # SECCOMP_RET_ERRNO, with the number of the error in the low half
_LOAD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # in struct seccomp_data; little endian
_AF_UNIX = 1
_IO_URING_SETUP = 425
_X32_FROM = 0x40000000
"""Calls of the second interface of x86-64 have numbers from here on; none of ours are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    audit: int
    socket: int
    seccomp: int


_MACHINES = {
    "x86_64": _Machine(audit=0xC000003E, socket=41, seccomp=317),
    "aarch64": _Machine(audit=0xC00000B7, socket=198, seccomp=277),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """What was given up; what was not is the system's doing, or was asked for."""

    privileges: bool
    core_dumps: bool
    network: bool


_done: list[Confinement] = []
"""What this process has given up: it cannot be taken back, so it is the process's own, not a caller's."""


def confine(*, network: bool) -> Confinement:
    """Give up what is not needed; `network` says that it is. Never fails: where it cannot be, nothing is."""
    _done.append(_confine(network=network))
    return _done[-1]


def given_up() -> Confinement | None:
    """What this process has given up; `None`: it was never asked to."""
    return _done[-1] if _done else None


def _confine(*, network: bool) -> Confinement:
    core_dumps = _no_core_file()
    if sys.platform != "linux":
        return Confinement(privileges=False, core_dumps=core_dumps, network=False)
    libc = ctypes.CDLL(None, use_errno=True)
    # Without this a core dump that is piped to a program ignores the limit on its size.
    core_dumps = _prctl(libc, _PR_SET_DUMPABLE, 0) and core_dumps
    privileges = _prctl(libc, _PR_SET_NO_NEW_PRIVS, 1)
    refused = not network and privileges and _refuse_sockets(libc)
    return Confinement(privileges=privileges, core_dumps=core_dumps, network=refused)


def network_is_refused() -> bool | None:
    """Whether a socket of the internet's family is refused to this process; `None` where none is ever.

    It is asked for and let go at once: nothing is sent, and no name is looked up.
    """
    if sys.platform != "linux":
        return None
    import socket  # noqa: PLC0415 - nobody else here needs it

    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT)
    return False


def core_dumps_are_off() -> bool:
    """Whether this process leaves no memory behind when it crashes."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - Windows has none

    limited = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    if sys.platform != "linux":
        return limited
    return limited and ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) != 1  # PR_GET_DUMPABLE


def privileges_are_fixed() -> bool | None:
    """Whether nothing this process starts can get more rights than it has; `None` where nobody knows."""
    if sys.platform != "linux":
        return None
    return bool(ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1)  # PR_GET_NO_NEW_PRIVS


def _no_core_file() -> bool:
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - Windows has none

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def _prctl(libc: ctypes.CDLL, option: int, value: int) -> bool:
    return bool(libc.prctl(option, value, 0, 0, 0) == 0)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _refuse_sockets(libc: ctypes.CDLL) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.byteorder != "little" or sys.maxsize < 2**32:
        return False
    code = _filter(machine)
    program = _Program(length=len(code) // 8, instructions=code)
    done = libc.syscall(machine.seccomp, _SECCOMP_SET_MODE_FILTER, _FILTER_ALL_THREADS, ctypes.byref(program))
    return bool(done == 0)


def _filter(machine: _Machine) -> bytes:
    """The filter's instructions; jumps count the instructions they skip, when true and when false."""
    refuse = (_RETURN, 0, 0, _REFUSE | errno.EPERM)
    steps = (
        (_LOAD_WORD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_IF_EQUAL, 1, 0, machine.audit),
        refuse,  # another interface of the same kernel: its numbers mean other calls
        (_LOAD_WORD, 0, 0, _NUMBER_AT),
        (_JUMP_IF_AT_LEAST, 5, 0, _X32_FROM),
        (_JUMP_IF_EQUAL, 4, 0, _IO_URING_SETUP),
        (_JUMP_IF_EQUAL, 0, 2, machine.socket),
        (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_IF_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        refuse,
    )
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
