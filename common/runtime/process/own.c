/* The table of all settings that a process has: every process's, its work's, then its service's. */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/err.h"
#include "runtime/process/config.h"

/* ---- the service's ---- */

static int own_read(struct config *c, const struct setting *s, const char *value, struct line_fault *f) {
    size_t len = strlen(value);
    if (len > CONFIG_PATH_MAX) return setting_refuse(f, "valeur trop longue", "value too long");
    int err = len && s->own->check ? s->own->check(value, f) : 0;
    if (!err) memcpy(c->own[s->offset], value, len + 1);
    return err;
}

static void add(struct config *c, const struct setting *list, size_t n) {
    assert(c->n_all + n <= SETTINGS_MAX);
    memcpy(c->all + c->n_all, list, n * sizeof *list);
    c->n_all += n;
}

static void own_add(struct config *c, const struct service_setting *o, size_t i) {
    assert(i < OWN_MAX && !setting_find(c, span_text(o->name)) && strlen(o->standard) <= CONFIG_PATH_MAX);
    const struct setting s = {.name = o->name,
                              .read = own_read,
                              .offset = i,
                              .value = o->value,
                              .fr = o->fr,
                              .en = o->en,
                              .standard = *o->standard ? o->standard : NULL,
                              .own = o};
    add(c, &s, 1);
    memcpy(c->own[i], o->standard, strlen(o->standard) + 1);
}

void config_tables_open(struct config *c, const struct config_tables *t) {
    c->keeps_journal = t->keeps_journal;
    add(c, settings, n_settings);
    add(c, t->settings, t->n_settings);
    for (size_t i = 0; t->own && i < t->own->n; i++) own_add(c, &t->own->list[i], i);
}

const char *config_own(const struct config *c, const char *name) {
    const struct setting *s = setting_find(c, span_text(name));
    return s && s->own ? c->own[s->offset] : NULL;
}

int setting_is_folder(const char *value, struct line_fault *why) {
    struct stat st;
    if (*value != '/' || stat(value, &st) || !S_ISDIR(st.st_mode))
        return setting_refuse(why, "ce dossier n'existe pas ; le créer, et donner son chemin à partir de /",
                              "this folder does not exist; create it, and give its path from /");
    if (access(value, W_OK | X_OK))
        return setting_refuse(why, "le démon n'a pas le droit d'écrire dans ce dossier",
                              "the daemon may not write in this folder");
    return 0;
}

int setting_is_origin(const char *value, struct line_fault *why) {
    const char *host = strncmp(value, "https://", 8) == 0 ? value + 8 : value + 7;
    bool plain = strncmp(value, "http://localhost", 16) == 0 || strncmp(value, "http://127.0.0.1", 16) == 0;
    if ((strncmp(value, "https://", 8) != 0 && !plain) || !*host ||
        strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != strlen(host))
        return setting_refuse(why, "origine attendue, comme https://sippe.exemple, sans chemin",
                              "origin expected, like https://sippe.example, without a path");
    return 0;
}

/* ---- names ---- */

const struct setting *setting_find(const struct config *c, struct span name) {
    for (size_t i = 0; i < c->n_all; i++)
        if (span_equal(span_text(c->all[i].name), name)) return &c->all[i];
    return NULL;
}

enum { NAME_MAX_LEN = 63 };

/* How many letters must be put in, left out or replaced (Levenshtein), a row of the table at a time. */
static size_t distance(struct span a, struct span b) {
    size_t row[NAME_MAX_LEN + 1];
    for (size_t j = 0; j <= b.len; j++) row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t replaced = diagonal + (a.data[i - 1] != b.data[j - 1]), added = row[j - 1] + 1, left = row[j] + 1;
            diagonal = row[j];
            row[j] = replaced < added ? replaced : added;
            if (left < row[j]) row[j] = left;
        }
    }
    return row[b.len];
}

/* Near is a third of the letters: further off it would be a guess. */
static const struct setting *setting_near(const struct config *c, struct span name, bool is_option) {
    const struct setting *near = NULL;
    size_t least = name.len / 3 + 1;
    for (size_t i = 0; name.len <= NAME_MAX_LEN && i < c->n_all; i++) {
        const struct setting *s = &c->all[i];
        if (!is_option && (s->line_only || strcmp(s->name, "config") == 0)) continue;
        size_t far = distance(name, span_text(s->name));
        if (far >= least) continue;
        least = far;
        near = s;
    }
    return near;
}

void setting_hint(struct config *c, struct span name, bool is_option, struct line_fault *why) {
    const struct setting *near = setting_near(c, name, is_option);
    const char *dashes = is_option ? "--" : "";
    why->fr = is_option ? "option inconnue ; voir --help" : "nom inconnu ; voir --help";
    why->en = is_option ? "unknown option; see --help" : "unknown name; see --help";
    if (!near) return;
    snprintf(c->hint_fr, sizeof c->hint_fr, "%s « %s%s » ; voir --help",
             is_option ? "option inconnue ; la plus proche est" : "nom inconnu ; le plus proche est", dashes,
             near->name);
    snprintf(c->hint_en, sizeof c->hint_en, "%s; the nearest is \"%s%s\"; see --help",
             is_option ? "unknown option" : "unknown name", dashes, near->name);
    why->fr = c->hint_fr;
    why->en = c->hint_en;
}
