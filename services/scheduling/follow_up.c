/* Follow-ups: what intake's enrolments mean here. Each fact of intake becomes a record of our own that holds what we
 * use of it, so that a rebuild asks nobody and a decision can be read with what was known then. */
#include "base/message.h"
#include "scheduling/care_team.h"
#include "scheduling/crossed/crossed.h"
#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/facts.h"
#include "scheduling/seen/seen.h"
#include "scheduling/takeover/take_over.h"

/* ---- opened ---- */

/* The deadline falls when the day by which somebody is expected has passed: act_by of intake, whose worklist says the
 * same day, else the territory's delay from the record's own time. */
static int64_t key_worker_due(struct decide *d, const intake__follow_up_told *e, const sippe__territory *t) {
    struct zone zone = civil_zone(t);
    day by = civil_day(e->act_by);
    if (by == DAY_NONE) {
        struct calendar calendar = civil_calendar(arena_of(d), t);
        by = calendar_add_working(&calendar, day_at(zone, decide_at_ms(d)), t && t->delays ? t->delays->key_worker : 0);
    }
    return day_start_ms(zone, by + 1);
}

/* Nothing that lay before is owed: of one who was taken over, before the day on which that was said to be. */
static int64_t owed_from_ms(const intake__follow_up_told *e, const sippe__territory *t) {
    day on = civil_day(e->taken_over_on);
    return on == DAY_NONE ? e->enrolled_ms : day_start_ms(civil_zone(t), on);
}

/* Its children are known from that day on: what was over by then is not owed. */
static void open_follow_up(struct decide *d, const struct record *from, const intake__follow_up_told *e,
                           const struct id subjects[2]) {
    struct arena *a = arena_of(d);
    const sippe__territory *t = rules_on(VIEW(d), today_of(VIEW(d), from->at_ms), NULL);
    scheduling__follow_up_opened *o = NEW_WITH_PERSONAL(a, scheduling__follow_up_opened);
    o->enrolment_id = id_field(a, subjects[0]);
    o->family_id = id_field(a, subjects[1]);
    o->clsc_code = arena_text(a, e->clsc_code);
    o->key_worker_due_ms = key_worker_due(d, e, t);
    o->enrolled_ms = owed_from_ms(e, t);
    o->taken_over = e->taken_over_on != NULL;
    o->moves = e->moves;
    o->personal->family_number = arena_text(a, e->personal->family_number);
    if (e->personal->facts)
        o->personal->facts = follow_up_known(a, e->personal->facts, NULL, day_at(civil_zone(t), from->at_ms));
    emit_for(d, subjects[1], subjects, 2, &o->base);
    scheduling_take_over(d, e, o);
}

void scheduling_on_follow_up_opened(struct apply *a, const struct record *r, const scheduling__follow_up_opened *e) {
    struct arena *arena = arena_of(a);
    struct id enrolment_id, family_id;
    if (!id_from(e->enrolment_id, &enrolment_id) || !id_from(e->family_id, &family_id)) return;
    scheduling_rows__follow_up *row = NEW_WITH_PERSONAL(arena, scheduling_rows__follow_up);
    row->version = id_field(arena, r->id);
    row->record = r->seq;
    row->family_id = row->sealed_for = e->family_id;
    row->clsc_code = scheduling_clsc_now(VIEW(a), family_id, e->clsc_code); /* held back, she may be an alias by now */
    row->state = FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    row->personal->family_number = e->personal->family_number;
    row->personal->enrolled_ms = e->enrolled_ms;
    row->taken_over = e->taken_over;
    row->moves = e->moves;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(enrolment_id)), row);
    scheduling_family_put_latest(a, family_id, e->enrolment_id);
    deadline_set(a, &scheduling_key_worker, enrolment_id, e->key_worker_due_ms);
}

/* An apply cannot refuse: NULL, when there is no such follow-up, changes nothing. */
static scheduling_rows__follow_up *changed(struct apply *a, const struct record *r, ProtobufCBinaryData enrolment,
                                           struct id *enrolment_id) {
    if (!id_from(enrolment, enrolment_id)) return NULL;
    scheduling_rows__follow_up *row = row_get(VIEW(a), &scheduling_follow_ups, KEY(KEY_ID(*enrolment_id)));
    if (row) row->version = id_field(arena_of(a), r->id);
    return row;
}

