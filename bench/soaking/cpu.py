"""How much of the machine somebody else has."""

import os
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Cpu:
    """From here on."""

    def __init__(self, service):
        self.service = service
        self.began = time.monotonic()
        self.all, self.ours = busy_seconds(), self.own_seconds()

    def foreign(self):
        """Percent of all cores."""
        cores = (time.monotonic() - self.began) * os.cpu_count()
        return max(0.0, 100 * (busy_seconds() - self.all - self.own_seconds() + self.ours) / cores)

    def own_seconds(self):
        mine = os.times()
        own = mine.user + mine.system + mine.children_user + mine.children_system
        # One that has ended is among the children.
        return own + (process_seconds(self.service.child.pid) if self.service.is_running() else 0)


def busy_seconds():
    user, nice, system, _, _, _, _, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + steal) / TICK


def process_seconds(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
