/* Whom a family's file is for: from whom she keeps it in writing, and opening one that one does not follow. */
#include "base/id_prefix.h"
#include "base/message.h"
#include "civil/family_number.h"
#include "cli/line/commands.h"
#include "cli/call/clsc.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* ---- restrictions ---- */

static const char *classes_text(struct cli *c, const node__shows *shows, size_t n) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < n; i++) joined_add(&all, WORD(c, node__shows, shows[i]));
    return n ? joined_text(&all) : pick(c, "tout le dossier", "the whole file");
}

static int restrict_run(struct cli *c) {
    intake__restrict_access_request *r = NEW(&c->arena, intake__restrict_access_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!(r->organization = clsc_read(c, r->organization))) return c->exit;
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    r->family_id = f->family_id;
    intake__restrict_access_reply *done = CALL(c, r, intake__restrict_access_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Accès restreint, famille %s (%s) : %s n'est plus pour %s.",
        "Access restricted, family %s (%s): %s is no longer for %s.", f->number, show_short(c, done->restriction_id),
        classes_text(c, r->shows, r->n_shows),
        *r->member ? r->member
                   : phrase(c, "%s du CLSC %s", "%s of CLSC %s", WORD(c, sippe__role, r->role), r->organization));
    return CLI_DONE;
}

static intake__list_restrictions_reply *restrictions_of(struct cli *c, const intake__get_family_reply *f) {
    intake__list_restrictions_request *r = NEW(&c->arena, intake__list_restrictions_request);
    r->family_id = f->family_id;
    return CALL(c, r, intake__list_restrictions_reply);
}

static const char *whom(struct cli *c, const intake__restriction_shown *r) {
    if (*r->member) return r->member;
    return arena_printf(&c->arena, "%s %s", WORD(c, sippe__role, r->role), r->organization);
}

static const char *until_text(struct cli *c, const intake__restriction_shown *r) {
    if (r->lifted) return pick(c, "levée", "lifted");
    return r->until ? show_date(c, r->until) : pick(c, "sans fin", "no end");
}

static int list_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    intake__list_restrictions_reply *list = f ? restrictions_of(c, f) : NULL;
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_restrictions)
        say(c, "La famille %s n'a rien restreint.", "Family %s has restricted nothing.", f->number);
    struct table *t = table_new(c, "Id|~Pour qui|~Quoi|Jusqu'au|Demandée le|~Notée par|~Motif",
                                "Id|~From whom|~What|Until|Asked on|~Recorded by|~Reason");
    for (size_t i = 0; i < list->n_restrictions; i++) {
        const intake__restriction_shown *r = list->restrictions[i];
        table_cell(t, show_short(c, r->restriction_id));
        table_cell(t, whom(c, r));
        table_cell(t, classes_text(c, r->shows, r->n_shows));
        table_cell(t, until_text(c, r));
        table_cell(t, show_date(c, r->asked_on));
        table_cell(t, r->recorded_by);
        table_cell(t, r->reason);
    }
    table_end(t);
    return CLI_DONE;
}

/* By the first digits of its id, as the list shows it. NULL after saying so: none, or several. */
static const intake__restriction_shown *restriction_find(struct cli *c, const intake__list_restrictions_reply *list,
                                                         const char *digits) {
    const intake__restriction_shown *found = NULL;
    struct id_prefix prefix;
    size_t n = 0;
    for (size_t i = 0; id_prefix_parse(digits, &prefix) && i < list->n_restrictions; i++) {
        if (!id_prefix_begins(&prefix, list->restrictions[i]->restriction_id.data)) continue;
        found = list->restrictions[i];
        n++;
    }
    if (n == 1) return found;
    stop(c, CLI_USAGE,
         "« %s » ne désigne pas une restriction de cette famille. La liste : sippe family restrictions %s",
         "\"%s\" is not one restriction of this family. The list: sippe family restrictions %s", digits, operand(c, 0));
    return NULL;
}

