/* Ways in, as they are kept: no secret in the clear, and what a copy or another wrapping key makes of them. */
#include "logins_world.h"
#include "clear.h"

/* A digest that can be read, so that its bytes are found wherever they stand. */
static void no_secret_stands_in_the_clear(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    static const char digest[] = "empreinte-du-code-empreinte-code", salt[] = "sel-du-code-seul";
    intake__invite_member_request *in = invitation(t, "FFFFFFFFFF", s->martine);
    in->digest = bytes_of(t, digest, 32);
    in->salt = bytes_of(t, salt, 16);
    in->label = "poste du fond";
    assert_int_equal(ASK(t, "coord", InviteMember, invite_member, in, NULL), 0);
    assert_int_equal(invite(t, "coord", CODE, s->lise), 0);
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, s->martine), NULL), 0);
    assert_int_equal(use(t, CODE, NULL), 0);
    assert_int_equal(use(t, OTHER, NULL), REASON_DAY_CODE_REFUSED);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), 0);
    const char *texts[] = {digest, salt, "poste du fond", CODE, "K7MWX-4TXQC", OTHER, TOKEN_OF};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *where = clear_file(t->w, &t->a, "intake", texts[i]);
        if (where) fail_msg("%s stands in %s", texts[i], where);
        assert_null(clear_find(t->w, &t->a, "intake", &CLEAR_TEXT(texts[i])));
    }
    assert_non_null(clear_find_personal(t->w, &t->a, "intake", &CLEAR_TEXT("poste du fond")));
    assert_null(clear_find(t->w, &t->a, "intake", &CLEAR_TEXT("K7MW")));
    assert_null(clear_find(t->w, &t->a, "intake", &CLEAR_CHOICE(intake__login_kind, LOGIN_KIND_TOKEN)));
}

/* Whether a code was used since the copy nobody knows: it is ended. What opened before stays as it was. */
static void a_code_that_waits_in_a_copy_is_ended(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    node__backup_reply *done[DAEMONS];
    intake__use_day_code_reply *in = NULL;
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    assert_int_equal(invite(t, "coord", "FFFFFFFFFF", s->lise), 0);
    assert_int_equal(use(t, "FFFFFFFFFF", &in), 0);
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, s->martine), NULL), 0);
    world_backup(t->w, &t->a, "op", "c1", done);
    world_cut_keep(t->w, "c1");
    assert_int_equal(use(t, CODE, NULL), 0);
    world_restore(t->w, 1);
    assert_int_equal(use(t, CODE, NULL), REASON_DAY_CODE_REFUSED);
    assert_int_equal(find(t, in->login_id, "", NULL), 0);
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), 0);
}

/* What they are found by is keyed anew. */
static void another_wrapping_key_finds_them_all(void **state) {
    struct way *s = *state;
    struct desk *t = &s->t;
    assert_int_equal(invite(t, "coord", CODE, s->martine), 0);
    assert_int_equal(ASK(t, "op", MakeToken, make_token, token_request(t, TOKEN_OF, s->martine), NULL), 0);
    world_rewrap(t->w, "intake");
    assert_int_equal(find(t, no_bytes, TOKEN_OF, NULL), 0);
    assert_int_equal(invite(t, "coord", OTHER, s->lise), REASON_CODE_TAKEN);
    assert_int_equal(use(t, CODE, NULL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ways_opened, ways_closed)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(no_secret_stands_in_the_clear),
        TEST(a_code_that_waits_in_a_copy_is_ended),
        TEST(another_wrapping_key_finds_them_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
