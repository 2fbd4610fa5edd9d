#include "civil/postal.h"

#include <string.h>
#include "civil/ascii.h"

/* Is this the character at place n of a code? */
static bool fits(char c, size_t n) {
    if (n % 2) return ascii_is_digit(c);
    if (!ascii_is_upper(c) || strchr("DFIOQU", c)) return false;
    return n > 0 || (c != 'W' && c != 'Z');
}

bool postal_read(const char *text, char out[POSTAL_LEN + 1]) {
    size_t n = 0;
    for (; *text; text++) {
        char c = ascii_upper(*text);
        if (ascii_is_space(c) || c == '-') continue;
        if (n == POSTAL_LEN || !fits(c, n)) return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return n > 0;
}

bool postal_is_whole(const char *text) {
    char code[POSTAL_LEN + 1];
    return postal_read(text, code) && strlen(code) == POSTAL_LEN;
}

/* Hyphens stay, as do characters that no code has: what is shown to whoever corrects it is what was written. */
char *postal_tidy(struct arena *a, const char *text) {
    char *out = arena_alloc(a, strlen(text) + 1), *to = out;
    for (; *text; text++) {
        if (*text == ' ' || *text == '\t') continue;
        if (text[0] == '\xc2' && text[1] == '\xa0') { /* a no-break space, from a web page */
            text++;
            continue;
        }
        *to++ = ascii_upper(*text);
    }
    return out;
}

/* An empty prefix fits everything and is no area: len must be more than 0 to be the best. */
const sippe__postal_area *postal_area_of(const sippe__territory *t, const char *code) {
    const sippe__postal_area *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; t && i < t->n_areas; i++) {
        size_t len = strlen(t->areas[i]->prefix);
        if (len <= best_len || strncmp(t->areas[i]->prefix, code, len) != 0) continue;
        best = t->areas[i];
        best_len = len;
    }
    return best;
}
