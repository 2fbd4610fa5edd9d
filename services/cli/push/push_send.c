#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "cli/show/output.h"
#include "cli/call/profile.h"
#include "cli/push/push.h"
#include "cli/push/push_window.h"
#include "cli/call/session.h"
#include "sys/clock.h"

/* From the spool to intake, many under way (push_window.h). After GIVE_UP without any answer the run ends, and the rest
 * waits on the disk. PROBE: nothing waits, so nobody should either.
 *
 * What a power cut may take: nothing that was queued (flushed before the first is sent); of answers, those since the
 * last flush, at the end. They are sent again and answered from memory, which is why answers need no flush of their
 * own. */
enum { GIVE_UP_MS = 20000, POLL_MS = 200, PROBE_MS = 2000 };

struct sending {
    struct cli *c;
    struct spool *spool;
    struct push_window window;
    uint64_t disconnected; /* of the client's, when last looked at */
    size_t next;           /* the first entry that may still wait */
    bool notes;            /* those too: in a second round, as calls say of which screening they are */
    size_t answered, of, stuck;
    struct arena scratch;         /* of one request */
    int64_t heard_ms;             /* when an answer last came */
    int64_t not_before_ms;        /* asked to wait */
    int err;                      /* of the spool's disk */
    const sippe__status *stopped; /* a refusal of the key or its role: no use to go on */
};

/* No answer about the screening, but about us, or about now: written into the spool it would refuse for ever a row that
 * nobody has looked at. */
static bool is_no_answer(const sippe__status *s) {
    return exit_of(s) != CLI_REFUSED || s->reason == REASON_NOT_ALLOWED || s->reason == REASON_ON_BEHALF_FORBIDDEN ||
           s->reason == REASON_PERSON_MISSING || s->reason == REASON_TRAINING_OVER;
}

static bool is_later(const sippe__status *s) {
    return s->code == CODE_UNAVAILABLE || s->code == CODE_RESOURCE_EXHAUSTED;
}

/* Of those that are sent in this round. */
static bool may_go(const struct sending *s, const struct spool_entry *e) {
    return spool_is_ready(spool_state(s->spool), e) && !e->stuck && (s->notes || !spool_is_note(e));
}

static void count(struct sending *s) {
    const struct spool_state *state = spool_state(s->spool);
    s->of = s->answered;
    for (size_t i = 0; i < state->n; i++) s->of += may_go(s, &state->list[i]);
}

static void again_say(struct sending *s, size_t again) {
    count(s);
    s->next = 0;
    remark(s->c, "Le serveur a été restauré d'une sauvegarde; envois des 7 derniers jours qui sont répétés : %zu.",
           "The server was restored from a backup; submissions of the last 7 days that are repeated: %zu.", again);
}

static const char *number_in(struct arena *a, const sippe__reply *r) {
    intake__submit_screening_reply *done =
        r && r->status->code == CODE_OK ? UNPACK(a, intake__submit_screening_reply, span_pb(r->body), MESSAGE_OPEN)
                                        : NULL;
    return done ? done->family_number : "";
}

/* A restored server gives another number to a family whose first one it has lost; the first was told, and leads to
 * nobody now. */
static void number_compare(struct sending *s, struct id id) {
    const struct spool_entry *e = spool_find(spool_state(s->spool), id);
    struct spool_request r;
    if (!e || !e->before_at || spool_is_note(e) || !spool_request(s->spool, &s->c->arena, e, &r)) return;
    const char *was = number_in(&s->c->arena, spool_reply_before(s->spool, &s->c->arena, e));
    const char *is = number_in(&s->c->arena, spool_reply(s->spool, &s->c->arena, e));
    if (*was && *is && strcmp(was, is) != 0)
        remark(s->c, "%s : le numéro de la famille est maintenant %s; %s, qui lui a été dit, ne vaut plus.",
               "%s: the family's number is %s now; %s, which she was told, is no longer good.", r.label, is, was);
}

/* Queued under no name, and the key is one of many people: nothing came of it, so that it may be sent under the name
 * of this run. One that was queued under a name is finished under it, whoever sends it. */
static bool may_be_named(struct sending *s, struct id id, const sippe__status *status) {
    struct spool_entry *e = spool_find(spool_state(s->spool), id);
    if (status->reason != REASON_PERSON_MISSING || !s->c->by || !e || e->named) return false;
    e->named = true;
    return true;
}

/* Too busy: its place is free, and it is found again from the front, because it may stand before `next`. Anything else
 * is the answer of that row, kept before its place is given on. */
