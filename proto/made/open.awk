# Says which open fields give no reason why they are open, and which personal ones no class; writes both as tables in C, with the
# texts of several lines and the methods without side effects beside them; open.sh runs it.
#
# Reads a FileDescriptorSet as protoc prints it, nested blocks and one `name: value` a line:
#
#   file {
#     name: "intake_events.proto"
#     message_type {
#       name: "ScreeningSubmitted"
#       field {
#         name: "screening_id"
#         options {
#           [sippe.open]: ID
#
# and judges at the end, when it is known which messages are values. -v out=FILE: the table.

{ sub(/^ +/, "") }
/^[^"]* \{$/ { block[++depth] = $1; block_begins($1); next }
$0 == "}"    { block_ends(block[depth], block[depth - 1]); depth--; next }
             { key = $1; sub(/:$/, "", key); text = substr($0, length($1) + 2); gsub(/"/, "", text)
               said(block[depth], block[depth - 1], key, text) }

function is_message(kind) { return kind == "message_type" || kind == "nested_type" }

function block_begins(here) {
  if (here == "field") split("", field)
  if (here == "[sippe.key]" || here == "part") split("", part)
  if (here == "[sippe.index]") { index_name = ""; index_parts = 0; index_first = n + 1 }
}

# full[depth] is the full name of the package or message whose block is open at that depth.
function said(here, above, key, text) {
  if (here == "file" && key == "name") file = text ~ /^(common|services)\// ? text : "proto/" text
  else if (here == "file" && key == "package") full[depth] = text
  else if (is_message(here) && key == "name") message_begins(text)
  else if (here == "method" && key == "name") method = text
  else if (here == "options" && above == "method" && key == "idempotency_level") method_judged(text)
  else if (here == "field") field[key] = text
  else if (here == "options" && above == "field" && key == "[sippe.open]") field["open"] = text
  else if (here == "options" && above == "field" && key == "[sippe.lines]") field["lines"] = text
  else if (here == "options" && above == "field" && key == "[sippe.class]") field["class"] = text
  else if (here == "options" && is_message(above) && key == "[sippe.value]") value[full[depth - 1]] = text == "true"
  else if (here == "options" && is_message(above) && key == "[sippe.whose]") whose[full[depth - 1]] = text
  else if (here == "options" && is_message(above) && key == "[sippe.sealed_for]") sealed_for[full[depth - 1]] = text
  else if (here == "[sippe.index]" && key == "name") index_name = text
  else if (here == "[sippe.index]" && key == "in_memory") index_to_memory(text == "true")
  else if (here == "[sippe.key]" || here == "part") part[key] = text
}

function message_begins(name) {
  full[depth] = full[depth - 1] "." name
  if (block[depth] != "message_type") return
  message[++n_messages] = full[depth]
  short[n_messages] = name
  home[n_messages] = file
}

function block_ends(here, above) {
  if (here == "field" && is_message(above)) {
    if (field["lines"] == "true") lines_noted()
    if (field["class"]) classes = classes "    {\"" full[depth - 1] "\", \"" field["name"] "\", CLASS_" field["class"] "},\n"
    add(field["name"], field["open"])
    within[n] = substr(full[depth - 1], length(message[n_messages]) + 2)
    number[n] = field["number"]
    class[n] = field["class"]
    if (!within[n] && field["name"] == "personal") has_personal[n_messages] = 1
    if (!within[n] && field["type"] == "TYPE_BYTES" && field["open"] == "ID") may_seal[n_messages, field["name"]] = 1
    once[n] = field["label"] != "LABEL_REPEATED"
    type[n] = field["type"] == "TYPE_MESSAGE" ? substr(field["type_name"], 2) : ""
  } else if (here == "[sippe.key]") {
    add("(key) " part["name"], part["open"])
    if (!has_key[n_messages] && part["open"] == "ID") may_seal[n_messages, "(key) " part["name"]] = 1
    has_key[n_messages] = 1
  } else if (here == "part") {
    add("(" index_name ") " part["name"], part["open"])
    index_parts++
  } else if (here == "[sippe.index]" && !index_parts)
    without_parts[n_messages] = index_name
}

# It is printed behind the parts, as its number is the higher one.
function index_to_memory(yes,    i) {
  for (i = index_first; i <= n; i++) in_memory[i] = yes
}

# As a Request names it: "intake.GetTerritory".
function method_judged(level) {
  if (level != "NO_SIDE_EFFECTS") print file ": " method " is " level ", which nobody reads: NO_SIDE_EFFECTS, or nothing" > "/dev/stderr"
  if (level != "NO_SIDE_EFFECTS") faults++
  safe = safe "    \"" substr(full[1], length(".sippe.")) "." method "\",\n"
}

function lines_noted() {
  if (field["type"] != "TYPE_STRING")
    print file ": " full[depth - 1] "." field["name"] " is no text and has no lines" > "/dev/stderr"
  if (field["type"] != "TYPE_STRING") faults++
  lines = lines "    {\"" full[depth - 1] "\", \"" field["name"] "\"},\n"
}

# One thing that says why it is open: a field, or a part of a key or an index, which stands behind its name in parentheses.
function add(name, reason) {
  owner[++n] = n_messages
  called[n] = name
  why[n] = reason == "OPEN_UNSPECIFIED" ? "" : reason
}

function holds_events(m) { return home[m] ~ /_events\.proto$/ }
function holds_rows(m) { return home[m] ~ /_rows\.proto$/ }

function fault(m, name, what) {
  print home[m] ": " short[m] name " " what > "/dev/stderr"
  faults++
}

function judge_message(m) {
  if (holds_events(m) && value[message[m]]) fault(m, "", "is an event and cannot be a value")
  if (holds_rows(m) && !value[message[m]] && !has_key[m])
    fault(m, "", "says nothing of its key (option (key) = {name: ..., open: ...}, proto/options/open.proto)")
  if (!holds_events(m) && whose[message[m]]) fault(m, "", "is no event and speaks of nobody (option (whose))")
  else if (whose[message[m]]) owners = owners "    {\"" message[m] "\", WHOSE_" whose[message[m]] "},\n"
  judge_sealed(m, sealed_for[message[m]])
  if (holds_rows(m) && m in without_parts) fault(m, " (" without_parts[m] ")", "names no part of the index")
}

# Of an event it follows from whom that speaks of.
function judge_sealed(m, whom) {
  if (holds_rows(m) && has_personal[m] && !whom)
    fault(m, "", "says not for whom it is sealed (option (sealed_for), proto/options/open.proto)")
  else if (whom && !holds_rows(m))
    fault(m, "", "is no row (option (sealed_for))")
  else if (whom && !((m, whom) in may_seal))
    fault(m, "", "is sealed for " whom ", which is no ID of it: a field of 16 bytes, or \"(key) \" and the first part of its key")
  else if (whom)
    sealed = sealed "    {\"" message[m] "\", " (whom ~ /^\(key\)/ ? "NULL" : "\"" whom "\"") "},\n"
}

# Of an event of a family. What is of somebody else is shown by no LOGGED query.
function judge_class(i, m, name) {
  if (holds_events(m) && within[i] == "Personal" && !whose[message[m]] && (!class[i] || class[i] == "OF_NOBODY"))
    fault(m, name, "says not of which class it is ([(class) = ...], proto/options/open.proto)")
  else if (class[i] && (holds_rows(m) || whose[message[m]]))
    fault(m, name, "is of no family, or a copy in a row: it has no class")
}

function judge(i,    m, name) {
  m = owner[i]
  name = (within[i] ? "." within[i] : "") (called[i] ~ /^\(/ ? " " : ".") called[i]
  if (within[i] || value[message[m]] && !holds_events(m)) {
    if (why[i]) fault(m, name, "is not open by itself: it gives no reason")
    judge_class(i, m, name)
  } else if (called[i] == "personal") {
    if (type[i] != message[m] ".Personal" || number[i] != 15 || !once[i])
      fault(m, name, "must be field 15, once, of the nested message Personal: that is what is packed apart")
    if (why[i]) fault(m, name, "is not open: it gives no reason")
  } else if (in_memory[i]) {
    if (why[i]) fault(m, name, "stands in no file: it gives no reason")
    else table = table "    {\"" message[m] "\", \"" called[i] "\", \"IN_MEMORY\"},\n"
  } else if (!why[i])
    fault(m, name, "says no reason why it is open ([(open) = ...], proto/options/open.proto)")
  else if (type[i] && !value[type[i]] && why[i] != "TO_SEAL")
    fault(m, name, "is open and holds a " type[i] ", which is no value (option (value), proto/options/open.proto)")
  else
    table = table "    {\"" message[m] "\", \"" called[i] "\", \"" why[i] "\"},\n"
}

END {
  for (m = 1; m <= n_messages; m++) if (holds_events(m) || holds_rows(m)) judge_message(m)
  for (i = 1; i <= n; i++) if (holds_events(owner[i]) || holds_rows(owner[i])) judge(i)
  if (!table && !faults) { print "proto/made/open.awk: no event was seen" > "/dev/stderr"; faults++ }
  if (faults) exit 1
  print "/* Made by proto/made/open.awk. */" > out
  print "#include \"proto/options/classes.h\"\n#include \"proto/options/lines.h\"\n#include \"proto/options/open_fields.h\"\n#include \"proto/options/safe.h\"\n#include \"proto/options/sealed.h\"\n#include \"proto/options/whose.h\"\n" > out
  print "const struct open_field proto_open_fields[] = {\n" table "};" > out
  print "const size_t n_proto_open_fields = sizeof proto_open_fields / sizeof *proto_open_fields;\n" > out
  print "const struct class_field proto_class_fields[] = {\n" classes "};" > out
  print "const size_t n_proto_class_fields = sizeof proto_class_fields / sizeof *proto_class_fields;\n" > out
  print "const struct whose_event proto_whose_events[] = {\n" owners "};" > out
  print "const size_t n_proto_whose_events = sizeof proto_whose_events / sizeof *proto_whose_events;\n" > out
  print "const struct sealed_row proto_sealed_rows[] = {\n" sealed "};" > out
  print "const size_t n_proto_sealed_rows = sizeof proto_sealed_rows / sizeof *proto_sealed_rows;\n" > out
  print "const struct lines_field proto_lines_fields[] = {\n" lines "};" > out
  print "const size_t n_proto_lines_fields = sizeof proto_lines_fields / sizeof *proto_lines_fields;\n" > out
  print "const char *const proto_safe_methods[] = {\n" safe "};" > out
  print "const size_t n_proto_safe_methods = sizeof proto_safe_methods / sizeof *proto_safe_methods;" > out
}
