#include "cli/call/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "contract/contract.h"
#include "base/character.h"
#include "cli/csv/screening_file.h"
#include "cli/csv/screening_path.h"
#include "cli/push/push_faults.h"
#include "cli/line/args.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "cli/call/session.h"
#include "sys/file.h"
#include "text/bind/bind.h"
#include "text/json.h"
#include "text/yaml.h"

bool name_ends(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    return n >= m && strcasecmp(path + n - m, end) == 0;
}

/* Ends with a NUL that the length does not count, as file_read gives it: parsers look one byte past the end. */
static int stdin_read(struct cli *c, struct span *out) {
    size_t room = 1 << 16, len = 0;
    uint8_t *data = arena_alloc(&c->arena, room);
    for (ssize_t n; (n = read(STDIN_FILENO, data + len, room - len - 1)) != 0;) {
        if (n < 0) return fail_err(c, ERR_IO, "-");
        len += (size_t)n;
        if (len + 1 < room) continue;
        if (room >= INPUT_MAX) return fail_err(c, ERR_INVALID, "-");
        uint8_t *more = arena_alloc(&c->arena, room *= 2);
        memcpy(more, data, len);
        data = more;
    }
    *out = span_of(data, len);
    return 0;
}

int input_read(struct cli *c, const char *path, struct span *out) {
    if (strcmp(path, "-") == 0) return stdin_read(c, out);
    int rc = file_read(&c->arena, path, INPUT_MAX, out);
    return rc ? fail_err(c, rc, path) : 0;
}

static int file_look(int fd, struct span *out) {
    struct stat st;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > INPUT_MAX) return ERR_INVALID;
    *out = span_of("", 0);
    if (st.st_size == 0) return 0;
    void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) return ERR_NOMEM;
    *out = span_of(at, (size_t)st.st_size);
    return 0;
}

int input_look(struct cli *c, const char *path, struct span *out, bool *mapped) {
    *mapped = false;
    if (strcmp(path, "-") == 0) return stdin_read(c, out);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return fail_err(c, errno == EACCES ? ERR_DENIED : ERR_NOTFOUND, path);
    int rc = file_look(fd, out);
    close(fd);
    *mapped = rc == 0;
    return rc ? fail_err(c, rc, path) : 0;
}

void input_forget(struct span text) {
    if (text.len) munmap((void *)(uintptr_t)text.data, text.len);
}

/* Whole pages only; what is read again comes back from the file. */
void input_pass(struct span part) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), at = (uintptr_t)part.data;
    uintptr_t from = (at + page - 1) / page * page, to = (at + part.len) / page * page;
    if (to > from) madvise((void *)from, to - from, MADV_DONTNEED);
}

const enum csv_encoding *input_encoding(struct cli *c, int *rc) {
    const char *name = arg_text(c, "encoding");
    *rc = 0;
    if (!name) return NULL;
    enum csv_encoding *found = arena_alloc(&c->arena, sizeof *found);
    if (csv_encoding_named(&c->arena, name, found)) return found;
    *rc = stop(c, CLI_USAGE, "--encoding %s : inconnu. Au choix : %s", "--encoding %s: unknown. One of: %s", name,
               csv_encoding_names);
    return NULL;
}

static void encoding_say(struct cli *c, const char *path, const struct csv *csv) {
    remark(c,
           "%s n'est pas en UTF-8 : il est lu comme %s, où « %s » est « %s ». Si ce mot est faux : --encoding NOM "
           "(%s), ou enregistrez le fichier en « CSV UTF-8 ».",
           "%s is not UTF-8: it is read as %s, in which \"%s\" is \"%s\". If this word is wrong: --encoding NAME (%s), "
           "or save the file as \"CSV UTF-8\".",
           path, csv_encoding_name(csv->encoding), csv_example_odd(csv, &c->arena),
           csv_example(csv, &c->arena, csv->encoding), csv_encoding_names);
}

/* A wrong guess would be a name that nobody finds: who knows the file says which word is right. */
static int encoding_ask(struct cli *c, const char *path, const struct csv *csv) {
    const char *all = "";
    for (int e = 0; e < CSV_ENCODINGS; e++)
        if (csv->guess.may_be[e])
            all = arena_printf(&c->arena, "%s%s« %s » : --encoding %s", all, *all ? "; " : "",
                               csv_example(csv, &c->arena, (enum csv_encoding)e),
                               csv_encoding_name((enum csv_encoding)e));
    return stop(c, CLI_USAGE,
                "%s : ses accents ne sont pas ceux de UTF-8, et « %s » peut se lire ainsi. %s. Reprenez avec celui qui "
                "est juste, ou enregistrez le fichier en « CSV UTF-8 ». Rien n'est lu ni envoyé.",
                "%s: its accents are not those of UTF-8, and \"%s\" may be read so. %s. Try again with the right one, "
                "or save the file as \"CSV UTF-8\". Nothing is read or sent.",
                path, csv_example_odd(csv, &c->arena), all);
}

