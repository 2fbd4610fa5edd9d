/* A station told to the person who sits there, among her open sessions: "Edge 130, Windows", "Firefox, Linux". Of what
 * a browser says of itself only words of ours and a number pass, so that nobody writes on her page. Pure. */
#pragma once
#include "base/span.h"

enum { PLACE_MAX = 40 };

/* "navigateur" when it is none that is known; never empty. */
void place_of(struct span user_agent, char out[PLACE_MAX + 1]);
