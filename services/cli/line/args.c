#include "cli/line/args.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/cli.h"
#include "cli/line/commands.h"
#include "cli/line/help.h"
#include "cli/show/output.h"
#include "text/plain.h"
#include "cli/show/words.h"

const struct option options_common[] = {
    {"json", OPTION_FLAG, 0, NULL, NULL, NULL, "répondre en JSON", "answer in JSON"},
    {"lang", OPTION_TEXT, 0, NULL, NULL, NULL, "langue de la réponse : fr ou en", "language of the answer: fr or en"},
    {"home", OPTION_FOLDER, 0, NULL, "SIPPE_HOME", NULL, "dossier du profil (ou SIPPE_HOME; sinon ~/.config/sippe)",
     "folder of the profile (or SIPPE_HOME; else ~/.config/sippe)"},
    {"as", OPTION_TEXT, 0, NULL, "SIPPE_KEY", NULL, "nom de la clé (ou SIPPE_KEY; sinon la seule du profil)",
     "name of the key (or SIPPE_KEY; else the only one of the profile)"},
    {"by", OPTION_TEXT, 0, NULL, "SIPPE_BY", NULL,
     "qui agit, quand la clé est celle d'un bureau ou d'une passerelle (ou SIPPE_BY)",
     "who acts, when the key is a desk's or a gateway's (or SIPPE_BY)"},
    {"internal", OPTION_FLAG, 0, NULL, NULL, NULL, "passer par l'adresse interne des démons",
     "use the daemons' internal endpoint"},
    {"why", OPTION_TEXT, 0, NULL, NULL, NULL, "pourquoi vous regardez (reste au journal des accès)",
     "why you look (it stays in the access journal)"},
    {"no-colour", OPTION_FLAG, 0, NULL, NULL, NULL, "sans couleurs (ou NO_COLOR)", "without colours (or NO_COLOR)"},
    {"help", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer cette aide", "show this help"},
};
const size_t n_options_common = sizeof options_common / sizeof options_common[0];

static const struct option *option_among(const struct option *list, size_t n, const char *name, size_t len) {
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i].name) == len && memcmp(list[i].name, name, len) == 0) return &list[i];
    return NULL;
}

static const struct option *option_find(const struct cli *c, const char *name, size_t len) {
    const struct command *k = c->command;
    const struct option *o = k ? option_among(k->options, k->n_options, name, len) : NULL;
    return o ? o : option_among(options_common, n_options_common, name, len);
}

static int option_unknown(struct cli *c, const char *text) {
    struct nearest near = {.typed = text + 2};
    for (size_t i = 0; c->command && i < c->command->n_options; i++) nearest_try(&near, c->command->options[i].name);
    for (size_t i = 0; i < n_options_common; i++) nearest_try(&near, options_common[i].name);
    const char *best = nearest_found(&near);
    if (best)
        return stop(c, CLI_USAGE, "Option inconnue : %s. Vouliez-vous dire --%s ?",
                    "Unknown option: %s. Did you mean --%s?", text, best);
    return stop(c, CLI_USAGE, "Option inconnue : %s. Voir : sippe help", "Unknown option: %s. See: sippe help", text);
}

static int option_invalid(struct cli *c, const struct option *o, const char *text, const char *why) {
    return stop(c, CLI_USAGE, "--%s %s : %s", "--%s %s: %s", o->name, text, why);
}

static bool hex_is(const char *text) { return *text && strspn(text, "0123456789abcdefABCDEF") == strlen(text); }

/* Does the text read as its kind? A list is looked at piece by piece. For the shape alone: whether such a thing exists
 * is a daemon's to say. */
