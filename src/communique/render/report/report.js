// What a report does beyond being read: filters, sorting, and lighting up the sentences of a record. It never makes
// markup from text: it only shows, hides and moves what is there.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const { atOnce, inLane } = document.querySelector("main").dataset; // rows of a table, visits of a status
  const byDate = (row) => [row.dataset.first, row.dataset.last];

  // --- Filters ---------------------------------------------------------------------------------------------------
  class Filter {
    constructor(form) {
      this.form = form;
      this.name = form.dataset.table;
      this.rows = all(`#${this.name}-table > tbody > tr`);
      this.words = new Map();
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => this.apply());
      form.addEventListener("reset", () => setTimeout(() => this.apply()));
    }

    text(row) {
      if (!this.words.has(row)) this.words.set(row, fold(row.textContent));
      return this.words.get(row);
    }

    tests() {
      const chosen = new Map();
      for (const [name, value] of new FormData(this.form)) {
        if (value.trim()) chosen.set(name, [...(chosen.get(name) ?? []), value]);
      }
      return [...chosen].map(([name, values]) => {
        if (name === "words") return holds(values[0], (row) => this.text(row));
        if (name === "who") return holds(values[0], (row) => fold(row.cells[0].textContent));
        if (name === "when") return during(values[0]);
        return (row) => row.dataset[name].split(" ").some((value) => values.includes(value));
      });
    }

    apply() {
      const tests = this.tests();
      const passes = (row) => tests.every((test) => test(row));
      const found = show(this.rows, passes, atOnce);
      this.form.querySelector("output").textContent = tests.length
        ? `${found} of ${this.rows.length} ${this.name}`
        : `${found} ${this.name}`;
      this.form.classList.toggle("active", tests.length > 0);
      more(this.name, found, atOnce);
      if (this.name === "visits") this.applyToTimeline();
    }

    applyToTimeline() {
      const off = new Set(this.rows.filter((row) => row.classList.contains("off")).map((row) => row.dataset.r));
      let total = 0;
      let shown = 0;
      for (const lane of all(".timeline ol")) {
        const found = show([...lane.children], (li) => !off.has(li.dataset.r), inLane);
        lane.classList.toggle("off", !found);
        lane.previousElementSibling.classList.toggle("off", !found);
        lane.previousElementSibling.querySelector(".count").textContent = found;
        total += found;
        shown += Math.min(found, Number(inLane));
      }
      more("timeline", total, shown);
      const beside = document.querySelector(".timeline .beside");
      if (beside) {
        beside.textContent = this.rows.length - off.size - total;
        beside.parentElement.hidden = beside.textContent === "0";
      }
    }

    set(values) {
      this.form.reset();
      for (const [name, value] of Object.entries(values)) {
        for (const field of all(`[name="${name}"]`, this.form)) {
          if (field.type === "checkbox") field.checked = field.value === value;
          else field.value = value;
        }
      }
      this.apply();
    }
  }

  // Show the rows that pass, the first of them at once, and return how many there are.
  function show(rows, passes, most) {
    let found = 0;
    for (const row of rows) {
      const off = !passes(row);
      found += !off;
      row.classList.toggle("off", off);
      row.classList.toggle("rest", found > Number(most));
    }
    return found;
  }

  function holds(words, textOf) {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    return (row) => wanted.every((word) => textOf(row).includes(word));
  }

  function during(year) {
    if (year === "none") return (row) => byDate(row).every((day) => !day);
    return (row) => {
      const [first, last] = byDate(row);
      return Boolean(first || last) && (!first || first <= `${year}-12-31`) && (!last || last >= `${year}-01-01`);
    };
  }

  function more(name, found, shown) {
    const button = document.querySelector(`[data-more="${name}"]`);
    if (!button) return;
    button.textContent = `Show all ${found}`;
    button.parentElement.hidden = found <= Number(shown);
  }

  const filters = new Map(all("form.filters").map((form) => [form.dataset.table, new Filter(form)]));

  for (const button of all("[data-more]")) {
    const rows = () => all(button.dataset.more === "timeline" ? ".timeline .row" : `#${button.dataset.more}-table .row`);
    button.addEventListener("click", () => {
      const hidden = rows().filter((row) => row.classList.contains("rest"));
      hidden.forEach((row) => row.classList.remove("rest"));
      button.parentElement.hidden = true;
      hidden.find((row) => !row.classList.contains("off"))?.querySelector("a")?.focus();
    });
  }

  for (const link of all("a[data-set]")) {
    link.addEventListener("click", () => {
      filters.get(link.hash.slice(1)).set(Object.fromEntries(new URLSearchParams(link.dataset.set)));
    });
  }

  for (const cell of all(".matrix td[data-host]")) {
    if (!cell.textContent) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    const row = cell.parentElement.firstElementChild.textContent;
    const column = cell.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent;
    button.setAttribute("aria-label", `${cell.textContent} from ${row} to ${column}: show them`);
    button.addEventListener("click", () => {
      filters.get("visits").set({ visitor: cell.dataset.visitor, host: cell.dataset.host });
      document.getElementById("visits").scrollIntoView();
    });
    cell.replaceChildren(button);
  }

  // --- Sorting ---------------------------------------------------------------------------------------------------
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  for (const head of all("table[id] > thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head));
  }

  function sort(head) {
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const table = head.closest("table");
    all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => {
      const cell = row.cells[head.cellIndex];
      return [(cell.dataset.sort ?? cell.textContent).trim(), row];
    });
    keyed.sort(([a], [b]) => (!a || !b ? Number(!a) - Number(!b) : sign * collator.compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
    const filter = filters.get(table.id.replace("-table", ""));
    filter.rows = keyed.map(([, row]) => row);
    filter.apply();
  }

  // --- Records and their sentences -------------------------------------------------------------------------------
  const keysOf = (element) => [...element.classList].filter((name) => /^[ovc]\d+$/.test(name));

  function light(article, keys, name) {
    all(`.${name}`, article).forEach((element) => element.classList.remove(name));
    for (const key of keys) all(`.${key}`, article).forEach((element) => element.classList.add(name));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#a']");
    if (!link) return;
    const [anchor] = link.hash.slice(1).split("-");
    const article = document.getElementById(anchor);
    if (!article?.matches(".story")) return;
    article.open = true;
    const record = link.closest("[data-r]")?.dataset.r ?? link.closest(".records li")?.id ?? link.hash.slice(1);
    light(document, [], "lit");
    light(article, [record.split("-")[1]].filter((key) => /^[ovc]\d+$/.test(key)), "lit");
  });

  let pointedAt = null;
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const article = event.target.closest?.(".story");
      if (pointedAt && pointedAt !== article) light(pointedAt, [], "hot");
      pointedAt = article;
      if (!article) return;
      const over = event.target.closest("mark, .records li") ?? event.target.closest("sup")?.previousElementSibling;
      light(article, over ? keysOf(over) : [], "hot");
    });
  }

  const articles = all(".story");
  if (articles.length === 1) articles[0].open = true;
  document.getElementById(location.hash.slice(1).split("-")[0])?.closest(".story")?.setAttribute("open", "");
})();
