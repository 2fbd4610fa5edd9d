/* A spool file, as it is or, with the first byte odd, as lines whose checksums are right, but for the one that the second
 * byte names: two bytes of length, then the line. */
#include <string.h>
#include "fault.h"
#include "fuzz.h"
#include "cli/push/spool.h"

static struct span file_of(struct arena *a, const uint8_t *data, size_t len, uint8_t damaged) {
    uint8_t *file = arena_alloc(a, SPOOL_MAGIC_LEN + len * (SPOOL_HEAD + 1)), *at = file;
    memcpy(at, SPOOL_MAGIC, SPOOL_MAGIC_LEN);
    at += SPOOL_MAGIC_LEN;
    for (unsigned i = 0; len >= 2; i++) {
        size_t n = (size_t)(data[0] | data[1] << 8);
        if (n > len - 2) n = len - 2;
        spool_frame_head(at, span_of(data + 2, n));
        memcpy(at + SPOOL_HEAD, data + 2, n);
        if (i == damaged) at[SPOOL_HEAD / 2] ^= 1;
        at += SPOOL_HEAD + n;
        data += 2 + n;
        len -= 2 + n;
    }
    return span_of(file, (size_t)(at - file));
}

/* The frames alone, as a spool that was mended has them. */
static struct span whole_of(struct arena *a, struct span file) {
    struct spool_reader r;
    struct span frame;
    size_t place;
    uint8_t *out = arena_alloc(a, SPOOL_MAGIC_LEN + file.len), *at = out + SPOOL_MAGIC_LEN;
    memcpy(out, SPOOL_MAGIC, SPOOL_MAGIC_LEN);
    if (!spool_reader_open(&r, file)) return span_of(out, SPOOL_MAGIC_LEN);
    while (spool_reader_next(&r, &frame, &place)) {
        if (frame.data != file.data + place) fault("a frame stands elsewhere than it is said to");
        memcpy(at, frame.data, frame.len);
        at += frame.len;
    }
    if (r.damage.cut + r.damage.bytes > file.len + 1) fault("more damage than there are bytes");
    return span_of(out, (size_t)(at - out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 2) return 0;
    struct arena a;
    struct spool_state state, again;
    struct spool_damage damage = {0}, none = {0};
    arena_init(&a);
    struct span file = data[0] & 1 ? file_of(&a, data + 2, len - 2, data[1]) : span_of(data + 2, len - 2);
    bool ours = spool_read(&state, &a, file, NULL, &damage);
    for (size_t i = 0; i < state.n; i++)
        if (spool_find(&state, state.list[i].id) != &state.list[i]) fault("entry %zu is not found by its id", i);
    if (!ours && state.n) fault("entries of what is no spool");
    if (!spool_read(&again, &a, whole_of(&a, file), NULL, &none) || none.cut || none.bytes || again.n != state.n)
        fault("what is whole alone reads otherwise");
    arena_close(&a);
    return 0;
}
