// <form data-figures="URL">: computed cells (output[data-figure]) and whole parts of the page ([data-panel]) follow
// what is typed. The server computes and draws them.
(() => {
  const form = document.querySelector("form[data-figures]");
  if (!form || !form.querySelector("output[data-figure], [data-panel]")) return;
  let timer;
  let asked = 0;

  function typed() {
    const sent = new URLSearchParams();
    for (const control of form.elements) {
      const off = control.matches("[type=file], [type=submit], textarea, output") || (control.matches("[type=checkbox], [type=radio]") && !control.checked);
      if (control.name && !off) sent.append(control.name, control.value);
    }
    form.querySelectorAll("output[data-figure]").forEach((output) => sent.append("figure", output.dataset.figure));
    form.querySelectorAll("[data-panel]").forEach((panel) => sent.append("panel", panel.dataset.panel));
    return sent;
  }

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

  async function refresh() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.figures, { method: "POST", body: typed() }).catch(() => null);
    if (!answer || !answer.ok || mine !== asked) return;
    const figures = await answer.json();
    form.querySelectorAll("[data-panel]").forEach((panel) => redraw(panel, figures.panels?.[panel.dataset.panel]));
    form.querySelectorAll("output[data-figure]").forEach((output) => {
      const text = figures[output.dataset.figure];
      if (text === undefined) return;
      (output.querySelector("strong") || output).textContent = text || (output.querySelector("strong") ? "Not known yet" : "");
    });
  }

  function soon(event) {
    if (event.target.matches("textarea, [contenteditable], [type=file]")) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
