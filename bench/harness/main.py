"""The command line, and what all goals share in one run."""

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from harness import html, keys, text, tools
from harness.goals import MODULES
from harness.processes import Failure, Processes
from harness.results import Results
from harness.service import Callers

GOALS = sorted(goal for goals in MODULES.values() for goal in goals)
REPORT = tools.PROJECT / "target/bench"


@dataclass
class Bench:
    """What a goal needs to be measured."""

    options: argparse.Namespace
    scratch: Path
    processes: Processes
    java_home: str
    signing_key: Path
    callers: Callers

    def say(self, line):
        print(line, flush=True)

    def trust(self, stub):
        """A trust store with the stub's certificate."""
        path = stub.certificate.with_name("trust.p12")
        return path if path.exists() else keys.trust_store(self.java_home, stub.certificate, path)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures the service beside its peers.")
    parser.add_argument("goals", nargs="*", metavar="GOAL", help=f"{' '.join(GOALS)}; all of them by default")
    parser.add_argument("--repeats", type=int, default=5, help="rounds that count (5)")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--warm-up", type=int, default=60, help="seconds before the first, at most (60)")
    parser.add_argument("--foreign", type=float, default=15,
                        help="percent of the machine that others may use; a round with more is repeated (15)")
    options = parser.parse_args(arguments)
    options.goals = {goal.lower() for goal in options.goals} or set(GOALS)
    unknown = options.goals - set(GOALS)
    if unknown or min(options.repeats, options.seconds, options.warm_up) < 1:
        parser.error(f"there is no goal {', '.join(sorted(unknown))}" if unknown else "numbers begin at 1")
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
        print(f"bench/run: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        processes.end_all()
        shutil.rmtree(scratch, ignore_errors=True)


def run(options, scratch, processes):
    java_home = tools.get_ready(options.goals)
    bench = Bench(options, scratch, processes, java_home, keys.ec_key(scratch / "signing.pem"), Callers(scratch))
    results, broken = Results(), []
    for module, goals in MODULES.items():
        if goals & options.goals:
            name = " ".join(sorted(goals)).upper()
            bench.say(f"{name}: {module.__doc__.splitlines()[0].partition(': ')[2]}")
            try:
                measure_alone(bench, module, results)
            except Failure as failure:
                # The other goals' results are worth having.
                broken.append(f"{name} FAILED: {failure}")
                bench.say(broken[-1])
    results.notes += broken
    results.notes.insert(0, conditions(options, java_home))
    report = text.report(results)
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "report.txt").write_text(report)
    (REPORT / "report.html").write_text(html.report(results))
    print(f"\n{report}\nThe same as a page: {(REPORT / 'report.html').relative_to(tools.PROJECT)}")
    return 1 if broken else 0


def measure_alone(bench, module, results):
    """In a scratch directory and with processes that end with it."""
    everything = bench.scratch
    bench.scratch = Path(tempfile.mkdtemp(dir=everything))
    bench.processes.scratch = bench.scratch
    try:
        module.measure(bench, results)
    finally:
        bench.processes.end_all()
        shutil.rmtree(bench.scratch, ignore_errors=True)
        bench.scratch = bench.processes.scratch = everything


def conditions(options, java_home):
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    version = re.search(r'JAVA_RUNTIME_VERSION="(.*?)"', (Path(java_home) / "release").read_text())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC, {os.cpu_count()} cores"
        f" ({model.group(1) if model else 'unknown'}), JDK {version.group(1) if version else '?'};"
        f" medians of {options.repeats} rounds of {options.seconds} s after at most {options.warm_up} s of warming up"
    )
