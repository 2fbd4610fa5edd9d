#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "runtime/process/config.h"

/* French unless the locale asks for English. */
static bool in_english(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return strncmp(value, "en", 2) == 0;
    }
    return false;
}

/* Those of fault.h, by hand: an enumeration has no sentences. */
static void codes_print(bool english, bool keeps_journal) {
    static const struct {
        int code;
        const char *fr, *en;
        bool of_journal;
    } codes[] = {
        {EXIT_SERVED, "arrêt demandé", "stopped as asked", false},
        {EXIT_DIFFERENT, "--verify : des lignes diffèrent", "--verify: rows differ", true},
        {EXIT_OPTIONS, "option inconnue ou sans valeur", "unknown option, or without its value", false},
        {EXIT_DAMAGED, "base abîmée : restaurer une sauvegarde", "damaged store: restore a backup", true},
        {EXIT_OTHER_STORE, "base vide ou autre que celle que les autres démons suivent : restaurer",
         "store empty, or other than the one that the other daemons follow: restore", true},
        {EXIT_PORT_TAKEN, "port déjà pris", "port in use", false},
        {EXIT_TURN_FAILED, "écriture échouée : redémarrer", "a write failed: restart", true},
        {EXIT_SYSTEM, "mémoire, descripteurs, autovérification du portier",
         "memory, descriptors, the guard's self-test", false},
        {EXIT_DISK, "disque : lecture, écriture, ou plus de place", "disk: reading, writing, or no space left", false},
        {EXIT_STORE_IN_USE, "un autre démon tient cette base", "another daemon runs on this store", false},
        {EXIT_NEWER_STORE, "base faite par une version plus récente", "store made by a newer release", false},
        {EXIT_RIGHTS, "droits d'une clé ou d'un dossier", "rights of a key or a folder", false},
        {EXIT_CONFIGURATION, "configuration", "configuration", false},
    };
    printf("%s\n", english ? "\nExit codes" : "\nCodes de sortie");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (keeps_journal || !codes[i].of_journal)
            printf("  %2d  %s\n", codes[i].code, english ? codes[i].en : codes[i].fr);
}

static void setting_print(const struct setting *s, bool english) {
    printf("  --%s %s\n        %s", s->name, s->value ? s->value : "", english ? s->en : s->fr);
    if (s->standard) printf(english ? " (default: %s)" : " (par défaut : %s)", s->standard);
    printf("\n");
}

void help_print(const char *program, const struct config *c) {
    bool english = in_english();
    printf(english ? "Usage: %s --config FILE [--option VALUE ...]\n\n"
                   : "Usage : %s --config FICHIER [--option VALEUR ...]\n\n",
           program);
    for (size_t i = 0; i < c->n_all; i++)
        if (!c->all[i].line_only) setting_print(&c->all[i], english);
    for (size_t i = 0; i < c->n_all; i++)
        if (c->all[i].line_only) setting_print(&c->all[i], english);
    printf("%s\n", english
                       ? "\nEach option with a value, but the line-only ones, may also stand in the "
                         "file (map-size = 16G) and in the\nenvironment (SIPPE_MAP_SIZE=16G). The command line wins "
                         "over the environment, which wins over the file."
                       : "\nChaque option qui prend une valeur, sauf celles de la seule ligne, peut aussi être dans le "
                         "fichier (map-size = 16G) et dans\nl'environnement (SIPPE_MAP_SIZE=16G). La ligne de "
                         "commande l'emporte sur l'environnement, et celui-ci sur le fichier.");
    codes_print(english, c->keeps_journal);
}

/* What stands for the value in the help, without the quotes of a command line: a file has none. */
static void value_print(const struct setting *s) {
    size_t quote = s->value[0] == '"';
    const char *value = s->standard ? s->standard : s->value + quote;
    printf("#%s = %.*s\n", s->name, (int)(quote ? strcspn(value, "\"") : strlen(value)), value);
}

/* In both languages: a file is read by others than by whoever asked for it. */
void example_print(const char *program, const struct config *c) {
    printf("# %s : exemple de configuration. Enlever « # » devant ce qui est à dire.\n"
           "# %s: example of a configuration. Take the \"#\" off before what is to be said.\n",
           program, program);
    for (size_t i = 0; i < c->n_all; i++) {
        const struct setting *s = &c->all[i];
        if (!s->value || s->line_only || strcmp(s->name, "config") == 0) continue;
        printf("\n# %s\n# %s\n", s->fr, s->en);
        value_print(s);
    }
}
