/* One cell of the tables, and what is told of it. */
#include "cli/hsds/hsds.h"

#include <string.h>
#include <strings.h>

const char *const hsds_names[HSDS_TABLES] = {
    "organizations", "services", "locations",     "addresses",  "service_at_location", "phones",    "languages",
    "schedules",     "contacts", "service_areas", "taxonomies", "taxonomy_terms",      "attributes"};

void hsds_remark(struct hsds *h, enum hsds_name table, unsigned line, const char *fr, const char *en) {
    text_errors_add(h->arena, &h->remarks, (struct text_place){line, 0},
                    arena_printf(h->arena, "%s.csv", hsds_names[table]), fr, en);
}

/* Hyphens at the four places and hexadecimal digits elsewhere: what only looks like a UUID is a text like any other. */
struct id hsds_id(const struct hsds *h, const char *text) {
    static const size_t hyphens[] = {8, 13, 18, 23};
    char digits[2 * ID_LEN + 1];
    struct id id;
    size_t n = 0;
    bool uuid = strlen(text) == 36;
    for (size_t i = 0; uuid && i < sizeof hyphens / sizeof hyphens[0]; i++) uuid = text[hyphens[i]] == '-';
    for (size_t i = 0; uuid && i < 36; i++)
        if (text[i] != '-' && n < 2 * ID_LEN) {
            bool upper = text[i] >= 'A' && text[i] <= 'F';
            digits[n++] = (char)(upper ? text[i] - 'A' + 'a' : text[i]);
        }
    digits[n] = 0;
    if (uuid && n == 2 * ID_LEN && id_parse(digits, &id)) return id;
    return id_derive("hsds", span_text(text), span_text(h->source ? h->source : ""), span_of("", 0));
}

/* Numbers stand in quotation marks of their own in the official example; they are no part of it. */
const char *hsds_phone(struct hsds *h, const char *title, const char *id, const char *but_not) {
    struct hsds_table *t = &h->tables[HSDS_PHONES];
    const struct hsds_row *const *rows, *best = NULL;
    size_t n = hsds_find(t, title, id, &rows);
    for (size_t i = 0; i < n; i++) {
        const char *type = hsds_cell(t, rows[i], "type");
        bool voice = !*type || strcasecmp(type, "voice") == 0;
        if (*hsds_cell(t, rows[i], but_not) || !*hsds_cell(t, rows[i], "number")) continue;
        if (!best || (voice && strcasecmp(hsds_cell(t, best, "type"), "voice") != 0)) best = rows[i];
        if (voice) break;
    }
    if (!best) return NULL;
    const char *number = hsds_cell(t, best, "number"), *extension = hsds_cell(t, best, "extension");
    size_t quotes = number[0] == '"' && strlen(number) > 2;
    char *text = arena_printf(h->arena, "%.*s", (int)(strlen(number) - 2 * quotes), number + quotes);
    return *extension ? arena_printf(h->arena, "%s, poste %s", text, extension) : text;
}
