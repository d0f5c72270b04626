"""Runs the site and its background worker together: ``python -m newsroom.supervise``.

Stopping it stops both. A worker that ends is started again, since readers do not need it; when the
web server ends, all ends, and whoever runs us (systemd, a container) decides what comes next.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[1]
SERVER = ("-m", "gunicorn", "-c", "newsroom/gunicorn_conf.py", "newsroom.wsgi")
WORKER = ("manage.py", "db_worker", "-v0", "--no-startup-delay", "--no-reload", "--interval=0.3")
TURNED_OVER = ("--max-tasks=200",)  # a worker's memory is given back now and then
PAUSE = 2.0  # seconds before a worker that ended is started again
PR_SET_PDEATHSIG = 1  # prctl(2)
GRACE = 25.0  # seconds to finish what is under way


def main() -> int:
    signal.signal(signal.SIGTERM, _stop)
    server = _start(*SERVER)
    worker = _start(*WORKER, *TURNED_OVER)
    ended_at = 0.0
    try:
        while server.poll() is None:
            if worker.poll() is not None:
                ended_at = ended_at or time.monotonic()
                if time.monotonic() - ended_at >= PAUSE:
                    worker, ended_at = _start(*WORKER, *TURNED_OVER), 0.0
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        _end(server, worker)
    return server.returncode if server.returncode > 0 else 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _start(*command: str) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl+C comes to us alone, and we pass it on in order."""
    return subprocess.Popen(  # noqa: S603 (our own commands, our own interpreter)
        [sys.executable, *command],
        cwd=ROOT,
        env=dict(os.environ),
        start_new_session=True,
        preexec_fn=_end_with_us,
    )


def _end_with_us() -> None:
    """In the child: where the system can (Linux), it is stopped when we are killed outright."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
