/* The French words of the answers, as they stand in a cell. Cells are compared folded: case, accents, spaces, hyphens
 * and apostrophes do not count, so that "Médecin ou établissement" and "medecin_ou_etablissement" are one.
 *
 * Words of tables, apart from those of the screen (show/words.h): what a desk's file holds must be read for years, also
 * when a screen says it better. French alone, as the headers; the contract's own names are read too. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

/* Lower case without marks, runs of anything else than letters and digits as one '_', none at the ends. In the
 * arena. */
char *answers_fold(struct arena *a, const char *text);
/* The French word, or the name in the contract with or without its prefix. Unspecified is no answer. */
bool answers_read(struct arena *a, const ProtobufCEnumDescriptor *type, const char *text, int *value);
/* The word that is written: the first of its value. NULL: no such value, or unspecified. */
const char *answers_write(const ProtobufCEnumDescriptor *type, int value);
/* "oui, non, inconnu, refus": what may stand in such a cell, for the sentence that refuses it. */
char *answers_choices(struct arena *a, const ProtobufCEnumDescriptor *type);
/* How many edits lie between them, at most `limit` + 1. Both folded: bytes are letters then. */
size_t answers_distance(const char *a, const char *b, size_t limit);
