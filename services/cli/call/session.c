#include "cli/call/session.h"

#include <dirent.h>
#include <string.h>
#include "base/message.h"
#include "contract/contract.h"
#include "keys/peers.h"
#include "cli/show/output.h"
#include "cli/call/profile.h"
#include "sys/clock.h"
#include "sys/random.h"

enum { CONNECT_MS = 5000 };

struct session {
    struct bus *bus;
    struct peers peers;
    struct key_file key;
    struct bus_client *clients[DAEMONS];
    bool failed; /* said once */
    void (*reply)(void *owner, const sippe__reply *r);
    void *owner;
};

/* The keys of the profile: how many, the path of the last one, and the names of all. */
static size_t keys_found(struct cli *c, char **path, char **names) {
    size_t n = 0;
    *names = arena_text(&c->arena, "");
    DIR *folder = opendir(c->home);
    for (struct dirent *e = folder ? readdir(folder) : NULL; e; e = readdir(folder)) {
        size_t len = strlen(e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".key") != 0) continue;
        *names = arena_printf(&c->arena, "%s%s%.*s", *names, n++ ? ", " : "", (int)(len - 4), e->d_name);
        *path = profile_path(c, "", arena_text(&c->arena, e->d_name));
    }
    if (folder) closedir(folder);
    return n;
}

/* The only NAME.key of the profile; NULL: none or several, said. */
static char *key_path_only(struct cli *c) {
    char *path = NULL, *names;
    size_t n = keys_found(c, &path, &names);
    if (n == 0)
        stop(c, CLI_USAGE,
             "Aucune clé dans %s. Créez-en une (sippe keys new NOM), ou montrez un autre profil (--home).",
             "No key in %s. Make one (sippe keys new NAME), or show another profile (--home).", c->home);
    else if (n > 1)
        stop(c, CLI_USAGE, "Plusieurs clés dans %s : laquelle (--as) ? %s", "Several keys in %s: which one (--as)? %s",
             c->home, names);
    return n == 1 ? path : NULL;
}

sippe__role session_role(struct cli *c) {
    char *path = NULL, *names;
    struct key_file key = {0};
    struct line_fault fault = {0};
    if (c->key_name)
        path = profile_path(c, "", arena_printf(&c->arena, "%s.key", c->key_name));
    else if (keys_found(c, &path, &names) != 1)
        return ROLE_UNSPECIFIED;
    sippe__role role = key_secret_load(path, &key, &fault) ? ROLE_UNSPECIFIED : key.role;
    key_wipe(&key.pair);
    return role;
}

int fail_line(struct cli *c, int rc, const char *path, const struct line_fault *fault) {
    if (rc != ERR_INVALID || !fault->fr || !*fault->fr) return fail_err(c, rc, path);
    const char *why = pick(c, fault->fr, fault->en);
    if (fault->line == 0) return stop(c, CLI_USAGE, "%s : %s.", "%s: %s.", path, why);
    return stop(c, CLI_USAGE, "%s:%d:%d: %s", "%s:%d:%d: %s", path, fault->line, fault->column, why);
}

static int key_load(struct cli *c, struct key_file *out) {
    struct line_fault fault = {0};
    char *path = c->key_name ? profile_path(c, "", arena_printf(&c->arena, "%s.key", c->key_name)) : key_path_only(c);
    if (!path) return c->exit;
    int rc = key_secret_load(path, out, &fault);
    if (rc == ERR_NOTFOUND && c->key_name)
        return stop(c, CLI_USAGE, "Il n'y a pas de clé %s dans ce profil (%s).",
                    "There is no key %s in this profile (%s).", c->key_name, c->home);
    if (rc == ERR_DENIED)
        return stop(c, CLI_USAGE, "%s ne doit être lisible que par vous : chmod 600 %s",
                    "%s must be readable by you alone: chmod 600 %s", path, path);
    return rc ? fail_line(c, rc, path, &fault) : 0;
}

