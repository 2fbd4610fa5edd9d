/* Families who come otherwise than by a call of their own, and ways between files: a caseload that was followed before
 * the program was, a sister who is taken for her, another CLSC. */
#include "years.h"

enum { BATCH = 11, SHEET_DAY = 21 };

/* ---- a caseload is taken over ---- */

bool lives_taken_over_on(const struct years *y, day on) { return on == y->first + SHEET_DAY; }

static sippe__date *date_in(struct years *y, day on) { return day_on(&y->s, &y->a, (int)(on - y->today)); }

/* A row of the sheet: her last visit was a fortnight ago, the next one is agreed. */
static intake__taken_over_family *row_of(struct years *y, int who) {
    const struct family_case *f = &y->lives[who].family;
    intake__taken_over_family *r = NEW(&y->a, intake__taken_over_family);
    intake__child *child = NEW(&y->a, intake__child);
    r->reference = arena_printf(&y->a, "R-%d", who);
    r->clsc_code = desk_clscs[who % DESKS];
    r->identity = NEW(&y->a, intake__identity);
    r->identity->name = NEW(&y->a, sippe__person_name);
    r->identity->name->family = arena_text(&y->a, f->family);
    r->identity->name->given = arena_text(&y->a, f->given);
    r->identity->birth_date = date_in(y, f->birth_date);
    r->identity->phone = arena_text(&y->a, f->phone);
    r->language = NEW(&y->a, sippe__language);
    r->language->code = "fr";
    child->birth_date = date_in(y, y->today - 100);
    APPEND(&y->a, r, children, child);
    r->key_worker = arena_printf(&y->a, "w%d", who % DESKS + 1);
    r->followed_since = date_in(y, y->today - 300);
    r->last_visit_on = date_in(y, y->today - 14);
    r->next_visit_at = NEW(&y->a, sippe__instant);
    r->next_visit_at->ms = day_start_ms(YEARS_ZONE, y->today + 8) + (9 + 2 * who % 7) * HOUR;
    r->none_of_known = YES_NO_YES;
    return r;
}

static bool row_taken(struct years *y, int who, int sheet) {
    struct life *l = &y->lives[who];
    intake__take_over_family_request *in = NEW(&y->a, intake__take_over_family_request);
    intake__take_over_family_reply *out = NULL;
    in->batch_id = id_field(&y->a, (struct id){{BATCH, [15] = (uint8_t)sheet}});
    in->family = row_of(y, who);
    int reason = YEARS_CALL(y, "intake", "coordinator", intake, TakeOverFamily, take_over_family, in, &out);
    if (reason) return years_fault(y, "a row of a sheet is refused with reason %d", reason);
    l->id = id_of(out->family_id);
    l->due = DAY_NONE;
    l->expected = 1;
    years_number_told(y, out->family_number);
    return true;
}

static bool sheet_taken_back(struct years *y, int sheet) {
    intake__undo_take_over_request *in = NEW(&y->a, intake__undo_take_over_request);
    in->batch_id = id_field(&y->a, (struct id){{BATCH, [15] = (uint8_t)sheet}});
    in->reason = "c'était le classeur de l'an dernier";
    int reason = YEARS_CALL(y, "intake", "coordinator", intake, UndoTakeOver, undo_take_over, in, NULL);
    return !reason || years_fault(y, "a sheet is not taken back, with reason %d", reason);
}

/* The wrong sheet first, which is taken back while nobody has touched it; then the right one. */
bool lives_take_over(struct years *y) {
    y->s.families.today = y->today;
    for (int who = 0; who < y->n_taken_over; who++) families_next(&y->s.families, &y->lives[who].family);
    for (int sheet = 1; sheet <= 2; sheet++) {
        for (int who = 0; who < y->n_taken_over; who++)
            if (!row_taken(y, who, sheet)) return false;
        if (sheet == 1 && !sheet_taken_back(y, sheet)) return false;
    }
    for (int who = 0; who < y->n_taken_over; who++) lives_on(y, who);
    return true;
}

/* ---- another CLSC ---- */

/* She has moved, and her team offers her to the other one: whether it takes her is the list's to say. */
bool life_moves(struct years *y, const intake__get_family_reply *f) {
    intake__offer_move_request *in = NEW(&y->a, intake__offer_move_request);
    in->family_id = f->family_id;
    in->version = f->version;
    in->to_clsc_code = desk_clscs[strcmp(f->clsc_code, desk_clscs[0]) == 0];
    in->reason = MOVE_REASON_ADDRESS;
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, OfferMove, offer_move, in, NULL);
    y->told = true;
    return !reason || reason == REASON_MOVE_OPEN || years_fault(y, "a move is refused with reason %d", reason);
}

/* ---- taken for another ---- */

/* She calls from the telephone of somebody who is known: her sister, who lives with her. */
void life_calls_like(struct years *y, int who) {
    struct life *l = &y->lives[who];
    int other = (int)prng_below(&y->s.prng, (uint64_t)y->o.families);
    const struct life *known = &y->lives[other];
    if (other == who || id_is_zero(known->id) || known->gone || known->taken_for) return;
    l->taken_for = other + 1;
    snprintf(l->family.phone, sizeof l->family.phone, "%s", known->family.phone);
}

/* Months later somebody sees that they are two. */
bool life_parted(struct years *y, struct life *l) {
    intake__get_family_request *ask = NEW(&y->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    intake__undo_match_request *in = NEW(&y->a, intake__undo_match_request);
    ask->family_id = in->family_id = id_field(&y->a, l->id);
    if (YEARS_CALL(y, "intake", "coordinator", intake, GetFamily, get_family, ask, &f)) return true;
    if (!f->merged_into.len) return true;
    in->version = f->version;
    in->reason = "deux soeurs";
    y->told = true;
    l->taken_for = 0;
    l->parted_on = y->today;
    int reason = YEARS_CALL(y, "intake", "coordinator", intake, UndoMatch, undo_match, in, NULL);
    y->parted += !reason;
    return !reason || years_fault(y, "a merge is not taken back, with reason %d", reason);
}
