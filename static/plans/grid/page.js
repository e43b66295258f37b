// A sheet that is filled in as a grid: arrow keys, paste, fill down, undo, and every row saved as it is left.

import { followFigures } from "../figures.js";
import { Sheet } from "./cells.js";
import { counted, Edits } from "./edits.js";
import { History } from "./history.js";
import { Keys } from "./keys.js";
import { noteRow, showConflict, showError, showGone, showState } from "./marks.js";
import { Rows, SERVER } from "./rows.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";

const form = document.querySelector("form[data-cells]");
if (form) start(form);

function start(form) {
  const bar = form.querySelector("[data-sheet-bar]");
  const [status, voice] = [bar.querySelector("[data-sheet-status]"), bar.querySelector("[data-sheet-voice]")];
  const say = (text) => (voice.textContent = text);
  const sheet = new Sheet(form);
  const rows = new Rows(sheet);
  const history = new History(drawButtons);
  const figures = followFigures(form, unsavedPlaces);
  const edits = new Edits(sheet, rows, history, { changed, rowsChanged, show: (cell) => cell?.control.isConnected && go(cell) });
  const selection = new Selection(sheet, say);
  const keys = new Keys(sheet, selection, edits, { go, addRow: newRow, undo, redo, say });
  const saving = new Saving(sheet, rows, form.dataset.cells, told);
  let current = null;
  let report = null;

  function unsavedPlaces() {
    const places = sheet.unsaved().map((cell) => [cell.place, cell.value]);
    const gone = [...rows.all.values()].filter((row) => !row.element.isConnected && row.server === SERVER.STORED);
    return [...places, ...gone.map((row) => [`${row.table}/${row.uid}!`, "1"])];
  }

  // The whole sheet comes into view with its cell, so that its headings and totals are seen.
  function go(cell) {
    cell.control.closest(".bcf-sheet")?.scrollIntoView({ block: "nearest" });
    cell.control.focus();
    cell.control.select?.();
  }

  function changed(cells) {
    new Set(cells.map((cell) => cell.row).filter(Boolean)).forEach(mark);
    cells.forEach((cell) => {
      if (cell.error && !cell.stuck) {
        cell.error = null;
        showError(cell);
      }
    });
    figures.soon();
    saving.soon();
    drawStatus();
  }

  function rowsChanged() {
    figures.soon();
    saving.soon();
    drawStatus();
  }

  function mark(element) {
    if (!element.isConnected) return;
    noteRow(sheet, element);
    const cells = sheet.inRow(element);
    const row = rows.of(element);
    const waits = row && cells.some((cell) => cell.dirty && (cell.value || row.server === SERVER.STORED));
    if (waits) showState(element, cells.some((cell) => cell.stuck) ? "Not saved" : "Not yet saved");
    else if (element.querySelector(".bcf-sheet__state")) showState(element, row.server === SERVER.STORED ? "Saved" : "");
  }

  function newRow(table, column) {
    if (!rows.canAdd(table)) return;
    const element = edits.addRow(table, null);
    const cell = sheet.at(table, element.sectionRowIndex, column) || sheet.inRow(element)[0];
    go(cell);
    say(`${rows.called(element)} added.`);
  }

  function undo() {
    settleTyping();
    say(history.undo());
    saving.flush();
  }

  function redo() {
    settleTyping();
    say(history.redo());
    saving.flush();
  }

  function settleTyping() {
    const cell = sheet.of(document.activeElement);
    if (cell) edits.commit(cell);
  }

  // after every attempt to save
  function told({ state, answer, message, sent }) {
    const cells = Object.keys(sent.cells || {}).map((place) => sheet.cells.get(place));
    cells.forEach((cell) => {
      if (!cell.control.isConnected) return;
      showError(cell);
      showConflict(cell, (mine) => settleConflict(cell, mine));
    });
    const touched = new Set(cells.map((cell) => cell.row).filter((row) => row?.isConnected));
    touched.forEach((element) => {
      mark(element);
      if (state === "saving") showState(element, "Saving");
      const row = rows.of(element);
      if (row) showGone(row, (back) => settleGone(row, back));
    });
    if (state === "saved" && answer) status.dataset.at = answer.at;
    status.dataset.state = state;
    status.dataset.message = message || "";
    drawStatus();
    if (state !== "saving" && report) tellReport(state);
  }

  function settleConflict(cell, mine) {
    const { theirs } = cell.conflict;
    cell.conflict = null;
    cell.saved = theirs;
    showConflict(cell);
    if (mine) changed([cell]);
    else edits.set([[cell, theirs]], `${cell.name}: theirs taken`);
    go(cell);
    saving.flush();
    drawStatus();
  }

  function settleGone(row, back) {
    row.gone = null;
    showGone(row);
    if (!back) say(`${edits.removeRow(row.element)}.`);
    saving.flush();
  }

  function drawStatus() {
    const stuck = sheet.unsaved().filter((cell) => cell.stuck);
    const { state, message, at } = status.dataset;
    const lines = [];
    if (state === "offline" || state === "refused") lines.push(message);
    else if (stuck.length) lines.push(`${counted(stuck.length, "cell")} not saved: ${stuck.slice(0, 3).map((cell) => cell.name).join("; ")}${stuck.length > 3 ? " and more" : ""}.`);
    else if (!saving.idle) lines.push("Saving…");
    else if (saving.pending()) lines.push("Changes not yet saved.");
    else lines.push(at ? `All changes saved ${at}.` : "Changes are saved as you leave a row.");
    const text = lines.join(" ");
    if (status.textContent !== text) status.textContent = text;
  }

  function drawButtons() {
    bar.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(!history.done.length));
    bar.querySelector("[data-do=redo]").setAttribute("aria-disabled", String(!history.undone.length));
  }

  // a paste is told of when the server has read it
  function tellReport(state) {
    const wrong = report.cells.filter((cell) => cell.error);
    const many = wrong.length > 3 ? ` and ${counted(wrong.length - 3, "more", "more")}` : "";
    const first = wrong.slice(0, 3).map((cell) => `${cell.name}: ${cell.error.message}`).join(" ");
    const left = report.skipped ? ` ${counted(report.skipped, "cell")} had no place here.` : "";
    const ends = state === "saved" ? "" : " They are read by the server when it can be reached.";
    say(`${counted(report.cells.length, "cell")} pasted into ${counted(report.rows, "row")}${wrong.length ? `; ${wrong.length} could not be read: ${first}${many}` : "."}${left}${ends}`);
    voice.hidden = false;
    report = null;
  }

  const inTable = (target) => {
    const cell = sheet.of(target);
    return cell && sheet.position(cell) ? cell : undefined;
  };

  form.addEventListener("keydown", (event) => {
    const cell = inTable(event.target);
    if (cell) keys.press(event, cell);
  });

  form.addEventListener("focusin", (event) => {
    const cell = sheet.of(event.target);
    const row = event.target.closest("tr[data-row], .govuk-form-group");
    if (current && current.row !== row) saving.flush(cell);
    current = { row, cell: inTable(event.target) || current?.cell };
    if (cell && selection.many && document.activeElement !== cell.control) selection.clear();
  });

  form.addEventListener("focusout", (event) => {
    const cell = sheet.of(event.target);
    keys.closed();
    if (!cell) return;
    edits.commit(cell);
    saving.tidy(cell);
    if (!form.contains(event.relatedTarget)) saving.flush();
  });

  form.addEventListener("input", (event) => {
    keys.closed();
    const cell = sheet.of(event.target);
    if (cell) changed([cell]);
  });

  form.addEventListener("mousedown", (event) => {
    const to = event.target.closest(".bcf-sheet tbody td");
    const from = inTable(document.activeElement);
    if (!to || event.button) return;
    if (event.shiftKey && from && to.closest("table") === sheet.position(from).table) {
      event.preventDefault();
      selection.extend(from, { table: to.closest("table"), row: to.parentElement.sectionRowIndex, column: to.cellIndex });
    } else selection.clear();
  });

  for (const kind of ["copy", "cut"]) {
    form.addEventListener(kind, (event) => {
      const cell = inTable(event.target);
      if (!cell || !selection.many) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", edits.copy(selection.area(cell)));
      const { length } = selection.cells(cell);
      say(kind === "cut" ? edits.clear(selection.cells(cell)) : `${counted(length, "cell")} copied.`);
    });
  }

  form.addEventListener("paste", (event) => {
    const cell = inTable(event.target);
    if (!cell) return;
    edits.commit(cell);
    const pasted = edits.pasteInto(cell, selection.area(cell), event.clipboardData);
    if (!pasted) return;
    event.preventDefault();
    selection.clear();
    if (!pasted.cells.length) return;
    report = pasted;
    say(`${counted(pasted.cells.length, "cell")} pasted into ${counted(pasted.rows, "row")}.`);
    saving.flush();
  });

  const acts = {
    undo,
    redo,
    fill: () => withCell((cell) => say(edits.fillDown(selection.area(cell)))),
    insert: () => withCell((cell) => {
      const { table, column } = sheet.position(cell);
      if (!rows.canAdd(table)) return say("This table has fixed rows.");
      const element = edits.addRow(table, cell.row);
      go(sheet.at(table, element.sectionRowIndex, column));
      return say(`${rows.called(element)} added.`);
    }),
    up: () => withCell((cell) => shift(cell, false)),
    down: () => withCell((cell) => shift(cell, true)),
  };

  function shift(cell, down) {
    if (!rows.of(cell.row)) return say("This table has fixed rows.");
    const moved = edits.moveRow(cell.row, down);
    go(cell);
    return say(moved ? `It is ${rows.called(cell.row)} now.` : "It is at the end already.");
  }

  function withCell(act) {
    const cell = current?.cell;
    if (cell?.control.isConnected) {
      if (document.activeElement !== cell.control) cell.control.focus();
      act(cell);
    } else say("Go to a cell of the sheet first.");
  }

  bar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name) acts[name]();
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add_row], button[name=remove_row]");
    const table = button?.closest("[data-table]")?.querySelector(".bcf-sheet table");
    if (!table) return;
    event.preventDefault();
    if (button.name === "add_row") newRow(table, 1);
    else {
      const row = button.closest("tr");
      const near = row.nextElementSibling || row.previousElementSibling;
      say(`${edits.removeRow(row)}. Undo puts it back.`);
      (near?.querySelector("button[name=remove_row]") || button.closest("[data-table]").querySelector("button[name=add_row]") || table.closest("[data-table]").querySelector("button[name=add_row]")).focus();
      saving.flush();
    }
  });

  form.addEventListener("submit", (event) => {
    if (keys.choosing) {
      event.preventDefault();
      return;
    }
    leaving = true;
    rows.all.forEach((row) => {
      if (row.element.isConnected || row.server !== SERVER.STORED) return;
      for (const [name, value] of [[`${row.table}@row`, row.uid], [`${row.table}/${row.uid}!`, "1"]]) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    });
  });

  let leaving = false;
  window.addEventListener("beforeunload", (event) => {
    settleTyping();
    if (!leaving && (saving.pending() || saving.unanswered || sheet.unsaved().some((cell) => cell.stuck && cell.value))) event.preventDefault();
  });

  form.removeAttribute("data-warn-unsaved");
  form.classList.add("bcf-sheet-live");
  bar.hidden = false;
  drawButtons();
  drawStatus();
}
