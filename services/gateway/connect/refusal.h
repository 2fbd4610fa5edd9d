/* How a request that was not done is answered: Connect's codes and its error in JSON, whatever the request was in
 * (https://connectrpc.com/docs/protocol, "Error codes" and "Unary-Response"). Its detail is the whole sippe.Status,
 * packed, and beside it as JSON (`json`), so that a page needs no protobuf. */
#pragma once
#include "base/arena.h"
#include "proto/status.h"

/* "invalid_argument" */
const char *connect_code(sippe__code code);
int connect_http_status(sippe__code code);
/* The body, in the arena. The message is the status's French sentence. */
char *connect_refusal(struct arena *a, const sippe__status *status);
