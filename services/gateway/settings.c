#include "gateway/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "base/err.h"

static struct gateway_config *of(struct config *c) { return (struct gateway_config *)c; }

/* Several, separated by commas. */
static int listen_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    (void)s;
    struct gateway_config *g = of(c);
    char *rest = NULL;
    if (strlen(value) >= sizeof g->listen_text) return setting_refuse(f, "valeur trop longue", "value too long");
    memcpy(g->listen_text, value, strlen(value) + 1);
    g->n_listen = 0;
    for (char *one = strtok_r(g->listen_text, ", ", &rest); one; one = strtok_r(NULL, ", ", &rest)) {
        if (g->n_listen == GATE_LISTEN_MAX)
            return setting_refuse(f, "trop d'adresses : 4 au plus", "too many: at most 4");
        g->listen[g->n_listen++] = one;
    }
    return g->n_listen ? 0 : setting_refuse(f, "adresse attendue", "address expected");
}

static int origin_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    int err = setting_is_origin(value, f);
    return err ? err : setting_text(c, s, value, f);
}

/* It stands in a page as it is. */
static int phone_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    if (strspn(value, "0123456789 -+().") != strlen(value))
        return setting_refuse(f, "un numéro : chiffres, blancs et traits d'union",
                              "a number: digits, blanks and hyphens");
    return setting_text(c, s, value, f);
}

const struct setting gateway_settings[GATEWAY_SETTINGS] = {
    {.name = "listen",
     .read = listen_read,
     .value = "/run/sippe/gateway.sock | 127.0.0.1:PORT, ...",
     .fr = "où elle écoute, en clair : une prise Unix ou une adresse de bouclage, derrière nginx ou Caddy",
     .en = "where it listens, in the clear: a Unix socket or a loopback address, behind nginx or Caddy"},
    {.name = "behind",
     .read = setting_text,
     SETTING_TEXT(struct gateway_config, behind),
     .value = "ADDRESS",
     .fr = "adresse du serveur frontal (nginx, Caddy) quand il ne vient pas par la prise Unix : seul admis et seul cru "
           "sur l'adresse des gens",
     .en = "address of the front (nginx, Caddy) when it does not come by the Unix socket: the only one let in, and the "
           "only one believed about people's addresses"},
    {.name = "origin",
     .read = origin_read,
     SETTING_TEXT(struct gateway_config, origin),
     .value = "https://HOST",
     .required = true,
     .fr = "adresse du service telle que les gens l'ouvrent",
     .en = "the address of the service as people open it"},
    {.name = "web",
     .read = setting_text,
     SETTING_TEXT(struct gateway_config, web),
     .value = "FOLDER",
     .standard = "/usr/share/sippe/web",
     .fr = "dossier des pages",
     .en = "folder of the pages"},
    {.name = "clsc-phone",
     .read = phone_read,
     SETTING_TEXT(struct gateway_config, clsc_phone),
     .value = "514 555-0100",
     .fr = "téléphone du CLSC, que la page d'un avis montre quand JavaScript n'est pas permis",
     .en = "the CLSC's telephone, which a notice's page shows where JavaScript is not allowed"},
    {.name = "stations",
     .read = setting_text,
     SETTING_TEXT(struct gateway_config, stations),
     .value = "FILE",
     .fr =
         "secret des postes, sous lequel ils gardent ce qui n'est pas encore envoyé ; absent : « stations » à côté de "
         "la clé, créé au premier démarrage",
     .en = "secret of the stations, under which they keep what is not sent yet; absent: \"stations\" beside the key, "
           "made at the first start"},
    {.name = "metrics-file",
     .read = setting_text,
     SETTING_TEXT(struct gateway_config, metrics),
     .value = "FILE",
     .fr = "fichier où les mesures sont écrites aux dix secondes (textfile de node_exporter) ; absent : nulle part",
     .en = "file to which the metrics are written each ten seconds (node_exporter's textfile); absent: nowhere"},
    {.name = "openapi",
     .read = setting_mode,
     .mode = MODE_OPENAPI,
     .line_only = true,
     .fr = "écrire le contrat en OpenAPI 3.1, sans rien démarrer",
     .en = "write the contract as OpenAPI 3.1, start nothing"},
    {.name = "new-stations",
     .read = setting_mode,
     .mode = MODE_NEW_STATIONS,
     .line_only = true,
     .fr = "placer un secret des postes neuf devant celui qui sert, sans rien démarrer ; deux au plus restent",
     .en = "put a new secret of the stations before the one in use, start nothing; two stay at most"},
};

const char *stations_path(struct arena *a, const struct gateway_config *c) {
    const char *key = c->process.key, *end = strrchr(key, '/');
    if (c->stations[0]) return arena_text(a, c->stations);
    return arena_printf(a, "%.*sstations", end ? (int)(end - key) + 1 : 0, key);
}
