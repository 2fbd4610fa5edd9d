/* What a team does about visits, and a desk about a sheet. */
#include "sim.h"

static const scheduling__visit *visit_of(struct clerk *c) {
    const scheduling__family_visits_reply *v = c->visits;
    return v && v->n_visits ? v->visits[prng_below(&c->task.sim->prng, v->n_visits)] : NULL;
}

/* In three days or so, or after the holidays, at a quarter hour between eight and five: free or not. */
static int64_t some_time(struct sim *s) {
    int64_t now = world_now_ms(s->world), midnight = now - now % DAY + 5 * HOUR;
    int64_t days = 1 + (int64_t)prng_below(&s->prng, 5) + (chance(s, 10) ? 10 * (int64_t)prng_below(&s->prng, 8) : 0);
    return midnight + days * DAY + 8 * HOUR + (int64_t)prng_below(&s->prng, 36) * 15 * MINUTE;
}

/* After work, when they are home: an evening or a Saturday too. */
static int64_t some_evening(struct sim *s) {
    int64_t now = world_now_ms(s->world), midnight = now - now % DAY + 5 * HOUR;
    return midnight + (1 + (int64_t)prng_below(&s->prng, 7)) * DAY + 18 * HOUR +
           (int64_t)prng_below(&s->prng, 8) * 15 * MINUTE;
}

static bool book_evening(struct clerk *c, struct arena *a) {
    if (!c->visits) return false;
    scheduling__book_visit_request *r = NEW(a, scheduling__book_visit_request);
    r->family_id = c->file->family_id;
    r->start = NEW(a, sippe__instant);
    r->start->ms = some_evening(c->task.sim);
    r->outside_hours = true;
    if (chance(c->task.sim, 90)) r->reason = "elle travaille le jour";
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.BookVisit", r, "sippe.scheduling.VisitBooked");
    return true;
}

static bool book(struct clerk *c, struct arena *a) {
    if (!c->visits) return false;
    scheduling__book_visit_request *r = NEW(a, scheduling__book_visit_request);
    r->family_id = c->file->family_id;
    r->start = NEW(a, sippe__instant);
    r->start->ms = some_time(c->task.sim);
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.BookVisit", r, "sippe.scheduling.VisitBooked");
    return true;
}

static bool confirm(struct clerk *c, struct arena *a) {
    const scheduling__visit *v = visit_of(c);
    if (!v) return false;
    scheduling__confirm_visit_request *r = NEW(a, scheduling__confirm_visit_request);
    r->visit_id = v->visit_id;
    r->version = v->version;
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.ConfirmVisit", r, "sippe.scheduling.VisitConfirmed");
    return true;
}

static bool move(struct clerk *c, struct arena *a) {
    const scheduling__visit *v = visit_of(c);
    if (!v) return false;
    scheduling__move_visit_request *r = NEW(a, scheduling__move_visit_request);
    r->visit_id = v->visit_id;
    r->version = v->version;
    r->start = NEW(a, sippe__instant);
    r->outside_hours = chance(c->task.sim, 20);
    r->start->ms = r->outside_hours ? some_evening(c->task.sim) : some_time(c->task.sim);
    r->reason = "elle préfère";
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.MoveVisit", r, "sippe.scheduling.VisitMoved");
    return true;
}

static bool cancel(struct clerk *c, struct arena *a) {
    const scheduling__visit *v = visit_of(c);
    if (!v || !chance(c->task.sim, 30)) return false;
    scheduling__cancel_visit_request *r = NEW(a, scheduling__cancel_visit_request);
    r->visit_id = v->visit_id;
    r->version = v->version;
    r->reason = "maladie";
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.CancelVisit", r, "sippe.scheduling.VisitCancelled");
    return true;
}

