// Lists: a filter's form shows only what suits its field, and columns move without dragging.

const form = document.querySelector("[data-add-filter]");
if (form) {
  const [field, sign, value] = ["add_field", "add_sign", "add_value"].map((name) => form.elements[name]);
  const suit = () => {
    const { kind, choices } = field.selectedOptions[0].dataset;
    const number = ["number", "money", "percent"].includes(kind);
    for (const option of sign.options) {
      const kinds = option.dataset.kinds.split(" ");
      option.hidden = option.disabled = !(kinds.includes("all") || kinds.includes(kind) || (number && kinds.includes("number")));
    }
    if (sign.selectedOptions[0]?.disabled) sign.value = "is";
    const asks = !["empty", "known"].includes(sign.value);
    form.querySelector("[data-value]").hidden = !asks;
    value.required = asks;
    value.type = kind === "date" && ["below", "at most", "above", "at least"].includes(sign.value) && !value.value.startsWith("-") ? "date" : "text";
    const several = asks && ["is", "is not"].includes(sign.value) && !number;
    form.querySelector("[data-hint]").hidden = !several;
    const words = kind === "yes-no" ? ["yes", "no"] : choices ? choices.split("|") : [];
    form.querySelector("datalist").replaceChildren(...words.map((word) => new Option(word, word)));
  };
  form.addEventListener("change", (event) => {
    if (event.target === field) value.value = "";
    suit();
  });
  suit();
}

// data-up and data-down move a column; the focus stays on the button, and its new place is said.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-columns] :is([data-up], [data-down])");
  if (!button) return;
  const item = button.closest("li");
  const up = "up" in button.dataset;
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (up) other.before(item);
  else other.after(item);
  button.focus();
});
