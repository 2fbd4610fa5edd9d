/* One leaf: whom it is for, what the family agreed to tell, how to answer. */
#include "cli/out/sheet_page.h"
#include <string.h>
#include "base/character.h"
#include "cli/out/sheet_style.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"
#include "cli/show/words.h"
#include "text/builder.h"

struct page {
    struct cli *c;
    struct builder html;
    bool english; /* beside the French */
    size_t lines; /* taken so far, as far as a count of characters says */
};

/* The same thing in both languages. */
struct said {
    const char *fr, *en;
};

/* ---- text ---- */

/* As a text between tags, or in an attribute: what somebody wrote can open nothing and close nothing. */
static void text_put(struct page *p, const char *text) {
    for (const char *at = visible(&p->c->arena, text, false); *at; at++) {
        switch (*at) {
        case '&': builder_text(&p->html, "&amp;"); break;
        case '<': builder_text(&p->html, "&lt;"); break;
        case '>': builder_text(&p->html, "&gt;"); break;
        case '"': builder_text(&p->html, "&quot;"); break;
        default: builder_char(&p->html, *at);
        }
    }
}

static void tags(struct page *p, const char *html) { builder_text(&p->html, html); }

/* What a line takes in the widest of the faces that a browser here has (DejaVu Sans), and how many lines there are
 * above the answer; tests/browser/fax prints the longest sheet. */
enum { VALUE_CHARS = 56, PAGE_CHARS = 78, PAGE_LINES = 29, NAME_CHARS = 90, TEXT_LEAST = 2 };

static size_t lines_of(const char *text, size_t line) { return (text_characters(text) + line - 1) / line; }

static size_t lines_left(const struct page *p) {
    return p->lines + TEXT_LEAST < PAGE_LINES ? PAGE_LINES - p->lines : TEXT_LEAST;
}

/* The French, then the English where the sheet has it and it is another word. */
static void both(struct page *p, struct said s) {
    text_put(p, s.fr);
    if (!p->english || !*s.en || strcmp(s.fr, s.en) == 0) return;
    tags(p, " <i lang=\"en\">");
    text_put(p, s.en);
    tags(p, "</i>");
}

/* At most so many characters, up to the end of a word; then "more", which says where the rest is. */
static const char *cut(struct page *p, const char *text, size_t most, const char *more) {
    const size_t more_chars = text_characters(more);
    if (text_characters(text) <= most) return text;
    most = most > more_chars ? most - more_chars : 0;
    size_t at = 0, word = 0;
    for (size_t n = 0; n < most && text[at]; n++) {
        do at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
        if (text[at] == ' ') word = at;
    }
    return arena_printf(&p->c->arena, "%.*s…%s%s", (int)(word ? word : at), text, *more ? " " : "", more);
}

/* ---- values, as each language says them ---- */

/* Says it twice: what shows a value asks the program which language it speaks. French is left behind. */
#define SAY_BOTH(c, out, shown)                                                                                        \
    ((c)->language = ENGLISH, (out).en = (shown), (c)->language = FRENCH, (out).fr = (shown))

static struct said word_said(struct cli *c, const ProtobufCEnumDescriptor *type, int value) {
    struct said s;
    SAY_BOTH(c, s, word(c, type, value));
    return s;
}
#define WORD_SAID(c, type, value) word_said((c), &type##__descriptor, (int)(value))

static struct said date_said(struct cli *c, const sippe__date *d) {
    struct said s;
    SAY_BOTH(c, s, d ? show_date(c, d) : "");
    return s;
}

static struct said instant_said(struct cli *c, const sippe__instant *i) {
    struct said s;
    SAY_BOTH(c, s, show_instant(c, i));
    return s;
}

static struct said language_said(struct cli *c, const sippe__language *l) {
    struct said s;
    SAY_BOTH(c, s, show_language(c, l));
    return s;
}

static struct said message_said(struct cli *c, sippe__voice_mail safe) {
    struct said s;
    SAY_BOTH(c, s, show_safe_message(c, safe));
    return s;
}

/* ---- parts ---- */

static void fact(struct page *p, struct said name, struct said value) {
    if (!*value.fr) return;
    p->lines += lines_of(value.fr, VALUE_CHARS) + (p->english ? lines_of(value.en, VALUE_CHARS) / 2 : 0);
    tags(p, "<tr><th scope=\"row\">");
    both(p, name);
    tags(p, "</th><td>");
    both(p, value);
    tags(p, "</td></tr>\n");
}
/* A value that is the same in both. */
#define FACT(p, fr, en, value)      fact((p), (struct said){(fr), (en)}, (struct said){(value), ""})
#define FACT_SAID(p, fr, en, value) fact((p), (struct said){(fr), (en)}, (value))

