/* Whom a family's file is for: kept from somebody in writing, given back, opened with a reason; and kept from being
 * destroyed. */
#include "sim.h"

/* Anybody but whom the checks ask as: those who have no right to a file, and those whom no one knows, are refused. */
static const char *member_drawn(struct sim *s, struct arena *a, intake__restrict_access_request *r) {
    const struct sim_key *k = &s->keys[prng_below(&s->prng, s->n_keys)];
    bool checks = k->role == ROLE_COORDINATOR && !k->given && !k->via[0];
    r->member = checks ? "nobody" : arena_text(a, k->name);
    return checks ? "" : r->member;
}

static const char *all_drawn(struct sim *s, intake__restrict_access_request *r) {
    size_t clsc = prng_below(&s->prng, DESKS);
    r->role = chance(s, 50) ? ROLE_TEAM : ROLE_DESK;
    r->organization = desk_clscs[clsc];
    return somebody_at(s, r->role == ROLE_TEAM ? team_names[clsc] : desk_names[clsc]);
}

/* Gives whom, or one of those; "": nobody who has a key. */
static const char *ask_in_writing(struct sim *s, struct arena *a, intake__restrict_access_request *r) {
    bool whole = chance(s, 60);
    for (int class = SHOWS_IDENTITY; class <= SHOWS_SAFETY; class <<= 1)
        if (!whole && chance(s, 20)) APPEND(a, r, shows, (node__shows) class);
    if (chance(s, 20)) r->until = day_on(s, a, (int)prng_below(&s->prng, 4));
    r->asked_on = day_on(s, a, chance(s, 90) ? 0 : 2);
    r->reason = "elle le demande";
    return chance(s, 75) ? member_drawn(s, a, r) : all_drawn(s, r);
}

static void on_restricted(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__restrict_access_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__restrict_access_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) {
        c->restricted.id = id_of(done->restriction_id);
        c->restricted.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static bool restrict_access(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__restrict_access_request *r = NEW(a, intake__restrict_access_request);
    r->family_id = c->file->family_id;
    snprintf(c->restricted.from, sizeof c->restricted.from, "%s", ask_in_writing(s, a, r));
    c->restricted.family = id_of(r->family_id);
    c->restricted.id = (struct id){{0}};
    task_call(&c->task, "intake", chance(s, 50) ? "coordinator" : c->about->desk, "intake.RestrictAccess", &r->base,
              "sippe.intake.AccessRestricted", on_restricted);
    return true;
}

/* As one whom she keeps it from: that there is such a file is not told (watch/kept_from.c). */
static bool come_back(struct clerk *c, struct arena *a) {
    if (!c->restricted.from[0]) return false;
    intake__get_family_request *r = NEW(a, intake__get_family_request);
    r->family_id = id_field(a, c->restricted.family);
    task_call(&c->task, "intake", c->restricted.from, "intake.GetFamily", &r->base, NULL, clerk_done);
    return true;
}

/* Now and then again, by somebody who did not hear that it was done. */
static bool lift(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(c->restricted.id)) return false;
    intake__lift_restriction_request *r = NEW(a, intake__lift_restriction_request);
    r->restriction_id = id_field(a, c->restricted.id);
    r->version = id_field(a, c->restricted.version);
    if (chance(s, 75)) r->reason = "elle a changé d'avis";
    if (chance(s, 30)) c->restricted.id = (struct id){{0}};
    CLERK_SEND(c, "intake", chance(s, 70) ? "coordinator" : c->about->desk, "intake.LiftRestriction", r,
               "sippe.intake.RestrictionLifted");
    return true;
}

static bool restrictions(struct clerk *c, struct arena *a) {
    intake__list_restrictions_request *r = NEW(a, intake__list_restrictions_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->desk, "intake.ListRestrictions", r, NULL);
    return true;
}

