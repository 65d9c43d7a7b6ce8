// The map of what a search found: the list under it says the same thing, for everyone.
const COLOURS = { teal: "#0b5c63", leaf: "#2f7d32", sky: "#1d6f9f", plum: "#6b3f75", coral: "#b5432a", muted: "#4f5f5c" };

function popup(point) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = point.url;
  link.textContent = point.name;
  box.append(link, document.createElement("br"), point.kind);
  return box;
}

async function json(url) {
  const response = await fetch(url);
  return response.ok ? response.json() : null;
}

async function draw(element) {
  const data = await json(element.dataset.directoryMap);
  if (!window.L || !data || !data.points.length) return;
  const mainland = L.latLngBounds([41, -5.5], [51.5, 10]);
  element.hidden = false;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.label);
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false, preferCanvas: true });
  const markers = data.points.map((point) =>
    L.circleMarker([point.lat, point.lon], {
      radius: 7, color: "#fff", weight: 1.5, fillColor: COLOURS[point.colour] || COLOURS.muted, fillOpacity: 0.95,
    }).bindPopup(() => popup(point)).addTo(map),
  );
  if (data.centre) L.circleMarker(data.centre, { radius: 10, color: "#0b0c0c", weight: 2, fill: false, interactive: false }).addTo(map);
  // Overseas points stay on the map; they do not decide how far away one looks from.
  const near = markers.filter((marker) => mainland.contains(marker.getLatLng()));
  map.fitBounds(L.featureGroup(near.length ? near : markers).getBounds().pad(0.1), { maxZoom: 11 });
  if (data.truncated) note(element);
  const outlines = await json(element.dataset.outlines);
  if (outlines) L.geoJSON(outlines, { style: { color: "#7d9490", weight: 1, fillOpacity: 0.05 }, interactive: false }).addTo(map).bringToBack();
}

function note(element) {
  const place = element.parentElement.querySelector("[data-map-note]");
  place.textContent = element.dataset.partial;
  place.hidden = false;
}

document.querySelectorAll("[data-directory-map]").forEach(draw);
