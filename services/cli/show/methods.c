#include "cli/show/methods.h"

#include <string.h>
#include "contract/contract.h"
#include "cli/show/output.h"
#include "text/json.h"

/* "family_id:bytes covers:SharedItem[]" */
static const char *fields_line(struct cli *c, const ProtobufCMessageDescriptor *type) {
    const char *all = "";
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        const char *holds = contract_type(f), *dot = strrchr(holds, '.');
        all = arena_printf(&c->arena, "%s%s%s:%s%s", all, i ? " " : "", f->name, dot ? dot + 1 : holds,
                           f->label == PROTOBUF_C_LABEL_REPEATED ? "[]" : "");
    }
    return all;
}

static json_t *fields_json(const ProtobufCMessageDescriptor *type) {
    json_t *all = json_array();
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        json_array_append_new(all, json_pack("{s:s, s:s, s:b}", "name", f->name, "type", contract_type(f), "repeated",
                                             f->label == PROTOBUF_C_LABEL_REPEATED));
    }
    return all;
}

/* Both forms are gathered in one walk; which is printed, --json decides. */
int methods_list(struct cli *c, const char *word) {
    struct table *t = table_new(c, "Méthode|~Champs de la demande", "Method|~Fields of the request");
    json_t *all = json_array();
    struct rpc r;
    for (size_t i = 0; contract_at(&c->arena, i, &r); i++) {
        const char *fields = fields_line(c, r.request);
        if (word && !strcasestr(r.method, word) && !strcasestr(fields, word)) continue;
        table_paint(t, COLOUR_BOLD, r.method);
        table_cell(t, fields);
        json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:o}", "method", r.method, "request", r.request->name,
                                             "reply", r.reply->name, "fields", fields_json(r.request)));
    }
    table_end(t);
    if (c->json) fprintf(c->out, "%s\n", json_print(&c->arena, all, false));
    say(c, "%s.", "%s.", counted(c, json_array_size(all), "méthode", "method"));
    json_decref(all);
    return CLI_DONE;
}
