/* The gateway is gone and back, on the same port and store, while the territory goes on. */
#pragma once
#include "stage.h"

void away_stop(struct stage *s);
void away_start(struct stage *s);
/* While it is away, of the file with its secret of the stations: "renew" puts another one before it, "lose" takes it
 * away, "find" puts back what was lost. False: not now, or none of these. */
bool away_stations(struct stage *s, const char *what);
