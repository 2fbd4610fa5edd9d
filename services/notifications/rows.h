/* How notifications' rows are fetched. tables.def says which there are. */
#pragma once
#include "notifications/tables.h"

notifications_rows__notice *notifications_notice_row(struct view *v, ProtobufCBinaryData field, struct id *id);
/* False: no notice was issued for it. */
bool notifications_notice_of_referral(struct view *v, struct id referral, struct id *notice);
bool notifications_notice_of_code(struct view *v, const char *code, struct id *notice);
/* Lists begin with (open ones only?, an organisation or all (zero)) and go from the newest to the oldest. */
struct key notifications_list_prefix(bool open, struct id organization);
