/* In writing, a family keeps somebody from her file, or a part of it (LRSSS, ss. 7 and 8). */
#include "base/message.h"
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/domain/proposal/area.h"

/* As many as a form has room for, several times over. */
enum { RESTRICTIONS_MAX = 64 };

struct owned intake_owner_of_restriction(struct view *v, ProtobufCBinaryData id) {
    struct id restriction;
    const intake_rows__restriction *row =
        id_from(id, &restriction) ? row_get(v, &intake_restrictions, KEY(KEY_ID(restriction))) : NULL;
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* ---- from whom ---- */

/* A shared key is nobody's own: who acts by it is a person. */
static int from_member(struct decide *d, const intake__restrict_access_request *in, node__restriction *r) {
    struct member m;
    if (in->role || *in->organization) violation(d, "role", REASON_CONTRADICTION);
    if (!member_named(VIEW(d), in->member, &m)) return violation(d, "member", REASON_MEMBER_UNKNOWN), 0;
    bool sees_files = m.role == ROLE_DESK || m.role == ROLE_TEAM || m.role == ROLE_COORDINATOR;
    if (!sees_files || m.shared) return REASON_NOT_RESTRICTABLE;
    r->member_id = id_field(arena_of(d), m.id);
    return 0;
}

/* Not all coordinators: somebody must be left who answers for the file. */
static int from_role(struct decide *d, const intake__restrict_access_request *in, node__restriction *r) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!in->role) return violation(d, "member", REASON_FIELD_REQUIRED), 0;
    if (in->role != ROLE_DESK && in->role != ROLE_TEAM) return REASON_NOT_RESTRICTABLE;
    if (!*in->organization)
        violation(d, "organization", REASON_FIELD_REQUIRED);
    else if (!t || !intake_clsc_find(t, in->organization))
        violation(d, "organization", REASON_CLSC_UNKNOWN);
    r->role = in->role;
    r->organization = in->organization;
    return 0;
}

static void read_classes(struct decide *d, const intake__restrict_access_request *in, node__restriction *r) {
    for (size_t i = 0; i < in->n_shows; i++) {
        unsigned class = (unsigned)in->shows[i];
        if (!class) violation(d, arena_printf(arena_of(d), "shows[%zu]", i), REASON_ENUM_UNKNOWN);
        r->shows |= class;
    }
}

static void check_days(struct decide *d, const intake__restrict_access_request *in) {
    day today = decide_today(d), until = check_date(d, "until", in->until, false),
        asked = check_date(d, "asked_on", in->asked_on, true);
    if (until != DAY_NONE && until < today) violation(d, "until", REASON_DATE_TOO_OLD);
    if (asked != DAY_NONE && asked > today) violation(d, "asked_on", REASON_DATE_IN_FUTURE);
}

int intake_restrict_access(struct decide *d, const intake__restrict_access_request *in,
                           intake__restrict_access_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    intake__access_restricted *e = NEW_WITH_PERSONAL(a, intake__access_restricted);
    node__restriction *r = NEW(a, node__restriction);
    int reason = *in->member ? from_member(d, in, r) : from_role(d, in, r);
    read_classes(d, in, r);
    check_days(d, in);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    node__file_access *f = intake_access_now(d, in->family_id);
    if (reason || f->n_restrictions == RESTRICTIONS_MAX) return reason ? reason : REASON_TOO_MANY;
    r->restriction_id = e->restriction_id = id_field(a, decide_new_id(d, "restriction"));
    r->until = in->until;
    e->family_id = in->family_id;
    e->personal->restriction = r;
    e->personal->asked_on = in->asked_on;
    e->personal->reason = in->reason;
    struct id subjects[] = {id_of(e->restriction_id), id_of(in->family_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, 2, &e->base));
    out->restriction_id = e->restriction_id;
    APPEND(a, f, restrictions, r);
    intake_access_say(d, in->family_id, f);
    return 0;
}

/* ---- taken back ---- */

static const node__restriction *said_by(struct view *v, const intake_rows__restriction *row, struct record *r) {
    const intake__access_restricted *e = READ_EVENT(v, intake__access_restricted, row->restricted, r);
    return e ? e->personal->restriction : NULL;
}

/* Its version. */
static struct id lift(struct decide *d, struct id id, const intake_rows__restriction *row, const char *reason) {
    struct arena *a = arena_of(d);
    intake__restriction_lifted *e = NEW_WITH_PERSONAL(a, intake__restriction_lifted);
    e->restriction_id = id_field(a, id);
    e->family_id = row->family_id;
    e->personal->reason = reason;
    struct id subjects[] = {id, id_of(row->family_id)};
    struct id version = emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
    node__file_access *is = intake_access_now(d, row->family_id), *f = arena_copy(a, is, sizeof *is);
    f->n_restrictions = 0;
    f->restrictions = NULL;
    for (size_t i = 0; i < is->n_restrictions; i++)
        if (!id_is(is->restrictions[i]->restriction_id, id)) APPEND(a, f, restrictions, is->restrictions[i]);
    intake_access_say(d, row->family_id, f);
    return version;
}

