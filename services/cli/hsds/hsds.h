/* The community's directory as Open Referral publishes it: an HSDS 3.0 tabular package (docs.openreferral.org), joined
 * into Organization messages.
 *
 *   organizations ◀── services ◀── service_at_location ──▶ locations ◀── addresses
 *   and on one of them: phones, contacts, schedules, languages, service_areas, attributes ──▶ taxonomy_terms
 *
 * What is used: organizations (name, text, e-mail, website), services (status, text, how to apply, fees, date of
 * assurance), service_at_location with locations and addresses, phones, languages, schedules (as a sentence in
 * French), contacts (the name that belongs to the organisation), service_areas whose extent_type is postal_prefixes,
 * and attributes of terms of the taxonomy sippe-needs. What else a package holds is left alone, and named: each file
 * and each filled column that nobody reads. Titles and words of enumerations are compared without case; the files and
 * columns of HSDS 1 and 2 are read under their old names (directory_import.c, hsds_table.c).
 *
 * A row that leads nowhere is remarked and left out, never a reason to refuse the package: others keep it, and it is
 * imported again when they have mended it. */
#pragma once
#include "base/id.h"
#include "civil/date.h"
#include "proto/directory.h"
#include "cli/hsds/hsds_table.h"

/* The tables that are read; a package may lack all but the first two. */
enum hsds_name {
    HSDS_ORGANIZATIONS,
    HSDS_SERVICES,
    HSDS_LOCATIONS,
    HSDS_ADDRESSES,
    HSDS_SERVICE_AT_LOCATION,
    HSDS_PHONES,
    HSDS_LANGUAGES,
    HSDS_SCHEDULES,
    HSDS_CONTACTS,
    HSDS_SERVICE_AREAS,
    HSDS_TAXONOMIES,
    HSDS_TAXONOMY_TERMS,
    HSDS_ATTRIBUTES,
    HSDS_TABLES,
};
extern const char *const hsds_names[HSDS_TABLES];

/* A package in memory: its tables, and what was found odd while they were joined. */
struct hsds {
    struct arena *arena;
    struct hsds_table tables[HSDS_TABLES];
    day today;                  /* hours that are past are left out; DAY_NONE: all are taken */
    const char *source;         /* whose numbers these are; "" or NULL: nobody's */
    struct text_errors unread;  /* files and columns that nobody reads; the path is "programs.csv" */
    struct text_errors remarks; /* rows that lead nowhere, values that were left out; the path is "services.csv" */
};

struct hsds_organization {
    unsigned line; /* in organizations.csv */
    directory__organization *organization;
};

/* A UUID as it is (of either case), else BLAKE2b-128 of the text and of whose it is: the same package gives the same
 * ids, so that a second import changes what is there, and two publishers that both number from 1 do not meet. */
struct id hsds_id(const struct hsds *h, const char *text);
/* Keys that lead nowhere, each with its file and line; files without the columns that they are known by (hsds_links.c).
 * Called by hsds_join. */
void hsds_links_check(struct hsds *h);
/* What was not read, once the package is joined. */
void hsds_unread_note(struct hsds *h);
/* All organisations with their services, in the order of the file; how many. Adds to h->remarks. Once for a package. */
size_t hsds_join(struct hsds *h, struct hsds_organization **out);
/* "mar., jeu. 9 h 30 à 11 h 30" of a row of schedules; "" when it says nothing. */
const char *hsds_hours(struct hsds *h, const struct hsds_row *schedule);
/* The parts of a service that hang on its places: addresses, hours, and a telephone where it has none of its own
 * (hsds_place.c). */
void hsds_places(struct hsds *h, directory__service *s, const char *service_id);
/* A phone with its extension, a voice one before any other; NULL when the table knows none under this column. A row
 * whose column `but_not` is filled is somebody else's (a service's, where the organisation's is wanted); "" for
 * none. */
const char *hsds_phone(struct hsds *h, const char *title, const char *id, const char *but_not);
/* A line of a table that was left out, or a value that was, and why. Not a fault: the import goes on. */
void hsds_remark(struct hsds *h, enum hsds_name table, unsigned line, const char *fr, const char *en);