static int option_check(struct cli *c, const struct option *o, const char *text) {
    sippe__date d = SIPPE__DATE__INIT;
    uint64_t number;
    int value;
    switch (o->kind) {
    case OPTION_NUMBER:
        if (plain_uint_read(text, &number) && number <= INT32_MAX) return 0;
        return option_invalid(c, o, text, pick(c, "un nombre entier est attendu", "a whole number is expected"));
    case OPTION_DATE:
        if (date_read(c, text, &d)) return 0;
        return option_invalid(c, o, text, date_fault(c, text));
    case OPTION_HEX:
        if (hex_is(text)) return 0;
        return option_invalid(c, o, text,
                              pick(c, "des chiffres hexadécimaux sont attendus", "hexadecimal digits are expected"));
    case OPTION_CHOICE:
        if (word_read(c, o->choices, text, &value)) return 0;
        return stop(c, CLI_USAGE, "--%s %s : valeur inconnue. Au choix : %s", "--%s %s: unknown value. One of: %s",
                    o->name, text, word_choices_near(c, o->choices, 0, text));
    case OPTION_DAEMON:
        if (daemon_find(text) >= 0) return 0;
        return stop(c, CLI_USAGE, "--%s %s : valeur inconnue. Au choix : %s", "--%s %s: unknown value. One of: %s",
                    o->name, text, DAEMON_WORDS);
    case OPTION_TIME: return time_is_shaped(c, text) ? 0 : option_invalid(c, o, text, time_fault(c, text));
    case OPTION_FLAG:
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_FOLDER: return 0;
    }
    return 0;
}

/* However it was typed, handlers see one form. */
static const char *date_plain(struct cli *c, const char *text) {
    sippe__date d = SIPPE__DATE__INIT;
    return date_read(c, text, &d) ? plain_date_write(&c->arena, &d) : text;
}

static int option_give_one(struct cli *c, const struct option *o, const char *text) {
    int rc = option_check(c, o, text);
    if (rc) return rc;
    if (c->args.n_given == GIVEN_MAX) return stop(c, CLI_USAGE, "Trop d'options.", "Too many options.");
    c->args.given[c->args.n_given].option = o;
    c->args.given[c->args.n_given++].text = o->kind == OPTION_DATE ? date_plain(c, text) : text;
    return 0;
}

static int option_give(struct cli *c, const struct option *o, const char *text) {
    if (!(o->flags & OPTION_MANY)) {
        if (arg_text(c, o->name) && o->kind != OPTION_FLAG)
            return stop(c, CLI_USAGE, "--%s est donné deux fois.", "--%s is given twice.", o->name);
        return option_give_one(c, o, text);
    }
    char *rest = arena_text(&c->arena, text);
    for (char *piece = strsep(&rest, ","); piece; piece = strsep(&rest, ",")) {
        int rc = *piece ? option_give_one(c, o, piece) : 0;
        if (rc) return rc;
    }
    return 0;
}

/* "--name value", "--name=value", or a flag. *used: words taken. Before a command is known only the common ones are. */
static int option_take(struct cli *c, int argc, char **argv, int at, int *used) {
    const char *text = argv[at] + 2;
    const char *equal = strchr(text, '=');
    const struct option *o = option_find(c, text, equal ? (size_t)(equal - text) : strlen(text));
    *used = 1;
    if (!o) return option_unknown(c, argv[at]);
    if (o->kind == OPTION_FLAG && equal)
        return stop(c, CLI_USAGE, "--%s ne prend pas de valeur.", "--%s takes no value.", o->name);
    if (o->kind == OPTION_FLAG) return option_give(c, o, "");
    if (equal) return option_give(c, o, equal + 1);
    if (at + 1 >= argc) return stop(c, CLI_USAGE, "--%s attend une valeur.", "--%s expects a value.", o->name);
    *used = 2;
    return option_give(c, o, argv[at + 1]);
}

static int operand_take(struct cli *c, const char *text) {
    if (c->args.n_operands == WORDS_GIVEN_MAX) return stop(c, CLI_USAGE, "Trop de mots.", "Too many words.");
    c->args.operands[c->args.n_operands++] = text;
    return 0;
}

static bool operand_has_word(const char *words, const char *text) {
    size_t len = strlen(text);
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, " ");
        if (n == len && memcmp(at, text, n) == 0) return true;
        at += n + strspn(at + n, " ");
    }
    return false;
}

