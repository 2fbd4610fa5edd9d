#include "base/message.h"

#include "base/err.h"
#include "base/message/wire.h"

struct walk {
    struct arena *arena;
    enum message_trust trust;
    const char **fault;
    size_t n_fields;
};

/* Where the walk stands: one per open message, the innermost first. */
struct frame {
    const struct frame *up;
    struct span data;                      /* the whole message */
    size_t at;                             /* where the field in hand begins */
    size_t element;                        /* its place in a packed list */
    uint32_t number;                       /* 0: not read yet */
    const ProtobufCFieldDescriptor *field; /* NULL: unknown */
    int depth;
};

/* Among the fields of its number, which one does the walk stand at? Only asked once something is wrong. */
static size_t frame_index(const struct frame *f) {
    struct span before = span_of(f->data.data, f->at);
    struct wire w;
    size_t n = f->element;
    while (before.len && !wire_read(&before, &w)) n += w.number == f->number;
    return n;
}

static const char *frame_path(struct arena *a, const struct frame *f) {
    if (!f) return "";
    const char *up = frame_path(a, f->up), *dot = *up ? "." : "";
    if (!f->number) return up;
    if (!f->field) return arena_printf(a, "%s%s#%u", up, dot, (unsigned)f->number);
    if (f->field->label != PROTOBUF_C_LABEL_REPEATED) return arena_printf(a, "%s%s%s", up, dot, f->field->name);
    return arena_printf(a, "%s%s%s[%zu]", up, dot, f->field->name, frame_index(f));
}

static int fail(const struct walk *w, const struct frame *f, const char *what) {
    if (!w->fault) return ERR_INVALID;
    const char *path = frame_path(w->arena, f);
    *w->fault = *path ? arena_printf(w->arena, "%s: %s", path, what) : what;
    return ERR_INVALID;
}

static int walk_number(const struct walk *w, const struct frame *f, uint64_t v) {
    const char *wrong = w->trust == MESSAGE_STRICT ? wire_number_fault(f->field, v) : NULL;
    return wrong ? fail(w, f, wrong) : 0;
}

static int walk_packed(struct walk *w, struct frame *f, struct span list) {
    unsigned kind = wire_kind(f->field->type);
    for (f->element = 0; list.len; f->element++) {
        uint64_t v = 0;
        if (!wire_element(&list, kind, &v)) return fail(w, f, "cut short");
        if (++w->n_fields > MESSAGE_FIELDS_MAX) return fail(w, f, "too many fields");
        int err = walk_number(w, f, v);
        if (err) return err;
    }
    f->element = 0;
    return 0;
}

static int walk_message(struct walk *w, const struct frame *up, const ProtobufCMessageDescriptor *type,
                        struct span data);

/* protobuf-c merges a part that comes twice by copying its lists each time, which is quadratic in memory; nothing of
 * ours writes one, so it is refused at every trust. A number or a text that comes twice costs no more than its
 * bytes: the last one counts, as between the members of a oneof. */
static int walk_field(struct walk *w, struct frame *f, const struct wire *wire, bool again) {
    const ProtobufCFieldDescriptor *field = f->field;
    unsigned kind = wire_kind(field->type);
    if (wire_is_packed(field, wire, kind)) return walk_packed(w, f, wire->bytes);
    if (wire->kind != kind) return fail(w, f, "wrong wire type");
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        if (again && field->label != PROTOBUF_C_LABEL_REPEATED) return fail(w, f, "given twice");
        return walk_message(w, f, field->descriptor, wire->bytes);
    }
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        bool plain = false; /* not asked */
        return wire_is_clean(wire->bytes, &plain) ? 0 : fail(w, f, "not clean UTF-8");
    }
    if (field->type == PROTOBUF_C_TYPE_BYTES) return 0;
    return walk_number(w, f, wire->value);
}

static int walk_message(struct walk *w, const struct frame *up, const ProtobufCMessageDescriptor *type,
                        struct span data) {
    struct frame f = {.up = up, .data = data, .depth = up ? up->depth + 1 : 1};
    struct wire_seen seen = {.next = 0};
    struct span rest = data;
    struct wire wire;
    if (f.depth > MESSAGE_DEPTH_MAX) return fail(w, up, "nested too deeply");
    if (type->n_fields > FIELDS_KNOWN_MAX) return fail(w, up, "a type of too many fields");
    while (rest.len) {
        f.at = data.len - rest.len;
        const char *wrong = wire_read(&rest, &wire);
        bool again = false;
        f.number = wire.number;
        f.field = wire.number ? wire_field(type, wire.number, &seen, &again) : NULL;
        if (wrong) return fail(w, &f, wrong);
        if (++w->n_fields > MESSAGE_FIELDS_MAX) return fail(w, &f, "too many fields");
        if (!f.field) continue; /* of a newer release: counted, kept by protobuf-c, not looked into */
        int err = walk_field(w, &f, &wire, again);
        if (err) return err;
    }
    return 0;
}

int message_check(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed, enum message_trust trust,
                  const char **fault) {
    struct walk w = {.arena = a, .trust = trust, .fault = fault};
    if (packed.len > MESSAGE_SIZE_MAX) return fail(&w, NULL, "larger than a message may be");
    return walk_message(&w, NULL, type, packed);
}

void *message_new(struct arena *a, const ProtobufCMessageDescriptor *type) {
    void *m = arena_alloc(a, type->sizeof_message);
    protobuf_c_message_init(type, m);
    return m;
}

/* What stands before a list that message_grow made: its own address, disguised so that no chance neighbour of a foreign
 * list (a message whose last member points to it) looks alike, and its room. */
struct list_head {
    uintptr_t seal;
    size_t room;
};
static const uintptr_t SEAL = (uintptr_t)0x9d3c5a71e6b2480f; /* any number that is no address */

static size_t list_room(const struct arena *a, const void *list) {
    struct list_head head;
    const uint8_t *at = (const uint8_t *)list - sizeof head;
    if (!arena_holds(a, at)) return 0; /* before a foreign list there may be nothing that can be read */
    memcpy(&head, at, sizeof head);
    return head.seal == ((uintptr_t)list ^ SEAL) ? head.room : 0;
}

static void *list_new(struct arena *a, size_t room, size_t size) {
    struct list_head *head = arena_alloc(a, sizeof *head + room * size);
    *head = (struct list_head){.seal = (uintptr_t)(head + 1) ^ SEAL, .room = room};
    return head + 1;
}

void *message_grow(struct arena *a, void **list, size_t *n, size_t size) {
    if (!*n || list_room(a, *list) <= *n) {
        void *larger = list_new(a, *n < 4 ? 4 : *n * 2, size);
        if (*n) memcpy(larger, *list, *n * size);
        *list = larger;
    }
    return (uint8_t *)*list + (*n)++ * size;
}
