#include "directory/terms.h"

#include <string.h>
#include "civil/postal.h"
#include "text/fold.h"

struct terms {
    struct arena *arena;
    struct term *list;
    size_t n, room, n_words;
};

static bool terms_hold(const struct terms *t, struct term term) {
    for (size_t i = 0; i < t->n; i++)
        if (t->list[i].kind == term.kind && !strcmp(t->list[i].text, term.text)) return true;
    return false;
}

static void terms_add(struct terms *t, enum term_kind kind, const char *text) {
    struct term term = {kind, text};
    if (terms_hold(t, term)) return;
    if (kind == TERM_WORD && t->n_words++ >= TERM_WORDS_MAX) return;
    if (t->n == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        struct term *larger = arena_alloc(t->arena, room * sizeof *larger);
        if (t->n) memcpy(larger, t->list, t->n * sizeof *larger);
        t->list = larger;
        t->room = room;
    }
    t->list[t->n++] = term;
}

static void add_words(struct terms *t, const char *text) {
    const char **words;
    size_t n = fold_tokens(t->arena, text, &words);
    for (size_t i = 0; i < n && t->n_words < TERM_WORDS_MAX; i++) terms_add(t, TERM_WORD, words[i]);
}

static void add_prefix(struct terms *t, const char *prefix) {
    char postal[POSTAL_LEN + 1];
    if (!postal_read(prefix, postal)) return;
    terms_add(t, TERM_AREA, arena_text(t->arena, postal));
    if (strlen(postal) <= POSTAL_AREA_LEN) return;
    postal[POSTAL_AREA_LEN] = '\0';
    terms_add(t, TERM_AREA_PART, arena_text(t->arena, postal));
}

const char *directory_need_term(struct arena *a, int need) { return arena_printf(a, "%d", need); }

struct term *directory_service_terms(struct arena *a, const directory__organization *o, const directory__service *s,
                                     size_t *n) {
    struct terms t = {.arena = a};
    terms_add(&t, TERM_ALL, "");
    add_words(&t, s->name);
    add_words(&t, s->alternate_name);
    add_words(&t, o->name);
    add_words(&t, o->alternate_name);
    for (size_t i = 0; i < s->n_locations; i++)
        if (s->locations[i]->address) add_words(&t, s->locations[i]->address->municipality);
    add_words(&t, s->description);
    for (size_t i = 0; i < s->n_needs; i++) terms_add(&t, TERM_NEED, directory_need_term(a, (int)s->needs[i]));
    for (size_t i = 0; i < s->n_languages; i++) terms_add(&t, TERM_LANGUAGE, s->languages[i]->code);
    if (!s->n_postal_prefixes) terms_add(&t, TERM_AREA, "");
    for (size_t i = 0; i < s->n_postal_prefixes; i++) add_prefix(&t, s->postal_prefixes[i]);
    *n = t.n;
    return t.list;
}

const char *directory_terms_words(struct arena *a, const struct term *terms, size_t n) {
    size_t len = 2;
    for (size_t i = 0; i < n; i++)
        if (terms[i].kind == TERM_WORD) len += strlen(terms[i].text) + 1;
    char *out = arena_alloc(a, len), *at = out;
    *at++ = ' ';
    for (size_t i = 0; i < n; i++) {
        if (terms[i].kind != TERM_WORD) continue;
        size_t word = strlen(terms[i].text);
        memcpy(at, terms[i].text, word);
        at += word;
        *at++ = ' ';
    }
    return out;
}

struct key directory_posting_key(struct term term, struct id service) {
    return KEY(KEY_U8((uint64_t)term.kind), KEY_TEXT(term.text), KEY_ID(service));
}

struct key directory_posting_prefix(struct term term, bool open) {
    struct key k = KEY(KEY_U8((uint64_t)term.kind), KEY_TEXT(term.text));
    if (open) k.len--; /* without the byte that ends the text */
    return k;
}
