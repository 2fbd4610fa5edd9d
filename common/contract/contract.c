#include "contract/contract.h"

#include <string.h>
#include <strings.h>
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/options/safe.h"
#include "proto/scheduling.h"

/* The list of daemons ends with a comma; what looks like an "and" after it is the address of node's, the last one. */
#define CONTRACT_OF(NAME, name) &name##__##name##__descriptor,
const ProtobufCServiceDescriptor *const contracts[DAEMONS + 1] = {DAEMONS_EACH(CONTRACT_OF) & node__node__descriptor};

static const char *method_text(struct arena *a, size_t service, const ProtobufCMethodDescriptor *m) {
    return arena_printf(a, "%s.%s", contracts[service]->package + strlen("sippe."), m->name);
}

/* Counted through all services, so that who walks them needs no two numbers. */
bool contract_at(struct arena *a, size_t nth, struct rpc *out) {
    size_t s = 0;
    while (s <= DAEMONS && nth >= contracts[s]->n_methods) nth -= contracts[s++]->n_methods;
    if (s > DAEMONS) return false;
    const ProtobufCMethodDescriptor *m = &contracts[s]->methods[nth];
    *out = (struct rpc){method_text(a, s, m), m->input, m->output, (int)s};
    return true;
}

bool contract_find(struct arena *a, const char *method, struct rpc *out) {
    for (size_t i = 0; contract_at(a, i, out); i++)
        if (strcasecmp(out->method, method) == 0) return true;
    return false;
}

bool contract_is_safe(const char *method) {
    for (size_t i = 0; i < n_proto_safe_methods; i++)
        if (strcmp(proto_safe_methods[i], method) == 0) return true;
    return false;
}

static const ProtobufCMethodDescriptor *method_of(size_t service, const ProtobufCMessageDescriptor *request) {
    for (unsigned i = 0; i < contracts[service]->n_methods; i++)
        if (contracts[service]->methods[i].input == request) return &contracts[service]->methods[i];
    return NULL;
}

/* A request's type belongs to one rpc of a service: a pointer to its descriptor is enough to know the method, and no
 * caller spells one. */
const char *contract_method(struct arena *a, enum daemon_name asked, const ProtobufCMessageDescriptor *request,
                            const ProtobufCMessageDescriptor **reply) {
    size_t s = (size_t)asked;
    const ProtobufCMethodDescriptor *m = method_of(s, request);
    for (size_t i = 0; !m && i <= DAEMONS; i++) m = method_of(s = i, request);
    if (!m) return NULL;
    if (reply) *reply = m->output;
    return method_text(a, s, m);
}

const char *contract_type(const ProtobufCFieldDescriptor *f) {
    static const char *const plain[] = {
        [PROTOBUF_C_TYPE_INT32] = "int32",   [PROTOBUF_C_TYPE_SINT32] = "sint32",
        [PROTOBUF_C_TYPE_INT64] = "int64",   [PROTOBUF_C_TYPE_SINT64] = "sint64",
        [PROTOBUF_C_TYPE_UINT32] = "uint32", [PROTOBUF_C_TYPE_SFIXED32] = "sfixed32",
        [PROTOBUF_C_TYPE_UINT64] = "uint64", [PROTOBUF_C_TYPE_SFIXED64] = "sfixed64",
        [PROTOBUF_C_TYPE_BOOL] = "bool",     [PROTOBUF_C_TYPE_FIXED32] = "fixed32",
        [PROTOBUF_C_TYPE_FLOAT] = "float",   [PROTOBUF_C_TYPE_FIXED64] = "fixed64",
        [PROTOBUF_C_TYPE_DOUBLE] = "double", [PROTOBUF_C_TYPE_STRING] = "string",
        [PROTOBUF_C_TYPE_BYTES] = "bytes",
    };
    if (f->type == PROTOBUF_C_TYPE_ENUM) return ((const ProtobufCEnumDescriptor *)f->descriptor)->name;
    if (f->type == PROTOBUF_C_TYPE_MESSAGE) return ((const ProtobufCMessageDescriptor *)f->descriptor)->name;
    return plain[f->type];
}
