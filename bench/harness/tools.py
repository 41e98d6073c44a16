"""What the benchmark needs besides this project: found, installed if we may, or asked for."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from harness.processes import Failure

PROJECT = Path(__file__).resolve().parents[2]
PEERS = PROJECT / "bench/peers"
JAR = PROJECT / "target/talkdesk-token-vending.jar"
SPRING_JAR = PEERS / "spring/target/bare-spring.jar"
LUA_MODULE = Path("/usr/lib/nginx/modules/ngx_http_lua_module.so")

PACKAGES = {
    "wrk": "wrk",
    "nginx": "nginx-light libnginx-mod-http-lua",
    "node": "nodejs",
    "npm": "npm",
    "openssl": "openssl",
}


def get_ready(goals):
    """Installs what is missing and builds the jars; the JDK's home."""
    needed = set(PACKAGES) if goals & {"g2", "g5"} else set(PACKAGES) - {"node", "npm"}
    missing = {PACKAGES[tool] for tool in needed if not find(tool)}
    if not LUA_MODULE.exists():
        missing.add(PACKAGES["nginx"])
    if missing:
        install(" ".join(sorted(missing)).split())
    java_home = run(PROJECT / ".ci/find-jdk", seconds=30).strip()
    build(java_home, goals)
    return java_home


def find(tool):
    return shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")


def install(packages):
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(f"Please install {' '.join(packages)} (as Debian calls them) and run this again.")
    print(f"Installs {' '.join(packages)}", flush=True)
    run("apt-get", "-qq", "update", seconds=300)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages, seconds=600, env=quiet)


def build(java_home, goals):
    print("Builds the jar" + (" and the peers" if goals & {"g1", "g2", "g5"} else ""), flush=True)
    maven = [PROJECT / "mvnw", "-B", "-ntp", "-q", "-Dmaven.test.skip=true", "package"]
    env = {**os.environ, "JAVA_HOME": java_home}
    run(*maven, seconds=900, env=env)
    if "g1" in goals:
        if boot_version(PROJECT / "pom.xml") != boot_version(PEERS / "spring/pom.xml"):
            raise Failure("bench/peers/spring/pom.xml is to have the Spring Boot version of pom.xml.")
        run(*maven, "-f", PEERS / "spring/pom.xml", seconds=900, env=env)
    if goals & {"g2", "g5"}:
        run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", seconds=300, cwd=PEERS / "node")


def boot_version(pom):
    return re.search(r"<parent>.*?<version>(.*?)</version>", pom.read_text(), re.DOTALL).group(1)


def run(*command, seconds, **options):
    """A command's output; its failure is ours."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            timeout=seconds,
            **{"cwd": PROJECT, "stdin": subprocess.DEVNULL, **options},
        )
    except subprocess.TimeoutExpired as late:
        raise Failure(f"{command[0]} took more than {seconds} s") from late
    if done.returncode:
        raise Failure(f"{command[0]} failed:\n{(done.stdout + done.stderr).decode(errors='replace')[-3000:]}")
    return done.stdout.decode()
