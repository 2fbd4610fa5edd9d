/* Whether an item of the worklist is there for a person: who may not see what it is about does not learn of it. */
#include "intake/access/access.h"
#include "intake/domain/worklist.h"
#include "intake/work/work.h"

static bool match_is_seen(struct view *v, const struct principal *p, struct id screening) {
    const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(screening)));
    if (!row) return false;
    struct matches all = intake_last_word(v, row).matches;
    return !all.n_matches || intake_matches_seen(v, p, all).n_matches;
}

/* She is not theirs yet: a desk or a team of the CLSC to which she is offered learns of her once she is. */
static bool move_is_seen(struct view *v, const struct principal *p, struct id move) {
    const intake_rows__move *row = row_get(v, &intake_moves, KEY(KEY_ID(move)));
    return p->role == ROLE_COORDINATOR || (row && row->state != MOVE_STATE_OFFERED);
}

bool intake_work_is_hers(struct view *v, const struct principal *p, sippe__work_kind kind, struct id thing,
                         const char *clsc_code, struct id family) {
    unsigned needs = intake_work_needs(kind);
    if (may_see(v, p, clsc_code, family, needs) != needs) return false;
    if (kind == WORK_KIND_FILE_OPENED || kind == WORK_KIND_INCIDENT) return p->role == ROLE_COORDINATOR;
    if (kind == WORK_KIND_MOVE_OFFERED) return move_is_seen(v, p, thing);
    if (kind == WORK_KIND_DRAFT) return p->role == ROLE_DESK;
    if (kind == WORK_KIND_INBOUND_REFERRAL) return p->role == ROLE_DESK || p->role == ROLE_COORDINATOR;
    return kind != WORK_KIND_SETTLE_MATCH || match_is_seen(v, p, thing);
}

bool intake_work_is_seen(struct query *q, sippe__work_kind kind, struct id thing, const char *clsc_code,
                         struct id family) {
    return intake_work_is_hers(VIEW(q), query_principal(q), kind, thing, clsc_code, family);
}