/* Made, missed or refused; also before it took place, and after the follow-up has ended. */
static bool record(struct clerk *c, struct arena *a) {
    static const scheduling__visit_result results[] = {VISIT_RESULT_DONE, VISIT_RESULT_DONE, VISIT_RESULT_NO_SHOW,
                                                       VISIT_RESULT_REFUSED};
    const scheduling__visit *v = visit_of(c);
    if (!v || (v->start->ms > world_now_ms(c->task.sim->world) && !chance(c->task.sim, 15))) return false;
    scheduling__record_visit_request *r = NEW(a, scheduling__record_visit_request);
    r->visit_id = v->visit_id;
    r->version = v->version;
    r->result = results[prng_below(&c->task.sim->prng, 4)];
    if (chance(c->task.sim, 80)) r->reason = "absente";
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.RecordVisit", r, "sippe.scheduling.EncounterRecorded");
    return true;
}

/* Without an appointment, now or weeks ago; by telephone now and then. */
static bool encounter(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!c->visits) return false;
    scheduling__record_encounter_request *r = NEW(a, scheduling__record_encounter_request);
    r->family_id = c->file->family_id;
    r->facts = NEW(a, scheduling__encounter_facts);
    r->facts->start = NEW(a, sippe__instant);
    r->facts->start->ms = world_now_ms(s->world) - (int64_t)prng_below(&s->prng, 40) * DAY;
    r->facts->minutes = 45;
    if (chance(s, 20)) r->facts->mode = ENCOUNTER_MODE_PHONE;
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.RecordEncounter", r, "sippe.scheduling.EncounterRecorded");
    return true;
}

/* It was not so: another day, nobody was home, or it never was. */
static bool correct(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const scheduling__family_visits_reply *v = c->visits;
    if (!v || !v->n_encounters) return false;
    const scheduling__encounter *e = v->encounters[prng_below(&s->prng, v->n_encounters)];
    scheduling__correct_encounter_request *r = NEW(a, scheduling__correct_encounter_request);
    r->encounter_id = e->encounter_id;
    r->version = e->version;
    r->reason = "mauvais dossier";
    r->in_error = chance(s, 50);
    if (!r->in_error && e->facts) {
        r->facts = message_copy(a, &e->facts->base);
        if (chance(s, 50)) r->facts->start->ms -= DAY;
        r->facts->missed = chance(s, 50) ? ENCOUNTER_MISSED_ABSENT : ENCOUNTER_MISSED_UNSPECIFIED;
        if (r->facts->missed) r->facts->n_met = 0;
    }
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.CorrectEncounter", r,
               "sippe.scheduling.EncounterCorrected");
    return true;
}

static bool confirm_worker(struct clerk *c, struct arena *a) {
    if (!c->visits || (c->visits->key_worker[0] && !chance(c->task.sim, 20))) return false;
    scheduling__confirm_key_worker_request *r = NEW(a, scheduling__confirm_key_worker_request);
    r->enrolment_id = c->visits->enrolment_id;
    r->enrolment_version = c->visits->enrolment_version;
    r->worker = arena_printf(a, "w%d", 1 + (int)prng_below(&c->task.sim->prng, WORKERS));
    CLERK_SEND(c, "scheduling", "coordinator", "scheduling.ConfirmKeyWorker", r, "sippe.scheduling.KeyWorkerConfirmed");
    return true;
}

/* The wrong worker, or the wrong family: mostly before anybody was there. */
static bool strike_worker(struct clerk *c, struct arena *a) {
    if (!c->visits || !chance(c->task.sim, 30)) return false;
    scheduling__strike_key_worker_request *r = NEW(a, scheduling__strike_key_worker_request);
    r->enrolment_id = c->visits->enrolment_id;
    r->version = c->visits->enrolment_version;
    r->reason = "c'était pour une autre famille";
    CLERK_SEND(c, "scheduling", "coordinator", "scheduling.StrikeKeyWorker", r, "sippe.scheduling.KeyWorkerStruck");
    return true;
}

static bool look_for_slots(struct clerk *c, struct arena *a) {
    if (!c->visits || !c->visits->key_worker[0]) return false;
    scheduling__list_slots_request *r = NEW(a, scheduling__list_slots_request);
    r->family_id = c->file->family_id;
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.ListSlots", r, NULL);
    return true;
}

