# From a header that protoc-c made: lower-case names for its types (intake__route for Intake__Route) and the plain names of
# its enumerators (ROUTE_SIPPE for INTAKE__ROUTE__ROUTE_SIPPE), as they stand in the .proto files.
function lower(name,    out, i, c) {
  out = ""
  for (i = 1; i <= length(name); i++) {
    c = substr(name, i, 1)
    if (c ~ /[A-Z]/ && i > 1 && substr(name, i - 1, 1) != "_") out = out "_"
    out = out tolower(c)
  }
  return out
}
# protoc-c keeps capitals that follow each other together (WhoAmIRequest: who_am_irequest): there its descriptor has another name.
function squeezed(name,    out, i, c) {
  out = ""
  for (i = 1; i <= length(name); i++) {
    c = substr(name, i, 1)
    if (c ~ /[A-Z]/ && i > 1 && substr(name, i - 1, 1) !~ /[A-Z_]/) out = out "_"
    out = out tolower(c)
  }
  return out
}
/^#include "/ { sub(/\.pb-c\.h"/, ".h\""); if ($0 !~ /protobuf-c/) includes = includes $0 "\n" }
/^typedef struct .*;$/ { if ($3 !~ /[^_]_Service;?$/ && $3 ~ /^[A-Z]/) { name = $3; types = types sprintf("typedef %s %s;\n", name, lower(name));
  if (squeezed(name) != lower(name)) types = types sprintf("#define %s__descriptor %s__descriptor\n", lower(name), squeezed(name)) } }
/^typedef enum _/ { name = $3; sub(/^_/, "", name); inside = 1; enums = enums sprintf("typedef %s %s;\n", name, lower(name)); next }
inside && /^}/ { inside = 0 }
inside && /^  [A-Z0-9_]+ = / { short = $1; sub(/^.*__/, "", short); enums = enums sprintf("#define %s %s\n", short, $1) }
END { print "#pragma once"; printf "%s", includes; printf "#include \"%s\"\n", original; printf "%s%s", types, enums }
