/* Two of a desk, two of a team, where only who follows a family sees all of her; and what each may see of her. */
#pragma once
#include "../intake_world.h"
#include "../feeder.h"

HOLDER void member(struct desk *t, const char *name, sippe__role role, const char *worker) {
    intake__add_member_request *in = member_request(t, name, role, "99001");
    in->member->worker = worker;
    assert_int_equal(member_add(t, in), 0);
}

HOLDER int opened(void **state) {
    static const struct service *const services[] = {&intake_service, &feeder_scheduling};
    struct desk *t = calloc(1, sizeof *t);
    desk_open_with(t, services, 2);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0); /* ASSIGNED */
    member(t, "anne", ROLE_DESK, "");
    member(t, "bea", ROLE_DESK, "");
    member(t, "inf-1", ROLE_TEAM, "w1");
    member(t, "inf-2", ROLE_TEAM, "w2");
    *state = t;
    return 0;
}

HOLDER int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

HOLDER intake__submit_screening_reply *called(struct desk *t, const char *by, const char *reference) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->local_reference = reference;
    assert_int_equal(submit(t, by, s, &out), 0);
    return out;
}

HOLDER intake__restrict_access_request *from(struct desk *t, ProtobufCBinaryData family_id, const char *name) {
    intake__restrict_access_request *in = NEW(&t->a, intake__restrict_access_request);
    in->family_id = family_id;
    in->member = name;
    in->asked_on = civil_date(&t->a, day_at(civil_zone(fixture_territory(&t->a)), world_now_ms(t->w)));
    in->reason = "Une voisine.";
    return in;
}

HOLDER int restricts(struct desk *t, const char *by, const intake__restrict_access_request *in) {
    return ASK(t, by, RestrictAccess, restrict_access, in, NULL);
}

HOLDER void restricted(struct desk *t, ProtobufCBinaryData family_id, const char *name, node__shows shows) {
    intake__restrict_access_request *in = from(t, family_id, name);
    if (shows) APPEND(&t->a, in, shows, shows);
    assert_int_equal(restricts(t, "bea", in), 0);
}

HOLDER int get(struct desk *t, const char *by, ProtobufCBinaryData family_id, intake__get_family_reply **out) {
    intake__get_family_request *in = NEW(&t->a, intake__get_family_request);
    in->family_id = family_id;
    return ASK(t, by, GetFamily, get_family, in, out);
}

HOLDER size_t found(struct desk *t, const char *by, const char *name, const char *phone, const char *number) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    in->phone = phone;
    in->number = number;
    assert_int_equal(ASK(t, by, FindFamily, find_family, in, &out), 0);
    return out->n_families;
}

HOLDER size_t things(struct desk *t, const char *by, intake__thing_kind kind, ProtobufCBinaryData id) {
    intake__find_thing_request *in = NEW(&t->a, intake__find_thing_request);
    intake__find_thing_reply *out = NULL;
    in->kind = kind;
    in->digits = arena_printf(&t->a, "%.6s", id_text(&t->a, id_of(id)));
    assert_int_equal(ASK(t, by, FindThing, find_thing, in, &out), 0);
    return out->n_things;
}

HOLDER size_t listed(struct desk *t, const char *by, const char *reference) {
    intake__list_screenings_request *in = NEW(&t->a, intake__list_screenings_request);
    intake__list_screenings_reply *out = NULL;
    in->local_reference = reference;
    assert_int_equal(ASK(t, by, ListScreenings, list_screenings, in, &out), 0);
    return out->n_screenings;
}

HOLDER int screening_of(struct desk *t, const char *by, ProtobufCBinaryData id, intake__get_screening_reply **out) {
    intake__get_screening_request *in = NEW(&t->a, intake__get_screening_request);
    in->screening_id = id;
    return ASK(t, by, GetScreening, get_screening, in, out);
}

HOLDER int attempts(struct desk *t, const char *by, const intake__submit_screening_reply *s) {
    return ASK(t, by, RecordFamilyCall, record_family_call, call_to_her(t, s, CALL_OUTCOME_UNSPECIFIED), NULL);
}

/* In all ways in which she could be there; `n` is 0 or 1. */
HOLDER void is_there(struct desk *t, const char *by, const intake__submit_screening_reply *s, size_t n) {
    const intake__screening *call = call_now(t);
    assert_int_equal(found(t, by, call->identity->name->family, "", ""), n);
    assert_int_equal(found(t, by, "", call->identity->phone, ""), n);
    assert_int_equal(found(t, by, "", "", s->family_number), n);
    assert_int_equal(things(t, by, THING_KIND_FAMILY, s->family_id), n);
    assert_int_equal(things(t, by, THING_KIND_SCREENING, s->screening_id), n);
    assert_int_equal(things(t, by, THING_KIND_WORK, s->screening_id), n);
    assert_int_equal(listed(t, by, ""), n);
    assert_int_equal(listed(t, by, "A-1"), n);
    assert_int_equal(worklist(t, by)->total, n);
    assert_int_equal(worklist(t, by)->n_items, n);
    assert_int_equal(get(t, by, s->family_id, NULL), n ? 0 : REASON_NOT_FOUND);
    assert_int_equal(screening_of(t, by, s->screening_id, NULL), n ? 0 : REASON_NOT_FOUND);
}
