/* Rows into the spool. */
#include <string.h>
#include "base/message.h"
#include "bus/context.h"
#include "cli/push/push.h"
#include "cli/push/push_report.h"
#include "cli/quarantine/held.h"
#include "cli/show/output.h"
#include "proto/intake.h"
#include "sys/clock.h"

enum { ATTEMPTS_MAX = 1000 };                   /* of one refused row: no person comes so far */
enum { BODY_MAX = BUS_PUBLIC_MAX - (8 << 10) }; /* what intake takes, less what is around it */

struct queueing {
    struct cli *c;
    struct spool *spool;
    const struct spool_key *key;
    struct push_rows *rows;
    struct push_faults *faults;
    bool again; /* refused ones are presented again */
};

/* The id of a row's request: the first that was not refused before, when refused ones are to be presented again. A
 * refusal is remembered by the daemon like a grant: under the old id the same one would come back, whatever has changed
 * since. */
static struct id row_id(struct queueing *q, struct span body, const char *identity) {
    struct id id = spool_request_id(q->key, body, identity, 0);
    if (!q->again) return id;
    for (uint64_t attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
        const struct spool_entry *e = spool_find(spool_state(q->spool), id);
        if (!e || !e->answered_ms || !e->refused) return id;
        id = spool_request_id(q->key, body, identity, attempt);
    }
    return id;
}

static int unreadable(struct queueing *q, const struct push_reading *row) {
    struct push_place at = {row->file->path, row->line, row->tree};
    q->rows->unreadable++;
    if (q->c->json) push_row_json(q->c, row->arena, row, "unreadable", row->errors);
    push_fault_read(q->faults, &at, row->errors);
    if (row->cut)
        push_fault_say(q->faults, &(struct push_place){row->file->path, 0, NULL}, "",
                       "la suite du fichier n'a pas été lue. Corrigez, et renvoyez-le : rien ne partira deux fois.",
                       "the rest of the file was not read. Mend it and send it again: nothing will leave twice.");
    return held_unreadable(q->c, q->spool, row);
}

/* In the spool it would wait for ever, and keep those behind it waiting. */
static int too_large(struct queueing *q, const struct push_reading *row) {
    struct push_place at = {row->file->path, row->line, row->tree};
    struct text_errors errors = {0};
    const char *fr = "cette fiche est trop grosse pour être envoyée (248 Kio au plus). Raccourcissez la plus longue "
                     "réponse, et renvoyez le fichier.";
    const char *en = "this form is too large to be sent (at most 248 KiB). Shorten its longest answer, and send the "
                     "file again.";
    q->rows->too_large++;
    text_errors_add(row->arena, &errors, (struct text_place){row->line, 0}, "", fr, en);
    if (q->c->json) push_row_json(q->c, row->arena, row, "too_large", &errors);
    push_fault_read(q->faults, &at, &errors);
    return 0;
}

static struct push_row *row_keep(struct queueing *q, const struct push_reading *row, struct id id) {
    struct push_rows *rows = q->rows;
    const char *clsc = row->screening->call ? row->screening->call->clsc_code : "";
    const char *above = rows->n ? rows->list[rows->n - 1].clsc : "";
    struct push_row *kept = message_grow(&q->c->arena, (void **)&rows->list, &rows->n, sizeof *kept);
    *kept = (struct push_row){.id = id,
                              .file = row->file,
                              .item = row->item,
                              .line = row->line,
                              .clsc = strcmp(clsc, above) == 0 ? above : arena_text(&q->c->arena, clsc),
                              .reference = arena_text(&q->c->arena, row->screening->local_reference)};
    return kept;
}

/* What is told apart goes before its call: of two lines a power cut may leave the first alone, and a note without its
 * call waits for the file to be pushed again, which a call without its note would not. */
static int note_queue(struct queueing *q, const struct push_reading *row, struct push_row *kept) {
    char call[33];
    intake__record_safety_note_request *r = NEW(row->arena, intake__record_safety_note_request);
    const struct spool_entry *e = spool_find(spool_state(q->spool), kept->id);
    if (!*row->note) return 0;
    r->words = NEW(row->arena, intake__note_words);
    r->words->text = row->note;
    if (row->screening->call) r->words->told_at = row->screening->call->started_at;
    struct span body = message_pack(row->arena, &r->base);
    id_hex(kept->id, call);
    kept->note = spool_request_id(q->key, body, call, 0);
    kept->note_late =
        e && e->answered_ms && !e->refused && !e->reply_at && !spool_find(spool_state(q->spool), kept->note);
    if (kept->note_late) return 0;
    return spool_add(q->spool, &(struct spool_request){.id = kept->note,
                                                       .method = "intake.RecordSafetyNote",
                                                       .body = body,
                                                       .label = kept->reference,
                                                       .by = q->c->by,
                                                       .after = kept->id,
                                                       .queued_ms = clock_now_ms()});
}

/* Marked in the spool with its place among the rows: that is how the same row further down is known. */
static int row_queue(void *owner, const struct push_reading *row) {
    struct queueing *q = owner;
    if (!row->screening) return unreadable(q, row);
    intake__submit_screening_request *r = NEW(row->arena, intake__submit_screening_request);
    r->screening = (intake__screening *)(uintptr_t)row->screening;
    struct span body = message_pack(row->arena, &r->base);
    if (body.len > BODY_MAX) return too_large(q, row);
    struct push_row *kept = row_keep(q, row, row_id(q, body, row->screening->local_reference));
    int rc = note_queue(q, row, kept);
    if (rc < 0) return push_fail_disk(q->c, rc);
    struct spool_entry *note = id_is_zero(kept->note) ? NULL : spool_find(spool_state(q->spool), kept->note);
    if (rc == 0 && note) note->fresh = true;
    rc = spool_add(q->spool, &(struct spool_request){.id = kept->id,
                                                     .method = "intake.SubmitScreening",
                                                     .body = body,
                                                     .label = kept->reference,
                                                     .by = q->c->by,
                                                     .queued_ms = clock_now_ms()});
    if (rc < 0) return push_fail_disk(q->c, rc);
    struct spool_entry *e = spool_find(spool_state(q->spool), kept->id);
    if (e->mark)
        kept->first = q->rows->list[e->mark - 1].line;
    else
        e->mark = (uint32_t)q->rows->n;
    if (rc == 0) e->fresh = true;
    kept->known = e->answered_ms != 0;
    return 0;
}

int push_rows_queue(struct cli *c, struct spool *s, struct push_file *files, struct push_rows *rows) {
    struct queueing q = {c, s, spool_key(s), rows, push_faults_new(c), arg_flag(c, "retry-refused")};
    int rc = 0;
    for (; rc == 0 && files->path; files++) rc = push_file_each(files, row_queue, &q);
    push_faults_end(q.faults);
    if (rc) return rc;
    rc = spool_sync(s);
    return rc ? push_fail_disk(c, rc) : 0;
}

int push_row_queue(struct cli *c, struct spool *s, const struct push_reading *row, struct push_rows *rows,
                   struct id *request) {
    struct queueing q = {c, s, spool_key(s), rows, push_faults_new(c), true};
    size_t before = rows->n;
    int rc = row_queue(&q, row);
    push_faults_end(q.faults);
    *request = rows->n > before ? rows->list[rows->n - 1].id : (struct id){{0}};
    return rc;
}
