/* Whom a file is for: from whom a family keeps it is there for them in no list, count, match or answer; who does not
 * follow her finds her name, and may open it with a reason, for a while. */
#include "../intake_world.h"
#include "../feeder.h"

static void member(struct desk *t, const char *name, sippe__role role, const char *worker) {
    intake__add_member_request *in = member_request(t, name, role, "99001");
    in->member->worker = worker;
    assert_int_equal(member_add(t, in), 0);
}

static int opened(void **state) {
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

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__submit_screening_reply *called(struct desk *t, const char *by, const char *reference) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->local_reference = reference;
    assert_int_equal(submit(t, by, s, &out), 0);
    return out;
}

static intake__restrict_access_request *from(struct desk *t, ProtobufCBinaryData family_id, const char *name) {
    intake__restrict_access_request *in = NEW(&t->a, intake__restrict_access_request);
    in->family_id = family_id;
    in->member = name;
    in->asked_on = civil_date(&t->a, day_at(civil_zone(fixture_territory(&t->a)), world_now_ms(t->w)));
    in->reason = "Une voisine.";
    return in;
}

static int restricts(struct desk *t, const char *by, const intake__restrict_access_request *in) {
    return ASK(t, by, RestrictAccess, restrict_access, in, NULL);
}

static void restricted(struct desk *t, ProtobufCBinaryData family_id, const char *name, node__shows shows) {
    intake__restrict_access_request *in = from(t, family_id, name);
    if (shows) APPEND(&t->a, in, shows, shows);
    assert_int_equal(restricts(t, "bea", in), 0);
}

/* ---- what there is for somebody ---- */

static int get(struct desk *t, const char *by, ProtobufCBinaryData family_id, intake__get_family_reply **out) {
    intake__get_family_request *in = NEW(&t->a, intake__get_family_request);
    in->family_id = family_id;
    return ASK(t, by, GetFamily, get_family, in, out);
}

static size_t found(struct desk *t, const char *by, const char *name, const char *phone, const char *number) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    in->phone = phone;
    in->number = number;
    assert_int_equal(ASK(t, by, FindFamily, find_family, in, &out), 0);
    return out->n_families;
}

static size_t things(struct desk *t, const char *by, intake__thing_kind kind, ProtobufCBinaryData id) {
    intake__find_thing_request *in = NEW(&t->a, intake__find_thing_request);
    intake__find_thing_reply *out = NULL;
    in->kind = kind;
    in->digits = arena_printf(&t->a, "%.6s", id_text(&t->a, id_of(id)));
    assert_int_equal(ASK(t, by, FindThing, find_thing, in, &out), 0);
    return out->n_things;
}

static size_t listed(struct desk *t, const char *by, const char *reference) {
    intake__list_screenings_request *in = NEW(&t->a, intake__list_screenings_request);
    intake__list_screenings_reply *out = NULL;
    in->local_reference = reference;
    assert_int_equal(ASK(t, by, ListScreenings, list_screenings, in, &out), 0);
    return out->n_screenings;
}

static int screening_of(struct desk *t, const char *by, ProtobufCBinaryData id, intake__get_screening_reply **out) {
    intake__get_screening_request *in = NEW(&t->a, intake__get_screening_request);
    in->screening_id = id;
    return ASK(t, by, GetScreening, get_screening, in, out);
}

static int attempts(struct desk *t, const char *by, const intake__submit_screening_reply *s) {
    return ASK(t, by, RecordFamilyCall, record_family_call, call_to_her(t, s, CALL_OUTCOME_UNSPECIFIED), NULL);
}

