#include "scheduling/domain/terms.h"

#include <string.h>

day terms_day(const sippe__date *d) { return d ? day_from(d->year, d->month, d->day) : DAY_NONE; }

sippe__date *terms_date(struct arena *a, day d) {
    if (d == DAY_NONE) return NULL;
    sippe__date *date = arena_alloc(a, sizeof *date);
    sippe__date__init(date);
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    date->year = year;
    date->month = month;
    date->day = dom;
    return date;
}

static const day *days_of(struct arena *a, sippe__date *const *dates, size_t n) {
    day *days = arena_alloc(a, n * sizeof *days);
    for (size_t i = 0; i < n; i++) days[i] = terms_day(dates[i]);
    return days;
}

struct calendar terms_calendar(struct arena *a, const sippe__territory *t) {
    const sippe__holidays *h = t ? t->holidays : NULL;
    if (!h) return (struct calendar){.easter_monday = false};
    return (struct calendar){
        .easter_monday = strcmp(h->easter, "EASTER_MONDAY") == 0,
        .extra = days_of(a, h->extra, h->n_extra),
        .n_extra = h->n_extra,
        .worked = days_of(a, h->worked, h->n_worked),
        .n_worked = h->n_worked,
    };
}

const char *terms_discipline(scheduling__discipline d) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(&scheduling__discipline__descriptor, (int)d);
    return v ? v->name + strlen("DISCIPLINE_") : "";
}

bool terms_discipline_in(scheduling__discipline d, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], terms_discipline(d)) == 0) return true;
    return false;
}

const char *terms_postal(const sippe__postal_code *p) { return p ? p->code : ""; }
