// The cells of a sheet: where each stands, what it says, and what the server has of it.

const CONTROL = "input:not([type=hidden], [type=checkbox], [type=file]), select, textarea";

// Letters and digits only, in small letters: for comparing words in spite of case and spaces.
export const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const asDrawn = (control) => {
  if (control.type === "radio") return control.defaultChecked ? control.value : "";
  if (control.matches("select")) return [...control.options].find((option) => option.defaultSelected)?.value || "";
  return control.defaultValue;
};

export class Cell {
  constructor(hidden, controls) {
    this.place = hidden.name.slice(0, -1);
    this.hidden = hidden;
    this.controls = controls;
    this.version = Number(hidden.defaultValue);
    // what the server has, as its control spells it; what cannot be read is not there yet
    this.saved = this.control.matches("[aria-invalid=true]") ? null : controls.map(asDrawn).join("");
    this.entered = this.value;
    this.error = this.conflict = this.tidied = null;
  }

  get control() {
    return this.controls[0];
  }

  get value() {
    if (this.control.type === "radio") return this.controls.find((radio) => radio.checked)?.value || "";
    return this.control.value;
  }

  set value(text) {
    if (this.control.type === "radio") this.controls.forEach((radio) => (radio.checked = radio.value === text));
    else if (this.control.matches("select")) this.choose(text);
    else this.control.value = this.control.matches("textarea") ? text : text.replace(/\s*\n\s*/g, " ");
    this.entered = this.value;
  }

  // A choice matches in spite of case and spaces; what is none of the options stands among them as it is.
  choose(text) {
    const options = [...this.control.options];
    const known = options.find((option) => option.value === text) || options.find((option) => fold(option.value) === fold(text));
    const chosen = known || this.control.appendChild(new Option(text, text));
    this.control.value = chosen.value;
  }

  get dirty() {
    return this.value !== this.saved;
  }

  // Whether the server has refused just this text, or waits for a person to decide.
  get stuck() {
    return Boolean(this.conflict || (this.error && this.error.typed === this.value));
  }

  get row() {
    return this.control.closest("tr[data-row]");
  }

  get box() {
    return this.control.closest("td, .govuk-form-group");
  }

  get name() {
    return this.control.getAttribute("aria-label") || this.box.querySelector("label, legend")?.textContent.trim() || "";
  }

  keepVersion(version) {
    this.version = version;
    this.hidden.value = version;
  }
}

export class Sheet {
  constructor(form) {
    this.form = form;
    this.cells = new Map();
    this.found = new WeakMap();
    this.tables = [...form.querySelectorAll(".bcf-sheet table")];
    this.read(form);
  }

  // Learns the cells in this part of the page.
  read(part) {
    const controls = new Map();
    part.querySelectorAll(CONTROL).forEach((control) => {
      if (control.name) controls.set(control.name, [...(controls.get(control.name) || []), control]);
    });
    part.querySelectorAll("input[type=hidden][name$='@']").forEach((hidden) => {
      const found = controls.get(hidden.name.slice(0, -1));
      if (found) this.cells.set(hidden.name.slice(0, -1), new Cell(hidden, found));
    });
  }

  of(control) {
    return control?.name ? this.cells.get(control.name) : undefined;
  }

  at(table, row, column) {
    const box = table.tBodies[0].rows[row]?.cells[column];
    return box && this.#within(box)[0];
  }

  // The cells inside a row or a box, looked for once: a row keeps its inputs.
  #within(element) {
    let found = this.found.get(element);
    if (!found) {
      found = [...element.querySelectorAll(CONTROL)].map((control) => this.of(control)).filter(Boolean);
      this.found.set(element, found);
    }
    return found;
  }

  // {table, row, column} of a cell in a table; undefined for a question that stands alone.
  position(cell) {
    const box = cell?.control.closest(".bcf-sheet tbody td");
    return box ? { table: box.closest("table"), row: box.parentElement.sectionRowIndex, column: box.cellIndex } : undefined;
  }

  // The next cell from there in steps of (down, across); places without an input are passed over.
  next({ table, row, column }, down, across) {
    const rows = table.tBodies[0].rows;
    for (let y = row + down, x = column + across; rows[y]?.cells[x]; y += down, x += across) {
      const cell = this.at(table, y, x);
      if (cell) return cell;
    }
    return undefined;
  }

  inRow(row) {
    return this.#within(row);
  }

  // The cells that stand on the page, those of rows taken off it left out.
  standing() {
    return [...this.cells.values()].filter((cell) => cell.control.isConnected);
  }

  unsaved() {
    return this.standing().filter((cell) => cell.dirty);
  }
}
