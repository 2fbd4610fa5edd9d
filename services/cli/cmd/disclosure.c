/* What has left of a family: told by a person, listed in her register, and taken back from whoever holds it. */
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/joined.h"
#include "cli/reach/contact_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* ---- the register ---- */

/* Intake knows what left, notifications whether it was received. A referral is asked for once, however often its sheet
 * was printed. */
static bool receipt_add(struct cli *c, const intake__list_disclosures_reply *list, size_t at) {
    intake__disclosure *d = list->disclosures[at];
    notifications__get_receipt_request *r = NEW(&c->arena, notifications__get_receipt_request);
    if (!d->referral_id.len || d->way != DISCLOSURE_WAY_NOTICE) return true;
    r->referral_id = d->referral_id;
    notifications__get_receipt_reply *receipt = CALL(c, r, notifications__get_receipt_reply);
    if (!receipt) return false;
    d->received_at = receipt->received_at;
    d->recall_received_at = receipt->recall_received_at;
    return true;
}

static const char *holder(struct cli *c, const intake__disclosure *d) {
    return *d->organization_name ? d->organization_name : show_short(c, d->organization_id);
}

static const char *items_text(struct cli *c, const intake__disclosure *d) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < d->n_items; i++) joined_add(&all, WORD(c, intake__shared_item, d->items[i]));
    return joined_text(&all);
}

/* Who knows that it was taken back, and how. */
static const char *recall_text(struct cli *c, const intake__disclosure *d) {
    if (!d->recalled_at) return "";
    const char *at = show_instant(c, d->recalled_at);
    if (d->told_at)
        return phrase(c, "%s; su par %s, le %s%s%s", "%s; known to %s, on %s%s%s", at, d->told_person,
                      show_instant(c, d->told_at), *d->told_note ? pick(c, " : ", ": ") : "", d->told_note);
    if (d->recall_received_at)
        return phrase(c, "%s; lu par son programme le %s", "%s; read by its program on %s", at,
                      show_instant(c, d->recall_received_at));
    return phrase(c, "%s; %s", "%s; %s", at,
                  d->to_tell ? paint(c, COLOUR_RED, pick(c, "à prévenir par une personne", "to be told by a person"))
                             : pick(c, "pas encore lu", "not read yet"));
}

/* Each whole: a register that is cut says less than what left. */
static void entry_show(struct cli *c, const intake__disclosure *d) {
    say(c, "%s : %s, à %s   (%s)", "%s: %s, to %s   (%s)", show_instant(c, d->at),
        WORD(c, intake__disclosure_way, d->way), holder(c, d), show_short(c, d->disclosure_id));
    field(c, "But", "Purpose", WORD(c, intake__consent_purpose, d->purpose));
    field(c, "Quoi", "What", items_text(c, d));
    field(c, "Par", "By", d->disclosed_by);
    if (d->way == DISCLOSURE_WAY_NOTICE)
        field(c, "Reçu", "Received",
              d->received_at ? show_instant(c, d->received_at) : pick(c, "non confirmé", "not confirmed"));
    field(c, "Retiré", "Recalled", recall_text(c, d));
    if (d->keep_until)
        field(c, "Au registre", "Kept", phrase(c, "jusqu'au %s", "until %s", show_date(c, d->keep_until)));
}

static int register_run(struct cli *c) {
    intake__list_disclosures_request *r = NEW(&c->arena, intake__list_disclosures_request);
    const char *number = operand(c, 0);
    intake__get_family_reply *f = lookup_family(c, number);
    if (!f) return c->exit;
    r->family_id = f->family_id;
    intake__list_disclosures_reply *list = CALL(c, r, intake__list_disclosures_reply);
    if (!list) return c->exit;
    for (size_t i = 0; i < list->n_disclosures; i++)
        if (!receipt_add(c, list, i)) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_disclosures)
        say(c, "Rien de la famille %s n'a été communiqué.", "Nothing of family %s has been disclosed.", f->number);
    for (size_t i = 0; i < list->n_disclosures; i++) entry_show(c, list->disclosures[i]);
    return CLI_DONE;
}

/* ---- telling ---- */

/* As a referral tells it: no message is left at a number that she did not allow, though the consent covers it. */
static sippe__voice_mail message_told(const intake__contact_details *k) {
    return contact_is_unwanted(k, CONTACT_CHANNEL_PHONE) ? VOICE_MAIL_NO : contact_voice_mail(k);
}

