// Finds places by what people type, as the live site does, from the names in a file.
const ONE_WORD = { sint: "st", saint: "st", sainte: "ste" };
const KINDS = ["name", "former", "part", "postcode", "code"];
const EXACT = 0, BEGINS = 1, WORD_BEGINS = 2, WITHIN = 3;
const FUZZY_FROM = 4, RESEMBLES = 0.75, MOST = 20, LONGEST = 80;

const keyOf = (text) => text.replace(/\s*\([^)]*\)\s*$/, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[^0-9a-z]+/g, " ").trim().split(" ").map((word) => ONE_WORD[word] ?? word).join(" ");

const fit = (wanted, key) => {
  const solid = key.replaceAll(" ", ""), together = wanted.replaceAll(" ", "");
  if (!solid.includes(together)) return null;
  if (solid === together) return EXACT;
  if (/^\d+$/.test(wanted) && !key.startsWith(wanted)) return null;
  if (solid.startsWith(together)) return BEGINS;
  return ` ${key}`.includes(` ${wanted}`) ? WORD_BEGINS : WITHIN;
};

// How alike two texts are: 1 when equal, less for each letter that must be changed, added or left out.
const likeness = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return 1 - row[other.length] / Math.max(one.length, other.length);
};

const scored = (keys, wanted) => {
  const found = keys.map((hit) => [fit(wanted, hit[0]), hit]).filter(([score]) => score !== null);
  if (found.length || wanted.length < FUZZY_FROM || /^\d+$/.test(wanted)) return found;
  return keys.map((hit) => [1 - likeness(wanted, hit[0]), hit]).filter(([score]) => score <= 1 - RESEMBLES);
};

// The places that fit, best first, each once: [place, kind, how it is written, whether that is all that was typed].
const search = (names, text) => {
  const typed = text.slice(0, LONGEST).trim();
  const addressed = typed.match(/^(?:B[- ]?)?(\d{4})[\s,]+(\D+)$/i);
  if (addressed) {
    const there = search(names, addressed[1]);
    const named = search(names, addressed[2]).filter(([place]) => there.some(([other]) => other === place));
    return named.length ? named : there;
  }
  const wanted = keyOf(typed);
  if (!wanted) return [];
  const rank = ([score, [, place, kind]]) =>
    [score === WORD_BEGINS ? BEGINS : score, names.levels[place], KINDS.indexOf(kind), score];
  const ranked = scored(names.keys, wanted).map((one) => [rank(one), one[1]]);
  ranked.sort(([a, [, x]], [b, [, y]]) => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at >= 0 ? a[at] - b[at] : names.places[x][0].localeCompare(names.places[y][0]);
  });
  const best = new Map();
  for (const [, [, place, kind, written]] of ranked) {
    if (!best.has(place)) best.set(place, [place, kind, written, written.toLowerCase() === typed.toLowerCase()]);
  }
  const hits = [...best.values()].slice(0, MOST);
  const named = hits.filter(([place, kind, , exact]) => exact && kind === "name" && names.levels[place] === names.lowest);
  return named.length === 1 ? named : hits;
};

const read = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const element = (tag, attributes, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};
