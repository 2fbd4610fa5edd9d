/* The policy of visits: the first free slot, agreed with her at once; three of four take place. */
#include <stdlib.h>
#include "years.h"

const scheduling__family_visits_reply *policy_visits_of(struct years *y, ProtobufCBinaryData family) {
    scheduling__family_visits_request *in = NEW(&y->a, scheduling__family_visits_request);
    scheduling__family_visits_reply *out = NULL;
    in->family_id = family;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, FamilyVisits, family_visits, in, &out) ? NULL : out;
}

static bool confirm(struct years *y, ProtobufCBinaryData visit, ProtobufCBinaryData version) {
    scheduling__confirm_visit_request *in = NEW(&y->a, scheduling__confirm_visit_request);
    in->visit_id = visit;
    in->version = version;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, ConfirmVisit, confirm_visit, in, NULL) == 0;
}

static const scheduling__list_slots_reply *slots(struct years *y, ProtobufCBinaryData family, int from,
                                                 const char *key_worker, const char *joint) {
    scheduling__list_slots_request *in = NEW(&y->a, scheduling__list_slots_request);
    scheduling__list_slots_reply *out = NULL;
    in->family_id = family;
    if (joint) {
        APPEND(&y->a, in, workers, key_worker);
        APPEND(&y->a, in, workers, joint);
    }
    in->from = day_on(&y->s, &y->a, from);
    in->days = 20;
    int reason = YEARS_CALL(y, "scheduling", "coordinator", scheduling, ListSlots, list_slots, in, &out);
    return reason || !out->n_starts ? NULL : out;
}

/* Where the cadence would propose one first, tomorrow at the earliest. */
static int earliest(struct years *y, const scheduling__family_visits_reply *f) {
    for (size_t i = 0; i < f->n_windows; i++) {
        day from = civil_day(f->windows[i]->propose_from);
        if (from != DAY_NONE) return from > y->today + 1 ? (int)(from - y->today) : 1;
    }
    return 1;
}

/* Somebody of the other discipline and of her CLSC who is there: codes that lie two apart, and six (years.c). */
static const char *colleague(struct years *y, const char *code) {
    int own = atoi(code + 1) - 1;
    for (int i = 1; i < y->n_workers; i++) {
        int other = (own + i) % y->n_workers;
        bool fits = other % DESKS == own % DESKS && other / DESKS % 2 != own / DESKS % 2;
        if (fits && !(y->workers_left >> other & 1)) return arena_printf(&y->a, "w%d", other + 1);
    }
    return code;
}

/* Agreed for the hours of a day's work, on whichever side of a clock change it lies. */
static bool is_by_day(struct years *y, const sippe__instant *start) {
    int minute = wall_at(YEARS_ZONE, start->ms).minute;
    return (minute >= 8 * 60 && minute <= 16 * 60) ||
           years_fault(y, "a visit is offered at minute %d of its day", minute);
}

static bool book(struct years *y, ProtobufCBinaryData family, bool first) {
    const scheduling__family_visits_reply *f = policy_visits_of(y, family);
    if (!f) return false;
    const char *joint = first ? colleague(y, f->key_worker) : NULL;
    const scheduling__list_slots_reply *free_at = slots(y, family, earliest(y, f), f->key_worker, joint);
    if (!free_at || !is_by_day(y, free_at->starts[0])) return false;
    scheduling__book_visit_request *in = NEW(&y->a, scheduling__book_visit_request);
    scheduling__book_visit_reply *out = NULL;
    in->family_id = family;
    in->start = free_at->starts[0];
    in->workers = free_at->workers;
    in->n_workers = free_at->n_workers;
    if (YEARS_CALL(y, "scheduling", "coordinator", scheduling, BookVisit, book_visit, in, &out)) return false;
    y->booked++;
    return true;
}

static bool record(struct years *y, const scheduling__visit *v) {
    scheduling__record_visit_request *in = NEW(&y->a, scheduling__record_visit_request);
    unsigned drawn = (unsigned)prng_below(&y->s.prng, 100);
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->result = drawn < 80 ? VISIT_RESULT_DONE : drawn < 95 ? VISIT_RESULT_NO_SHOW : VISIT_RESULT_REFUSED;
    if (in->result != VISIT_RESULT_DONE) in->reason = "absente";
    y->recorded++;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, RecordVisit, record_visit, in, NULL) == 0;
}

