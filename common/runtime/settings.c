/* The values that a daemon takes, one row each. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "base/err.h"
#include "runtime/config.h"

enum { MAP_MIN = 1 << 20 }; /* the other end, 64 TiB, is half of what a process can address */

static int refuse(struct line_fault *f, const char *fr, const char *en) {
    f->fr = fr;
    f->en = en;
    return ERR_INVALID;
}

/* A text by its place in struct config, so that a row of the table is all that a text costs. */
static char *field(struct config *c, const struct setting *s) { return (char *)c + s->offset; }

static int text_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    size_t len = strlen(value);
    if (len == 0) return refuse(f, "valeur vide", "empty value");
    if (len >= s->size) return refuse(f, "valeur trop longue", "value too long");
    memcpy(field(c, s), value, len + 1);
    return 0;
}

static int territory_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    if (!*value || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(value))
        return refuse(f, "code de territoire : lettres a à z, chiffres et tirets attendus",
                      "territory code: letters a to z, digits and hyphens expected");
    return text_read(c, s, value, f);
}

/* TCP alone, and a port: the rest is libzmq's to refuse, which it does when the endpoint is bound. */
static int endpoint_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    if (strncmp(value, "tcp://", 6) != 0 || !strchr(value + 6, ':') || strchr(value, ' '))
        return refuse(f, "adresse attendue, comme tcp://0.0.0.0:20101", "endpoint expected, like tcp://0.0.0.0:20101");
    return text_read(c, s, value, f);
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
        return refuse(f, "taille attendue, comme 512M ou 16G, de 1M à 64T",
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
    return refuse(f, "debug, info, warn ou error attendu", "debug, info, warn or error expected");
}

static int ready_fd_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    char *end;
    long fd = strtol(value, &end, 10);
    if (end == value || *end || fd < 0 || fd > 1023)
        return refuse(f, "descripteur attendu, de 0 à 1023", "descriptor expected, from 0 to 1023");
    c->ready_fd = (int)fd;
    return 0;
}

static int rewrap_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    c->mode = MODE_REWRAP;
    return text_read(c, s, value, f);
}

static int dry_run_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    (void)value;
    (void)f;
    c->dry_run = true;
    return 0;
}

static int mode_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)value;
    (void)f;
    c->mode = s->mode;
    return 0;
}

/* ---- keys that are trusted from the start ---- */

/* Those who set up a territory or speak for others. A desk or a partner goes into the key table, where it can be
 * revoked. */
static bool role_read(const char *text, sippe__role *out) {
    static const struct {
        const char *name;
        sippe__role role;
    } roles[] = {{"operator", ROLE_OPERATOR}, {"coordinator", ROLE_COORDINATOR}, {"gateway", ROLE_GATEWAY}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(roles[i].name, text) != 0) continue;
        *out = roles[i].role;
        return true;
    }
    return false;
}

/* On the words themselves: the caller has copied them. More than three are counted too, to be refused. */
static int trust_words(struct trust *t, char *text, struct line_fault *f) {
    char *rest = NULL, *words[3] = {NULL};
    int n = 0;
    for (char *w = strtok_r(text, " ", &rest); w; w = strtok_r(NULL, " ", &rest), n++)
        if (n < 3) words[n] = w;
    if (n != 3)
        return refuse(f, "« NOM RÔLE CLÉ » ou un fichier .pub attendu", "\"NAME ROLE KEY\" or a .pub file expected");
    if (!key_name_is_valid(words[0])) return refuse(f, "nom de clé invalide", "not the name of a key");
    if (!role_read(words[1], &t->role))
        return refuse(f, "rôle : operator, coordinator ou gateway attendu",
                      "role: operator, coordinator or gateway expected");
    if (key_public_parse(words[2], t->public_key))
        return refuse(f, "clé : 40 caractères Z85 attendus", "key: 40 characters of Z85 expected");
    memcpy(t->name, words[0], strlen(words[0]) + 1);
    return 0;
}

