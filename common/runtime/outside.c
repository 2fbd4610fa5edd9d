/* Settings of what leaves for the outside (common/post): secrets by their files, hosts of the own network, whom to
 * trust. */
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/err.h"
#include "civil/ascii.h"
#include "runtime/settings.h"
#include "sys/file.h"

/* Each of the values that commas part, without the blanks around it. */
static int each_read(struct config *c, const char *value, struct line_fault *f,
                     int (*read)(struct daemon_config *d, char *one, struct line_fault *f)) {
    char text[2048], *rest = NULL;
    size_t len = strlen(value);
    if (len >= sizeof text) return setting_refuse(f, "valeur trop longue", "value too long");
    memcpy(text, value, len + 1);
    int err = 0;
    for (char *one = strtok_r(text, ",", &rest); one && !err; one = strtok_r(NULL, ",", &rest)) {
        one += strspn(one, " ");
        for (size_t n = strlen(one); n && one[n - 1] == ' '; n--) one[n - 1] = 0;
        err = read(daemon_config(c), one, f);
    }
    return err;
}

/* ---- secrets ---- */

static bool secret_is_named(const struct daemon_config *d, const char *name) {
    for (size_t i = 0; i < d->n_secrets; i++)
        if (strcmp(d->secrets[i].name, name) == 0) return true;
    return false;
}

/* A path begins with "/", so that a password which somebody wrote here is refused, and not looked for on the disk. */
static int secret_one(struct daemon_config *d, char *text, struct line_fault *f) {
    char *blank = strchr(text, ' '), *path = blank ? blank + strspn(blank, " ") : NULL;
    if (!path || *path != '/')
        return setting_refuse(f, "« NOM /CHEMIN/DU/FICHIER » attendu ; le secret est dans le fichier, jamais ici",
                              "\"NAME /PATH/OF/THE/FILE\" expected; the secret stands in the file, never here");
    *blank = 0;
    if (!key_name_is_valid(text))
        return setting_refuse(f, "nom de secret : a-z 0-9 . -, 63 caractères au plus",
                              "name of a secret: a-z 0-9 . -, at most 63 characters");
    if (secret_is_named(d, text))
        return setting_refuse(f, "un secret de ce nom est déjà donné", "a secret of this name is given already");
    if (d->n_secrets == SECRETS_MAX)
        return setting_refuse(f, "trop de secrets : 16 au plus", "too many secrets: at most 16");
    if (strlen(path) > CONFIG_PATH_MAX) return setting_refuse(f, "chemin trop long", "path too long");
    struct secret_file *s = &d->secrets[d->n_secrets++];
    memcpy(s->name, text, strlen(text) + 1);
    memcpy(s->path, path, strlen(path) + 1);
    return 0;
}

int secret_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    return each_read(c, value, f, secret_one);
}

/* ---- hosts ---- */

static int host_one(struct daemon_config *d, char *text, struct line_fault *f) {
    size_t len = strlen(text);
    bool is_host = text_is_of(text, ASCII_LOWER ASCII_UPPER ASCII_DIGITS ".-", 253);
    bool is_ipv6 =
        text_is_of(text, ASCII_LOWER ASCII_UPPER ASCII_DIGITS "[]:.", 60) && text[0] == '[' && text[len - 1] == ']';
    if (!is_host && !is_ipv6)
        return setting_refuse(
            f, "nom d'hôte ou adresse attendu, sans port, comme relais.chsld.example, 10.1.2.3 ou [fd00::1]",
            "name of a host or address expected, without a port, like relay.chsld.example, 10.1.2.3 or [fd00::1]");
    if (d->n_post_hosts == POST_HOSTS_MAX || d->hosts_len + len + 1 > sizeof d->hosts_text)
        return setting_refuse(f, "trop d'hôtes : 16 au plus", "too many hosts: at most 16");
    char *kept = memcpy(d->hosts_text + d->hosts_len, text, len + 1);
    d->hosts_len += len + 1;
    d->post_hosts[d->n_post_hosts++] = kept;
    return 0;
}

int hosts_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    return each_read(c, value, f, host_one);
}

/* ---- whom to trust ---- */

enum { CA_FILE_MAX = 4 << 20 };

/* Looked into here: later each post alone would say that nobody is to be trusted, and not why. */
int ca_file_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    static const char sign[] = "-----BEGIN CERTIFICATE-----";
    struct arena a;
    struct span text = {NULL, 0};
    if (strlen(value) > CONFIG_PATH_MAX) return setting_refuse(f, "chemin trop long", "path too long");
    arena_init(&a);
    int err = file_read(&a, value, CA_FILE_MAX, &text);
    bool has_one = !err && memmem(text.data, text.len, sign, sizeof sign - 1);
    arena_close(&a);
    if (err) return setting_refuse(f, "ce fichier ne peut pas être lu", "this file cannot be read");
    if (!has_one)
        return setting_refuse(f, "ce fichier n'a aucun certificat (PEM : -----BEGIN CERTIFICATE-----)",
                              "this file has no certificate (PEM: -----BEGIN CERTIFICATE-----)");
    memcpy(daemon_config(c)->post_ca_file, value, strlen(value) + 1);
    return 0;
}
