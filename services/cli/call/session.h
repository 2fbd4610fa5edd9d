/* The connection of a run: the profile (a folder with `peers` and NAME.key) and one client per daemon, opened when
 * first used. In c->session, closed by cli_main; nobody else closes it, and the secret key is wiped there.
 *
 *   session_call ─▶ whose? (package) ─▶ session_ask ─▶ bus/client: sends, repeats under one id ─▶ session_body ─▶ reply
 *                                       no answer: said, 3 or 4                           refused: said, 1
 *
 * Each is sent on behalf of whoever c->by names.
 *
 * A command has one effect however often it is sent, because each repeat bears the id of the first: the daemon answers
 * it from memory, for 30 days. So whoever runs a command again after "no answer" should do it under its id (call.c,
 * spool.h), or first look whether it was done. */
#pragma once
#include "base/daemons.h"
#include "base/id.h"
#include "bus/client.h"
#include "cli/cli.h"
#include "keys/key.h"
#include "proto/envelope.h"

/* Our key, read from the profile; NULL after saying why. */
const struct key_file *session_key(struct cli *c);
/* Its role as the file says, without a word: ROLE_UNSPECIFIED when there is no key, or more than one. */
sippe__role session_role(struct cli *c);
/* Whether the profile names this daemon. */
bool session_has(struct cli *c, enum daemon_name n);
/* The client of a daemon, not yet connected; NULL after saying why. Replies that no call waits for go to `reply`. */
struct bus_client *session_client(struct cli *c, enum daemon_name n);
/* Waits for its connection; 0, or the exit code after saying why not. */
int session_connect(struct cli *c, enum daemon_name n);
/* Who hears what comes back from bus_client_send, from any daemon; NULL: nobody. The reply lives during the call. */
void session_hear(struct cli *c, void (*reply)(void *owner, const sippe__reply *r), void *owner);
/* NULL is safe: a run that asked nobody. */
void session_close(struct cli *c);

/* One request to the daemon of its package. The reply in the arena; NULL after saying why (c->exit). The rpc is found
 * by the request's type; a command gets a request id of its own, the same for its repeats. Waits up to 15 s. Node's
 * requests have no daemon of their own: use session_call_at. */
void *session_call(struct cli *c, const ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply);
/* The same to a daemon of choice: the Node service. */
void *session_call_at(struct cli *c, enum daemon_name n, const ProtobufCMessage *request,
                      const ProtobufCMessageDescriptor *reply);
/* The same without saying a refusal: the reply's status is there to be looked at. With r->id set it is a repeat of that
 * request. NULL: no answer (c->exit, said). */
sippe__reply *session_ask(struct cli *c, enum daemon_name n, struct bus_request *r);
/* What such a reply holds; NULL after saying the refusal (c->exit). */
void *session_body(struct cli *c, enum daemon_name n, const sippe__reply *answer,
                   const ProtobufCMessageDescriptor *reply);
/* intake__get_family_reply *f = CALL(c, request, intake__get_family_reply); */
#define CALL(c, request, type)          ((type *)session_call((c), &(request)->base, &type##__descriptor))
#define CALL_AT(c, node, request, type) ((type *)session_call_at((c), (node), &(request)->base, &type##__descriptor))
/* What one of the four said, or why nothing. */
struct answer {
    int err;             /* 0, ERR_DENIED, ERR_TIMEOUT ...; ERR_NOTFOUND: not in the profile */
    sippe__reply *reply; /* when err is 0 */
};
/* One request to all four at once: all are sent before any is waited for, and never twice (a backup is no command: a
 * repeat would be another one, and the four cuts are to lie close together). 0, or the exit code when nothing could be
 * sent at all; a daemon that is silent or not in the profile says so in its place of `answers`. */
int session_ask_all(struct cli *c, const ProtobufCMessage *request, int timeout_ms, struct answer answers[DAEMONS]);
/* The same to those of `which` (a bit each) and nobody else: the others are neither connected to nor waited for, and
 * count as not in the profile. */
int session_ask_some(struct cli *c, unsigned which, const ProtobufCMessage *request, int timeout_ms,
                     struct answer answers[DAEMONS]);
/* The same where the answer of one is worth nothing without the others: ends with the first that fails, refuses or goes
 * away. The err of those whose answer was not waited for is ERR_BUSY. */
int session_ask_all_or_none(struct cli *c, const ProtobufCMessage *request, int timeout_ms,
                            struct answer answers[DAEMONS]);
/* What is wrong with a key or peers file, with its place when it has one. */
int fail_line(struct cli *c, int rc, const char *path, const struct line_fault *fault);
/* A sentence for an answer that is not there. */
const char *session_why(struct cli *c, int err);
