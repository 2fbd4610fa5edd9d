/* The words of a search. Pure. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* "de", "la", "l", "the" ...: says nothing about a service. Folded. */
bool directory_word_is_small(const char *word);
/* Leaves out small words but for the last, which may be the beginning of a longer one; what is kept stays in order. */
size_t directory_words_keep_telling(const char **words, size_t n);
