"""Dask: the one place that imports it, and late.  A cluster, or processes on this machine, as an executor."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from typing import Any

from povsim.errors import Fault, InputError

SECONDS = 20
"""So long a scheduler may take to answer."""


def connected(address: str, workers: int) -> Executor:
    """An executor on the cluster at an address, or on new processes of this machine where there is none.

    Raises InputError where Dask is not installed or nobody answers.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError([Fault("--executor", None, "", "dask is not installed: pip install 'povsim[dask]'")]) from None
    if not address:
        local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
        return _Cluster(Client(local), local)
    try:
        return _Cluster(Client(address, timeout=SECONDS), None)
    except (OSError, ValueError) as fault:
        raise InputError([Fault("--dask-address", None, "", f"nobody answers at {address} ({fault})")]) from None


class _Cluster(Executor):
    """Dask's own executor, closed together with the client and the processes that were begun for it."""

    def __init__(self, client: Any, local: Any) -> None:
        self._client, self._local, self._inside = client, local, client.get_executor(pure=False)

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """Hand out a piece of work; Dask gives it to another worker where one dies."""
        made: Future[Any] = self._inside.submit(work, *arguments, **named)
        return made

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what was begun here ends."""
        self._inside.shutdown(wait=False)
        self._client.close()
        if self._local is not None:
            self._local.close()
