/* Names of keys and of territories.
 *
 *   guichet-99001      a person's, a program's or a daemon's key: a-z 0-9, and, but not first, . and -
 *   nord               a territory: a-z 0-9, and inside also -
 *   intake@nord        what a daemon of another territory is called in our key table and our peers file; a name
 *                      without @ is always of the own territory
 *
 * So few characters, because a name is a file (guichet-99001.key), a word of the log, a ZAP user id and part of a
 * stream's name: none of those may need quoting, and a slash or a space must not get anywhere. */
#pragma once
#include <stdbool.h>

enum { KEY_NAME_MAX = 63, TERRITORY_NAME_MAX = 32 }; /* in char[64], with its NUL */

/* At most KEY_NAME_MAX characters; with an @, a daemon's name before and a territory's after it. */
bool key_name_is_valid(const char *name);
/* Valid, and of another territory's daemon. */
bool key_name_is_foreign(const char *name);
bool territory_name_is_valid(const char *name);