/* ---- ended, and opened again ---- */

/* What was to take place before the end is still to be recorded by the worker. */
static void end_follow_up(struct decide *d, const struct record *from, const struct family_facts *f, bool in_error) {
    struct arena *a = arena_of(d);
    const struct crossed_by by =
        in_error ? (struct crossed_by){CROSSING_ENDED_IN_ERROR, from->at_ms, "Inscrite par erreur / Enrolled in error"}
                 : (struct crossed_by){CROSSING_ENDED, from->at_ms, "Fin du suivi / End of follow-up"};
    struct crossed_visits met = scheduling_crossed(d, f, &by);
    scheduling__follow_up_ended *ended = NEW(a, scheduling__follow_up_ended);
    ended->enrolment_id = id_field(a, f->enrolment_id);
    ended->family_id = id_field(a, f->family_id);
    ended->tell = met.tell;
    emit_about(d, (struct id[]){f->enrolment_id, f->family_id}, 2, &ended->base);
    scheduling_crossed_cancel(d, f, &by, &met);
    scheduling_team_say(d, f, &(struct team_change){.ended_ms = from->at_ms});
}

void scheduling_on_follow_up_ended(struct apply *a, const struct record *r, const scheduling__follow_up_ended *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->state = FOLLOW_UP_STATE_ENDED;
    row->personal->ended_ms = r->at_ms;
    row->to_tell |= e->tell;
    if (e->tell) row->personal->to_tell_since_ms = r->at_ms;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
    deadline_clear(a, &scheduling_key_worker, id);
}

/* The bond goes on. Where she who had it is gone, another is confirmed as of any family of hers (KEY_WORKER_LEFT). */
static void reopen_follow_up(struct decide *d, const intake__follow_up_told *e, const struct family_facts *f) {
    struct arena *a = arena_of(d);
    bool kept = *f->row->personal->key_worker;
    scheduling__follow_up_reopened *o = NEW(a, scheduling__follow_up_reopened);
    o->enrolment_id = id_field(a, f->enrolment_id);
    o->family_id = id_field(a, f->family_id);
    o->state = (scheduling__follow_up_state)sm_next(&follow_up_states, (int)f->row->state,
                                                    kept ? FOLLOW_UP_REOPEN_KEPT : FOLLOW_UP_REOPEN);
    if (!kept) o->key_worker_due_ms = key_worker_due(d, e, rules_on(VIEW(d), decide_today(d), NULL));
    emit_for(d, id_of(f->row->sealed_for), (struct id[]){f->enrolment_id, f->family_id}, 2, &o->base);
    if (kept) scheduling_team_say(d, f, &(struct team_change){.key_worker = f->row->personal->key_worker});
}

void scheduling_on_follow_up_reopened(struct apply *a, const struct record *r,
                                      const scheduling__follow_up_reopened *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->state = e->state;
    row->personal->ended_ms = 0;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
    scheduling_family_put_latest(a, id_of(row->family_id), e->enrolment_id);
    if (e->key_worker_due_ms) deadline_set(a, &scheduling_key_worker, id, e->key_worker_due_ms);
}

/* ---- handed over to another CLSC ---- */

