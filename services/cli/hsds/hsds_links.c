/* Keys of a package that lead nowhere, and what of it nobody reads. A publisher cannot mend what nobody tells. */
#include <string.h>
#include <strings.h>
#include "cli/hsds/hsds.h"

/* Whose cell names a row of which table. */
static const struct {
    const char *title;
    enum hsds_name table, to;
} links[] = {
    {"organization_id", HSDS_SERVICES, HSDS_ORGANIZATIONS},
    {"service_id", HSDS_SERVICE_AT_LOCATION, HSDS_SERVICES},
    {"location_id", HSDS_SERVICE_AT_LOCATION, HSDS_LOCATIONS},
    {"location_id", HSDS_ADDRESSES, HSDS_LOCATIONS},
    {"service_id", HSDS_PHONES, HSDS_SERVICES},
    {"organization_id", HSDS_PHONES, HSDS_ORGANIZATIONS},
    {"location_id", HSDS_PHONES, HSDS_LOCATIONS},
    {"service_at_location_id", HSDS_PHONES, HSDS_SERVICE_AT_LOCATION},
    {"service_id", HSDS_LANGUAGES, HSDS_SERVICES},
    {"service_id", HSDS_SCHEDULES, HSDS_SERVICES},
    {"location_id", HSDS_SCHEDULES, HSDS_LOCATIONS},
    {"service_at_location_id", HSDS_SCHEDULES, HSDS_SERVICE_AT_LOCATION},
    {"organization_id", HSDS_CONTACTS, HSDS_ORGANIZATIONS},
    {"service_id", HSDS_CONTACTS, HSDS_SERVICES},
    {"service_id", HSDS_SERVICE_AREAS, HSDS_SERVICES},
    {"taxonomy_term_id", HSDS_ATTRIBUTES, HSDS_TAXONOMY_TERMS},
    {"taxonomy_id", HSDS_TAXONOMY_TERMS, HSDS_TAXONOMIES},
};

static void lost_say(struct hsds *h, enum hsds_name table, unsigned line, const char *title, const char *to) {
    hsds_remark(h, table, line, arena_printf(h->arena, "%s ne mène à aucune ligne de %s", title, to),
                arena_printf(h->arena, "%s leads to no row of %s", title, to));
}

static void link_check(struct hsds *h, enum hsds_name table, const char *title, enum hsds_name to) {
    const struct hsds_table *t = &h->tables[table];
    const struct hsds_row *const *found;
    for (size_t i = 0; i < t->n; i++) {
        const char *key = hsds_cell(t, &t->rows[i], title);
        if (*key && !hsds_find(&h->tables[to], "id", key, &found))
            lost_say(h, table, t->rows[i].line, title, arena_printf(h->arena, "%s.csv", hsds_names[to]));
    }
}

/* An attribute hangs on any thing of the package; those of things that we read must be there. */
static void attributes_check(struct hsds *h) {
    static const enum hsds_name things[] = {HSDS_SERVICES, HSDS_ORGANIZATIONS, HSDS_LOCATIONS,
                                            HSDS_SERVICE_AT_LOCATION};
    const struct hsds_table *t = &h->tables[HSDS_ATTRIBUTES];
    const struct hsds_row *const *found;
    for (size_t i = 0; i < t->n; i++) {
        const char *key = hsds_cell(t, &t->rows[i], "link_id"), *entity = hsds_cell(t, &t->rows[i], "link_entity");
        bool there = !*key || (*entity && strcasecmp(entity, "service") != 0);
        for (size_t k = 0; k < sizeof things / sizeof things[0] && !there; k++)
            there = hsds_find(&h->tables[things[k]], "id", key, &found) > 0;
        if (!there) lost_say(h, HSDS_ATTRIBUTES, t->rows[i].line, "link_id", "services.csv");
    }
}

void hsds_links_check(struct hsds *h) {
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        link_check(h, links[i].table, links[i].title, links[i].to);
    attributes_check(h);
}

/* A column that is empty throughout says nothing that could be missed. */
static bool column_is_filled(const struct hsds_table *t, size_t column) {
    for (size_t i = 0; i < t->n; i++)
        if (*t->rows[i].cells[column]) return true;
    return false;
}

void hsds_unread_note(struct hsds *h) {
    for (int i = 0; i < HSDS_TABLES; i++) {
        const struct hsds_table *t = &h->tables[i];
        const char *names = "";
        for (size_t k = 0; k < t->n_titles; k++)
            if (!t->asked[k] && *t->titles[k] && column_is_filled(t, k))
                names = arena_printf(h->arena, "%s%s%s", names, *names ? ", " : "", t->titles[k]);
        if (t->converted)
            text_errors_add(h->arena, &h->unread, (struct text_place){0}, arena_printf(h->arena, "%s.csv", t->name),
                            arena_printf(h->arena, "n'est pas en UTF-8; vérifiez ce mot : « %s »", t->converted),
                            arena_printf(h->arena, "is not UTF-8; check this word: \"%s\"", t->converted));
        if (*names)
            text_errors_add(h->arena, &h->unread, (struct text_place){0}, arena_printf(h->arena, "%s.csv", t->name),
                            arena_printf(h->arena, "colonnes non lues : %s", names),
                            arena_printf(h->arena, "columns that are not read: %s", names));
    }
}
