#include "intake/call/known.h"

#include "intake/access/access.h"
#include "intake/call/match.h"

/* The hash is of the number alone: two CLSC may count alike. */
const intake_rows__screening *intake_call_find(struct view *v, const intake__screening *answers, struct id *id) {
    const char *clsc = answers->call->clsc_code;
    struct id hash;
    struct key key;
    if (!intake_hash_reference(v, answers->local_reference, &hash)) return NULL;
    struct row_scan *s = row_scan(v, &intake_screenings_by_hash, intake_lookup_key(clsc, hash), NULL);
    if (!row_next(s, &key, NULL)) return NULL;
    row_scan_end(s);
    *id = key_id_at(&key, intake_lookup_at(clsc));
    return row_get(v, &intake_screenings, KEY(KEY_ID(*id)));
}

bool intake_call_is_seen(struct view *v, const struct principal *p, const intake_rows__screening *row) {
    return intake_sees(v, p, row->clsc_code, row->family_id, SHOWS_ALL) == SHOWS_ALL;
}

bool intake_call_same(struct view *v, const intake_rows__screening *row, const intake__screening *answers) {
    const struct last_word last = intake_last_word(v, row);
    struct arena *a = view_arena(v);
    return last.answers && span_equal(message_pack(a, &last.answers->base), message_pack(a, &answers->base));
}
