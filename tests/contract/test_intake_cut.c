/* Whoever sees no personal part sees no person: a story with everything in it is told through all four daemons, and
 * what may not be known is looked for in the open part of each record, in the open part of each row, and in each key. */
#include "clear.h"
#include "follow_world.h"
#include "loop_world.h"
#include "proto/options/open_fields.h"
#include "text/json.h"

enum { HIDDEN_MAX = 40 };

struct cut {
    struct loop l;
    struct hidden {
        const char *text;
        bool met; /* in a personal part: else it was looked for in vain */
    } list[HIDDEN_MAX];
    size_t n;
};

static int opened(void **state) {
    struct cut *c = calloc(1, sizeof *c);
    loop_open(&c->l);
    *state = c;
    return 0;
}

static int closed(void **state) {
    struct cut *c = *state;
    settle_all(&c->l);
    desk_close(&c->l.t);
    free(c);
    return 0;
}

static void hide(struct cut *c, const char *text) {
    assert_true(c->n < HIDDEN_MAX);
    c->list[c->n++] = (struct hidden){.text = text};
}

/* As a message shows it; an enum's value between its quotes. */
static void hide_value(struct cut *c, const char *text) { hide(c, arena_printf(&c->l.t.a, "\"%s\"", text)); }

static void hide_day(struct cut *c, day on) {
    char *text = arena_alloc(&c->l.t.a, 11);
    day_text(on, text);
    hide(c, text);
}

static void hide_id(struct cut *c, ProtobufCBinaryData id) { hide(c, id_text(&c->l.t.a, id_of(id))); }

/* ---- looked for ---- */

static const char *text_of(struct arena *a, const ProtobufCMessage *m) {
    json_t *json = json_from_message(a, m);
    const char *text = json_print(a, json, false);
    json_decref(json);
    return text;
}

static void holds_none(struct cut *c, const char *where, const char *text) {
    for (size_t i = 0; i < c->n; i++)
        if (strstr(text, c->list[i].text)) fail_msg("%s tells %s: %s", where, c->list[i].text, text);
}

static void meet(struct cut *c, const char *text) {
    for (size_t i = 0; i < c->n; i++) c->list[i].met |= strstr(text, c->list[i].text) != NULL;
}

/* The parts apart: what is left in `m` is open. */
static void look_at(struct cut *c, const char *where, ProtobufCMessage *m) {
    struct arena *a = &c->l.t.a;
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, "personal");
    if (f) {
        ProtobufCMessage **personal = (ProtobufCMessage **)(void *)((char *)m + f->offset);
        if (*personal) meet(c, text_of(a, *personal));
        *personal = NULL;
    }
    holds_none(c, where, text_of(a, m));
}

/* What the directory makes public, and days that are over: of nobody. */
static bool is_of_nobody(const char *name) {
    static const char *const names[] = {"sippe.intake.ServiceNoted",
                                        "sippe.intake.DaysEnded",
                                        "sippe.intake.FiguresEnded",
                                        "services",
                                        "services_of_organization",
                                        "ended_days",
                                        "sippe.node."};
    for (size_t i = 0; i < COUNT(names); i++)
        if (strncmp(name, names[i], strlen(names[i])) == 0) return true;
    return false;
}

static void look_at_records(struct cut *c) {
    struct arena *a = &c->l.t.a;
    struct view *v = world_view(c->l.t.w, "intake", a);
    uint64_t last = world_engine(c->l.t.w, "intake")->seq;
    for (uint64_t seq = 1; seq <= last; seq++) {
        const sippe__record *r = journal_read(v, seq);
        struct written w;
        assert_true(written_read(v, r, &w));
        for (size_t i = 0; i < intake_service.n_events; i++) {
            const ProtobufCMessageDescriptor *type = intake_service.events[i].type;
            if (strcmp(type->name, r->type) != 0 || is_of_nobody(type->name)) continue;
            look_at(c, r->type, journal_event(v->e, a, type, &w));
            holds_none(c, r->type, text_of(a, message_unpack(a, type, span_pb(r->open), MESSAGE_STRICT)));
        }
    }
}

/* A key as bytes, and as the digits of its ids. */
static void look_at_key(struct cut *c, const char *table, const struct key *key) {
    struct arena *a = &c->l.t.a;
    const char *digits = "";
    for (size_t i = 0; i < key->len; i++) digits = arena_printf(a, "%s%02x", digits, key->bytes[i]);
    holds_none(c, table, digits);
    for (size_t i = 0; i < c->n; i++)
        if (memmem(key->bytes, key->len, c->list[i].text, strlen(c->list[i].text)))
            fail_msg("a key of %s tells %s", table, c->list[i].text);
}

static void look_at_rows(struct cut *c) {
    struct view *v = world_view(c->l.t.w, "intake", &c->l.t.a);
    for (size_t i = 0; i < intake_service.n_rows; i++) {
        const struct row_table *t = intake_service.rows[i];
        if (is_of_nobody(t->name) || t->in_memory) continue;
        struct row_scan *s = row_scan(v, t, KEY_EMPTY, NULL);
        struct key key;
        ProtobufCMessage *row = NULL;
        while (row_next(s, &key, t->type ? (void *)&row : NULL)) {
            look_at_key(c, t->name, &key);
            if (row) look_at(c, t->name, row);
        }
    }
}

