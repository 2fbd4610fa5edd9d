#include "scheduling/encounter/encounter.h"

#include <string.h>
#include "base/character.h"
#include "scheduling/care_team.h"
#include "scheduling/domain/booking.h"
#include "scheduling/domain/encounter.h"
#include "scheduling/domain/states.h"
#include "scheduling/index.h"
#include "scheduling/request.h"
#include "scheduling/seen/seen.h"

/* Years: a late entry is of months; what is older is a typing error. */
enum { YEARS_BACK = 7, MET_MOST = 8, LANGUAGE_MAX = 12 };

/* ---- what is asked ---- */

static void check_start(struct decide *d, const sippe__instant *start) {
    check_time(d, "facts.start", start, true);
    if (!start) return;
    if (start->ms > decide_now_ms(d)) violation(d, "facts.start", REASON_DATE_IN_FUTURE);
    if (start->ms < decide_now_ms(d) - YEARS_BACK * INT64_C(366) * 86400000)
        violation(d, "facts.start", REASON_DATE_TOO_OLD);
}

static void check_workers(struct decide *d, const scheduling__encounter_facts *f) {
    if (f->n_workers > 4) violation(d, "facts.workers", REASON_TOO_MANY);
    for (size_t i = 0; i < f->n_workers && i < 4; i++)
        if (!scheduling_worker_read(VIEW(d), f->workers[i], NULL))
            violation(d, arena_printf(arena_of(d), "facts.workers[%zu]", i), REASON_WORKER_UNKNOWN);
}

/* What was missed has no length and met nobody; of one for another reason somebody says which. */
static void check_facts(struct decide *d, const scheduling__encounter_facts *f) {
    if (!f) {
        violation(d, "facts", REASON_FIELD_REQUIRED);
        return;
    }
    check_start(d, f->start);
    check_workers(d, f);
    check_text(d, "facts.note", f->note, REASON_MAX_LEN);
    check_text(d, "facts.language", f->language, LANGUAGE_MAX);
    if (f->minutes < 0 || f->minutes > BOOKING_MINUTES_MAX) violation(d, "facts.minutes", REASON_NUMBER_OUT_OF_RANGE);
    if (f->n_met > MET_MOST) violation(d, "facts.met", REASON_TOO_MANY);
    if (f->missed && f->n_met) violation(d, "facts.met", REASON_CONTRADICTION);
    if (f->place && !encounter_is_in_presence(f->mode)) violation(d, "facts.place", REASON_CONTRADICTION);
    if (f->missed == ENCOUNTER_MISSED_OTHER && text_is_blank(f->note))
        violation(d, "facts.note", REASON_REASON_MISSING);
}

/* ---- recorded ---- */

static void say(struct decide *d, const struct recording *r, struct id encounter, bool struck) {
    const scheduling__encounter_facts *facts = r->facts;
    struct seen_meeting meeting = {.encounter = encounter};
    if (!struck) {
        meeting.on = day_at(civil_zone(rules_on(VIEW(d), decide_today(d), NULL)), facts->start->ms);
        meeting.done = encounter_is_done(facts->missed);
        meeting.in_presence = encounter_is_in_presence(facts->mode);
    }
    scheduling_seen_say(d, &r->f, &(struct seen_change){.touched = true, .meeting = &meeting});
    if (!r->visit) return;
    const scheduling_rows__visit__personal *visit = r->visit->personal;
    struct care_visit as = {.workers = visit->workers,
                            .n_workers = visit->n_workers,
                            .on = day_at(civil_zone(rules_on(VIEW(d), decide_today(d), NULL)), visit->start_ms),
                            .open = struck,
                            .missed = !struck && !encounter_is_done(facts->missed)};
    scheduling_team_say(d, &r->f, &(struct team_change){.visit = r->visit_id, .as = &as});
}

