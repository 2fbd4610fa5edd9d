/* One effect for each cause: what was acknowledged left its record once, and what a daemon heard, its own. */
#include <stdlib.h>
#include "sim.h"

#define FAIL(s, ...) sim_fault((s), (struct id){{0}}, __VA_ARGS__)

/* ---- one effect per cause ---- */

struct effect {
    struct id cause, record;
    const char *type; /* of the descriptor: lives as long as the program, or as the arena */
    uint64_t seq;
};
struct effects {
    struct effect *list;
    size_t n;
};

static int by_cause(const void *a, const void *b) {
    return memcmp(&((const struct effect *)a)->cause, &((const struct effect *)b)->cause, sizeof(struct id));
}

static struct effects effects_of(struct sim *s, struct arena *a, const char *daemon) {
    struct view *v = world_view(s->world, daemon, a);
    uint64_t last = world_engine(s->world, daemon)->seq;
    struct effects out = {.list = arena_alloc(a, (last + 1) * sizeof *out.list)};
    for (uint64_t seq = 1; seq <= last; seq++) {
        sippe__record *r = journal_read(v, seq);
        if (!r) continue;
        out.list[out.n++] = (struct effect){id_of(r->cause), id_of(r->id), r->type, seq};
    }
    qsort(out.list, out.n, sizeof *out.list, by_cause);
    return out;
}

static size_t count(const struct effects *e, struct id cause, const char *type) {
    struct effect probe = {.cause = cause};
    struct effect *hit = bsearch(&probe, e->list, e->n, sizeof probe, by_cause);
    size_t n = 0;
    if (!hit) return 0;
    while (hit > e->list && id_equal(hit[-1].cause, cause)) hit--;
    for (; hit < e->list + e->n && id_equal(hit->cause, cause); hit++) n += strcmp(hit->type, type) == 0;
    return n;
}

static bool each_acknowledged_once(struct sim *s, const struct effects e[DAEMONS], bool spooled_only) {
    for (size_t i = 0; i < s->n_history; i++) {
        const struct acknowledged *h = &s->history[i];
        if (spooled_only && !h->body) continue;
        struct id member = key_named(s, h->key)->member; /* by whichever door it came */
        struct id cause = id_derive("sippe command", id_span(&member), id_span(&h->request), (struct span){NULL, 0});
        size_t n = count(&e[daemon_find(h->daemon)], cause, h->event);
        if (h->reason < 0) {
            if (n > 1) return FAIL(s, "%s of %s, not answered, has %zu effects", h->event, h->key, n);
            continue;
        }
        if (h->reason == REASON_SUBJECT_ERASED && n == 1) continue; /* sent again; she was erased since */
        if (h->reason == REASON_CARE_TEAM_ONLY && n == 1) continue; /* likewise; the file is for others since */
        if (h->known && n == 1) continue; /* sent again by its spool, once the store that knew it was put back */
        size_t expected = h->reason == 0 && !h->known;
        if (n != expected)
            return FAIL(s, "%s of %s was answered %d and has %zu effects", h->event, h->key, h->reason, n);
    }
    return true;
}

static bool recalled(struct sim *s, struct id record) {
    struct arena a;
    arena_init(&a);
    struct key key = KEY(KEY_ID(record));
    struct span value;
    bool yes = txn_get(world_view(s->world, "intake", &a)->txn, TABLE_RECALLED, &key, &value);
    arena_close(&a);
    return yes;
}

/* Held back for a person: after a restore, what speaks of things that no spool brought back. */
static bool held_back(struct sim *s, const char *daemon, struct id record) {
    struct arena a;
    arena_init(&a);
    node__list_parked_reply *list = NEW(&a, node__list_parked_reply);
    held_list(world_view(s->world, daemon, &a), list);
    bool found = false;
    for (size_t i = 0; i < list->n_parked; i++) found |= span_equal(span_pb(list->parked[i]->id), id_span(&record));
    arena_close(&a);
    return found;
}

/* What a withdrawal or cancellation caught before it left is noted nowhere; all else once. */
static bool may_be_unheard(struct sim *s, const struct effect *said) {
    return strstr(said->type, "ReferralCancelled") || (strstr(said->type, "ReferralSent") && recalled(s, said->record));
}

