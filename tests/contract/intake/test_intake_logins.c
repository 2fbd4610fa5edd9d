/* Ways in through a gateway: who is invited, what opens, once, and for how long. */
#include "logins_world.h"

/* ---- a day code ---- */

static void a_code_opens_once_and_for_a_day_of_work(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__use_day_code_reply *in = NULL;
    intake__find_login_reply *found = NULL;
    intake__invite_member_request *asked = invitation(t, CODE, s->martine);
    APPEND(&t->a, asked, member_ids, s->lise);
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, asked, NULL), 0);
    assert_int_equal(use(t, "k7mwx 4txqc", &in), 0);
    assert_int_equal(in->kind, LOGIN_KIND_DAY_CODE);
    assert_int_equal(in->n_members, 2);
    assert_string_equal(in->members[0]->name, "martine");
    assert_int_equal(in->members[1]->role, ROLE_TEAM);
    assert_string_equal(in->members[1]->organization, "99001");
    assert_in_range((uint64_t)(in->until_ms - world_now_ms(t->w)), 11 * HOUR, 12 * HOUR);
    assert_int_equal(use(t, CODE, NULL), REASON_DAY_CODE_REFUSED);
    assert_int_equal(find(t, in->login_id, "", &found), 0);
    assert_true(span_equal(span_pb(found->station), span_pb(in->station)));
    assert_int_equal(found->n_members, 2);
    assert_int_equal(found->until_ms, in->until_ms);
    leap(t, 11 * HOUR);
    assert_int_equal(find(t, in->login_id, "", NULL), 0);
    leap(t, HOUR);
    assert_int_equal(find(t, in->login_id, "", NULL), REASON_LOGIN_OVER);
}

