// What axe finds in the colours of a page. A table has thousands of cells that look the same, so of all that look the
// same one is asked. Where axe cannot tell of that one, all the others are asked as well.
async (rules) => {
  const LOOKS = [
    'color', 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode', 'textShadow', 'display',
    'visibility', 'position', 'zIndex', 'overflow', 'clip', 'clipPath', 'fontFamily', 'fontSize', 'fontWeight',
    'fontStyle', 'textDecorationLine', 'borderBottomWidth', 'borderBottomStyle',
  ];
  const numbers = new Map();
  const numbered = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).get(text);
  const looks = new Map([[null, '']]);
  // How it looks within all that it stands in: of these alone a contrast is made.
  const look = (one) => {
    if (!looks.has(one)) {
      const style = getComputedStyle(one);
      const drawn = ['::before', '::after'].map((part) => getComputedStyle(one, part).content);
      const own = [one.tagName, one.type, one.disabled, ...LOOKS.map((name) => style[name]), ...drawn];
      looks.set(one, numbered([look(one.parentElement), ...own].join('|')));
    }
    return looks.get(one);
  };
  const written = (some) => some.some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  // A link is told from the text that it stands in, if it stands in any.
  const inText = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const of = (some) => [...some].reduce((length, one) => length + one.textContent.replace(/\s/g, '').length, 0);
    return of([block]) > of(block.querySelectorAll('a'));
  };
  const alike = new Map();
  for (const one of document.body.querySelectorAll('*')) {
    const link = one.matches('a:not(svg a)');
    if (!one.checkVisibility() || !(link || one.matches('input, select, textarea') || written([...one.childNodes]))) continue;
    const key = `${look(one)} ${link && inText(one)}`;
    alike.has(key) ? alike.get(key).push(one) : alike.set(key, [one]);
  }
  const ask = async (some) => {
    const options = { runOnly: rules, selectors: false, elementRef: true };
    const told = some.length ? await axe.run({ include: some }, options) : { passes: [], violations: [], incomplete: [] };
    const nodes = (kind) => told[kind].flatMap((rule) => rule.nodes.map((node) => [rule.id, node]));
    const [passes, incomplete] = ['passes', 'incomplete'].map((kind) => nodes(kind).map(([, node]) => node.element));
    const found = nodes('violations').map(([id, node]) => `${id}: ${node.html.slice(0, 200)}`);
    return [found, new Set(passes.filter((one) => !incomplete.includes(one)))];
  };
  const groups = [...alike.values()].map((some) => some.sort((one, other) => other.textContent.length - one.textContent.length));
  const [found, passed] = await ask(groups.map(([first]) => first));
  const [more] = await ask(groups.filter(([first]) => !passed.has(first)).flatMap(([, ...others]) => others));
  return [...found, ...more];
}