/* With whatever role the file says, also one that the words may not give. */
static int trust_file(struct trust *t, const char *path, struct line_fault *f) {
    struct key_file k;
    struct line_fault inside;
    if (key_public_load(path, &k, &inside))
        return refuse(f, "le fichier .pub ne peut pas être lu", "the .pub file cannot be read");
    memcpy(t->name, k.name, sizeof t->name);
    memcpy(t->organization, k.organization, sizeof t->organization);
    memcpy(t->public_key, k.pair.public_key, KEY_LEN);
    t->role = k.role;
    return 0;
}

static int trust_one(struct config *c, char *text, struct line_fault *f) {
    if (c->n_trust == TRUST_MAX) return refuse(f, "trop de clés : 16 au plus", "too many keys: at most 16");
    struct trust t = {.organization = ""};
    size_t len = strlen(text);
    bool is_file = len > 4 && strcmp(text + len - 4, ".pub") == 0 && !strchr(text, ' ');
    int err = is_file ? trust_file(&t, text, f) : trust_words(&t, text, f);
    if (!err) c->trust[c->n_trust++] = t;
    return err;
}

/* Several, separated by commas (which no key in Z85 holds). */
static int trust_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    char text[2048], *rest = NULL;
    size_t len = strlen(value);
    if (len >= sizeof text) return refuse(f, "valeur trop longue", "value too long");
    memcpy(text, value, len + 1);
    int err = 0;
    for (char *one = strtok_r(text, ",", &rest); one && !err; one = strtok_r(NULL, ",", &rest))
        err = trust_one(c, one + strspn(one, " "), f);
    return err;
}

