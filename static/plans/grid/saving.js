// Saves the sheet while it is filled in: one request at a time, and one that was not answered is sent again as it was.

import { SERVER } from "./rows.js";

const REST = 3000;
const AGAIN = [2000, 5000, 10000, 30000];
// what a page may still send when it is left
const MOST_WHEN_LEAVING = 60000;

export class Saving {
  // told({state, at, message, answer, sent}) after every attempt; busy: "saving", "saved", "offline", "refused".
  constructor(sheet, rows, url, told) {
    Object.assign(this, { sheet, rows, url, told, unanswered: null, underWay: false, tries: 0, timer: 0, blocked: false });
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#leave();
      else if (this.blocked || this.unanswered) this.flush();
    });
  }

  // Something changed: it is saved when the hands rest.
  soon() {
    this.blocked = false;
    this.#later(REST);
  }

  #later(milliseconds, typing = () => undefined) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(typing()), milliseconds);
  }

  get #active() {
    return this.sheet.of(document.activeElement);
  }

  get idle() {
    return !this.underWay && !this.unanswered;
  }

  // What is not on the server yet. `active`: a cell in which somebody is still typing, which waits.
  pending(active) {
    const asked = this.rows.pending();
    const coming = new Set(asked.add.flatMap(({ table, uids }) => uids.map((uid) => `${table}/${uid}`)));
    const cells = {};
    this.sheet.unsaved().forEach((cell) => {
      const row = cell.row && this.rows.of(cell.row);
      const there = !row || (!row.gone && (row.server !== SERVER.NONE || coming.has(`${row.table}/${row.uid}`)));
      if (there && !cell.stuck && cell !== active) cells[cell.place] = { typed: cell.value, version: cell.version };
    });
    const parts = Object.entries({ ...asked, cells }).filter(([, part]) => Object.keys(part).length);
    return parts.length ? Object.fromEntries(parts) : null;
  }

  // Sends what waits, now; a cell that is being typed in may wait for its row to be left.
  async flush(active) {
    if (this.underWay) return;
    clearTimeout(this.timer);
    const sent = this.unanswered || this.pending(active);
    if (!sent) return;
    this.underWay = true;
    this.unanswered = sent;
    this.told({ state: "saving", sent });
    const outcome = await this.#send(sent);
    this.underWay = false;
    this.#after(outcome, sent);
  }

  // Saves what waits; whether all of it is saved, before long.
  async allSaved() {
    for (let tries = 0; tries < 60; tries += 1) {
      await this.flush();
      if (this.idle && !this.pending()) return true;
      if (this.tries || this.blocked) return false;
      await new Promise((done) => setTimeout(done, 50));
    }
    return false;
  }

  #post(sent, keepalive = false) {
    const token = this.sheet.form.elements.csrfmiddlewaretoken.value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return fetch(this.url, { method: "POST", body: JSON.stringify(sent), headers, keepalive });
  }

  async #send(sent) {
    try {
      let response = await this.#post(sent);
      if (response.status === 403 && !isJson(response) && (await this.#newToken())) response = await this.#post(sent);
      if (response.ok) return { state: "saved", answer: await response.json() };
      if (response.status >= 500) return { state: "offline", message: "The server could not save just now: your changes are kept on this page; trying again." };
      const { message } = isJson(response) ? await response.json() : { message: "Sign in again in another tab, then come back: what you typed is still on this page." };
      return { state: "refused", message, status: response.status };
    } catch {
      return { state: "offline", message: "No connection: your changes are kept on this page; trying again." };
    }
  }

  // Whoever signed in again in another tab has another token; the page itself tells it.
  async #newToken() {
    const response = await fetch(location.href);
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (response.redirected || !found) return false;
    this.sheet.form.elements.csrfmiddlewaretoken.value = found.value;
    return true;
  }

  #after(outcome, sent) {
    if (outcome.state === "saved") {
      this.unanswered = null;
      this.tries = 0;
      this.rows.settled(sent);
      this.#take(outcome.answer, sent.cells || {});
    } else if (outcome.state === "offline") {
      this.#later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
    } else {
      // what was refused for what it says is not sent again; for want of a right it is, when they come back
      if (outcome.status !== 401 && outcome.status !== 403) this.unanswered = null;
      this.blocked = true;
    }
    this.told({ ...outcome, sent });
    if (outcome.state !== "saved") return;
    if (this.pending(this.#active)) this.#later(0, () => this.#active);
    else if (this.pending()) this.#later(REST);
  }

  #take({ versions, shown, errors, conflicts }, sent) {
    for (const [place, { typed }] of Object.entries(sent)) {
      const cell = this.sheet.cells.get(place);
      if (errors[place]) cell.error = { typed, message: errors[place] };
      else if (conflicts[place]) this.#lost(cell, conflicts[place], typed);
      else {
        cell.keepVersion(versions[place]);
        cell.saved = typed;
        cell.error = null;
        cell.tidied = shown[place] === typed ? null : shown[place];
        if (cell.control !== document.activeElement) this.tidy(cell);
      }
    }
  }

  #lost(cell, conflict, typed) {
    const row = cell.row && this.rows.of(cell.row);
    if (conflict.gone && row) {
      row.server = SERVER.REMOVED;
      row.gone = conflict;
    } else {
      cell.conflict = { ...conflict, mine: typed };
    }
    cell.keepVersion(conflict.version);
  }

  // A saved figure is spelled as the server spells it, unless it was changed again.
  tidy(cell) {
    if (cell.tidied === null || cell.value !== cell.saved) return;
    cell.value = cell.saved = cell.tidied;
    cell.tidied = null;
  }

  #leave() {
    if (this.underWay) return;
    const sent = this.unanswered || this.pending();
    if (sent && JSON.stringify(sent).length < MOST_WHEN_LEAVING) this.flushLeaving(sent);
  }

  // The page may come back (another tab was looked at): then the answer is taken as always.
  async flushLeaving(sent) {
    this.underWay = true;
    this.unanswered = sent;
    const response = await this.#post(sent, true).catch(() => null);
    this.underWay = false;
    if (response?.ok) this.#after({ state: "saved", answer: await response.json() }, sent);
    else this.#later(REST);
  }
}

const isJson = (response) => (response.headers.get("Content-Type") || "").includes("json");
