/* One turn of the engine: what it gives out is sent only when it has committed. */
#include <unistd.h>
#include "runtime/daemon.h"
#include "sys/clock.h"

/* Nothing of this turn was acknowledged. What the disk holds is found by opening it anew, in a new process: after a
 * failed flush this one's view of the file may be another than the disk's. _exit, so that nothing tidies up on the
 * way. */
__attribute__((noreturn)) static void turn_failed(struct daemon *d, int err) {
    struct fault f;
    fault_set(&f, EXIT_TURN_FAILED, "turn.failed",
              "une écriture a échoué (%s) ; rien n'en a été confirmé, le démon s'arrête",
              "a write failed (%s); nothing of it was acknowledged, the daemon stops", err_text(err));
    _exit(fault_tell(&f, d->process.program, &d->process.log));
}

/* Once, when it begins and when it ends: an alarm that comes each turn is turned off. */
static void clock_watch(struct daemon *d) {
    static const char *const words[] = {"believed", "asking", "set-back", "behind", "ahead", "peers"};
    node__clock clock = engine_clock(d->engine);
    if (clock == d->clock) return;
    d->clock = clock;
    LOG(&d->process.log, clock == CLOCK_BELIEVED ? LEVEL_INFO : LEVEL_WARN, "clock", LOG_WORD("state", words[clock]));
}

/* A line when room ends and one when it is back: whoever reads the log alone would see a daemon that is well. */
static void room_tell(struct daemon *d) {
    bool refuses = !engine_is_accepting(d->engine) && !engine_is_asking(d->engine);
    if (refuses == d->refuses) return;
    d->refuses = refuses;
    LOG(&d->process.log, refuses ? LEVEL_ERROR : LEVEL_INFO, "room", LOG_BOOL("accepting", !refuses));
}

static void turn(struct daemon *d, int64_t now_ms) {
    int err = engine_turn(d->engine, now_ms, clock_boot_ms());
    if (err) turn_failed(d, err);
    clock_watch(d);
    room_tell(d);
    meters_turn(&d->meters, engine_counters(d->engine));
    ports_send(&d->ports, now_ms);
    beside_start(d);
}

/* 0 is the engine's word for it: call at once, messages wait. */
static bool inbox_is_empty(const struct daemon *d) { return engine_wake_ms(d->engine) != 0; }

/* All that has come, whatever a turn left over: who may wait and who is refused is the engine's to say, and what lay in
 * libzmq instead would have no bound, and be done long after its sender had gone. */
void turn_run(struct daemon *d) {
    bus_work(d->ports.bus, RECEIVE_MAX);
    int64_t now = clock_now_ms();
    if (engine_has_work(d->engine, now)) turn(d, now);
}

void turn_drain(struct daemon *d) {
    for (int i = 0; i < DRAIN_TURNS && !inbox_is_empty(d); i++) turn(d, clock_now_ms());
}

void turn_last(struct daemon *d) {
    if (!d->service->n_jobs || engine_is_asking(d->engine)) return;
    int err = engine_turn(d->engine, clock_now_ms(), clock_boot_ms());
    if (err) turn_failed(d, err);
}
