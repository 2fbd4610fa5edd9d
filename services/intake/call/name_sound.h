/* How a name sounds: what spellings of one name share that no rule of spelling makes equal. Rough on purpose, and only
 * ever asked together with a birth date. */
#pragma once
#include "base/arena.h"

/* Of one word of a name as intake_name_key gives it: "Lachance" and "Lachanse", "Stéphanie" and "Stefany", "Mélanie"
 * and "Melany" sound alike. Letters that are not Latin stand as they are. In the arena; never longer than the word. */
char *intake_name_sound(struct arena *a, const char *key);
