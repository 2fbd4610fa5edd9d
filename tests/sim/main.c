/* sippe-sim: runs seeds; a failing one prints itself. */
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include "sim.h"
#include "methods.h"
#include "services.h"
#include "years/years.h"

enum { FAMILIES_PER_RUN = 12, START_DAY = 20759 }; /* 2026-11-02, a Monday */

/* ---- keys of subjects, drawn of the seed: what is hashed by them decides what is answered first ---- */

static struct prng drawn;

static const char *drawn_name(void) { return "sippe-sim"; }
static uint32_t drawn_number(void) { return (uint32_t)prng_u64(&drawn); }
static void drawn_bytes(void *const out, const size_t len) { prng_bytes(&drawn, out, len); }
static struct randombytes_implementation seeded = {
    .implementation_name = drawn_name, .random = drawn_number, .buf = drawn_bytes};

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
        for (int i = 0; i < CLERKS; i++) task_run(&s->clerks[i].task);
        for (int i = 0; i < PARTNERS; i++) reader_run(&s->readers[i]);
        world_run(s->world, 100);
    }
}

static bool all_done(const struct sim *s) {
    bool done = s->echoes == 0;
    for (int i = 0; i < PARTNERS; i++) done &= s->partners[i].task.over;
    for (int i = 0; i < CLERKS; i++) done &= s->clerks[i].task.over;
    return done;
}

void year_begins(struct sim *s) {
    s->year_over = true;
    checks_looked(s);
    looked_forget(s);
}

static void years_pass(struct sim *s) {
    year_begins(s);
    world_pass(s->world, 800 * DAY);
}

void nights_pass(struct sim *s, int nights, int64_t each_ms) {
    for (int i = 0; i < nights; i++) {
        world_pass(s->world, each_ms);
        world_run(s->world, 3000);
    }
}

/* Days go by, with a little work in some: deadlines come, visits have been made, the fifth wrong code is forgotten. */
static void days_pass(struct sim *s) {
    int days = (int)prng_below(&s->prng, 5);
    for (int i = 0; i < days; i++) {
        nights_pass(s, (int)prng_below(&s->prng, 3), DAY);
        world_pass(s->world, DAY + (int64_t)prng_below(&s->prng, 3) * HOUR);
        tasks_run(s, 20000 + (int64_t)prng_below(&s->prng, 20000));
    }
    if (chance(s, 10)) nights_pass(s, 30, DAY);
    if (chance(s, 5)) years_pass(s);
}

/* The cut falls into the middle of it; in some seeds one daemon has not been heard by another for a while. */
static bool cut_in_storm(struct sim *s) {
    const char *a = daemon_names[prng_below(&s->prng, DAEMONS)], *b = daemon_names[prng_below(&s->prng, DAEMONS)];
    bool backlog = chance(s, 50) && a != b;
    tasks_run(s, 2000 + (int64_t)prng_below(&s->prng, 15000));
    if (backlog) {
        world_cut_off(s->world, a, b, true);
        tasks_run(s, 5000 + (int64_t)prng_below(&s->prng, 20000));
    }
    bool made = cut_make(s);
    world_cut_off(s->world, a, b, false);
    return made;
}

static bool close_up(struct sim *s) {
    s->closing = true;
    for (int i = 0; i < 10 && !all_done(s); i++) tasks_run(s, 10000);
    return all_done(s) || sim_fault(s, (struct id){{0}}, "a partner, or a clerk, is not answered");
}

bool tasks_again(struct sim *s) {
    s->closing = false;
    for (int i = 0; i < PARTNERS; i++) s->partners[i].task.over = false;
    for (int i = 0; i < CLERKS; i++) s->clerks[i].task.over = false;
    tasks_run(s, 15000);
    bool closed = close_up(s);
    if (closed && !world_settle(s->world, 600000))
        return sim_fault(s, (struct id){{0}}, "the followers never catch up again");
    world_run(s->world, 70000);
    return closed;
}

