/* The policy of whose a family is: three of four that are offered are accepted, a visit that was agreed before she moved
 * is kept or called off, who is taken for another is her until somebody sees that she is not. */
#include "years.h"

/* ---- a call that may be a known family's ---- */

/* Who calls from a known telephone is taken for whom it belongs to; everybody else is a family of her own. */
bool policy_settle_match(struct years *y, const sippe__work_item *item) {
    const intake__get_screening_reply *s = policy_screening(y, item->thing);
    const struct life *l = life_of(y, item->family_id);
    intake__settle_match_request *in = NEW(&y->a, intake__settle_match_request);
    if (!s) return false;
    in->screening_id = item->thing;
    in->version = s->summary->version;
    if (l && l->taken_for) in->same_as_family_id = id_field(&y->a, y->lives[l->taken_for - 1].id);
    if (!YEARS_CALL(y, "intake", "coordinator", intake, SettleMatch, settle_match, in, NULL)) {
        y->merged += in->same_as_family_id.len > 0;
        y->told |= in->same_as_family_id.len > 0;
        return true;
    }
    in->same_as_family_id = (ProtobufCBinaryData){0, NULL}; /* erased, or another's by now */
    return YEARS_CALL(y, "intake", "coordinator", intake, SettleMatch, settle_match, in, NULL) == 0;
}

static const intake__merge *merge_parted(const intake__list_merges_reply *list, const sippe__work_item *item) {
    for (size_t i = 0; i < list->n_merges; i++)
        if (list->merges[i]->to_review && !span_equal(span_pb(list->merges[i]->family_id), span_pb(item->family_id)))
            return list->merges[i];
    return list->n_merges ? list->merges[0] : NULL;
}

/* Each other thing that can be the other's is. */
static bool reassign(struct years *y, const intake__merge *m) {
    for (size_t i = 0; i < m->n_since; i++) {
        const intake__recorded_since *r = m->since[i];
        if (!r->can_reassign || r->reassigned_as.len || prng_below(&y->s.prng, 2)) continue;
        intake__reassign_thing_request *in = NEW(&y->a, intake__reassign_thing_request);
        in->thing = r->thing;
        in->version = r->version;
        in->family_id = m->family_id;
        in->reason = "c'est sa soeur qui l'a dit";
        if (YEARS_CALL(y, "intake", "coordinator", intake, ReassignThing, reassign_thing, in, NULL)) return false;
        y->reassigned++;
    }
    return true;
}

bool policy_undo_review(struct years *y, const sippe__work_item *item) {
    intake__list_merges_request *in = NEW(&y->a, intake__list_merges_request);
    intake__list_merges_reply *list = NULL;
    in->family_id = item->family_id;
    if (YEARS_CALL(y, "intake", "coordinator", intake, ListMerges, list_merges, in, &list)) return false;
    const intake__merge *m = merge_parted(list, item);
    return (!m || reassign(y, m)) && policy_settle(y, item);
}

/* ---- another CLSC ---- */

static bool give_up(struct years *y, const intake__get_family_reply *f, const intake__move *move) {
    intake__withdraw_move_request *in = NEW(&y->a, intake__withdraw_move_request);
    in->move_id = move->move_id;
    in->version = move->version;
    return YEARS_CALL(y, "intake", years_team_of(f), intake, WithdrawMove, withdraw_move, in, NULL) == 0;
}

static bool decline(struct years *y, const intake__move *move) {
    intake__decline_move_request *in = NEW(&y->a, intake__decline_move_request);
    in->move_id = move->move_id;
    in->version = move->version;
    in->reason = "elle habite encore là-bas";
    return YEARS_CALL(y, "intake", "coordinator", intake, DeclineMove, decline_move, in, NULL) == 0;
}

bool policy_move(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    const intake__move *move = f && f->n_moves ? f->moves[0] : NULL;
    intake__accept_move_request *in = NEW(&y->a, intake__accept_move_request);
    if (!move) return false;
    y->told = true;
    if (move->state == MOVE_STATE_DECLINED) return give_up(y, f, move);
    if (prng_below(&y->s.prng, 4) == 0) return decline(y, move);
    in->move_id = move->move_id;
    in->version = move->version;
    y->moved++;
    return YEARS_CALL(y, "intake", "coordinator", intake, AcceptMove, accept_move, in, NULL) == 0;
}

static bool keep(struct years *y, const scheduling__visit *v) {
    scheduling__move_visit_request *in = NEW(&y->a, scheduling__move_visit_request);
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->start = v->start;
    return YEARS_CALL(y, "scheduling", "coordinator", scheduling, MoveVisit, move_visit, in, NULL) == 0;
}

/* Both CLSCs have the same visit on their lists: whoever comes second finds that it is settled. */
bool policy_hand_over(struct years *y, const sippe__work_item *item) {
    const scheduling__family_visits_reply *f = policy_visits_of(y, item->family_id);
    bool done = f != NULL;
    for (size_t i = 0; done && i < f->n_visits; i++) {
        const scheduling__visit *v = f->visits[i];
        if (!v->other_clsc || v->start->ms < world_now_ms(y->s.world)) continue;
        bool kept = prng_below(&y->s.prng, 2) && keep(y, v);
        done = kept || policy_cancel_visit(y, v, "elle a déménagé");
    }
    return done;
}
