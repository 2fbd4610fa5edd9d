#include "scheduling/domain/worker_check.h"

#include <stdlib.h>
#include <string.h>
#include "scheduling/domain/terms.h"
#include "proto/status.h"

enum { CODE_MOST = 32, NAME_MOST = 120, LANGUAGES_MOST = 16, HOURS_MOST = 28, CAP_MOST = 1000, MIN_PER_DAY = 1440 };

struct faults {
    struct arena *arena;
    struct worker_fault *list;
    size_t n, most;
};

static void fault(struct faults *f, const char *path, int reason) {
    if (f->n < f->most) f->list[f->n++] = (struct worker_fault){path, reason};
}

static bool all_in(const char *text, const char *allowed) { return text[strspn(text, allowed)] == 0; }

static void check_code(struct faults *f, const char *code) {
    if (!code[0])
        fault(f, "worker.code", REASON_FIELD_REQUIRED);
    else if (strlen(code) > CODE_MOST || !all_in(code, "abcdefghijklmnopqrstuvwxyz0123456789-"))
        fault(f, "worker.code", REASON_NAME_INVALID);
}

static void check_name(struct faults *f, const char *name) {
    if (!name[0])
        fault(f, "worker.name", REASON_FIELD_REQUIRED);
    else if (strlen(name) > NAME_MOST)
        fault(f, "worker.name", REASON_TEXT_TOO_LONG);
}

static void check_languages(struct faults *f, const scheduling__worker *w) {
    if (w->n_languages > LANGUAGES_MOST) {
        fault(f, "worker.languages", REASON_TOO_MANY);
        return;
    }
    for (size_t i = 0; i < w->n_languages; i++) {
        size_t len = strlen(w->languages[i]->code);
        if (len < 2 || len > 3 || !all_in(w->languages[i]->code, "abcdefghijklmnopqrstuvwxyz"))
            fault(f, arena_printf(f->arena, "worker.languages[%zu]", i), REASON_LANGUAGE_INVALID);
    }
}

static bool hours_clash(const scheduling__hours *a, const scheduling__hours *b) {
    return a->weekday == b->weekday && a->from_minute < b->to_minute && b->from_minute < a->to_minute;
}

static void check_hours(struct faults *f, const scheduling__worker *w) {
    if (w->n_hours > HOURS_MOST) {
        fault(f, "worker.hours", REASON_TOO_MANY);
        return;
    }
    for (size_t i = 0; i < w->n_hours; i++) {
        const scheduling__hours *h = w->hours[i];
        if (h->weekday < 1 || h->weekday > 7)
            fault(f, arena_printf(f->arena, "worker.hours[%zu].weekday", i), REASON_NUMBER_OUT_OF_RANGE);
        if (h->from_minute < 0 || h->from_minute >= MIN_PER_DAY)
            fault(f, arena_printf(f->arena, "worker.hours[%zu].from_minute", i), REASON_TIME_INVALID);
        if (h->to_minute <= h->from_minute || h->to_minute > MIN_PER_DAY)
            fault(f, arena_printf(f->arena, "worker.hours[%zu].to_minute", i), REASON_TIME_INVALID);
        for (size_t j = 0; j < i; j++)
            if (hours_clash(w->hours[j], h))
                fault(f, arena_printf(f->arena, "worker.hours[%zu]", i), REASON_CONTRADICTION);
    }
}

/* "H2M" or "H2M1Y4": a letter, a digit, a letter, and so on. */
static void check_area(struct faults *f, const char *area) {
    size_t len = strlen(area);
    bool good = len == 0 || len == 3 || len == 6;
    for (size_t i = 0; i < len && good; i++) {
        bool digit = area[i] >= '0' && area[i] <= '9', letter = area[i] >= 'A' && area[i] <= 'Z';
        good = i % 2 == 0 ? letter : digit;
        if (len == 6 && i >= 3) good = i % 2 == 1 ? digit : letter;
    }
    if (!good) fault(f, "worker.start_area", REASON_POSTAL_CODE_INVALID);
}

static void check_clsc(struct faults *f, const sippe__territory *t, const char *code) {
    if (!t || t->n_clscs == 0 || !code[0]) return;
    for (size_t i = 0; i < t->n_clscs; i++)
        if (strcmp(t->clscs[i]->code, code) == 0) return;
    fault(f, "worker.clsc_code", REASON_CLSC_UNKNOWN);
}

size_t worker_check(struct arena *a, const sippe__territory *t, const scheduling__worker *w,
                    struct worker_fault **out) {
    struct faults f = {.arena = a, .most = 64};
    f.list = arena_alloc(a, f.most * sizeof *f.list);
    check_code(&f, w->code);
    check_name(&f, w->name);
    if (w->discipline == DISCIPLINE_UNSPECIFIED) fault(&f, "worker.discipline", REASON_FIELD_REQUIRED);
    check_languages(&f, w);
    check_hours(&f, w);
    check_area(&f, terms_postal(w->start_area));
    if (w->cap_tenths < 0 || w->cap_tenths > CAP_MOST) fault(&f, "worker.cap_tenths", REASON_NUMBER_OUT_OF_RANGE);
    check_clsc(&f, t, w->clsc_code);
    *out = f.list;
    return f.n;
}

static int by_time(const void *a, const void *b) {
    const scheduling__hours *x = *(scheduling__hours *const *)a, *y = *(scheduling__hours *const *)b;
    return x->weekday != y->weekday ? x->weekday - y->weekday : x->from_minute - y->from_minute;
}

void worker_hours_sort(scheduling__hours **hours, size_t n) {
    if (n > 1) qsort(hours, n, sizeof *hours, by_time);
}
