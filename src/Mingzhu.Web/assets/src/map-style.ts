// How our own layers are drawn: muted planning colours, districts dash-dot, labels from local fonts (no glyph server).
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { shades } from './colours';

const serif = ['Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif'];

const landUse: ExpressionSpecification = [
  'match', ['get', 'land_use'],
  'residential', '#f6ecc9', 'commercial', '#eccfc8', 'industrial', '#dfd0bf', 'logistics', '#e0d5e4', 'public-service', '#f0d6de',
  'green', '#dbe8d1', 'water', '#cfdfea', 'transport', '#e9e9e6', 'utility', '#d9e0e2', '#efeeea',
];

const roadWidth: ExpressionSpecification = [
  'interpolate', ['exponential', 1.6], ['zoom'],
  9, ['match', ['get', 'class'], ['motorway', 'expressway'], 1, 'arterial', 0.7, 'secondary', 0.3, 0],
  13, ['match', ['get', 'class'], ['motorway', 'expressway'], 3, 'arterial', 2.4, 'secondary', 1.6, 'branch', 1, 0.5],
  17, ['match', ['get', 'class'], ['motorway', 'expressway'], 14, 'arterial', 12, 'secondary', 9, 'branch', 7, 4],
];

const fill = (id: string, colour: string | ExpressionSpecification, opacity = 1, edge?: string, minzoom = 0): LayerSpecification => ({
  id, type: 'fill', source: id, 'source-layer': id, minzoom, paint: { 'fill-color': colour, 'fill-opacity': opacity, ...(edge ? { 'fill-outline-color': edge } : {}) },
});

const stroke = (id: string, colour: string | ExpressionSpecification, width: number | ExpressionSpecification, dash?: number[], suffix = '', minzoom = 0): LayerSpecification => ({
  id: id + suffix, type: 'line', source: id, 'source-layer': id, minzoom, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': width, ...(dash ? { 'line-dasharray': dash } : {}) },
});

const dot = (id: string, colour: string, radius: number, minzoom = 0): LayerSpecification => ({
  id, type: 'circle', source: id, 'source-layer': id, minzoom,
  paint: { 'circle-color': colour, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, radius * 0.5, 16, radius], 'circle-stroke-color': '#fff', 'circle-stroke-width': 1 },
});

/** Names stand once: along a line, beside a point, or at the one point the tiles give for an area. */
export const label = (id: string, source: string, size: number, colour: string, minzoom: number, on: 'area' | 'line' | 'point' = 'area'): LayerSpecification => ({
  id, type: 'symbol', source, 'source-layer': on === 'area' ? `${source}-names` : source, minzoom,
  layout: {
    'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': serif, 'text-size': size, 'text-max-width': 8, 'text-padding': 6,
    ...(on === 'line' ? { 'symbol-placement': 'line' as const } : {}),
    ...(on === 'point' ? { 'text-anchor': 'top' as const, 'text-offset': [0, 0.5] as [number, number] } : {}),
  },
  paint: { 'text-color': colour, 'text-halo-color': '#fff', 'text-halo-width': 1.4 },
});

// Each level's names appear when its places are wide enough to hold them. Of names that would lie over each other the map keeps the one of the later layer, so a district's is never hidden by a subdistrict's.
const named: [string, number, number, string][] = [['zone', 9, 12, '#7b4fa0'], ['compound', 14.5, 11, '#5d5230'], ['community', 12.5, 11, '#6b6b66'], ['subdistrict', 10.5, 12, '#55554f'], ['district', 0, 13, '#33332f']];
export const placeNames = (source: string, only?: string[]): LayerSpecification[] =>
  named.filter(([name]) => only?.includes(name) ?? true).map(([name, minzoom, size, colour]) => ({ ...label(`${source}-${name}-name`, source, size, colour, minzoom), filter: level(name) }) as LayerSpecification);

const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name];

