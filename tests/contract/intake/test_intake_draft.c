/* Calls that were interrupted: what is kept of them and by whom it is read, whose work they are, and that nothing is left
 * when they end. */
#include "clear.h"
#include "intake_world.h"

static const char *const name = "Mornefontaine", *const mail = "trace@exemple.ca";

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->delays->draft_days = 5;
    assert_int_equal(adopt(t, rules), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

/* Cut off after her name. */
static intake__screening *interrupted(struct desk *t) {
    intake__screening *s = call_now(t);
    s->call->ended_at = NULL;
    s->identity->name->family = name;
    s->identity->email = mail;
    s->identity->nam = "";
    s->household = NULL;
    s->income = NULL;
    s->schooling = NULL;
    return s;
}

static intake__screening *before_the_notice(struct desk *t) {
    intake__screening *s = interrupted(t);
    s->consent->notice_read_at = NULL;
    return s;
}

/* In her own words; they name her too. */
static int save_with_notes(struct desk *t, intake__screening *s, const char *notes, intake__save_draft_reply **out) {
    intake__save_draft_request *in = NEW(&t->a, intake__save_draft_request);
    in->screening = s;
    in->notes = notes;
    return ASK(t, "desk", SaveDraft, save_draft, in, out);
}

static int save(struct desk *t, const char *key, intake__screening *s, const intake__save_draft_reply *more_of,
                intake__save_draft_reply **out) {
    intake__save_draft_request *in = NEW(&t->a, intake__save_draft_request);
    in->screening = s;
    if (more_of) in->draft_id = more_of->draft_id;
    if (more_of) in->version = more_of->version;
    return ASK(t, key, SaveDraft, save_draft, in, out);
}

static int get(struct desk *t, const char *key, ProtobufCBinaryData id, intake__get_draft_reply **out) {
    intake__get_draft_request *in = NEW(&t->a, intake__get_draft_request);
    in->draft_id = id;
    return ASK(t, key, GetDraft, get_draft, in, out);
}

static intake__list_drafts_reply *list_of(struct desk *t, const char *key, uint32_t limit, ProtobufCBinaryData after) {
    intake__list_drafts_request *in = NEW(&t->a, intake__list_drafts_request);
    intake__list_drafts_reply *out = NULL;
    in->limit = limit;
    in->after = after;
    assert_int_equal(ASK(t, key, ListDrafts, list_drafts, in, &out), 0);
    return out;
}

static size_t n_listed(struct desk *t, const char *key) {
    return list_of(t, key, 0, (ProtobufCBinaryData){0})->n_drafts;
}

static int discard(struct desk *t, const char *key, ProtobufCBinaryData id, ProtobufCBinaryData version) {
    intake__discard_draft_request *in = NEW(&t->a, intake__discard_draft_request);
    in->draft_id = id;
    in->version = version;
    return ASK(t, key, DiscardDraft, discard_draft, in, NULL);
}

static bool is_kept(struct desk *t, const char *text) {
    struct clear_value v = CLEAR_TEXT(text);
    return clear_find_personal(t->w, &t->a, "intake", &v) != NULL;
}

static bool has_left_out(const intake__save_draft_reply *r, const char *path) {
    for (size_t i = 0; i < r->n_left_out; i++)
        if (strcmp(r->left_out[i], path) == 0) return true;
    return false;
}

/* It has ended, and nothing of it is anywhere. */
static void assert_gone(struct desk *t, const intake__save_draft_reply *d) {
    struct clear_value of_her[] = {CLEAR_TEXT(name), CLEAR_TEXT(mail)};
    intake__get_draft_reply *g = NULL;
    world_run(t->w, 1000); /* the key goes in the turn after */
    assert_int_equal(get(t, "desk", d->draft_id, &g), REASON_NOT_FOUND);
    assert_int_equal(n_listed(t, "desk"), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_DRAFT));
    assert_int_equal(discard(t, "desk", d->draft_id, d->version), REASON_NOT_FOUND);
    for (size_t i = 0; i < COUNT(of_her); i++) assert_null(clear_find(t->w, &t->a, "intake", &of_her[i]));
}

static void test_before_the_notice_nobody_is_named(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__get_draft_reply *g = NULL;
    assert_int_equal(save(t, "desk", before_the_notice(t), NULL, &d), 0);
    assert_true(has_left_out(d, "identity.name") && has_left_out(d, "identity.email"));
    assert_true(has_left_out(d, "identity.birth_date") && has_left_out(d, "identity.phone"));
    assert_string_equal(d->first_gap, "consent.notice_read_at");
    assert_false(is_kept(t, name) || is_kept(t, mail) || is_kept(t, "5145550188"));
    assert_int_equal(get(t, "desk", d->draft_id, &g), 0);
    assert_true(g->draft->anonymous);
    assert_null(g->draft->name);
    assert_string_equal(g->draft->phone, "");
    assert_int_equal(g->screening->pregnancy->due_date->answer_case, SIPPE__DATE_ANSWER__ANSWER_VALUE);
    intake__screening *refused = interrupted(t); /* it was read, and she does not agree */
    refused->consent->consent_store = YES_NO_NO;
    assert_int_equal(save(t, "desk", refused, d, &d), 0);
    assert_true(has_left_out(d, "identity.name"));
    assert_false(is_kept(t, name));
}