static void head(struct page *p, struct said title) {
    tags(p, "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<title>SIPPE</title>\n<style>\n");
    tags(p, sheet_style);
    tags(p, "</style>\n</head>\n<body>\n<main class=\"sheet\">\n<header><h1>");
    both(p, title);
    tags(p, "</h1><p>");
    both(p, (struct said){"Confidentiel – page 1 de 1", "page 1 of 1"});
    tags(p, "</p></header>\n");
}

static void heading_put(struct page *p, struct said text) {
    tags(p, "<h2>");
    both(p, text);
    tags(p, "</h2>\n");
}

static void paragraph_put(struct page *p, struct said text) {
    tags(p, "<p>");
    both(p, text);
    tags(p, "</p>\n");
}

/* A name of an organisation or a service, which may be a whole sentence: whoever gets the sheet knows it. */
static const char *name_cut(struct page *p, const char *name) { return cut(p, name, NAME_CHARS, ""); }

static void addresses(struct page *p, const notifications__get_sheet_reply *s) {
    struct cli *c = p->c;
    const notifications__notice *n = s->notice;
    FACT(p, "À", "To",
         phrase(c, "%s, %s", "%s, %s", name_cut(p, s->organization_name), show_phone(c, s->organization_phone)));
    FACT(p, "De", "From", phrase(c, "%s, %s", "%s, %s", name_cut(p, n->clsc_name), show_phone(c, n->clsc_phone)));
}

static const char more_fr[] = "[la suite : appelez le CLSC]", more_en[] = "[the rest: call the CLSC]";

/* Whole when there is room for it beside the territory's words; those give way before it does. */
static void note_put(struct page *p, const char *note, const notifications__get_sheet_reply *s) {
    size_t words = lines_of(s->text_fr, PAGE_CHARS) + (p->english ? lines_of(s->text_en, PAGE_CHARS) : 0);
    size_t left = lines_left(p);
    left = left > words + TEXT_LEAST ? left - words : TEXT_LEAST;
    FACT(p, "Note", "Note", cut(p, note, left * VALUE_CHARS, more_fr));
}

static void words_put(struct page *p, const notifications__get_sheet_reply *s) {
    size_t chars = lines_left(p) * PAGE_CHARS / (p->english ? 2 : 1);
    if (*s->text_fr)
        paragraph_put(p, (struct said){cut(p, s->text_fr, chars, more_fr), cut(p, s->text_en, chars, more_en)});
}

/* What the consent does not cover is not there: no line is no answer, not "none". */
static void content(struct page *p, const notifications__get_sheet_reply *s) {
    struct cli *c = p->c;
    const notifications__notice_content *k = s->notice->content;
    FACT(p, "Qui", "Who",
         phrase(c, "%s%s%s", "%s%s%s", k->given_name, *k->given_name && *k->family_name ? " " : "", k->family_name));
    FACT(p, "Téléphone", "Phone", show_phone_of(c, k->phone, k->phone_extension));
    FACT_SAID(p, "Message", "Message", message_said(c, k->safe_to_leave_message));
    FACT(p, "Heures sûres", "Safe hours", k->safe_contact_hours);
    FACT(p, "Courriel", "E-mail", k->email);
    FACT_SAID(p, "Langue", "Language", language_said(c, k->language));
    FACT(p, "Secteur", "Area", k->postal_area);
    FACT_SAID(p, "Date prévue", "Due date", date_said(c, k->due_date));
    FACT_SAID(p, "Accord jusqu’au", "Until", date_said(c, k->agreed_until));
    note_put(p, k->note, s);
}

/* In groups of four that no character parts: what is between them is no part of the address. */
static void token_put(struct page *p, const char *token) {
    tags(p, "<span class=\"token\">");
    for (size_t len = strlen(token); len; len -= len < 4 ? len : 4, token += len < 4 ? len : 4) {
        tags(p, "<span>");
        text_put(p, arena_printf(&p->c->arena, "%.4s", token));
        tags(p, "</span>");
    }
    tags(p, "</span>");
}

/* The address in its own line, its end, which nobody can guess, in letters as large as the code's. */
static void link_put(struct page *p, const notifications__get_sheet_reply *s) {
    struct cli *c = p->c;
    if (!*s->link) return;
    const char *half = strrchr(s->answer_code, '-'), *token = strrchr(s->link, '/');
    const char *end = half ? half + 1 : s->answer_code;
    struct said until = date_said(c, s->link_until);
    paragraph_put(
        p, (struct said){
               arena_printf(&c->arena,
                            "Ou dans un navigateur, jusqu’au %s, avec la fin du code (%s), à cette adresse :", until.fr,
                            end),
               arena_printf(&c->arena, "Or in a browser, until %s, with the end of the code (%s):", until.en, end)});
    tags(p, "<p class=\"link\">");
    text_put(p, token ? arena_printf(&c->arena, "%.*s", (int)(token + 1 - s->link), s->link) : s->link);
    tags(p, "<wbr>");
    if (token) token_put(p, token + 1);
    tags(p, "</p>\n");
}

