"""The processes of a run: each is started here, watched here, and ended here, by its id."""

import os
import signal
import subprocess
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Failure(Exception):
    """The run cannot go on; the message says why."""


class Process:
    def __init__(self, name, child, log):
        self.name = name
        self.child = child
        self.pid = child.pid
        self.log = log

    def is_running(self):
        return self.child.poll() is None

    def cpu_seconds(self):
        """User and system time of this process and its children so far."""
        return sum(cpu_seconds(pid) for pid in family(self.pid))

    def peak_rss_mb(self):
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        raise Failure(f"{self.name} has ended")

    def forget_log(self):
        """What it wrote so far is of no more use; a run would fill the memory with it."""
        os.truncate(self.log, 0)

    def last_lines(self):
        """Of what it wrote, without the audit log's lines of requests that went well."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join([line for line in lines if '"status":200' not in line][-20:])

    def end(self):
        for signal_number, patience in ((signal.SIGTERM, 35), (signal.SIGKILL, 10)):
            if not self.is_running():
                return
            self.child.send_signal(signal_number)
            try:
                self.child.wait(patience)
            except subprocess.TimeoutExpired:
                pass


class Processes:
    def __init__(self, scratch):
        self.scratch = scratch
        self.running = []

    def start(self, name, command, env, cwd):
        log = self.scratch / f"{name}.log"
        # Appending, so that the file can be cut while it is written.
        with open(log, "ab") as output:
            child = subprocess.Popen(
                [str(word) for word in command],
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Ctrl-C is for us, who then end the others.
                start_new_session=True,
            )
        process = Process(name, child, log)
        self.running.append(process)
        return process

    def end(self, process):
        process.end()
        self.running.remove(process)

    def end_all(self):
        for process in reversed(list(self.running)):
            self.end(process)

    def cpu_seconds(self):
        """Of everything this run has started, and of itself."""
        mine = os.times()
        ended = mine.user + mine.system + mine.children_user + mine.children_system
        return ended + sum(process.cpu_seconds() for process in self.running)


class ForeignLoad:
    """How much of the machine somebody else had, in percent, from here to the end of the block."""

    def __init__(self, processes):
        self.processes = processes
        self.percent = 0.0

    def __enter__(self):
        self.began = time.monotonic()
        self.all, self.ours = busy_seconds(), self.processes.cpu_seconds()
        return self

    def __exit__(self, *_):
        seconds = (time.monotonic() - self.began) * os.cpu_count()
        foreign = (busy_seconds() - self.all) - (self.processes.cpu_seconds() - self.ours)
        self.percent = max(0.0, 100 * foreign / seconds) if seconds else 0.0


def busy_seconds():
    """All processes, and what a hypervisor took. Interrupts belong to nobody, so they are left out."""
    user, nice, system, _, _, _, _, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + steal) / TICK


def cpu_seconds(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def family(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid] + [one for child in children for one in family(int(child))]
