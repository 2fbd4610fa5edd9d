/* Ways in through the gateway: what is drawn here is shown once, and intake is told its digest and nothing else. */
#include "answering.h"

#include "base/codes/day_code.h"
#include "base/message.h"
#include "base/reason.h"
#include "proto/intake.h"

#define UNTIL 1795700000000
#define LOGIN "0badc0de"

struct intake {
    struct arena a;
    int taken; /* so many codes are refused first: one that begins so waits */
    size_t invited;
    intake__invite_member_request *invite[8];
    intake__make_token_request *token;
    ProtobufCBinaryData ended;
};

static struct id login_id(uint8_t last) {
    return (struct id){{0x0b, 0xad, 0xc0, 0xde, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

static sippe__instant *at(struct arena *a, int64_t ms) {
    sippe__instant *i = NEW(a, sippe__instant);
    i->ms = ms;
    return i;
}

static ProtobufCMessage *members(struct arena *a) {
    static const char *const names[] = {"martine", "lise"};
    intake__list_members_reply *r = NEW(a, intake__list_members_reply);
    for (uint8_t i = 0; i < 2; i++) {
        intake__member *m = NEW(a, intake__member);
        m->name = names[i];
        m->id = id_field(a, (struct id){{(uint8_t)(i + 1)}});
        APPEND(a, r, members, m);
    }
    return &r->base;
}

static ProtobufCMessage *logins(struct arena *a) {
    intake__list_logins_reply *r = NEW(a, intake__list_logins_reply);
    static const intake__login_state states[] = {LOGIN_STATE_WAITING, LOGIN_STATE_ENDED};
    for (uint8_t i = 0; i < 2; i++) {
        intake__login *l = NEW(a, intake__login);
        struct id id = login_id(i);
        if (i) id.bytes[0] = 0xaa;
        l->login_id = id_field(a, id);
        l->kind = i ? LOGIN_KIND_TOKEN : LOGIN_KIND_DAY_CODE;
        l->state = states[i];
        l->label = "poste 3";
        l->made_by = "coord";
        l->made_at = l->until = at(a, UNTIL);
        APPEND(a, l, members, "martine");
        APPEND(a, r, logins, l);
    }
    return &r->base;
}

static ProtobufCMessage *invited(struct intake *t, struct arena *a, sippe__reply *out) {
    t->invite[t->invited++] = UNPACK(&t->a, intake__invite_member_request, answered_body(), MESSAGE_OPEN);
    if (t->taken-- > 0) return out->status = status_make(a, REASON_CODE_TAKEN), NULL;
    intake__invite_member_reply *r = NEW(a, intake__invite_member_reply);
    r->login_id = id_field(a, login_id(0));
    r->until = at(a, UNTIL);
    return &r->base;
}

static ProtobufCMessage *token_made(struct intake *t, struct arena *a) {
    t->token = UNPACK(&t->a, intake__make_token_request, answered_body(), MESSAGE_OPEN);
    intake__make_token_reply *r = NEW(a, intake__make_token_reply);
    r->login_id = id_field(a, login_id(0));
    r->until = at(a, UNTIL);
    return &r->base;
}

static int reply(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    struct intake *t = owner;
    ProtobufCMessage *m = NULL;
    out->status = status_make(a, 0);
    if (strcmp(method, "intake.ListMembers") == 0) m = members(a);
    if (strcmp(method, "intake.ListLogins") == 0) m = logins(a);
    if (strcmp(method, "intake.InviteMember") == 0) m = invited(t, a, out);
    if (strcmp(method, "intake.MakeToken") == 0) m = token_made(t, a);
    if (strcmp(method, "intake.EndLogin") == 0) {
        intake__end_login_request *in = UNPACK(&t->a, intake__end_login_request, answered_body(), MESSAGE_OPEN);
        t->ended = in->login_id;
        m = &NEW(a, intake__end_login_reply)->base;
    }
    if (m) out->body = pb_of(message_pack(a, m));
    return 0;
}

static struct intake t;

static struct run run(const char *line, int taken) {
    arena_close(&t.a);
    t = (struct intake){.taken = taken};
    arena_init(&t.a);
    answered_by(&(struct answered){.reply = reply, .owner = &t});
    return run_line(line);
}

static bool is_in(const struct run *r, const char *text) { return strstr(r->out, text) || strstr(r->err, text); }

/* The code that stands in the answer is the one whose digest was sent. */
static void assert_code(const struct run *r, const intake__invite_member_request *in, const char *before) {
    char code[DAY_CODE_LEN + 1], spoken[DAY_CODE_LEN + 2] = "";
    uint8_t digest[SECRET_DIGEST_LEN];
    const char *found = strstr(r->out, before);
    assert_non_null(found);
    memcpy(spoken, found + strlen(before), DAY_CODE_LEN + 1);
    assert_true(day_code_read(spoken, code));
    assert_int_equal(strncmp(code, in->handle, DAY_CODE_HANDLE), 0);
    assert_int_equal(in->salt.len, DAY_CODE_SALT);
    day_code_digest(id_of(in->salt), code, digest);
    assert_true(secret_equal(span_of(digest, sizeof digest), span_pb(in->digest)));
}

static void a_code_is_shown_once_and_sent_as_a_digest(void **state) {
    (void)state;
    struct run r = run("people invite martine lise --label poste~3", 0);
    if (r.exit) fail_msg("%d: %s%s", r.exit, r.out, r.err);
    assert_int_equal(t.invited, 1);
    assert_int_equal(t.invite[0]->n_member_ids, 2);
    assert_string_equal(t.invite[0]->label, "poste 3");
    assert_code(&r, t.invite[0], "et écrivez ");
    assert_true(is_in(&r, "martine, lise") && is_in(&r, "sippe people unbind " LOGIN));
    run_free(&r);
    r = run("people invite martine --json", 0);
    assert_int_equal(r.exit, 0);
    assert_code(&r, t.invite[0], "{\"code\":\"");
    assert_true(is_in(&r, "\"login_id\""));
    run_free(&r);
}

static void a_code_that_is_taken_is_drawn_again(void **state) {
    (void)state;
    struct run r = run("people invite martine", 2);
    assert_int_equal(r.exit, 0);
    assert_int_equal(t.invited, 3);
    assert_false(span_equal(span_pb(t.invite[0]->digest), span_pb(t.invite[1]->digest)));
    assert_code(&r, t.invite[2], "et écrivez ");
    run_free(&r);
    r = run("people invite martine", 8);
    assert_int_equal(r.exit, CLI_REFUSED);
    assert_int_equal(t.invited, 5);
    assert_string_equal(r.out, "");
    run_free(&r);
}

static void whoever_is_not_admitted_is_not_invited(void **state) {
    (void)state;
    struct run r = run("people invite martine personne", 0);
    assert_int_equal(r.exit, CLI_REFUSED);
    assert_int_equal(t.invited, 0);
    run_free(&r);
    r = run("people token personne --days 90", 0);
    assert_int_equal(r.exit, CLI_REFUSED);
    assert_null(t.token);
    run_free(&r);
}

/* To be piped: the token and a line end, and no other byte. */
static void a_token_stands_alone_on_the_output(void **state) {
    (void)state;
    uint8_t digest[SECRET_DIGEST_LEN];
    struct run r = run("people token martine --days 90", 0);
    if (r.exit) fail_msg("%d: %s%s", r.exit, r.out, r.err);
    assert_int_equal(strlen(r.out), 6 + 43 + 1);
    assert_int_equal(strncmp(r.out, "sippe_", 6), 0);
    assert_int_equal(strspn(r.out + 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
    r.out[6 + 43] = '\0';
    secret_digest((struct span){NULL, 0}, r.out, digest);
    assert_true(secret_equal(span_of(digest, sizeof digest), span_pb(t.token->digest)));
    assert_int_equal(t.token->days, 90);
    assert_null(strstr(r.err, r.out));
    assert_non_null(strstr(r.err, "sippe people unbind " LOGIN));
    struct run again = run("people token martine --days 90 --json", 0);
    assert_int_equal(strncmp(again.out, "{\"token\":\"sippe_", 16), 0);
    assert_null(strstr(again.out, r.out)); /* another one */
    run_free(&again);
    run_free(&r);
}

static void ways_in_are_listed_and_ended(void **state) {
    (void)state;
    struct run r = run("people logins", 0);
    assert_int_equal(r.exit, 0);
    assert_true(is_in(&r, LOGIN) && is_in(&r, "code du jour") && is_in(&r, "attend") && is_in(&r, "jamais"));
    run_free(&r);
    static const struct {
        const char *line;
        int exit;
        bool ended;
    } cases[] = {
        {"people unbind 0badc0de", CLI_DONE, true},     {"people unbind 0BADC0DE00", CLI_DONE, true},
        {"people unbind aaadc0", CLI_REFUSED, false}, /* ended already */
        {"people unbind 0badc0df", CLI_REFUSED, false}, {"people unbind 0b", CLI_REFUSED, false},
        {"people unbind martine", CLI_REFUSED, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        r = run(cases[i].line, 0);
        if (r.exit != cases[i].exit || (t.ended.len != 0) != cases[i].ended)
            fail_msg("%s: %d %s%s", cases[i].line, r.exit, r.out, r.err);
        if (cases[i].ended) assert_true(id_is(t.ended, login_id(0)));
        run_free(&r);
    }
}

/* Where the pages are, when operations said it; a line that is no address is passed over. */
static void the_address_of_the_pages_is_told(void **state) {
    (void)state;
    char path[256];
    static const char *const lines[] = {"https://sippe.exemple.qc.ca\n", "n'importe quoi\n"};
    snprintf(path, sizeof path, "%s/web", getenv("SIPPE_HOME"));
    for (size_t i = 0; i < 2; i++) {
        FILE *f = fopen(path, "we");
        assert_non_null(f);
        fputs(lines[i], f);
        fclose(f);
        struct run r = run("people invite martine", 0);
        assert_int_equal(is_in(&r, "« Ouvrez https://sippe.exemple.qc.ca, choisissez"), i == 0);
        assert_false(is_in(&r, "quoi"));
        run_free(&r);
    }
    remove(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_shown_once_and_sent_as_a_digest),
        cmocka_unit_test(a_code_that_is_taken_is_drawn_again),
        cmocka_unit_test(whoever_is_not_admitted_is_not_invited),
        cmocka_unit_test(a_token_stands_alone_on_the_output),
        cmocka_unit_test(ways_in_are_listed_and_ended),
        cmocka_unit_test(the_address_of_the_pages_is_told),
    };
    return cmocka_run_group_tests(tests, answering_setup, answering_teardown);
}
