#include "cli/csv/encounter_csv.h"

#include "civil/date.h"
#include "cli/csv/answers.h"
#include "cli/csv/cell.h"
#include "text/builder.h"
#include "text/csv.h"

/* A header is never renamed: files that have it lie with those who count. */
enum column {
    ENCOUNTER,
    FAMILY,
    CLSC,
    ON,
    AT,
    MINUTES,
    TOOK_PLACE,
    MISSED,
    MODE,
    PLACE,
    LANGUAGE,
    INTERPRETER,
    WORKERS,
    DISCIPLINES,
    N_WORKERS,
    MET,
    APPOINTMENT,
    COLUMNS
};
static const char *const heads[COLUMNS] = {[ENCOUNTER] = "rencontre",
                                           [FAMILY] = "famille",
                                           [CLSC] = "clsc",
                                           [ON] = "date",
                                           [AT] = "heure",
                                           [MINUTES] = "duree_min",
                                           [TOOK_PLACE] = "a_eu_lieu",
                                           [MISSED] = "motif",
                                           [MODE] = "mode",
                                           [PLACE] = "lieu",
                                           [LANGUAGE] = "langue",
                                           [INTERPRETER] = "interprete",
                                           [WORKERS] = "intervenantes",
                                           [DISCIPLINES] = "disciplines",
                                           [N_WORKERS] = "nombre_intervenantes",
                                           [MET] = "presents",
                                           [APPOINTMENT] = "visite_fixee"};

static const char *yes_no(bool b) { return b ? "oui" : "non"; }

static const char *word(const ProtobufCEnumDescriptor *type, int value) {
    const char *text = answers_write(type, value);
    return text ? text : "";
}

static const char *hex(struct arena *a, ProtobufCBinaryData id) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < id.len; i++) builder_text(&b, arena_printf(a, "%02x", id.data[i]));
    return builder_end(&b);
}

static const char *joined(struct arena *a, size_t n,
                          const char *(*one)(const scheduling__listed_encounter *e, size_t i),
                          const scheduling__listed_encounter *e) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < n; i++) {
        if (i) builder_char(&b, '|');
        builder_text(&b, one(e, i));
    }
    return builder_end(&b);
}

static const char *worker(const scheduling__listed_encounter *e, size_t i) { return e->facts->workers[i]; }
static const char *discipline(const scheduling__listed_encounter *e, size_t i) {
    return word(&scheduling__discipline__descriptor, (int)e->disciplines[i]);
}
static const char *met(const scheduling__listed_encounter *e, size_t i) {
    return word(&scheduling__encounter_met__descriptor, (int)e->facts->met[i]);
}

static void set_when(struct arena *a, struct zone zone, const scheduling__listed_encounter *e, const char **cells) {
    if (!e->facts->start) return;
    struct wall w = wall_at(zone, e->facts->start->ms);
    char on[11];
    day_text(w.day, on);
    cells[ON] = arena_printf(a, "%s", on);
    if (!e->day_only) cells[AT] = arena_printf(a, "%02d:%02d", w.minute / 60, w.minute % 60);
}

/* Of what did not take place nobody knows in which way it would have. */
static void set_facts(struct arena *a, const scheduling__listed_encounter *e, const char **cells) {
    const scheduling__encounter_facts *f = e->facts;
    cells[TOOK_PLACE] = yes_no(!f->missed);
    cells[MISSED] = word(&scheduling__encounter_missed__descriptor, (int)f->missed);
    if (f->minutes) cells[MINUTES] = arena_printf(a, "%d", f->minutes);
    cells[MODE] = word(&scheduling__encounter_mode__descriptor, (int)f->mode);
    cells[PLACE] = word(&scheduling__encounter_place__descriptor, (int)f->place);
    cells[LANGUAGE] = f->language;
    cells[INTERPRETER] = yes_no(f->interpreter);
    cells[WORKERS] = joined(a, f->n_workers, worker, e);
    cells[DISCIPLINES] = joined(a, e->n_disciplines, discipline, e);
    cells[N_WORKERS] = arena_printf(a, "%zu", f->n_workers);
    cells[MET] = joined(a, f->n_met, met, e);
}

char *encounter_csv_head(struct arena *a) {
    return arena_printf(a, "\xef\xbb\xbf%s", csv_write(a, heads, COLUMNS, ';'));
}

char *encounter_csv_row(struct arena *a, struct zone zone, const scheduling__listed_encounter *e) {
    const char *cells[COLUMNS] = {0};
    cells[ENCOUNTER] = hex(a, e->encounter_id);
    cells[FAMILY] = e->family_number;
    cells[CLSC] = e->clsc_code;
    cells[APPOINTMENT] = yes_no(e->with_appointment);
    if (e->facts) {
        set_when(a, zone, e, cells);
        set_facts(a, e, cells);
    }
    for (size_t i = 0; i < COLUMNS; i++) cells[i] = cell_text(a, cells[i]);
    return csv_write(a, cells, COLUMNS, ';');
}
