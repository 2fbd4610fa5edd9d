#include "text/written_range.h"

#include <string.h>
#include <strings.h>
#include "base/message.h"
#include "text/plain.h"

enum { CENTS = 100 };

enum bound { AT_MOST, LESS_THAN, MORE_THAN, AT_LEAST };

struct said {
    const char *word;
    enum bound bound;
};

/* Of two that begin alike the longer one first. The accented letters of a word are in lower case alone: a phrase that
 * begins with one would need both. */
static const struct said before[] = {
    {"au plus ", AT_MOST},
    {"jusqu'à ", AT_MOST},
    {"jusqu’à ", AT_MOST},
    {"maximum ", AT_MOST},
    {"max. ", AT_MOST},
    {"max ", AT_MOST},
    {"at most ", AT_MOST},
    {"up to ", AT_MOST},
    {"<=", AT_MOST},
    {"≤", AT_MOST},
    {"moins de ", LESS_THAN},
    {"moins que ", LESS_THAN},
    {"en dessous de ", LESS_THAN},
    {"less than ", LESS_THAN},
    {"under ", LESS_THAN},
    {"below ", LESS_THAN},
    {"<", LESS_THAN},
    {"plus de ", MORE_THAN},
    {"plus que ", MORE_THAN},
    {"more than ", MORE_THAN},
    {"over ", MORE_THAN},
    {"above ", MORE_THAN},
    {"au moins ", AT_LEAST},
    {"minimum ", AT_LEAST},
    {"min. ", AT_LEAST},
    {"min ", AT_LEAST},
    {"at least ", AT_LEAST},
    {">=", AT_LEAST},
    {"≥", AT_LEAST},
    {">", MORE_THAN},
};
static const struct said behind[] = {
    {" ou moins", AT_MOST}, {" et moins", AT_MOST}, {" or less", AT_MOST},  {" maximum", AT_MOST},
    {" max", AT_MOST},      {" ou plus", AT_LEAST}, {" et plus", AT_LEAST}, {" or more", AT_LEAST},
    {" minimum", AT_LEAST}, {" min", AT_LEAST},     {"+", AT_LEAST},
};

/* ---- one amount, one end ---- */

/* Without what stands around it in a sentence. */
static char *part(struct arena *a, const char *text, size_t len) {
    while (len && strchr(" ,;", *text)) text++, len--;
    while (len && strchr(" ,;", text[len - 1])) len--;
    return arena_printf(a, "%.*s", (int)len, text);
}

static bool amount_read(struct arena *a, const char *text, int64_t *cents) {
    return plain_money_read(written_amount(a, text), cents) && *cents >= 0;
}

/* False where that end was said already. At least nothing is no end. */
static bool end_set(struct arena *a, enum bound bound, int64_t cents, sippe__money_range *out) {
    bool upper = bound == AT_MOST || bound == LESS_THAN;
    sippe__money **end = upper ? &out->at_most : &out->above;
    if (bound == LESS_THAN || bound == AT_LEAST) cents--;
    if (*end || (upper && cents < 0)) return false;
    if (cents < 0) return true;
    *end = NEW(a, sippe__money);
    (*end)->cents = cents;
    return true;
}

static const struct said *said_before(const char *text) {
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        if (strncasecmp(text, before[i].word, strlen(before[i].word)) == 0) return &before[i];
    return NULL;
}

static const struct said *said_behind(const char *text) {
    size_t len = strlen(text);
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        size_t word = strlen(behind[i].word);
        if (len > word && strcasecmp(text + len - word, behind[i].word) == 0) return &behind[i];
    }
    return NULL;
}

static bool end_read(struct arena *a, const char *text, sippe__money_range *out) {
    int64_t cents;
    const struct said *first = said_before(text), *last = first ? NULL : said_behind(text);
    if (!first && !last) return false;
    const char *from = text + (first ? strlen(first->word) : 0);
    size_t len = strlen(from) - (last ? strlen(last->word) : 0);
    return amount_read(a, part(a, from, len), &cents) && end_set(a, first ? first->bound : last->bound, cents, out);
}

