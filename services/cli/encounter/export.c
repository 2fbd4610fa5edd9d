/* Encounters of many families into a file for who counts them. Each family whose encounter is in it has an entry in the
 * access journal, as with every list.
 *
 *   ListEncounters, 200 at a time ─▶ rows (csv/encounter_csv.h) ─▶ the file, whole and at once
 *
 * Nothing is written before the last page has come: half a year that looks like a year would be counted as one. */
#include <inttypes.h>
#include "base/message.h"
#include "cli/call/clsc.h"
#include "cli/call/request.h"
#include "cli/out/save.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "cli/csv/encounter_csv.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "text/builder.h"

enum { PAGE = 200, PROGRESS_EACH = 5 };

/* All pages; how many, or -1 after saying why not. */
static int64_t rows_fetch(struct cli *c, scheduling__list_encounters_request *r, struct builder *out) {
    int64_t n = 0;
    r->limit = PAGE;
    for (int pages = 1;; pages++) {
        const scheduling__list_encounters_reply *page = CALL(c, r, scheduling__list_encounters_reply);
        if (!page) return -1;
        for (size_t i = 0; i < page->n_encounters; i++)
            builder_text(out, encounter_csv_row(&c->arena, zone_of(c), page->encounters[i]));
        n += (int64_t)page->n_encounters;
        if (!page->next.len) return n;
        r->after = page->next;
        if (pages % PROGRESS_EACH == 0) remark(c, "%s...", "%s...", counted(c, (uint64_t)n, "rencontre", "encounter"));
    }
}

static int export_run(struct cli *c) {
    const char *path = arg_text(c, "out");
    scheduling__list_encounters_request *r = NEW(&c->arena, scheduling__list_encounters_request);
    struct builder text = {.arena = &c->arena};
    int rc = file_is_free(c, path);
    if (rc == 0) rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!(r->clsc_code = clsc_read(c, r->clsc_code))) return c->exit;
    builder_text(&text, encounter_csv_head(&c->arena));
    int64_t n = rows_fetch(c, r, &text);
    if (n < 0) return c->exit;
    rc = file_save(c, path, span_of(text.data, text.len));
    if (rc) return rc;
    if (c->json) {
        fprintf(c->out, "{\"file\":%s,\"encounters\":%" PRId64 "}\n", json_text(&c->arena, path), n);
        return CLI_DONE;
    }
    say(c, "%s, du %s au %s : %s", "%s, from %s to %s: %s", counted(c, (uint64_t)n, "rencontre", "encounter"),
        show_date(c, r->from), show_date(c, r->until), path);
    say(c, "Le fichier ne nomme personne, mais il porte les numéros des familles : gardez-le comme un dossier.",
        "The file names nobody, but it has the families' numbers: keep it as you keep a file.");
    return CLI_DONE;
}

static const struct option export_options[] = {
    {"from", OPTION_DATE, OPTION_REQUIRED, "from", NULL, NULL, "le premier jour", "the first day"},
    {"to", OPTION_DATE, OPTION_REQUIRED, "until", NULL, NULL, "le dernier jour, inclus", "the last day, included"},
    {"out", OPTION_FILE, OPTION_REQUIRED, NULL, NULL, NULL, "le fichier CSV à écrire", "the CSV file to write"},
    {"clsc", OPTION_TEXT, 0, "clsc_code", NULL, NULL, "les familles de ce CLSC (sinon toutes)",
     "families of this CLSC (else all)"},
    OPTION_FORCE,
};

const struct command encounter_export_commands[] = {
    {.noun = "encounter",
     .verb = "export",
     .fr = "les rencontres d'une période, dans un fichier CSV",
     .en = "the encounters of a period, into a CSV file",
     .more_fr =
         "Les champs que le CLSC tient d'une intervention : date, mode, lieu, durée, langue, qui y est allé, qui "
         "était là. Les familles y sont par leur numéro; les notes n'y sont pas. Deux ans au plus.",
     .more_en =
         "The fields that a CLSC keeps of an intervention: date, mode, place, length, language, who went, who was "
         "met. Families stand by their number; notes are left out. Two years at most.",
     OPTIONS(export_options),
     .run = export_run},
};
COMMANDS_END(encounter_export);
