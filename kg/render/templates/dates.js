// Dates as readers write them, and as ranges that can be compared.
KG.dates = (function () {
  const { t, code } = KG.words;
  const { S, documents, documentsOf } = KG.model;
  const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/;

  // "2021-09-09" → "9 septembre 2021"; what is not a calendar date stays as written.
  function date(text) {
    const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text || "");
    if (!match || !match[2]) return text || "";
    const day = new Date(Date.UTC(+match[1], +match[2] - 1, +(match[3] || 1)));
    if (day.getUTCMonth() !== +match[2] - 1) return text;
    const options = { year: "numeric", month: "long", timeZone: "UTC" };
    if (match[3]) options.day = "numeric";
    return new Intl.DateTimeFormat(code() === "fr" ? "fr-FR" : "en-GB", options).format(day).replace(/^1 /, code() === "fr" ? "1er " : "1 ");
  }

  function period(row) {
    if (row.date) return date(row.date);
    if (row.start && row.end) return date(row.start) + " – " + date(row.end);
    if (row.start) return t("since", { d: date(row.start) });
    return row.end ? t("until", { d: date(row.end) }) : "";
  }

  // The first and last day that a date of any precision covers: "2021-09" → ["2021-09-01", "2021-09-31"].
  function bounds(text) {
    const match = FORM.exec(text || "");
    if (!match) return null;
    return [`${match[1]}-${match[2] || "01"}-${match[3] || "01"}`, `${match[1]}-${match[2] || "12"}-${match[3] || "31"}`];
  }

  const rangeOf = ([day, start, end]) => {
    if (day) return bounds(day);
    const from = bounds(start);
    const to = bounds(end);
    if (!from && !to) return null;
    return [from ? from[0] : to[0], to ? to[1] : from[1]];
  };
  let whens;
  let published;
  let starts;
  function renew() {
    whens = S.whens.map(rangeOf);
    published = documents.map((row) => bounds(row.date));
    starts = null;
  }
  renew();
  KG.model.onGrown(renew);

  // When a statement holds: its own date, else that of the first of its documents that has one; null where none is known.
  function ofStatement(n) {
    const own = whens[S.when[n]];
    if (own) return own;
    for (const number of documentsOf(n)) if (published[number]) return published[number];
    return null;
  }

  // The first day of every statement as year * 12 + month, -1 where unknown.
  function months() {
    if (!starts) {
      starts = new Int32Array(KG.model.count);
      for (let n = 0; n < starts.length; n += 1) {
        const range = ofStatement(n);
        starts[n] = range ? +range[0].slice(0, 4) * 12 + +range[0].slice(5, 7) - 1 : -1;
      }
    }
    return starts;
  }

  // Whether a mandate (start and end of any precision, or none) covers a day.
  function covers(row, day) {
    const from = bounds(row.start);
    const to = bounds(row.end);
    return Boolean(from || to) && (!from || from[0] <= day) && (!to || day <= to[1]);
  }

  return { date, period, bounds, ofStatement, months, covers };
}());
