/* The loop of the main job with all four daemons: a partner with two services, a family's consent, a referral. */
#pragma once
#include "intake_world.h"
#include "services.h"

static const char partner_id[] = "0123456789abcdef0123456789abcdef";

struct loop {
    struct desk t;
    ProtobufCBinaryData organization, service;
};

HOLDER ProtobufCBinaryData numbered(struct arena *a, const char *text) {
    return id_field(a, id_derive("test", span_text(text), (struct span){0}, (struct span){0}));
}

HOLDER void settle_all(struct loop *l) { assert_true(world_settle(l->t.w, 60000)); }

HOLDER void publish(struct loop *l, bool with_second) {
    struct arena *a = &l->t.a;
    directory__put_organization_request *in = NEW(a, directory__put_organization_request);
    directory__put_organization_reply *out = NULL;
    directory__organization *o = in->organization = NEW(a, directory__organization);
    o->organization_id = l->organization;
    o->name = "Maison des familles";
    o->phone = "514 555-0170";
    for (int i = 0; i < (with_second ? 2 : 1); i++) {
        directory__service *s = NEW(a, directory__service);
        s->service_id = i ? numbered(a, "second") : l->service;
        s->name = i ? "Halte-garderie" : "Dépannage alimentaire";
        APPEND(a, s, needs, NEED_FOOD_AID);
        APPEND(a, o, services, s);
    }
    assert_int_equal(CALL(l->t.w, a, "directory", "coord", directory, PutOrganization, put_organization, in, &out), 0);
    settle_all(l);
}

HOLDER void loop_open(struct loop *l) {
    struct id partner;
    desk_open_with(&l->t, all_services, DAEMONS);
    world_key(l->t.w, "maison", ROLE_PARTNER, partner_id);
    world_key(l->t.w, "team2", ROLE_TEAM, "99002");
    assert_true(id_parse(partner_id, &partner));
    l->organization = id_field(&l->t.a, partner);
    l->service = numbered(&l->t.a, "first");
    sippe__territory *rules = fixture_territory(&l->t.a);
    rules->access->care_team = CARE_TEAM_OPEN; /* the keys of teams are no workers */
    assert_int_equal(adopt(&l->t, rules), 0);
    settle_all(l);
    publish(l, true);
}

/* Around each test. */
HOLDER int loop_opened(void **state) {
    struct loop *l = calloc(1, sizeof *l);
    loop_open(l);
    *state = l;
    return 0;
}

HOLDER int loop_closed(void **state) {
    struct loop *l = *state;
    settle_all(l);
    desk_close(&l->t);
    free(l);
    return 0;
}

HOLDER intake__record_consent_request *consent_request(struct loop *l, ProtobufCBinaryData family_id) {
    struct arena *a = &l->t.a;
    intake__record_consent_request *in = NEW(a, intake__record_consent_request);
    in->family_id = family_id;
    in->consent = NEW(a, intake__consent);
    in->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    in->consent->organization_id = l->organization;
    APPEND(a, in->consent, covers, SHARED_ITEM_GIVEN_NAME);
    APPEND(a, in->consent, covers, SHARED_ITEM_PHONE);
    APPEND(a, in->consent, covers, SHARED_ITEM_NEED);
    in->consent->given_by = CONSENT_GIVER_SELF;
    in->consent->mode = CONSENT_MODE_VERBAL;
    in->consent->given_at = instant(a, world_now_ms(l->t.w) - 60000);
    in->consent->text_version = "C-2026-1";
    return in;
}

HOLDER int consent(struct loop *l, intake__record_consent_request *in, intake__record_consent_reply **out) {
    return ASK(&l->t, "desk", RecordConsent, record_consent, in, out);
}

HOLDER int refer(struct loop *l, ProtobufCBinaryData family_id, ProtobufCBinaryData service,
                 intake__refer_to_partner_reply **out) {
    intake__refer_to_partner_request *in = NEW(&l->t.a, intake__refer_to_partner_request);
    in->family_id = family_id;
    in->service_id = service;
    in->need = NEED_FOOD_AID;
    in->note = "Elle préfère venir le matin.";
    return ASK(&l->t, "desk", ReferToPartner, refer_to_partner, in, out);
}

HOLDER notifications__list_notices_reply *notices(struct loop *l) {
    notifications__list_notices_request *in = NEW(&l->t.a, notifications__list_notices_request);
    notifications__list_notices_reply *out = NULL;
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, ListNotices, list_notices, in, &out), 0);
    return out;
}

/* A family with a consent and a referral that has reached its partner. */
HOLDER intake__submit_screening_reply *referred(struct loop *l, intake__record_consent_reply **c,
                                                intake__refer_to_partner_reply **r) {
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent(l, consent_request(l, s->family_id), c), 0);
    assert_int_equal(refer(l, s->family_id, l->service, r), 0);
    settle_all(l);
    return s;
}

HOLDER const intake__referral *referral_of(struct loop *l, const intake__submit_screening_reply *s) {
    intake__get_family_reply *f = family(&l->t, "desk", s->family_id);
    assert_int_equal(f->n_referrals, 1);
    return f->referrals[0];
}

HOLDER int withdraw(struct loop *l, const intake__record_consent_reply *c, intake__withdraw_consent_reply **out) {
    intake__withdraw_consent_request *in = NEW(&l->t.a, intake__withdraw_consent_request);
    in->consent_id = c->consent_id;
    in->version = c->version;
    return ASK(&l->t, "team", WithdrawConsent, withdraw_consent, in, out);
}