static void reply_take(void *owner, const sippe__reply *r) {
    struct sending *s = owner;
    struct push_flight *f = push_window_find(&s->window, span_pb(r->request_id));
    size_t again = 0;
    if (!f || !r->status) return;
    s->heard_ms = clock_mono_ms();
    if (may_be_named(s, f->id, r->status)) {
        push_flight_end(f);
        s->next = 0;
        return;
    }
    if (is_later(r->status)) {
        push_flight_end(f);
        s->next = 0;
        s->not_before_ms = clock_mono_ms() + (r->status->retry_after_ms ? r->status->retry_after_ms : 500);
        return;
    }
    if (r->status->code != CODE_OK && is_no_answer(r->status)) {
        s->stopped = (const sippe__status *)message_copy(&s->c->arena, &r->status->base);
        return;
    }
    int rc = spool_answer(s->spool, f->id, r, clock_now_ms(), &again);
    if (rc) s->err = rc;
    number_compare(s, f->id);
    push_flight_end(f);
    s->answered++;
    if (again) again_say(s, again);
}

/* From where the last search ended; set back to the front whenever one before may wait again. */
static struct spool_entry *entry_next(struct sending *s) {
    struct spool_state *state = spool_state(s->spool);
    for (; s->next < state->n; s->next++) {
        struct spool_entry *e = &state->list[s->next];
        if (may_go(s, e) && !push_window_find(&s->window, id_span(&e->id))) return e;
    }
    return NULL;
}

/* One that cannot be sent as it is (too large, or damaged since it was queued) keeps its place and lets the others
 * pass. */
static void stuck_say(struct sending *s, struct spool_entry *e, const char *label) {
    char id[33];
    id_hex(e->id, id);
    e->stuck = true;
    s->of--;
    s->stuck++;
    remark(s->c,
           "Une fiche en attente ne peut pas partir (trop grosse, ou abîmée sur le disque) : %s. Les autres partent. "
           "Pour l'ôter : sippe screening spool --drop %.8s",
           "A waiting form cannot be sent (too large, or damaged on the disk): %s. The others are sent. To remove it: "
           "sippe screening spool --drop %.8s",
           *label ? label : "?", id);
}

/* A note, once its call's answer says of which screening it is. */
static bool note_complete(struct sending *s, const struct spool_entry *e, struct spool_request *queued) {
    struct arena *a = &s->scratch;
    const struct spool_entry *call = spool_find(spool_state(s->spool), e->after);
    const sippe__reply *reply = call ? spool_reply(s->spool, a, call) : NULL;
    intake__submit_screening_reply *done =
        reply ? UNPACK(a, intake__submit_screening_reply, span_pb(reply->body), MESSAGE_OPEN) : NULL;
    intake__record_safety_note_request *r = UNPACK(a, intake__record_safety_note_request, queued->body, MESSAGE_OPEN);
    if (!done || !r) return false;
    r->screening_id = done->screening_id;
    queued->body = message_pack(a, &r->base);
    return true;
}

static bool request_read(struct sending *s, const struct spool_entry *e, struct spool_request *out) {
    return spool_request(s->spool, &s->scratch, e, out) && (!spool_is_note(e) || note_complete(s, e, out));
}

/* 0: sent. ERR_INVALID: it never can be, said. */
static int request_send(struct sending *s, struct spool_entry *e) {
    struct spool_request queued = {.label = ""};
    arena_reset(&s->scratch);
    int rc = ERR_INVALID;
    if (request_read(s, e, &queued)) {
        struct bus_request r = {.method = queued.method, .body = queued.body, .id = e->id, .again = e->again};
        r.on_behalf_of = e->named ? s->c->by : queued.by;
        rc = bus_client_send(session_client(s->c, DAEMON_INTAKE), &r);
    }
    if (rc == ERR_INVALID) stuck_say(s, e, queued.label);
    return rc;
}

/* 0 also where it can never be sent: its place is free for the next one. */
static int flight_send(struct sending *s, struct push_flight *f, struct spool_entry *e) {
    int rc = request_send(s, e);
    if (rc == 0) push_flight_begin(f, e->id, clock_mono_ms());
    if (rc == ERR_INVALID) push_flight_end(f);
    return rc == ERR_INVALID ? 0 : rc;
}

/* Those that nobody may have heard, then new ones. The first that cannot be sent now ends the round: mostly there is no
 * connection yet, for which the next poll waits. */
