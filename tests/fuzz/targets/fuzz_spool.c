/* A spool file, as it is or, with the first byte odd, as lines that are sealed and whose checksums are right, but for the
 * one that the second byte names: two bytes of length, then the line. */
#include <string.h>
#include "fault.h"
#include "fuzz.h"
#include "cli/push/spool.h"

static const struct spool_key *desk_key(void) {
    static const struct key_pair pair = {.public_key = "the public half", .secret_key = "the secret half"};
    static struct spool_key key;
    if (!key.magic[0]) spool_key_make(&pair, &key);
    return &key;
}

static struct span put(struct span file, struct span more) {
    memcpy((uint8_t *)(uintptr_t)file.data + file.len, more.data, more.len);
    return span_of(file.data, file.len + more.len);
}

static struct span file_of(struct arena *a, const uint8_t *data, size_t len, uint8_t damaged) {
    uint8_t head[SPOOL_HEAD];
    struct span file = span_of(arena_alloc(a, SPOOL_MAGIC_LEN + len * (SPOOL_HEAD + seal_size(1))), 0);
    file = put(file, spool_magic(desk_key()));
    for (unsigned i = 0; len >= 2; i++) {
        size_t n = (size_t)(data[0] | data[1] << 8);
        if (n > len - 2) n = len - 2;
        struct span sealed = spool_seal(a, desk_key(), span_of(data + 2, n));
        spool_frame_head(head, sealed);
        if (i == damaged) head[SPOOL_HEAD / 2] ^= 1;
        file = put(put(file, span_of(head, sizeof head)), sealed);
        data += 2 + n;
        len -= 2 + n;
    }
    return file;
}

/* The frames alone that open, as a spool that was mended has them. */
static struct span whole_of(struct arena *a, struct span file) {
    struct spool_reader r;
    struct span frame;
    size_t place;
    struct span out = span_of(arena_alloc(a, SPOOL_MAGIC_LEN + file.len), 0);
    out = put(out, spool_magic(desk_key()));
    if (!spool_reader_open(&r, file, spool_magic(desk_key()))) return out;
    while (spool_reader_next(&r, &frame, &place)) {
        if (frame.data != file.data + place) fault("a frame stands elsewhere than it is said to");
        if (spool_unseal(a, desk_key(), spool_frame_body(frame)).len) out = put(out, frame);
    }
    if (r.damage.cut + r.damage.bytes > file.len + 1) fault("more damage than there are bytes");
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 2) return 0;
    struct arena a;
    arena_init(&a);
    struct spool_state state = {.arena = &a, .key = desk_key()}, again = state;
    struct spool_damage damage = {0}, none = {0};
    struct span file = data[0] & 1 ? file_of(&a, data + 2, len - 2, data[1]) : span_of(data + 2, len - 2);
    int rc = spool_read(&state, file, NULL, &damage);
    for (size_t i = 0; i < state.n; i++)
        if (spool_find(&state, state.list[i].id) != &state.list[i]) fault("entry %zu is not found by its id", i);
    if (rc && state.n) fault("entries of what is no spool of ours");
    if (spool_read(&again, whole_of(&a, file), NULL, &none) || none.cut || none.bytes || again.n != state.n)
        fault("what is whole alone reads otherwise");
    arena_close(&a);
    return 0;
}
