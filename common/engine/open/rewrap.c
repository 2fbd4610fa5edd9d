/* Another wrapping key, and another key of look-ups: what older copies of the store and its vault hold is worth nothing
 * once the old wrapping key is destroyed.
 *
 *   the note: by which key, which look-ups ─▶ vault_rewrap: one file in place of the other
 *     ─▶ one commit: the look-up key of the note, and rows that are of no layout ─▶ the rows anew (layout.c)
 *     ─▶ the first turn: KeysRewrapped, and no note (turn/rewrapped.c)
 *
 * A crash behind the first arrow leaves a note of a key that does not open the vault: it is thrown away. Behind any
 * other the vault opens by the key of the note, and the next start goes on from there. */
#include "engine/open/open.h"
#include "engine/turn/turn.h"

/* Of 32 bytes of chance: nobody finds them by it. */
static struct id key_hash(const struct engine *e, const struct wrapping_key *key) {
    return id_derive("sippe wrapping key", id_span(&e->journal), span_of(key->bytes, sizeof key->bytes),
                     (struct span){NULL, 0});
}

int rewrap_note(struct engine *e, const struct wrapping_key *key, struct id salt) {
    struct key name = KEY(KEY_TEXT("rewrapping"));
    struct engine_keys n;
    engine_keys(e, &n);
    engine_rows__rewrapping *note = NEW(&e->arena, engine_rows__rewrapping);
    note->key = id_field(&e->arena, key_hash(e, key));
    note->salt = id_field(&e->arena, salt);
    note->records = n.records;
    note->at_ms = e->now_ms;
    note->given = n.given;
    note->erased = n.erased;
    txn_put(turn_txn(e), TABLE_META, &name, message_pack(&e->arena, &note->base));
    return commit_outside_turn(e);
}

/* Hashes of telephones, names and codes stand in rows alone, put there by applies: a rebuild makes them with the key
 * that there is. */
static void lookups_anew(struct engine *e, struct txn *t, struct id salt) {
    struct key lookup = KEY(KEY_TEXT("lookup")), layout = KEY(KEY_TEXT("layout")), none = KEY(KEY_U64(0));
    uint8_t before[LOOKUP_KEY_LEN];
    memcpy(before, e->lookup_key, sizeof before);
    lookup_key_draw(salt, e->lookup_key);
    if (memcmp(before, e->lookup_key, sizeof before) == 0) return; /* a run before this one came as far */
    txn_put(t, TABLE_META, &lookup, span_of(e->lookup_key, sizeof e->lookup_key));
    txn_put(t, TABLE_META, &layout, key_span(&none));
}

int rewrap_take(struct engine *e, struct txn *t) {
    struct key name = KEY(KEY_TEXT("rewrapping"));
    const engine_rows__rewrapping *note = rewrapping_read(t, &e->arena);
    if (!note) return t->err;
    e->rewrapped_due = id_equal(id_of(note->key), key_hash(e, e->options.wrapping));
    if (e->rewrapped_due)
        lookups_anew(e, t, id_of(note->salt));
    else
        txn_delete(t, TABLE_META, &name);
    return t->err;
}

/* What an earlier change left to be recorded comes first: there is one note. */
int engine_rewrap(struct engine *e, const struct wrapping_key *key, struct id salt) {
    int err = rewrapped_run(e);
    if (!err) err = e->rewrapped_due ? ERR_FULL : rewrap_note(e, key, salt);
    if (!err) err = vault_rewrap(e->vault, key);
    if (err) return err;
    lookups_anew(e, turn_txn(e), salt);
    err = commit_outside_turn(e);
    e->rewrapped_due = true;
    return err ? err : engine_layout(e);
}

void engine_keys(const struct engine *e, struct engine_keys *out) {
    struct vault_counts counts = vault_counts(e->vault);
    *out = (struct engine_keys){.records = e->seq, .given = counts.given, .erased = counts.erased};
}
