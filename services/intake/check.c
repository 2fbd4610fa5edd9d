#include "intake/check.h"
#include <string.h>
#include "intake/values.h"

enum { PERSON_BYTES = 160, TEXT_BYTES = 4000 };
#define MINUTE_MS INT64_C(60000)
#define AHEAD_MS  (INT64_C(5) * MINUTE_MS)
#define YEAR_MS   (INT64_C(366) * 24 * 60 * MINUTE_MS)

static bool is_blank(const char *text) { return text[strspn(text, " \t\r\n")] == '\0'; }

void intake_check_person(struct decide *d, const char *path, const char *name) {
    if (is_blank(name)) violation(d, path, REASON_PERSON_MISSING);
    if (strlen(name) > PERSON_BYTES) violation(d, path, REASON_TEXT_TOO_LONG);
}

void intake_check_text(struct decide *d, const char *path, const char *text) {
    if (strlen(text) > TEXT_BYTES) violation(d, path, REASON_TEXT_TOO_LONG);
}

day intake_check_date(struct decide *d, const char *path, const sippe__date *date, bool required) {
    if (!date) {
        if (required) violation(d, path, REASON_FIELD_REQUIRED);
        return DAY_NONE;
    }
    day on = civil_day(date);
    if (on == DAY_NONE) violation(d, path, REASON_DATE_IMPOSSIBLE);
    return on;
}

/* Clocks of desks differ a little from ours: five minutes ahead is now. */
void intake_check_moment(struct decide *d, const char *path, const sippe__instant *t) {
    int64_t now = decide_now_ms(d);
    if (!t) return;
    if (t->ms > now + AHEAD_MS)
        violation(d, path, REASON_DATE_IN_FUTURE);
    else if (t->ms < now - YEAR_MS)
        violation(d, path, REASON_DATE_TOO_OLD);
}

sippe__violation *intake_violation(struct arena *a, const char *before, const struct finding *found) {
    const struct reason_info *info = reason_info(found->reason);
    sippe__violation *v = NEW(a, sippe__violation);
    v->path = arena_printf(a, "%s%s", before, found->path);
    v->reason = (sippe__reason)found->reason;
    v->message_fr = info->fr;
    v->message_en = info->en;
    return v;
}

int intake_checked(const struct decide *d) { return violations(d) ? REASON_FIELDS_INVALID : 0; }
