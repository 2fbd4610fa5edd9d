/* A spool file, as it is or, with the first byte odd, as lines whose checksums are right: two bytes of length, then the
 * line. */
#include <string.h>
#include "base/id.h"
#include "fault.h"
#include "fuzz.h"
#include "cli/push/spool.h"

#define MAGIC "sippe-spool-1\n"
enum { HEAD = 12 };

static size_t line_put(uint8_t *out, struct span line) {
    struct id sum = id_derive("sippe.spool.line", line, span_of("", 0), span_of("", 0));
    for (size_t i = 0; i < 4; i++) out[i] = (uint8_t)(line.len >> (8 * i));
    memcpy(out + 4, sum.bytes, 8);
    if (line.len) memcpy(out + HEAD, line.data, line.len);
    return HEAD + line.len;
}

static struct span file_of(struct arena *a, const uint8_t *data, size_t len) {
    uint8_t *file = arena_alloc(a, sizeof MAGIC + len * (HEAD + 1)), *at = file;
    memcpy(at, MAGIC, sizeof MAGIC - 1);
    at += sizeof MAGIC - 1;
    while (len >= 2) {
        size_t line = (size_t)(data[0] | data[1] << 8);
        if (line > len - 2) line = len - 2;
        at += line_put(at, span_of(data + 2, line));
        data += 2 + line;
        len -= 2 + line;
    }
    return span_of(file, (size_t)(at - file));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    struct arena a;
    struct spool_state state, again;
    arena_init(&a);
    struct span file = data[0] & 1 ? file_of(&a, data + 1, len - 1) : span_of(data + 1, len - 1);
    size_t whole = spool_read(&state, &a, file);
    if (whole > file.len) fault("more whole bytes than there are");
    for (size_t i = 0; i < state.n; i++)
        if (spool_find(&state, state.list[i].id) != &state.list[i]) fault("entry %zu is not found by its id", i);
    if (spool_read(&again, &a, span_of(file.data, whole)) != whole || again.n != state.n)
        fault("the whole part alone reads otherwise");
    arena_close(&a);
    return 0;
}
