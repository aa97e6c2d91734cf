// A topic that is another's to speak about: said beside the field before it is kept.
for (const topic of document.querySelectorAll("[data-topic]")) {
  const line = topic.form.querySelector("[data-not-yours]");
  const say = () => {
    const who = topic.selectedOptions[0].dataset.others;
    line.hidden = !who;
    line.querySelector("span").textContent = who
      ? `This is for ${who} to speak about. What you write is kept, and the manager is told.`
      : "";
  };
  topic.addEventListener("change", say);
  say();
}
