/* The connection of a run: the profile (a folder with `peers` and NAME.key) and one client per daemon, opened when
 * first used. */
#pragma once
#include "base/daemons.h"
#include "base/id.h"
#include "bus/client.h"
#include "cli/cli.h"
#include "keys/key.h"
#include "proto/envelope.h"

/* Our key, read from the profile; NULL after saying why. */
const struct key_file *session_key(struct cli *c);
/* Whether the profile names this daemon. */
bool session_has(struct cli *c, enum daemon_name n);
/* The client of a daemon, not yet connected; NULL after saying why. Replies that no call waits for go to `reply`. */
struct bus_client *session_client(struct cli *c, enum daemon_name n);
/* Waits for its connection; 0, or the exit code after saying why not. */
int session_connect(struct cli *c, enum daemon_name n);
/* Who hears what comes back from bus_client_send. */
void session_hear(struct cli *c, void (*reply)(void *owner, const sippe__reply *r), void *owner);
void session_close(struct cli *c);

/* One request to the daemon of its package. The reply in the arena; NULL after saying why (c->exit). The rpc is found
 * by the request's type; a command gets a request id of its own, the same for its repeats. */
void *session_call(struct cli *c, const ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply);
/* The same to a daemon of choice: the Node service. */
void *session_call_at(struct cli *c, enum daemon_name n, const ProtobufCMessage *request,
                      const ProtobufCMessageDescriptor *reply);
/* The same without saying anything: the reply's status may be a refusal. NULL: no answer (c->exit, said). */
sippe__reply *session_ask(struct cli *c, enum daemon_name n, struct bus_request *r);
/* What such a reply holds; NULL after saying the refusal (c->exit). */
void *session_body(struct cli *c, enum daemon_name n, const sippe__reply *answer,
                   const ProtobufCMessageDescriptor *reply);
/* intake__get_family_reply *f = CALL(c, request, intake__get_family_reply); */
#define CALL(c, request, type)          ((type *)session_call((c), &(request)->base, &type##__descriptor))
#define CALL_AT(c, node, request, type) ((type *)session_call_at((c), (node), &(request)->base, &type##__descriptor))
struct answer {
    int err;             /* 0, ERR_DENIED, ERR_TIMEOUT ...; ERR_NOTFOUND: not in the profile */
    sippe__reply *reply; /* when err is 0 */
};
/* One request to all four at once: all are sent before any is waited for, and never twice (a backup is no command: a
 * repeat would be another one). 0, or the exit code when nothing could be sent at all. */
int session_ask_all(struct cli *c, const ProtobufCMessage *request, int timeout_ms, struct answer answers[DAEMONS]);
/* What is wrong with a key or peers file, with its place when it has one. */
int fail_line(struct cli *c, int rc, const char *path, const struct line_fault *fault);
/* A sentence for an answer that is not there. */
const char *session_why(struct cli *c, int err);
