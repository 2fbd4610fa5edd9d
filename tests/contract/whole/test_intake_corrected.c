/* Wrong and then corrected is as if it had been right from the start: what is proposed, the visits that are due, the lists,
 * the figures and the file as it is shown, whatever else was told that day, in every order. Ids, versions, times of entry
 * and what history tells differ, and nothing else. */
#include "corrected_facts.h"

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
