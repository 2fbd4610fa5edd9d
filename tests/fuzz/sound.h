/* The stores of a station, whole, as they are when all is well: what targets spoil before a daemon starts on it. */
#pragma once
#include "station.h"

extern struct sound {
    struct station *station; /* its daemons are stopped */
    struct arena arena;      /* lives as long as the process */
    struct span images[DAEMONS];
} sound;

/* Once; `before` may be NULL, and runs while the daemons do. */
void sound_make(void (*before)(void));
/* The store of this daemon is whole again, beside it lies nothing, a second has passed, the station's arena is empty. */
void sound_put(int daemon);
/* A file beside the store. */
void sound_beside(int daemon, const char *name, struct span content);
/* What engine_verify gives; a difference without a word stops the program. */
int sound_verify(struct engine *e);
