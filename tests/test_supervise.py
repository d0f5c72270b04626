"""`make serve`: the site and its worker start together and stop together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTE = "import os,time; open(os.environ['{0}'],'a').write(str(os.getpid())+' '); time.sleep(60)"
# Ctrl+C as a terminal sends it: what a script starts in the background would be deaf to it.
PROGRAM = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from newsroom import supervise
supervise.SERVER = ("-c", {NOTE.format("SERVER")!r})
supervise.WORKER, supervise.TURNED_OVER = ("-c", {NOTE.format("WORKER")!r}), ()
supervise.PAUSE, supervise.GRACE = 0.1, 5
sys.exit(supervise.main())
"""


@pytest.fixture
def notes(tmp_path):
    return {"SERVER": str(tmp_path / "server"), "WORKER": str(tmp_path / "worker")}


@pytest.fixture
def supervisor(notes):
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=os.environ | notes)
    yield process
    process.terminate()
    process.wait(10)


def started(path, count=1):
    """Process numbers noted at ``path``, once there are ``count`` of them."""
    for _ in range(200):
        found = Path(path).read_text().split() if Path(path).exists() else []
        if len(found) >= count:
            return [int(number) for number in found]
        time.sleep(0.05)
    pytest.fail(f"{path}: fewer than {count} starts within 10 s")


def is_running(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_it_stops_both(supervisor, notes, how):
    processes = started(notes["SERVER"]) + started(notes["WORKER"])

    supervisor.send_signal(how)

    assert supervisor.wait(10) == 0
    assert [is_running(number) for number in processes] == [False, False]


def test_a_worker_that_was_killed_is_started_again(supervisor, notes):
    [first] = started(notes["WORKER"])
    os.kill(first, signal.SIGKILL)

    assert started(notes["WORKER"], 2)[1] != first
    assert len(started(notes["SERVER"])) == 1


def test_when_the_server_ends_all_ends(supervisor, notes):
    [server], [worker] = started(notes["SERVER"]), started(notes["WORKER"])
    os.kill(server, signal.SIGKILL)

    supervisor.wait(10)
    assert not is_running(worker)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that we are gone")
def test_when_it_is_killed_outright_nothing_goes_on(supervisor, notes):
    processes = started(notes["SERVER"]) + started(notes["WORKER"])

    supervisor.kill()

    supervisor.wait(10)
    until = time.monotonic() + 5
    while any(map(is_alive, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, processes))


def is_alive(number):
    """Running, and not a zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False
