/* What stands in the address of a GET. What is taken is never longer than it stood there, and is read as the same bytes
 * when it is written in the other way. */
#include <sodium.h>
#include <string.h>
#include "base/arena.h"
#include "fault.h"
#include "fuzz.h"
#include "gateway/connect/query.h"

static void again(struct arena *a, enum body_form form, struct span message) {
    size_t room = sodium_base64_encoded_len(message.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(a, room);
    sodium_bin2base64(text, room, message.data, message.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    const char *query =
        arena_printf(a, "connect=v1&encoding=%s&base64=1&message=%s", form == BODY_JSON ? "json" : "proto", text);
    enum body_form its_form;
    struct span its;
    int reason = query_read(a, span_text(query), &its_form, &its);
    if (reason || its_form != form || !span_equal(its, message)) fault("%s: %d", query, reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    struct arena a;
    enum body_form form;
    struct span message;
    arena_init(&a);
    struct span in = arena_span(&a, span_of(data, len));
    if (query_read(&a, in, &form, &message) == 0) {
        if (message.len > len) fault("longer than it stood there");
        again(&a, form, message);
    }
    arena_close(&a);
    return 0;
}
