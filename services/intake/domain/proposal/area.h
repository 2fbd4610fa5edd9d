/* Whose area a postal code lies in. The longest prefix that fits wins, among CLSCs and neighbours' doors together, so
 * that one may lie inside another's ("H9P1J3" inside "H9"); for prefixes of one length the CLSC wins. Codes and
 * prefixes may hold spaces and small letters. The ministry's own division (M34) is not in this project: a territory
 * lists its prefixes, and its check sees to it that none has two owners. */
#pragma once
#include <stddef.h>
#include "proto/intake/screening.h"
#include "proto/territory.h"

/* One of the two at most. */
struct area {
    const sippe__clsc *clsc; /* NULL: outside, or nobody's */
    const sippe__door *door; /* NULL: inside, or nobody's */
};

/* A code that cannot be read lies nowhere. */
struct area intake_area_of(const sippe__territory *t, const char *postal_code);
/* NULL: the territory has no such CLSC. */
const sippe__clsc *intake_clsc_find(const sippe__territory *t, const char *code);
/* The code of the call becomes the one of the territory that is meant: spreadsheets drop leading zeros. It stays as it
 * is when none differs by them alone, or two do. */
void intake_clsc_mend(const sippe__territory *t, intake__screening *s);
