// <div role="status" data-poll="URL">…being made…</div>: asks URL until it says that the file is there.
// The answer is JSON: {"state": "making" | "ready" | "failed", "message": "…", "href": "…", "link": "…"}.
(() => {
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 10000;

  function show(box, answer) {
    const text = document.createElement("p");
    text.className = "govuk-body";
    text.textContent = answer.message;
    box.replaceChildren(text);
    if (answer.href) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = answer.href;
      link.textContent = answer.link;
      text.append(" ", link);
    }
  }

  async function ask(box) {
    const response = await fetch(box.dataset.poll, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  }

  async function follow(box) {
    let wait = FIRST_WAIT;
    let failures = 0;
    while (box.isConnected) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 1.5, LONGEST_WAIT);
      try {
        const answer = await ask(box);
        failures = 0;
        if (answer.state === "making") continue;
        show(box, answer);
        return;
      } catch {
        failures += 1;
        if (failures < 5) continue;
        show(box, { message: "We cannot tell whether the file is ready.", href: location.href, link: "Check again" });
        return;
      }
    }
  }

  document.querySelectorAll("[data-poll]").forEach(follow);
})();
