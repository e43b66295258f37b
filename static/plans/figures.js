// <form data-figures="URL">: computed cells (output[data-figure]) and whole parts of the page ([data-panel]) follow what
// is typed. The server computes and draws them from what is stored and from what is not saved yet: only that is sent.

const LATER = 400;

// Anew, but what is open stays open and what has the focus keeps it.
function redraw(panel, html) {
  if (html === undefined || panel.drawn === html) return;
  const open = [...panel.querySelectorAll("details")].map((details) => details.open);
  const places = "a, summary, [tabindex]";
  const focused = [...panel.querySelectorAll(places)].indexOf(document.activeElement);
  panel.innerHTML = panel.drawn = html;
  panel.querySelectorAll("details").forEach((details, number) => { details.open = open[number] || false; });
  if (focused >= 0) panel.querySelectorAll(places)[focused]?.focus();
}

// unsaved() gives [place, text] of what is not saved; soon() of what is returned asks again when the hands rest.
export function followFigures(form, unsaved) {
  const outputs = () => [...form.querySelectorAll("output[data-figure]")];
  const panels = () => [...form.querySelectorAll("[data-panel]")];
  let timer;
  let asked = 0;

  async function refresh() {
    const mine = ++asked;
    if (!form.querySelector("output[data-figure], [data-panel]")) return;
    const sent = new URLSearchParams([["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value], ...unsaved()]);
    outputs().forEach((output) => sent.append("figure", output.dataset.figure));
    panels().forEach((panel) => sent.append("panel", panel.dataset.panel));
    const answer = await fetch(form.dataset.figures, { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok || answer.redirected || mine !== asked) return;
    const figures = await answer.json();
    panels().forEach((panel) => redraw(panel, figures.panels?.[panel.dataset.panel]));
    outputs().forEach((output) => {
      const text = figures[output.dataset.figure];
      if (text === undefined) return;
      (output.querySelector("strong") || output).textContent = text || (output.querySelector("strong") ? "Not known yet" : "");
    });
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, LATER);
  }
  return { soon };
}

// A page without a sheet: what differs from how the page was drawn is not saved.
function changedIn(form) {
  const changed = ({ type, checked, value, defaultValue, options }) => {
    if (type === "radio") return checked;
    return options ? [...options].some((one) => one.selected !== one.defaultSelected) : value !== defaultValue;
  };
  const figures = [...form.elements].filter((control) => control.name && control.matches("input:not([type=hidden], [type=checkbox], [type=file]), select"));
  return figures.filter(changed).map((control) => [control.name, control.value]);
}

const form = document.querySelector("form[data-figures]:not([data-cells])");
if (form) {
  const figures = followFigures(form, () => changedIn(form));
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      if (!event.target.matches("textarea, [contenteditable], [type=file]")) figures.soon();
    });
  }
}
