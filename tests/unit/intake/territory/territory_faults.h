/* One fault in rules that are otherwise sound, and where it is found. */
#pragma once
#include "../fixture.h"
#include "intake/domain/territory/territory_check.h"

struct stage {
    struct arena *a;
    sippe__territory *t;
};

#define FAULT(name) static void name(struct stage *g)

#define CASE(name, path, reason)                                                                                       \
    { #name, name, path, reason }
struct fault_case {
    const char *name;
    void (*spoil)(struct stage *g);
    const char *path;
    int reason;
};

/* Faults that are told in more than one way: moving a phase breaks its neighbours too. */
static bool stands_alone(const char *name) {
    static const char *const several[] = {"phase_order",   "phase_anchor",   "phase_overlap",
                                          "phase_endless", "phase_no_first", "phase_home_endless"};
    for (size_t i = 0; i < COUNT(several); i++)
        if (strcmp(name, several[i]) == 0) return false;
    return true;
}

static void faults_are_found(const struct fault_case *cases, size_t n) {
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < n; i++) {
        struct stage g = {&a, fixture_territory(&a)};
        cases[i].spoil(&g);
        struct findings f = findings_in(&a);
        intake_territory_check(g.t, &f);
        bool found = cases[i].reason == 0 || finding_of(&f, cases[i].path) == cases[i].reason;
        if (!found || (stands_alone(cases[i].name) && f.n != (cases[i].reason != 0)))
            fail_msg("%s: %zu findings, first %s %d", cases[i].name, f.n, f.n ? f.list[0].path : "-",
                     f.n ? f.list[0].reason : 0);
        arena_reset(&a);
    }
    arena_close(&a);
}
