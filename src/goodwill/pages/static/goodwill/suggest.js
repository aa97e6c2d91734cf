// A field that names a party or a tag: while one types, the datalist beside it fills with those that begin so.

const wait = 150;
let timer;

const fill = async (field) => {
  const list = document.getElementById(field.getAttribute("list"));
  if (!list || !field.value.trim() || [...list.options].some((option) => option.value === field.value)) return;
  const asked = new URL(field.dataset.suggest, location.href);
  asked.searchParams.set("q", field.value);
  try {
    const answer = await fetch(asked, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) list.innerHTML = await answer.text();
  } catch { /* without suggestions the whole name can still be written */ }
};

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field), wait);
  });
}