/* Whatever does not open is one answer, and no record. */
static void a_wrong_code_is_as_an_unknown_one(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    static const char *const wrong[] = {OTHER, "FFFFFFFFFF", "K7MWX4TXQ", "K7MWX4TXQ0", "", "K7MWX4TXQCC"};
    uint64_t before = records(t);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(use(t, wrong[i], NULL), REASON_DAY_CODE_REFUSED);
    intake__use_day_code_request *no_station = use_of(t, CODE);
    no_station->station.len = 31;
    assert_int_equal(ASK(t, GATEWAY, UseDayCode, use_day_code, no_station, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(ASK(t, "desk", UseDayCode, use_day_code, use_of(t, CODE), NULL), REASON_NOT_ALLOWED);
    assert_int_equal(records(t), before);
    assert_int_equal(use(t, CODE, NULL), 0);
}

static void a_code_waits_for_a_day(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    assert_int_equal(invite(t, "coord", OTHER, s->lise), REASON_CODE_TAKEN);
    leap(t, 24 * HOUR);
    assert_int_equal(use(t, CODE, NULL), REASON_DAY_CODE_REFUSED);
    assert_int_equal(invite(t, "coord", OTHER, s->lise), 0); /* its beginning is free again */
    assert_int_equal(use(t, OTHER, NULL), 0);
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    assert_int_equal(use(t, CODE, NULL), 0);
}

static int answers[2][2];
static size_t n_answers[2];
static void answered(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    size_t i = *(size_t *)owner;
    if (n_answers[i] < 2) answers[i][n_answers[i]++] = (int)reply->status->reason;
}

/* Two stations at once: one is let in. The gateway that asks again by the same id is told the same again. */
static void of_two_that_come_at_once_one_comes_in(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    static size_t who[] = {0, 1};
    struct id ids[] = {world_request_id(t->w), world_request_id(t->w)};
    memset(n_answers, 0, sizeof n_answers);
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    intake__use_day_code_request *in = use_of(t, CODE);
    for (size_t i = 0; i < 2; i++)
        world_send(t->w, "intake", GATEWAY, "intake.UseDayCode", ids[i], &in->base, answered, &who[i]);
    world_run(t->w, 2000);
    assert_true(n_answers[0] && n_answers[1]);
    assert_int_equal((answers[0][0] == 0) + (answers[1][0] == 0), 1);
    size_t first = answers[0][0] == 0 ? 0 : 1;
    assert_int_equal(answers[1 - first][0], REASON_DAY_CODE_REFUSED);
    world_crash(t->w, "intake");
    world_send(t->w, "intake", GATEWAY, "intake.UseDayCode", ids[first], &in->base, answered, &who[first]);
    world_run(t->w, 2000);
    assert_int_equal(n_answers[first], 2);
    assert_int_equal(answers[first][1], 0);
}

static void what_shuts_a_code_between(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__use_day_code_reply *in = NULL;
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    codes_switch(t, false);
    assert_int_equal(use(t, CODE, NULL), REASON_DAY_CODE_REFUSED);
    assert_int_equal(invite(t, "coord", "FFFFFFFFFF", s->martine), REASON_DAY_CODES_OFF);
    codes_switch(t, true);
    assert_int_equal(use(t, CODE, &in), 0); /* a refusal has used nothing up */
    codes_switch(t, false);
    assert_int_equal(find(t, in->login_id, "", NULL), REASON_LOGIN_OVER);
    codes_switch(t, true);
    assert_int_equal(find(t, in->login_id, "", NULL), 0);
    assert_int_equal(invite(t, "coord", "FFFFFFFFFF", s->lise), 0);
    assert_int_equal(member_end(t, "lise"), 0);
    assert_int_equal(use(t, "FFFFFFFFFF", NULL), REASON_DAY_CODE_REFUSED);
}

/* What one of her memberships loses, the others keep. */
static void a_membership_that_ends_takes_what_it_opened(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__use_day_code_reply *in = NULL;
    intake__find_login_reply *found = NULL;
    intake__invite_member_request *asked = invitation(t, CODE, s->martine);
    APPEND(&t->a, asked, member_ids, s->lise);
    assert_int_equal(ASK(t, "op", InviteMember, invite_member, asked, NULL), 0);
    assert_int_equal(use(t, CODE, &in), 0);
    assert_int_equal(member_end(t, "martine"), 0);
    assert_int_equal(find(t, in->login_id, "", &found), 0);
    assert_int_equal(found->n_members, 1);
    assert_string_equal(found->members[0]->name, "lise");
    assert_int_equal(member_end(t, GATEWAY), 0);
    assert_int_equal(logins(t, "coord", no_bytes)->logins[0]->state, LOGIN_STATE_OVER);
}

/* A gateway is told of those alone for whom its own key may speak. */
static void another_gateway_opens_nothing(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__use_day_code_reply *in = NULL;
    intake__find_login_request *asked = NEW(&t->a, intake__find_login_request);
    somebody(t, "autre-passerelle", ROLE_GATEWAY, "", "");
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    assert_int_equal(ASK(t, "autre-passerelle", UseDayCode, use_day_code, use_of(t, CODE), NULL),
                     REASON_DAY_CODE_REFUSED);
    assert_int_equal(use(t, CODE, &in), 0);
    asked->login_id = in->login_id;
    assert_int_equal(ASK(t, "autre-passerelle", FindLogin, find_login, asked, NULL), REASON_LOGIN_OVER);
    assert_int_equal(ASK(t, GATEWAY, FindLogin, find_login, asked, NULL), 0);
}

/* As the engine would refuse her: it is not asked of her login, but of her membership, each time. */
static void training_that_is_over_shuts_it(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__add_member_request *in = member_request(t, "anne", ROLE_TEAM, "99001");
    intake__add_member_reply *anne = NULL;
    in->member->n_public_keys = 0;
    in->member->via = GATEWAY;
    in->member->trained_until = date(&t->a, 2026, 11, 22);
    assert_int_equal(ASK(t, "op", AddMember, add_member, in, &anne), 0);
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, anne->id), NULL), 0);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->label = "formation";
    rules->access->training_required = rules->access->day_codes = true;
    rules->access->source = "essai";
    assert_int_equal(adopt(t, rules), 0);
    leap(t, 3 * DAY_LONG);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), REASON_LOGIN_OVER);
    assert_int_equal(invite(t, "coord", CODE, anne->id), REASON_TRAINING_OVER);
}

/* ---- who is invited ---- */

