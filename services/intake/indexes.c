/* What each index of tables.def holds of a row; the row's own key follows. Nothing else can be read here, so that an
 * index is made of the rows alone. Whoever changes the keys that a function gives raises the number in its INDEX row:
 * the engine then makes that index anew when the store is opened. Readers know where parts stand in a key (rows.c,
 * call/screening_read.c, work/worklist.c): a part that moves, moves there too. */
#include "civil/civil.h"
#include "intake/tables.h"

/* The newest first: `seq` is that of the record that made the thing. */
static struct key of_family(ProtobufCBinaryData family, uint64_t seq) {
    return KEY(KEY_ID(id_of(family)), KEY_U64(~seq));
}

void intake_families_by_number_keys(const intake_rows__family *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->number_hash))));
}

/* One list of a CLSC and one of all, each of every state and of its own: four keys a call, so that any list that
 * somebody may ask for is read from one end, a page and no more. */
void intake_screenings_in_order_keys(const intake_rows__screening *r, struct keys *out) {
    const char *const scopes[] = {"", r->clsc_code};
    const uint8_t states[] = {0, (uint8_t)r->personal->state};
    for (size_t i = 0; i < 4; i++)
        keys_add(out, KEY(KEY_TEXT(scopes[i / 2]), KEY_U8(states[i % 2]), KEY_U64(~r->submitted)));
}

/* Who waits, in the order in which they are taken: whom nobody gave a priority behind all who have one; of one day who
 * called first. */
void intake_waiting_in_order_keys(const intake_rows__screening *r, struct keys *out) {
    enum { BEHIND_ALL = 5 };
    const intake_rows__screening__personal *p = r->personal;
    const char *const scopes[] = {"", r->clsc_code};
    if (p->state != SCREENING_STATE_DECIDED || p->route != ROUTE_WAITLIST || p->enrolled) return;
    for (size_t i = 0; i < 2; i++)
        keys_add(out, KEY(KEY_TEXT(scopes[i]), KEY_U8((uint64_t)(p->priority ? p->priority : BEHIND_ALL)),
                          KEY_I64(civil_day(p->first_asked_on)), KEY_U64(r->submitted)));
}

void intake_drafts_of_clsc_keys(const intake_rows__draft *r, struct keys *out) {
    keys_add(out, KEY(KEY_TEXT(r->clsc_code), KEY_U64(~r->saved)));
}

void intake_inbounds_in_order_keys(const intake_rows__inbound *r, struct keys *out) {
    const char *const scopes[] = {"", r->clsc_code};
    for (size_t i = 0; i < 2; i++) {
        keys_add(out, KEY(KEY_TEXT(scopes[i]), KEY_U8(0), KEY_U64(~r->taken)));
        if (!r->closed) keys_add(out, KEY(KEY_TEXT(scopes[i]), KEY_U8(1), KEY_U64(~r->taken))); /* the open ones */
    }
}

void intake_inbounds_of_organization_keys(const intake_rows__inbound *r, struct keys *out) {
    if (r->organization_hash.len) keys_add(out, KEY(KEY_ID(id_of(r->organization_hash)), KEY_I64(r->taken_ms)));
}

void intake_inbounds_of_family_keys(const intake_rows__inbound *r, struct keys *out) {
    if (r->family_id.len) keys_add(out, of_family(r->family_id, r->taken));
}

void intake_incidents_in_order_keys(const intake_rows__incident *r, struct keys *out) {
    keys_add(out, KEY(KEY_U8(0), KEY_U64(~r->opened)));
    if (r->state == INCIDENT_STATE_OPEN) keys_add(out, KEY(KEY_U8(1), KEY_U64(~r->opened))); /* the open ones */
}

void intake_incidents_of_family_keys(const intake_rows__incident *r, struct keys *out) {
    if (r->family_id.len) keys_add(out, of_family(r->family_id, r->opened));
}

void intake_screenings_of_family_keys(const intake_rows__screening *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->submitted));
}

/* Of both: whose file it is read in says that they were taken for one. */
void intake_separations_of_family_keys(const intake_rows__separation *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->made));
}

