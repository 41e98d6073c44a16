"""The command line."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from customers import configured, events, installed
from harness import keys, text, tools
from harness.main import REPORT, Bench, conditions, measure_alone
from harness.processes import Failure, Processes
from harness.results import Results
from harness.service import Callers

PARTS = {"configured": configured, "installed": installed, "events": events}


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/appconnect", description="Measures the service with many accounts, and counts what becomes of their events.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{' '.join(PARTS)}; all of them by default")
    parser.add_argument("--installations", type=int, default=10000, help="accounts, or customers (10000)")
    parser.add_argument("--repeats", type=int, default=5, help="rounds that count (5)")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--warm-up", type=int, default=60, help="seconds before the first, at most (60)")
    parser.add_argument("--foreign", type=float, default=15,
                        help="percent of the machine that others may use; a round with more is repeated (15)")
    parser.add_argument("--event-seconds", type=int, default=60, help="for which events are sent (60)")
    parser.add_argument("--rate", type=int, default=100, help="events a second (100)")
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if min(options.repeats, options.seconds, options.warm_up, options.rate, options.event_seconds) < 1:
        parser.error("numbers begin at 1")
    if not 2 <= options.installations <= 100000:
        parser.error("--installations lies between 2 and 100000")
    options.parts = options.parts or list(PARTS)
    return options


def main(arguments):
    options = parse(arguments)
    # Either ends everything in good order, also where a shell had Ctrl-C ignored.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # In memory, so that no disk slows down an audit log.
    scratch = Path(tempfile.mkdtemp(prefix="bench-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    processes = Processes(scratch)
    try:
        return run(options, scratch, processes)
    except Failure as failure:
        print(f"bench/appconnect: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        processes.end_all()
        shutil.rmtree(scratch, ignore_errors=True)


def run(options, scratch, processes):
    java_home = tools.get_ready(set())
    bench = Bench(options, scratch, processes, java_home, keys.ec_key(scratch / "signing.pem"), Callers(scratch))
    results = Results()
    broken = [name for name, module in PARTS.items() if name in options.parts and not measured(bench, module, results)]
    results.notes.insert(0, conditions(options, java_home))
    report = text.report(results)
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "appconnect.txt").write_text(report)
    print(f"\n{report}")
    missed = [finding for finding in results.findings if finding.verdict == "MISSED"]
    return 1 if broken or missed else 0


def measured(bench, module, results):
    """Whether a part came to its end; the others' results are worth having."""
    bench.say(module.__doc__.splitlines()[0])
    try:
        measure_alone(bench, module, results)
        return True
    except Failure as failure:
        results.notes.append(f"{module.__name__.partition('.')[2]} FAILED: {failure}")
        bench.say(results.notes[-1])
        return False
