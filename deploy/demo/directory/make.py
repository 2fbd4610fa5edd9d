#!/usr/bin/env python3
"""Makes the demonstration directory: an HSDS 3.0 tabular package of synthetic community organisations.

    python3 make.py [--check]

Reads ../geo/ecoles.csv (real schools: where things are) and kinds.json (what such organisations offer), writes the
package beside itself. Same input, same bytes: every choice is drawn from a hash of what it is for, every id is a UUID
of the thing's name. --check writes nothing and fails when the files here are not what it would write.
"""
import csv
import hashlib
import io
import json
import math
import pathlib
import re
import sys
import unicodedata
import uuid

HERE = pathlib.Path(__file__).resolve().parent
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.sippe.example")
CORE = ["H2B", "H2C", "H2M", "H2N", "H3L", "H1G", "H1H"]
NEIGHBOURS = ["H3M", "H1Z", "H1R", "H2P", "H2E"]
TODAY = "2026-11-01"

FIELDS = {
    "organizations": "id! name! alternate_name description! email website tax_status tax_id year_incorporated:number "
                     "legal_status logo uri parent_organization_id",
    "services": "id! organization_id! program_id name! alternate_name description url email status! "
                "interpretation_services application_process fees_description wait_time fees accreditations "
                "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email "
                "licenses alert last_modified:datetime",
    "locations": "id! location_type! url organization_id name alternate_name description transportation "
                 "latitude:number longitude:number external_identifier external_identifier_type",
    "addresses": "id! location_id attention address_1! address_2 city! region state_province! postal_code! country! "
                 "address_type!",
    "service_at_location": "id! service_id! location_id! description",
    "phones": "id! location_id service_id organization_id contact_id service_at_location_id number! extension:number "
              "type description",
    "languages": "id! service_id location_id phone_id name code note",
    "schedules": "id! service_id location_id service_at_location_id valid_from:date valid_to:date dtstart:date "
                 "timezone:number until:date count:number wkst freq interval:number byday byweekno bymonthday "
                 "byyearday description opens_at:time closes_at:time schedule_link attending_type notes",
    "contacts": "id! organization_id service_id service_at_location_id location_id name title department email",
    "service_areas": "id! service_id name description extent extent_type uri",
    "taxonomies": "id! name! description! uri version",
    "taxonomy_terms": "id! code name! description! parent_id taxonomy language taxonomy_id term_uri",
    "attributes": "id! link_id! taxonomy_term_id! link_type link_entity! value",
}
RESOURCE = {"organizations": "organization", "services": "service", "locations": "location", "addresses": "address",
            "service_at_location": "service_at_location", "phones": "phone", "languages": "language",
            "schedules": "schedule", "contacts": "contact", "service_areas": "service_area",
            "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term", "attributes": "attribute"}

STREETS_OWN = ["rue des Engoulevents", "avenue du Vieux-Moulin", "rue de la Criée", "place des Sitelles"]
FIRST = ["Marie-Ève", "Fatima Zahra", "Guerline", "Jean-François", "Lucía", "Élise", "Nadège", "Mylène", "Carlos",
         "Anne-Sophie", "Thi Lan", "Noémie", "Rachid", "Claudette", "Béatrice", "Soledad"]
LAST = ["Tremblay-Roy", "Bensalem", "Saint-Fleur", "Lacombe", "Peña", "d’Amours", "Côté", "Nguyễn", "Gagné",
        "Ben Youssef", "Ó Briain", "St-Onge", "Métellus", "Hébert", "de la Durantaye", "Ouédraogo"]
TITLES = ["Coordination", "Accueil et références", "Responsable de la halte", "Intervenante famille",
          "Direction générale", "Agente de liaison"]


def draw(*what):
    """A number in [0, 1) that depends on nothing but what it is for."""
    digest = hashlib.sha256("\x1f".join(map(str, what)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def pick(options, *what):
    return options[int(draw(*what) * len(options))]


def uid(kind, *what):
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind,) + tuple(map(str, what)))))


