/* The check of a scheme: the source line of a row lights up while the row is looked at, and the other way round.
   Everything works without this file: 看原文 leads to the line by its address. */
(() => {
  const root = document.querySelector("[data-check]");
  if (!root) return;
  const source = root.querySelector(".source");
  let waiting = 0;
  const lines = () => [...root.querySelectorAll(".source__line[data-rows]")];

  const isShown = (line) => {
    const pane = source.getBoundingClientRect();
    const place = line.getBoundingClientRect();
    return place.top > pane.top + 40 && Math.min(place.bottom, place.top + 120) < pane.bottom;
  };

  const light = (order, { follow = true } = {}) => {
    clearTimeout(waiting);
    let first = null;
    for (const line of lines()) {
      const on = order !== null && line.dataset.rows.split(" ").includes(order);
      line.classList.toggle("is-lit", on);
      if (on && !first) first = line;
    }
    for (const row of root.querySelectorAll(".row")) row.classList.toggle("is-lit", row.dataset.order === order);
    if (first && follow && source.scrollHeight > source.clientHeight && !isShown(first)) {
      const top = source.scrollTop + first.getBoundingClientRect().top - source.getBoundingClientRect().top - 60;
      source.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  };

  document.addEventListener("pointerover", (event) => {
    const row = event.target.closest(".row");
    clearTimeout(waiting);
    if (!row || event.pointerType === "touch") return;
    waiting = setTimeout(() => light(row.dataset.order), 120);
  });
  for (const name of ["focusin", "click"]) {
    root.addEventListener(name, (event) => {
      const row = event.target.closest(".row");
      if (row) light(row.dataset.order);
    });
  }
  // A row exchanged in its place keeps its light.
  document.body.addEventListener("htmx:afterSwap", () => {
    const order = root.querySelector(".source__line.is-lit")?.dataset.rows.split(" ")[0];
    if (order) light(order, { follow: false });
  });
  source?.addEventListener("click", (event) => {
    const line = event.target.closest(".source__line[data-rows]");
    const order = line?.dataset.rows.split(" ")[0];
    if (!order) return;
    light(order, { follow: false });
    root.querySelector(`.row[data-order="${order}"]`)?.scrollIntoView({ block: "center" });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-next-finding]")) {
      const marks = [...document.querySelectorAll("[data-finding]")];
      const recipients = document.querySelector("#recipients");
      const below = marks.find((mark) => mark.getBoundingClientRect().top > innerHeight * 0.45);
      const next = below || marks[0] || recipients;
      if (!next) return;
      if (next.tagName === "DETAILS") next.open = true;
      next.scrollIntoView({ block: "center" });
      if (next.dataset.order) light(next.dataset.order);
      next.querySelector("button, input:not([type=hidden]), a")?.focus({ preventScroll: true });
    }
    const all = event.target.closest("[data-pick-all]");
    if (all) {
      const boxes = [...all.closest("[data-pick]").querySelectorAll("input[type=checkbox]")];
      const wanted = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = wanted;
    }
    const jump = event.target.closest('a[href="#recipients"]');
    if (jump) document.querySelector("#recipients").open = true;
  });
})();
