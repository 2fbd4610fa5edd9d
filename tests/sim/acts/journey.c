/* A family's way: screening, decision, enrolment, consent, referral; some change their mind on the way. */
#include "sim.h"

#define REQUEST(j, a, type, request)                                                                                   \
    struct arena a;                                                                                                    \
    arena_init(&a);                                                                                                    \
    type *request = NEW(&a, type)
#define BODY(a, type, reply) UNPACK(&(a), type, span_pb((reply)->body), MESSAGE_STRICT)

static void step_decide(void *task, const sippe__reply *reply);
static void step_refresh(void *task, const sippe__reply *reply);
static void step_enrol(void *task, const sippe__reply *reply);
static void step_consent(void *task, const sippe__reply *reply);
static void step_refer(void *task, const sippe__reply *reply);

static void over(struct journey *j) { j->task.over = true; }

static void on_submitted(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return over(j);
    struct arena a;
    arena_init(&a);
    intake__submit_screening_reply *r = BODY(a, intake__submit_screening_reply, reply);
    j->screening = id_of(r->screening_id);
    j->screening_version = id_of(r->version);
    j->family_id = id_of(r->family_id);
    j->proposed = r->proposed_route;
    arena_close(&a);
    task_sleep(&j->task, 3000, step_decide);
}

static void step_submit(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, intake__submit_screening_request, r);
    r->screening = family_screening(&a, &j->family);
    task_call(&j->task, "intake", j->desk, "intake.SubmitScreening", &r->base, "sippe.intake.ScreeningSubmitted",
              on_submitted);
    arena_close(&a);
}

static void on_amended(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return step_refresh(task, NULL);
    struct arena a;
    arena_init(&a);
    intake__amend_screening_reply *r = BODY(a, intake__amend_screening_reply, reply);
    j->screening_version = id_of(r->version);
    j->proposed = r->proposed_route;
    arena_close(&a);
    task_sleep(&j->task, 2000, step_decide);
}

static void amend(struct journey *j) {
    REQUEST(j, a, intake__amend_screening_request, r);
    r->screening_id = id_field(&a, j->screening);
    r->version = id_field(&a, j->screening_version);
    r->screening = family_screening(&a, &j->family);
    r->reason = "erreur de saisie";
    task_call(&j->task, "intake", j->desk, "intake.AmendScreening", &r->base, "sippe.intake.ScreeningAmended",
              on_amended);
    arena_close(&a);
}

static void on_refreshed(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply) || ++j->tries > 5) return over(j);
    struct arena a;
    arena_init(&a);
    intake__get_screening_reply *r = BODY(a, intake__get_screening_reply, reply);
    j->screening_version = id_of(r->summary->version);
    j->proposed = r->summary->proposed_route;
    j->family_id = id_of(r->summary->family_id);
    bool decided = r->summary->state == SCREENING_STATE_DECIDED;
    arena_close(&a);
    if (decided) return over(j);
    task_sleep(&j->task, 500, step_decide);
}

static void step_refresh(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, intake__get_screening_request, r);
    r->screening_id = id_field(&a, j->screening);
    task_call(&j->task, "intake", j->desk, "intake.GetScreening", &r->base, NULL, on_refreshed);
    arena_close(&a);
}

static void on_decided(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    int reason = reply_reason(reply);
    if (reason == REASON_VERSION_STALE) return step_refresh(task, NULL);
    if (reason) return over(j);
    task_sleep(&j->task, 2000, step_enrol);
}

static void step_decide(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    struct sim *s = j->task.sim;
    if (j->tries++ == 0 && chance(s, 15)) return amend(j);
    bool decidable = j->proposed == ROUTE_SIPPE || j->proposed == ROUTE_OLO_ONLY || j->proposed == ROUTE_OTHER_SERVICE;
    if (!decidable && chance(s, 40)) return over(j); /* stays on the worklist */
    REQUEST(j, a, intake__decide_route_request, r);
    r->screening_id = id_field(&a, j->screening);
    r->version = id_field(&a, j->screening_version);
    r->route = decidable && chance(s, 70) ? j->proposed : ROUTE_SIPPE;
    if (r->route != j->proposed) r->override_reason = "jugement clinique";
    if (chance(s, 70)) r->priority = 1 + (int32_t)prng_below(&s->prng, 4);
    task_call(&j->task, "intake", j->desk, "intake.DecideRoute", &r->base, "sippe.intake.RouteDecided", on_decided);
    arena_close(&a);
}

static void on_enrolled(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return task_sleep(&j->task, 2000, step_consent);
    struct arena a;
    arena_init(&a);
    j->enrolment = id_of(BODY(a, intake__enrol_family_reply, reply)->enrolment_id);
    arena_close(&a);
    visits_begin(j);
}

static void step_enrol(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, intake__enrol_family_request, r);
    r->family_id = id_field(&a, j->family_id);
    r->screening_id = id_field(&a, j->screening);
    task_call(&j->task, "intake", j->desk, "intake.EnrolFamily", &r->base, "sippe.intake.FamilyEnrolled", on_enrolled);
    arena_close(&a);
}

