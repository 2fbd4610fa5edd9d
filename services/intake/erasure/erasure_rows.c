/* How an erasure is found and put back. */
#include "civil/family_number.h"
#include "intake/call/number.h"
#include "intake/erasure/erasure.h"
#include "intake/work/work.h"

const intake_rows__erasure *intake_erasure_open(struct view *v, ProtobufCBinaryData family, struct id *id) {
    const intake_rows__erasure *row = NULL;
    struct key key;
    struct row_scan *s = row_scan(v, &intake_erasures_of_family, KEY(KEY_ID(id_of(family))), NULL);
    while (row_next(s, &key, NULL)) {
        *id = key_id_at(&key, ID_LEN + 8);
        row = row_get(v, &intake_erasures, KEY(KEY_ID(*id)));
        if (!row || row->state != ERASURE_STATE_PROPOSED) continue;
        row_scan_end(s);
        return row;
    }
    return NULL;
}

static bool is_done(const intake_rows__erasure *row) { return row && row->state >= ERASURE_STATE_CONFIRMED; }

const intake_rows__erasure *intake_erasure_of_number(struct view *v, const char *number, struct id *id) {
    uint64_t n;
    struct key key;
    if (!family_number_parse(number, &n)) return NULL;
    struct id hash = intake_number_hash(v, family_number_text(view_arena(v), n));
    struct row_scan *s = row_scan(v, &intake_erasures_by_number, KEY(KEY_ID(hash)), NULL);
    bool found = row_next(s, &key, NULL);
    row_scan_end(s);
    if (!found) return NULL;
    *id = key_id_at(&key, ID_LEN);
    const intake_rows__erasure *row = row_get(v, &intake_erasures, KEY(KEY_ID(*id)));
    return is_done(row) ? row : NULL;
}

/* The newest is the one that was confirmed: after it there can be none. */
const intake_rows__erasure *intake_erasure_of_family(struct view *v, ProtobufCBinaryData family, struct id *id) {
    if (!subject_was_erased(v, id_of(family), id)) return NULL;
    const intake_rows__erasure *row = row_get(v, &intake_erasures, KEY(KEY_ID(*id)));
    return is_done(row) ? row : NULL;
}

void intake_erasure_put(struct apply *a, struct id id, intake_rows__erasure *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_erasures, KEY(KEY_ID(id)), row);
    intake_work_refresh_erasure(a, id, r->at_ms);
}

/* By the order of our own journal: what a daemon says comes to us in the order in which it did it. */
bool intake_erasure_is_rewrapped(struct view *v, const intake_rows__erasure *row, int daemon, uint64_t *noted) {
    uint64_t answered = (size_t)daemon < row->n_answered ? row->answered[daemon] : 0;
    const intake_rows__rewrap *last = row_get(v, &intake_rewraps, KEY(KEY_TEXT(daemon_names[daemon])));
    bool is = answered && last && last->covers > answered;
    if (is && noted) *noted = last->noted;
    return is;
}
