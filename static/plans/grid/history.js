// What was done on the page, to undo and to do again. A step: {said, undo(), redo()}.

const MOST = 200;

export class History {
  constructor(changed) {
    this.done = [];
    this.undone = [];
    this.changed = changed;
  }

  push(step) {
    this.done.push(step);
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
    this.changed();
  }

  undo() {
    return this.#turn(this.done, this.undone, "undo", "Undone");
  }

  redo() {
    return this.#turn(this.undone, this.done, "redo", "Done again");
  }

  // Gives what to say.
  #turn(from, to, way, word) {
    const step = from.pop();
    if (!step) return way === "undo" ? "There is nothing to undo." : "There is nothing to do again.";
    step[way]();
    to.push(step);
    this.changed();
    return `${word}: ${step.said}.`;
  }
}
