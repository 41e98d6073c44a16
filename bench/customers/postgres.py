"""A PostgreSQL of this run's own: the one that the tests use, from Maven's repository, and as much of a client as we need."""

import os
import re
import shutil
import socket
import struct
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from harness import net
from harness.processes import Failure
from harness.tools import PROJECT, run

USER = "postgres"
NOBODY = 65534
REPOSITORY = Path.home() / ".m2/repository/io/zonky/test/postgres"


class Postgres:
    """A server on loopback, as it is configured by itself, on disk: each commit is written through."""

    def __init__(self, bench):
        self.directory = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
        try:
            self._start(bench)
        except BaseException:
            self.remove()
            raise

    def _start(self, bench):
        with zipfile.ZipFile(_jar()) as jar:
            name = next(name for name in jar.namelist() if name.endswith(".txz"))
            with jar.open(name) as packed, tarfile.open(fileobj=packed, mode="r|xz") as tar:
                tar.extractall(self.directory, filter="tar")
        self.port = net.free_port()
        data, binaries = self.directory / "data", self.directory / "bin"
        # It refuses to be root.
        other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        if other:
            os.chown(self.directory, NOBODY, NOBODY)
        run(*other, binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "--locale=C", "-E", "UTF8",
            seconds=120, cwd=self.directory)
        self.process = bench.processes.start(
            "postgres",
            [*other, binaries / "postgres", "-D", data, "-p", self.port, "-c", "listen_addresses=127.0.0.1",
             "-c", "unix_socket_directories="],
            net.environment(), self.directory)
        self._await()

    def _await(self):
        for _ in range(300):
            if not self.process.is_running():
                break
            try:
                return self.query("postgres", "select 1")
            except (OSError, Failure):
                time.sleep(0.1)
        raise Failure(f"PostgreSQL did not start:\n{self.process.last_lines()}")

    def query(self, database, statement):
        """The rows, as texts; a transaction of its own, over a connection of its own."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            with connection.makefile("rwb") as stream:
                start = f"user\0{USER}\0database\0{database}\0\0".encode()
                stream.write(struct.pack("!ii", len(start) + 8, 196608) + start)
                _answer(stream)
                text = statement.encode() + b"\0"
                stream.write(b"Q" + struct.pack("!i", len(text) + 4) + text)
                return _answer(stream)

    def create(self, name, template="template0"):
        self.query("postgres", f"create database {name} template {template}")

    def url(self, name):
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{name}"

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)


def _jar():
    version = re.search(r"<embedded-postgres-binaries.version>(.*?)<", (PROJECT / "pom.xml").read_text()).group(1)
    found = sorted(REPOSITORY.glob(f"embedded-postgres-binaries-*/{version}/*.jar"))
    if not found:
        raise Failure(f"There is no PostgreSQL in {REPOSITORY}; ./mvnw verify brings it.")
    return found[0]


def _answer(stream):
    """Reads until the server is ready for more (PostgreSQL's manual, Message Formats)."""
    stream.flush()
    rows, problem = [], None
    while True:
        kind, length = struct.unpack("!ci", _read(stream, 5))
        body = _read(stream, length - 4)
        match kind:
            case b"D":
                rows.append(_row(body))
            case b"E":
                problem = b" ".join(part[1:] for part in body.split(b"\0") if part[:1] in (b"M", b"D"))
                if not rows and b"FATAL" in body:
                    raise Failure(problem.decode(errors="replace"))
            case b"Z" if problem:
                raise Failure(problem.decode(errors="replace"))
            case b"Z":
                return rows


def _read(stream, length):
    octets = stream.read(length)
    if len(octets) < length:
        raise Failure("PostgreSQL has closed the connection.")
    return octets


def _row(body):
    count, at, row = struct.unpack("!h", body[:2])[0], 2, []
    for _ in range(count):
        length = struct.unpack("!i", body[at : at + 4])[0]
        row.append(None if length < 0 else body[at + 4 : at + 4 + length].decode())
        at += 4 + max(length, 0)
    return tuple(row)
