// Drag over the map of groups: the corners go into the form below it, and the form asks for the list.
// Listens on the document, as all of our scripts do. Without this file the form works by itself.

let begun = null;

const at = (figure, event) => {
  const svg = figure.querySelector("svg.group-map");
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const { left, right, top, bottom } = figure.dataset;
  return { x: Math.min(Math.max(point.x, +left), +right), y: Math.min(Math.max(point.y, +top), +bottom) };
};

const draw = (figure, one, other) => {
  const box = figure.querySelector("[data-brush-box]");
  box.removeAttribute("hidden");
  box.setAttribute("x", Math.min(one.x, other.x));
  box.setAttribute("y", Math.min(one.y, other.y));
  box.setAttribute("width", Math.abs(one.x - other.x));
  box.setAttribute("height", Math.abs(one.y - other.y));
};

// Three digits are as fine as a hand can drag.
const short = (number) => String(Number(number.toPrecision(3)));

const choose = (figure, one, other) => {
  const { left, right, top, bottom, low, high } = Object.fromEntries(Object.entries(figure.dataset).map(([k, v]) => [k, +v]));
  const share = (x) => (100 * (x - left)) / (right - left);
  const potential = (y) => 10 ** (low + ((bottom - y) / (bottom - top)) * (high - low));
  const form = document.getElementById("brush");
  const xs = [one.x, other.x].sort((a, b) => a - b), ys = [one.y, other.y].sort((a, b) => b - a);
  form.elements.group.value = "";
  form.elements.return_from.value = short(share(xs[0]));
  form.elements.return_to.value = short(share(xs[1]));
  form.elements.potential_from.value = short(potential(ys[0]));
  form.elements.potential_to.value = short(potential(ys[1]));
  form.dispatchEvent(new CustomEvent("brushed", { bubbles: true }));
};

document.addEventListener("pointerdown", (event) => {
  const figure = event.target.closest?.("[data-brush]");
  if (!figure || !event.target.closest("svg.group-map") || event.button !== 0) return;
  event.preventDefault();
  begun = { figure, from: at(figure, event) };
});
document.addEventListener("pointermove", (event) => {
  if (begun) draw(begun.figure, begun.from, at(begun.figure, event));
});
document.addEventListener("pointerup", (event) => {
  if (!begun) return;
  const { figure, from } = begun, to = at(figure, event);
  begun = null;
  if (Math.abs(to.x - from.x) < 4 || Math.abs(to.y - from.y) < 4) {
    figure.querySelector("[data-brush-box]").setAttribute("hidden", "");
    return;
  }
  choose(figure, from, to);
});
document.addEventListener("pointercancel", () => { begun = null; });
