/* Any request of the contract, by the name of its method: what has no command of its own is in reach too. */
#include <ctype.h>
#include <string.h>
#include "base/message.h"
#include "contract/contract.h"
#include "cli/call/input.h"
#include "cli/call/session.h"
#include "cli/call/skeleton.h"
#include "cli/line/commands.h"
#include "cli/line/help.h"
#include "cli/show/methods.h"
#include "cli/show/output.h"
#include "sys/random.h"
#include "text/json.h"

enum { NEAR_MAX = 6 };

/* ---- which method ---- */

static char *text_lower(struct cli *c, const char *text) {
    char *out = arena_text(&c->arena, text);
    for (char *at = out; *at; at++) *at = (char)tolower((unsigned char)*at);
    return out;
}

static const char *behind_dot(const char *method) {
    const char *dot = strchr(method, '.');
    return dot ? dot + 1 : method;
}

static bool word_is_near(const char *typed, const char *candidate) {
    struct nearest near = {.typed = typed};
    nearest_try(&near, candidate);
    return nearest_found(&near) != NULL;
}

/* Those that may have been meant: by their whole name, or by what stands behind the dot (no daemon, or another one's,
 * was named). "" for none, or too many to choose from. */
static const char *methods_near(struct cli *c, const char *typed, bool whole) {
    const char *all = "";
    struct rpc r;
    size_t n = 0;
    typed = whole ? text_lower(c, typed) : behind_dot(text_lower(c, typed));
    for (size_t i = 0; contract_at(&c->arena, i, &r); i++) {
        if (!word_is_near(typed, whole ? text_lower(c, r.method) : behind_dot(text_lower(c, r.method)))) continue;
        all = arena_printf(&c->arena, "%s%s%s", all, n++ ? ", " : "", r.method);
    }
    return n <= NEAR_MAX ? all : "";
}

static int method_unknown(struct cli *c, const char *typed) {
    const char *near = methods_near(c, typed, true);
    if (!*near) near = methods_near(c, typed, false);
    if (!*near)
        return stop(c, CLI_USAGE, "Méthode inconnue : %s. Voir : sippe call --list",
                    "Unknown method: %s. See: sippe call --list", typed);
    return stop(c, CLI_USAGE, "Méthode inconnue : %s. Vouliez-vous dire %s ?", "Unknown method: %s. Did you mean %s?",
                typed, near);
}

/* Said by hand and not by the table: with --list a word in its place is optional, and not a method. */
static int method_find(struct cli *c, struct rpc *out) {
    const char *typed = operand(c, 0);
    if (typed) return contract_find(&c->arena, typed, out) ? 0 : method_unknown(c, typed);
    return stop(c, CLI_USAGE, "Il manque MÉTHODE. Usage : %s. Toutes : sippe call --list",
                "METHOD is missing. Usage: %s. All: sippe call --list", help_synopsis(c, c->command));
}

/* ---- a request ---- */

/* The daemon that is asked: the method's own, or, of node's, the one that --at names. */
static int daemon_of(struct cli *c, const struct rpc *r, enum daemon_name *out) {
    const char *at = arg_text(c, "at");
    bool is_node = r->daemon == DAEMONS;
    if (is_node && !at)
        return stop(c, CLI_USAGE, "%s : chaque démon y répond pour lui-même. Lequel (--at) ? %s",
                    "%s: each daemon answers it for itself. Which one (--at)? %s", r->method, DAEMON_WORDS);
    if (!is_node && at)
        return stop(c, CLI_USAGE, "--at ne va qu'avec les méthodes de node; %s va toujours à %s.",
                    "--at goes with node's methods only; %s always goes to %s.", r->method, daemon_names[r->daemon]);
    *out = (enum daemon_name)(is_node ? daemon_find(at) : r->daemon);
    return 0;
}

/* Drawn here and not by the bus: when nobody answers, the person must be told under which id to repeat. */
static int request_id(struct cli *c, struct id *out) {
    const char *text = arg_text(c, "request-id");
    if (!text) {
        *out = random_id();
        return 0;
    }
    if (id_parse(text, out) && !id_is_zero(*out)) return 0;
    return stop(c, CLI_USAGE, "--request-id attend les 32 chiffres d'un identifiant.",
                "--request-id expects the 32 digits of an id.");
}

static int message_print(struct cli *c, const ProtobufCMessage *m) {
    return c->json ? print_json_line(c, m) : print_json(c, m);
}

