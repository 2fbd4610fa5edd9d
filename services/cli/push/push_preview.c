/* --dry-run: as intake would take it (as_submitted), so that what a push refuses a dry run refuses. */
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/session.h"
#include "cli/push/push.h"
#include "cli/push/push_report.h"
#include "cli/quarantine/known.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"

struct preview {
    struct cli *c;
    struct table *table;
    struct push_faults *faults;
    struct push_counts *counts;
    size_t asked; /* calls that were looked up */
};

static void row_unreadable(struct preview *p, const struct push_reading *row) {
    p->counts->unreadable++;
    if (p->c->json) push_row_json(p->c, row->arena, row, "unreadable", row->errors);
    push_fault_read(p->faults, &(struct push_place){row->file->path, row->line, row->tree}, row->errors);
}

/* As push_report has it: what would be corrected, and how. */
static bool known_shown(struct preview *p, const struct push_reading *row, const sippe__status *s) {
    if (s->reason != REASON_CALL_KNOWN || p->asked++ >= KNOWN_ASKED_MAX) return false;
    const intake__get_screening_reply *call = known_call(p->c, row->arena, row->screening);
    return call && known_say(p->c, &(struct known_row){row->file->path, row->line, row->screening}, call);
}

static void row_refused(struct preview *p, const struct push_reading *row, const sippe__status *s) {
    p->counts->refused++;
    if (known_shown(p, row, s)) return;
    push_fault_refused(p->faults, &(struct push_place){row->file->path, row->line, row->tree}, s);
}

static void row_shown(struct preview *p, const struct push_reading *row, const intake__proposal *proposal) {
    struct cli *c = p->c;
    p->counts->accepted++;
    table_cell(p->table, row->line ? arena_printf(&c->arena, "%u", row->line) : "");
    table_cell(p->table, arena_text(&c->arena, row->screening->local_reference));
    table_cell(p->table, WORD(c, intake__route, proposal->route));
    table_paint(p->table, COLOUR_YELLOW,
                proposal->consider_override ? pick(c, "drapeaux à considérer", "flags to consider") : "");
}

static int answer_take(struct preview *p, const struct push_reading *row, const sippe__reply *reply) {
    if (reply->status->code != CODE_OK) {
        if (p->c->json) print_json_line(p->c, &reply->status->base);
        row_refused(p, row, reply->status);
        return 0;
    }
    intake__preview_route_reply *done =
        UNPACK(row->arena, intake__preview_route_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!done) return fail_hollow(p->c, p->c);
    if (p->c->json) print_json_line(p->c, &done->base);
    if (done->proposal) {
        const char *sent = row->screening->call ? row->screening->call->clsc_code : "";
        push_clsc_say(p->faults, &(struct push_place){row->file->path, row->line, row->tree}, sent, done->clsc_code);
        push_left_out_say(p->faults, &(struct push_place){row->file->path, row->line, row->tree}, done->n_left_out);
        row_shown(p, row, done->proposal);
        return 0;
    }
    sippe__status *wrong = status_make(row->arena, REASON_FIELDS_INVALID);
    wrong->violations = done->violations;
    wrong->n_violations = done->n_violations;
    row_refused(p, row, wrong);
    return 0;
}

/* A key that may not ask ends the run: every row would be refused for the same reason. */
static int row_preview(void *owner, const struct push_reading *row) {
    struct preview *p = owner;
    if (!row->screening) {
        row_unreadable(p, row);
        return 0;
    }
    intake__preview_route_request *asked = NEW(row->arena, intake__preview_route_request);
    asked->screening = (intake__screening *)(uintptr_t)row->screening;
    asked->as_submitted = true;
    struct bus_request r = {.method = "intake.PreviewRoute", .message = &asked->base};
    sippe__reply *reply = session_ask(p->c, DAEMON_INTAKE, &r);
    if (!reply) return p->c->exit;
    if (reply->status->reason == REASON_NOT_ALLOWED) return fail_status(p->c, reply->status);
    return answer_take(p, row, reply);
}

int push_preview(struct cli *c, struct push_file *files, struct push_counts *counts) {
    struct preview p = {
        c, table_new(c, "Ligne|~Réf. locale|~Orientation proposée|~", "Line|~Local ref.|~Proposed route|~"),
        push_faults_new(c), counts, 0};
    int rc = 0;
    for (; rc == 0 && files->path; files++) rc = push_file_each(files, row_preview, &p);
    push_faults_end(p.faults);
    table_end(p.table);
    return rc;
}
