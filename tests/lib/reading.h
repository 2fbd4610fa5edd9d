/* A text to a message in one call, as tests want it; programs keep the document, to say where in it a fault stands. */
#pragma once
#include "text/bind/bind.h"
#include "text/json.h"
#include "text/yaml.h"

/* In the arena; NULL: the faults say why, with line and column. */
static inline void *json_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len,
                              struct text_errors *errors) {
    const struct tree *t = json_tree(a, text, len, errors);
    return t ? bind_message(a, type, t, errors) : NULL;
}

static inline void *yaml_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len,
                              struct text_errors *errors) {
    const struct tree *t = yaml_tree(a, text, len, errors);
    return t ? bind_message(a, type, t, errors) : NULL;
}