static int request_send(struct cli *c, const struct rpc *r, enum daemon_name at, const ProtobufCMessage *request,
                        struct id id) {
    struct bus_request ask = {.method = r->method, .message = request, .id = id};
    sippe__reply *answer = session_ask(c, at, &ask);
    if (!answer && c->exit == CLI_UNREACHABLE)
        remark(c, "  (pour la répéter sans qu'elle ait deux effets : --request-id %s)",
               "  (to repeat it without a second effect: --request-id %s)", id_text(&c->arena, id));
    ProtobufCMessage *body = answer ? session_body(c, at, answer, r->reply) : NULL;
    return body ? message_print(c, body) : c->exit;
}

static int request_run(struct cli *c, const struct rpc *r) {
    enum daemon_name at = DAEMON_INTAKE;
    struct id id = {{0}};
    int rc = daemon_of(c, r, &at);
    if (rc == 0) rc = request_id(c, &id);
    if (rc) return rc;
    const char *given = operand(c, 1);
    const ProtobufCMessage *request = given ? input_request(c, r->request, given) : message_new(&c->arena, r->request);
    if (!request) return c->exit;
    return arg_flag(c, "dry-run") ? message_print(c, request) : request_send(c, r, at, request, id);
}

/* ---- what is printed of the contract alone ---- */

static int template_print(struct cli *c, const struct rpc *r) {
    json_t *skeleton = skeleton_of(&c->arena, r->request);
    fprintf(c->out, "%s\n", json_print(&c->arena, skeleton, !c->json));
    json_decref(skeleton);
    return CLI_DONE;
}

/* What --list or --template would leave unread is refused. */
static int alone_check(struct cli *c, const char *name) {
    for (size_t i = 0; i < c->args.n_given; i++) {
        const struct option *o = c->args.given[i].option;
        bool is_ours = o >= c->command->options && o < c->command->options + c->command->n_options;
        if (is_ours && strcmp(o->name, name) != 0)
            return stop(c, CLI_USAGE, "--%s ne va pas avec --%s.", "--%s does not go with --%s.", o->name, name);
    }
    const char *second = operand(c, 1);
    return second ? stop(c, CLI_USAGE, "« %s » est de trop.", "\"%s\" is too much.", second) : 0;
}

static int call_run(struct cli *c) {
    bool list = arg_flag(c, "list"), template = arg_flag(c, "template");
    struct rpc r = {.method = NULL};
    int rc = list ? alone_check(c, "list") : template ? alone_check(c, "template") : 0;
    if (rc) return rc;
    if (list) return methods_list(c, operand(c, 0));
    if ((rc = method_find(c, &r)) != 0) return rc;
    return template ? template_print(c, &r) : request_run(c, &r);
}

static const struct option call_options[] = {
    {"list", OPTION_FLAG, 0, NULL, NULL, NULL,
     "les méthodes et les champs de leurs demandes; avec un mot, celles où il se trouve",
     "the methods and the fields of their requests; with a word, those that hold it"},
    {"template", OPTION_FLAG, 0, NULL, NULL, NULL, "un modèle de la demande, à remplir",
     "a template of the request, to be filled in"},
    {"at", OPTION_DAEMON, 0, NULL, NULL, NULL, "le démon qui répond, pour les méthodes de node",
     "the daemon that answers, for node's methods"},
    {"request-id", OPTION_HEX, 0, NULL, NULL, NULL,
     "répéter sous cet identifiant (32 chiffres) : ce qui était fait n'est pas refait, la même réponse revient",
     "repeat under this id (32 digits): what was done is not done again, the same reply comes back"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer la demande telle qu'elle est lue, ne rien envoyer",
     "show the request as it is read, send nothing"},
};

const struct command call_commands[] = {
    {.noun = "call",
     .fr = "n'importe quelle demande du contrat",
     .en = "any request of the contract",
     .more_fr = "Le JSON suit les conventions de proto/types.proto; il est lu strictement. La demande part au démon "
                "dont la méthode porte le nom.",
     .more_en = "The JSON keeps to the conventions of proto/types.proto; it is read strictly. The request goes to the "
                "daemon that the method is named after.",
     .operands = {{.kind = OPERAND_METHOD, .fr = "MÉTHODE", .en = "METHOD", .optional = true},
                  {.kind = OPERAND_JSON, .fr = "JSON", .en = "JSON", .optional = true}},
     OPTIONS(call_options),
     .run = call_run},
};
COMMANDS_END(call);
