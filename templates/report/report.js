'use strict';
// Filters the changes on the page. Without JavaScript, the page shows all of them.
(() => {
  const form = document.querySelector('.filters');
  const search = form.elements.namedItem('text');
  const output = form.querySelector('output');
  const empty = document.querySelector('.empty');
  const contents = document.querySelector('.contents details');
  const AXES = [...form.querySelectorAll('.pills input[value=""]')].map(({ name }) => name);
  const panels = [...document.querySelectorAll('.panel')];
  const tabs = [...document.querySelectorAll('.tabs a')];
  const sections = [...document.querySelectorAll('#changes > .section:not(.notes)')].map(
    (element) => ({
      element,
      count: element.querySelector('.count'),
      links: document.querySelectorAll(`a[href="#${element.id}"]`),
      // A section or a group of changes may be collapsed.
      folds: [...element.querySelectorAll(':scope > details, .members')],
      groups: [...element.querySelectorAll('.group')],
      changes: [...element.querySelectorAll('.change')].map((change) => ({
        element: change,
        text: (change.closest('.group') ?? change).textContent.toLowerCase(),
        tags: change.dataset.tags.split(' '),
        axes: change.dataset,
      })),
    }),
  );
  const all = sections.flatMap(({ changes }) => changes);

  function filter() {
    const chosen = Object.fromEntries(new FormData(form));
    const words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (change, axes = chosen) =>
      AXES.every((axis) => axes[axis] === '' || change.axes[axis] === axes[axis]) &&
      (chosen.tag === '' || change.tags.includes(chosen.tag)) &&
      words.every((word) => change.text.includes(word));
    const isFiltered = words.length > 0 || [...AXES, 'tag'].some((name) => chosen[name] !== '');
    for (const { element, count, folds, groups, links, changes } of sections) {
      for (const change of changes) change.element.hidden = !matches(change);
      const shown = changes.filter((change) => !change.element.hidden).length;
      // In a history, a commit may have no changes.
      const isEmpty = shown === 0 && (isFiltered || changes.length > 0);
      element.hidden = isEmpty;
      for (const link of links) (link.closest('li') ?? link).classList.toggle('none', isEmpty);
      for (const group of groups) group.hidden = !group.querySelector('.change:not([hidden])');
      // A match inside of what is collapsed is shown.
      for (const fold of folds) fold.open = isFiltered && shown > 0;
      count.textContent = shown === changes.length ? shown : `${shown} of ${changes.length}`;
    }
    const shown = all.filter((change) => matches(change)).length;
    empty.hidden = shown > 0 || all.length === 0;
    output.textContent = `${shown} of ${all.length}`;
    // Each button has the number of changes that it would show.
    for (const axis of AXES)
      for (const button of form.elements.namedItem(axis))
        button.parentElement.querySelector('b').textContent = all.filter((change) =>
          matches(change, { ...chosen, [axis]: button.value }),
        ).length;
  }

  // Without JavaScript, and on paper, all panels are shown.
  function showPanel(shown) {
    for (const panel of panels) panel.classList.toggle('other', panel !== shown);
    for (const tab of tabs) tab.ariaCurrent = tab.hash === `#${shown.id}` ? 'true' : null;
  }

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (panels.length > 0) showPanel(target?.closest('.panel') ?? panels[0]);
    if (!target) return;
    if (target.closest('[hidden]')) {
      form.reset();
      filter();
    }
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.querySelector(':scope > details')?.setAttribute('open', '');
    target.scrollIntoView();
  }

  form.hidden = all.length === 0;
  if (contents && matchMedia('(max-width: 64rem)').matches) contents.open = false;
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  addEventListener('keydown', (event) => {
    const isTyping =
      event.target instanceof Element && event.target.matches('input[type=search], select');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (panels.length > 0) showPanel(form.closest('.panel'));
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