/* As it is from this message on: what else was told with it meets that. */
static void hand_over(struct decide *d, const struct record *from, const intake__follow_up_told *e,
                      struct family_facts *f) {
    struct arena *a = arena_of(d);
    const struct crossed_by by = {CROSSING_MOVED, from->at_ms, "Suivie par un autre CLSC / Followed by another CLSC"};
    struct crossed_visits met = scheduling_crossed(d, f, &by);
    scheduling_rows__follow_up *row = message_copy(a, &f->row->base);
    scheduling__follow_up_handed_over *h = NEW_WITH_PERSONAL(a, scheduling__follow_up_handed_over);
    h->enrolment_id = id_field(a, f->enrolment_id);
    h->family_id = id_field(a, f->family_id);
    h->clsc_code = arena_text(a, e->clsc_code);
    h->from_clsc_code = row->clsc_code;
    h->moves = e->moves;
    h->state = (scheduling__follow_up_state)sm_next(&follow_up_states, (int)row->state, FOLLOW_UP_HAND_OVER);
    if (crossing(CROSSING_MOVED, CROSSING_NO_KEY_WORKER) == CROSSING_EXPECTED && h->state != FOLLOW_UP_STATE_ENDED)
        h->key_worker_due_ms = key_worker_due(d, e, rules_on(VIEW(d), decide_today(d), NULL));
    h->personal->key_worker = row->personal->key_worker;
    emit_for(d, id_of(row->sealed_for), (struct id[]){f->enrolment_id, f->family_id}, 2, &h->base);
    scheduling_crossed_cancel(d, f, &by, &met);
    row->state = h->state;
    row->clsc_code = h->clsc_code;
    row->moves = h->moves;
    row->personal->key_worker = "";
    f->row = row;
    scheduling_seen_say(d, f, &(struct seen_change){.key_worker = ""});
    scheduling_team_dissolve(d, f->family_id);
}

static void leave(struct arena *a, scheduling_rows__follow_up *row, const char *clsc_code) {
    for (size_t i = 0; i < row->n_left_clsc_codes; i++)
        if (strcmp(row->left_clsc_codes[i], clsc_code) == 0) return;
    APPEND(a, row, left_clsc_codes, clsc_code);
}

void scheduling_on_follow_up_handed_over(struct apply *a, const struct record *r,
                                         const scheduling__follow_up_handed_over *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->state = e->state;
    row->clsc_code = e->clsc_code;
    row->moves = e->moves;
    row->handed_over = r->seq;
    row->key_worker_overdue = false;
    row->confirmed = 0;
    row->personal->key_worker = "";
    row->key_worker_hash = (ProtobufCBinaryData){0, NULL};
    leave(arena_of(a), row, e->from_clsc_code);
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
    if (e->key_worker_due_ms) deadline_set(a, &scheduling_key_worker, id, e->key_worker_due_ms);
}

/* ---- a person has told her of it ---- */

int scheduling_record_family_told(struct decide *d, const scheduling__record_family_told_request *in,
                                  scheduling__record_family_told_reply *out) {
    struct arena *a = arena_of(d);
    struct id id;
    struct family_facts f;
    if (!id_from(in->enrolment_id, &id) || !scheduling_family_of_enrolment(VIEW(d), id, &f)) return REASON_NOT_FOUND;
    int reason = version_check(d, f.row->version, in->version);
    if (reason) return reason;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!f.row->to_tell) return REASON_FAMILY_KNOWS;
    scheduling__family_told *e = NEW_WITH_PERSONAL(a, scheduling__family_told);
    e->enrolment_id = in->enrolment_id;
    e->family_id = f.row->family_id;
    e->personal->note = in->note;
    out->version = id_field(a, emit_for(d, id_of(f.row->sealed_for), (struct id[]){id, f.family_id}, 2, &e->base));
    return 0;
}

void scheduling_on_family_told(struct apply *a, const struct record *r, const scheduling__family_told *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->to_tell = false;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
}

/* ---- what intake tells ---- */

/* Erased meanwhile, it tells nothing new. */
static void change_facts(struct decide *d, const struct record *from, const intake__follow_up_told *e,
                         const struct family_facts *f) {
    struct arena *a = arena_of(d);
    if (!e->personal->facts) return;
    day today = day_at(civil_zone(rules_on(VIEW(d), decide_today(d), NULL)), from->at_ms);
    scheduling__follow_up_changed *c = NEW_WITH_PERSONAL(a, scheduling__follow_up_changed);
    c->enrolment_id = id_field(a, f->enrolment_id);
    c->family_id = id_field(a, f->family_id);
    c->personal->facts = follow_up_known(a, e->personal->facts, f->told, today);
    const struct follow_up_news news = follow_up_news(a, f->told, c->personal->facts);
    c->personal->contact_changed = news.contact;
    c->personal->holder_changed = news.holder;
    c->personal->interpreter_asked = news.interpreter;
    if (f->told && span_equal(message_pack(a, &c->personal->facts->base), message_pack(a, &f->told->base))) return;
    emit_for(d, id_of(f->row->sealed_for), (struct id[]){f->enrolment_id, f->family_id}, 2, &c->base);
    if (!follow_up_lost(f->told, c->personal->facts)) return;
    const struct crossed_by by = {CROSSING_LOSS, from->at_ms, "À convenir avec elle / To be agreed with her"};
    struct crossed_visits met = scheduling_crossed(d, f, &by);
    scheduling_crossed_cancel(d, f, &by, &met);
}

