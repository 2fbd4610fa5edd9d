/* A sheet is taken back: what it made is closed, and what was recorded since is never lost by it. */
#include "base/character.h"
#include "intake/follow/enrolment.h"
#include "intake/call/match.h"
#include "intake/takeover/take_over.h"
#include "intake/work/work.h"

struct undoing {
    struct id ids[TAKE_OVER_ROWS_MAX];
    const intake_rows__take_over *rows[TAKE_OVER_ROWS_MAX];
    size_t n;
    int32_t left; /* to whom something else was recorded since */
};

static void gather(struct view *v, ProtobufCBinaryData batch, struct undoing *u) {
    struct key key;
    struct row_scan *s = row_scan(v, &intake_take_overs_of_batch, KEY(KEY_ID(id_of(batch))), NULL);
    while (u->n < TAKE_OVER_ROWS_MAX && row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        const intake_rows__take_over *row = row_get(v, &intake_take_overs, KEY(KEY_ID(id)));
        if (!row || row->undone) continue;
        if (intake_take_over_since(v, row)) {
            u->left++;
            continue;
        }
        u->ids[u->n] = id;
        u->rows[u->n++] = row;
    }
    row_scan_end(s);
}

static int may_undo(struct decide *d, const intake__undo_take_over_request *in, struct undoing *u) {
    struct id batch;
    check_id(d, "batch_id", in->batch_id, &batch);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!row_exists(VIEW(d), &intake_take_over_batches, KEY(KEY_ID(batch)))) return REASON_NOT_FOUND;
    gather(VIEW(d), in->batch_id, u);
    if (u->left && (!in->rest || !u->n)) return REASON_TAKE_OVER_TOUCHED;
    return u->n ? 0 : REASON_MOVE_ILLEGAL;
}

/* The end comes first, as it is scheduling's to hear; she is closed by the second. */
static void undo_one(struct decide *d, struct id id, const intake_rows__take_over *row, const char *reason) {
    struct arena *a = arena_of(d);
    struct id family = id_of(row->family_id), enrolment = id_of(row->enrolment_id);
    intake__enrolment_ended *ended = NEW_WITH_PERSONAL(a, intake__enrolment_ended);
    ended->enrolment_id = row->enrolment_id;
    ended->family_id = row->family_id;
    ended->personal->reason = END_REASON_ERROR;
    ended->personal->note = reason;
    emit_for(d, id_of(row->sealed_for), (struct id[]){enrolment, family}, 2, &ended->base);
    intake_enrolment_tell_end(d, row->enrolment_id, END_REASON_ERROR);
    intake__take_over_undone *e = NEW_WITH_PERSONAL(a, intake__take_over_undone);
    e->take_over_id = id_field(a, id);
    e->family_id = row->family_id;
    e->batch_id = row->batch_id;
    e->personal->reason = reason;
    emit_for(d, id_of(row->sealed_for), (struct id[]){id, family}, 2, &e->base);
}

int intake_undo_take_over(struct decide *d, const intake__undo_take_over_request *in,
                          intake__undo_take_over_reply *out) {
    struct undoing *u = arena_alloc(arena_of(d), sizeof *u);
    *u = (struct undoing){.n = 0};
    int reason = may_undo(d, in, u);
    if (reason) return reason;
    for (size_t i = 0; i < u->n; i++) undo_one(d, u->ids[i], u->rows[i], in->reason);
    out->undone = (int32_t)u->n;
    out->left = u->left;
    return 0;
}

/* The sheet's row is nobody's: it is counted where hers are gone, too. */
static void count_undone(struct apply *a, ProtobufCBinaryData batch) {
    struct key key = KEY(KEY_ID(id_of(batch)));
    intake_rows__take_over_batch *row = row_get(VIEW(a), &intake_take_over_batches, key);
    if (!row) return;
    row->undone++;
    ROW_PUT(a, &intake_take_over_batches, key, row);
}

void intake_on_take_over_undone(struct apply *a, const struct record *r, const intake__take_over_undone *e) {
    struct key key = KEY(KEY_ID(id_of(e->take_over_id)));
    intake_rows__take_over *row = row_get(VIEW(a), &intake_take_overs, key);
    intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    count_undone(a, e->batch_id);
    if (!row || !family) return;
    row->undone = r->seq;
    ROW_PUT(a, &intake_take_overs, key, row);
    family->undone = true;
    family->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
    intake_lookup_replace(a, id_of(e->take_over_id), NULL, NULL);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
}