static int lift_run(struct cli *c) {
    intake__lift_restriction_request *r = NEW(&c->arena, intake__lift_restriction_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    intake__list_restrictions_reply *list = f ? restrictions_of(c, f) : NULL;
    const intake__restriction_shown *of = list ? restriction_find(c, list, operand(c, 1)) : NULL;
    if (!of) return c->exit;
    r->restriction_id = of->restriction_id;
    r->version = of->version;
    intake__lift_restriction_reply *done = CALL(c, r, intake__lift_restriction_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Restriction levée, famille %s : le dossier est de nouveau pour %s.",
        "Restriction lifted, family %s: the file is for %s again.", f->number, whom(c, of));
    return CLI_DONE;
}

/* ---- opening ---- */

/* By her number as it was typed: who is kept from a file does not find it to look it up. */
static int open_run(struct cli *c) {
    intake__open_file_request *r = NEW(&c->arena, intake__open_file_request);
    const char *whose = operand(c, 0);
    uint64_t n;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (family_number_parse(whose, &n))
        r->number = whose;
    else if (!whole_id(c, whose, &r->family_id)) {
        intake__get_family_reply *f = lookup_family(c, whose);
        if (!f) return c->exit;
        r->family_id = f->family_id;
    }
    intake__open_file_reply *done = CALL(c, r, intake__open_file_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Dossier ouvert jusqu'à %s. La coordination en est avisée.",
        "The file is open until %s. The coordination is told.", show_ms(c, done->until_ms));
    return CLI_DONE;
}

static const struct option restrict_options[] = {
    {"member", OPTION_TEXT, 0, "member", NULL, NULL, "à cette personne, par son nom dans sippe",
     "from this person, by her name in sippe"},
    {"role", OPTION_CHOICE, 0, "role", NULL, &sippe__role__descriptor, "ou à toutes celles de ce rôle, avec --clsc",
     "or from all of this role, with --clsc"},
    {"clsc", OPTION_TEXT, 0, "organization", NULL, NULL, "de ce CLSC, par son code", "of this CLSC, by its code"},
    {"from", OPTION_CHOICE, OPTION_MANY, "shows", NULL, &node__shows__descriptor,
     "ces parties du dossier (sinon, tout)", "these parts of the file (otherwise, all of it)"},
    {"until", OPTION_DATE, 0, "until", NULL, NULL, "jusqu'à ce jour inclus", "until this day, inclusive"},
    {"asked-on", OPTION_DATE, OPTION_REQUIRED, "asked_on", NULL, NULL, "le jour de sa demande écrite",
     "the day of her written request"},
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi, si elle l'a dit", "why, if she said so"},
};
static const struct option lift_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
};
static const struct option open_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi (reste au journal des accès)",
     "why (it stays in the access journal)"},
    {"minutes", OPTION_NUMBER, 0, "minutes", NULL, NULL, "pour combien de minutes (au plus, ce que fixe le territoire)",
     "for how many minutes (at most what the territory sets)"},
};

const struct command family_access_commands[] = {
    {.noun = "family",
     .verb = "restrict",
     .fr = "fermer un dossier à quelqu'un, à la demande écrite de la famille",
     .en = "close a file to somebody, as the family asked in writing",
     .more_fr =
         "À une personne (--member) ou aux équipes ou à l'accueil d'un CLSC (--role et --clsc). Elle n'apprend ni "
         "qu'on l'a demandé, ni qui.",
     .more_en =
         "To a person (--member), or to the teams or the desk of a CLSC (--role and --clsc). She is told neither "
         "that it was asked nor by whom.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(restrict_options),
     .run = restrict_run},
    {.noun = "family",
     .verb = "restrictions",
     .fr = "à qui un dossier est fermé",
     .en = "to whom a file is closed",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = list_run},
    {.noun = "family",
     .verb = "lift",
     .fr = "lever une restriction",
     .en = "lift a restriction",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "RESTRICTION", .en = "RESTRICTION"}},
     OPTIONS(lift_options),
     .run = lift_run},
    {.noun = "family",
     .verb = "open",
     .fr = "ouvrir un dossier qu'on ne suit pas, avec un motif",
     .en = "open a file that one does not follow, with a reason",
     .more_fr =
         "Pour qui remplace une collègue, ou répond à une urgence. La coordination le voit et en parle avec vous.",
     .more_en = "For whoever replaces a colleague, or answers an emergency. The coordination sees it and talks to you.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(open_options),
     .run = open_run},
};
COMMANDS_END(family_access);
