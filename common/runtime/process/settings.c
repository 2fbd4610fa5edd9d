/* The values that every process takes, one row each. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "base/err.h"
#include "runtime/process/config.h"

enum { MAP_MIN = 1 << 20 }; /* the other end, 64 TiB, is half of what a process can address */

int setting_refuse(struct line_fault *f, const char *fr, const char *en) {
    f->fr = fr;
    f->en = en;
    return ERR_INVALID;
}

/* A text by its place in the structure that has struct config as its head, so that a row of the table is all that a
 * text costs. */
static char *field(struct config *c, const struct setting *s) { return (char *)c + s->offset; }

int setting_text(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    size_t len = strlen(value);
    if (len == 0) return setting_refuse(f, "valeur vide", "empty value");
    if (len >= s->size) return setting_refuse(f, "valeur trop longue", "value too long");
    memcpy(field(c, s), value, len + 1);
    return 0;
}

static int territory_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    if (!*value || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(value))
        return setting_refuse(f, "code de territoire : lettres a à z, chiffres et tirets attendus",
                              "territory code: letters a to z, digits and hyphens expected");
    return setting_text(c, s, value, f);
}

/* TCP alone, and a port: the rest is libzmq's to refuse, which it does when the endpoint is bound. */
int setting_endpoint(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    if (strncmp(value, "tcp://", 6) != 0 || !strchr(value + 6, ':') || strchr(value, ' '))
        return setting_refuse(f, "adresse attendue, comme tcp://0.0.0.0:20101",
                              "endpoint expected, like tcp://0.0.0.0:20101");
    return setting_text(c, s, value, f);
}

/* "512M": a number and K, M, G or T */
static int map_size_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    static const char units[] = "KMGT";
    char *end;
    unsigned long long n = strtoull(value, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    int shift = unit ? 10 * (int)(unit - units + 1) : 0;
    bool plain = *value >= '1' && *value <= '9' && (*end == 0 || (unit && end[1] == 0));
    if (!plain || n > UINT64_MAX >> 1 >> shift || n << shift < MAP_MIN || n << shift > UINT64_C(1) << 46)
        return setting_refuse(f, "taille attendue, comme 512M ou 16G, de 1M à 64T",
                              "size expected, like 512M or 16G, from 1M to 64T");
    c->map_bytes = (uint64_t)(n << shift);
    return 0;
}

static int log_level_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    static const char *const names[] = {"debug", "info", "warn", "error"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], value) != 0) continue;
        c->level = (enum log_level)i;
        return 0;
    }
    return setting_refuse(f, "debug, info, warn ou error attendu", "debug, info, warn or error expected");
}

static int ready_fd_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    char *end;
    long fd = strtol(value, &end, 10);
    if (end == value || *end || fd < 0 || fd > 1023)
        return setting_refuse(f, "descripteur attendu, de 0 à 1023", "descriptor expected, from 0 to 1023");
    c->ready_fd = (int)fd;
    return 0;
}

int setting_mode(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)value;
    (void)f;
    c->mode = s->mode;
    return 0;
}

/* ---- the table: one row a value, in the order of the help ---- */

const struct setting settings[] = {
    {.name = "config",
     .read = setting_text,
     SETTING_TEXT(struct config, file),
     .value = "FILE",
     .fr = "fichier de lignes « nom = valeur »",
     .en = "file of \"name = value\" lines"},
    {.name = "territory",
     .read = territory_read,
     SETTING_TEXT(struct config, territory),
     .required = true,
     .value = "CODE",
     .fr = "code du territoire",
     .en = "the territory's code"},
    {.name = "dir",
     .read = setting_text,
     SETTING_TEXT(struct config, dir),
     .required = true,
     .value = "FOLDER",
     .fr = "dossier de la base, à ce seul démon",
     .en = "folder of the store, this daemon's alone"},
    {.name = "key",
     .read = setting_text,
     SETTING_TEXT(struct config, key),
     .required = true,
     .value = "FILE",
     .fr = "clé secrète du démon (NOM.key, droits 0600)",
     .en = "the daemon's secret key (NAME.key, mode 0600)"},
    {.name = "peers",
     .read = setting_text,
     SETTING_TEXT(struct config, peers),
     .required = true,
     .value = "FILE",
     .fr = "où sont les démons, et leurs clés publiques",
     .en = "where the daemons are, and their public keys"},
    {.name = "map-size",
     .read = map_size_read,
     .value = "SIZE",
     .standard = "16G",
     .fr = "taille la plus grande de la base",
     .en = "the most that the store may hold"},
    {.name = "log-level",
     .read = log_level_read,
     .value = "LEVEL",
     .standard = "info",
     .fr = "debug, info, warn ou error",
     .en = "debug, info, warn or error"},
    {.name = "ready-fd",
     .read = ready_fd_read,
     .value = "N",
     .line_only = true,
     .fr = "écrire READY sur ce descripteur une fois prêt",
     .en = "write READY to this descriptor once ready"},
    {.name = "check",
     .read = setting_mode,
     .mode = MODE_CHECK,
     .line_only = true,
     .fr = "vérifier la configuration et les clés, sans rien démarrer",
     .en = "check configuration and keys, start nothing"},
    {.name = "example",
     .read = setting_mode,
     .mode = MODE_EXAMPLE,
     .line_only = true,
     .fr = "écrire un exemple de fichier de configuration",
     .en = "write an example of a configuration file"},
    {.name = "version",
     .read = setting_mode,
     .mode = MODE_VERSION,
     .line_only = true,
     .fr = "dire la version",
     .en = "say which version this is"},
    {.name = "help", .read = setting_mode, .mode = MODE_HELP, .line_only = true, .fr = "cette aide", .en = "this help"},
};
const size_t n_settings = sizeof settings / sizeof *settings;
