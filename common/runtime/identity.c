#include "runtime/identity.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the wrapping key ---- */

static bool ends_so(const char *text, const char *end) {
    size_t len = strlen(text), n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* By the key's own name: in one folder stand those of all four daemons. */
static int path_fill(struct daemon_config *c, struct fault *f) {
    static const char key[] = ".key", wrapping[] = ".wrapping";
    if (c->wrapping[0]) return 0;
    size_t len = strlen(c->process.key) - (ends_so(c->process.key, key) ? sizeof key - 1 : 0);
    if (len + sizeof wrapping > sizeof c->wrapping)
        return fault_set(f, EXIT_CONFIGURATION, "wrapping.path",
                         "« wrapping-key » : le chemin de la clé est trop long ; donnez-en un plus court",
                         "\"wrapping-key\": the path of the key is too long; give a shorter one");
    memcpy(c->wrapping, c->process.key, len);
    memcpy(c->wrapping + len, wrapping, sizeof wrapping);
    return 0;
}

/* The store's file or its vault: then a new key would open nothing. */
static bool is_first_start(const struct daemon_config *c) {
    char path[CONFIG_PATH_MAX + 16];
    struct stat st;
    snprintf(path, sizeof path, "%s/data.mdb", c->process.dir);
    if (stat(path, &st) == 0) return false;
    snprintf(path, sizeof path, "%s/vault", c->process.dir);
    return stat(path, &st) != 0;
}

int wrapping_fault(const struct daemon_config *c, const char *path, int err, const struct seal_fault *why,
                   struct fault *f) {
    static const struct {
        int err;
        enum exit_code code;
        const char *event;
    } faults[] = {{ERR_NOTFOUND, EXIT_CONFIGURATION, "wrapping.missing"},
                  {ERR_DENIED, EXIT_RIGHTS, "wrapping.rights"},
                  {ERR_INVALID, EXIT_CONFIGURATION, "wrapping.file"},
                  {ERR_NOMEM, EXIT_SYSTEM, "memory"},
                  {ERR_IO, EXIT_DISK, "wrapping.unreadable"}};
    size_t i = 0, last = sizeof faults / sizeof *faults - 1;
    while (i < last && faults[i].err != err) i++;
    if (err == ERR_NOTFOUND && is_first_start(c))
        return fault_set(f, faults[i].code, faults[i].event,
                         "la clé maîtresse %s n'existe pas ; pour une base neuve, faites-la une fois : sippe keys "
                         "wrapping %s, et gardez-en une copie ailleurs que celles de la base",
                         "the wrapping key %s does not exist; for a new store make it once: sippe keys wrapping %s, "
                         "and keep a copy apart from those of the store",
                         c->wrapping, c->wrapping);
    struct line_fault sentences = {0, 0, why->fr, why->en};
    return fault_at(f, faults[i].code, faults[i].event, path, path, &sentences);
}

int wrapping_load_from(struct wrapping_key **out, const char *path, struct seal_fault *why) {
    struct wrapping_key *key = sodium_malloc(sizeof *key);
    *out = NULL;
    if (!key) return ERR_NOMEM;
    int err = wrapping_key_load(path, key, why);
    if (err) wrapping_close(&key);
    *out = key;
    return err;
}

int wrapping_load(struct wrapping_key **out, struct daemon_config *c, struct fault *fault) {
    struct seal_fault why = SEAL_FAULT("mémoire insuffisante", "not enough memory");
    *out = NULL;
    if (path_fill(c, fault)) return -1;
    int err = wrapping_load_from(out, c->wrapping, &why);
    return err ? wrapping_fault(c, c->wrapping, err, &why, fault) : 0;
}

void wrapping_close(struct wrapping_key **key) {
    sodium_free(*key);
    *key = NULL;
}

/* ---- the others ---- */

/* Whom we follow must be reachable where daemons are; our own key must be the one that the others were told, or each of
 * them would refuse us, and no log of ours would say why. */
static int peers_check(const struct process *p, const struct daemon_config *c, const struct service *s,
                       struct fault *f) {
    for (size_t i = 0; i < s->n_follows; i++) {
        const struct peer *followed = peers_find(&p->peers, s->follows[i]);
        if (followed && followed->internal[0]) continue;
        return fault_set(f, EXIT_CONFIGURATION, "peers.incomplete",
                         "%s ne dit pas où est « %s » (%s.internal), que ce démon suit",
                         "%s does not say where \"%s\" is (%s.internal), which this daemon follows", c->process.peers,
                         s->follows[i], s->follows[i]);
    }
    const struct peer *own = peers_find(&p->peers, s->name);
    if (own && !peer_has_key(own, p->key.pair.public_key))
        return fault_set(
            f, EXIT_CONFIGURATION, "peers.other_key",
            "%s donne pour « %s » une autre clé que celle de %s : les autres ne pourraient pas s'y joindre",
            "%s gives \"%s\" another key than that of %s: the others could not connect", c->process.peers, s->name,
            c->process.key);
    return 0;
}

static void endpoint_default(char *out, size_t size, const char *from) {
    if (!out[0]) snprintf(out, size, "%s", from);
}

/* What the configuration says wins: behind a firewall one binds to another address than the peers connect to. */
static int endpoints_fill(const struct peers *peers, struct daemon_config *c, const struct service *s,
                          struct fault *f) {
    const struct peer *own = peers_find(peers, s->name);
    if (own) {
        endpoint_default(c->internal, sizeof c->internal, own->internal);
        endpoint_default(c->public_side, sizeof c->public_side, own->public_side);
    }
    if (c->internal[0] && c->public_side[0]) return 0;
    const char *missing = c->internal[0] ? "public" : "internal";
    return fault_set(f, EXIT_CONFIGURATION, "endpoint.missing",
                     "« %s » manque : ni la configuration ni %s ne le disent",
                     "\"%s\" is missing: neither the configuration nor %s says it", missing, c->process.peers);
}

/* ---- whom to trust ---- */

static bool trust_is_new(const struct identity *me, const struct trusted_key *t) {
    for (size_t i = 0; i < me->n_trusted; i++)
        if (strcmp(me->trusted[i].name, t->name) == 0 || memcmp(me->trusted[i].public_key, t->public_key, KEY_LEN) == 0)
            return false;
    return true;
}

/* Of two daemons with one key in the peers file the second is passed over: the guard can give a key one name. */
static void trust_add(struct identity *me, const char *name, sippe__role role, const char *organization,
                      const uint8_t key[KEY_LEN]) {
    struct trusted_key t = {.name = name, .role = role, .organization = organization};
    memcpy(t.public_key, key, KEY_LEN);
    if (trust_is_new(me, &t)) me->trusted[me->n_trusted++] = t;
}

/* The next key of a daemon, under the same name: the one that name may have besides. */
static void trust_add_next(struct identity *me, const struct peer *p) {
    struct trusted_key t = {.name = p->name, .role = ROLE_DAEMON, .organization = ""};
    memcpy(t.public_key, p->next_key, KEY_LEN);
    for (size_t i = 0; i < me->n_trusted; i++)
        if (memcmp(me->trusted[i].public_key, t.public_key, KEY_LEN) == 0) return;
    me->trusted[me->n_trusted++] = t;
}

/* The daemons first, so that no line of `trust` takes a daemon's name or key; their keys of today before any next
 * one. */
static int trust_fill(struct identity *me, const struct peers *peers, const struct daemon_config *c, struct fault *f) {
    for (size_t i = 0; i < peers->n; i++)
        trust_add(me, peers->list[i].name, ROLE_DAEMON, "", peers->list[i].public_key);
    for (size_t i = 0; i < peers->n; i++)
        if (peers->list[i].has_next) trust_add_next(me, &peers->list[i]);
    for (size_t i = 0; i < c->n_trust; i++) {
        const struct trust *t = &c->trust[i];
        struct trusted_key probe = {.name = t->name};
        memcpy(probe.public_key, t->public_key, KEY_LEN);
        if (!trust_is_new(me, &probe))
            return fault_set(f, EXIT_CONFIGURATION, "trust.twice",
                             "trust : le nom ou la clé de « %s » est déjà celui d'un démon ou d'une autre ligne",
                             "trust: the name or the key of \"%s\" is already that of a daemon or of another line",
                             t->name);
        trust_add(me, t->name, t->role, t->organization, t->public_key);
    }
    return 0;
}

/* In the order in which a person would mend it. */
int identity_load(struct identity *me, const struct process *p, struct daemon_config *c, const struct service *service,
                  struct fault *fault) {
    *me = (struct identity){.n_trusted = 0};
    if (wrapping_load(&me->wrapping, c, fault)) return -1;
    if (peers_check(p, c, service, fault) || endpoints_fill(&p->peers, c, service, fault)) return -1;
    return trust_fill(me, &p->peers, c, fault);
}

void identity_close(struct identity *me) { wrapping_close(&me->wrapping); }
