#include "intake/call/known.h"

#include "intake/access/access.h"
#include "intake/call/match.h"

static bool is_seen(struct view *v, const struct principal *p, const intake_rows__screening *row) {
    return row && intake_sees(v, p, row->clsc_code, row->family_id, SHOWS_ALL) == SHOWS_ALL;
}

/* The hash is of the number alone: two CLSC may count alike. */
const intake_rows__screening *intake_call_find(struct view *v, const struct principal *p,
                                               const intake__screening *answers, struct id *id) {
    const char *clsc = answers->call->clsc_code;
    const intake_rows__screening *found = NULL;
    struct id hash;
    struct key key;
    if (!intake_hash_reference(v, answers->local_reference, &hash)) return NULL;
    struct row_scan *s = row_scan(v, &intake_screenings_by_hash, intake_lookup_key(clsc, hash), NULL);
    while ((!found || !intake_call_same(v, found, answers)) && row_next(s, &key, NULL)) {
        struct id one = intake_lookup_said(&key);
        const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(one)));
        if (!is_seen(v, p, row)) continue;
        found = row;
        *id = one;
    }
    row_scan_end(s);
    return found;
}

bool intake_call_same(struct view *v, const intake_rows__screening *row, const intake__screening *answers) {
    const struct last_word last = intake_last_word(v, row);
    struct arena *a = view_arena(v);
    return last.answers && span_equal(message_pack(a, &last.answers->base), message_pack(a, &answers->base));
}
