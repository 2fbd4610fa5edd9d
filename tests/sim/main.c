/* sippe-sim: runs seeds; a failing one prints itself. */
#include <getopt.h>
#include <stdlib.h>
#include "sim.h"
#include "services.h"

enum { FAMILIES_PER_RUN = 12, START_DAY = 20759 }; /* 2026-11-02, a Monday */

static void storm_choose(struct sim *s) {
    static const struct world_faults storms[] = {
        {0},
        {.drop = 1000, .duplicate = 1000, .delay = 3000},
        {.crash_before_commit = 300, .crash_after_commit = 300},
        {.drop = 400,
         .duplicate = 400,
         .delay = 1500,
         .crash_before_commit = 150,
         .crash_after_commit = 150,
         .clock_jump = 50},
    };
    const struct world_faults *storm = &storms[prng_below(&s->prng, sizeof storms / sizeof storms[0])];
    s->crashes = storm->crash_before_commit != 0;
    world_faults_set(s->world, *storm);
}

static bool all_over(const struct sim *s) {
    for (size_t i = 0; i < s->n_journeys; i++)
        if (!s->journeys[i].task.over) return false;
    return true;
}

void tasks_run(struct sim *s, int64_t ms) {
    int64_t until = world_now_ms(s->world) + ms;
    while (world_now_ms(s->world) < until) {
        for (size_t i = 0; i < s->n_journeys; i++) task_run(&s->journeys[i].task);
        for (int i = 0; i < PARTNERS; i++) task_run(&s->partners[i].task);
        world_run(s->world, 100);
    }
}

static bool partners_done(const struct sim *s) {
    for (int i = 0; i < PARTNERS; i++)
        if (!s->partners[i].task.over) return false;
    return true;
}

static bool live(struct sim *s) {
    tasks_run(s, 2000 + (int64_t)prng_below(&s->prng, 15000));
    if (!cut_make(s)) return false;
    for (int minutes = 0; minutes < 30 && !all_over(s); minutes++) tasks_run(s, 60000);
    if (!all_over(s))
        return snprintf(s->fault, sizeof s->fault, "a journey never ends: somebody is not answered"), false;
    world_faults_set(s->world, (struct world_faults){0});
    s->closing = true;
    for (int i = 0; i < 10 && !partners_done(s); i++) tasks_run(s, 10000);
    if (!partners_done(s)) return snprintf(s->fault, sizeof s->fault, "a partner is not answered"), false;
    if (!world_settle(s->world, 600000))
        return snprintf(s->fault, sizeof s->fault, "the followers never catch up"), false;
    world_run(s->world, 70000); /* what waited is tried again each minute */
    return true;
}

/* What a run did, to see that the storm met something. */
static void tell(const struct sim *s) {
    for (size_t i = 0; i < s->n_history; i++) {
        size_t done = 0, refused = 0;
        bool told = false;
        for (size_t k = 0; k < s->n_history; k++) {
            if (strcmp(s->history[k].event, s->history[i].event) != 0) continue;
            told |= k < i;
            done += s->history[k].reason == 0;
            refused += s->history[k].reason > 0;
        }
        if (!told) printf("  %-42s %3zu done %3zu refused\n", s->history[i].event, done, refused);
    }
}

static bool run_seed(uint64_t seed, bool quiet, bool talk) {
    struct world_options o = {.seed = seed,
                              .services = all_services,
                              .n_services = DAEMONS,
                              .territory = "test",
                              .start_ms = START_DAY * 86400000LL + 14 * 3600000LL};
    struct journey *journeys = calloc(FAMILIES_PER_RUN, sizeof *journeys);
    struct partner partners[PARTNERS] = {0};
    struct sim s = {.world = world_new(&o), .journeys = journeys, .n_journeys = FAMILIES_PER_RUN, .partners = partners};
    if (!journeys) abort();
    prng_init(&s.prng, seed ^ 0x5eed);
    families_init(&s.families, seed, START_DAY);
    setup_keys(&s);
    bool sound = setup_territory(&s);
    storm_choose(&s);
    for (size_t i = 0; i < s.n_journeys; i++) journey_begin(&s, &journeys[i]);
    for (int i = 0; i < PARTNERS; i++) partner_begin(&s, &partners[i], i);
    sound = sound && live(&s) && checks_all(&s) && restore_and_resend(&s);
    if (talk) tell(&s);
    if (!sound && !quiet) fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, s.fault);
    world_free(s.world);
    for (size_t i = 0; i < s.n_history; i++) free(s.history[i].body);
    free(s.history);
    free(journeys);
    return sound;
}

static int usage(void) {
    fputs("usage: sippe-sim [--seeds N] [--first SEED] [--must-fail] [--tell]\n"
          "Runs N seeds (default 20) from SEED on (default 1). A failing seed prints itself; run it alone with --seeds "
          "1 --first SEED.\n",
          stderr);
    return 2;
}

int main(int argc, char **argv) {
    static const struct option options[] = {{"seeds", required_argument, NULL, 'n'},
                                            {"first", required_argument, NULL, 'f'},
                                            {"must-fail", no_argument, NULL, 'm'},
                                            {"tell", no_argument, NULL, 't'},
                                            {NULL, 0, NULL, 0}};
    uint64_t seeds = 20, first = 1, failed = 0;
    bool must_fail = false, talk = false;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'n')
            seeds = strtoull(optarg, NULL, 10);
        else if (c == 'f')
            first = strtoull(optarg, NULL, 10);
        else if (c == 'm')
            must_fail = true;
        else if (c == 't')
            talk = true;
        else
            return usage();
    }
    for (uint64_t seed = first; seed < first + seeds; seed++) {
        if (!run_seed(seed, must_fail, talk)) failed++;
        if (must_fail && failed) break;
    }
    printf("%llu passed, %llu failed\n", (unsigned long long)(seeds - failed), (unsigned long long)failed);
    return must_fail ? failed == 0 : failed > 0;
}
