/* Codes of languages: ISO 639, two letters where there are two ("fr"), else three ("atj", Atikamekw); and the names of
 * those that families speak. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum { LANGUAGE_TWO = 2 };

/* One that there is, in lower case: of two letters where the language has such a one ("fr", and not "fra"), else of
 * three. */
bool language_is_code(const char *code);
/* "fr" of "fra" and of "fre": a language has one code here, or two people who speak it would not be found to. False: it
 * has none of two letters (or is none of three). */
bool language_two_letters(const char *code, char two[LANGUAGE_TWO + 1]);

/* The languages that families of the pilot territories speak, by code. */
struct language_name {
    const char *code, *fr, *en;
};
extern const struct language_name language_names[];
extern const size_t n_language_names;