/* By whom it was kept from last; or by a team that may not follow her, and else has nothing to open. */
static bool open_file(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    bool kept = c->restricted.from[0] && chance(s, 50);
    intake__open_file_request *r = NEW(a, intake__open_file_request);
    r->family_id = kept ? id_field(a, c->restricted.family) : c->file->family_id;
    if (chance(s, 90)) r->reason = "l'infirmière est absente";
    r->minutes = chance(s, 80) ? 0 : (uint32_t)prng_below(&s->prng, 2000);
    CLERK_SEND(c, "intake", kept ? c->restricted.from : c->about->team, "intake.OpenFile", r,
               "sippe.intake.FileOpened");
    return true;
}

/* Who has looked at it: of all daemons, the one who answers for it asks. */
static bool who_looked(struct clerk *c, struct arena *a) {
    const char *daemon = daemon_names[prng_below(&c->task.sim->prng, DAEMONS)];
    CLERK_SEND(c, daemon, "privacy", "node.ListAccess", NEW(a, node__list_access_request), NULL);
    return true;
}

/* Under which ids, of a family with many; and do the journals hold what others were told of their ends? */
static bool what_was_noted(struct clerk *c, struct arena *a) {
    const char *daemon = daemon_names[prng_below(&c->task.sim->prng, DAEMONS)];
    intake__identify_family_request *r = NEW(a, intake__identify_family_request);
    r->family_id = c->file->family_id;
    if (chance(c->task.sim, 50))
        CLERK_SEND(c, "intake", "privacy", "intake.IdentifyFamily", r, NULL);
    else if (chance(c->task.sim, 50))
        CLERK_SEND(c, daemon, "privacy", "node.VerifyAccess", NEW(a, node__verify_access_request), NULL);
    else
        CLERK_SEND(c, daemon, "privacy", "node.ListWitnessed", NEW(a, node__list_witnessed_request), NULL);
    return true;
}

/* ---- against its being destroyed ---- */

static const char *warden(struct sim *s) { return chance(s, 50) ? "coordinator" : "privacy"; }

static void on_held(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__put_hold_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__put_hold_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) {
        c->hold.id = id_of(done->hold_id);
        c->hold.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static bool put_hold(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__put_hold_request *r = NEW(a, intake__put_hold_request);
    r->family_id = c->file->family_id;
    r->kind = (intake__hold_kind)prng_below(&s->prng, HOLD_KIND_INCIDENT + 1);
    if (chance(s, 90)) r->reason = "elle a demandé son dossier";
    c->hold.id = (struct id){{0}};
    task_call(&c->task, "intake", warden(s), "intake.PutHold", &r->base, "sippe.intake.HoldPut", on_held);
    return true;
}

static bool lift_hold(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(c->hold.id)) return false;
    intake__lift_hold_request *r = NEW(a, intake__lift_hold_request);
    r->hold_id = id_field(a, c->hold.id);
    if (chance(s, 75)) r->version = id_field(a, c->hold.version);
    if (chance(s, 50)) r->reason = "il lui a été remis";
    if (chance(s, 3)) c->hold.id = (struct id){{0}}; /* else it is lifted once more, and refused */
    CLERK_SEND(c, "intake", warden(s), "intake.LiftHold", r, "sippe.intake.HoldLifted");
    return true;
}

static bool holds(struct clerk *c, struct arena *a) {
    intake__list_holds_request *r = NEW(a, intake__list_holds_request);
    if (chance(c->task.sim, 50)) r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", warden(c->task.sim), "intake.ListHolds", r, NULL);
    return true;
}

static bool preview_erasure(struct clerk *c, struct arena *a) {
    intake__preview_erasure_request *r = NEW(a, intake__preview_erasure_request);
    r->family_id = c->file->family_id;
    if (chance(c->task.sim, 50)) r->rule = "ON_REQUEST";
    CLERK_SEND(c, "intake", "coordinator", "intake.PreviewErasure", r, NULL);
    return true;
}

static deed_fn *const list[] = {restrict_access, come_back,  come_back,       lift,          lift,      lift,
                                restrictions,    open_file,  put_hold,        lift_hold,     lift_hold, lift_hold,
                                holds,           who_looked, preview_erasure, what_was_noted};
const struct deeds deeds_of_access = {list, sizeof list / sizeof list[0]};