static void who_is_not_invited(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    ProtobufCBinaryData by_key = somebody(t, "par-cle", ROLE_DESK, "99001", ""),
                        operator= somebody(t, "exploitation", ROLE_OPERATOR, "", ""),
                        gone = somebody(t, "partie", ROLE_TEAM, "99001", GATEWAY);
    assert_int_equal(member_end(t, "partie"), 0);
    uint64_t before = records(t);
    const struct {
        const char *by;
        ProtobufCBinaryData member;
        int reason;
    } cases[] = {{"coord", by_key, REASON_VIA_NO_GATEWAY},
                 {
                     "coord",
                     operator,
                     REASON_NOT_SPOKEN_FOR },
                     {"coord", gone, REASON_MEMBER_ENDED},
                     {"coord", s->carl, REASON_INVITE_NOT_YOURS},
                     {"coord", no_bytes, REASON_FIELDS_INVALID},
                     {"coord", id_field(&t->a, (struct id){{1}}), REASON_FIELDS_INVALID},
                     {"desk", s->martine, REASON_NOT_ALLOWED},
                     {"privacy", s->carl, REASON_NOT_ALLOWED},
                     {GATEWAY, s->martine, REASON_PERSON_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int reason = invite(t, cases[i].by, CODE, cases[i].member);
        if (reason != cases[i].reason) fail_msg("case %zu: %d", i, reason);
    }
    intake__invite_member_request *twice = invitation(t, CODE, s->martine);
    APPEND(&t->a, twice, member_ids, s->martine);
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, twice, NULL), REASON_FIELDS_INVALID);
    intake__invite_member_request *many = invitation(t, CODE, s->martine);
    for (int i = 0; i < 8; i++) APPEND(&t->a, many, member_ids, s->lise);
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, many, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(records(t), before);
    assert_int_equal(invite(t, "op", CODE, s->carl), 0);
}

static void secrets_of_another_form(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    static const char *const handles[] = {"", "K7M", "K7MWX", "k7mw", "K70W", "K7 W"};
    for (size_t i = 0; i < sizeof handles / sizeof handles[0]; i++) {
        intake__invite_member_request *in = invitation(t, CODE, s->martine);
        in->handle = handles[i];
        assert_int_equal(ASK(t, "coord", InviteMember, invite_member, in, NULL), REASON_FIELDS_INVALID);
    }
    intake__invite_member_request *salt = invitation(t, CODE, s->martine), *digest = invitation(t, CODE, s->martine);
    salt->salt.len = 15;
    digest->digest.len = 31;
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, salt, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, digest, NULL), REASON_FIELDS_INVALID);
    static const uint32_t days[] = {0, 367};
    for (size_t i = 0; i < 2; i++) {
        intake__make_token_request *in = token_request(t, TOKEN_OF, s->martine);
        in->days = days[i];
        assert_int_equal(ASK(t, "op", MakeToken, make_token, in, NULL), REASON_FIELDS_INVALID);
    }
}

/* ---- a program's ---- */

static void a_token_opens_for_its_days(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__make_token_request *in = token_request(t, TOKEN_OF, s->martine);
    intake__find_login_reply *found = NULL;
    assert_int_equal(ASK(t, "coord", MakeToken, make_token, in, NULL), REASON_NOT_ALLOWED);
    codes_switch(t, false); /* is for codes */
    assert_int_equal(ASK(t, "op", MakeToken, make_token, in, NULL), 0);
    assert_int_equal(ASK(t, "op", MakeToken, make_token, in, NULL), REASON_FIELDS_INVALID); /* DUPLICATE */
    assert_int_equal(find(t, no_bytes, TOKEN_OF, &found), 0);
    assert_int_equal(found->kind, LOGIN_KIND_TOKEN);
    assert_int_equal(found->n_members, 1);
    assert_int_equal(found->station.len, 0);
    assert_int_equal(find(t, found->login_id, "", NULL), 0);
    assert_int_equal(find(t, no_bytes, "sippe_another", NULL), REASON_LOGIN_OVER);
    assert_int_equal(find(t, no_bytes, "", NULL), REASON_LOGIN_OVER);
    assert_int_equal(use(t, TOKEN_OF, NULL), REASON_DAY_CODE_REFUSED);
    leap(t, 89 * DAY_LONG);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), 0);
    leap(t, DAY_LONG);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), REASON_LOGIN_OVER);
}

