/* Daemons that answer the program whatever the input says, at once or never (tests/lib/answered.h). */
#pragma once
#include "bytes.h"

enum { ASKED_MAX = 4000 };

/* Of the run that follows. Who asks more than ASKED_MAX times in it is stopped: it would ask for ever. */
void hostile_begin(struct bytes *from, bool terminal);
