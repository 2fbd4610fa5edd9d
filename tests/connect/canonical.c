/* The C side of json.test.mjs: messages drawn by chance with our JSON of them, and texts of others read by us.
 *
 *   canonical types                       the full names of all messages that a client of the gateway may see
 *   canonical make SEED FIRST COUNT       lines TYPE, tab, base64 of the packed message, tab, our JSON
 *   canonical read                        lines TYPE, tab, JSON on the standard input; for each a line, base64 or "! why"
 *
 * The nth message is the same in whatever batch it comes: its type is the nth of the list, its seed is SEED + n. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include "../lib/random_message.h"
#include "contract/contract.h"
#include "proto/gateway.h"
#include "proto/status.h"
#include "text/canonical/canonical.h"

enum {
    TYPES_MAX = 2000,
    MESSAGE_MAX = 40 << 10, /* of what is drawn: with all defaults written it is still less than what may be read */
    LINE_ROOM = 1 << 20,
};

static const ProtobufCMessageDescriptor *types[TYPES_MAX];
static size_t n_types;

static void type_add(const ProtobufCMessageDescriptor *type) {
    for (size_t i = 0; i < n_types; i++)
        if (types[i] == type) return;
    if (n_types == TYPES_MAX) abort();
    types[n_types++] = type;
    for (unsigned i = 0; i < type->n_fields; i++)
        if (type->fields[i].type == PROTOBUF_C_TYPE_MESSAGE) type_add(type->fields[i].descriptor);
}

static void service_add(const ProtobufCServiceDescriptor *service) {
    for (unsigned i = 0; i < service->n_methods; i++) {
        type_add(service->methods[i].input);
        type_add(service->methods[i].output);
    }
}

static void types_gather(void) {
    type_add(&sippe__status__descriptor);
    for (int i = 0; i <= DAEMONS; i++) service_add(contracts[i]);
    service_add(&gateway__gateway__descriptor);
}

static const ProtobufCMessageDescriptor *type_of(const char *name) {
    for (size_t i = 0; i < n_types; i++)
        if (strcmp(types[i]->name, name) == 0) return types[i];
    return NULL;
}

static char *base64(struct arena *a, struct span s) {
    size_t room = sodium_base64_ENCODED_LEN(s.len, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(a, room);
    return s.len ? sodium_bin2base64(text, room, s.data, s.len, sodium_base64_VARIANT_ORIGINAL) : text;
}

/* One that is too large is drawn anew, from a seed that no other message has. */
static void make(uint64_t seed, size_t nth) {
    struct arena a;
    const ProtobufCMessageDescriptor *type = types[nth % n_types];
    char *text = NULL;
    arena_init(&a);
    for (uint64_t again = 0; !text; again++) {
        arena_reset(&a);
        struct draw d = {.state = seed + nth + (again << 40), .arena = &a};
        ProtobufCMessage *m = draw_message(&d, type);
        text = canonical_write(&a, m, MESSAGE_MAX);
        if (text) printf("%s\t%s\t%s\n", type->name, base64(&a, message_pack(&a, m)), text);
    }
    arena_close(&a);
}

static void read_one(char *line) {
    struct arena a;
    struct text_errors errors = {0};
    void *m = NULL;
    char *text = strchr(line, '\t');
    if (!text) abort();
    *text++ = 0;
    const ProtobufCMessageDescriptor *type = type_of(line);
    arena_init(&a);
    int rc = type ? canonical_read(&a, type, text, strlen(text), &m, &errors) : -1;
    if (m)
        puts(base64(&a, message_pack(&a, m)));
    else
        printf("! %d %s %s\n", rc, errors.n ? errors.list[0].path : "", errors.n ? errors.list[0].en : "");
    arena_close(&a);
}

int main(int argc, char **argv) {
    static char line[LINE_ROOM];
    types_gather();
    if (argc == 2 && strcmp(argv[1], "types") == 0) {
        for (size_t i = 0; i < n_types; i++) puts(types[i]->name);
    } else if (argc == 5 && strcmp(argv[1], "make") == 0) {
        size_t first = strtoul(argv[3], NULL, 10), count = strtoul(argv[4], NULL, 10);
        for (size_t i = first; i < first + count; i++) make(strtoull(argv[2], NULL, 10), i);
    } else if (argc == 2 && strcmp(argv[1], "read") == 0) {
        while (fgets(line, sizeof line, stdin)) {
            line[strcspn(line, "\n")] = 0;
            read_one(line);
        }
    } else {
        fprintf(stderr, "canonical types | make SEED FIRST COUNT | read\n");
        return 2;
    }
    return 0;
}
