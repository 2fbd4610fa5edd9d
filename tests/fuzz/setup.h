/* A quiet territory in which one family has been called, decided, enrolled, visited and referred, and another only
 * called; a third call was interrupted. */
#pragma once
#include "civil/date.h"
#include "harness.h"

/* Stops the program when a step is refused. Adds the keys first, so the world must not have run yet. */
void setup_run(struct world *w, day today);
