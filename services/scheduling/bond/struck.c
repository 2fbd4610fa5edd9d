#include "scheduling/bond/struck.h"

#include "base/character.h"
#include "scheduling/care_team.h"
#include "scheduling/domain/encounter.h"
#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/index.h"
#include "scheduling/request.h"
#include "scheduling/seen/seen.h"

/* ---- what was agreed with her ---- */

static uint64_t agreed_by(const scheduling_rows__visit *row) {
    return row->last_record > row->record ? row->last_record : row->record;
}

static bool is_with(const scheduling_rows__visit *row, const char *worker) {
    const scheduling_rows__visit__personal *p = row->personal;
    for (size_t i = 0; i < p->n_workers; i++)
        if (strcmp(p->workers[i], worker) == 0) return true;
    return false;
}

bool scheduling_visit_is_struck(struct view *v, const struct family_facts *f, const scheduling_rows__visit *row) {
    uint64_t agreed = agreed_by(row);
    for (size_t i = 0; i < f->row->n_struck; i++) {
        const scheduling__key_worker_struck *e = READ_EVENT(v, scheduling__key_worker_struck, f->row->struck[i], NULL);
        if (!e || agreed > f->row->struck[i] || agreed < e->confirmed || !e->personal->worker[0]) continue;
        bool again = strcmp(e->personal->worker, f->row->personal->key_worker) == 0;
        if (!again && is_with(row, e->personal->worker)) return true;
    }
    return false;
}

/* ---- struck out ---- */

struct striking {
    struct decide *d;
    const struct family_facts *f;
    const scheduling__key_worker_confirmed *term;
    const char *reason;
    int32_t withdrawn, to_settle;
};

/* Whatever she has done with the family since, it took place. */
static bool has_met(const struct striking *s) {
    struct encounter_list list = scheduling_encounters_of_family(VIEW(s->d), s->f->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__encounter *row = list.encounters[i].row;
        const scheduling__encounter *e = scheduling_encounter_shown(VIEW(s->d), &list.encounters[i]);
        bool hers = id_is(row->enrolment_id, s->f->enrolment_id) && row->record > s->f->row->confirmed;
        if (!hers || row->personal->in_error || !encounter_is_done(row->personal->missed) || !e || !e->facts) continue;
        for (size_t k = 0; k < e->facts->n_workers; k++)
            if (strcmp(e->facts->workers[k], s->term->personal->worker) == 0) return true;
    }
    return false;
}

/* As it was when she was opened or handed over, or at once. A day that has passed may have been told before she was
 * confirmed, and is not told a second time as the same. */
static int64_t due_again(struct decide *d, const scheduling_rows__follow_up *row) {
    const scheduling__follow_up_opened *opened = READ_EVENT(d, scheduling__follow_up_opened, row->record, NULL);
    const scheduling__follow_up_handed_over *handed =
        row->handed_over ? READ_EVENT(d, scheduling__follow_up_handed_over, row->handed_over, NULL) : NULL;
    int64_t due_ms = handed ? handed->key_worker_due_ms : opened ? opened->key_worker_due_ms : 0;
    return due_ms > decide_now_ms(d) ? due_ms : decide_now_ms(d);
}

static struct id emit_struck(const struct striking *s, const scheduling_rows__follow_up *now) {
    struct arena *a = arena_of(s->d);
    scheduling__key_worker_struck *e = NEW_WITH_PERSONAL(a, scheduling__key_worker_struck);
    e->enrolment_id = id_field(a, s->f->enrolment_id);
    e->family_id = id_field(a, s->f->family_id);
    e->state = now->state;
    e->confirmed = s->f->row->confirmed;
    e->follows = s->term->follows;
    if (now->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER) e->key_worker_due_ms = due_again(s->d, s->f->row);
    e->personal->worker = s->term->personal->worker;
    e->personal->key_worker = now->personal->key_worker;
    e->personal->reason = s->reason;
    return emit_for(s->d, id_of(now->sealed_for), (struct id[]){s->f->enrolment_id, s->f->family_id}, 2, &e->base);
}

static void withdraw(struct striking *s, const struct visit_ref *visit) {
    struct arena *a = arena_of(s->d);
    scheduling__visit_cancelled *c = NEW_WITH_PERSONAL(a, scheduling__visit_cancelled);
    c->visit_id = id_field(a, visit->id);
    c->family_id = id_field(a, s->f->family_id);
    c->personal->reason = "Intervenante nommée par erreur / Key worker confirmed in error";
    emit_for(s->d, id_of(visit->row->sealed_for), (struct id[]){visit->id, s->f->family_id}, 2, &c->base);
    s->withdrawn++;
}