/** The drawn layers of a standard layer, the lowest first. */
export function layersOf(id: string, geometry: string): LayerSpecification[] {
  switch (id) {
    case 'construction-land': return [fill(id, '#efe9dc', 0.9)];
    case 'parcels': return [fill(id, landUse, 0.9, '#d6d2c6', 11)];
    case 'residential-land': return [fill(id, '#f6ecc9', 0.9, '#e2d6a8')];
    case 'built-up-area': return [stroke(id, '#8a6d3b', 1.4, [4, 2])];
    case 'water': return [fill(id, '#c9dcea'), label(`${id}-name`, id, 12, '#3d6d92', 12)];
    case 'rivers': return [stroke(id, '#b4cfe2', ['interpolate', ['linear'], ['zoom'], 8, 0.8, 14, 4]), label(`${id}-name`, id, 11, '#3d6d92', 12, 'line')];
    case 'parks': return [fill(id, '#d3e5c6', 1, '#b9d2a8'), label(`${id}-name`, id, 11, '#3f6b35', 14)];
    case 'greenways': return [stroke(id, '#6fa55c', 2, [2, 1])];
    case 'compounds': return [fill(id, '#f3ead0', 0.7, '#d9c990', 12), label(`${id}-name`, id, 11, '#5d5230', 15)];
    case 'buildings': return [fill(id, '#dcdcda', 1, '#c2c2be', 13)];
    case 'paths': return [stroke(id, '#c9bfae', 1, [2, 1], '', 14)];
    case 'roads': return [stroke(id, '#c9c7c0', ['interpolate', ['exponential', 1.6], ['zoom'], 9, ['match', ['get', 'class'], ['motorway', 'expressway', 'arterial'], 1.4, 'secondary', 0.6, 0], 13, ['match', ['get', 'class'], ['motorway', 'expressway'], 4.4, 'arterial', 3.8, 'secondary', 2.8, 'branch', 1.8, 0.8], 17, ['match', ['get', 'class'], ['motorway', 'expressway'], 17, 'arterial', 14, 'secondary', 11, 'branch', 9, 5.5]], undefined, '-edge', 8), stroke(id, '#ffffff', roadWidth, undefined, '', 8), label(`${id}-name`, id, 11, '#5b5b58', 14, 'line')];
    case 'pipes': return [stroke(id, ['match', ['get', 'kind'], 'gas', '#b8860b', 'heat', '#b5482a', 'water', '#2f76ad', 'sewer', '#7a6a58', '#8b8b8b'], 1.2, undefined, '', 12)];
    case 'plans': return [stroke(id, '#7b4fa0', 1.4, [3, 2])];
    case 'control-lines': return [stroke(id, '#b5482a', 1.6, [5, 2])];
    case 'zones': return [stroke(id, '#7b4fa0', 1.4, [6, 3]), label(`${id}-name`, id, 12, '#7b4fa0', 9)];
    case 'boundaries': return [
      { ...stroke(id, '#9a9a96', 0.6, [2, 2], '-community', 12), filter: level('community') } as LayerSpecification,
      { ...stroke(id, '#8a8a86', 0.9, [4, 2], '-subdistrict', 9), filter: level('subdistrict') } as LayerSpecification,
      { ...stroke(id, '#55554f', 1.3, [6, 2, 1, 2], '-district'), filter: level('district') } as LayerSpecification,
      { ...stroke(id, '#33332f', 1.8, [8, 2, 1, 2], '-city'), filter: level('city') } as LayerSpecification,
      ...placeNames(id, ['district', 'subdistrict']),
    ];
    case 'facilities': return [dot(id, '#1f4e8c', 4, 12), label(`${id}-name`, id, 11, '#1f4e8c', 16, 'point')];
    case 'heritage': return geometry === 'point' ? [dot(id, '#8c4a1f', 4)] : [fill(id, '#8c4a1f', 0.25, '#8c4a1f')];
    case 'entrances': return [dot(id, '#777777', 2, 15)];
    default:
      return geometry === 'point' ? [dot(id, '#5a6b7b', 3, 11)] : geometry === 'line' ? [stroke(id, '#5a6b7b', 1.2)] : [fill(id, '#c7ccd1', 0.5, '#8b949c')];
  }
}

