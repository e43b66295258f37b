// The buttons over the rich text editor. Words, not icons: everybody can read, hear and say them.

import { make } from "./elements.js";
import { askFigure, canInsertFigures } from "./figure.js";

const TOOLS = [
  {
    group: "Style",
    tools: [
      { name: "Heading", run: (c) => c.toggleHeading({ level: 3 }), active: (e) => e.isActive("heading", { level: 3 }) },
      { name: "Subheading", run: (c) => c.toggleHeading({ level: 4 }), active: (e) => e.isActive("heading", { level: 4 }) },
      { name: "Bold", run: (c) => c.toggleBold(), active: (e) => e.isActive("bold") },
      { name: "Italic", run: (c) => c.toggleItalic(), active: (e) => e.isActive("italic") },
      { name: "Underline", run: (c) => c.toggleUnderline(), active: (e) => e.isActive("underline") },
      { name: "Superscript", run: (c) => c.unsetSubscript().toggleSuperscript(), active: (e) => e.isActive("superscript") },
      { name: "Subscript", run: (c) => c.unsetSuperscript().toggleSubscript(), active: (e) => e.isActive("subscript") },
    ],
  },
  {
    group: "Lists",
    tools: [
      { name: "Bullets", run: (c) => c.toggleBulletList(), active: (e) => e.isActive("bulletList") },
      { name: "Numbers", run: (c) => c.toggleOrderedList(), active: (e) => e.isActive("orderedList") },
      { name: "Indent", run: (c) => c.sinkListItem("listItem"), enabled: (e) => e.can().sinkListItem("listItem") },
      { name: "Outdent", run: (c) => c.liftListItem("listItem"), enabled: (e) => e.can().liftListItem("listItem") },
    ],
  },
  {
    group: "Insert",
    tools: [
      { name: "Link", ask: askLink, active: (e) => e.isActive("link") },
      {
        name: "Table",
        run: (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
        enabled: (e) => !e.isActive("table"),
      },
      { name: "Figure", ask: askFigure, offered: canInsertFigures, active: (e) => e.isActive("figure") },
    ],
  },
  {
    group: "Table",
    shown: (e) => e.isActive("table"),
    tools: [
      { name: "Add row", run: (c) => c.addRowAfter() },
      { name: "Add column", run: (c) => c.addColumnAfter() },
      { name: "Delete row", run: (c) => c.deleteRow() },
      { name: "Delete column", run: (c) => c.deleteColumn() },
      { name: "Heading cell", run: (c) => c.toggleHeaderCell(), active: (e) => e.isActive("tableHeader") },
      { name: "Merge cells", run: (c) => c.mergeCells(), enabled: (e) => e.can().mergeCells() },
      { name: "Split cell", run: (c) => c.splitCell(), enabled: (e) => e.can().splitCell() },
      { name: "Delete table", run: (c) => c.deleteTable() },
    ],
  },
  {
    group: "Changes",
    tools: [
      { name: "Undo", run: (c) => c.undo(), enabled: (e) => e.can().undo() },
      { name: "Redo", run: (c) => c.redo(), enabled: (e) => e.can().redo() },
    ],
  },
];

export function makeToolbar(editor, label) {
  const bar = make("div", { class: "bcf-editor__toolbar", role: "toolbar", "aria-label": `Formatting: ${label}` });
  const updates = TOOLS.map((group) => addGroup(editor, bar, group));
  const update = () => {
    updates.forEach((updateGroup) => updateGroup());
    keepOneTabStop(bar);
  };
  editor.on("transaction", update);
  bar.addEventListener("keydown", (event) => moveFocus(bar, event));
  // a press must not take the selection out of the text before the command acts on it
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  update();
  return bar;
}

function addGroup(editor, bar, { group, shown, tools }) {
  const box = make("div", { class: "bcf-editor__group", role: "group", "aria-label": group });
  const offered = tools.filter((tool) => tool.offered?.(editor) ?? true);
  const updates = offered.map((tool) => addTool(editor, box, tool));
  bar.append(box);
  return () => {
    box.hidden = shown ? !shown(editor) : false;
    if (!box.hidden) updates.forEach((update) => update());
  };
}

function addTool(editor, box, { name, run, ask, active, enabled }) {
  const css = `bcf-editor__button bcf-editor__button--${name.toLowerCase().replace(" ", "-")}`;
  const button = make("button", { type: "button", class: css, tabindex: "-1" }, name);
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (ask) ask(editor);
    else run(editor.chain().focus()).run();
  });
  box.append(button);
  return () => {
    if (active) button.setAttribute("aria-pressed", String(active(editor)));
    if (enabled) button.setAttribute("aria-disabled", String(!enabled(editor)));
  };
}

const buttonsShown = (bar) => [...bar.querySelectorAll(".bcf-editor__group:not([hidden]) button")];

function keepOneTabStop(bar) {
  const buttons = buttonsShown(bar);
  if (!buttons.some((button) => button.tabIndex === 0)) setTabStop(bar, buttons[0]);
}

function setTabStop(bar, chosen) {
  bar.querySelectorAll("button").forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
}

function moveFocus(bar, event) {
  const buttons = buttonsShown(bar);
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const chosen = buttons[(to + buttons.length) % buttons.length];
  setTabStop(bar, chosen);
  chosen.focus();
}

let dialogs = 0;

export function askLink(editor) {
  const id = `bcf-link-${(dialogs += 1)}`;
  const input = make("input", { class: "govuk-input", id, type: "text", inputmode: "url", "aria-describedby": `${id}-hint` });
  input.value = editor.getAttributes("link").href ?? "";
  const error = make("p", { class: "govuk-error-message", id: `${id}-error`, role: "alert" });
  const field = make(
    "div",
    { class: "govuk-form-group" },
    make("label", { class: "govuk-label govuk-label--s", for: id }, "Web or email address"),
    make("div", { class: "govuk-hint", id: `${id}-hint` }, "Leave it blank to have no link"),
    error,
    input,
  );
  const save = make("button", { type: "submit", class: "govuk-button" }, "Save link");
  const cancel = make("button", { type: "button", class: "govuk-button govuk-button--secondary" }, "Cancel");
  const form = make("form", { novalidate: "" }, field, make("div", { class: "govuk-button-group" }, save, cancel));
  const dialog = make("dialog", { class: "bcf-dialog", "aria-label": "Link" }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = addressOf(input.value.trim());
    if (href === null) {
      error.textContent = "Enter an address like https://www.example.org/plan or name@example.org";
      field.classList.add("govuk-form-group--error");
      input.classList.add("govuk-input--error");
      input.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
      input.focus();
      return;
    }
    setLink(editor, href);
    dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The address with its scheme; "" for none, null for one that a plan may not have. */
function addressOf(typed) {
  if (!typed) return "";
  const scheme = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? "" : typed.includes("@") ? "mailto:" : "https://";
  if (!URL.canParse(scheme + typed) || /\s/.test(typed)) return null;
  return ["http:", "https:", "mailto:"].includes(new URL(scheme + typed).protocol) ? scheme + typed : null;
}

function setLink(editor, href) {
  const chain = editor.chain().extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setLink({ href }).run();
}