static void a_use_is_noted_once_a_day(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__make_token_reply *made = NULL;
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, s->martine), &made), 0);
    assert_null(logins(t, "op", no_bytes)->logins[0]->last_used_at);
    uint64_t before = records(t);
    for (int i = 0; i < 3; i++) assert_int_equal(login_note(t, made->login_id), 0);
    assert_int_equal(records(t), before + 1);
    leap(t, DAY_LONG);
    before = records(t);
    for (int i = 0; i < 3; i++) assert_int_equal(login_note(t, made->login_id), 0);
    assert_int_equal(records(t), before + 1);
    int64_t last = logins(t, "op", no_bytes)->logins[0]->last_used_at->ms;
    assert_in_range((uint64_t)(world_now_ms(t->w) - last), 0, HOUR);
    assert_int_equal(login_end(t, "op", made->login_id), 0);
    assert_int_equal(login_note(t, made->login_id), REASON_LOGIN_OVER);
    assert_int_equal(login_note(t, no_bytes), REASON_LOGIN_OVER);
}

/* ---- seen and ended ---- */

static void each_sees_and_ends_her_own(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__make_token_reply *hers = NULL;
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, s->martine), &hers), 0);
    assert_int_equal(invite(t, "coord", CODE, s->lise), 0);
    intake__list_logins_reply *all = logins(t, "coord", no_bytes);
    assert_int_equal(all->n_logins, 2);
    assert_int_equal(all->logins[0]->state, LOGIN_STATE_WAITING); /* the newest first */
    assert_string_equal(all->logins[0]->members[0], "lise");
    assert_string_equal(all->logins[0]->made_by, "coord");
    assert_int_equal(logins(t, "op", s->lise)->n_logins, 1);
    world_speak_for(t->w, "martine");
    assert_int_equal(logins(t, GATEWAY, no_bytes)->n_logins, 1);
    assert_int_equal(logins(t, GATEWAY, s->martine)->logins[0]->kind, LOGIN_KIND_TOKEN);
    intake__list_logins_request *others = NEW(&t->a, intake__list_logins_request);
    others->member_id = s->lise;
    assert_int_equal(ASK(t, GATEWAY, ListLogins, list_logins, others, NULL), REASON_NOT_FOUND);
    assert_int_equal(login_end(t, GATEWAY, all->logins[0]->login_id), REASON_NOT_FOUND);
    assert_int_equal(login_end(t, GATEWAY, hers->login_id), 0);
    world_speak_for(t->w, NULL);
    assert_int_equal(login_end(t, "op", hers->login_id), REASON_MOVE_ILLEGAL);
    assert_int_equal(login_end(t, "op", s->lise), REASON_NOT_FOUND);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), REASON_LOGIN_OVER);
    const intake__login *ended = logins(t, "op", s->martine)->logins[0];
    assert_int_equal(ended->state, LOGIN_STATE_ENDED);
    assert_string_equal(ended->ended_by, "martine");
    assert_int_equal(login_end(t, "coord", all->logins[0]->login_id), 0);
    assert_int_equal(use(t, CODE, NULL), REASON_DAY_CODE_REFUSED);
}

static void a_list_goes_by_pages(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    intake__list_logins_request *in = NEW(&t->a, intake__list_logins_request);
    intake__list_logins_reply *page = NULL;
    size_t seen = 0;
    for (int i = 0; i < 5; i++) {
        intake__make_token_request *one = token_request(t, arena_printf(&t->a, "sippe_%d", i), s->martine);
        assert_int_equal(ASK(t, "op", MakeToken, make_token, one, NULL), 0);
    }
    in->limit = 2;
    do {
        assert_int_equal(ASK(t, "op", ListLogins, list_logins, in, &page), 0);
        seen += page->n_logins;
        in->after = page->next;
    } while (page->next.len);
    assert_int_equal(seen, 5);
    in->after = s->martine;
    assert_int_equal(ASK(t, "op", ListLogins, list_logins, in, NULL), REASON_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ways_opened, ways_closed)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_code_opens_once_and_for_a_day_of_work),
        TEST(a_wrong_code_is_as_an_unknown_one),
        TEST(a_code_waits_for_a_day),
        TEST(of_two_that_come_at_once_one_comes_in),
        TEST(what_shuts_a_code_between),
        TEST(a_membership_that_ends_takes_what_it_opened),
        TEST(another_gateway_opens_nothing),
        TEST(training_that_is_over_shuts_it),
        TEST(who_is_not_invited),
        TEST(secrets_of_another_form),
        TEST(a_token_opens_for_its_days),
        TEST(a_use_is_noted_once_a_day),
        TEST(each_sees_and_ends_her_own),
        TEST(a_list_goes_by_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