/* ---- both ends, each with its word ---- */

static bool ends_read(struct arena *a, const char *text, sippe__money_range *out) {
    static const char *const joints[] = {" et ", " mais ", " and ", " but ", ", ", " "};
    for (const char *at = text + 1; *text && *at; at++)
        for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
            size_t joint = strlen(joints[i]);
            sippe__money_range ends = SIPPE__MONEY_RANGE__INIT;
            if (strncasecmp(at, joints[i], joint) != 0 || !said_before(at + joint)) continue;
            if (!end_read(a, part(a, text, (size_t)(at - text)), &ends) || !end_read(a, at + joint, &ends)) continue;
            *out = ends;
            return ends.above && ends.at_most;
        }
    return false;
}

/* ---- from one to the other ---- */

static const char *const openings[] = {"entre ", "between ", "de ", "from "};
static const char *const separators[] = {" à ", " et ", " to ", " and ", "-", "–", "—"};

static bool is_in_thousands(const char *text) { return strpbrk(text, "kK") != NULL; }

static bool pair_read(struct arena *a, const char *first, const char *second, sippe__money_range *out) {
    int64_t from, to;
    sippe__money_range ends = SIPPE__MONEY_RANGE__INIT;
    if (is_in_thousands(first) != is_in_thousands(second)) return false;
    if (!amount_read(a, first, &from) || !amount_read(a, second, &to)) return false;
    if (!end_set(a, AT_LEAST, from, &ends) || !end_set(a, AT_MOST, to, &ends)) return false;
    *out = ends;
    return true;
}

static const char *opening_passed(const char *text) {
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
        if (strncasecmp(text, openings[i], strlen(openings[i])) == 0) return text + strlen(openings[i]);
    return text;
}

static bool between_read(struct arena *a, const char *text, sippe__money_range *out) {
    text = opening_passed(text);
    for (const char *at = text; *at; at++)
        for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
            size_t len = strlen(separators[i]);
            if (strncasecmp(at, separators[i], len) != 0) continue;
            if (pair_read(a, part(a, text, (size_t)(at - text)), part(a, at + len, strlen(at + len)), out)) return true;
        }
    return false;
}

bool written_range(struct arena *a, const char *text, sippe__money_range *out) {
    const char *tidy = written_spaced(a, text);
    sippe__money_range said = SIPPE__MONEY_RANGE__INIT;
    if (!end_read(a, tidy, &said) && !ends_read(a, tidy, &said) && !between_read(a, tidy, &said)) return false;
    if (!said.above && !said.at_most) return false; /* "au moins 0" says nothing */
    out->above = said.above;
    out->at_most = said.at_most;
    return true;
}

/* ---- how it is said ---- */

/* A cent more is so many whole dollars: then the other word says the same of them. */
static bool is_a_cent_short(int64_t cents) { return cents % CENTS == CENTS - 1; }

struct range_end range_end_above(int64_t above_cents) {
    if (is_a_cent_short(above_cents)) return (struct range_end){"au moins", "at least", above_cents + 1};
    return (struct range_end){"plus de", "more than", above_cents};
}

struct range_end range_end_at_most(int64_t at_most_cents) {
    if (is_a_cent_short(at_most_cents)) return (struct range_end){"moins de", "less than", at_most_cents + 1};
    return (struct range_end){"au plus", "at most", at_most_cents};
}

static const char *end_text(struct arena *a, struct range_end end) {
    return arena_printf(a, "%s %s", end.fr, plain_money_write(a, end.cents));
}

const char *written_range_text(struct arena *a, const sippe__money_range *range) {
    const char *above = range->above ? end_text(a, range_end_above(range->above->cents)) : "";
    const char *at_most = range->at_most ? end_text(a, range_end_at_most(range->at_most->cents)) : "";
    return arena_printf(a, "%s%s%s", above, *above && *at_most ? ", " : "", at_most);
}
