#include "runtime/process/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/err.h"
#include "sys/file.h"

#define MAP_DEFAULT (UINT64_C(16) << 30) /* of addresses; the file grows with what it holds: some GB in ten years */

/* ---- the command line ---- */

/* Without its value, which may be what somebody took for a secret. */
static int option_refuse(struct fault *f, const char *option, const char *fr, const char *en) {
    struct line_fault why = {0, 0, fr, en};
    char name[80];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(option, "="), option);
    return fault_at(f, EXIT_OPTIONS, "options", name, name, &why);
}

/* The setting that argv[*at] names, and its value: after "=" or the next argument. */
static const struct setting *option_split(struct config *c, int argc, char **argv, int *at, const char **value,
                                          struct fault *f) {
    const char *option = argv[*at], *equal = strchr(option, '=');
    bool is_option = strncmp(option, "--", 2) == 0;
    size_t len = equal ? (size_t)(equal - option) : strlen(option), dashes = is_option ? 2 : 0;
    struct span name = span_of(option + dashes, len - dashes);
    const struct setting *s = is_option ? setting_find(c, name) : NULL;
    struct line_fault why;
    *value = equal ? equal + 1 : NULL;
    if (!s) {
        setting_hint(c, name, true, &why);
        option_refuse(f, option, why.fr, why.en);
        return NULL;
    }
    if (s->value && !equal) *value = *at + 1 < argc ? argv[++*at] : NULL;
    if (!s->value != !*value) {
        option_refuse(f, option, s->value ? "valeur manquante" : "cette option ne prend pas de valeur",
                      s->value ? "value missing" : "this option takes no value");
        return NULL;
    }
    return s;
}

/* First the file's name and the mode, as the file is read before the other options. Both times every option is looked
 * at, so that a misspelt one is refused before a file is missed. */
static int options_read(struct config *c, int argc, char **argv, bool first, struct fault *f) {
    for (int i = 1; i < argc; i++) {
        const char *value, *option = argv[i];
        struct line_fault why;
        const struct setting *s = option_split(c, argc, argv, &i, &value, f);
        if (!s) return -1;
        bool early = !s->value || strcmp(s->name, "config") == 0;
        if (early == first && s->read(c, s, value, &why)) return option_refuse(f, option, why.fr, why.en);
    }
    return 0;
}

/* ---- the environment ---- */

/* An empty one is none: scripts and compose files set them so. */
static const char *environment_of(const struct setting *s) {
    char name[64] = "SIPPE_";
    size_t at = strlen(name);
    for (const char *p = s->name; *p && at + 1 < sizeof name; p++)
        name[at++] = *p == '-' ? '_' : (char)(*p - 'a' + 'A');
    name[at] = 0;
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static int environment_read(struct config *c, struct fault *f) {
    for (size_t i = 0; i < c->n_all; i++) {
        const struct setting *s = &c->all[i];
        struct line_fault why;
        const char *value = s->line_only ? NULL : environment_of(s);
        if (!value || strcmp(s->name, "config") == 0 || s->read(c, s, value, &why) == 0) continue;
        char place[80];
        snprintf(place, sizeof place, "SIPPE_... (%s)", s->name);
        return fault_at(f, EXIT_CONFIGURATION, "configuration", place, place, &why);
    }
    return 0;
}

/* ---- the file ---- */

/* The sentence for the next step that may fail is set before it. `seen` has a bit for each setting. */
static int line_read(struct config *c, const struct line *l, uint64_t *seen, struct line_fault *why) {
    char value[2048];
    const struct setting *s = setting_find(c, l->name);
    *why = (struct line_fault){l->number, 1, "", ""};
    if (!s || s->line_only || strcmp(s->name, "config") == 0) {
        setting_hint(c, l->name, false, why);
        return ERR_INVALID;
    }
    uint64_t bit = UINT64_C(1) << (s - c->all);
    why->fr = "valeur donnée deux fois";
    why->en = "value given twice";
    if (*seen & bit && !s->repeats) return ERR_INVALID;
    *seen |= bit;
    why->column = l->column;
    why->fr = "valeur trop longue, ou caractère inattendu";
    why->en = "value too long, or unexpected character";
    if (!line_text(l, value, sizeof value)) return ERR_INVALID;
    return s->read(c, s, value, why);
}

static int lines_read(struct config *c, struct span text, struct line_fault *why) {
    struct line_reader r = line_reader(text);
    struct line l;
    uint64_t seen = 0;
    int more;
    while ((more = line_next(&r, &l, why)) > 0) {
        int err = line_read(c, &l, &seen, why);
        if (err) return err;
    }
    return more;
}

static int file_refuse(struct fault *f, const char *path, const struct line_fault *why) {
    char fr[CONFIG_PATH_MAX + 64], en[CONFIG_PATH_MAX + 64];
    snprintf(fr, sizeof fr, "%s, ligne %d, colonne %d", path, why->line, why->column);
    snprintf(en, sizeof en, "%s, line %d, column %d", path, why->line, why->column);
    return fault_at(f, EXIT_CONFIGURATION, "configuration", fr, en, why);
}

static int file_load(struct config *c, struct fault *f) {
    struct arena a;
    struct span text;
    struct line_fault why;
    arena_init(&a);
    int err = file_read(&a, c->file, CONFIG_FILE_MAX, &text);
    if (err)
        fault_set(f, err == ERR_DENIED ? EXIT_RIGHTS : EXIT_CONFIGURATION, "configuration",
                  "le fichier %s ne peut pas être lu", "the file %s cannot be read", c->file);
    else if ((err = lines_read(c, text, &why)) != 0)
        file_refuse(f, c->file, &why);
    arena_close(&a);
    return err ? -1 : 0;
}

/* ---- all of it ---- */

static int config_complete(const struct config *c, struct fault *f) {
    for (size_t i = 0; i < c->n_all; i++) {
        const struct setting *s = &c->all[i];
        if (!s->required || ((const char *)c)[s->offset]) continue;
        return fault_set(f, EXIT_CONFIGURATION, "configuration",
                         "« %s » manque : dans le fichier, "
                         "l'environnement (SIPPE_...) ou par option ; voir --help",
                         "\"%s\" is missing: in the file, the environment (SIPPE_...) or as an option; see --help",
                         s->name);
    }
    return 0;
}

/* From the weakest source to the strongest, each writing over the one before. */
int config_load(struct config *c, const struct config_tables *t, int argc, char **argv, struct fault *fault) {
    c->map_bytes = MAP_DEFAULT;
    c->level = LEVEL_INFO;
    c->ready_fd = -1;
    config_tables_open(c, t);
    const struct setting *file = setting_find(c, span_text("config"));
    const char *from_environment = file ? environment_of(file) : NULL;
    struct line_fault why;
    if (from_environment && file->read(c, file, from_environment, &why))
        return option_refuse(fault, "SIPPE_CONFIG", why.fr, why.en);
    if (options_read(c, argc, argv, true, fault)) return -1;
    if (c->mode == MODE_HELP || c->mode == MODE_EXAMPLE || c->mode == MODE_VERSION) return 0;
    if (c->file[0] && file_load(c, fault)) return -1;
    if (environment_read(c, fault) || options_read(c, argc, argv, false, fault)) return -1;
    return config_complete(c, fault);
}
