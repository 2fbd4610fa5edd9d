/* The words of a search. Pure. They are left out of what is asked, not of what is indexed: a text in which only they
 * stand must still find something, and the last one is the beginning of a longer word. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* "de", "la", "l", "the" ...: says nothing about a service, in French or English. Folded. A letter alone is what an
 * elision leaves: "l'éclaircie" folds to two words. A digit alone tells. */
bool directory_word_is_small(const char *word);
/* Leaves out small words but for the last, which may be the beginning of a longer one; what is kept stays in order. How
 * many are kept. */
size_t directory_words_keep_telling(const char **words, size_t n);
