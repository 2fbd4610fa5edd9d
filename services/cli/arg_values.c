#include <stdlib.h>
#include <string.h>
#include "args.h"
#include "base/message.h"
#include "cli.h"
#include "output.h"
#include "profile.h"
#include "text/plain.h"
#include "words.h"

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

sippe__date *arg_date(struct cli *c, const char *name) {
    const char *text = arg_text(c, name);
    sippe__date *d = NEW(&c->arena, sippe__date);
    return text && plain_date_read(text, d) ? d : NULL;
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

/* "09:30", "9:30" → minutes of the day, or -1. */
static int minute_read(const char *text) {
    char *end;
    long hour = strtol(text, &end, 10);
    if (end == text || end - text > 2 || (*end != ':' && *end != 'h') || hour < 0 || hour > 23) return -1;
    const char *at = end + 1;
    if (strspn(at, "0123456789") != 2 || at[2]) return -1;
    long minute = strtol(at, NULL, 10);
    return minute > 59 ? -1 : (int)(hour * 60 + minute);
}

bool time_read(struct cli *c, const char *text, int64_t *at_ms) {
    char date[11];
    if (plain_instant_read(text, at_ms)) return true;
    if (strlen(text) < 12 || (text[10] != ' ' && text[10] != 'T')) return false;
    memcpy(date, text, 10);
    date[10] = 0;
    day d = day_parse(date);
    int minute = minute_read(text + 11);
    if (d == DAY_NONE || minute < 0) return false;
    *at_ms = wall_instant(profile_zone(c), (struct wall){d, (int16_t)minute});
    return true;
}

bool arg_time(struct cli *c, const char *name, int64_t *at_ms) {
    const char *text = arg_text(c, name);
    if (!text) return false;
    if (time_read(c, text, at_ms)) return true;
    stop(c, CLI_USAGE, "--%s %s : une date et une heure sont attendues, comme « 2026-11-24 09:30 »",
         "--%s %s: a date and a time are expected, like \"2026-11-24 09:30\"", name, text);
    return false;
}
