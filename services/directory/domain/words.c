#include "directory/domain/words.h"

#include <string.h>

/* Words that turn a search (sans, avec, without) are not small. */
bool directory_word_is_small(const char *word) {
    static const char *const SMALL[] = {"a",  "au",  "aux", "de",  "des",  "du",  "en",  "et",  "la",
                                        "le", "les", "ou",  "par", "pour", "sur", "un",  "une", "and",
                                        "at", "for", "in",  "of",  "on",   "or",  "the", "to"};
    if (word[0] && !word[1]) return word[0] < '0' || word[0] > '9';
    for (size_t i = 0; i < sizeof SMALL / sizeof SMALL[0]; i++)
        if (!strcmp(word, SMALL[i])) return true;
    return false;
}

size_t directory_words_keep_telling(const char **words, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (i + 1 == n || !directory_word_is_small(words[i])) words[kept++] = words[i];
    return kept;
}
