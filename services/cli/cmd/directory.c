/* The directory as people look at it; importing is hsds/directory_import.c. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/hsds/directory_import.h"
#include "cli/call/lookup.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

enum { PAGE = 200, PAGES_MAX = 500 };

static const char *needs_text(struct cli *c, const sippe__need *list, size_t n) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < n; i++) joined_add(&all, WORD(c, sippe__need, list[i]));
    return joined_text(&all);
}

/* A star marks what nobody has verified for a year: still shown, for it may be the only one. */
static int search_run(struct cli *c) {
    directory__search_services_request *r = NEW(&c->arena, directory__search_services_request);
    r->text = operands_joined(c, 0);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    directory__search_services_reply *found = CALL(c, r, directory__search_services_reply);
    if (!found) return c->exit;
    if (c->json) return print_json(c, &found->base);
    struct table *t = table_new(c, "Id|~Service|~Organisme|~Besoins|Secteur|Distance|Téléphone",
                                "Id|~Service|~Organisation|~Needs|Area|Distance|Phone");
    for (size_t i = 0; i < found->n_hits; i++) {
        const directory__service_hit *s = found->hits[i];
        table_cell(t, show_short(c, s->service_id));
        table_paint(t, COLOUR_BOLD, arena_printf(&c->arena, "%s%s", s->service_name, s->stale ? " *" : ""));
        table_cell(t, s->organization_name);
        table_cell(t, needs_text(c, s->needs, s->n_needs));
        table_cell(t, s->postal_area);
        table_cell(t, show_distance(c, s->distance_m));
        table_cell(t, show_phone(c, s->phone));
    }
    table_end(t);
    if (found->n_hits == 0) return say(c, "Aucun service trouvé.", "No service found."), CLI_DONE;
    say(c, "%s sur %u.  * : non vérifié depuis 12 mois", "%s of %u.  *: not verified for 12 months",
        counted(c, found->n_hits, "service", "service"), found->total);
    return CLI_DONE;
}

static void location_show(struct cli *c, const directory__location *l) {
    const sippe__address *a = l->address;
    field(c, "Lieu", "Place", l->name);
    if (!a) return;
    const char *code = a->postal_code ? a->postal_code->code : "";
    field(c, "Adresse", "Address", arena_printf(&c->arena, "%s, %s %s", a->street, a->municipality, code));
}

static const char *codes_text(struct cli *c, const directory__service *s) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < s->n_languages; i++) joined_add(&all, show_language(c, s->languages[i]));
    return joined_text(&all);
}

static const char *prefixes_text(struct cli *c, const directory__service *s) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < s->n_postal_prefixes; i++) joined_add(&all, s->postal_prefixes[i]);
    return s->n_postal_prefixes ? joined_text(&all) : pick(c, "tout le monde", "everybody");
}

static void organization_show(struct cli *c, const directory__organization *o) {
    heading(c, "Organisme", "Organisation");
    field(c, "Nom", "Name", o->name);
    field(c, "Identifiant", "Id", show_hex(c, o->organization_id));
    field(c, "Téléphone", "Phone", show_phone(c, o->phone));
    field(c, "Courriel", "E-mail", o->email);
    field(c, "Site", "Website", o->website);
    field(c, "Personne-ressource", "Contact", o->contact_name);
}

static int show_run(struct cli *c) {
    directory__get_service_reply *found = lookup_service(c, operands_joined(c, 0));
    if (!found || !found->service) return fail_hollow(c, found);
    if (c->json) return print_json(c, &found->base);
    const directory__service *s = found->service;
    say(c, "%s%s   (%s)", "%s%s   (%s)", paint(c, COLOUR_BOLD, s->name),
        found->retired || s->inactive ? pick(c, " – n'est plus offert", " – no longer offered") : "",
        show_hex(c, s->service_id));
    if (*s->description) paragraph(c, s->description, 2, output_width(c));
    field(c, "Besoins", "Needs", needs_text(c, s->needs, s->n_needs));
    field(c, "Langues", "Languages", codes_text(c, s));
    field(c, "Dessert", "Serves", prefixes_text(c, s));
    field(c, "Téléphone", "Phone", show_phone(c, s->phone));
    field(c, "Comment", "How", s->application_process);
    field(c, "Frais", "Fees", s->fees);
    field(c, "Heures", "Hours", s->hours);
    for (size_t i = 0; i < s->n_locations; i++) location_show(c, s->locations[i]);
    if (s->verified_on) field(c, "Vérifié le", "Verified on", show_date(c, s->verified_on));
    if (found->organization) organization_show(c, found->organization);
    return CLI_DONE;
}

