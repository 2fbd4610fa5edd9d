#!/bin/sh
# The tree that is served, made of the one that is written: build.sh FROM WORDS TO [whole]
#
# The modules are as they stand here, without the comments, which whoever reads them finds here; `whole`: with them, as the types are
# written in them (tests/browser/source.mjs).
#
#   TO/shells/LANG/NAME.html   the shell of a page in a language, which names all that the page loads, now or later; index.html: of no page
#   TO/s/LANG/...              the modules, with the words of that language; pages.js is made, and in the words of each page those of
#                              the contract's values that it names
#   TO/s/css, TO/s/icon.svg    of no language; shared.css is made of the palette, the base and the parts
#   TO/shells/sw.js            the service worker, which knows the tree's name and the pages
#   *.gz                       beside each file, for whoever takes it
#   TO/s.sha256                of each file under s/; its own hash names the tree in all addresses
#   TO/shells.sha256           of the shells and of that list
set -eu
export LC_ALL=C
from=$1 words=$2 to=$3 whole=${4:-}
s=$to/s
rm -rf "$to"
mkdir -p "$s"
cp -R "$from/css" "$from/icon.svg" "$s/"
# What all pages have is one file.
(cd "$s/css" && cat tokens.css base.css parts.css >shared.css && rm tokens.css base.css parts.css)
names=$(cd "$from/pages" && ls -- *.js | sed 's/\.js$//')

# exported FILE NAME: the value of a constant of one line, or nothing.
exported() { sed -n "s/^export const $2 = \(.*\);\$/\1/p" "$1"; }

# What all pages know of each: what stands in its file, and its title.
known() {
    printf '// @ts-check\n// Made at the build: what all pages know of each.\n'
    printf "/** @type {Record<string, import('./lib/types.js').Known>} */\nexport const pages = {\n"
    for name in $names; do
        page=$from/pages/$name.js
        title=$(sed -n "s/^  '$name\.title': \(.*\),\$/\1/p" "$from/words/$name.$1.js")
        printf '  %s: { title: %s, needs: %s, home: %s, menu: %s, open: %s },\n' "$name" "$title" "$(exported "$page" needs)" \
            "$(exported "$page" home)" "$(exported "$page" menu)" "$(exported "$page" open | grep . || echo false)"
    done
    printf '};\n'
}

# extract FILE NAME...: these enumerations, as the table has them.
extract() {
    file=$1
    shift
    awk -v named=" $* " '/^  "/ { split($0, part, "\""); on = index(named, " " part[2] " ") } on { print } /^  },/ { on = 0 }' "$file"
}

# both NAME...: their words in both languages, for what is printed (parts/sheet).
both() {
    printf '// @ts-check\n// Made at the build from common/words.\n'
    for of in fr en; do
        printf '/** @type {Record<string, Record<string, string>>} */\nexport const %s = {\n' "$of"
        extract "$words/mots.$of.js" "$@"
        printf '};\n'
        sed "1,2d; s/const languages/const ${of}Languages/" "$words/languages.$of.js"
    done
}

for lang in fr en; do
    mkdir -p "$s/$lang/words"
    for folder in pages parts lib vendor; do cp -R "$from/$folder" "$s/$lang/"; done
    (cd "$from/words" && find . -name "*.$lang.js") | while read -r file; do
        mkdir -p "$s/$lang/words/$(dirname "$file")"
        cp "$from/words/$file" "$s/$lang/words/${file%."$lang".js}.js"
    done
    cp "$words/looks.$lang.js" "$s/$lang/words/looks.js"
    sed 1,2d "$words/languages.$lang.js" >>"$s/$lang/words/shared.js"
    both $(grep -oh "'sippe\.[A-Za-z.]*'" "$from"/parts/sheet/*.js | tr -d "'" | sort -u) >"$s/$lang/words/both.js"
    known "$lang" >"$s/$lang/pages.js"
done

# loaded MODULE: itself, what it imports, and what that imports, each once.
loaded() {
    (cd "$s" && awk -v first="$1" '
        function note(file) { if (!(file in noted)) { noted[file] = 1; all[n++] = file } }
        function there(folder, name) {
            sub(/^\.\//, "", name)
            while (sub(/^\.\.\//, "", name)) sub(/[^\/]*\/$/, "", folder)
            return folder name
        }
        BEGIN {
            note(first)
            for (i = 0; i < n; i++) {
                print all[i]
                folder = all[i]
                sub(/[^\/]*$/, "", folder)
                while ((getline line < all[i]) > 0)
                    while (match(line, /(from|import) ?["\x27]\.[^"\x27]*["\x27]/)) {
                        name = substr(line, RSTART, RLENGTH - 1)
                        line = substr(line, RSTART + RLENGTH)
                        sub(/^[^"\x27]*["\x27]/, "", name)
                        note(there(folder, name))
                    }
                close(all[i])
            }
        }')
}

# opens MODULE: those that it, or what it imports, loads only when they are opened (lib/later.js).
opens() {
    loaded "$1" | while read -r file; do
        grep -o "=> import('[.]*/[^']*')" "$s/$file" | sed "s/.*('//; s/')//" | while read -r name; do
            realpath -m --relative-to="$s" "$s/$(dirname "$file")/$name"
        done
    done | sort -u
}

# opened MODULE: these, and those that they open in their turn.
opened() {
    opens "$1" | while read -r part; do
        echo "$part"
        opened "$part"
    done | sort -u
}

