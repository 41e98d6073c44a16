"""Samples: what a server does under wrk's load, taken in turns with others."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.processes import Failure, ForeignLoad
from harness.stub import Counts, Stub
from harness.tools import find

WARM_UP_STEP = 5  # seconds
LEAST_WARM_UP = 40  # seconds: on few cores a cost may stand still for a while before the next step down
SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Sample:
    """One server under load for some seconds."""

    requests: int
    rate: float  # requests a second
    cpu: float  # microseconds of the server's CPU per request
    p50: float  # milliseconds
    p99: float
    foreign: float  # percent of the machine
    upstream: Counts | None  # what the subject's stub saw meanwhile


@dataclass(frozen=True)
class Subject:
    """A server, or one of its modes, and how it is asked."""

    name: str
    process: object
    url: str
    credentials: Path | None = None  # one Authorization header a line, behind a path of its own if need be
    connections: int = 50
    stub: Stub | None = None  # whose counts are of interest
    form: Path | None = None  # posted, if any


def sample(bench, subject, seconds):
    threads = min(subject.connections, os.cpu_count())
    command = [find("wrk"), f"-t{threads}", f"-c{subject.connections}", f"-d{seconds}", "--timeout", "20",
               "-s", SCRIPT, subject.url, "--", subject.credentials or "-", subject.form or "-"]
    before = subject.stub.counts() if subject.stub else None
    cpu = subject.process.cpu_seconds()
    with ForeignLoad(bench.processes) as foreign:
        # Far beyond what it should take, so that nothing waits for ever.
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=seconds + 60)
    cpu = subject.process.cpu_seconds() - cpu
    if not subject.process.is_running():
        raise Failure(f"{subject.name}: the server has ended:\n{subject.process.last_lines()}")
    if done.returncode or not done.stdout.strip():
        raise Failure(f"wrk failed: {done.stdout}{done.stderr}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    if told["not_2xx"] or told["broken"] or not told["requests"]:
        raise Failure(f"{subject.name}: not all requests were answered with 200: {told}\n{subject.process.last_lines()}")
    subject.process.forget_log()
    return Sample(
        requests=told["requests"],
        rate=told["requests"] / told["micros"] * 1e6,
        cpu=cpu / told["requests"] * 1e6,
        p50=told["p50"] / 1000,
        p99=told["p99"] / 1000,
        foreign=foreign.percent,
        upstream=subject.stub.counts().since(before) if subject.stub else None,
    )


def in_turns(bench, subjects, seconds=None):
    """Rounds of samples, one of each subject a round, by the subject's name; after they have warmed up."""
    for subject in subjects:
        warm_up(bench, subject)
    return repeat(
        bench,
        lambda: {subject.name: sample(bench, subject, seconds or bench.options.seconds) for subject in subjects},
        lambda one: max(taken.foreign for taken in one.values()),
    )


def warm_up(bench, subject):
    """Until a request costs no less than before: a JVM compiles for long, and longer on a busy machine."""
    bench.say(f"  warms up: {subject.name}")
    costs = []
    for _ in range(max(1, bench.options.warm_up // WARM_UP_STEP)):
        costs.append(sample(bench, subject, WARM_UP_STEP).cpu)
        if len(costs) >= LEAST_WARM_UP // WARM_UP_STEP and min(costs[-2:]) > 0.97 * min(costs[:-2]):
            return


def repeat(bench, take, foreign_of):
    """Rounds without much foreign load; where there is no peace, the calmest of those that were taken."""
    wanted, limit = bench.options.repeats, bench.options.foreign
    rounds = []
    for _ in range(2 * wanted):
        one = take()
        rounds.append(one)
        if foreign_of(one) > limit:
            bench.say(f"  a round with {foreign_of(one):.0f} % foreign load does not count")
        if sum(foreign_of(one) <= limit for one in rounds) == wanted:
            break
    return sorted(rounds, key=foreign_of)[:wanted] if len(rounds) > wanted else rounds
