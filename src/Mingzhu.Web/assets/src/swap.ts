// htmx swaps the part of a page a filter changes, and asks for progress while something runs. Without it forms are forms and links are links.
import htmx from 'htmx.org';

// A swapped part may bring a map or a chart the page did not have.
document.addEventListener('htmx:after:swap', () => {
  if (document.querySelector('city-map')) void import('./city-map');
  if (document.querySelector('data-chart')) void import('./data-chart');
});

htmx.process(document.body);
document.body.dataset.swaps = '';
