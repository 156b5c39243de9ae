// Elements are made here and nowhere else; text goes in as text, never as markup.
KG.elements = (function () {
  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = {
    square: "M3 3H15V15H3Z",
    diamond: "M9 1.5L16.5 9L9 16.5L1.5 9Z",
    triangle: "M9 2L16.5 15.5H1.5Z",
    triangleDown: "M9 16L16.5 2.5H1.5Z",
    hexagon: "M5 2.2H13L17 9L13 15.8H5L1 9Z",
    star: "M9 1L11.3 6.4L17 6.9L12.6 10.7L14 16.4L9 13.3L4 16.4L5.4 10.7L1 6.9L6.7 6.4Z",
  };

  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => {
      if (value === undefined || value === null || value === false) return;
      if (key === "onclick") element.addEventListener("click", value);
      else if (key === "text") element.textContent = value;
      else element.setAttribute(key, value === true ? "" : value);
    });
    children.flat(Infinity).forEach((child) => { if (child !== null && child !== undefined && child !== "") element.append(child); });
    return element;
  }

  // A name whose direction of writing cannot leak into its surroundings.
  const name = (text) => el("bdi", { text });

  function svg(width, height, shape, attributes) {
    const root = document.createElementNS(SVG, "svg");
    const drawn = document.createElementNS(SVG, shape);
    root.setAttribute("width", width);
    root.setAttribute("height", height);
    root.setAttribute("aria-hidden", "true");
    Object.entries(attributes).forEach(([key, value]) => drawn.setAttribute(key, value));
    root.append(drawn);
    return root;
  }

  function swatch(kind) {
    const look = { fill: kind.color, class: "swatch" };
    if (kind.shape === "dot") return svg(18, 18, "circle", { cx: 9, cy: 9, r: 7, ...look });
    return svg(18, 18, "path", { d: SHAPES[kind.shape] || SHAPES.square, ...look });
  }

  function stroke(line) {
    const look = { x1: 0, y1: 5, x2: 38, y2: 5, class: "stroke" };
    if (line.dashes.length) look["stroke-dasharray"] = line.dashes.join(" ");
    if (line.color) look.stroke = line.color;
    return svg(38, 10, "line", look);
  }

  // The name that the palette gives to the site of an address, and the last part of the address, which is often the identifier.
  function site(url) {
    const place = url.host + url.pathname;
    const found = KG.model.data.sites.find(([address]) => place === address || place.startsWith(address.endsWith("/") ? address : address + "/"));
    if (!found) return "";
    const tail = url.pathname.split("/").filter(Boolean).pop() || "";
    return /\d/.test(tail) && tail.length <= 24 ? found[1] + " " + decode(tail) : found[1];
  }

  function decode(text) { try { return decodeURIComponent(text); } catch { return text; } }

  // Only http(s) addresses become links, and the page they lead to learns nothing of this one.
  function link(address, text) {
    let url = null;
    try { url = new URL(address); } catch { url = null; }
    if (!url || !/^https?:$/.test(url.protocol)) return name(text || address);
    text = text || site(url) || address.replace(/^https?:\/\/(www\.)?/, "");
    return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, name(text));
  }

  const ICONS = {
    close: "M4 4L12 12M12 4L4 12", undo: "M6 3L2.5 6.5L6 10M2.5 6.5H10A3.5 3.5 0 0 1 10 13.5H7", redo: "M10 3L13.5 6.5L10 10M13.5 6.5H6A3.5 3.5 0 0 0 6 13.5H9",
    start: "M2.5 8L8 3L13.5 8M4.5 7V13H11.5V7", pin: "M8 14V9M4.5 9H11.5L10 6V2.5H6V6Z",
  };
  const icon = (id) => svg(16, 16, "path", { d: ICONS[id], class: "icon" });

  function button(attributes, ...children) { return el("button", { type: "button", ...attributes }, ...children); }

  return { el, name, svg, swatch, stroke, link, button, icon, shapes: SHAPES };
}());
