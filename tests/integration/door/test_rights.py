"""What each role may call is the same through the gateway as by a key of her own, method by method."""
import unittest
from gateway import *

ROLES = {"DESK": "99001", "TEAM": "99001", "COORDINATOR": "", "PRIVACY": "", "PARTNER": ""}


def methods():
    """(daemon, package, service, method) of the whole contract; node's at each daemon."""
    for daemon in DAEMONS:
        for package in (daemon, "node"):
            (service,) = getattr(pb, package).DESCRIPTOR.services_by_name.values()
            for method in service.methods:
                yield daemon, package, service.full_name, method.name


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        cls.g = Gateway(t)
        cls.keys, cls.tokens = {}, {}
        for role, organization in ROLES.items():
            if role == "PARTNER":
                organization = secrets.token_hex(16)
            k = cls.keys[role] = Key("r-" + role.lower(), role, organization)
            k.member = member(t, k.name, pb.types.Role.Value("ROLE_" + role), organization, cls.g.member, key=k)
            cls.tokens[role], _ = token(t, k.member)
        t.settle()
        cls.g.start()

    @classmethod
    def tearDownClass(cls):
        cls.g.stop()
        cls.t.close()

    def by_key(self, role, daemon, package, name):
        try:
            self.t.call(self.keys[role], f"{package}.{name}", daemon=daemon)
            return "OK"
        except Refused as refused:
            return refused.reason

    def by_door(self, browser, role, daemon, package, service, name):
        path = (f"/{daemon}" if package == "node" else "") + f"/{service}/{name}"
        got = browser.request("POST", path, "{}", {**JSON, "Authorization": f"Bearer {self.tokens[role]}"})
        return "OK" if got.status == 200 else got.reason[7:]

    def test_the_matrix(self):
        browser, seen, differ = Browser(self.g), {}, []
        for daemon, package, service, name in methods():
            for role in ROLES:
                key = self.by_key(role, daemon, package, name)
                door = self.by_door(browser, role, daemon, package, service, name)
                seen[key] = seen.get(key, 0) + 1
                if key != door:
                    differ.append((role, daemon, f"{package}.{name}", key, door))
        self.assertEqual(differ, [])
        self.assertGreater(seen["NOT_ALLOWED"], 300)
        self.assertGreater(seen["OK"], 20)

    def test_what_the_menu_is_made_of_is_what_is_allowed(self):
        browser = Browser(self.g)
        for role in ROLES:
            got = browser.request("POST", "/sippe.gateway.Gateway/WhoAmI", "{}",
                                  {**JSON, "Authorization": f"Bearer {self.tokens[role]}"})
            (one,) = got.json["memberships"]
            for daemon, package, service, name in methods():
                told = f"{package}.{name}" in one["methods"]
                self.assertEqual(told, self.by_key(role, daemon, package, name) != "NOT_ALLOWED", (role, package, name))


if __name__ == "__main__":
    unittest.main(verbosity=2)
