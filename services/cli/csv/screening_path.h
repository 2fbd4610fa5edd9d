/* From a path of the table to the field of a message: "household.children[].birth_date" and 1 is the second child's.
 * The paths are constants of screening_csv.c; a test follows each. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "proto/intake/notes.h"
#include "proto/intake/screening.h"

/* A field of a message: where a cell goes. */
struct screening_spot {
    ProtobufCMessage *owner;
    const ProtobufCFieldDescriptor *field;
};

/* Where the one cell goes that is no answer (SCREENING_NOTE). */
struct screening_note {
    intake__note_words *words;
    struct screening_spot spot;
};
struct screening_note screening_note_new(struct arena *a);
/* Why it would be refused, once the call that it was told with is taken: found before anything leaves. NULL: it would
 * not. */
struct screening_note_fault {
    const char *fr, *en;
};
const struct screening_note_fault *screening_note_fault(const char *text);

/* A path, looked up once for all rows. */
enum { SCREENING_PATH_MAX = 4 };
struct screening_path {
    const ProtobufCFieldDescriptor *fields[SCREENING_PATH_MAX];
    size_t n;
};
/* Of any message: a table of another kind reads its cells in the same way. */
bool message_path_read(const ProtobufCMessageDescriptor *type, const char *path, struct screening_path *out);
bool message_path_walk(struct arena *a, ProtobufCMessage *m, const struct screening_path *path, size_t at,
                       struct screening_spot *out);
/* False: the message has no such path. */
bool screening_path_read(const char *path, struct screening_path *out);
/* screening_path_find of a path that was read. */
bool screening_path_walk(struct arena *a, intake__screening *s, const struct screening_path *path, size_t at,
                         struct screening_spot *out);
/* The owner of the field at `path`, `at` being the element meant by "[]" (from 0). With an arena, messages on the way
 * are made; without, false when one is absent. False too for a path that the message does not have. */
bool screening_path_find(struct arena *a, intake__screening *s, const char *path, size_t at,
                         struct screening_spot *out);
/* How many elements the list of the path has. */
size_t screening_path_count(const intake__screening *s, const char *path);
