// Rows of a sheet: added, taken off, put back, moved. What the server has of each is `server`.

const SERVER = { NONE: "none", STORED: "stored", REMOVED: "removed" };
export { SERVER };

const newUid = () => [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Rows {
  constructor(sheet) {
    this.sheet = sheet;
    this.all = new Map();
    sheet.form.querySelectorAll("[data-table] tbody tr[data-row]").forEach((element) => {
      const made = element.querySelector("input[name$='@added']");
      element.dataset.number = element.cells[0].firstElementChild.textContent;
      this.#keep(element, made ? SERVER.NONE : SERVER.STORED);
    });
  }

  #keep(element, server) {
    const box = element.closest("[data-table]");
    const row = { uid: element.dataset.row, table: box.dataset.table, name: box.dataset.rowName, element, box, server, moved: false, gone: null };
    this.all.set(element, row);
    return row;
  }

  of(element) {
    return this.all.get(element);
  }

  canAdd(table) {
    return Boolean(table.closest("[data-table]")?.querySelector("template[data-new-row]"));
  }

  // Makes `count` blank rows behind that one, or at the end; gives their elements.
  add(table, after, count = 1) {
    const box = table.closest("[data-table]");
    const html = box.querySelector("template[data-new-row]").innerHTML;
    const made = document.createElement("template");
    made.innerHTML = Array.from({ length: count }, () => html.replaceAll("__uid__", newUid())).join("");
    const elements = [...made.content.children];
    const body = table.tBodies[0];
    if (after) after.after(...elements);
    else body.append(...elements);
    elements.forEach((element) => {
      this.#keep(element, SERVER.NONE);
      this.sheet.read(element);
    });
    this.number(table);
    return elements;
  }

  remove(element) {
    const table = element.closest("table");
    element.remove();
    this.number(table);
  }

  // Puts an element before that one, or at the end.
  insert(table, element, before) {
    table.tBodies[0].insertBefore(element, before?.isConnected ? before : null);
    this.number(table);
  }

  number(table) {
    const box = table.closest("[data-table]");
    const columns = [...table.querySelectorAll("colgroup col")];
    [...table.tBodies[0].rows].forEach((element, index) => {
      const number = String(index + 1);
      if (element.dataset.number === number) return;
      element.dataset.number = number;
      element.querySelectorAll("[data-row-number]").forEach((one) => (one.textContent = number));
      element.querySelectorAll("[aria-label]").forEach((one) => {
        const column = columns[one.closest("td").cellIndex];
        if (column?.dataset.called) one.setAttribute("aria-label", `${column.dataset.called}, ${box.dataset.rowName} ${number}`);
      });
    });
  }

  called(element) {
    return `${this.of(element).name} ${element.sectionRowIndex + 1}`;
  }

  blank(row) {
    return this.sheet.inRow(row.element).every((cell) => !cell.value.trim());
  }

  // What the server must do so that its rows are those of the page: {add, restore, move, remove}.
  pending() {
    const wanted = { add: [], restore: [], move: [], remove: [] };
    for (const row of this.all.values()) {
      const name = `${row.table}/${row.uid}`;
      if (!row.element.isConnected && row.server === SERVER.STORED) wanted.remove.push(name);
      if (row.element.isConnected && row.server === SERVER.REMOVED && !row.gone) wanted.restore.push(name);
    }
    this.sheet.tables.forEach((table) => this.#placed(table, wanted));
    return wanted;
  }

  // New rows with something in them, and moved ones, each behind the row it stands behind.
  #placed(table, wanted) {
    const rows = [...table.tBodies[0].rows].map((element) => this.of(element)).filter(Boolean);
    const last = rows.findLastIndex((row) => row.server === SERVER.STORED);
    let before = "";
    rows.forEach((row, index) => {
      const isNew = row.server === SERVER.NONE && !this.blank(row);
      if (row.server === SERVER.NONE && !isNew) return;
      const name = `${row.table}/${row.uid}`;
      const run = wanted.add.at(-1);
      const atEnd = index > last;
      if (isNew && run?.table === row.table && run.uids.at(-1) === before) run.uids.push(row.uid);
      else if (isNew) wanted.add.push({ table: row.table, uids: [row.uid], after: atEnd ? "" : before });
      if (row.moved || (isNew && !atEnd && !before)) wanted.move.push({ row: name, after: before });
      if (!row.gone) before = row.uid;
    });
  }

  // The server has done what was asked.
  settled(asked) {
    const named = new Map([...this.all.values()].map((row) => [`${row.table}/${row.uid}`, row]));
    (asked.add || []).forEach(({ table, uids }) => uids.forEach((uid) => {
      const row = named.get(`${table}/${uid}`);
      row.server = SERVER.STORED;
      row.element.querySelector("input[name$='@added']")?.remove();
    }));
    (asked.restore || []).forEach((name) => (named.get(name).server = SERVER.STORED));
    (asked.remove || []).forEach((name) => (named.get(name).server = SERVER.REMOVED));
    (asked.move || []).forEach((one) => (named.get(one.row).moved = false));
  }
}
