/* Something is told of a family while nothing passes between intake and scheduling, and people go on there with what they
 * know: once the two hear each other again, what follows is what the table says (scheduling/domain/crossings.h), of each
 * visit, of who kept the bond, of the windows. */
#include "methods.h"
#include "civil/civil.h"
#include "scheduling/domain/crossings.h"
#include "sim.h"

enum { FAMILIES_MOST = 4, BOOKINGS_TRIED = 12 };

struct crossed {
    struct sim *s;
    struct arena *a;
    ProtobufCBinaryData family;
    const intake__get_family_reply *file;
    scheduling__family_visits_reply *before; /* as it stood when intake was told */
    int64_t told_ms;
    enum crossing_told told;
};

/* ---- asked of both ---- */

#define OF_INTAKE(x, method, request, out)                                                                             \
    SIM_CALL((x)->s, (x)->a, "intake", "coordinator", "intake." method, request, out)
#define OF_SCHEDULING(x, method, request, out)                                                                         \
    SIM_CALL((x)->s, (x)->a, "scheduling", "coordinator", "scheduling." method, request, out)

static const intake__get_family_reply *file_of(struct crossed *x) {
    intake__get_family_request *r = NEW(x->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = x->family;
    return OF_INTAKE(x, "GetFamily", r, &f) ? NULL : f;
}

static scheduling__family_visits_reply *visits_of(struct crossed *x) {
    scheduling__family_visits_request *r = NEW(x->a, scheduling__family_visits_request);
    scheduling__family_visits_reply *out = NULL;
    r->family_id = x->family;
    r->all_windows = true;
    return OF_SCHEDULING(x, "FamilyVisits", r, &out) ? NULL : out;
}

static bool has_work(struct crossed *x, sippe__work_kind kind, ProtobufCBinaryData thing) {
    sippe__list_work_request *r = NEW(x->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    r->family_id = x->family;
    r->kind = kind;
    r->limit = 200;
    if (OF_SCHEDULING(x, "ListWork", r, &out)) return false;
    for (size_t i = 0; i < out->n_items; i++)
        if (id_is(thing, id_of(out->items[i]->thing))) return true;
    return false;
}

/* ---- what it meets ---- */

/* At eight to half past three, some days on; false: nobody is free then, or it is a holiday. */
static bool book(struct crossed *x, int days) {
    int64_t now = world_now_ms(x->s->world), midnight = now - now % DAY + 5 * HOUR;
    scheduling__book_visit_request *r = NEW(x->a, scheduling__book_visit_request);
    r->family_id = x->family;
    r->start = NEW(x->a, sippe__instant);
    r->start->ms = midnight + days * DAY + 9 * HOUR + (int64_t)prng_below(&x->s->prng, 24) * 15 * MINUTE;
    int reason = OF_SCHEDULING(x, "BookVisit", r, NULL);
    if (reason != REASON_JOINT_WORKER_MISSING) return reason == 0;
    const char *key_worker = visits_of(x)->key_worker; /* a first visit is a joint one; their disciplines alternate */
    APPEND(x->a, r, workers, key_worker);
    APPEND(x->a, r, workers, strcmp(key_worker, "w1") == 0 ? "w2" : strcmp(key_worker, "w2") == 0 ? "w3" : "w4");
    return OF_SCHEDULING(x, "BookVisit", r, NULL) == 0;
}

static bool confirm_somebody(struct crossed *x) {
    scheduling__list_candidates_request *ask = NEW(x->a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *list = NULL;
    scheduling__confirm_key_worker_request *r = NEW(x->a, scheduling__confirm_key_worker_request);
    ask->enrolment_id = r->enrolment_id = x->file->enrolment->enrolment_id;
    if (OF_SCHEDULING(x, "ListCandidates", ask, &list) || !list->n_candidates) return false;
    r->enrolment_version = list->enrolment_version;
    r->worker = list->candidates[0]->worker;
    return OF_SCHEDULING(x, "ConfirmKeyWorker", r, NULL) == 0;
}

/* One to come; sometimes one that is over too, and nobody has written it down. */
static void agree_on_visits(struct crossed *x) {
    bool over = chance(x->s, 50);
    for (int i = 0; over && i < BOOKINGS_TRIED && !book(x, 1 + i % 4); i++) {
    }
    if (over) nights_pass(x->s, 6, DAY);
    for (int i = 0; i < BOOKINGS_TRIED && !book(x, 8 + i); i++) {
    }
}

/* ---- told ---- */

static int end(struct crossed *x, intake__end_reason reason) {
    intake__end_enrolment_request *r = NEW(x->a, intake__end_enrolment_request);
    r->enrolment_id = x->file->enrolment->enrolment_id;
    r->version = x->file->enrolment->version;
    r->reason = reason;
    return OF_INTAKE(x, "EndEnrolment", r, NULL);
}

static int suspend(struct crossed *x) {
    intake__suspend_enrolment_request *r = NEW(x->a, intake__suspend_enrolment_request);
    r->enrolment_id = x->file->enrolment->enrolment_id;
    r->version = x->file->enrolment->version;
    r->reason = SUSPENSION_REASON_AWAY;
    r->review_on = day_on(x->s, x->a, 90);
    return OF_INTAKE(x, "SuspendEnrolment", r, NULL);
}

static int reopen(struct crossed *x) {
    intake__reopen_enrolment_request *r = NEW(x->a, intake__reopen_enrolment_request);
    r->enrolment_id = x->file->enrolment->enrolment_id;
    r->version = x->file->enrolment->version;
    r->reason = "close par erreur";
    return OF_INTAKE(x, "ReopenEnrolment", r, NULL);
}

static int move(struct crossed *x) {
    intake__offer_move_request *r = NEW(x->a, intake__offer_move_request);
    intake__offer_move_reply *offered = NULL;
    r->family_id = x->family;
    r->version = x->file->version;
    r->to_clsc_code = desk_clscs[strcmp(x->file->clsc_code, desk_clscs[0]) == 0];
    r->reason = MOVE_REASON_ADDRESS;
    int reason = OF_INTAKE(x, "OfferMove", r, &offered);
    if (reason) return reason;
    intake__accept_move_request *accept = NEW(x->a, intake__accept_move_request);
    accept->move_id = offered->move_id;
    accept->version = offered->version;
    return OF_INTAKE(x, "AcceptMove", accept, NULL);
}

/* Empty: she expects no child. */
static ProtobufCBinaryData open_pregnancy(const struct crossed *x) {
    const intake__kin *k = x->file->kin;
    for (size_t i = 0; k && i < k->n_pregnancies; i++)
        if (k->pregnancies[i]->state == PREGNANCY_STATE_OPEN) return k->pregnancies[i]->pregnancy_id;
    return (ProtobufCBinaryData){0};
}

static int lose(struct crossed *x) {
    intake__record_loss_request *r = NEW(x->a, intake__record_loss_request);
    r->family_id = x->family;
    r->version = x->file->kin_version;
    r->pregnancy_id = open_pregnancy(x);
    r->on = day_on(x->s, x->a, 0);
    r->told_by = "sa mère";
    r->kind = LOSS_KIND_MISCARRIAGE;
    return OF_INTAKE(x, "RecordLoss", r, NULL);
}

static int date_anew(struct crossed *x) {
    intake__date_pregnancy_request *r = NEW(x->a, intake__date_pregnancy_request);
    r->family_id = x->family;
    r->version = x->file->kin_version;
    r->pregnancy_id = open_pregnancy(x);
    r->due_date = day_on(x->s, x->a, 60 + (int)prng_below(&x->s->prng, 150));
    r->source = DUE_SOURCE_ULTRASOUND;
    r->reason = "échographie";
    return OF_INTAKE(x, "DatePregnancy", r, NULL);
}

/* By another number; or with an interpreter from now on. */
static int reach(struct crossed *x) {
    const intake__contact_details *known = x->file->contact;
    intake__change_contact_request *r = NEW(x->a, intake__change_contact_request);
    r->family_id = x->family;
    r->version = x->file->contact_version;
    r->contact = known ? message_copy(x->a, &known->base) : NEW(x->a, intake__contact_details);
    r->reason = "elle l'a dit";
    if (x->told == CROSSING_INTERPRETER) {
        if (r->contact->interpreter_needed == YES_NO_YES) return REASON_CONTACT_SAME;
        r->contact->interpreter_needed = YES_NO_YES;
        return OF_INTAKE(x, "ChangeContact", r, NULL);
    }
    intake__contact_number *n = NEW(x->a, intake__contact_number);
    n->number = arena_printf(x->a, "438555%04u", (unsigned)prng_below(&x->s->prng, 10000));
    if (r->contact->n_numbers)
        r->contact->numbers[0] = n;
    else
        APPEND(x->a, r->contact, numbers, n);
    return OF_INTAKE(x, "ChangeContact", r, NULL);
}

/* In her sister's name from now on, who is added. */
static int hold(struct crossed *x) {
    intake__change_person_request *r = NEW(x->a, intake__change_person_request);
    r->family_id = x->family;
    r->version = x->file->kin_version;
    r->reason = "c'est elle qui s'en occupe";
    r->who = NEW(x->a, intake__person);
    r->who->kind = PERSON_KIND_ADULT;
    r->who->birth_date = day_on(x->s, x->a, -9000);
    r->who->name = NEW(x->a, sippe__person_name);
    r->who->name->given = "Rose";
    r->who->name->family = arena_printf(x->a, "Essai-%u", (unsigned)prng_below(&x->s->prng, 1000));
    r->holder = true;
    return OF_INTAKE(x, "ChangePerson", r, NULL);
}

/* What is told of her fits what she is; else something else is. */
static int tell(struct crossed *x) {
    bool ended = x->file->enrolment->state == ENROLMENT_STATE_ENDED;
    bool expecting = open_pregnancy(x).len > 0;
    if (ended) return x->told = CROSSING_REOPENED, reopen(x);
    if (!*x->before->key_worker && chance(x->s, 30)) return x->told = CROSSING_MOVED, move(x);
    if (!*x->before->key_worker && chance(x->s, 20)) return x->told = CROSSING_SUSPENDED, suspend(x);
    switch (prng_below(&x->s->prng, expecting ? 9 : 7)) {
    case 0: return x->told = CROSSING_ENDED, end(x, END_REASON_FAMILY_WISH);
    case 1: return x->told = CROSSING_ENDED_IN_ERROR, end(x, END_REASON_ERROR);
    case 2: return x->told = CROSSING_SUSPENDED, suspend(x);
    case 3: return x->told = CROSSING_MOVED, move(x);
    case 4: return x->told = CROSSING_CONTACT, reach(x);
    case 5: return x->told = CROSSING_INTERPRETER, reach(x);
    case 6: return x->told = CROSSING_HOLDER, hold(x);
    case 7: return x->told = CROSSING_LOSS, lose(x);
    default: return x->told = CROSSING_DATES, date_anew(x);
    }
}

/* Who has not heard goes on: what took place is written down, somebody is confirmed. */
static void others_go_on(struct crossed *x) {
    const scheduling__family_visits_reply *f = x->before;
    int64_t now = world_now_ms(x->s->world);
    if (f->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER && chance(x->s, 50)) confirm_somebody(x);
    for (size_t i = 0; i < f->n_visits; i++) {
        const scheduling__visit *v = f->visits[i];
        if (crossing_visit(v->state, v->start->ms, now) != CROSSING_VISIT_OVER || !chance(x->s, 30)) continue;
        scheduling__record_visit_request *r = NEW(x->a, scheduling__record_visit_request);
        r->visit_id = v->visit_id;
        r->version = v->version;
        r->result = VISIT_RESULT_DONE;
        OF_SCHEDULING(x, "RecordVisit", r, NULL);
    }
}

/* ---- what follows ---- */

static const scheduling__visit *visit_in(const scheduling__family_visits_reply *f, const scheduling__visit *v) {
    for (size_t i = 0; i < f->n_visits; i++)
        if (id_is(v->visit_id, id_of(f->visits[i]->visit_id))) return f->visits[i];
    return NULL;
}

static bool is_as_told(struct crossed *x, const scheduling__visit *v, const scheduling__visit *now,
                       enum crossing_follows follows) {
    bool off = now->state == VISIT_STATE_CANCELLED;
    switch (follows) {
    case CROSSING_WITHDRAWN: return off;
    case CROSSING_CANCELLED: return off && has_work(x, WORK_KIND_TELL_FAMILY, x->before->enrolment_id);
    case CROSSING_HAND_OVER: /* moved back, it is of where she is */
        if (strcmp(v->clsc_code, x->file->clsc_code) != 0) return now->state == v->state;
        return now->state == v->state && now->other_clsc && has_work(x, WORK_KIND_HAND_OVER, v->visit_id) &&
               has_work(x, WORK_KIND_HAND_OVER_JOIN, v->visit_id);
    case CROSSING_MARKED:
        return now->state == v->state && (x->told == CROSSING_CONTACT       ? now->contact_changed
                                          : x->told == CROSSING_INTERPRETER ? now->interpreter_asked
                                                                            : now->holder_changed);
    case CROSSING_REVIEW:
    case CROSSING_STAYS: return now->state == v->state;
    case CROSSING_NOT_MET:
    case CROSSING_TERM_ENDS:
    case CROSSING_EXPECTED:
    case CROSSING_EXCUSED:
    case CROSSING_GONE:
    case CROSSING_FOLLOWS: break;
    }
    return true;
}

static bool visits_follow(struct crossed *x, const scheduling__family_visits_reply *now) {
    for (size_t i = 0; i < x->before->n_visits; i++) {
        const scheduling__visit *v = x->before->visits[i], *is = visit_in(now, v);
        enum crossing_meets met = crossing_visit(v->state, v->start->ms, x->told_ms);
        if (!is || met == CROSSING_MEETS) continue;
        enum crossing_follows follows = crossing(x->told, met);
        if (!is_as_told(x, v, is, follows))
            return sim_fault(x->s, id_of(x->family), "%s met %s, and it is not %s", crossing_told_names[x->told],
                             crossing_meets_names[met], crossing_follows_names[follows]);
        if (follows) coverage_crossed((int)x->told, (int)met);
    }
    return true;
}

/* Somebody kept the bond, or was expected. Of an end nothing is asked of who is expected no more. */
static bool bond_follows(struct crossed *x, const scheduling__family_visits_reply *now) {
    bool kept = *x->before->key_worker;
    enum crossing_meets met = kept ? CROSSING_KEY_WORKER : CROSSING_NO_KEY_WORKER;
    enum crossing_follows follows = crossing(x->told, met);
    bool awaiting = now->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER, good = true;
    if (follows == CROSSING_STAYS) good = strcmp(now->key_worker, x->before->key_worker) == 0;
    if (follows == CROSSING_TERM_ENDS || follows == CROSSING_EXPECTED) good = awaiting && !*now->key_worker;
    if (!good)
        return sim_fault(x->s, id_of(x->family), "%s met %s, and it is not %s", crossing_told_names[x->told],
                         crossing_meets_names[met], crossing_follows_names[follows]);
    if (follows) coverage_crossed((int)x->told, (int)met);
    return true;
}

static bool windows_follow(struct crossed *x, const scheduling__family_visits_reply *now) {
    if (crossing(x->told, CROSSING_WINDOW) != CROSSING_EXCUSED) return true;
    for (size_t i = 0; i < now->n_windows; i++) {
        scheduling__window_state state = now->windows[i]->state;
        bool within = civil_day(now->windows[i]->earliest) > civil_day(day_on(x->s, x->a, 0));
        if (within && (state == WINDOW_STATE_OPEN || state == WINDOW_STATE_COMING))
            return sim_fault(x->s, id_of(x->family), "she is suspended, and a window is open");
        if (state == WINDOW_STATE_EXCUSED) coverage_crossed((int)x->told, CROSSING_WINDOW);
    }
    return true;
}

/* ---- one family ---- */

/* People of today: somebody confirms a key worker, and agrees on visits. */
static void prepared(struct crossed *x) {
    const scheduling__family_visits_reply *f = visits_of(x);
    if (!f || x->file->enrolment->state == ENROLMENT_STATE_ENDED) return;
    if (f->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER && chance(x->s, 25)) confirm_somebody(x);
    f = visits_of(x);
    if (f && f->state == FOLLOW_UP_STATE_FOLLOWED && chance(x->s, 70)) agree_on_visits(x);
    world_settle(x->s->world, 60000);
}

/* She that she has become, who is or was followed, and of whom scheduling knows all. */
static bool found(struct crossed *x, const struct journey *j) {
    if (id_is_zero(j->family_id)) return false;
    x->family = id_field(x->a, j->family_id);
    x->file = file_of(x);
    if (x->file && x->file->merged_into.len) x->family = x->file->merged_into, x->file = file_of(x);
    if (!x->file || !x->file->enrolment || !x->file->enrolment->enrolment_id.len) return false;
    prepared(x);
    return true;
}

/* One who calls today, and is enrolled: nobody keeps the bond yet, or a first visit is proposed. */
static bool begun(struct crossed *x) {
    struct family_case one;
    intake__submit_screening_request *call = NEW(x->a, intake__submit_screening_request);
    intake__submit_screening_reply *made = NULL;
    families_next(&x->s->families, &one);
    call->screening = family_screening(x->a, &one);
    const char *desk = desk_names[strcmp(call->screening->call->clsc_code, desk_clscs[1]) == 0];
    if (SIM_CALL(x->s, x->a, "intake", desk, "intake.SubmitScreening", call, &made)) return false;
    intake__decide_route_request *route = NEW(x->a, intake__decide_route_request);
    route->screening_id = made->screening_id;
    route->version = made->version;
    route->route = ROUTE_SIPPE;
    route->override_reason = "essai";
    if (OF_INTAKE(x, "DecideRoute", route, NULL)) return false;
    intake__enrol_family_request *enrol = NEW(x->a, intake__enrol_family_request);
    enrol->family_id = x->family = made->family_id;
    enrol->screening_id = made->screening_id;
    if (OF_INTAKE(x, "EnrolFamily", enrol, NULL) || !world_settle(x->s->world, 60000)) return false;
    x->file = file_of(x);
    if (x->file && chance(x->s, 50)) confirm_somebody(x);
    world_settle(x->s->world, 60000);
    return x->file != NULL;
}

static bool cross(struct crossed *x) {
    x->file = file_of(x);
    x->before = visits_of(x);
    if (!x->file || !x->before || !id_is(x->before->enrolment_id, id_of(x->file->enrolment->enrolment_id))) return true;
    world_cut_off(x->s->world, "intake", "scheduling", true);
    x->told_ms = world_now_ms(x->s->world);
    int refused = tell(x);
    scheduling__family_visits_reply *before = x->before;
    if (!refused) others_go_on(x);
    x->before = visits_of(x); /* as people have left it, who did not know */
    world_cut_off(x->s->world, "intake", "scheduling", false);
    if (!world_settle(x->s->world, 60000)) return sim_fault(x->s, id_of(x->family), "the two never hear each other");
    if (!x->before) x->before = before;
    const scheduling__family_visits_reply *now = visits_of(x);
    if (refused || !now) return true;
    return visits_follow(x, now) && bond_follows(x, now) && windows_follow(x, now);
}

/* And again, with what has become of her: what has ended is opened, who has moved moves back. */
static void cross_one(struct crossed *x) {
    bool well = cross(x);
    while (well && chance(x->s, 50)) {
        x->file = file_of(x);
        if (!x->file) return;
        prepared(x);
        well = cross(x);
    }
}

bool situation_crossed(struct sim *s) {
    size_t from = prng_below(&s->prng, s->n_journeys);
    for (size_t i = 0; i < FAMILIES_MOST && !s->fault[0]; i++) {
        struct arena a;
        arena_init(&a);
        struct crossed x = {.s = s, .a = &a};
        if (chance(s, 50) ? begun(&x) : found(&x, &s->journeys[(from + i) % s->n_journeys])) cross_one(&x);
        arena_close(&a);
    }
    return !s->fault[0];
}
