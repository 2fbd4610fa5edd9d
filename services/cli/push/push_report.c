#include "cli/push/push_report.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/quarantine/held.h"
#include "cli/quarantine/known.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"
#include "cli/show/words.h"
#include "proto/intake.h"
#include "text/json.h"

/* SHOWN: rows; a list that scrolls away would hide what was refused. */
enum { SHOWN_MAX = 60, REPEATED_MAX = 20 };

struct report {
    struct cli *c;
    struct spool *spool;
    struct push_counts counts;
    struct push_faults *faults;
    struct arena arena; /* of one row */
    struct table *table;
    bool all_shown; /* accepted rows are few enough to be listed; else those whose family may be known are */
    size_t shown, left_out, asked;
    const char *repeated; /* the first lines of those */
};

static void json_line(struct report *r, const struct push_row *row, const char *outcome, const char *more) {
    char id[33];
    id_hex(row->id, id);
    fprintf(r->c->out, "{\"file\":%s,\"line\":%u,\"local_reference\":%s,\"request_id\":\"%s\",\"outcome\":\"%s\"%s}\n",
            json_text(&r->arena, row->file->path), row->line, json_text(&r->arena, row->reference), id, outcome, more);
}

void push_row_json(struct cli *c, struct arena *a, const struct push_reading *row, const char *outcome,
                   const struct text_errors *faults) {
    const char *reference = row->screening ? row->screening->local_reference : "";
    fprintf(c->out,
            "{\"file\":%s,\"line\":%u,\"local_reference\":%s,\"request_id\":\"\",\"outcome\":\"%s\",\"faults\":[",
            json_text(a, row->file->path), row->line, json_text(a, reference), outcome);
    for (size_t i = 0; i < faults->n; i++) {
        const struct text_error *e = &faults->list[i];
        fprintf(c->out, "%s{\"line\":%u,\"column\":%u,\"path\":%s,\"message_fr\":%s,\"message_en\":%s}", i ? "," : "",
                e->place.line, e->place.column, json_text(a, e->path), json_text(a, e->fr), json_text(a, e->en));
    }
    fputs("]}\n", c->out);
}

static const char *json_part(struct report *r, const char *name, const ProtobufCMessage *m) {
    return arena_printf(&r->arena, ",\"%s\":%s", name, visible_json(&r->arena, json_write(&r->arena, m, false)));
}

static void accepted_show(struct report *r, const struct push_row *row, const intake__submit_screening_reply *done) {
    struct cli *c = r->c;
    if (!r->all_shown && (row->known || !done->n_matches)) return;
    if (r->shown == SHOWN_MAX) {
        r->left_out++;
        return;
    }
    r->shown++;
    const char *match = done->n_matches ? pick(c, "  ≈ famille peut-être connue", "  ≈ family perhaps known") : "";
    table_cell(r->table, row->line ? arena_printf(&c->arena, "%u", row->line) : "");
    table_cell(r->table, row->reference);
    table_cell(r->table, arena_text(&c->arena, done->family_number));
    table_cell(r->table, show_short(c, done->screening_id));
    table_cell(r->table, arena_printf(&c->arena, "%s%s", WORD(c, intake__route, done->proposed_route), match));
    table_paint(r->table, COLOUR_DIM, row->known || done->known ? pick(c, "déjà envoyée", "sent before") : "");
}

/* What is told apart with a call that was taken: what became of it, for a line of JSON. */
static const char *note_outcome(struct report *r, const struct push_row *row, const sippe__status **refused) {
    const struct spool_entry *e = spool_find(spool_state(r->spool), row->note);
    *refused = NULL;
    if (row->note_late || !e) return "by_hand";
    if (!e->answered_ms) return "waiting";
    const sippe__reply *reply = e->refused ? spool_reply(r->spool, &r->arena, e) : NULL;
    if (reply) *refused = reply->status;
    return e->refused ? "refused" : "recorded";
}

