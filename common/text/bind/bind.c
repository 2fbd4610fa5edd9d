#include "text/bind/bind.h"

#include <string.h>
#include "base/message.h"
#include "civil/postal.h"
#include "text/bind/dialect.h"
#include "text/canonical/name.h"
#include "text/plain.h"

static ProtobufCMessage *bind_map(struct bind *b, const ProtobufCMessageDescriptor *type, const struct tree *t,
                                  const struct bind_step *step);
static bool bind_value(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, void *out,
                       const struct bind_step *step);

/* YAML's own words for nothing. "null" in quotes is a text and stays one. */
static bool is_null(const struct tree *t) {
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    if (t->kind == TREE_NULL) return true;
    for (size_t i = 0; t->kind == TREE_WORD && i < sizeof nulls / sizeof *nulls; i++)
        if (strcmp(t->text, nulls[i]) == 0) return true;
    return false;
}

/* An answer as the value itself or the word that says why there is none. The word is looked for first: a text that is
 * one ("UNKNOWN" for somebody's name) can be written as a map only ({value: UNKNOWN}), and json.c writes it so.
 * fields[0] and [1] are `value` and `not_known`: plain_kind has seen to it. */
static ProtobufCMessage *bind_answer(struct bind *b, const ProtobufCMessageDescriptor *type, const struct tree *t,
                                     const struct bind_step *step) {
    ProtobufCMessage *m = message_new(b->arena, type);
    const ProtobufCFieldDescriptor *value = &type->fields[0], *not_known = &type->fields[1], *field = value;
    const ProtobufCEnumValue *why = NULL;
    if (t->kind == TREE_TEXT || t->kind == TREE_WORD) why = plain_enum_read(not_known->descriptor, t->text);
    if (why) field = not_known;
    if (!bind_value(b, field, t, (uint8_t *)m + field->offset, step)) return NULL;
    memcpy((uint8_t *)m + field->quantifier_offset, &field->id, sizeof(uint32_t));
    return m;
}

/* A map is always taken as the fields themselves, so that whoever knows only the .proto can write it. A postal code is
 * made tidy either way. */
static ProtobufCMessage *bind_part(struct bind *b, const ProtobufCMessageDescriptor *type, const struct tree *t,
                                   const struct bind_step *step) {
    enum plain_kind kind = b->dialect->plain ? plain_kind(type) : PLAIN_NONE;
    if (t->kind != TREE_MAP && kind == PLAIN_ANSWER) return bind_answer(b, type, t, step);
    if (t->kind != TREE_MAP && kind != PLAIN_NONE) return bind_plain(b, type, kind, t, step);
    ProtobufCMessage *m = bind_map(b, type, t, step);
    if (m && kind == PLAIN_POSTAL_CODE) {
        sippe__postal_code *postal = (sippe__postal_code *)(void *)m;
        postal->code = postal_tidy(b->arena, postal->code);
    }
    return m;
}

static bool bind_value(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, void *out,
                       const struct bind_step *step) {
    if (field->type != PROTOBUF_C_TYPE_MESSAGE) return bind_scalar(b, field, t, out, step);
    ProtobufCMessage *part = bind_part(b, field->descriptor, t, step);
    *(ProtobufCMessage **)out = part;
    return part != NULL;
}

/* Nobody is told of more, and a body may be wrong in 60,000 places, each with a sentence of a kibibyte. */
static bool is_enough(const struct bind *b) { return b->n_faults >= TEXT_ERRORS_MAX; }

/* After a fault it goes on, as everything here does: a person wants all of them at once. What was bound by then is
 * thrown away by whoever sees false. */
static bool bind_list(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, ProtobufCMessage *m,
                      const struct bind_step *step) {
    if (t->kind != TREE_LIST) {
        bind_fault(b, step, t->place, "Il faut une liste.", "A list is needed.");
        return false;
    }
    size_t size = plain_size(field->type), i = 0;
    uint8_t *list = t->n_children ? arena_alloc(b->arena, t->n_children * size) : NULL;
    bool good = true;
    for (const struct tree *c = t->child; c && !is_enough(b); c = c->next, i++) {
        struct bind_step element = {.up = step, .index = i};
        if (is_null(c)) {
            bind_fault(b, &element, c->place, "Un élément d'une liste ne peut pas être vide.",
                       "An element of a list cannot be empty.");
            good = false;
        } else if (!bind_value(b, field, c, list + i * size, &element)) {
            good = false;
        }
    }
    memcpy((uint8_t *)m + field->offset, &list, sizeof list);
    memcpy((uint8_t *)m + field->quantifier_offset, &t->n_children, sizeof t->n_children);
    return good;
}

