// The palette: Ctrl K or Cmd K, the search box of the top bar, or Search on a phone open it. The server says what fits.
(() => {
const palette = document.getElementById("palette");
if (!palette) return;
const box = palette.querySelector("input");
const list = palette.querySelector("[role=listbox]");
const none = palette.querySelector(".palette-none");
const said = palette.querySelector("[data-said]");
let asking = null, waiting = 0, current = null;

// The records seen last are kept in this browser, by their keys only; the server says which of them may still be seen.
const shelf = `seen:${palette.dataset.user}`;
const seen = () => { try { return JSON.parse(localStorage.getItem(shelf)) ?? []; } catch { return []; } };
const record = location.pathname.match(/^\/relationships\/(\d+)\/$/)?.[1];
if (record && document.querySelector("h1")) {
  try { localStorage.setItem(shelf, JSON.stringify([record, ...seen().filter((key) => key !== record)].slice(0, 7))); } catch { /* storage is closed: nothing is kept */ }
}

const open = (words = "") => {
  if (palette.open || document.querySelector("dialog[open]")) return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  box.value = words;
  palette.showModal();
  box.focus();
  ask();
};
const options = () => [...list.querySelectorAll("[role=option]")];
const choose = (option) => {
  current?.setAttribute("aria-selected", "false");
  current = option ?? null;
  if (!current) return void box.removeAttribute("aria-activedescendant");
  current.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", current.id);
  current.scrollIntoView({ block: "nearest" });
};

// What the page itself offers in its header is offered here too.
const offerHere = (words) => {
  const group = list.querySelector("[data-here]");
  if (!group) return;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const source of document.querySelectorAll(".page-head .actions :is(a, button)")) {
    if (source.hasAttribute("aria-current")) continue;
    if (!source.checkVisibility?.() && source.offsetParent === null) continue;
    const label = source.textContent.trim().replace(/\s+/g, " ");
    const parts = label.toLowerCase().split(" ");
    if (!label || !wanted.every((word) => parts.some((part) => part.startsWith(word)))) continue;
    const option = document.createElement("button");
    option.type = "button"; option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const icon = (source.querySelector("svg") ?? palette.querySelector("template").content.firstElementChild).cloneNode(true);
    const name = document.createElement("span");
    name.textContent = label;
    option.append(icon, name);
    option.addEventListener("click", () => source.click());
    group.append(option);
    group.hidden = false;
  }
  if (group.hidden) group.remove();
};

const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  const words = box.value;
  const others = seen().filter((key) => key !== record).join(",");
  try {
    const answer = await fetch(`${palette.dataset.from}?${new URLSearchParams({ q: words, recent: others })}`, { signal: asking.signal, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected) return void location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    list.innerHTML = await answer.text();
  } catch (error) {
    if (error.name === "AbortError") return;
    list.replaceChildren();
    none.querySelector("p").innerHTML = "<b>The server did not answer.</b> Type on to try again.";
  }
  if (words !== box.value) return;
  offerHere(words);
  options().forEach((option, place) => { option.id = `palette-option-${place}`; });
  const many = options().length;
  list.hidden = many === 0; none.hidden = many > 0;
  box.setAttribute("aria-expanded", String(many > 0));
  said.textContent = many === 1 ? "One result" : `${many} results`;
  current = null;
  choose(options()[0]);
};

const go = (option, apart) => {
  if (!option) return;
  if (apart && option.href) return void window.open(option.href, "_blank", "noopener");
  palette.close();
  option.click();
};

box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 110); });
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const all = options(), at = all.indexOf(current);
  const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, PageDown: Math.min(at + 6, all.length - 1), PageUp: Math.max(at - 6, 0) }[event.key];
  if (to !== undefined && all.length) { event.preventDefault(); choose(all[to]); }
  if (event.key === "Enter") { event.preventDefault(); go(current, event.ctrlKey || event.metaKey); }
});
list.addEventListener("pointermove", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && option !== current) choose(option);
});
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && palette.open && !(event.ctrlKey || event.metaKey)) palette.close();
});
palette.addEventListener("close", () => { asking?.abort(); clearTimeout(waiting); });

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  palette.open ? palette.close() : open();
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-palette]");
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(opener.value ?? "");
});
})();
