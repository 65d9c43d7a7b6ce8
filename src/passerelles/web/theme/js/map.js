// A map beside a list: places are read from the list itself, which stays for everyone.
// <div class="p-map" data-p-map="#results" hidden></div> and, in #results,
// elements with data-lat, data-lon and data-name; a link inside becomes the popup.
const TEAL = "#0b5c63";

function popup(place) {
  const link = place.querySelector("a");
  if (!link) return document.createTextNode(place.dataset.name);
  const anchor = document.createElement("a");
  anchor.href = link.href;
  anchor.textContent = place.dataset.name || link.textContent.trim();
  return anchor;
}

function draw(element) {
  const places = [...document.querySelectorAll(`${element.dataset.pMap} [data-lat][data-lon]`)];
  if (!places.length || !window.L) return;
  element.hidden = false;
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false });
  const background = element.dataset.outlines;
  if (background) {
    fetch(background)
      .then((response) => response.json())
      .then((outlines) => L.geoJSON(outlines, { style: { color: "#7d9490", weight: 1, fillOpacity: 0.08 }, interactive: false }).addTo(map).bringToBack());
  }
  const markers = places.map((place) =>
    L.circleMarker([Number(place.dataset.lat), Number(place.dataset.lon)], {
      radius: 8, color: "#fff", weight: 2, fillColor: TEAL, fillOpacity: 1,
    }).bindPopup(() => { const box = document.createElement("div"); box.append(popup(place)); return box; }).addTo(map),
  );
  map.fitBounds(L.featureGroup(markers).getBounds().pad(0.15), { maxZoom: 12 });
}

document.querySelectorAll("[data-p-map]").forEach(draw);
