#include "intake/domain/logins.h"

bool intake_code_waits(const struct login *l, int64_t now_ms) {
    return l->kind == LOGIN_KIND_DAY_CODE && !l->used && !l->ended && now_ms < l->until_ms;
}

/* Ended by somebody comes first: that is what she who ended it looks for. */
intake__login_state intake_login_state(const struct login *l, bool codes, bool speaks, int64_t now_ms) {
    bool is_code = l->kind == LOGIN_KIND_DAY_CODE;
    if (l->ended) return LOGIN_STATE_ENDED;
    if (now_ms >= l->until_ms || !speaks || (is_code && !codes)) return LOGIN_STATE_OVER;
    return is_code && !l->used ? LOGIN_STATE_WAITING : LOGIN_STATE_OPEN;
}