/* Told of what an end cancelled; mostly there is nothing to tell. */
static bool told(struct clerk *c, struct arena *a) {
    if (!c->visits || !c->visits->enrolment_id.len) return false;
    if (c->visits->state != FOLLOW_UP_STATE_ENDED && !chance(c->task.sim, 10)) return false;
    scheduling__record_family_told_request *r = NEW(a, scheduling__record_family_told_request);
    r->enrolment_id = c->visits->enrolment_id;
    r->version = c->visits->enrolment_version;
    CLERK_SEND(c, "scheduling", c->about->team, "scheduling.RecordFamilyTold", r, "sippe.scheduling.FamilyTold");
    return true;
}

static deed_fn *const visits[] = {told,      book_evening, book,           book,           confirm,
                                  move,      cancel,       record,         record,         record,
                                  encounter, correct,      confirm_worker, look_for_slots, strike_worker};
const struct deeds deeds_of_visits = {visits, sizeof visits / sizeof visits[0]};

static deed_fn *const telling[] = {told};
const struct deeds deeds_of_telling = {telling, 1};

/* ---- the code of a sheet ---- */

static bool answer(struct clerk *c, struct arena *a, const char *code) {
    static const notifications__notice_state answers[] = {NOTICE_STATE_ACKNOWLEDGED, NOTICE_STATE_ACCEPTED,
                                                          NOTICE_STATE_DECLINED, NOTICE_STATE_WRONG_PARTNER,
                                                          NOTICE_STATE_FIRST_CONTACT};
    struct sim *s = c->task.sim;
    notifications__answer_by_code_request *r = NEW(a, notifications__answer_by_code_request);
    r->code = code;
    r->answer = answers[prng_below(&s->prng, sizeof answers / sizeof answers[0])];
    r->told_by = "M. Ó Briain";
    if (r->answer == NOTICE_STATE_DECLINED) r->decline_reason = DECLINE_REASON_FULL;
    if (r->answer == NOTICE_STATE_FIRST_CONTACT) r->first_contact_on = day_on(s, a, 0);
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.AnswerByCode", r,
               "sippe.notifications.NoticeAnswered");
    return true;
}

static bool answer_right(struct clerk *c, struct arena *a) {
    return c->sheet && answer(c, a, arena_text(a, c->sheet->answer_code));
}

/* The fifth one within the hour closes this to the key. */
static bool answer_wrong(struct clerk *c, struct arena *a) { return answer(c, a, "K7M-4TXQ"); }

/* What was noted of the last answer was wrong: another one, or none at all. */
static bool answer_otherwise(struct clerk *c, struct arena *a) {
    static const notifications__notice_state answers[] = {NOTICE_STATE_ISSUED, NOTICE_STATE_ACCEPTED,
                                                          NOTICE_STATE_FIRST_CONTACT};
    struct sim *s = c->task.sim;
    if (!c->sheet || !c->sheet->notice) return false;
    notifications__correct_answer_request *r = NEW(a, notifications__correct_answer_request);
    r->referral_id = id_field(a, c->printed);
    r->version = c->sheet->notice->version;
    r->answer = answers[prng_below(&s->prng, sizeof answers / sizeof answers[0])];
    if (r->answer == NOTICE_STATE_FIRST_CONTACT) r->first_contact_on = day_on(s, a, 0);
    r->reason = "mal noté";
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.CorrectAnswer", r,
               "sippe.notifications.NoticeAnswered");
    return true;
}

/* Has the partner's program read it? */
static bool receipt(struct clerk *c, struct arena *a) {
    notifications__get_receipt_request *r = NEW(a, notifications__get_receipt_request);
    r->referral_id = id_field(a, c->printed);
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.GetReceipt", r, NULL);
    return true;
}

static deed_fn *const sheets[] = {answer_right, answer_right, answer_right, answer_wrong, receipt, answer_otherwise};
const struct deeds deeds_of_sheet = {sheets, sizeof sheets / sizeof sheets[0]};
