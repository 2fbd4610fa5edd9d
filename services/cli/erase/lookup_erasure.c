#include "base/message.h"
#include "civil/family_number.h"
#include "cli/call/lookup.h"
#include "cli/call/session.h"
#include "cli/erase/erase.h"
#include "cli/show/output.h"

static int fail_none(struct cli *c, const char *text) {
    return stop(c, CLI_REFUSED, "Aucune destruction ne commence par « %s ». Voyez sippe erase list.",
                "No erasure begins with \"%s\". See sippe erase list.", text);
}

static int fail_many(struct cli *c, const char *text) {
    return stop(c, CLI_USAGE, "Plusieurs commencent par « %s »; donnez plus de chiffres.",
                "Several begin with \"%s\"; give more digits.", text);
}

static int fail_form(struct cli *c, const char *text) {
    return stop(c, CLI_USAGE,
                "« %s » n'est ni un numéro de famille ni un identifiant; il faut de celui-ci de 6 à 32 chiffres "
                "hexadécimaux.",
                "\"%s\" is neither a family's number nor an id; of that 6 to 32 hexadecimal digits are needed.", text);
}

/* Proposed, or done: her file says which. False after saying why. */
static bool of_family(struct cli *c, const char *number, ProtobufCBinaryData *id) {
    intake__get_family_request *r = NEW(&c->arena, intake__get_family_request);
    if (!family_number_check(c, number)) return false;
    r->number = number;
    intake__get_family_reply *f = CALL(c, r, intake__get_family_reply);
    if (!f) return false;
    if (!f->erasure) {
        stop(c, CLI_REFUSED, "Famille %s : aucune destruction n'est proposée.", "Family %s: no erasure is proposed.",
             number);
        return false;
    }
    *id = f->erasure->erasure_id;
    return true;
}

/* They are few in a territory's life: all pages are read. */
static bool by_prefix(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    intake__list_erasures_request *r = NEW(&c->arena, intake__list_erasures_request);
    size_t found = 0;
    do {
        intake__list_erasures_reply *page = CALL(c, r, intake__list_erasures_reply);
        if (!page) return false;
        for (size_t i = 0; i < page->n_erasures; i++) {
            if (!prefix_fits(text, page->erasures[i]->erasure_id)) continue;
            *id = page->erasures[i]->erasure_id;
            found++;
        }
        r->after = page->next;
    } while (r->after.len);
    if (found != 1) found ? fail_many(c, text) : fail_none(c, text);
    return found == 1;
}

intake__erasure *lookup_erasure(struct cli *c, const char *text) {
    intake__get_erasure_request *r = NEW(&c->arena, intake__get_erasure_request);
    uint64_t n;
    bool found;
    if (family_number_parse(text, &n))
        found = of_family(c, text, &r->erasure_id);
    else if (prefix_is(text))
        found = by_prefix(c, text, &r->erasure_id);
    else
        return fail_form(c, text), NULL;
    intake__get_erasure_reply *out = found ? CALL(c, r, intake__get_erasure_reply) : NULL;
    if (!out || out->erasure) return out ? out->erasure : NULL;
    fail_hollow(c, out);
    return NULL;
}

intake__hold *lookup_hold(struct cli *c, const char *text) {
    intake__list_holds_request *r = NEW(&c->arena, intake__list_holds_request);
    intake__hold *found = NULL;
    size_t n = 0;
    if (!prefix_is(text)) return fail_form(c, text), NULL;
    do {
        intake__list_holds_reply *page = CALL(c, r, intake__list_holds_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_holds; i++) {
            if (!prefix_fits(text, page->holds[i]->hold_id)) continue;
            found = page->holds[i];
            n++;
        }
        r->after = page->next;
    } while (r->after.len);
    if (n == 1) return found;
    if (n)
        fail_many(c, text);
    else
        stop(c, CLI_REFUSED, "Aucune suspension ne commence par « %s ». Voyez sippe erase holds.",
             "No hold begins with \"%s\". See sippe erase holds.", text);
    return NULL;
}
