/* A person tells somebody: an interpreter before a visit, another institution, a partner on the telephone. What she may
 * tell is decided here, and is in the register before she does. */
#include "intake/disclosure/disclosure.h"
#include "intake/domain/consent/consent.h"
#include "intake/referral/agreed.h"

struct disclosing {
    const intake__disclose_request *in;
    struct id organization;
    struct agreed agreed;
};

static int check_request(struct decide *d, struct disclosing *m) {
    const intake_rows__family *family = intake_family_row(VIEW(d), m->in->family_id);
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    if (!m->in->purpose) violation(d, "purpose", REASON_FIELD_REQUIRED);
    check_id(d, "organization_id", m->in->organization_id, &m->organization);
    for (size_t i = 0; i < m->in->n_items; i++)
        if (intake_consent_covers(m->in->items, i, m->in->items[i]))
            violation(d, arena_printf(arena_of(d), "items[%zu]", i), REASON_DUPLICATE);
    return violations(d);
}

/* An interpreter is told nothing that an interpreter need not know, even where a consent were to cover it. */
static bool is_covered(const struct disclosing *m, intake__shared_item item) {
    const intake__consent_recorded__personal *c = m->agreed.consent->personal;
    return intake_item_is_sharable(m->in->purpose, item) && intake_consent_covers(c->covers, c->n_covers, item);
}

static int check_items(struct decide *d, const struct disclosing *m) {
    int reason = 0;
    for (size_t i = 0; i < m->in->n_items; i++) {
        if (is_covered(m, m->in->items[i])) continue;
        reason = REASON_ITEM_NOT_COVERED;
        violation(d, arena_printf(arena_of(d), "items[%zu]", i), reason);
    }
    return reason;
}

/* Something unread about any of these may say that nothing must leave. */
static bool is_held(struct decide *d, const struct disclosing *m) {
    return subject_is_held(d, id_of(m->in->family_id)) || subject_is_held(d, m->agreed.consent_id) ||
           subject_is_held(d, m->organization);
}

static int may_disclose(struct decide *d, struct disclosing *m) {
    int reason = check_request(d, m);
    if (!reason && restore_is_unreviewed(d)) reason = REASON_RESTORE_UNREVIEWED;
    if (!reason) reason = intake_agreed(d, m->in->family_id, m->in->purpose, m->organization, &m->agreed);
    if (!reason) reason = check_items(d, m);
    if (!reason && is_held(d, m)) reason = REASON_HELD;
    return reason;
}

/* Without a choice: all that is covered. */
static void items_fill(struct decide *d, const struct disclosing *m, intake__disclose_reply *out) {
    const intake__consent_recorded__personal *c = m->agreed.consent->personal;
    size_t n = m->in->n_items ? m->in->n_items : c->n_covers;
    const intake__shared_item *from = m->in->n_items ? m->in->items : c->covers;
    for (size_t i = 0; i < n; i++)
        if (is_covered(m, from[i])) APPEND(arena_of(d), out, items, from[i]);
}

int intake_disclose(struct decide *d, const intake__disclose_request *in, intake__disclose_reply *out) {
    struct disclosing m = {.in = in};
    int reason = may_disclose(d, &m);
    if (reason) return reason;
    items_fill(d, &m, out);
    struct disclosure what = {.way = DISCLOSURE_WAY_PERSON,
                              .purpose = in->purpose,
                              .family_id = in->family_id,
                              .consent_id = id_field(arena_of(d), m.agreed.consent_id),
                              .organization_id = in->organization_id,
                              .items = out->items,
                              .n_items = out->n_items,
                              .by = decide_principal(d)->id,
                              .at_ms = decide_at_ms(d)};
    out->disclosure_id = id_field(arena_of(d), intake_disclosure_emit(d, &what));
    return 0;
}
