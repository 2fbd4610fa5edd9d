#include <string.h>
#include "base/character.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"
#include "intake/domain/territory/territory_parts.h"

void intake_rule_range(struct findings *f, const char *path, int64_t value, int64_t from, int64_t to) {
    if (value < from || value > to) finding_add(f, REASON_NUMBER_OUT_OF_RANGE, path);
}

void intake_rule_text(struct findings *f, const char *path, const char *text, size_t max, bool required) {
    if (required && text_is_blank(text)) finding_add(f, REASON_FIELD_REQUIRED, path);
    if (strlen(text) > max) finding_add(f, REASON_TEXT_TOO_LONG, path);
}

/* The value 0 is UNSPECIFIED, which a file cannot mean. */
int intake_rule_word(struct findings *f, const char *path, const char *word, const ProtobufCEnumDescriptor *type,
                     const char *prefix) {
    const ProtobufCEnumValue *v =
        protobuf_c_enum_descriptor_get_value_by_name(type, arena_printf(f->arena, "%s%s", prefix, word));
    if (v && v->value != 0) return v->value;
    finding_add(f, *word ? REASON_ENUM_UNKNOWN : REASON_FIELD_REQUIRED, path);
    return 0;
}

static bool is_before(const char *const *words, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (strcmp(words[k], words[i]) == 0) return true;
    return false;
}

bool intake_rule_count(struct findings *f, const char *path, size_t n, size_t most) {
    if (n > most) finding_add(f, REASON_TOO_MANY, path);
    return n <= most;
}

/* Each with each: the enumeration is what bounds the time. */
void intake_rule_words(struct findings *f, const char *path, const char *const *words, size_t n,
                       const ProtobufCEnumDescriptor *type, const char *prefix) {
    if (!intake_rule_count(f, path, n, type->n_values)) return;
    for (size_t i = 0; i < n; i++) {
        const char *here = arena_printf(f->arena, "%s[%zu]", path, i);
        if (intake_rule_word(f, here, words[i], type, prefix) && is_before(words, i))
            finding_add(f, REASON_DUPLICATE, here);
    }
}

void intake_rule_phone(struct findings *f, const char *path, const char *phone) {
    if (*phone && !intake_phone_normal(f->arena, phone)) finding_add(f, REASON_PHONE_INVALID, path);
}

bool intake_rule_code(struct findings *f, const char *path, const char *code) {
    enum { CODE_LEN = 40 };
    size_t n = strlen(code);
    bool valid = n <= CODE_LEN && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n;
    if (!n)
        finding_add(f, REASON_FIELD_REQUIRED, path);
    else if (!valid)
        finding_add(f, REASON_NAME_INVALID, path);
    return n && valid;
}
