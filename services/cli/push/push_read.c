#include <string.h>
#include "base/message.h"
#include "cli/csv/screening_file.h"
#include "cli/call/input.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "cli/push/push.h"
#include "text/bind.h"
#include "text/json.h"

/* A row that cannot be read is a row all the same: it is counted, told with its line, and stops no other. */
static struct push_row *row_add(struct cli *c, struct push_rows *rows, const char *path, unsigned line,
                                const intake__screening *screening) {
    struct push_row *row = message_grow(&c->arena, (void **)&rows->list, &rows->n, sizeof *row);
    *row = (struct push_row){.file = path, .line = line, .screening = screening};
    rows->unreadable += !screening;
    return row;
}

/* Errors of the file as a whole; rows that can be read are kept with theirs. A fault of the table's own form (an open
 * quote) ends it: what follows could be read as anything. */
static int csv_rows(struct cli *c, const char *path, struct span text, struct push_rows *rows) {
    struct text_errors errors = {0};
    struct screening_renames renames = {0};
    struct screening_file f;
    struct span mapping;
    const char *map = arg_text(c, "mapping");
    if (map && input_read(c, map, &mapping)) return c->exit;
    if (map && !screening_renames_read(&c->arena, mapping, &renames, &errors)) return fail_text(c, &errors, map);
    if (!screening_file_open(&f, &c->arena, text, zone_of(c), map ? &renames : NULL, &errors))
        return fail_text(c, &errors, path);
    for (;;) {
        struct screening_row row = {0};
        struct text_errors of_row = {0};
        int rc = screening_file_next(&f, &c->arena, &row, &of_row);
        if (rc == 0) return 0;
        struct push_row *added = row_add(c, rows, path, row.line, rc < 0 ? NULL : row.screening);
        added->errors = of_row;
        added->cut = rc < 0;
        if (rc < 0) return 0;
    }
}

/* One screening, or a list of them. */
static int json_rows(struct cli *c, const char *path, struct span text, struct push_rows *rows) {
    struct text_errors errors = {0};
    struct tree *tree = json_tree(&c->arena, (const char *)text.data, text.len, &errors);
    if (!tree) return fail_text(c, &errors, path);
    const struct tree *one = tree->kind == TREE_LIST ? tree->child : tree;
    for (; one; one = tree->kind == TREE_LIST ? one->next : NULL) {
        struct text_errors of_row = {0};
        intake__screening *s = bind_message(&c->arena, &intake__screening__descriptor, one, &of_row);
        struct push_row *row = row_add(c, rows, path, one->place.line, s);
        row->errors = of_row;
        row->tree = one;
    }
    return 0;
}

/* Looked at, not believed by its name: an export is called as its system likes. */
int push_file_read(struct cli *c, const char *path, struct push_rows *rows) {
    struct span text;
    int rc = input_read(c, path, &text);
    if (rc) return rc;
    const uint8_t *at = text.data;
    while ((size_t)(at - text.data) < text.len && strchr(" \t\r\n", *at)) at++;
    bool json = (size_t)(at - text.data) < text.len && (*at == '{' || *at == '[');
    return json ? json_rows(c, path, text, rows) : csv_rows(c, path, text, rows);
}
