"""Names of machines in `peers`, and a name server that never answers: of all that is told here, nobody may wait for it.

In namespaces of its own (unshare), where the name server is a socket on 127.0.0.1 that takes questions and is silent, and
/etc/hosts is a file of the test. Where namespaces are not allowed: skipped, with a sentence.
"""
import subprocess, unittest
from cases import *
from territory import *

INSIDE = "SIPPE_INSIDE"


def inside():
    """Runs this file again in the namespaces; its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"), ("hosts", "127.0.0.1 localhost\n"),
                           ("nsswitch.conf", "hosts: files dns\n")):
            with open(os.path.join(folder, name), "w") as f:
                f.write(text)
        mounts = " && ".join(f"mount --bind {folder}/{n} /etc/{n}" for n in ("resolv.conf", "hosts", "nsswitch.conf"))
        enter = ["unshare", "-rnm", "sh", "-c", f"{mounts} && ip link set lo up && exec \"$@\"", "sh"]
        try:
            allowed = subprocess.run([*enter, "true"], capture_output=True, text=True)
            why = allowed.stderr.strip()
        except FileNotFoundError as e:
            allowed, why = None, str(e)
        if not allowed or allowed.returncode:
            print(f"namespaces are not allowed here ({why}): a silent name server is not tried")
            return 77
        return subprocess.run([*enter, sys.executable, *sys.argv], env={**os.environ, INSIDE: folder}).returncode


class Names(unittest.TestCase):
    def setUp(self):
        self.silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.silent.bind(("127.0.0.1", 53))
        self.addCleanup(self.silent.close)
        self.hosts("")
        self.t = t = Territory()
        self.addCleanup(t.close)
        peers = pathlib_text(t.path("peers"))
        # scheduling is behind a name that nobody resolves, notifications behind one of /etc/hosts, directory has an address
        for daemon, host in (("scheduling", "lost.example"), ("notifications", "localhost")):
            for endpoint in t[daemon].endpoint.values():
                peers = peers.replace(endpoint, endpoint.replace("127.0.0.1", host))
        t.write_file("peers", peers)
        with open(t["scheduling"].config, "a") as f:
            f.write("".join(f"{side} = {endpoint}\n" for side, endpoint in t["scheduling"].endpoint.items()))
        with open(t["notifications"].config, "a") as f:
            f.write("".join(f"{side} = {endpoint}\n" for side, endpoint in t["notifications"].endpoint.items()))
        os.makedirs(t.path("profile"), 0o700)
        shutil.copy(t.path("peers"), t.path("profile"))
        t.write_file("profile/op.key", t.keys["op"].text())

    def hosts(self, more):
        with open(os.path.join(os.environ[INSIDE], "hosts"), "w") as f:
            f.write("127.0.0.1 localhost\n" + more)

    def sippe(self, *words):
        began = time.monotonic()
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "SIPPE_HOME": self.t.path("profile"), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1"})
        return done.returncode, done.stdout + done.stderr, time.monotonic() - began

    def up(self, peer):
        return any(e["peer"] == peer and e["up"] for e in self.t["intake"].events("link"))

    def test_a_silent_name_server(self):
        t = self.t
        for daemon in ("intake", "directory", "notifications"):
            t[daemon].start()
        t.until(lambda: self.up("directory") and self.up("notifications"), 10, "links to an address and to a name of the file")
        for _ in range(20):  # each is a connection of its own
            code, output, seconds = self.sippe("health", "intake")
            self.assertEqual((code, output), (0, "intake : sert\n"))
            self.assertLess(seconds, 2)
        code, output, seconds = self.sippe("health", "notifications")
        self.assertEqual(code, 0, output)
        code, output, seconds = self.sippe("health", "scheduling")
        self.assertEqual(code, 3, output)
        self.assertIn("le nom de sa machine n'a pas d'adresse", output)
        self.assertLess(seconds, 8)
        began = time.monotonic()
        t["intake"].stop()  # with a look-up under way
        self.assertLess(time.monotonic() - began, 3)

    def test_a_name_that_is_found_later(self):
        t = self.t
        self.silent.close()  # a name server that is not there at all: look-ups end at once
        t["intake"].start()
        t["scheduling"].start()
        t.until(lambda: t["intake"].events("link.name"), 10, "said in the log")
        self.assertEqual(t["intake"].events("link.name")[0]["found"], False)
        self.assertFalse(self.up("scheduling"))
        self.hosts("127.0.0.1 lost.example\n")
        t.until(lambda: self.up("scheduling"), 30, "found, and connected to")

    def test_a_peer_that_moved(self):
        """The name has another address when the daemon comes back; the link finds it there."""
        t = self.t
        self.hosts("127.0.0.2 lost.example\n")
        side = t["scheduling"].endpoint["internal"]
        t["intake"].start()
        t["scheduling"].start("--internal", side.replace("127.0.0.1", "127.0.0.2"))
        t.until(lambda: self.up("scheduling"), 20, "connected at the first address")
        t["scheduling"].stop()
        self.hosts("127.0.0.3 lost.example\n")
        before = len(t["intake"].events("link"))
        t["scheduling"].start("--internal", side.replace("127.0.0.1", "127.0.0.3"))
        t.until(lambda: len(t["intake"].events("link")) > before and t["intake"].events("link")[-1]["up"], 60,
                "connected at the second one")


def pathlib_text(path):
    with open(path) as f:
        return f.read()


if __name__ == "__main__":
    if INSIDE not in os.environ:
        sys.exit(inside())
    unittest.main()
