"""Runs a command with `--dask ADDRESS` of a Dask cluster, two processes started for it on this computer."""

from __future__ import annotations

import subprocess
import sys

if __name__ == "__main__":
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        done = subprocess.run([*sys.argv[1:], "--dask", cluster.scheduler_address], check=False)
    sys.exit(done.returncode)
