// The keyboard in a sheet. Each function takes a key that was pressed in a cell and says whether it was used.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keys {
  constructor(sheet, selection, edits, { go, addRow, undo, redo, say }) {
    Object.assign(this, { sheet, selection, edits, go, addRow, undo, redo, say, choosing: null });
  }

  press(event, cell) {
    const used = this.#control(event, cell) || this.#arrow(event, cell) || this.#enter(event, cell) || this.#other(event, cell);
    if (used) event.preventDefault();
  }

  // Whether the browser shows a list of suggestions or options that the arrows belong to now.
  #inList(event, cell) {
    const { control } = cell;
    if (control.matches("select")) return event.altKey || opened(control);
    if (!control.list) return false;
    if (event.altKey) this.choosing = control;
    const typed = control.value.trim().toLowerCase();
    const offered = [...control.list.options].some(({ value }) => value.toLowerCase().includes(typed) && value !== control.value);
    if (typed && cell.value !== cell.entered && offered && event.key === "ArrowDown") this.choosing = control;
    return this.choosing === control;
  }

  // A list is closed when something was chosen or typed, or the cell was left.
  closed() {
    this.choosing = null;
  }

  #arrow(event, cell) {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || this.#inList(event, cell) || event.altKey) return false;
    if (!mayLeave(cell.control, event.key)) return false;
    if (event.shiftKey) {
      this.selection.stretch(cell, ...step);
      return true;
    }
    const next = this.sheet.next(this.sheet.position(cell), ...step);
    this.selection.clear();
    if (next) this.go(next);
    return Boolean(next) || cell.control.matches("select");
  }

  #enter(event, cell) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || this.choosing === cell.control) return false;
    if (event.altKey) return breakLine(cell.control);
    if (opened(cell.control)) return false;
    const here = this.sheet.position(cell);
    const next = this.sheet.next(here, event.shiftKey ? -1 : 1, 0);
    this.selection.clear();
    if (next) this.go(next);
    else if (!event.shiftKey) this.addRow(here.table, here.column);
    return true;
  }

  #control(event, cell) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const { table } = this.sheet.position(cell);
    const actions = {
      z: () => (event.shiftKey ? this.redo() : this.undo()),
      y: () => this.redo(),
      d: () => this.say(this.edits.fillDown(this.selection.area(cell))),
      Home: () => this.go(edge(this.sheet, table, false)),
      End: () => this.go(edge(this.sheet, table, true)),
    };
    const act = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return false;
    if (event.key === "Home" || event.key === "End") this.selection.clear();
    act();
    return true;
  }

  #other(event, cell) {
    if (event.key === "Escape") return this.#escape(cell);
    if ((event.key === "Delete" || event.key === "Backspace") && (this.selection.many || cell.control.matches("select"))) {
      this.say(this.edits.clear(this.selection.cells(cell)));
      return true;
    }
    if (event.key.length === 1 || event.key === "Tab") this.selection.clear();
    return false;
  }

  #escape(cell) {
    if (this.choosing === cell.control || opened(cell.control)) return false;
    this.selection.clear();
    if (cell.value === cell.entered) return true;
    cell.value = cell.entered;
    cell.control.select?.();
    cell.control.dispatchEvent(new Event("input", { bubbles: true }));
    this.say(`Back to ${cell.value || "blank"}.`);
    return true;
  }
}

function opened(control) {
  try {
    return control.matches("select:open");
  } catch {
    return false;
  }
}

// In a text the arrows move the caret first; with all of it selected, or nothing there, they leave.
function mayLeave(control, key) {
  if (control.matches("select")) return true;
  const { selectionStart: start, selectionEnd: end, value } = control;
  if (start === 0 && end === value.length) return true;
  if (control.matches("input") && (key === "ArrowUp" || key === "ArrowDown")) return true;
  if (start !== end) return false;
  return start === (key === "ArrowLeft" || key === "ArrowUp" ? 0 : value.length);
}

function breakLine(control) {
  if (!control.matches("textarea")) return false;
  control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
  control.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function edge(sheet, table, last) {
  const rows = [...table.tBodies[0].rows];
  const cells = rows.flatMap((row) => sheet.inRow(row));
  return cells.at(last ? -1 : 0);
}
