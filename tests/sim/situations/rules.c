/* Rules that are adopted for a day to come, and withdrawn before it. */
#include "rules.h"
#include "sim.h"

static int withdraw(struct sim *s, struct arena *a, ProtobufCBinaryData version) {
    intake__withdraw_territory_request *r = NEW(a, intake__withdraw_territory_request);
    r->version = version;
    r->reason = "le mauvais fichier";
    return SIM_CALL(s, a, "intake", "coordinator", "intake.WithdrawTerritory", r, NULL);
}

bool situation_rules(struct sim *s) {
    struct arena a;
    arena_init(&a);
    intake__adopt_territory_request *r = NEW(&a, intake__adopt_territory_request);
    intake__adopt_territory_reply *adopted = NULL;
    r->territory = sim_rules(&a);
    r->territory->label = "à venir";
    r->territory->valid_from = day_on(s, &a, 20);
    SIM_CALL(s, &a, "intake", "operator", "intake.AdoptTerritory", r, &adopted);
    world_settle(s->world, 60000);
    if (!adopted || withdraw(s, &a, adopted->version))
        sim_fault(s, (struct id){{0}}, "rules to come are not withdrawn");
    else if (!withdraw(s, &a, adopted->version))
        sim_fault(s, (struct id){{0}}, "rules are withdrawn twice");
    world_settle(s->world, 60000);
    arena_close(&a);
    return !s->fault[0];
}