static void window_fill(struct sending *s) {
    int64_t now = clock_mono_ms();
    struct push_flight *f;
    struct spool_entry *e;
    if (now < s->not_before_ms) return;
    while ((f = push_window_overdue(&s->window, now)))
        if (flight_send(s, f, spool_find(spool_state(s->spool), f->id))) return;
    while ((f = push_window_free(&s->window)) && (e = entry_next(s)))
        if (flight_send(s, f, e)) return;
}

/* What was under way on a connection that is gone is sent again at once. */
static void connection_look(struct sending *s) {
    uint64_t disconnected = bus_client_counts(session_client(s->c, DAEMON_INTAKE))->disconnected;
    if (disconnected != s->disconnected) push_window_lost(&s->window);
    s->disconnected = disconnected;
}

/* One line that is written over, for eyes only: not into a file, not beside JSON. */
static void progress(struct sending *s, bool last) {
    if (s->c->json || !isatty(fileno(s->c->err))) return;
    fprintf(s->c->err, "\r%s %zu/%zu%s", pick(s->c, "Envoi", "Sending"), s->answered, s->of, last ? "\n" : "");
    fflush(s->c->err);
}

/* 0 when all is answered. */
static int sending_run(struct sending *s) {
    s->heard_ms = clock_mono_ms();
    while (s->answered < s->of) {
        window_fill(s);
        int n = bus_client_poll(session_client(s->c, DAEMON_INTAKE), POLL_MS);
        connection_look(s);
        progress(s, false);
        if (!s->err) s->err = spool_flush(s->spool); /* who is killed now asks again for no more than this round */
        if (n < 0)
            return stop(s->c, n == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE, "intake : %s.", "intake: %s.",
                        session_why(s->c, n));
        if (s->err) return push_fail_disk(s->c, s->err);
        if (s->stopped) return fail_status(s->c, s->stopped);
        if (clock_mono_ms() - s->heard_ms > GIVE_UP_MS)
            return stop(s->c, CLI_UNREACHABLE, "intake ne répond plus.", "intake does not answer any more.");
    }
    return 0;
}

static bool answered_lately(const struct spool_state *state) {
    for (size_t i = 0; i < state->n; i++)
        if (state->list[i].reply_at && state->list[i].answered_ms > clock_now_ms() - SPOOL_KEEP_MS) return true;
    return false;
}

/* With nothing to send no reply would tell that the server was restored: a desk that is done for the day would never
 * learn that its day was lost. */
static void restored_ask(struct sending *s) {
    struct bus_request r = {.method = "node.GetHealth", .message = &NEW(&s->c->arena, node__get_health_request)->base};
    sippe__reply *reply = session_ask(s->c, DAEMON_INTAKE, &r);
    size_t again = 0;
    if (reply && reply->status->code == CODE_OK && spool_hear(s->spool, reply, clock_now_ms(), &again) == 0 && again)
        again_say(s, again);
}

/* The calls, then the notes of those that were taken; and again, where a restored server has given calls back. */
static int rounds_run(struct sending *s) {
    for (s->notes = false;; s->notes = true) {
        s->next = 0;
        count(s);
        if (s->notes && s->of == s->answered) return 0;
        int rc = sending_run(s);
        if (rc) return rc;
    }
}

static int send_all(struct sending *s, struct spool_state *state) {
    struct cli *c = s->c;
    s->notes = true;
    count(s);
    bool waits = s->of > 0;
    if (!waits && !answered_lately(state)) return 0;
    if (!session_client(c, DAEMON_INTAKE)) return c->exit;
    int rc = waits ? session_connect(c, DAEMON_INTAKE) : bus_client_connect(session_client(c, DAEMON_INTAKE), PROBE_MS);
    if (rc) return waits ? rc : 0; /* nothing waits: whether the server was restored is learned another time */
    if (!waits) restored_ask(s);
    if (s->of == 0) return 0;
    session_hear(c, reply_take, s);
    rc = rounds_run(s);
    progress(s, true);
    session_hear(c, NULL, NULL);
    return rc;
}

struct push_sent push_send(struct cli *c, struct spool *spool) {
    struct sending s = {.c = c, .spool = spool};
    arena_init(&s.scratch);
    struct push_sent sent = {.rc = send_all(&s, spool_state(spool))};
    arena_close(&s.scratch);
    int synced = spool_sync(spool);
    if (!sent.rc && synced) sent.rc = push_fail_disk(c, synced);
    sent.forbidden = s.stopped && s.stopped->reason == REASON_NOT_ALLOWED;
    sent.stuck = s.stuck;
    return sent;
}
