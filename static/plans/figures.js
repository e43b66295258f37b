// <form data-figures="URL">: computed cells (output[data-figure]) follow what is typed. The server computes them.
(() => {
  const form = document.querySelector("form[data-figures]");
  if (!form || !form.querySelector("output[data-figure]")) return;
  let timer;
  let asked = 0;

  function typed() {
    const sent = new URLSearchParams();
    for (const control of form.elements) {
      const off = control.matches("[type=file], [type=submit], textarea, output") || (control.matches("[type=checkbox], [type=radio]") && !control.checked);
      if (control.name && !off) sent.append(control.name, control.value);
    }
    form.querySelectorAll("output[data-figure]").forEach((output) => sent.append("figure", output.dataset.figure));
    return sent;
  }

  async function refresh() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.figures, { method: "POST", body: typed() }).catch(() => null);
    if (!answer || !answer.ok || mine !== asked) return;
    const figures = await answer.json();
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