def slug(text):
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("’", "-"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def street_of(school):
    """The school's street without its number: the organisation is near, under a number of its own."""
    address = re.sub(r"^\s*\d+[A-Za-z]?(-\d+)?\s*,?\s*", "", school["adresse"]).strip()
    return re.sub(r"\s*,?\s*(bureau|local|porte)\b.*$", "", address, flags=re.I) or pick(STREETS_OWN, school["code"])


def distance_km(a, b):
    dy = (a[0] - b[0]) * 111.2
    dx = (a[1] - b[1]) * 111.2 * math.cos(math.radians(45.57))
    return math.hypot(dx, dy)


class Directory:
    def __init__(self, schools, kinds):
        self.tables = {name: [] for name in FIELDS}
        self.kinds = kinds
        self.by_area = {}
        for s in schools:
            self.by_area.setdefault(s["code_postal"][:3], []).append(s)
        self.centre = {fsa: (sum(float(s["lat"]) for s in rows) / len(rows), sum(float(s["lon"]) for s in rows) / len(rows))
                       for fsa, rows in self.by_area.items()}
        self.taken = {re.sub(r"\s+", " ", s["adresse"]).lower() for s in schools}
        self.n_phones = 0

    def add(self, table, **row):
        self.tables[table].append(row)
        return row["id"]

    def areas_near(self, fsa, n):
        near = sorted(CORE + NEIGHBOURS, key=lambda f: (distance_km(self.centre[f], self.centre[fsa]), f))
        return sorted(near[:n])

    def phone(self, **links):
        number = f"514-555-{100 + self.n_phones:04d}"
        self.n_phones += 1
        assert self.n_phones <= 100, "the fictional range 514-555-0100..0199 is used up"
        self.add("phones", id=uid("phone", number, links["type"]), number=number, **links)

    def place(self, org_id, name, fsa, nth):
        school = pick(self.by_area[fsa], "school", name, nth)
        lat = float(school["lat"]) + (draw("lat", name, nth) - 0.5) * 0.005
        lon = float(school["lon"]) + (draw("lon", name, nth) - 0.5) * 0.007
        street = street_of(school)
        number, tries = 0, 0
        while number == 0 or f"{number}, {street}".lower() in self.taken:
            number = 1500 + int(draw("number", name, nth, tries) * 9000)
            tries += 1
        self.taken.add(f"{number}, {street}".lower())
        location = self.add("locations", id=uid("location", name, nth), location_type="physical",
                            organization_id=org_id, name=name if nth == 0 else f"{name}, point de service",
                            description="Entrée de plain-pied." if draw("step", name, nth) < 0.6
                            else "Trois marches à l’entrée; sonner pour de l’aide avec une poussette.",
                            latitude=f"{lat:.5f}", longitude=f"{lon:.5f}")
        self.add("addresses", id=uid("address", name, nth), location_id=location, address_1=f"{number}, {street}",
                 address_2=pick(["", "", "", "2e étage", "Sous-sol", "Local 104"], "floor", name, nth),
                 city=school["municipalite"], region="Montréal", state_province="QC",
                 postal_code=school["code_postal"][:3] + " " + school["code_postal"][3:], country="CA",
                 address_type="physical")
        return location

    def hidden_place(self, org_id, name, fsa):
        """A shelter gives a post box: neither a street nor a point on a map."""
        location = self.add("locations", id=uid("location", name, 0), location_type="postal", organization_id=org_id,
                            name=name, description="Adresse confidentielle.")
        code = pick(self.by_area[fsa], "post box", name)["code_postal"]
        self.add("addresses", id=uid("address", name, 0), location_id=location, city="Montréal", region="Montréal",
                 address_1=f"Case postale {10 + int(draw('box', name) * 80)}", state_province="QC",
                 postal_code=f"{code[:3]} {code[3:]}", country="CA", address_type="postal")
        return location

    def organisation(self, kind, name, fsa, confidential=None):
        spec = self.kinds[kind]
        domain = slug(name) + ".example"
        org = self.add("organizations", id=uid("organization", name), name=name, description=spec["description"],
                       email=f"info@{domain}", website=f"https://{domain}/", legal_status=spec["legal_status"],
                       year_incorporated=str(1974 + int(draw("year", name) * 46)))
        places = [self.hidden_place(org, name, fsa) if confidential else self.place(org, name, fsa, 0)]
        if not confidential and draw("second", name) < 0.18:
            other = [f for f in self.areas_near(fsa, 3) if f != fsa]
            places.append(self.place(org, name, pick(other, "second area", name), 1))
        contact = self.add("contacts", id=uid("contact", name), organization_id=org,
                           name=f"{pick(FIRST, 'first', name)} {pick(LAST, 'last', name)}",
                           title=pick(TITLES, "title", name),
                           email="" if draw("no mail", name) < 0.15 else f"references@{domain}")
        self.phone(organization_id=org, location_id=places[0], contact_id=contact, type="voice", description="Accueil")
        if draw("fax", name) < 0.3:
            self.phone(organization_id=org, type="fax", description="Télécopieur des références")
        for number, service in enumerate(spec["services"]):
            self.service(org, name, fsa, places, number, service)

    def service(self, org, name, fsa, places, number, spec):
        verified = f"{2026 if draw('recent', name, number) < 0.85 else 2025}-{1 + int(draw('m', name, number) * 10):02d}-" \
                   f"{1 + int(draw('d', name, number) * 28):02d}"
        status = "active"
        if draw("status", name, number) > 0.96:
            status = pick(["temporarily closed", "inactive"], "which status", name, number)
        waiting = pick(["", "", "", "Environ deux semaines", "De trois à six semaines", "Liste d’attente"], "wait", name, number)
        service = self.add(
            "services", id=uid("service", name, number), organization_id=org, name=spec["name"],
            description=spec["description"], status=status, application_process=spec["how"],
            fees_description=spec.get("fees", "Gratuit"), wait_time=waiting,
            eligibility_description=spec.get("who", "Familles du secteur, sans égard au statut d’immigration"),
            minimum_age=str(spec["ages"][0]) if "ages" in spec else "",
            maximum_age=str(spec["ages"][1]) if "ages" in spec else "",
            interpretation_services="Interprète au besoin, sur demande trois jours à l’avance"
            if draw("interpreter", name, number) < 0.2 else "",
            alert="Fermé pour travaux; reprise annoncée par courriel aux partenaires." if status == "temporarily closed" else "",
            assured_date=verified, last_modified=f"{verified}T14:00:00Z")
        for code in spec["needs"]:
            self.add("attributes", id=uid("attribute", name, number, code), link_id=service,
                     taxonomy_term_id=uid("term", code), link_type="need", link_entity="service")
        self.service_languages(service, name, number)
        self.service_places(service, name, places, number, spec)
        areas = sorted(CORE + NEIGHBOURS) if spec.get("regional") else self.areas_near(fsa, 3 + int(draw("n", name, number) * 4))
        self.add("service_areas", id=uid("area", name, number), service_id=service, name="Secteur desservi",
                 extent=",".join(areas), extent_type="postal_prefixes")

    def service_languages(self, service, name, number):
        spoken = [("fr", "Français")]
        for code, label, share in (("en", "Anglais", 0.55), ("es", "Espagnol", 0.35), ("ht", "Créole haïtien", 0.35),
                                   ("ar", "Arabe", 0.3), ("it", "Italien", 0.08), ("vi", "Vietnamien", 0.08),
                                   ("pt", "Portugais", 0.06), ("kab", "Kabyle", 0.06)):
            if draw("speaks", name, code) < share and draw("here", name, number, code) < 0.8:
                spoken.append((code, label))
        for code, label in spoken:
            self.add("languages", id=uid("language", name, number, code), service_id=service, name=label, code=code)

    def service_places(self, service, name, places, number, spec):
        for nth, place in enumerate(places):
            if nth and draw("also there", name, number) > 0.5:
                continue
            link = self.add("service_at_location", id=uid("at", name, number, nth), service_id=service, location_id=place)
            for part, (days, opens, closes) in enumerate(spec["hours"]):
                self.add("schedules", id=uid("schedule", name, number, nth, part), service_id=service,
                         service_at_location_id=link, valid_from="2026-09-01", dtstart="2026-09-01", wkst="MO",
                         freq="WEEKLY", interval="1", byday=days, opens_at=f"{opens}:00", closes_at=f"{closes}:00")


def csv_text(table, rows):
    names = [f.split(":")[0].rstrip("!") for f in FIELDS[table].split()]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def package_text(tables):
    def field(text):
        name, _, kind = text.partition(":")
        one = {"name": name.rstrip("!"), "type": kind or "string"}
        if name.endswith("!"):
            one["constraints"] = {"required": True}
        if one["name"] == "id":
            one["constraints"]["unique"] = True
        return one
    package = {
        "name": "sippe-demo-directory",
        "title": "Répertoire de démonstration (organismes fictifs)",
        "description": "HSDS 3.0, forme tabulaire. Tout est inventé, sauf les secteurs postaux et la proximité d’écoles réelles.",
        "profile": "tabular-data-package", "version": "3.0", "created": f"{TODAY}T00:00:00Z",
        "resources": [{"name": RESOURCE[t], "path": f"{t}.csv", "profile": "tabular-data-resource", "format": "csv",
                       "mediatype": "text/csv", "encoding": "utf-8",
                       "schema": {"primaryKey": "id", "fields": [field(f) for f in FIELDS[t].split()]}} for t in tables]}
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def make():
    plan = json.loads((HERE / "kinds.json").read_text(encoding="utf-8"))
    schools = read(HERE.parent / "geo" / "ecoles.csv")
    d = Directory(schools, plan["kinds"])
    taxonomy = d.add("taxonomies", id=uid("taxonomy", "sippe-needs"), name="sippe-needs", version="1",
                     description="Besoins des familles, tels que le contrat de sippe les nomme (sippe.Need)")
    for code, (name, description) in plan["needs"].items():
        d.add("taxonomy_terms", id=uid("term", code), code=code, name=name, description=description,
              taxonomy="sippe-needs", language="fr", taxonomy_id=taxonomy)
    for kind, spec in plan["kinds"].items():
        for organisation in spec["organizations"]:
            d.organisation(kind, *organisation)
    files = {f"{t}.csv": csv_text(t, rows) for t, rows in d.tables.items()}
    files["datapackage.json"] = package_text(d.tables)
    return files


def main():
    files = make()
    if "--check" in sys.argv[1:]:
        stale = [n for n, text in files.items()
                 if not (HERE / n).exists() or (HERE / n).read_bytes() != text.encode("utf-8")]
        print("\n".join(f"{n}: differs from what make.py writes" for n in stale))
        return 1 if stale else 0
    for name, text in files.items():
        (HERE / name).write_bytes(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
