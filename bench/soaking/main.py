"""The command line."""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from soaking import report, service
from soaking.keys import Failure
from soaking.run import Run

TARGET = service.PROJECT / "target/bench"


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/soak", description="Drives the service through faults for some minutes and tells what was lost.")
    parser.add_argument("--minutes", type=float, default=10, help="of the whole run, about (10; at least 2)")
    parser.add_argument("--outage", type=float, help="minutes of the outage, instead of 30 percent of the run")
    parser.add_argument("--rate", type=int, default=200, help="requests a second (200)")
    parser.add_argument("--no-build", action="store_true", help="take the jar in target/ as it is")
    options = parser.parse_args(arguments)
    if not 2 <= options.minutes <= 240 or not 10 <= options.rate <= 2000 or not 0 <= (options.outage or 0) <= 240:
        parser.error("--minutes lies between 2 and 240, --rate between 10 and 2000, --outage between 0 and 240")
    return options


def main(arguments):
    options = parse(arguments)
    # Either ends everything in good order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # In memory, so that no disk slows down an audit log.
    directory = Path(tempfile.mkdtemp(prefix="soak-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    run = Run(directory, options.minutes, options.outage, options.rate, lambda line: print(line, flush=True))
    try:
        if not options.no_build or not service.JAR.exists():
            service.build()
        return soak(run, options)
    except Failure as failure:
        print(f"bench/soak: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        run.end()
        shutil.rmtree(directory, ignore_errors=True)


def soak(run, options):
    before = time.gmtime()
    load = os.getloadavg()[0]
    bound = sum(run.seconds.values()) * 1.5 + 600
    try:
        asyncio.run(asyncio.wait_for(run.go(), bound))
    except TimeoutError:
        raise Failure(f"The run was not over after {bound:.0f} s.") from None
    run.conditions.insert(0, f"{time.strftime('%Y-%m-%d %H:%M', before)} UTC, {os.cpu_count()} cores, load before"
                             f" {load:.1f}; --minutes {options.minutes:g} --rate {options.rate}, deadline {service.DEADLINE} s")
    text = report.text(run)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "soak.txt").write_text(text)
    for log in run.service.logs:
        shutil.copy(log, TARGET)
    print(f"\n{text}")
    lost = any(phase.lost for phase in run.phases) or not all(holds for _, holds, _ in run.verdicts)
    return 1 if lost else 0
