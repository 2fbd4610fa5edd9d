#include "intake/domain/proposal/area.h"

static bool skipped(char c) { return c == ' ' || c == '-'; }
static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

/* How many characters of the code the prefix covers; 0: it does not fit. */
static size_t fit(const char *prefix, const char *code) {
    size_t n = 0;
    for (;;) {
        while (skipped(*prefix)) prefix++;
        while (skipped(*code)) code++;
        if (!*prefix) return n;
        if (upper(*prefix) != upper(*code)) return 0;
        prefix++;
        code++;
        n++;
    }
}

static size_t longest_fit(const char *const *prefixes, size_t n, const char *code) {
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t covered = fit(prefixes[i], code);
        if (covered > best) best = covered;
    }
    return best;
}

struct area intake_area_of(const sippe__territory *t, const char *postal_code) {
    struct area area = {NULL, NULL};
    size_t best = 0;
    for (size_t i = 0; i < t->n_clscs; i++) {
        const sippe__clsc *c = t->clscs[i];
        size_t covered = longest_fit(c->postal_prefixes, c->n_postal_prefixes, postal_code);
        if (covered <= best) continue;
        best = covered;
        area.clsc = c;
    }
    for (size_t i = 0; i < t->n_doors; i++) {
        const sippe__door *d = t->doors[i];
        size_t covered = longest_fit(d->postal_prefixes, d->n_postal_prefixes, postal_code);
        if (covered <= best) continue;
        best = covered;
        area = (struct area){NULL, d};
    }
    return area;
}

const sippe__clsc *intake_clsc_find(const sippe__territory *t, const char *code) {
    for (size_t i = 0; i < t->n_clscs; i++)
        if (*code && strcmp(t->clscs[i]->code, code) == 0) return t->clscs[i];
    return NULL;
}
