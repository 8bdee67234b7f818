// Opens what lies behind a row below it; without this script the same link leads to a page of its own.
const pages = new Map();
const read = (address) => {
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    }).then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return pages.get(address);
};

const close = (row, part) => {
  part.remove();
  const ways = [...row.querySelectorAll(".open a")].filter((one) => one.hash.slice(1) === part.id);
  ways.forEach((one) => one.setAttribute("aria-expanded", "false"));
  return ways[0] ?? row.querySelector(".figure a");
};

// The escape key closes the part that was opened last in the row where the reader is, and brings back to its link.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".row");
  const part = event.key === "Escape" && [...(row?.querySelectorAll(".part") ?? [])].pop();
  if (part) close(row, part).focus();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".row .open a, .row .figure a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest(".row");
  const id = link.hash.slice(1);
  const ways = [...row.querySelectorAll(".open a")].filter((one) => one.hash === link.hash);
  const there = document.getElementById(id);
  if (there) {
    close(row, there);
    return;
  }
  try {
    const part = document.importNode((await read(link.pathname)).getElementById(id), true);
    for (const head of part.querySelectorAll("h2")) {
      const lower = document.createElement("h4");
      lower.append(...head.childNodes);
      head.replaceWith(lower);
    }
    row.append(part);
    ways.forEach((one) => one.setAttribute("aria-expanded", "true"));
  } catch {
    location.assign(link.href);
  }
});