/* All pages, retired ones left out here: the contract gives both, and a person wants whom she may refer to. */
static int list_run(struct cli *c) {
    directory__list_organizations_request *r = NEW(&c->arena, directory__list_organizations_request);
    directory__list_organizations_reply *all = NEW(&c->arena, directory__list_organizations_reply);
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        directory__list_organizations_reply *list = CALL(c, r, directory__list_organizations_reply);
        if (!list) return c->exit;
        for (size_t i = 0; i < list->n_organizations; i++)
            if (!list->organizations[i]->retired || arg_flag(c, "all"))
                APPEND(&c->arena, all, organizations, list->organizations[i]);
        if (!list->next.len) break;
        r->after = list->next;
    }
    if (c->json) return print_json(c, &all->base);
    struct table *t = table_new(c, "Identifiant|~Organisme|Services|~", "Id|~Organisation|Services|~");
    for (size_t i = 0; i < all->n_organizations; i++) {
        const directory__organization_summary *o = all->organizations[i];
        table_cell(t, show_hex(c, o->organization_id));
        table_cell(t, o->name);
        table_cell(t, arena_printf(&c->arena, "%u", o->n_services));
        table_paint(t, COLOUR_DIM, o->retired ? pick(c, "retiré", "retired") : "");
    }
    table_end(t);
    say(c, "%s.", "%s.", counted(c, all->n_organizations, "organisme", "organisation"));
    return CLI_DONE;
}

static const struct option import_options[] = {
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "lire et comparer, sans rien envoyer",
     "read and compare, send nothing"},
    {"retire-missing", OPTION_FLAG, 0, NULL, NULL, NULL, "retirer les organismes absents du paquet",
     "retire organisations missing from the package"},
    {"retire", OPTION_NUMBER, 0, NULL, NULL, NULL, "combien seront retirés, quand c'est plus d'un dixième",
     "how many will be retired, when it is more than a tenth"},
    {"source", OPTION_TEXT, 0, NULL, NULL, NULL, "de quel répertoire sont ces identifiants (toujours le même nom)",
     "whose ids these are (the same name each time)"},
    {"renamed", OPTION_FLAG, 0, NULL, NULL, NULL, "les organismes qui ont changé de nom sont bien les mêmes",
     "organisations under another name are the same ones"},
};
static const struct option search_options[] = {
    {"need", OPTION_CHOICE, 0, "need", NULL, &sippe__need__descriptor, "pour ce besoin", "for this need"},
    {"near", OPTION_TEXT, 0, "near", NULL, NULL, "qui dessert ce code postal ou ce secteur, du plus près au plus loin",
     "serving this postal code or area, nearest first"},
    {"language", OPTION_TEXT, 0, "language", NULL, NULL, "dans cette langue (fr, en, es, ht, ar ...)",
     "in this language (fr, en, es, ht, ar ...)"},
    {"limit", OPTION_NUMBER, 0, "limit", NULL, NULL, "au plus tant (100 au plus; sinon 20)",
     "at most so many (up to 100; else 20)"},
};
static const struct option list_options[] = {
    {"all", OPTION_FLAG, 0, NULL, NULL, NULL, "les retirés aussi", "retired ones too"},
};

const struct command directory_commands[] = {
    {.noun = "directory",
     .verb = "search",
     .fr = "chercher un service de la communauté",
     .en = "look for a community service",
     .operands = {{.kind = OPERAND_TEXT, .fr = "MOTS", .en = "WORDS", .optional = true, .many = true}},
     OPTIONS(search_options),
     .run = search_run},
    {.noun = "directory",
     .verb = "show",
     .fr = "tout d'un service",
     .en = "all about a service",
     .operands = {{.kind = OPERAND_TEXT, .fr = "SERVICE", .en = "SERVICE", .many = true}},
     .run = show_run},
    {.noun = "directory",
     .verb = "list",
     .fr = "les organismes",
     .en = "the organisations",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "directory",
     .verb = "import",
     .fr = "un paquet HSDS 3.0 (un dossier de CSV)",
     .en = "an HSDS 3.0 package (a folder of CSV)",
     .more_fr = "Le même paquet deux fois ne change rien. Besoins : attributs de la taxonomie « sippe-needs »; "
                "secteurs desservis : "
                "service_areas de type postal_prefixes.",
     .more_en =
         "The same package twice changes nothing. Needs: attributes of the taxonomy \"sippe-needs\"; areas served: "
         "service_areas of type postal_prefixes.",
     .operands = {{.kind = OPERAND_FOLDER, .fr = "DOSSIER", .en = "FOLDER"}},
     OPTIONS(import_options),
     .run = directory_import_run},
};
COMMANDS_END(directory);