static const char by_hand_fr[] = "l'appel est reçu, mais sa note de sécurité ne l'est pas%s%s Notez-la vous-même : "
                                 "sippe safety record FAMILLE --text \"...\"";
static const char by_hand_en[] = "the call is taken, but its safety note is not%s%s Record it yourself: "
                                 "sippe safety record FAMILY --text \"...\"";

/* Gives what a line of JSON says of it. */
static const char *note_report(struct report *r, const struct push_row *row) {
    const sippe__status *refused = NULL;
    if (id_is_zero(row->note)) return "";
    const char *outcome = note_outcome(r, row, &refused);
    bool waits = strcmp(outcome, "waiting") == 0, bad = !waits && strcmp(outcome, "recorded") != 0;
    r->counts.notes_waiting += waits;
    r->counts.notes_refused += bad;
    if (bad && !r->c->json)
        push_fault_say(r->faults, &(struct push_place){row->file->path, row->line, NULL}, "",
                       arena_printf(&r->arena, by_hand_fr, refused ? " : " : ".", refused ? refused->message_fr : ""),
                       arena_printf(&r->arena, by_hand_en, refused ? ": " : ".", refused ? refused->message_en : ""));
    return arena_printf(&r->arena, ",\"safety_note\":\"%s\"", outcome);
}

/* The reply may be gone (kept 7 days): then only that it was accepted is known. Nobody asks for those of a large file
 * that was sent before. */
static void accepted_row(struct report *r, const struct push_row *row, const struct spool_entry *e) {
    bool asked = r->c->json || r->all_shown || !row->known;
    const sippe__reply *reply = asked ? spool_reply(r->spool, &r->arena, e) : NULL;
    intake__submit_screening_reply *done =
        reply ? UNPACK(&r->arena, intake__submit_screening_reply, span_pb(reply->body), MESSAGE_OPEN) : NULL;
    bool known = row->known || (done && done->known); /* by this program, or by whichever sent the call before */
    if (known)
        r->counts.known++;
    else
        r->counts.accepted++;
    held_taken(r->spool, e, row->reference);
    const struct push_place at = {row->file->path, row->line, NULL};
    if (done) push_clsc_say(r->faults, &at, row->clsc, done->clsc_code);
    if (done) push_left_out_say(r->faults, &at, done->n_left_out);
    const char *note = note_report(r, row);
    if (r->c->json)
        json_line(r, row, known ? "known" : "accepted",
                  arena_printf(&r->arena, "%s%s", note, done ? json_part(r, "reply", &done->base) : ""));
    else if (done)
        accepted_show(r, row, done);
}

/* Where a row stands; of JSON it is read again, for the lines of its answers. */
static struct push_place place_of(struct report *r, const struct push_row *row) {
    struct text_errors none = {0};
    const struct tree *tree =
        row->item.text.len ? json_tree_at(&r->arena, row->item.text, row->item.place, &none) : NULL;
    return (struct push_place){row->file->path, row->line, tree};
}

/* What is known of the call is asked of intake, which a long list is not. False: nothing is known. *same: it was
 * corrected since, and has these answers. */
static bool known_shown(struct report *r, const struct push_row *row, const struct spool_entry *e, bool *same) {
    const intake__screening *answers = r->asked < KNOWN_ASKED_MAX ? held_answers(r->spool, &r->arena, e) : NULL;
    const intake__get_screening_reply *call = answers ? known_call(r->c, &r->arena, answers) : NULL;
    r->asked++;
    if (!call) return false;
    *same = known_say(r->c, &(struct known_row){row->file->path, row->line, answers}, call) == 0;
    return true;
}

static void known_group(struct report *r, const struct push_place *at) {
    push_fault_say(r->faults, at, at->tree ? "local_reference" : "reference_locale",
                   "cet appel est déjà au dossier avec d'autres réponses. Pour le corriger : sippe screening amend "
                   "ÉVALUATION FICHIER --reference NUMÉRO --reason MOTIF. Si c'est un autre appel, donnez-lui un autre "
                   "numéro.",
                   "this call is there already with other answers. To amend it: sippe screening amend SCREENING FILE "
                   "--reference NUMBER --reason WHY. If it is another call, give it another number.");
}

