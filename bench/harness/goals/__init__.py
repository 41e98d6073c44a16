"""One module for what is measured together; each adds its findings to the results."""

from harness.goals import callers, fresh, herd, latency, memory, reused, start

# In the order of running. Goals of one module are measured together.
MODULES = {
    reused: {"g1"},
    fresh: {"g2", "g5"},
    latency: {"g3"},
    herd: {"g4"},
    start: {"g6"},
    memory: {"g7"},
    callers: {"g9"},
}
