#include "scheduling/domain/team/worker_check.h"

#include <stdlib.h>
#include <string.h>
#include "civil/ascii.h"
#include "civil/language.h"
#include "civil/postal.h"
#include "scheduling/domain/terms.h"

/* Ours, wide of any team: a code is part of keys, which hold 128 bytes of a text; four stretches a day; 100 points of
 * caseload. Hours are compared pair by pair, so they are counted first. */
enum { CODE_MOST = 32, NAME_MOST = 120, LANGUAGES_MOST = 16, HOURS_MOST = 28, CAP_MOST = 1000, MIN_PER_DAY = 1440 };

static void check_code(struct findings *f, const char *code) {
    if (!code[0])
        finding_add(f, REASON_FIELD_REQUIRED, "code");
    else if (!text_is_of(code, ASCII_LOWER ASCII_DIGITS "-", CODE_MOST))
        finding_add(f, REASON_NAME_INVALID, "code");
}

static void check_name(struct findings *f, const char *name) {
    if (!name[0])
        finding_add(f, REASON_FIELD_REQUIRED, "name");
    else if (strlen(name) > NAME_MOST)
        finding_add(f, REASON_TEXT_TOO_LONG, "name");
}

static void check_languages(struct findings *f, const scheduling__worker *w) {
    if (w->n_languages > LANGUAGES_MOST) {
        finding_add(f, REASON_TOO_MANY, "languages");
        return;
    }
    for (size_t i = 0; i < w->n_languages; i++)
        if (!language_is_code(w->languages[i]->code)) FINDING(f, REASON_LANGUAGE_INVALID, "languages[%zu]", i);
}

static bool hours_clash(const scheduling__hours *a, const scheduling__hours *b) {
    return a->weekday == b->weekday && a->from_minute < b->to_minute && b->from_minute < a->to_minute;
}

static void check_hours(struct findings *f, const scheduling__worker *w) {
    if (w->n_hours > HOURS_MOST) {
        finding_add(f, REASON_TOO_MANY, "hours");
        return;
    }
    for (size_t i = 0; i < w->n_hours; i++) {
        const scheduling__hours *h = w->hours[i];
        if (h->weekday < 1 || h->weekday > 7) FINDING(f, REASON_NUMBER_OUT_OF_RANGE, "hours[%zu].weekday", i);
        if (h->from_minute < 0 || h->from_minute >= MIN_PER_DAY)
            FINDING(f, REASON_TIME_INVALID, "hours[%zu].from_minute", i);
        if (h->to_minute <= h->from_minute || h->to_minute > MIN_PER_DAY)
            FINDING(f, REASON_TIME_INVALID, "hours[%zu].to_minute", i);
        for (size_t j = 0; j < i; j++)
            if (hours_clash(w->hours[j], h)) FINDING(f, REASON_CONTRADICTION, "hours[%zu]", i);
    }
}

/* An area or a whole code; none: not known. A part of one (H2M1) would silently count as the area, and less than one
 * (H2) as nowhere. */
static void check_area(struct findings *f, const char *area) {
    char code[POSTAL_LEN + 1];
    bool good = !*area || (postal_read(area, code) && strlen(code) % POSTAL_AREA_LEN == 0);
    if (!good) finding_add(f, REASON_POSTAL_CODE_INVALID, "start_area");
}

/* Rules may come after the team: until they name CLSCs, none is wrong. */
static void check_clsc(struct findings *f, const sippe__territory *t, const char *code) {
    if (!t || t->n_clscs == 0 || !code[0]) return;
    for (size_t i = 0; i < t->n_clscs; i++)
        if (strcmp(t->clscs[i]->code, code) == 0) return;
    finding_add(f, REASON_CLSC_UNKNOWN, "clsc_code");
}

void worker_check(const sippe__territory *t, const scheduling__worker *w, struct findings *f) {
    check_code(f, w->code);
    check_name(f, w->name);
    if (w->discipline == DISCIPLINE_UNSPECIFIED) finding_add(f, REASON_FIELD_REQUIRED, "discipline");
    check_languages(f, w);
    check_hours(f, w);
    check_area(f, terms_postal(w->start_area));
    if (w->cap_tenths < 0 || w->cap_tenths > CAP_MOST) finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "cap_tenths");
    check_clsc(f, t, w->clsc_code);
}

static int by_time(const void *a, const void *b) {
    const scheduling__hours *x = *(scheduling__hours *const *)a, *y = *(scheduling__hours *const *)b;
    return x->weekday != y->weekday ? x->weekday - y->weekday : x->from_minute - y->from_minute;
}

void worker_hours_sort(scheduling__hours **hours, size_t n) {
    if (n > 1) qsort(hours, n, sizeof *hours, by_time);
}