void scheduling_on_follow_up_changed(struct apply *a, const struct record *r, const scheduling__follow_up_changed *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->changed_record = r->seq;
    if (e->personal->contact_changed) row->personal->contact_changed = r->seq;
    if (e->personal->holder_changed) row->personal->holder_changed = r->seq;
    if (e->personal->interpreter_asked) row->personal->interpreter_asked = r->seq;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
}

/* Of a follow-up that was never open here an end says nothing. Told again, after a restore and when its id was
 * forgotten (90 days), nothing is done. */
int scheduling_follow_follow_up_told(struct decide *d, const struct record *from, const intake__follow_up_told *e) {
    struct id subjects[2];
    struct family_facts f;
    bool ends = e->standing == FOLLOW_UP_STANDING_ENDED;
    if (!id_from(e->enrolment_id, &subjects[0]) || !id_from(e->family_id, &subjects[1])) return REASON_ID_INVALID;
    bool known = scheduling_family_of_enrolment(VIEW(d), subjects[0], &f);
    if (!known && !ends) open_follow_up(d, from, e, subjects);
    if (!known) return 0;
    bool ended = f.row->state == FOLLOW_UP_STATE_ENDED;
    if (e->moves != f.row->moves) hand_over(d, from, e, &f);
    if (!ends || !ended) change_facts(d, from, e, &f);
    if (ends && !ended) end_follow_up(d, from, &f, e->personal->in_error);
    if (!ends && ended) reopen_follow_up(d, e, &f);
    return 0;
}

/* ---- the key worker ---- */

void scheduling_on_key_worker_confirmed(struct apply *a, const struct record *r,
                                        const scheduling__key_worker_confirmed *e) {
    struct id id;
    scheduling_rows__follow_up *row = changed(a, r, e->enrolment_id, &id);
    if (!row) return;
    row->state = FOLLOW_UP_STATE_FOLLOWED;
    row->personal->key_worker = e->personal->worker;
    row->confirmed = r->seq;
    row->key_worker_hash = scheduling_key_worker_hash(VIEW(a), e->personal->worker);
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
    deadline_clear(a, &scheduling_key_worker, id);
}

/* Answered 0 with nothing to say when somebody was chosen in the meantime. Fires once: nothing sets it again. */
int scheduling_key_worker_due(struct decide *d, const struct due *due) {
    struct family_facts f;
    if (!scheduling_family_of_enrolment(VIEW(d), due->thing, &f)) return 0;
    if (sm_next(&follow_up_states, (int)f.row->state, FOLLOW_UP_OVERDUE) < 0) return 0;
    scheduling_seen_say(d, &f, &(struct seen_change){.overdue = true});
    return 0;
}

/* ---- whose it is ---- */

struct owned scheduling_owner_of_enrolment(struct view *v, ProtobufCBinaryData id) {
    struct id enrolment;
    const scheduling_rows__follow_up *row =
        id_from(id, &enrolment) ? row_get(v, &scheduling_follow_ups, KEY(KEY_ID(enrolment))) : NULL;
    return row ? (struct owned){row->clsc_code, scheduling_family_now(v, id_of(row->family_id))} : (struct owned){0};
}

struct owned scheduling_owner_of_family(struct view *v, ProtobufCBinaryData id) {
    struct id family;
    struct family_facts f;
    bool known = id_from(id, &family) && scheduling_family_of(v, family, &f);
    return known ? (struct owned){f.row->clsc_code, scheduling_family_now(v, family)} : (struct owned){0};
}
