// What every page loads: the style sheet, two keys, and nothing else unless the page holds something that needs it.
import './site.scss';

if (document.querySelector('city-map')) void import('./city-map');
if (document.querySelector('data-chart')) void import('./data-chart');
if (document.querySelector('[hx-get]')) void import('./swap');
if (document.querySelector('form[data-drop]')) void import('./uploads');

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.matches('input, select, textarea, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.querySelector<HTMLInputElement>('#search')?.select();
  }
  if (event.key === 'Escape' && typing) (event.target as HTMLElement).blur();
});

// Choices that are answered at once; without script the button beside them does it.
for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-submit]')) select.addEventListener('change', () => select.form?.requestSubmit());

// What was typed and not saved is not left without a word, whichever button or link leads away.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-unsaved]')) {
  let changed = false;
  document.addEventListener('input', (event) => (changed ||= (event.target as HTMLInputElement).form === form));
  form.addEventListener('submit', () => (changed = false));
  addEventListener('beforeunload', (event) => changed && event.preventDefault());
}

// A tool opened from the map begins where the map stands.
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-view]')) link.addEventListener('click', () => (link.hash = location.hash));

// The map's layer list answers at once; without script its button does the same.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) {
  form.addEventListener('change', () => {
    // What is chosen goes into the address; where the map stands stays in it.
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== '') as [string, string][]);
    if (!query.has('layers')) query.append('layers', 'none');
    location.assign(`${form.action}?${query}${location.hash}`);
  });
}

// What a choice brings with it (the fields of a layer, the words of a field) is drawn at once; without script the form's button does it.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-redraws]')) {
  form.addEventListener('change', (event) => {
    if ((event.target as HTMLElement).matches('[data-redraw]')) form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value=redraw]'));
  });
}
