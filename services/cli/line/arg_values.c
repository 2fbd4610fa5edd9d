/* Values of the line, once it was read; and dates and times as people type them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/line/args.h"
#include "base/message.h"
#include "cli/cli.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "text/plain.h"
#include "cli/show/words.h"

const char *arg_text(const struct cli *c, const char *name) {
    for (size_t i = 0; i < c->args.n_given; i++)
        if (strcmp(c->args.given[i].option->name, name) == 0) return c->args.given[i].text;
    return NULL;
}

bool arg_flag(const struct cli *c, const char *name) { return arg_text(c, name) != NULL; }

int64_t arg_number(const struct cli *c, const char *name, int64_t otherwise) {
    const char *text = arg_text(c, name);
    int64_t number;
    return text && plain_int_read(text, &number) ? number : otherwise;
}

/* Read a second time rather than kept: args hold texts. word_read writes only into the arena, so the run is not
 * changed. */
int arg_choice(const struct cli *c, const char *name) {
    for (size_t i = 0; i < c->args.n_given; i++) {
        const struct option *o = c->args.given[i].option;
        int value;
        if (strcmp(o->name, name) == 0 && o->choices &&
            word_read((struct cli *)(uintptr_t)c, o->choices, c->args.given[i].text, &value))
            return value;
    }
    return 0;
}

const char *operand(const struct cli *c, size_t n) { return n < c->args.n_operands ? c->args.operands[n] : NULL; }

int operand_choice(const struct cli *c, size_t n) {
    int value;
    const char *text = operand(c, n);
    if (!text || !c->command->operands[n].choices) return 0;
    return word_read((struct cli *)(uintptr_t)c, c->command->operands[n].choices, text, &value) ? value : 0;
}

const char *operands_joined(struct cli *c, size_t from) {
    const char *all = "";
    for (size_t i = from; i < c->args.n_operands; i++)
        all = arena_printf(&c->arena, "%s%s%s", all, *all ? " " : "", c->args.operands[i]);
    return all;
}

/* "09:30", "9:30", "9h30", "9 h 30", "9 h", "9:30:00" → minutes of the day, or -1: as people, tables and this program
 * write them. 24:00 is none: it is another day. */
static int minute_read(const char *text) {
    char *end;
    long hour = strtol(text, &end, 10), minute = 0;
    if (end == text || end - text > 2 || *text < '0' || hour > 23) return -1;
    const char *at = end + strspn(end, " ");
    bool spelled = *at == 'h';
    if (!spelled && *at != ':') return -1;
    at += 1 + (spelled ? strspn(at + 1, " ") : 0);
    if (spelled && !*at) return (int)(hour * 60);
    if (strspn(at, "0123456789") != 2) return -1;
    minute = strtol(at, &end, 10);
    bool seconds = *end == ':' && strspn(end + 1, "0123456789") == 2 && !end[3] && end[1] < '6';
    return minute > 59 || (*end && (spelled || !seconds)) ? -1 : (int)(hour * 60 + minute);
}

/* A date, one blank or T, a time: the day is always whole, for a time alone would be one of today, or tomorrow. */
static bool wall_read(const char *text, struct wall *out) {
    char date[11];
    if (strlen(text) < 12 || (text[10] != ' ' && text[10] != 'T')) return false;
    memcpy(date, text, 10);
    date[10] = 0;
    day d = day_parse(date);
    int minute = minute_read(text + 11);
    *out = (struct wall){d, (int16_t)minute};
    return d != DAY_NONE && minute >= 0;
}

bool time_read(struct cli *c, const char *text, int64_t *at_ms) {
    struct wall w;
    if (plain_instant_read(text, at_ms)) return true;
    if (!wall_read(text, &w)) return false;
    *at_ms = wall_instant(zone_of(c), w);
    return true;
}

bool time_is_shaped(const char *text) {
    struct wall w;
    int64_t ms;
    return plain_instant_read(text, &ms) || wall_read(text, &w);
}

/* "2026-11-21" of "21/11/2026", where day and month cannot be taken for each other; NULL otherwise. Only to suggest:
 * what is read is never guessed, since 05/11 is one day to some and another to others. */
static const char *date_turned(struct cli *c, const char *text) {
    int first, second, year, end = 0;
    /* The widths hold the numbers. NOLINTNEXTLINE(cert-err34-c) */
    if (sscanf(text, "%2d%*1[-/. ]%2d%*1[-/. ]%4d%n", &first, &second, &year, &end) != 3 || text[end]) return NULL;
    if (first <= 12 && second <= 12) return NULL;
    const char *turned =
        arena_printf(&c->arena, "%04d-%02d-%02d", year, first > 12 ? second : first, first > 12 ? first : second);
    return day_parse(turned) == DAY_NONE ? NULL : turned;
}

/* To tell a date that does not exist from what is no date: two different slips. */
static bool is_shaped_as_date(const char *text) {
    static const char shape[] = "0000-00-00";
    if (strlen(text) != sizeof shape - 1) return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != '-') return false;
    return true;
}

const char *date_fault(struct cli *c, const char *text) {
    const char *turned = date_turned(c, text);
    if (turned)
        return phrase(c, "une date s'écrit année-mois-jour. Vouliez-vous dire %s ?",
                      "a date is written year-month-day. Did you mean %s?", turned);
    if (is_shaped_as_date(text))
        return pick(c, "cette date n'existe pas (année-mois-jour)", "there is no such date (year-month-day)");
    return pick(c, "une date s'écrit année-mois-jour, comme 2026-11-21",
                "a date is written year-month-day, like 2026-11-21");
}

const char *time_fault(struct cli *c, const char *text) {
    (void)text;
    return pick(c, "une date et une heure s'écrivent comme « 2026-11-24 09:30 », entre guillemets",
                "a date and a time are written like \"2026-11-24 09:30\", in quotes");
}
