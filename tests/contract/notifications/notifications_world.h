/* Notifications through its engine, beside the real directory and an intake that says what a test wants: a partner, a
 * service of it, two desks of two CLSCs. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "directory/tables.h"
#include "notifications/tables.h"
#include "feeder.h"
#include "harness_internal.h"

#define HOLDER __attribute__((unused)) static

HOLDER const struct service *const services[] = {&feeder_intake, &directory_service, &notifications_service};
HOLDER const char PARTNER[] = "00000000000000000000000000000001", OTHER[] = "00000000000000000000000000000002";
HOLDER const char STREAM[] = "partner:00000000000000000000000000000001";
enum { ORGANIZATION = 1, SERVICE_ID = 11, REFERRAL = 0x51 };
#define HOUR ((int64_t)3600000)

HOLDER struct id numbered(uint8_t n) {
    struct id id = {{0}};
    id.bytes[15] = n;
    return id;
}

HOLDER struct world *world_open(struct arena *a) {
    struct world_options o = {.seed = 11,
                              .services = services,
                              .n_services = 3,
                              .territory = "test",
                              .start_ms = 1795186800000}; /* Friday 2026-11-20, 10:00 in Montréal */
    struct world *w = world_new(&o);
    world_key(w, "operator", ROLE_OPERATOR, "");
    world_key(w, "coordinator", ROLE_COORDINATOR, "");
    world_key(w, "desk", ROLE_DESK, "06511");
    world_key(w, "desk2", ROLE_DESK, "06512");
    world_key(w, "team", ROLE_TEAM, "06511");
    world_key(w, "partner", ROLE_PARTNER, PARTNER);
    world_key(w, "partner2", ROLE_PARTNER, OTHER);
    world_key(w, "gateway", ROLE_GATEWAY, "");
    world_key(w, "privacy", ROLE_PRIVACY, "");
    arena_init(a);
    feeder_adopt(w, a, feeder_territory(a));
    return w;
}

HOLDER void world_close(struct world *w, struct arena *a) {
    const char *fault = world_verify(w);
    if (fault) fail_msg("%s", fault);
    arena_close(a);
    world_free(w);
}

HOLDER void furnish_quietly(struct world *w, struct arena *a) {
    directory__put_organization_request *in = NEW(a, directory__put_organization_request);
    directory__service *s = NEW(a, directory__service);
    in->organization = NEW(a, directory__organization);
    in->organization->organization_id = id_field(a, numbered(ORGANIZATION));
    in->organization->name = "Maison des familles";
    in->organization->phone = "514-555-0100";
    s->service_id = id_field(a, numbered(SERVICE_ID));
    s->name = "Halte-répit";
    APPEND(a, in->organization, services, s);
    assert_int_equal(CALL(w, a, "directory", "operator", directory, PutOrganization, put_organization, in, NULL), 0);
}

HOLDER void furnish(struct world *w, struct arena *a) {
    furnish_quietly(w, a);
    assert_true(world_settle(w, 60000));
}

HOLDER intake__referral_sent *referral_said(struct arena *a, uint8_t referral) {
    intake__referral_sent *e = NEW(a, intake__referral_sent);
    e->referral_id = id_field(a, numbered(referral));
    e->acknowledge_by = NEW(a, sippe__date);
    *e->acknowledge_by = (sippe__date){.base = e->acknowledge_by->base, .year = 2026, .month = 11, .day = 25};
    e->clsc_name = "CLSC du Parc";
    e->clsc_code = "06511";
    e->clsc_phone = "514-555-0111";
    e->personal = NEW(a, intake__referral_sent__personal);
    e->personal->organization_id = id_field(a, numbered(ORGANIZATION));
    e->personal->service_id = id_field(a, numbered(SERVICE_ID));
    e->personal->need = NEED_RESPITE;
    e->personal->given_name = "Wideline";
    e->personal->phone = "514-555-0199";
    return e;
}

HOLDER void say_sent(struct world *w, struct arena *a, uint8_t referral) {
    feeder_say(w, a, numbered(referral), &referral_said(a, referral)->base);
}

HOLDER void refer(struct world *w, struct arena *a, uint8_t referral) {
    say_sent(w, a, referral);
    assert_true(world_settle(w, 60000));
}

