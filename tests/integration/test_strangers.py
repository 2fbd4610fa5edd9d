"""Who must get nothing, while a desk goes on working: strangers of all kinds, and partners that reach for what is not theirs."""
import socket, threading, unittest
from cases import *
from territory import *


class Witness(threading.Thread):
    """A legitimate desk, all the while; its slowest answer is remembered."""

    def __init__(self, t):
        super().__init__(daemon=True)
        d = t["intake"]
        self.client = Client(d.endpoint["public"], d.key.public, t.keys["desk"])
        self.stop, self.n, self.slowest, self.error = threading.Event(), 0, 0.0, None

    def run(self):
        while not self.stop.is_set() and not self.error:
            began = time.monotonic()
            try:
                self.client.call("intake.ListWork", pb.work.ListWorkRequest(), timeout=5, attempt=5)
            except Exception as e:
                self.error = e
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.n += 1
            time.sleep(0.01)
        self.client.close()


class Strangers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        cls.partner = put_organization(t, "La Maison d'essai", 1)
        cls.other = put_organization(t, "La Maison d'à côté", 2)
        t.allow("desk", "DESK", "99001")
        t.allow("desk2", "DESK", "99002")
        t.allow("partner", "PARTNER", cls.partner[0].hex())
        t.allow("other", "PARTNER", cls.other[0].hex())
        t.settle()
        cls.witness = Witness(t)
        cls.witness.start()

    @classmethod
    def tearDownClass(cls):
        cls.witness.stop.set()
        cls.witness.join()
        try:
            if cls.witness.error:
                raise cls.witness.error
            print(f"a desk meanwhile: {cls.witness.n} answers, the slowest after {1000 * cls.witness.slowest:.0f} ms")
            assert cls.witness.n > 20 and cls.witness.slowest < 2
        finally:
            cls.t.close()

    # ---- counting

    def counts(self, daemon="intake"):
        m = self.t.metrics(daemon)
        refused = {k: v for k, v in m.items() if k.startswith("sippe_messages_refused_total")}
        return {"strangers": m["sippe_zap_denied_total"], "denied": m["sippe_denied_total"],
                "malformed": m["sippe_malformed_total"], "refused": sum(refused.values()), **refused}

    def assert_more(self, before, what, daemon="intake"):
        self.t.until(lambda: self.counts(daemon)[what] > before[what], 8, f"more {what} counted")

    def address(self, side="public"):
        host, port = self.t["intake"].endpoint[side][6:].split(":")
        return host, int(port)

    # ---- at the door

    def bare(self, **options):
        """A DEALER as a stranger makes it; whether anything comes back to a well formed request."""
        s = Client.context.socket(zmq.DEALER)
        s.linger = 0
        for name, value in options.items():
            setattr(s, name, value)
        s.connect(self.t["intake"].endpoint["public"])
        e = pb.envelope.Envelope()
        e.request.id, e.request.method = secrets.token_bytes(16), "node.GetHealth"
        s.send(e.SerializeToString())
        heard = s.poll(2500)
        s.close()
        return bool(heard)

    def test_no_key(self):
        self.assertFalse(self.bare())
        self.assertFalse(self.bare(plain_username=b"desk", plain_password=b"desk"))

    def test_a_key_that_nobody_entered(self):
        before = self.counts()
        stranger = Key("desk")  # the name means nothing
        self.assertFalse(self.bare(curve_serverkey=self.t["intake"].key.public, curve_publickey=stranger.public,
                                   curve_secretkey=stranger.secret))
        self.assert_more(before, "strangers")

    def test_a_wrong_server_key(self):
        desk = self.t.keys["desk"]
        self.assertFalse(self.bare(curve_serverkey=Key("x").public, curve_publickey=desk.public, curve_secretkey=desk.secret))

    def test_the_public_half_of_anothers_key(self):
        self.assertFalse(self.bare(curve_serverkey=self.t["intake"].key.public, curve_publickey=self.t.keys["desk"].public,
                                   curve_secretkey=Key("x").secret))

    def test_raw_bytes(self):
        http = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
        old = b"\xff\0\0\0\0\0\0\0\1\x7f" + b"\1\0"  # ZMTP 2
        for garbage in (http, old, secrets.token_bytes(4096), b"\0" * 70000, b""):
            for side in ("public", "internal"):
                with self.subTest(garbage=garbage[:12], side=side), socket.create_connection(self.address(side)) as s:
                    s.settimeout(5)
                    try:
                        s.sendall(garbage)
                        got = b""
                        while piece := s.recv(4096):
                            got += piece
                    except OSError:
                        pass
                    self.assertNotIn(b"sippe", got)  # at most a ZMTP greeting

    def test_many_idle_connections(self):
        idle = [socket.create_connection(self.address()) for _ in range(300)]
        self.t.call("desk", "intake.ListWork", pb.work.ListWorkRequest(), timeout=5)
        for s in idle:
            s.close()

    # ---- inside, with a key

    def dealer(self, key="desk", **options):
        c = Client(self.t["intake"].endpoint["public"], self.t["intake"].key.public, self.t.keys[key])
        c.connect()
        self.addCleanup(c.close)
        return c

    def test_more_than_one_frame(self):
        before, c = self.counts(), self.dealer()
        c.socket.poll(2000, zmq.POLLOUT)
        c.socket.send_multipart([b"a", b"b", b"c"])
        self.assert_more(before, 'sippe_messages_refused_total{side="public",reason="parts"}')

    def test_a_routing_id_of_its_own(self):
        before, desk = self.counts(), self.t.keys["desk"]
        self.assertFalse(self.bare(routing_id=b"intake", curve_serverkey=self.t["intake"].key.public,
                                   curve_publickey=desk.public, curve_secretkey=desk.secret))
        self.assert_more(before, 'sippe_messages_refused_total{side="public",reason="route"}')

    def test_too_large(self):
        c = self.dealer()
        c.socket.poll(2000, zmq.POLLOUT)
        c.socket.send(b"\0" * (300 << 10))
        self.assertEqual(c.socket.poll(1500), 0)

    def test_not_an_envelope(self):
        before, c = self.counts(), self.dealer()
        c.socket.poll(2000, zmq.POLLOUT)
        for garbage in (b"", b"\xff" * 100, secrets.token_bytes(1000)):
            c.socket.send(garbage)
        self.assert_more(before, "malformed")

    def refused(self, key, method, request, reason, **options):
        with self.assertRaises(Refused) as e:
            self.t.call(key, method, request, **options)
        self.assertEqual(e.exception.reason, reason)
        self.assertTrue(e.exception.status.message_fr and e.exception.status.message_en)

    def test_not_the_role(self):
        before = self.counts()
        self.refused("desk", "intake.AdoptTerritory", pb.intake.AdoptTerritoryRequest(), "NOT_ALLOWED")
        self.refused("partner", "intake.FindFamily", pb.intake.FindFamilyRequest(name="a"), "NOT_ALLOWED", daemon="intake")
        self.refused("desk", "node.GetStatus", None, "NOT_ALLOWED", daemon="intake")
        self.assertGreaterEqual(self.counts()["denied"], before["denied"] + 3)

    def test_the_door_of_the_daemons(self):
        before = self.counts()
        self.refused("desk", "intake.ListScreenings", pb.intake.ListScreeningsRequest(), "WRONG_ENDPOINT", side="internal")
        self.assert_more(before, "denied")
        self.t.call("op", "intake.ListMembers", pb.intake.ListMembersRequest(), side="internal")

    def test_anothers_family(self):
        s = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(50).screening()))
        get = pb.intake.GetFamilyRequest(family_id=s.family_id)
        self.refused("desk2", "intake.GetFamily", get, "NOT_FOUND")
        self.refused("desk2", "intake.GetFamily", pb.intake.GetFamilyRequest(family_id=b"\1" * 16), "NOT_FOUND")
        self.assertTrue(self.t.call("desk", "intake.GetFamily", get).number)

    def test_anothers_notice(self):
        to_partner(self.t, Family(51), *self.partner)
        ask = pb.notifications.ListNoticesRequest()
        notice = self.t.until(lambda: self.t.call("partner", "notifications.ListNotices", ask).notices, what="a notice")[0]
        self.assertEqual(len(self.t.call("other", "notifications.ListNotices", ask).notices), 0)
        self.refused("other", "notifications.GetNotice", pb.notifications.GetNoticeRequest(notice_id=notice.notice_id), "NOT_FOUND")
        self.refused("other", "notifications.AcknowledgeNotice", pb.notifications.AcknowledgeNoticeRequest(
            notice_id=notice.notice_id, version=notice.version, told_by="M. X"), "NOT_FOUND")

    def test_anothers_stream(self):
        for key, daemon, stream in (("other", "notifications", "partner:" + self.partner[0].hex()),
                                    ("partner", "intake", "daemons:scheduling"), ("desk", "intake", "daemons:scheduling"),
                                    ("partner", "notifications", "daemons:intake"), ("partner", "notifications", "partner:")):
            with self.subTest(key=key, stream=stream):
                feed = self.t.client(key, daemon).fetch(stream)
                self.assertEqual(REASON[feed.status.reason], "REASON_STREAM_FORBIDDEN")
                self.assertEqual(len(feed.records), 0)

    def test_revoked_while_connected(self):
        t = self.t
        t.allow("gone", "DESK", "99001")
        ask = pb.work.ListWorkRequest()
        for daemon in DAEMONS:
            t.call("gone", "node.GetHealth", daemon=daemon)
        t.call("gone", "intake.ListWork", ask)
        before = self.counts()
        t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member="gone", reason="perdue"))
        for daemon in DAEMONS:
            t.until(lambda: self.is_revoked("gone", daemon), what=f"revoked at {daemon}")
        self.assertGreater(self.counts()["denied"], before["denied"])
        again = Client(t["intake"].endpoint["public"], t["intake"].key.public, t.keys["gone"])
        with self.assertRaises(Silent):  # and at the door
            again.call("intake.ListWork", ask, timeout=3)
        again.close()
        self.assert_more(before, "strangers")

    def is_revoked(self, key, daemon):
        """Told so on its open connection, or, a second later, cut from it and left at the door."""
        try:
            self.t.call(key, "node.GetHealth", daemon=daemon, timeout=3)
        except Refused as e:
            return e.reason == "KEY_REVOKED"
        except Silent:
            return True
        return False

    def test_more_than_the_window(self):
        """Past its window a key is told so; what was taken is all answered, and others do not notice."""
        c, sent = self.dealer("coord"), 1000
        c.socket.poll(2000, zmq.POLLOUT)
        for _ in range(sent):
            e = pb.envelope.Envelope()
            e.request.id, e.request.method = secrets.token_bytes(16), "node.GetStatus"
            c.socket.send(e.SerializeToString())
        got = []
        while (e := c.receive(1500)) is not None:
            got.append(REASON[e.reply.status.reason])
        served, told = got.count("REASON_UNSPECIFIED"), got.count("REASON_WINDOW_FULL")
        print(f"{sent} at once: {served} served, {told} told to wait, {sent - len(got)} discarded")
        self.assertEqual(served + told, len(got))
        self.assertGreaterEqual(served, 64)
        self.t.call("coord", "node.GetStatus", daemon="intake")


if __name__ == "__main__":
    unittest.main(verbosity=2)