/* A person gave it up. */
static bool was_dropped_record(struct sim *s, const struct effect *said) {
    struct arena a;
    arena_init(&a);
    const intake__referral_sent *e =
        strstr(said->type, "ReferralSent")
            ? READ_EVENT(world_view(s->world, "intake", &a), intake__referral_sent, said->seq, NULL)
            : NULL;
    bool dropped = e && referral_was_dropped(s, e->referral_id);
    arena_close(&a);
    return dropped;
}

static bool share_subject(const sippe__record *a, const sippe__record *b) {
    for (size_t i = 0; i < a->n_subjects; i++)
        for (size_t k = 0; k < b->n_subjects; k++)
            if (span_equal(span_pb(a->subjects[i]), span_pb(b->subjects[k]))) return true;
    return false;
}

/* Was one of these written there about the same thing? Then what was said came too late to change anything. */
static bool met(struct sim *s, int from, const struct effect *said, int to, const char *const over[2]) {
    struct arena a;
    arena_init(&a);
    struct view there = *world_view(s->world, daemon_names[to], &a);
    const sippe__record *about = journal_read(world_view(s->world, daemon_names[from], &a), said->seq);
    bool found = false;
    for (uint64_t seq = 1; over[0] && about && !found && seq <= there.e->seq; seq++) {
        const sippe__record *r = journal_read(&there, seq);
        for (int i = 0; r && i < 2 && over[i]; i++) found |= strcmp(r->type, over[i]) == 0 && share_subject(r, about);
    }
    arena_close(&a);
    return found;
}

/* Then it was passed, or is not known any more. */
static bool speaks_of_an_erased(struct sim *s, int from, const struct effect *said) {
    struct arena a;
    arena_init(&a);
    struct view *v = world_view(s->world, daemon_names[from], &a);
    const sippe__record *r = journal_read(v, said->seq);
    bool erased = r && vault_is_erased(v->e->vault, id_of(r->sealed_for));
    for (size_t i = 0; r && !erased && i < r->n_subjects; i++)
        erased = vault_is_erased(v->e->vault, id_of(r->subjects[i]));
    arena_close(&a);
    return erased;
}

/* A month of its own access journal is nobody else's. */
static bool is_an_erasure(struct sim *s, int from, const struct effect *said) {
    struct arena a;
    arena_init(&a);
    const node__subject_erased *e =
        READ_EVENT(world_view(s->world, daemon_names[from], &a), node__subject_erased, said->seq, NULL);
    bool is = e && !e->month;
    arena_close(&a);
    return is;
}