/* All that are over, or that nobody has agreed to yet. */
static bool close_or_confirm(struct years *y, ProtobufCBinaryData family) {
    const scheduling__family_visits_reply *f = policy_visits_of(y, family);
    bool done = f != NULL;
    for (size_t i = 0; f && i < f->n_visits; i++) {
        const scheduling__visit *v = f->visits[i];
        bool over = v->start->ms < world_now_ms(y->s.world);
        if (v->state == VISIT_STATE_PROPOSED && !over) done &= confirm(y, v->visit_id, v->version);
        if (over && (v->state == VISIT_STATE_PROPOSED || v->state == VISIT_STATE_CONFIRMED)) done &= record(y, v);
    }
    return done;
}

bool policy_cancel_visit(struct years *y, const scheduling__visit *v, const char *why) {
    scheduling__cancel_visit_request *in = NEW(&y->a, scheduling__cancel_visit_request);
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->reason = why;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, CancelVisit, cancel_visit, in, NULL) == 0;
}

/* The day no longer fits, or nobody would come: a person agrees on another one with her. */
static bool move(struct years *y, ProtobufCBinaryData family) {
    const scheduling__family_visits_reply *f = policy_visits_of(y, family);
    const scheduling__list_slots_reply *free_at = f ? slots(y, family, earliest(y, f), f->key_worker, NULL) : NULL;
    bool done = free_at != NULL;
    for (size_t i = 0; done && i < f->n_visits; i++) {
        const scheduling__visit *v = f->visits[i];
        if (!v->outside_window || v->start->ms < world_now_ms(y->s.world)) continue;
        done &= policy_cancel_visit(y, v, "une date a changé");
    }
    return done;
}

/* Nobody of the team speaks her language: an interpreter comes along. */
static bool interpreter(struct years *y, const intake__get_family_reply *f) {
    intake__change_contact_request *in = NEW(&y->a, intake__change_contact_request);
    if (!f->contact || f->contact->interpreter_needed == YES_NO_YES) return false;
    in->family_id = f->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&y->a, &f->contact->base);
    in->contact->interpreter_needed = YES_NO_YES;
    in->reason = "personne ne parle sa langue";
    return YEARS_CALL(y, "intake", "team-1", intake, ChangeContact, change_contact, in, NULL) == 0 ||
           YEARS_CALL(y, "intake", "team-2", intake, ChangeContact, change_contact, in, NULL) == 0;
}

static bool key_worker(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    if (!f || !f->enrolment) return false;
    scheduling__list_candidates_request *ask = NEW(&y->a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *list = NULL;
    ask->enrolment_id = f->enrolment->enrolment_id;
    if (YEARS_CALL(y, "scheduling", "coordinator", scheduling, ListCandidates, list_candidates, ask, &list))
        return false;
    if (!list->n_candidates) return interpreter(y, f);
    scheduling__confirm_key_worker_request *in = NEW(&y->a, scheduling__confirm_key_worker_request);
    in->enrolment_id = ask->enrolment_id;
    in->enrolment_version = list->enrolment_version;
    in->worker = list->candidates[0]->worker;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in, NULL) == 0;
}

static bool tell(struct years *y, ProtobufCBinaryData family) {
    const scheduling__family_visits_reply *f = policy_visits_of(y, family);
    scheduling__record_family_told_request *in = NEW(&y->a, scheduling__record_family_told_request);
    if (!f) return false;
    in->enrolment_id = f->enrolment_id;
    in->version = f->enrolment_version;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, RecordFamilyTold, record_family_told, in, NULL) == 0;
}

bool policy_act_on_visits(struct years *y, const sippe__work_item *item) {
    switch ((int)item->kind) {
    case WORK_KIND_KEY_WORKER:
    case WORK_KIND_KEY_WORKER_LEFT: return key_worker(y, item);
    case WORK_KIND_FIRST_VISIT:
    case WORK_KIND_VISIT_DUE: return book(y, item->family_id, item->kind == WORK_KIND_FIRST_VISIT);
    case WORK_KIND_CONFIRM_VISIT:
    case WORK_KIND_RECORD_VISIT: return close_or_confirm(y, item->family_id);
    case WORK_KIND_VISIT_REVIEW:
    case WORK_KIND_VISIT_UNCOVERED: return move(y, item->family_id);
    case WORK_KIND_WRONG_WORKER: return move(y, item->family_id);
    case WORK_KIND_HAND_OVER:
    case WORK_KIND_HAND_OVER_JOIN: return policy_hand_over(y, item);
    case WORK_KIND_TELL_FAMILY: return tell(y, item->family_id);
    }
    return years_fault(y, "nothing is done about work of kind %d", (int)item->kind);
}
