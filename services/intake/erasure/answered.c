/* What the daemons say of an erasure, and the operator of the keys: provisional, then final. */
#include "base/daemons.h"
#include "intake/erasure/erasure.h"

/* A daemon's own records are its own: their actor says whose. */
static const char *daemon_of(struct id actor) {
    for (int i = 0; i < DAEMONS; i++)
        if (id_equal(actor, member_of_name(daemon_names[i]))) return daemon_names[i];
    return "";
}

/* Of an erasure that is not known there is nothing to count: a tombstone that is older than this store. */
int intake_follow_subject_erased_done(struct decide *d, const struct record *from, const node__subject_erased_done *e) {
    if (!intake_erasure_row(VIEW(d), e->erasure_id)) return 0;
    intake__erasure_answered *out = NEW(arena_of(d), intake__erasure_answered);
    out->erasure_id = e->erasure_id;
    out->daemon = daemon_of(from->actor);
    EMIT(d, id_of(e->erasure_id), out);
    return 0;
}

int intake_follow_keys_rewrapped(struct decide *d, const struct record *from, const node__keys_rewrapped *e) {
    (void)from;
    intake__keys_rewrapped_noted *out = NEW(arena_of(d), intake__keys_rewrapped_noted);
    out->daemon = e->journal;
    EMIT(d, member_of_name(e->journal), out);
    return 0;
}

/* ---- the operator ---- */

static bool is_final_with(struct view *v, const intake_rows__erasure *row) {
    for (int i = 0; i < DAEMONS; i++)
        if (!intake_erasure_is_rewrapped(v, row, i, NULL)) return false;
    return true;
}

/* Those that wait for nothing but this. They are as many as were erased since the last time. */
static struct id_list final_with(struct view *v) {
    struct id_list out = {arena_alloc(view_arena(v), (row_count(v, &intake_erasures) + 1) * sizeof(struct id)), 0};
    struct row_scan *s = row_scan(v, &intake_erasures_in_order, KEY(KEY_U8(ERASURE_STATE_PROVISIONAL)), NULL);
    struct key key;
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, 1 + 8);
        const intake_rows__erasure *row = row_get(v, &intake_erasures, KEY(KEY_ID(id)));
        if (row && is_final_with(v, row)) out.ids[out.n++] = id;
    }
    return out;
}

int intake_confirm_keys_destroyed(struct decide *d, const intake__confirm_keys_destroyed_request *in,
                                  intake__confirm_keys_destroyed_reply *out) {
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    out->finals = (int32_t)final_with(VIEW(d)).n;
    if (!out->finals) return REASON_KEYS_NOT_REWRAPPED;
    intake__keys_destroyed *e = NEW_WITH_PERSONAL(arena_of(d), intake__keys_destroyed);
    e->personal->note = in->note;
    EMIT(d, view_house(VIEW(d)), e);
    return 0;
}

/* ---- apply ---- */

static void answered(struct apply *a, const struct record *r, ProtobufCBinaryData erasure, const char *daemon) {
    intake_rows__erasure *row = intake_erasure_row(VIEW(a), erasure);
    int at = daemon_find(daemon);
    if (!row || at < 0 || (size_t)at >= row->n_answered || row->answered[at]) return;
    bool all = true;
    row->answered[at] = r->seq;
    for (size_t i = 0; i < row->n_answered; i++) all &= row->answered[i] != 0;
    if (all) row->state = ERASURE_STATE_PROVISIONAL;
    intake_erasure_put(a, id_of(erasure), row, r);
}

void intake_on_erasure_answered(struct apply *a, const struct record *r, const intake__erasure_answered *e) {
    answered(a, r, e->erasure_id, e->daemon);
}

/* Intake's own. */
void intake_on_subject_erased_done(struct apply *a, const struct record *r, const node__subject_erased_done *e) {
    subject_erased_done_put(a, e);
    answered(a, r, e->erasure_id, daemon_names[DAEMON_INTAKE]);
}

static void rewrapped(struct apply *a, const struct record *r, const char *daemon, uint64_t covers) {
    intake_rows__rewrap *row = NEW(arena_of(a), intake_rows__rewrap);
    row->noted = r->seq;
    row->covers = covers;
    ROW_PUT(a, &intake_rewraps, KEY(KEY_TEXT(daemon)), row);
}

void intake_on_keys_rewrapped_noted(struct apply *a, const struct record *r, const intake__keys_rewrapped_noted *e) {
    rewrapped(a, r, e->daemon, r->seq);
}

/* It is said at the start that follows, behind what was done since. */
void intake_on_keys_rewrapped(struct apply *a, const struct record *r, const node__keys_rewrapped *e) {
    rewrapped(a, r, daemon_names[DAEMON_INTAKE], e->records + 1);
}

void intake_on_keys_destroyed(struct apply *a, const struct record *r, const intake__keys_destroyed *e) {
    (void)e;
    struct id_list list = final_with(VIEW(a));
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__erasure *row = intake_erasure_row(VIEW(a), id_field(arena_of(a), list.ids[i]));
        row->state = ERASURE_STATE_FINAL;
        row->destroyed = r->seq;
        intake_erasure_put(a, list.ids[i], row, r);
    }
}
