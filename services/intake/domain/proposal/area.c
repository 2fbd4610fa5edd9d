#include "intake/domain/proposal/area.h"

#include "civil/postal.h"

/* How many characters of the code the longest prefix that fits covers; 0: none does. */
static size_t longest_fit(const char *const *prefixes, size_t n, const char *code) {
    char prefix[POSTAL_LEN + 1];
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = postal_read(prefixes[i], prefix) ? strlen(prefix) : 0;
        if (len > best && strncmp(prefix, code, len) == 0) best = len;
    }
    return best;
}

/* CLSCs go first and a door must cover more to take over, so that the order of the file decides nothing between the
 * two. */
struct area intake_area_of(const sippe__territory *t, const char *postal_code) {
    struct area area = {NULL, NULL};
    char code[POSTAL_LEN + 1];
    size_t best = 0;
    if (!postal_read(postal_code, code)) return area;
    for (size_t i = 0; i < t->n_clscs; i++) {
        const sippe__clsc *c = t->clscs[i];
        size_t covered = longest_fit(c->postal_prefixes, c->n_postal_prefixes, code);
        if (covered <= best) continue;
        best = covered;
        area.clsc = c;
    }
    for (size_t i = 0; i < t->n_doors; i++) {
        const sippe__door *d = t->doors[i];
        size_t covered = longest_fit(d->postal_prefixes, d->n_postal_prefixes, code);
        if (covered <= best) continue;
        best = covered;
        area = (struct area){NULL, d};
    }
    return area;
}

static const char *without_zeros(const char *code) { return code + strspn(code, "0"); }

static const char *clsc_meant(const sippe__territory *t, const char *code) {
    const char *meant = NULL;
    if (intake_clsc_find(t, code)) return code;
    for (size_t i = 0; i < t->n_clscs; i++) {
        if (strcmp(without_zeros(t->clscs[i]->code), without_zeros(code)) != 0) continue;
        if (meant) return code; /* two of them: nobody can know */
        meant = t->clscs[i]->code;
    }
    return meant && *without_zeros(code) ? meant : code;
}

void intake_clsc_mend(const sippe__territory *t, intake__screening *s) {
    if (s->call) s->call->clsc_code = clsc_meant(t, s->call->clsc_code);
}

const sippe__clsc *intake_clsc_find(const sippe__territory *t, const char *code) {
    for (size_t i = 0; i < t->n_clscs; i++)
        if (*code && strcmp(t->clscs[i]->code, code) == 0) return t->clscs[i];
    return NULL;
}
