#include "text/written.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "civil/ascii.h"
#include "civil/language.h"
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

/* "19990304". No other order of day, month and year can be taken for it: the month would have to be 19 or more. */
static day compact(const char *text) {
    if (strspn(text, "0123456789") != 8 || text[8]) return DAY_NONE;
    int n = (int)strtol(text, NULL, 10);
    return n < 19000000 ? DAY_NONE : day_from(n / 10000, n / 100 % 100, n % 100);
}

/* ---- with words, folded ---- */

/* What a date in words is made of; 0: not said. weekday: 1 is Monday. */
struct said {
    int day, month, year, weekday;
};

enum { MONTH_WORDS = 6, DAY_WORDS = 4 };
static const char *const months[][MONTH_WORDS] = {{"janvier", "january", "janv", "jan"},
                                                  {"fevrier", "february", "fevr", "fev", "feb"},
                                                  {"mars", "march", "mar"},
                                                  {"avril", "april", "avr", "apr"},
                                                  {"mai", "may"},
                                                  {"juin", "june", "jun"},
                                                  {"juillet", "july", "juill", "juil", "jul"},
                                                  {"aout", "august", "aug"},
                                                  {"septembre", "september", "sept", "sep"},
                                                  {"octobre", "october", "oct"},
                                                  {"novembre", "november", "nov"},
                                                  {"decembre", "december", "dec"}};
static const char *const weekdays[][DAY_WORDS] = {
    {"lundi", "monday", "lun", "mon"},   {"mardi", "tuesday", "tue", "tues"},  {"mercredi", "wednesday", "mer", "wed"},
    {"jeudi", "thursday", "jeu", "thu"}, {"vendredi", "friday", "ven", "fri"}, {"samedi", "saturday", "sam", "sat"},
    {"dimanche", "sunday", "dim", "sun"}};

/* Its place in the table, from 1; 0: not there. */
static int word_place(const char *const *words, size_t rows, size_t columns, const char *text) {
    for (size_t i = 0; i < rows * columns; i++)
        if (words[i] && strcmp(words[i], text) == 0) return (int)(i / columns) + 1;
    return 0;
}

static bool is_ending(const char *text) {
    static const char *const endings[] = {"", "er", "st", "nd", "rd", "th", "e"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcmp(endings[i], text) == 0) return true;
    return false;
}

static bool part_take(int *part, int value) {
    if (*part || value <= 0) return false;
    *part = value;
    return true;
}

/* Four digits are the year, one or two the day, "1er" and "4th" too. "mar" is Mars of an English spreadsheet, and no
 * Mardi. */
static bool said_take(struct said *s, const char *word) {
    size_t digits = strspn(word, "0123456789");
    if (digits == 4 && !word[4]) return part_take(&s->year, (int)strtol(word, NULL, 10));
    if (digits == 1 || digits == 2) return is_ending(word + digits) && part_take(&s->day, (int)strtol(word, NULL, 10));
    if (strcmp(word, "premier") == 0) return part_take(&s->day, 1);
    int month = word_place(&months[0][0], 12, MONTH_WORDS, word);
    if (month) return part_take(&s->month, month);
    int weekday = word_place(&weekdays[0][0], 7, DAY_WORDS, word);
    return weekday ? part_take(&s->weekday, weekday) : strcmp(word, "le") == 0 || strcmp(word, "of") == 0;
}

/* The month is a word, so that day and month cannot be taken for each other in whatever order. A weekday that is
 * another one's is a slip in one of the two, and nobody knows in which. */
static day with_month_name(struct arena *a, const char *text) {
    struct said s = {0};
    const char **words;
    size_t n = fold_tokens(a, text, &words);
    for (size_t i = 0; i < n; i++)
        if (!said_take(&s, words[i])) return DAY_NONE;
    if (!s.day || !s.month || s.year < 1000) return DAY_NONE;
    day d = day_from(s.year, s.month, s.day);
    return d == DAY_NONE || (s.weekday && s.weekday - 1 != (int)day_weekday(d)) ? DAY_NONE : d;
}

/* ---- times ---- */

char *written_spaced(struct arena *a, const char *text) {
    static const char *const spaces[] = {" ", "\t", "\u00a0", "\u202f", "\u2007", "\u2009", "\u2002", "\u2003"};
    struct builder b = {.arena = a};
    bool gap = false;
    while (*text) {
        size_t len = 0;
        for (size_t i = 0; !len && i < sizeof spaces / sizeof spaces[0]; i++)
            if (strncmp(text, spaces[i], strlen(spaces[i])) == 0) len = strlen(spaces[i]);
        gap = gap || len;
        if (len) {
            text += len;
            continue;
        }
        if (gap && b.len) builder_char(&b, ' ');
        gap = false;
        builder_char(&b, *text++);
    }
    return builder_end(&b);
}

