#include "check.h"

#include <stdio.h>

/* What a record of one daemon must lead to at another: exactly one record, or one for each of its parts. */
static const struct effect {
    const char *from, *type, *to, *effect;
    bool each_part;
} effects[] = {
    {"intake", "sippe.node.TerritoryAdopted", NULL, "sippe.node.TerritoryNoted", false},
    {"intake", "sippe.node.TerritoryWithdrawn", NULL, "sippe.node.TerritoryWithdrawalNoted", false},
    {"intake", "sippe.node.MembershipChanged", NULL, "sippe.node.MembershipChanged", false},
    {"intake", "sippe.intake.FollowUpTold", "scheduling", "sippe.scheduling.FollowUpOpened", false},
    {"intake", "sippe.intake.ReferralSent", "notifications", "sippe.notifications.NoticeOpened", false},
    {"intake", "sippe.intake.ReferralSent", "notifications", "sippe.notifications.NoticeIssued", false},
    {"scheduling", "sippe.scheduling.FollowUpSeen", "intake", "sippe.intake.FollowUpNoted", false},
    {"notifications", "sippe.notifications.NoticeAnswered", "intake", "sippe.intake.ReferralAnswerNoted", false},
    {"directory", "sippe.directory.OrganizationPublished", "intake", "sippe.intake.ServiceNoted", true},
    {"directory", "sippe.directory.OrganizationPublished", "notifications", "sippe.notifications.OrganizationNoted",
     false},
};

static bool is_parked(const struct book *follower, struct id record) {
    return book_caused(follower, record, "sippe.node.ReactionParked", NULL) > 0;
}

static void check_effects(const struct book *p, const struct book *f, const struct entry *e, struct id id,
                          struct report *r) {
    char hex[33];
    id_hex(id, hex);
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        const struct effect *x = &effects[i];
        if (strcmp(x->from, p->name) != 0 || strcmp(x->type, e->r->type) != 0) continue;
        if (x->to && strcmp(x->to, f->name) != 0) continue;
        size_t n = book_caused(f, id, x->effect, NULL);
        r->effects += n;
        if (n == 0)
            fault_found(r, "effect.missing", "%s took %s %s and has no %s", f->name, e->r->type, hex, x->effect);
        if (n > 1 && !x->each_part)
            fault_found(r, "effect.twice", "%s took %s %s and has %zu of %s", f->name, e->r->type, hex, n, x->effect);
    }
}

static void check_taken(const struct book *p, const struct book *f, const struct entry *e, struct report *r) {
    struct id id = id_of(e->r->id);
    char hex[33];
    id_hex(id, hex);
    r->followed++;
    if (book_recalled(p, id)) return;
    if (!book_heard(f, p->name, id))
        fault_found(r, "follow.unheard", "%s passed %s %s of %s and did not hear it", f->name, e->r->type, hex,
                    p->name);
    if (is_parked(f, id))
        r->parked++;
    else
        check_effects(p, f, e, id, r);
}

static void check_not_taken(const struct book *p, const struct book *f, const struct entry *e, struct report *r) {
    struct id id = id_of(e->r->id);
    char hex[33];
    id_hex(id, hex);
    if (book_caused(f, id, NULL, NULL) == 0 && !book_heard(f, p->name, id)) return;
    fault_found(r, "follow.ahead", "%s has an effect of %s %s of %s, which stands past its cursor", f->name, e->r->type,
                hex, p->name);
}

struct pair {
    const struct book *producer, *follower;
    char stream[128];
    uint64_t head;
};

static void check_position(const struct pair *x, const sippe__position *at, bool settled, struct report *r) {
    const char *name = x->follower->name;
    unsigned long long n = at ? at->n : 0, head = x->head;
    if (n > head) fault_found(r, "follow.fork", "%s has heard %llu of %s, which has %llu", name, n, x->stream, head);
    if (settled && n != head)
        fault_found(r, "follow.behind", "%s stands at %llu of %s, which has %llu", name, n, x->stream, head);
    if (!n || n > head) return;
    const struct entry *e = book_entry(x->producer, at->seq);
    if (!e || !span_equal(span_pb(e->r->chain), span_pb(at->chain)))
        fault_found(r, "follow.fork", "%s heard another record %llu of %s than the one that stands there", name, n,
                    x->stream);
}

static void check_pair(const struct book *p, const struct book *f, bool settled, struct report *r) {
    const struct cursor_row *c = book_cursor(f, p->name);
    uint64_t n = c && c->cursor->position ? c->cursor->position->n : 0;
    struct pair x = {.producer = p, .follower = f};
    snprintf(x.stream, sizeof x.stream, "daemons:%s", f->name);
    for (size_t i = 0; i < p->n_streams; i++) {
        const struct stream_row *s = &p->streams[i];
        const struct entry *e = strcmp(s->name, x.stream) == 0 ? book_entry(p, s->seq) : NULL;
        if (!e) continue;
        if (s->n > x.head) x.head = s->n;
        if (s->n <= n)
            check_taken(p, f, e, r);
        else
            check_not_taken(p, f, e, r);
    }
    check_position(&x, c ? c->cursor->position : NULL, settled, r);
    if (c && c->cursor->stopped[0])
        fault_found(r, "follow.stopped", "%s stopped following %s: %s", f->name, p->name, c->cursor->stopped);
}

void check_following(const struct book books[BOOKS], bool settled, struct report *r) {
    for (size_t i = 0; i < BOOKS; i++)
        for (size_t k = 0; k < BOOKS; k++)
            if (i != k) check_pair(&books[i], &books[k], settled, r);
}
