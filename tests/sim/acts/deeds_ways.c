/* Who comes in through the gateway: codes and tokens are given, used, shown and ended. */
#include "base/codes/day_code.h"
#include "sim.h"
#include <stdio.h>

/* Of those for whom the gateway speaks, or of somebody for whom it does not. */
static ProtobufCBinaryData member_drawn(struct sim *s, struct arena *a) {
    static const char *const names[] = {"lise", "amina", "nadia", "martine"};
    const struct sim_key *k = key_named(s, names[chance(s, 90) ? prng_below(&s->prng, 3) : 3]);
    return k && chance(s, 95) ? id_field(a, k->member) : id_field(a, (struct id){{1}});
}

static struct id chance_drawn(struct sim *s) {
    struct id id;
    prng_bytes(&s->prng, id.bytes, ID_LEN);
    return id;
}

/* Both replies say it in the same place. */
static void on_made(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    if (!reply_reason(reply)) {
        intake__invite_member_reply *done =
            UNPACK(&a, intake__invite_member_reply, span_pb(reply->body), MESSAGE_STRICT);
        c->way.login = id_of(done->login_id);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static ProtobufCBinaryData digest_field(struct arena *a, const uint8_t digest[SECRET_DIGEST_LEN]) {
    return pb_of(arena_span(a, span_of(digest, SECRET_DIGEST_LEN)));
}

static bool invite(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    uint8_t digest[SECRET_DIGEST_LEN];
    struct id salt = chance_drawn(s);
    intake__invite_member_request *r = NEW(a, intake__invite_member_request);
    c->way.login = (struct id){{0}};
    c->way.is_code = true;
    day_code_make(chance_drawn(s), c->way.secret);
    day_code_digest(salt, c->way.secret, digest);
    APPEND(a, r, member_ids, member_drawn(s, a));
    r->label = "poste 3";
    r->handle = day_code_handle(a, c->way.secret);
    r->salt = id_field(a, salt);
    r->digest = digest_field(a, digest);
    const char *key = chance(s, 50) ? "operator" : "coordinator";
    task_call(&c->task, "intake", key, "intake.InviteMember", &r->base, "sippe.intake.LoginMade", on_made);
    return true;
}

static bool make_token(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    uint8_t digest[SECRET_DIGEST_LEN];
    intake__make_token_request *r = NEW(a, intake__make_token_request);
    c->way.login = (struct id){{0}};
    c->way.is_code = false;
    snprintf(c->way.secret, sizeof c->way.secret, "sippe_%s", id_text(a, chance_drawn(s)));
    secret_digest((struct span){NULL, 0}, c->way.secret, digest);
    r->member_id = member_drawn(s, a);
    r->days = chance(s, 90) ? 1 + (uint32_t)prng_below(&s->prng, 90) : 367;
    r->digest = digest_field(a, digest);
    task_call(&c->task, "intake", "operator", "intake.MakeToken", &r->base, "sippe.intake.LoginMade", on_made);
    return true;
}

/* Again and again: the first time it opens. */
static bool use_code(struct clerk *c, struct arena *a) {
    static const uint8_t station[32] = {1};
    if (!c->way.is_code || id_is_zero(c->way.login)) return false;
    intake__use_day_code_request *r = NEW(a, intake__use_day_code_request);
    r->code = chance(c->task.sim, 85) ? arena_text(a, c->way.secret) : "FFFFFFFFFF";
    r->station = pb_of(arena_span(a, span_of(station, sizeof station)));
    CLERK_SEND(c, "intake", "gateway", "intake.UseDayCode", r, "sippe.intake.LoginUsed");
    return true;
}

static bool find_login(struct clerk *c, struct arena *a) {
    if (id_is_zero(c->way.login)) return false;
    intake__find_login_request *r = NEW(a, intake__find_login_request);
    if (c->way.is_code || chance(c->task.sim, 50))
        r->login_id = id_field(a, c->way.login);
    else
        r->token = arena_text(a, c->way.secret);
    CLERK_SEND(c, "intake", "gateway", "intake.FindLogin", r, NULL);
    return true;
}

static bool note_used(struct clerk *c, struct arena *a) {
    if (id_is_zero(c->way.login)) return false;
    intake__note_login_used_request *r = NEW(a, intake__note_login_used_request);
    r->login_id = id_field(a, chance(c->task.sim, 90) ? c->way.login : (struct id){{1}});
    CLERK_SEND(c, "intake", "gateway", "intake.NoteLoginUsed", r, NULL);
    return true;
}

/* By a keeper, or by somebody whose own it may be. */
static bool end_login(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(c->way.login) || !chance(s, 60)) return false;
    intake__end_login_request *r = NEW(a, intake__end_login_request);
    r->login_id = id_field(a, c->way.login);
    const char *key = chance(s, 85) ? "coordinator" : "lise";
    CLERK_SEND(c, "intake", key, "intake.EndLogin", r, "sippe.intake.LoginEnded");
    return true;
}

static bool list_logins(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__list_logins_request *r = NEW(a, intake__list_logins_request);
    r->limit = (uint32_t)prng_below(&s->prng, 4);
    if (chance(s, 50)) r->member_id = member_drawn(s, a);
    CLERK_SEND(c, "intake", chance(s, 60) ? "coordinator" : "lise", "intake.ListLogins", r, NULL);
    return true;
}

static deed_fn *const ways[] = {invite,     invite,     use_code,  use_code,    use_code,  use_code, find_login,
                                make_token, find_login, note_used, list_logins, end_login, end_login};
const struct deeds deeds_of_ways = {ways, sizeof ways / sizeof ways[0]};
