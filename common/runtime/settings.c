/* The values that a daemon with an engine takes beside those of every process, one row each. */
#include <string.h>
#include "base/err.h"
#include "runtime/settings.h"

static int rewrap_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    c->mode = MODE_REWRAP;
    return setting_text(c, s, value, f);
}

static int dry_run_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    (void)value;
    (void)f;
    daemon_config(c)->dry_run = true;
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
        return setting_refuse(f, "« NOM RÔLE CLÉ » ou un fichier .pub attendu",
                              "\"NAME ROLE KEY\" or a .pub file expected");
    if (!key_name_is_valid(words[0])) return setting_refuse(f, "nom de clé invalide", "not the name of a key");
    if (!role_read(words[1], &t->role))
        return setting_refuse(f, "rôle : operator, coordinator ou gateway attendu",
                              "role: operator, coordinator or gateway expected");
    if (key_public_parse(words[2], t->public_key))
        return setting_refuse(f, "clé : 40 caractères Z85 attendus", "key: 40 characters of Z85 expected");
    memcpy(t->name, words[0], strlen(words[0]) + 1);
    return 0;
}

/* With whatever role the file says, also one that the words may not give. */
static int trust_file(struct trust *t, const char *path, struct line_fault *f) {
    struct key_file k;
    struct line_fault inside;
    if (key_public_load(path, &k, &inside))
        return setting_refuse(f, "le fichier .pub ne peut pas être lu", "the .pub file cannot be read");
    memcpy(t->name, k.name, sizeof t->name);
    memcpy(t->organization, k.organization, sizeof t->organization);
    memcpy(t->public_key, k.pair.public_key, KEY_LEN);
    t->role = k.role;
    return 0;
}

static int trust_one(struct config *c, char *text, struct line_fault *f) {
    if (daemon_config(c)->n_trust == TRUST_MAX)
        return setting_refuse(f, "trop de clés : 16 au plus", "too many keys: at most 16");
    struct trust t = {.organization = ""};
    size_t len = strlen(text);
    bool is_file = len > 4 && strcmp(text + len - 4, ".pub") == 0 && !strchr(text, ' ');
    int err = is_file ? trust_file(&t, text, f) : trust_words(&t, text, f);
    if (!err) daemon_config(c)->trust[daemon_config(c)->n_trust++] = t;
    return err;
}

/* Several, separated by commas (which no key in Z85 holds). */
static int trust_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    char text[2048], *rest = NULL;
    size_t len = strlen(value);
    if (len >= sizeof text) return setting_refuse(f, "valeur trop longue", "value too long");
    memcpy(text, value, len + 1);
    int err = 0;
    for (char *one = strtok_r(text, ",", &rest); one && !err; one = strtok_r(NULL, ",", &rest))
        err = trust_one(c, one + strspn(one, " "), f);
    return err;
}

/* ---- the table: one row a value, in the order of the help ---- */

const struct setting daemon_settings[DAEMON_SETTINGS] = {
    {.name = "wrapping-key",
     .read = setting_text,
     SETTING_TEXT(struct daemon_config, wrapping),
     .value = "FILE",
     .fr = "clé maîtresse du démon (droits 0400), hors de sa base ; absent : à côté de la clé, NOM.wrapping",
     .en = "the daemon's wrapping key (mode 0400), outside of its store; absent: beside the key, NAME.wrapping"},
    {.name = "internal",
     .read = setting_endpoint,
     SETTING_TEXT(struct daemon_config, internal),
     .value = "tcp://ADDRESS:PORT",
     .fr = "côté des démons et des opérateurs ; absent : celui du fichier peers",
     .en = "for daemons and operators; absent: as in the peers file"},
    {.name = "public",
     .read = setting_endpoint,
     SETTING_TEXT(struct daemon_config, public_side),
     .value = "tcp://ADDRESS:PORT",
     .fr = "côté des guichets et des partenaires ; absent : celui du fichier peers",
     .en = "for desks and partners; absent: as in the peers file"},
    {.name = "trust",
     .read = trust_read,
     .value = "\"NAME ROLE KEY\" | FILE.pub",
     .repeats = true,
     .fr = "clé admise dès le départ : operator, coordinator ou gateway",
     .en = "a key that is trusted from the start: operator, coordinator or gateway"},
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
    {.name = "scratch",
     .read = setting_text,
     SETTING_TEXT(struct daemon_config, scratch),
     .value = "FOLDER",
     .line_only = true,
     .fr = "avec --verify : dossier où refaire les lignes",
     .en = "with --verify: where the rows are made anew"},
    {.name = "verify",
     .read = setting_mode,
     .mode = MODE_VERIFY,
     .line_only = true,
     .fr = "refaire les lignes depuis le journal et comparer ; le démon doit être arrêté",
     .en = "make the rows anew from the journal and compare; the daemon must be stopped"},
    {.name = "rewrap",
     .read = rewrap_read,
     SETTING_TEXT(struct daemon_config, rewrap),
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
};
