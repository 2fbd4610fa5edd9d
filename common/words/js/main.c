/* The words of one language as modules for the pages, at the build: `sippe-words fr` those of the contract's values,
 * `sippe-words fr looks` those of the access journal, which one page alone needs; `sippe-words fr languages` what
 * languages are called (civil/language.h), as a browser has names of its own for some.
 *
 *   export const mots = {                                  export const looks = {
 *     "sippe.Role": { "ROLE_DESK": "accueil", ...            "intake.GetFamily": "a ouvert son dossier", ...
 *
 * The keys are the names that JSON has of an enumeration's values, of a method, and codes of languages. */
#include <stdio.h>
#include <string.h>
#include "civil/language.h"
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

static int print_mots(int english) {
    int bad = 0;
    printf("/** @type {Record<string, Record<string, string>>} */\nexport const mots = {\n");
    for (size_t i = 0; i < n_words_all; i++) bad |= print_words(&words_all[i], english);
    return bad;
}

static int print_pair(const char *name, const char *word) {
    printf("  \"%s\": ", name);
    int bad = print(word);
    printf(",\n");
    return bad;
}

static int print_looks(int english) {
    int bad = 0;
    printf("/** @type {Record<string, string>} */\nexport const looks = {\n");
    for (size_t i = 0; i < n_looks_all; i++)
        bad |= print_pair(looks_all[i].method, english ? looks_all[i].en : looks_all[i].fr);
    return bad;
}

static int print_languages(int english) {
    int bad = 0;
    printf("/** @type {Record<string, string>} */\nexport const languages = {\n");
    for (size_t i = 0; i < n_language_names; i++)
        bad |= print_pair(language_names[i].code, english ? language_names[i].en : language_names[i].fr);
    return bad;
}

static const struct module {
    const char *name;
    int (*print)(int english);
} modules[] = {{"mots", print_mots}, {"looks", print_looks}, {"languages", print_languages}};

int main(int argc, char **argv) {
    int english = argc > 1 && strcmp(argv[1], "en") == 0;
    const struct module *m = NULL;
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (strcmp(argc == 3 ? argv[2] : "mots", modules[i].name) == 0) m = &modules[i];
    if (argc < 2 || argc > 3 || (!english && strcmp(argv[1], "fr") != 0) || !m) {
        fprintf(stderr, "sippe-words fr | en [looks | languages]\n");
        return 64;
    }
    printf("// @ts-check\n// Made at the build from common/words.\n");
    int bad = m->print(english);
    printf("};\n");
    return bad;
}
