// Asks why, under an input whose figure is not the national one, before the page is saved.
(() => {
  const held = (input) =>
    (input.getAttribute("aria-describedby") || "")
      .split(" ")
      .map((id) => id && document.getElementById(id))
      .find((element) => element && element.dataset.national);

  const number = (text) => {
    const digits = text.replace(/[£%,\s]/g, "").replace("−", "-");
    return digits === "" ? NaN : Number(digits);
  };

  // What cannot be read as a number is told when the page is saved.
  const differs = (input, figure) => {
    const mine = number(input.value);
    return !Number.isNaN(mine) && mine !== Number(figure.dataset.national);
  };

  const say = (input) => {
    const figure = held(input);
    if (!figure) return;
    const reason = figure.closest("tr").querySelector("textarea");
    const asks = differs(input, figure) && reason && !reason.value.trim();
    const why = figure.dataset.why;
    document.querySelectorAll(`a.bcf-mark[href="#${CSS.escape(figure.id)}"]`).forEach((mark) => {
      mark.textContent = mark.textContent.replace(why, "") + (asks ? why : "");
    });
  };

  const changed = (event) => {
    const target = event.target;
    const figure = target.closest("tr") && target.closest("tr").querySelector("[data-national]");
    if (figure) document.querySelectorAll(`[aria-describedby~="${CSS.escape(figure.id)}"]`).forEach(say);
    else say(target);
  };

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
})();
