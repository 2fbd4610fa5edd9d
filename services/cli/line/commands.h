/* All commands of the program, in the order of the help: the way of a family through the desks, then the operators'.
 *
 * To add one: a row in the table of its noun, cmd/<noun>.c, with the function that it names. To add a noun: the file,
 * COMMANDS_OF here and a line in commands.c. */
#pragma once
#include <stddef.h>
#include "cli/line/args.h"

struct command_group {
    const char *fr, *en; /* heading of the help; NULL: under the one before */
    const struct command *list;
    const size_t *n;
};

extern const struct command_group command_groups[];
extern const size_t n_command_groups;

/* NULL: none. verb NULL: the command that the noun is by itself. */
const struct command *command_find(const char *noun, const char *verb);
/* Is there a command of this noun? *alone: the noun is a command by itself. */
bool command_noun(const char *noun, bool *alone);
/* Calls back for each command until it gives false. */
void commands_each(bool (*each)(void *owner, const struct command *k), void *owner);

/* One table a noun, cmd/<noun>.c; its number of rows beside it, because the array's size is known only there. */
#define COMMANDS_OF(name)                                                                                              \
    extern const struct command name##_commands[];                                                                     \
    extern const size_t n_##name##_commands
#define COMMANDS_END(name) const size_t n_##name##_commands = sizeof name##_commands / sizeof name##_commands[0]
COMMANDS_OF(screening);
COMMANDS_OF(quarantine);
COMMANDS_OF(draft);
COMMANDS_OF(inbound);
COMMANDS_OF(incident);
COMMANDS_OF(route);
COMMANDS_OF(family);
COMMANDS_OF(family_access);
COMMANDS_OF(family_merges);
COMMANDS_OF(kin);
COMMANDS_OF(person);
COMMANDS_OF(person_apart);
COMMANDS_OF(contact);
COMMANDS_OF(calls);
COMMANDS_OF(letter);
COMMANDS_OF(note);
COMMANDS_OF(history);
COMMANDS_OF(agreement);
COMMANDS_OF(attestation);
COMMANDS_OF(consent);
COMMANDS_OF(disclosure);
COMMANDS_OF(safety);
COMMANDS_OF(enrolment);
COMMANDS_OF(move);
COMMANDS_OF(takeover);
COMMANDS_OF(referral);
COMMANDS_OF(worklist);
COMMANDS_OF(erase);
COMMANDS_OF(hold);
COMMANDS_OF(worker);
COMMANDS_OF(keyworker);
COMMANDS_OF(visit);
COMMANDS_OF(told);
COMMANDS_OF(intensity);
COMMANDS_OF(encounter);
COMMANDS_OF(encounter_export);
COMMANDS_OF(directory);
COMMANDS_OF(notice);
COMMANDS_OF(notice_link);
COMMANDS_OF(answer);
COMMANDS_OF(territory);
COMMANDS_OF(member);
COMMANDS_OF(invite);
COMMANDS_OF(login);
COMMANDS_OF(key);
COMMANDS_OF(key_rotate);
COMMANDS_OF(key_wrapping);
COMMANDS_OF(key_destroyed);
COMMANDS_OF(audit);
COMMANDS_OF(status);
COMMANDS_OF(parked);
COMMANDS_OF(jobs);
COMMANDS_OF(journal);
COMMANDS_OF(call);
COMMANDS_OF(backup);
COMMANDS_OF(review);
COMMANDS_OF(program);
