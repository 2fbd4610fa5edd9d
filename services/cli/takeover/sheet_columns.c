#include "cli/takeover/sheet_columns.h"

#include <string.h>
#include "cli/csv/answers.h"
#include "cli/csv/cell.h"
#include "cli/csv/screening_path.h"
#include "cli/takeover/sheet.h"
#include "proto/intake.h"
#include "text/csv.h"

#define ONE(header, path, sample)                                                                                      \
    { header, path, false, sample }
#define MUST(header, path, sample)                                                                                     \
    { header, path, true, sample }

/* Every answer of the sample is invented. */
const struct sheet_column sheet_columns[] = {
    MUST("reference", "reference", "C-001"),
    MUST("clsc", "clsc_code", "99001"),
    MUST("nom", "identity.name.family", "Exemple"),
    MUST("prenom", "identity.name.given", "Anne"),
    ONE("prenom_usuel", "identity.name.preferred", ""),
    MUST("naissance", "identity.birth_date", "1998-05-16"),
    ONE("telephone", "identity.phone", "514 555-0142"),
    ONE("telephone_poste", "identity.phone_extension", ""),
    ONE("autre_telephone", "identity.alt_phone", ""),
    ONE("autre_telephone_poste", "identity.alt_phone_extension", ""),
    ONE("autre_telephone_de", "identity.alt_phone_of", ""),
    ONE("courriel", "identity.email", ""),
    ONE("message_sans_danger", "safe_to_leave_message", "non"),
    ONE("heures_sans_danger", "safe_contact_hours", "entre 9 h et 11 h"),
    ONE("canal#", "channels[]", "téléphone"),
    MUST("langue", "language", "fr"),
    ONE("interprete_requis", "interpreter_needed", "non"),
    ONE("langue_interprete", "interpreter_language", ""),
    ONE("adresse", "identity.address.street", "10, rue des Érables"),
    ONE("municipalite", "identity.address.municipality", "Montréal"),
    ONE("code_postal", "identity.address.postal_code", "H2M 1A1"),
    ONE("date_prevue", "due_date", ""),
    ONE("enfant#_naissance", "children[].birth_date", "2026-05-03"),
    ONE("enfant#_prenom", "children[].given_name", "Léo"),
    ONE("intervenante", "key_worker", "ts-1"),
    MUST("suivie_depuis", "followed_since", "2025-11-10"),
    ONE("derniere_visite", "last_visit_on", "2026-11-13"),
    ONE("prochaine_visite", "next_visit_at", "2026-12-04 9:30"),
    ONE("accord_par", "agreed_by", "elle-même"),
    ONE("accord_le", "agreed_on", "2025-11-10"),
    ONE("distincte", "none_of_known", ""),
};
const size_t n_sheet_columns = sizeof sheet_columns / sizeof *sheet_columns;

enum { TIMES_SHOWN = 3, FAR = 4 }; /* of what may stand several times: children, ways to reach her */

/* "enfant12_naissance" against "enfant#_naissance"; both folded. */
static bool number_fits(const char *pattern, const char *folded, size_t *at) {
    size_t before = strcspn(pattern, "#"), number = 0, digits = 0;
    if (strncmp(pattern, folded, before) != 0) return false;
    folded += before;
    if (*folded == '_') folded++;
    for (; *folded >= '0' && *folded <= '9' && digits < 3; folded++, digits++)
        number = number * 10 + (size_t)(*folded - '0');
    if (number < 1 || number > SHEET_CHILDREN_MAX || strcmp(folded, pattern + before + 1) != 0) return false;
    *at = number - 1;
    return true;
}

const struct sheet_column *sheet_column_find(const char *folded, size_t *at) {
    *at = 0;
    for (size_t i = 0; i < n_sheet_columns; i++) {
        const struct sheet_column *c = &sheet_columns[i];
        if (strchr(c->header, '#') ? number_fits(c->header, folded, at) : strcmp(c->header, folded) == 0) return c;
    }
    return NULL;
}

static const char *numbered(struct arena *a, const char *header, size_t at) {
    const char *mark = strchr(header, '#');
    return mark ? arena_printf(a, "%.*s%zu%s", (int)(mark - header), header, at + 1, mark + 1) : header;
}

const char *sheet_column_nearest(struct arena *a, const char *folded) {
    const char *nearest = NULL;
    size_t best = FAR;
    for (size_t i = 0; i < n_sheet_columns && best > 0; i++) {
        const char *header = numbered(a, sheet_columns[i].header, 0);
        size_t distance = answers_distance(folded, header, best - 1);
        if (distance >= best) continue;
        best = distance;
        nearest = header;
    }
    return nearest;
}

const char *sheet_column_header(struct arena *a, const char *path, size_t at) {
    for (size_t i = 0; i < n_sheet_columns; i++)
        if (strcmp(sheet_columns[i].path, path) == 0) return numbered(a, sheet_columns[i].header, at);
    return NULL;
}

/* ---- the template ---- */

static const char *wants(struct arena *a, const struct sheet_column *c) {
    struct screening_path path;
    if (!message_path_read(&intake__taken_over_family__descriptor, c->path, &path)) return "";
    return arena_printf(a, "%s%s", c->required ? "obligatoire : " : "", cell_wants(a, path.fields[path.n - 1]));
}

static size_t times(const struct sheet_column *c) { return strchr(c->header, '#') ? TIMES_SHOWN : 1; }

/* Those of a child stand together, number by number: those that follow each other in the table. */
char *sheet_template(struct arena *a) {
    const char *heads[SHEET_COLUMNS_MAX], *holds[SHEET_COLUMNS_MAX], *samples[SHEET_COLUMNS_MAX];
    size_t n = 0;
    for (size_t i = 0, group; i < n_sheet_columns; i += group) {
        for (group = 1;
             times(&sheet_columns[i]) > 1 && i + group < n_sheet_columns && times(&sheet_columns[i + group]) > 1;)
            group++;
        for (size_t at = 0; at < times(&sheet_columns[i]); at++)
            for (size_t k = 0; k < group; k++) {
                const struct sheet_column *c = &sheet_columns[i + k];
                heads[n] = numbered(a, c->header, at);
                holds[n] = n ? wants(a, c) : arena_printf(a, "# %s", wants(a, c));
                samples[n] = at ? "" : n ? c->sample : arena_printf(a, "# %s", c->sample);
                n++;
            }
    }
    return arena_printf(a, "\xef\xbb\xbf%s%s%s", csv_write(a, heads, n, ';'), csv_write(a, holds, n, ';'),
                        csv_write(a, samples, n, ';'));
}
