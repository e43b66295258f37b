// A sheet that is filled in as a grid: arrow keys, paste, fill down, undo, and every row saved as it is left.

import { followFigures } from "../figures.js";
import { Bar } from "./bar.js";
import { Sheet } from "./cells.js";
import { counted, Edits } from "./edits.js";
import { History } from "./history.js";
import { Keys } from "./keys.js";
import { noteRow, showConflict, showError, showGone, showState } from "./marks.js";
import { Rows, SERVER } from "./rows.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";

class Page {
  constructor(form) {
    this.form = form;
    this.sheet = new Sheet(form);
    this.rows = new Rows(this.sheet);
    this.bar = new Bar(form, this.#acts());
    this.history = new History(() => this.bar.drawButtons(this.history));
    this.figures = followFigures(form, () => this.#unsavedPlaces());
    this.edits = new Edits(this.sheet, this.rows, this.history, {
      changed: (cells) => this.changed(cells),
      rowsChanged: () => this.changed([]),
      show: (cell) => cell?.control.isConnected && this.go(cell),
    });
    this.selection = new Selection(this.sheet, (text) => this.bar.say(text));
    this.keys = new Keys(this.sheet, this.selection, this.edits, {
      go: (cell) => this.go(cell),
      addRow: (table, column) => this.addRow(table, column),
      undo: () => this.turn("undo"),
      redo: () => this.turn("redo"),
      say: (text) => this.bar.say(text),
    });
    this.saving = new Saving(this.sheet, this.rows, form.dataset.cells, (outcome) => this.#told(outcome));
    // the last cell of a table and the last row that had the focus
    this.cell = this.group = null;
    this.pasted = null;
    this.leaving = false;
    this.#listen();
    form.removeAttribute("data-warn-unsaved");
    form.classList.add("bcf-sheet-live");
    document.documentElement.classList.add("bcf-has-sheet");
    this.bar.drawButtons(this.history);
    this.bar.drawStatus(this.sheet, this.saving);
  }

  #unsavedPlaces() {
    const places = this.sheet.unsaved().map((cell) => [cell.place, cell.value]);
    const gone = [...this.rows.all.values()].filter((row) => !row.element.isConnected && row.server === SERVER.STORED);
    return [...places, ...gone.map((row) => [`${row.table}/${row.uid}!`, "1"])];
  }

  // The cell if it stands in a table.
  #inTable(control) {
    const cell = this.sheet.of(control);
    return cell && this.sheet.position(cell) ? cell : undefined;
  }

  // The whole sheet comes into view with its cell, so that its headings and totals are seen.
  go(cell) {
    cell.control.closest(".bcf-sheet")?.scrollIntoView({ block: "nearest" });
    cell.control.focus();
    cell.control.select?.();
  }

  changed(cells) {
    new Set(cells.map((cell) => cell.row).filter(Boolean)).forEach((element) => this.#mark(element));
    cells.filter((cell) => cell.error && !cell.stuck).forEach((cell) => {
      cell.error = null;
      showError(cell);
    });
    this.figures.soon();
    this.saving.soon();
    this.bar.drawStatus(this.sheet, this.saving);
  }

  #mark(element) {
    if (!element.isConnected) return;
    noteRow(this.sheet, element);
    const row = this.rows.of(element);
    const waiting = this.sheet.inRow(element).filter((cell) => cell.dirty && (cell.value || row?.server === SERVER.STORED));
    if (waiting.length) showState(element, waiting.some((cell) => cell.stuck) ? "Not saved" : "Not yet saved");
    else if (element.querySelector(".bcf-sheet__state")) showState(element, row.server === SERVER.STORED ? "Saved" : "");
  }

  addRow(table, column, after = null) {
    if (!this.rows.canAdd(table)) return;
    const element = this.edits.addRow(table, after);
    this.go(this.sheet.at(table, element.sectionRowIndex, column) || this.sheet.inRow(element)[0]);
    this.bar.say(`${this.rows.called(element)} added.`);
  }

  #removeRow(element) {
    const box = element.closest("[data-table]");
    const near = element.nextElementSibling || element.previousElementSibling;
    this.bar.say(`${this.edits.removeRow(element)}. Undo puts it back.`);
    (near?.querySelector("button[name=remove_row]") || box.querySelector("button[name=add_row]")).focus();
    this.saving.flush();
  }

  // "undo" or "redo"; what is half typed is a step too
  turn(way) {
    const typing = this.sheet.of(document.activeElement);
    if (typing) this.edits.commit(typing);
    this.bar.say(this.history[way]());
    this.saving.flush();
  }

  // After every attempt to save.
  #told({ state, answer, message, sent }) {
    const cells = Object.keys(sent.cells || {}).map((place) => this.sheet.cells.get(place)).filter((cell) => cell.control.isConnected);
    cells.forEach((cell) => {
      showError(cell);
      showConflict(cell, (mine) => this.#settleConflict(cell, mine));
    });
    new Set(cells.map((cell) => cell.row).filter(Boolean)).forEach((element) => {
      this.#mark(element);
      if (state === "saving") showState(element, "Saving");
      const row = this.rows.of(element);
      if (row) showGone(row, (back) => this.#settleGone(row, back));
    });
    this.bar.outcome({ state, message, at: answer?.at });
    this.bar.drawStatus(this.sheet, this.saving);
    if (state === "saving" || !this.pasted) return;
    this.bar.tellPaste(this.pasted, state === "saved");
    this.pasted = null;
  }

  #settleConflict(cell, mine) {
    const { theirs } = cell.conflict;
    cell.conflict = null;
    cell.saved = theirs;
    showConflict(cell);
    if (mine) this.changed([cell]);
    else this.edits.set([[cell, theirs]], `${cell.name}: theirs taken`);
    this.go(cell);
    this.saving.flush();
    this.bar.drawStatus(this.sheet, this.saving);
  }

