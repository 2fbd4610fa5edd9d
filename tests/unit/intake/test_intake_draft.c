/* intake/draft: what of an interrupted call is kept, and where it goes on. */
#include "fixture.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/draft.h"

static bool is_left_out(const struct left_out *out, const char *path) {
    for (size_t i = 0; i < out->n_paths; i++)
        if (strcmp(out->paths[i], path) == 0) return true;
    return false;
}

/* Whether she may be named: the notice, then whether she agrees. */
static void test_when_she_may_be_named(void **state) {
    (void)state;
    static const struct {
        bool read;
        sippe__yes_no store;
        bool named;
    } cases[] = {
        {false, YES_NO_UNSPECIFIED, false}, {false, YES_NO_YES, false}, {true, YES_NO_UNSPECIFIED, true},
        {true, YES_NO_YES, true},           {true, YES_NO_NO, false},   {true, YES_NO_DECLINED, false},
        {true, YES_NO_UNKNOWN, true},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *s = fixture_screening(&a);
        s->consent->consent_store = cases[i].store;
        if (!cases[i].read) s->consent->notice_read_at = NULL;
        if (intake_draft_names_her(s) != cases[i].named) fail_msg("case %zu", i);
    }
    assert_false(intake_draft_names_her(NEW(&a, intake__screening)));
    arena_close(&a);
}

/* Fills each text, list, number and date of a message, so that a field which is added to the contract is here too. */
static void fill(struct arena *a, ProtobufCMessage *m) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        void *at = (char *)m + f->offset;
        size_t *n = (size_t *)(void *)((char *)m + f->quantifier_offset);
        if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
            if (strcmp(f->name, "not_known") != 0) continue;
            *(uint32_t *)(void *)n = f->id;
        }
        if (f->type == PROTOBUF_C_TYPE_MESSAGE) {
            ProtobufCMessage *part =
                arena_alloc(a, ((const ProtobufCMessageDescriptor *)f->descriptor)->sizeof_message);
            protobuf_c_message_init(f->descriptor, part);
            fill(a, part);
            if (f->label == PROTOBUF_C_LABEL_REPEATED) {
                ProtobufCMessage **list = arena_alloc(a, sizeof *list);
                list[0] = part, *n = 1;
                *(ProtobufCMessage ***)at = list;
            } else {
                *(ProtobufCMessage **)at = part;
            }
        } else if (f->label == PROTOBUF_C_LABEL_REPEATED) {
            int32_t *list = arena_alloc(a, sizeof *list);
            list[0] = 1, *n = 1;
            *(int32_t **)at = list;
        } else if (f->type == PROTOBUF_C_TYPE_STRING) {
            *(const char **)at = arena_printf(a, "trace of %s", f->name);
        } else if (f->type == PROTOBUF_C_TYPE_INT64) {
            *(int64_t *)at = 1;
        } else {
            *(int32_t *)at = 1;
        }
    }
}

/* Of all texts of the contract these may stay: none of them tells who she is. A text that is added to it is to be of class
 * IDENTITY or CONTACT, or to be added here by somebody who has thought about it. */
static size_t texts_left(const ProtobufCMessage *m, const char *under, struct arena *a) {
    static const char *const may_stay[] = {"call.called_by", "call.clsc_code", "call.language.code",
                                           "call.interpreter_language.code", "consent.notice_version"};
    size_t n = 0;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const char *path = arena_printf(a, "%s%s%s", under, *under ? "." : "", f->name);
        const ProtobufCMessage *part = intake_message_part(m, f);
        if (part) n += texts_left(part, path, a);
        if (f->type != PROTOBUF_C_TYPE_STRING || !intake_message_answers(m, f->name)) continue;
        bool stays = false;
        for (size_t k = 0; k < COUNT(may_stay); k++) stays = stays || strcmp(may_stay[k], path) == 0;
        if (!stays) fail_msg("%s is kept", path);
        n++;
    }
    return n;
}

