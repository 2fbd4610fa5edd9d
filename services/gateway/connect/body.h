/* The bodies of one procedure: what a request says becomes what the daemon is sent, and its reply what is answered. In
 * protobuf both pass as they are: the daemon checks them. */
#pragma once
#include "gateway/http/head/fields.h"
#include "contract/contract.h"
#include "proto/status.h"

/* NULL and the packed request in the arena, or how it is refused. What it was as a message is made in `scratch`, which
 * is empty before and after: it is not kept beside what leaves. */
const sippe__status *body_in(struct arena *scratch, struct arena *a, const struct rpc *rpc, enum body_form form,
                             struct span body, struct span *packed);
/* False: it is none of its type, or longer than anybody is sent. */
bool body_out(struct arena *a, const struct rpc *rpc, enum body_form form, struct span packed, struct span *body);
const char *body_type(enum body_form form);
