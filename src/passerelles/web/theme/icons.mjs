// Icons named by what they mean here; drawn by Lucide.  Output: ../icons.json (shape only).
import { readFileSync, writeFileSync } from "node:fs";

const NAMES = {
  path: "route", progress: "trending-up", wishes: "star", help: "heart-handshake", share: "handshake",
  paper: "file-text", eye: "eye", next: "arrow-right", bell: "bell", people: "users", user: "user",
  calendar: "calendar", place: "map-pin", lock: "lock", write: "pencil", yes: "thumbs-up",
  no: "thumbs-down", phone: "phone", mail: "mail", print: "printer", search: "search", home: "house",
  warning: "triangle-alert", done: "circle-check", talk: "message-circle", listen: "volume-2",
  card: "id-card", work: "briefcase", school: "graduation-cap", link: "link", smile: "smile",
  neutral: "meh", sad: "frown", leave: "log-out", add: "plus", remove: "x", check: "check",
  safety: "shield", history: "history", time: "clock", building: "building-2", upload: "upload",
  download: "download", key: "key", step: "footprints",
  folder: "folder", tools: "wrench", wall: "brick-wall", idea: "lightbulb", trial: "flask-conical", sign: "signature",
  note: "clipboard-list", back: "undo-2",
};

const icons = {};
for (const [name, file] of Object.entries(NAMES)) {
  const svg = readFileSync(`node_modules/lucide-static/icons/${file}.svg`, "utf8");
  icons[name] = svg.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "").trim();
}
writeFileSync("../icons.json", `${JSON.stringify(icons, null, 1)}\n`);
