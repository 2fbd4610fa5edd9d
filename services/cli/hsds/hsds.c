#include "cli/hsds/hsds.h"

#include <string.h>
#include <strings.h>
#include "civil/postal.h"
#include "civil/date.h"
#include "base/message.h"
#include "text/fold.h"
#include "text/plain.h"
#include "text/written.h"

enum { SERVICES_MAX = 200, PREFIX_LEN_MAX = 6 }; /* the directory's bound, and a whole postal code */

static const char *cell(struct hsds *h, enum hsds_name table, const struct hsds_row *row, const char *title) {
    return hsds_cell(&h->tables[table], row, title);
}

static char *copy(struct hsds *h, enum hsds_name table, const struct hsds_row *row, const char *title) {
    return arena_text(h->arena, cell(h, table, row, title));
}

/* Is the term one of ours? Its taxonomy by name, or by the id of a taxonomy of that name. Terms of other taxonomies
 * (211's, AIRS) are left alone: ours are the contract's needs. */
static bool term_is_ours(struct hsds *h, const struct hsds_row *term) {
    const struct hsds_row *const *taxonomy;
    if (strcmp(cell(h, HSDS_TAXONOMY_TERMS, term, "taxonomy"), "sippe-needs") == 0) return true;
    return hsds_find(&h->tables[HSDS_TAXONOMIES], "id", cell(h, HSDS_TAXONOMY_TERMS, term, "taxonomy_id"), &taxonomy) &&
           strcmp(cell(h, HSDS_TAXONOMIES, taxonomy[0], "name"), "sippe-needs") == 0;
}

static void needs_join(struct hsds *h, directory__service *s, const char *service_id) {
    const struct hsds_row *const *attributes, *const *terms;
    size_t n = hsds_find(&h->tables[HSDS_ATTRIBUTES], "link_id", service_id, &attributes);
    for (size_t i = 0; i < n; i++) {
        const char *term = cell(h, HSDS_ATTRIBUTES, attributes[i], "taxonomy_term_id");
        if (!hsds_find(&h->tables[HSDS_TAXONOMY_TERMS], "id", term, &terms)) continue;
        if (!term_is_ours(h, terms[0])) continue;
        const ProtobufCEnumValue *need =
            plain_enum_read(&sippe__need__descriptor, cell(h, HSDS_TAXONOMY_TERMS, terms[0], "code"));
        if (need && need->value)
            APPEND(h->arena, s, needs, (sippe__need)need->value);
        else
            hsds_remark(h, HSDS_TAXONOMY_TERMS, terms[0]->line, "besoin inconnu de cette version",
                        "need unknown to this release");
    }
}

/* As a person writes it, or a tag of any length: of "zh-Hans-CN" the language alone. */
static const char *language_code(struct hsds *h, const char *text) {
    enum { CODE_LEN = 3 };
    const char *code = written_language(h->arena, text);
    if (strlen(code) <= CODE_LEN) return code;
    char *first = arena_text(h->arena, text);
    first[strcspn(first, "-_")] = 0;
    return written_language(h->arena, first);
}

static void languages_join(struct hsds *h, directory__service *s, const char *service_id) {
    const struct hsds_row *const *rows;
    size_t n = hsds_find(&h->tables[HSDS_LANGUAGES], "service_id", service_id, &rows);
    for (size_t i = 0; i < n; i++) {
        const char *code = cell(h, HSDS_LANGUAGES, rows[i], "code");
        if (!*code) continue;
        sippe__language *l = NEW(h->arena, sippe__language);
        l->code = language_code(h, code);
        APPEND(h->arena, s, languages, l);
    }
}

/* This type of extent is ours, a list of beginnings of postal codes; shapes (GeoJSON, KML) are passed over. */
static void areas_join(struct hsds *h, directory__service *s, const char *service_id) {
    const struct hsds_row *const *rows;
    size_t n = hsds_find(&h->tables[HSDS_SERVICE_AREAS], "service_id", service_id, &rows);
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(cell(h, HSDS_SERVICE_AREAS, rows[i], "extent_type"), "postal_prefixes") != 0) continue;
        char *rest = copy(h, HSDS_SERVICE_AREAS, rows[i], "extent");
        for (char *prefix = strsep(&rest, ",;"); prefix; prefix = strsep(&rest, ",;")) {
            char *code = postal_tidy(h->arena, prefix);
            if (*code && strlen(code) <= PREFIX_LEN_MAX) APPEND(h->arena, s, postal_prefixes, code);
        }
    }
}

/* The day on which somebody vouched for it: assured_date, else when it was last changed. The date alone: the second has
 * a time after it. */
static sippe__date *verified_of(struct hsds *h, const struct hsds_row *row) {
    static const char *const titles[] = {"assured_date", "last_modified"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        sippe__date *d = NEW(h->arena, sippe__date);
        if (plain_date_read(arena_printf(h->arena, "%.10s", cell(h, HSDS_SERVICES, row, titles[i])), d)) return d;
    }
    return NULL;
}

