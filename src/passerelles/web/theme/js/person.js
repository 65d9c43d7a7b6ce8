// The person's pages: listen to the page, leave it fast.  Hidden where unsupported.
const FRENCH = "fr-FR";

function sentences(root) {
  const spoken = root.cloneNode(true);
  spoken.querySelectorAll("[aria-hidden=true], [hidden], script, .p-silent").forEach((node) => node.remove());
  return [...spoken.querySelectorAll("h1, h2, h3, p, li, label, legend, dt, dd, td, th")]
    .filter((node) => !node.querySelector("h2, h3, p, li, dt, dd, td"))
    .map((node) => node.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function enableListening(button) {
  if (!("speechSynthesis" in window)) return;
  const label = button.querySelector("[data-p-listen-label]");
  const say = label.textContent;
  const stopped = () => {
    delete button.dataset.speaking;
    label.textContent = say;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const wasSpeaking = "speaking" in button.dataset;
    speechSynthesis.cancel();
    stopped();
    if (wasSpeaking) return;
    button.dataset.speaking = "";
    label.textContent = button.dataset.stop;
    const queue = sentences(document.querySelector("main"));
    queue.forEach((text, index) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = FRENCH;
      utterance.rate = 0.9;
      if (index === queue.length - 1) utterance.onend = stopped;
      speechSynthesis.speak(utterance);
    });
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

// Blank the page, end the session without waiting, replace the page in the history.
function enableQuickExit(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "…";
    const leave = document.querySelector("form[data-p-leave]");
    if (leave) navigator.sendBeacon(leave.action, new FormData(leave));
    window.location.replace(link.href);
  });
}

document.querySelectorAll("[data-p-listen]").forEach(enableListening);
document.querySelectorAll("[data-p-quick-exit]").forEach(enableQuickExit);