HOLDER void say_cancelled(struct world *w, struct arena *a, uint8_t referral) {
    intake__referral_cancelled *e = NEW_WITH_PERSONAL(a, intake__referral_cancelled);
    e->referral_id = id_field(a, numbered(referral));
    e->personal->consent_withdrawn = true;
    feeder_say(w, a, numbered(referral), &e->base);
}

HOLDER void cancel(struct world *w, struct arena *a, uint8_t referral) {
    say_cancelled(w, a, referral);
    assert_true(world_settle(w, 60000));
}

HOLDER notifications__list_notices_reply *list(struct world *w, struct arena *a, const char *key, bool open) {
    notifications__list_notices_request *in = NEW(a, notifications__list_notices_request);
    notifications__list_notices_reply *out = NULL;
    in->open_only = open;
    assert_int_equal(CALL(w, a, "notifications", key, notifications, ListNotices, list_notices, in, &out), 0);
    return out;
}

/* The only notice of the partner. */
HOLDER notifications__notice *notice(struct world *w, struct arena *a) {
    notifications__list_notices_reply *l = list(w, a, "partner", false);
    assert_int_equal(l->n_notices, 1);
    return l->notices[0];
}

HOLDER int get(struct world *w, struct arena *a, const char *key, const notifications__notice *n,
               notifications__get_notice_reply **out) {
    notifications__get_notice_request *in = NEW(a, notifications__get_notice_request);
    in->notice_id = n->notice_id;
    return CALL(w, a, "notifications", key, notifications, GetNotice, get_notice, in, out);
}

HOLDER int print_sheet(struct world *w, struct arena *a, const char *key, uint8_t referral) {
    notifications__print_sheet_request *in = NEW(a, notifications__print_sheet_request);
    in->referral_id = id_field(a, numbered(referral));
    return CALL(w, a, "notifications", key, notifications, PrintSheet, print_sheet, in, NULL);
}

HOLDER int get_sheet(struct world *w, struct arena *a, const char *key, uint8_t referral,
                     notifications__get_sheet_reply **out) {
    notifications__get_sheet_request *in = NEW(a, notifications__get_sheet_request);
    in->referral_id = id_field(a, numbered(referral));
    return CALL(w, a, "notifications", key, notifications, GetSheet, get_sheet, in, out);
}

/* Printed, as the program does: of a withdrawn one that is refused, and the sheet says it. */
HOLDER int sheet(struct world *w, struct arena *a, const char *key, uint8_t referral,
                 notifications__get_sheet_reply **out) {
    int reason = print_sheet(w, a, key, referral);
    return reason && reason != REASON_NOTICE_WITHDRAWN ? reason : get_sheet(w, a, key, referral, out);
}

HOLDER int acknowledge(struct world *w, struct arena *a, const char *key, const notifications__notice *n,
                       const char *person) {
    notifications__acknowledge_notice_request *in = NEW(a, notifications__acknowledge_notice_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = person;
    return CALL(w, a, "notifications", key, notifications, AcknowledgeNotice, acknowledge_notice, in, NULL);
}

HOLDER int accept(struct world *w, struct arena *a, const char *key, const notifications__notice *n, const char *person,
                  notifications__accept_notice_reply **out) {
    notifications__accept_notice_request *in = NEW(a, notifications__accept_notice_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = person;
    return CALL(w, a, "notifications", key, notifications, AcceptNotice, accept_notice, in, out);
}

HOLDER int decline(struct world *w, struct arena *a, const notifications__notice *n,
                   notifications__decline_reason reason) {
    notifications__decline_notice_request *in = NEW(a, notifications__decline_notice_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = "Nadège";
    in->reason = reason;
    in->note = "complet jusqu’en mars";
    return CALL(w, a, "notifications", "partner", notifications, DeclineNotice, decline_notice, in, NULL);
}

HOLDER int by_code(struct world *w, struct arena *a, const char *key, const char *code,
                   notifications__notice_state answer, notifications__answer_by_code_reply **out) {
    notifications__answer_by_code_request *in = NEW(a, notifications__answer_by_code_request);
    in->code = code;
    in->answer = answer;
    in->told_by = "Nadège";
    return CALL(w, a, "notifications", key, notifications, AnswerByCode, answer_by_code, in, out);
}

HOLDER size_t answers_said(struct world *w, struct arena *a, notifications__notice_answered **last) {
    return feeder_records(w, a, "notifications", &notifications__notice_answered__descriptor, last);
}
