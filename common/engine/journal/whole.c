/* Is the journal whole: numbers without gaps, the chain, the streams that lead to it. */
#include "engine/journal/journal.h"

#include <stdio.h>

struct check {
    struct txn *txn;
    struct arena arena; /* of the record in hand */
    uint64_t seq;
    uint8_t chain[ID_LEN];
};

/* One way only: each record stands where it says. Rows of a stream that no record names are not looked for. */
static bool streams_hold(struct check *c, const sippe__record *r) {
    struct key own = KEY(KEY_U64(r->seq));
    for (size_t i = 0; i < r->n_streams; i++) {
        struct key key = KEY(KEY_TEXT(r->streams[i]->name), KEY_U64(r->streams[i]->n));
        struct span seq;
        if (!txn_get(c->txn, TABLE_STREAM, &key, &seq) || !span_equal(seq, key_span(&own))) return false;
    }
    return true;
}

static bool type_is_noted(struct check *c, const sippe__record *r) {
    struct key key = KEY(KEY_TEXT(r->type));
    struct span first;
    if (!txn_get(c->txn, TABLE_TYPE, &key, &first)) return false;
    struct key seq = key_from(first);
    return key_u64_at(&seq, 0) <= r->seq;
}

/* NULL, or what is wrong with this row of the journal. Packing it again without its chain gives the bytes that were
 * hashed: protobuf-c writes fields by their numbers, and keeps those that it does not know. */
static const char *record_fault(struct check *c, const struct key *key, struct span packed) {
    sippe__record *r = UNPACK_OWN(&c->arena, sippe__record, packed);
    if (!r) return "it cannot be read";
    if (key_u64_at(key, 0) != c->seq + 1 || r->seq != c->seq + 1) return "a number is missing before it";
    struct id given = id_of(r->chain);
    r->chain = (ProtobufCBinaryData){0, NULL};
    struct id chain = journal_chain(c->chain, message_pack(&c->arena, &r->base));
    if (!id_equal(chain, given)) return "its chain does not follow from the records before it";
    if (!type_is_noted(c, r)) return "its type is not in the list of types";
    if (!streams_hold(c, r)) return "a stream does not lead to it";
    c->seq = r->seq;
    memcpy(c->chain, chain.bytes, ID_LEN);
    return NULL;
}

/* The head is written apart from the records, in the same commit: records cut off at the end show by it alone. */
static bool head_holds(struct check *c) {
    struct key name = KEY(KEY_TEXT("head"));
    struct span head;
    if (!txn_get(c->txn, TABLE_META, &name, &head)) return c->seq == 0;
    struct key k = key_from(head);
    struct id chain = key_id_at(&k, 8);
    return key_u64_at(&k, 0) == c->seq && memcmp(chain.bytes, c->chain, ID_LEN) == 0;
}

int journal_check(struct txn *t, char fault[200]) {
    struct check c = {.txn = t};
    const char *wrong = NULL;
    arena_init(&c.arena);
    struct store_cursor cursor = cursor_open(t, TABLE_JOURNAL, &KEY_EMPTY, NULL);
    for (; !wrong && cursor_next(&cursor); arena_reset(&c.arena)) wrong = record_fault(&c, &cursor.key, cursor.value);
    cursor_close(&cursor);
    arena_close(&c.arena);
    if (!wrong && !t->err && !head_holds(&c)) wrong = "the journal does not end where it says";
    if (wrong) snprintf(fault, 200, "record %llu: %s", (unsigned long long)c.seq + 1, wrong);
    return wrong ? ERR_CORRUPT : t->err;
}
