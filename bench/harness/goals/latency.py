"""G3: what the service adds to an upstream of 20 ms, every token fresh."""

from harness.measure import Subject, in_turns
from harness.results import Finding, foreign_loads
from harness.service import Service
from harness.stub import Stub

# 50 connections first: by one alone a JVM would not get warm.
BARS = {50: (("p50", 2.0, 1.0), ("p99", 10.0, 5.0)), 1: (("p50", 1.5, 1.0), ("p99", 4.0, 3.0))}


def measure(bench, results):
    stub = Stub(bench, "stub")
    service = Service(bench, "service", stub, ["fresh-20ms"])
    for connections, bars in BARS.items():
        plural = f"{connections} connection" + ("s" if connections > 1 else "")
        ours, direct = f"ours, fresh token, 20 ms upstream, {plural}", f"the 20 ms upstream itself, {plural}"
        rounds = in_turns(bench, [
            Subject(ours, service.process, service.url("fresh-20ms"), bench.callers.basic, connections),
            Subject(direct, stub.process, f"{stub.plain}/20ms/oauth/token", connections=connections),
        ], seconds=max(bench.options.seconds, 10 if connections == 1 else 0))
        results.keep(rounds)
        for figure, must, target in bars:
            added = [getattr(one[ours], figure) - getattr(one[direct], figure) for one in rounds]
            results.findings.append(
                Finding("G3", f"added latency {figure}, {plural}", must, target, added, foreign_loads(rounds), "ms"))
