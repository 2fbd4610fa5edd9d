#include "intake/domain/screening/normal.h"

#include <string.h>
#include "civil/ascii.h"
#include "civil/language.h"
#include "civil/postal.h"
#include "intake/domain/screening/answer.h"
#include "proto/status.h"

enum { NAM_LEN = 12 };

const char *intake_postal_normal(struct arena *a, const char *text) {
    char code[POSTAL_LEN + 1];
    return postal_read(text, code) && strlen(code) == POSTAL_LEN ? arena_text(a, code) : NULL;
}

const char *intake_language_normal(struct arena *a, const char *text) {
    char *out = arena_text(a, text);
    for (char *c = out; *c; c++) *c = ascii_lower(*c);
    char two[LANGUAGE_TWO + 1];
    if (language_two_letters(out, two)) return arena_text(a, two);
    return language_is_code(out) ? out : NULL;
}

const char *intake_nam_normal(struct arena *a, const char *text) {
    char *out = arena_alloc(a, strlen(text) + 1);
    size_t n = 0;
    for (; *text; text++)
        if (!ascii_is_space(*text)) out[n++] = ascii_upper(*text);
    return out;
}

/* Are these the first letters of the name? Yes, where one of them cannot be compared without tables (it carries a
 * mark): this warns, and must not warn for nothing. */
static bool begins_like(const char *nam, const char *name, size_t n) {
    for (size_t i = 0; i < n; name++) {
        if (!*name || (unsigned char)*name >= 0x80) return true; /* short, or with a mark: not ours to judge */
        if (!ascii_is_upper(ascii_upper(*name))) continue;       /* "O'Neil", "De La Cruz" */
        if (nam[i++] != ascii_upper(*name)) return false;
    }
    return true;
}

static int two(const char *s) { return (s[0] - '0') * 10 + (s[1] - '0'); }

/* The year has two digits and no century. Without a birth date any day of a year passes: 2000 had a 29 February. */
bool intake_nam_is_plausible(const char *nam, const char *family, const char *given, day birth) {
    if (strlen(nam) != NAM_LEN) return false;
    for (size_t i = 0; i < NAM_LEN; i++) /* the eleventh is a letter or a digit */
        if (i < 4     ? !ascii_is_upper(nam[i])
            : i == 10 ? !ascii_is_upper(nam[i]) && !ascii_is_digit(nam[i])
                      : !ascii_is_digit(nam[i]))
            return false;
    if (!begins_like(nam, family, 3) || !begins_like(nam + 3, given, 1)) return false;
    int month = two(nam + 6) > 50 ? two(nam + 6) - 50 : two(nam + 6);
    if (birth == DAY_NONE) return day_from(2000, month, two(nam + 8)) != DAY_NONE;
    int y, m, d;
    day_parts(birth, &y, &m, &d);
    return two(nam + 4) == y % 100 && month == m && two(nam + 8) == d;
}

const char *intake_text_trimmed(struct arena *a, const char *text) {
    while (ascii_is_space(*text)) text++;
    size_t len = strlen(text);
    while (len && ascii_is_space(text[len - 1])) len--;
    return arena_text_of(a, span_of(text, len));
}

/* What has no normal form is kept as it was written, so that the check refuses what the person sees on her screen. */
static const char *or_as_written(const char *normal, const char *written) { return normal ? normal : written; }

static void normal_language(struct arena *a, sippe__language *l) {
    if (l) l->code = or_as_written(intake_language_normal(a, l->code), l->code);
}

void intake_phone_split(struct arena *a, const char **number, const char **extension) {
    struct phone read;
    *extension = intake_text_trimmed(a, *extension);
    if (!intake_phone_read(a, *number, &read)) return;
    if (*read.extension && **extension && strcmp(read.extension, *extension) != 0) return;
    *number = read.number;
    if (*read.extension) *extension = read.extension;
}

static void normal_identity(struct arena *a, intake__identity *i) {
    if (i->name) {
        i->name->family = intake_text_trimmed(a, i->name->family);
        i->name->given = intake_text_trimmed(a, i->name->given);
        i->name->preferred = intake_text_trimmed(a, i->name->preferred);
    }
    intake_phone_split(a, &i->phone, &i->phone_extension);
    intake_phone_split(a, &i->alt_phone, &i->alt_phone_extension);
    i->email = intake_text_trimmed(a, i->email);
    i->nam = intake_nam_normal(a, i->nam);
    sippe__postal_code *p = i->address ? i->address->postal_code : NULL;
    if (p) p->code = or_as_written(intake_postal_normal(a, p->code), p->code);
}

intake__screening *intake_screening_normal(struct arena *a, const intake__screening *s) {
    intake__screening *out = message_copy(a, &s->base);
    if (out->call) {
        normal_language(a, out->call->language);
        normal_language(a, out->call->interpreter_language);
    }
    if (out->identity) normal_identity(a, out->identity);
    return out;
}
