/* Who may speak: memberships, their keys, and those who speak through another's. */
#include "intake_world.h"

static int opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    world_key(t->w, "gateway", ROLE_GATEWAY, "");
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__list_members_reply *members(struct desk *t) {
    intake__list_members_reply *out = NULL;
    assert_int_equal(ASK(t, "op", ListMembers, list_members, NEW(&t->a, intake__list_members_request), &out), 0);
    return out;
}

static intake__member *member(struct desk *t, const char *name) {
    intake__list_members_reply *all = members(t);
    for (size_t i = 0; i < all->n_members; i++)
        if (strcmp(all->members[i]->name, name) == 0) return all->members[i];
    fail_msg("%s is no member", name);
    return NULL;
}

static void add(struct desk *t, const char *name, sippe__role role, const char *of) {
    assert_int_equal(member_add(t, member_request(t, name, role, of)), 0);
}

/* Without a key of her own. */
static int add_behind(struct desk *t, const char *name, sippe__role role, const char *of, const char *via) {
    intake__add_member_request *in = member_request(t, name, role, of);
    in->member->n_public_keys = 0;
    in->member->via = via;
    return member_add(t, in);
}

static int change(struct desk *t, intake__member *m) {
    intake__change_member_request *in = NEW(&t->a, intake__change_member_request);
    in->member = m;
    in->version = m->version;
    return ASK(t, "op", ChangeMember, change_member, in, NULL);
}

static int end(struct desk *t, const char *by, const char *name) {
    intake__end_member_request *in = NEW(&t->a, intake__end_member_request);
    in->member = name;
    return ASK(t, by, EndMember, end_member, in, NULL);
}

static int key_allow(struct desk *t, const char *name, const char *key_of) {
    uint8_t key[32];
    intake__allow_key_request *in = NEW(&t->a, intake__allow_key_request);
    in->member = name;
    world_public_key(key_of, key);
    in->public_key = pb_of(arena_span(&t->a, span_of(key, sizeof key)));
    return ASK(t, "op", AllowKey, allow_key, in, NULL);
}

/* Asks something, for so-and-so; the reason. */
static int ask_for(struct desk *t, const char *key, const char *member) {
    world_speak_for(t->w, member);
    int reason = LIST_WORK(t, key, NEW(&t->a, sippe__list_work_request), NULL);
    world_speak_for(t->w, NULL);
    return reason;
}
#define ASKS(t, key) ask_for((t), (key), NULL)

/* ---- keys ---- */

static void a_member_speaks_from_when_she_is_added(void **state) {
    struct desk *t = *state;
    assert_int_equal(ASKS(t, "accueil-2"), REASON_NOT_ALLOWED);
    add(t, "accueil-2", ROLE_DESK, "99002");
    assert_int_equal(ASKS(t, "accueil-2"), 0);
    assert_int_equal(key_revoke(t, "coord", "accueil-2"), REASON_NOT_ALLOWED);
    assert_int_equal(key_revoke(t, "op", "accueil-2"), 0);
    assert_int_equal(ASKS(t, "accueil-2"), REASON_KEY_REVOKED);
    assert_int_equal(key_revoke(t, "op", "accueil-2"), REASON_MOVE_ILLEGAL);
    assert_int_equal(key_revoke(t, "op", "personne"), REASON_NOT_FOUND);
    assert_int_equal(key_allow(t, "accueil-2", "accueil-2"), REASON_KEY_TAKEN); /* not that one again */
    assert_int_equal(key_allow(t, "accueil-2", "a new one"), 0);
    assert_int_equal(ASKS(t, "a new one"), 0);
    assert_int_equal(ASKS(t, "accueil-2"), REASON_KEY_REVOKED);
}

/* Both serve until the first is revoked, and nothing else of the membership is touched. */
static void a_key_in_the_place_of_another(void **state) {
    struct desk *t = *state;
    intake__add_member_request *in = member_request(t, "bureau", ROLE_DESK, "99001");
    in->member->until = date(&t->a, 2027, 5, 1);
    in->member->worker = "mroy";
    in->member->trained_until = date(&t->a, 2027, 9, 1);
    assert_int_equal(member_add(t, in), 0);
    assert_int_equal(key_allow(t, "bureau", "second"), 0);
    assert_int_equal(key_allow(t, "bureau", "third"), REASON_FIELDS_INVALID);
    assert_int_equal(ASKS(t, "bureau"), 0);
    assert_int_equal(ASKS(t, "second"), 0);
    intake__revoke_key_request *old = NEW(&t->a, intake__revoke_key_request);
    old->member = "bureau";
    old->public_key = member(t, "bureau")->public_keys[0];
    assert_int_equal(ASK(t, "op", RevokeKey, revoke_key, old, NULL), 0);
    assert_int_equal(ASK(t, "op", RevokeKey, revoke_key, old, NULL), REASON_MOVE_ILLEGAL);
    assert_int_equal(ASKS(t, "bureau"), REASON_KEY_REVOKED); /* on the connection that it had, too */
    assert_int_equal(ASKS(t, "second"), 0);
    const intake__member *m = member(t, "bureau");
    assert_int_equal(m->n_public_keys, 1);
    assert_int_equal(m->n_revoked_keys, 1);
    assert_int_equal(m->role, ROLE_DESK);
    assert_string_equal(m->organization, "99001");
    assert_string_equal(m->worker, "mroy");
    assert_int_equal(DAY(m->until), day_from(2027, 5, 1));
    assert_int_equal(DAY(m->trained_until), day_from(2027, 9, 1));
}

