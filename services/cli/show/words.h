/* The words of the contract's enumerations in French and English: what people read, and may write in place of the
 * contract's own names. Reasons have their sentences in base/reason.h. A test wants words for every value that a method
 * or an event can hold, so that a new one is not forgotten; what an older program does not know it shows by name or
 * number. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>
#include "cli/cli.h"

struct word {
    int value;
    const char *fr, *en;
};

/* All words of one enumeration. */
struct words {
    const ProtobufCEnumDescriptor *type;
    const struct word *list;
    size_t n;
};

extern const struct words words_all[];
extern const size_t n_words_all;

/* NULL: this release has no words for it. */
const struct word *word_of(const ProtobufCEnumDescriptor *type, int value);
/* Never NULL: "" for the unspecified value, the number when it is unknown. WORD(c, intake__route, route) */
const char *word(struct cli *c, const ProtobufCEnumDescriptor *type, int value);
#define WORD(c, type, value) word((c), &type##__descriptor, (int)(value))
/* By the contract's name, or by the word in either language; case, accents, blanks and hyphens do not matter. */
bool word_read(struct cli *c, const ProtobufCEnumDescriptor *type, const char *text, int *value);
/* "SIPPE, OLO_ONLY (OLO seulement) ...": what may be chosen. */
const char *word_choices(struct cli *c, const ProtobufCEnumDescriptor *type);
