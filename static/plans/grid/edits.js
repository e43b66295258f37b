// Changes to the sheet, each of which can be undone: typing, many cells at once, rows.

import { asText, figure, pasted } from "./reading.js";

const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export class Edits {
  // changed(cells): those cells say something else now; rowsChanged(table): so do the rows of that table.
  constructor(sheet, rows, history, { changed, rowsChanged, show }) {
    Object.assign(this, { sheet, rows, history, changed, rowsChanged, show });
  }

  // What was typed into a cell becomes a step when the cell is left.
  commit(cell) {
    const [before, after] = [cell.entered, cell.value];
    if (before === after) return;
    cell.entered = after;
    this.#step([[cell, before, after]], cell.name);
  }

  // Puts texts into cells at once: [[cell, text]].
  set(texts, said) {
    const changes = texts.map(([cell, text]) => {
      const before = cell.value;
      cell.value = text;
      return [cell, before, cell.value];
    });
    const real = changes.filter(([, before, after]) => before !== after);
    if (real.length) this.#step(real, said);
    return real.length;
  }

  #step(changes, said) {
    const cells = changes.map(([cell]) => cell);
    const put = (which) => () => {
      changes.forEach((change) => (change[0].value = change[which]));
      this.show(cells[0]);
      this.changed(cells);
    };
    this.history.push({ said, undo: put(1), redo: put(2) });
    this.changed(cells);
  }

  clear(cells) {
    return counted(this.set(cells.map((cell) => [cell, ""]), counted(cells.length, "cell") + " cleared"), "cell") + " cleared.";
  }

  // Each column of the cells says what its first cell says; one row takes from the row above.
  fillDown({ table, top, bottom, left, right }) {
    const from = top === bottom ? top - 1 : top;
    const texts = [];
    for (let column = left; column <= right; column += 1) {
      const source = this.sheet.at(table, from, column);
      for (let row = from + 1; source && row <= bottom; row += 1) {
        const cell = this.sheet.at(table, row, column);
        if (cell) texts.push([cell, source.value]);
      }
    }
    if (!texts.length) return "There is no cell above to copy.";
    this.set(texts, "fill down");
    return `${counted(texts.length, "cell")} filled down.`;
  }

  copy({ table, top, bottom, left, right }) {
    const said = (row, column) => {
      const cell = this.sheet.at(table, row, column);
      return cell ? cell.value : table.tBodies[0].rows[row].cells[column]?.innerText.trim() || "";
    };
    const lines = [];
    for (let row = top; row <= bottom; row += 1) {
      lines.push(Array.from({ length: right - left + 1 }, (_, index) => said(row, left + index)));
    }
    return asText(lines);
  }

  // What a paste at a cell would put where; undefined where the browser's own paste does as well.
  pasteInto(cell, area, data) {
    const select = cell.control.matches("select");
    let texts = pasted(data, !cell.control.matches("textarea"));
    if (!texts && !select && area.top === area.bottom && area.left === area.right) return undefined;
    texts ||= [[data.getData("text/plain").trim()]];
    return this.#paste(texts, area);
  }

  #paste(texts, { table, top, bottom, left, right }) {
    // one cell fills the whole selection
    const block = texts.length === 1 && texts[0].length === 1
      ? Array.from({ length: bottom - top + 1 }, () => Array(right - left + 1).fill(texts[0][0]))
      : texts;
    const body = table.tBodies[0];
    const missing = top + block.length - body.rows.length;
    const added = missing > 0 && this.rows.canAdd(table) ? this.rows.add(table, null, missing) : [];
    const { filled, skipped } = this.#targets(table, top, left, block);
    this.#pasted(table, filled, added);
    return { cells: filled.map(([cell]) => cell), rows: new Set(filled.map(([cell]) => cell.box.parentElement)).size, skipped };
  }

  #targets(table, top, left, block) {
    const filled = [];
    let skipped = 0;
    block.forEach((texts, down) => texts.forEach((text, across) => {
      const cell = this.sheet.at(table, top + down, left + across);
      if (cell) filled.push([cell, cell.control.matches(".bcf-figure") ? figure(text.trim()) : text.trim()]);
      else if (text.trim() && !this.#computed(table, top + down, left + across)) skipped += 1;
    }));
    return { filled, skipped };
  }

  #computed(table, row, column) {
    return Boolean(table.tBodies[0].rows[row]?.cells[column]?.querySelector("output"));
  }

  // One step for the rows that a paste added and for what it put into them.
  #pasted(table, filled, added) {
    const before = filled.map(([cell]) => cell.value);
    const cells = filled.map(([cell]) => cell);
    filled.forEach(([cell, text]) => (cell.value = text));
    const after = cells.map((cell) => cell.value);
    const put = (texts) => cells.forEach((cell, index) => (cell.value = texts[index]));
    this.history.push({
      said: `paste of ${counted(cells.length, "cell")}`,
      undo: () => {
        put(before);
        added.forEach((element) => element.remove());
        this.#after(table, added, cells);
      },
      redo: () => {
        added.forEach((element) => table.tBodies[0].append(element));
        put(after);
        this.#after(table, added, cells);
      },
    });
    this.#after(table, added, cells);
  }

  #after(table, rows, cells) {
    if (rows.length) {
      this.rows.number(table);
      this.rowsChanged(table);
    }
    this.show(cells[0]);
    this.changed(cells);
  }

  addRow(table, after) {
    const [element] = this.rows.add(table, after);
    const next = element.nextElementSibling;
    this.#rowStep(table, element, `${this.rows.called(element)} added`, () => this.rows.remove(element), () => this.rows.insert(table, element, next));
    this.rowsChanged(table);
    return element;
  }

  removeRow(element) {
    const table = element.closest("table");
    const next = element.nextElementSibling;
    const said = `${this.rows.called(element)} removed`;
    this.rows.remove(element);
    this.#rowStep(table, element, said, () => this.rows.insert(table, element, next), () => this.rows.remove(element));
    this.rowsChanged(table);
    return said;
  }

  // Moves a row past its neighbour; false at the end of the table.
  moveRow(element, down) {
    const table = element.closest("table");
    const other = down ? element.nextElementSibling : element.previousElementSibling;
    if (!other) return false;
    const [upper, lower] = down ? [element, other] : [other, element];
    const swap = (first, second) => () => {
      first.after(second);
      this.rows.of(element).moved = true;
      this.rows.number(table);
    };
    swap(lower, upper)();
    this.#rowStep(table, element, `move of ${this.rows.called(element)}`, swap(upper, lower), swap(lower, upper));
    this.rowsChanged(table);
    return true;
  }

  #rowStep(table, element, said, undo, redo) {
    const then = (act) => () => {
      act();
      this.rowsChanged(table);
      if (element.isConnected) this.show(this.sheet.inRow(element)[0]);
    };
    this.history.push({ said, undo: then(undo), redo: then(redo) });
  }
}

export { counted };