/* A partner whose computer was lost reads its stream from the beginning. */
static void read_anew(struct sim *s) {
    struct reader r;
    reader_begin(s, &r, (int)prng_below(&s->prng, PARTNERS));
    for (int i = 0; i < 60; i++) {
        reader_run(&r);
        world_run(s->world, 100);
    }
    while (r.asking) world_run(s->world, 500);
    reader_end(&r);
}

static bool calm(struct sim *s) {
    world_faults_set(s->world, (struct world_faults){0});
    if (s->year_over) clocks_confirmed(s);
    if (!close_up(s)) return false;
    if (!checks_quiet(s)) return false;
    for (size_t i = 0; i < s->n_keys; i++) s->keys[i].settled = s->keys[i].revoked;
    parked_retry(s);
    read_anew(s);
    return true;
}

static bool live(struct sim *s) {
    bool days_first = chance(s, 30);
    if (days_first) days_pass(s);
    if (!cut_in_storm(s)) return false;
    for (int minutes = 0; minutes < 30 && !all_over(s); minutes++) tasks_run(s, 60000);
    if (!all_over(s)) return sim_fault(s, (struct id){{0}}, "a journey never ends: somebody is not answered");
    if (!days_first) days_pass(s);
    return calm(s);
}

static bool situations(struct sim *s) {
    return (!chance(s, 35) || situation_parked(s)) && (!chance(s, 15) || situation_full(s)) &&
           (!chance(s, 20) || situation_revoked(s)) && (!chance(s, 15) || situation_clock(s)) &&
           (!chance(s, 15) || situation_jobs(s)) && (!chance(s, 20) || situation_rules(s)) &&
           (!chance(s, 75) || situation_crossed(s)) && (!chance(s, 25) || situation_opened(s)) &&
           (!chance(s, 30) || situation_parted(s)) && (!chance(s, 30) || situation_erased(s)) &&
           (!chance(s, 10) || situation_rewrapped(s)) && (!chance(s, 10) || situation_nobody_works(s));
}

