#include "keys/peers.h"

#include <string.h>
#include "sys/file.h"

/* Three lines make one peer, and need not stand together. */
static struct peer *peer_at(struct peers *p, const char *name) {
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].name, name) == 0) return &p->list[i];
    if (p->n == PEERS_MAX) return NULL;
    struct peer *peer = &p->list[p->n++];
    *peer = (struct peer){.has_key = false};
    memcpy(peer->name, name, strlen(name) + 1);
    return peer;
}

/* "intake.internal" → "intake" and "internal". At the last dot, as names may hold dots. */
static bool name_split(struct span whole, char name[KEY_NAME_MAX + 1], struct span *property) {
    const uint8_t *dot = memrchr(whole.data, '.', whole.len);
    if (!dot) return false;
    size_t len = (size_t)(dot - whole.data);
    if (len > KEY_NAME_MAX) return false;
    memcpy(name, whole.data, len);
    name[len] = 0;
    *property = span_of(dot + 1, whole.len - len - 1);
    return strlen(name) == len && key_name_is_valid(name); /* no NUL in between */
}

/* Its form only. Names of hosts are looked up by the bus, when it connects. */
static int endpoint_read(const struct line *l, char out[PEER_ENDPOINT_MAX + 1], struct line_fault *fault) {
    if (out[0]) return line_refuse(l, fault, "ligne répétée", "line given twice");
    if (line_text(l, out, PEER_ENDPOINT_MAX + 1) && strncmp(out, "tcp://", 6) == 0 && out[6] && !strchr(out, ' '))
        return 0;
    return line_refuse(l, fault, "adresse attendue, comme tcp://10.77.0.1:20101",
                       "endpoint expected, like tcp://10.77.0.1:20101");
}

static int key_read(const struct line *l, uint8_t out[KEY_LEN], bool *is_there, struct line_fault *fault) {
    char text[KEY_TEXT_LEN + 1];
    if (*is_there) return line_refuse(l, fault, "ligne répétée", "line given twice");
    if (!line_text(l, text, sizeof text) || key_public_parse(text, out))
        return line_refuse(l, fault, "clé : 40 caractères Z85 attendus", "key: 40 characters of Z85 expected");
    *is_there = true;
    return 0;
}

/* "intake.key" of the line "intake.key.next" is "intake". */
static bool is_next_key(char name[KEY_NAME_MAX + 1], struct span property) {
    static const char key[] = ".key";
    size_t len = strlen(name), n = sizeof key - 1;
    if (!span_equal(property, span_text("next")) || len <= n || strcmp(name + len - n, key) != 0) return false;
    name[len - n] = 0;
    return true;
}

static int peer_line(const struct line *l, struct peers *out, struct line_fault *fault) {
    char name[KEY_NAME_MAX + 1];
    struct span property;
    struct line_fault at_name = {l->number, 1, "nom inconnu : DÉMON.internal, .public, .key ou .key.next attendu",
                                 "unknown name: DAEMON.internal, .public, .key or .key.next expected"};
    *fault = at_name;
    if (!name_split(l->name, name, &property)) return ERR_INVALID;
    bool is_next = is_next_key(name, property);
    struct peer *peer = peer_at(out, name);
    if (!peer) return line_refuse(l, fault, "trop de démons : 16 au plus", "too many daemons: at most 16");
    if (is_next) return key_read(l, peer->next_key, &peer->has_next, fault);
    if (span_equal(property, span_text("internal"))) return endpoint_read(l, peer->internal, fault);
    if (span_equal(property, span_text("public"))) return endpoint_read(l, peer->public_side, fault);
    if (span_equal(property, span_text("key"))) return key_read(l, peer->public_key, &peer->has_key, fault);
    return ERR_INVALID;
}

/* At the end, because a peer's lines may come in any order. */
static int peers_complete(const struct peers *p, struct line_fault *fault) {
    for (size_t i = 0; i < p->n; i++) {
        const struct peer *peer = &p->list[i];
        if (peer->has_key && (peer->internal[0] || peer->public_side[0])) continue;
        *fault = (struct line_fault){0, 0, "un démon sans clé, ou sans adresse",
                                     "a daemon without a key, or without an endpoint"};
        return ERR_INVALID;
    }
    return 0;
}

int peers_read(struct span text, struct peers *out, struct line_fault *fault) {
    out->n = 0;
    struct line_reader r = line_reader(text);
    struct line l;
    int rc;
    while ((rc = line_next(&r, &l, fault)) > 0)
        if ((rc = peer_line(&l, out, fault)) < 0) break;
    if (rc < 0) return rc;
    if ((rc = peers_complete(out, fault)) < 0) return rc;
    *fault = (struct line_fault){0, 0, "", ""};
    return 0;
}

int peers_load(const char *path, struct peers *out, struct line_fault *fault) {
    *fault = (struct line_fault){0, 0, "fichier illisible, ou trop grand", "the file cannot be read, or is too large"};
    struct arena a;
    arena_init(&a);
    struct span text;
    int rc = file_read(&a, path, PEERS_FILE_MAX, &text);
    if (rc == 0) rc = peers_read(text, out, fault);
    arena_close(&a);
    return rc;
}

bool peer_has_key(const struct peer *peer, const uint8_t public_key[KEY_LEN]) {
    return memcmp(peer->public_key, public_key, KEY_LEN) == 0 ||
           (peer->has_next && memcmp(peer->next_key, public_key, KEY_LEN) == 0);
}

const struct peer *peers_find(const struct peers *p, const char *name) {
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].name, name) == 0) return &p->list[i];
    return NULL;
}
