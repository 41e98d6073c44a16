"""G7: the most memory the process ever held under load, as the container and as Heroku start it."""

from harness.container import Container
from harness.measure import Subject, repeat, sample
from harness.results import Finding
from harness.service import Service
from harness.stub import Stub

HEROKU = "-Xmx300m -Xss512k"
APPS = ("fresh-tls", "shared", "users")


def measure(bench, results):
    stub = Stub(bench, "stub")
    container = Container(bench)
    tokens = bench.callers.tokens("ES256")
    number = 0

    def peak(**how):
        nonlocal number
        number += 1
        service = Service(bench, f"memory-{number}", stub, APPS, **how)
        loads = [
            sample(bench, Subject(app, service.process, service.url(app), tokens if app == "users" else bench.callers.basic),
                   max(10, 2 * bench.options.seconds))
            for app in APPS
        ]
        peak = service.process.peak_rss_mb()
        bench.processes.end(service.process)
        return peak, max(load.foreign for load in loads)

    for label, must, target, how in (
        ("as the container starts it", 300, 200, {"command": container.command, "directory": container.directory}),
        ("with Heroku's flags", 400, 200, {"env": {"JAVA_TOOL_OPTIONS": HEROKU}}),
    ):
        rounds = repeat(bench, lambda: peak(**how), lambda one: one[1])
        results.findings.append(
            Finding("G7", f"RSS under load, {label}", must, target, [one[0] for one in rounds],
                    [one[1] for one in rounds], "MB"))
