// Behaviour of GOV.UK components in use; every page works without it.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { Tabs } from "govuk-frontend/dist/govuk/components/tabs/tabs.mjs";

const FRENCH_COUNT = {
  charactersUnderLimit: { one: "Il reste %{count} caractère", other: "Il reste %{count} caractères" },
  charactersAtLimit: "Il ne reste aucun caractère",
  charactersOverLimit: { one: "%{count} caractère de trop", other: "%{count} caractères de trop" },
  textareaDescription: { other: "%{count} caractères au plus" },
};
const FRENCH_PASSWORD = {
  showPassword: "Afficher",
  hidePassword: "Cacher",
  showPasswordAriaLabel: "Afficher le mot de passe",
  hidePasswordAriaLabel: "Cacher le mot de passe",
  passwordShownAnnouncement: "Le mot de passe est visible",
  passwordHiddenAnnouncement: "Le mot de passe est caché",
};

function enhance(scope) {
  createAll(Button, { preventDoubleClick: true }, scope);
  createAll(CharacterCount, { i18n: FRENCH_COUNT }, scope);
  createAll(Checkboxes, undefined, scope);
  createAll(ErrorSummary, undefined, scope);
  createAll(PasswordInput, { i18n: FRENCH_PASSWORD }, scope);
  createAll(Radios, undefined, scope);
  createAll(Tabs, undefined, scope);
}

function enablePrintButtons() {
  for (const button of document.querySelectorAll("[data-p-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// "04/12/2026" pasted in the day box fills the three boxes.
function splitPastedDates() {
  document.addEventListener("paste", (event) => {
    const box = event.target.closest?.("[data-p-date-part]");
    const parts = (event.clipboardData?.getData("text") ?? "").trim().match(/^(\d{1,2})\D(\d{1,2})\D(\d{4})$/);
    if (!box || !parts) return;
    event.preventDefault();
    const boxes = box.closest(".govuk-date-input").querySelectorAll("[data-p-date-part]");
    boxes.forEach((input, index) => {
      input.value = parts[index + 1];
    });
  });
}

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
createAll(SkipLink);
enhance(document);
enablePrintButtons();
splitPastedDates();
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) enhance(event.detail.elt);
});