/* In all ways in which she could be there; `n` is 0 or 1. */
static void is_there(struct desk *t, const char *by, const intake__submit_screening_reply *s, size_t n) {
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

static void test_who_is_kept_out_finds_nothing(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    is_there(t, "anne", s, 1);
    restricted(t, s->family_id, "anne", SHOWS_NOTHING);
    is_there(t, "anne", s, 0);
    is_there(t, "bea", s, 1);
    is_there(t, "coord", s, 1);
    assert_int_equal(attempts(t, "anne", s), REASON_NOT_FOUND);
    assert_int_equal(decide(t, "anne", s->screening_id, s->version, ROUTE_SIPPE, NULL), REASON_NOT_FOUND);
    assert_int_equal(restricts(t, "anne", from(t, s->family_id, "bea")), REASON_NOT_FOUND);
}

/* A call of hers may be the same family: for who is kept out it is a call like any other. */
static void test_who_is_kept_out_matches_nothing(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL, *known = NULL;
    intake__screening *call = call_now(t);
    call->local_reference = "A-1";
    assert_int_equal(submit(t, "bea", call, &s), 0);
    restricted(t, s->family_id, "anne", SHOWS_NOTHING);
    leap(t, 60000);
    intake__submit_screening_reply *again = called(t, "anne", "A-1");
    assert_int_equal(submit(t, "bea", call, &known), 0);
    assert_false(again->known);
    assert_true(known->known);
    assert_int_equal(again->n_matches, 0);
    intake__get_screening_reply *anne = NULL, *bea = NULL;
    assert_int_equal(screening_of(t, "anne", again->screening_id, &anne), 0);
    assert_int_equal(screening_of(t, "bea", again->screening_id, &bea), 0);
    assert_true(anne->n_matches == 0 && anne->summary->n_matches == 0);
    assert_true(bea->n_matches == 1 && bea->summary->n_matches == 1);
    assert_null(work_of(worklist(t, "anne"), WORK_KIND_SETTLE_MATCH));
    assert_int_equal(worklist(t, "anne")->total, 1); /* to decide */
    assert_non_null(work_of(worklist(t, "bea"), WORK_KIND_SETTLE_MATCH));
    intake__settle_match_request *same = NEW(&t->a, intake__settle_match_request);
    same->screening_id = again->screening_id;
    same->version = again->version;
    same->same_as_family_id = s->family_id;
    assert_int_equal(ASK(t, "anne", SettleMatch, settle_match, same, NULL), REASON_NOT_FOUND);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = call_now(t);
    in->family_id = s->family_id;
    assert_int_equal(ASK(t, "anne", SubmitScreening, submit_screening, in, NULL), REASON_NOT_FOUND);
}

/* What was said of either holds of the family that is left. */
static void test_a_merge_takes_nothing_back(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1"), *made = called(t, "bea", "A-2");
    restricted(t, made->family_id, "anne", SHOWS_NOTHING);
    assert_int_equal(get(t, "anne", s->family_id, NULL), 0);
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = made->screening_id;
    in->version = made->version;
    in->same_as_family_id = s->family_id;
    assert_int_equal(ASK(t, "bea", SettleMatch, settle_match, in, NULL), 0);
    assert_int_equal(get(t, "anne", s->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(get(t, "anne", made->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(found(t, "anne", "", "", made->family_number), 0);
}

/* ---- from a part of it ---- */

static void test_a_class_is_withheld(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__get_family_reply *f = NULL;
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(f->n_withheld == 0 && f->contact->n_numbers && f->due_date);
    assert_non_null(f->kin->people[0]->name);
    restricted(t, s->family_id, "anne", SHOWS_CONTACT);
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(f->n_withheld == 1 && f->withheld[0] == SHOWS_CONTACT);
    assert_true(f->name && f->due_date && f->n_screenings == 1 && !f->contact && !f->contact_version.len);
    assert_string_equal(worklist(t, "anne")->items[0]->phone, "");
    const intake__screening *call = call_now(t);
    assert_int_equal(found(t, "anne", "", call->identity->phone, ""), 0);
    assert_int_equal(found(t, "anne", call->identity->name->family, "", ""), 1);
    assert_int_equal(screening_of(t, "anne", s->screening_id, NULL), REASON_CARE_TEAM_ONLY);
    assert_int_equal(attempts(t, "anne", s), REASON_CARE_TEAM_ONLY);
}

/* Her children and her pregnancies are answers; who they are is who she is. */
static void test_who_she_is_is_withheld(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__get_family_reply *f = NULL;
    restricted(t, s->family_id, "anne", SHOWS_IDENTITY);
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(!f->name && !f->birth_date && f->due_date && f->kin->n_people > 0);
    for (size_t i = 0; i < f->kin->n_people; i++)
        assert_true(!f->kin->people[i]->name && !f->kin->people[i]->birth_date && !f->kin->people[i]->gender);
}

static size_t restrictions(struct desk *t, const char *by, ProtobufCBinaryData family_id,
                           intake__list_restrictions_reply **out) {
    intake__list_restrictions_request *in = NEW(&t->a, intake__list_restrictions_request);
    in->family_id = family_id;
    assert_int_equal(ASK(t, by, ListRestrictions, list_restrictions, in, out), 0);
    return (*out)->n_restrictions;
}

static int lift(struct desk *t, const char *by, const intake__restriction_shown *r) {
    intake__lift_restriction_request *in = NEW(&t->a, intake__lift_restriction_request);
    in->restriction_id = r->restriction_id;
    in->version = r->version;
    return ASK(t, by, LiftRestriction, lift_restriction, in, NULL);
}

/* Whom it names is not told of it, nor who asked. */
static void test_a_restriction_is_listed_and_lifted(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__list_restrictions_reply *list = NULL;
    restricted(t, s->family_id, "anne", SHOWS_IDENTITY); /* so that she may change the file */
    assert_int_equal(restrictions(t, "anne", s->family_id, &list), 0);
    assert_int_equal(restrictions(t, "bea", s->family_id, &list), 1);
    const intake__restriction_shown *r = list->restrictions[0];
    assert_string_equal(r->member, "anne");
    assert_string_equal(r->recorded_by, "bea");
    assert_string_equal(r->reason, "Une voisine.");
    assert_true(r->n_shows == 1 && r->shows[0] == SHOWS_IDENTITY && !r->lifted);
    assert_int_equal(found(t, "anne", "", "", s->family_number), 0);
    assert_int_equal(lift(t, "anne", r), REASON_NOT_FOUND);
    assert_int_equal(lift(t, "bea", r), 0);
    assert_int_equal(lift(t, "bea", r), REASON_VERSION_STALE);
    assert_int_equal(restrictions(t, "bea", s->family_id, &list), 1);
    assert_true(list->restrictions[0]->lifted);
    assert_int_equal(lift(t, "bea", list->restrictions[0]), REASON_MOVE_ILLEGAL);
    is_there(t, "anne", s, 1);
}

static void test_a_role_of_a_clsc_is_kept_out(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__restrict_access_request *in = from(t, s->family_id, "");
    in->role = ROLE_TEAM;
    in->organization = "99001";
    in->until = in->asked_on;
    assert_int_equal(restricts(t, "bea", in), 0);
    assert_int_equal(get(t, "inf-1", s->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(get(t, "anne", s->family_id, NULL), 0);
    leap(t, DAY_LONG); /* its last day is over */
    assert_int_equal(get(t, "inf-1", s->family_id, NULL), 0);
}

static void test_what_cannot_be_restricted(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__restrict_access_request *in = from(t, s->family_id, "personne");
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* unknown */
    in->member = "";
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* nobody */
    in->role = ROLE_COORDINATOR;
    assert_int_equal(restricts(t, "bea", in), REASON_NOT_RESTRICTABLE);
    in->role = ROLE_DESK;
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* of which CLSC? */
    in->organization = "12345";
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    in->role = ROLE_DESK; /* somebody, or a role */
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    APPEND(&t->a, in, shows, SHOWS_NOTHING);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    in->until = civil_date(&t->a, DAY(in->asked_on) - 1);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in->until = NULL;
    in->asked_on = civil_date(&t->a, DAY(in->asked_on) + 1);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in->asked_on = NULL;
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    assert_int_equal(restricts(t, "desk2", from(t, s->family_id, "anne")), REASON_NOT_FOUND);
    assert_int_equal(restricts(t, "privacy", from(t, s->family_id, "anne")), REASON_NOT_ALLOWED);
}

/* ---- who follows her ---- */

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
        cmocka_unit_test_setup_teardown(test_who_is_kept_out_finds_nothing, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_is_kept_out_matches_nothing, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_merge_takes_nothing_back, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_class_is_withheld, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_she_is_is_withheld, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_restriction_is_listed_and_lifted, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_role_of_a_clsc_is_kept_out, opened, closed),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_restricted, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_does_not_follow_her_finds_her_name, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_file_is_opened_for_a_while, opened, closed),
        cmocka_unit_test_setup_teardown(test_an_opening_passes_a_restriction_where_the_rules_say_so, opened, closed),
        cmocka_unit_test_setup_teardown(test_where_nothing_is_opened, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