struct id scheduling_encounter_record(struct decide *d, const struct recording *r, struct id *encounter_id) {
    struct arena *a = arena_of(d);
    *encounter_id = decide_new_id(d, "encounter");
    scheduling__encounter_recorded *e = NEW_WITH_PERSONAL(a, scheduling__encounter_recorded);
    e->encounter_id = id_field(a, *encounter_id);
    if (r->visit) e->visit_id = id_field(a, r->visit_id);
    e->enrolment_id = id_field(a, r->f.enrolment_id);
    e->family_id = id_field(a, r->f.family_id);
    e->clsc_code = r->visit ? r->visit->clsc_code : r->f.row->clsc_code;
    e->personal->facts = message_copy(a, &r->facts->base);
    struct id sealed_for = id_of(r->f.row->sealed_for),
              subjects[5] = {*encounter_id, r->f.enrolment_id, r->f.family_id};
    size_t n = 3;
    if (r->visit) subjects[n++] = r->visit_id;
    if (!id_equal(sealed_for, r->f.family_id)) subjects[n++] = sealed_for; /* an erasure finds it by her name */
    struct id version = emit_for(d, sealed_for, subjects, n, &e->base);
    say(d, r, *encounter_id, false);
    return version;
}

/* Of the enrolment under which it took place: the last one that had begun by then, else the latest of all. */
static bool enrolment_then(struct decide *d, struct id family_id, int64_t start_ms, struct family_facts *f) {
    if (!scheduling_family_of(VIEW(d), family_id, f)) return false;
    struct id *enrolments;
    size_t n = scheduling_follow_ups_of(VIEW(d), f->family_id, &enrolments);
    int64_t best = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        struct family_facts other;
        if (!scheduling_family_of_enrolment(VIEW(d), enrolments[i], &other)) continue;
        int64_t began = other.row->personal->enrolled_ms;
        if (began > start_ms || began <= best) continue;
        best = began;
        *f = other;
    }
    return true;
}

/* The appointment that it closes, in the version that the person saw. */
static int find_visit(struct decide *d, const scheduling__record_encounter_request *in, struct recording *r) {
    r->visit_id = id_of(in->visit_id);
    r->visit = scheduling_visit_get(VIEW(d), r->visit_id);
    if (!r->visit || !id_is(r->visit->enrolment_id, r->f.enrolment_id)) return REASON_NOT_FOUND;
    if (!scheduling_family_of_enrolment(VIEW(d), id_of(r->visit->enrolment_id), &r->f)) return REASON_NOT_FOUND;
    int reason = version_check(d, r->visit->version, in->visit_version);
    if (!reason) visit_next(r->visit->personal->state, visit_input_of(in->facts->missed, false), &reason);
    return reason;
}

/* Who went, when nobody is named: those of the appointment, else the key worker. */
static scheduling__encounter_facts *completed(struct decide *d, const struct recording *r,
                                              const scheduling__encounter_facts *told) {
    struct arena *a = arena_of(d);
    scheduling__encounter_facts *facts = message_copy(a, &told->base);
    if (!facts->mode) facts->mode = ENCOUNTER_MODE_IN_PERSON;
    if (facts->n_workers) return facts;
    const char *key_worker = r->f.row->personal->key_worker;
    for (size_t i = 0; r->visit && i < r->visit->personal->n_workers; i++)
        APPEND(a, facts, workers, arena_text(a, r->visit->personal->workers[i]));
    if (!r->visit && key_worker[0]) APPEND(a, facts, workers, arena_text(a, key_worker));
    return facts;
}

static bool share_a_worker(const scheduling__encounter_facts *x, const scheduling__encounter_facts *y) {
    for (size_t i = 0; i < x->n_workers; i++)
        for (size_t k = 0; k < y->n_workers; k++)
            if (strcmp(x->workers[i], y->workers[k]) == 0) return true;
    return false;
}

/* Said twice it would count twice. One of an appointment can be said once only, by the appointment's state, and must be
 * said: the appointment would stay open. */
static bool is_known(struct decide *d, const struct recording *r) {
    struct encounter_list all = scheduling_encounters_of_family(VIEW(d), r->f.family_id);
    for (size_t i = 0; !r->visit && i < all.n; i++) {
        const scheduling_rows__encounter__personal *p = all.encounters[i].row->personal;
        if (p->in_error || p->start_ms != r->facts->start->ms) continue;
        const scheduling__encounter *was = scheduling_encounter_shown(VIEW(d), &all.encounters[i]);
        if (was->facts && share_a_worker(r->facts, was->facts)) return true;
    }
    return false;
}

