"""What is in people's files: tables as spreadsheets write them, rows that are not taken, calls that are corrected."""
import random, re, signal
from program.running import *


class Files(ProgramCase):
    def push(self, code, name, content, *words, who="desk"):
        return self.sippe(code, who, "screening", "push", self.file(name, content), *words)

    def listed(self, reference):
        return self.json(0, "desk", "screening", "list", "--reference", reference).get("screenings", [])

    def held(self, who="desk"):
        done = self.run_as(who, "quarantine", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def lines(self, out, *starts):
        return [line for line in out.splitlines() if line.lstrip().startswith(starts)]

    def setUp(self):
        if self.held():
            self.sippe(0, "desk", "quarantine", "drop", "--all")

    # ---- how a file is written

    def test_accents_are_never_guessed_in_silence(self):
        name = "Bélanger-Noël"
        text = self.text(self.table(300, nom=name))
        for encoding, option in (("mac-roman", "mac-roman"), ("cp850", "cp850"), ("utf-8-twice", "utf-8-twice")):
            with self.subTest(encoding):
                odd = text.encode().decode("windows-1252").encode() if encoding == "utf-8-twice" else text.encode(encoding)
                out = self.push(2, "accents.csv", odd)
                self.assertIn(f"« {name} » : --encoding {option}", out)
                self.assertIn("Rien n'est lu ni envoyé", out)
                self.assertEqual(self.listed("R-300"), [])
                self.push(2, "accents.csv", odd, "--encoding", "klingon")
                self.assertIn("1 acceptée", self.push(0, "accents.csv", odd, "--encoding", option, "--dry-run"))
        out = self.push(0, "accents.csv", text.encode("windows-1252"))
        self.assertIn(f"il est lu comme windows-1252, où « B\ufffdlanger-No\ufffdl » est « {name} »", out)
        found = self.json(0, "desk", "family", "find", "--phone", Family(300).phone)["families"]
        self.assertEqual([f["name"]["family"] for f in found], [name])

    def test_columns_of_another_system_are_left_out(self):
        rows = self.table(301)
        rows[0] += ["Commentaires", "Initiales"]
        rows[1] += ["rappeler mardi", "jr"]
        out = self.push(0, "others.csv", self.text(rows))
        self.assertIn("les colonnes « Commentaires », « Initiales » sont laissées de côté.", out)
        self.assertIn("1 acceptée", out)

    def test_moments_as_spreadsheets_write_them(self):
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400 * 2))
        moments = ("9:03", "9 h 03", "9:03:00 a.m.", "09:03:00", "9\u00a0h\u00a003", "9h03 min")
        rows = self.table()
        for i, text in enumerate(moments):
            rows += self.table(310 + i, appel_debut=f"{day} {text}", avis_lu_le=f"{day}T{text}" if i == 3 else f"{day} {text}",
                               naissance=("1998/05/16", "16 mai 1998", "May 16, 1998", "19980516", "samedi 16 mai 1998",
                                          "1998-05-16 00:00:00")[i])[1:]
        self.assertIn("6 acceptées", self.push(0, "moments.csv", self.text(rows)))
        answers = [self.json(0, "desk", "screening", "show", self.listed(f"R-{310 + i}")[0]["screening_id"])["screening"]
                   for i in range(len(moments))]
        self.assertEqual({a["call"]["started_at"] for a in answers}, {answers[0]["call"]["started_at"]})
        self.assertIn(":03:00Z", answers[0]["call"]["started_at"])
        self.assertEqual({a["identity"]["birth_date"] for a in answers}, {"1998-05-16"})
        known = self.listed("R-310")[0]
        self.sippe(0, "desk", "calls", "record", known["family_number"], "NO_ANSWER", "--at", f"{day} 9 h 30")
        self.assertIn("9 h 30", self.sippe(0, "desk", "screening", "show", known["screening_id"]))

    def test_a_code_that_lost_its_zero_is_said(self):
        r = rules(self.t.code, "2026-11 b")
        r.clscs.add(code="06123", name="CLSC d'essai 06123", phone="514 555-0100", postal_prefixes=["H3C"])
        r.valid_from.CopyFrom(day())
        self.t.call("op", "intake.AdoptTerritory", pb.intake.AdoptTerritoryRequest(territory=r))
        self.t.allow("zero", "DESK", "06123")
        self.profile("zero")
        text = self.text(self.table(325, 326, clsc="6123"))
        for words in (("--dry-run",), ()):
            out = self.push(0, "zero.csv", text, *words, who="zero")
            self.assertIn("zero.csv, lignes 2 et 3, colonne clsc : 6123 est lu comme 06123.", out)
        listed = self.json(0, "zero", "screening", "list", "--reference", "R-325")["screenings"]
        answers = self.json(0, "zero", "screening", "show", listed[0]["screening_id"])["screening"]
        self.assertEqual(answers["call"]["clsc_code"], "06123")
        out = self.sippe(0, "coord", "worklist", "--clsc", "6123")
        self.assertIn("CLSC : 6123 est lu comme 06123.", out)
        self.assertIn(listed[0]["screening_id"][:8], out)
        team = self.file("team.csv", "code;nom;discipline;langues;clsc;Notes\nz1;Zoé;infirmière;fr-CA|créole;6123;x\n")
        out = self.sippe(0, "coord", "workers", "import", team)
        self.assertIn("CLSC : 6123 est lu comme 06123.", out)
        self.assertIn("la colonne « Notes » est laissée de côté.", out)
        self.assertIn("06123", self.sippe(0, "coord", "workers", "list"))

    def test_a_filled_template_is_read(self):
        lines = self.sippe(0, "desk", "screening", "template").lstrip("\ufeff").splitlines()
        self.assertTrue(lines[1].startswith("# ") and lines[2].startswith("# "), lines)
        rows = self.table(320)
        filled = "\r\n".join(lines) + "\r\n" + self.text(rows).split("\r\n", 1)[1]
        self.assertIn("1 acceptée", self.push(0, "template.csv", "\ufeff" + filled))

    # ---- faults

    def test_equal_faults_are_one_line(self):
        rows = self.table()
        for i in range(49):
            rows += self.table(330 + i, source="voisine")[1:]
        rows[20][rows[0].index("naissance")] = "05/06/1998"
        for words, code in ((("--dry-run",), 2), ((), 2)):
            out = self.push(code, "voisine.csv", self.text(rows), *words)
            told = [line for line in out.splitlines() if "voisine.csv" in line]
            self.assertEqual(len(told), 2, out)
            self.assertIn("voisine.csv, lignes 2 à 50, colonne source : réponse non reconnue", told[0])
            self.assertIn("voisine.csv, ligne 21, colonne naissance : une date s’écrit AAAA-MM-JJ", told[1])
            self.assertIn("49 illisibles.", out)
        english = self.push(2, "voisine.csv", self.text(rows), "--lang", "en")
        self.assertIn("voisine.csv, lines 2 to 50, column source: answer not recognised", english)

    # ---- a call that is there

    def test_a_corrected_call_is_shown_and_amended(self):
        rows = self.table(400, 401)
        self.push(0, "known.csv", self.text(rows))
        column = rows[0].index
        rows[1][column("telephone")], rows[1][column("personnes_menage")] = "438 555-0199", "3"
        before, text = self.listed("R-400"), self.text(rows)
        for words in (("--dry-run",), ()):
            out = self.push(5, "known.csv", text, *words)
            path = self.t.path("known.csv")
            self.assertIn(f"{path}, ligne 2 : l'appel R-400 est déjà au dossier (famille {before[0]['family_number']}, évaluation", out)
            self.assertRegex(out, r"téléphone : \d{3} \d{3}-\d{4} → 438 555-0199")
            self.assertRegex(out, r"personnes du ménage : 2 → 3")
            self.assertIn("1 déjà envoyée, 1 refusée" if not words else "1 acceptée, 1 refusée", out)
        self.assertEqual(self.listed("R-400"), before)
        english = self.push(5, "known.csv", text, "--dry-run", "--lang", "en")
        self.assertIn("There → in the file:", english)
        command = re.search(r"    sippe (screening amend \S+ \S+ --reference R-400) --reason", out).group(1).split()
        self.assertIn("d'autres", self.sippe(2, "desk", *command[:4], "--reason", "x", "--yes"))  # of two rows, none is meant
        self.sippe(0, "desk", *command, "--reason", "mal noté", "--yes")
        shown = self.sippe(0, "desk", "screening", "show", command[2])
        self.assertRegex(shown, r"desk[^\n]* : mal noté\n +personnes du ménage : 2 → 3|mal noté\n +téléphone : ")
        self.assertIn("→ 438 555-0199", shown)
        self.assertIn("2 déjà envoyées", self.push(0, "known.csv", text))
        self.assertEqual(self.held(), [])
        self.assertEqual(len(self.listed("R-400")), 1)

    # ---- rows that are not taken

    def test_a_row_is_mended_where_it_waits(self):
        rows = self.table(410, 411, 412, 413)
        column = rows[0].index
        rows[2][column("naissance")] = "16/05/1998"        # cannot be read
        rows[3][column("telephone")] = "123"               # is refused
        rows[4][column("nom")] = ""
        path = self.t.path("held.csv")
        out = self.push(5, "held.csv", self.text(rows))
        self.assertIn("1 acceptée, 2 refusées, 1 illisible.\n3 fiches en quarantaine : sippe quarantine list", out)
        held = self.held()
        self.assertEqual([(h["local_reference"], h["line"], h["file"]) for h in held],
                         [("R-411", 3, path), ("R-412", 4, path), ("R-413", 5, path)])
        numbers = [str(h["number"]) for h in held]
        listed = self.sippe(0, "desk", "quarantine", "list")
        self.assertRegex(listed, rf"{numbers[0]} +R-411 .*naissance")
        self.assertIn("3 fiches en quarantaine.", listed)
        shown = self.sippe(0, "desk", "quarantine", "show", numbers[1])
        self.assertIn(f"Fiche {numbers[1]}, {path}, ligne 4, référence locale R-412", shown)
        self.assertIn("Ce numéro de téléphone", shown)
        self.push(5, "held.csv", self.text(rows))           # the same file again is the same rows
        self.assertEqual([str(h["number"]) for h in self.held()], numbers)

        self.assertIn("n'est pas une colonne", self.sippe(2, "desk", "quarantine", "fix", numbers[0], "naisance=1998-05-16"))
        self.assertIn("écrivez colonne=valeur", self.sippe(2, "desk", "quarantine", "fix", numbers[0], "naissance"))
        self.assertIn("Rien n'est changé", self.sippe(2, "desk", "quarantine", "fix", numbers[0], "naissance=hier"))
        self.assertIn("Aucune fiche en quarantaine n'a le numéro 999", self.sippe(2, "desk", "quarantine", "show", "999"))
        out = self.sippe(0, "desk", "quarantine", "fix", numbers[0], "Naissance=16 mai 1998")
        self.assertEqual(out, f"  naissance : 16/05/1998 → 16 mai 1998\nFiche {numbers[0]} corrigée. Envoyer : sippe quarantine send {numbers[0]}\n")
        out = self.sippe(0, "desk", "quarantine", "send", numbers[0])
        self.assertIn("1 acceptée.\n2 fiches en quarantaine", out)
        self.assertEqual(len(self.listed("R-411")), 1)

        self.assertIn("1 refusée", self.sippe(1, "desk", "quarantine", "send", numbers[1]))  # as it is, it is refused again
        self.sippe(0, "desk", "quarantine", "fix", numbers[1], "telephone=514 555-0188")
        self.assertIn("1 acceptée, 1 refusée", self.sippe(5, "desk", "quarantine", "send", "--all"))
        self.assertEqual([h["local_reference"] for h in self.held()], ["R-413"])

        rows[4][column("nom")] = "Revenue"                  # mended in the file, it leaves by itself
        rows[2][column("naissance")], rows[3][column("telephone")] = "1998-05-16", "514 555-0188"
        self.assertIn("1 acceptée, 3 déjà envoyées", self.push(0, "held.csv", self.text(rows)))
        self.assertEqual(self.held(), [])
        for n in range(410, 414):
            self.assertEqual(len(self.listed(f"R-{n}")), 1)
        self.assertIn("Aucune fiche en quarantaine.", self.sippe(0, "desk", "quarantine", "list"))

    def test_a_dropped_row_is_gone(self):
        rows = self.table(420, nom="Grisemouture", naissance="16/05/1998")
        self.push(2, "gone.csv", self.text(rows))
        spool = pathlib.Path(self.t.path("profile-desk"), "spool", "desk")
        self.assertEqual(spool.stat().st_mode & 0o777, 0o600)
        self.assertNotIn(b"Grisemouture", spool.read_bytes())
        number, size = str(self.held()[0]["number"]), spool.stat().st_size
        self.sippe(2, "desk", "quarantine", "drop")
        self.assertEqual(self.json(0, "desk", "quarantine", "drop", number), {"dropped": 1})
        self.assertLess(spool.stat().st_size, size)
        self.assertEqual(self.held(), [])
        self.push(2, "gone.csv", self.text(rows))
        self.assertGreater(self.held()[0]["number"], int(number))  # a number is not given again

    def test_a_number_that_was_typed_twice_loses_nobody(self):
        first = self.table(425, naissance="16/05/1998", nom="Exemple", prenom="Awa")
        self.push(2, "first.csv", self.text(first))
        other = self.table(426, reference_locale="R-425", nom="Inventée", prenom="Lou", naissance="1990-01-02")
        self.assertIn("1 acceptée", self.push(0, "other.csv", self.text(other)))
        self.assertEqual([h["columns"]["nom"] for h in self.held()], ["Exemple"])

    def test_one_form_of_a_list_is_amended(self):
        rows = self.table(427, 428)
        self.push(0, "list.csv", self.text(rows))
        forms = [json.loads(self.sippe(0, "desk", "screening", "show", self.listed(f"R-{n}")[0]["screening_id"], "--answers"))
                 for n in (427, 428)]
        forms[1]["identity"]["phone"] = "438 555-0128"
        path, id = self.file("list.json", json.dumps(forms)), self.listed("R-428")[0]["screening_id"]
        self.sippe(2, "desk", "screening", "amend", id, path, "--reason", "x", "--yes")
        self.assertIn("aucune fiche n'a cette référence locale",
                      self.sippe(2, "desk", "screening", "amend", id, path, "--reference", "R-9", "--reason", "x", "--yes"))
        out = self.sippe(0, "desk", "screening", "amend", id, path, "--reference", "R-428", "--reason", "x", "--yes")
        self.assertIn("téléphone : 514 555-0428 → 438 555-0128\n", out)

    def test_a_key_that_may_not_send_keeps_nothing(self):
        rows = self.table(430, 431, naissance="16/05/1998")
        rows[1][rows[0].index("naissance")] = "1998-05-16"
        self.assertIn("Aucune fiche n'est gardée sur ce poste", self.push(1, "team.csv", self.text(rows), who="team"))
        self.assertEqual(self.held("team"), [])
        self.assertIn("En attente : 0", self.sippe(0, "team", "screening", "spool"))

    def test_killed_at_any_step_each_row_leaves_once(self):
        rows = self.table(*range(440, 452), naissance="16/05/1998")
        self.push(2, "killed.csv", self.text(rows))
        chance = random.Random(5)
        numbers = [str(h["number"]) for h in self.held()]
        env = {**os.environ, "SIPPE_HOME": self.t.path("profile-desk"), "NO_COLOR": "1"}
        def killed(*words):
            p = subprocess.Popen([os.path.join(BIN, "sippe"), "quarantine", *words], env=env, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 0.12))
            p.send_signal(signal.SIGKILL)
            p.wait()
        for number in numbers:
            killed("fix", number, "naissance=1998-05-16")
            self.sippe(0, "desk", "quarantine", "fix", number, "naissance=1998-05-16")
            killed("send", number)
        for _ in range(3):
            killed("send", "--all")
        if self.held():
            self.sippe(0, "desk", "quarantine", "send", "--all")
        self.assertEqual(self.held(), [])
        for n in range(440, 452):
            self.assertEqual(len(self.listed(f"R-{n}")), 1, n)


if __name__ == "__main__":
    unittest.main()
