// Keys beside those of the palette: Ctrl Enter saves the form one is in, Ctrl / and / go to the search box, ? lists the keys,
// Esc leaves a form that is as it was.
(() => {
// A field in a dialog that was closed this moment may still hold the focus; nobody types there.
const typing = (event) => {
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  return field?.getClientRects().length ? field : null;
};
const changed = (form) => [...form.elements].some((field) =>
  field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((option) => option.selected !== option.defaultSelected) && [...field.options].some((option) => option.defaultSelected)
      : "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue);

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || event.isComposing) return;
  const form = typing(event)?.form;
  if (event.key === "Enter" && control && form?.method === "post") {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "/" && !event.altKey && (control || !typing(event))) {
    const box = document.querySelector("[data-search]");
    if (!box || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (box.offsetParent === null) location.assign(box.form.action);
    else { box.focus(); box.select(); }
  } else if (event.key === "?" && !control && !typing(event) && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    document.getElementById("keys")?.showModal();
  } else if (event.key === "Escape" && form?.method === "post" && !form.closest("dialog") && !document.querySelector("dialog[open], details.menu[open]")) {
    const leave = form.querySelector(".form-foot a.secondary");
    if (leave && !changed(form)) leave.click();
  }
});
})();