int scheduling_record_encounter(struct decide *d, const scheduling__record_encounter_request *in,
                                scheduling__record_encounter_reply *out) {
    struct id family_id, encounter_id;
    struct recording r = {.visit = NULL};
    check_id(d, "family_id", in->family_id, &family_id);
    if (in->visit_id.len) check_id(d, "visit_id", in->visit_id, &r.visit_id);
    check_facts(d, in->facts);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!enrolment_then(d, family_id, in->facts->start->ms, &r.f)) return REASON_NOT_FOUND;
    int reason = in->visit_id.len ? find_visit(d, in, &r) : 0;
    if (reason) return reason;
    r.facts = completed(d, &r, in->facts);
    if (is_known(d, &r)) return REASON_ENCOUNTER_KNOWN;
    out->version = id_field(arena_of(d), scheduling_encounter_record(d, &r, &encounter_id));
    out->encounter_id = id_field(arena_of(d), encounter_id);
    return 0;
}

/* ---- corrected ---- */

static int check_correction(struct decide *d, const scheduling__correct_encounter_request *in) {
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    if (!in->in_error)
        check_facts(d, in->facts);
    else if (in->facts)
        violation(d, "facts", REASON_CONTRADICTION);
    return violations(d) ? REASON_FIELDS_INVALID : 0;
}

static void corrected(struct decide *d, const scheduling__correct_encounter_request *in, const struct recording *r,
                      struct id encounter_id, scheduling__correct_encounter_reply *out) {
    struct arena *a = arena_of(d);
    scheduling__encounter_corrected *e = NEW_WITH_PERSONAL(a, scheduling__encounter_corrected);
    e->encounter_id = id_field(a, encounter_id);
    if (r->visit) e->visit_id = id_field(a, r->visit_id);
    e->enrolment_id = id_field(a, r->f.enrolment_id);
    e->family_id = id_field(a, r->f.family_id);
    if (!in->in_error) e->personal->facts = message_copy(a, &r->facts->base);
    e->personal->in_error = in->in_error;
    e->personal->reason = arena_text(a, in->reason);
    struct id subjects[] = {encounter_id, r->f.enrolment_id, r->f.family_id, r->visit_id};
    out->version = id_field(a, emit_for(d, id_of(r->f.row->sealed_for), subjects, r->visit ? 4 : 3, &e->base));
    say(d, r, encounter_id, in->in_error);
}

int scheduling_correct_encounter(struct decide *d, const scheduling__correct_encounter_request *in,
                                 scheduling__correct_encounter_reply *out) {
    struct id encounter_id = id_of(in->encounter_id);
    struct recording r = {.visit = NULL};
    const scheduling_rows__encounter *row = scheduling_encounter_get(VIEW(d), encounter_id);
    if (!row || !scheduling_family_of_enrolment(VIEW(d), id_of(row->enrolment_id), &r.f)) return REASON_NOT_FOUND;
    int reason = check_correction(d, in);
    if (!reason) reason = version_check(d, row->version, in->version);
    if (!reason && row->personal->in_error) reason = REASON_STRUCK_OUT;
    if (reason) return reason;
    r.visit_id = id_of(row->visit_id);
    if (row->visit_id.len) r.visit = scheduling_visit_get(VIEW(d), r.visit_id);
    enum visit_input input = in->in_error ? VISIT_STRIKE : visit_input_of(in->facts->missed, true);
    if (r.visit) visit_next(r.visit->personal->state, input, &reason);
    if (reason) return reason;
    if (!in->in_error) r.facts = completed(d, &r, in->facts);
    corrected(d, in, &r, encounter_id, out);
    return 0;
}

struct owned scheduling_owner_of_encounter(struct view *v, ProtobufCBinaryData id) {
    struct id encounter;
    const scheduling_rows__encounter *row = id_from(id, &encounter) ? scheduling_encounter_get(v, encounter) : NULL;
    struct owned hers = row ? scheduling_owner_of_enrolment(v, row->enrolment_id) : (struct owned){0};
    return hers.organization ? (struct owned){row->clsc_code, hers.subject} : hers;
}
