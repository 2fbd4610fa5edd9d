/* Who asks, and as which of her memberships. */
#include <sodium.h>
#include <string.h>
#include "gateway/door/visit.h"
#include "gateway/http/head/token.h"

/* ---- cookies ---- */

void visit_cookie(struct visit *v, const char *name, const uint8_t *value, int64_t seconds) {
    char text[TOKEN_TEXT_LEN + 1] = "";
    if (value) token_text(value, text);
    const char *age = seconds >= 0 ? arena_printf(v->arena, "; Max-Age=%lld", (long long)seconds) : "";
    visit_header(v, "Set-Cookie",
                 arena_printf(v->arena, "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name, text, age));
}

ProtobufCBinaryData station_digest(struct arena *a, const uint8_t cookie[TOKEN_LEN]) {
    uint8_t *digest = arena_alloc(a, crypto_hash_sha256_BYTES);
    crypto_hash_sha256(digest, cookie, TOKEN_LEN);
    return (ProtobufCBinaryData){crypto_hash_sha256_BYTES, digest};
}

void visit_signed_out(struct visit *v) {
    v->door->counts.signed_out++;
    if (v->cookies.has_session && !v->program) visit_cookie(v, "__Host-s", NULL, 0);
    visit_refuse(v, REASON_SIGNED_OUT);
}

/* ---- what intake says ---- */

enum { USE_NOTED_MS = 24 * 3600 * 1000 };

static struct id token_digest(const uint8_t token[TOKEN_LEN]) {
    return id_derive("sippe program", span_of(token, TOKEN_LEN), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static void noted(void *owner, int err, const sippe__reply *reply) { (void)owner, (void)err, (void)reply; }

/* That a program still comes is worth a record a day; nobody waits for it. */
static void use_note(struct visit *v, struct login *login) {
    int64_t now = door_now(v->door);
    if (!v->program || now - login->used_ms < USE_NOTED_MS) return;
    intake__note_login_used_request *in = NEW(v->arena, intake__note_login_used_request);
    in->login_id = id_field(v->arena, login->id);
    if (visit_ask(v, "intake.NoteLoginUsed", &in->base, noted, NULL) == 0) login->used_ms = now;
}

static void known(struct visit *v, struct login *login) {
    use_note(v, login);
    v->login = login_copy(v->arena, login);
    if (!v->program) {
        struct id members[SESSION_MEMBERS_MAX];
        size_t n = login->n < SESSION_MEMBERS_MAX ? login->n : SESSION_MEMBERS_MAX;
        for (size_t i = 0; i < n; i++) members[i] = login->members[i].id;
        bool same = n == v->session.n_members && memcmp(members, v->session.members, n * sizeof *members) == 0;
        if (!same) session_members_set(v->door->options.sessions, login->id, members, n);
    }
    if (login->n == 0 || login->until_ms <= door_now(v->door)) return visit_signed_out(v);
    v->then(v);
}

static const struct login *login_of_session(struct visit *v) {
    struct login *l = arena_alloc(v->arena, sizeof *l);
    l->id = v->session.login;
    l->until_ms = v->session.ends_ms;
    l->n = v->session.n_members;
    for (size_t i = 0; i < l->n; i++) l->members[i].id = v->session.members[i];
    return l;
}

/* Intake is away: what it last said holds, since each daemon looks at the membership itself; of a session that was not
 * seen since we began, its members' ids are enough to act as one. */
static void unheard(struct visit *v, int err) {
    struct login *kept = v->program ? NULL : login_find(&v->door->logins, v->session.login);
    if (v->program) {
        uint8_t token[TOKEN_LEN];
        fields_bearer(&v->asked->fields, token);
        kept = login_of_token(&v->door->logins, token_digest(token));
    }
    if (kept) {
        v->login = login_copy(v->arena, kept);
        return v->then(v);
    }
    if (v->program || !v->session.n_members) return visit_fail(v, err);
    v->login = login_of_session(v);
    v->then(v);
}

static void found(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    struct door *d = v->door;
    if (err || reply->status->code == CODE_UNAVAILABLE) return unheard(v, err ? err : ERR_BUSY);
    if (reply->status->code != CODE_OK && reply->status->reason != REASON_LOGIN_OVER)
        return visit_refuse_status(v, reply->status); /* not asked now, and nothing said of her */
    if (reply->status->code != CODE_OK) {
        if (!v->program) {
            session_end_all(d->options.sessions, v->session.login);
            login_forget(&d->logins, v->session.login);
        }
        return visit_signed_out(v);
    }
    const intake__find_login_reply *r = UNPACK(v->arena, intake__find_login_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!r) return visit_refuse(v, REASON_INTERNAL);
    struct id digest = {{0}};
    uint8_t token[TOKEN_LEN];
    if (v->program && fields_bearer(&v->asked->fields, token) == FIELD_GOOD) digest = token_digest(token);
    known(v, login_keep(&d->logins, r, digest, v->login_asked_ms));
}

static void login_ask(struct visit *v, intake__find_login_request *in) {
    v->login_asked_ms = door_now(v->door);
    int err = visit_ask(v, "intake.FindLogin", &in->base, found, v);
    if (err) unheard(v, err);
}

/* ---- who ---- */

static void identify_program(struct visit *v, const uint8_t token[TOKEN_LEN]) {
    struct door *d = v->door;
    char text[TOKEN_TEXT_LEN + 1];
    v->program = true;
    struct login *kept = login_of_token(&d->logins, token_digest(token));
    if (kept && login_is_fresh(&d->logins, kept, door_now(d))) return known(v, kept);
    intake__find_login_request *in = NEW(v->arena, intake__find_login_request);
    token_text(token, text);
    in->token = arena_printf(v->arena, "sippe_%s", text);
    login_ask(v, in);
}

static void identify_session(struct visit *v) {
    struct door *d = v->door;
    bool use = !v->own || !v->own->quiet;
    if (!v->cookies.has_session || !v->cookies.has_station ||
        !session_find(d->options.sessions, v->cookies.session, v->station, use, door_now(d), &v->session))
        return visit_signed_out(v);
    struct login *kept = login_find(&d->logins, v->session.login);
    if (kept && login_is_fresh(&d->logins, kept, door_now(d))) return known(v, kept);
    intake__find_login_request *in = NEW(v->arena, intake__find_login_request);
    in->login_id = id_field(v->arena, v->session.login);
    login_ask(v, in);
}

/* A request that says a token is a program's, whatever cookies a browser added. */
void visit_identify(struct visit *v, visit_fn *then) {
    uint8_t token[TOKEN_LEN];
    v->then = then;
    switch (fields_bearer(&v->asked->fields, token)) {
    case FIELD_GOOD: return identify_program(v, token);
    case FIELD_WRONG: v->program = true; return visit_signed_out(v);
    case FIELD_ABSENT: return identify_session(v);
    }
}

bool visit_acts(struct visit *v) {
    if (id_is_zero(v->as)) {
        if (v->login->n != 1) {
            visit_refuse(v, REASON_MEMBERSHIP_MISSING);
            return false;
        }
        v->as = v->login->members[0].id;
    } else if (!login_member(v->login, v->as)) {
        visit_refuse(v, REASON_MEMBERSHIP_NOT_YOURS);
        return false;
    }
    id_hex(v->as, v->as_text);
    return true;
}