/* A letter missing, doubled, changed or in excess. */
static bool is_near(const char *name, const char *key) {
    size_t len = strlen(name), key_len = strlen(key), head = 0, tail = 0;
    while (name[head] && name[head] == key[head]) head++;
    while (tail < len - head && tail + head < key_len && name[len - 1 - tail] == key[key_len - 1 - tail]) tail++;
    size_t most = len > key_len ? len : key_len;
    return most > 3 && most - head - tail <= 2;
}

/* The name that `key` is nearly the same as, in the spelling that it comes near. */
static const char *near_name(struct bind *b, const ProtobufCMessageDescriptor *type, const char *key) {
    for (unsigned i = 0; i < type->n_fields; i++) {
        const char *name = type->fields[i].name;
        if (is_near(name, key)) return name;
        if (b->dialect->json_names && is_near(name = json_name(b->arena, name), key)) return name;
    }
    return NULL;
}

static void fault_unknown(struct bind *b, const ProtobufCMessageDescriptor *type, const struct tree *t,
                          const struct bind_step *step) {
    const char *near = near_name(b, type, t->key);
    if (b->dialect->json_names && !json_name_is(span_text(t->key))) step = step->up;
    if (near)
        bind_fault(b, step, t->key_place,
                   arena_printf(b->arena, "Ce champ n'existe pas. Vouliez-vous écrire « %s » ?", near),
                   arena_printf(b->arena, "There is no such field. Did you mean \"%s\"?", near));
    else
        bind_fault(b, step, t->key_place, "Ce champ n'existe pas ici.", "There is no such field here.");
}

/* The member of a oneof is noted before its value is read: a second member is told of, also when the first was no
 * good. */
static bool bind_field(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, ProtobufCMessage *m,
                       const struct bind_step *step) {
    if (field->label == PROTOBUF_C_LABEL_REPEATED) return bind_list(b, field, t, m, step);
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
        uint32_t other;
        memcpy(&other, (uint8_t *)m + field->quantifier_offset, sizeof other);
        const ProtobufCFieldDescriptor *set =
            other ? protobuf_c_message_descriptor_get_field(m->descriptor, other) : NULL;
        if (set) {
            bind_fault(b, step, t->key_place,
                       arena_printf(b->arena, "Ce champ ne peut pas accompagner « %s ».", set->name),
                       arena_printf(b->arena, "This field cannot stand beside \"%s\".", set->name));
            return false;
        }
        memcpy((uint8_t *)m + field->quantifier_offset, &field->id, sizeof field->id);
    }
    return bind_value(b, field, t, (uint8_t *)m + field->offset, step);
}

static const ProtobufCFieldDescriptor *field_of(const struct bind *b, const ProtobufCMessageDescriptor *type,
                                                const char *key) {
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(type, key);
    return !field && b->dialect->json_names ? json_name_find(type, key) : field;
}

/* Both spellings of one name are the same key given twice, which the reader of the text cannot see. */
static bool bind_key(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *map,
                     const struct tree *t, ProtobufCMessage *m, const struct bind_step *step) {
    if (strcmp(field->name, t->key) != 0 && tree_find(map, field->name)) {
        bind_fault(b, step, t->key_place, "Ce champ est donné deux fois.", "This field is given twice.");
        return false;
    }
    return is_null(t) || bind_field(b, field, t, m, step);
}

static ProtobufCMessage *bind_map(struct bind *b, const ProtobufCMessageDescriptor *type, const struct tree *t,
                                  const struct bind_step *step) {
    if (t->kind != TREE_MAP) {
        bind_fault(b, step, t->place, "Il faut un groupe de champs (« nom : valeur »).",
                   "A group of fields is needed (\"name: value\").");
        return NULL;
    }
    ProtobufCMessage *m = message_new(b->arena, type);
    bool good = true;
    for (const struct tree *c = t->child; c && !is_enough(b); c = c->next) {
        const ProtobufCFieldDescriptor *field = field_of(b, type, c->key);
        struct bind_step inner = {.up = step, .name = field ? field->name : c->key};
        if (!field) fault_unknown(b, type, c, &inner);
        good = field && bind_key(b, field, t, c, m, &inner) && good;
    }
    return good ? m : NULL;
}

void *bind_in(struct arena *a, const struct bind_dialect *dialect, const ProtobufCMessageDescriptor *type,
              const struct tree *tree, struct text_errors *errors) {
    struct bind b = {.dialect = dialect, .arena = a, .errors = errors};
    if (is_null(tree)) {
        bind_fault(&b, NULL, tree->place, "Le texte est vide.", "The text is empty.");
        return NULL;
    }
    return bind_part(&b, type, tree, NULL);
}

void *bind_message(struct arena *a, const ProtobufCMessageDescriptor *type, const struct tree *tree,
                   struct text_errors *errors) {
    return bind_in(a, &bind_plainly, type, tree, errors);
}
