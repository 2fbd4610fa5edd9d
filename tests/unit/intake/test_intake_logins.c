/* When a way in opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "intake/domain/logins.h"

#define CODE  LOGIN_KIND_DAY_CODE
#define TOKEN LOGIN_KIND_TOKEN

static void the_state_of_a_login(void **state) {
    (void)state;
    static const struct {
        struct login login;
        bool codes, speaks;
        int64_t now;
        intake__login_state is;
        bool waits;
    } cases[] = {
        {{CODE, false, false, 100}, true, true, 99, LOGIN_STATE_WAITING, true},
        {{CODE, false, false, 100}, true, true, 100, LOGIN_STATE_OVER, false},
        {{CODE, false, false, 100}, false, true, 99, LOGIN_STATE_OVER, true}, /* the switch is not the code's affair */
        {{CODE, false, false, 100}, true, false, 99, LOGIN_STATE_OVER, true},
        {{CODE, true, false, 100}, true, true, 99, LOGIN_STATE_OPEN, false},
        {{CODE, true, false, 100}, true, true, 100, LOGIN_STATE_OVER, false},
        {{CODE, true, false, 100}, false, true, 99, LOGIN_STATE_OVER, false},
        {{CODE, true, false, 100}, true, false, 99, LOGIN_STATE_OVER, false},
        {{CODE, false, true, 100}, true, true, 99, LOGIN_STATE_ENDED, false},
        {{CODE, true, true, 100}, false, false, 200, LOGIN_STATE_ENDED, false},
        {{TOKEN, false, false, 100}, true, true, 99, LOGIN_STATE_OPEN, false},
        {{TOKEN, true, false, 100}, false, true, 99, LOGIN_STATE_OPEN, false}, /* the switch is for codes */
        {{TOKEN, false, false, 100}, true, true, 100, LOGIN_STATE_OVER, false},
        {{TOKEN, false, false, 100}, true, false, 99, LOGIN_STATE_OVER, false},
        {{TOKEN, false, true, 100}, true, true, 99, LOGIN_STATE_ENDED, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        intake__login_state is = intake_login_state(&cases[i].login, cases[i].codes, cases[i].speaks, cases[i].now);
        if (is != cases[i].is) fail_msg("case %zu: state %d", i, (int)is);
        if (intake_code_waits(&cases[i].login, cases[i].now) != cases[i].waits) fail_msg("case %zu: waits", i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_state_of_a_login)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
