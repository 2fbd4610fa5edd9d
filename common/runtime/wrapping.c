#include "runtime/wrapping.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_so(const char *text, const char *end) {
    size_t len = strlen(text), n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* By the key's own name: in one folder stand those of all four daemons. */
static int path_fill(struct config *c, struct fault *f) {
    static const char key[] = ".key", wrapping[] = ".wrapping";
    if (c->wrapping[0]) return 0;
    size_t len = strlen(c->key) - (ends_so(c->key, key) ? sizeof key - 1 : 0);
    if (len + sizeof wrapping > sizeof c->wrapping)
        return fault_set(f, EXIT_CONFIGURATION, "wrapping.path",
                         "« wrapping-key » : le chemin de la clé est trop long ; donnez-en un plus court",
                         "\"wrapping-key\": the path of the key is too long; give a shorter one");
    memcpy(c->wrapping, c->key, len);
    memcpy(c->wrapping + len, wrapping, sizeof wrapping);
    return 0;
}

/* The store's file or its vault: then a new key would open nothing. */
static bool is_first_start(const struct config *c) {
    char path[CONFIG_PATH_MAX + 16];
    struct stat st;
    snprintf(path, sizeof path, "%s/data.mdb", c->dir);
    if (stat(path, &st) == 0) return false;
    snprintf(path, sizeof path, "%s/vault", c->dir);
    return stat(path, &st) != 0;
}

static int load_fault(const struct config *c, int err, const struct seal_fault *why, struct fault *f) {
    static const struct {
        int err;
        enum exit_code code;
        const char *event;
    } faults[] = {{ERR_NOTFOUND, EXIT_CONFIGURATION, "wrapping.missing"},
                  {ERR_DENIED, EXIT_RIGHTS, "wrapping.rights"},
                  {ERR_INVALID, EXIT_CONFIGURATION, "wrapping.file"},
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
    return fault_at(f, faults[i].code, faults[i].event, c->wrapping, c->wrapping, &sentences);
}

int wrapping_load(struct wrapping_key **out, struct config *c, struct fault *fault) {
    struct seal_fault why;
    *out = NULL;
    if (path_fill(c, fault)) return -1;
    struct wrapping_key *key = sodium_malloc(sizeof *key);
    if (!key) return fault_set(fault, EXIT_SYSTEM, "memory", "mémoire insuffisante", "not enough memory");
    int err = wrapping_key_load(c->wrapping, key, &why);
    if (err) {
        wrapping_close(&key);
        return load_fault(c, err, &why, fault);
    }
    *out = key;
    return 0;
}

void wrapping_close(struct wrapping_key **key) {
    sodium_free(*key);
    *key = NULL;
}
