// Every word of the interface in both languages, and the dates and counts that follow them.
KG.words = (function () {
  const WORDS = {
    skip: ["Aller aux détails", "Skip to the details"],
    search: ["Chercher une personne, un texte, un thème", "Search a person, a text, a theme"],
    searchHint: ["Chercher…  ( / )", "Search…  ( / )"],
    results: ["Résultats", "Results"],
    resultCount: ["{n} résultat|{n} résultats", "{n} result|{n} results"],
    noResult: ["Aucun résultat", "No result"],
    views: ["Vue", "View"],
    picture: ["Réseau", "Network"],
    table: ["Tableau", "Table"],
    language: ["Langue", "Language"],
    panel: ["Détails", "Details"],
    legend: ["Légende", "Legend"],
    legendKinds: ["Types d’entités : cliquer pour masquer ou afficher", "Kinds of entities: click to hide or show"],
    legendLines: ["Relations", "Relations"],
    zoom: ["Zoom", "Zoom"],
    zoomIn: ["Agrandir", "Zoom in"],
    zoomOut: ["Réduire", "Zoom out"],
    zoomFit: ["Tout voir", "Fit to the window"],
    canvas: ["Réseau de {n} entités et {m} relations", "Network of {n} entities and {m} relations"],
    canvasHelp: [
      "Entrée déplie les voisins de l’entité choisie, les flèches déplacent la vue, Échap annule le choix. La vue « Tableau » donne les mêmes relations en texte.",
      "Enter expands the neighbours of the selected entity, arrows move the view, Escape clears the selection. The Table view gives the same relations as text.",
    ],
    notice: [
      "{n} entités affichées sur {m}. Double-clic ou Entrée sur une entité : déplier ses voisins.",
      "{n} of {m} entities shown. Double-click or Enter on an entity to expand its neighbours.",
    ],
    expand: ["Déplier {n} voisin masqué|Déplier {n} voisins masqués", "Expand {n} hidden neighbour|Expand {n} hidden neighbours"],
    expanded: ["{n} entité ajoutée|{n} entités ajoutées", "{n} entity added|{n} entities added"],
    back: ["Retour", "Back"],
    close: ["Fermer", "Close"],
    overview: ["Vue d’ensemble", "Overview"],
    intro: [
      "Choisissez une entité ou une relation pour lire la phrase du document qui la fonde.",
      "Select an entity or a relation to read the sentence of the document behind it.",
    ],
    entityCount: ["{n} entité|{n} entités", "{n} entity|{n} entities"],
    relationCount: ["{n} relation|{n} relations", "{n} relation|{n} relations"],
    documentCount: ["{n} document|{n} documents", "{n} document|{n} documents"],
    leftOut: [
      "Cette page contient les {n} relations entre les entités les plus reliées, sur {m} dans le graphe.",
      "This page holds the {n} relations between the most connected entities, of {m} in the graph.",
    ],
    documents: ["Documents", "Documents"],
    central: ["Les plus reliées", "Most connected"],
    alsoCalled: ["Aussi appelé", "Also called"],
    identifiers: ["Identifiants", "Identifiers"],
    links: ["Liens", "Links"],
    linkSame: ["même entité", "same entity"],
    linkSee: ["voir aussi", "see also"],
    linkExact: ["équivalent", "exact match"],
    linkClose: ["proche", "close match"],
    mandates: ["Mandats", "Mandates"],
    relations: ["Relations", "Relations"],
    noRelation: ["Aucune relation.", "No relation."],
    mentions: ["Mentions", "Mentions"],
    mentionsCut: ["Les {n} premières sur {m}.", "The first {n} of {m}."],
    incoming: ["← {p}", "← {p}"],
    outgoing: ["{p} →", "{p} →"],
    incomingName: ["{p}, relation entrante", "{p}, incoming relation"],
    outgoingName: ["{p}, relation sortante", "{p}, outgoing relation"],
    relation: ["Relation", "Relation"],
    evidence: ["Ce que dit le document", "What the document says"],
    noEvidence: [
      "Donnée de référence, sans phrase citée.",
      "Reference data, without a quoted sentence.",
    ],
    date: ["Date", "Date"],
    period: ["Période", "Period"],
    modality: ["Modalité", "Modality"],
    rule: ["Règle", "Rule"],
    confidence: ["Confiance", "Confidence"],
    field: ["Champ", "Field"],
    sources: ["Sources", "Sources"],
    identifier: ["Identifiant", "Identifier"],
    openSource: ["ouvrir la source", "open the source"],
    subject: ["Sujet", "Subject"],
    object: ["Objet", "Object"],
    quote: ["Citation", "Quote"],
    filter: ["Filtrer le tableau", "Filter the table"],
    rows: ["{n} relation sur {m}|{n} relations sur {m}", "{n} relation of {m}|{n} relations of {m}"],
    more: ["Afficher {n} lignes de plus", "Show {n} more rows"],
    sortBy: ["Trier par : {p}", "Sort by: {p}"],
    readQuote: ["Lire la phrase : {p}", "Read the sentence: {p}"],
    since: ["depuis {d}", "since {d}"],
    until: ["jusqu’à {d}", "until {d}"],
    hiddenKinds: ["masqué", "hidden"],
  };
  let language = 0;

  function t(key, values) {
    let text = WORDS[key][language];
    if (values && text.includes("|")) {
      const forms = text.split("|");
      // French takes the singular for 0 and 1, English for 1 alone.
      text = (language === 0 ? values.n < 2 : values.n === 1) ? forms[0] : forms[1];
    }
    return text.replace(/\{(\w)\}/g, (whole, name) => {
      const value = values ? values[name] : whole;
      return typeof value === "number" ? value.toLocaleString(code()) : value;
    });
  }

  function code() { return language === 0 ? "fr" : "en"; }

  function use(next) { language = next === "en" ? 1 : 0; }

  // "2021-09-09" → "9 septembre 2021"; what is not a calendar date stays as written.
  function date(text) {
    const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text || "");
    if (!match || !match[2]) return text || "";
    const day = new Date(Date.UTC(+match[1], +match[2] - 1, +(match[3] || 1)));
    if (day.getUTCMonth() !== +match[2] - 1) return text;
    const options = { year: "numeric", month: "long", timeZone: "UTC" };
    if (match[3]) options.day = "numeric";
    return new Intl.DateTimeFormat(language === 0 ? "fr-FR" : "en-GB", options).format(day);
  }

  function period(row) {
    if (row.date) return date(row.date);
    if (row.start && row.end) return date(row.start) + " – " + date(row.end);
    if (row.start) return t("since", { d: date(row.start) });
    return row.end ? t("until", { d: date(row.end) }) : "";
  }

  const named = (row) => row[code()];
  const predicate = (statement) => KG.model.data.predicates[statement.p][language];
  const label = (entity) => (language === 1 && entity.en) || entity.label;

  return { t, code, use, date, period, named, predicate, label };
}());
