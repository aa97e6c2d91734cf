// Cards are dragged between columns, or moved by their menus: the card goes at once, then the server says where all of them are.
(() => {
let dragged = null;

const board = () => document.getElementById("board");
document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
  requestAnimationFrame(() => card.classList.add("dragged"));
});
document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.("[data-column]");
  for (const other of document.querySelectorAll(".over")) if (other !== column) other.classList.remove("over");
  if (!column || !column.dataset.column || column.dataset.column === dragged.dataset.state) return;
  event.preventDefault();
  column.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.("[data-column].over");
  if (!column) return;
  event.preventDefault();
  send(dragged.querySelector("form[data-move]"), column.dataset.column);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  for (const other of document.querySelectorAll(".over")) other.classList.remove("over");
  dragged = null;
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-move]") || !event.submitter) return;
  event.preventDefault();
  event.target.closest("details").open = false;
  send(event.target, event.submitter.value);
});

const send = async (form, to) => {
  const card = form.closest("[data-card]"), key = card.dataset.card;
  const sent = new FormData(form);
  sent.set("to", to);
  const target = document.querySelector(`.column[data-column="${CSS.escape(to)}"] .deals`);
  target?.querySelector(".none")?.remove();
  target?.closest(".column").classList.remove("empty");
  target ? target.prepend(card) : card.remove();
  card.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board");
    if (!answer.ok || !fresh) throw new Error(String(answer.status));
    board().replaceWith(fresh);
    window.htmx?.process(fresh);
    document.getElementById("toasts").replaceChildren(...page.querySelectorAll("#toasts > *"));
    document.dispatchEvent(new Event("htmx:afterSettle"));
    (document.querySelector(`[data-card="${key}"] summary`) ?? document.querySelector("#board a"))?.focus({ preventScroll: false });
  } catch { location.reload(); }
};
})();
