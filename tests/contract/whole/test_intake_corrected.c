/* Wrong and then corrected is as if it had been right from the start: what is proposed, the visits that are due, the lists,
 * the figures and the file as it is shown, whatever else was told that day, in every order. Ids, versions, times of entry
 * and what history tells differ, and nothing else. */
#include <stdio.h>
#include "base/message.h"
#include "../follow_world.h"
#include "../loop_world.h"

struct told {
    struct loop l;
    intake__submit_screening_reply *s;
    ProtobufCBinaryData encounter;
};

static day today(struct told *w) { return day_at(fixture_montreal, world_now_ms(w->l.t.w)); }
static sippe__date *day_at_from(struct told *w, int days) { return civil_date(&w->l.t.a, today(w) + days); }
static intake__get_family_reply *file(struct told *w) { return family(&w->l.t, "team", w->s->family_id); }
#define TELL(w, Method, method, in) assert_int_equal(ASK(&(w)->l.t, "team", Method, method, in, NULL), 0)

/* ---- facts: as they are, or as they were told at first ---- */

static void date_pregnancy(struct told *w, int days) {
    intake__date_pregnancy_request *in = NEW(&w->l.t.a, intake__date_pregnancy_request);
    intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->due_date = day_at_from(w, days);
    in->source = DUE_SOURCE_ULTRASOUND;
    in->reason = "échographie";
    TELL(w, DatePregnancy, date_pregnancy, in);
}
static void due_wrong(struct told *w) { date_pregnancy(w, 170); }
static void due_right(struct told *w) { date_pregnancy(w, 120); }

static void reached_at(struct told *w, const char *phone) {
    intake__change_contact_request *in = NEW(&w->l.t.a, intake__change_contact_request);
    intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&w->l.t.a, &f->contact->base);
    in->contact->numbers[0]->number = phone;
    in->reason = "elle l'a dit";
    TELL(w, ChangeContact, change_contact, in);
}
static void number_wrong(struct told *w) { reached_at(w, "4385550171"); }
static void number_right(struct told *w) { reached_at(w, "4385550172"); }

static const intake__person *called(struct told *w, const char *given) {
    const intake__kin *k = file(w)->kin;
    for (size_t i = 0; i < k->n_people; i++)
        if (k->people[i]->name && strcmp(k->people[i]->name->given, given) == 0) return k->people[i];
    return NULL;
}
static void sibling(struct told *w, int days) {
    intake__change_person_request *in = NEW(&w->l.t.a, intake__change_person_request);
    const intake__person *was = called(w, "Rémi");
    in->family_id = w->s->family_id;
    in->version = file(w)->kin_version;
    in->who = was ? message_copy(&w->l.t.a, &was->base) : NEW(&w->l.t.a, intake__person);
    in->who->kind = PERSON_KIND_CHILD;
    if (!was) {
        in->who->name = NEW(&w->l.t.a, sippe__person_name);
        in->who->name->given = "Rémi";
    }
    in->who->birth_date = day_at_from(w, days);
    in->reason = "mal noté";
    TELL(w, ChangePerson, change_person, in);
}
static void sibling_wrong(struct told *w) { sibling(w, -1400); }
static void sibling_right(struct told *w) { sibling(w, -900); }