/* The telephone goes with how it may be used; of a postal code its area. */
static const char *value_of(struct cli *c, const intake__get_family_reply *f, intake__shared_item item) {
    const intake__contact_details *k = contact_or_none(c, f->contact);
    switch ((int)item) {
    case SHARED_ITEM_GIVEN_NAME: return f->name ? f->name->given : "";
    case SHARED_ITEM_FAMILY_NAME: return f->name ? f->name->family : "";
    case SHARED_ITEM_PHONE:
        return phrase(c, "%s (%s%s%s)", "%s (%s%s%s)", contact_phone(c, k), show_safe_message(c, message_told(k)),
                      *k->safe_contact_hours ? ", " : "", k->safe_contact_hours);
    case SHARED_ITEM_LANGUAGE: return show_language(c, k->language);
    case SHARED_ITEM_POSTAL_AREA:
        return k->address && k->address->postal_code ? phrase(c, "%.3s", "%.3s", k->address->postal_code->code) : "";
    case SHARED_ITEM_EMAIL: return contact_is_unwanted(k, CONTACT_CHANNEL_EMAIL) ? "" : k->email;
    case SHARED_ITEM_DUE_DATE: return f->due_date ? show_date(c, f->due_date) : "";
    default: return "";
    }
}

static void told_show(struct cli *c, const intake__get_family_reply *f, const intake__disclose_reply *done,
                      const char *to) {
    say(c, "Noté au registre (%s). À %s vous pouvez dire, et rien d'autre :",
        "Written in the register (%s). To %s you may tell, and nothing else:", show_short(c, done->disclosure_id), to);
    for (size_t i = 0; i < done->n_items; i++) {
        const char *value = value_of(c, f, done->items[i]);
        say(c, "  - %s%s%s", "  - %s%s%s", WORD(c, intake__shared_item, done->items[i]),
            *value ? pick(c, " : ", ": ") : "", value);
    }
}

static int tell_run(struct cli *c) {
    intake__disclose_request *r = NEW(&c->arena, intake__disclose_request);
    const char *to = arg_text(c, "to"), *name = NULL;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!whole_id(c, to, &r->organization_id) && !lookup_organization(c, to, &r->organization_id, &name))
        return c->exit;
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    r->family_id = f->family_id;
    intake__disclose_reply *done = CALL(c, r, intake__disclose_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    told_show(c, f, done, name ? name : show_short(c, r->organization_id));
    return CLI_DONE;
}

/* ---- taken back, by a person ---- */

static int told_run(struct cli *c) {
    const intake__thing *w = lookup_thing(c, THING_KIND_WORK, operand(c, 0), "liste de travail", "worklist");
    intake__record_holder_told_request *r = NEW(&c->arena, intake__record_holder_told_request);
    if (!w) return c->exit;
    r->thing = w->id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__record_holder_told_reply *done = CALL(c, r, intake__record_holder_told_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s : retrait dit à %s.", "Recorded, family %s: %s was told of the withdrawal.",
        w->family_number, r->told_person);
    return CLI_DONE;
}

static const struct option tell_options[] = {
    {"to", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, NULL, "l'organisme : des mots de son nom, ou son identifiant",
     "the organisation: words of its name, or its id"},
    {"purpose", OPTION_CHOICE, OPTION_REQUIRED, "purpose", NULL, &intake__consent_purpose__descriptor,
     "dans quel but : le consentement doit être pour lui", "for which purpose: the consent must be for it"},
    {"item", OPTION_CHOICE, OPTION_MANY, "items", NULL, &intake__shared_item__descriptor,
     "ce qui sera dit (sinon tout ce qui est couvert)", "what will be told (else all that is covered)"},
};
static const struct option told_options[] = {
    {"person", OPTION_TEXT, OPTION_REQUIRED, "told_person", NULL, NULL, "qui a été prévenu, à l'organisme",
     "who was told, at the organisation"},
    {"told-at", OPTION_TIME, 0, "told_at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "ce qui a été convenu (la feuille est détruite)",
     "what was agreed (the sheet is destroyed)"},
};

const struct command disclosure_commands[] = {
    {.noun = "family",
     .verb = "disclosures",
     .fr = "ce qui a été communiqué de la famille, à qui, et si c'est reçu ou retiré",
     .en = "what has been disclosed of the family, to whom, and whether it was received or recalled",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = register_run},
    {.noun = "family",
     .verb = "tell",
     .fr = "noter, puis dire, ce qu'elle permet de dire à une interprète ou à un établissement",
     .en = "record, then tell, what she allows to be told to an interpreter or an institution",
     .more_fr =
         "Refusé sans un consentement pour ce but et cet organisme (sippe consent record --purpose). C'est inscrit "
         "au registre avant d'être dit.",
     .more_en =
         "Refused without a consent for that purpose and organisation (sippe consent record --purpose). It is in "
         "the register before it is told.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(tell_options),
     .run = tell_run},
    {.noun = "work",
     .verb = "told",
     .fr = "dire qui, à l'organisme, a été prévenu d'un retrait",
     .en = "say who, at the organisation, was told of a withdrawal",
     .more_fr = "Appelez l'organisme, non la famille. CHOSE : ses premiers chiffres, dans la colonne Sur de la liste.",
     .more_en = "Call the organisation, not the family. THING: its first digits, in the list's column About.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     OPTIONS(told_options),
     .run = told_run},
};
COMMANDS_END(disclosure);
