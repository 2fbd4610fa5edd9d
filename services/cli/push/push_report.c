#include "cli/push/push_report.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/show/column.h"
#include "proto/intake.h"
#include "cli/show/output.h"
#include "text/json.h"
#include "cli/show/words.h"

enum { ACCEPTED_SHOWN_MAX = 60 }; /* rows; a list that scrolls away would hide what was refused */

static const char *row_place(struct cli *c, const struct push_row *row) {
    return row->line ? phrase(c, "%s, ligne %u", "%s, line %u", row->file, row->line) : row->file;
}

/* "file.csv, ligne 9, colonne clsc", or "file.json:31:18: call.clsc_code": a desk counts lines and columns of its
 * table, an editor jumps to a place. */
static const char *answer_place(struct cli *c, const struct push_row *row, const char *path) {
    if (row->tree) {
        const char *inside = strncmp(path, "screening.", 10) == 0 ? path + 10 : path;
        struct text_place p = tree_place(row->tree, inside);
        return arena_printf(&c->arena, "%s:%u:%u: %s", row->file, p.line, p.column, inside);
    }
    const char *column = column_of(c, path);
    return phrase(c, "%s, colonne %s", "%s, column %s", row_place(c, row), column ? column : path);
}

void push_refusal(struct cli *c, const struct push_row *row, const sippe__status *s) {
    if (!s->n_violations)
        say(c, "%s : %s", "%s: %s", paint(c, COLOUR_RED, row_place(c, row)), pick(c, s->message_fr, s->message_en));
    for (size_t i = 0; i < s->n_violations; i++) {
        const sippe__violation *v = s->violations[i];
        const char *why = pick(c, v->message_fr, v->message_en);
        if (!*why) why = pick(c, reason_info((int)v->reason)->fr, reason_info((int)v->reason)->en);
        say(c, row->tree ? "%s: %s" : "%s : %s", "%s: %s", paint(c, COLOUR_RED, answer_place(c, row, v->path)), why);
    }
}

static void unreadable_say(struct cli *c, const struct push_row *row) {
    for (size_t i = 0; i < row->errors.n; i++) {
        const struct text_error *e = &row->errors.list[i];
        unsigned line = e->place.line ? e->place.line : row->line;
        say(c, "%s:%u:%u: %s%s%s", "%s:%u:%u: %s%s%s", row->file, line, e->place.column, e->path, *e->path ? ": " : "",
            pick(c, e->fr, e->en));
    }
    if (row->cut)
        say(c, "%s : la suite du fichier n'a pas été lue. Corrigez, et renvoyez-le : rien ne partira deux fois.",
            "%s: the rest of the file was not read. Mend it and send it again: nothing will leave twice.", row->file);
}

static void json_row(struct cli *c, const struct push_row *row, const char *outcome, const char *more) {
    const char *reference = row->screening ? row->screening->local_reference : "";
    char id[33];
    id_hex(row->id, id);
    fprintf(c->out, "{\"file\":%s,\"line\":%u,\"local_reference\":%s,\"request_id\":\"%s\",\"outcome\":\"%s\"%s}\n",
            json_text(&c->arena, row->file), row->line, json_text(&c->arena, reference), row->screening ? id : "",
            outcome, more);
}

static const char *json_faults(struct cli *c, const struct text_errors *errors) {
    const char *all = "";
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        all = arena_printf(&c->arena, "%s%s{\"line\":%u,\"column\":%u,\"path\":%s,\"message_fr\":%s,\"message_en\":%s}",
                           all, i ? "," : "", e->place.line, e->place.column, json_text(&c->arena, e->path),
                           json_text(&c->arena, e->fr), json_text(&c->arena, e->en));
    }
    return arena_printf(&c->arena, ",\"faults\":[%s]", all);
}

static const char *json_part(struct cli *c, const char *name, const ProtobufCMessage *m) {
    return arena_printf(&c->arena, ",\"%s\":%s", name, json_write(&c->arena, m, false));
}

struct report {
    struct cli *c;
    struct push_counts counts;
    struct table *accepted;
    bool shown; /* accepted rows are few enough to be listed */
};

/* The reply may be gone (kept 7 days): then only that it was accepted is known. */
static void accepted_row(struct report *r, const struct push_row *row, const struct spool_entry *e) {
    struct cli *c = r->c;
    intake__submit_screening_reply *done = UNPACK(&c->arena, intake__submit_screening_reply,
                                                  e->reply ? span_pb(e->reply->body) : span_of("", 0), MESSAGE_OPEN);
    const char *outcome = row->known ? "known" : "accepted";
    if (row->known)
        r->counts.known++;
    else
        r->counts.accepted++;
    if (c->json) {
        json_row(c, row, outcome, e->reply && done ? json_part(c, "reply", &done->base) : "");
        return;
    }
    if (!r->shown || !e->reply || !done) return;
    table_cell(r->accepted, row->line ? arena_printf(&c->arena, "%u", row->line) : "");
    table_cell(r->accepted, row->screening->local_reference);
    table_cell(r->accepted, done->family_number);
    table_cell(r->accepted, show_short(c, done->screening_id));
    table_cell(
        r->accepted,
        arena_printf(&c->arena, "%s%s", WORD(c, intake__route, done->proposed_route),
                     done->n_matches ? pick(c, "  ≈ famille peut-être connue", "  ≈ family perhaps known") : ""));
    table_paint(r->accepted, COLOUR_DIM, row->known ? pick(c, "déjà envoyée", "sent before") : "");
}

static void refused_row(struct report *r, const struct push_row *row, const struct spool_entry *e) {
    struct cli *c = r->c;
    r->counts.refused++;
    if (c->json) {
        json_row(c, row, "refused", e->reply ? json_part(c, "status", &e->reply->status->base) : "");
        return;
    }
    if (e->reply)
        push_refusal(c, row, e->reply->status);
    else
        say(c, "%s : refusée lors d'un envoi précédent.", "%s: refused by an earlier push.", row_place(c, row));
}

/* In the order of what is known: unreadable was never queued, repeated has its answer above, the rest is as the spool
 * has it. */
static void row_report(struct report *r, const struct push_row *row, struct spool *spool) {
    const struct spool_entry *e = spool ? spool_find(spool_state(spool), row->id) : NULL;
    if (!row->screening) {
        r->counts.unreadable++;
        if (r->c->json)
            json_row(r->c, row, "unreadable", json_faults(r->c, &row->errors));
        else
            unreadable_say(r->c, row);
    } else if (row->repeated) {
        r->counts.repeated++;
        if (r->c->json) json_row(r->c, row, "repeated", "");
    } else if (!e || !e->answered_ms) {
        r->counts.waiting++;
        if (r->c->json) json_row(r->c, row, "waiting", "");
    } else if (e->refused)
        refused_row(r, row, e);
    else
        accepted_row(r, row, e);
}

struct push_counts push_report(struct cli *c, const struct push_rows *rows, struct spool *spool) {
    struct report r = {.c = c, .shown = rows->n <= ACCEPTED_SHOWN_MAX};
    r.accepted = table_new(c, "Ligne|~Réf. locale|Famille|Évaluation|~Orientation proposée|~",
                           "Line|~Local ref.|Family|Screening|~Proposed route|~");
    for (size_t i = 0; i < rows->n; i++) row_report(&r, &rows->list[i], spool);
    table_end(r.accepted);
    return r.counts;
}
