/* The rules of a small territory for tests: CLSCs 99001 and 99002 of the invented families, referrals to partners, a
 * joint first visit, the programme's cadence. In force from 2020 on. */
#pragma once
#include "base/arena.h"
#include "proto/territory.h"

sippe__territory *rules_for_tests(struct arena *a, const char *territory);
