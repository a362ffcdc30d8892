// Dragging a step to another place sends the same form that the buttons send.
const ladder = document.querySelector("[data-ladder]");
const rungs = [...ladder.children];
let held = null;

for (const rung of rungs) {
  rung.draggable = true;
  rung.addEventListener("dragstart", (event) => {
    held = rung;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    rung.classList.add("held");
  });
  rung.addEventListener("dragend", () => {
    rung.classList.remove("held");
    held = null;
  });
  rung.addEventListener("dragover", (event) => {
    if (!held || held === rung) return;
    event.preventDefault();
    const box = rung.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    ladder.insertBefore(held, after ? rung.nextSibling : rung);
  });
}

ladder.addEventListener("dragover", (event) => held && event.preventDefault());
ladder.addEventListener("drop", (event) => {
  if (!held) return;
  event.preventDefault();
  const place = [...ladder.children].indexOf(held);
  if (place === rungs.indexOf(held)) return;
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/steps/${held.dataset.slug}/move`;
  const to = document.createElement("input");
  to.type = "hidden";
  to.name = "to";
  to.value = place;
  form.append(to);
  document.body.append(form);
  form.submit();
});

document.querySelector("[data-drag]").hidden = !matchMedia("(pointer: fine)").matches;
