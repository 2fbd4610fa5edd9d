"""How a daemon starts, refuses to start, and says why: a sentence in French, one in English, an exit code (runtime/fault.h)."""
import re, socket, unittest
from cases import *
from checking import *
from territory import *


def reconfigured(t, daemon, name, value):
    """The daemon's file with another value of this name, or without it."""
    lines = [line for line in t[daemon].config_text().splitlines(True) if not line.startswith(name + " ")]
    t.write_file(daemon + ".conf", "".join(lines) + (f"{name} = {value}\n" if value else ""))


class Start(unittest.TestCase):
    def setUp(self):
        self.t = Territory()
        self.addCleanup(self.t.close)

    def refused(self, daemon, code, event, fr, en, *options, env=None):
        got, output = self.t[daemon].run(*options, env=env)
        self.assertEqual(got, code, output)
        self.assertIn(fr, output)
        self.assertIn(en, output)
        last = json.loads(output.strip().splitlines()[-1])
        self.assertEqual((last["event"], last["what"], last["exit"]), ("fault", event, code))

    def test_port_in_use(self):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of a test before may linger there
            s.bind(("127.0.0.1", int(self.t["directory"].endpoint["public"].rsplit(":", 1)[1])))
            s.listen()
            self.refused("directory", 69, "port.taken", "déjà prise", "already in use")

    def test_second_daemon_on_the_store(self):
        self.t["directory"].start()
        other = free_ports(2)
        self.refused("directory", 75, "store.in_use", "un autre démon la tient déjà", "is in use",
                     "--internal", f"tcp://127.0.0.1:{other[0]}", "--public", f"tcp://127.0.0.1:{other[1]}")
        self.assertEqual(self.t.status("directory").daemon, "directory")

    def test_newer_format(self):
        self.t["directory"].start()
        self.t["directory"].stop()
        doctor(self.t.root, "directory", "newer-format")
        self.refused("directory", 76, "store.newer", "version plus récente", "newer release")

    def test_type_of_a_newer_release(self):
        self.t["intake"].start()
        adopt(self.t)
        self.t["intake"].stop()
        doctor(self.t.root, "intake", "newer-type")
        self.refused("intake", 76, "store.newer", "version plus récente", "sippe.later.Learned, which this release does not")

    def test_index_that_the_release_before_did_not_have(self):
        """It is made before anything is served, and whoever supervises is told that the start goes on."""
        self.t["directory"].start()
        self.t["directory"].stop()
        doctor(self.t.root, "directory", "lose-index", "organizations_by_name")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.bind(self.t.path("notify"))
            s.settimeout(5)
            self.t["directory"].start(env={"NOTIFY_SOCKET": self.t.path("notify")})
            self.assertEqual([s.recv(100), s.recv(100)], [b"EXTEND_TIMEOUT_USEC=120000000", b"READY=1"])
        made = self.t["directory"].events("store.making")
        self.assertEqual([(e["what"], e["done"], e["of"]) for e in made], [("organizations_by_name", 0, 0)])
        self.t["directory"].stop()
        self.assertEqual(self.t["directory"].run("--verify")[0], 0)

    def test_wrong_territory(self):
        self.t["directory"].start()
        self.t["directory"].stop()
        self.refused("directory", 78, "store.other", "d'un autre territoire", "belongs to another territory",
                     "--territory", "essai-sud")

    def test_anothers_store(self):
        self.t["directory"].start()
        self.t["directory"].stop()
        self.refused("scheduling", 78, "store.other", "d'un autre démon", "belongs to another daemon",
                     "--dir", self.t["directory"].dir)

    def test_key_that_others_may_read(self):
        os.chmod(self.t.path("intake.key"), 0o640)
        self.refused("intake", 77, "key.rights", "chmod 600", "readable by the daemon alone")

    def test_anothers_key(self):
        self.refused("intake", 78, "key.other", "celle de « scheduling »", 'that of "scheduling"',
                     "--key", self.t.path("scheduling.key"))

    def test_missing_folder(self):
        self.refused("intake", 78, "dir.missing", "n'existe pas", "does not exist", "--dir", self.t.path("nowhere"))

    def test_missing_key_and_peers(self):
        self.refused("intake", 78, "key.missing", "n'existe pas", "does not exist", "--key", self.t.path("no.key"))
        self.refused("intake", 78, "peers.missing", "n'existe pas", "does not exist", "--peers", self.t.path("nobody"))

    def test_wrapping_key(self):
        """Missing, another's to read, or no such key: said before the store is touched; made by the program, and never again."""
        path, store = self.t.path("intake.wrapping"), os.path.join(self.t["intake"].dir, "data.mdb")
        os.unlink(path)
        self.refused("intake", 78, "wrapping.missing", "sippe keys wrapping " + path, "make it once")
        self.assertFalse(os.path.exists(store))
        run = lambda: subprocess.run([os.path.join(BIN, "sippe"), "keys", "wrapping", path], capture_output=True, text=True)
        done = run()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o400)
        with open(path) as f:
            made = f.read()
        done = run()
        self.assertEqual(done.returncode, 2)
        self.assertIn("jamais écrasée", done.stderr)
        with open(path) as f:
            self.assertEqual(f.read(), made)
        self.assertEqual(self.t["intake"].run("--check")[0], 0)
        self.t["intake"].start()
        self.t["intake"].stop()
        os.rename(path, path + ".away")
        self.refused("intake", 78, "wrapping.missing", "n'en faites pas un nouveau", "do not make a new one")
        self.refused("intake", 77, "wrapping.rights", "d'autres peuvent lire", "others may read", "--wrapping-key",
                     self.t.write_file("seen", made, 0o644))
        self.refused("intake", 78, "wrapping.file", "une seule ligne", "one line", "--wrapping-key", self.t.path("peers"))
        self.t["intake"].start("--wrapping-key", path + ".away")
        self.t["intake"].stop()

    def test_another_wrapping_key(self):
        """Made beside the old one, never over it; refused while the daemon runs; look-ups are found by the new key; once more is no
        harm; the old key opens nothing any more, and is not touched."""
        t, intake, new = self.t, self.t["intake"], self.t.path("intake.wrapping.new")
        old = t.path("intake.wrapping")
        with open(old) as f:
            kept = f.read()
        t.start_all()
        adopt(t)
        t.allow("desk", "DESK", "99001")
        submit = lambda: t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(3).screening()))
        submit()
        self.refused("intake", 75, "store.in_use", "un autre démon la tient", "another", "--rewrap", new)
        self.assertFalse(os.path.exists(new))
        intake.stop()
        code, out = intake.run("--rewrap", new, "--dry-run")
        self.assertEqual(code, 0, out)
        self.assertIn("rien n'est changé", out)
        self.assertFalse(os.path.exists(new))
        self.refused("intake", 64, "rewrap.same", "la clé maîtresse d'aujourd'hui", "the wrapping key of today", "--rewrap", old)
        self.refused("intake", 78, "wrapping.file", "une seule ligne", "one line", "--rewrap", t.path("peers"))
        for _ in range(2):  # the second time the vault opens by the new one alone
            code, out = intake.run("--rewrap", new)
            self.assertEqual(code, 0, out)
            self.assertIn("Détruisez alors l'ancienne clé", out)
        self.assertEqual(os.stat(new).st_mode & 0o777, 0o400)
        with open(old) as f:
            self.assertEqual(f.read(), kept)
        self.refused("intake", 78, "store.other", "d'une autre clé maîtresse", "another wrapping key")
        self.assertEqual(intake.run("--verify", "--wrapping-key", new)[0], 0)
        intake.start("--wrapping-key", new)
        self.assertEqual(submit().n_matches, 1)
        done = subprocess.run([os.path.join(BIN, "sippe"), "keys", "rewrap", "intake"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sippe-intake --config", done.stdout)

    def test_incomplete_peers(self):
        with open(self.t.path("peers")) as f:
            self.t.write_file("few", "".join(line for line in f if not line.startswith("scheduling.internal")))
        self.refused("intake", 78, "peers.incomplete", "ne dit pas où est « scheduling »", 'where "scheduling" is',
                     "--peers", self.t.path("few"))

    def test_fault_in_the_file_says_where(self):
        for name, value, fr in (("map-size", "seize", "taille attendue"), ("log-level", "loud", "debug, info"),
                                ("territory", "Nord", "code de territoire"), ("colour", "blue", "nom inconnu"),
                                ("trust", "op king x", "rôle"), ("internal", "*:20101", "adresse attendue")):
            with self.subTest(name=name):
                keep = self.t["intake"].config_text()
                reconfigured(self.t, "intake", name, value)
                n = len(self.t["intake"].config_text().splitlines())
                column = 1 if name == "colour" else len(name) + 4
                self.refused("intake", 78, "configuration", f"ligne {n}, colonne {column} : {fr}", f"line {n}, column {column}:")
                self.t.write_file("intake.conf", keep)

    def test_names_that_are_nearly_right(self):
        with open(self.t["intake"].config, "a") as f:
            f.write("figure-folder = /x\n")
        self.refused("intake", 78, "configuration", "le plus proche est « figures-folder »", 'the nearest is "figures-folder"')
        self.refused("directory", 64, "options", "option inconnue", "unknown option", "--figures-folder", "/x")  # intake's alone

    def test_example_is_a_configuration(self):
        """All that the help names for a file is in it, and with its remarks taken off it is read as one."""
        for name, own in (("intake", {"figures-folder"}), ("directory", set())):
            code, example = self.t[name].run("--example")
            self.assertEqual(code, 0, example)
            _, usage = self.t[name].run("--help")
            listed = {w for w in re.findall(r"^  --([a-z-]+) \S", usage, re.M)} - {"config", "ready-fd", "scratch", "rewrap"}
            shown = dict(re.findall(r"^#([a-z-]+) = (.+)$", example, re.M))
            self.assertEqual(set(shown), listed)
            self.assertTrue(own <= listed and {"secret", "post-ca-file", "map-size"} <= listed)
            self.assertEqual((shown["map-size"], shown["log-level"]), ("16G", "info"))
            given = dict(line.split(" = ", 1) for line in self.t[name].config_text().splitlines() if " = " in line)
            given |= {"map-size": shown["map-size"], "log-level": shown["log-level"]}
            text = re.sub(r"^#([a-z-]+) = .+$", lambda m: f"{m[1]} = {given[m[1]]}" if m[1] in given else m[0], example, flags=re.M)
            code, output = self.t[name].run("--check", "--config", self.t.write_file("example.conf", text))
            self.assertEqual(code, 0, output)

    def test_secrets(self):
        """Looked at by --check already; of the value nothing is told, whatever the level of the log."""
        path = self.t.write_file("mail.secret", "anne:hush-hush\n", 0o400)
        with open(self.t["directory"].config, "a") as f:
            f.write(f"secret = mail {path}\nlog-level = debug\n")
        self.assertEqual(self.t["directory"].run("--check")[0], 0)
        self.t["directory"].start()
        self.t["directory"].stop()
        self.assertTrue(self.t["directory"].events("stopped")[0]["clean"])
        self.assertNotIn("hush", self.t["directory"].tail(100000))
        os.chmod(path, 0o644)
        self.refused("directory", 77, "secret.rights", "chmod 400", "readable by the daemon alone", "--check")
        os.unlink(path)
        self.refused("directory", 78, "secret.missing", "n'existe pas", "does not exist")

    def test_given_twice(self):
        with open(self.t["intake"].config, "a") as f:
            f.write("territory = autre\n")
        self.refused("intake", 78, "configuration", "deux fois", "twice")

    def test_missing_value(self):
        reconfigured(self.t, "intake", "territory", None)
        self.refused("intake", 78, "configuration", "« territory » manque", '"territory" is missing')

    def test_options(self):
        self.refused("intake", 64, "options", "option inconnue", "unknown option", "--colour", "blue")
        self.refused("intake", 64, "options", "valeur manquante", "value missing", "--dir")
        self.refused("intake", 64, "options", "ne prend pas de valeur", "takes no value", "--check=yes")
        self.refused("intake", 64, "options", "option inconnue", "unknown option", "stray")

    def test_trusted_twice(self):
        op = self.t.keys["op"]
        self.refused("intake", 78, "trust.twice", "op", "op", "--trust", f"op operator {Key('x').public.decode()}")
        self.refused("intake", 78, "trust.twice", "again", "again", "--trust", f"again operator {op.public.decode()}")

    def test_environment_stands_between_file_and_line(self):
        self.refused("intake", 78, "dir.missing", "/nowhere", "/nowhere", env={"SIPPE_DIR": "/nowhere"})
        code, output = self.t["intake"].run("--check", "--dir", self.t["intake"].dir, env={"SIPPE_DIR": "/nowhere"})
        self.assertEqual(code, 0, output)
        code, output = self.t["intake"].run("--check", env={"SIPPE_MAP_SIZE": "lots"})
        self.assertEqual(code, 78, output)

    def test_check(self):
        for d in self.t.daemons.values():
            code, output = d.run("--check")
            self.assertEqual(code, 0, output)
            self.assertIn("configuration et clés en ordre", output)
            self.assertEqual(os.listdir(d.dir), [])  # nothing was started

    def test_public_key_file_of_the_operator(self):
        k = self.t.keys["chief"] = Key("chief", "OPERATOR")
        text = "".join(line + "\n" for line in k.text().splitlines() if not line.startswith("secret"))
        path = self.t.write_file("chief.pub", text, 0o644)
        self.t["directory"].start("--trust", path)
        self.assertEqual(self.t.call("chief", "node.GetStatus", daemon="directory").daemon, "directory")
        self.refused("directory", 78, "configuration", ".pub", ".pub", env={"SIPPE_TRUST": "/nowhere/chief.pub"})

    def test_help_and_version(self):
        for locale, word in (("fr_CA.UTF-8", "Codes de sortie"), ("C", "Codes de sortie"), ("en_CA.UTF-8", "Exit codes")):
            code, output = self.t["intake"].run("--help", env={"LC_ALL": locale})
            self.assertEqual(code, 0)
            self.assertIn(word, output)
        code, output = self.t["intake"].run("--version")
        self.assertEqual((code, output.split()[0]), (0, "sippe-intake"))

    def test_verify(self):
        t = self.t
        t["intake"].start()
        adopt(t)
        code, output = t["intake"].run("--verify")
        self.assertEqual(code, 75, output)  # it runs
        t["intake"].stop()
        code, output = t["intake"].run("--verify")
        self.assertEqual(code, 0, output)
        self.assertIn("les lignes sont celles que donne le journal", output)
        self.assertEqual(sorted(os.listdir(t["intake"].dir)), ["data.mdb", "lock.mdb", "log.0", "log.1", "owner.lock", "vault"])
        doctor(t.root, "intake", "drop-record", "sippe.node.TerritoryAdopted")
        code, output = t["intake"].run("--verify")
        self.assertEqual(code, 1, output)
        self.assertIn("des lignes diffèrent", output)

    def test_signals(self):
        t = self.t
        t["directory"].start()
        for s in (signal.SIGHUP, signal.SIGPIPE):
            t["directory"].process.send_signal(s)
        self.assertTrue(t.health("op", "directory"))
        self.assertEqual(len(t["directory"].events("ready")), 1)
        t["directory"].process.send_signal(signal.SIGINT)
        self.assertEqual(t["directory"].process.wait(10), 0)
        t["directory"].process = None
        self.assertTrue(t["directory"].events("stopped")[0]["clean"])
        self.assertEqual(os.stat(os.path.join(t["directory"].dir, "data.mdb")).st_mode & 0o077, 0)

    def test_notify_socket(self):
        """READY, the watchdog's food and STOPPING reach whoever supervises; by path and in the abstract namespace."""
        for address in (self.t.path("notify"), "\0sippe-" + os.path.basename(self.t.root)):
            with self.subTest(address=address), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                s.bind(address)
                s.settimeout(5)
                env = {"NOTIFY_SOCKET": address.replace("\0", "@"), "WATCHDOG_USEC": "400000"}
                self.t["directory"].start(env=env)
                self.assertEqual(s.recv(100), b"READY=1")
                began = time.monotonic()
                self.assertEqual([s.recv(100) for _ in range(4)], [b"WATCHDOG=1"] * 4)
                self.assertLess(time.monotonic() - began, 1.6)  # four in four times 400 ms
                self.t["directory"].stop()
                while (last := s.recv(100)) == b"WATCHDOG=1":
                    pass
                self.assertEqual(last, b"STOPPING=1")


if __name__ == "__main__":
    unittest.main(verbosity=2)
