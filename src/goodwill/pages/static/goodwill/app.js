// What the pages do beyond links, forms and <details>. Everything listens on the document, so parts that arrive later work too.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// data-dialog="id" opens a dialog, data-close closes the one it stands in; so does a click beside it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      for (const menu of all("details.menu[open]")) menu.open = false;
      dialog.showModal();
    }
  }
  event.target.closest("[data-close]")?.closest("dialog")?.close();
  if (event.target.matches("dialog[open]") && outside(event, event.target)) event.target.close();
});
const outside = (event, element) => {
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
};

// data-copy="id" copies the words of a field, or selects them where the browser keeps the clipboard closed.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const field = button && document.getElementById(button.dataset.copy);
  if (!field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch { /* selected is all we can do */ }
});

// Menus are <details>: a click elsewhere or Esc closes them, and Esc gives the focus back.
document.addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

// Selection: inside [data-selection], [data-select-all] rules the boxes [data-select]; the bulk bar shows how many.
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-selection]");
  if (!list) return;
  if (event.target.matches("[data-select-all]")) for (const box of all("[data-select]", list)) box.checked = event.target.checked;
  if (event.target.matches("[data-select-all], [data-select]")) count(list);
});
const count = (list) => {
  const boxes = all("[data-select]", list);
  const chosen = boxes.filter((box) => box.checked).length;
  for (const head of all("[data-select-all]", list)) {
    head.checked = chosen > 0 && chosen === boxes.length;
    head.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  for (const bar of all("[data-bulk]", list)) {
    bar.hidden = chosen === 0;
    for (const place of all("[data-count]", bar)) place.textContent = chosen.toLocaleString("en");
  }
};

// Toasts leave after a while, not under the pointer or the focus; data-stays keeps one until it is closed.
const settle = (toast) => {
  if (toast.dataset.settled || "stays" in toast.dataset) return;
  toast.dataset.settled = "";
  const wait = toast.querySelector("a, form") ? 12000 : 6000;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) return void setTimeout(leave, 2000);
    toast.classList.add("leaves");
    setTimeout(() => toast.remove(), 250);
  };
  setTimeout(leave, wait);
};
document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast")?.remove());

// The theme: light, dark, or the system's.
const chosenTheme = () => { try { return localStorage.getItem("theme") ?? "system"; } catch { return "system"; } };
const showTheme = () => {
  const theme = chosenTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of all("[data-set-theme]")) button.setAttribute("aria-pressed", button.dataset.setTheme === theme);
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set-theme]");
  if (!button) return;
  try {
    if (button.dataset.setTheme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", button.dataset.setTheme);
  } catch { /* storage is closed: the choice lasts for this page */ document.documentElement.dataset.theme = button.dataset.setTheme; return; }
  showTheme();
});

// At the start, and again for what htmx brings.
const wake = () => {
  for (const list of all("[data-selection]")) count(list);
  for (const toast of all(".toast")) settle(toast);
  // Tabs that scroll in one line begin with the current one in sight.
  for (const tab of all(".tabs [aria-current]")) {
    const line = tab.parentElement;
    if (line.scrollWidth > line.clientWidth) line.scrollLeft = tab.offsetLeft - line.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2;
  }
};
showTheme();
wake();
document.addEventListener("htmx:afterSettle", wake);
