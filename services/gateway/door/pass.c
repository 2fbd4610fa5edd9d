/* What is a daemon's: passed on as the membership that acts, and its answer passed back. */
#include <inttypes.h>
#include <string.h>
#include "gateway/door/visit.h"
#include "sys/random.h"

/* How far the journal was when this was answered: said again with a query, it is answered no older. */
static void at_least_tell(struct visit *v, const sippe__reply *r) {
    if (r->journal.len != ID_LEN) return;
    visit_header(v, "Sippe-At-Least",
                 arena_printf(v->arena, "%s:%" PRIu64, id_text(v->arena, id_of(r->journal)), r->seq));
    if (r->epoch.len == ID_LEN) visit_header(v, "Sippe-Epoch", id_text(v->arena, id_of(r->epoch)));
}

static void passed(void *owner, int err, const sippe__reply *r) {
    struct visit *v = owner;
    if (err) return visit_fail(v, err);
    at_least_tell(v, r);
    if (r->status->code == CODE_OK) return visit_reply_packed(v, arena_span(v->arena, span_pb(r->body)));
    if (r->status->reason != REASON_KEY_REVOKED) return visit_refuse_status(v, r->status);
    /* hers was ended since intake was asked: it is asked again at the next request */
    login_forget(&v->door->logins, v->login->id);
    if (v->login->n == 1 && !v->program) session_end_all(v->door->options.sessions, v->login->id);
    visit_signed_out(v);
}

/* It is in the calls' frame now: however many wait, each is held once. */
static void request_done(struct visit *v) {
    arena_close(&v->in);
    v->packed = span_of(NULL, 0);
    exchange_body_done(v->x);
}

/* Two answers that nobody tells apart are worse than one that is not there: an id that the caller did not choose is
 * told to it, so that it can repeat. */
void visit_pass(struct visit *v) {
    if (!visit_acts(v)) return;
    struct door *d = v->door;
    sippe__at_least *least = NEW(v->arena, sippe__at_least);
    struct id journal;
    struct span page;
    bool has_least = fields_at_least(&v->asked->fields, &journal, &least->seq) == FIELD_GOOD;
    if (has_least) least->journal = id_field(v->arena, journal);
    if (id_is_zero(v->request_id)) v->request_id = random_id();
    struct bus_request r = {.method = v->rpc.method,
                            .body = v->packed,
                            .id = v->request_id,
                            .at_least = has_least ? least : NULL,
                            .on_behalf_of = v->as_text,
                            .again = v->again};
    if (fields_page(&v->asked->fields, &page) == FIELD_GOOD)
        r.purpose = arena_printf(v->arena, "%.*s", (int)page.len, (const char *)page.data);
    visit_header(v, "Sippe-Request-Id", id_text(v->arena, v->request_id));
    d->counts.passed++;
    int err = visit_send(v, v->daemon, &r, passed, v);
    request_done(v);
    if (err) visit_fail(v, err);
}
