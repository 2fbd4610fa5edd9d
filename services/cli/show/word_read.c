#include <string.h>
#include "text/fold.h"
#include "text/plain.h"
#include "cli/show/words.h"
#include "cli/show/output.h"
#include "proto/territory.h"
#include "proto/work.h"

const char *word(struct cli *c, const ProtobufCEnumDescriptor *type, int value) {
    const struct word *w = word_of(type, value);
    if (w) return pick(c, w->fr, w->en);
    const char *name = value ? plain_enum_write(type, value) : "";
    return name ? name : arena_printf(&c->arena, "%d", value);
}

/* Folded on both sides: "Olo seulement", "olo-seulement" and OLO_ONLY are one choice. The contract's own name is tried
 * first. */
static bool is_word(struct cli *c, const char *folded, const char *text) {
    return text && strcmp(folded, fold(&c->arena, text)) == 0;
}

/* As the worklist says it, the urgent ones by their need. */
static bool is_urgent_need(struct cli *c, const char *folded) {
    const ProtobufCEnumDescriptor *needs = &sippe__urgency__descriptor;
    for (unsigned i = 0; i < needs->n_values; i++) {
        const struct word *w = word_of(needs, needs->values[i].value);
        const char *const said[] = {w ? w->fr : "", w ? w->en : ""};
        for (size_t k = 0; w && k < sizeof said / sizeof said[0]; k++)
            if (is_word(c, folded, said[k]) || is_word(c, folded, arena_printf(&c->arena, "%s (urgent)", said[k])))
                return true;
    }
    return false;
}

bool word_read(struct cli *c, const ProtobufCEnumDescriptor *type, const char *text, int *value) {
    const ProtobufCEnumValue *named = plain_enum_read(type, text);
    if (named) {
        *value = named->value;
        return named->value != 0;
    }
    const char *folded = fold(&c->arena, text);
    for (unsigned i = 0; *folded && i < type->n_values; i++) {
        const struct word *w = word_of(type, type->values[i].value);
        *value = type->values[i].value;
        if (*value && (is_word(c, folded, plain_enum_write(type, *value)) ||
                       (w && (is_word(c, folded, w->fr) || is_word(c, folded, w->en)))))
            return true;
    }
    *value = WORK_KIND_URGENT_NEED;
    return *folded && type == &sippe__work_kind__descriptor && is_urgent_need(c, folded);
}

/* The name, and the word where that is another: what may be typed is what is shown. */
const char *word_choices(struct cli *c, const ProtobufCEnumDescriptor *type) { return word_choices_but(c, type, 0); }

static bool has_words(struct cli *c, const ProtobufCEnumDescriptor *type, int value, const char *folded) {
    const struct word *w = word_of(type, value);
    const char *name = plain_enum_write(type, value);
    return (name && strstr(fold(&c->arena, name), folded)) ||
           (w && (strstr(fold(&c->arena, w->fr), folded) || strstr(fold(&c->arena, w->en), folded)));
}

/* Those that have this in their words: all have "". */
static const char *choices_with(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered,
                                const char *folded) {
    const char *all = "";
    for (unsigned i = 0; i < type->n_values; i++) {
        int value = type->values[i].value;
        const char *name = plain_enum_write(type, value), *said = word(c, type, value);
        if (!value || !name || (value < 32 && unoffered & 1u << value)) continue;
        if (!has_words(c, type, value, folded)) continue;
        bool same = is_word(c, fold(&c->arena, name), said);
        all = arena_printf(&c->arena, "%s%s%s%s%s%s", all, *all ? ", " : "", name, same ? "" : " (", same ? "" : said,
                           same ? "" : ")");
    }
    return all;
}

const char *word_choices_but(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered) {
    return choices_with(c, type, unoffered, "");
}

const char *word_choices_near(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered,
                              const char *text) {
    const char *near = choices_with(c, type, unoffered, fold(&c->arena, text));
    return *near ? near : choices_with(c, type, unoffered, "");
}