/* What had begun had begun: it is recorded, by whoever was there. */
static void meet_visits(struct striking *s) {
    struct visit_list list = scheduling_visits_of_family(VIEW(s->d), s->f->family_id, decide_now_ms(s->d), INT64_MAX);
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__visit *row = list.visits[i].row;
        if (!id_is(row->enrolment_id, s->f->enrolment_id) || !visit_is_open(row->personal->state)) continue;
        if (agreed_by(row) < s->f->row->confirmed || !is_with(row, s->term->personal->worker)) continue;
        if (row->personal->state == VISIT_STATE_PROPOSED)
            withdraw(s, &list.visits[i]);
        else
            s->to_settle++;
    }
}

/* As the follow-up is from this message on: rows do not show it yet. */
static scheduling_rows__follow_up *as_before(const struct striking *s) {
    scheduling_rows__follow_up *now = message_copy(arena_of(s->d), &s->f->row->base);
    enum follow_up_input input = *s->term->personal->before ? FOLLOW_UP_STRIKE_KEPT : FOLLOW_UP_STRIKE;
    now->state = (scheduling__follow_up_state)sm_next(&follow_up_states, (int)now->state, (int)input);
    now->personal->key_worker = s->term->personal->before;
    return now;
}

/* Who is in the file from now on; until somebody is confirmed again all of her CLSC. */
static void tell(const struct striking *s, const scheduling_rows__follow_up *now) {
    struct family_facts f = *s->f;
    const char *key_worker = now->personal->key_worker;
    f.row = now;
    scheduling_seen_say(s->d, &f,
                        &(struct seen_change){.key_worker = key_worker,
                                              .struck_worker = s->term->personal->worker,
                                              .bond_reason = s->reason});
    if (*key_worker)
        scheduling_team_say(s->d, &f, &(struct team_change){.key_worker = key_worker});
    else
        scheduling_team_dissolve(s->d, f.family_id);
}

/* 0, or why nobody is struck out; the term in s->term. */
static int check(struct striking *s) {
    const scheduling_rows__follow_up *row = s->f->row;
    if (row->state == FOLLOW_UP_STATE_ENDED) return REASON_MOVE_ILLEGAL;
    s->term = row->confirmed ? READ_EVENT(s->d, scheduling__key_worker_confirmed, row->confirmed, NULL) : NULL;
    if (row->state != FOLLOW_UP_STATE_FOLLOWED || !s->term) return REASON_KEY_WORKER_MISSING;
    return has_met(s) ? REASON_KEY_WORKER_HAS_MET : 0;
}

int scheduling_strike_key_worker(struct decide *d, const scheduling__strike_key_worker_request *in,
                                 scheduling__strike_key_worker_reply *out) {
    struct id enrolment_id;
    struct family_facts f;
    struct striking s = {.d = d, .f = &f, .reason = in->reason};
    check_id(d, "enrolment_id", in->enrolment_id, &enrolment_id);
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!scheduling_family_of_enrolment(VIEW(d), enrolment_id, &f)) return REASON_NOT_FOUND;
    int reason = version_check(d, f.row->version, in->version);
    if (!reason) reason = check(&s);
    if (reason) return reason;
    const scheduling_rows__follow_up *now = as_before(&s);
    out->version = id_field(arena_of(d), emit_struck(&s, now));
    meet_visits(&s);
    tell(&s, now);
    out->worker = s.term->personal->worker;
    out->key_worker = now->personal->key_worker;
    out->visits_withdrawn = s.withdrawn;
    out->visits_to_settle = s.to_settle;
    return 0;
}

void scheduling_on_key_worker_struck(struct apply *a, const struct record *r, const scheduling__key_worker_struck *e) {
    struct id id;
    scheduling_rows__follow_up *row =
        id_from(e->enrolment_id, &id) ? row_get(VIEW(a), &scheduling_follow_ups, KEY(KEY_ID(id))) : NULL;
    if (!row) return;
    const char *key_worker = e->personal->key_worker;
    row->version = id_field(arena_of(a), r->id);
    row->state = e->state;
    row->confirmed = e->follows;
    APPEND(arena_of(a), row, struck, r->seq);
    row->personal->key_worker = key_worker;
    row->key_worker_hash = scheduling_key_worker_hash(VIEW(a), key_worker);
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
    if (e->key_worker_due_ms) deadline_set(a, &scheduling_key_worker, id, e->key_worker_due_ms);
}
