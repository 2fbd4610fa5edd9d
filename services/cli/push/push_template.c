#include "cli/push/push.h"

/* By hand, not from the descriptor (sippe call --template has that): only what a call usually asks, in its order, with
 * UNKNOWN where nobody asked. Another block of the screening wants a line here. */
const char *push_template_json(void) {
    return "{\n"
           "  \"local_reference\": \"\",\n"
           "  \"call\": {\"started_at\": \"2026-11-21T14:03:00Z\", \"ended_at\": \"2026-11-21T14:31:00Z\", "
           "\"called_by\": \"\",\n"
           "           \"clsc_code\": \"\", \"source\": \"SELF_OLO_CALL\", \"caller_is_subject\": \"YES\", "
           "\"language\": \"fr\",\n"
           "           \"interpreter_needed\": \"NO\", \"attempt\": 1, \"outcome\": \"COMPLETED\"},\n"
           "  \"consent\": {\"notice_read_at\": \"2026-11-21T14:04:00Z\", \"notice_version\": \"\", \"consent_store\": "
           "\"YES\",\n"
           "              \"channels\": [\"PHONE\"], \"safe_to_leave_message\": \"UNKNOWN\", \"safe_contact_hours\": "
           "\"\"},\n"
           "  \"identity\": {\"name\": {\"family\": \"\", \"given\": \"\"}, \"birth_date\": \"2000-01-01\", "
           "\"gender\": \"F\",\n"
           "               \"phone\": \"\", \"address\": {\"street\": \"\", \"municipality\": \"\", \"postal_code\": "
           "\"\"}},\n"
           "  \"pregnancy\": {\"due_date\": \"UNKNOWN\", \"weeks_stated\": \"UNKNOWN\", \"parity\": 0, "
           "\"already_delivered\": \"NO\"},\n"
           "  \"household\": {\"size\": 1, \"adults\": 1, \"children\": [], \"single_parent\": \"UNKNOWN\"},\n"
           "  \"income\": {\"annual\": \"UNKNOWN\", \"sources\": [], \"proof_seen\": \"NO\", "
           "\"difficulty_groceries_or_rent\": \"UNKNOWN\"},\n"
           "  \"schooling\": {\"highest_diploma\": \"UNKNOWN\", \"years_abroad\": \"UNKNOWN\", \"currently_studying\": "
           "\"UNKNOWN\"},\n"
           "  \"migration\": {\"arrival_date\": \"UNKNOWN\", \"status\": \"UNKNOWN\"},\n"
           "  \"support\": {\"feels_alone\": \"UNKNOWN\", \"can_count_on_someone\": \"UNKNOWN\"},\n"
           "  \"urgent\": {\"needs\": [], \"food_today\": \"UNKNOWN\", \"housing_risk\": \"UNKNOWN\"},\n"
           "  \"olo\": {\"diets\": [], \"prenatal_vitamins\": \"UNKNOWN\", \"voucher_delivery\": \"PICKUP\"}\n"
           "}\n";
}
