// A rectangle of cells of one table, from the cell that has the focus (`anchor`) to another (`to`).

export class Selection {
  constructor(sheet, say) {
    Object.assign(this, { sheet, say, anchor: null, to: null });
  }

  get many() {
    return Boolean(this.to && (this.to.row !== this.anchor.row || this.to.column !== this.anchor.column));
  }

  // {table, top, bottom, left, right}; of one cell where nothing more is selected.
  area(cell) {
    const here = this.many ? this.anchor : this.sheet.position(cell);
    const there = this.many ? this.to : here;
    return {
      table: here.table,
      top: Math.min(here.row, there.row),
      bottom: Math.max(here.row, there.row),
      left: Math.min(here.column, there.column),
      right: Math.max(here.column, there.column),
    };
  }

  clear() {
    this.#mark(false);
    this.anchor = this.to = null;
  }

  extend(cell, to) {
    this.#mark(false);
    this.anchor ||= this.sheet.position(cell);
    if (to.table === this.anchor.table) this.to = { ...to };
    this.#mark(true);
    const { top, bottom, left, right } = this.area(cell);
    this.say(`${bottom - top + 1} by ${right - left + 1} cells selected.`);
  }

  // One cell further than it reaches now.
  stretch(cell, down, across) {
    const from = this.to || this.sheet.position(cell);
    const row = from.table.tBodies[0].rows[from.row + down];
    const box = row?.cells[from.column + across];
    if (box?.matches("td:not(.bcf-grid__remove)")) {
      this.extend(cell, { table: from.table, row: from.row + down, column: from.column + across });
      box.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  cells(cell) {
    const { table, top, bottom, left, right } = this.area(cell);
    const found = [];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) found.push(this.sheet.at(table, row, column));
    }
    return found.filter(Boolean);
  }

  #mark(on) {
    if (!this.many) return;
    const { table, top, bottom, left, right } = this.area();
    for (let row = top; row <= bottom; row += 1) {
      const boxes = table.tBodies[0].rows[row]?.cells || [];
      for (let column = left; column <= right; column += 1) boxes[column]?.classList.toggle("bcf-sheet__selected", on);
    }
  }
}
