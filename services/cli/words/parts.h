/* Words that stand in a file of their own: what all daemons share (proto/node.proto), and who may look. */
#pragma once
#include "cli/show/words.h"

enum { WORDS_CLOCK = 5, WORDS_SHOWS = 8, WORDS_CARE_TEAM = 2 };
extern const struct word words_clock[WORDS_CLOCK], words_shows[WORDS_SHOWS], words_care_team[WORDS_CARE_TEAM];