int input_encoding_check(struct cli *c, const char *path, const struct csv *csv) {
    if (!csv->guess.odd || csv->encoding == CSV_UTF_8) return 0;
    if (!csv->guess.sure) return encoding_ask(c, path, csv);
    encoding_say(c, path, csv);
    return 0;
}

void input_ignored_say(struct cli *c, const char *path, const char *const *titles, size_t n) {
    const char *all = "";
    for (size_t i = 0; i < n; i++) all = arena_printf(&c->arena, "%s%s« %s »", all, i ? ", " : "", titles[i]);
    if (n == 1)
        remark(c, "%s : la colonne %s est laissée de côté.", "%s: the column %s is left out.", path, all);
    else if (n)
        remark(c, "%s : les colonnes %s sont laissées de côté.", "%s: the columns %s are left out.", path, all);
}

static void screening_ignored_say(struct cli *c, const char *path, const struct screening_header *header) {
    const char *const *titles;
    size_t n = screening_header_ignored(header, &titles);
    input_ignored_say(c, path, titles, n);
}

/* The row that was asked for by the desk's own number of the call (--reference), or the only one. */
struct chosen {
    struct screening_row row;
    size_t n;          /* rows that it may be */
    unsigned one_more; /* the line of the second one */
};

/* Of more than one the first would be taken for the right one. Faults of rows that nobody means are not told. */
static int row_choose(struct cli *c, struct screening_file *f, struct chosen *out, struct text_errors *errors) {
    const char *reference = arg_text(c, "reference");
    for (;;) {
        struct screening_row row = {0};
        struct text_errors own = {0};
        int got = screening_file_next(f, &c->arena, &row, reference || out->n ? &own : errors);
        if (got <= 0) return got;
        if (reference && strcmp(screening_row_reference(f->header, &row), reference) != 0) continue;
        if (out->n++ == 0) {
            out->row = row;
            for (size_t i = 0; reference && i < own.n; i++)
                text_errors_add(&c->arena, errors, own.list[i].place, own.list[i].path, own.list[i].fr, own.list[i].en);
        } else if (out->n == 2)
            out->one_more = row.line;
    }
}

static void fault_of_none(struct cli *c, struct text_errors *errors) {
    struct text_place top = {1, 1};
    if (arg_text(c, "reference"))
        text_errors_add(&c->arena, errors, top, "", "aucune fiche n'a cette référence locale",
                        "no form has this local reference");
    else
        text_errors_add(&c->arena, errors, top, "", "aucune fiche sous les titres", "no form below the titles");
}

static void fault_of_many(struct cli *c, unsigned line, struct text_errors *errors) {
    text_errors_add(
        &c->arena, errors, (struct text_place){line, 1}, "",
        "une seule fiche est attendue ici, et il y en a d'autres : gardez la ligne voulue, ou dites laquelle "
        "(screening amend : --reference NUMÉRO). Pour un fichier de plusieurs fiches : sippe screening push "
        "(--dry-run montre l'orientation de chacune)",
        "one form is expected here, and there are more: keep the row that is meant, or say which "
        "(screening amend: --reference NUMBER). For a file of several forms: sippe screening push "
        "(--dry-run shows the route of each)");
}

/* A table of one row. */
static intake__screening *screening_of_table(struct cli *c, const char *path, struct span text, const char **note,
                                             struct text_errors *errors) {
    struct screening_file f;
    struct chosen chosen = {0};
    int rc;
    struct screening_reading how = {.encoding = input_encoding(c, &rc)};
    if (rc) return NULL;
    how.zone = zone_of(c);
    if (!screening_file_open(&f, &c->arena, text, &how, errors) || input_encoding_check(c, path, &f.csv)) return NULL;
    screening_ignored_say(c, path, f.header);
    if (row_choose(c, &f, &chosen, errors) < 0) return NULL;
    *note = chosen.row.note ? chosen.row.note : "";
    if (chosen.n == 0) fault_of_none(c, errors);
    if (chosen.n > 1) fault_of_many(c, chosen.one_more, errors);
    return chosen.n == 1 ? chosen.row.screening : NULL;
}

/* The document and its message; NULL after noting what is wrong. The tree is kept: what a daemon refuses later is
 * looked up in it. */
static void *document_read(struct cli *c, const ProtobufCMessageDescriptor *type, bool yaml, struct span text,
                           struct input *in, struct text_errors *errors) {
    const char *chars = (const char *)text.data;
    in->tree = yaml ? yaml_tree(&c->arena, chars, text.len, errors) : json_tree(&c->arena, chars, text.len, errors);
    return in->tree ? bind_message(&c->arena, type, in->tree, errors) : NULL;
}

