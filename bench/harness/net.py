"""Loopback: free ports, waiting for a server, and the environment servers get."""

import os
import socket
import time
import urllib.error
import urllib.request

from harness.processes import Failure


def free_ports(count):
    # All held at once, so that no two are the same.
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def free_port():
    return free_ports(1)[0]


def environment(**more):
    """Nothing of the caller's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **{name: str(value) for name, value in more.items()}}


def await_answer(process, url, seconds=180, pause=0.01):
    """Returns when the server answers 200, with the time this took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if not process.is_running():
            raise Failure(f"{process.name} ended before it was ready:\n{process.last_lines()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(pause)
    raise Failure(f"{process.name} is not ready after {seconds} s:\n{process.last_lines()}")


def get(url, headers):
    """A server's answer, as one text; anything but 200 is a failure of the run."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        raise Failure(f"{url} answers {refused.code}: {refused.read().decode(errors='replace')}") from refused
