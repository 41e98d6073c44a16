"""What a JVM holds."""

import re

from harness.processes import Failure
from harness.tools import run


def heap(bench, process):
    """Bytes of its heap that are in use after a full collection, which the listing does first."""
    listing = run(f"{bench.java_home}/bin/jcmd", process.pid, "GC.class_histogram", seconds=120)
    total = re.search(r"^Total\s+\d+\s+(\d+)", listing, re.MULTILINE)
    if not total:
        raise Failure(f"jcmd tells no total: {listing[-300:]}")
    return int(total.group(1))
