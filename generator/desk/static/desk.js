// What the pages do beyond plain forms: keys, findings while typing, rows that grow. Without it every page still works.
"use strict";
(() => {
  const page = document.body.dataset.page;
  document.documentElement.classList.add("scripted");

  // ---- keys on the list of candidates
  const cards = [...document.querySelectorAll(".card")];
  let here = Math.max(0, cards.findIndex((card) => card.classList.contains("card--here")));
  let busy = false;

  function stand(place, smooth) {
    if (!cards[place]) return;
    cards[here]?.classList.remove("card--here");
    cards[here]?.removeAttribute("aria-current");
    here = place;
    const card = cards[here];
    card.classList.add("card--here");
    card.setAttribute("aria-current", "true");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: smooth ? "smooth" : "instant" });
  }

  function send(form, button) {
    if (busy) return;
    busy = true;
    form.requestSubmit(button);
  }

  function unfold(details) {
    details.open = !details.open;
    if (!details.open) return;
    details.querySelector("input:not([type=hidden])").focus({ preventScroll: true });
    details.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  const isTyping = (event) => event.target.closest("input, textarea, select");
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);

  function pressed(event) {
    if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; cards[here]?.focus(); }
      return;
    }
    if (isTyping(event) || !isPlain(event)) return;
    const card = cards[here];
    const at = (key) => card?.querySelector(`[data-key="${key}"]`);
    const acts = {
      j: () => stand(here + 1, true),
      k: () => stand(here - 1, true),
      a: () => at("a") && send(at("a")),
      r: () => at("r") && send(at("r"), at("r").querySelector("button")),
      R: () => at("R") && unfold(at("R")),
      t: () => at("t") && unfold(at("t")),
      e: () => at("e")?.click(),
      u: () => {
        const form = document.querySelector('form[data-key="u"]');
        if (form && !form.querySelector("button").disabled) send(form);
      },
    };
    for (const number of "1234") acts[number] = () => at(number) && send(at(number).form, at(number));
    // Shift and a number gives another character on every keyboard: the key itself tells which one it was.
    const digit = event.shiftKey && /^Digit([1-4])$/.exec(event.code);
    if (digit && at("a")) {
      event.preventDefault();
      at("a").elements.section.value = at(digit[1]).value;
      send(at("a"));
      return;
    }
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  }
  if (page === "candidates") {
    document.addEventListener("keydown", pressed);
    document.addEventListener("focusin", (event) => {
      const place = cards.indexOf(event.target.closest(".card"));
      if (place >= 0 && place !== here) stand(place, false);
    });
    if (cards.length) stand(here, false);
  }

  // ---- the form of an entry: findings beside the fields while typing
  const form = document.querySelector("form[data-look]");
  const state = document.querySelector("[data-state]");
  let timer = 0;
  let asked = 0;

  const fields = () => new URLSearchParams(new FormData(form));

  function finding(one) {
    const line = document.createElement("p");
    line.className = `finding finding--${one.is_error ? "error" : "warning"}`;
    const place = document.createElement("b");
    place.textContent = one.place;
    const advice = document.createElement("span");
    advice.className = "advice";
    advice.textContent = one.advice;
    line.append(place, ` ${one.message}`, advice);
    return line;
  }

  function showFindings(findings) {
    const places = new Map([...form.querySelectorAll("[data-beside]")].map((one) => [one.dataset.beside, one]));
    for (const place of places.values()) place.replaceChildren();
    for (const one of findings) (places.get(one.field) ?? places.get("")).append(finding(one));
  }

  async function look() {
    const number = ++asked;
    const side = document.querySelector("#side");
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body: fields() });
      if (!answer.ok || number !== asked) return;
      const seen = await answer.json();
      showFindings(seen.findings);
      if (seen.side === null || side.contains(document.activeElement)) return;
      const open = [...side.querySelectorAll(".proposal details[open]")].map((one) => one.closest(".proposal").querySelector("mark").textContent);
      side.innerHTML = seen.side; // made by the desk's own templates, which escape every text
      for (const one of side.querySelectorAll(".proposal")) {
        if (open.includes(one.querySelector("mark").textContent)) one.querySelector("details").open = true;
      }
    } catch {
      state.textContent = "机につながりません。kawaraban desk が動いているか確かめてください。";
    }
  }

  function typed() {
    form.dataset.unsaved = "";
    state.textContent = "まだ保存していません";
    clearTimeout(timer);
    timer = setTimeout(look, 450);
  }

  // ---- rows that grow: a new empty one as soon as the last one is used
  function grow(rows) {
    const last = rows.lastElementChild;
    const used = [...last.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([type=date])")].some((one) => one.value)
      || (last.querySelector("select") === last.firstElementChild && last.firstElementChild.value);
    if (!used) return;
    const next = last.cloneNode(true);
    for (const one of next.querySelectorAll("[name]")) {
      one.name = one.name.replace(/\.(\d+)\./, (_, n) => `.${Number(n) + 1}.`);
      if (one.type === "checkbox") one.checked = false;
      else if (one.tagName === "SELECT") one.selectedIndex = [...one.options].findIndex((option) => option.defaultSelected && one !== next.firstElementChild);
      else one.value = one.type === "date" ? one.defaultValue : "";
      if (one.tagName === "SELECT" && one.selectedIndex < 0) one.selectedIndex = 0;
    }
    rows.append(next);
  }

  function fit(area) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 4}px`;
  }

  if (form) {
    form.addEventListener("input", (event) => {
      const rows = event.target.closest("[data-rows]");
      if (rows) grow(rows);
      typed();
    });
    form.addEventListener("submit", () => delete form.dataset.unsaved);
    addEventListener("beforeunload", (event) => {
      if ("unsaved" in form.dataset) event.preventDefault();
    });
  }
  for (const area of document.querySelectorAll("[data-grow]")) {
    fit(area);
    area.addEventListener("input", () => fit(area));
  }

  // ---- what takes its time says so
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("[data-slow]");
    if (button) button.textContent = button.dataset.slow;
  });

  // ---- save with the keys that every editor knows
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      const button = document.querySelector("[data-save]");
      if (button) { event.preventDefault(); button.click(); }
    }
  });
})();