static scheduling__encounter_facts *met(struct told *w, int days) {
    scheduling__encounter_facts *e = NEW(&w->l.t.a, scheduling__encounter_facts);
    e->start = instant(&w->l.t.a, day_start_ms(fixture_montreal, today(w) + days) + 10 * INT64_C(3600000));
    e->minutes = 60;
    return e;
}
static void encounter_told(struct told *w, int days) {
    scheduling__record_encounter_request *in = NEW(&w->l.t.a, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out = NULL;
    in->family_id = w->s->family_id;
    in->facts = met(w, days);
    assert_int_equal(SCHEDULE(&w->l.t, "team", RecordEncounter, record_encounter, in, &out), 0);
    w->encounter = out->encounter_id;
}
static void encounter_wrong(struct told *w) { encounter_told(w, -9); }
static void encounter_corrected(struct told *w) {
    scheduling__correct_encounter_request *in = NEW(&w->l.t.a, scheduling__correct_encounter_request);
    scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    in->encounter_id = w->encounter;
    for (size_t i = 0; i < f->n_encounters; i++)
        if (SAME_BYTES(f->encounters[i]->encounter_id, w->encounter)) in->version = f->encounters[i]->version;
    in->facts = met(w, -2);
    in->reason = "un autre jour";
    assert_int_equal(SCHEDULE(&w->l.t, "team", CorrectEncounter, correct_encounter, in, NULL), 0);
}
static void encounter_right(struct told *w) { encounter_told(w, -2); }

static void answers(struct told *w, int64_t cents) {
    intake__amend_screening_request *in = NEW(&w->l.t.a, intake__amend_screening_request);
    intake__get_screening_reply *s = screening(&w->l.t, w->s->screening_id);
    in->screening_id = w->s->screening_id;
    in->version = s->summary->version;
    in->screening = message_copy(&w->l.t.a, &s->screening->base);
    in->screening->income->annual->value->cents = cents;
    in->reason = "relu avec elle";
    assert_int_equal(ASK(&w->l.t, "desk", AmendScreening, amend_screening, in, NULL), 0);
}
static void answers_wrong(struct told *w) { answers(w, 9000000); }
static void answers_right(struct told *w) { answers(w, 1200000); }

static void born(struct told *w, int days) {
    intake__record_birth_request *in = NEW(&w->l.t.a, intake__record_birth_request);
    in->family_id = w->s->family_id;
    in->birth_date = day_at_from(w, days);
    in->home = CHILD_HOME_SINCE;
    in->home_on = day_at_from(w, -1);
    in->sure = true;
    TELL(w, RecordBirth, record_birth, in);
}
static void birth_wrong(struct told *w) { born(w, -30); }
static void birth_right(struct told *w) { born(w, -6); }
static void birth_corrected(struct told *w) {
    intake__change_person_request *in = NEW(&w->l.t.a, intake__change_person_request);
    const intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    for (size_t i = 0; i < f->kin->n_people; i++)
        if (f->kin->people[i]->pregnancy_id.len) in->who = message_copy(&w->l.t.a, &f->kin->people[i]->base);
    in->who->birth_date = day_at_from(w, -6);
    in->reason = "mal noté";
    TELL(w, ChangePerson, change_person, in);
}

static void loss_wrong(struct told *w) {
    intake__record_loss_request *in = NEW(&w->l.t.a, intake__record_loss_request);
    in->family_id = w->s->family_id;
    in->version = file(w)->kin_version;
    in->on = day_at_from(w, -1);
    in->told_by = "l'hôpital";
    TELL(w, RecordLoss, record_loss, in);
}
static void loss_corrected(struct told *w) {
    intake__reopen_pregnancy_request *in = NEW(&w->l.t.a, intake__reopen_pregnancy_request);
    const intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->reason = "autre famille";
    TELL(w, ReopenPregnancy, reopen_pregnancy, in);
}
/* The partner says that it has reached her; the desk sees that it was another family, or another day. */
static void contact_told(struct told *w, int days) {
    notifications__report_first_contact_request *in = NEW(&w->l.t.a, notifications__report_first_contact_request);
    const notifications__notice *n = notices(&w->l)->notices[0];
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = day_at_from(w, days);
    assert_int_equal(CALL(w->l.t.w, &w->l.t.a, "notifications", "maison", notifications, ReportFirstContact,
                          report_first_contact, in, NULL),
                     0);
    settle_all(&w->l);
}
static void contact_wrong(struct told *w) { contact_told(w, -9); }
static void contact_right(struct told *w) { contact_told(w, -2); }
static void contact_corrected(struct told *w, notifications__notice_state answer, int days) {
    notifications__correct_answer_request *in = NEW(&w->l.t.a, notifications__correct_answer_request);
    const notifications__notice *n = notices(&w->l)->notices[0];
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->answer = answer;
    if (answer == NOTICE_STATE_FIRST_CONTACT) in->first_contact_on = day_at_from(w, days);
    in->told_by = "";
    in->reason = "mal noté";
    assert_int_equal(
        CALL(w->l.t.w, &w->l.t.a, "notifications", "coord", notifications, CorrectAnswer, correct_answer, in, NULL), 0);
    settle_all(&w->l);
}
static void contact_was_none(struct told *w) { contact_corrected(w, NOTICE_STATE_ISSUED, 0); }
static void contact_day_corrected(struct told *w) { contact_corrected(w, NOTICE_STATE_FIRST_CONTACT, -2); }

/* She whom they wanted is struck out for somebody else's sake, and then it was she after all. */
static void bond(struct told *w, const char *worker) {
    const scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    scheduling__strike_key_worker_request *in = NEW(&w->l.t.a, scheduling__strike_key_worker_request);
    scheduling__confirm_key_worker_request *now = NEW(&w->l.t.a, scheduling__confirm_key_worker_request);
    in->enrolment_id = now->enrolment_id = f->enrolment_id;
    in->version = f->enrolment_version;
    in->reason = "une autre famille";
    assert_int_equal(SCHEDULE(&w->l.t, "coord", StrikeKeyWorker, strike_key_worker, in, NULL), 0);
    now->enrolment_version = follow_up(&w->l.t, w->s->family_id)->enrolment_version;
    now->worker = worker;
    assert_int_equal(SCHEDULE(&w->l.t, "coord", ConfirmKeyWorker, confirm_key_worker, now, NULL), 0);
    settle_all(&w->l);
}
static void bond_wrong(struct told *w) { bond(w, "inf-1"); }
static void bond_right(struct told *w) { bond(w, "ts-1"); }

static void encounter_struck(struct told *w) {
    scheduling__correct_encounter_request *in = NEW(&w->l.t.a, scheduling__correct_encounter_request);
    scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    in->encounter_id = w->encounter;
    for (size_t i = 0; i < f->n_encounters; i++)
        if (SAME_BYTES(f->encounters[i]->encounter_id, w->encounter)) in->version = f->encounters[i]->version;
    in->in_error = true;
    in->reason = "autre famille";
    assert_int_equal(SCHEDULE(&w->l.t, "team", CorrectEncounter, correct_encounter, in, NULL), 0);
    settle_all(&w->l);
}
static void encounter_told_wrong(struct told *w) {
    encounter_wrong(w);
    settle_all(&w->l);
}

static void nothing(struct told *w) { (void)w; }

typedef void tell_fn(struct told *w);
static const struct fact {
    const char *name;
    tell_fn *right, *wrong, *correct;
} facts[] = {
    {"a number", number_right, number_wrong, number_right},
    {"a sibling", sibling_right, sibling_wrong, sibling_right},
    {"an encounter", encounter_right, encounter_wrong, encounter_corrected},
    {"a due date", due_right, due_wrong, due_right},
    {"answers", answers_right, answers_wrong, answers_right},
    {"a birth", birth_right, birth_wrong, birth_corrected},
    {"a loss that was none", nothing, loss_wrong, loss_corrected},
    {"a first contact that was none", nothing, contact_wrong, contact_was_none},
    {"the day of a first contact", contact_right, contact_wrong, contact_day_corrected},
    {"a meeting that was none", nothing, encounter_told_wrong, encounter_struck},
    {"a key worker", nothing, bond_wrong, bond_right},
};
enum { FACTS = sizeof facts / sizeof *facts, OTHERS = 3 }; /* the first three go with any other */

/* ---- as it is shown ---- */

static int by_text(const void *x, const void *y) { return strcmp(*(char *const *)x, *(char *const *)y); }

static bool is_shown(const ProtobufCFieldDescriptor *f) {
    static const char *const apart[] = {"since",        "screenings", "calls",      "n_notes",    "history",
                                        "given_at",     "changed_at", "sent_at",    "written_at", "recorded_at",
                                        "corrected_at", "reason",     "corrections"};
    if (f->type == PROTOBUF_C_TYPE_BYTES) return false;
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (strcmp(f->name, apart[i]) == 0) return false;
    return true;
}

static const char *shown(struct arena *a, const ProtobufCMessage *m);

static const char *one(struct arena *a, const ProtobufCFieldDescriptor *f, const void *at) {
    if (f->type == PROTOBUF_C_TYPE_MESSAGE) {
        const ProtobufCMessage *part = *(ProtobufCMessage *const *)at;
        return part ? arena_printf(a, "{%s}", shown(a, part)) : "";
    }
    if (f->type == PROTOBUF_C_TYPE_STRING) return *(char *const *)at;
    if (f->type == PROTOBUF_C_TYPE_BOOL) return *(const protobuf_c_boolean *)at ? "1" : "";
    if (f->type == PROTOBUF_C_TYPE_INT64 || f->type == PROTOBUF_C_TYPE_UINT64)
        return arena_printf(a, "%lld", (long long)*(const int64_t *)at);
    return arena_printf(a, "%d", *(const int32_t *)at);
}

/* A list in an order of its own: who came first is history. */
static const char *list(struct arena *a, const ProtobufCFieldDescriptor *f, const char *items, size_t n, size_t size) {
    const char **texts = arena_alloc(a, (n + 1) * sizeof *texts);
    const char *all = "";
    for (size_t i = 0; i < n; i++) texts[i] = one(a, f, items + i * size);
    qsort(texts, n, sizeof *texts, by_text);
    for (size_t i = 0; i < n; i++) all = arena_printf(a, "%s[%s]", all, texts[i]);
    return all;
}

static size_t size_of(const ProtobufCFieldDescriptor *f) {
    if (f->type == PROTOBUF_C_TYPE_MESSAGE || f->type == PROTOBUF_C_TYPE_STRING) return sizeof(void *);
    return f->type == PROTOBUF_C_TYPE_INT64 || f->type == PROTOBUF_C_TYPE_UINT64 ? 8 : 4;
}

static const char *shown(struct arena *a, const ProtobufCMessage *m) {
    const char *all = "";
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const char *at = (const char *)m + f->offset;
        if (!is_shown(f)) continue;
        if (f->label == PROTOBUF_C_LABEL_REPEATED) {
            size_t n = *(const size_t *)((const char *)m + f->quantifier_offset);
            const char *text = n ? list(a, f, *(char *const *)at, n, size_of(f)) : "";
            if (*text) all = arena_printf(a, "%s %s=%s\n", all, f->name, text);
            continue;
        }
        if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF &&
            *(const uint32_t *)((const char *)m + f->quantifier_offset) != f->id)
            continue;
        const char *text = one(a, f, at);
        if (*text && strcmp(text, "0") != 0) all = arena_printf(a, "%s %s=%s", all, f->name, text);
    }
    return all;
}

