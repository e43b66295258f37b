// Rows to add and remove in components/rows.html, without a round trip. The server's own buttons do the same.
(() => {
  const table = (element) => element.closest("[data-rows]");
  const rowsOf = (box) => [...box.querySelectorAll("[data-rows-body] > [data-row]")];
  const shown = (box) => rowsOf(box).filter((row) => !row.hidden);

  function say(box, text) {
    box.querySelector("[data-rows-status]").textContent = text;
  }

  function renumber(box) {
    shown(box).forEach((row, index) => {
      row.querySelectorAll("[data-row-number]").forEach((number) => (number.textContent = index + 1));
    });
  }

  function add(box) {
    const total = box.querySelector(`input[name="${box.dataset.rows}-TOTAL_FORMS"]`);
    const html = box.querySelector("[data-rows-template]").innerHTML;
    const made = document.createElement("template");
    made.innerHTML = html.replaceAll("__prefix__", total.value).replaceAll("__number__", shown(box).length + 1);
    const row = made.content.firstElementChild;
    total.value = Number(total.value) + 1;
    box.querySelector("[data-rows-body]").append(row);
    window.GOVUKFrontend.initAll({ scope: row });
    row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), select, textarea, [contenteditable]")?.focus();
    say(box, `${box.dataset.rowName} ${shown(box).length} added.`);
  }

  function remove(row) {
    const box = table(row);
    const gone = `${box.dataset.rowName} ${shown(box).indexOf(row) + 1} removed.`;
    row.querySelector("[data-row-delete] input").checked = true;
    row.hidden = true;
    renumber(box);
    box.querySelector("[data-rows-add]").focus();
    say(box, gone);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rows-add], [data-row-remove]");
    if (!button) return;
    event.preventDefault();
    button.dispatchEvent(new Event("input", { bubbles: true }));
    if (button.matches("[data-rows-add]")) add(table(button));
    else remove(button.closest("[data-row]"));
  });
})();
