#include "store/frame.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "base/err.h"

static void put(uint8_t *at, uint64_t v, size_t len) {
    for (size_t i = 0; i < len; i++) at[i] = (uint8_t)(v >> (8 * i));
}

static uint64_t get(const uint8_t *at, size_t len) {
    uint64_t v = 0;
    for (size_t i = len; i-- > 0;) v = v << 8 | at[i];
    return v;
}

/* Not against a forger, who could write data.mdb as well, but against what a disk does: a sector that is old, of
 * another file, or zero. */
static uint64_t check_of(const uint8_t *frame, size_t len, uint64_t lineage) {
    uint8_t key[crypto_shorthash_KEYBYTES] = "........log.sipp", out[crypto_shorthash_BYTES];
    put(key, lineage, 8);
    crypto_shorthash(out, frame + 8, len - 8, key);
    return get(out, sizeof out);
}

static int room(struct frame_buffer *b, size_t more) {
    if (b->capacity - b->len >= more) return 0;
    size_t capacity = b->capacity ? 2 * b->capacity : 64 << 10;
    while (capacity - b->len < more) capacity *= 2;
    uint8_t *bytes = realloc(b->bytes, capacity);
    if (!bytes) return ERR_NOMEM;
    b->bytes = bytes;
    b->capacity = capacity;
    return 0;
}

int frame_begin(struct frame_buffer *b) {
    b->len = 0;
    if (room(b, FRAME_HEADER)) return ERR_NOMEM;
    b->len = FRAME_HEADER;
    return 0;
}

int frame_add(struct frame_buffer *b, struct span bytes) {
    if (room(b, bytes.len)) return ERR_NOMEM;
    if (bytes.len) memcpy(b->bytes + b->len, bytes.data, bytes.len);
    b->len += bytes.len;
    return 0;
}

int frame_add_row(struct frame_buffer *b, const struct frame_row *row) {
    if (room(b, FRAME_ROW_HEADER + row->key.len + row->value.len)) return ERR_NOMEM;
    uint8_t *at = b->bytes + b->len;
    at[0] = row->is_deleted;
    at[1] = row->table;
    put(at + 2, row->key.len, 2);
    put(at + 4, row->value.len, 4);
    b->len += FRAME_ROW_HEADER;
    frame_add(b, row->key);
    return frame_add(b, row->value);
}

void frame_seal(struct frame_buffer *b, const struct frame *f) {
    uint8_t *at = b->bytes;
    put(at + 8, f->number, 8);
    put(at + 16, f->lineage, 8);
    put(at + 24, b->len - FRAME_HEADER, 4);
    put(at + 28, f->kind, 4);
    put(at + 32, (uint64_t)f->at_ms, 8);
    put(at + 40, f->seq, 8);
    put(at, check_of(at, b->len, f->lineage), 8);
}

void frame_buffer_free(struct frame_buffer *b) {
    free(b->bytes);
    *b = (struct frame_buffer){.bytes = NULL};
}

size_t frame_end(struct span bytes) {
    if (bytes.len < FRAME_HEADER) return 0;
    uint64_t end = FRAME_HEADER + get(bytes.data + 24, 4);
    return end <= bytes.len ? (size_t)end : 0;
}

size_t frame_read(struct span bytes, uint64_t lineage, struct frame *out) {
    size_t end = frame_end(bytes);
    const uint8_t *at = bytes.data;
    if (!end || get(at + 16, 8) != lineage || get(at, 8) != check_of(at, end, lineage)) return 0;
    uint64_t kind = get(at + 28, 4);
    if (kind < FRAME_ROWS || kind > FRAME_CLOSED) return 0;
    *out = (struct frame){.number = get(at + 8, 8),
                          .lineage = lineage,
                          .kind = (enum frame_kind)kind,
                          .at_ms = (int64_t)get(at + 32, 8),
                          .seq = get(at + 40, 8),
                          .payload = span_of(at + FRAME_HEADER, end - FRAME_HEADER)};
    return end;
}

bool frame_next_row(struct span *payload, struct frame_row *out, bool *is_sound) {
    *is_sound = true;
    if (payload->len == 0) return false;
    *is_sound = false;
    if (payload->len < FRAME_ROW_HEADER) return false;
    const uint8_t *at = payload->data;
    size_t key = get(at + 2, 2), value = get(at + 4, 4);
    if (at[0] > 1 || key == 0 || payload->len - FRAME_ROW_HEADER < key + value) return false;
    *out = (struct frame_row){.is_deleted = at[0] != 0,
                              .table = at[1],
                              .key = span_of(at + FRAME_ROW_HEADER, key),
                              .value = span_of(at + FRAME_ROW_HEADER + key, value)};
    payload->data += FRAME_ROW_HEADER + key + value;
    payload->len -= FRAME_ROW_HEADER + key + value;
    *is_sound = true;
    return true;
}
