// Places side by side: the address says which, and a file per place holds what the live comparison would show.
const compared = document.getElementById("compared");
const { files, root } = compared.dataset;
const query = new URLSearchParams(location.search);
const addressOf = (codes) => `?in=${codes.join(",")}`;

const cell = ([value, count, shade, remark] = ["", "", "", ""]) => {
  const inside = [];
  if (shade) inside.push(element("span", { class: `shade ${shade}` }));
  inside.push(remark ? element("abbr", { title: remark }, value || "\u2013") : value);
  if (count) inside.push(element("br", {}), element("span", { class: "quiet small" }, count));
  return element("td", { class: "number" }, ...inside);
};

const table = (words, { title, lines }, places) => {
  const known = lines.filter(([id]) => places.some((place) => place.cells[id]));
  if (!known.length) return [];
  const heads = [element("th", { scope: "col" }, words.indicator),
    ...places.map((place) => element("th", { scope: "col", class: "number" }, place.name))];
  const rows = known.map(([id, name, period, unit]) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: `${root}indicator/${id}/` }, name), " ",
      element("span", { class: "quiet" }, `${unit} ${period}`.trim())),
    ...places.map((place) => cell(place.cells[id]))));
  const made = element("table", { class: "compare" }, element("caption", {}, title),
    element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
  return [element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title }, made)];
};

const show = async () => {
  const [names, words] = await Promise.all([read(`${compared.dataset.names}names.json`), read(`${files}lines.json`)]);
  const known = new Map(names.places.map(([, , , code], place) => [code, place]));
  // A code of before a merger leads to what it is part of today, as in every address.
  const today = (code) => (known.has(code) ? code : names.keys.filter(([key, , kind]) => kind === "code" && key === code)
    .map(([, place]) => names.places[place][3])[0]);
  const said = document.getElementById("said");
  const say = (text) => { said.textContent = text; said.hidden = false; };
  let codes = (query.get("in") ?? "").split(",").map(today).filter(Boolean);
  const typed = (query.get("add") ?? "").trim();
  if (typed) {
    const [hit] = search(names, typed);
    if (hit) codes.push(names.places[hit[0]][3]);
    else say(words.nothing.replace("%s", typed));
  }
  codes = [...new Set(codes)];
  if (codes.length > words.most) say(words.left_out.replace("%s", words.most));
  codes = codes.slice(0, words.most);
  if (query.size) history.replaceState(null, "", addressOf(codes));
  document.getElementById("in").value = codes.join(",");
  if (!codes.length) return;
  const places = await Promise.all(codes.map((code) => read(`${files}${code}.json`)));
  document.getElementById("none").hidden = true;
  document.getElementById("legend").hidden = false;
  document.getElementById("chosen").replaceChildren(...places.map((place, at) => element("li", {},
    element("a", { href: `${root}${place.path}` }, place.name), " ",
    element("a", { class: "out", href: addressOf(codes.filter((_, other) => other !== at)),
      "aria-label": words.out.replace("%s", place.name) }, "\u00d7"))));
  compared.replaceChildren(...words.chapters.flatMap((chapter) => table(words, chapter, places)));
};
show();
