/* A child gets a file of her own, is followed there, comes back, or never ought to have gone. */
#include "sim.h"

/* From then on people act in the file of her own as well (clerk.c). */
static void on_separated(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__separate_child_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__separate_child_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) c->about->own_file = id_of(done->child_family_id);
    arena_close(&a);
    clerk_done(task, reply);
}

static const intake__person *any_child(struct clerk *c, bool apart) {
    const intake__kin *k = c->file->kin;
    const intake__person *found = NULL;
    for (size_t i = 0; k && i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        bool is = p->kind == PERSON_KIND_CHILD && (p->left == PERSON_LEFT_OWN_FILE) == apart;
        if (is && (!found || chance(c->task.sim, 50))) found = p;
    }
    return found;
}

/* Names and numbers of hers are planted as everybody's are: they stand in no log. */
static intake__identity *holder(struct sim *s, struct arena *a) {
    intake__identity *who = NEW(a, intake__identity);
    who->name = NEW(a, sippe__person_name);
    who->name->given = planted_secret;
    who->name->family = "Lavoie";
    if (chance(s, 60)) who->phone = arena_printf(a, "438 555-01%02d", (int)prng_below(&s->prng, 100));
    if (chance(s, 50)) who->birth_date = day_on(s, a, -(int)prng_below(&s->prng, 9000) - 12000);
    return who;
}

static bool separated(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__person *child = any_child(c, chance(s, 10));
    if (!child) return false;
    intake__separate_child_request *r = NEW(a, intake__separate_child_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    APPEND(a, r, children, child->person_id);
    r->since = day_on(s, a, -(int)prng_below(&s->prng, 3));
    r->holder = holder(s, a);
    if (chance(s, 95)) r->relation = "grand-mère";
    r->language = NEW(a, sippe__language);
    r->language->code = "fr";
    r->decides = chance(s, 50) ? CONSENT_GIVER_TUTOR : CONSENT_GIVER_UNSPECIFIED;
    r->none_of_known = chance(s, 80) ? YES_NO_YES : YES_NO_UNSPECIFIED;
    r->last = chance(s, 80);
    r->reason = "placée";
    task_call(&c->task, "intake", c->about->team, "intake.SeparateChild", &r->base, "sippe.intake.ChildSeparated",
              on_separated);
    return true;
}

static bool returned(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__person *child = any_child(c, chance(s, 95));
    if (!child) return false;
    intake__return_child_request *r = NEW(a, intake__return_child_request);
    r->family_id = c->file->family_id;
    r->version = c->file->kin_version;
    r->person_id = child->person_id;
    r->in_error = chance(s, 40);
    if (!r->in_error) r->on = day_on(s, a, 0);
    r->reason = "sa mère est rentrée";
    CLERK_SEND(c, "intake", c->about->team, "intake.ReturnChild", r, "sippe.intake.ChildReturned");
    return true;
}

static bool enrolled(struct clerk *c, struct arena *a) {
    if (!c->file->child_file) return false;
    intake__enrol_family_request *r = NEW(a, intake__enrol_family_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->team, "intake.EnrolFamily", r, "sippe.intake.FamilyEnrolled");
    return true;
}

static bool settled(struct clerk *c, struct arena *a) {
    for (size_t i = 0; i < c->file->n_next; i++) {
        if (c->file->next[i]->kind != WORK_KIND_CHILD_FILE || !chance(c->task.sim, 30)) continue;
        intake__settle_work_request *r = NEW(a, intake__settle_work_request);
        r->kind = WORK_KIND_CHILD_FILE;
        r->thing = c->file->next[i]->thing;
        r->note = "suivie ailleurs";
        CLERK_SEND(c, "intake", c->about->team, "intake.SettleWork", r, "sippe.intake.WorkSettled");
        return true;
    }
    return false;
}

static bool looked(struct clerk *c, struct arena *a) {
    intake__list_separations_request *r = NEW(a, intake__list_separations_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "intake", c->about->desk, "intake.ListSeparations", r, NULL);
    return true;
}

static deed_fn *const list[] = {separated, returned, enrolled, settled, looked};
const struct deeds deeds_of_children = {list, sizeof list / sizeof list[0]};