void journey_refer(struct journey *j) { task_sleep(&j->task, 3000, step_consent); }

static void on_consented(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return over(j);
    struct arena a;
    arena_init(&a);
    intake__record_consent_reply *r = BODY(a, intake__record_consent_reply, reply);
    j->consent = id_of(r->consent_id);
    j->consent_version = id_of(r->version);
    arena_close(&a);
    task_sleep(&j->task, 2000, step_refer);
}

static void step_consent(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    static const intake__shared_item covers[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_PHONE, SHARED_ITEM_NEED,
                                                 SHARED_ITEM_LANGUAGE};
    j->partner = (int)prng_below(&j->task.sim->prng, PARTNERS);
    REQUEST(j, a, intake__record_consent_request, r);
    r->family_id = id_field(&a, j->family_id);
    r->consent = NEW(&a, intake__consent);
    r->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    r->consent->organization_id = id_field(&a, j->task.sim->organizations[j->partner]);
    r->consent->covers = arena_copy(&a, covers, sizeof covers);
    r->consent->n_covers = sizeof covers / sizeof covers[0];
    r->consent->given_by = CONSENT_GIVER_SELF;
    r->consent->mode = CONSENT_MODE_VERBAL;
    r->consent->given_at = NEW(&a, sippe__instant);
    r->consent->given_at->ms = world_now_ms(j->task.sim->world) - 600000;
    r->consent->text_version = "2026-1";
    task_call(&j->task, "intake", j->desk, "intake.RecordConsent", &r->base, "sippe.intake.ConsentRecorded",
              on_consented);
    arena_close(&a);
}

static void on_closed(void *task, const sippe__reply *reply) {
    (void)reply;
    over(task);
}

static void step_change_mind(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    if (chance(j->task.sim, 50)) {
        REQUEST(j, a, intake__withdraw_consent_request, r);
        r->consent_id = id_field(&a, j->consent);
        r->version = id_field(&a, j->consent_version);
        r->reason = "la famille a changé d'avis";
        task_call(&j->task, "intake", j->desk, "intake.WithdrawConsent", &r->base, "sippe.intake.ConsentWithdrawn",
                  on_closed);
        arena_close(&a);
    } else {
        REQUEST(j, a, intake__cancel_referral_request, r);
        r->referral_id = id_field(&a, j->referral);
        r->version = id_field(&a, j->referral_version);
        r->reason = "déménagement";
        task_call(&j->task, "intake", j->desk, "intake.CancelReferral", &r->base, "sippe.intake.ReferralCancelled",
                  on_closed);
        arena_close(&a);
    }
}

static void on_referred(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return over(j);
    struct arena a;
    arena_init(&a);
    intake__refer_to_partner_reply *r = BODY(a, intake__refer_to_partner_reply, reply);
    j->referral = id_of(r->referral_id);
    j->referral_version = id_of(r->version);
    arena_close(&a);
    if (chance(j->task.sim, 30))
        task_sleep(&j->task, 8000, step_change_mind);
    else
        over(j);
}

static void step_refer(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, intake__refer_to_partner_request, r);
    r->family_id = id_field(&a, j->family_id);
    r->service_id = id_field(&a, j->task.sim->services[j->partner][prng_below(&j->task.sim->prng, SERVICES_EACH)]);
    r->need = NEED_FOOD_AID;
    task_call(&j->task, "intake", j->desk, "intake.ReferToPartner", &r->base, "sippe.intake.ReferralSent", on_referred);
    arena_close(&a);
}

static void plant_in(char *text, size_t size, const char *name) {
    size_t len = strlen(text);
    if (len && len + strlen(name) + 2 <= size) snprintf(text + len, size - len, "-%s", name);
}

/* Names that no real text holds, so that they are known wherever they turn up; who repeats another still does. */
static void plant(struct family_case *f) {
    plant_in(f->family, sizeof f->family, planted_secret);
    plant_in(f->street, sizeof f->street, planted_secret);
    plant_in(f->safety_note, sizeof f->safety_note, planted_secret);
    plant_in(f->given, sizeof f->given, planted_given);
    plant_in(f->preferred, sizeof f->preferred, planted_given);
}

void journey_begin(struct sim *s, struct journey *j) {
    families_next(&s->families, &j->family);
    plant(&j->family);
    /* Few are minors: more of them here, so that what is theirs alone happens. */
    if (chance(s, 20)) j->family.birth_date = (day)(world_now_ms(s->world) / 86400000) - 16 * 365;
    int desk = strcmp(j->family.clsc_code, desk_clscs[1]) == 0;
    j->desk = somebody_at(s, desk_names[desk]);
    j->team = somebody_at(s, team_names[desk]);
    task_begin(&j->task, s, j);
    task_sleep(&j->task, 20000, step_submit);
}
