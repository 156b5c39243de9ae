// Colours a question as it is written, asks it, and shows the answer as a table, a network or text. No other host is called.
"use strict";
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const TOKEN = /(#[^\n]*)|("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>)|([?$]\w+)|\b(SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|FILTER|OPTIONAL|UNION|GRAPH|BIND|VALUES|MINUS|DISTINCT|LIMIT|OFFSET|ORDER|GROUP|BY|HAVING|AS|PREFIX|BASE|FROM|NAMED|EXISTS|NOT|IN|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|DESC|ASC|LANG|STR|REGEX|CONTAINS|a)\b/gi;
const CLASSES = [, "comment", "string", "variable", "word"];
const MOST_NODES = 150;

function element(name, text, attributes = {}, space) {
  const made = space ? document.createElementNS(space, name) : document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function colour() {
  const text = $("text").value, parts = [];
  let last = 0;
  for (const found of text.matchAll(TOKEN)) {
    const group = CLASSES.findIndex((name, index) => index && found[index] !== undefined);
    parts.push(text.slice(last, found.index), element("span", found[0], { class: CLASSES[group] }));
    last = found.index + found[0].length;
  }
  $("coloured").replaceChildren(...parts, text.slice(last) + "\n");
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const short = term.value.replace(/^https:\/\/w3id\.org\/kg-politique\/(id|ns#)\/?/, "");
    made.append(element("a", short, { href: "/resource?iri=" + encodeURIComponent(term.value) }));
  } else made.textContent = term.value;
  return made;
}

function table(answer) {
  if ("boolean" in answer) return element("p", answer.boolean ? "oui / yes" : "non / no");
  const whole = element("table"), head = element("tr"), body = element("tbody"), names = answer.head.vars;
  head.append(...names.map((name) => element("th", name, { scope: "col" })));
  for (const binding of answer.results.bindings) {
    const line = element("tr");
    line.append(...names.map((name) => cell(binding[name])));
    body.append(line);
  }
  const top = element("thead");
  top.append(head);
  whole.append(top, body);
  return whole;
}

// The first and the last column of each row, joined by a line: the network that rows draw.
function network(answer) {
  if (!answer.results) return table(answer);
  const places = new Map(), lines = [];
  const place = (term) => places.get(term.value) ?? (places.size < MOST_NODES ? places.set(term.value, places.size) && places.get(term.value) : -1);
  for (const binding of answer.results.bindings) {
    const bound = answer.head.vars.filter((name) => binding[name]);
    if (bound.length < 2) continue;
    const ends = [place(binding[bound[0]]), place(binding[bound[bound.length - 1]])];
    if (!ends.includes(-1)) lines.push(ends);
  }
  const radius = 80 + places.size * 6, size = 2 * radius + 500;
  const at = (index) => {
    const angle = (2 * Math.PI * index) / places.size;
    return [Math.round(size / 2 + radius * Math.cos(angle)), Math.round(size / 2 + radius * Math.sin(angle))];
  };
  const drawing = element("svg", undefined, { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "Réseau de la réponse" }, SVG);
  for (const [from, to] of lines) {
    const [[x1, y1], [x2, y2]] = [at(from), at(to)];
    drawing.append(element("line", undefined, { x1, y1, x2, y2 }, SVG));
  }
  for (const [value, index] of places) {
    const [x, y] = at(index), left = x < size / 2;
    drawing.append(element("circle", undefined, { cx: x, cy: y, r: 5 }, SVG));
    drawing.append(element("text", value.replace(/^.*\/id\//, "").slice(0, 40), { x: x + (left ? -9 : 9), y: y + 4, "text-anchor": left ? "end" : "start" }, SVG));
  }
  return drawing;
}

async function ask(event) {
  event.preventDefault();
  const wanted = $("form").value, json = "application/sparql-results+json";
  const media = wanted === "network" ? json : wanted;
  $("said").textContent = "…";
  try {
    const accept = /^(text\/turtle|application\/ld)/.test(media) ? media : `${media}, text/turtle;q=0.5`;
    const response = await fetch("/sparql", { method: "POST", body: $("text").value, headers: { "Content-Type": "application/sparql-query", Accept: accept } });
    const text = await response.text();
    if (!response.ok) throw new Error(JSON.parse(text).detail);
    const rows = response.headers.get("Content-Type").startsWith(json);
    const answer = rows ? JSON.parse(text) : null;
    $("answer").replaceChildren(answer ? (wanted === "network" ? network(answer) : table(answer)) : element("pre", text));
    $("said").textContent = answer?.results ? `${answer.results.bindings.length} lignes / rows` : "";
  } catch (error) {
    $("answer").replaceChildren();
    $("said").textContent = error.message;
  }
}

$("ready").addEventListener("change", () => { if ($("ready").value) { $("text").value = $("ready").value; colour(); } });
$("text").addEventListener("input", colour);
$("text").addEventListener("scroll", () => { $("coloured").scrollTop = $("text").scrollTop; });
$("ask").addEventListener("submit", ask);
colour();
