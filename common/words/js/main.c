/* The words of one language as a module for the pages: `sippe-words fr` at the build.
 *
 *   export const mots = {
 *     "sippe.Role": { "ROLE_DESK": "accueil", ...
 *
 * The keys are the names that JSON has of an enumeration's values. */
#include <stdio.h>
#include <string.h>
#include "words/words.h"

/* Every text of the table is plain; a quote or a backslash in one would end it here, not in a browser. */
static int print(const char *text) {
    if (strpbrk(text, "\"\\\n")) {
        fprintf(stderr, "no text for a module: %s\n", text);
        return 1;
    }
    printf("\"%s\"", text);
    return 0;
}

static int print_words(const struct words *w, int english) {
    int bad = 0;
    printf("  \"%s\": {\n", w->type->name);
    for (unsigned i = 0; i < w->type->n_values; i++) {
        const struct word *word = word_of(w->type, w->type->values[i].value);
        if (!word) continue;
        printf("    \"%s\": ", w->type->values[i].name);
        bad |= print(english ? word->en : word->fr);
        printf(",\n");
    }
    printf("  },\n");
    return bad;
}

int main(int argc, char **argv) {
    int english = argc == 2 && strcmp(argv[1], "en") == 0, bad = 0;
    if (argc != 2 || (!english && strcmp(argv[1], "fr") != 0)) {
        fprintf(stderr, "sippe-words fr | en\n");
        return 64;
    }
    printf("// @ts-check\n// Made at the build from common/words.\n");
    printf("/** @type {Record<string, Record<string, string>>} */\nexport const mots = {\n");
    for (size_t i = 0; i < n_words_all; i++) bad |= print_words(&words_all[i], english);
    printf("};\n");
    return bad;
}
