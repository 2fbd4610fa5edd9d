/* The contract by name: every method that a daemon answers, from the descriptors that protoc-c made of proto/. Nothing
 * here is kept by hand: a new rpc is found without a word, and `sippe call` sends it. All of it is constant; the arena
 * is for the names that are put together. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "base/daemons.h"

/* The daemons' own, in the order of base/daemons.h, and node's, which each of them answers. */
extern const ProtobufCServiceDescriptor *const contracts[DAEMONS + 1];

/* One method. `method` is what a Request names; its package says whose it is. */
struct rpc {
    const char *method; /* "intake.GetFamily" */
    const ProtobufCMessageDescriptor *request, *reply;
    int daemon; /* whose it is; DAEMONS: node's */
};
/* The nth of all, in the order of proto/; false: there are no more. */
bool contract_at(struct arena *a, size_t nth, struct rpc *out);
/* By its method, whatever the case: people type it. False: there is none, and *out is undefined. */
bool contract_find(struct arena *a, const char *method, struct rpc *out);
/* May it be asked by GET? (proto/options/safe.h) */
bool contract_is_safe(const char *method);
/* "intake.GetFamily" of a request's type; NULL: no rpc takes it. What several daemons take (work.proto) is a method of
 * the one that is asked, all else of the one whose it is. */
const char *contract_method(struct arena *a, enum daemon_name asked, const ProtobufCMessageDescriptor *request,
                            const ProtobufCMessageDescriptor **reply);
/* What a field holds, as proto/ calls it: "bytes", "int32", "sippe.intake.Route". */
const char *contract_type(const ProtobufCFieldDescriptor *f);
