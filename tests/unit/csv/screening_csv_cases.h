/* What tests of tables of screenings share. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "cli/csv/screening_file.h"
#include "cli/csv/screening_path.h"
#include "cli/csv/answers.h"
#include "../../lib/families.h"
#include "../../lib/family_screening.h"
#include "../../lib/prng.h"
#include "base/message.h"
#include "text/builder.h"

#undef HOLDER
#define HOLDER __attribute__((unused)) static

HOLDER const struct zone montreal = {-300, true};

HOLDER int open_arena(void **state) {
    static struct arena a;
    arena_init(&a);
    *state = &a;
    return 0;
}

HOLDER int close_arena(void **state) {
    arena_close(*state);
    return 0;
}

HOLDER void assert_same(struct arena *a, const intake__screening *got, const intake__screening *want,
                        const char *what) {
    struct span x = message_pack(a, &got->base), y = message_pack(a, &want->base);
    if (!span_equal(x, y)) fail_msg("%s: %zu bytes, not %zu", what, x.len, y.len);
}

/* A file of one row: the required columns, filled well, and one more column with the cell in question. */
HOLDER char *one_row(struct arena *a, const char *header, const char *cell) {
    static const struct {
        const char *header, *cell;
    } base[] = {{"appel_debut", "2026-11-20 09:03"},
                {"evaluation_par", "accueil-1"},
                {"clsc", "99001"},
                {"source", "appel Olo"},
                {"langue", "français"},
                {"avis_lu_le", "2026-11-20 09:05"},
                {"avis_version", "2026-1"},
                {"consent_conservation", "oui"},
                {"message_sans_danger", "non"},
                {"nom", "Côté"},
                {"prenom", "Maude"},
                {"naissance", "2001-02-03"},
                {"telephone", "514-555-0123"},
                {"personnes_menage", "2"},
                {"revenu_annuel", "12 000,50 $"},
                {"diplome", "aucun"}};
    struct builder top = {.arena = a}, row = {.arena = a};
    for (size_t i = 0; i < sizeof base / sizeof *base; i++) {
        bool same = header && strcmp(base[i].header, header) == 0;
        builder_text(&top, arena_printf(a, "%s%s", i ? ";" : "", base[i].header));
        builder_text(&row, arena_printf(a, "%s\"%s\"", i ? ";" : "", same ? cell : base[i].cell));
        if (same) header = NULL;
    }
    if (header) builder_text(&top, arena_printf(a, ";%s", header));
    if (header) builder_text(&row, arena_printf(a, ";\"%s\"", cell));
    return arena_printf(a, "%s\r\n%s\r\n", builder_end(&top), builder_end(&row));
}

HOLDER intake__screening *read_one(struct arena *a, struct span text, struct text_errors *errors) {
    struct screening_file file;
    struct screening_row row = {0};
    if (!screening_file_open(&file, a, text, &(struct screening_reading){.zone = montreal}, errors)) return NULL;
    return screening_file_next(&file, a, &row, errors) == 1 ? row.screening : NULL;
}
