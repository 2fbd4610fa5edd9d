"""Erasing a family as two coordinators, a privacy officer and an operator have it in their hands: the program `sippe`."""
import subprocess, unittest
from cases import *
from territory import *


class Erase(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t, erasure=dict(rules=[dict(code="ON_REQUEST", fr="Demande", en="Request"),
                                     dict(code="RETENTION_OVER", fr="Fin", en="End", after_months=120)]))
        for name, role, organization in (("desk", "DESK", "99001"), ("coord2", "COORDINATOR", ""), ("privacy", "PRIVACY", "")):
            t.allow(name, role, organization)
        self.partner = put_organization(t)
        t.settle()
        self.s, self.r = to_partner(t, Family(1), *self.partner)
        t.settle()
        for name in ("desk", "coord", "coord2", "privacy", "op"):
            os.makedirs(t.path("profile-" + name), 0o700)
            shutil.copy(t.path("peers"), t.path("profile-" + name))
            t.write_file(f"profile-{name}/{name}.key", t.keys[name].text())

    def sippe(self, code, who, *words):
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], capture_output=True, text=True, timeout=120,
                              env={**os.environ, "SIPPE_HOME": self.t.path("profile-" + who), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1"})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_until_the_delay(self):
        number = self.s.family_number
        self.assertIn("ON_REQUEST", self.sippe(0, "coord", "territory", "show"))
        text = self.sippe(0, "coord", "erase", "preview", number, "--rule", "RETENTION_OVER")
        for words in ("Rien n'est changé", "Annulées dès la proposition", "La durée que demande cette règle"):
            self.assertIn(words, text)
        self.sippe(1, "desk", "erase", "propose", number, "--rule", "ON_REQUEST", "--reason", "demande")
        self.assertIn("sippe territory show", self.sippe(1, "coord", "erase", "propose", number, "--rule", "X", "--reason", "demande"))
        done = json.loads(self.sippe(0, "coord", "erase", "propose", number, "--rule", "ON_REQUEST", "--reason", "demande", "--json"))
        erasure = done["erasure_id"][:8]
        self.t.settle()
        self.assertIn("destruction", self.sippe(0, "coord2", "worklist"))
        self.assertIn("n'est pas écoulé", self.sippe(1, "coord2", "erase", "confirm", erasure, number))
        self.assertIn("rien n'est fait", self.sippe(2, "coord2", "erase", "confirm", erasure, "1042-9"))
        self.assertIn("pas encore confirmée", self.sippe(1, "coord2", "erase", "certificate", number))
        self.assertIn("proposée", self.sippe(0, "op", "erase", "list"))
        self.assertNotIn(number, self.sippe(0, "op", "erase", "list"))
        self.holds(number)
        thing = next(w for w in json.loads(self.sippe(0, "coord", "worklist", "--json"))["items"] if w["kind"] == "TELL_HOLDER")
        self.assertIn("attestation", self.sippe(0, "coord", "erase", "give-up", thing["thing"][:8], "--reason", "fermé"))
        self.assertIn("restent retirés", self.sippe(0, "coord2", "erase", "withdraw", erasure))
        self.assertIn("réenveloppées", self.sippe(1, "op", "keys", "destroyed"))

    def holds(self, number):
        self.sippe(0, "privacy", "hold", "put", number, "plainte", "--reason", "dossier P-7")
        self.assertIn("dossier P-7", self.sippe(0, "coord", "erase", "holds", number))
        hold = json.loads(self.sippe(0, "privacy", "erase", "holds", "--json"))["holds"][0]["hold_id"]
        self.assertIn("levée", self.sippe(0, "coord", "hold", "lift", hold[:8]))
        self.assertIn("Aucune suspension", self.sippe(0, "privacy", "erase", "holds"))

    def test_copies_on_this_machine(self):
        self.sippe(0, "op", "backup", "--cut", "lundi")
        os.makedirs(os.path.join(self.t["intake"].dir, "before-lundi-1"))
        stores = os.path.dirname(self.t["intake"].dir)
        text = self.sippe(0, "op", "erase", "report", stores)
        for words in ("intake/backup/lundi", "intake/before-lundi-1", "à chercher à la main"):
            self.assertIn(words, text)
        self.assertEqual(len(json.loads(self.sippe(0, "op", "erase", "report", stores, "--json"))), 5)
        self.assertIn("pas un dossier lisible", self.sippe(2, "op", "erase", "report", stores + "/nowhere"))


if __name__ == "__main__":
    unittest.main()