static int peers_open(struct cli *c, struct peers *out) {
    struct line_fault fault = {0};
    char *path = profile_path(c, "", "peers");
    int rc = peers_load(path, out, &fault);
    if (rc == ERR_NOTFOUND)
        return stop(c, CLI_USAGE,
                    "%s manque : demandez à l'exploitation le fichier « peers » (adresses et clés des démons).",
                    "%s is missing: ask operations for the file \"peers\" (the daemons' addresses and keys).", path);
    return rc ? fail_line(c, rc, path, &fault) : 0;
}

/* A profile that is wrong is said once: who asks again gets NULL in silence. */
static struct session *session_open(struct cli *c) {
    if (c->session) return c->session->failed ? NULL : c->session;
    struct session *s = arena_alloc(&c->arena, sizeof *s);
    int rc = peers_open(c, &s->peers);
    if (rc == 0) rc = key_load(c, &s->key);
    if (rc == 0 && bus_open(&s->bus)) rc = fail_err(c, ERR_NOMEM, "bus");
    s->failed = rc != 0;
    c->session = s;
    return rc ? NULL : s;
}

void session_close(struct cli *c) {
    struct session *s = c->session;
    if (!s) return;
    for (int i = 0; i < DAEMONS; i++) bus_client_close(s->clients[i]);
    bus_close(s->bus);
    key_wipe(&s->key.pair);
    c->session = NULL;
}

const struct key_file *session_key(struct cli *c) {
    struct session *s = session_open(c);
    return s ? &s->key : NULL;
}

bool session_has(struct cli *c, enum daemon_name n) {
    struct session *s = session_open(c);
    return s && peers_find(&s->peers, daemon_names[n]);
}

void session_hear(struct cli *c, void (*reply)(void *owner, const sippe__reply *r), void *owner) {
    struct session *s = session_open(c);
    if (!s) return;
    s->reply = reply;
    s->owner = owner;
}

static void reply_forward(void *owner, const sippe__reply *r) {
    struct session *s = owner;
    if (s->reply) s->reply(s->owner, r);
}

/* The public side unless --internal asks for the other, or where there is only one. A client connects when first waited
 * for. */
struct bus_client *session_client(struct cli *c, enum daemon_name n) {
    struct session *s = session_open(c);
    if (!s) return NULL;
    if (s->clients[n]) return s->clients[n];
    const struct peer *p = peers_find(&s->peers, daemon_names[n]);
    if (!p) {
        stop(c, CLI_USAGE, "Le fichier « peers » du profil ne nomme pas %s.",
             "The profile's file \"peers\" does not name %s.", daemon_names[n]);
        return NULL;
    }
    const char *endpoint = c->internal || !p->public_side[0] ? p->internal : p->public_side;
    struct bus_client_options o = {.endpoint = *endpoint ? endpoint : p->public_side,
                                   .server_key = p->public_key,
                                   .next_key = peer_next_key(p),
                                   .own = &s->key.pair,
                                   .send_max = c->internal ? BUS_INTERNAL_MAX : BUS_PUBLIC_MAX,
                                   .reply = reply_forward,
                                   .owner = s};
    int rc = bus_client_open(s->bus, &o, &s->clients[n]);
    if (rc) fail_err(c, rc, o.endpoint);
    return rc ? NULL : s->clients[n];
}

const char *session_why(struct cli *c, int err) {
    if (err == ERR_DENIED)
        return pick(c, "la clé n'est pas acceptée là (inconnue, expirée ou révoquée), ou la clé du démon est une autre",
                    "the key is not accepted there (unknown, expired or revoked), or the daemon's key is another one");
    if (err == ERR_TIMEOUT)
        return pick(c, "pas de réponse (arrêté, ou le réseau est coupé)",
                    "no answer (stopped, or the network is down)");
    if (err == ERR_NAME)
        return pick(c,
                    "le nom de sa machine n'a pas d'adresse (serveur de noms ?); son adresse peut être mise dans peers",
                    "the name of its machine has no address (name server?); its address can be put into peers");
    if (err == ERR_NOTFOUND) return pick(c, "absent du profil", "not in the profile");
    if (err == ERR_CLOSED)
        return pick(c, "la connexion s'est rompue avant la réponse", "the connection broke before the answer");
    if (err == ERR_INVALID) return pick(c, "la demande est trop grosse", "the request is too large");
    return pick(c, "erreur de réseau", "network error");
}

