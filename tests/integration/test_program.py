"""The program `sippe` beside the four daemons: what a desk, an operator and a partner see when something is wrong."""
import pathlib, re, subprocess, unittest
from cases import *
from territory import *
from program.running import *


class Program(ProgramCase):
    def test_any_spreadsheet(self):
        for i, (delimiter, encoding) in enumerate(((";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-8"), (";", "windows-1252"))):
            with self.subTest(delimiter=delimiter, encoding=encoding):
                rows = self.table(100 + i, nom="Bélanger-Côté")
                path = self.file(f"any-{i}.csv", self.text(rows, delimiter).encode(encoding))
                self.assertIn("1 acceptée", self.sippe(0, "desk", "screening", "push", path))
                found = self.json(0, "desk", "family", "find", "--phone", Family(100 + i).phone)
                self.assertEqual(found["families"][0]["name"]["family"], "Bélanger-Côté")

    def test_files_that_are_no_table(self):
        head = self.table()[0]
        without = [h for h in head if h not in ("nom", "naissance")]
        for name, content, code, said in (
                ("empty", "", 2, "vide"), ("head", self.text([head]), 0, "Aucune fiche"),
                ("binary", b"\x7fELF\0\0\1\2" * 50, 2, "n'est pas du texte"),
                ("utf16", self.text([head]).encode("utf-16"), 2, "n'est pas du texte"),
                ("columns", self.text([without]), 2, "colonne obligatoire absente"),
                ("unknown", self.text([["code_potal" if h == "code_postal" else h for h in head]]), 2, "« code_postal »"),
                ("longer", self.text([["Date de naissance" if h == "naissance" else h for h in head]]), 2, "« naissance »"),
                ("twice", self.text([head + ["nom"]]), 2, "déjà là"),
                ("nested.json", "[" * 5000, 2, "Trop de niveaux"), ("cut.json", '[{"call": ', 2, "s'arrête trop tôt")):
            with self.subTest(name):
                self.assertIn(said, self.sippe(code, "desk", "screening", "push", self.file(name, content)))
        self.assertIn("introuvable", self.sippe(2, "desk", "screening", "push", self.t.path("nowhere.csv")))
        self.sippe(2, "desk", "screening", "push", self.t.root)

    def test_an_open_quote(self):
        rows = self.text(self.table(120, 121, 122)).splitlines(True)
        rows[2] = '"' + rows[2]
        out = self.sippe(5, "desk", "screening", "push", self.file("quote.csv", "".join(rows)))
        self.assertIn("1 acceptée", out)
        self.assertIn("la suite du fichier n'a pas été lue", out)
        mended = self.sippe(0, "desk", "screening", "push", self.file("quote.csv", self.text(self.table(120, 121, 122))))
        self.assertIn("2 acceptées, 1 déjà envoyée", mended)

    def test_rows_that_cannot_be(self):
        cases = (("naissance", "1998-02-30", "n’existe pas"), ("naissance", "16/05/1998", "AAAA-MM-JJ"),
                 ("date_prevue", "2031-01-01", "trop éloignée"), ("telephone", "123", "dix chiffres"), ("nom", "", "obligatoire"),
                 ("clsc", "00000", "ne fait pas partie"), ("source", "voisine", "réponses admises"),
                 ("consent_conservation", "non", "accord"), ("revenu_annuel", "beaucoup", "montant"),
                 ("prenom", "A\x1b[2KFAUX", "caractère de commande"), ("adresse", "x\u202eS", "caractère de commande"))
        rows = self.table()
        for i, (column, value, _) in enumerate(cases):
            rows += self.table(140 + i, **{column: value})[1:]
        rows += self.table(160)[1:]
        path = self.file("bad.csv", self.text(rows))
        for words in (("--dry-run",), ()):  # what a push refuses, a dry run refuses
            out = self.sippe(5, "desk", "screening", "push", path, *words)
            for i, (column, _, said) in enumerate(cases):
                line = next(l for l in out.splitlines() if f"ligne {i + 2}," in l)
                self.assertIn(column, line)
                self.assertIn(said, line)
        self.assertIn("1 acceptée, 7 refusées, 4 illisibles", out)
        english = self.sippe(5, "desk", "--lang", "en", "screening", "push", path)
        self.assertIn("column telephone: This phone number is not valid", english)

    def test_json_says_where(self):
        call = {"call": {"started_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600)), "clsc_code": "99001"},
                "consent": {"notice_read_at": "2026-11-20T12:00:00Z", "consent_store": "YES"},
                "identity": {"birth_date": "1998-02-30"}}
        path = self.file("bad.json", json.dumps([call], indent=1))
        self.assertIn("bad.json, ligne 12, réponse identity.birth_date : ", self.sippe(2, "desk", "screening", "push", path))
        call["identity"] = {"birth_date": "1998-02-20", "phone": "12"}
        out = self.sippe(1, "desk", "screening", "push", self.file("bad.json", json.dumps([call], indent=1)))
        self.assertIn("bad.json, ligne 13, réponse identity.phone : Ce numéro", out)
        self.assertIn("bad.json, ligne 3, réponse call.called_by : Cette réponse est obligatoire", out)
        call["identity"]["name"] = {"given": "A\x1b]0;titre\x07", "family": "Zz\x9b31m"}
        out = self.sippe(1, "desk", "screening", "push", self.file("bad.json", json.dumps([call], indent=1)))
        for line, part in ((15, "given"), (16, "family")):
            self.assertIn(f"bad.json, ligne {line}, réponse identity.name.{part} : Ce texte contient un caractère de commande", out)
        self.assertNotRegex(out, "[\x1b\x07\x9b]")

    # ---- the spool

    def test_many_rows_interrupted_and_repeated(self):
        count = 300 if SANITIZED else 2000
        rows = self.table(*range(1000, 1000 + count))
        path = self.file("many.csv", self.text(rows))
        env = {**os.environ, "SIPPE_HOME": self.t.path("profile-desk"), "LC_ALL": "fr_CA.UTF-8"}
        for wait, sign in ((0.2, signal.SIGINT), (0.25, signal.SIGKILL), (0.35, signal.SIGKILL), (0.5, signal.SIGKILL)):
            p = subprocess.Popen([os.path.join(BIN, "sippe"), "screening", "push", path], env=env, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
            time.sleep(wait)
            p.send_signal(sign)
            p.wait(30)
        two = [subprocess.Popen([os.path.join(BIN, "sippe"), "screening", "push", path], env=env, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT) for _ in range(2)]
        for p in two:
            out = p.communicate(timeout=120)[0].decode()
            self.assertIn(p.returncode, (0, 3), out)
            if p.returncode == 3:
                self.assertIn("Un autre envoi est en cours", out)
        self.assertIn(f"{count} déjà envoyées", self.sippe(0, "desk", "screening", "push", path))
        numbers = {f.family_number for f in self.screenings() if f.local_reference.startswith("R-1") and len(f.local_reference) == 6}
        self.assertEqual(len(numbers), min(count, 1000))  # each row once, each a family of its own

    def screenings(self):
        r = pb.intake.ListScreeningsRequest(limit=200)
        while True:
            page = self.t.call("desk", "intake.ListScreenings", r)
            yield from page.screenings
            if not page.next:
                return
            r.after = page.next

    def test_nobody_answers(self):
        path = self.file("later.csv", self.text(self.table(180, 181)))
        self.t["intake"].stop()
        try:
            out = self.sippe(3, "desk", "screening", "push", path)
            self.assertIn("2 en attente", out)
            self.assertIn("gardé sur ce poste", out)
            self.assertEqual(self.json(3, "desk", "worklist")["error"]["exit"], 3)
            self.assertIn("✗ intake", self.sippe(3, "op", "status"))
            listed = self.sippe(0, "desk", "screening", "spool")
            self.assertIn("R-180", listed)
            self.assertIn("En attente : 2; ", listed)
        finally:
            self.t["intake"].start()
        self.assertIn("Fiches qui attendaient : 2; refusées : 0; qui attendent encore : 0", self.sippe(0, "desk", "screening", "push"))
        self.assertIn("2 déjà envoyées", self.sippe(0, "desk", "screening", "push", path))

    def offline(self, name, *words):
        self.t["intake"].stop()
        try:
            return self.sippe(3, name, *words)
        finally:
            self.t["intake"].start()

    @staticmethod
    def frames(content):
        """Where the lines of a spool begin (services/cli/push/spool_frame.h)."""
        return [m.start() for m in re.finditer(b"\xf5SQ\xfa", bytes(content))]

    def test_what_waits_under_a_key_is_finished_under_it(self):
        self.t.allow("twice", "DESK", "99001")
        path = self.file("twice.csv", self.text(self.table(290, 291)))
        self.profile("twice")
        self.offline("twice", "screening", "push", path)
        first, spool = self.t.keys["twice"], pathlib.Path(self.t.path("profile-twice"), "spool", "twice")
        whole = spool.read_bytes()
        self.t.write_file("profile-twice/twice.key", Key("twice", "DESK", "99001").text())
        for words in (("push",), ("push", path), ("spool",)):
            out = self.sippe(4, "twice", "screening", *words)
            self.assertIn("attend sous une autre clé du même nom", out)
            self.assertIn(whole[14:53].decode(), out)  # its fingerprint
        self.assertEqual(spool.read_bytes(), whole)
        self.t.write_file("profile-twice/twice.key", first.text())
        self.t.write_file("profile-twice/desk.key", self.t.keys["desk"].text())
        self.assertIn("sippe screening spool --as twice", self.sippe(0, "twice", "screening", "spool", "--as", "desk"))
        os.unlink(self.t.path("profile-twice/desk.key"))
        self.assertIn("Fiches qui attendaient : 2; refusées : 0", self.sippe(0, "twice", "screening", "push"))
        spool.write_bytes(b"sippe-spool-2\n")
        self.assertIn("version précédente", self.sippe(2, "twice", "screening", "push", path))
        self.assertEqual(spool.read_bytes(), b"sippe-spool-2\n")

    def test_a_flipped_bit_costs_one_form(self):
        spool = pathlib.Path(self.t.path("profile-desk"), "spool", "desk")
        self.offline("desk", "screening", "push", self.file("flip.csv", self.text(self.table(240, 241, 242))))
        whole = bytearray(spool.read_bytes())
        self.assertNotIn(b"R-240", whole)
        whole[self.frames(whole)[-3] + 40] ^= 1
        spool.write_bytes(whole)
        out = self.sippe(5, "desk", "screening", "push")
        self.assertIn("perdues : 1 au moins", out)
        self.assertIn("Fiches qui attendaient : 2; refusées : 0; qui attendent encore : 0", out)
        aside = [p for p in spool.parent.iterdir() if ".damaged-" in p.name]
        self.assertEqual([p.read_bytes() for p in aside], [bytes(whole)])
        self.assertIn(aside[0].name, self.sippe(0, "desk", "screening", "spool"))
        aside[0].unlink()
        again = self.sippe(0, "desk", "screening", "push", self.t.path("flip.csv"))
        self.assertIn("1 acceptée, 2 déjà envoyées", again)

    def test_what_may_never_leave_is_not_kept(self):
        path = self.file("role.csv", self.text(self.table(250, 251)))
        spool = pathlib.Path(self.t.path("profile-coord"), "spool", "coord")
        self.assertIn("Aucune fiche n'est gardée", self.sippe(1, "coord", "screening", "push", path))
        kept = len(self.frames(spool.read_bytes()))
        self.assertIn("Aucune fiche n'est gardée", self.sippe(1, "coord", "screening", "push", path))
        self.assertEqual(len(self.frames(spool.read_bytes())), kept)
        self.offline("coord", "screening", "push", path)
        self.assertIn("--drop-all", self.sippe(1, "coord", "screening", "push"))
        entry = self.json(0, "coord", "screening", "spool")if False else             [json.loads(l) for l in self.run_as("coord", "screening", "spool", "--json").stdout.splitlines()]
        self.assertEqual([e["local_reference"] for e in entry], ["R-250", "R-251"])
        self.assertIn("sans être envoyées : 1.", self.sippe(0, "coord", "screening", "spool", "--drop", entry[0]["request_id"][:8]))
        self.assertIn("sans être envoyées : 1.", self.sippe(0, "coord", "screening", "spool", "--drop-all"))
        self.assertEqual(len(self.frames(spool.read_bytes())), kept)
        self.assertIn("Rien de ce qui attend", self.sippe(2, "coord", "screening", "spool", "--drop", "ab"))

    def test_a_form_that_is_too_large_stops_no_other(self):
        rows = self.table(260, 261)
        rows[1][rows[0].index("commerce_proche")] = "x" * 300000
        out = self.sippe(5, "desk", "screening", "push", self.file("large.csv", self.text(rows)))
        self.assertIn("ligne 2", out)
        self.assertIn("trop grosse", out)
        self.assertIn("1 acceptée, 1 refusée", out)
        self.assertIn("En attente : 0; ", self.sippe(0, "desk", "screening", "spool"))

    def test_a_safety_note_is_kept_apart(self):
        rows = self.table(296, 297, note_securite="Mornefontaine la menace")
        path = self.file("note.csv", self.text(rows))
        self.offline("desk", "screening", "push", path)
        self.assertIn("2 acceptées", self.sippe(0, "desk", "screening", "push", path))
        self.assertIn("2 déjà envoyées", self.sippe(0, "desk", "screening", "push", path))
        call = self.json(0, "desk", "screening", "list", "--reference", "R-296")["screenings"][0]
        number, shown = call["family_number"], self.json(0, "desk", "screening", "show", call["screening_id"])
        self.assertNotIn("Mornefontaine", str(shown))
        self.assertIn("sippe safety show " + number, self.sippe(0, "desk", "family", "show", number))
        notes = self.json(0, "desk", "safety", "show", number)["notes"]
        self.assertEqual([n["said"]["words"]["text"] for n in notes], ["Mornefontaine la menace"])
        amended = self.file("amended.csv", self.text([rows[0], rows[1]]))
        out = self.sippe(0, "desk", "screening", "amend", call["screening_id"], amended, "--reason", "relu", "--yes")
        self.assertIn("y était déjà", out)
        note = notes[0]["note_id"][:8]
        self.sippe(0, "desk", "safety", "correct", number, note, "--text", "C'était le voisin", "--reason", "mal entendu")
        out = self.sippe(0, "desk", "safety", "show", number)
        self.assertIn("corrigée : mal entendu", out)
        self.assertIn("Mornefontaine la menace", out)
        self.sippe(0, "desk", "safety", "correct", number, note, "--withdraw", "--reason", "une autre famille")
        self.assertNotIn("sippe safety show", self.sippe(0, "desk", "family", "show", number))
        self.assertIn("ne permet pas", self.sippe(1, "desk", "protection", "show", number, "--why", "suivi"))
        self.sippe(0, "coord", "protection", "record", number, "--text", "Grisemouture", "--told-by", "l'équipe")
        self.assertIn("--why", self.sippe(1, "coord", "protection", "show", number))
        self.assertIn("Grisemouture", self.sippe(0, "coord", "protection", "show", number, "--why", "suivi du signalement"))
        logs = list(pathlib.Path(self.t.root).glob("*.log"))
        self.assertGreaterEqual(len(logs), 4)
        for told in (b"Mornefontaine", b"Grisemouture", b"suivi du signalement"):
            self.assertEqual([log.name for log in logs if told in log.read_bytes()], [])

    def test_a_corrected_row_is_the_same_call(self):
        first = self.table(280)
        self.assertIn("1 acceptée", self.sippe(0, "desk", "screening", "push", self.file("call.csv", self.text(first))))
        column, retyped = first[0].index("telephone"), [list(row) for row in first]
        phone = first[1][column]
        retyped[1][column] = "-".join((phone[:3], phone[3:6], phone[6:]))
        self.assertIn("1 déjà envoyée", self.sippe(0, "desk", "screening", "push", self.file("call.csv", self.text(retyped))))
        retyped[1][first[0].index("personnes_menage")] = "3"
        changed = self.file("call.csv", self.text(retyped))
        self.assertIn("1 refusée", self.sippe(1, "desk", "screening", "push", changed, "--dry-run"))
        out = self.sippe(1, "desk", "screening", "push", changed)
        listed = self.json(0, "desk", "screening", "list", "--reference", "R-280")["screenings"]
        self.assertEqual(len(listed), 1)
        self.assertIn("1 refusée", out)
        self.assertIn("sippe screening amend " + listed[0]["screening_id"][:8], out)

    def test_peers_without_intake(self):
        home = self.profile("op")
        peers = pathlib.Path(home, "peers")
        text = peers.read_text()
        peers.write_text("".join(l for l in text.splitlines(True) if not l.startswith("intake.")))
        try:
            self.assertNotEqual(peers.read_text(), text)
            for words in (("screening", "push"), ("screening", "push", self.file("peers.csv", self.text(self.table(262))))):
                self.assertIn("ne nomme pas intake", self.sippe(2, "op", *words))
        finally:
            peers.write_text(text)

    def test_repeated_rows_are_told(self):
        rows = self.table(270, 271)
        rows += [rows[1]]
        out = self.sippe(0, "desk", "screening", "push", self.file("twice.csv", self.text(rows)))
        self.assertIn("ligne 4 (comme la ligne 2)", out)
        self.assertIn("2 acceptées, 1 répétée", out)

    # ---- the directory's import

    def package(self, name, **tables):
        folder = self.t.path(name)
        os.makedirs(folder, exist_ok=True)
        for table, text in tables.items():
            pathlib.Path(folder, table + ".csv").write_text(text)
        return folder

    def listed(self):
        return len([o for o in self.json(0, "op", "directory", "list")["organizations"] if not o.get("retired")])

    def test_a_package_that_is_not_read_changes_nothing(self):
        before = self.listed()
        for name, organizations in (("no-rows", "id,name\n"), ("no-id", "number,name\n1,Un\n"), ("empty", "")):
            folder = self.package("package-" + name, organizations=organizations, services="id,organization_id,name\n")
            self.sippe(2, "op", "directory", "import", folder, "--retire-missing")
        self.assertEqual(self.listed(), before)

    def test_most_of_a_directory_is_not_retired_by_mistake(self):
        many = "".join(f"k{i},Organisme {i}\n" for i in range(12))
        services = "id,organization_id,name,status\n" + "".join(f"ks{i},k{i},Service {i},Active\n" for i in range(12))
        self.sippe(0, "op", "directory", "import", self.package("whole", organizations="ID,Name\n" + many, services=services))
        part = self.package("part", organizations="id,name\nk0,Organisme 0\n", services="id,organization_id,name\nks0,k0,Service 0\n")
        before = self.listed()
        out = self.sippe(2, "op", "directory", "import", part, "--retire-missing")
        self.assertIn(f"retirer {before - 1} des {before} organismes", out)
        self.sippe(2, "op", "directory", "import", part, "--retire-missing", "--retire", str(before - 2))
        self.assertEqual(self.listed(), before)
        self.assertIn("Organisme 11", self.sippe(0, "op", "directory", "import", part, "--retire-missing", "--dry-run"))
        self.assertEqual(self.listed(), before)

    def test_two_publishers_that_number_from_one(self):
        a = self.package("a", organizations="id,name\n1,Maison des familles A\n", services="id,organization_id,name\n1,1,Répit\n")
        b = self.package("b", organizations="id,name\n1,Centre de halte B\n", services="id,organization_id,name\n1,1,Halte\n")
        self.sippe(0, "op", "directory", "import", a)
        self.assertIn("déjà celui de « Maison des familles A »", self.sippe(5, "op", "directory", "import", b))
        self.assertIn("1 ajouté", self.sippe(0, "op", "directory", "import", b, "--source", "halte"))
        self.assertIn("1 changé", self.sippe(0, "op", "directory", "import", b, "--renamed"))
        self.sippe(5, "op", "directory", "import", a)

    # ---- rules

    def test_rules_with_a_fault(self):
        good = pathlib.Path(SOURCE, "deploy/territories/ahuntsic-demo.yaml").read_text().replace("territory: demo-nord",
                                                                                                "territory: " + self.t.code)
        def line_of(text, what):
            return next(i for i, l in enumerate(text.splitlines(), 1) if what in l)
        for old, new, where in (("start_week: 12", "start_week: douze", "admission.start_week"),
                                ("admission:\n", "admision:\n", "« admission »"),
                                ("label: 2026-11\n", "label: x\nlabel: y\n", "deux fois"),
                                ("    year: 2022\n", "    year: 2022: x\n", "deux-points"),
                                ("40742, 49466", "40742, 39466", "admission.income.dollars[3]"),
                                ("consent_months: 12", "consent_months: -3", "partners.consent_months")):
            with self.subTest(new):
                text = good.replace(old, new, 1)
                path = self.file("rules.yaml", text)
                changed = next(n for n, l in enumerate(text.splitlines(), 1) if l not in good.splitlines() or "label: y" in l)
                if "label" in new:
                    changed = line_of(text, "label: y")
                for verb in ("check", "adopt"):
                    out = self.sippe(2, "op", "territory", verb, path)
                    self.assertIn(f"rules.yaml, ligne {changed}", out)
                    self.assertIn(where, out)
                self.assertEqual(self.json(2, "op", "territory", "adopt", path)["error"]["faults"][0]["line"], changed)
        self.assertEqual(self.json(0, "desk", "territory", "show")["territory"]["label"], "2026-11")

    def test_rules_of_one_label_are_one_content(self):
        def rules(name, label, first, week):
            text = pathlib.Path(SOURCE, "deploy/territories/ahuntsic-demo.yaml").read_text()
            for old, new in (("territory: demo-nord", "territory: " + self.t.code), ("label: 2026-11\n", f"label: {label}\n"),
                             ("valid_from: 2026-01-01", f"valid_from: {first}"), ("start_week: 12", f"start_week: {week}")):
                self.assertIn(old, text)
                text = text.replace(old, new, 1)
            return self.file(name, text)
        ahead = rules("ahead.yaml", "2031-01", "2031-01-01", 12)
        self.assertIn("ce ne sont pas les règles d'aujourd'hui", self.sippe(0, "op", "territory", "adopt", ahead))
        other = rules("other.yaml", "2031-01", "2031-01-01", 14)
        out = self.sippe(1, "op", "territory", "adopt", other)
        self.assertIn("admission.start_week : 12 → 14", out)
        self.assertIn("--replace", out)
        self.sippe(0, "op", "territory", "adopt", other, "--replace")
        past = rules("past.yaml", "autre", "2026-01-02", 12)
        out = self.sippe(1, "op", "territory", "adopt", past)
        self.assertIn("--retroactive", out)
        listed = self.json(0, "op", "territory", "list")["adopted"]
        self.assertEqual([(a["label"], a.get("inForce", a.get("in_force", False)), a.get("replaced", False)) for a in listed],
                         [("2026-11", True, False), ("2031-01", False, True), ("2031-01", False, False)])
        out = self.sippe(0, "op", "territory", "list")
        self.assertIn(listed[0]["digest"][:8], out)
        self.assertIn(listed[0]["digest"], self.sippe(0, "op", "territory", "show"))
        for daemon in DAEMONS:
            self.assertEqual(self.t.status(daemon).rules_digest, listed[0]["digest"])
        digest = listed[2]["digest"][:8]
        self.assertIn("seraient retirées", self.sippe(0, "op", "territory", "withdraw", digest, "--reason", "fautives", "--dry-run"))
        self.assertIn("retirées", self.sippe(0, "op", "territory", "withdraw", digest, "--reason", "fautives"))
        self.assertIn("déjà été retirées", self.sippe(1, "op", "territory", "withdraw", digest, "--reason", "fautives"))
        self.assertIn("op : fautives", self.sippe(0, "op", "territory", "list", env={"COLUMNS": "200"}))
        self.assertIn("sippe territory adopt", self.sippe(1, "op", "territory", "withdraw", "2026-11", "--reason", "fautives"))
        self.assertIn("sippe territory list", self.sippe(1, "op", "territory", "withdraw", "1999-01", "--reason", "fautives"))

    # ---- keys, backups, roles

    def test_keys(self):
        home = self.profile("stranger", Key("stranger", "DESK", "99001"))
        self.assertIn("la clé n'est pas acceptée", self.sippe(4, "stranger", "worklist"))
        os.chmod(os.path.join(home, "stranger.key"), 0o644)
        self.assertIn("chmod 600", self.sippe(2, "stranger", "worklist"))
        os.unlink(os.path.join(home, "stranger.key"))
        self.assertIn("Aucune clé", self.sippe(2, "stranger", "worklist"))
        self.profile("stranger", self.t.keys["desk"])
        self.file("profile-stranger/peers", "intake = tcp\n")
        self.assertIn("peers:1:", self.sippe(2, "stranger", "worklist"))
        self.t.allow("leaves", "DESK", "99001")
        self.profile("leaves")
        self.sippe(0, "leaves", "worklist")
        self.assertIn("révoquée", self.sippe(0, "op", "keys", "revoke", "leaves", "--reason", "partie"))
        self.sippe(4, "leaves", "worklist")
        self.assertIn("n'a pas, ou plus, cette clé", self.sippe(1, "op", "keys", "revoke", "leaves"))
        self.assertIn("trust", self.sippe(1, "op", "keys", "revoke", "op"))
        public = self.file("secret.pub", self.t.keys["desk"].text())
        self.assertIn("secret", self.sippe(2, "op", "keys", "allow", public))

    def test_a_key_in_the_place_of_another(self):
        """At the desk a pair beside the old one, by operations a second key; both serve until the older one is revoked."""
        self.t.allow("rotates", "DESK", "99001")
        home = self.profile("rotates")
        self.file("profile-rotates/rotates.pub", "".join(line for line in self.t.keys["rotates"].text().splitlines(True)
                                                         if "secret" not in line))
        self.assertIn("rotates", self.sippe(0, "rotates", "keys", "rotate", "rotates", "--dry-run"))
        self.assertFalse(os.path.exists(os.path.join(home, "next")))
        made = self.sippe(0, "rotates", "keys", "rotate", "rotates")
        self.assertIn("sippe keys allow rotates.pub", made)
        self.assertIn("se termine avec elle", made)
        new = os.path.join(home, "next", "rotates")
        self.assertEqual([os.stat(new + end).st_mode & 0o777 for end in (".key", ".pub")], [0o600, 0o644])
        self.sippe(0, "rotates", "worklist")
        self.sippe(2, "rotates", "keys", "rotate", "nobody")
        self.assertIn("n'a pas deux clés", self.sippe(1, "op", "keys", "revoke", "rotates", "--old"))
        self.assertIn("sippe keys revoke rotates --old", self.sippe(0, "op", "keys", "allow", new + ".pub"))
        self.sippe(1, "op", "keys", "allow", new + ".pub")
        self.sippe(0, "rotates", "worklist")
        before = self.file("old.key", open(os.path.join(home, "rotates.key")).read())
        shutil.copy(new + ".key", home)
        self.sippe(0, "rotates", "worklist")
        self.sippe(0, "op", "keys", "revoke", "rotates", "--old")
        self.sippe(0, "rotates", "worklist")
        os.chmod(before, 0o600)
        shutil.copy(before, os.path.join(home, "rotates.key"))
        self.sippe(4, "rotates", "worklist")
        listed = {m["name"]: m for m in self.json(0, "op", "members", "list")["members"]}
        self.assertEqual([len(listed["rotates"][k]) for k in ("public_keys", "revoked_keys")], [1, 1])

    def test_a_daemon_that_has_not_heard(self):
        """A revocation that one of the four has not heard is no success: it is said which."""
        self.t.allow("unheard", "DESK", "99001")
        process = self.t["directory"].process
        process.send_signal(signal.SIGSTOP)
        try:
            out = self.sippe(5, "op", "keys", "revoke", "unheard")
        finally:
            process.send_signal(signal.SIGCONT)
        self.assertIn("pas encore su de : directory", out)

    def test_errors_as_json(self):
        told = self.json(1, "desk", "screening", "list", "--after", "00" * 600)["error"]
        self.assertEqual((told["exit"], told["reason"]), (1, "ID_INVALID"))
        self.assertEqual(self.json(2, "desk", "family", "find")["error"]["exit"], 2)
        self.assertEqual(self.json(2, "desk", "worklist", "--limt", "3")["error"]["exit"], 2)

    def test_roles(self):
        self.assertIn("rôle", self.sippe(1, "desk", "status"))
        self.assertIn("--personal", self.sippe(2, "coord", "journal", "tail", "intake", "--personal"))
        tail = self.sippe(0, "op", "journal", "tail", "intake", "--json", "--lines", "200").splitlines()
        shown = {r["of_family"]: r for r in map(json.loads, tail)}
        self.assertEqual((shown[True]["subjects"], shown[True]["event"]), ([], None))
        self.assertTrue(shown[False]["event"])
        self.assertIn("sippe_commands_total", self.sippe(0, "op", "metrics", "intake"))

    def test_backup_twice(self):
        self.assertIn("faite", self.sippe(0, "op", "backup", "--cut", "deux-fois"))
        out = self.sippe(1, "op", "backup", "--cut", "deux-fois")
        self.assertIn("déjà là", out)
        self.assertIn("Rien n'a été sauvegardé", out)
        self.sippe(2, "op", "backup", "--cut", "../ailleurs")
        os.makedirs(self.t.path("neuf"), 0o700)
        out = self.sippe(0, "op", "restore", "--cut", "deux-fois", "--from", self.t.root, "--to", self.t.path("neuf"))
        self.assertIn("Il n'y en avait pas auparavant", out)
        self.assertNotIn("data.mdb.before", out)
        shutil.rmtree(self.t.path("neuf/intake"))
        out = self.sippe(0, "op", "restore", "--cut", "deux-fois", "--from", self.t.root, "--to", self.t.path("neuf"))
        self.assertIn("3; les autres manquaient", out)
        done = subprocess.run([os.path.join(SOURCE, "deploy/rehearse"), "--cut", "deux-fois", "--from", self.t.root, "--territory",
                               self.t.code, "--folder", self.t.path("essai"), "--keys", self.t.root], capture_output=True, text=True,
                              env={**os.environ, "SIPPE_BIN": BIN})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("se restaure", done.stdout)
        out = self.sippe(1, "op", "restore", "--cut", "deux-fois", "--from", self.t.root, "--to", self.t.root)
        self.assertIn("tourne encore", out)

    # ---- a desk and a partner

    def decided(self, n):
        s = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(n).screening()))
        return s.screening_id.hex(), s.family_number

    # ---- lists and ids

    def test_lists_have_no_end_at_a_page(self):
        path = self.file("pages.csv", self.text(self.table(*range(3000, 3230), nom="Pagée")))
        self.sippe(0, "desk", "screening", "push", path)
        for words, key in ((("worklist", "--kind", "DECIDE_ROUTE", "--text", "pagee"), "items"), (("screening", "list"), "screenings")):
            with self.subTest(words):
                listed = self.json(0, "desk", *words, "--limit", "1000")
                ids = {i.get("thing", i.get("screening_id")) for i in listed[key]}
                self.assertEqual(len(ids), len(listed[key]))
                self.assertGreaterEqual(len(ids), 230)
                self.assertNotIn("next", listed)
                seen, after = set(), ()
                while True:
                    page = self.json(0, "desk", *words, "--limit", "120", *after)
                    self.assertLessEqual(len(page[key]), 120)
                    seen |= {i.get("thing", i.get("screening_id")) for i in page[key]}
                    if "next" not in page:
                        break
                    after = ("--after", page["next"])
                self.assertEqual(seen, ids)
        out = self.sippe(0, "desk", "worklist", "--text", "pagee")
        code = out.split("--after ")[1].split()[0]
        self.assertIn("Pagée", self.sippe(0, "desk", "worklist", "--text", "pagee", "--after", code))
        item = listed[key][-1]["screening_id"]
        self.assertIn(item, self.sippe(0, "desk", "screening", "show", item[:7]))
        family = self.json(0, "desk", "screening", "show", item[:9])["summary"]
        self.assertIn(family["family_number"], self.sippe(0, "desk", "family", "show", family["family_id"][:8]))
        self.assertIn("rien ne commence par", self.sippe(1, "desk", "screening", "show", "0000000"))

    def test_a_correction_is_shown_first(self):
        self.sippe(0, "desk", "screening", "push", self.file("wrong.csv", self.text(self.table(230))))
        screening = self.json(0, "desk", "family", "find", Family(230).phone)["families"][0]["family_id"]
        screening = self.json(0, "desk", "family", "show", screening)["screenings"][0]["screening_id"][:8]
        two, other = self.table(231, 232), self.table(231, reference_locale="R-230", naissance="1999-01-02")
        amend = lambda code, path, *words, **more: self.sippe(code, "desk", "screening", "amend", screening, path, "--reason",
                                                              "erreur", *words, **more)
        self.assertIn("une seule fiche", amend(2, self.file("two.csv", self.text(two)), "--yes"))
        path = self.file("other.csv", self.text(other))
        for words in ((), ("--dry-run",)):
            out = amend(0 if words else 2, path, *words)
            self.assertIn("changent tous les deux", out)
            self.assertIn("Rien n'est changé", out)
        mended = self.file("mended.csv", self.text(self.table(230, telephone="514 555-0998")))
        self.assertIn("514 555-0998", amend(0, mended, "--yes"))
        out = self.sippe(0, "desk", "screening", "show", screening)
        self.assertRegex(out, r"desk : erreur")
        self.assertIn("rien à corriger", amend(2, mended, "--yes"))
        answers = self.run_as("desk", "screening", "show", screening, "--answers")
        self.assertEqual(json.loads(answers.stdout)["identity"]["phone"], "5145550998")
        self.assertIn("une seule fiche", self.sippe(2, "desk", "route", "preview", self.file("two.csv", self.text(two))))

    def test_a_call_that_was_tried(self):
        self.sippe(0, "desk", "screening", "push", self.file("tried.csv", self.text(self.table(265, date_prevue=""))))
        family = self.json(0, "desk", "family", "find", "R-265")["families"][0]["number"]
        screening = self.json(0, "desk", "family", "show", family)["screenings"][0]["screening_id"][:8]
        tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * 3))
        attempt = lambda code, *words: self.sippe(code, "desk", "calls", "record", family, *words)
        self.assertIn("année-mois-jour", attempt(2, "NO_ANSWER", "--call-back-on", "demain"))
        self.assertIn(", 9 h 30.", attempt(0, "NO_ANSWER", "--call-back-on", tomorrow + " 9 h 30"))
        for outcome, said in (("REFUSED", "DECLINED"), ("WRONG_NUMBER", "contact change"), ("COMPLETED", "screening amend")):
            out = attempt(0, outcome)
            self.assertNotIn("À rappeler", out)
            self.assertIn(said, out)
        out = [attempt(0, "pas de réponse") for _ in range(4)][-1]
        self.assertIn("UNREACHABLE", out)
        self.assertIn("4 appels sans la joindre", out)
        shown = self.sippe(0, "desk", "screening", "show", screening)
        self.assertIn("injoignable est proposé", shown)
        self.assertIn("pas de réponse", shown)
        self.assertIn("elle a appelé", attempt(0, "COMPLETED", "--incoming") + self.sippe(0, "desk", "worklist", "--family", family))
        calls = self.json(0, "desk", "family", "calls", family)["calls"]
        self.assertEqual(len(calls), 9)
        self.sippe(0, "desk", "calls", "correct", family, calls[0]["call_id"][:8], "--whom", "OTHER", "--reason", "sa mère")
        whole = self.sippe(0, "desk", "family", "calls", family)
        self.assertIn("quelqu'un d'autre", whole)
        self.assertIn("corrigé : sa mère", whole)
        self.assertNotIn("interprete_requis", shown)
        found = self.sippe(0, "desk", "family", "find", *Family(265).phone.split())
        self.assertIn(family, found)
        self.assertIn(Family(265).phone.replace(" ", "")[:3], found)

    def test_words_of_a_refusal(self):
        screening, family = self.decided(245)
        out = self.sippe(1, "partner", "family", "show", family)
        self.assertIn("le peuvent : accueil, équipe, coordination", out)
        self.assertIn("liste d'attente", self.sippe(1, "desk", "route", "decide", screening, "CALL_BACK"))
        self.sippe(0, "desk", "consent", "record", family, "--purpose", "interprète", "--to", self.partner[0].hex())
        out = self.sippe(1, "desk", "consent", "record", family, "--purpose", "interprète", "--covers", "NEED", "--to",
                         self.partner[0].hex())
        self.assertIn("--covers : ", out)
        self.assertIn("n'est pas inscrite", self.sippe(1, "coord", "keyworker", "candidates", family))
        head = self.sippe(0, "partner", "help").split("Pour d'autres rôles")
        self.assertIn("notices accept", head[0])
        self.assertIn("screening push", head[1])
        narrow = self.sippe(0, "desk", "worklist", "--text", "zz-personne", env={"COLUMNS": "40"})
        self.assertIn("Rien de tel", narrow)

    def test_who_stands_in(self):
        team = "code;nom;discipline;langues;lundi;mardi;mercredi;jeudi;vendredi;depart;plafond;actif;clsc\n"
        for code in ("inf-7", "inf-8", "inf-9"):
            team += code + ";Maude Létourneau;NURSE;fr;08:30-12:00;08:30-12:00;;;;H2C;16;oui;\n"
        self.sippe(0, "coord", "workers", "import", self.file("stand-in.csv", team))
        day = lambda n: time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * n))
        put = lambda code, *words: self.sippe(code, "coord", "worker", "substitute", *words)
        self.assertIn("--until", put(2, "inf-7", "inf-8"))
        self.assertIn("remplaçante : Cette intervenante n'est pas dans l'équipe.", put(1, "inf-7", "inf-x", "--until", day(3)))
        self.assertIn("remplaçante : ", put(1, "inf-7", "inf-7", "--until", day(3)))
        self.assertIn("--until : ", put(1, "inf-7", "inf-8", "--from", day(5), "--until", day(3)))
        self.assertIn("propre remplaçante", self.sippe(1, "team", "worker", "substitute", "inf-7", "inf-8", "--until", day(3)))
        self.assertIn("inf-8 remplace inf-7 dès aujourd'hui jusqu'au", put(0, "inf-7", "inf-8", "--until", day(3), "--reason", "grippe"))
        self.assertIn("sippe worker return", put(1, "inf-7", "inf-8", "--until", day(2)))
        self.assertIn(" : grippe", self.sippe(0, "coord", "workers", "list"))
        self.assertNotIn("grippe", self.sippe(0, "team", "workers", "list"))
        self.assertIn("inf-8 remplace inf-7", self.sippe(0, "coord", "visits", "--worker", "inf-8"))
        put(0, "inf-7", "inf-9", "--until", day(3))
        back = lambda code, *words: self.sippe(code, "coord", "worker", "return", *words)
        self.assertIn("2 intervenantes remplacent inf-7", back(2, "inf-7"))
        self.assertIn("inf-9 ne remplace plus inf-7", back(0, "inf-7", "inf-9"))
        self.assertIn("inf-8 ne remplace plus inf-7", back(0, "inf-7"))
        self.assertIn("inf-7 n'est pas absente et personne ne la remplace", back(1, "inf-7"))
        self.assertIn("n'est pas dans l'équipe", back(1, "inf-x"))

    def test_a_sheet_by_its_referral(self):
        family, referral = self.referred(246)
        self.t.settle()
        self.assertIn("CODE DE RÉPONSE", self.sippe(0, "desk", "notices", "print", referral[:8]))
        shown = self.sippe(0, "desk", "family", "show", family)
        self.assertIn("Maison", shown.split("Consentements")[1].split("Références")[0])

    def test_what_left_is_taken_back(self):
        family, referral = self.referred(247)
        to = self.partner[0].hex()
        tell = ("desk", "family", "tell", family, "--to", to, "--purpose")
        self.t.settle()
        self.sippe(0, "desk", "notices", "print", referral)
        self.assertIn("n'a pas consenti", self.sippe(1, *tell, "interprète"))
        self.sippe(0, "desk", "consent", "record", family, "--purpose", "interprète", "--to", to)
        self.assertIn("prénom : " + Family(247).given, self.sippe(0, *tell, "interprète"))
        self.assertIn("--item : ", self.sippe(1, *tell, "interprète", "--item", "besoin"))
        self.sippe(1, *tell, "établissement")
        self.t.settle()
        register = self.sippe(0, "desk", "family", "disclosures", family)
        for said in ("avis", "feuille", "dit", "non confirmé", "Maison"):
            self.assertIn(said, register)
        self.assertIn("N'EN NOMMEZ".lower(), self.sippe(2, "desk", "consent", "withdraw", family, "abcdef", "--all").lower())
        touched = self.sippe(0, "desk", "consent", "withdraw", family, "--all", "--dry-run")
        self.assertIn("Rien n'est changé", touched)
        self.assertIn(referral[:8], touched)
        self.assertIn("CODE DE RÉPONSE", self.sippe(0, "desk", "notices", "print", referral))
        done = self.sippe(0, "desk", "consent", "withdraw", family, "--all", "--reason", "elle ne veut plus")
        self.assertIn("2 consentements retirés, 1 référence annulée", done)
        self.assertIn("a retiré", self.sippe(1, "desk", "consent", "withdraw", family, "--all"))
        self.t.settle()
        sheet = self.sippe(0, "desk", "notices", "print", referral)
        self.assertIn("AVIS RETIRÉ", sheet)
        for said in ("Besoin", "Service", Family(247).given, "CODE DE RÉPONSE"):
            self.assertNotIn(said, sheet)
        items = self.json(0, "desk", "worklist", "--kind", "TELL_HOLDER", "--family", family)["items"]
        told = next(i["thing"] for i in items if i["thing"] != referral)
        self.assertIn("--person", self.sippe(2, "desk", "work", "told", told))
        self.sippe(0, "desk", "work", "told", told, "--person", "Amal Idrissi")
        self.assertIn("déjà noté", self.sippe(1, "desk", "call", "intake.RecordHolderTold", json.dumps({"thing": told, "told_person": "x"})))
        register = self.sippe(0, "desk", "family", "disclosures", family)
        self.assertIn("su par Amal Idrissi", register)

    def test_a_desk_of_several(self):
        screening, family = self.decided(256)
        self.t.allow("bureau", "DESK", "99001", shared=True)
        self.profile("bureau")
        self.sippe(0, "op", "members", "add", "m.roy", "--role", "DESK", "--organization", "99001", "--via", "bureau")
        decide = ("route", "decide", screening[:12], "SIPPE")
        self.assertIn("--by", self.sippe(1, "bureau", *decide))
        self.assertIn("au nom de cette personne", self.sippe(1, "bureau", *decide, "--by", "personne.ici"))
        self.sippe(0, "bureau", *decide, env={"SIPPE_BY": "m.roy"})
        self.assertIn("m.roy", self.sippe(0, "desk", "screening", "show", screening).split("Décidée par")[1].splitlines()[0])

    def test_the_urgent_first(self):
        told = Family(310).screening()
        told.urgent.food_today, told.identity.alt_phone = 2, "514 555-0177"
        call = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=told))
        screening, family = call.screening_id.hex(), call.family_number
        shown = self.sippe(0, "desk", "family", "show", family)
        self.assertIn("rien à manger aujourd'hui : à faire d'ici le", shown)
        self.assertIn("514 555-0177", shown)
        urgent = re.search(r"work\s+settle\s+([0-9a-f]+)", shown).group(1)
        self.assertIn("--note", self.sippe(1, "desk", "work", "settle", urgent))
        self.sippe(0, "desk", "work", "settle", urgent, "--note", "Dépannage porté")
        out = self.sippe(0, "desk", "route", "decide", screening, "liste d'attente", "--because", "Plus de place")
        self.assertIn("Priorité suggérée : P1 (rien à manger aujourd'hui)", out)
        self.assertIn("--priority 1 --because MOTIF", out)
        self.assertIn(family, self.sippe(0, "desk", "route", "waiting"))
        out = self.sippe(0, "desk", "route", "revise", screening, "SIPPE", "--priority", "1", "--because", "Une place s'ouvre")
        self.assertIn("À rencontrer en personne d'ici le", out)
        self.assertNotIn(family, self.sippe(0, "desk", "route", "waiting"))
        shown = self.sippe(0, "desk", "screening", "show", screening)
        self.assertIn("Dépannage porté", shown)
        self.assertIn("Une place s'ouvre", shown)
        self.assertIn("Plus de place", shown.split("Décisions d'avant")[1])
        self.assertIn("à rencontrer d'ici le", self.sippe(0, "desk", "family", "show", family))

    def test_a_desk_in_a_hurry(self):
        screening, family = self.decided(200)
        self.assertIn("jugement clinique", self.sippe(1, "desk", "route", "decide", screening, "OLO_ONLY"))
        self.sippe(0, "desk", "route", "decide", screening[:8], "sippe")
        self.assertIn("déjà sa décision", self.sippe(1, "desk", "route", "decide", screening, "SIPPE"))
        service = self.partner[1].hex()
        self.assertIn("consenti", self.sippe(1, "desk", "refer", family, service))
        self.sippe(0, "desk", "consent", "record", family, "--to", self.partner[0].hex())
        self.sippe(0, "desk", "consent", "withdraw", family)
        self.assertIn("retiré", self.sippe(1, "desk", "refer", family, service))
        self.sippe(0, "desk", "enrol", family)
        self.assertIn("déjà inscrite", self.sippe(1, "desk", "enrol", family))
        self.assertIn("autre CLSC", self.sippe(1, "desk2", "family", "show", family))
        wrong = family[:-1] + str((int(family[-1]) + 1) % 10)
        self.assertIn("mal copié", self.sippe(2, "desk", "family", "show", wrong))
        self.assertIn("--priority : ", self.sippe(1, "desk", "route", "decide", self.decided(201)[0], "SIPPE", "--priority", "9"))

    def referred(self, n):
        screening, family = self.decided(n)
        self.sippe(0, "desk", "route", "decide", screening, "SIPPE")
        self.sippe(0, "desk", "consent", "record", family, "--to", self.partner[0].hex())
        return family, self.json(0, "desk", "refer", family, self.partner[1].hex())["referral_id"]

    def test_a_partner_after_an_absence(self):
        families = [self.referred(n)[0] for n in (210, 211, 212)]
        self.t.settle()
        with open("/dev/full", "w") as full:  # what nobody could read is shown again
            env = {**os.environ, "SIPPE_HOME": self.t.path("profile-partner"), "LC_ALL": "fr_CA.UTF-8"}
            for words in ((), ("--json",)):
                lost = subprocess.run([os.path.join(BIN, "sippe"), "notices", "watch", "--once", *words], env=env, stdout=full,
                                      stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(lost.returncode, 6)
                self.assertIn("La sortie n'a pas pu être écrite", lost.stderr.decode())
        first = self.sippe(0, "partner", "notices", "watch", "--once")
        self.assertEqual(first.count("NOUVEL AVIS"), len(families))
        self.assertIn("sippe notices ack", first)
        self.assertNotIn("non confirmé", self.sippe(0, "desk", "family", "disclosures", families[0]))
        self.assertIn("Rien de nouveau", self.sippe(0, "partner", "notices", "watch", "--once"))
        notice = self.json(0, "partner", "notices", "list")["notices"][0]["notice_id"]
        self.sippe(0, "partner", "notices", "accept", notice)
        twice = self.sippe(1, "partner", "notices", "accept", notice)
        self.assertIn("est à l'état : accepté", twice)
        self.assertIn("la corrige", twice)
        family, referral = self.referred(213)
        self.t.settle()
        sheet = self.sippe(0, "desk", "notices", "print", referral)
        self.assertLessEqual(max(len(line) for line in sheet.splitlines()), 72, sheet)
        code = next(line for line in sheet.splitlines() if "CODE DE RÉPONSE" in line).split()[-1]
        wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
        self.assertIn("pas connu", self.sippe(1, "desk", "notices", "answer-by-code", wrong, "ACCEPTED", "--told-by", "Lucie"))
        self.assertIn("--reason", self.sippe(1, "desk", "notices", "answer-by-code", code, "DECLINED", "--told-by", "Lucie"))
        self.sippe(0, "desk", "notices", "answer-by-code", code.lower().replace("-", " "), "accepté", "--told-by", "Lucie")
        withdrawn = next(n for n in self.json(0, "partner", "notices", "list")["notices"] if n["state"] == "ACCEPTED")["notice_id"]
        for number in (family, *families):
            self.sippe(0, "desk", "consent", "withdraw", number)
        self.t.settle()
        self.assertIn("a été retiré", self.sippe(1, "partner", "notices", "first-contact", withdrawn, "--on", "2001-01-01"))

    # ---- any request

    def test_call_a_query(self):
        s = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(220).screening()))
        asked = json.dumps({"number": s.family_number})
        shown = self.sippe(0, "desk", "call", "intake.getfamily", asked)
        self.assertIn('{\n  "family_id": "%s",\n' % s.family_id.hex(), shown)
        self.assertEqual(json.loads(shown), json.loads(self.sippe(0, "desk", "family", "show", s.family_number, "--json")))
        line = self.sippe(0, "desk", "call", "intake.GetFamily", asked, "--json")
        self.assertEqual((line.count("\n"), json.loads(line)), (1, json.loads(shown)))
        path = self.file("asked.json", asked)
        self.assertEqual(self.sippe(0, "desk", "call", "intake.GetFamily", "@" + path), shown)
        self.assertEqual(self.sippe(0, "desk", "call", "intake.GetFamily", "-", input=asked.encode()), shown)
        self.assertEqual(self.json(0, "desk", "call", "intake.ListWork")["total"], self.json(0, "desk", "worklist")["total"])

    def test_call_a_command_twice(self):
        s = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(221).screening()))
        told = {"direction": "OUTGOING", "way": "PHONE", "outcome": "NO_ANSWER"}
        ask = {"family_id": s.family_id.hex(), "screening_id": s.screening_id.hex(), "version": s.version.hex(), "told": told}
        once = ("call", "intake.RecordFamilyCall", json.dumps(ask), "--request-id", os.urandom(16).hex())
        first = self.json(0, "desk", *once)
        self.assertEqual(self.json(0, "desk", *once), first)  # the same version
        self.assertEqual(self.json(0, "desk", "call", "intake.GetScreening",
                                   json.dumps({"screening_id": ask["screening_id"]}))["attempts"], 1)
        self.assertEqual(self.json(1, "desk", *once[:3])["error"]["reason"], "VERSION_STALE")  # under an id of its own
        other = json.dumps({**ask, "told": {**told, "outcome": "LEFT_MESSAGE"}})
        self.assertEqual(self.json(1, "desk", *once[:2], other, *once[3:])["error"]["reason"], "REQUEST_ID_REUSED")

    def test_call_refused(self):
        nobody = json.dumps({"family_id": "00" * 15 + "01"})
        self.assertIn("introuvable", self.sippe(1, "desk", "call", "intake.GetFamily", nobody).lower())
        told = self.json(1, "desk", "call", "intake.GetFamily", nobody)["error"]
        self.assertEqual((told["exit"], told["code"], told["reason"]), (1, "NOT_FOUND", "NOT_FOUND"))
        self.assertIn("rôle", self.sippe(1, "desk", "call", "intake.ListMembers"))
        self.assertIn("  screening.consent.notice_read_at (avis lu le) : ",
                      self.sippe(1, "desk", "call", "intake.SubmitScreening", '{"screening": {}}'))
        self.assertIn("JSON, ligne 1, limt : Ce champ n'existe pas. Vouliez-vous écrire « limit » ?",
                      self.sippe(2, "desk", "call", "intake.ListWork", '{"limt": 5}'))
        fault = self.json(2, "desk", "call", "intake.ListWork", "-", input=b'{\n "role": "BOSS"}')["error"]["faults"][0]
        self.assertEqual((fault["line"], fault["column"], fault["path"]), (2, 10, "role"))

    def test_call_each_daemon(self):
        for daemon in DAEMONS:
            self.assertTrue(self.json(0, "desk", "call", "node.GetHealth", "--at", daemon)["serving"])
            self.assertEqual(self.json(0, "op", "call", "node.GetStatus", "--at", daemon)["daemon"], daemon)
        self.assertIn("Lequel (--at)", self.sippe(2, "desk", "call", "node.GetHealth"))

    def test_call_without_a_key(self):
        home = self.profile("keyless", Key("keyless", "DESK", "99001"))
        os.unlink(os.path.join(home, "keyless.key"))
        self.assertIn("Aucune clé", self.sippe(2, "keyless", "call", "intake.ListWork"))
        self.assertEqual(self.sippe(0, "keyless", "call", "intake.ListWork", "--dry-run"), "{}\n")  # nothing is sent
        self.profile("keyless", Key("keyless", "DESK", "99001"))
        self.assertIn("la clé n'est pas acceptée", self.sippe(4, "keyless", "call", "intake.ListWork"))

    def test_call_repeated_after_an_outage(self):
        ask = ("call", "directory.RetireOrganization", json.dumps({"organization_id": "0b" * 16}))
        put_organization(self.t, "La Maison d'un jour", n=11)
        self.t["directory"].stop()
        try:
            done = self.run_as("coord", *ask, "--json")
            self.assertEqual((done.returncode, json.loads(done.stdout)["error"]["exit"]), (3, 3))
            again = done.stderr.decode().split("--request-id ")[1].rstrip(")\n")
        finally:
            self.t["directory"].start()
        first = self.json(0, "coord", *ask, "--request-id", again)
        records = self.json(0, "op", "call", "node.GetStatus", "--at", "directory")["seq"]
        self.assertEqual(self.json(0, "coord", *ask, "--request-id", again), first)
        self.assertEqual(self.json(0, "op", "call", "node.GetStatus", "--at", "directory")["seq"], records)

    # ---- the terminal

    def test_a_pipe_that_closes(self):
        env = {**os.environ, "SIPPE_HOME": self.t.path("profile-op"), "LC_ALL": "C"}
        p = subprocess.Popen([os.path.join(BIN, "sippe"), "journal", "tail", "intake", "--lines", "200"], env=env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        p.stdout.close()
        error = p.stderr.read()
        self.assertIn(p.wait(30), (0, -signal.SIGPIPE))
        self.assertEqual(error, b"")
        p.stderr.close()
        with open("/dev/full", "w") as full:
            done = subprocess.run([os.path.join(BIN, "sippe"), "help"], env=env, stdout=full)
        self.assertEqual(done.returncode, 6)

    def test_terminals(self):
        for columns, most, words, head in ((40, 60, ("keys", "list"), "Nom"), (80, 80, ("keys", "list"), "Nom"),
                                           (250, 160, ("keys", "list"), "Nom"), (80, 80, ("call", "--list"), "Méthode"),
                                           (60, 60, ("call", "--list"), "Méthode")):
            with self.subTest(columns=columns, words=words):
                ours, theirs = os.openpty()
                import fcntl, struct, termios
                fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
                env = {**os.environ, "SIPPE_HOME": self.t.path("profile-op"), "LC_ALL": "C", "NO_COLOR": "1"}
                p = subprocess.Popen([os.path.join(BIN, "sippe"), *words], env=env, stdout=theirs, stderr=theirs)
                os.close(theirs)
                shown = b""
                try:
                    while piece := os.read(ours, 4096):
                        shown += piece
                except OSError:
                    pass
                p.wait(30)
                os.close(ours)
                self.assertNotIn(b"\033", shown)
                self.assertLessEqual(max(len(l) for l in shown.decode().splitlines()), most)
                self.assertIn(head, shown.decode())


if __name__ == "__main__":
    unittest.main(verbosity=2)
