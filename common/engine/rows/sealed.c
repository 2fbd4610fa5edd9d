/* Sealing for a subject, in the place where it stands. Whose key is in which slot stands in the store as well as in the
 * vault, because a loss of power may take from the vault what the store has named since its last flush. */
#include "engine/erase/erase.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- which slot ---- */

static bool is_noted(const struct slots_noted *n, uint64_t slot) {
    return slot / 8 < n->len && n->bits[slot / 8] & 1u << slot % 8;
}

static void note(struct slots_noted *n, uint64_t slot) {
    size_t at = slot / 8;
    if (at >= n->len) {
        size_t len = 2 * at + 64;
        n->bits = realloc(n->bits, len);
        if (!n->bits) abort();
        memset(n->bits + n->len, 0, len - n->len);
        n->len = len;
    }
    n->bits[at] |= (uint8_t)(1u << slot % 8);
}

void slots_doubt(struct engine *e) {
    if (e->slots.len) memset(e->slots.bits, 0, e->slots.len);
}

/* A turn that was taken back has given the slot all the same, and she keeps it. */
static void slot_note(struct view *v, struct id subject, uint64_t slot) {
    struct key key = KEY(KEY_U64(slot));
    struct span value;
    if (!txn_get(v->txn, TABLE_SLOT, &key, &value)) {
        engine_rows__slot *row = NEW(v->arena, engine_rows__slot);
        row->subject = id_field(v->arena, subject);
        txn_put(v->txn, TABLE_SLOT, &key, message_pack(v->arena, &row->base));
    }
    note(&v->e->slots, slot);
}

int subject_keys(struct view *v, struct id subject, uint64_t *slot, const struct seal_keys **keys) {
    int err = vault_give(v->e->vault, subject, slot);
    if (!err && !is_noted(&v->e->slots, *slot)) slot_note(v, subject, *slot);
    return err ? err : vault_keys(v->e->vault, *slot, keys);
}

bool subject_is_erased(const struct engine *e, struct id subject) {
    return (e->n_closed && closed_is(e, subject)) || vault_is_erased(e->vault, subject);
}

/* ---- sealing ---- */

static struct seal_place place_of(const struct engine *e, const struct sealing *s) {
    return (struct seal_place){.table = span_text(s->table),
                               .journal = e->journal,
                               .name = s->name,
                               .type = span_text(s->type),
                               .subject = s->subject};
}

struct span seal(struct view *v, const struct sealing *s, struct span text, uint64_t *slot) {
    const struct seal_keys *keys;
    int err = subject_keys(v, s->subject, slot, &keys);
    if (err) {
        if (!v->txn->err) v->txn->err = err;
        return (struct span){NULL, 0};
    }
    struct seal_place place = place_of(v->e, s);
    size_t len = seal_size(text.len);
    uint8_t *out = arena_take(v->arena, len);
    seal_text(keys, &place, text, out);
    return span_of(out, len);
}

int unseal(struct view *v, const struct sealing *s, uint64_t slot, struct span sealed, struct span *text) {
    const struct seal_keys *keys;
    *text = (struct span){NULL, 0};
    size_t room = seal_room(sealed.len), len;
    int err = vault_keys(v->e->vault, slot ? slot : vault_find(v->e->vault, s->subject), &keys);
    if (err == ERR_NOTFOUND || (!err && !room)) return ERR_CORRUPT;
    if (err) return err;
    struct seal_place place = place_of(v->e, s);
    uint8_t *out = arena_take(v->arena, room);
    err = seal_open(keys, &place, sealed, out, &len);
    *text = span_of(out, len);
    return err;
}

/* ---- damage ---- */

void damaged_record(struct engine *e, uint64_t seq) {
    snprintf(e->damaged, sizeof e->damaged, "record %llu", (unsigned long long)seq);
    e->counters.damaged++;
}

void damaged_row(struct engine *e, const char *table, const struct key *key) {
    char hex[33];
    id_hex(id_derive("sippe damaged row", key_span(key), (struct span){NULL, 0}, (struct span){NULL, 0}), hex);
    snprintf(e->damaged, sizeof e->damaged, "table %s, row %.8s", table, hex);
    e->counters.damaged++;
}

void damaged_key(struct engine *e, uint64_t slot) {
    snprintf(e->damaged, sizeof e->damaged, "slot %llu of the vault", (unsigned long long)slot);
    e->counters.damaged++;
}
