// What stands at a cell or a row besides its value: errors, conflicts, what the rest of the row wants, what is saved.

const made = (tag, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
};

const button = (text, click) => {
  const one = made("button", { type: "button", className: "bcf-link-button" }, text);
  one.addEventListener("click", click);
  return one;
};

function describe(cell, id, on) {
  const ids = new Set((cell.control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  if (ids.has(id) === on) return;
  ids[on ? "add" : "delete"](id);
  if (ids.size) cell.controls.forEach((control) => control.setAttribute("aria-describedby", [...ids].join(" ")));
  else cell.controls.forEach((control) => control.removeAttribute("aria-describedby"));
}

// The server's sentence at the cell, or nothing.
export function showError(cell) {
  const id = `id_${cell.place}_error`;
  const there = document.getElementById(id);
  if (!cell.error && !there) return;
  const frame = cell.control.closest(".bcf-cell, .govuk-form-group");
  const wrong = Boolean(cell.error);
  there?.remove();
  frame.classList.toggle(frame.matches(".bcf-cell") ? "bcf-cell--error" : "govuk-form-group--error", wrong);
  cell.controls.forEach((control) => {
    for (const kind of ["input", "select", "textarea"]) {
      if (control.classList.contains(`govuk-${kind}`)) control.classList.toggle(`govuk-${kind}--error`, wrong);
    }
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  });
  describe(cell, id, wrong);
  if (!wrong) return;
  const prefix = made("span", { className: "govuk-visually-hidden" }, "Error:");
  const error = made("p", { id, className: "govuk-error-message" }, prefix, ` ${cell.error.message}`);
  (cell.control.closest("fieldset") || cell.control).before(error);
}

// Both values beside the cell, with a choice between them. settle(keepMine) is called with the answer.
export function showConflict(cell, settle) {
  const id = `id_${cell.place}_conflict`;
  const there = document.getElementById(id);
  if (!cell.conflict && !there) return;
  there?.remove();
  describe(cell, `${id}_words`, Boolean(cell.conflict));
  if (!cell.conflict) return;
  const { by, when, theirs, mine } = cell.conflict;
  const words = made("p", { id: `${id}_words`, className: "bcf-cell__words" },
    `${by} saved ${theirs ? `“${theirs}”` : "nothing here"} on ${when}. You typed ${mine ? `“${mine}”` : "nothing"}.`);
  const box = made("div", { id, className: "bcf-cell__conflict" }, words,
    button("Keep mine", () => settle(true)), " ", button("Take theirs", () => settle(false)));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Two values: ${cell.name}`);
  cell.control.closest(".bcf-cell, .govuk-form-group").append(box);
}

// A row that someone removed while it was filled in here. settle(putBack) is called with the answer.
export function showGone(row, settle) {
  row.element.querySelector(".bcf-row__gone")?.remove();
  if (!row.gone) return;
  const words = made("p", { className: "bcf-cell__words" }, `${row.gone.by} removed this row on ${row.gone.when}.`);
  const box = made("div", { className: "bcf-cell__conflict bcf-row__gone" }, words,
    button("Put it back with what I typed", () => settle(true)), " ", button("Leave it out", () => settle(false)));
  row.element.querySelector(".bcf-cell").append(box);
}

// What a column that depends on another one of the row has to say.
export function noteRow(sheet, element) {
  const columns = [...element.closest("table").querySelectorAll("col[data-column]")];
  const at = (key) => {
    const column = columns.find((one) => one.dataset.column === key);
    return sheet.of(element.cells[columns.indexOf(column) + 1]?.querySelector("select, input, textarea"));
  };
  columns.filter((column) => column.dataset.depends).forEach((column) => {
    const [cell, other] = [at(column.dataset.column), at(column.dataset.depends)];
    const note = cell && document.getElementById(`id_${cell.place}_note`);
    if (!note || !other) return;
    const [wanted, said] = [other.value === column.dataset.value, Boolean(cell.value.trim())];
    const words = wanted === said ? "" : said ? column.dataset.unused : column.dataset.wanted;
    if (note.textContent === words) return;
    note.textContent = words;
    note.hidden = !note.textContent;
    describe(cell, note.id, !note.hidden);
  });
}

// "Saved", "Not saved" or "Saving" under the number of a row.
export function showState(element, words) {
  let state = element.querySelector(".bcf-sheet__state");
  if (!state) element.cells[0].append((state = made("span", { className: "bcf-sheet__state" })));
  if (state.textContent !== words) state.textContent = words;
}
