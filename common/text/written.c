#include "text/written.h"

#include <stdlib.h>
#include <string.h>
#include "civil/ascii.h"
#include "text/builder.h"
#include "text/fold.h"
#include "text/plain.h"

/* Takes a whole number of at most so many digits from the front; -1: there is none. */
static int number_take(const char **text, size_t digits) {
    size_t n = strspn(*text, "0123456789");
    if (n == 0 || n > digits) return -1;
    int value = (int)strtol(*text, NULL, 10);
    *text += n;
    return value;
}

/* Year first; the same sign between the parts. */
static day year_first(const char *text) {
    int y = number_take(&text, 4);
    char sign = *text;
    if (y < 1000 || !sign || !strchr("-/.", sign)) return DAY_NONE;
    text++;
    int m = number_take(&text, 2);
    if (m < 0 || *text++ != sign) return DAY_NONE;
    int d = number_take(&text, 2);
    return d < 0 || *text ? DAY_NONE : day_from(y, m, d);
}

/* "4 mars 1999", folded. */
static day with_month_name(const char *text) {
    static const char *const months[][2] = {
        {"janvier", "january"}, {"fevrier", "february"},  {"mars", "march"},
        {"avril", "april"},     {"mai", "may"},           {"juin", "june"},
        {"juillet", "july"},    {"aout", "august"},       {"septembre", "september"},
        {"octobre", "october"}, {"novembre", "november"}, {"decembre", "december"}};
    int d = number_take(&text, 2), month = 0;
    if (d < 0) return DAY_NONE;
    if (strncmp(text, "er ", 3) == 0) text += 2;
    while (*text == ' ') text++;
    size_t len = strcspn(text, " ");
    for (int m = 0; m < 24; m++) {
        const char *name = months[m / 2][m % 2];
        if (strlen(name) == len && strncmp(name, text, len) == 0) month = m / 2 + 1;
    }
    text += len;
    while (*text == ' ') text++;
    int y = number_take(&text, 4);
    return !month || y < 1000 || *text ? DAY_NONE : day_from(y, month, d);
}

day written_day(struct arena *a, const char *text) {
    day d = year_first(text);
    return d != DAY_NONE ? d : with_month_name(fold(a, text));
}

/* Minutes of the day, or -1; seconds are read and dropped. 24:00 is none: it is another day. */
static int written_minute(const char *text) {
    int hour = number_take(&text, 2), minute = 0;
    while (*text == ' ') text++;
    bool letter = *text == 'h' || *text == 'H';
    if (hour < 0 || hour > 23 || (*text != ':' && !letter)) return -1;
    text++;
    while (*text == ' ') text++;
    if (!*text && letter) return hour * 60;
    if (strspn(text, "0123456789") != 2 || (minute = number_take(&text, 2)) > 59) return -1;
    if (*text == ':') {
        text++;
        if (strspn(text, "0123456789") != 2 || number_take(&text, 2) > 59) return -1;
    }
    return *text ? -1 : hour * 60 + minute;
}

/* Where the day ends is tried at each blank: "4 mars 1999 9 h 03" has several. */
bool written_wall(struct arena *a, const char *text, struct wall *out) {
    for (const char *at = text; *at; at++) {
        if (*at != ' ' && *at != 'T') continue;
        day d = written_day(a, arena_printf(a, "%.*s", (int)(at - text), text));
        const char *time = at + 1;
        while (*time == ' ') time++;
        int minute = written_minute(time);
        if (d == DAY_NONE || minute < 0) continue;
        *out = (struct wall){d, (int16_t)minute};
        return true;
    }
    return false;
}

/* Behind "environ" and its like: how sure she was is not kept. */
static const char *about_passed(const char *text) {
    static const char *const words[] = {"environ ", "env. ", "env ", "autour de ", "à peu près ", "about ", "~", "≈"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if (strncasecmp(text, words[i], len) == 0) return text + len;
    }
    return text;
}

/* Spaces of French typography (plain, no-break, narrow) and a dollar sign go; a comma is a decimal point, or parts
 * thousands where a point follows. "20,000" alone is twenty dollars with three decimals, and refused: nobody can
 * know. */
const char *written_amount(struct arena *a, const char *text) {
    struct builder b = {.arena = a};
    bool has_point = strchr(text, '.');
    for (const char *c = about_passed(text); *c; c++) {
        if (strncmp(c, "\u00a0", 2) == 0)
            c += 1;
        else if (strncmp(c, "\u202f", 3) == 0)
            c += 2;
        else if (*c == ' ' || *c == '$' || (*c == ',' && has_point))
            continue;
        else
            builder_char(&b, *c == ',' ? '.' : *c);
    }
    char *amount = builder_end(&b);
    size_t len = strlen(amount);
    bool thousands = len > 1 && (amount[len - 1] == 'k' || amount[len - 1] == 'K');
    int64_t cents;
    if (!thousands) return amount;
    amount[len - 1] = 0;
    return plain_money_read(amount, &cents) && cents < INT64_MAX / 1000 && cents > INT64_MIN / 1000
               ? plain_money_write(a, cents * 1000)
               : "k";
}
