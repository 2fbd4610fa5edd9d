"""What else could keep a submission, each a server of Debian's on a loopback port with its data in the benchmark's folder."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from process import Server, measured, output, say, scratch

PORTS = {"postgresql": 24201, "redis": 24202, "rabbitmq": 24203, "dist": 24204, "epmd": 24205, "nats": 24206}
PACKAGES = {"postgresql": ["postgresql-15", "libpq-dev"], "redis": ["redis-server"],
            "rabbitmq": ["rabbitmq-server", "librabbitmq-dev"], "nats": ["nats-server", "libnats-dev"]}
POSTGRES = "/usr/lib/postgresql/15/bin"


def until_open(port, seconds=30):
    import socket
    for _ in range(seconds * 10):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"nothing listens on {port}")


class Postgresql:
    name = "postgresql"

    def __init__(self, bench):
        self.bench, self.dir = bench, bench.dir / "postgresql"
        self.dir.mkdir(mode=0o755)
        shutil.chown(self.dir, "postgres")
        data = self.dir / "data"
        output("su", "postgres", "-c", f"{POSTGRES}/initdb -D {data} -A trust", cwd="/")
        self.server = Server("su", "postgres", "-c",
                             f"exec {POSTGRES}/postgres -D {data} -p {PORTS['postgresql']} -k '' "
                             "-c listen_addresses=127.0.0.1 -c max_connections=300 -c synchronous_commit=on",
                             stdout=open(self.dir / "log", "wb"), stderr=subprocess.STDOUT, cwd="/", start_new_session=True)
        self.info = f"host=127.0.0.1 port={PORTS['postgresql']} user=postgres dbname=postgres"
        until_open(PORTS["postgresql"])
        time.sleep(1)

    def measure(self, level):
        """As many connections as in flight; past 16 also 16 connections, pipelined: fewer processes to switch between."""
        program = self.bench.program("postgres")
        found = measured(program, self.info, level, level, self.bench.seconds)
        if level > 16:
            found += measured(program, self.info, 16, level, self.bench.seconds)
        return found + self.same_work(level)

    def same_work(self, level):
        with scratch() as folder:
            return measured(self.bench.program("postgres-same"), self.info, folder, min(level, 16), level, self.bench.seconds)

    def stop(self):
        pid = int((self.dir / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGINT)
        self.server.process.wait(30)


class Redis:
    name = "redis"

    def __init__(self, bench):
        self.bench, folder = bench, bench.fresh("redis")
        self.server = Server("redis-server", "--port", PORTS["redis"], "--bind", "127.0.0.1", "--dir", folder, "--save", "",
                             "--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no",
                             stdout=open(folder / "log", "wb"), stderr=subprocess.STDOUT)
        until_open(PORTS["redis"])

    def measure(self, level):
        return measured(self.bench.program("redis"), PORTS["redis"], min(level, 16), level, self.bench.seconds)

    def stop(self):
        self.server.stop()


class Rabbitmq:
    name = "rabbitmq"

    def __init__(self, bench):
        self.bench, folder = bench, bench.fresh("rabbitmq")
        (folder / "rabbitmq.conf").write_text(f"listeners.tcp.local = 127.0.0.1:{PORTS['rabbitmq']}\n"
                                              "disk_free_limit.absolute = 200MB\n")
        env = {**os.environ, "HOME": str(folder), "RABBITMQ_NODENAME": "bench@localhost",
               "RABBITMQ_MNESIA_BASE": str(folder / "data"), "RABBITMQ_LOG_BASE": str(folder / "log"),
               "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"), "RABBITMQ_DIST_PORT": str(PORTS["dist"]),
               "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"), "ERL_EPMD_PORT": str(PORTS["epmd"]),
               "ERL_EPMD_ADDRESS": "127.0.0.1", "RABBITMQ_PID_FILE": str(folder / "pid"),
               "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}"}
        self.epmd = Server("epmd", "-address", "127.0.0.1", "-port", PORTS["epmd"])
        time.sleep(0.5)
        self.server = Server("/usr/lib/rabbitmq/bin/rabbitmq-server", env=env, stdout=open(folder / "out", "wb"),
                             stderr=subprocess.STDOUT, start_new_session=True)
        until_open(PORTS["rabbitmq"], 120)
        time.sleep(3)

    def measure(self, level):
        return measured(self.bench.program("rabbitmq"), PORTS["rabbitmq"], level, self.bench.seconds)

    def stop(self):
        if self.server.process.poll() is None:
            os.killpg(self.server.process.pid, signal.SIGTERM)  # its own session: the shell and the emulator
            try:
                self.server.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.server.process.pid, signal.SIGKILL)
        self.epmd.stop()

class Nats:
    """JetStream acknowledges what it has not flushed: durable is only what lies in files that are written through."""
    name = "nats"

    def __init__(self, bench):
        self.bench, folder = bench, bench.fresh("nats")
        output("chattr", "+S", folder)
        self.server = Server("nats-server", "-a", "127.0.0.1", "-p", PORTS["nats"], "-js", "-sd", folder,
                             stdout=open(bench.dir / "nats.log", "wb"), stderr=subprocess.STDOUT)
        until_open(PORTS["nats"])

    def measure(self, level):
        return measured(self.bench.program("nats"), PORTS["nats"], level, self.bench.seconds)

    def stop(self):
        self.server.stop()


KINDS = {kind.name: kind for kind in (Postgresql, Redis, Rabbitmq, Nats)}


def install(peers):
    missing = [p for peer in peers for p in PACKAGES[peer]
               if subprocess.run(["dpkg", "-s", p], capture_output=True).returncode]
    if not missing:
        return
    say("installing " + " ".join(missing))
    policy = pathlib.Path("/usr/sbin/policy-rc.d")
    made = not policy.exists()
    if made:  # so that no server is started by its package
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        output("apt-get", "update")
        output("apt-get", "install", "-y", "--no-install-recommends", *missing,
               env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    finally:
        if made:
            policy.unlink()