/* What is long enough to stand nowhere by chance, and no id: in no file of any daemon, in use or left over. */
static void look_at_files(struct cut *c) {
    struct desk *t = &c->l.t;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const char *text = c->list[i].text;
        if (strlen(text) < CLEAR_FILE_LEAST || strlen(text) == 2 * ID_LEN || text[0] == '"') continue;
        for (size_t d = 0; d < DAEMONS; d++) {
            const char *file = clear_file(t->w, &t->a, daemon_names[d], text);
            if (file) fail_msg("%s of %s tells %s", file, daemon_names[d], text);
        }
        n++;
    }
    assert_true(n > 10);
}

/* ---- the story ---- */

static void tried(struct cut *c, ProtobufCBinaryData id) {
    struct desk *t = &c->l.t;
    const intake__screening_summary *s = screening(t, id)->summary;
    intake__submit_screening_reply about = {.screening_id = id, .version = s->version, .family_id = s->family_id};
    intake__record_family_call_request *in = call_to_her(t, &about, CALL_OUTCOME_NO_ANSWER);
    intake__record_family_call_reply *out = NULL;
    in->told->call_back_on = civil_date(&t->a, fixture_today() + 33);
    assert_int_equal(ASK(t, "team", RecordFamilyCall, record_family_call, in, &out), 0);
    hide_value(c, "NO_ANSWER");
    hide_day(c, fixture_today() + 33);
}

/* In the tenth week; called again in the twelfth. */
static void early_call(struct cut *c) {
    struct desk *t = &c->l.t;
    intake__submit_screening_reply *call = NULL;
    intake__screening *early = call_now(t);
    early->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10);
    early->identity->phone = "514 555-0163";
    early->identity->name->given = "Wideline";
    early->identity->birth_date = date(&t->a, 1999, 4, 3);
    assert_int_equal(submit(t, "desk", early, &call), 0);
    hide_day(c, fixture_today() + 280 - 7 * 10);
    hide_day(c, fixture_today() + 14); /* the start week */
    hide_day(c, day_from(1999, 4, 3));
    hide(c, "5145550163");
    hide(c, "Wideline");
    hide(c, call->family_number);
    hide_value(c, "PRE_REGISTER");
    hide_value(c, "CALL_BACK");
    tried(c, call->screening_id);
}

static void declined(struct cut *c) {
    struct loop *l = &c->l;
    notifications__decline_notice_request *in = NEW(&l->t.a, notifications__decline_notice_request);
    notifications__decline_notice_reply *out = NULL;
    in->notice_id = notices(l)->notices[0]->notice_id;
    in->version = notices(l)->notices[0]->version;
    in->told_by = "Mme Haddad";
    in->reason = DECLINE_REASON_FULL;
    in->note = "trois mois d'attente";
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, DeclineNotice, decline_notice, in, &out), 0);
    settle_all(l);
    hide_value(c, "DECLINED");
    hide_value(c, "REFERRAL_DECLINED");
    hide(c, "mois d'attente");
    hide(c, "Haddad");
    look_at_rows(c); /* while it stands on the list */
}

/* Referred, declined, referred elsewhere, and all taken back. */
static void referrals(struct cut *c, ProtobufCBinaryData family_id) {
    struct loop *l = &c->l;
    intake__record_consent_reply *given = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    assert_int_equal(consent(l, consent_request(l, family_id), &given), 0);
    assert_int_equal(refer(l, family_id, l->service, &r), 0);
    settle_all(l);
    hide_id(c, l->organization);
    hide_id(c, l->service);
    hide_value(c, "FOOD_AID");
    hide_value(c, "PARTNER_REFERRAL");
    hide_value(c, "VERBAL");
    hide(c, "le matin");
    declined(c);
    assert_int_equal(refer(l, family_id, numbered(&l->t.a, "second"), &r), 0);
    settle_all(l);
    assert_int_equal(withdraw(l, given, &out), 0);
    settle_all(l);
    hide_value(c, "CANCELLED");
    hide(c, "consent_withdrawn");
}

static void followed(struct cut *c, const intake__submit_screening_reply *call) {
    struct desk *t = &c->l.t;
    intake__enrol_family_reply *e = NULL;
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    assert_int_equal(enrol(t, call, &e), 0);
    settle_all(&c->l);
    int64_t start = confirm(t, e->enrolment_id)->start->ms;
    settle_all(&c->l);
    leap(t, start - world_now_ms(t->w) + 2 * INT64_C(3600000));
    record_visit(t, follow_up(t, call->family_id)->visits[0]);
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    in->enrolment_id = e->enrolment_id;
    in->version = family(t, "team", call->family_id)->enrolment->version;
    in->reason = END_REASON_MOVED;
    in->note = "partie à Laval";
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, &ended), 0);
    hide(c, "ts-1");
    hide(c, "encounters_done");
    hide_value(c, "MOVED");
    hide(c, "Laval");
}

static void test_who_sees_no_personal_part_sees_no_person(void **state) {
    struct cut *c = *state;
    early_call(c);
    intake__submit_screening_reply *call = family_for_sippe(&c->l.t);
    const sippe__person_name *name = family(&c->l.t, "desk", call->family_id)->name;
    hide(c, call->family_number);
    hide(c, name->given);
    hide(c, name->family);
    hide(c, "H2N");
    hide_day(c, fixture_today() + 280 - 7 * 14);
    hide_value(c, "SIPPE");
    referrals(c, call->family_id);
    followed(c, call);
    leap(&c->l.t, 15 * DAY_LONG); /* the start week has come */
    look_at_records(c);
    look_at_files(c);
    look_at_rows(c);
    for (size_t i = 0; i < c->n; i++)
        if (!c->list[i].met) fail_msg("the story does not tell %s", c->list[i].text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_sees_no_personal_part_sees_no_person, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
