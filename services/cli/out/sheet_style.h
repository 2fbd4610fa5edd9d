/* How the sheet looks: gateway/web/css/sheet.css, whole, which a page of the staff may print it by too. Made at the
 * build. */
#pragma once

extern const char sheet_style[];