void intake_undone_of_family_keys(const intake_rows__undone_match *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->undone));
    keys_add(out, of_family(r->alias_id, r->undone));
}

void intake_calls_of_family_keys(const intake_rows__family_call *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->said[0]));
}

/* As many as the row has hashes; one that stands there twice (two equal words) is one key. The hash first, then the
 * CLSC: the calls of all and those of one CLSC are both a prefix, and what a desk's search costs tells nothing of what
 * other CLSCs have. */
void intake_screenings_by_hash_keys(const intake_rows__lookup *r, struct keys *out) {
    for (size_t i = 0; i < r->n_hashes; i++) keys_add(out, KEY(KEY_ID(id_of(r->hashes[i])), KEY_TEXT(r->clsc_code)));
}

void intake_urgents_of_family_keys(const intake_rows__urgent *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->raised));
}

void intake_access_clocks_of_family_keys(const intake_rows__access_clock *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->opened));
}

void intake_take_overs_of_batch_keys(const intake_rows__take_over *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->batch_id)), KEY_U64(r->taken)));
}

void intake_consents_of_family_keys(const intake_rows__consent *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->recorded));
}

void intake_referrals_of_family_keys(const intake_rows__referral *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->opened));
}

/* What rests on a consent is found by it: once a merge is taken back it may be another family's. */
void intake_referrals_of_consent_keys(const intake_rows__referral *r, struct keys *out) {
    keys_add(out, of_family(r->consent_id, r->opened));
}

void intake_disclosures_of_family_keys(const intake_rows__disclosure *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->disclosed));
}

/* What was told under a consent is found without the consent's row: it may be gone with the family. */
void intake_disclosures_of_consent_keys(const intake_rows__disclosure *r, struct keys *out) {
    keys_add(out, of_family(r->consent_id, r->disclosed));
}

void intake_erasures_of_family_keys(const intake_rows__erasure *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->proposed));
}

void intake_erasures_by_number_keys(const intake_rows__erasure *r, struct keys *out) {
    for (size_t i = 0; i < r->n_number_hashes; i++) keys_add(out, KEY(KEY_ID(id_of(r->number_hashes[i]))));
}

void intake_erasures_in_order_keys(const intake_rows__erasure *r, struct keys *out) {
    const uint8_t states[] = {0, (uint8_t)r->state};
    for (size_t i = 0; i < 2; i++) keys_add(out, KEY(KEY_U8(states[i]), KEY_U64(~r->proposed)));
}

void intake_holds_of_family_keys(const intake_rows__hold *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->put));
}

void intake_notes_of_family_keys(const intake_rows__notes *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->kept));
}

void intake_restrictions_of_family_keys(const intake_rows__restriction *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->restricted));
}

void intake_openings_of_family_keys(const intake_rows__opening *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->opened));
}

void intake_moves_of_family_keys(const intake_rows__move *r, struct keys *out) {
    keys_add(out, of_family(r->family_id, r->offered));
}

void intake_services_of_organization_keys(const intake_rows__service *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->organization_id))));
}

void intake_work_of_family_keys(const intake_rows__work *r, struct keys *out) {
    if (r->family_id.len) keys_add(out, KEY(KEY_ID(id_of(r->family_id))));
}

/* A key an item. Of one day the urgent come first; people look at the others kind by kind, who waits longest first. */
void intake_work_in_order_keys(const intake_rows__work *r, struct keys *out) {
    const char *const scopes[] = {"", r->clsc_code};
    for (size_t i = 0; i < 2 * r->personal->n_items; i++) {
        const intake_rows__work__item *item = r->personal->items[i / 2];
        keys_add(out, KEY(KEY_TEXT(scopes[i % 2]), KEY_I64(civil_day(item->due_on)), KEY_U8((uint64_t)item->rank),
                          KEY_U8((uint64_t)item->role), KEY_U8((uint64_t)item->kind), KEY_I64(item->since_ms),
                          KEY_ID(id_of(r->family_id))));
    }
}
