"""Jobs on one process, on many, or on a Dask cluster; results come as they are ready, in any order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posture.adapters.native_log import redirect_native_stderr
from posture.errors import PostureError, UsageError
from tui.batch_work import Job, Result, failed, replay_one
from tui.fault_text import fault_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WAITING_FOR_EACH = 2
"""Jobs handed over for each worker: none is idle, and few are lost when the user stops it."""
_ON_A_CLUSTER = 256
"""The same for a cluster, whose workers come and go."""

_ENDED = (
    "the process that replayed it was ended by the system, perhaps for lack of memory; "
    "replay it alone, or with fewer workers"
)

Done = tuple[Job, Result]


def on_this_computer(jobs: Iterable[Job], workers: int, log_file: Path) -> Iterator[Done]:
    """Replay the jobs in so many processes; with one worker in this very process.

    Where a process is ended by the system, the jobs that were under way are done again, each in a process
    of its own, so that only the one to blame fails.
    """
    if workers == 1:
        redirect_native_stderr(log_file)
        for job in jobs:
            yield job, replay_one(job)
        return
    left = iter(jobs)
    broken = True
    while broken:
        with _pool(workers, log_file) as pool:
            suspects = yield from _through(pool, left, _WAITING_FOR_EACH * workers)
        broken = bool(suspects)
        for job in suspects:
            with _pool(1, log_file) as pool:
                if (yield from _through(pool, iter([job]), 1)):
                    yield job, failed(_ENDED)


def on_a_cluster(jobs: Iterable[Job], address: str) -> Iterator[Done]:
    """Replay the jobs on the Dask cluster at `address`, whose workers must see the same files.

    Raises:
        UsageError: the library for it is not installed.
        PostureError: the cluster cannot be reached.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            '--dask needs the library dask[distributed]; install this program as "posture[dask]"'
        ) from error
    try:
        client = Client(address, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PostureError(f"no Dask cluster answers at {address} ({error}); check the address") from error
    with client:
        executor = client.get_executor(pure=False)
        # A cluster starts the work of a lost worker anew by itself, and gives it up after some times.
        for job in (yield from _through(executor, iter(jobs), _ON_A_CLUSTER)):
            yield job, failed(_ENDED)


def _through(executor: Executor, jobs: Iterator[Job], most: int) -> Generator[Done, None, list[Job]]:
    """Hand over at most so many jobs at a time; gives back those that a broken pool left undone."""
    running: dict[Future[Result], Job] = {}
    undone: list[Job] = []
    while not undone:
        while len(running) < most and (job := next(jobs, None)) is not None:
            try:
                running[executor.submit(replay_one, job)] = job
            except BrokenProcessPool:
                undone.append(job)
                break
        if not running:
            break
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            job = running.pop(future)
            error = future.exception()
            if error is None:
                yield job, future.result()
            elif isinstance(error, BrokenProcessPool):
                undone.append(job)
            else:
                yield job, failed(f"it could not be replayed there ({fault_words(error)})")
    return [*undone, *running.values()]


@contextmanager
def _pool(workers: int, log_file: Path) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at once when the user stops the work."""
    # Started afresh rather than forked: threads of native libraries do not live through a fork.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(log_file,)
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(log_file: Path) -> None:
    # Ctrl-C reaches every process of a terminal; the first one decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first_process, daemon=True).start()
    redirect_native_stderr(log_file)


def _end_with_the_first_process() -> None:
    """One that is killed can tell nobody; the others would wait for work for good."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)