static void nobody_locks_herself_out(void **state) {
    struct desk *t = *state;
    add(t, "op2", ROLE_OPERATOR, "");
    assert_int_equal(key_revoke(t, "op2", "op2"), REASON_LAST_OPERATOR);
    assert_int_equal(end(t, "op2", "op2"), REASON_LAST_OPERATOR);
    intake__change_member_request *in = NEW(&t->a, intake__change_member_request);
    in->member = member(t, "op2");
    in->member->role = ROLE_COORDINATOR;
    in->version = in->member->version;
    assert_int_equal(ASK(t, "op2", ChangeMember, change_member, in, NULL), REASON_LAST_OPERATOR);
    add(t, "op3", ROLE_OPERATOR, "");
    assert_int_equal(end(t, "op2", "op2"), 0);
    assert_int_equal(end(t, "op3", "op3"), REASON_LAST_OPERATOR);
}

/* ---- what is refused ---- */

static void members_that_are_refused(void **state) {
    struct desk *t = *state;
    static const struct {
        const char *name;
        sippe__role role;
        const char *of, *path;
    } wrong[] = {
        {"Majuscule", ROLE_OPERATOR, "", "member.name"},
        {"", ROLE_OPERATOR, "", "member.name"},
        {"-tiret", ROLE_OPERATOR, "", "member.name"},
        {"0123456789abcdef0123456789abcdef", ROLE_OPERATOR, "", "member.name"}, /* it could be an id */
        {"bureau", ROLE_DESK, "12345", "member.organization"},
        {"bureau", ROLE_DESK, "", "member.organization"},
        {"maison", ROLE_PARTNER, "99001", "member.organization"},
        {"machine", ROLE_DAEMON, "", "member.role"},
        {"personne", ROLE_UNSPECIFIED, "", "member.role"},
        {"intake@nord", ROLE_OPERATOR, "", "member.name"},
        {"poste@nord", ROLE_DESK, "99001", "member.name"},
        {"intake@nord", ROLE_DAEMON, "99001", "member.organization"},
        {"chef", ROLE_COORDINATOR, "99001", "member.organization"},
        {"desk", ROLE_DESK, "99001", "member.name"}, /* of the configuration */
        {"scheduling", ROLE_DESK, "99001", "member.name"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(member_add(t, member_request(t, wrong[i].name, wrong[i].role, wrong[i].of)),
                         REASON_FIELDS_INVALID);
    intake__add_member_request *in = member_request(t, "courte", ROLE_OPERATOR, "");
    in->member->public_keys[0].len = 31;
    assert_int_equal(member_add(t, in), REASON_FIELDS_INVALID);
    in = member_request(t, "courte", ROLE_OPERATOR, "");
    in->member->until = date(&t->a, 2026, 11, 1);
    assert_int_equal(member_add(t, in), REASON_FIELDS_INVALID);
    add(t, "scheduling@nord", ROLE_DAEMON, ""); /* another territory's */
    add(t, "bureau", ROLE_DESK, "99001");
    in = member_request(t, "autre", ROLE_DESK, "99002");
    in->member->public_keys = member_request(t, "bureau", ROLE_DESK, "99001")->member->public_keys;
    assert_int_equal(member_add(t, in), REASON_KEY_TAKEN);
}

/* Of an ended one nothing serves any more, and its name is nobody else's. */
static void an_end_is_for_good(void **state) {
    struct desk *t = *state;
    add(t, "bureau", ROLE_DESK, "99001");
    intake__member *stale = member(t, "bureau");
    assert_int_equal(end(t, "coord", "bureau"), REASON_NOT_ALLOWED);
    assert_int_equal(end(t, "op", "bureau"), 0);
    assert_int_equal(end(t, "op", "bureau"), REASON_MOVE_ILLEGAL);
    assert_int_equal(ASKS(t, "bureau"), REASON_KEY_REVOKED);
    assert_int_equal(change(t, stale), REASON_VERSION_STALE);
    assert_int_equal(change(t, member(t, "bureau")), REASON_MOVE_ILLEGAL);
    assert_int_equal(key_allow(t, "bureau", "a new one"), REASON_MOVE_ILLEGAL);
    intake__add_member_request *in = member_request(t, "bureau", ROLE_DESK, "99001");
    in->member->n_public_keys = 0;
    assert_int_equal(member_add(t, in), REASON_FIELDS_INVALID);
}

/* The name that she left is not another's either. */
static void a_name_is_changed(void **state) {
    struct desk *t = *state;
    add(t, "m.tremblay", ROLE_DESK, "99001");
    intake__member *m = member(t, "m.tremblay");
    m->name = "m.gagnon";
    assert_int_equal(change(t, m), 0);
    assert_int_equal(ASKS(t, "m.tremblay"), 0); /* by the same key */
    assert_int_equal(key_allow(t, "m.tremblay", "x"), REASON_NOT_FOUND);
    intake__add_member_request *in = member_request(t, "other", ROLE_DESK, "99001");
    in->member->name = "m.tremblay";
    assert_int_equal(member_add(t, in), REASON_FIELDS_INVALID);
    m = member(t, "m.gagnon");
    m->name = "m.tremblay"; /* but hers */
    assert_int_equal(change(t, m), 0);
}

/* ---- on behalf of ---- */

static void a_shared_desk_says_who_acts(void **state) {
    struct desk *t = *state;
    intake__add_member_request *in = member_request(t, "bureau", ROLE_DESK, "99001");
    in->member->shared = true;
    assert_int_equal(member_add(t, in), 0);
    assert_int_equal(add_behind(t, "martine.roy", ROLE_DESK, "99001", "bureau"), 0);
    assert_int_equal(add_behind(t, "lise.morin", ROLE_TEAM, "99001", "desk"), REASON_FIELDS_INVALID); /* not shared */
    add(t, "other", ROLE_DESK, "99001");
    assert_int_equal(ASKS(t, "bureau"), REASON_PERSON_MISSING);
    assert_int_equal(ask_for(t, "bureau", "martine.roy"), 0);
    assert_int_equal(ask_for(t, "bureau", id_text(&t->a, id_of(member(t, "martine.roy")->id))), 0);
    static const char *const others[] = {"La directrice", "other", "op", "desk", "intake", "gateway", "nobody"};
    for (size_t i = 0; i < COUNT(others); i++)
        assert_int_equal(ask_for(t, "bureau", others[i]), REASON_ON_BEHALF_FORBIDDEN);
    assert_int_equal(ask_for(t, "other", "martine.roy"), REASON_ON_BEHALF_FORBIDDEN);
    assert_int_equal(ask_for(t, "other", "other"), 0); /* herself */
    assert_int_equal(end(t, "op", "martine.roy"), 0);
    assert_int_equal(ask_for(t, "bureau", "martine.roy"), REASON_KEY_REVOKED);
}

/* Her role and organisation count, not those of whose key it is; never an operator's. */
static void a_gateway_speaks_for_people(void **state) {
    struct desk *t = *state;
    add(t, "passerelle", ROLE_GATEWAY, "");
    static const sippe__role machines[] = {ROLE_OPERATOR, ROLE_DAEMON, ROLE_GATEWAY};
    for (size_t i = 0; i < COUNT(machines); i++)
        assert_int_equal(add_behind(t, "machine", machines[i], "", "passerelle"), REASON_FIELDS_INVALID);
    assert_int_equal(add_behind(t, "chef", ROLE_COORDINATOR, "", "passerelle"), 0);
    assert_int_equal(add_behind(t, "lise", ROLE_TEAM, "99002", "passerelle"), 0);
    assert_int_equal(ASKS(t, "passerelle"), REASON_PERSON_MISSING);
    assert_int_equal(ask_for(t, "passerelle", "chef"), 0);
    world_speak_for(t->w, "lise");
    intake__list_members_request *list = NEW(&t->a, intake__list_members_request);
    assert_int_equal(ASK(t, "passerelle", ListMembers, list_members, list, NULL), REASON_NOT_ALLOWED);
    world_speak_for(t->w, "chef");
    assert_int_equal(ASK(t, "passerelle", ListMembers, list_members, list, NULL), 0);
    world_speak_for(t->w, NULL);
}

/* The effects hang on who acts: her own key and a gateway's are two doors of one house. */
static void one_request_by_two_doors(void **state) {
    struct desk *t = *state;
    add(t, "passerelle", ROLE_GATEWAY, "");
    intake__add_member_request *in = member_request(t, "martine.roy", ROLE_DESK, "99001");
    in->member->via = "passerelle";
    assert_int_equal(member_add(t, in), 0);
    struct id id = world_request_id(t->w);
    intake__submit_screening_request *call = NEW(&t->a, intake__submit_screening_request);
    call->screening = call_now(t);
    intake__submit_screening_reply *first = NULL, *second = NULL;
    const ProtobufCMessageDescriptor *reply = &intake__submit_screening_reply__descriptor;
    assert_int_equal(world_call(t->w, &t->a, "intake", "martine.roy", "intake.SubmitScreening", id, &call->base, reply,
                                &first, NULL),
                     0);
    uint64_t records = world_engine(t->w, "intake")->seq;
    world_speak_for(t->w, "martine.roy");
    assert_int_equal(world_call(t->w, &t->a, "intake", "passerelle", "intake.SubmitScreening", id, &call->base, reply,
                                &second, NULL),
                     0);
    world_speak_for(t->w, NULL);
    assert_true(SAME_BYTES(first->family_id, second->family_id));
    assert_int_equal(world_engine(t->w, "intake")->seq, records);
    call->screening->call->called_by = "someone else"; /* the same id for another request */
    assert_int_equal(world_call(t->w, &t->a, "intake", "martine.roy", "intake.SubmitScreening", id, &call->base, reply,
                                &second, NULL),
                     REASON_REQUEST_ID_REUSED);
}

/* What is shown of who acted hangs on her and not on what she was called then, or on whose key it was. */
static void who_acted_is_shown_as_she_is_called_now(void **state) {
    struct desk *t = *state;
    add(t, "bureau", ROLE_DESK, "99001");
    intake__member *desk = member(t, "bureau");
    desk->shared = true;
    assert_int_equal(change(t, desk), 0);
    assert_int_equal(add_behind(t, "martine.roy", ROLE_DESK, "99001", "bureau"), 0);
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(decide(t, "bureau", s->screening_id, s->version, ROUTE_SIPPE, &out), REASON_PERSON_MISSING);
    world_speak_for(t->w, "martine.roy");
    assert_int_equal(decide(t, "bureau", s->screening_id, s->version, ROUTE_SIPPE, &out), 0);
    world_speak_for(t->w, NULL);
    assert_string_equal(screening(t, s->screening_id)->decision->by, "martine.roy");
    intake__member *m = member(t, "martine.roy");
    m->name = "martine.cote";
    assert_int_equal(change(t, m), 0);
    assert_string_equal(screening(t, s->screening_id)->decision->by, "martine.cote");
}

/* ---- training ---- */

static void training_that_is_over(void **state) {
    struct desk *t = *state;
    intake__add_member_request *in = member_request(t, "lise", ROLE_TEAM, "99001");
    in->member->trained_until = date(&t->a, 2026, 11, 22);
    assert_int_equal(member_add(t, in), 0);
    assert_int_equal(ASKS(t, "lise"), 0); /* the territory does not ask for it */
    sippe__territory *rules = fixture_territory(&t->a);
    rules->label = "2026-11b";
    rules->access = NEW(&t->a, sippe__access);
    rules->access->training_required = true;
    assert_int_equal(adopt(t, rules), 0);
    assert_int_equal(ASKS(t, "lise"), 0);
    leap(t, 2 * DAY_LONG); /* its last day is still one */
    assert_int_equal(ASKS(t, "lise"), 0);
    leap(t, DAY_LONG);
    assert_int_equal(ASKS(t, "lise"), REASON_TRAINING_OVER);
    intake__member *m = member(t, "lise");
    m->trained_until = date(&t->a, 2027, 11, 22);
    assert_int_equal(change(t, m), 0);
    assert_int_equal(ASKS(t, "lise"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_member_speaks_from_when_she_is_added, opened, closed),
        cmocka_unit_test_setup_teardown(a_key_in_the_place_of_another, opened, closed),
        cmocka_unit_test_setup_teardown(nobody_locks_herself_out, opened, closed),
        cmocka_unit_test_setup_teardown(members_that_are_refused, opened, closed),
        cmocka_unit_test_setup_teardown(an_end_is_for_good, opened, closed),
        cmocka_unit_test_setup_teardown(a_name_is_changed, opened, closed),
        cmocka_unit_test_setup_teardown(a_shared_desk_says_who_acts, opened, closed),
        cmocka_unit_test_setup_teardown(a_gateway_speaks_for_people, opened, closed),
        cmocka_unit_test_setup_teardown(one_request_by_two_doors, opened, closed),
        cmocka_unit_test_setup_teardown(who_acted_is_shown_as_she_is_called_now, opened, closed),
        cmocka_unit_test_setup_teardown(training_that_is_over, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
