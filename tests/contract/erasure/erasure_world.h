/* Four daemons, two coordinators and rules that let a family be erased. */
#pragma once
#include "feeder.h"
#include "loop_world.h"

enum { DELAY_DAYS = 10, REWRAP_DAYS = 20, RETENTION_MONTHS = 12 };

HOLDER sippe__territory *rules_with_erasure(struct loop *l) {
    struct arena *a = &l->t.a;
    static const char *const codes[] = {"ON_REQUEST", "RETENTION_OVER"};
    sippe__territory *t = fixture_territory(a);
    t->label = "avec destruction";
    t->access->care_team = CARE_TEAM_OPEN; /* the keys of teams are no workers */
    t->delays->assess_incident = 1;
    t->erasure = NEW(a, sippe__erasure);
    t->erasure->delay_days = DELAY_DAYS;
    t->erasure->rewrap_days = REWRAP_DAYS;
    for (int i = 0; i < 2; i++) {
        sippe__erasure_rule *r = NEW(a, sippe__erasure_rule);
        r->code = codes[i];
        r->fr = "Motif";
        r->en = "Reason";
        r->after_months = i * RETENTION_MONTHS;
        APPEND(a, t->erasure, rules, r);
    }
    return t;
}

HOLDER int erasure_opened(void **state) {
    struct loop *l = calloc(1, sizeof *l);
    loop_open(l);
    assert_int_equal(member_add(&l->t, member_request(&l->t, "coord2", ROLE_COORDINATOR, "")), 0);
    assert_int_equal(adopt(&l->t, rules_with_erasure(l)), 0);
    settle_all(l);
    *state = l;
    return 0;
}

HOLDER intake__propose_erasure_request *proposal(struct loop *l, ProtobufCBinaryData family_id) {
    intake__propose_erasure_request *in = NEW(&l->t.a, intake__propose_erasure_request);
    in->family_id = family_id;
    in->rule = "ON_REQUEST";
    in->reason = "demande acceptée de Blaquière";
    return in;
}

HOLDER int propose_as(struct loop *l, intake__propose_erasure_request *in, intake__propose_erasure_reply **out) {
    int reason = ASK(&l->t, "coord", ProposeErasure, propose_erasure, in, out);
    settle_all(l);
    return reason;
}

HOLDER intake__propose_erasure_reply *proposed(struct loop *l, ProtobufCBinaryData family_id) {
    intake__propose_erasure_reply *out = NULL;
    assert_int_equal(propose_as(l, proposal(l, family_id), &out), 0);
    return out;
}

HOLDER intake__erasure *erasure(struct loop *l, ProtobufCBinaryData id) {
    intake__get_erasure_request *in = NEW(&l->t.a, intake__get_erasure_request);
    intake__get_erasure_reply *out = NULL;
    in->erasure_id = id;
    assert_int_equal(ASK(&l->t, "coord", GetErasure, get_erasure, in, &out), 0);
    return out->erasure;
}

HOLDER int confirm_as(struct loop *l, const char *key, ProtobufCBinaryData id) {
    intake__confirm_erasure_request *in = NEW(&l->t.a, intake__confirm_erasure_request);
    in->erasure_id = id;
    in->version = erasure(l, id)->version;
    int reason = ASK(&l->t, key, ConfirmErasure, confirm_erasure, in, NULL);
    settle_all(l);
    return reason;
}

HOLDER void delay_passes(struct loop *l) {
    leap(&l->t, (DELAY_DAYS + 1) * DAY_LONG);
    settle_all(l);
}

/* Proposed and confirmed; her certificate. */
HOLDER intake__erasure *erased(struct loop *l, ProtobufCBinaryData family_id) {
    ProtobufCBinaryData id = proposed(l, family_id)->erasure_id;
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    return erasure(l, id);
}

HOLDER int get_by_number(struct loop *l, const char *key, const char *number, intake__get_family_reply **out) {
    intake__get_family_request *in = NEW(&l->t.a, intake__get_family_request);
    in->number = number;
    return ASK(&l->t, key, GetFamily, get_family, in, out);
}

HOLDER int hold(struct loop *l, const char *key, ProtobufCBinaryData family_id, intake__put_hold_reply **out) {
    intake__put_hold_request *in = NEW(&l->t.a, intake__put_hold_request);
    in->family_id = family_id;
    in->kind = HOLD_KIND_COMPLAINT;
    in->reason = "plainte en cours";
    return ASK(&l->t, key, PutHold, put_hold, in, out);
}

HOLDER int lift(struct loop *l, const char *key, const intake__put_hold_reply *h) {
    intake__lift_hold_request *in = NEW(&l->t.a, intake__lift_hold_request);
    in->hold_id = h->hold_id;
    in->version = h->version;
    return ASK(&l->t, key, LiftHold, lift_hold, in, NULL);
}

HOLDER int give_up(struct loop *l, ProtobufCBinaryData thing, const char *reason) {
    intake__give_up_holder_request *in = NEW(&l->t.a, intake__give_up_holder_request);
    in->thing = thing;
    in->reason = reason;
    return ASK(&l->t, "coord", GiveUpHolder, give_up_holder, in, NULL);
}

HOLDER bool answered_all(const intake__erasure *e) {
    for (size_t i = 0; i < e->n_answers; i++)
        if (!e->answers[i]->answered_at) return false;
    return e->n_answers == DAEMONS;
}