static int operand_check(struct cli *c, const struct operand *p, const char *text) {
    const char *name = pick(c, p->fr, p->en);
    int value;
    if (p->kind == OPERAND_CHOICE && !word_read(c, p->choices, text, &value))
        return stop(c, CLI_USAGE, "%s : « %s » est inconnu. Au choix : %s", "%s: \"%s\" is unknown. One of: %s", name,
                    text, word_choices_near(c, p->choices, p->unoffered, text));
    if ((p->kind == OPERAND_WORD || p->kind == OPERAND_DAEMON) && !operand_has_word(p->words, text))
        return stop(c, CLI_USAGE, "%s : « %s » est inconnu. Au choix : %s", "%s: \"%s\" is unknown. One of: %s", name,
                    text, p->words);
    return 0;
}

static int operands_check(struct cli *c) {
    const struct command *k = c->command;
    size_t at = 0;
    for (size_t i = 0; i < OPERANDS_MAX && k->operands[i].kind; i++) {
        const struct operand *p = &k->operands[i];
        if (at == c->args.n_operands && !p->optional)
            return stop(c, CLI_USAGE, "Il manque %s. Usage : %s", "%s is missing. Usage: %s", pick(c, p->fr, p->en),
                        help_synopsis(c, k));
        size_t until = p->many ? c->args.n_operands : at + 1;
        for (; at < until && at < c->args.n_operands; at++) {
            int rc = operand_check(c, p, c->args.operands[at]);
            if (rc) return rc;
        }
    }
    if (at < c->args.n_operands)
        return stop(c, CLI_USAGE, "« %s » est de trop. Usage : %s", "\"%s\" is too much. Usage: %s",
                    c->args.operands[at], help_synopsis(c, k));
    return 0;
}

static int options_check(struct cli *c) {
    const struct command *k = c->command;
    for (size_t i = 0; i < k->n_options; i++) {
        const struct option *o = &k->options[i];
        const char *told = o->environment ? getenv(o->environment) : NULL;
        if (!arg_text(c, o->name) && told && *told) {
            int rc = option_give(c, o, arena_text(&c->arena, told));
            if (rc) return rc;
        }
        if ((o->flags & OPTION_REQUIRED) && !arg_text(c, o->name))
            return stop(c, CLI_USAGE, "Il manque --%s : %s.", "--%s is missing: %s.", o->name, pick(c, o->fr, o->en));
    }
    return 0;
}

static int noun_unknown(struct cli *c, const char *noun);
static int verb_unknown(struct cli *c, const char *noun, const char *verb);

/* The command that the first words name. *used: how many they are. What follows a noun
 * that is a command by itself is an operand, unless it is a verb of that noun. */
static int command_take(struct cli *c, int argc, char **argv, int *used) {
    const char *noun = argv[0], *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;
    bool alone;
    if (!command_noun(noun, &alone)) return noun_unknown(c, noun);
    if (alone && !(verb && command_find(noun, verb))) {
        c->command = command_find(noun, NULL);
        *used = 1;
        return 0;
    }
    if (!verb) return verb_unknown(c, noun, NULL);
    c->command = command_find(noun, verb);
    *used = 2;
    return c->command ? 0 : verb_unknown(c, noun, verb);
}

static bool noun_near(void *owner, const struct command *k) {
    nearest_try(owner, k->noun);
    return true;
}

static int noun_unknown(struct cli *c, const char *noun) {
    struct nearest near = {.typed = noun};
    commands_each(noun_near, &near);
    const char *best = nearest_found(&near);
    if (best)
        return stop(c, CLI_USAGE, "Commande inconnue : %s. Vouliez-vous dire %s ?",
                    "Unknown command: %s. Did you mean %s?", noun, best);
    return stop(c, CLI_USAGE, "Commande inconnue : %s. Voir : sippe help", "Unknown command: %s. See: sippe help",
                noun);
}

struct verbs {
    struct cli *c;
    const char *noun;
    char *list;
    struct nearest near;
};

static bool verb_gather(void *owner, const struct command *k) {
    struct verbs *v = owner;
    if (strcmp(k->noun, v->noun) != 0) return true;
    v->list = arena_printf(&v->c->arena, "%s%s%s", v->list, *v->list ? ", " : "", k->verb);
    if (v->near.typed) nearest_try(&v->near, k->verb);
    return true;
}

