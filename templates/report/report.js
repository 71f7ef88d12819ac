'use strict';
// Filters the changes on the page. Without JavaScript, the page shows all of them.
(() => {
  const form = document.querySelector('.filters');
  const search = form.elements.namedItem('text');
  const output = form.querySelector('output');
  const empty = document.querySelector('.empty');
  const sections = [...document.querySelectorAll('main > .section:not(.notes)')].map((element) => ({
    element,
    fold: element.querySelector(':scope > details'),
    count: element.querySelector('.count'),
    changes: [...element.querySelectorAll('.change')].map((change) => ({
      element: change,
      text: change.textContent.toLowerCase(),
      tags: change.dataset.tags.split(' '),
      wire: change.dataset.wire,
      source: change.dataset.source,
    })),
  }));
  const total = sections.reduce((sum, { changes }) => sum + changes.length, 0);

  function filter() {
    const chosen = new FormData(form);
    const words = chosen.get('text').toLowerCase().split(/\s+/).filter(Boolean);
    const [wire, source, tag] = ['wire', 'source', 'tag'].map((name) => chosen.get(name));
    const isFiltered = words.length > 0 || wire !== '' || source !== '' || tag !== '';
    let shown = 0;
    for (const { element, fold, count, changes } of sections) {
      let here = 0;
      for (const change of changes) {
        const matches =
          (wire === '' || change.wire === wire) &&
          (source === '' || change.source === source) &&
          (tag === '' || change.tags.includes(tag)) &&
          words.every((word) => change.text.includes(word));
        change.element.hidden = !matches;
        if (matches) here++;
      }
      element.hidden = here === 0;
      count.textContent = here === changes.length ? here : `${here} of ${changes.length}`;
      // A match inside of a collapsed section is shown.
      if (fold) fold.open = isFiltered && here > 0;
      shown += here;
    }
    empty.hidden = shown > 0 || total === 0;
    output.textContent = `${shown} of ${total}`;
  }

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.querySelector(':scope > details')?.setAttribute('open', '');
    target.scrollIntoView();
  }

  form.hidden = total === 0;
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('main details')) details.open = true;
  });
  addEventListener('keydown', (event) => {
    const isTyping =
      event.target instanceof Element && event.target.matches('input[type=search], select');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      filter();
    }
  });
  filter();
  reveal();
})();
