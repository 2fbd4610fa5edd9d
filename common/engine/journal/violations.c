/* What is wrong with a request, told by the path of each field. */
#include "engine/journal/journal.h"

#define AHEAD_MS (5 * MINUTE_MS)
#define YEAR_MS  (366 * DAY_MS)
/* 2200-01-01: what dates of the contract reach. */
#define TIME_END_MS INT64_C(7258118400000)

int violation(struct decide *d, const char *path, int reason) {
    finding_add(&d->wrong, reason, path);
    return REASON_FIELDS_INVALID;
}

int violations_add(struct decide *d, const char *before, const struct findings *found) {
    findings_add(&d->wrong, before, found);
    return violations(d);
}

int violations(const struct decide *d) { return d->wrong.n ? REASON_FIELDS_INVALID : 0; }

void check_text(struct decide *d, const char *path, const char *text, size_t most) {
    if (strlen(text) > most) violation(d, path, REASON_TEXT_TOO_LONG);
}

bool check_id(struct decide *d, const char *path, ProtobufCBinaryData field, struct id *out) {
    *out = (struct id){{0}};
    if (id_from(field, out)) return true;
    violation(d, path, field.len ? REASON_ID_INVALID : REASON_FIELD_REQUIRED);
    return false;
}

day check_date(struct decide *d, const char *path, const sippe__date *date, bool required) {
    if (!date) {
        if (required) violation(d, path, REASON_FIELD_REQUIRED);
        return DAY_NONE;
    }
    day on = civil_day(date);
    if (on == DAY_NONE) violation(d, path, REASON_DATE_IMPOSSIBLE);
    return on;
}

/* Of something that was done: a year ago is a slip of the keyboard. */
void check_moment(struct decide *d, const char *path, const sippe__instant *t) {
    if (!t) return;
    if (t->ms > d->now_ms + AHEAD_MS) /* clocks of desks differ a little from ours */
        violation(d, path, REASON_DATE_IN_FUTURE);
    else if (t->ms < d->now_ms - YEAR_MS)
        violation(d, path, REASON_DATE_TOO_OLD);
}

void check_time(struct decide *d, const char *path, const sippe__instant *t, bool required) {
    if (!t && required) violation(d, path, REASON_FIELD_REQUIRED);
    if (t && (t->ms < 0 || t->ms >= TIME_END_MS)) violation(d, path, REASON_TIME_INVALID);
}

/* An empty one is stale: a client that does not say what it saw would overwrite what others did since. */
int version_check(struct decide *d, ProtobufCBinaryData current, ProtobufCBinaryData given) {
    if (given.len && span_equal(span_pb(given), span_pb(current))) return 0;
    d->current = current;
    return REASON_VERSION_STALE;
}

int change_begin(struct decide *d, const ProtobufCBinaryData *version, ProtobufCBinaryData given) {
    return version ? version_check(d, *version, given) : REASON_NOT_FOUND;
}
