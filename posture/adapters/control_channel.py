"""The local line between a running monitor and the commands that ask it. It never leaves the computer.

A Unix domain socket (0600, in a folder of 0700 that must be the user's own); on Windows a named pipe with
a key that stands in a file only the user can read. One line of JSON goes each way, then it is closed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Any, Protocol

from posture.adapters.private_files import FILE_MODE, make_private_folder, storage_errors, write_private_file
from posture.errors import ControlError

LARGEST_LINE_BYTES = 65_536
LONGEST_ADDRESS_BYTES = 100
"""What every system allows in the address of a Unix socket: macOS 103, Linux 107."""


class Channel(Protocol):
    """One end of one exchange."""

    def receive(self) -> bytes:
        """One line, without its end.

        Raises:
            OSError: nothing whole came in time.
        """
        ...

    def send(self, line: bytes) -> None:
        """Send one line; `OSError` when nobody takes it."""
        ...

    def is_gone(self) -> bool:
        """Whether the other end has left and waits for no answer."""
        ...

    def close(self) -> None:
        """End the exchange."""
        ...


class Listener(Protocol):
    """The monitor's end."""

    def accept(self) -> Channel:
        """Wait for somebody; `OSError` once closed."""
        ...

    def close(self) -> None:
        """Let nobody in any more; may be called twice."""
        ...


if sys.platform == "win32":
    import secrets
    from multiprocessing import AuthenticationError
    from multiprocessing.connection import Client, Connection, PipeConnection
    from multiprocessing.connection import Listener as PipeListener

    _KEY_BYTES = 32

    def listen(folder: Path, *, timeout_s: float) -> Listener:
        """Open the monitor's end; the caller makes sure that he is the only one.

        Raises:
            ControlError: it cannot be opened.
            StorageError: the key cannot be written.
        """
        write_private_file(_key_file(folder), secrets.token_bytes(_KEY_BYTES))
        try:
            return _Pipes(folder, timeout_s)
        except OSError as error:
            msg = f"cannot open the control pipe ({error}); set POSTURE_HOME to another folder"
            raise ControlError(msg) from error

    def connect(folder: Path, *, timeout_s: float) -> Channel:
        """Open the other end; `OSError` when no monitor listens."""
        key = _key_file(folder).read_bytes()
        try:
            return _PipeChannel(Client(_pipe_name(folder), "AF_PIPE", authkey=key), timeout_s)
        except (AuthenticationError, EOFError) as error:
            raise ConnectionRefusedError from error

    def _key_file(folder: Path) -> Path:
        return folder / "control.key"

    def _pipe_name(folder: Path) -> str:
        return rf"\\.\pipe\posture-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"

    class _Pipes:
        def __init__(self, folder: Path, timeout_s: float) -> None:
            key = _key_file(folder).read_bytes()
            self._listener = PipeListener(_pipe_name(folder), "AF_PIPE", authkey=key)
            self._timeout_s = timeout_s

        def accept(self) -> Channel:
            while True:
                try:
                    return _PipeChannel(self._listener.accept(), self._timeout_s)
                except (AuthenticationError, EOFError):
                    continue  # somebody without the key, or gone again

        def close(self) -> None:
            self._listener.close()

    class _PipeChannel:
        def __init__(
            self, connection: Connection[Any, Any] | PipeConnection[Any, Any], timeout_s: float
        ) -> None:
            self._connection = connection
            self._timeout_s = timeout_s

        def receive(self) -> bytes:
            if not self._connection.poll(self._timeout_s):
                raise TimeoutError
            try:
                return self._connection.recv_bytes(LARGEST_LINE_BYTES)
            except EOFError as error:
                raise ConnectionResetError from error

        def send(self, line: bytes) -> None:
            self._connection.send_bytes(line)

        def is_gone(self) -> bool:
            try:
                self._connection.poll(0)
            except OSError:
                return True
            return False

        def close(self) -> None:
            self._connection.close()

else:
    import select
    import socket
    import stat
    import tempfile
    from contextlib import suppress

    def listen(folder: Path, *, timeout_s: float) -> Listener:
        """Open the monitor's end; the caller makes sure that he is the only one.

        A socket that a killed monitor left behind is removed.

        Raises:
            ControlError: it cannot be opened, or others could get at it.
            StorageError: its folder cannot be made.
        """
        path = _socket_path(folder)
        make_private_folder(path.parent)
        if not _ours_alone(path.parent):
            msg = (
                f"{path.parent} is open to others, so the monitor cannot be controlled through it; "
                "make it yours alone (chmod 700) or set POSTURE_HOME to another folder"
            )
            raise ControlError(msg)
        with storage_errors(path):
            path.unlink(missing_ok=True)
        try:
            return _Sockets(path, timeout_s)
        except OSError as error:
            msg = f"cannot open the control socket {path} ({error}); set POSTURE_HOME to another folder"
            raise ControlError(msg) from error

    def connect(folder: Path, *, timeout_s: float) -> Channel:
        """Open the other end; `OSError` when no monitor listens."""
        path = _socket_path(folder)
        if not _ours_alone(path.parent):
            raise ConnectionRefusedError
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(timeout_s)
            line.connect(str(path))
        except BaseException:
            line.close()
            raise
        return _SocketChannel(line)

    def _socket_path(folder: Path) -> Path:
        """In `folder`; where that address would be too long, in a private folder for temporary files."""
        path = folder / "control.sock"
        if len(os.fsencode(path)) <= LONGEST_ADDRESS_BYTES:
            return path
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"posture-{os.getuid()}-{name}" / path.name

    def _ours_alone(folder: Path) -> bool:
        """Whether only this user can get at what is in `folder`; `OSError` when it is not there."""
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077

    class _Sockets:
        def __init__(self, path: Path, timeout_s: float) -> None:
            self._path = path
            self._timeout_s = timeout_s
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                self._socket.bind(str(path))
                path.chmod(FILE_MODE)
                self._socket.listen()
            except BaseException:
                self._socket.close()
                raise

        def accept(self) -> Channel:
            line, _ = self._socket.accept()
            line.settimeout(self._timeout_s)
            return _SocketChannel(line)

        def close(self) -> None:
            # Closing alone does not wake a thread that waits in `accept`.
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    class _SocketChannel:
        def __init__(self, line: socket.socket) -> None:
            self._line = line

        def receive(self) -> bytes:
            got = bytearray()
            while not got.endswith(b"\n"):
                piece = self._line.recv(4096)
                if not piece or len(got) > LARGEST_LINE_BYTES:
                    raise ConnectionResetError
                got += piece
            return bytes(got[:-1])

        def send(self, line: bytes) -> None:
            self._line.sendall(line + b"\n")

        def is_gone(self) -> bool:
            if not select.select([self._line], [], [], 0.0)[0]:
                return False  # it waits, and says nothing
            try:
                return self._line.recv(1, socket.MSG_PEEK) == b""
            except OSError:
                return True

        def close(self) -> None:
            self._line.close()
