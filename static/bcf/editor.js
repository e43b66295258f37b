// The rich text editor over every textarea in a [data-rich-text] box. Without this script the textarea itself is used.

import { make } from "./elements.js";
import { figureNode } from "./figure.js";
import { tidyPaste } from "./paste.js";
import { askLink, makeToolbar } from "./toolbar.js";

// exactly what bcf/definition/richtext.py keeps
function extensions(library, figures) {
  const link = library.Link.extend({
    addKeyboardShortcuts() {
      return { "Mod-k": () => askLink(this.editor) ?? true };
    },
  });
  const table = library.Table.extend({
    addKeyboardShortcuts() {
      // Tab in the last cell goes on to the next field; the library's own makes a new row for ever
      return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
    },
  });
  return [
    ...["Document", "Paragraph", "Text", "HardBreak", "Bold", "Italic", "Underline", "Subscript", "Superscript"],
    ...["BulletList", "ListItem", "TableRow", "TableHeader", "TableCell", "History", "Gapcursor"],
  ]
    .map((name) => library[name])
    .concat(
      library.Heading.configure({ levels: [3, 4] }),
      library.OrderedList.configure({ enableListAttributes: false }),
      link.configure({ openOnClick: false, enableTarget: false }),
      table.configure({ resizable: false }),
      figureNode(library, figures),
    );
}

async function setUp(box) {
  const textarea = box.querySelector("textarea");
  if (box.dataset.ready !== undefined || textarea.id.includes("__prefix__")) return;
  box.dataset.ready = "";
  const library = await import(box.dataset.editorUrl);

  const { id } = textarea;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  label.id ||= `${id}_label`;
  const keys = make("p", { id: `${id}_keys`, class: "govuk-visually-hidden" }, "To leave the text, press Escape and then Tab.");
  const note = make("p", { class: "govuk-hint", role: "status" });
  const frame = make("div", { class: "bcf-editor__box" });
  const invalid = textarea.getAttribute("aria-invalid") === "true";
  frame.classList.toggle("bcf-editor__box--error", invalid);

  // links to the field, such as those of the error summary, must reach what can be typed in
  textarea.removeAttribute("id");
  textarea.hidden = true;
  textarea.before(keys, frame, note);

  let leaving = false;
  const editor = new library.Editor({
    element: frame,
    extensions: extensions(library, textarea.form?.dataset.figuresToInsert),
    content: textarea.value,
    editable: !textarea.disabled,
    // its style element is what the content policy forbids: editor.css has the same
    injectCSS: false,
    editorProps: {
      attributes: {
        id,
        class: "bcf-editor__text bcf-prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        "aria-describedby": [textarea.getAttribute("aria-describedby"), keys.id].filter(Boolean).join(" "),
        ...(invalid ? { "aria-invalid": "true" } : {}),
      },
      handleDOMEvents: {
        keydown(_view, event) {
          const leave = leaving && event.key === "Tab";
          leaving = event.key === "Escape" || (leaving && event.key === "Shift");
          return leave;
        },
      },
      transformPastedHTML(html) {
        const { html: tidied, pictures } = tidyPaste(html);
        note.textContent = pictures
          ? `${pictures === 1 ? "1 picture was" : `${pictures} pictures were`} left out, because this box holds text and tables only.`
          : "";
        return tidied;
      },
    },
    onUpdate() {
      textarea.value = editor.isEmpty ? "" : withTableHeads(editor.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      count(box, editor);
    },
  });
  frame.prepend(makeToolbar(editor, label.textContent.trim()));
  label.addEventListener("click", () => editor.commands.focus());
  count(box, editor);
}

// The editor knows heading cells only; rows of nothing else at the top of a table are what repeats on each page.
function withTableHeads(html) {
  if (!html.includes("<th")) return html;
  const holder = make("template");
  holder.innerHTML = html;
  for (const table of holder.content.querySelectorAll("table")) {
    const rows = [...table.rows];
    const firstOfBody = rows.findIndex((row) => [...row.cells].some((cell) => cell.localName === "td"));
    if (firstOfBody > 0) table.createTHead().append(...rows.slice(0, firstOfBody));
  }
  return holder.innerHTML;
}

// Counts as bcf/definition/richtext.py does, so that what fits here fits there.
function count(box, editor) {
  const limit = Number(box.dataset.limit);
  if (!limit) return;
  const left = limit - [...lines(editor.state.doc).join("\n")].length;
  const characters = `${Math.abs(left).toLocaleString("en-GB")} character${Math.abs(left) === 1 ? "" : "s"}`;
  const message = box.querySelector("[data-rich-text-count]");
  message.textContent = left < 0 ? `You have ${characters} too many` : `You have ${characters} remaining`;
  message.classList.toggle("bcf-editor__count--over", left < 0);
}

function lines(node) {
  const children = [...Array(node.childCount).keys()].map((index) => node.child(index));
  if (node.isTextblock) {
    const text = children.map((child) => child.text ?? child.attrs.shown ?? "\n").join("").trim();
    return text ? [text] : [];
  }
  if (node.type.name === "tableRow") {
    return [children.map((cell) => lines(cell).join(" ").replaceAll("\n", " ")).join("\t")];
  }
  if (!node.type.name.endsWith("List")) return children.flatMap(lines);
  return children
    .map(lines)
    .filter((item) => item.length)
    .flatMap(([first, ...rest], index) => [
      (node.type.name === "orderedList" ? `${index + 1}. ` : "• ") + first,
      ...rest.map((line) => `  ${line}`),
    ]);
}

const setUpAll = (scope) => scope.querySelectorAll("[data-rich-text]").forEach(setUp);
setUpAll(document);
document.addEventListener("rows:added", (event) => setUpAll(event.target));