/* Whom it names does not learn of it by her way either. */
int intake_lift_restriction(struct decide *d, const intake__lift_restriction_request *in,
                            intake__lift_restriction_reply *out) {
    struct arena *a = arena_of(d);
    struct id id = id_of(in->restriction_id);
    const intake_rows__restriction *row = row_get(VIEW(d), &intake_restrictions, KEY(KEY_ID(id)));
    if (!row) return REASON_NOT_FOUND;
    const node__restriction *of = said_by(VIEW(d), row, NULL);
    if (of && restriction_names(of, decide_principal(d))) return REASON_NOT_FOUND;
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (row->personal->lifted) return REASON_MOVE_ILLEGAL;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    out->version = id_field(a, lift(d, id, row, in->reason));
    return 0;
}

/* ---- of the other one of two families who were taken for one ---- */

int intake_restriction_hand_over(struct decide *d, const intake__reassign_thing_request *to,
                                 const intake_rows__restriction *row, ProtobufCBinaryData *as,
                                 ProtobufCBinaryData *version) {
    struct arena *a = arena_of(d);
    const intake__access_restricted *was = READ_EVENT(d, intake__access_restricted, row->restricted, NULL);
    if (!was || row->personal->lifted) return was ? REASON_MOVE_ILLEGAL : REASON_NOT_FOUND;
    if (restriction_names(was->personal->restriction, decide_principal(d))) return REASON_NOT_FOUND;
    node__file_access *f = intake_access_now(d, to->family_id);
    if (f->n_restrictions == RESTRICTIONS_MAX) return REASON_TOO_MANY;
    intake__access_restricted *e = message_copy(a, &was->base);
    if (!e) return REASON_NOT_FOUND;
    e->family_id = to->family_id;
    e->restriction_id = e->personal->restriction->restriction_id = id_field(a, decide_new_id(d, "restriction"));
    struct id subjects[] = {id_of(e->restriction_id), id_of(to->family_id)};
    *version = id_field(a, emit_for(d, subjects[1], subjects, 2, &e->base));
    *as = e->restriction_id;
    APPEND(a, f, restrictions, e->personal->restriction);
    intake_access_say(d, to->family_id, f);
    lift(d, id_of(to->thing), row, to->reason);
    return 0;
}

void intake_access_keep(struct decide *d, ProtobufCBinaryData from, ProtobufCBinaryData made) {
    struct arena *a = arena_of(d);
    const node__file_access *is = intake_access_now(d, from);
    node__file_access *f = NEW(a, node__file_access);
    for (size_t i = 0; i < is->n_restrictions; i++) {
        intake__access_restricted *e = NEW_WITH_PERSONAL(a, intake__access_restricted);
        e->restriction_id = id_field(a, decide_new_id(d, "restriction"));
        e->family_id = made;
        e->personal->restriction = message_copy(a, &is->restrictions[i]->base);
        e->personal->restriction->restriction_id = e->restriction_id;
        struct id subjects[] = {id_of(e->restriction_id), id_of(made)};
        emit_for(d, subjects[1], subjects, 2, &e->base);
        APPEND(a, f, restrictions, e->personal->restriction);
    }
    if (f->n_restrictions) intake_access_say(d, made, f);
}

/* ---- shown ---- */

static void list_classes(struct arena *a, unsigned shows, intake__restriction_shown *out) {
    for (unsigned class = 1; class <= SHOWS_ALL; class <<= 1)
        if (shows & class) APPEND(a, out, shows, (node__shows) class);
}

static void show(struct query *q, struct id id, const intake_rows__restriction *row,
                 intake__list_restrictions_reply *reply) {
    struct arena *a = arena_of(q);
    struct record r;
    const intake__access_restricted *e = READ_EVENT(q, intake__access_restricted, row->restricted, &r);
    const node__restriction *of = e ? e->personal->restriction : NULL;
    if (!of || restriction_names(of, query_principal(q))) return;
    intake__restriction_shown *out = NEW(a, intake__restriction_shown);
    out->restriction_id = id_field(a, id);
    out->version = row->version;
    out->member = of->member_id.len ? member_name(VIEW(q), id_of(of->member_id)) : "";
    out->role = of->role;
    out->organization = of->organization;
    list_classes(a, of->shows, out);
    out->until = of->until;
    out->asked_on = e->personal->asked_on;
    out->reason = e->personal->reason;
    out->recorded_at = civil_instant(a, r.at_ms);
    out->recorded_by = member_name(VIEW(q), r.actor);
    out->lifted = row->personal->lifted;
    APPEND(a, reply, restrictions, out);
}

int intake_list_restrictions(struct query *q, const intake__list_restrictions_request *in,
                             intake__list_restrictions_reply *out) {
    if (!intake_family_row(VIEW(q), in->family_id)) return REASON_NOT_FOUND;
    struct id_list list = intake_of_family(VIEW(q), &intake_restrictions_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__restriction *row = row_get(VIEW(q), &intake_restrictions, KEY(KEY_ID(list.ids[i])));
        if (row) show(q, list.ids[i], row, out);
    }
    query_shows(q, id_of(in->family_id));
    return 0;
}

/* ---- apply ---- */

void intake_on_access_restricted(struct apply *a, const struct record *r, const intake__access_restricted *e) {
    intake_rows__restriction *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__restriction);
    row->family_id = row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->restricted = r->seq;
    ROW_PUT(a, &intake_restrictions, KEY(KEY_ID(id_of(e->restriction_id))), row);
}

void intake_on_restriction_lifted(struct apply *a, const struct record *r, const intake__restriction_lifted *e) {
    struct key key = KEY(KEY_ID(id_of(e->restriction_id)));
    intake_rows__restriction *row = row_get(VIEW(a), &intake_restrictions, key);
    if (!row) return;
    row->personal->lifted = true;
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_restrictions, key, row);
}
