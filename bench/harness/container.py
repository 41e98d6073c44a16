"""The service as its container starts it: the Dockerfile's last stage, without Docker."""

import json
import re
import shutil

from harness import net
from harness.tools import JAR, PROJECT, run


class Container:
    """A directory laid out as the image's, with a trained AOT cache."""

    def __init__(self, bench):
        self.directory = bench.scratch / "app"
        java = f"{bench.java_home}/bin/java"
        run(java, "-Djarmode=tools", "-jar", JAR, "extract", "--destination", self.directory, seconds=120)
        (self.directory / "plugins").mkdir()
        for name in ("jvm.options", "healthcheck"):
            shutil.copy(PROJECT / "src/container" / name, self.directory)
        text = (PROJECT / "Dockerfile").read_text()
        entry_point = json.loads(re.search(r"^ENTRYPOINT (\[.*?\])$", text, re.M | re.S).group(1).replace("\\\n", ""))
        self.command = [java, *entry_point[1:]]
        training = []
        for word in self.command:
            cache = word.startswith("-XX:AOTCache=")
            training += ["-XX:AOTCacheOutput=app.aot", "-Dspring.context.exit=onRefresh"] if cache else [word]
        run(*training, seconds=300, cwd=self.directory, env=net.environment(SPRING_PROFILES_ACTIVE="sandbox"))
