#include "bus/request.h"

#include "base/message.h"
#include "sys/random.h"

/* The id is drawn in r, so that the caller's next try has the same. */
struct span bus_request_pack(struct arena *a, struct bus_request *r, uint64_t tag) {
    if (id_is_zero(r->id)) r->id = random_id();
    sippe__request *request = NEW(a, sippe__request);
    request->id = id_field(a, r->id);
    request->tag = tag;
    request->method = r->method;
    request->body = pb_of(r->message ? message_pack(a, r->message) : r->body);
    request->at_least = (sippe__at_least *)(uintptr_t)r->at_least; /* only read */
    if (r->on_behalf_of) request->on_behalf_of = r->on_behalf_of;
    if (r->purpose) request->purpose = r->purpose;
    request->again = r->again;
    sippe__envelope *e = NEW(a, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    e->request = request;
    return message_pack(a, &e->base);
}
