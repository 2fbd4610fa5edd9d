/* What becomes of an enrolment after it began: suspended, resumed, ended, its end taken back. */
#include "sim.h"

static bool suspend(struct clerk *c, struct arena *a, const intake__enrolment *e) {
    struct sim *s = c->task.sim;
    intake__suspend_enrolment_request *r = NEW(a, intake__suspend_enrolment_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->reason = chance(s, 90) ? SUSPENSION_REASON_LOST_FROM_SIGHT : SUSPENSION_REASON_UNSPECIFIED;
    r->review_on = day_on(s, a, (int)prng_below(&s->prng, 40));
    CLERK_SEND(c, "intake", c->about->team, "intake.SuspendEnrolment", r, "sippe.intake.EnrolmentSuspended");
    return true;
}

static bool resume(struct clerk *c, struct arena *a, const intake__enrolment *e) {
    intake__resume_enrolment_request *r = NEW(a, intake__resume_enrolment_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    CLERK_SEND(c, "intake", c->about->team, "intake.ResumeEnrolment", r, "sippe.intake.EnrolmentResumed");
    return true;
}

static bool reopen(struct clerk *c, struct arena *a, const intake__enrolment *e) {
    intake__reopen_enrolment_request *r = NEW(a, intake__reopen_enrolment_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->reason = "close par erreur";
    CLERK_SEND(c, "intake", c->about->team, "intake.ReopenEnrolment", r, "sippe.intake.EnrolmentReopened");
    return true;
}

/* She takes part, or does not any more; now and then the same once more, or of one that has ended. */
static bool takes_part(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__enrolment *e = c->file ? c->file->enrolment : NULL;
    if (!e || !e->enrolment_id.len || !chance(s, 50)) return false;
    intake__record_agreement_request *r = NEW(a, intake__record_agreement_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->agreement = NEW(a, intake__agreement);
    r->agreement->answer = chance(s, 70) ? AGREEMENT_ANSWER_AGREED : AGREEMENT_ANSWER_WITHDRAWN;
    r->agreement->mode = CONSENT_MODE_VERBAL;
    r->agreement->given_by = CONSENT_GIVER_SELF;
    r->agreement->on = day_on(s, a, 0);
    r->agreement->reason = "elle l'a dit à la visite";
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordAgreement", r, "sippe.intake.AgreementRecorded");
    return true;
}

/* Where it is due, and now and then where it is not. */
static bool attest(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const intake__enrolment *e = c->file ? c->file->enrolment : NULL;
    if (!e || !e->enrolment_id.len || (!e->aid_on && !chance(s, 5))) return false;
    intake__record_aid_request *r = NEW(a, intake__record_aid_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->aid = NEW(a, intake__aid);
    r->aid->outcome = chance(s, 70) ? AID_OUTCOME_ATTESTED : AID_OUTCOME_NOT_ENTITLED;
    r->aid->on = day_on(s, a, 0);
    r->aid->attested_by = "M. Roy, travailleuse sociale";
    r->aid->given_to = "elle-même";
    r->aid->reason = "attestée aujourd'hui";
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordAid", r, "sippe.intake.AidRecorded");
    return true;
}

/* Now and then what its state does not allow. */
static bool goes_on(struct clerk *c, struct arena *a) {
    const intake__enrolment *e = c->file ? c->file->enrolment : NULL;
    if (!e || !e->enrolment_id.len) return false;
    if (chance(c->task.sim, 20)) return chance(c->task.sim, 50) ? resume(c, a, e) : reopen(c, a, e);
    if (e->state == ENROLMENT_STATE_ENDED) return reopen(c, a, e);
    return e->state == ENROLMENT_STATE_SUSPENDED ? resume(c, a, e) : chance(c->task.sim, 50) && suspend(c, a, e);
}

/* Closed by a slip, as far as she may tell. */
bool deeds_taken_back(struct clerk *c, struct arena *a) {
    const intake__enrolment *e = c->file ? c->file->enrolment : NULL;
    return e && e->state == ENROLMENT_STATE_ENDED && reopen(c, a, e);
}

static deed_fn *const list[] = {goes_on, takes_part, attest, deeds_taken_back};
const struct deeds deeds_of_following = {list, sizeof list / sizeof list[0]};
