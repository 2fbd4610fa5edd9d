/* Four daemons, two workers, and a sheet of families that are followed already. */
#pragma once
#include "../follow_world.h"
#include "../loop_world.h"

HOLDER int take_over_opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open_with(t, all_services, DAEMONS);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->care_team = CARE_TEAM_OPEN; /* the key "team" is no worker */
    assert_int_equal(adopt(t, rules), 0);
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    *state = t;
    return 0;
}

HOLDER int take_over_closed(void **state) {
    struct desk *t = *state;
    assert_true(world_settle(t->w, 60000));
    desk_close(t);
    free(t);
    return 0;
}

HOLDER ProtobufCBinaryData batch(struct desk *t, uint8_t n) { return id_field(&t->a, (struct id){{7, [15] = n}}); }

HOLDER int64_t at(day on, int hour) { return wall_instant(fixture_montreal, (struct wall){on, (int16_t)(hour * 60)}); }

/* Followed by ts-1 since a year, visited a week ago; the next visit in two weeks, a Friday, at ten. */
HOLDER intake__taken_over_family *row_of(struct desk *t, const char *reference, const char *name) {
    struct arena *a = &t->a;
    intake__taken_over_family *r = NEW(a, intake__taken_over_family);
    r->reference = reference;
    r->clsc_code = "99001";
    r->identity = NEW(a, intake__identity);
    r->identity->name = NEW(a, sippe__person_name);
    r->identity->name->family = name;
    r->identity->name->given = "Anne";
    r->identity->birth_date = date(a, 1998, 5, 16);
    r->identity->phone = arena_printf(a, "514 555-01%02d", (int)strlen(name) + reference[strlen(reference) - 1] % 50);
    r->safe_to_leave_message = VOICE_MAIL_NO;
    r->language = NEW(a, sippe__language);
    r->language->code = "fr";
    intake__child *child = NEW(a, intake__child);
    child->birth_date = date(a, 2026, 5, 3);
    child->given_name = "Léo";
    APPEND(a, r, children, child);
    r->key_worker = "ts-1";
    r->followed_since = date(a, 2025, 11, 10);
    r->last_visit_on = date(a, 2026, 11, 13);
    r->agreed_by = CONSENT_GIVER_SELF;
    r->agreed_on = date(a, 2025, 11, 10);
    return r;
}

HOLDER int take_over(struct desk *t, uint8_t sheet, intake__taken_over_family *row,
                     intake__take_over_family_reply **out) {
    intake__take_over_family_request *in = NEW(&t->a, intake__take_over_family_request);
    in->batch_id = batch(t, sheet);
    in->family = row;
    int reason = ASK(t, "coord", TakeOverFamily, take_over_family, in, out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

HOLDER intake__take_over_family_reply *taken(struct desk *t, uint8_t sheet, intake__taken_over_family *row) {
    intake__take_over_family_reply *out = NULL;
    assert_int_equal(take_over(t, sheet, row, &out), 0);
    return out;
}

HOLDER int undo(struct desk *t, uint8_t sheet, bool rest, intake__undo_take_over_reply **out) {
    intake__undo_take_over_request *in = NEW(&t->a, intake__undo_take_over_request);
    in->batch_id = batch(t, sheet);
    in->reason = "mauvais classeur";
    in->rest = rest;
    int reason = ASK(t, "coord", UndoTakeOver, undo_take_over, in, out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

HOLDER intake__get_take_over_reply *sheet_of(struct desk *t, uint8_t n) {
    intake__get_take_over_request *in = NEW(&t->a, intake__get_take_over_request);
    intake__get_take_over_reply *out = NULL;
    in->batch_id = batch(t, n);
    assert_int_equal(ASK(t, "coord", GetTakeOver, get_take_over, in, &out), 0);
    return out;
}

HOLDER intake__find_family_reply *found(struct desk *t, intake__find_family_request *in) {
    intake__find_family_reply *out = NULL;
    assert_int_equal(ASK(t, "team", FindFamily, find_family, in, &out), 0);
    return out;
}

HOLDER size_t found_by_name(struct desk *t, const char *name) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    in->name = name;
    return found(t, in)->n_families;
}

HOLDER const scheduling__visit *visit_in(const scheduling__family_visits_reply *f, scheduling__visit_state state) {
    for (size_t i = 0; i < f->n_visits; i++)
        if (f->visits[i]->state == state) return f->visits[i];
    return NULL;
}
