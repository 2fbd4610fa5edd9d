/* A way in is asked for. What opens was drawn by whoever asks; here its digest is kept. */
#include "base/codes/day_code.h"
#include "civil/civil.h"
#include "intake/ways/logins.h"

static void check_len(struct decide *d, const char *path, ProtobufCBinaryData f, size_t len) {
    if (f.len != len) violation(d, path, f.len ? REASON_KEY_INVALID : REASON_FIELD_REQUIRED);
}

/* Whom nobody may let in so: 0, or the Reason, noted with the membership that it is of. */
static int may_enter(struct decide *d, const struct member *m, const char *path) {
    bool hers = m->role == ROLE_PRIVACY && decide_principal(d)->role != ROLE_OPERATOR;
    int reason = role_is_spoken_for(m->role) ? 0 : REASON_NOT_SPOKEN_FOR;
    if (!reason && hers) reason = REASON_INVITE_NOT_YOURS;
    if (!reason) reason = member_check(VIEW(d), m, decide_now_ms(d));
    if (reason == REASON_KEY_REVOKED) reason = REASON_MEMBER_ENDED;
    if (!reason && !intake_is_by_gateway(VIEW(d), m)) reason = REASON_VIA_NO_GATEWAY;
    if (reason) violation(d, path, reason);
    return reason;
}

static int member_of(struct decide *d, ProtobufCBinaryData field, const char *path) {
    struct id id;
    struct member m;
    if (!check_id(d, path, field, &id)) return 0;
    if (!member_find(VIEW(d), id, &m)) return violation(d, path, REASON_MEMBER_UNKNOWN), 0;
    return may_enter(d, &m, path);
}

static bool stands_before(ProtobufCBinaryData *ids, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (span_equal(span_pb(ids[k]), span_pb(ids[i]))) return true;
    return false;
}

/* 0, or the first Reason why one of them does not come in so; what else is wrong is noted. */
static int members_check(struct decide *d, ProtobufCBinaryData *ids, size_t n) {
    int reason = 0;
    if (n == 0) violation(d, "member_ids", REASON_FIELD_REQUIRED);
    if (n > LOGIN_MEMBERS_MAX) violation(d, "member_ids", REASON_TOO_MANY);
    for (size_t i = 0; i < n && n <= LOGIN_MEMBERS_MAX; i++) {
        const char *path = arena_printf(arena_of(d), "member_ids[%zu]", i);
        if (stands_before(ids, i)) violation(d, path, REASON_DUPLICATE);
        int wrong = member_of(d, ids[i], path);
        reason = reason ? reason : wrong;
    }
    return reason;
}

static intake__login_made *made(struct decide *d, intake__login_kind kind, ProtobufCBinaryData *members, size_t n) {
    intake__login_made *e = NEW_WITH_PERSONAL(arena_of(d), intake__login_made);
    e->login_id = id_field(arena_of(d), decide_new_id(d, "login"));
    e->member_ids = members;
    e->n_member_ids = n;
    e->personal->kind = kind;
    return e;
}

static void made_emit(struct decide *d, const intake__login_made *e) {
    struct login_subjects s = intake_login_subjects(id_of(e->login_id), e->member_ids, e->n_member_ids);
    emit_for(d, s.ids[1], s.ids, s.n, &e->base);
}

int intake_invite_member(struct decide *d, const intake__invite_member_request *in, intake__invite_member_reply *out) {
    struct id waiting;
    if (!intake_day_codes(VIEW(d), decide_today(d))) return REASON_DAY_CODES_OFF;
    check_text(d, "label", in->label, LOGIN_LABEL_MAX);
    if (!day_code_handle_is_valid(in->handle)) violation(d, "handle", REASON_KEY_INVALID);
    check_len(d, "salt", in->salt, DAY_CODE_SALT);
    check_len(d, "digest", in->digest, SECRET_DIGEST_LEN);
    int reason = members_check(d, in->member_ids, in->n_member_ids);
    if (reason) return reason;
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (intake_login_waiting(VIEW(d), in->handle, decide_now_ms(d), &waiting)) return REASON_CODE_TAKEN;
    intake__login_made *e = made(d, LOGIN_KIND_DAY_CODE, in->member_ids, in->n_member_ids);
    e->personal->label = in->label;
    e->personal->handle = in->handle;
    e->personal->salt = in->salt;
    e->personal->digest = in->digest;
    e->personal->until_ms = decide_now_ms(d) + (int64_t)CODE_WAITS_HOURS * LOGIN_HOUR_MS;
    made_emit(d, e);
    out->login_id = e->login_id;
    out->until = civil_instant(arena_of(d), e->personal->until_ms);
    return 0;
}

int intake_make_token(struct decide *d, const intake__make_token_request *in, intake__make_token_reply *out) {
    struct arena *a = arena_of(d);
    struct id taken;
    check_text(d, "label", in->label, LOGIN_LABEL_MAX);
    check_len(d, "digest", in->digest, SECRET_DIGEST_LEN);
    if (in->days < 1 || in->days > TOKEN_DAYS_MAX) violation(d, "days", REASON_NUMBER_OUT_OF_RANGE);
    int reason = member_of(d, in->member_id, "member_id");
    if (reason) return reason;
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (intake_login_of_token(VIEW(d), span_pb(in->digest), &taken)) return violation(d, "digest", REASON_DUPLICATE);
    ProtobufCBinaryData *member = arena_copy(a, &in->member_id, sizeof in->member_id);
    intake__login_made *e = made(d, LOGIN_KIND_TOKEN, member, 1);
    e->personal->label = in->label;
    e->personal->digest = in->digest;
    e->personal->until_ms = decide_now_ms(d) + (int64_t)in->days * 24 * LOGIN_HOUR_MS;
    made_emit(d, e);
    out->login_id = e->login_id;
    out->until = civil_instant(a, e->personal->until_ms);
    return 0;
}
