#include "cli/call/pages.h"

#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"

enum { PAGE_MAX = 200 }; /* what a daemon gives at once */

static void *member(const ProtobufCMessage *m, const char *name) {
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
    return (char *)(uintptr_t)m + f->offset;
}

static const ProtobufCFieldDescriptor *list_field(const ProtobufCMessage *reply) {
    const ProtobufCFieldDescriptor *f = reply->descriptor->fields;
    while (f->label != PROTOBUF_C_LABEL_REPEATED) f++;
    return f;
}

static size_t *list_count(const ProtobufCMessage *reply) {
    return (size_t *)(void *)((char *)(uintptr_t)reply + list_field(reply)->quantifier_offset);
}

static void list_join(struct cli *c, ProtobufCMessage *all, const ProtobufCMessage *page) {
    size_t offset = list_field(all)->offset;
    void **list = *(void ***)(void *)((char *)(uintptr_t)page + offset);
    for (size_t i = 0; i < *list_count(page); i++) {
        void **one = message_grow(&c->arena, (void **)(void *)((char *)all + offset), list_count(all), sizeof *one);
        *one = list[i];
    }
}

void *pages_call(struct cli *c, ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply) {
    ProtobufCMessage *all = message_new(&c->arena, reply), *page = NULL;
    uint64_t want = (uint64_t)arg_number(c, "limit", PAGES_USUAL);
    if (want == 0) want = PAGES_USUAL;
    if (arg_flag(c, "all")) want = UINT64_MAX;
    ProtobufCBinaryData *after = member(request, "after");
    do {
        uint64_t left = want - *list_count(all);
        *(uint32_t *)member(request, "limit") = (uint32_t)(left < PAGE_MAX ? left : PAGE_MAX);
        page = session_call(c, request, reply);
        if (!page) return NULL;
        list_join(c, all, page);
        *after = *(ProtobufCBinaryData *)member(page, "next");
    } while (after->len && *list_count(all) < want);
    /* What else it says (counts) is the last page's. */
    void **list = *(void ***)(void *)((char *)all + list_field(all)->offset);
    *(void ***)(void *)((char *)page + list_field(page)->offset) = list;
    *list_count(page) = *list_count(all);
    return page;
}

void pages_more(struct cli *c, ProtobufCBinaryData next) {
    if (!next.len) return;
    say(c, "D'autres suivent : plus à la fois avec --limit, ou la suite avec --after %s",
        "More follow: more at once with --limit, or the rest with --after %s", show_hex(c, next));
}