static int fail_bus(struct cli *c, enum daemon_name n, int err) {
    int exit = err == ERR_DENIED ? CLI_KEY : err == ERR_INVALID ? CLI_USAGE : CLI_UNREACHABLE;
    return stop(c, exit, "%s : %s.", "%s: %s.", daemon_names[n], session_why(c, err));
}

int session_connect(struct cli *c, enum daemon_name n) {
    struct bus_client *client = session_client(c, n);
    if (!client) return c->exit;
    int rc = bus_client_connect(client, CONNECT_MS);
    return rc ? fail_bus(c, n, rc) : 0;
}

sippe__reply *session_ask(struct cli *c, enum daemon_name n, struct bus_request *r) {
    struct bus_client *client = session_client(c, n);
    if (!client) return NULL;
    sippe__reply *reply = NULL;
    c->method = r->method;
    r->on_behalf_of = c->by;
    if (!r->purpose) r->purpose = c->purpose;
    int rc = bus_client_call(client, r, &c->arena, &reply);
    if (rc == 0 && reply && reply->status) return reply;
    fail_bus(c, n, rc ? rc : ERR_IO);
    return NULL;
}

void *session_body(struct cli *c, enum daemon_name n, const sippe__reply *answer,
                   const ProtobufCMessageDescriptor *reply) {
    if (answer->status->code != CODE_OK) {
        fail_status(c, answer->status);
        return NULL;
    }
    void *body = message_unpack(&c->arena, reply, span_pb(answer->body), MESSAGE_OPEN);
    if (!body) stop(c, CLI_INTERNAL, "%s : réponse illisible.", "%s: the answer cannot be read.", daemon_names[n]);
    return body;
}

void *session_call_at(struct cli *c, enum daemon_name n, const ProtobufCMessage *request,
                      const ProtobufCMessageDescriptor *reply) {
    const ProtobufCMessageDescriptor *expected = NULL;
    struct bus_request r = {.method = contract_method(&c->arena, n, request->descriptor, &expected),
                            .message = request};
    if (!r.method || expected != reply) {
        stop(c, CLI_INTERNAL, "Cette demande n'existe pas : %s.", "There is no such request: %s.",
             request->descriptor->name);
        return NULL;
    }
    sippe__reply *answer = session_ask(c, n, &r);
    return answer ? session_body(c, n, answer, reply) : NULL;
}

/* Node's requests and those of work.proto, which several daemons take, would go to intake: they are sent by
 * session_call_at. */
void *session_call(struct cli *c, const ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply) {
    const char *package = request->descriptor->package_name;
    int n = strncmp(package, "sippe.", 6) == 0 ? daemon_find(package + 6) : -1;
    return session_call_at(c, n < 0 ? DAEMON_INTAKE : (enum daemon_name)n, request, reply);
}

/* ---- all four at once ---- */

struct gathering {
    struct cli *c;
    struct id id;
    struct answer *answers;
    bool sent[DAEMONS];
    uint64_t lost[DAEMONS]; /* connections of each, when it was sent to */
    enum daemon_name at;    /* whose client is being looked at */
    size_t missing;
};

static void gather_reply(void *owner, const sippe__reply *r) {
    struct gathering *g = owner;
    struct answer *a = &g->answers[g->at];
    if (a->reply || !span_equal(span_pb(r->request_id), id_span(&g->id)) || !r->status) return;
    a->reply = (sippe__reply *)message_copy(&g->c->arena, &r->base);
    a->err = 0;
    g->missing--;
}

