/* Whose area a postal code lies in. The longest prefix that fits wins, among CLSCs and neighbours' doors together; for
 * prefixes of one length the CLSC wins. Codes and prefixes may hold spaces and small letters. */
#pragma once
#include <stddef.h>
#include "proto/territory.h"

struct area {
    const sippe__clsc *clsc; /* NULL: outside, or nobody's */
    const sippe__door *door; /* NULL: inside, or nobody's */
};

struct area intake_area_of(const sippe__territory *t, const char *postal_code);
/* NULL: the territory has no such CLSC. */
const sippe__clsc *intake_clsc_find(const sippe__territory *t, const char *code);