static void test_nothing_tells_who_she_is(void **state) {
    (void)state;
    static const char *const gone[] = {
        "consent.channels",
        "consent.safe_to_leave_message",
        "consent.safe_contact_hours",
        "identity.name",
        "identity.birth_date",
        "identity.nam",
        "identity.phone",
        "identity.alt_phone",
        "identity.email",
        "identity.address",
        "identity.gender",
        "identity.parent_names",
        "household.children",
        "call.source_reference",
        "pregnancy.provider_name",
        "pregnancy.child_birth_date",
        "olo.store_nearby",
        "local_reference",
    };
    static const char *const stays[] = {
        "call.started_at", "call.clsc_code", "call.language", "consent.notice_version",   "pregnancy.weeks_stated",
        "household.size",  "income.annual",  "urgent.needs",  "schooling.highest_diploma"};
    struct arena a;
    arena_init(&a);
    intake__screening *s = NEW(&a, intake__screening);
    fill(&a, &s->base);
    struct left_out out = intake_draft_strip(&a, s);
    for (size_t i = 0; i < COUNT(gone); i++) {
        if (intake_message_answers(&s->base, gone[i])) fail_msg("%s is kept", gone[i]);
        if (!is_left_out(&out, gone[i])) fail_msg("%s is not told", gone[i]);
    }
    for (size_t i = 0; i < COUNT(stays); i++)
        if (!intake_message_answers(&s->base, stays[i])) fail_msg("%s is gone", stays[i]);
    assert_int_equal(texts_left(&s->base, "", &a), 5);
    assert_int_equal(intake_draft_strip(&a, s).n_paths, 0); /* there is nothing more to take */
    intake__screening *none = NEW(&a, intake__screening);
    assert_int_equal(intake_draft_strip(&a, none).n_paths, 0);
    assert_int_equal(message_pack(&a, &none->base).len, 0);
    arena_close(&a);
}

typedef void (*change_fn)(struct arena *a, intake__screening *s);
#define CHANGE(name) static void name(struct arena *a, intake__screening *s)
CHANGE(nothing) { (void)a, (void)s; }
CHANGE(no_call) { (void)a, s->call = NULL; }
CHANGE(cut_at_the_notice) { (void)a, s->consent = NULL, s->identity = NULL; }
CHANGE(cut_at_the_name) { (void)a, s->identity = NULL, s->income = NULL; }
CHANGE(interpreter) { (void)a, s->call->interpreter_needed = YES_NO_YES; }
CHANGE(no_phone) { (void)a, s->identity->phone = ""; }
CHANGE(email) { (void)a, s->identity->phone = "", s->identity->email = "maude@exemple.ca"; }
CHANGE(no_address) { (void)a, s->identity->address = NULL; }
CHANGE(no_fixed_address) { (void)a, s->identity->address = NULL, s->identity->no_fixed_address = YES_NO_YES; }
CHANGE(undated) { (void)a, s->pregnancy = NULL; }
CHANGE(by_weeks) {
    s->pregnancy->due_date = NULL;
    s->pregnancy->weeks_stated = number(a, 20);
}
CHANGE(due_unknown) { s->pregnancy->due_date = day_unknown(a); }
CHANGE(delivered) {
    (void)a;
    s->pregnancy->due_date = NULL;
    s->pregnancy->already_delivered = YES_NO_YES;
}
CHANGE(income_declined) { s->income->annual = money_declined(a); }
CHANGE(income_range) { s->income->annual = money_range(a, -1, 0); }
CHANGE(income_without_ends) { s->income->annual = money_range(a, -1, -1); }

static void test_first_gap(void **state) {
    (void)state;
    static const struct {
        change_fn change;
        const char *gap;
    } cases[] = {
        {nothing, ""},
        {no_call, "call.started_at"},
        {cut_at_the_notice, "consent.notice_read_at"},
        {cut_at_the_name, "identity.name.family"},
        {interpreter, "call.interpreter_language"},
        {no_phone, "identity.phone"},
        {email, ""},
        {no_address, "identity.address.postal_code"},
        {no_fixed_address, ""},
        {undated, "pregnancy.due_date"},
        {by_weeks, ""},
        {due_unknown, ""},
        {delivered, "pregnancy.child_birth_date"},
        {income_declined, ""},
        {income_range, ""},
        {income_without_ends, "income.annual"},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *s = fixture_screening(&a);
        cases[i].change(&a, s);
        const char *gap = intake_draft_first_gap(s);
        if (strcmp(gap, cases[i].gap) != 0) fail_msg("case %zu: %s", i, gap);
    }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_she_may_be_named),
        cmocka_unit_test(test_nothing_tells_who_she_is),
        cmocka_unit_test(test_first_gap),
    };
    return cmocka_run_group_tests_name("intake draft", tests, NULL, NULL);
}
