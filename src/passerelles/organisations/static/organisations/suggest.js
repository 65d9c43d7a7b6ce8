// Suggestions under a text field: fills the <datalist> its "list" attribute names.
// Without this script the field still works: what is typed is read on the server.
const WAIT = 180;

function attach(list) {
  const field = document.querySelector(`input[list="${list.id}"]`);
  if (!field) return;
  let timer = 0;
  let latest = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field.value.trim()), WAIT);
  });

  async function fill(typed) {
    if (typed.length < 2) return;
    const turn = ++latest;
    const response = await fetch(`${list.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (!response.ok || turn !== latest) return;
    const { items } = await response.json();
    list.replaceChildren(
      ...items.map((item) => {
        const option = document.createElement("option");
        option.value = item.value;
        return option;
      }),
    );
  }
}

document.querySelectorAll("datalist[data-suggest]").forEach(attach);
