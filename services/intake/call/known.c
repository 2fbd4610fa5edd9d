#include "intake/call/known.h"

#include <string.h>
#include "intake/call/match.h"

/* The hash is of the number alone: two CLSC may count alike. */
const intake_rows__screening *intake_call_find(struct view *v, const intake__screening *answers, struct id *id) {
    const intake_rows__screening *found = NULL, *row;
    struct id hash;
    struct key key;
    if (!intake_hash_reference(v, answers->local_reference, &hash)) return NULL;
    struct row_scan *s = row_scan(v, &intake_screenings_by_hash, KEY(KEY_ID(hash)), NULL);
    while (row_next(s, &key, NULL)) {
        struct id one = key_id_at(&key, ID_LEN);
        row = row_get(v, &intake_screenings, KEY(KEY_ID(one)));
        if (!row || strcmp(row->clsc_code, answers->call->clsc_code) != 0) continue;
        *id = one;
        found = row;
        break;
    }
    if (found) row_scan_end(s);
    return found;
}

bool intake_call_same(struct view *v, const intake_rows__screening *row, const intake__screening *answers) {
    const struct last_word last = intake_last_word(v, row);
    struct arena *a = view_arena(v);
    return last.answers && span_equal(message_pack(a, &last.answers->base), message_pack(a, &answers->base));
}