/** Places shaded in five classes; no value is hatched. Property s is the shade, −1 for none. */
export function shadeLayers(): LayerSpecification[] {
  const [a, b, c, d, e] = shades();
  const common = { source: 'shades', 'source-layer': 'shades' } as const;
  return [
    { id: 'shades', type: 'fill', ...common, filter: ['>=', ['get', 's'], 0], paint: { 'fill-color': ['match', ['get', 's'], 0, a, 1, b, 2, c, 3, d, e], 'fill-opacity': 0.88 } },
    { id: 'shades-gap', type: 'fill', ...common, filter: ['<', ['get', 's'], 0], paint: { 'fill-pattern': 'hatch' } },
    { id: 'shades-edge', type: 'line', ...common, paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.3, 13, 1] } },
  ];
}

/** Findings: near ones gathered into one with their number (property n), else by severity (v: 0–2) in shape and colour. */
export function findingLayers(): LayerSpecification[] {
  const common = { source: 'findings', 'source-layer': 'findings' } as const;
  return [
    {
      id: 'findings-many', type: 'circle', ...common, filter: ['>', ['get', 'n'], 1],
      paint: { 'circle-color': '#fff', 'circle-opacity': 0.92, 'circle-stroke-color': ['match', ['get', 'v'], 2, '#a3261b', 1, '#c0691a', '#5a6b7b'], 'circle-stroke-width': 1.6, 'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'n']], 0.3, 8, 2, 13, 4, 20] },
    },
    {
      id: 'findings-number', type: 'symbol', ...common, filter: ['>', ['get', 'n'], 1],
      layout: { 'text-field': ['to-string', ['get', 'n']], 'text-font': serif, 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': '#1d232b' },
    },
    {
      id: 'findings-one', type: 'symbol', ...common, filter: ['==', ['get', 'n'], 1],
      layout: { 'icon-image': ['concat', 'severity-', ['to-string', ['get', 'v']]], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.8, 16, 1] },
    },
  ];
}

/** What changed between two versions (property c): green added, red hatched removed, amber dotted changed, blue moved with a dashed outline where it was and a line between. */
export function changeLayers(): LayerSpecification[] {
  const common = { source: 'changes', 'source-layer': 'changes' } as const;
  const is = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'c'], ['literal', kinds]];
  const area: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
  const colour: ExpressionSpecification = ['match', ['get', 'c'], 'added', '#24693d', 'removed', '#a3261b', 'changed', '#9a5210', '#1f4e8c'];
  return [
    { id: 'changes-added', type: 'fill', ...common, filter: ['all', area, is('added')], paint: { 'fill-color': '#24693d', 'fill-opacity': 0.45 } },
    { id: 'changes-removed', type: 'fill', ...common, filter: ['all', area, is('removed')], paint: { 'fill-pattern': 'removed' } },
    { id: 'changes-changed', type: 'fill', ...common, filter: ['all', area, is('changed')], paint: { 'fill-pattern': 'changed' } },
    { id: 'changes-moved', type: 'fill', ...common, filter: ['all', area, is('moved')], paint: { 'fill-color': '#1f4e8c', 'fill-opacity': 0.35 } },
    { id: 'changes-edge', type: 'line', ...common, filter: ['!', is('moved-from', 'moved-way')], paint: { 'line-color': colour, 'line-width': 1.4 } },
    { id: 'changes-was', type: 'line', ...common, filter: is('moved-from'), paint: { 'line-color': '#1f4e8c', 'line-width': 1.2, 'line-dasharray': [3, 2] } },
    { id: 'changes-way', type: 'line', ...common, filter: is('moved-way'), paint: { 'line-color': '#1f4e8c', 'line-width': 1.6 } },
    { id: 'changes-was-point', type: 'circle', ...common, filter: ['all', ['==', ['geometry-type'], 'Point'], is('moved-from')], paint: { 'circle-color': '#ffffff', 'circle-radius': 3.5, 'circle-stroke-color': '#1f4e8c', 'circle-stroke-width': 1.4 } },
    {
      id: 'changes-mark', type: 'symbol', source: 'changes', 'source-layer': 'change-marks',
      layout: { 'icon-image': ['concat', 'change-', ['get', 'c']], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 15, 0.9] },
    },
  ];
}