static void test_after_the_notice_all_is_kept_and_sealed(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__get_draft_reply *g = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    assert_int_equal(d->n_left_out, 0);
    assert_string_equal(d->first_gap, "household.size");
    assert_int_equal(DAY(d->kept_until), fixture_today() + 5);
    struct clear_value values[] = {CLEAR_TEXT(name), CLEAR_TEXT(mail)};
    clear_check(t->w, &t->a, "intake", values, COUNT(values));
    assert_int_equal(get(t, "desk", d->draft_id, &g), 0);
    assert_string_equal(g->draft->name->family, name);
    assert_string_equal(g->draft->phone, "5145550188");
    assert_string_equal(g->screening->identity->email, mail);
    assert_int_equal(get(t, "desk2", d->draft_id, &g), REASON_NOT_FOUND);
    assert_int_equal(get(t, "team", d->draft_id, &g), REASON_NOT_ALLOWED);
    assert_int_equal(get(t, "coord", d->draft_id, &g), REASON_NOT_ALLOWED);
    assert_int_equal(n_listed(t, "desk"), 1);
    assert_int_equal(n_listed(t, "desk2"), 0);
}

static void test_notes_are_kept_as_the_answers_are(void **state) {
    struct desk *t = *state;
    static const char notes[] = "Préfère le matin.\nSa mère s'appelle Zélie.";
    intake__save_draft_reply *d = NULL;
    intake__get_draft_reply *g = NULL;
    assert_int_equal(save_with_notes(t, before_the_notice(t), notes, &d), 0);
    assert_true(has_left_out(d, "notes"));
    assert_false(is_kept(t, "Zélie"));
    assert_int_equal(save_with_notes(t, interrupted(t), notes, &d), 0);
    assert_int_equal(d->n_left_out, 0);
    assert_int_equal(get(t, "desk", d->draft_id, &g), 0);
    assert_string_equal(g->notes, notes);
    struct clear_value values[] = {CLEAR_TEXT("Zélie")};
    clear_check(t->w, &t->a, "intake", values, COUNT(values));
    char *much = arena_alloc(&t->a, 8002);
    memset(much, 'a', 8001);
    assert_int_equal(save_with_notes(t, interrupted(t), much, &d), REASON_FIELDS_INVALID);
}

static void test_it_is_the_desks_work(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_DRAFT);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, d->draft_id));
    assert_int_equal(item->role, ROLE_DESK);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 23)); /* the Monday after a Friday */
    assert_int_equal(item->family_id.len, 0);
    assert_null(work_of(worklist(t, "desk2"), WORK_KIND_DRAFT));
    assert_null(work_of(worklist(t, "team"), WORK_KIND_DRAFT));
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_DRAFT));
    assert_int_equal(worklist(t, "coord")->total, 0);
    leap(t, 4 * DAY_LONG);
    assert_true(work_of(worklist(t, "desk"), WORK_KIND_DRAFT)->overdue);
}

static void test_what_is_saved_again(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *first = NULL, *second = NULL, *other = NULL;
    assert_int_equal(save(t, "desk", before_the_notice(t), NULL, &first), 0);
    leap(t, DAY_LONG);
    assert_int_equal(save(t, "desk", interrupted(t), first, &second), 0);
    assert_true(SAME_BYTES(first->draft_id, second->draft_id));
    assert_int_equal(DAY(second->kept_until), fixture_today() + 6); /* somebody is at it */
    assert_int_equal(save(t, "desk", interrupted(t), first, &other), REASON_VERSION_STALE);
    intake__screening *theirs = interrupted(t);
    theirs->call->clsc_code = "99002";
    assert_int_equal(save(t, "desk2", theirs, second, &other), REASON_NOT_FOUND);
    assert_int_equal(save(t, "desk2", interrupted(t), NULL, &other), REASON_CLSC_NOT_YOURS);
    assert_int_equal(discard(t, "desk", first->draft_id, first->version), REASON_VERSION_STALE);
    assert_int_equal(n_listed(t, "desk"), 1);
    assert_int_equal(worklist(t, "desk")->total, 1);
}

/* Bad input has its answer at once; what must not be kept is not looked at. */
static void test_what_is_refused(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__screening *s = interrupted(t);
    assert_int_equal(save(t, "desk", NULL, NULL, &d), REASON_FIELDS_INVALID);
    s->call->clsc_code = "";
    assert_int_equal(save(t, "desk", s, NULL, &d), REASON_FIELDS_INVALID);
    s->call->clsc_code = "12345";
    assert_int_equal(save(t, "desk", s, NULL, &d), REASON_CLSC_UNKNOWN);
    s = interrupted(t);
    s->identity->phone = "55";
    assert_int_equal(save(t, "desk", s, NULL, &d), REASON_FIELDS_INVALID);
    s->consent->notice_read_at = NULL;
    assert_int_equal(save(t, "desk", s, NULL, &d), 0);
    assert_int_equal(save(t, "team", interrupted(t), NULL, &d), REASON_NOT_ALLOWED);
}