/* Not over a year: a call that is sent again after that is too old to be taken. */
static bool put_back(struct sim *s) {
    journals_count(s);
    if (s->year_over) return true;
    bool well = chance(s, 25) ? situation_one_back(s) : restore_and_resend(s);
    journals_count(s);
    return well;
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

static void everybody_begins(struct sim *s) {
    for (size_t i = 0; i < s->n_journeys; i++) journey_begin(s, &s->journeys[i]);
    for (int i = 0; i < PARTNERS; i++) partner_begin(s, &s->partners[i], i);
    for (int i = 0; i < PARTNERS; i++) reader_begin(s, &s->readers[i], i);
    for (int i = 0; i < CLERKS; i++) clerk_begin(s, &s->clerks[i], i);
}

static void everybody_ends(struct sim *s) {
    world_free(s->world);
    for (size_t i = 0; i < s->n_journeys; i++) task_end(&s->journeys[i].task);
    for (int i = 0; i < PARTNERS; i++) task_end(&s->partners[i].task);
    for (int i = 0; i < PARTNERS; i++) reader_end(&s->readers[i]);
    for (int i = 0; i < CLERKS; i++) clerk_end(&s->clerks[i]);
    for (size_t i = 0; i < s->n_history; i++) free(s->history[i].body);
    free(s->history);
    owners_free(s->owners);
    looked_free(s->looked);
    kept_from_free(s->kept_from);
    trace_free(s->trace);
    leaves_free(s->leaves);
}

static struct options {
    uint64_t seeds, first;
    bool must_fail, talk, covered, counts, digests;
    struct years_options years; /* none: seeds */
} options = {.seeds = 20, .first = 1, .years = {.families = 30}};

static void seed_over(struct sim *s, uint64_t seed, bool sound) {
    coverage_seed_over();
    if (options.talk) tell(s);
    if (options.digests) digest_print(s, seed);
    if (!sound && !options.must_fail) trace_print(s, seed);
}

static bool run_seed(uint64_t seed) {
    struct world_options o = {.seed = seed,
                              .services = all_services,
                              .n_services = DAEMONS,
                              .territory = "test",
                              .start_ms = START_DAY * DAY + 14 * HOUR};
    prng_init(&drawn, seed ^ 0xc4a2ce);
    struct journey journeys[FAMILIES_PER_RUN] = {0};
    struct partner partners[PARTNERS] = {0};
    struct reader readers[PARTNERS] = {0};
    struct clerk clerks[CLERKS] = {0};
    struct sim s = {.world = world_new(&o),
                    .journeys = journeys,
                    .partners = partners,
                    .readers = readers,
                    .clerks = clerks,
                    .owners = owners_new(),
                    .looked = looked_new(),
                    .kept_from = kept_from_new(),
                    .trace = trace_new(),
                    .leaves = leaves_new()};
    prng_init(&s.prng, seed ^ 0x5eed);
    s.n_journeys = 4 + prng_below(&s.prng, FAMILIES_PER_RUN - 3);
    families_init(&s.families, seed, START_DAY);
    setup_keys(&s);
    leaves_watch(&s);
    world_turned(s.world, checks_turn, &s);
    world_stepped(s.world, checks_day, &s);
    bool sound = setup_territory(&s);
    storm_choose(&s);
    everybody_begins(&s);
    sound = sound && live(&s) && situations(&s) && checks_all(&s) && put_back(&s) && !s.fault[0];
    seed_over(&s, seed, sound);
    everybody_ends(&s);
    return sound;
}

static int usage(void) {
    fputs("usage: sippe-sim [--seeds N] [--first SEED] [--must-fail] [--tell] [--covered] [--counts] [--digests]\n"
          "Runs N seeds (default 20) from SEED on (default 1). A failing seed prints itself; run it alone with --seeds "
          "1 --first SEED.\n"
          "--covered: fails too when a command or an event of the services was not reached, or hangs on few seeds.\n"
          "--years N [--families N] [--listed FILE]: so many years of so many families (default 30), by a policy; the "
          "lists of chosen days go to FILE.\n"
          "--counts: how often each method was accepted, and in how many seeds. --digests: of all that a seed did, to "
          "compare two runs or two builds.\n",
          stderr);
    return 2;
}

static bool options_read(int argc, char **argv) {
    static const struct option names[] = {{"seeds", required_argument, NULL, 'n'},
                                          {"first", required_argument, NULL, 'f'},
                                          {"must-fail", no_argument, NULL, 'm'},
                                          {"covered", no_argument, NULL, 'c'},
                                          {"counts", no_argument, NULL, 'o'},
                                          {"digests", no_argument, NULL, 'd'},
                                          {"tell", no_argument, NULL, 't'},
                                          {"years", required_argument, NULL, 'y'},
                                          {"families", required_argument, NULL, 'F'},
                                          {"listed", required_argument, NULL, 'l'},
                                          {NULL, 0, NULL, 0}};
    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (c == 'n')
            options.seeds = strtoull(optarg, NULL, 10);
        else if (c == 'f')
            options.first = strtoull(optarg, NULL, 10);
        else if (c == 'y')
            options.years.years = atoi(optarg);
        else if (c == 'F')
            options.years.families = atoi(optarg);
        else if (c == 'l')
            options.years.listed = optarg;
        else if (c == '?')
            return false;
        options.must_fail |= c == 'm';
        options.covered |= c == 'c';
        options.counts |= c == 'o';
        options.digests |= c == 'd';
        options.talk |= c == 't';
    }
    return true;
}

int main(int argc, char **argv) {
    uint64_t failed = 0;
    if (!options_read(argc, argv)) return usage();
    if (randombytes_set_implementation(&seeded)) return 2;
    if (options.years.years) {
        options.years.seed = options.first;
        options.years.idle = options.must_fail;
        prng_init(&drawn, options.first ^ 0xc4a2ce);
        return years_run(&options.years);
    }
    for (uint64_t seed = options.first; seed < options.first + options.seeds; seed++) {
        if (!run_seed(seed)) failed++;
        if (options.must_fail && failed) break;
    }
    if (options.counts) coverage_print();
    printf("%llu passed, %llu failed\n", (unsigned long long)(options.seeds - failed), (unsigned long long)failed);
    if (options.covered && !coverage_is_whole()) return 1;
    return options.must_fail ? failed == 0 : failed > 0;
}
