// What a reader takes away: the picture as PNG, the listed relations as CSV, a selection as Turtle.
KG.take = (function () {
  const { S, E, data, documents, kinds, lines, line } = KG.model;
  const { el, button } = KG.elements;
  const { t } = KG.words;
  const HEAD = ["subject", "subject_iri", "predicate", "object", "object_iri", "date", "start", "end", "modality", "inferred", "quote", "document",
    "document_date", "source", "rule", "confidence", "statement_iri"];

  function save(name, content, type) {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const anchor = el("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    KG.state.say(t("saved", { p: name }));
  }

  // A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection); RFC 4180 quoting.
  function cell(value) {
    const safe = /^[=+\-@\t\r]/.test(value) ? "'" + value : value;
    return /[";,\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function row(n) {
    const it = KG.model.statement(n);
    const quotes = KG.model.evidence(n);
    const number = KG.model.documentsOf(n)[0];
    const source = documents[number] || {};
    return [
      KG.words.label(it.s), KG.model.iri(E.iri[it.s]), KG.words.predicate(it.p), KG.words.label(it.o), KG.model.iri(E.iri[it.o]), it.date, it.start, it.end,
      it.modality, it.inferred ? "true" : "", quotes.map(KG.model.words).join(" […] "), source.title || source.iri || "", source.date || "", source.source || "",
      it.rule, it.confidence, KG.model.statementIri(n),
    ];
  }

  // One line a relation, with a byte order mark; ";" parts the cells in French, as French spreadsheets expect, "," in English.
  function csvText(numbers) {
    const comma = KG.words.code() === "fr" ? ";" : ",";
    return "\ufeff" + [HEAD, ...numbers.map(row)].map((cells) => cells.map(cell).join(comma)).join("\r\n") + "\r\n";
  }

  const csv = (numbers) => save("relations.csv", csvText(numbers), "text/csv;charset=utf-8");
  const turtle = (numbers, id) => save("selection.ttl", KG.turtle.of(numbers, id === null ? [] : [id]), "text/turtle;charset=utf-8");

  function drawnRelations() {
    const out = [];
    for (let n = 0; n < KG.model.count; n += 1) if (KG.state.drawn(n)) out.push(n);
    return out;
  }

  // The picture as drawn, on its ground, with the title above and the legend below.
  function png() {
    if (KG.state.state.view !== "picture") {
      // A picture that is not on the screen has no size: it is brought there, and drawn, first.
      KG.state.setView("picture");
      setTimeout(png, 200);
      return;
    }
    const canvas = KG.picture.canvas();
    KG.picture.redraw();
    const scale = canvas.width / canvas.clientWidth || 1;
    const used = kinds.filter((kind) => KG.picture.drawn().nodes.some((id) => E.kind[id] === kind.number));
    const strokes = lines.filter((style) => KG.picture.drawn().edges.some((edge) => line[+edge.id.slice(1)] === style.number));
    const column = 230 * scale;
    const columns = Math.max(1, Math.floor(canvas.width / column));
    const step = 22 * scale;
    const margin = 16 * scale;
    const head = 44 * scale;
    const out = el("canvas", {});
    out.width = canvas.width;
    out.height = canvas.height + head + margin + step * Math.ceil((used.length + strokes.length) / columns);
    const pen = out.getContext("2d");
    pen.fillStyle = KG.picture.color("canvas");
    pen.fillRect(0, 0, out.width, out.height);
    pen.drawImage(canvas, 0, head);
    pen.fillStyle = KG.picture.color("ink");
    pen.font = `bold ${18 * scale}px system-ui, sans-serif`;
    pen.fillText(data.title, margin, 28 * scale, out.width - 2 * margin);
    pen.font = `${13 * scale}px system-ui, sans-serif`;
    [...used, ...strokes].forEach((style, k) => {
      const x = margin + (k % columns) * column;
      const y = head + canvas.height + margin / 2 + Math.floor(k / columns) * step;
      key(pen, style, x, y, scale);
      pen.fillStyle = KG.picture.color("ink");
      pen.fillText(KG.words.named(style), x + 48 * scale, y + 13 * scale, column - 56 * scale);
    });
    out.toBlob((blob) => save("graph.png", blob), "image/png");
  }

  // One entry of the legend: the shape of a kind, or the stroke of a line.
  function key(pen, style, x, y, scale) {
    pen.save();
    pen.translate(x + (style.shape ? 20 * scale : 0), y);
    pen.scale(scale, scale);
    pen.beginPath();
    if (style.shape) {
      const shape = KG.elements.shapes[style.shape];
      const path = new Path2D(shape || "M9 2A7 7 0 1 1 9 16A7 7 0 1 1 9 2Z");
      pen.fillStyle = style.color;
      pen.strokeStyle = KG.picture.color("edge-of-node");
      pen.fill(path);
      pen.stroke(path);
    } else {
      pen.setLineDash(style.dashes);
      pen.strokeStyle = style.color || KG.picture.color("line");
      pen.lineWidth = 2;
      pen.moveTo(0, 9);
      pen.lineTo(38, 9);
      pen.stroke();
    }
    pen.restore();
  }

  // Under an entity, a relation or paths: take their relations away.
  function bar(numbers, id) {
    return el("div", { class: "actions take", role: "group", "aria-label": t("take") },
      button({ class: "action", "data-do": "csv", text: t("csv"), onclick: () => csv(numbers) }),
      button({ class: "action", "data-do": "turtle", text: t("turtle"), onclick: () => turtle(numbers, id) }));
  }

  function start() {
    document.getElementById("take-png").addEventListener("click", png);
    document.getElementById("take-turtle").addEventListener("click", () => {
      const alone = KG.picture.drawn().nodes;
      save("selection.ttl", KG.turtle.of(drawnRelations(), alone), "text/turtle;charset=utf-8");
    });
    document.getElementById("take-all-csv").addEventListener("click", () => csv(KG.state.state.view === "table" ? KG.table.rows() : drawnRelations()));
  }

  return { start, bar, csv, csvText };
}());
