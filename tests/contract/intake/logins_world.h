/* Ways in as a gateway and a coordinator see them: codes and tokens as `sippe` draws them, but known. */
#pragma once
#include "../intake_world.h"
#include "base/codes/day_code.h"

#define TOKEN_OF "sippe_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define GATEWAY  "passerelle"
#define CODE     "K7MWX4TXQC"
#define OTHER    "K7MWHHHHHH" /* begins like it */
#define HOUR     INT64_C(3600000)

static const ProtobufCBinaryData no_bytes = {0, NULL};

HOLDER ProtobufCBinaryData bytes_of(struct desk *t, const void *data, size_t len) {
    return pb_of(arena_span(&t->a, span_of(data, len)));
}

/* Their day codes are switched on or off. */
HOLDER void codes_switch(struct desk *t, bool on) {
    sippe__territory *rules = fixture_territory(&t->a);
    rules->label = on ? "avec codes" : "sans codes";
    rules->access->day_codes = on;
    rules->access->source = "essai";
    assert_int_equal(adopt(t, rules), 0);
}

/* Without a key of her own; her id. */
HOLDER ProtobufCBinaryData somebody(struct desk *t, const char *name, sippe__role role, const char *of,
                                    const char *via) {
    intake__add_member_request *in = member_request(t, name, role, of);
    intake__add_member_reply *out = NULL;
    if (*via) in->member->n_public_keys = 0;
    in->member->via = via;
    assert_int_equal(ASK(t, "op", AddMember, add_member, in, &out), 0);
    return out->id;
}

HOLDER int member_end(struct desk *t, const char *name) {
    intake__end_member_request *in = NEW(&t->a, intake__end_member_request);
    in->member = name;
    return ASK(t, "op", EndMember, end_member, in, NULL);
}

HOLDER intake__invite_member_request *invitation(struct desk *t, const char *code, ProtobufCBinaryData member) {
    static const struct id salt = {{7, 7, 7}};
    uint8_t digest[SECRET_DIGEST_LEN];
    intake__invite_member_request *in = NEW(&t->a, intake__invite_member_request);
    day_code_digest(salt, code, digest);
    APPEND(&t->a, in, member_ids, member);
    in->handle = day_code_handle(&t->a, code);
    in->salt = id_field(&t->a, salt);
    in->digest = bytes_of(t, digest, sizeof digest);
    return in;
}

HOLDER int invite(struct desk *t, const char *by, const char *code, ProtobufCBinaryData member) {
    return ASK(t, by, InviteMember, invite_member, invitation(t, code, member), NULL);
}

HOLDER intake__use_day_code_request *use_of(struct desk *t, const char *code) {
    static const uint8_t station[32] = {9};
    intake__use_day_code_request *in = NEW(&t->a, intake__use_day_code_request);
    in->code = code;
    in->station = bytes_of(t, station, sizeof station);
    return in;
}

HOLDER int use(struct desk *t, const char *code, intake__use_day_code_reply **out) {
    return ASK(t, GATEWAY, UseDayCode, use_day_code, use_of(t, code), out);
}

HOLDER int find(struct desk *t, ProtobufCBinaryData login, const char *token, intake__find_login_reply **out) {
    intake__find_login_request *in = NEW(&t->a, intake__find_login_request);
    in->login_id = login;
    in->token = token;
    return ASK(t, GATEWAY, FindLogin, find_login, in, out);
}

HOLDER intake__make_token_request *token_request(struct desk *t, const char *token, ProtobufCBinaryData member) {
    uint8_t digest[SECRET_DIGEST_LEN];
    intake__make_token_request *in = NEW(&t->a, intake__make_token_request);
    secret_digest((struct span){NULL, 0}, token, digest);
    in->member_id = member;
    in->days = 90;
    in->digest = bytes_of(t, digest, sizeof digest);
    return in;
}

HOLDER int login_end(struct desk *t, const char *by, ProtobufCBinaryData login) {
    intake__end_login_request *in = NEW(&t->a, intake__end_login_request);
    in->login_id = login;
    return ASK(t, by, EndLogin, end_login, in, NULL);
}

HOLDER int login_note(struct desk *t, ProtobufCBinaryData login) {
    intake__note_login_used_request *in = NEW(&t->a, intake__note_login_used_request);
    in->login_id = login;
    return ASK(t, GATEWAY, NoteLoginUsed, note_login_used, in, NULL);
}

HOLDER intake__list_logins_reply *logins(struct desk *t, const char *by, ProtobufCBinaryData member) {
    intake__list_logins_request *in = NEW(&t->a, intake__list_logins_request);
    intake__list_logins_reply *out = NULL;
    in->member_id = member;
    assert_int_equal(ASK(t, by, ListLogins, list_logins, in, &out), 0);
    return out;
}

HOLDER uint64_t records(struct desk *t) { return engine_counters(world_engine(t->w, "intake"))->records; }

struct way {
    struct desk t;
    ProtobufCBinaryData martine, lise, carl;
};

HOLDER int ways_opened(void **state) {
    struct way *s = calloc(1, sizeof *s);
    desk_open(&s->t);
    codes_switch(&s->t, true);
    somebody(&s->t, GATEWAY, ROLE_GATEWAY, "", "");
    s->martine = somebody(&s->t, "martine", ROLE_DESK, "99001", GATEWAY);
    s->lise = somebody(&s->t, "lise", ROLE_TEAM, "99001", GATEWAY);
    s->carl = somebody(&s->t, "carl", ROLE_PRIVACY, "", GATEWAY);
    *state = s;
    return 0;
}

HOLDER int ways_closed(void **state) {
    struct way *s = *state;
    desk_close(&s->t);
    free(s);
    return 0;
}