/* ---- the table: one row a value, in the order of the help ---- */
#define TEXT(field_) .offset = offsetof(struct config, field_), .size = sizeof(((struct config *)0)->field_)
const struct setting settings[] = {
    {.name = "config",
     .read = text_read,
     TEXT(file),
     .value = "FILE",
     .fr = "fichier de lignes « nom = valeur »",
     .en = "file of \"name = value\" lines"},
    {.name = "territory",
     .read = territory_read,
     TEXT(territory),
     .value = "CODE",
     .fr = "code du territoire",
     .en = "the territory's code"},
    {.name = "dir",
     .read = text_read,
     TEXT(dir),
     .value = "FOLDER",
     .fr = "dossier de la base, à ce seul démon",
     .en = "folder of the store, this daemon's alone"},
    {.name = "key",
     .read = text_read,
     TEXT(key),
     .value = "FILE",
     .fr = "clé secrète du démon (NOM.key, droits 0600)",
     .en = "the daemon's secret key (NAME.key, mode 0600)"},
    {.name = "wrapping-key",
     .read = text_read,
     TEXT(wrapping),
     .value = "FILE",
     .fr = "clé maîtresse du démon (droits 0400), hors de sa base ; absent : à côté de la clé, NOM.wrapping",
     .en = "the daemon's wrapping key (mode 0400), outside of its store; absent: beside the key, NAME.wrapping"},
    {.name = "peers",
     .read = text_read,
     TEXT(peers),
     .value = "FILE",
     .fr = "où sont les démons, et leurs clés publiques",
     .en = "where the daemons are, and their public keys"},
    {.name = "internal",
     .read = endpoint_read,
     TEXT(internal),
     .value = "tcp://ADDRESS:PORT",
     .fr = "côté des démons et des opérateurs ; absent : celui du fichier peers",
     .en = "for daemons and operators; absent: as in the peers file"},
    {.name = "public",
     .read = endpoint_read,
     TEXT(public_side),
     .value = "tcp://ADDRESS:PORT",
     .fr = "côté des guichets et des partenaires ; absent : celui du fichier peers",
     .en = "for desks and partners; absent: as in the peers file"},
    {.name = "map-size",
     .read = map_size_read,
     .value = "SIZE",
     .standard = "16G",
     .fr = "taille la plus grande de la base",
     .en = "the most that the store may hold"},
    {.name = "trust",
     .read = trust_read,
     .value = "\"NAME ROLE KEY\" | FILE.pub",
     .repeats = true,
     .fr = "clé admise dès le départ : operator, coordinator ou gateway",
     .en = "a key that is trusted from the start: operator, coordinator or gateway"},
    {.name = "log-level",
     .read = log_level_read,
     .value = "LEVEL",
     .standard = "info",
     .fr = "debug, info, warn ou error",
     .en = "debug, info, warn or error"},
    {.name = "secret",
     .read = secret_read,
     .value = "\"NAME FILE\"",
     .repeats = true,
     .fr = "secret pour ce qui part vers l'extérieur : son nom, et le fichier (droits 0400) qui le contient",
     .en = "a secret for what leaves for the outside: its name, and the file (mode 0400) that holds it"},
    {.name = "post-private-hosts",
     .read = hosts_read,
     .value = "HOST, ...",
     .repeats = true,
     .fr = "hôtes du réseau interne auxquels ce démon peut écrire, même sans TLS ; les autres adresses privées sont "
           "refusées",
     .en = "hosts of the own network that this daemon may write to, without TLS too; other private addresses are "
           "refused"},
    {.name = "post-ca-file",
     .read = ca_file_read,
     .value = "FILE",
     .fr = "certificats (PEM) des seules autorités à croire pour ce qui part ; absent : ceux du système",
     .en = "certificates (PEM) of the only authorities to trust for what leaves; absent: the system's"},
    {.name = "ready-fd",
     .read = ready_fd_read,
     .value = "N",
     .line_only = true,
     .fr = "écrire READY sur ce descripteur une fois prêt",
     .en = "write READY to this descriptor once ready"},
    {.name = "scratch",
     .read = text_read,
     TEXT(scratch),
     .value = "FOLDER",
     .line_only = true,
     .fr = "avec --verify : dossier où refaire les lignes",
     .en = "with --verify: where the rows are made anew"},
    {.name = "check",
     .read = mode_read,
     .mode = MODE_CHECK,
     .line_only = true,
     .fr = "vérifier la configuration et les clés, sans rien démarrer",
     .en = "check configuration and keys, start nothing"},
    {.name = "verify",
     .read = mode_read,
     .mode = MODE_VERIFY,
     .line_only = true,
     .fr = "refaire les lignes depuis le journal et comparer ; le démon doit être arrêté",
     .en = "make the rows anew from the journal and compare; the daemon must be stopped"},
    {.name = "rewrap",
     .read = rewrap_read,
     TEXT(rewrap),
     .value = "NEW.wrapping",
     .line_only = true,
     .fr =
         "fermer le coffre des clés par une autre clé maîtresse, faite dans ce fichier, et refaire les recherches ; le "
         "démon doit être arrêté",
     .en = "wrap the vault of the keys by another wrapping key, made in this file, and make look-ups anew; the daemon "
           "must be stopped"},
    {.name = "dry-run",
     .read = dry_run_read,
     .line_only = true,
     .fr = "avec --rewrap : dire ce qui serait fait, ne rien changer",
     .en = "with --rewrap: say what would be done, change nothing"},
    {.name = "example",
     .read = mode_read,
     .mode = MODE_EXAMPLE,
     .line_only = true,
     .fr = "écrire un exemple de fichier de configuration",
     .en = "write an example of a configuration file"},
    {.name = "version",
     .read = mode_read,
     .mode = MODE_VERSION,
     .line_only = true,
     .fr = "dire la version",
     .en = "say which version this is"},
    {.name = "help", .read = mode_read, .mode = MODE_HELP, .line_only = true, .fr = "cette aide", .en = "this help"},
};
const size_t n_settings = sizeof settings / sizeof *settings;
