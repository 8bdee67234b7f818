// Sorts a table in place when a head is chosen; without this script the same link asks the server.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [row, row.dataset.keys.split("|")]);
  for (const [at, head] of heads.entries()) {
    head.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.filter((other) => other.querySelector("a")).forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const before = (a, b) => (at ? a - b : a < b ? -1 : Number(a > b)) * (down ? -1 : 1);
      const blank = (keys) => keys[at] === "";
      rows.sort(([, a], [, b]) => blank(a) - blank(b) || before(a[at], b[at]));
      body.append(...rows.map(([row]) => row));
    });
  }
}
