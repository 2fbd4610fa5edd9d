"""An empty store under the name of a daemon that had one: nobody serves from it, and everybody says what is the matter."""
import subprocess, unittest
from cases import *
from territory import *


class Standing(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t)
        t.settle()
        t.until(lambda: all(f.heard_ms for d in DAEMONS for f in t.status(d).followed), what="each heard of each")
        self.kept = t.path("kept")

    def empty(self, daemon):
        """As when a disk is replaced: the folder is there, and nothing in it."""
        d = self.t[daemon]
        os.rename(d.dir, self.kept)
        os.makedirs(d.dir, 0o700)

    def give_back(self, daemon):
        d = self.t[daemon]
        shutil.rmtree(d.dir)
        os.rename(self.kept, d.dir)

    def followed(self, who, journal):
        return next(f for f in self.t.status(who).followed if f.journal == journal)

    def sippe(self, *words):
        home = self.t.path("profile")
        if not os.path.exists(home):
            os.makedirs(home, 0o700)
            shutil.copy(self.t.path("peers"), home)
            self.t.write_file("profile/op.key", self.t.keys["op"].text())
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "SIPPE_HOME": home, "LC_ALL": "fr_CA.UTF-8",
                                   "NO_COLOR": "1"})
        return done.returncode, done.stdout + done.stderr

    def test_it_is_not_ready_and_says_why(self):
        for daemon in DAEMONS:
            with self.subTest(daemon=daemon):
                self.t[daemon].stop()
                self.empty(daemon)
                self.assertEqual(self.t[daemon].launch(), 66)
                fault = self.t[daemon].events("fault")[-1]
                self.assertEqual((fault["what"], fault["exit"]), ("store.unknown", 66))
                self.assertIn("une autre base sous le nom de ce démon", self.t[daemon].tail())
                self.assertIn("RUNBOOK", self.t[daemon].tail())
                self.assertEqual(self.t[daemon].launch(), 66)  # nothing was written: it asks again
                self.give_back(daemon)
                self.t[daemon].start()
                self.t.settle()

    def test_it_began_while_nobody_was_there(self):
        """It is ready then, and stops as soon as one comes who knows better; the followers take nothing of it."""
        t = self.t
        t.stop_all()
        self.empty("intake")
        t["intake"].start()
        t["directory"].start()
        t.until(lambda: not t["intake"].alive(), 20, "the wrong store stops by itself")
        self.assertEqual(t["intake"].process.wait(), 66)
        t["intake"].process = None
        t.until(lambda: self.followed("directory", "intake").stopped.startswith("another store"), 10, "said in the status")
        code, output = self.sippe("status")
        self.assertIn("directory ← intake : flux arrêté (ce démon a une autre base que celle suivie jusqu'ici", output)
        self.give_back("intake")
        t["intake"].start()
        t.until(lambda: self.followed("directory", "intake").stopped == "", 20, "the right store is followed again")
        self.assertEqual(t.status("directory").rules, "2026-11")

    def test_lost_for_good(self):
        t = self.t
        t["intake"].stop()
        self.empty("intake")
        self.assertEqual(t["intake"].launch(), 66)
        for follower in ("scheduling", "directory", "notifications"):
            code, output = self.sippe("stream", "resume", follower, "intake")
            self.assertEqual(code, 0, output)
        t["intake"].start()
        t.until(lambda: all(self.followed(f, "intake").heard_ms and not self.followed(f, "intake").stopped
                            for f in ("scheduling", "directory", "notifications")), 30, "the new journal is followed")
        t["intake"].stop()
        t["intake"].start()  # from now on it is this one

    def test_commands_wait_for_the_word(self):
        """While it asks, nothing is taken: a peer that hangs is waited for, but not for ever."""
        t = self.t
        t.stop_all()
        self.empty("scheduling")
        t["intake"].start()
        t["intake"].process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        try:
            t["scheduling"].start()
            self.assertGreater(time.monotonic() - began, 2.5)
            self.assertEqual(t["scheduling"].events("store.empty")[-1]["asking"], True)
        finally:
            t["intake"].process.send_signal(signal.SIGCONT)
        t.until(lambda: not t["scheduling"].alive(), 30, "the word comes late")
        self.assertEqual(t["scheduling"].process.wait(), 66)
        t["scheduling"].process = None


if __name__ == "__main__":
    unittest.main()