bool input_note_take(struct arena *a, const struct tree *document, const char **note, struct text_errors *errors) {
    struct tree *urgent = document->kind == TREE_MAP ? tree_find(document, "urgent") : NULL;
    struct tree *said = urgent && urgent->kind == TREE_MAP ? tree_take(urgent, "safety_note") : NULL;
    const struct screening_note_fault *fault = NULL;
    size_t before = errors->n;
    *note = "";
    if (!said || said->kind == TREE_NULL) return true;
    if (said->kind == TREE_TEXT && !text_is_blank(said->text)) *note = said->text;
    if (said->kind != TREE_TEXT)
        text_errors_add(a, errors, said->place, "urgent.safety_note", "un texte est attendu", "a text is expected");
    else if ((fault = screening_note_fault(said->text)) != NULL)
        text_errors_add(a, errors, said->place, "urgent.safety_note", fault->fr, fault->en);
    return errors->n == before;
}

static const struct tree *with_reference(struct cli *c, const struct tree *list, const char *reference,
                                         struct text_errors *errors) {
    const struct tree *found = NULL;
    size_t n = 0;
    for (const struct tree *one = list->child; one; one = one->next) {
        const struct tree *own = one->kind == TREE_MAP ? tree_find(one, "local_reference") : NULL;
        if (!own || own->kind != TREE_TEXT || strcmp(own->text, reference) != 0) continue;
        found = one;
        n++;
    }
    if (n == 0) fault_of_none(c, errors);
    if (n > 1) fault_of_many(c, found->place.line, errors);
    return n == 1 ? found : NULL;
}

static intake__screening *screening_of_json(struct cli *c, struct span text, struct input *in,
                                            struct text_errors *errors) {
    const char *reference = arg_text(c, "reference");
    in->tree = json_tree(&c->arena, (const char *)text.data, text.len, errors);
    if (in->tree && in->tree->kind == TREE_LIST && reference) in->tree = with_reference(c, in->tree, reference, errors);
    if (!in->tree || !input_note_take(&c->arena, in->tree, &in->note, errors)) return NULL;
    return bind_message(&c->arena, &intake__screening__descriptor, in->tree, errors);
}

intake__screening *input_screening(struct cli *c, const char *path, struct input *in) {
    struct text_errors errors = {0};
    struct span text;
    *in = (struct input){.path = path, .note = ""};
    if (input_read(c, path, &text)) return NULL;
    intake__screening *s = name_ends(path, ".csv") ? screening_of_table(c, path, text, &in->note, &errors)
                                                   : screening_of_json(c, text, in, &errors);
    if (!s && errors.n) name_ends(path, ".csv") ? fail_file(c, &errors, path) : fail_text(c, &errors, path);
    return s;
}

sippe__territory *input_territory(struct cli *c, const char *path, struct input *in) {
    struct text_errors errors = {0};
    struct span text;
    *in = (struct input){.path = path};
    if (input_read(c, path, &text)) return NULL;
    sippe__territory *t = document_read(c, &sippe__territory__descriptor, !name_ends(path, ".json"), text, in, &errors);
    if (!t) fail_text(c, &errors, path);
    return t;
}

/* Paths of the contract begin at the request ("screening.call"), those of the file at what it holds ("call"). */
int fail_input(struct cli *c, const struct input *in, const char *under, sippe__violation *const *list, size_t n) {
    struct text_errors errors = {0};
    for (size_t i = 0; i < n; i++) {
        const char *path = list[i]->path;
        if (strncmp(path, under, strlen(under)) == 0) path += strlen(under);
        struct text_place place = in->tree ? tree_place(in->tree, path) : (struct text_place){0};
        text_errors_add(&c->arena, &errors, place, path, list[i]->message_fr, list[i]->message_en);
    }
    return fail_text(c, &errors, in->path);
}

/* Refused as a whole, without violations, it is told like any refusal. */
void *input_call(struct cli *c, const struct input *in, const char *under, const ProtobufCMessage *request,
                 const ProtobufCMessageDescriptor *reply) {
    struct bus_request r = {.method = contract_method(&c->arena, DAEMON_INTAKE, request->descriptor, NULL),
                            .message = request};
    sippe__reply *answer = session_ask(c, DAEMON_INTAKE, &r);
    if (!answer) return NULL;
    const sippe__status *s = answer->status;
    if (s->n_violations == 0 || !in->tree) return session_body(c, DAEMON_INTAKE, answer, reply);
    fail_input(c, in, under, s->violations, s->n_violations);
    return NULL;
}

void *input_request(struct cli *c, const ProtobufCMessageDescriptor *type, const char *given) {
    bool is_file = (*given == '@' && given[1]) || strcmp(given, "-") == 0;
    struct input in = {.path = is_file ? given + (*given == '@') : "JSON"};
    struct span text = span_text(given);
    struct text_errors errors = {0};
    if (is_file && input_read(c, in.path, &text)) return NULL;
    void *request = document_read(c, type, false, text, &in, &errors);
    if (!request) fail_text(c, &errors, in.path);
    return request;
}