# later MODULE: all that may still be loaded when it is there.
later() {
    loaded "$1" | sort >"$to/now"
    opened "$1" | while read -r part; do loaded "$part"; done | sort -u | comm -13 "$to/now" -
    rm "$to/now"
}

# enums MODULE...: the enumerations that they name.
enums() { (cd "$s" && grep -oh "'sippe\.[A-Za-z.]*'" "$@") | tr -d "'" | sort -u; }

# values LANG FILE NAME...: the words of these enumerations, for the end of the file that has the words of those who name them, if any.
values() {
    lang=$1 into=$2
    shift 2
    [ $# -gt 0 ] && [ -e "$s/$lang/$into" ] || return 0
    up=$(echo "$into" | sed 's,[^/]*/,../,g; s,[^/]*$,,')
    {
        printf "\nimport { learn } from '%slib/words.js';\nlearn({\n" "$up"
        extract "$words/mots.$lang.js" "$@"
        printf '});\n'
    } >>"$s/$lang/$into"
}

# A part that is opened later has words by its own name, and in them the values that its page does not name.
for lang in fr en; do
    for name in $names; do
        enums $(loaded "$lang/pages/$name.js") >"$to/named"
        values "$lang" "words/$name.js" $(cat "$to/named")
        for part in $(opened "$lang/pages/$name.js"); do
            values "$lang" "words/${part#"$lang"/parts/}" $(enums $(loaded "$part") | comm -13 "$to/named" -)
        done
        rm "$to/named"
    done
done

# Without comments, types and indents; of a style sheet without the spaces that only a reader needs.
bare() {
    awk '
        inside { if (/\*\//) inside = 0; next }
        /^[ \t]*\/\// { next }
        /^[ \t]*\/\*/ {
            end = index($0, "*/")
            if (!end) { inside = 1; next }
            $0 = substr($0, end + 2)
        }
        {
            gsub(/\/\*\* @[^*]*\*\/ ?/, "")
            if (match($0, /[;,{] +\/\/ [^\x27"`]*$/)) $0 = substr($0, 1, RSTART)
            sub(/^[ \t]+/, "")
            if (FILENAME ~ /\.css$/) {
                gsub(/: /, ":"); gsub(/; /, ";"); gsub(/, /, ","); gsub(/ \}/, "}")
                gsub(/ \{ ?/, "{"); gsub(/ > /, ">")
            }
            if ($0 != "") print
        }' "$1" >"$1.bare" && mv "$1.bare" "$1"
}
if [ "$whole" != whole ]; then
    find "$s/fr" "$s/en" "$s/css" -name '*.js' -o -name '*.css' | grep -v /vendor/ | while read -r file; do bare "$file"; done
    rm -f "$s/fr/lib/types.js" "$s/en/lib/types.js"
fi

list() { (cd "$1" && find . -type f | sed 's,^\./,,' | sort); }
list "$s" | while read -r file; do gzip -9nk "$s/$file"; done
(cd "$s" && find . -type f | sed 's,^\./,,' | sort | xargs sha256sum) >"$to/s.sha256"
root=/s/$(sha256sum "$to/s.sha256" | cut -c1-16)/

# shell LANG NAME ENTRY: all that is needed is named, so that the browser asks for it at once, the page's own sheet behind those of its
# rooms of parts; and what may be opened later, so that it is there by then (lib/later.js, sw.js).
shell() {
    style=
    for sheet in $({ loaded "$1/$3"; later "$1/$3"; } | sed -n 's,.*/parts/\([^/]*\)/.*,\1,p' | sort -u) "$2"; do
        if [ -e "$s/css/$sheet.css" ]; then style="$style<link rel=\"stylesheet\" href=\"${root}css/$sheet.css\">"; fi
    done
    preload=$(loaded "$1/$3" | sed "s,.*,<link rel=\"modulepreload\" href=\"$root&\">,")
    later=$(later "$1/$3" | sed "s,.*,<link rel=\"later\" href=\"$root&\">,")
    number=
    if [ "$2" = r ]; then number='<noscript><main class="page narrow"><h1>CLSC</h1><p>@TELEPHONE@</p></main></noscript>'; fi
    awk -v number="$number" -v root="$root" -v lang="$1" -v entry="$3" -v style="$style" -v preload="$preload" -v later="$later" '
        { gsub(/@ROOT@/, root); gsub(/@LANG@/, lang); gsub(/@ENTRY@/, entry) }
        /@STYLE@/ { if (style) print style; next }
        /<noscript>/ { hold = 1 }
        hold && number { if (/<\/noscript>/) { hold = 0; print number } next }
        /@PRELOAD@/ { print preload; if (later) print later; next }
        { print }' "$from/shell.html" >"$to/shells/$1/$2.html"
    gzip -9nk "$to/shells/$1/$2.html"
}

for lang in fr en; do
    mkdir -p "$to/shells/$lang"
    shell "$lang" index lib/home.js
    for name in $names; do shell "$lang" "$name" "pages/$name.js"; done
done
sed "s,@ROOT@,$root,; s,@PAGES@,$(echo $names)," "$from/sw.js" >"$to/shells/sw.js"
gzip -9nk "$to/shells/sw.js"
{
    (cd "$to/shells" && find . -type f | sed 's,^\./,,' | sort | xargs sha256sum)
    (cd "$to" && sha256sum s.sha256)
} >"$to/shells.sha256"
