// A map that can be brought nearer, with buttons or keys; hover and focus show the same card. Without this script the
// map is whole, and every shape a link with its figure as its name.
for (const figure of document.querySelectorAll("figure.map")) {
  const map = figure.querySelector("svg");
  const card = figure.querySelector(".card");
  const tools = figure.querySelector(".zoom");
  const [, , width, height] = map.getAttribute("viewBox").split(" ").map(Number);
  let [x, y, scale] = [0, 0, 1];
  const show = () => {
    const [wide, high] = [width / scale, height / scale];
    x = Math.min(Math.max(x, 0), width - wide);
    y = Math.min(Math.max(y, 0), height - high);
    map.setAttribute("viewBox", `${x} ${y} ${wide} ${high}`);
  };
  const near = (factor) => {
    const [cx, cy] = [x + width / scale / 2, y + height / scale / 2];
    scale = Math.min(Math.max(scale * factor, 1), 8);
    [x, y] = [cx - width / scale / 2, cy - height / scale / 2];
    show();
  };
  const move = (across, down) => {
    x += across * width / scale / 5;
    y += down * height / scale / 5;
    show();
  };
  const steps = { nearer: () => near(1.6), farther: () => near(1 / 1.6), left: () => move(-1, 0), right: () => move(1, 0), up: () => move(0, -1), down: () => move(0, 1), whole: () => { scale = 1; show(); } };
  const keys = { "+": "nearer", "=": "nearer", "-": "farther", "0": "whole", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  tools.hidden = false;
  card.hidden = false;
  tools.addEventListener("click", (event) => steps[event.target.closest("button")?.value]?.());
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (scale === 1 && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    steps[keys[event.key]]();
  });
  const tell = (event) => {
    const title = event.target.closest("a")?.querySelector("title");
    if (title) card.textContent = title.textContent;
  };
  map.addEventListener("pointerover", tell);
  map.addEventListener("focusin", (event) => {
    tell(event);
    if (scale > 1) {
      const box = event.target.closest("a").getBBox();
      [x, y] = [box.x + box.width / 2 - width / scale / 2, box.y + box.height / 2 - height / scale / 2];
      show();
    }
  });
}