static const struct pair {
    int from;
    const char *said;
    int to;
    const char *noted;
    const char *over[2]; /* what its thing had met there, when nothing was noted */
} pairs[] = {
    {DAEMON_INTAKE,
     "sippe.intake.FollowUpTold",
     DAEMON_SCHEDULING,
     "sippe.scheduling.FollowUpOpened",
     {"sippe.scheduling.FollowUpOpened"}},
    {DAEMON_INTAKE,
     "sippe.intake.ReferralSent",
     DAEMON_NOTIFICATIONS,
     "sippe.notifications.NoticeOpened",
     {"sippe.notifications.CancellationNoted"}},
    {DAEMON_INTAKE,
     "sippe.intake.ReferralCancelled",
     DAEMON_NOTIFICATIONS,
     "sippe.notifications.NoticeWithdrawn",
     {NULL}},
    {DAEMON_NOTIFICATIONS,
     "sippe.notifications.NoticeAnswered",
     DAEMON_INTAKE,
     "sippe.intake.ReferralAnswerNoted",
     {NULL}},
    {DAEMON_NOTIFICATIONS,
     "sippe.notifications.AnswerNoted",
     DAEMON_INTAKE,
     "sippe.intake.ReferralAnswerNoted",
     {NULL}},
    {DAEMON_SCHEDULING, "sippe.scheduling.FollowUpSeen", DAEMON_INTAKE, "sippe.intake.FollowUpNoted", {NULL}},
    {DAEMON_INTAKE, "sippe.intake.FamilyMerged", DAEMON_SCHEDULING, "sippe.scheduling.FamilyMergedNoted", {NULL}},
    {DAEMON_INTAKE, "sippe.intake.FamilyParted", DAEMON_SCHEDULING, "sippe.scheduling.FamilyPartedNoted", {NULL}},
    {DAEMON_SCHEDULING,
     "sippe.scheduling.VisitUnplaced",
     DAEMON_INTAKE,
     "sippe.intake.VisitUnplacedNoted",
     {"sippe.intake.EnrolmentEnded"}},
    {DAEMON_NOTIFICATIONS,
     "sippe.notifications.NoticeOverdue",
     DAEMON_INTAKE,
     "sippe.intake.ReferralOverdueNoted",
     {"sippe.intake.ReferralAnswerNoted", "sippe.intake.ReferralCancelled"}},
    {DAEMON_NOTIFICATIONS, "sippe.notifications.NoticeShared", DAEMON_INTAKE, "sippe.intake.Disclosed", {NULL}},
    {DAEMON_NOTIFICATIONS,
     "sippe.notifications.RecallUnheard",
     DAEMON_INTAKE,
     "sippe.intake.RecallUnheardNoted",
     {NULL}},
    {DAEMON_INTAKE, "sippe.node.MembershipChanged", DAEMON_NOTIFICATIONS, "sippe.node.MembershipChanged", {NULL}},
    {DAEMON_INTAKE, "sippe.node.MembershipChanged", DAEMON_SCHEDULING, "sippe.node.MembershipChanged", {NULL}},
    {DAEMON_INTAKE, "sippe.node.MembershipChanged", DAEMON_DIRECTORY, "sippe.node.MembershipChanged", {NULL}},
    {DAEMON_DIRECTORY,
     "sippe.directory.OrganizationPublished",
     DAEMON_NOTIFICATIONS,
     "sippe.notifications.OrganizationNoted",
     {NULL}},
    {DAEMON_INTAKE, "sippe.node.SubjectErased", DAEMON_SCHEDULING, "sippe.node.SubjectErased", {NULL}},
    {DAEMON_INTAKE, "sippe.node.SubjectErased", DAEMON_NOTIFICATIONS, "sippe.node.SubjectErased", {NULL}},
    {DAEMON_INTAKE, "sippe.node.SubjectErased", DAEMON_DIRECTORY, "sippe.node.SubjectErased", {NULL}},
    {DAEMON_INTAKE, "sippe.node.TerritoryAdopted", DAEMON_SCHEDULING, "sippe.node.TerritoryNoted", {NULL}},
};

static bool heard_once(struct sim *s, const struct effects e[DAEMONS], const struct pair *p,
                       const struct effect *said) {
    size_t n = count(&e[p->to], said->record, p->noted);
    if (n == 1) return true;
    bool itself = is_an_erasure(s, p->from, said);
    bool unheard = n == 0 && (may_be_unheard(s, said) || (!itself && speaks_of_an_erased(s, p->from, said)) ||
                              was_dropped_record(s, said) || met(s, p->from, said, p->to, p->over) ||
                              held_back(s, daemon_names[p->to], said->record));
    return unheard ||
           FAIL(s, "%s %llu was noted %zu times as %s", said->type, (unsigned long long)said->seq, n, p->noted);
}

/* Each foreign record that a daemon reacts to left its own record there once. */
static bool each_heard_once(struct sim *s, const struct effects e[DAEMONS]) {
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++)
        for (size_t i = 0; i < e[pairs[p].from].n; i++) {
            const struct effect *said = &e[pairs[p].from].list[i];
            if (strcmp(said->type, pairs[p].said) == 0 && !heard_once(s, e, &pairs[p], said)) return false;
        }
    return true;
}

/* Whatever was lost or read again: nothing was done twice. */
bool checks_none_twice(struct sim *s) {
    struct arena a;
    arena_init(&a);
    struct effects e[DAEMONS];
    for (int i = 0; i < DAEMONS; i++) e[i] = effects_of(s, &a, daemon_names[i]);
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++)
        for (size_t i = 0; i < e[pairs[p].from].n; i++) {
            const struct effect *said = &e[pairs[p].from].list[i];
            if (strcmp(said->type, pairs[p].said) == 0 && count(&e[pairs[p].to], said->record, pairs[p].noted) > 1)
                FAIL(s, "%s %llu was noted twice", said->type, (unsigned long long)said->seq);
        }
    arena_close(&a);
    return !s->fault[0];
}

bool checks_effects(struct sim *s, bool spooled_only) {
    struct arena a;
    arena_init(&a);
    struct effects e[DAEMONS];
    for (int i = 0; i < DAEMONS; i++) e[i] = effects_of(s, &a, daemon_names[i]);
    bool sound = each_acknowledged_once(s, e, spooled_only) && each_heard_once(s, e);
    arena_close(&a);
    return sound;
}