/* Boxes to be ticked by hand, in the words of the command that notes the answer. */
static void boxes(struct page *p) {
    static const struct said answers[] = {
        {"Bien reçu, réponse plus tard", "Received, answer later"},
        {"Accepté", "Accepted"},
        {"En liste d’attente", "On the waiting list"},
        {"Décliné", "Declined"},
        {"Reçu par erreur", "Received by mistake"},
        {"Premier contact fait", "First contact made"},
    };
    tags(p, "<ul>\n");
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        tags(p, "<li><span class=\"box\"></span>");
        both(p, answers[i]);
        tags(p, "</li>\n");
    }
    tags(p, "</ul>\n<p>");
    both(p, (struct said){"Motif, ou jour du contact :", "Reason, or day:"});
    tags(p, " <span class=\"line long\"></span></p>\n<p>");
    both(p, (struct said){"Votre nom :", "Your name:"});
    tags(p, " <span class=\"line long\"></span></p>\n");
}

static void answer(struct page *p, const notifications__get_sheet_reply *s) {
    struct cli *c = p->c;
    const notifications__notice *n = s->notice;
    struct said by = date_said(c, n->acknowledge_by);
    tags(p, "<section class=\"answer\">\n");
    heading_put(p, (struct said){arena_printf(&c->arena, "Votre réponse, au plus tard le %s", by.fr),
                                 arena_printf(&c->arena, "Your answer, by %s", by.en)});
    paragraph_put(p, (struct said){arena_printf(&c->arena, "Appelez le CLSC au %s et donnez ce code :",
                                                show_phone(c, n->clsc_phone)),
                                   "Call the CLSC and give this code:"});
    tags(p, "<p class=\"code\">");
    text_put(p, s->answer_code);
    tags(p, "</p>\n");
    link_put(p, s);
    boxes(p);
    tags(p, "</section>\n");
}

/* ---- the sheet ---- */

static void sheet_put(struct page *p, const notifications__get_sheet_reply *s) {
    struct cli *c = p->c;
    const notifications__notice *n = s->notice;
    head(p, (struct said){"Avis de référence", "Referral notice"});
    tags(p, "<table>\n");
    addresses(p, s);
    FACT_SAID(p, "Envoyé", "Sent", instant_said(c, n->issued_at));
    FACT(p, "Service", "Service", name_cut(p, n->service_name));
    FACT_SAID(p, "Besoin", "Need", WORD_SAID(c, sippe__need, n->need));
    tags(p, "</table>\n");
    if (n->content) {
        heading_put(p, (struct said){"Ce que la famille a accepté de vous dire", "What the family agreed to tell you"});
        tags(p, "<table>\n");
        content(p, s);
        tags(p, "</table>\n");
    }
    words_put(p, s);
    answer(p, s);
}

/* Nothing of what it asked for: which sheets it is about, and that they are void. */
static void withdrawn_put(struct page *p, const notifications__get_sheet_reply *s) {
    head(p, (struct said){"Avis retiré", "Notice withdrawn"});
    tags(p, "<table>\n");
    addresses(p, s);
    tags(p, "</table>\n");
    paragraph_put(p, (struct said){"L’avis dont la feuille porte ce code a été retiré : n’y donnez pas suite, et "
                                   "détruisez la feuille et ce que vous avez noté.",
                                   "The notice whose sheet bears this code was withdrawn: do not act on it, and "
                                   "destroy the sheet and what you wrote down."});
    tags(p, "<p class=\"code\">");
    text_put(p, s->answer_code);
    tags(p, "</p>\n");
}

const char *sheet_page(struct cli *c, const notifications__get_sheet_reply *s) {
    const enum language language = c->language;
    const bool colour = c->colour;
    const notifications__notice_content *k = s->notice->content;
    struct page p = {.c = c, .html = {.arena = &c->arena}};
    p.english = k && k->language && *k->language->code && strcmp(k->language->code, "fr") != 0;
    c->language = FRENCH;
    c->colour = false;
    if (s->notice->state == NOTICE_STATE_WITHDRAWN)
        withdrawn_put(&p, s);
    else
        sheet_put(&p, s);
    tags(&p, "</main>\n</body>\n</html>\n");
    c->language = language;
    c->colour = colour;
    return builder_end(&p.html);
}
