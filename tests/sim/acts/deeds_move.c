/* A family goes to another CLSC of the territory, or does not. */
#include "sim.h"

static const intake__move *last(const struct clerk *c) {
    return c->file && c->file->n_moves ? c->file->moves[0] : NULL;
}

/* Mostly to the other one, now and then to where she is; today, or from a day on that may not have come. */
static bool offer(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!c->file) return false;
    bool first = strcmp(c->file->clsc_code, desk_clscs[0]) == 0;
    intake__offer_move_request *r = NEW(a, intake__offer_move_request);
    r->family_id = c->file->family_id;
    r->version = c->file->version;
    r->to_clsc_code = desk_clscs[first ^ chance(s, 10)];
    r->reason = chance(s, 90) ? MOVE_REASON_ADDRESS : MOVE_REASON_OTHER;
    if (chance(s, 20)) r->on = day_on(s, a, (int)prng_below(&s->prng, 10));
    CLERK_SEND(c, "intake", chance(s, 50) ? c->about->team : c->about->desk, "intake.OfferMove", r,
               "sippe.intake.MoveOffered");
    return true;
}

static bool accept(struct clerk *c, struct arena *a) {
    const intake__move *move = last(c);
    if (!move) return false;
    intake__accept_move_request *r = NEW(a, intake__accept_move_request);
    r->move_id = move->move_id;
    r->version = move->version;
    CLERK_SEND(c, "intake", "coordinator", "intake.AcceptMove", r, "sippe.intake.MoveAnswered");
    return true;
}

static bool decline(struct clerk *c, struct arena *a) {
    const intake__move *move = last(c);
    if (!move) return false;
    intake__decline_move_request *r = NEW(a, intake__decline_move_request);
    r->move_id = move->move_id;
    r->version = move->version;
    if (chance(c->task.sim, 80)) r->reason = "elle habite encore là-bas";
    CLERK_SEND(c, "intake", "coordinator", "intake.DeclineMove", r, "sippe.intake.MoveAnswered");
    return true;
}

static bool withdraw(struct clerk *c, struct arena *a) {
    const intake__move *move = last(c);
    if (!move) return false;
    intake__withdraw_move_request *r = NEW(a, intake__withdraw_move_request);
    r->move_id = move->move_id;
    r->version = move->version;
    CLERK_SEND(c, "intake", c->about->team, "intake.WithdrawMove", r, "sippe.intake.MoveAnswered");
    return true;
}

static deed_fn *const list[] = {offer, accept, accept, decline, withdraw};
const struct deeds deeds_of_moving = {list, sizeof list / sizeof list[0]};
