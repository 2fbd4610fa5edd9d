/* Incidents of confidentiality, as whoever answers for them keeps the register: opened, judged, told, closed, struck
 * out, opened again. Partners open others (acts/partners.c). */
#include "sim.h"

static const char *warden(struct sim *s) { return chance(s, 50) ? "coordinator" : "privacy"; }
static bool has_one(const struct clerk *c) { return !id_is_zero(c->incident.id); }

static intake__incident_facts *facts(struct sim *s, struct arena *a) {
    intake__incident_facts *f = NEW(a, intake__incident_facts);
    f->kind = INCIDENT_KIND_LOSS;
    if (chance(s, 80)) APPEND(a, f, information, SHOWS_IDENTITY);
    f->circumstances = chance(s, 90) ? "un porte-documents oublié" : "";
    f->occurred_on = f->known_on = day_on(s, a, chance(s, 90) ? 0 : 3);
    f->people = (int32_t)prng_below(&s->prng, 4);
    return f;
}

/* Whatever it was, it is looked at again before the next change; now and then somebody does not. */
static void changed(struct clerk *c, const char *method, const ProtobufCMessage *request) {
    clerk_send(c, "intake", warden(c->task.sim), method, request, "sippe.intake.IncidentChanged");
}
#define CHANGED(c, Method, r) changed((c), "intake." Method, &(r)->base)
#define ABOUT(c, a, r)                                                                                                 \
    ((r)->incident_id = id_field((a), (c)->incident.id), (r)->version = id_field((a), (c)->incident.version))

static bool assess(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!has_one(c)) return false;
    intake__assess_incident_request *r = NEW(a, intake__assess_incident_request);
    ABOUT(c, a, r);
    r->assessment = NEW(a, intake__incident_assessment);
    r->assessment->serious_injury = chance(s, 40) ? YES_NO_YES : YES_NO_NO;
    r->assessment->sensitivity = r->assessment->consequences = "un nom";
    r->assessment->likelihood = chance(s, 90) ? "faible" : "";
    CHANGED(c, "AssessIncident", r);
    return true;
}

static bool notify(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!has_one(c)) return false;
    intake__notify_incident_request *r = NEW(a, intake__notify_incident_request);
    ABOUT(c, a, r);
    r->notice = NEW(a, intake__incident_notice);
    r->notice->notified =
        (intake__incident_notified)prng_between(&s->prng, INCIDENT_NOTIFIED_COMMISSION, INCIDENT_NOTIFIED_OTHER);
    r->notice->on = day_on(s, a, 0);
    r->notice->note = chance(s, 50) ? "par écrit" : "";
    CHANGED(c, "NotifyIncident", r);
    return true;
}

static bool note(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!has_one(c)) return false;
    intake__note_incident_request *r = NEW(a, intake__note_incident_request);
    ABOUT(c, a, r);
    if (chance(s, 50)) r->facts = facts(s, a);
    r->reason = chance(s, 80) ? "recompté" : "";
    r->measure = chance(s, 60) ? "le papier est revenu" : "";
    CHANGED(c, "NoteIncident", r);
    return true;
}

static bool close_it(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__close_incident_request *r = NEW(a, intake__close_incident_request);
    ABOUT(c, a, r);
    CHANGED(c, "CloseIncident", r);
    return true;
}

static bool strike(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__strike_incident_request *r = NEW(a, intake__strike_incident_request);
    ABOUT(c, a, r);
    r->reason = chance(c->task.sim, 80) ? "ce n'en était pas un" : "";
    CHANGED(c, "StrikeIncident", r);
    return true;
}

static bool reopen(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__reopen_incident_request *r = NEW(a, intake__reopen_incident_request);
    ABOUT(c, a, r);
    r->reason = chance(c->task.sim, 80) ? "une copie a été vue" : "";
    CHANGED(c, "ReopenIncident", r);
    return true;
}

/* ---- looked at, and then what comes next ---- */

static deed_fn *next_of(struct sim *s, const intake__incident_summary *i) {
    static deed_fn *const open[] = {notify, notify, note, close_it, close_it, strike};
    if (i->state != INCIDENT_STATE_OPEN) return reopen;
    if (!i->assessment && chance(s, 60)) return assess;
    return open[prng_below(&s->prng, sizeof open / sizeof *open)];
}

static void on_shown(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__get_incident_reply *got =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__get_incident_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (got) c->incident.version = id_of(got->summary->version);
    bool goes_on = got && chance(c->task.sim, 80) && next_of(c->task.sim, got->summary)(c, &a);
    arena_close(&a);
    if (!goes_on) clerk_done(task, reply);
}

static bool look(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__get_incident_request *r = NEW(a, intake__get_incident_request);
    r->incident_id = id_field(a, c->incident.id);
    task_call(&c->task, "intake", warden(c->task.sim), "intake.GetIncident", &r->base, NULL, on_shown);
    return true;
}

static void on_listed(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__list_incidents_reply *got =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__list_incidents_reply, span_pb(reply->body), MESSAGE_STRICT);
    bool some = got && got->n_incidents;
    if (some) c->incident.id = id_of(got->incidents[0]->incident_id);
    bool goes_on = some && look(c, &a);
    arena_close(&a);
    if (!goes_on) clerk_done(task, reply);
}

static bool list(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__list_incidents_request *r = NEW(a, intake__list_incidents_request);
    r->closed_too = chance(s, 30);
    r->limit = chance(s, 50) ? 1 : 0;
    if (chance(s, 20)) r->family_id = id_field(a, c->about->family_id);
    task_call(&c->task, "intake", warden(s), "intake.ListIncidents", &r->base, NULL, on_listed);
    return true;
}

static void on_opened(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__open_incident_reply *done =
        reply_reason(reply) ? NULL : UNPACK(&a, intake__open_incident_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) c->incident.id = id_of(done->incident_id);
    if (done) c->incident.version = id_of(done->version);
    bool goes_on = done && chance(c->task.sim, 80) && assess(c, &a);
    arena_close(&a);
    if (!goes_on) clerk_done(task, reply);
}

static bool open_one(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__open_incident_request *r = NEW(a, intake__open_incident_request);
    if (chance(s, 60) && !id_is_zero(c->about->family_id)) r->family_id = id_field(a, c->about->family_id);
    r->facts = facts(s, a);
    task_call(&c->task, "intake", warden(s), "intake.OpenIncident", &r->base, "sippe.intake.IncidentOpened", on_opened);
    return true;
}

static deed_fn *const incidents[] = {open_one, look, look, look, list, list, note, reopen, close_it, strike};
const struct deeds deeds_of_incidents = {incidents, sizeof incidents / sizeof incidents[0]};