static int verb_unknown(struct cli *c, const char *noun, const char *verb) {
    struct verbs v = {.c = c, .noun = noun, .list = arena_text(&c->arena, ""), .near = {.typed = verb}};
    commands_each(verb_gather, &v);
    if (!verb) return stop(c, CLI_USAGE, "sippe %s : que faire ? %s", "sippe %s: what to do? %s", noun, v.list);
    const char *best = nearest_found(&v.near);
    if (best)
        return stop(c, CLI_USAGE, "sippe %s : « %s » est inconnu. Vouliez-vous dire %s ?",
                    "sippe %s: \"%s\" is unknown. Did you mean %s?", noun, verb, best);
    return stop(c, CLI_USAGE, "sippe %s : « %s » est inconnu. Au choix : %s", "sippe %s: \"%s\" is unknown. One of: %s",
                noun, verb, v.list);
}

/* The language and the form of the answer, before anything can be said: what is wrong with the second word must already
 * be told in the language that the last one asks for. Read loosely; option_take judges the same words later. */
static void form_early(struct cli *c, int argc, char **argv) {
    for (int i = 0; i < argc && argv[i]; i++) {
        const char *lang = NULL;
        if (strcmp(argv[i], "--json") == 0) c->json = true;
        if (strcmp(argv[i], "--no-colour") == 0) c->colour = false;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) lang = argv[i + 1];
        if (strncmp(argv[i], "--lang=", 7) == 0) lang = argv[i] + 7;
        if (lang) c->language = strncmp(lang, "en", 2) == 0 ? ENGLISH : FRENCH;
    }
}

static int common_apply(struct cli *c) {
    const char *home = arg_text(c, "home"), *lang = arg_text(c, "lang");
    if (lang && strcmp(lang, "fr") != 0 && strcmp(lang, "en") != 0)
        return stop(c, CLI_USAGE, "--lang %s : fr ou en", "--lang %s: fr or en", lang);
    if (home) c->home = home;
    if (arg_text(c, "as")) c->key_name = arg_text(c, "as");
    if (arg_text(c, "by")) c->by = arg_text(c, "by");
    c->internal = arg_flag(c, "internal");
    c->purpose = arg_text(c, "why");
    return 0;
}

/* "--" ends the options, for operands that begin so; a lone "-" is an operand, the standard input; -f is --follow, as
 * tail has it. */
static int words_take(struct cli *c, int argc, char **argv) {
    static char follow[] = "--follow";
    bool only_operands = false;
    for (int i = 0, used = 1; i < argc; i += used) {
        int rc;
        used = 1;
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
            continue;
        }
        if (!only_operands && strcmp(argv[i], "-f") == 0) argv[i] = follow;
        if (!only_operands && strncmp(argv[i], "--", 2) == 0)
            rc = option_take(c, argc, argv, i, &used);
        else
            rc = operand_take(c, argv[i]);
        if (rc) return rc;
    }
    return 0;
}

int args_parse(struct cli *c, int argc, char **argv, bool *help) {
    int used = 0, rc;
    *help = false;
    form_early(c, argc, argv);
    /* Options may stand before the command. */
    while (used + 1 < argc && strncmp(argv[1 + used], "--", 2) == 0 && argv[1 + used][2]) {
        int words;
        if ((rc = option_take(c, argc, argv, 1 + used, &words)) != 0) return rc;
        used += words;
    }
    argc -= 1 + used, argv += 1 + used;
    *help = arg_flag(c, "help") || argc <= 0;
    if (argc <= 0) return common_apply(c);
    int words = 0;
    if ((rc = command_take(c, argc, argv, &words)) != 0) {
        for (int i = 1; i < argc; i++) *help = *help || strcmp(argv[i], "--help") == 0;
        return rc;
    }
    if ((rc = words_take(c, argc - words, argv + words)) != 0) return rc;
    if ((rc = common_apply(c)) != 0) return rc;
    *help = arg_flag(c, "help");
    if (*help) return 0;
    if ((rc = options_check(c)) != 0) return rc;
    return operands_check(c);
}