static void test_a_list_by_pages(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    for (int i = 0; i < 5; i++) assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    size_t seen = 0, pages = 0;
    ProtobufCBinaryData after = {0};
    do {
        intake__list_drafts_reply *page = list_of(t, "desk", 2, after);
        if (!pages) assert_true(SAME_BYTES(page->drafts[0]->draft_id, d->draft_id)); /* saved last */
        seen += page->n_drafts;
        pages++;
        after = page->next;
    } while (after.len);
    assert_int_equal(seen, 5);
    assert_int_equal(pages, 3);
}

static void test_discarded(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    assert_true(is_kept(t, name));
    assert_int_equal(discard(t, "desk2", d->draft_id, d->version), REASON_NOT_FOUND);
    assert_int_equal(discard(t, "desk", d->draft_id, d->version), 0);
    assert_gone(t, d);
    assert_false(is_kept(t, name) || is_kept(t, mail));
    assert_int_equal(save(t, "desk", interrupted(t), d, &d), REASON_NOT_FOUND);
}

static void test_nobody_took_it_up(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    leap(t, 5 * DAY_LONG); /* the last day */
    assert_int_equal(n_listed(t, "desk"), 1);
    leap(t, DAY_LONG);
    assert_gone(t, d);
    assert_false(is_kept(t, name));
}

/* The call holds what was told now; the draft's own copy is gone. */
static void test_submitted(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    in->draft_id = d->draft_id;
    in->screening = interrupted(t); /* not finished: it stays a draft */
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), REASON_FIELDS_INVALID);
    assert_int_equal(n_listed(t, "desk"), 1);
    in->screening = call_now(t);
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), 0);
    assert_string_equal(out->family_number, "1001-9");
    assert_gone(t, d);
    assert_false(is_kept(t, name));
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
    in->screening = call_now(t); /* a draft that is gone keeps no call out */
    in->screening->identity->name->given = "Rose";
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), 0);
}

/* Another CLSC's draft is not ended by who has found its id. */
/* Once, of whichever request; blanks are none. */
static void test_its_notes_are_of_her_file(void **state) {
    struct desk *t = *state;
    static const struct {
        const char *draft, *given, *kept;
    } cases[] = {{"du brouillon", "", "du brouillon"}, {"du brouillon", "de l'appel", "de l'appel"}, {"", " \n", NULL}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__save_draft_reply *d = NULL;
        intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
        intake__submit_screening_reply *out = NULL;
        intake__list_notes_request *of = NEW(&t->a, intake__list_notes_request);
        intake__list_notes_reply *notes = NULL;
        assert_int_equal(save_with_notes(t, interrupted(t), cases[i].draft, &d), 0);
        in->draft_id = d->draft_id;
        in->notes = cases[i].given;
        in->screening = call_now(t);
        in->screening->call->source_reference = arena_printf(&t->a, "A-%zu", i);
        assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), 0);
        of->family_id = out->family_id;
        assert_int_equal(ASK(t, "desk", ListNotes, list_notes, of, &notes), 0);
        assert_int_equal(notes->n_notes, cases[i].kept ? 1 : 0);
        if (!cases[i].kept) continue;
        assert_string_equal(notes->notes[0]->said->words->text, cases[i].kept);
        assert_true(id_is(notes->notes[0]->screening_id, id_of(out->screening_id)));
    }
}

static void test_submitted_by_another(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    in->draft_id = d->draft_id;
    in->screening = call_now(t);
    in->screening->call->clsc_code = "99002";
    assert_int_equal(ASK(t, "desk2", SubmitScreening, submit_screening, in, &out), 0);
    assert_int_equal(n_listed(t, "desk"), 1);
    assert_true(is_kept(t, name));
}

/* Sent once more, without the draft and then with it: the same call, and the draft ends all the same. */
static void test_a_known_call_ends_its_draft(void **state) {
    struct desk *t = *state;
    intake__save_draft_reply *d = NULL;
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *first = NULL, *out = NULL;
    assert_int_equal(save(t, "desk", interrupted(t), NULL, &d), 0);
    in->screening = call_now(t);
    in->screening->local_reference = "RJ-7";
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &first), 0);
    in->draft_id = d->draft_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), 0);
    assert_true(out->known && SAME_BYTES(out->family_id, first->family_id));
    assert_gone(t, d);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, adopted, closed)
    const struct CMUnitTest tests[] = {
        TEST(test_before_the_notice_nobody_is_named),
        TEST(test_after_the_notice_all_is_kept_and_sealed),
        TEST(test_notes_are_kept_as_the_answers_are),
        TEST(test_it_is_the_desks_work),
        TEST(test_what_is_saved_again),
        TEST(test_what_is_refused),
        TEST(test_a_list_by_pages),
        TEST(test_discarded),
        TEST(test_nobody_took_it_up),
        TEST(test_submitted),
        TEST(test_its_notes_are_of_her_file),
        TEST(test_submitted_by_another),
        TEST(test_a_known_call_ends_its_draft),
    };
    return cmocka_run_group_tests_name("intake draft", tests, NULL, NULL);
}
