/* What a GET says behind its '?', as Connect has it (https://connectrpc.com/docs/protocol, "Unary-Get-Request"):
 *
 *   connect=v1&encoding=json&message=%7B%22limit%22%3A20%7D           as a form is written: + is a blank
 *   connect=v1&encoding=proto&base64=1&message=CBQ                    base64url, with padding or without
 *
 * Each stands there once, and nothing beside them. Pure. */
#pragma once
#include "base/arena.h"
#include "gateway/http/head/fields.h"

/* 0 and the request's body in its form, in the arena; else the Reason. */
int query_read(struct arena *a, struct span query, enum body_form *form, struct span *message);
