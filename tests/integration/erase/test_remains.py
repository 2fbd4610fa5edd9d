"""What is left of an erased family, by the bytes of the files of four real daemons.

Two promises. Gone everywhere at once, by key: what she answered, names, contacts, needs, organisations, routes, reasons. Gone from
the live store at once, and from copies when they expire or their key is destroyed: ids, states, days of work, look-up hashes.
Records stay, as a journal is appended only: each with the ids that stand in the open, and a sealed part that nothing opens."""
import subprocess, unittest
from cases import *
from checking import copy_stores
from territory import *

DAY_MS = 86400000
DAY_MS = 86400000
TOLD_BY, MOVED, AFRAID, ASKED = "M. Lebelhumeur", "déménage à Trois-Pistoles", "a peur du voisin d'en face", "l'a écrit de sa main"
# The journal and what leads into it, whose key is where, who was erased, replies that were given; and by name what is kept of an
# erasure: its certificate, and the register of what was disclosed. All other tables say how things are now.
STAYS = {"journal", "subject", "slot", "erased", "reply", "access-of", "erasures", "erasures_of_family", "disclosures",
         "disclosures_of_family"}
# Keys in which a keyed hash stands before the id of what it leads to.
LOOKED_UP = {"screenings_by_hash", "families_by_number", "notices_by_code"}
# A certificate is found by the number that the family had, which is given to nobody again.
CERTIFICATE = {"families_by_number": {"erasures", "erasures_by_number"}}
SLOTS_AT, SLOT_LEN, KEY_AT, KEY_LEN = 8192, 128, 40, 72  # common/seal/slot.h


def later(days):
    """The environment of a daemon for which it is so many days later."""
    return {"LD_PRELOAD": os.path.join(BIN, "liblater.so"), "LATER_MS": str(days * DAY_MS),
            "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")}


