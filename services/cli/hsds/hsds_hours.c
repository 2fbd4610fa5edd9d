/* A row of schedules as a sentence. What is no plain week must not be read as one: a clinic of the 15th of each month
 * that says « 9 h à 12 h » sends families to a closed door on all other days. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "cli/hsds/hsds.h"
#include "text/plain.h"

static const char *cell(struct hsds *h, const struct hsds_row *row, const char *title) {
    return hsds_cell(&h->tables[HSDS_SCHEDULES], row, title);
}

struct on_day {
    const char *code, *short_fr, *fr;
};

/* By its iCalendar code or its English name (HSDS 1); NULL: neither. */
static const struct on_day *weekday_of(const char *text) {
    static const struct on_day days[] = {
        {"MO", "lun.", "lundi"},    {"TU", "mar.", "mardi"},  {"WE", "mer.", "mercredi"}, {"TH", "jeu.", "jeudi"},
        {"FR", "ven.", "vendredi"}, {"SA", "sam.", "samedi"}, {"SU", "dim.", "dimanche"}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        if (strncasecmp(text, days[i].code, 2) == 0 && (!text[2] || strcspn(text, "d") < strlen(text))) return &days[i];
    return NULL;
}

/* "09:30:00" → "9 h 30"; NULL when it is no time. */
static const char *time_text(struct hsds *h, const char *text) {
    char *end;
    long hour = strtol(text, &end, 10);
    if (end == text || *end != ':' || hour < 0 || hour > 24) return NULL;
    long minute = strtol(end + 1, NULL, 10);
    if (minute <= 0 || minute > 59) return arena_printf(h->arena, "%ld h", hour);
    return arena_printf(h->arena, "%ld h %02ld", hour, minute);
}

/* "MO,TH" of each week; NULL: not plain days. */
static const char *week_text(struct hsds *h, const char *byday) {
    const char *text = "";
    char *rest = arena_text(h->arena, byday);
    for (char *one = strsep(&rest, ", "); one; one = strsep(&rest, ", ")) {
        const struct on_day *d = weekday_of(one);
        if (*one && !d) return NULL;
        if (d) text = arena_printf(h->arena, "%s%s%s", text, *text ? ", " : "", d->short_fr);
    }
    return text;
}

/* "1MO" is the first Monday, "-1FR" the last Friday. */
static const char *nth_text(struct hsds *h, const char *one) {
    static const char *const nth[] = {"dernier", "", "1er", "2e", "3e", "4e", "5e"};
    char *end;
    long n = strtol(one, &end, 10);
    const struct on_day *d = end == one || n < -1 || n > 5 || n == 0 ? NULL : weekday_of(end);
    return d ? arena_printf(h->arena, "le %s %s", nth[n + 1], d->fr) : NULL;
}

static const char *month_text(struct hsds *h, const char *byday, const char *bymonthday) {
    const char *text = "";
    char *rest = arena_text(h->arena, *bymonthday ? bymonthday : byday);
    for (char *one = strsep(&rest, ", "); one; one = strsep(&rest, ", ")) {
        long number = *bymonthday ? strtol(one, NULL, 10) : 0;
        const char *which = !*bymonthday ? nth_text(h, one)
                            : number >= 1 && number <= 31
                                ? arena_printf(h->arena, number == 1 ? "le %lder" : "le %ld", number)
                            : number == -1 ? "le dernier jour"
                                           : NULL;
        if (*one && !which) return NULL;
        if (*one) text = arena_printf(h->arena, "%s%s%s", text, *text ? ", " : "", which);
    }
    return *text ? arena_printf(h->arena, "%s du mois", text) : NULL;
}

/* The days, as a person says them; NULL: no way to say them, so that the description stands alone. */
static const char *days_text(struct hsds *h, const struct hsds_row *row) {
    const char *freq = cell(h, row, "freq"), *byday = cell(h, row, "byday"), *bymonthday = cell(h, row, "bymonthday");
    long interval = strtol(cell(h, row, "interval"), NULL, 10);
    const char *text;
    if (*cell(h, row, "byweekno") || *cell(h, row, "byyearday")) return NULL;
    if (strcasecmp(freq, "MONTHLY") == 0 || *bymonthday)
        text = month_text(h, byday, bymonthday);
    else if (!*freq || strcasecmp(freq, "WEEKLY") == 0 || strcasecmp(freq, "DAILY") == 0)
        text = week_text(h, byday);
    else
        return NULL;
    if (text && strcasecmp(freq, "DAILY") == 0 && !*text) text = "tous les jours";
    if (!text || interval <= 1) return text;
    if (interval != 2 || strcasecmp(freq, "DAILY") == 0) return NULL;
    return arena_printf(h->arena, "%s, %s", text,
                        strcasecmp(freq, "MONTHLY") == 0 ? "un mois sur deux" : "une semaine sur deux");
}

/* Past: not shown. Still to come: with its first day. */
static bool is_past(struct hsds *h, const struct hsds_row *row) {
    static const char *const titles[] = {"valid_to", "until"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        day last = day_parse(arena_printf(h->arena, "%.10s", cell(h, row, titles[i])));
        if (h->today != DAY_NONE && last != DAY_NONE && last < h->today) return true;
    }
    return false;
}

static const char *from_text(struct hsds *h, const struct hsds_row *row) {
    const char *from = arena_printf(h->arena, "%.10s", cell(h, row, "valid_from"));
    day first = day_parse(from);
    return h->today != DAY_NONE && first != DAY_NONE && first > h->today
               ? arena_printf(h->arena, "à partir du %s : ", from)
               : "";
}

const char *hsds_hours(struct hsds *h, const struct hsds_row *row) {
    const char *opens = time_text(h, cell(h, row, "opens_at")), *closes = time_text(h, cell(h, row, "closes_at"));
    const char *description = arena_text(h->arena, cell(h, row, "description"));
    const char *days = days_text(h, row), *from = from_text(h, row);
    if (is_past(h, row)) return "";
    if (!days) return description;
    if (opens && closes) return arena_printf(h->arena, "%s%s%s%s à %s", from, days, *days ? " " : "", opens, closes);
    return *days ? arena_printf(h->arena, "%s%s", from, days) : description;
}