/* What word processors put for the hyphens of a date. */
static char *hyphens_plain(struct arena *a, char *text) {
    static const char *const hyphens[] = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2212"};
    enum { BYTES = 3 };
    if (!strchr(text, '\xe2')) return text;
    struct builder b = {.arena = a};
    for (const char *at = text; *at;) {
        bool hyphen = false;
        for (size_t i = 0; !hyphen && i < sizeof hyphens / sizeof hyphens[0]; i++)
            hyphen = strncmp(at, hyphens[i], BYTES) == 0;
        builder_char(&b, hyphen ? '-' : *at);
        at += hyphen ? BYTES : 1;
    }
    return builder_end(&b);
}

static bool word_passed(const char **text, const char *word) {
    size_t len = strlen(word);
    if (strncasecmp(*text, word, len) != 0) return false;
    *text += len;
    return true;
}

static void space_passed(const char **text) { word_passed(text, " "); }

/* ":03", ":03.000": read and dropped. */
static bool seconds_passed(const char **text) {
    if (!word_passed(text, ":")) return true;
    if (strspn(*text, "0123456789") != 2 || number_take(text, 2) > 59) return false;
    if (**text != '.') return true;
    ++*text;
    size_t fraction = strspn(*text, "0123456789");
    *text += fraction;
    return fraction > 0;
}

/* English Canada's Excel writes "9:03:00 a.m.". The hour of twelve; 13 pm is a slip. -1: neither. */
static int half_read(const char *text, int hour) {
    enum { WAYS = 4 };
    static const char *const halves[][WAYS] = {{"am", "a.m.", "a.m", "a. m."}, {"pm", "p.m.", "p.m", "p. m."}};
    for (int i = 0; i < 2 * WAYS; i++)
        if (strcasecmp(text, halves[i / WAYS][i % WAYS]) == 0)
            return hour < 1 || hour > 12 ? -1 : hour % 12 + i / WAYS * 12;
    return -1;
}

/* Behind the hour: ":03", "h 03", "heures 03", "h03 min", "h". -1: none of these. */
static int minutes_take(const char **text) {
    bool letter = **text == 'h' || **text == 'H';
    if (**text != ':' && !letter) return -1;
    ++*text;
    if (letter && !word_passed(text, "eures")) word_passed(text, "eure");
    space_passed(text);
    if (!**text && letter) return 0;
    if (strspn(*text, "0123456789") != 2) return -1;
    int minute = number_take(text, 2);
    if (letter && (word_passed(text, " min") || word_passed(text, "min"))) return minute;
    return letter || seconds_passed(text) ? minute : -1;
}

/* Midnight is left out: of which day it is the end or the beginning is not said. */
static int minute_read(const char *text) {
    if (strcasecmp(text, "midi") == 0 || strcasecmp(text, "noon") == 0) return 12 * 60;
    int hour = number_take(&text, 2);
    space_passed(&text);
    int whole = half_read(text, hour);
    if (whole >= 0) return whole * 60;
    int minute = minutes_take(&text);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return -1;
    space_passed(&text);
    if (*text) hour = half_read(text, hour);
    return hour < 0 ? -1 : hour * 60 + minute;
}

int written_minute(struct arena *a, const char *text) { return minute_read(written_spaced(a, text)); }

/* ---- a day, a moment ---- */

static day day_read(struct arena *a, const char *text) {
    day d = year_first(text);
    if (d == DAY_NONE) d = compact(text);
    return d != DAY_NONE ? d : with_month_name(a, text);
}

/* Where the day ends is tried at each blank: "4 mars 1999 9 h 03" has several. */
static bool wall_read(struct arena *a, const char *text, struct wall *out) {
    for (const char *at = text; *at; at++) {
        if (*at != ' ' && *at != 'T' && *at != 't') continue;
        const char *time = at + 1;
        size_t len = (size_t)(at - text);
        if (len > 0 && text[len - 1] == ',') len--;
        if (!word_passed(&time, "à ")) word_passed(&time, "at ");
        int minute = minute_read(time);
        day d = minute < 0 ? DAY_NONE : day_read(a, arena_printf(a, "%.*s", (int)len, text));
        if (d == DAY_NONE) continue;
        *out = (struct wall){d, (int16_t)minute};
        return true;
    }
    return false;
}

/* A day's midnight is the day itself, which is how databases hand out what is a date to people. */
day written_day(struct arena *a, const char *text) {
    const char *tidy = hyphens_plain(a, written_spaced(a, text));
    struct wall w;
    day d = day_read(a, tidy);
    if (d != DAY_NONE) return d;
    return wall_read(a, tidy, &w) && w.minute == 0 ? w.day : DAY_NONE;
}

bool written_wall(struct arena *a, const char *text, struct wall *out) {
    return wall_read(a, hyphens_plain(a, written_spaced(a, text)), out);
}

/* ---- amounts ---- */

/* Behind "environ" and its like: how sure she was is not kept. */
static const char *about_passed(const char *text) {
    static const char *const words[] = {"environ ", "env. ", "env ", "autour de ", "à peu près ", "about ", "~", "≈"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if (strncasecmp(text, words[i], len) == 0) return text + len;
    }
    return text;
}

