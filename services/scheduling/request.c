#include "scheduling/request.h"

enum { WORKERS_MOST = 4 };
static const int64_t last_ms = INT64_C(7258118400000); /* 2200-01-01 */

bool scheduling_request_id(struct decide *d, ProtobufCBinaryData field, const char *path, struct id *out) {
    if (id_from(field, out)) return true;
    violation(d, path, field.len ? REASON_ID_INVALID : REASON_FIELD_REQUIRED);
    return false;
}

void scheduling_request_by(struct decide *d, const char *by) {
    if (!by[0]) violation(d, "by", REASON_FIELD_REQUIRED);
    scheduling_request_text(d, by, "by", NAME_MAX_LEN);
}

void scheduling_request_text(struct decide *d, const char *text, const char *path, size_t most) {
    if (strlen(text) > most) violation(d, path, REASON_TEXT_TOO_LONG);
}

void scheduling_request_instant(struct decide *d, const sippe__instant *at, const char *path, bool required) {
    if (!at && required) violation(d, path, REASON_FIELD_REQUIRED);
    if (at && (at->ms < 0 || at->ms >= last_ms)) violation(d, path, REASON_TIME_INVALID);
}

void scheduling_request_workers(struct decide *d, const char *const *workers, size_t n) {
    if (n > WORKERS_MOST) violation(d, "workers", REASON_TOO_MANY);
    for (size_t i = 0; i < n && i < WORKERS_MOST; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(workers[i], workers[j]) == 0)
                violation(d, arena_printf(arena_of(d), "workers[%zu]", i), REASON_DUPLICATE);
}