/* Sends to whoever is connected by now and has not been sent to. */
static void gather_send(struct gathering *g, struct bus_request *r) {
    for (int i = 0; i < DAEMONS; i++) {
        if (g->answers[i].err != ERR_TIMEOUT || g->sent[i]) continue;
        r->id = g->id;
        struct bus_client *client = session_client(g->c, (enum daemon_name)i);
        g->lost[i] = bus_client_counts(client)->disconnected;
        g->sent[i] = bus_client_send(client, r) == 0; /* or next round */
    }
}

static void gather_fail(struct gathering *g, int err) {
    g->answers[g->at].err = err;
    g->missing--;
}

/* What was sent once is never answered on another connection. */
static bool went_away(struct gathering *g, struct bus_client *client) {
    return g->sent[g->at] && bus_client_counts(client)->disconnected > g->lost[g->at];
}

static void gather_poll(struct gathering *g) {
    for (int i = 0; i < DAEMONS; i++) {
        struct answer *a = &g->answers[i];
        if (a->err != ERR_TIMEOUT) continue;
        g->at = (enum daemon_name)i;
        struct bus_client *client = session_client(g->c, g->at);
        if (bus_client_poll(client, 5) == ERR_DENIED)
            gather_fail(g, ERR_DENIED);
        else if (a->err == ERR_TIMEOUT && went_away(g, client))
            gather_fail(g, ERR_CLOSED);
    }
}

static bool one_failed(const struct answer answers[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++)
        if (answers[i].err ? answers[i].err != ERR_TIMEOUT : answers[i].reply->status->code != CODE_OK) return true;
    return false;
}

/* What each is asked for begins as "no answer yet", or as what keeps it from being asked. */
static int gather_open(struct gathering *g, unsigned which) {
    for (int i = 0; i < DAEMONS; i++) {
        bool asked = which >> i & 1 && session_has(g->c, (enum daemon_name)i);
        g->answers[i] = (struct answer){.err = asked ? ERR_TIMEOUT : ERR_NOTFOUND};
        if (asked && !session_client(g->c, (enum daemon_name)i)) return g->c->exit;
        g->missing += asked;
    }
    return 0;
}

/* Why there is no answer, where more is known than that. */
static void gather_end(struct gathering *g, bool failed) {
    for (int i = 0; i < DAEMONS; i++) {
        struct answer *a = &g->answers[i];
        if (a->err != ERR_TIMEOUT) continue;
        if (bus_client_is_lost(session_client(g->c, (enum daemon_name)i)))
            a->err = ERR_NAME;
        else if (failed)
            a->err = ERR_BUSY;
    }
}

static int ask(struct cli *c, unsigned which, bool all_or_none, const ProtobufCMessage *request, int timeout_ms,
               struct answer answers[DAEMONS]) {
    struct bus_request r = {.method = contract_method(&c->arena, DAEMON_INTAKE, request->descriptor, NULL),
                            .message = request,
                            .on_behalf_of = c->by,
                            .purpose = c->purpose};
    struct gathering g = {.c = c, .answers = answers, .id = random_id()};
    int64_t until = clock_mono_ms() + timeout_ms;
    if (!session_key(c)) return c->exit;
    session_hear(c, gather_reply, &g);
    int rc = gather_open(&g, which);
    if (rc) return rc;
    bool failed = false;
    while (g.missing && !failed && clock_mono_ms() < until) {
        gather_send(&g, &r);
        gather_poll(&g);
        failed = all_or_none && one_failed(answers);
    }
    gather_end(&g, failed);
    session_hear(c, NULL, NULL);
    return 0;
}

int session_ask_all(struct cli *c, const ProtobufCMessage *request, int timeout_ms, struct answer answers[DAEMONS]) {
    return ask(c, ~0u, false, request, timeout_ms, answers);
}

int session_ask_some(struct cli *c, unsigned which, const ProtobufCMessage *request, int timeout_ms,
                     struct answer answers[DAEMONS]) {
    return ask(c, which, false, request, timeout_ms, answers);
}

int session_ask_all_or_none(struct cli *c, const ProtobufCMessage *request, int timeout_ms,
                            struct answer answers[DAEMONS]) {
    return ask(c, ~0u, true, request, timeout_ms, answers);
}
