#include <stdlib.h>
#include <sodium.h>
#include "methods.h"
#include "sim.h"

enum { SAID_MAX = 1 << 12, RECALLED_MAX = 256, REMEMBERED_MS = 23 * 3600 * 1000 };

const char *const planted_secret = "Ombrelune", *const planted_given = "Mirabelune";

struct said { /* the first reply to a command */
    struct id request;
    char key[32];
    uint8_t digest[16];
    int64_t at_ms;
    bool used, answered, refused;
};
struct leaves {
    struct said said[SAID_MAX];
    size_t n;
    struct id recalled[RECALLED_MAX]; /* notices */
    size_t n_recalled;
};

struct leaves *leaves_new(void) {
    struct leaves *l = calloc(1, sizeof *l);
    if (!l) abort();
    return l;
}
void leaves_free(struct leaves *l) { free(l); }

/* ---- the memory of replies ---- */

static struct said *said_slot(struct leaves *l, struct id request, const char *key) {
    size_t at;
    memcpy(&at, request.bytes, sizeof at);
    for (;; at++) {
        struct said *s = &l->said[at % SAID_MAX];
        if (!s->used || (id_equal(s->request, request) && strcmp(s->key, key) == 0)) return s;
    }
}

void leaves_remember(struct sim *s, const struct asked *q) {
    struct said *said = said_slot(s->leaves, q->id, q->key);
    if (said->used || s->leaves->n == SAID_MAX / 2) return;
    s->leaves->n++;
    *said = (struct said){.request = q->id, .used = true};
    memcpy(said->key, q->key, sizeof said->key);
}

void leaves_forget(struct sim *s) { memset(s->leaves, 0, sizeof *s->leaves); }

/* What is refused for the moment's sake, or because of who asks, is asked anew each time; what was answered is gone with
 * whom it was about. */
static bool is_remembered(int reason) {
    static const int passing[] = {REASON_STORE_FULL,        REASON_WINDOW_FULL,    REASON_PEERS_ASKED,
                                  REASON_INTERNAL,          REASON_KEY_REVOKED,    REASON_NOT_ALLOWED,
                                  REASON_REQUEST_ID_REUSED, REASON_PERSON_MISSING, REASON_CARE_TEAM_ONLY,
                                  REASON_SUBJECT_ERASED};
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++)
        if (reason == passing[i]) return false;
    return true;
}

static void reply_look(struct sim *s, const char *key, const sippe__reply *r) {
    struct said *said = r->request_id.len == ID_LEN ? said_slot(s->leaves, id_of(r->request_id), key) : NULL;
    int reason = reply_reason(r);
    int64_t now = world_now_ms(s->world);
    uint8_t digest[16];
    if (!said || !said->used || !is_remembered(reason)) return;
    crypto_generichash(digest, sizeof digest, r->body.data, r->body.len, (const uint8_t *)&reason, sizeof reason);
    bool aged = said->refused && now - said->at_ms > REMEMBERED_MS;
    if (said->answered && !aged && memcmp(said->digest, digest, sizeof digest) != 0)
        sim_fault(s, (struct id){{0}}, "a command of %s was answered twice, and not alike (%d)", key, reason);
    said->answered = true;
    said->refused = reason != 0;
    if (!said->at_ms || aged) said->at_ms = now;
    memcpy(said->digest, digest, sizeof digest);
}

/* ---- to whom, and what ---- */

static bool holds(ProtobufCBinaryData bytes, const char *text) {
    return bytes.len && memmem(bytes.data, bytes.len, text, strlen(text));
}

/* What was recalled is given to nobody from then on, to whoever reads the stream anew neither. */
static void recall_look(struct sim *s, const char *to, const sippe__feed_record *r) {
    struct arena a;
    arena_init(&a);
    struct leaves *l = s->leaves;
    bool issued = strcmp(r->type, "sippe.notifications.NoticeIssued") == 0;
    const notifications__notice_recalled *e = UNPACK_OWN(&a, notifications__notice_recalled, span_pb(r->open));
    if (e && !issued && l->n_recalled < RECALLED_MAX) l->recalled[l->n_recalled++] = id_of(e->notice_id);
    for (size_t i = 0; e && issued && i < l->n_recalled; i++)
        if (id_is(e->notice_id, l->recalled[i])) sim_fault(s, l->recalled[i], "%s was given what was recalled", to);
    arena_close(&a);
}

static void record_look(struct sim *s, const char *from, const char *to, const sippe__feed_record *r) {
    int daemon = daemon_find(to), producer = daemon_find(from);
    const struct event *row = event_named(producer, r->type);
    if (holds(r->open, planted_secret) || holds(r->open, planted_given))
        sim_fault(s, id_of(r->id), "the open part of a %s from %s holds a name", r->type, from);
    if (daemon >= 0 && !(row && (row->audience & (1u << daemon))))
        sim_fault(s, id_of(r->id), "a %s went from %s to %s", r->type, from, to);
    if (daemon >= 0) return;
    if (!row || !row->partner || r->n_subjects || r->hop)
        sim_fault(s, id_of(r->id), "a partner was given a %s, or its subjects", r->type);
    if (holds(r->sealed, planted_secret)) sim_fault(s, id_of(r->id), "%s was told what nobody agreed to", to);
    recall_look(s, to, r);
}

static void feed_look(struct sim *s, const char *from, const char *to, const sippe__feed *feed) {
    const struct sim_key *key = key_named(s, to);
    bool refused = feed->status && feed->status->code != CODE_OK;
    if (key && !refused &&
        (strncmp(feed->stream, "partner:", 8) != 0 || strcmp(feed->stream + 8, key->organization) != 0 ||
         key->role != ROLE_PARTNER))
        sim_fault(s, (struct id){{0}}, "%s was given the stream %s", to, feed->stream);
    if (key && key->revoked && !refused && key->settled)
        sim_fault(s, (struct id){{0}}, "%s was revoked, and is given a stream", to);
    if (key && feed->next && feed->next->seq) sim_fault(s, (struct id){{0}}, "%s was told how much others do", to);
    for (size_t i = 0; i < feed->n_records; i++)
        if (!feed->records[i]->withheld) record_look(s, from, to, feed->records[i]);
}

/* Operators run the machine; what families tell is not theirs. Partners see what the consent covers. */
static void body_look(struct sim *s, const char *to, const sippe__reply *r) {
    const struct sim_key *key = key_named(s, to);
    if (!key) return;
    bool strange = key->role == ROLE_PARTNER || key->role == ROLE_OPERATOR;
    if (strange && holds(r->body, planted_secret))
        sim_fault(s, (struct id){{0}}, "%s was told what nobody agreed to", to);
    if (key->role == ROLE_OPERATOR && holds(r->body, planted_given))
        sim_fault(s, (struct id){{0}}, "%s was shown a name", to);
}

static void watch(void *owner, const char *from, const char *to, int connection, const sippe__envelope *envelope) {
    struct sim *s = owner;
    (void)connection;
    if (envelope->content_case == SIPPE__ENVELOPE__CONTENT_FEED) feed_look(s, from, to, envelope->feed);
    if (envelope->content_case != SIPPE__ENVELOPE__CONTENT_REPLY) return;
    reply_look(s, to, envelope->reply);
    body_look(s, to, envelope->reply);
}

void leaves_watch(struct sim *s) { world_watch(s->world, watch, s); }
