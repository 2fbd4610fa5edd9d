/* A request on its way: what clients, and whoever carries calls over a link, say of one. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "proto/envelope.h"

struct bus_request {
    const char *method;              /* "intake.SubmitScreening" */
    const ProtobufCMessage *message; /* the rpc's request; NULL: `body` is it, packed */
    struct span body;
    struct id id;                    /* zero: one is drawn and written here, for whoever repeats it */
    const sippe__at_least *at_least; /* may be NULL */
    const char *on_behalf_of;        /* may be NULL */
    const char *purpose;             /* of a query: why she looks; may be NULL */
    bool again;                      /* sent again after a restore (proto/envelope.proto) */
};

/* The packed Envelope, in the arena; with the carrier's own number of it, 0: none (Request.tag). */
struct span bus_request_pack(struct arena *a, struct bus_request *r, uint64_t tag);
