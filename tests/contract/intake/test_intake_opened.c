/* Who does not follow a family finds her name, and may open her file with a reason, for a while. */
#include "access_world.h"

static void followed_by(struct desk *t, ProtobufCBinaryData family_id, const char *worker) {
    node__team_changed *e = NEW_WITH_PERSONAL(&t->a, node__team_changed);
    node__team_member *m = NEW(&t->a, node__team_member);
    e->subject = family_id;
    m->worker = worker;
    APPEND(&t->a, e->personal, team, m);
    feeder_say_as(t->w, &t->a, "scheduling", "op", id_of(family_id), &e->base);
    world_run(t->w, 20000);
}

static int opens(struct desk *t, const char *by, ProtobufCBinaryData family_id, const char *reason, uint32_t minutes) {
    intake__open_file_request *in = NEW(&t->a, intake__open_file_request);
    in->family_id = family_id;
    in->reason = reason;
    in->minutes = minutes;
    return ASK(t, by, OpenFile, open_file, in, NULL);
}

static size_t withheld(struct desk *t, const char *by, ProtobufCBinaryData family_id) {
    intake__get_family_reply *f = NULL;
    assert_int_equal(get(t, by, family_id, &f), 0);
    assert_true(f->name && f->n_screenings == (f->n_withheld ? 0 : 1));
    return f->n_withheld;
}

static void test_who_does_not_follow_her_finds_her_name(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    assert_int_equal(withheld(t, "inf-2", s->family_id), 0); /* nobody follows her yet */
    followed_by(t, s->family_id, "w1");
    const intake__screening *call = call_now(t);
    assert_int_equal(withheld(t, "inf-1", s->family_id), 0);
    assert_int_equal(withheld(t, "bea", s->family_id), 0);
    assert_int_equal(withheld(t, "coord", s->family_id), 0);
    assert_int_equal(withheld(t, "inf-2", s->family_id), 7);
    assert_int_equal(found(t, "inf-2", call->identity->name->family, "", ""), 1);
    assert_int_equal(found(t, "inf-2", "", call->identity->phone, ""), 0);
    assert_int_equal(listed(t, "inf-2", ""), 0);
    assert_int_equal(worklist(t, "inf-2")->total, 0);
    assert_int_equal(things(t, "inf-2", THING_KIND_SCREENING, s->screening_id), 0);
    assert_int_equal(attempts(t, "inf-2", s), REASON_CARE_TEAM_ONLY);
}

static size_t looks_by_opening(struct desk *t) {
    node__list_access_request *in = NEW(&t->a, node__list_access_request);
    node__list_access_reply *out = NULL;
    size_t n = 0;
    in->limit = 200;
    assert_int_equal(CALL(t->w, &t->a, "intake", "privacy", node, ListAccess, list_access, in, &out), 0);
    for (size_t i = 0; i < out->n_entries; i++)
        if (strcmp(out->entries[i]->method, "intake.OpenFile") == 0 && out->entries[i]->outcome == 0) {
            assert_string_equal(out->entries[i]->purpose, "Remplacement à 8 h.");
            assert_int_equal(out->entries[i]->n_subjects, 1);
            n++;
        }
    return n;
}

static int settles(struct desk *t, const char *by, const sippe__work_item *item) {
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    in->kind = item->kind;
    in->thing = item->thing;
    in->note = "Vu avec elle.";
    return ASK(t, by, SettleWork, settle_work, in, NULL);
}

static void test_a_file_is_opened_for_a_while(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    followed_by(t, s->family_id, "w1");
    assert_int_equal(opens(t, "inf-1", s->family_id, "Par erreur.", 0), REASON_FILE_OPEN_ALREADY);
    assert_int_equal(opens(t, "inf-2", s->family_id, " ", 0), REASON_FIELDS_INVALID);
    assert_int_equal(opens(t, "inf-2", s->family_id, "Longtemps.", 481), REASON_FIELDS_INVALID);
    assert_int_equal(opens(t, "desk2", s->family_id, "Ailleurs.", 0), REASON_NOT_FOUND);
    assert_int_equal(opens(t, "inf-2", s->family_id, "Remplacement à 8 h.", 30), 0);
    assert_int_equal(withheld(t, "inf-2", s->family_id), 0);
    is_there(t, "inf-2", s, 1);
    assert_int_equal(looks_by_opening(t), 1);
    assert_int_equal(engine_counters(world_engine(t->w, "intake"))->files_opened, 1);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_FILE_OPENED);
    assert_non_null(item);
    assert_string_equal(item->opened_by, "inf-2");
    assert_string_equal(item->opened_reason, "Remplacement à 8 h.");
    assert_null(work_of(worklist(t, "bea"), WORK_KIND_FILE_OPENED));
    assert_int_equal(settles(t, "bea", item), REASON_NOT_ALLOWED);
    leap(t, 31 * INT64_C(60000));
    assert_int_equal(withheld(t, "inf-2", s->family_id), 7);
    assert_int_equal(settles(t, "coord", item), 0); /* the end does not end that somebody looks */
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_FILE_OPENED));
}

static void test_an_opening_passes_a_restriction_where_the_rules_say_so(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    followed_by(t, s->family_id, "w1");
    restricted(t, s->family_id, "inf-2", SHOWS_NOTHING);
    restricted(t, s->family_id, "inf-1", SHOWS_ANSWERS);
    assert_int_equal(opens(t, "inf-2", s->family_id, "Urgence.", 0), REASON_NOT_FOUND);
    assert_int_equal(opens(t, "inf-1", s->family_id, "Urgence.", 0), REASON_CARE_TEAM_ONLY);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->break_glass->over_restrictions = true;
    assert_int_equal(adopt(t, rules), 0);
    assert_int_equal(get(t, "inf-2", s->family_id, NULL), REASON_NOT_FOUND);
    intake__open_file_request *in = NEW(&t->a, intake__open_file_request);
    in->number = s->family_number; /* her id is nowhere to be found */
    in->reason = "Urgence.";
    assert_int_equal(ASK(t, "inf-2", OpenFile, open_file, in, NULL), 0);
    is_there(t, "inf-2", s, 1);
}

static void test_where_nothing_is_opened(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->care_team = CARE_TEAM_OPEN;
    rules->access->break_glass->allowed = false;
    rules->access->break_glass->minutes = 0;
    assert_int_equal(adopt(t, rules), 0);
    restricted(t, s->family_id, "anne", SHOWS_ANSWERS);
    followed_by(t, s->family_id, "w1");
    assert_int_equal(withheld(t, "inf-2", s->family_id), 0); /* the team is all of them */
    assert_int_equal(opens(t, "anne", s->family_id, "Pour voir.", 0), REASON_BREAK_GLASS_OFF);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_does_not_follow_her_finds_her_name, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_file_is_opened_for_a_while, opened, closed),
        cmocka_unit_test_setup_teardown(test_an_opening_passes_a_restriction_where_the_rules_say_so, opened, closed),
        cmocka_unit_test_setup_teardown(test_where_nothing_is_opened, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