def remains(*words):
    done = subprocess.run([os.path.join(BIN, "remains"), *words], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout


def tree(folder):
    """The live tree of a store: (table, key, value)."""
    return [(t, bytes.fromhex(k), bytes.fromhex(v)) for t, k, v in (line.split(" ") for line in remains("tree", folder).splitlines())]


def read(path):
    with open(path, "rb") as f:
        return f.read()


def files_below(folder):
    return [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]


class Story:
    """A family with something of hers in each daemon that can have something of a family."""

    def __init__(self, t, family, partner):
        self.family = family
        s, r = to_partner(t, family, *partner)
        t.call("desk", "intake.RecordSafetyNote", pb.notes.RecordSafetyNoteRequest(
            family_id=s.family_id, words=pb.notes.NoteWords(text=AFRAID)))
        t.call("desk", "intake.EnrolFamily", pb.intake.EnrolFamilyRequest(family_id=s.family_id, screening_id=s.screening_id))
        t.settle()
        notice = next(n for n in t.call("partner", "notifications.ListNotices", pb.notifications.ListNoticesRequest(
            open_only=True)).notices if n.state == pb.notice.NOTICE_STATE_ISSUED)
        t.call("partner", "notifications.DeclineNotice", pb.notifications.DeclineNoticeRequest(
            notice_id=notice.notice_id, version=notice.version, told_by=TOLD_BY, reason=1, note=NOTE))
        ask = pb.scheduling.FamilyVisitsRequest(family_id=s.family_id)
        e = t.call("coord", "scheduling.FamilyVisits", ask)
        t.call("coord", "scheduling.ConfirmKeyWorker", pb.scheduling.ConfirmKeyWorkerRequest(
            enrolment_id=e.enrolment_id, enrolment_version=e.enrolment_version, worker="inf-01"))
        start = t.call("coord", "scheduling.ListSlots", pb.scheduling.ListSlotsRequest(family_id=s.family_id)).starts[0]
        visit = t.call("coord", "scheduling.BookVisit", pb.scheduling.BookVisitRequest(family_id=s.family_id, start=start))
        t.settle()
        self.id, self.referral = s.family_id, r.referral_id
        self.ids = [s.family_id, s.screening_id, r.referral_id, e.enrolment_id, notice.notice_id, visit.visit_id]
        self.words = [w.encode() for w in (*family.values, TOLD_BY, NOTE, MOVED, AFRAID, ASKED)]

    def subject(self, daemon):
        """For whom it is sealed there: notifications knows referrals, and no family."""
        return self.referral if daemon == "notifications" else self.id

    def has(self, *bytes_):
        return any(i in b for i in self.ids for b in bytes_)


class Remains(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t, erasure=dict(delay_days=1, rules=[dict(code="ON_REQUEST", fr="Demande", en="Request")]))
        partner = put_organization(t)
        for name, role, organization in (("desk", "DESK", "99001"), ("coord2", "COORDINATOR", ""),
                                         ("partner", "PARTNER", partner[0].hex())):
            t.allow(name, role, organization)
        worker(t)
        t.settle()
        self.hers, self.others = Story(t, Family(1), partner), Story(t, Family(2), partner)
        self.proposed = self.propose()
        self.stop()
        self.copy = t.path("copy")  # of all stores and of the files beside them, as a backup takes it
        copy_stores(t.root, self.copy)
        for d in DAEMONS:
            shutil.copy(t.path(d + "/vault"), os.path.join(self.copy, d))

    def propose(self):
        t, family_id = self.t, self.hers.id
        e = t.call("coord", "intake.GetFamily", pb.intake.GetFamilyRequest(family_id=family_id)).enrolment
        t.call("desk", "intake.EndEnrolment", pb.intake.EndEnrolmentRequest(
            enrolment_id=e.enrolment_id, version=e.version, reason=1, note=MOVED))
        t.settle()
        p = t.call("coord", "intake.ProposeErasure", pb.intake.ProposeErasureRequest(
            family_id=family_id, rule="ON_REQUEST", reason=ASKED))
        t.settle()
        return p

    def stop(self):
        self.t.stop_all()
        for client in self.t.clients.values():
            client.close()
        self.t.clients.clear()

    def certificate(self):
        return self.t.call("coord2", "intake.GetErasure", pb.intake.GetErasureRequest(erasure_id=self.proposed.erasure_id)).erasure

    def erase(self):
        """Two days later: by another coordinator; over when all four daemons have said so."""
        t = self.t
        t.start_all(env=later(2))
        t.until(lambda: t.health("coord2", "intake"))
        for work in t.call("coord", "intake.PreviewErasure", pb.intake.PreviewErasureRequest(family_id=self.hers.id)).to_tell:
            t.call("coord", "intake.GiveUpHolder", pb.intake.GiveUpHolderRequest(thing=work.thing, reason="fermé"))
        t.call("coord2", "intake.ConfirmErasure", pb.intake.ConfirmErasureRequest(
            erasure_id=self.proposed.erasure_id, version=self.certificate().version))
        t.until(lambda: all(a.answered_at.ms for a in self.certificate().answers), what="four daemons that say it is done")
        t.settle()
        self.stop()

    # ---- what opens, in copies that are made for it: opening writes

    def wrapping(self, daemon):
        return self.t.path(daemon + ".wrapping")

    def opens(self, daemon, store, vault, wrapping, story):
        """Of records, rows and the engine's own that are sealed for her: how many open, of how many."""
        folder = tempfile.mkdtemp(dir=self.t.root)
        shutil.copy(store, os.path.join(folder, "data.mdb"))
        shutil.copy(vault, os.path.join(folder, "vault"))
        return json.loads(remains("opens", daemon, folder, wrapping, story.subject(daemon).hex()))

    def told(self, daemon, store_of, vault_of, story, wrapping=None):
        at = {"now": self.t.path(daemon), "copy": os.path.join(self.copy, daemon)}
        return self.opens(daemon, at[store_of] + "/data.mdb", at[vault_of] + "/vault", wrapping or self.wrapping(daemon), story)

    def slots(self, daemon, folder, wrapping=None):
        """Those that bear her id: (number, what that key makes of it)."""
        lines = remains("slots", os.path.join(folder, daemon, "vault"), wrapping or self.wrapping(daemon),
                        self.hers.subject(daemon).hex()).splitlines()
        return [(int(n), what) for n, what in (line.split() for line in lines)]

    def holding(self):
        """The daemons in which something was sealed for her."""
        return [d for d in DAEMONS if d != "directory"]

    # ---- before: each search finds what it looks for

    def gather(self):
        """What must be gone: rows of hers with their sealed parts, hashes that lead to her and to nobody else, her wrapped keys."""
        self.rows, self.hashes, self.keys = {}, {}, {}
        for d in DAEMONS:
            live = tree(os.path.join(self.copy, d))
            self.rows[d] = [row for row in live if row[0] not in STAYS and self.hers.has(row[1], row[2])]
            keys = [(t, k[-32:-16], k[-16:] in self.hers.ids) for t, k, _ in live if t in LOOKED_UP]
            others = {h for _, h, is_hers in keys if not is_hers}
            self.hashes.update({h: t for t, h, is_hers in keys if is_hers and h not in others})
        for d in self.holding():
            [(slot, what)] = self.slots(d, self.copy)
            self.assertEqual(what, "key")
            at = SLOTS_AT + (slot - 1) * SLOT_LEN + KEY_AT
            self.keys[d] = read(os.path.join(self.copy, d, "vault"))[at:at + KEY_LEN]
            opened = self.told(d, "copy", "copy", self.hers)
            self.assertTrue(all(n == of for n, of in opened.values()) and opened["records"][0], (d, opened))
        for table in ("families", "screenings", "lookups", "work", "screenings_by_hash", "families_by_number", "referrals_of_family"):
            self.assertIn(table, {row[0] for row in self.rows["intake"]})
        for table in ("visits", "follow_ups_of_family"):
            self.assertIn(table, {row[0] for row in self.rows["scheduling"]})
        for table in ("notices", "notices_by_code"):
            self.assertIn(table, {row[0] for row in self.rows["notifications"]})
        self.assertEqual(set(self.hashes.values()), LOOKED_UP)
        self.assertGreaterEqual(len(self.hashes), 5)

    # ---- after

    def check_tree(self):
        """Ids, states, days of work and hashes, in the live tree. Pages that were freed are not looked at: they hold what they
        held until they are used again, as copies do, of which this promise does not speak; what is sealed there is gone by key."""
        for d in DAEMONS:
            live = tree(self.t.path(d))
            names, values = {(t, k) for t, k, _ in live}, {v for t, _, v in live if t != "journal"}
            left = sorted({t for t, k, v in live if t not in STAYS and self.hers.has(k, v)})
            self.assertEqual(left, [], f"{d}: a table names her still")
            for table, key, value in self.rows[d]:
                self.assertNotIn((table, key), names, d)
                self.assertFalse(len(value) > 16 and value in values, f"{d}: a row of {table} stands under another key")
            for h, of in self.hashes.items():
                found = {t for t, k, v in live if h in k or h in v} - CERTIFICATE.get(of, set())
                self.assertEqual(found, set(), f"{d}: a look-up hash of {of}")

    def check_words(self, folders):
        """In the bytes of all files, whatever page they stand in; in clear they never were anywhere."""
        files = [path for folder in folders for path in files_below(folder)] + [d.log for d in self.t.daemons.values()]
        self.assertGreaterEqual(len(files), 4 * 3)
        for path in files:
            held = read(path)
            for word in self.hers.words:
                self.assertFalse(word in held, f"{word.decode()!r} stands in {path}")

    def check_keys(self):
        """Her wrapped key: in no file below any folder; its slot is a tombstone."""
        for d in self.holding():
            self.assertTrue(self.keys[d] in read(os.path.join(self.copy, d, "vault")))
            for path in files_below(self.t.path(d)):
                self.assertFalse(self.keys[d] in read(path), f"her wrapped key is in {path}")
        for d in DAEMONS:
            self.assertEqual([what for _, what in self.slots(d, self.t.root)], ["zeros"], d)

    def check_opens(self):
        """Nothing of her, neither of the store as it is nor of the copy beside the key file as it is; all of the others."""
        for d in self.holding():
            for store in ("now", "copy"):
                hers, others = (self.told(d, store, "now", story) for story in (self.hers, self.others))
                self.assertEqual([n for n, _ in hers.values()], [0, 0, 0], f"{d}: the {store} store")
                self.assertTrue(hers["records"][1], f"{d}: no record was there to be opened")
                self.assertTrue(others["records"][0] and all(n == of for n, of in others.values()), (d, others))

    def check_copies(self):
        """Copies of the stores and of their old key files: all opens by the old wrapping key, and without it nothing."""
        for d in DAEMONS:
            fresh = self.t.write_file(d + ".fresh", wrapping_text(), 0o400)
            code, out = self.t[d].run("--rewrap", fresh, env=later(2))
            self.assertEqual(code, 0, out)
        for d in self.holding():
            before = self.told(d, "copy", "copy", self.hers)
            self.assertEqual([n for n, of in before.values()], [of for n, of in before.values()], "by the key that is to be destroyed")
            os.replace(self.t.path(d + ".fresh"), self.wrapping(d))  # the old one is gone
            self.assertEqual(set(self.told(d, "copy", "copy", self.hers)), {"refused"}, d)
            self.assertEqual([what for _, what in self.slots(d, self.copy)], ["nothing"], d)
            now = self.told(d, "now", "now", self.hers)
            self.assertEqual([n for n, _ in now.values()], [0, 0, 0], d)
            self.assertTrue(self.told(d, "now", "now", self.others)["records"][0], d)

    def test_what_remains(self):
        self.gather()
        self.check_words([self.copy])
        self.erase()
        self.check_tree()
        self.check_words([self.t.path(d) for d in DAEMONS])
        self.check_keys()
        self.check_opens()
        self.check_copies()


if __name__ == "__main__":
    unittest.main()
