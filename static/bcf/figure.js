// Figures of the plan inside text: the editor's own kind of word for them, and the dialog that puts one in.

import { make } from "./elements.js";

// exactly what bcf/definition/richtext_figures.py spells
export const figureNode = (library, url) =>
  library.Node.create({
    name: "figure",
    group: "inline",
    inline: true,
    atom: true,
    addStorage: () => ({ url, closeHistory: library.pm.history.closeHistory }),
    addAttributes: () => ({
      value: { default: "", parseHTML: (element) => element.getAttribute("value") },
      shown: { default: "", rendered: false, parseHTML: (element) => element.textContent },
    }),
    parseHTML: () => [{ tag: "data[value]" }],
    renderHTML: ({ node, HTMLAttributes }) => ["data", HTMLAttributes, node.attrs.shown],
    renderText: ({ node }) => node.attrs.shown,
  });

export const canInsertFigures = (editor) => Boolean(editor.storage.figure?.url);

const UNITS = { "": "In full", m: "In millions", k: "In thousands" };
let dialogs = 0;

export function askFigure(editor) {
  const id = `bcf-figure-${(dialogs += 1)}`;
  const { node } = editor.state.selection;
  const [, place, style] = /^(\S*) ?(.*)$/.exec(node?.type.name === "figure" ? node.attrs.value : "");
  const status = make("p", { class: "govuk-hint", role: "status" }, "Loading the figures…");
  const search = make("input", { class: "govuk-input", id: `${id}-search`, type: "search", autocomplete: "off", "aria-describedby": `${id}-hint` });
  const list = make("select", { class: "govuk-select bcf-figures__list", id: `${id}-list`, size: "8" });
  const styles = make("fieldset", { class: "govuk-fieldset" });
  const styleField = make("div", { class: "govuk-form-group" }, styles);
  const form = make(
    "form",
    { novalidate: "" },
    make("h2", { class: "govuk-heading-m", id: `${id}-title` }, "Insert a figure"),
    make(
      "div",
      { class: "govuk-form-group" },
      make("label", { class: "govuk-label govuk-label--s", for: search.id }, "Find a figure"),
      make("div", { class: "govuk-hint", id: `${id}-hint` }, "For example, total pooled budget"),
      search,
    ),
    make(
      "div",
      { class: "govuk-form-group" },
      make("label", { class: "govuk-label govuk-label--s", for: list.id }, "Figure"),
      status,
      list,
    ),
    styleField,
    make(
      "div",
      { class: "govuk-button-group" },
      make("button", { type: "submit", class: "govuk-button" }, "Insert figure"),
      make("button", { type: "button", class: "govuk-button govuk-button--secondary", value: "cancel" }, "Cancel"),
    ),
  );
  const dialog = make("dialog", { class: "bcf-dialog", "aria-labelledby": `${id}-title` }, form);
  form.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
  });

  const figures = new Map();
  const showStyles = () => fillStyles(styles, id, figures.get(list.value), style);
  search.addEventListener("input", () => {
    fillList(list, figures, search.value, list.value);
    status.textContent = counted(list.options.length);
    showStyles();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.focus();
  });
  list.addEventListener("change", showStyles);
  list.addEventListener("dblclick", () => form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const figure = figures.get(list.value);
    if (!figure) {
      status.textContent = "Choose a figure from the list.";
      return;
    }
    const chosen = form.querySelector("input[type=radio]:checked");
    const value = [figure.place, chosen.value].filter(Boolean).join(" ");
    insert(editor, { value, shown: chosen.dataset.shown });
    dialog.close();
  });

  document.body.append(dialog);
  dialog.showModal();
  load(editor.storage.figure.url)
    .then((groups) => {
      for (const { title, figures: inGroup } of groups) inGroup.forEach((one) => figures.set(one.place, { ...one, title }));
      fillList(list, figures, search.value, place);
      status.textContent = counted(list.options.length);
      showStyles();
    })
    .catch(() => (status.textContent = "The figures could not be loaded. Close this box and try again."));
}

/** Puts the figure where the caret is, in place of what is selected, as one step to undo. */
function insert(editor, attrs) {
  const { closeHistory } = editor.storage.figure;
  editor.view.dispatch(closeHistory(editor.state.tr));
  editor.chain().insertContent({ type: "figure", attrs }).run();
  editor.view.dispatch(closeHistory(editor.state.tr));
}

async function load(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).groups;
}

const counted = (number) => (number ? `${number} figure${number === 1 ? "" : "s"}` : "No figure has these words in its name.");

/** The figures whose name, everyday names or section hold every word that was typed. */
function fillList(list, figures, typed, chosen) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...figures.values()].filter(({ name, also, title }) => {
    const text = `${name} ${also} ${title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = new Map();
  for (const figure of found) {
    if (!groups.has(figure.title)) groups.set(figure.title, make("optgroup", { label: figure.title }));
    groups.get(figure.title).append(make("option", { value: figure.place }, `${figure.name}: ${figure.shown[""]}`));
  }
  list.replaceChildren(...groups.values());
  const first = words.length && found.length ? found[0].place : "";
  list.value = found.some(({ place }) => place === chosen) ? chosen : first;
  list.selectedOptions[0]?.scrollIntoView({ block: "nearest" });
}

function fillStyles(fieldset, id, figure, before) {
  const had = fieldset.querySelector("input:checked")?.value ?? before;
  const choices = figure ? Object.entries(figure.shown).flatMap(([unit, shown]) => stylesOf(unit, shown)) : [];
  const radios = choices.map(({ style, label, shown }, number) => {
    const input = make("input", { class: "govuk-radios__input", type: "radio", name: `${id}-style`, id: `${id}-${number}`, value: style });
    input.dataset.shown = shown;
    return make(
      "div",
      { class: "govuk-radios__item" },
      input,
      make("label", { class: "govuk-label govuk-radios__label", for: input.id }, `${label}: ${shown}`),
    );
  });
  fieldset.replaceChildren(
    make("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--s" }, "How to show it"),
    make("div", { class: "govuk-radios govuk-radios--small" }, ...radios),
  );
  fieldset.parentElement.hidden = choices.length < 2;
  const inputs = [...fieldset.querySelectorAll("input")];
  const checked = inputs.find(({ value }) => value === had) ?? inputs[0];
  if (checked) checked.checked = true;
}

function stylesOf(unit, shown) {
  const plain = { style: unit, label: UNITS[unit], shown };
  if (!shown.startsWith("−")) return [plain];
  return [plain, { style: unit ? `size ${unit}` : "size", label: `${UNITS[unit]}, without the minus sign`, shown: shown.slice(1) }];
}
