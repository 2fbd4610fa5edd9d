/* Four services on throwaway stores, with a family that has come all the way: what the fuzzers of the engine talk to.
 * It is made anew after so many inputs; before it goes, the rows are rebuilt from the journals and must be the same. */
#pragma once
#include "harness.h"

enum { STATION_INPUTS = 2000, STATION_IDS = 250, ID_MARK = 0xe7 };

struct station {
    struct world *world;
    struct arena arena;
    int64_t now_ms; /* what the engines are told */
    size_t n_inputs;
    struct id ids[STATION_IDS]; /* of all things and records that the setting up made */
    size_t n_ids;
};

/* The one of this process, fresh or used. A fault of the rebuild stops the program. */
struct station *station_take(void);
void station_leave(struct station *s);
/* The next one is fresh. */
void station_end(void);
/* Fifteen bytes ID_MARK and one k stand for the k-th id, so that a kept input stays good when ids change. */
void station_ids_fill(const struct station *s, uint8_t *data, size_t len);
void station_ids_mark(const struct station *s, uint8_t *data, size_t len);
/* Pushes a frame and runs one turn. The first Reply that comes out, in the station's arena; NULL: none. */
const sippe__reply *station_exchange(struct station *s, const char *daemon, const char *principal, const char *journal,
                                     struct span frame);
/* The same of an engine whose turns may fail: 0, or the turn's error. */
int station_try(struct station *s, struct engine *e, struct engine_in *in, const sippe__reply **reply);
struct span station_frame(struct arena *a, const char *method, const uint8_t request_id[16], struct span body);
/* Stops the program: what the fuzzer calls a crash. */
__attribute__((noreturn, format(printf, 1, 2))) void station_fault(const char *format, ...);

/* Every request that the setting up sends; for those who write the corpora. */
typedef void station_said_fn(const char *daemon, const char *method, struct span body);
extern station_said_fn *station_said;

/* The key that speaks with this role; NULL: none does. */
const char *station_key_of(sippe__role role);
