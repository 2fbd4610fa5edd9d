/* What the program says of who may do what is what the daemons' tables say. */
#include <ctype.h>
#include "contract/contract.h"
#include "cli/line/commands.h"
#include "cli/line/roles.h"
#include "run.h"

/* "intake.AmendScreening" as a table has it: without capitals and "_". */
static bool is_method(const char *method, const char *service, const char *rpc) {
    size_t len = strlen(service);
    if (strncmp(method, service, len) != 0 || method[len] != '.') return false;
    const char *at = method + len + 1;
    for (; *rpc; rpc++) {
        if (*rpc == '_') continue;
        if (tolower((unsigned char)*at++) != *rpc) return false;
    }
    return *at == '\0';
}

static size_t n_rows;

static void row(const char *service, const char *rpc, unsigned roles) {
    struct arena a;
    struct rpc r;
    bool found = false;
    arena_init(&a);
    for (size_t i = 0; contract_at(&a, i, &r); i++) {
        if (!is_method(r.method, service, rpc)) continue;
        found = true;
        if (roles_of_method(r.method) != roles) fail_msg("%s: %x, not %x", r.method, roles_of_method(r.method), roles);
    }
    if (!found) fail_msg("%s.%s is not in the contract", service, rpc);
    arena_close(&a);
    n_rows++;
}

#define AS(role)   (1u << ROLE_##role)
#define AS_DOOR    0 /* nobody's who has this program */
#define AS_ANYBODY (AS(DESK) | AS(TEAM) | AS(COORDINATOR) | AS(PARTNER) | AS(OPERATOR))

static void test_roles_are_those_of_the_tables(void **state) {
    (void)state;
    const char *service = "intake";
#define TABLES "intake/tables.def"
#include "roles_rows.h"
    service = "scheduling";
#define TABLES "scheduling/tables.def"
#include "roles_rows.h"
    service = "directory";
#define TABLES "directory/tables.def"
#include "roles_rows.h"
    service = "notifications";
#define TABLES "notifications/tables.def"
#include "roles_rows.h"
    service = "node";
#define TABLES "engine/node/tables.def"
#include "roles_rows.h"
    struct arena a;
    struct rpc r;
    size_t n = 0;
    arena_init(&a);
    while (contract_at(&a, n, &r)) n++;
    arena_close(&a);
    assert_int_equal(n_rows, n);
}

static bool one_is_for_somebody(void *owner, const struct command *k) {
    (void)owner;
    if (!roles_of_command(k)) fail_msg("%s %s is for nobody", k->noun, k->verb ? k->verb : "");
    return true;
}

static void test_commands_are_for_somebody(void **state) {
    (void)state;
    commands_each(one_is_for_somebody, NULL);
    const struct command *amend = command_find("screening", "amend"), *help = command_find("help", NULL);
    assert_int_equal(roles_of_command(amend), AS(DESK));
    assert_true(roles_of_command(help) & AS(PARTNER));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles_are_those_of_the_tables),
        cmocka_unit_test(test_commands_are_for_somebody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
