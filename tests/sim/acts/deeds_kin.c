/* What happens to a family's people and pregnancies, each in the version that this clerk has seen. */
#include "sim.h"

static intake__family_pregnancy *any_pregnancy(struct clerk *c) {
    const intake__kin *k = c->file->kin;
    return k && k->n_pregnancies ? k->pregnancies[prng_below(&c->task.sim->prng, k->n_pregnancies)] : NULL;
}

/* A new one, or one that is there dated anew. */
static bool dated(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__family_pregnancy *p = any_pregnancy(c);
    intake__date_pregnancy_request *r = NEW(a, intake__date_pregnancy_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    if (p && chance(s, 60)) r->pregnancy_id = p->pregnancy_id;
    r->due_date = day_on(s, a, (int)prng_below(&s->prng, 300) - 20);
    r->source = chance(s, 90) ? DUE_SOURCE_ULTRASOUND : DUE_SOURCE_UNSPECIFIED;
    r->reason = "rapport reçu";
    CLERK_SEND(c, "intake", c->about->team, "intake.DatePregnancy", r, "sippe.intake.KinChanged");
    return true;
}

static bool lost(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__family_pregnancy *p = any_pregnancy(c);
    intake__record_loss_request *r = NEW(a, intake__record_loss_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    if (p && chance(s, 50)) r->pregnancy_id = p->pregnancy_id;
    r->on = day_on(s, a, -(int)prng_below(&s->prng, 5));
    if (chance(s, 90)) r->told_by = "sa mère";
    r->kind = LOSS_KIND_MISCARRIAGE;
    if (chance(s, 50)) r->spoken_to = YES_NO_YES;
    if (chance(s, 30)) r->wish = LOSS_WISH_PAUSE;
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordLoss", r, "sippe.intake.KinChanged");
    return true;
}

static bool reopened(struct clerk *c, struct arena *a) {
    const intake__family_pregnancy *p = any_pregnancy(c);
    if (!p) return false;
    intake__reopen_pregnancy_request *r = NEW(a, intake__reopen_pregnancy_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    r->pregnancy_id = p->pregnancy_id;
    r->in_error = chance(c->task.sim, 20);
    if (chance(c->task.sim, 90)) r->reason = "autre famille";
    CLERK_SEND(c, "intake", c->about->team, "intake.ReopenPregnancy", r, "sippe.intake.KinChanged");
    return true;
}

/* Somebody is added, corrected, or was never there. */
static bool person(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__kin *k = c->file->kin;
    intake__change_person_request *r = NEW(a, intake__change_person_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    r->reason = "mal noté";
    if (k && k->n_people && chance(s, 60)) {
        r->who = message_copy(a, &k->people[prng_below(&s->prng, k->n_people)]->base);
        r->in_error = chance(s, 30);
    } else {
        r->who = NEW(a, intake__person);
        r->who->kind = chance(s, 60) ? PERSON_KIND_CHILD : PERSON_KIND_ADULT;
    }
    if (chance(s, 90)) r->who->birth_date = day_on(s, a, -(int)prng_below(&s->prng, 1500));
    if (chance(s, 30)) r->who->home = CHILD_HOME_IN_HOSPITAL;
    if (chance(s, 20)) r->who->left = PERSON_LEFT_DIED;
    if (r->who->left && chance(s, 60)) r->who->spoken_to = YES_NO_YES;
    r->holder = chance(s, 15);
    CLERK_SEND(c, "intake", c->about->desk, "intake.ChangePerson", r, "sippe.intake.KinChanged");
    return true;
}

static bool losses(struct clerk *c, struct arena *a) {
    intake__get_losses_request *r = NEW(a, intake__get_losses_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", chance(c->task.sim, 80) ? c->about->team : c->about->desk, "intake.GetLosses", r, NULL);
    return true;
}

static deed_fn *const list[] = {dated, lost, reopened, person, losses};
const struct deeds deeds_of_kin = {list, sizeof list / sizeof list[0]};
