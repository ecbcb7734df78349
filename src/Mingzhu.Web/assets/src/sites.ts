// Ranked sites on a map (sheet.sites), tied to the rows of the tables beside it: tr[data-site] with data-lon and data-lat; a[data-show] in a row opens it on the map.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, Map as GlMap } from 'maplibre-gl';
import { siteMark } from './marks';

export interface Told {
  title: string;
  kind: string;
  fields: [string, string][];
  page: string | null;
}

interface Shapes {
  type: 'FeatureCollection';
  features: { properties: { id: string; group: string; part: string }; geometry: { coordinates: number[] } }[];
}

const groups = ['together', 'fits', 'undecided', 'near-miss', 'alone', 'existing'] as const;
const colour: ExpressionSpecification = ['match', ['get', 'group'], ['near-miss'], '#9a5210', ['undecided'], '#5a6472', ['existing'], '#8b949c', '#1f4e8c'];
const part = (name: string): ExpressionSpecification => ['==', ['get', 'part'], name];
const only = (id: string): FilterSpecification => ['all', part('shape'), ['==', ['get', 'id'], id]];
const nobody = only('\u0000');

const layers: LayerSpecification[] = [
  { id: 'sites-shape', type: 'fill', source: 'sites', filter: part('shape'), paint: { 'fill-color': colour, 'fill-opacity': ['match', ['get', 'group'], ['together', 'fits'], 0.45, 0.2] } },
  { id: 'sites-edge', type: 'line', source: 'sites', filter: ['all', part('shape'), ['!=', ['get', 'group'], 'undecided']], paint: { 'line-color': colour, 'line-width': 1.4 } },
  { id: 'sites-doubt', type: 'line', source: 'sites', filter: ['all', part('shape'), ['==', ['get', 'group'], 'undecided']], paint: { 'line-color': colour, 'line-width': 1.4, 'line-dasharray': [3, 2] } },
  { id: 'sites-hover', type: 'line', source: 'sites', filter: nobody, paint: { 'line-color': '#1d232b', 'line-width': 2 } },
  { id: 'sites-picked', type: 'line', source: 'sites', filter: nobody, paint: { 'line-color': '#a3261b', 'line-width': 3 } },
  { id: 'sites-dot', type: 'circle', source: 'sites', filter: part('mark'), paint: { 'circle-color': colour, 'circle-radius': ['match', ['get', 'group'], 'existing', 2, 3.5], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1 } },
  {
    // Where there is little room the better one is written.
    id: 'sites-mark', type: 'symbol', source: 'sites', filter: ['all', part('mark'), ['!=', ['get', 'group'], 'existing']],
    layout: {
      'symbol-sort-key': ['get', 'order'], 'icon-image': ['concat', 'site-', ['get', 'group']], 'icon-padding': 0, 'text-padding': 0,
      'text-field': ['get', 'n'], 'text-font': ['Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif'], 'text-size': 11,
    },
    paint: { 'text-color': ['match', ['get', 'group'], ['together', 'fits'], '#ffffff', colour] },
  },
];

const near = 15.5;
const rows = () => [...document.querySelectorAll<HTMLElement>('tr[data-site]')];

export async function showSites(map: GlMap, sites: { shapes: string; picked: string | null }, box: HTMLElement, tell: (told: Told) => void) {
  for (const group of groups) if (group !== 'existing') map.addImage(`site-${group}`, siteMark(group), { pixelRatio: 2 });
  const answer = await fetch(sites.shapes);
  if (!answer.ok) return;
  const data = (await answer.json()) as Shapes;
  map.addSource('sites', { type: 'geojson', data } as never);
  for (const layer of layers) map.addLayer(layer);
  // Lines of control are looked at beside a site; over a whole city they would hide the sites.
  for (const layer of map.getStyle().layers) if ('source' in layer && layer.source === 'control-lines') map.setLayerZoomRange(layer.id, 13, 24);

  const pick = (id: string, from: 'map' | 'row' | 'address') => {
    map.setFilter('sites-picked', only(id));
    const row = rows().find((each) => each.dataset.site === id);
    for (const each of rows()) each.dataset.site === id ? each.setAttribute('aria-current', 'true') : each.removeAttribute('aria-current');
    if (!row) return;
    tell(told(row));
    if (from === 'map') row.scrollIntoView({ block: 'nearest' });
    else if (row.dataset.lon) map.jumpTo({ center: [Number(row.dataset.lon), Number(row.dataset.lat)], zoom: Math.max(map.getZoom(), near) });
    if (from === 'row') box.scrollIntoView({ block: 'nearest' });
    if (from !== 'address') {
      const address = new URL(location.href);
      address.searchParams.set('site', id);
      history.replaceState(null, '', address);
    }
  };

  const at = (point: { x: number; y: number }) => map.queryRenderedFeatures([[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]], { layers: ['sites-mark', 'sites-dot', 'sites-shape'] }).find((feature) => feature.properties.group !== 'existing');
  map.on('click', (event) => {
    const hit = at(event.point);
    if (hit) pick(String(hit.properties.id), 'map');
  });
  map.on('mousemove', (event) => {
    if (at(event.point)) map.getCanvas().style.cursor = 'pointer';
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as HTMLElement).closest<HTMLElement>('a[data-show]');
    const row = link?.closest<HTMLElement>('tr[data-site]');
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pick(row.dataset.site!, 'row');
  });
  for (const row of rows()) {
    for (const name of ['mouseenter', 'focusin']) row.addEventListener(name, () => map.setFilter('sites-hover', only(row.dataset.site!)));
    row.addEventListener('mouseleave', () => map.setFilter('sites-hover', nobody));
  }

  if (sites.picked) pick(sites.picked, 'address');
  else frame(map, data);
  map.once('idle', () => (box.dataset.sites = String(data.features.length)));
}

/** The map shows all of the sites, not all of the city. */
function frame(map: GlMap, data: Shapes) {
  const marks = data.features.filter((feature) => feature.properties.part === 'mark' && feature.properties.group !== 'existing').map((feature) => feature.geometry.coordinates);
  if (!marks.length) return;
  const [lon, lat] = [marks.map(([x]) => x), marks.map(([, y]) => y)];
  map.fitBounds([[Math.min(...lon), Math.min(...lat)], [Math.max(...lon), Math.max(...lat)]], { padding: 48, maxZoom: near, animate: false });
}

/** What a row says of its site: the same words as in the table. */
function told(row: HTMLElement): Told {
  const text = (element: Element | null) => [...(element?.childNodes ?? [])].filter((node) => !(node instanceof HTMLElement && node.classList.contains('unseen')))
    .map((node) => node.textContent?.replace(/\s+/g, ' ').trim()).filter(Boolean).join(' ');
  return {
    title: text(row.querySelector('th a')), kind: row.dataset.kind ?? '', page: null,
    fields: [['', text(row.querySelector('th small'))], ...[...row.querySelectorAll<HTMLElement>('td[data-name]')].map((cell) => [cell.dataset.name!, text(cell)])].filter(([, value]) => value) as [string, string][],
  };
}
