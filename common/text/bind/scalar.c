#include "text/bind/scalar.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <strings.h>
#include "base/message.h"
#include "civil/postal.h"
#include "text/bind/dialect.h"

/* The last double that becomes FLT_MAX as a float: 3.4028235e38, which is what people and programs write for it, is a
 * little more than it. */
static const double FLOAT_READ_MAX = 0x1.fffffefffffffp+127;

static bool refuse(struct bind *b, const struct bind_step *step, const struct tree *t, const char *fr, const char *en) {
    bind_fault(b, step, t->place, fr, en);
    return false;
}

static bool is_written(const struct tree *t) { return t->kind == TREE_TEXT || t->kind == TREE_WORD; }

/* A number as it is written; a text passes only where numbers of JSON are too small: other programs read them as
 * doubles, which hold 53 bits. Elsewhere "12" in quotes is a mistake that is better told. */
static const char *number_of(const struct tree *t, bool text_too) {
    return t->kind == TREE_NUMBER || t->kind == TREE_WORD || (text_too && t->kind == TREE_TEXT) ? t->text : NULL;
}

static const char *plain_whole(struct arena *a, const struct tree *t, bool wide) {
    (void)a;
    return number_of(t, wide);
}

static bool plain_real(const struct tree *t, double *out) {
    const char *text = number_of(t, false);
    return text && plain_real_read(text, out);
}

/* -limit - 1 is the smallest: two's complement. A limit of 64 bits stands for the type, too. Not whole, or with leading
 * zeros, is another sentence than out of range: 012 is a code in the wrong place. */
static bool bind_signed(struct bind *b, const struct tree *t, int64_t limit, int64_t *out,
                        const struct bind_step *step) {
    const char *text = b->dialect->whole(b->arena, t, limit == INT64_MAX);
    if (text && plain_int_read(text, out) && *out <= limit && *out >= -limit - 1) return true;
    if (!text || !plain_is_whole(text))
        return refuse(b, step, t, "Il faut un nombre entier, sans zéro devant.",
                      "A whole number is needed, without leading zeros.");
    return refuse(b, step, t,
                  arena_printf(b->arena, "Il faut un nombre de %" PRId64 " à %" PRId64 ".", -limit - 1, limit),
                  arena_printf(b->arena, "A number from %" PRId64 " to %" PRId64 " is needed.", -limit - 1, limit));
}

static bool bind_unsigned(struct bind *b, const struct tree *t, uint64_t limit, uint64_t *out,
                          const struct bind_step *step) {
    const char *text = b->dialect->whole(b->arena, t, limit == UINT64_MAX);
    if (text && plain_uint_read(text, out) && *out <= limit) return true;
    if (!text || !plain_is_whole(text))
        return refuse(b, step, t, "Il faut un nombre entier, sans zéro devant.",
                      "A whole number is needed, without leading zeros.");
    return refuse(b, step, t, arena_printf(b->arena, "Il faut un nombre de 0 à %" PRIu64 ".", limit),
                  arena_printf(b->arena, "A number from 0 to %" PRIu64 " is needed.", limit));
}

static bool bind_real(struct bind *b, const struct tree *t, double limit, double *out, const struct bind_step *step) {
    if (!b->dialect->real(t, out))
        return refuse(b, step, t, "Il faut un nombre (avec un point : 45.5).", "A number is needed.");
    if (!isfinite(*out) || (*out <= limit && *out >= -limit)) return true;
    return refuse(b, step, t, "Ce nombre est trop grand.", "This number is too large.");
}

/* Not yes, no, on and off, which YAML 1.1 takes for truth values: NO is an answer here, and ON a province. */
static bool bind_bool(struct bind *b, const struct tree *t, protobuf_c_boolean *out, const struct bind_step *step) {
    static const char *const yes[] = {"true", "True", "TRUE", "oui", "Oui", "OUI"};
    static const char *const no[] = {"false", "False", "FALSE", "non", "Non", "NON"};
    *out = t->kind == TREE_TRUE;
    if (t->kind == TREE_TRUE || t->kind == TREE_FALSE) return true;
    for (size_t i = 0; t->kind == TREE_WORD && i < sizeof yes / sizeof *yes; i++) {
        *out = strcmp(t->text, yes[i]) == 0;
        if (*out || strcmp(t->text, no[i]) == 0) return true;
    }
    return refuse(b, step, t, "Il faut « true » ou « false ».", "\"true\" or \"false\" is needed.");
}

/* YES_NO_YES may be true (oui), YES_NO_NO false (non). */
static const char *truth_word(const struct tree *t) {
    if (t->kind == TREE_TRUE) return "YES";
    if (t->kind == TREE_FALSE) return "NO";
    if (t->kind != TREE_WORD) return NULL;
    if (strcasecmp(t->text, "true") == 0 || strcasecmp(t->text, "oui") == 0) return "YES";
    if (strcasecmp(t->text, "false") == 0 || strcasecmp(t->text, "non") == 0) return "NO";
    return NULL;
}

static bool plain_enum(struct bind *b, const ProtobufCEnumDescriptor *type, const struct tree *t, int32_t *out,
                       const struct bind_step *step) {
    const char *word = type == &sippe__yes_no__descriptor ? truth_word(t) : NULL;
    if (!word && is_written(t)) word = t->text;
    const ProtobufCEnumValue *v = word ? plain_enum_read(type, word) : NULL;
    if (v) {
        *out = v->value;
        return true;
    }
    char *choices = plain_enum_choices(b->arena, type);
    return refuse(b, step, t, arena_printf(b->arena, "Choix inconnu. Choix possibles : %s.", choices),
                  arena_printf(b->arena, "Unknown choice. Choices: %s.", choices));
}

