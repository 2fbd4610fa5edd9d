"""What the tests tell the daemons: the rules of an invented territory, a partner, workers, invented families."""
import random, time
from territory import pb

# Values no log line and no open part may hold; each is odd enough to be found.
GIVEN = ["Zénaïde", "Philomène", "Odélie", "Euphrasie", "Théotiste", "Marcelline", "Apolline", "Rosalba"]
FAMILY = ["Quatrebarbes", "Vaillancoeur", "Tancrède-Lavoie", "Desrochebrune", "Plamondonval", "Xiques"]
STREETS = ["rue des Orphéons", "avenue du Belvédère-Perdu", "boulevard Sansregret"]
SAFE_HOURS = "apres-17h-jamais-lundi"
NOTE = "cherche-un-lit-de-bebe-urgent"


def day(ms=None, plus=0):
    """By the territory's clock, an hour late in summer: never tomorrow there, even when it is in UTC."""
    t = time.gmtime((ms or time.time() * 1000) / 1000 - 5 * 3600 + 86400 * plus)
    return pb.types.Date(year=t.tm_year, month=t.tm_mon, day=t.tm_mday)


def rules(code="essai-nord", label="2026-11"):
    t = pb.territory.Territory(territory=code, name="Territoire d'essai", label=label, source="invention")
    t.valid_from.CopyFrom(pb.types.Date(year=2020, month=1, day=1))
    t.zone.standard_utc_offset_minutes, t.zone.daylight_saving = -300, True
    for clsc, prefixes in (("99001", ["H2M", "H2N"]), ("99002", ["H1G"])):
        t.clscs.add(code=clsc, name="CLSC d'essai " + clsc, phone="514 555-0100", postal_prefixes=prefixes)
    for prefix in ("H2M", "H2N", "H1G"):
        t.areas.add(prefix=prefix, latitude_e4=455500, longitude_e4=-736400)
    t.sources.add(referral_source="SELF_OLO_CALL", accepted=True)
    a = t.admission
    a.start_week, a.unborn_counts_in_household, a.years_abroad_as_diploma = 12, True, 11
    a.flag_under_age, a.flag_arrival_months, a.flag_difficulties, a.source = 20, 24, 2, "à confirmer"
    a.diplomas.extend(["DES", "DEP_AEP", "DEC", "UNIV"])
    a.income.measure, a.income.year, a.income.each_more, a.income.source = "SFR avant impôt", 2022, 7172, "à confirmer"
    a.income.dollars.extend([27000, 33140, 40742, 49466, 56104, 63276, 70448])
    v = t.visits
    v.cadence.add(name="FIRST", anchor=3, from_day=0, to_day=15, interval_days=15, tolerance_after_days=14, minutes=90, source="essai")
    for name, anchor, first, last, every in (("PRENATAL", 1, 84, 0, 14), ("POSTNATAL", 2, 0, 42, 7),
                                             ("INFANT", 2, 42, 365, 14), ("CHILD", 2, 365, 0, 30)):
        v.cadence.add(name=name, anchor=anchor, from_day=first, to_day=last, interval_days=every, minutes=75, source="essai",
                      tolerance_before_days=every // 4, tolerance_after_days=every // 4, min_gap_days=every // 2)
    v.home_after_birth_days = 2
    v.key_worker_disciplines.extend(["NURSE", "SOCIAL_WORKER"])
    v.caseload_cap_tenths, v.travel_minutes_base, v.travel_seconds_per_km = 300, 5, 150
    v.slot_minutes, v.horizon_days = 15, 90
    d = t.delays
    d.decide_route, d.call_back, d.enrol, d.key_worker, d.acknowledge, d.look_again = 2, 2, 5, 5, 5, 20
    d.escalate.append(5)
    d.settle_match, d.tell, d.look_at_opening, d.answer_move, d.climb, d.taken_minutes = 1, 1, 5, 3, 2, 120
    t.urgent.desk_opens, t.urgent.desk_closes = "8:00", "16:30"
    t.urgent.needs.add(need="URGENCY_FOOD_TODAY", role="ROLE_DESK", source="essai")
    t.priorities.add(priority=1, days=2, counted="DAYS_COUNTED_WORKING", reasons=["PRIORITY_REASON_FOOD_TODAY"], source="essai")
    d.confirm_visit, d.record_visit = 2, 2
    t.partners.referrals, t.partners.consent_months, t.partners.notice_text_fr = True, 12, "Merci de répondre."
    t.holidays.easter = "GOOD_FRIDAY"
    t.attempts.propose_unreachable, t.attempts.letter_reply, t.attempts.source = 4, 10, "essai"
    t.letters.add(kind="CALL_US", fr="Appelez-nous au {phone} d'ici le {reply_by}.", en="Call us at {phone} by {reply_by}.")
    t.information_notices.add(version="2026-1", fr="Voici ce que nous faisons de vos renseignements.")
    t.access.day_codes, t.access.source = True, "essai"
    t.consent_texts.add(version="C-2026-1", fr="Vous acceptez que nous disions ceci au partenaire.")
    return t


def adopt(t, label="2026-11", erasure=None):
    r = pb.intake.AdoptTerritoryRequest(territory=rules(t.code, label))
    if erasure:
        r.territory.erasure.CopyFrom(pb.territory.Erasure(**erasure))
    return t.call("op", "intake.AdoptTerritory", r)


class Family:
    """An invented family; `values` are those that must be found nowhere in clear."""

    def __init__(self, n, chance=None):
        r = chance or random.Random(n)
        self.n = n
        self.given, self.family = r.choice(GIVEN), r.choice(FAMILY)
        self.phone = f"514555{n % 10000:04d}"
        self.postal = f"H2M{1 + n % 9}Z{n // 9 % 10}"
        self.street = f"{1000 + n} {r.choice(STREETS)}"
        self.nam = f"{self.family[:3].upper()}{self.given[0].upper()}98551{n % 1000:03d}"
        self.values = [self.given, self.family, self.phone, self.postal, self.street, self.nam, SAFE_HOURS]

    def screening(self, clsc="99001"):
        now = int(time.time() * 1000)
        s = pb.screening.Screening()
        c = s.call
        c.started_at.ms, c.ended_at.ms, c.called_by, c.clsc_code = now - 1800000, now - 600000, "j.roy", clsc
        c.source, c.caller_is_subject, c.language.code, c.attempt, c.outcome = 1, 1, "fr", 1, 1
        n = s.consent
        n.notice_read_at.ms, n.notice_version, n.consent_store = now - 1790000, "2026-1", 1
        n.safe_to_leave_message, n.safe_contact_hours = 4, SAFE_HOURS
        n.channels.append(1)
        i = s.identity
        i.name.given, i.name.family, i.gender, i.phone, i.nam = self.given, self.family, 1, self.phone, self.nam
        i.birth_date.CopyFrom(pb.types.Date(year=1998, month=5, day=16))
        i.address.street, i.address.municipality, i.address.postal_code.code = self.street, "Montréal", self.postal
        s.pregnancy.due_date.value.CopyFrom(day(plus=280 - 7 * 16))
        s.household.size.value, s.household.adults.value = 2, 2
        s.income.annual.value.cents = 2000000
        s.income.sources.append(1)
        s.schooling.highest_diploma = 1
        return s


def organization(name, organization_id, service_id):
    o = pb.directory.Organization(organization_id=organization_id, name=name, phone="514 555-0150",
                                  external_id=organization_id.hex())
    s = o.services.add(service_id=service_id, name="Paniers de provisions", phone="514 555-0151")
    s.needs.append(pb.types.NEED_FOOD_AID)
    s.verified_on.CopyFrom(day())
    return o


def put_organization(t, name="La Maison d'essai", n=1):
    organization_id, service_id = bytes([n] * 16), bytes([0x80 + n] * 16)
    r = pb.directory.PutOrganizationRequest(organization=organization(name, organization_id, service_id))
    t.call("coord", "directory.PutOrganization", r)
    return organization_id, service_id


def worker(t, code="inf-01"):
    w = pb.scheduling.Worker(code=code, name="Infirmière d'essai", discipline=2, clsc_code="99001")
    w.languages.add(code="fr")
    for weekday in range(1, 6):
        w.hours.add(weekday=weekday, from_minute=480, to_minute=1020)
    w.start_area.code = "H2M"
    t.call("coord", "scheduling.PutWorker", pb.scheduling.PutWorkerRequest(worker=w))


def consent(family_id, organization_id, text="C-2026-1"):
    r = pb.intake.RecordConsentRequest(family_id=family_id)
    c = r.consent
    c.purpose, c.organization_id, c.given_by, c.mode, c.text_version = 1, organization_id, 1, 1, text
    c.covers.extend([1, 3, 4, 6, 8])
    c.given_at.ms = int(time.time() * 1000)
    return r


def to_partner(t, family, organization_id, service_id, desk="desk"):
    """Screening, decision, consent, referral: ids of the screening, the family and the referral."""
    s = t.call(desk, "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=family.screening()))
    t.call(desk, "intake.DecideRoute", pb.intake.DecideRouteRequest(
        screening_id=s.screening_id, version=s.version, route=1))
    t.call(desk, "intake.RecordConsent", consent(s.family_id, organization_id))
    r = t.call(desk, "intake.ReferToPartner", pb.intake.ReferToPartnerRequest(
        family_id=s.family_id, service_id=service_id, need=pb.types.NEED_FOOD_AID, note=NOTE))
    return s, r
