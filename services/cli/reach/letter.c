/* A letter for a family: recorded, then printed, a page. Nothing on it but her address and the territory's words:
 * whoever opens it learns no more than these say. */
#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/reach/contact_show.h"
#include "cli/show/output.h"

static const sippe__letter *letter_find(const sippe__territory *t, const char *kind) {
    for (size_t i = 0; t && i < t->n_letters; i++)
        if (strcmp(t->letters[i]->kind, kind) == 0) return t->letters[i];
    return NULL;
}

static const char *phone_of(const sippe__territory *t, const char *clsc_code) {
    for (size_t i = 0; t && i < t->n_clscs; i++)
        if (strcmp(t->clscs[i]->code, clsc_code) == 0) return t->clscs[i]->phone;
    return "";
}

/* ---- printed ---- */

static const char *put_in(struct cli *c, const char *text, const char *mark, const char *value) {
    const char *at = strstr(text, mark);
    if (!at) return text;
    const char *rest = put_in(c, at + strlen(mark), mark, value);
    return arena_printf(&c->arena, "%.*s%s%s", (int)(at - text), text, value, rest);
}

/* Line by line: an empty one parts two paragraphs. */
static void body_print(struct cli *c, const char *text, const char *phone, const sippe__date *reply_by) {
    text = put_in(c, text, "{phone}", show_phone(c, phone));
    char *rest = arena_text(&c->arena, put_in(c, text, "{reply_by}", show_date(c, reply_by)));
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line)
            paragraph(c, line, 0, SHEET_WIDTH);
        else
            say(c, "%s", "%s", "");
}

static void address_print(struct cli *c, const intake__get_family_reply *f) {
    const sippe__address *a = contact_or_none(c, f->contact)->address;
    if (f->name) say(c, "%s %s", "%s %s", f->name->given, f->name->family);
    if (!a) return;
    const char *code = a->postal_code ? a->postal_code->code : "";
    say(c, "%s", "%s", a->street);
    say(c, "%s%s%.3s %s", "%s%s%.3s %s", a->municipality, *a->municipality ? "  " : "", code,
        strlen(code) == 6 ? code + 3 : "");
}

struct page {
    const intake__get_family_reply *family;
    const sippe__letter *letter;
    const char *phone;
    const intake__record_letter_reply *done;
};

/* French first; English below it where she speaks it. */
static void page_print(struct cli *c, const struct page *p) {
    enum language language = c->language;
    const sippe__language *hers = contact_or_none(c, p->family->contact)->language;
    bool english = hers && strcmp(hers->code, "en") == 0 && *p->letter->en;
    c->language = FRENCH;
    say(c, "%s\n", "%s\n", show_date(c, p->done->printed_on));
    address_print(c, p->family);
    say(c, "\n", "\n");
    body_print(c, p->letter->fr, p->phone, p->done->reply_by);
    if (english) {
        c->language = ENGLISH;
        say(c, "\n%s\n", "\n%s\n", "– – –");
        body_print(c, p->letter->en, p->phone, p->done->reply_by);
    }
    c->language = language;
}

/* Which there are is the territory's: nobody knows them by heart. */
static int kinds_named(struct cli *c, const sippe__territory *t, const char *kind) {
    const char *kinds = "";
    for (size_t i = 0; t && i < t->n_letters; i++)
        kinds = arena_printf(&c->arena, "%s%s%s", kinds, *kinds ? ", " : "", t->letters[i]->kind);
    if (!*kinds) return stop(c, CLI_USAGE, "Le territoire n'a aucune lettre.", "The territory has no letter.");
    if (!*kind) return stop(c, CLI_USAGE, "Il manque --kind : %s.", "--kind is missing: %s.", kinds);
    return stop(c, CLI_USAGE, "Le territoire n'a pas de lettre %s; il y a : %s.",
                "The territory has no letter %s; there are: %s.", kind, kinds);
}

/* Recorded before there is anything to print: what may not be sent is not on a printer. */
static int print_run(struct cli *c) {
    intake__record_letter_request *r = NEW(&c->arena, intake__record_letter_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    intake__get_territory_reply *rules =
        CALL(c, NEW(&c->arena, intake__get_territory_request), intake__get_territory_reply);
    if (!rules) return c->exit;
    const sippe__letter *letter = letter_find(rules->territory, r->kind);
    if (!letter) return kinds_named(c, rules->territory, r->kind);
    r->family_id = f->family_id;
    intake__record_letter_reply *done = CALL(c, r, intake__record_letter_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    struct page p = {f, letter, phone_of(rules->territory, f->clsc_code), done};
    page_print(c, &p);
    remark(c, "Notée (%s). Réponse attendue d'ici le %s; ensuite elle est à la liste de travail.",
           "Recorded (%s). A reply is expected by %s; then it is on the worklist.", show_short(c, done->call_id),
           show_date(c, done->reply_by));
    return CLI_DONE;
}

static const struct option print_options[] = {
    {"kind", OPTION_TEXT, 0, "kind", NULL, NULL, "laquelle des lettres du territoire (sans elle : lesquelles il y a)",
     "which of the territory's letters (without it: which there are)"},
    {"reply-by", OPTION_DATE, 0, "reply_by", NULL, NULL, "réponse d'ici ce jour (sinon le délai du territoire)",
     "reply by this day (else the territory's delay)"},
    {"printed-on", OPTION_DATE, 0, "printed_on", NULL, NULL, "imprimée ce jour-là (sinon aujourd'hui)",
     "printed on that day (else today)"},
};

const struct command letter_commands[] = {
    {.noun = "letter",
     .verb = "print",
     .fr = "noter et imprimer une lettre à une famille",
     .en = "record and print a letter to a family",
     .more_fr = "Seulement si la poste est un moyen permis de la joindre. Une page, sur la sortie : … | lp. Revenue : "
                "sippe calls "
                "record FAMILLE RETURNED --way MAIL.",
     .more_en = "Only where mail is an allowed way to reach her. A page, on the output: ... | lp. Come back: sippe "
                "calls record "
                "FAMILY RETURNED --way MAIL.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(print_options),
     .run = print_run},
};
COMMANDS_END(letter);
