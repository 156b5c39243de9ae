// When: a histogram of the relations by month, quarter or year; a stretch of it is chosen with the mouse, or by its two dates.
KG.timeline = (function () {
  const { el, svg } = KG.elements;
  const { t } = KG.words;
  const WIDTH = 220;
  const HEIGHT = 56;
  const SPANS = [1, 3, 12, 60, 120];
  const NS = "http://www.w3.org/2000/svg";

  const day = (month, last) => {
    const year = String(Math.floor(month / 12)).padStart(4, "0");
    const of = (month % 12) + 1;
    return `${year}-${String(of).padStart(2, "0")}-${last ? String(new Date(Date.UTC(+year, of, 0)).getUTCDate()).padStart(2, "0") : "01"}`;
  };

  // The whole range of months, and how many of them a bar covers so that there are at most 60 bars.
  function scale() {
    let low = Infinity;
    let high = -Infinity;
    KG.dates.months().forEach((month) => { if (month >= 0) { low = Math.min(low, month); high = Math.max(high, month); } });
    if (low > high) return null;
    const span = SPANS.find((months) => (high - low) / months < 60) || 1200;
    const first = Math.floor(low / span) * span;
    return { first, span, bars: Math.floor((high - first) / span) + 1 };
  }

  function rect(attributes) {
    const drawn = document.createElementNS(NS, "rect");
    Object.entries(attributes).forEach(([key, value]) => drawn.setAttribute(key, value));
    return drawn;
  }

  function apply(from, to) { KG.state.filter((asked) => { asked.from = from; asked.to = to; }); }

  function chart(shape, months, asked) {
    const heights = new Array(shape.bars).fill(0);
    months.forEach((n, month) => { heights[Math.floor((month - shape.first) / shape.span)] += n; });
    const most = Math.max(1, ...heights);
    const width = WIDTH / shape.bars;
    const root = svg(WIDTH, HEIGHT, "rect", { x: 0, y: HEIGHT - 1, width: WIDTH, height: 1, class: "axis" });
    root.removeAttribute("aria-hidden");
    root.setAttribute("role", "img");
    root.setAttribute("class", "histogram");
    root.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    const label = (bar) => (shape.span >= 12 ? day(shape.first + bar * shape.span).slice(0, 4) : day(shape.first + bar * shape.span).slice(0, 7));
    root.setAttribute("aria-label", t("histogram", { a: label(0), b: label(shape.bars - 1), n: most, c: label(heights.indexOf(most)) }));
    heights.forEach((n, bar) => {
      const start = day(shape.first + bar * shape.span);
      const end = day(shape.first + (bar + 1) * shape.span - 1, true);
      const inside = (!asked.from || end >= asked.from) && (!asked.to || start <= asked.to);
      const height = n ? Math.max(2, Math.round((n / most) * (HEIGHT - 6))) : 0;
      const title = document.createElementNS(NS, "title");
      title.textContent = label(bar) + " : " + n.toLocaleString(KG.words.code());
      const drawn = rect({ x: (bar * width).toFixed(2), y: HEIGHT - 1 - height, width: Math.max(1, width - 1).toFixed(2), height, class: inside ? "bar" : "bar out" });
      drawn.append(title);
      root.append(drawn);
    });
    brush(root, shape, width);
    return root;
  }

  function brush(root, shape, width) {
    let from = null;
    const shade = rect({ x: 0, y: 0, width: 0, height: HEIGHT, class: "brush" });
    root.append(shade);
    const barAt = (event) => {
      const frame = root.getBoundingClientRect();
      return Math.min(shape.bars - 1, Math.max(0, Math.floor(((event.clientX - frame.left) / frame.width) * shape.bars)));
    };
    const range = (event) => { const to = barAt(event); return [Math.min(from, to), Math.max(from, to)]; };
    root.addEventListener("pointerdown", (event) => { from = barAt(event); root.setPointerCapture(event.pointerId); event.preventDefault(); });
    root.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const [low, high] = range(event);
      shade.setAttribute("x", low * width);
      shade.setAttribute("width", (high - low + 1) * width);
    });
    root.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const [low, high] = range(event);
      from = null;
      apply(day(shape.first + low * shape.span), day(shape.first + (high + 1) * shape.span - 1, true));
    });
  }

  function dateBox(id, label, value, changed) {
    const input = el("input", { type: "date", id, "aria-label": t(label) });
    input.value = value;
    input.addEventListener("change", () => changed(input.value));
    return el("label", { class: "date" }, el("span", { text: t(label) }), input);
  }

  // The histogram with its two dates; null where the graph has no date.
  function draw(months) {
    const shape = scale();
    if (!shape) return null;
    const asked = KG.filters.get();
    return el("div", { class: "timeline" }, chart(shape, months, asked),
      dateBox("date-from", "from", asked.from, (value) => apply(value, asked.to)), dateBox("date-to", "to", asked.to, (value) => apply(asked.from, value)));
  }

  return { draw };
}());
