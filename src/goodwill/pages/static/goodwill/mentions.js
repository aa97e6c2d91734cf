// After an @ in a field with data-mention (an address that gives names), the colleagues it may name are offered.

const AT = /(?<![\w.])@([\p{L}\p{M} '.-]{0,40})$/u;

for (const field of document.querySelectorAll("[data-mention]")) {
  const list = Object.assign(document.createElement("ul"), { className: "offers", id: "mention-offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Colleagues");
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  let chosen = 0;
  let asked = 0;

  const typed = () => AT.exec(field.value.slice(0, field.selectionStart));
  const close = () => { list.hidden = true; field.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === chosen));
    if (list.children[chosen]) field.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const take = (name) => {
    const at = typed();
    if (!at) return close();
    const end = field.selectionStart;
    field.setRangeText(`@${name} `, end - at[0].length, end, "end");
    close();
    field.focus();
  };
  const offer = async () => {
    const at = typed();
    if (!at) return close();
    const turn = ++asked;
    const answer = await fetch(`${field.dataset.mention}?q=${encodeURIComponent(at[1])}`);
    if (turn !== asked || !answer.ok) return;
    const { people } = await answer.json();
    list.replaceChildren(...people.map((name, place) => {
      const item = Object.assign(document.createElement("li"), { textContent: name, id: `mention-${place}` });
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(name); });
      return item;
    }));
    chosen = 0;
    list.hidden = !people.length;
    mark();
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = (chosen + step + list.children.length) % list.children.length;
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    mark();
  });
}
