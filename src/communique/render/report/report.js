// What a report does beyond being read: filters, sorting, and lighting up the sentences of a record. It never makes
// markup from text: it only shows, hides and moves what is there.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const { atOnce, inLane } = document.querySelector("main").dataset; // rows of a table, visits of a status
  const byDate = (row) => [row.dataset.first, row.dataset.last];
  const rowOf = (element) => document.getElementById(element.dataset.r);

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
        if (name === "words") return holds(values[0], (row) => `${this.text(row)} ${row.dataset.seat ?? ""}`);
        if (name === "who") return holds(values[0], (row) => fold(row.cells[0].textContent));
        if (name === "when") return during(values[0]);
        return (row) => row.dataset[name].split(" ").some((value) => values.includes(value));
      });
    }

    apply() {
      const tests = this.tests();
      const passes = (row) => tests.every((test) => test(row));
      const found = show(this.rows, passes, atOnce);
      const some = tests.length ? `${found} of ${this.rows.length} ${this.name}` : `${found} ${this.name}`;
      this.form.querySelector("output").textContent = some + this.meant();
      this.form.classList.toggle("active", tests.length > 0);
      more(this.name, found, atOnce);
      if (this.name === "visits") this.applyToTimeline();
    }

    // How many visits were found by a capital that stands for its country, because they name no place.
    meant() {
      const named = holds(new FormData(this.form).get("words") ?? "", (row) => this.text(row));
      const count = this.rows.filter((row) => row.dataset.seat && !row.classList.contains("off") && !named(row)).length;
      return count ? `, ${count} of them to the country, with no city named` : "";
    }

    applyToTimeline() {
      const off = new Set(this.rows.filter((row) => row.classList.contains("off")).map((row) => row.id));
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
      document.querySelector(".timeline")?.classList.toggle("empty", !total);
      redraw();
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
      if (button.dataset.more === "timeline") redraw();
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

  // --- The timeline's axis, which follows what is shown; as timeline.py has it -----------------------------------
  const YEARS = 2; // either side of publication
  const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000]; // months between ticks
  const dayOf = (iso) => Date.parse(iso) / 86400000;
  const iso = (year, month) => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
  const least = (dates) => dates.reduce((a, b) => (a < b ? a : b));
  const most = (dates) => dates.reduce((a, b) => (a > b ? a : b));

  function axisOf(trips) {
    const days = trips.flatMap((trip) => byDate(rowOf(trip))).filter(Boolean);
    const published = trips.map((trip) => trip.dataset.published).filter(Boolean);
    if (!days.length) return null;
    let [first, last] = [least(days), most(days)];
    if (published.length) {
      const [earliest, latest] = [least(published), most(published)];
      first = least([earliest, most([first, years(earliest, -YEARS)])]);
      last = most([latest, least([last, years(latest, YEARS)])]);
    }
    const begin = dayOf(`${first.slice(0, 8)}01`);
    const end = dayOf(`${last.slice(0, 8)}${String(lastOfMonth(last)).padStart(2, "0")}`) + 1;
    const months = monthOf(last) - monthOf(first) + 1;
    return { begin, end, months, month: monthOf(first), at: (day) => (100 * (day - begin)) / (end - begin) };
  }

  const monthOf = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

  function years(date, more) {
    return iso(Math.min(Math.max(Number(date.slice(0, 4)) + more, 1), 9999), Number(date.slice(5, 7)));
  }

  function lastOfMonth(date) {
    const day = new Date(0);
    day.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0);
    return day.getUTCDate();
  }

  function* ticks(axis) {
    const step = STEPS.find((months) => axis.months / months <= 6) ?? STEPS.at(-1);
    for (let month = Math.ceil(axis.month / step) * step; month < axis.month + axis.months; month += step) {
      const [year, number] = [Math.floor(month / 12), (month % 12) + 1];
      const first = iso(year, number);
      yield [axis.at(dayOf(first)), step >= 12 ? String(year) : first.slice(0, 7)];
    }
  }

  function draw(tag, attributes, ...children) {
    const element = document.createElementNS(document.querySelector("svg").namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const upright = (css, x, from, to) => draw("line", { class: css, x1: x, x2: x, y1: from, y2: to });
  const pointer = (css, x, path) => draw("svg", { x, overflow: "visible" }, draw("path", { class: css, d: path }));

  function shapes(trip, axis) {
    const [first, last] = byDate(rowOf(trip)).map((date) => (date ? dayOf(date) : null));
    if (last !== null && last < axis.begin) return [pointer("solid", "0", "M8 3L1 8L8 13Z")];
    if (first !== null && first >= axis.end) return [pointer("solid", "100%", "M-8 3L-1 8L-8 13Z")];
    const start = first === null ? 0 : Math.max(axis.at(first), 0);
    const end = last === null ? 100 : Math.min(axis.at(last + 1), 100);
    const { shape, about } = trip.dataset;
    const solid = about ? "about" : "solid";
    const line = draw("line", { class: "open", x1: `${start}%`, x2: `${end}%`, y1: 8, y2: 8 });
    if (shape === "after") return [line, upright("end", `${start}%`, 3, 13), pointer("arrow", "100%", "M-7 3L-1 8L-7 13")];
    if (shape === "before") return [line, upright("end", `${end}%`, 3, 13), pointer("arrow", "0", "M7 3L1 8L7 13")];
    if (shape === "day") {
      const dot = draw("circle", { class: solid, cx: 1, cy: 8, r: 4 });
      return [draw("svg", { x: `${start}%`, overflow: "visible" }, dot)];
    }
    const css = shape === "within" && !about ? "hollow" : solid;
    const width = `${Math.max(end - start, 0.8)}%`;
    return [draw("rect", { class: css, x: `${start}%`, width, y: 4, height: 8, rx: 2 })];
  }

  function redraw(rest = false) {
    const trips = all(".timeline li.row:not(.off)");
    const axis = axisOf(trips);
    if (!axis) return;
    for (const trip of trips.filter((each) => rest || !each.classList.contains("rest"))) {
      const at = trip.dataset.published ? axis.at(dayOf(trip.dataset.published)) : -1;
      const published = at >= 0 && at <= 100 ? [upright("published", `${at}%`, 0, 16)] : [];
      trip.querySelector(".strip").replaceChildren(...published, ...shapes(trip, axis));
    }
    const marks = [...ticks(axis)].flatMap(([x, words]) => [
      draw("line", { x1: `${x}%`, x2: `${x}%`, y1: 16, y2: "100%" }),
      draw("text", { x: `${x}%`, y: 11 }, words),
    ]);
    document.querySelector(".timeline .axis").replaceChildren(...marks);
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
  const keyOf = (id) => id.split("-")[1];
  const keysOf = (element) => [...element.classList].filter((name) => /^[ovc]\d+$/.test(name));
  const copies = (element) => [...element.childNodes].map((node) => node.cloneNode(true));

  function make(tag, css, ...children) {
    const element = document.createElement(tag);
    if (css) element.className = css;
    element.append(...children);
    return element;
  }

  // The rows of each article, in the order of their numbers however the tables are sorted.
  let rows = null;
  function rowsOf(article, kind) {
    if (!rows) {
      rows = new Map();
      for (const row of all("tr[id], .seen[id]")) {
        const name = row.id.replace(/\d+$/, "");
        rows.set(name, [...(rows.get(name) ?? []), row]);
      }
    }
    const number = (row) => Number(row.id.match(/\d+$/)[0]);
    return (rows.get(`${article.id}-${kind}`) ?? []).sort((a, b) => number(a) - number(b));
  }

  // A record beside its article: its label and numbers lead to its sentences.
  function entry(article, row, ...children) {
    const key = keyOf(row.id);
    const links = all(`mark.${key}`, article).flatMap((mark, index) => {
      const link = make("a", "", index ? String(index + 1) : key);
      link.href = `#${mark.id}`;
      link.setAttribute("aria-label", `${key}: sentence ${index + 1}`);
      return [link, " "];
    });
    const item = make("li", key, ...(links.length ? links : [make("span", "id", key), " "]), ...children);
    item.tabIndex = -1;
    return item;
  }

  function listed(title, items) {
    return items.length ? [make("h4", "", ...title), make("ul", "", ...items)] : [];
  }

  function besides(article) {
    const text = (row, css) => row.querySelector(`.${css}`).textContent;
    const visits = rowsOf(article, "v").map((row) => {
      const [state, when] = [row.querySelector(".state"), row.querySelector(".when")].map(copies);
      return entry(article, row, make("b", "", row.cells[0].firstChild.data), ` to ${text(row, "to")} `, ...state, " ", ...when);
    });
    const officials = rowsOf(article, "o").map((seen) => {
      const row = seen.closest("tr");
      const post = [text(row, "role"), text(row, "for")].filter(Boolean).join(", ");
      return entry(article, seen, make("b", "", row.cells[0].firstChild.data), " ", make("span", "post", post));
    });
    const speakers = new Map();
    for (const row of rowsOf(article, "c")) {
      const item = entry(article, row, `${text(row, "content")} `, ...copies(row.querySelector(".marks")));
      const who = row.cells[0].textContent;
      if (!speakers.has(who)) speakers.set(who, [copies(row.cells[0]), []]);
      speakers.get(who)[1].push(item);
    }
    const said = [...speakers.values()].flatMap(([title, items]) => listed(title, items));
    return [...listed(["Visits"], visits), ...listed(["Officials"], officials), ...said];
  }

  function complete(article) {
    const pair = article.querySelector(".pair");
    if (!pair.querySelector(".records")) pair.append(make("div", "records", ...besides(article)));
  }

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
    complete(article);
    const label = link.closest("sup") ? article.querySelector(`.records li.${keyOf(link.hash)}`) : null;
    const item = label ?? link.closest(".records li");
    const from = link.closest("[data-r]")?.dataset.r ?? link.closest("tr[id], .seen[id]")?.id ?? "";
    const key = item ? keysOf(item)[0] : keyOf(from);
    light(document, [], "lit");
    light(article, key ? [key] : [], "lit");
    if (!label) return;
    event.preventDefault();
    label.focus({ preventScroll: true });
    label.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("toggle", (event) => event.target.matches(".story[open]") && complete(event.target), true);
  addEventListener("beforeprint", () => {
    all(".story").forEach(complete);
    redraw(true);
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
  const linked = document.getElementById(location.hash.slice(1).split("-")[0])?.closest(".story");
  const opened = articles.length === 1 ? articles[0] : linked;
  if (opened) {
    opened.open = true;
    complete(opened);
  }
})();
