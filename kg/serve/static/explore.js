// Searches, and shows the neighbours of an entity one page at a time. Text reaches the page as text, never as markup.
"use strict";
const $ = (id) => document.getElementById(id);
let current = "", offset = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function fetched(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}

function page(iri) {
  return "/resource?iri=" + encodeURIComponent(iri);
}

async function search(event) {
  event.preventDefault();
  try {
    const { results } = await fetched("/api/search?q=" + encodeURIComponent($("q").value));
    $("said").textContent = results.length ? "" : "Rien ne porte ce nom. / Nothing bears this name.";
    $("found").replaceChildren(...results.map((one) => {
      const item = element("li");
      item.append(element("a", one.label, { href: "#" + one.iri }), " ", element("span", one.kind, { class: "quiet" }));
      return item;
    }));
  } catch (error) { $("said").textContent = error.message; }
}

function row(one) {
  const line = element("tr");
  const words = element("td");
  for (const quote of one.quotes) {
    words.append(element("q", quote.text), " ", element("a", "texte", { href: page(quote.document), class: "quiet" }), element("br"));
  }
  const relation = element("td", (one.out ? "" : "← ") + one.label + (one.modality ? ` (${one.modality})` : "") + (one.inferred ? " (déduit)" : ""));
  const other = element("td");
  other.append(element("a", one.other.label, { href: "#" + one.other.iri }), " ", element("span", one.other.kind, { class: "quiet" }));
  line.append(relation, other, element("td", one.date), words);
  return line;
}

async function more() {
  try {
    const found = await fetched(`/api/neighbours?iri=${encodeURIComponent(current)}&offset=${offset}&limit=100`);
    $("who").textContent = found.entity.label;
    $("whole").href = page(current);
    $("rows").append(...found.relations.map(row));
    offset += found.relations.length;
    $("more").hidden = !found.more;
    $("around").hidden = false;
    $("said").textContent = "";
  } catch (error) { $("said").textContent = error.message; }
}

function follow() {
  current = decodeURIComponent(location.hash.slice(1));
  offset = 0;
  $("rows").replaceChildren();
  if (current) more();
}

$("search").addEventListener("submit", search);
$("more").addEventListener("click", more);
addEventListener("hashchange", follow);
follow();
