#include "words/words.h"

static const struct words *words_of(const ProtobufCEnumDescriptor *type) {
    const struct words *w = words_all, *end = words_all + n_words_all;
    while (w < end && w->type != type) w++;
    return w < end ? w : NULL;
}

const struct word *word_of(const ProtobufCEnumDescriptor *type, int value) {
    const struct words *w = words_of(type);
    for (size_t i = 0; w && i < w->n; i++)
        if (w->list[i].value == value) return &w->list[i];
    return NULL;
}
