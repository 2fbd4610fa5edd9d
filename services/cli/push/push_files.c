#include "cli/push/push_files.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/call/zone.h"
#include "cli/push/push_faults.h"
#include "cli/show/output.h"
#include "text/bind/bind.h"
#include "text/json.h"

enum { PASSED = 4 << 20 }; /* bytes, more or less: letting go costs a call */

/* The table of another system's names, the same for all files. NULL with rc 0: none was given. */
static int renames_read(struct cli *c, struct screening_renames **out) {
    const char *map = arg_text(c, "mapping");
    struct text_errors errors = {0};
    struct span text;
    *out = NULL;
    if (!map) return 0;
    if (input_read(c, map, &text)) return c->exit;
    *out = arena_alloc(&c->arena, sizeof **out);
    return screening_renames_read(&c->arena, text, *out, &errors) ? 0 : fail_file(c, &errors, map);
}

static int table_open(struct cli *c, struct push_file *f, const struct screening_renames *renames) {
    struct text_errors errors = {0};
    const char *const *titles;
    int rc;
    struct screening_reading how = {.renames = renames, .encoding = input_encoding(c, &rc)};
    if (rc) return rc;
    how.zone = zone_of(c);
    if (!screening_file_open(&f->table, &c->arena, f->text, &how, &errors)) return fail_file(c, &errors, f->path);
    size_t n = screening_header_ignored(f->table.header, &titles);
    input_ignored_say(c, f->path, titles, n);
    return input_encoding_check(c, f->path, &f->table.csv);
}

/* What lies behind the reading is let go: the pages of a file that is looked at count as this program's. */
static void file_passed(struct push_file *f, const char *at) {
    size_t done = (size_t)(at - (const char *)f->text.data);
    if (!f->mapped || done < f->passed + PASSED) return;
    input_pass(span_of(f->text.data + f->passed, done - f->passed));
    f->passed = done;
}

/* Once from one end to the other: what was looked at is let go, and read again from the front. */
static void file_opened(struct push_file *f) {
    if (f->mapped) input_pass(f->text);
    f->passed = 0;
}

/* From one end to the other before the first is queued: of a file that is no JSON nothing is. */
static int json_open(struct cli *c, struct push_file *f) {
    struct text_errors errors = {0};
    struct json_items items = json_items(f->text);
    struct json_item item;
    struct arena a;
    int got;
    arena_init(&a);
    f->json = true;
    while ((got = json_items_next(&items, &a, &item, &errors)) > 0 &&
           json_tree_at(&a, item.text, item.place, &errors)) {
        arena_reset(&a);
        file_passed(f, items.at);
    }
    int rc = got ? fail_file(c, &errors, f->path) : 0;
    arena_close(&a);
    return rc;
}

/* Looked at, not believed by its name: an export is called as its system likes. */
static int file_open(struct cli *c, struct push_file *f, const struct screening_renames *renames) {
    int rc = input_look(c, f->path, &f->text, &f->mapped);
    if (rc) return rc;
    size_t at = 0;
    while (at < f->text.len && strchr(" \t\r\n", f->text.data[at])) at++;
    bool json = at < f->text.len && (f->text.data[at] == '{' || f->text.data[at] == '[');
    rc = json ? json_open(c, f) : table_open(c, f, renames);
    file_opened(f);
    return rc;
}

int push_files_open(struct cli *c, struct push_file **out) {
    struct screening_renames *renames;
    int rc = renames_read(c, &renames);
    *out = arena_alloc(&c->arena, (c->args.n_operands + 1) * sizeof **out);
    for (size_t i = 0; rc == 0 && operand(c, i); i++) {
        (*out)[i].path = operand(c, i);
        rc = file_open(c, &(*out)[i], renames);
    }
    if (rc) push_files_close(*out);
    return rc;
}

void push_files_close(struct push_file *files) {
    for (; files->path; files++)
        if (files->mapped) input_forget(files->text);
}

/* A fault of the table's own form (an open quote) ends it: what follows could be read as anything. */
static int table_each(struct push_file *f, struct arena *a, push_row_fn each, void *owner) {
    for (;;) {
        struct screening_row row = {0};
        struct text_errors errors = {0};
        int got = screening_file_next(&f->table, a, &row, &errors);
        if (got == 0) return 0;
        int rc = each(owner, &(struct push_reading){.file = f,
                                                    .line = row.line,
                                                    .screening = got < 0 ? NULL : row.screening,
                                                    .note = row.note ? row.note : "",
                                                    .errors = &errors,
                                                    .cells = got < 0 ? NULL : &row.cells,
                                                    .cut = got < 0,
                                                    .arena = a});
        if (rc || got < 0) return rc;
        arena_reset(a);
        file_passed(f, f->table.csv.at);
    }
}

/* It was looked through when it was opened: what is wrong now was changed since. */
static int json_each(struct push_file *f, struct arena *a, push_row_fn each, void *owner) {
    struct json_items items = json_items(f->text);
    struct json_item item;
    for (;;) {
        struct text_errors errors = {0};
        if (json_items_next(&items, a, &item, &errors) <= 0) return 0;
        const struct tree *one = json_tree_at(a, item.text, item.place, &errors);
        const char *note = "";
        bool whole = one && input_note_take(a, one, &note, &errors);
        int rc =
            each(owner, &(struct push_reading){
                            .file = f,
                            .line = item.place.line,
                            .screening = whole ? bind_message(a, &intake__screening__descriptor, one, &errors) : NULL,
                            .note = note,
                            .errors = &errors,
                            .tree = one,
                            .item = item,
                            .arena = a});
        if (rc) return rc;
        arena_reset(a);
        file_passed(f, items.at);
    }
}

int push_file_each(struct push_file *f, push_row_fn each, void *owner) {
    struct arena a;
    arena_init(&a);
    int rc = f->json ? json_each(f, &a, each, owner) : table_each(f, &a, each, owner);
    arena_close(&a);
    return rc;
}
