#include "text/canonical/canonical.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "text/bind/dialect.h"
#include "text/canonical/decimal.h"
#include "text/json.h"

enum { CHOICES_MAX = 40 }; /* more are not named in a fault: a reply may hold a hundred of them */

static bool refuse(struct bind *b, const struct bind_step *step, const struct tree *t, const char *fr, const char *en) {
    bind_fault(b, step, t->place, fr, en);
    return false;
}

/* In quotes as well, whatever the width: the mapping says so. */
static const char *whole(struct arena *a, const struct tree *t, bool wide) {
    (void)wide;
    return t->kind == TREE_NUMBER || t->kind == TREE_TEXT ? decimal_whole(a, t->text) : NULL;
}

static bool real(const struct tree *t, double *out) {
    static const struct {
        const char *text;
        double value;
    } words[] = {{"NaN", NAN}, {"Infinity", INFINITY}, {"-Infinity", -INFINITY}};
    for (size_t i = 0; t->kind == TREE_TEXT && i < sizeof words / sizeof *words; i++) {
        *out = words[i].value;
        if (strcmp(t->text, words[i].text) == 0) return true;
    }
    if ((t->kind != TREE_NUMBER && t->kind != TREE_TEXT) || !decimal_is_number(t->text)) return false;
    *out = strtod(t->text, NULL);
    return isfinite(*out);
}

static const char *choices(struct arena *a, const ProtobufCEnumDescriptor *type) {
    struct builder b = {.arena = a};
    for (unsigned i = 0; i < type->n_values; i++) {
        if (i) builder_text(&b, ", ");
        builder_text(&b, type->values[i].name);
    }
    return builder_end(&b);
}

/* A number passes whatever it is: a client of a newer contract may have it from another daemon. */
static bool enumeration(struct bind *b, const ProtobufCEnumDescriptor *type, const struct tree *t, int32_t *out,
                        const struct bind_step *step) {
    const ProtobufCEnumValue *v =
        t->kind == TREE_TEXT ? protobuf_c_enum_descriptor_get_value_by_name(type, t->text) : NULL;
    const char *number = t->kind == TREE_NUMBER ? decimal_whole(b->arena, t->text) : NULL;
    int64_t value = v ? v->value : 0;
    bool good = v || (number && plain_int_read(number, &value) && value >= INT32_MIN && value <= INT32_MAX);
    *out = (int32_t)value;
    if (good) return true;
    if (type->n_values > CHOICES_MAX)
        return refuse(b, step, t, "Choix inconnu. Voyez ceux de ce champ au contrat (proto/).",
                      "Unknown choice. See those of this field in the contract (proto/).");
    const char *all = choices(b->arena, type);
    return refuse(b, step, t, arena_printf(b->arena, "Choix inconnu. Choix possibles : %s.", all),
                  arena_printf(b->arena, "Unknown choice. Choices: %s.", all));
}

/* Either alphabet becomes the standard one, and padding that is right goes: libsodium reads one form at a time. */
static size_t base64_tidy(char *text) {
    size_t len = strlen(text), padding = 0;
    while (padding < 2 && padding < len && text[len - 1 - padding] == '=') padding++;
    if (padding && len % 4 == 0) len -= padding;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '-') text[i] = '+';
        if (text[i] == '_') text[i] = '/';
    }
    return len;
}

static bool bytes(struct bind *b, const struct tree *t, ProtobufCBinaryData *out, const struct bind_step *step) {
    char *text = arena_text(b->arena, t->kind == TREE_TEXT ? t->text : "*");
    size_t len = base64_tidy(text), room = len / 4 * 3 + 3;
    *out = (ProtobufCBinaryData){0, arena_alloc(b->arena, room)};
    if (sodium_base642bin(out->data, room, text, len, NULL, &out->len, NULL,
                          sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0)
        return true;
    return refuse(b, step, t, "Il faut des octets en base64.", "Bytes in base64 are needed.");
}

static const struct bind_dialect canonical = {
    .json_names = true,
    .whole = whole,
    .real = real,
    .enumeration = enumeration,
    .bytes = bytes,
};

int canonical_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len, void **out,
                   struct text_errors *errors) {
    *out = NULL;
    if (len > CANONICAL_READ_MAX) return REASON_TOO_LARGE;
    const struct tree *t = json_tree_at(a, span_of(text, len), (struct text_place){1, 1}, errors);
    if (t) *out = bind_in(a, &canonical, type, t, errors);
    return *out ? 0 : REASON_JSON_INVALID;
}

/* The place too: of a text that is no JSON it says more than the path. */
sippe__status *canonical_status(struct arena *a, int reason, const struct text_errors *errors) {
    sippe__status *s = status_make(a, reason);
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        sippe__violation *v = NEW(a, sippe__violation);
        v->path = e->path;
        v->reason = (sippe__reason)reason;
        v->message_fr = arena_printf(a, "%s (ligne %u, colonne %u)", e->fr, e->place.line, e->place.column);
        v->message_en = arena_printf(a, "%s (line %u, column %u)", e->en, e->place.line, e->place.column);
        APPEND(a, s, violations, v);
    }
    return s;
}
