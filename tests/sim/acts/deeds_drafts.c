/* Calls that drop: kept before and after the notice, looked at, taken up, discarded, left to their last day. */
#include "sim.h"

/* The last one that was kept is what this clerk goes on with. */
static void on_saved(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__save_draft_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__save_draft_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) {
        c->draft.id = id_of(done->draft_id);
        c->draft.version = id_of(done->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

static bool has_draft(const struct clerk *c) { return !id_is_zero(c->draft.id); }

static bool save(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    bool more = has_draft(c) && chance(s, 40);
    intake__save_draft_request *r = NEW(a, intake__save_draft_request);
    if (!more) c->draft.by = c->about->desk, c->draft.about = c->about;
    r->screening = family_screening(a, &c->draft.about->family);
    if (chance(s, 40)) r->screening->consent->notice_read_at = NULL;
    r->screening->income = NULL;
    if (more) r->draft_id = id_field(a, c->draft.id);
    if (more) r->version = id_field(a, c->draft.version);
    c->draft.id = (struct id){{0}};
    task_call(&c->task, "intake", c->draft.by, "intake.SaveDraft", &r->base, "sippe.intake.DraftSaved", on_saved);
    return true;
}

static bool look(struct clerk *c, struct arena *a) {
    if (!has_draft(c)) return false;
    intake__get_draft_request *r = NEW(a, intake__get_draft_request);
    r->draft_id = id_field(a, c->draft.id);
    CLERK_SEND(c, "intake", c->draft.by, "intake.GetDraft", r, NULL);
    return true;
}

static bool list(struct clerk *c, struct arena *a) {
    intake__list_drafts_request *r = NEW(a, intake__list_drafts_request);
    r->limit = chance(c->task.sim, 50) ? 1 : 0;
    CLERK_SEND(c, "intake", c->about->desk, "intake.ListDrafts", r, NULL);
    return true;
}

static bool discard(struct clerk *c, struct arena *a) {
    if (!has_draft(c) || !chance(c->task.sim, 50)) return false;
    intake__discard_draft_request *r = NEW(a, intake__discard_draft_request);
    r->draft_id = id_field(a, c->draft.id);
    r->version = id_field(a, c->draft.version);
    if (chance(c->task.sim, 50)) c->draft.id = (struct id){{0}}; /* else it is discarded once more, and refused */
    CLERK_SEND(c, "intake", c->draft.by, "intake.DiscardDraft", r, "sippe.intake.DraftEnded");
    return true;
}

/* The whole call; some were sent already without what was kept of them. */
static bool resume(struct clerk *c, struct arena *a) {
    if (!has_draft(c)) return false;
    intake__submit_screening_request *r = NEW(a, intake__submit_screening_request);
    r->screening = family_screening(a, &c->draft.about->family);
    r->draft_id = id_field(a, c->draft.id);
    c->draft.id = (struct id){{0}};
    CLERK_SEND(c, "intake", c->draft.by, "intake.SubmitScreening", r, NULL);
    return true;
}

static deed_fn *const drafts[] = {save, look, list, save, discard, discard, resume};
const struct deeds deeds_of_drafts = {drafts, sizeof drafts / sizeof drafts[0]};
