"""G6: from start to readiness, with the container's AOT cache and as one jar."""

from statistics import median

from harness.container import Container
from harness.measure import repeat
from harness.processes import ForeignLoad
from harness.results import Finding
from harness.service import Service
from harness.stub import Stub


def measure(bench, results):
    stub = Stub(bench, "stub")
    container = Container(bench)
    number = 0

    def start(**how):
        nonlocal number
        number += 1
        # No app is asked for a token: that is not part of being ready.
        service = Service(bench, f"start-{number}", stub, ["fresh"], ask=False, **how)
        bench.processes.end(service.process)
        return service.seconds_to_readiness

    def both():
        with ForeignLoad(bench.processes) as foreign:
            # AOTMode=on ends a JVM whose cache does not fit, instead of passing over it.
            cached = start(command=container.command, directory=container.directory,
                           env={"JAVA_TOOL_OPTIONS": "-XX:AOTMode=on"})
            fat = start()
        return cached, fat, foreign.percent

    both()  # The files are in memory then.
    rounds = repeat(bench, both, lambda one: one[2])
    foreign = [one[2] for one in rounds]
    results.findings.append(
        Finding("G6", "start to readiness: AOT cache ÷ fat jar", 0.5, 0.3, [one[0] / one[1] for one in rounds], foreign))
    cached, fat = (median(one[index] for one in rounds) for index in (0, 1))
    results.notes.append(f"Start to readiness: {cached:.2f} s with the AOT cache, {fat:.2f} s as a fat jar")
