#include "cli/line/help.h"

#include <string.h>
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/line/roles.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* Longer words are far from everything: the table of distances stays on the stack. */
enum { NEAREST_LEN = 40 };

/* Edits between two words, a swap of neighbours counted as one (optimal string alignment): the slip of two fingers is
 * one slip. */
static size_t distance(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b), d[NEAREST_LEN + 1][NEAREST_LEN + 1];
    if (n > NEAREST_LEN || m > NEAREST_LEN) return NEAREST_LEN;
    for (size_t i = 0; i <= n; i++) d[i][0] = i;
    for (size_t j = 0; j <= m; j++) d[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

/* A beginning counts as one edit: "scr" is nearer to screening than to any short word. */
void nearest_try(struct nearest *n, const char *candidate) {
    size_t d = distance(n->typed, candidate);
    size_t typed = strlen(n->typed);
    if (typed >= 3 && strncmp(n->typed, candidate, typed) == 0) d = 1;
    if (n->best && d >= n->distance) return;
    n->best = candidate;
    n->distance = d;
}

const char *nearest_found(const struct nearest *n) {
    size_t allowed = n->typed && strlen(n->typed) > 4 ? 2 : 1;
    return n->best && n->distance <= allowed ? n->best : NULL;
}

static const char *operand_text(struct cli *c, const struct operand *p) {
    const char *name = pick(c, p->fr, p->en), *more = p->many ? "..." : "";
    return p->optional ? arena_printf(&c->arena, " [%s%s]", name, more) : arena_printf(&c->arena, " %s%s", name, more);
}

/* What must be given, and that there is more; each option by itself is on its own line below. */
char *help_synopsis(struct cli *c, const struct command *k) {
    char *line = arena_printf(&c->arena, "sippe %s%s%s", k->noun, k->verb ? " " : "", k->verb ? k->verb : "");
    for (size_t i = 0; i < OPERANDS_MAX && k->operands[i].kind; i++)
        line = arena_printf(&c->arena, "%s%s", line, operand_text(c, &k->operands[i]));
    for (size_t i = 0; i < k->n_options; i++)
        if (k->options[i].flags & OPTION_REQUIRED)
            line = arena_printf(&c->arena, "%s --%s ...", line, k->options[i].name);
    return k->n_options ? arena_printf(&c->arena, "%s [options]", line) : line;
}

static void help_heading(struct cli *c, const char *fr, const char *en) {
    fputc('\n', c->out);
    print_text(c->out, paint(c, COLOUR_BOLD, pick(c, fr, en)));
    fputc('\n', c->out);
}

static void help_one(struct cli *c, const struct command *k) {
    const char *name = k->verb ? arena_printf(&c->arena, "%s %s", k->noun, k->verb) : k->noun;
    hanging(c, name, pick(c, k->fr, k->en), 28);
}

/* The commands of these roles under their headings, or, below them, all others without. */
static void help_groups(struct cli *c, unsigned roles, bool theirs) {
    const struct command_group *headed = NULL;
    bool said = false;
    for (size_t g = 0; g < n_command_groups; g++) {
        const struct command_group *group = &command_groups[g];
        if (group->fr) headed = group, said = false;
        for (size_t i = 0; i < *group->n; i++) {
            if (((roles_of_command(&group->list[i]) & roles) != 0) != theirs) continue;
            if (theirs && headed && !said) help_heading(c, headed->fr, headed->en);
            said = true;
            help_one(c, &group->list[i]);
        }
    }
}

/* The exit codes are those of enum cli_exit: another one there is another line here. */
void help_all(struct cli *c) {
    fprintf(c->out, "%s\n\n%s\n",
            pick(c, "sippe – repérer, orienter et suivre les familles : le programme des équipes",
                 "sippe – find, refer and follow families: the teams' program"),
            pick(c, "Usage : sippe COMMANDE [options]      sippe help COMMANDE",
                 "Usage: sippe COMMAND [options]      sippe help COMMAND"));
    sippe__role role = session_role(c);
    help_groups(c, role ? 1u << role : ~0u, true);
    if (role) fprintf(c->out, "\n%s\n", pick(c, "Pour d'autres rôles", "For other roles"));
    if (role) help_groups(c, 1u << role, false);
    help_heading(c, "Codes de sortie", "Exit codes");
    static const char *const codes[][3] = {
        {"0", "fait", "done"},
        {"1", "refusé par une règle", "refused by a rule"},
        {"2", "ligne de commande, profil ou fichier fautif", "wrong command line, profile or file"},
        {"3", "personne ne répond, ou réessayer plus tard", "nobody answers, or try again later"},
        {"4", "clé refusée", "key refused"},
        {"5", "une partie des lignes a été refusée", "some of the rows were refused"},
        {"6", "erreur interne", "internal error"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        hanging(c, codes[i][0], pick(c, codes[i][1], codes[i][2]), 6);
}

struct of_noun {
    struct cli *c;
    const char *noun;
};

static bool noun_line(void *owner, const struct command *k) {
    struct of_noun *n = owner;
    if (strcmp(k->noun, n->noun) == 0) fprintf(n->c->out, "  %s\n", help_synopsis(n->c, k));
    if (strcmp(k->noun, n->noun) == 0) fprintf(n->c->out, "      %s\n", pick(n->c, k->fr, k->en));
    return true;
}

void help_noun(struct cli *c, const char *noun) {
    struct of_noun n = {c, noun};
    commands_each(noun_line, &n);
}

/* Indexed by kind: another one needs its word here, or its options have none. */
static void option_line(struct cli *c, const struct option *o) {
    static const char *const kinds[][2] = {
        [OPTION_FLAG] = {"", ""},
        [OPTION_TEXT] = {" TEXTE", " TEXT"},
        [OPTION_NUMBER] = {" N", " N"},
        [OPTION_DATE] = {" DATE", " DATE"},
        [OPTION_TIME] = {" MOMENT", " TIME"},
        [OPTION_CHOICE] = {" CHOIX", " CHOICE"},
        [OPTION_HEX] = {" HEX", " HEX"},
        [OPTION_DAEMON] = {" DÉMON", " DAEMON"},
        [OPTION_FILE] = {" FICHIER", " FILE"},
        [OPTION_FOLDER] = {" DOSSIER", " FOLDER"},
    };
    const char *name = arena_printf(&c->arena, "--%s%s%s", o->name, pick(c, kinds[o->kind][0], kinds[o->kind][1]),
                                    o->flags & OPTION_MANY ? ",..." : "");
    hanging(c, name, pick(c, o->fr, o->en), 30);
    if (o->kind == OPTION_DAEMON) paragraph(c, DAEMON_WORDS, 30, output_width(c));
    if (o->choices) paragraph(c, word_choices(c, o->choices), 30, output_width(c));
}

/* What is typed where a word of the synopsis stands. Found by the English word of the operand: give two operands one
 * word only when one hint fits both. */
static const struct {
    const char *en, *fr_hint, *en_hint;
} operand_hints[] = {
    {"FAMILY", "son numéro, comme 1042-9 (sippe family find), ou son identifiant",
     "its number, like 1042-9 (sippe family find), or its id"},
    {"SCREENING", "les premiers chiffres de son identifiant, six au moins (sippe screening list, sippe worklist)",
     "the first digits of its id, at least six (sippe screening list, sippe worklist)"},
    {"NOTICE", "les premiers chiffres de son identifiant, six au moins (sippe notices list)",
     "the first digits of its id, at least six (sippe notices list)"},
    {"SERVICE-WORDS",
     "un seul service : son identifiant, ses premiers chiffres, ou des mots qui n'en trouvent qu'un "
     "(sippe directory search)",
     "one service: its id, its first digits, or words that find only one (sippe directory search)"},
    {"SERVICE", "son identifiant, ses premiers chiffres, ou des mots qui n'en trouvent qu'un (sippe directory search)",
     "its id, its first digits, or words that find only one (sippe directory search)"},
    {"CONSENT", "ses premiers chiffres; sans eux, le seul en vigueur",
     "its first digits; without them, the only one in force"},
    {"REFERRAL", "ses premiers chiffres; sans eux, la seule ouverte",
     "its first digits; without them, the only open one"},
    {"REFERRAL|NOTICE", "les premiers chiffres de la référence (sippe family show), ou de l'avis",
     "the first digits of the referral (sippe family show), or of the notice"},
    {"VISIT", "ses premiers chiffres; sans eux, la seule à venir",
     "its first digits; without them, the only one to come"},
    {"METHOD", "comme intake.GetFamily; toutes : sippe call --list", "like intake.GetFamily; all: sippe call --list"},
    {"JSON", "la demande : le texte, @FICHIER, ou - pour l'entrée standard; sans elle, une demande vide",
     "the request: the text, @FILE, or - for the standard input; without it, an empty request"},
    {"DATE", "année-mois-jour, comme 2026-11-21", "year-month-day, like 2026-11-21"},
    {"TIME", "entre guillemets, comme « 2026-11-24 09:30 », à l'heure du territoire",
     "in quotes, like \"2026-11-24 09:30\", by the territory's clock"},
};

static const char *operand_hint(struct cli *c, const struct operand *p) {
    if (p->choices) return word_choices_but(c, p->choices, p->unoffered);
    if (p->words) return p->words;
    for (size_t i = 0; i < sizeof operand_hints / sizeof operand_hints[0]; i++)
        if (strcmp(operand_hints[i].en, p->en) == 0) return pick(c, operand_hints[i].fr_hint, operand_hints[i].en_hint);
    return NULL;
}

/* paragraph() says nothing under --json; help is wanted all the same. */
void help_command(struct cli *c, const struct command *k) {
    bool json = c->json;
    c->json = false;
    fprintf(c->out, "%s\n\n  %s\n", help_synopsis(c, k), pick(c, k->fr, k->en));
    if (k->more_fr) fputc('\n', c->out);
    if (k->more_fr) paragraph(c, pick(c, k->more_fr, k->more_en), 2, output_width(c) - 4);
    for (size_t i = 0; i < OPERANDS_MAX && k->operands[i].kind; i++) {
        const struct operand *p = &k->operands[i];
        const char *hint = operand_hint(c, p);
        if (!hint) continue;
        fprintf(c->out, "\n%s\n", pick(c, p->fr, p->en));
        paragraph(c, hint, 2, output_width(c));
    }
    if (k->n_options) fprintf(c->out, "\nOptions\n");
    for (size_t i = 0; i < k->n_options; i++) option_line(c, &k->options[i]);
    fprintf(c->out, "\n%s\n", pick(c, "Options de toutes les commandes", "Options of all commands"));
    for (size_t i = 0; i < n_options_common; i++) option_line(c, &options_common[i]);
    c->json = json;
}
