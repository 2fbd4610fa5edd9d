#include "cli/call/key_heard.h"

#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "proto/node.h"
#include "sys/clock.h"

enum { WAIT_MS = 10000, ASK_MS = 2000, PAUSE_US = 100000 };

static const node__get_status_reply *status_in(struct cli *c, const struct answer *a) {
    if (a->err || a->reply->status->code != CODE_OK) return NULL;
    return UNPACK(&c->arena, node__get_status_reply, span_pb(a->reply->body), MESSAGE_OPEN);
}

/* How much intake has told this daemon. */
static uint64_t told_to(const node__get_status_reply *intake, const char *daemon) {
    for (size_t i = 0; i < intake->n_streams; i++) {
        const char *name = intake->streams[i]->name;
        if (strncmp(name, "daemons:", 8) == 0 && strcmp(name + 8, daemon) == 0) return intake->streams[i]->n;
    }
    return 0;
}

static bool has_heard(const node__get_status_reply *s, uint64_t n) {
    for (size_t i = 0; s && i < s->n_followed; i++)
        if (strcmp(s->followed[i]->journal, daemon_names[DAEMON_INTAKE]) == 0) return s->followed[i]->n >= n;
    return false;
}

/* Those of `left` that have still not heard. */
static unsigned ask_again(struct cli *c, unsigned left, const uint64_t told[DAEMONS]) {
    struct answer answers[DAEMONS];
    if (session_ask_some(c, left, &NEW(&c->arena, node__get_status_request)->base, ASK_MS, answers)) return left;
    for (int i = 0; i < DAEMONS; i++)
        if (left >> i & 1 && has_heard(status_in(c, &answers[i]), told[i])) left &= ~(1u << i);
    return left;
}

static const char *names_of(struct cli *c, unsigned which) {
    struct joined all = joined_new(c, ", ");
    for (int i = 0; i < DAEMONS; i++)
        if (which >> i & 1) joined_add(&all, daemon_names[i]);
    return joined_text(&all);
}

/* Intake says how far each must have come; a daemon that is silent, or that this profile does not name, has not. */
int key_heard_wait(struct cli *c, const char *name) {
    struct answer answers[DAEMONS];
    unsigned left = ((1u << DAEMONS) - 1) & ~(1u << DAEMON_INTAKE);
    uint64_t told[DAEMONS];
    int rc = session_ask_some(c, 1u << DAEMON_INTAKE, &NEW(&c->arena, node__get_status_request)->base, ASK_MS, answers);
    const node__get_status_reply *intake = rc ? NULL : status_in(c, &answers[DAEMON_INTAKE]);
    for (int i = 0; i < DAEMONS; i++) told[i] = intake ? told_to(intake, daemon_names[i]) : UINT64_MAX;
    for (int64_t until = clock_mono_ms() + WAIT_MS;
         intake && (left = ask_again(c, left, told)) && clock_mono_ms() < until;)
        usleep(PAUSE_US);
    if (!left) return CLI_DONE;
    return stop(
        c, CLI_PARTIAL,
        "%s est révoquée, mais ce n'est pas encore su de : %s. Elle y reste admise jusque-là; cela vient de "
        "soi-même dès qu'intake y est suivi (sippe status).",
        "%s is revoked, but that is not yet known to: %s. It is let in there until then; that comes by itself as "
        "soon as intake is followed there (sippe status).",
        name, names_of(c, left));
}