/* A number is no text: JSON has quotes for that. In YAML 06601 without quotes is a word, and passes as it stands. */
static bool bind_text(struct bind *b, const struct tree *t, char **out, const struct bind_step *step) {
    if (!is_written(t))
        return refuse(b, step, t, "Il faut un texte (entre guillemets).", "A text is needed (in quotes).");
    *out = arena_text(b->arena, t->text);
    return true;
}

static bool plain_bytes(struct bind *b, const struct tree *t, ProtobufCBinaryData *out, const struct bind_step *step) {
    if (is_written(t) && plain_bytes_read(b->arena, t->text, out)) return true;
    return refuse(b, step, t, "Il faut des chiffres hexadécimaux (0 à 9, a à f), en nombre pair.",
                  "Hexadecimal digits are needed (0 to 9, a to f), an even number of them.");
}

const struct bind_dialect bind_plainly = {
    .plain = true,
    .whole = plain_whole,
    .real = plain_real,
    .enumeration = plain_enum,
    .bytes = plain_bytes,
};

/* Numbers are read as 64 bits, so that one that does not fit is told and not cut; then the field's own width is
 * written. */
bool bind_scalar(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, void *out,
                 const struct bind_step *step) {
    int64_t i = 0;
    uint64_t u = 0;
    double d = 0;
    float f;
    bool good = false;
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        good = bind_signed(b, t, INT32_MAX, &i, step);
        memcpy(out, &(int32_t){(int32_t)i}, 4);
        return good;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64: return bind_signed(b, t, INT64_MAX, out, step);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        good = bind_unsigned(b, t, UINT32_MAX, &u, step);
        memcpy(out, &(uint32_t){(uint32_t)u}, 4);
        return good;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64: return bind_unsigned(b, t, UINT64_MAX, out, step);
    case PROTOBUF_C_TYPE_FLOAT:
        good = bind_real(b, t, FLOAT_READ_MAX, &d, step);
        f = good ? (float)d : 0;
        memcpy(out, &f, sizeof f);
        return good;
    case PROTOBUF_C_TYPE_DOUBLE: return bind_real(b, t, DBL_MAX, out, step);
    case PROTOBUF_C_TYPE_BOOL: return bind_bool(b, t, out, step);
    case PROTOBUF_C_TYPE_ENUM: return b->dialect->enumeration(b, field->descriptor, t, out, step);
    case PROTOBUF_C_TYPE_STRING: return bind_text(b, t, out, step);
    case PROTOBUF_C_TYPE_BYTES: return b->dialect->bytes(b, t, out, step);
    case PROTOBUF_C_TYPE_MESSAGE: break;
    }
    return false;
}

static bool bind_date(struct bind *b, const struct tree *t, sippe__date *out, const struct bind_step *step) {
    if (is_written(t) && plain_date_read(t->text, out)) return true;
    return refuse(b, step, t, "Il faut une date qui existe, sous la forme AAAA-MM-JJ.",
                  "A date that exists is needed, as YYYY-MM-DD.");
}

static bool bind_instant(struct bind *b, const struct tree *t, sippe__instant *out, const struct bind_step *step) {
    if (is_written(t) && plain_instant_read(t->text, &out->ms)) return true;
    return refuse(b, step, t,
                  "Il faut une date et une heure avec leur fuseau : 2026-11-21T14:03:00Z ou 2026-11-21T09:03:00-05:00.",
                  "A date and time with its zone is needed: 2026-11-21T14:03:00Z or 2026-11-21T09:03:00-05:00.");
}

static bool bind_money(struct bind *b, const struct tree *t, sippe__money *out, const struct bind_step *step) {
    const char *text = number_of(t, true);
    if (text && plain_money_read(text, &out->cents)) return true;
    return refuse(b, step, t, "Il faut un montant en dollars, avec un point et au plus deux décimales : 32140.50.",
                  "An amount in dollars is needed, with a point and at most two decimals: 32140.50.");
}

ProtobufCMessage *bind_plain(struct bind *b, const ProtobufCMessageDescriptor *type, enum plain_kind kind,
                             const struct tree *t, const struct bind_step *step) {
    ProtobufCMessage *m = message_new(b->arena, type);
    char *code = NULL;
    switch (kind) {
    case PLAIN_DATE: return bind_date(b, t, (sippe__date *)(void *)m, step) ? m : NULL;
    case PLAIN_INSTANT: return bind_instant(b, t, (sippe__instant *)(void *)m, step) ? m : NULL;
    case PLAIN_MONEY: return bind_money(b, t, (sippe__money *)(void *)m, step) ? m : NULL;
    case PLAIN_POSTAL_CODE:
        if (!bind_text(b, t, &code, step)) return NULL;
        ((sippe__postal_code *)(void *)m)->code = postal_tidy(b->arena, code);
        return m;
    case PLAIN_LANGUAGE:
        if (!bind_text(b, t, &code, step)) return NULL;
        ((sippe__language *)(void *)m)->code = code;
        return m;
    case PLAIN_ANSWER:
    case PLAIN_NONE: break;
    }
    return NULL;
}

static char *step_path(struct arena *a, const struct bind_step *step) {
    if (!step) return arena_text(a, "");
    char *up = step_path(a, step->up);
    if (step->name) return arena_printf(a, "%s%s%s", up, *up ? "." : "", step->name);
    return arena_printf(a, "%s[%zu]", up, step->index);
}

void bind_fault(struct bind *b, const struct bind_step *step, struct text_place place, const char *fr, const char *en) {
    b->n_faults++;
    text_errors_add(b->arena, b->errors, place, step_path(b->arena, step), fr, en);
}
