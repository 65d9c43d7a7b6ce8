#!/bin/sh
# Compile the theme and copy the vendored browser files into ../static/web (committed), icons into ../icons.json.
# Usage: npm ci && npm run build
set -eu
cd "$(dirname "$0")"
out=../static/web
mkdir -p "$out/fonts" "$out/leaflet/images"

npx sass --no-source-map --style=compressed --quiet-deps --load-path=node_modules \
  passerelles.scss "$out/passerelles.css"
for entry in passerelles person map; do
  npx esbuild "js/$entry.js" --bundle --minify --format=esm --target=es2020 --charset=utf8 \
    --legal-comments=none --log-level=warning --outfile="$out/$entry.js"
done

node icons.mjs

for weight in 400 700; do
  for subset in latin latin-ext; do
    cp "node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-$subset-$weight-normal.woff2" \
      "$out/fonts/"
  done
done

# The hashed static storage refuses a source map that is not shipped.
sed '/^\/\/# sourceMappingURL=/d' node_modules/leaflet/dist/leaflet.js > "$out/leaflet/leaflet.js"
cp node_modules/leaflet/dist/leaflet.css "$out/leaflet/"
cp node_modules/leaflet/dist/images/*.png "$out/leaflet/images/"
for file in passerelles.css passerelles.js person.js map.js leaflet/leaflet.js; do
  printf '%-24s %6d bytes gzipped\n' "$file" "$(gzip -9c "$out/$file" | wc -c)"
done