/* Behind the number: a currency, and per year, which is what is asked. */
static void unit_dropped(char *amount) {
    static const char *const units[] = {"paran",   "parannee", "/an", "/annee", "ayear", "peryear", "/year",
                                        "dollars", "dollar",   "cad", "$ca",    "cdn",   "ca"};
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
            size_t len = strlen(amount), unit = strlen(units[i]);
            if (len <= unit || strcasecmp(amount + len - unit, units[i]) != 0) continue;
            amount[len - unit] = '\0';
            dropped = true;
        }
    }
}

/* "$40,742", as English has it: the sign first, and three digits behind each comma. */
static bool parts_thousands(const char *amount) {
    if (strchr(amount, '.')) return true;
    for (const char *comma = strchr(amount, ','); comma; comma = strchr(comma + 1, ','))
        if (*amount != '$' || strspn(comma + 1, "0123456789") != 3) return false;
    return *amount == '$';
}

/* Spaces of French typography (plain, no-break, narrow) and a dollar sign go; a comma is a decimal point, or parts
 * thousands where a point follows or the sign stands first. "20,000" alone is twenty dollars with three decimals, and
 * refused: nobody can know. */
const char *written_amount(struct arena *a, const char *text) {
    struct builder b = {.arena = a};
    const char *said = about_passed(written_spaced(a, text));
    bool thousands_parted = parts_thousands(said);
    for (const char *c = said; *c; c++) {
        if (*c == ' ' || *c == '$' || (*c == ',' && thousands_parted)) continue;
        bool acute = strncmp(c, "é", 2) == 0;
        builder_char(&b, acute ? 'e' : *c == ',' ? '.' : *c);
        c += acute;
    }
    char *amount = builder_end(&b);
    unit_dropped(amount);
    size_t len = strlen(amount);
    bool thousands = len > 1 && (amount[len - 1] == 'k' || amount[len - 1] == 'K');
    int64_t cents;
    if (!thousands) return amount;
    amount[len - 1] = 0;
    return plain_money_read(amount, &cents) && cents < INT64_MAX / 1000 && cents > INT64_MIN / 1000
               ? plain_money_write(a, cents * 1000)
               : "k";
}

/* ---- languages ---- */

/* What a desk writes for the languages it meets, beside their names; what is short for one and the code of another,
 * which nobody here speaks (asl is Asilulu, ang Old English); and the codes that older programs still write. */
static const char *const also[][2] = {
    {"creole", "ht"},   {"kreyol", "ht"},    {"kreyol ayisyen", "ht"},
    {"mandarin", "zh"}, {"farsi", "fa"},     {"castillan", "es"},
    {"espanol", "es"},  {"bresilien", "pt"}, {"moldave", "ro"},
    {"ourdu", "ur"},    {"pachtou", "ps"},   {"panjabi", "pa"},
    {"amazigh", "ber"}, {"peulh", "ff"},     {"crie", "cr"},
    {"lsq", "fcs"},     {"asl", "ase"},      {"ang", "en"},
    {"iw", "he"},       {"in", "id"},        {"ji", "yi"},
    {"mo", "ro"},
};

/* "CA", "419", "Hant" behind a code: where it is spoken, and in which script. */
static bool is_subtag(const char *text, size_t len) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (strspn(text, letters) >= len) return len == 2 || len == 4;
    return len == 3 && strspn(text, "0123456789") >= len;
}

/* How much of a tag as programs write them ("fr-CA", "zh-Hant-TW", "es_419", BCP 47) is the language; 0: it is no such
 * tag. Of what stands apart by anything else ("fr, en", "fr/en") none is taken for the other: two were said. EN is no
 * country, and "fr-EN" two as well. */
static size_t tag_language_len(const char *text) {
    size_t language = strcspn(text, "-_"), at = language;
    if (!text[at] || language < LANGUAGE_TWO || language > LANGUAGE_TWO + 1) return 0;
    while (text[at]) {
        const char *tag = text + at + 1;
        size_t len = strcspn(tag, "-_");
        if (!is_subtag(tag, len) || (len == 2 && strncasecmp(tag, "en", len) == 0)) return 0;
        at += 1 + len;
    }
    return language;
}

const char *written_language(struct arena *a, const char *text) {
    size_t tagged = tag_language_len(text);
    char *folded = fold(a, tagged ? arena_printf(a, "%.*s", (int)tagged, text) : text), two[LANGUAGE_TWO + 1];
    for (size_t i = 0; i < n_language_names; i++)
        if (strcmp(fold(a, language_names[i].fr), folded) == 0 || strcmp(fold(a, language_names[i].en), folded) == 0)
            return language_names[i].code;
    for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
        if (strcmp(also[i][0], folded) == 0) return also[i][1];
    return language_two_letters(folded, two) ? arena_text(a, two) : folded;
}
