/* A territory for tests, built by hand so that a test can bend it: two postal areas 5 km apart, the four usual
 * phases. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "civil/date.h"
#include "base/message.h"
#include "proto/territory.h"

static inline struct zone rules_montreal(void) { return (struct zone){-300, true}; }

static inline void rules_phase(struct arena *a, sippe__visits *v, const char *name, sippe__cadence_anchor anchor,
                               const int32_t n[8]) {
    sippe__cadence_phase *p = NEW(a, sippe__cadence_phase);
    p->name = name;
    p->anchor = anchor;
    p->from_day = n[0];
    p->to_day = n[1];
    p->interval_days = n[2];
    p->tolerance_before_days = n[3];
    p->tolerance_after_days = n[4];
    p->min_gap_days = n[5];
    p->minutes = n[6];
    APPEND(a, v, cadence, p);
}

static inline void rules_area(struct arena *a, sippe__territory *t, const char *prefix, int32_t latitude,
                              int32_t longitude) {
    sippe__postal_area *area = NEW(a, sippe__postal_area);
    area->prefix = prefix;
    area->latitude_e4 = latitude;
    area->longitude_e4 = longitude;
    APPEND(a, t, areas, area);
}

static inline sippe__territory *rules_new(struct arena *a) {
    sippe__territory *t = NEW(a, sippe__territory);
    sippe__visits *v = t->visits = NEW(a, sippe__visits);
    rules_phase(a, v, "FIRST", CADENCE_ANCHOR_ENROLMENT, (int32_t[8]){0, 15, 15, 0, 14, 0, 90});
    rules_phase(a, v, "PRENATAL", CADENCE_ANCHOR_PREGNANCY, (int32_t[8]){84, 0, 14, 4, 4, 8, 60});
    rules_phase(a, v, "POSTNATAL", CADENCE_ANCHOR_BIRTH, (int32_t[8]){0, 42, 7, 2, 2, 4, 75});
    rules_phase(a, v, "INFANT", CADENCE_ANCHOR_BIRTH, (int32_t[8]){42, 365, 14, 4, 4, 8, 60});
    rules_phase(a, v, "CHILD", CADENCE_ANCHOR_BIRTH, (int32_t[8]){365, 0, 28, 7, 10, 18, 60});
    v->home_after_birth_days = 2;
    v->caseload_cap_tenths = 160;
    v->travel_minutes_base = 5;
    v->travel_seconds_per_km = 120;
    v->slot_minutes = 15;
    v->horizon_days = 56;
    APPEND(a, v, key_worker_disciplines, "NURSE");
    APPEND(a, v, key_worker_disciplines, "SOCIAL_WORKER");
    APPEND(a, v, joint_disciplines, "NURSE");
    APPEND(a, v, joint_disciplines, "SOCIAL_WORKER");
    rules_area(a, t, "H2M", 455500, -736500);
    rules_area(a, t, "H1G", 456000, -736500);
    rules_area(a, t, "H1", 456500, -736000);
    return t;
}
