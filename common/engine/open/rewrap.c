/* Another wrapping key, and another key of look-ups: what older copies of the store and its vault hold is worth nothing
 * once the old wrapping key is destroyed.
 *
 *   vault_rewrap: one file in place of the other ─▶ one commit: the new look-up key, and rows that are of no layout
 *     ─▶ the rows anew (layout.c)
 *
 * A crash behind the first arrow leaves a vault that opens by the new key alone, and the look-ups as they were: it is
 * done again, to the same effect. Behind the second the next start makes the rows. */
#include "engine/open/open.h"

/* Hashes of telephones, names and codes stand in rows alone, put there by applies: a rebuild makes them with the key
 * that there is. */
static int lookups_anew(struct engine *e, struct id salt) {
    struct txn *t = turn_txn(e);
    struct key lookup = KEY(KEY_TEXT("lookup")), layout = KEY(KEY_TEXT("layout")), none = KEY(KEY_U64(0));
    lookup_key_draw(salt, e->lookup_key);
    txn_put(t, TABLE_META, &lookup, span_of(e->lookup_key, sizeof e->lookup_key));
    txn_put(t, TABLE_META, &layout, key_span(&none));
    int err = commit_outside_turn(e);
    return err ? err : engine_layout(e);
}

int engine_rewrap(struct engine *e, const struct wrapping_key *key, struct id salt) {
    int err = vault_rewrap(e->vault, key);
    return err ? err : lookups_anew(e, salt);
}

void engine_keys(const struct engine *e, struct engine_keys *out) {
    struct vault_counts counts = vault_counts(e->vault);
    *out = (struct engine_keys){.records = e->seq, .given = counts.given, .erased = counts.erased};
}
