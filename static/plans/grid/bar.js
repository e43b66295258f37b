// The bar over a sheet: how far it is saved, what was just done, and its buttons.

import { counted } from "./edits.js";

export class Bar {
  constructor(form, acts) {
    this.element = form.querySelector("[data-sheet-bar]");
    this.status = this.element.querySelector("[data-sheet-status]");
    this.voice = this.element.querySelector("[data-sheet-voice]");
    this.element.addEventListener("click", (event) => {
      const name = event.target.closest("[data-do]")?.dataset.do;
      if (name) acts[name]();
    });
    this.element.hidden = false;
  }

  say(text) {
    this.voice.textContent = text;
  }

  // What became of the last attempt to save.
  outcome({ state, message = "", at }) {
    Object.assign(this.status.dataset, { state, message, ...(at && { at }) });
  }

  drawStatus(sheet, saving) {
    const text = this.#words(sheet.unsaved().filter((cell) => cell.stuck), saving);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  #words(stuck, saving) {
    const { state, message, at } = this.status.dataset;
    if (state === "offline" || state === "refused") return message;
    if (stuck.length) {
      const names = stuck.slice(0, 3).map((cell) => cell.name).join("; ");
      return `${counted(stuck.length, "cell")} not saved: ${names}${stuck.length > 3 ? " and more" : ""}.`;
    }
    if (!saving.idle) return "Saving…";
    if (saving.pending()) return "Changes not yet saved.";
    return at ? `All changes saved ${at}.` : "Changes are saved as you leave a row.";
  }

  drawButtons(history) {
    this.element.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(!history.done.length));
    this.element.querySelector("[data-do=redo]").setAttribute("aria-disabled", String(!history.undone.length));
  }

  // A paste is told of when the server has read it. pasted: {cells, rows, skipped}
  tellPaste({ cells, rows, skipped }, read) {
    const wrong = cells.filter((cell) => cell.error);
    const first = wrong.slice(0, 3).map((cell) => `${cell.name}: ${cell.error.message}`).join(" ");
    const more = wrong.length > 3 ? ` And ${wrong.length - 3} more, marked in the sheet.` : "";
    const left = skipped ? ` ${counted(skipped, "cell")} had no place here.` : "";
    const later = read ? "" : " They are read when the server can be reached.";
    const unread = wrong.length ? `; ${wrong.length} could not be read: ${first}${more}` : ".";
    this.say(`${counted(cells.length, "cell")} pasted into ${counted(rows, "row")}${unread}${left}${later}`);
  }
}
