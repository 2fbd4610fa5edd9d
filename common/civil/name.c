#include "civil/name.h"

#include <string.h>
#include "civil/ascii.h"
#include "base/daemons.h"

bool territory_name_is_valid(const char *name) {
    return text_is_of(name, ASCII_LOWER ASCII_DIGITS "-", TERRITORY_NAME_MAX) && name[0] != '-' &&
           name[strlen(name) - 1] != '-';
}

/* By each daemon's name and then the @, so that the name of a daemon that begins like another's is not cut. */
bool key_name_is_foreign(const char *name) {
    for (int i = 0; i < DAEMONS; i++) {
        size_t len = strlen(daemon_names[i]);
        if (strncmp(name, daemon_names[i], len) == 0 && name[len] == '@')
            return strnlen(name, KEY_NAME_MAX + 1) <= KEY_NAME_MAX && territory_name_is_valid(name + len + 1);
    }
    return false;
}

/* No dot or hyphen first: NAME.key would be a hidden file, and a name could be taken for an option. */
bool key_name_is_valid(const char *name) {
    if (key_name_is_foreign(name)) return true;
    return text_is_of(name, ASCII_LOWER ASCII_DIGITS ".-", KEY_NAME_MAX) && name[0] != '.' && name[0] != '-';
}
