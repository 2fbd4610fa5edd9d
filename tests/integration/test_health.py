"""`sippe health DAEMON`, as a supervisor asks it: of that daemon alone, whatever the others do, and soon."""
import signal, subprocess, unittest
from cases import *
from territory import *


class Health(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        self.home = t.path("profile")
        os.makedirs(self.home, 0o700)
        shutil.copy(t.path("peers"), self.home)
        t.write_file("profile/op.key", t.keys["op"].text())

    def ask(self, *words):
        """Exit code, output, seconds."""
        began = time.monotonic()
        done = subprocess.run([os.path.join(BIN, "sippe"), "health", *words], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "SIPPE_HOME": self.home, "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1"})
        return done.returncode, done.stdout + done.stderr, time.monotonic() - began

    def test_the_others_are_absent(self):
        self.t["directory"].start()
        code, output, seconds = self.ask("directory")
        self.assertEqual((code, output), (0, "directory : sert\n"))
        self.assertLess(seconds, 2)  # most of it is the program's own start, under sanitizers
        code, output, seconds = self.ask("directory", "--internal", "--json")
        self.assertEqual((code, json.loads(output)), (0, {"directory": True}))
        self.assertLess(seconds, 2)

    def test_an_absent_one(self):
        self.t["directory"].start()
        code, output, seconds = self.ask("intake")
        self.assertEqual(code, 3, output)
        self.assertIn("intake : pas de réponse", output)
        self.assertNotIn("directory", output)
        self.assertLess(seconds, 8)
        code, output, seconds = self.ask()
        self.assertEqual(code, 3, output)
        self.assertIn("directory : sert", output)
        self.assertLess(seconds, 8)

    def test_one_that_hangs(self):
        """It holds its connections open and says nothing; the others are told apart from it."""
        self.t["directory"].start()
        self.t["intake"].start()
        self.t["intake"].process.send_signal(signal.SIGSTOP)
        try:
            code, output, seconds = self.ask("intake")
            self.assertEqual(code, 3, output)
            self.assertLess(seconds, 8)
            code, output, seconds = self.ask("directory")
            self.assertEqual(code, 0, output)
            self.assertLess(seconds, 2)
        finally:
            self.t["intake"].process.send_signal(signal.SIGCONT)
        self.assertEqual(self.ask("intake")[0], 0)

    def test_a_key_that_is_not_known(self):
        self.t["directory"].start()
        self.t.write_file("profile/op.key", Key("op").text())
        code, output, seconds = self.ask("directory")
        self.assertEqual(code, 4, output)
        self.assertLess(seconds, 8)


if __name__ == "__main__":
    unittest.main()
