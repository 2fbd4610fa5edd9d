/* The words of the contract's enumerations in French and English: what people read. One table; the program `sippe`
 * shows and reads it, its sheets too, and the pages have it as modules (js/main.c). Reasons have their sentences in
 * base/reason.h. A test wants words for every value that a method or an event can hold, so that a new one is not
 * forgotten; what an older program does not know it shows by name or number. */
#pragma once
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>

struct word {
    int value;
    const char *fr, *en; /* as they stand within a sentence: no capital, a plain apostrophe */
};

/* All words of one enumeration. Its value 0 has one only where it means something of its own. */
struct words {
    const ProtobufCEnumDescriptor *type;
    const struct word *list;
    size_t n;
};

extern const struct words words_all[];
extern const size_t n_words_all;

/* NULL: this release has no words for it. */
const struct word *word_of(const ProtobufCEnumDescriptor *type, int value);

/* What a look at a family was, by its method, as it stands behind who looked: "a ouvert son dossier"; and what a
 * command was that was refused: "a voulu fixer une visite". */
struct look {
    const char *method, *fr, *en;
};

extern const struct look looks_all[];
extern const size_t n_looks_all;

/* NULL: this release has no words for it. */
const struct look *look_of(const char *method);
