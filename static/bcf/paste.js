// Makes of pasted HTML what the editor can hold: Word's lists become real lists, its headings fit under the page's.

const BULLET_OR_NUMBER = /^[\s\u00a0]*([·•▪§o–-]|\(?(?:\d{1,3}|[a-zA-Z]{1,4})[.)])[\s\u00a0]+/;
const NUMBER = /^[\s\u00a0]*\(?(?:\d{1,3}|[a-zA-Z]{1,4})[.)]/;

const EMPHASIS = [
  [/font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/font-style:\s*italic/i, "em"],
  [/text-decoration[^;]*:[^;]*underline/i, "u"],
  [/vertical-align:\s*super/i, "sup"],
  [/vertical-align:\s*sub/i, "sub"],
];

/** @returns {{html: string, pictures: number}} the HTML, and how many pictures were left out of it */
export function tidyPaste(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const pictures = dropPictures(body);
  makeLists(body);
  emphasise(body);
  levelHeadings(body);
  return { html: body.innerHTML, pictures };
}

// Under the content policy a style attribute has no effect and is complained of, so it is read as plain data.
function withoutStyles(html) {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
}

const styleOf = (element) => element.dataset.style ?? "";

function emphasise(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = styleOf(element);
    delete element.dataset.style;
    // Google Docs wraps all it copies in a bold element that is not bold
    if (element.localName === "b" && /font-weight:\s*(normal|400)/i.test(style)) element.replaceWith(...element.childNodes);
    else if (element.localName === "span") wrapContents(element, style);
  }
}

function wrapContents(element, style) {
  for (const [pattern, tag] of EMPHASIS) {
    if (!pattern.test(style)) continue;
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

function dropPictures(body) {
  const pictures = body.querySelectorAll("img");
  pictures.forEach((picture) => picture.remove());
  return pictures.length;
}

function levelHeadings(body) {
  for (const heading of body.querySelectorAll("h1, h2, h5, h6")) {
    const fitting = body.ownerDocument.createElement("h12".includes(heading.localName[1]) ? "h3" : "h4");
    fitting.append(...heading.childNodes);
    heading.replaceWith(fitting);
  }
}

// Word writes a list as paragraphs with "mso-list:l0 level2 lfo1" in their style and the bullet as text.
function makeLists(body) {
  let open = [];
  for (const paragraph of body.querySelectorAll("p[data-style*='mso-list']")) {
    const level = Number(/mso-list:\s*l\d+\s+level(\d+)/i.exec(styleOf(paragraph))?.[1]);
    if (!level) continue;
    if (paragraph.previousElementSibling !== open[0]?.list) open = [];
    const tag = NUMBER.test(takeMarker(paragraph)) ? "ol" : "ul";
    open = open.filter((outer) => outer.level < level || (outer.level === level && outer.list.localName === tag));
    if (open.at(-1)?.level !== level) {
      const list = body.ownerDocument.createElement(tag);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else paragraph.before(list);
      open.push({ level, list });
    }
    const item = body.ownerDocument.createElement("li");
    open.at(-1).list.append(item);
    item.append(paragraph);
  }
}

function takeMarker(paragraph) {
  const spans = [...paragraph.querySelectorAll("span[data-style]")];
  const span = spans.find((candidate) => /mso-list:\s*ignore/i.test(styleOf(candidate)));
  if (span) {
    span.remove();
    return span.textContent;
  }
  const first = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  const marker = BULLET_OR_NUMBER.exec(first?.data ?? "")?.[0] ?? "";
  first?.replaceData(0, marker.length, "");
  return marker;
}
