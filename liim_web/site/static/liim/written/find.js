// The page of what was searched: leads on where only one place fits, else lists them.
const found = document.getElementById("found");
const asked = (new URLSearchParams(location.search).get("q") ?? "").trim();
if (asked) {
  document.getElementById("q").value = asked;
  read(`${found.dataset.files}names.json`).then((names) => {
    const hits = search(names, asked);
    if (hits.length === 1) {
      location.replace(`${found.dataset.root}${names.places[hits[0][0]][2]}`);
      return;
    }
    document.getElementById("said").textContent = (hits.length ? names.found : names.nothing).replace("%s", asked);
    document.getElementById("help").hidden = hits.length > 0;
    found.replaceChildren(element("ul", { class: "found" }, ...hits.map(([place, kind, written]) => {
      const [name, level, path] = names.places[place];
      const because = names.kinds[kind] ? `: ${names.kinds[kind].replace("%s", written)}` : "";
      const link = element("a", { href: `${found.dataset.root}${path}` }, name);
      return element("li", {}, link, " ", element("span", { class: "quiet" }, level + because));
    })));
  });
}
