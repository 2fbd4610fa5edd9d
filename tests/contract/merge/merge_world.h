/* Two families that are taken for one, and are two again. */
#pragma once
#include <string.h>
#include "../loop_world.h"

/* One who calls: of one name and telephone with nobody else. */
HOLDER intake__submit_screening_reply *calls_as(struct desk *t, const char *given, const char *phone) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->identity->name->given = given;
    s->identity->phone = phone;
    s->identity->nam = "";
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

HOLDER void merge_into(struct desk *t, const intake__submit_screening_reply *call, ProtobufCBinaryData into) {
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = call->screening_id;
    in->version = screening(t, call->screening_id)->summary->version;
    in->same_as_family_id = into;
    assert_int_equal(ASK(t, "coord", SettleMatch, settle_match, in, NULL), 0);
}

HOLDER intake__undo_match_request *undo_request(struct desk *t, ProtobufCBinaryData alias) {
    intake__undo_match_request *in = NEW(&t->a, intake__undo_match_request);
    in->family_id = alias;
    in->version = family(t, "coord", alias)->version;
    in->reason = "Deux soeurs, un seul téléphone.";
    return in;
}

HOLDER intake__undo_match_reply *undone(struct desk *t, ProtobufCBinaryData alias) {
    intake__undo_match_reply *out = NULL;
    assert_int_equal(ASK(t, "coord", UndoMatch, undo_match, undo_request(t, alias), &out), 0);
    return out;
}

HOLDER intake__list_merges_reply *merges_of(struct desk *t, ProtobufCBinaryData family_id) {
    intake__list_merges_request *in = NEW(&t->a, intake__list_merges_request);
    intake__list_merges_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(ASK(t, "coord", ListMerges, list_merges, in, &out), 0);
    return out;
}

HOLDER const intake__recorded_since *since_of(const intake__undo_match_reply *u, intake__recorded_kind kind) {
    for (size_t i = 0; i < u->n_since; i++)
        if (u->since[i]->kind == kind) return u->since[i];
    return NULL;
}

HOLDER int reassign(struct desk *t, const intake__recorded_since *what, ProtobufCBinaryData to,
                    intake__reassign_thing_reply **out) {
    intake__reassign_thing_request *in = NEW(&t->a, intake__reassign_thing_request);
    in->thing = what->thing;
    in->version = what->version;
    in->family_id = to;
    in->reason = "C'est sa soeur qui a appelé.";
    return ASK(t, "coord", ReassignThing, reassign_thing, in, out);
}

/* ---- the file as it is shown ---- */

static bool is_passing(const char *name) {
    const char *version = strstr(name, "version");
    bool is_version = version && version[strlen("version")] == '\0';
    return is_version || strcmp(name, "since") == 0 || strncmp(name, "taken_", 6) == 0 || strcmp(name, "yours") == 0;
}

/* Without versions; of a piece of work without since when it has stood there, and without how pressing it is: that
 * follows her newest call, and is looked at again only when the work is. */
static void forget_passing(ProtobufCMessage *m) {
    if (m->descriptor == &sippe__work_item__descriptor) ((sippe__work_item *)m)->priority = 0;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        void *at = (char *)m + f->offset;
        if (f->type == PROTOBUF_C_TYPE_BYTES && f->label != PROTOBUF_C_LABEL_REPEATED && is_passing(f->name))
            *(ProtobufCBinaryData *)at = (ProtobufCBinaryData){0};
        if (f->type != PROTOBUF_C_TYPE_MESSAGE) continue;
        if (f->label != PROTOBUF_C_LABEL_REPEATED) {
            ProtobufCMessage **sub = at;
            if (is_passing(f->name)) *sub = NULL;
            if (*sub) forget_passing(*sub);
            continue;
        }
        size_t n = *(size_t *)((char *)m + f->quantifier_offset);
        for (size_t k = 0; k < n; k++) forget_passing((*(ProtobufCMessage ***)at)[k]);
    }
}

HOLDER struct span as_shown(struct desk *t, ProtobufCMessage *m) {
    ProtobufCMessage *copy = message_copy(&t->a, m);
    forget_passing(copy);
    return message_pack(&t->a, copy);
}

enum { PARTS = 7 };
struct file_shown {
    struct span part[PARTS];
};

#define PART(t, i, Method, snake, request, reply)                                                                      \
    do {                                                                                                               \
        reply *out = NULL;                                                                                             \
        request *in = NEW(&(t)->a, request);                                                                           \
        in->family_id = family_id;                                                                                     \
        assert_int_equal(ASK((t), "coord", Method, snake, in, &out), 0);                                               \
        all.part[i] = as_shown((t), &out->base);                                                                       \
    } while (0)

/* All that a coordinator sees of a family but her history, which tells of the merge. */
HOLDER struct file_shown shown_of(struct desk *t, ProtobufCBinaryData family_id) {
    struct file_shown all = {0};
    PART(t, 0, GetFamily, get_family, intake__get_family_request, intake__get_family_reply);
    PART(t, 1, ListFamilyCalls, list_family_calls, intake__list_family_calls_request, intake__list_family_calls_reply);
    PART(t, 2, ListNotes, list_notes, intake__list_notes_request, intake__list_notes_reply);
    PART(t, 3, ListContactDetails, list_contact_details, intake__list_contact_details_request,
         intake__list_contact_details_reply);
    PART(t, 4, ListDisclosures, list_disclosures, intake__list_disclosures_request, intake__list_disclosures_reply);
    PART(t, 5, ListRestrictions, list_restrictions, intake__list_restrictions_request, intake__list_restrictions_reply);
    PART(t, 6, GetSafetyNotes, get_safety_notes, intake__get_safety_notes_request, intake__get_safety_notes_reply);
    return all;
}

HOLDER int shown_differs(const struct file_shown *a, const struct file_shown *b) {
    for (int i = 0; i < PARTS; i++)
        if (!span_equal(a->part[i], b->part[i])) return i;
    return -1;
}
