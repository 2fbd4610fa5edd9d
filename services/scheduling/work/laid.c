#include "scheduling/work/laid.h"

#include "engine/memo.h"

#include <string.h>

/* What was agreed before she moved is those people's who agreed it. */
static const char *clsc_of(const struct family_facts *f, const struct work_due *w) {
    return w->clsc ? w->clsc : f->row->clsc_code;
}

static uint32_t text_put(uint8_t *out, size_t *len, const char *text) {
    size_t at = *len, n = strlen(text) + 1;
    memcpy(out + at, text, n);
    *len += n;
    return (uint32_t)at;
}

static struct span packed(struct view *v, const struct family_facts *f, const struct work_due *due, size_t n) {
    const scheduling_rows__follow_up__personal *p = f->row->personal;
    size_t len = sizeof(struct laid) + n * sizeof(struct laid_due);
    size_t most = len + strlen(p->family_number) + 1 + strlen(p->key_worker) + 1;
    for (size_t i = 0; i < n; i++) most += strlen(clsc_of(f, &due[i])) + 1;
    uint8_t *bytes = arena_alloc(view_arena(v), most);
    struct laid *out = (struct laid *)bytes;
    out->family = scheduling_family_now(v, f->family_id);
    out->family_number = text_put(bytes, &len, p->family_number);
    out->key_worker = text_put(bytes, &len, p->key_worker);
    out->n = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        struct laid_due *d = &out->due[i]; /* field by field: the holes between them stay zero */
        d->kind = due[i].kind;
        d->role = due[i].role;
        d->since = due[i].since;
        d->due = due[i].due;
        d->not_yet = due[i].not_yet;
        d->thing = due[i].thing;
        d->clsc = text_put(bytes, &len, clsc_of(f, &due[i]));
    }
    return span_of(bytes, len);
}

static struct span make(struct view *v, struct id enrolment, const void *given, int64_t now_ms, int64_t *until_ms) {
    struct listing l = *(const struct listing *)given;
    struct family_facts f;
    struct work_due *due;
    l.v = v;
    l.now_ms = now_ms;
    l.until_ms = day_start_ms(l.rules.zone, l.rules.today + 1);
    if (!scheduling_family_of_enrolment(v, enrolment, &f)) return (struct span){NULL, 0};
    size_t n = scheduling_work_of(&l, &f, &due);
    *until_ms = l.until_ms;
    return packed(v, &f, due, n);
}

static const struct memo laid = {"work of a follow-up", make};

const struct laid *scheduling_laid(const struct listing *l, struct id enrolment) {
    struct span bytes = memo_read(l->v, &laid, enrolment, l, l->now_ms);
    return bytes.len ? (const struct laid *)bytes.data : NULL;
}