static void refused_row(struct report *r, const struct push_row *row, const struct spool_entry *e) {
    const sippe__reply *reply = spool_reply(r->spool, &r->arena, e);
    struct push_place at = reply ? place_of(r, row) : (struct push_place){row->file->path, row->line, NULL};
    struct held_from from = {row->file->path, row->line};
    bool is_known = reply && reply->status->reason == REASON_CALL_KNOWN, same = false;
    bool shown = is_known && known_shown(r, row, e, &same);
    if (same) {
        r->counts.known++;
        held_taken(r->spool, e, row->reference);
        if (r->c->json) json_line(r, row, "known", "");
        return;
    }
    r->counts.refused++;
    if (reply) held_refused(r->c, r->spool, &from, e, reply->status);
    if (r->c->json)
        json_line(r, row, "refused", reply ? json_part(r, "status", &reply->status->base) : "");
    else if (is_known && !shown)
        known_group(r, &at);
    else if (reply && !shown)
        push_fault_refused(r->faults, &at, reply->status);
    else if (!reply)
        push_fault_say(r->faults, &at, "", "refusée lors d'un envoi précédent.", "refused by an earlier push.");
}

/* One request, told once; its lines are told, because two calls may have been meant. */
static void repeated_row(struct report *r, const struct push_row *row) {
    struct cli *c = r->c;
    r->counts.repeated++;
    if (c->json) json_line(r, row, "repeated", arena_printf(&r->arena, ",\"first_line\":%u", row->first));
    if (r->counts.repeated > REPEATED_MAX) return;
    r->repeated =
        arena_printf(&c->arena, "%s%s%s", r->repeated, *r->repeated ? ", " : "",
                     phrase(c, "ligne %u (comme la ligne %u)", "line %u (as line %u)", row->line, row->first));
}

static void repeated_say(struct report *r) {
    size_t more = r->counts.repeated > REPEATED_MAX ? r->counts.repeated - REPEATED_MAX : 0;
    if (!r->counts.repeated) return;
    say(r->c, "Répétées, envoyées une seule fois : %s%s.", "Repeated, sent once: %s%s.", r->repeated,
        more ? phrase(r->c, " et %zu autres", " and %zu others", more) : "");
}

static void row_report(struct report *r, const struct push_row *row) {
    const struct spool_entry *e = spool_find(spool_state(r->spool), row->id);
    if (row->first)
        repeated_row(r, row);
    else if (!e || !e->answered_ms) {
        r->counts.waiting++;
        if (r->c->json) json_line(r, row, "waiting", "");
    } else if (e->refused)
        refused_row(r, row, e);
    else
        accepted_row(r, row, e);
}

struct push_counts push_report(struct cli *c, const struct push_rows *rows, struct spool *spool) {
    struct report r = {
        .c = c, .spool = spool, .faults = push_faults_new(c), .all_shown = rows->n <= SHOWN_MAX, .repeated = ""};
    r.counts.unreadable = rows->unreadable;
    r.counts.refused = rows->too_large;
    r.table = table_new(c, "Ligne|~Réf. locale|Famille|Évaluation|~Orientation proposée|~",
                        "Line|~Local ref.|Family|Screening|~Proposed route|~");
    arena_init(&r.arena);
    for (size_t i = 0; i < rows->n; i++) {
        row_report(&r, &rows->list[i]);
        arena_reset(&r.arena);
    }
    arena_close(&r.arena);
    push_faults_end(r.faults);
    repeated_say(&r);
    table_end(r.table);
    if (r.left_out)
        say(c, "(%zu autres familles peut-être connues : sippe screening list, ou --json)",
            "(%zu more families perhaps known: sippe screening list, or --json)", r.left_out);
    return r.counts;
}
