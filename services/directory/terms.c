#include "directory/terms.h"

#include <string.h>
#include "civil/language.h"
#include "civil/postal.h"
#include "directory/domain/need_words.h"
#include "text/fold.h"

/* ---- of a service ---- */

static bool has_word(const directory_rows__terms *t, const char *word) {
    for (size_t i = 0; i < t->n_words; i++)
        if (strcmp(t->words[i], word) == 0) return true;
    return false;
}

/* Small words too (words.h). A few dozen words at most, so looked through one by one. */
static void add_words(struct arena *a, directory_rows__terms *t, const char *text) {
    const char **words;
    size_t n = fold_tokens(a, text, &words);
    for (size_t i = 0; i < n && t->n_words < TERM_WORDS_MAX; i++)
        if (!has_word(t, words[i])) APPEND(a, t, words, words[i]);
}

/* "kabyle" and "Kabyle" beside "kab": people ask by the name. */
static void add_language(struct arena *a, directory_rows__terms *t, const char *code) {
    for (size_t i = 0; i < n_language_names; i++)
        if (strcmp(language_names[i].code, code) == 0) {
            add_words(a, t, language_names[i].fr);
            add_words(a, t, language_names[i].en);
        }
}

/* In the order in which words may be crowded out: what one asks for by name first, the description last. */
directory_rows__terms *directory_terms_of(struct arena *a, const directory__organization *o,
                                          const directory__service *s) {
    directory_rows__terms *t = NEW(a, directory_rows__terms);
    char postal[POSTAL_LEN + 1];
    add_words(a, t, s->name);
    add_words(a, t, s->alternate_name);
    add_words(a, t, o->name);
    add_words(a, t, o->alternate_name);
    for (size_t i = 0; i < s->n_locations; i++)
        if (s->locations[i]->address) add_words(a, t, s->locations[i]->address->municipality);
    for (size_t i = 0; i < s->n_needs; i++) add_words(a, t, directory_need_words(s->needs[i]));
    for (size_t i = 0; i < s->n_languages; i++) add_language(a, t, s->languages[i]->code);
    add_words(a, t, s->description);
    t->needs = s->needs;
    t->n_needs = s->n_needs;
    for (size_t i = 0; i < s->n_languages; i++) APPEND(a, t, languages, s->languages[i]->code);
    for (size_t i = 0; i < s->n_postal_prefixes; i++)
        if (postal_read(s->postal_prefixes[i], postal)) APPEND(a, t, areas, arena_text(a, postal));
    return t;
}

const char *directory_terms_text(struct arena *a, const directory_rows__terms *terms) {
    const char *text = " ";
    for (size_t i = 0; i < terms->n_words; i++) text = arena_printf(a, "%s%s ", text, terms->words[i]);
    return text;
}

/* ---- postings ---- */

struct key directory_posting(enum term_kind kind, const char *text) {
    return KEY(KEY_U8((uint64_t)kind), KEY_TEXT(text));
}

struct key directory_posting_of_need(struct arena *a, int need) {
    return directory_posting(TERM_NEED, arena_printf(a, "%d", need));
}

struct key directory_postings_from(const char *word) {
    struct key k = directory_posting(TERM_WORD, word);
    k.len--; /* without the byte that ends the text */
    return k;
}

/* A part of an area is found by who asks for the area ("H2M"), never by who asks for another part of it. */
static void add_area(struct keys *out, const char *prefix) {
    keys_add(out, directory_posting(TERM_AREA, prefix));
    if (strlen(prefix) > POSTAL_AREA_LEN)
        keys_add(out, directory_posting(TERM_AREA_PART, arena_printf(out->arena, "%.*s", POSTAL_AREA_LEN, prefix)));
}

/* A service without areas serves everybody: its one area is the beginning of every code. */
void directory_postings_keys(const directory_rows__terms *t, struct keys *out) {
    keys_add(out, directory_posting(TERM_ALL, ""));
    for (size_t i = 0; i < t->n_words; i++) keys_add(out, directory_posting(TERM_WORD, t->words[i]));
    for (size_t i = 0; i < t->n_needs; i++) keys_add(out, directory_posting_of_need(out->arena, (int)t->needs[i]));
    for (size_t i = 0; i < t->n_languages; i++) keys_add(out, directory_posting(TERM_LANGUAGE, t->languages[i]));
    if (!t->n_areas) keys_add(out, directory_posting(TERM_AREA, ""));
    for (size_t i = 0; i < t->n_areas; i++) add_area(out, t->areas[i]);
}