  #settleGone(row, back) {
    row.gone = null;
    showGone(row);
    if (!back) this.bar.say(`${this.edits.removeRow(row.element)}.`);
    this.saving.flush();
  }

  // The buttons of the bar.
  #acts() {
    const withCell = (act) => () => {
      if (!this.cell?.control.isConnected) return this.bar.say("Go to a cell of the sheet first.");
      if (document.activeElement !== this.cell.control) this.cell.control.focus();
      return act(this.cell);
    };
    const ofRow = (act) => withCell((cell) => (this.rows.of(cell.row) ? act(cell) : this.bar.say("This table has fixed rows.")));
    return {
      undo: () => this.turn("undo"),
      redo: () => this.turn("redo"),
      fill: withCell((cell) => this.bar.say(this.edits.fillDown(this.selection.area(cell)))),
      insert: ofRow((cell) => this.addRow(this.sheet.position(cell).table, this.sheet.position(cell).column, cell.row)),
      up: ofRow((cell) => this.#move(cell, false)),
      down: ofRow((cell) => this.#move(cell, true)),
    };
  }

  #move(cell, down) {
    const moved = this.edits.moveRow(cell.row, down);
    this.go(cell);
    this.bar.say(moved ? `It is ${this.rows.called(cell.row)} now.` : "It is at the end already.");
  }

  #listen() {
    const on = (name, act) => this.form.addEventListener(name, act);
    on("keydown", (event) => {
      const cell = this.#inTable(event.target);
      if (cell) this.keys.press(event, cell);
    });
    on("focusin", (event) => this.#entered(event.target));
    on("focusout", (event) => this.#left(event.target, event.relatedTarget));
    on("input", (event) => {
      this.keys.closed();
      const cell = this.sheet.of(event.target);
      if (cell) this.changed([cell]);
    });
    on("mousedown", (event) => this.#pointed(event));
    on("copy", (event) => this.#copied(event));
    on("cut", (event) => this.#copied(event));
    on("paste", (event) => this.#pastedInto(event));
    on("click", (event) => this.#clicked(event));
    on("submit", (event) => this.#submitted(event));
    document.addEventListener("click", (event) => this.#followed(event));
    window.addEventListener("beforeunload", (event) => this.#unloading(event));
  }

  // A link waits until all is saved; where that cannot be, the browser asks.
  async #followed(event) {
    const link = event.target.closest("a[href]:not([href^='#'], [download], [target])");
    const plain = link && !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!plain || (this.saving.idle && !this.saving.pending())) return;
    event.preventDefault();
    await this.saving.allSaved();
    location.assign(link.href);
  }

  #entered(control) {
    const cell = this.sheet.of(control);
    const group = control.closest("tr[data-row], .bcf-sheet tr, .govuk-form-group");
    if (this.group && this.group !== group) this.saving.flush(cell);
    this.group = group;
    this.cell = this.#inTable(control) || this.cell;
  }

  #left(control, to) {
    this.keys.closed();
    const cell = this.sheet.of(control);
    if (!cell) return;
    this.edits.commit(cell);
    this.saving.tidy(cell);
    if (!this.form.contains(to)) this.saving.flush();
  }

  #pointed(event) {
    const box = event.target.closest(".bcf-sheet tbody td");
    const from = this.#inTable(document.activeElement);
    if (!box || event.button) return;
    const table = box.closest("table");
    if (event.shiftKey && from && table === this.sheet.position(from).table) {
      event.preventDefault();
      this.selection.extend(from, { table, row: box.parentElement.sectionRowIndex, column: box.cellIndex });
    } else this.selection.clear();
  }

  #copied(event) {
    const cell = this.#inTable(event.target);
    if (!cell || !this.selection.many) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.edits.copy(this.selection.area(cell)));
    const cells = this.selection.cells(cell);
    this.bar.say(event.type === "cut" ? this.edits.clear(cells) : `${counted(cells.length, "cell")} copied.`);
  }

  #pastedInto(event) {
    const cell = this.#inTable(event.target);
    if (!cell) return;
    this.edits.commit(cell);
    const pasted = this.edits.pasteInto(cell, this.selection.area(cell), event.clipboardData);
    if (!pasted) return;
    event.preventDefault();
    this.selection.clear();
    if (!pasted.cells.length) return;
    this.pasted = pasted;
    this.bar.say(`${counted(pasted.cells.length, "cell")} pasted into ${counted(pasted.rows, "row")}.`);
    this.saving.flush();
  }

  #clicked(event) {
    const button = event.target.closest("button[name=add_row], button[name=remove_row]");
    const table = button?.closest("[data-table]")?.querySelector(".bcf-sheet table");
    if (!table) return;
    event.preventDefault();
    if (button.name === "add_row") this.addRow(table, 1);
    else this.#removeRow(button.closest("tr"));
  }

  // The whole page is sent, with what the server does not know yet of rows that were taken off it.
  #submitted(event) {
    if (this.keys.choosing) return event.preventDefault();
    this.leaving = true;
    return [...this.rows.all.values()].filter((row) => !row.element.isConnected && row.server === SERVER.STORED).forEach((row) => {
      for (const [name, value] of [[`${row.table}@row`, row.uid], [`${row.table}/${row.uid}!`, "1"]]) {
        this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    });
  }

  #unloading(event) {
    const stuck = () => this.sheet.unsaved().some((cell) => cell.stuck && (cell.value || cell.conflict));
    if (!this.leaving && (!this.saving.idle || this.saving.pending() || stuck())) event.preventDefault();
  }
}

const form = document.querySelector("form[data-cells]");
if (form) new Page(form);
