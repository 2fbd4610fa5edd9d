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
#include "text/written.h"
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

bool date_read(struct cli *c, const char *text, sippe__date *out) {
    char plain[11];
    day d = written_day(&c->arena, text);
    if (d == DAY_NONE) return false;
    day_text(d, plain);
    return plain_date_read(plain, out);
}

bool time_read(struct cli *c, const char *text, int64_t *at_ms) {
    struct wall w;
    if (plain_instant_read(text, at_ms)) return true;
    if (!written_wall(&c->arena, text, &w)) return false;
    *at_ms = wall_instant(zone_of(c), w);
    return true;
}

bool time_is_shaped(struct cli *c, const char *text) {
    struct wall w;
    int64_t ms;
    return plain_instant_read(text, &ms) || written_wall(&c->arena, text, &w);
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

const char *date_fault(struct cli *c, const char *text) {
    const char *turned = date_turned(c, text);
    if (turned)
        return phrase(c, "une date s'écrit année-mois-jour. Vouliez-vous dire %s ?",
                      "a date is written year-month-day. Did you mean %s?", turned);
    switch (day_slip(text)) {
    case DAY_SLIP_NO_SUCH_DAY:
        return pick(c, "cette date n'existe pas (année-mois-jour)", "there is no such date (year-month-day)");
    case DAY_SLIP_YEAR:
        return pick(c, "l'année d'une date est de 1900 à 2199", "the year of a date is from 1900 to 2199");
    case DAY_SLIP_FORM: break;
    }
    return pick(c, "une date s'écrit année-mois-jour, comme 2026-11-21, ou « 21 novembre 2026 »",
                "a date is written year-month-day, like 2026-11-21, or \"21 November 2026\"");
}

const char *time_fault(struct cli *c, const char *text) {
    (void)text;
    return pick(c, "une date et une heure s'écrivent comme « 2026-11-24 09:30 », entre guillemets",
                "a date and a time are written like \"2026-11-24 09:30\", in quotes");
}