/* A word that is not of HSDS is remarked: a service that nobody proposes must not be so in silence. */
static bool status_is_inactive(struct hsds *h, unsigned line, const char *status) {
    static const char *const inactive[] = {"inactive", "defunct", "temporarily closed", "inactif", "ferme"};
    const char *word = fold(h->arena, status);
    if (!*word || strcmp(word, "active") == 0 || strcmp(word, "actif") == 0 || strcmp(word, "actifs") == 0)
        return false;
    for (size_t i = 0; i < sizeof inactive / sizeof inactive[0]; i++)
        if (strcmp(word, inactive[i]) == 0) return true;
    hsds_remark(h, HSDS_SERVICES, line, "état inconnu (status) : le service n'est pas proposé",
                "unknown status: the service is not proposed");
    return true;
}

static directory__service *service_join(struct hsds *h, const struct hsds_row *row) {
    directory__service *s = NEW(h->arena, directory__service);
    const char *id = cell(h, HSDS_SERVICES, row, "id"), *status = cell(h, HSDS_SERVICES, row, "status");
    const char *phone = hsds_phone(h, "service_id", id, "");
    s->service_id = id_field(h->arena, hsds_id(h, id));
    s->name = copy(h, HSDS_SERVICES, row, "name");
    s->alternate_name = copy(h, HSDS_SERVICES, row, "alternate_name");
    s->description = copy(h, HSDS_SERVICES, row, "description");
    s->application_process = copy(h, HSDS_SERVICES, row, "application_process");
    s->fees =
        copy(h, HSDS_SERVICES, row, *cell(h, HSDS_SERVICES, row, "fees_description") ? "fees_description" : "fees");
    s->inactive = status_is_inactive(h, row->line, status);
    s->verified_on = verified_of(h, row);
    if (phone) s->phone = phone;
    needs_join(h, s, id);
    languages_join(h, s, id);
    areas_join(h, s, id);
    hsds_places(h, s, id);
    return s;
}

/* The contact of the organisation itself before one of a service of it: the one name that a sheet has room for. */
static const char *contact_of(struct hsds *h, const char *organization_id) {
    const struct hsds_row *const *rows, *best = NULL;
    size_t n = hsds_find(&h->tables[HSDS_CONTACTS], "organization_id", organization_id, &rows);
    for (size_t i = 0; i < n && (!best || *cell(h, HSDS_CONTACTS, best, "service_id")); i++)
        if (!best || !*cell(h, HSDS_CONTACTS, rows[i], "service_id")) best = rows[i];
    return best ? copy(h, HSDS_CONTACTS, best, "name") : "";
}

/* A number that is the organisation's alone goes before one of a service of it. */
static directory__organization *organization_join(struct hsds *h, const struct hsds_row *row) {
    directory__organization *o = NEW(h->arena, directory__organization);
    const struct hsds_row *const *services;
    const char *id = cell(h, HSDS_ORGANIZATIONS, row, "id"),
               *phone = hsds_phone(h, "organization_id", id, "service_id");
    if (!phone) phone = hsds_phone(h, "organization_id", id, "");
    o->organization_id = id_field(h->arena, hsds_id(h, id));
    o->external_id = arena_text(h->arena, id);
    o->name = copy(h, HSDS_ORGANIZATIONS, row, "name");
    o->alternate_name = copy(h, HSDS_ORGANIZATIONS, row, "alternate_name");
    o->description = copy(h, HSDS_ORGANIZATIONS, row, "description");
    o->email = copy(h, HSDS_ORGANIZATIONS, row, "email");
    o->website = copy(h, HSDS_ORGANIZATIONS, row, "website");
    o->contact_name = contact_of(h, id);
    if (phone) o->phone = phone;
    size_t n = hsds_find(&h->tables[HSDS_SERVICES], "organization_id", id, &services);
    if (n > SERVICES_MAX)
        hsds_remark(h, HSDS_ORGANIZATIONS, row->line, "plus de 200 services : les suivants sont laissés de côté",
                    "more than 200 services: the rest is left out");
    for (size_t i = 0; i < n && i < SERVICES_MAX; i++) APPEND(h->arena, o, services, service_join(h, services[i]));
    return o;
}

size_t hsds_join(struct hsds *h, struct hsds_organization **out) {
    const struct hsds_table *t = &h->tables[HSDS_ORGANIZATIONS];
    size_t n = 0;
    *out = NULL;
    for (size_t i = 0; i < t->n; i++) {
        if (!*cell(h, HSDS_ORGANIZATIONS, &t->rows[i], "id")) {
            hsds_remark(h, HSDS_ORGANIZATIONS, t->rows[i].line, "sans identifiant : laissé de côté",
                        "without an id: left out");
            continue;
        }
        struct hsds_organization *o = message_grow(h->arena, (void **)out, &n, sizeof *o);
        *o = (struct hsds_organization){t->rows[i].line, organization_join(h, &t->rows[i])};
    }
    hsds_links_check(h);
    hsds_unread_note(h);
    return n;
}
