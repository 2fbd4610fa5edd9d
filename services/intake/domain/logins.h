/* Whether a way in opens (proto/intake/login.proto). Pure. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "proto/intake.h"

/* A code is told in the evening and used in the morning; what it opens is a day of work, and no second one. */
enum { LOGIN_HOUR_MS = 3600000, CODE_WAITS_HOURS = 24, CODE_OPENS_HOURS = 12, TOKEN_DAYS_MAX = 366 };

struct login {
    intake__login_kind kind;
    bool used, ended;
    int64_t until_ms; /* of a code that was not used: until when it may be; else until when it opens */
};

/* May this code be used, as far as it is the code's own affair? */
bool intake_code_waits(const struct login *l, int64_t now_ms);
/* `codes`: the territory has day codes; `speaks`: one of its memberships may speak now. */
intake__login_state intake_login_state(const struct login *l, bool codes, bool speaks, int64_t now_ms);