/* ---- a world ---- */

static void begin(struct told *w) {
    struct desk *t = &w->l.t;
    intake__enrol_family_reply *e = NULL;
    loop_open(&w->l);
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    w->s = family_for_sippe(t);
    intake__record_consent_request *agreed = consent_request(&w->l, w->s->family_id);
    APPEND(&t->a, agreed->consent, covers, SHARED_ITEM_DUE_DATE);
    assert_int_equal(consent(&w->l, agreed, NULL), 0);
    assert_int_equal(refer(&w->l, w->s->family_id, w->l.service, NULL), 0);
    assert_int_equal(enrol(t, w->s, &e), 0);
    settle_all(&w->l);
    confirm(t, e->enrolment_id);
    settle_all(&w->l);
    leap(t, 12 * DAY_LONG);
    reached_at(w, "4385550170");
    settle_all(&w->l);
}

static const char *lists_shown(struct told *w) {
    static const char *const daemons[] = {"intake", "scheduling"};
    const char *all = "";
    for (int i = 0; i < 2; i++) {
        sippe__list_work_request *in = NEW(&w->l.t.a, sippe__list_work_request);
        sippe__list_work_reply *out = NULL;
        in->role = ROLE_UNSPECIFIED;
        assert_int_equal(world_call(w->l.t.w, &w->l.t.a, daemons[i], "coord",
                                    arena_printf(&w->l.t.a, "%s.ListWork", daemons[i]), world_request_id(w->l.t.w),
                                    &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                         0);
        all = arena_printf(&w->l.t.a, "%s%s\n", all, shown(&w->l.t.a, &out->base));
    }
    return all;
}

/* What was struck out stands there as history does. */
static void without_struck(scheduling__family_visits_reply *f) {
    size_t n = 0;
    for (size_t i = 0; i < f->n_encounters; i++)
        if (!f->encounters[i]->in_error) f->encounters[n++] = f->encounters[i];
    f->n_encounters = n;
}

/* All of it, in memory that outlives the world. */
static char *end(struct told *w) {
    struct arena *a = &w->l.t.a;
    settle_all(&w->l);
    scheduling__get_intensity_request *in = NEW(a, scheduling__get_intensity_request);
    scheduling__get_intensity_reply *figures = NULL;
    in->family_id = w->s->family_id;
    assert_int_equal(SCHEDULE(&w->l.t, "coord", GetIntensity, get_intensity, in, &figures), 0);
    intake__get_screening_reply *s = screening(&w->l.t, w->s->screening_id);
    scheduling__family_visits_request *visits = NEW(a, scheduling__family_visits_request);
    scheduling__family_visits_reply *seen = NULL;
    visits->family_id = w->s->family_id;
    visits->all_windows = true;
    assert_int_equal(SCHEDULE(&w->l.t, "coord", FamilyVisits, family_visits, visits, &seen), 0);
    without_struck(seen);
    char *all = strdup(arena_printf(a, "proposal: %s\nfile: %s\nvisits: %s\nfigures: %s\nlists: %s",
                                    shown(a, &s->proposal->base), shown(a, &file(w)->base), shown(a, &seen->base),
                                    shown(a, &figures->base), lists_shown(w)));
    desk_close(&w->l.t);
    return all;
}

static char *told_in_order(tell_fn *const *order, size_t n) {
    struct told w = {0};
    begin(&w);
    for (size_t i = 0; i < n; i++) order[i](&w);
    return end(&w);
}

/* ---- every order ---- */

static void compare(const char *name, const char *expected, char *found) {
    size_t at = 0;
    while (expected[at] && expected[at] == found[at]) at++;
    if (expected[at] || found[at]) {
        size_t from = at > 160 ? at - 160 : 0;
        fail_msg("%s, wrong and then corrected:\n  right: ...%.320s\n  found: ...%.320s", name, expected + from,
                 found + from);
    }
    free(found);
}

/* Four things, the first before the second. */
static void each_order(const struct fact *f, tell_fn *one_more, tell_fn *another, const char *expected) {
    tell_fn *const things[4] = {f->wrong, f->correct, one_more, another};
    for (int p = 0; p < 256; p++) {
        int order[4] = {p & 3, p >> 2 & 3, p >> 4 & 3, p >> 6 & 3}, place[4] = {-1, -1, -1, -1};
        tell_fn *told[4];
        for (int i = 0; i < 4; i++) {
            place[order[i]] = i;
            told[i] = things[order[i]];
        }
        bool is_permutation = place[0] >= 0 && place[1] >= 0 && place[2] >= 0 && place[3] >= 0;
        if (is_permutation && place[0] < place[1]) compare(f->name, expected, told_in_order(told, 4));
    }
}

static void test_as_if_right_from_the_start(void **state) {
    (void)state;
    for (size_t i = 0; i < FACTS; i++) {
        size_t first = i == 0 ? 1 : 0, second = i <= 1 ? 2 : 1;
        tell_fn *const right[3] = {facts[i].right, facts[first].right, facts[second].right};
        char *expected = told_in_order(right, 3);
        tell_fn *const otherwise[3] = {right[2], right[1], right[0]};
        compare("the order alone", expected, told_in_order(otherwise, 3));
        each_order(&facts[i], right[1], right[2], expected);
        free(expected);
    }
}

/* That the comparison sees: what was never corrected differs. */
static void test_what_stays_wrong_is_seen(void **state) {
    (void)state;
    for (size_t i = 0; i < FACTS; i++) {
        char *right = told_in_order(&facts[i].right, 1), *wrong = told_in_order(&facts[i].wrong, 1);
        if (strcmp(right, wrong) == 0) fail_msg("%s is wrong, and nothing shows it", facts[i].name);
        free(right);
        free(wrong);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_stays_wrong_is_seen),
                                       cmocka_unit_test(test_as_if_right_from_the_start)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
