"""A daemon's key is changed while the others serve: for a while it is known by two, and is shut out at no moment."""
import subprocess, time, unittest
from cases import *
from territory import *


class Rotate(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t)
        t.settle()

    def peers(self, key, after=None):
        """The peers file with intake's key, and the one that comes after it."""
        with open(self.t.path("peers")) as f:
            lines = [line for line in f if not line.startswith("intake.key")]
        lines += [f"intake.key = {key.public.decode()}\n"] + ([f"intake.key.next = {after.public.decode()}\n"] if after else [])
        self.t.write_file("peers", "".join(lines))

    def restart(self, *daemons):
        for name in daemons:
            self.t[name].stop()
            self.t[name].start()

    def known(self, key):
        """Tests connect by this key from now on."""
        self.t["intake"].key = key
        for client in self.t.clients.values():
            client.close()
        self.t.clients.clear()

    def health(self):
        home = self.t.path("profile")
        os.makedirs(home, 0o700, exist_ok=True)
        shutil.copy(self.t.path("peers"), home)
        self.t.write_file("profile/op.key", self.t.keys["op"].text())
        return subprocess.run([os.path.join(BIN, "sippe"), "health", "intake", "--internal"], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "SIPPE_HOME": home}).returncode

    def test_two_keys_are_valid_at_once(self):
        t = self.t
        old, new = t["intake"].key, Key("intake", "DAEMON")
        self.peers(old, new)
        self.restart(*DAEMONS)  # one after the other, each with the key that it has
        t.settle()
        self.assertEqual(self.health(), 0)
        t["intake"].stop()
        t.write_file("intake.key", new.text())
        t["intake"].start()  # the others are not started again
        began = time.monotonic()
        self.known(new)
        t.allow("late", "DESK", "99001")  # all the others hear it from intake
        t.settle()
        self.assertLess(time.monotonic() - began, 16)  # the silence that ends a link is 20 s
        self.assertEqual(self.health(), 0)
        self.peers(new)
        self.restart(*DAEMONS)
        t.allow("later", "DESK", "99001")
        t.settle()
        self.assertEqual(self.health(), 0)
        t["intake"].stop()
        t.write_file("intake.key", old.text())  # and the old one is nobody's
        code, said = t["intake"].run("--check")
        self.assertEqual(code, 78, said)
        self.assertIn("une autre clé que celle", said)


if __name__ == "__main__":
    unittest.main()
